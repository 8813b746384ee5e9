//! The dates of an event: each by itself, the rule in words, the times without it.

use schemars::JsonSchema;
use serde::Serialize;

use super::venue::VenueView;
use crate::messages::{MessageArgument, Messages};
use crate::publish::{Occurrence, Phase, Timetable, VisibleRecord};
use crate::record::{Event, EventStatus};
use crate::recurrence::{Series, describe_break};
use crate::time::{Fold, Moment};
use crate::view::date::{DateView, skip_clock_gap};
use crate::view::locale::Locale;

/// Dates that are shown at once; the rest is folded.
const MAX_NEXT_DATES: usize = 12;
/// Dates of a series that is over, or of the last year, that are told at most.
const MAX_PAST_DATES: usize = 60;

/// One time that an event takes place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OccurrenceView {
    /// The anchor: `on-2027-06-18`.
    pub id: String,
    /// When it starts; `iso` has the offset.
    pub start: DateView,
    /// When it ends.
    pub end: Option<DateView>,
    /// The same in words: `Friday 18 June 2027, 6.30pm to 8pm`.
    pub when: String,
    /// `past`, `now` or `upcoming`.
    pub phase: &'static str,
    /// `cancelled` and its like, when it is not simply going ahead.
    pub status: Option<&'static str>,
    /// Why.
    pub reason: Option<String>,
    /// When it was to begin before it was rescheduled.
    pub previous_start: Option<DateView>,
    /// A sentence for that day.
    pub note: Option<String>,
    /// Another venue.
    pub venue: Option<VenueView>,
    /// A date that the rule does not give.
    pub added: bool,
    /// Whether it is at another time or in another place than the others.
    pub differs: bool,
}

/// The dates of an event, as a page shows them.
#[derive(Clone, Debug, Default)]
pub(super) struct EventDates {
    pub next_or_last: Option<OccurrenceView>,
    pub next_dates: Vec<OccurrenceView>,
    pub later_dates: Vec<OccurrenceView>,
    pub past_dates: Vec<OccurrenceView>,
    pub has_more_dates: bool,
    pub under_way: bool,
    pub last_date: Option<DateView>,
    pub repeat_rule: Option<String>,
    pub breaks: Vec<String>,
}

impl EventDates {
    /// Of an event; none while safety keeps its times back.
    pub(super) fn new(record: &VisibleRecord<'_>, event: &Event, locale: &Locale) -> Self {
        let Some(timetable) = record.timetable() else { return Self::default() };
        let occurrences = timetable.occurrences();
        let view = |number: usize| occurrence_view(record, event, timetable, number, locale);
        let first_upcoming = occurrences.len() - timetable.remaining().len();
        let next_or_last = timetable.next_index().or(first_upcoming.checked_sub(1)).map(view);
        let under_way = timetable.is_under_way();
        let Some(series) = record.series() else {
            return Self {
                next_or_last,
                under_way,
                has_more_dates: timetable.continues_past_horizon(),
                ..Self::default()
            };
        };
        let later_from = occurrences.len().min(first_upcoming + MAX_NEXT_DATES);
        Self {
            next_or_last,
            next_dates: (first_upcoming..later_from).map(view).collect(),
            later_dates: (later_from..occurrences.len()).map(view).collect(),
            past_dates: (first_upcoming.saturating_sub(MAX_PAST_DATES)..first_upcoming).rev().map(view).collect(),
            has_more_dates: timetable.continues_past_horizon(),
            under_way,
            last_date: series.last_date().map(|day| DateView::from_date(day, locale)),
            repeat_rule: series.describe(locale.messages()),
            breaks: break_sentences(record, event, &series, timetable, locale.messages()),
        }
    }
}

/// When a date was to begin before it was rescheduled: one of a series at the usual time, unless all of it was moved.
fn previous_start(
    record: &VisibleRecord<'_>,
    event: &Event,
    occurrence: &Occurrence,
    own_status: Option<EventStatus>,
) -> Option<Moment> {
    match own_status {
        Some(own_status) => {
            (own_status == EventStatus::Rescheduled).then(|| record.usual_start(occurrence.recurrence_id)).flatten()
        }
        None if event.status != Some(EventStatus::Rescheduled) => None,
        None => {
            let first = record.series().is_none_or(|series| series.start == occurrence.recurrence_id);
            event.previous_start.disclose(record.lens()).and_then(|previous| *previous).filter(|_| first)
        }
    }
}

fn occurrence_view(
    record: &VisibleRecord<'_>,
    event: &Event,
    timetable: &Timetable,
    number: usize,
    locale: &Locale,
) -> OccurrenceView {
    let occurrence = &timetable.occurrences()[number];
    let (zone, _) = record.zone();
    let entries = event.occurrences.disclose(record.lens());
    let entry = occurrence.entry_index.and_then(|entry| entries?.get(entry));
    let venue = entry
        .and_then(|entry| entry.venue.disclose(record.lens()))
        .and_then(|shown| VenueView::new(record, shown, locale));
    let own_status = entry.and_then(|entry| entry.status);
    let status = own_status.or(event.status).and_then(EventStatus::unless_scheduled);
    OccurrenceView {
        id: format!("on-{}", occurrence.recurrence_id),
        start: DateView::from_moment_in_zone(&occurrence.start, zone, locale),
        end: occurrence.end.as_ref().map(|end| DateView::from_moment_in_zone(end, zone, locale)),
        when: occurrence_in_words(occurrence, record, locale.messages()),
        phase: match timetable.phase(number) {
            Phase::Past => "past",
            Phase::UnderWay => "now",
            Phase::Upcoming => "upcoming",
        },
        status: status.map(EventStatus::as_str),
        reason: match own_status {
            Some(_) => entry.and_then(|entry| entry.reason.clone()),
            None => status.and(event.reason.clone()),
        },
        previous_start: previous_start(record, event, occurrence, own_status)
            .map(|previous| DateView::from_moment_in_zone(&previous, zone, locale)),
        note: entry.and_then(|entry| entry.note.clone()),
        differs: venue.is_some() || entry.is_some_and(|entry| entry.start.is_some() || entry.end.is_some()),
        venue,
        added: entry.is_some_and(|entry| entry.added == Some(true)),
    }
}

/// When an instance is, in words that say which of two equal times is meant.
pub(crate) fn occurrence_in_words(occurrence: &Occurrence, record: &VisibleRecord<'_>, messages: &Messages) -> String {
    let (zone, _) = record.zone();
    let start = skip_clock_gap(&occurrence.start, zone);
    let end = occurrence.end.map(|end| skip_clock_gap(&end, zone));
    let when = messages.format_date_range(&start, end.as_ref());
    let id = match repeated_wall_time(&occurrence.start, zone) {
        Some(Fold::First) => "time-twice-first",
        Some(Fold::Second) => "time-twice-second",
        None => return when,
    };
    let time = start.time.map(|time| messages.format_time(time)).unwrap_or_default();
    messages.format_unisolated(id, &[("when", (&when).into()), ("time", (&time).into())])
}

/// Which of two equal times is meant, where the clocks go back over it.
fn repeated_wall_time(moment: &Moment, zone: &jiff::tz::TimeZone) -> Option<Fold> {
    let without_fold = Moment { fold: None, ..*moment };
    let comes_twice = without_fold.instant(zone) == Err(crate::time::WallTimeError::Ambiguous);
    moment.fold.filter(|_| comes_twice)
}

/// Times without it that are not over: what has been back since is no news.
fn break_sentences(
    record: &VisibleRecord<'_>,
    event: &Event,
    series: &Series,
    timetable: &Timetable,
    messages: &Messages,
) -> Vec<String> {
    let Some(next) = timetable.remaining().first() else { return Vec::new() };
    let mut breaks: Vec<_> = event.breaks.disclose(record.lens()).into_iter().flatten().collect();
    breaks.sort_by_key(|pause| pause.from);
    let sentences = breaks.into_iter().filter_map(|pause| {
        let resumes_on = series.first_after(pause.to.max(pause.from));
        let is_over = resumes_on.map_or(pause.to < next.recurrence_id, |back| back < next.recurrence_id);
        // English makes one sentence of the title and the days.
        let is_english = messages.language().as_str().starts_with("en");
        let title = if is_english { lower_common_noun(record.title()) } else { record.title().to_owned() };
        (!is_over)
            .then(|| describe_break(&title, (pause.from, pause.to), pause.reason.as_deref(), resumes_on, messages))
    });
    sentences.collect()
}

/// First words of titles that are no names, and so are small within a sentence.
const COMMON_FIRST_WORDS: &[&str] = &[
    "Book",
    "Breakfast",
    "Choir",
    "Coffee",
    "Community",
    "Conversation",
    "Craft",
    "Dance",
    "Dialogue",
    "Dinner",
    "Drop-in",
    "Film",
    "Football",
    "Free",
    "Games",
    "Gardening",
    "Homework",
    "Knitting",
    "Language",
    "Listening",
    "Lunch",
    "Market",
    "Mending",
    "Music",
    "Open",
    "Parent",
    "Reading",
    "Singing",
    "Story",
    "Supper",
    "Tea",
    "Toddler",
    "Walking",
    "Warm",
    "Women’s",
    "Women's",
    "Youth",
];

/// A title to stand after `No`: `lunch club`, `front-room circle`.
fn lower_common_noun(title: &str) -> String {
    let title = ["The ", "A ", "An "].iter().find_map(|article| title.strip_prefix(article)).unwrap_or(title);
    let first = title.split(' ').next().unwrap_or_default();
    if COMMON_FIRST_WORDS.contains(&first) {
        return format!("{}{}", first.to_lowercase(), &title[first.len()..]);
    }
    title.to_owned()
}

/// A zone as readers know it: `Paris time` for `Europe/Paris`.
pub(crate) fn zone_in_words(name: &str, messages: &Messages) -> String {
    match name.rsplit('/').next().unwrap_or(name) {
        "UTC" | "GMT" | "Zulu" | "Universal" | "Greenwich" => "UTC".to_owned(),
        city => messages.format("zone-time", &[("city", MessageArgument::Text(&city.replace('_', " ")))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_and_titles_are_said_as_people_say_them() {
        let english = Messages::built_in("en");
        assert_eq!(zone_in_words("Europe/Paris", &english), "Paris time");
        assert_eq!(zone_in_words("America/St_Johns", &english), "St Johns time");
        assert_eq!(zone_in_words("Etc/UTC", &english), "UTC");
        assert_eq!(lower_common_noun("Lunch club"), "lunch club");
        assert_eq!(lower_common_noun("The front-room circle"), "front-room circle");
        assert_eq!(lower_common_noun("Vaisakhi breakfast"), "Vaisakhi breakfast");
    }
}
