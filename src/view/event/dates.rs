//! The dates of an event: each by itself, the rule in words, the times without it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{VenueView, venue_view};
use crate::publish::{Occurrence, Phase, Timetable, VisibleRecord};
use crate::record::{Event, EventStatus};
use crate::repeat::{Series, describe_break};
use crate::time::{Fold, Moment};
use crate::view::{DateView, Tongue, on_the_clock};
use crate::words::{MessageArgument, Messages};

/// Dates that are shown at once; the rest is folded.
const FIRST: usize = 12;
/// Dates of a series that is over, or of the last year, that are told at most.
const MOST_PAST: usize = 60;

/// One time that an event takes place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InstanceView {
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
    pub previous: Option<DateView>,
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
pub(super) struct Dates {
    pub next: Option<InstanceView>,
    pub to_come: Vec<InstanceView>,
    pub further: Vec<InstanceView>,
    pub past: Vec<InstanceView>,
    pub goes_on: bool,
    pub under_way: bool,
    pub until: Option<DateView>,
    pub rule: Option<String>,
    pub breaks: Vec<String>,
}

impl Dates {
    /// Of an event; none while safety keeps its times back.
    pub(super) fn of(seen: &VisibleRecord<'_>, event: &Event, tongue: &Tongue) -> Self {
        let Some(timetable) = seen.timetable() else { return Self::default() };
        let all = timetable.occurrences();
        let view = |number: usize| instance_view(seen, event, timetable, number, tongue);
        let first = all.len() - timetable.remaining().len();
        let next = timetable.next_index().or(first.checked_sub(1)).map(view);
        let under_way = timetable.is_under_way();
        let Some(series) = seen.series() else {
            return Self { next, under_way, goes_on: timetable.continues_past_horizon(), ..Self::default() };
        };
        let split = all.len().min(first + FIRST);
        Self {
            next,
            to_come: (first..split).map(view).collect(),
            further: (split..all.len()).map(view).collect(),
            past: (first.saturating_sub(MOST_PAST)..first).rev().map(view).collect(),
            goes_on: timetable.continues_past_horizon(),
            under_way,
            until: series.last_date().map(|day| DateView::of(day, tongue)),
            rule: series.describe(tongue.words()),
            breaks: breaks(seen, event, &series, timetable, tongue.words()),
        }
    }
}

/// When a date was to begin before it was rescheduled: one of a series at the usual time, unless all of it was moved.
fn previous(
    seen: &VisibleRecord<'_>,
    event: &Event,
    instance: &Occurrence,
    own: Option<EventStatus>,
) -> Option<Moment> {
    match own {
        Some(own) => (own == EventStatus::Rescheduled).then(|| seen.usual_start(instance.recurrence_id)).flatten(),
        None if event.status != Some(EventStatus::Rescheduled) => None,
        None => {
            let first = seen.series().is_none_or(|series| series.start == instance.recurrence_id);
            event.previous_start.disclose(seen.lens()).and_then(|previous| *previous).filter(|_| first)
        }
    }
}

fn instance_view(
    seen: &VisibleRecord<'_>,
    event: &Event,
    timetable: &Timetable,
    number: usize,
    tongue: &Tongue,
) -> InstanceView {
    let instance = &timetable.occurrences()[number];
    let (zone, _) = seen.zone();
    let entries = event.occurrences.disclose(seen.lens());
    let entry = instance.entry_index.and_then(|entry| entries?.get(entry));
    let venue =
        entry.and_then(|entry| entry.venue.disclose(seen.lens())).and_then(|shown| venue_view(seen, shown, tongue));
    let own = entry.and_then(|entry| entry.status);
    let status = own.or(event.status).and_then(EventStatus::unless_scheduled);
    InstanceView {
        id: format!("on-{}", instance.recurrence_id),
        start: DateView::at(&instance.start, zone, tongue),
        end: instance.end.as_ref().map(|end| DateView::at(end, zone, tongue)),
        when: instance_when(instance, seen, tongue.words()),
        phase: match timetable.phase(number) {
            Phase::Past => "past",
            Phase::UnderWay => "now",
            Phase::Upcoming => "upcoming",
        },
        status: status.map(EventStatus::as_str),
        reason: match own {
            Some(_) => entry.and_then(|entry| entry.reason.clone()),
            None => status.and(event.reason.clone()),
        },
        previous: previous(seen, event, instance, own).map(|previous| DateView::at(&previous, zone, tongue)),
        note: entry.and_then(|entry| entry.note.clone()),
        differs: venue.is_some() || entry.is_some_and(|entry| entry.start.is_some() || entry.end.is_some()),
        venue,
        added: entry.is_some_and(|entry| entry.added == Some(true)),
    }
}

/// When an instance is, in words that say which of two equal times is meant.
pub(crate) fn instance_when(instance: &Occurrence, seen: &VisibleRecord<'_>, words: &Messages) -> String {
    let (zone, _) = seen.zone();
    let start = on_the_clock(&instance.start, zone);
    let end = instance.end.map(|end| on_the_clock(&end, zone));
    let when = words.format_date_range(&start, end.as_ref());
    let id = match twice(&instance.start, zone) {
        Some(Fold::First) => "time-twice-first",
        Some(Fold::Second) => "time-twice-second",
        None => return when,
    };
    let time = start.time.map(|time| words.format_time(time)).unwrap_or_default();
    words.format_unisolated(id, &[("when", (&when).into()), ("time", (&time).into())])
}

/// Which of two equal times is meant, where the clocks go back over it.
fn twice(moment: &Moment, zone: &jiff::tz::TimeZone) -> Option<Fold> {
    let plain = Moment { fold: None, ..*moment };
    let comes_twice = plain.instant(zone) == Err(crate::time::WallTimeError::Ambiguous);
    moment.fold.filter(|_| comes_twice)
}

/// Times without it that are not over: what has been back since is no news.
fn breaks(
    seen: &VisibleRecord<'_>,
    event: &Event,
    series: &Series,
    timetable: &Timetable,
    words: &Messages,
) -> Vec<String> {
    let Some(next) = timetable.remaining().first() else { return Vec::new() };
    let mut pauses: Vec<_> = event.breaks.disclose(seen.lens()).into_iter().flatten().collect();
    pauses.sort_by_key(|pause| pause.from);
    let told = pauses.into_iter().filter_map(|pause| {
        let back = series.first_after(pause.to.max(pause.from));
        let over = back.map_or(pause.to < next.recurrence_id, |back| back < next.recurrence_id);
        // English makes one sentence of the title and the days.
        let is_english = words.language().as_str().starts_with("en");
        let title = if is_english { common_name(seen.title()) } else { seen.title().to_owned() };
        (!over).then(|| describe_break(&title, (pause.from, pause.to), pause.reason.as_deref(), back, words))
    });
    told.collect()
}

/// First words of titles that are no names, and so are small within a sentence.
const COMMON: &[&str] = &[
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
fn common_name(title: &str) -> String {
    let title = ["The ", "A ", "An "].iter().find_map(|article| title.strip_prefix(article)).unwrap_or(title);
    let first = title.split(' ').next().unwrap_or_default();
    if COMMON.contains(&first) {
        return format!("{}{}", first.to_lowercase(), &title[first.len()..]);
    }
    title.to_owned()
}

/// A zone as readers know it: `Paris time` for `Europe/Paris`.
pub(crate) fn zone_in_words(name: &str, words: &Messages) -> String {
    match name.rsplit('/').next().unwrap_or(name) {
        "UTC" | "GMT" | "Zulu" | "Universal" | "Greenwich" => "UTC".to_owned(),
        city => words.format("zone-time", &[("city", MessageArgument::Text(&city.replace('_', " ")))]),
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
        assert_eq!(common_name("Lunch club"), "lunch club");
        assert_eq!(common_name("The front-room circle"), "front-room circle");
        assert_eq!(common_name("Vaisakhi breakfast"), "Vaisakhi breakfast");
    }
}
