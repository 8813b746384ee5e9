//! One date of an event: its times, its status and what differs from other dates.

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use super::venue::VenueView;
use crate::messages::{MessageArgument, Messages};
use crate::publish::{Occurrence, OccurrencePhase, Timetable, VisibleRecord};
use crate::record::{Event, EventStatus};
use crate::time::{Moment, RepeatedHour, WallTimeError};
use crate::view::date::{DateView, skip_clock_gap};
use crate::view::locale::Locale;

/// One time that an event takes place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OccurrenceView {
    /// The anchor: `on-2027-06-18`.
    pub id: String,
    /// When it starts; `iso` has the offset.
    pub start: DateView,
    /// When it ends.
    pub end: Option<DateView>,
    /// Start and end in words: `Friday 18 June 2027, 6.30pm to 8pm`.
    pub when: String,
    /// `past`, `now` or `upcoming`.
    pub phase: &'static str,
    /// Its status, such as `cancelled`; `None` when it goes ahead as planned.
    pub status: Option<&'static str>,
    /// Why it has this status.
    pub reason: Option<String>,
    /// When it was to begin before it was rescheduled.
    pub previous_start: Option<DateView>,
    /// A sentence about this date.
    pub note: Option<String>,
    /// The venue of this date, when it differs from that of the series.
    pub venue: Option<VenueView>,
    /// Whether it is an added date, which the rule does not give.
    pub added: bool,
    /// Whether it is at another time or in another place than the other dates.
    pub differs: bool,
}

/// The occurrence with an index in the timetable.
pub(super) fn occurrence_view(
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
            OccurrencePhase::Past => "past",
            OccurrencePhase::UnderWay => "now",
            OccurrencePhase::Upcoming => "upcoming",
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

/// When an occurrence was to start before it was rescheduled; `None` when it was not. A single date of a series was to
/// start at the usual time.
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

/// When an occurrence is, in words. Where the clocks go back, they say which of two equal times is meant.
pub(crate) fn occurrence_in_words(occurrence: &Occurrence, record: &VisibleRecord<'_>, messages: &Messages) -> String {
    let (zone, _) = record.zone();
    let start = skip_clock_gap(&occurrence.start, zone);
    let end = occurrence.end.map(|end| skip_clock_gap(&end, zone));
    let when = messages.format_date_range(&start, end.as_ref());
    let id = match repeated_wall_time(&occurrence.start, zone) {
        Some(RepeatedHour::First) => "time-twice-first",
        Some(RepeatedHour::Second) => "time-twice-second",
        None => return when,
    };
    let time = start.time.map(|time| messages.format_time(time)).unwrap_or_default();
    messages.format_unisolated(id, &[("when", (&when).into()), ("time", (&time).into())])
}

/// Which of two equal times is meant; `None` for a wall time that comes once.
fn repeated_wall_time(moment: &Moment, zone: &TimeZone) -> Option<RepeatedHour> {
    let without_fold = Moment { fold: None, ..*moment };
    let comes_twice = without_fold.instant(zone) == Err(WallTimeError::Ambiguous);
    moment.fold.filter(|_| comes_twice)
}

/// A time zone in words: `Paris time` for `Europe/Paris`.
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
    fn zones_are_named_by_their_cities() {
        let english = Messages::built_in("en");
        assert_eq!(zone_in_words("Europe/Paris", &english), "Paris time");
        assert_eq!(zone_in_words("America/St_Johns", &english), "St Johns time");
        assert_eq!(zone_in_words("Etc/UTC", &english), "UTC");
    }
}
