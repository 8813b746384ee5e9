//! One date of an event: when it starts and ends, and whether it takes place.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SpanRound, Timestamp, ToSpan, Unit};

use crate::record::{Event, EventStatus, OccurrenceEntry};
use crate::time::Moment;

/// One time that an event takes place (a "recurrence instance", RFC 5545 §3.8.4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The date that the rule gives, which identifies the occurrence in calendars (`RECURRENCE-ID`).
    pub recurrence_id: Date,
    /// When it starts.
    pub start: Moment,
    /// When it ends; `None` when the editors did not say.
    pub end: Option<Moment>,
    /// The index in the event's `occurrences` of the entry that says how this date differs.
    pub entry_index: Option<usize>,
    /// Whether this date or the whole event is cancelled or postponed.
    pub is_called_off: bool,
}

impl Occurrence {
    /// The only occurrence of an event that does not repeat.
    pub(super) fn single(event: &Event) -> Self {
        let start = *event.start.unguarded();
        Self {
            recurrence_id: start.date,
            start,
            end: event.end_moment(),
            entry_index: None,
            is_called_off: is_called_off(event.status),
        }
    }

    /// The occurrence of a series on a date as the rule alone gives it, whatever the event's `occurrences` say.
    pub(super) fn by_rule(date: Date, event: &Event) -> Self {
        SeriesTimes::from_event(event).usual_occurrence(date)
    }

    /// The occurrence of a series on a date, with what the event's `occurrences` say about that date.
    pub(super) fn on_date(date: Date, event: &Event) -> Self {
        SeriesTimes::from_event(event).occurrence_on(date, event)
    }

    /// The instant at which it starts, in the event's zone.
    pub fn starts_at(&self, zone: &TimeZone) -> Timestamp {
        self.start.latest_instant(zone).unwrap_or(Timestamp::MAX)
    }

    /// The instant at which it is over: its end, or the end of the day on which it starts.
    pub fn ends_at(&self, zone: &TimeZone) -> Timestamp {
        let end = self.end.unwrap_or(Moment::from_date(self.start.date));
        end.end_instant(zone).unwrap_or(Timestamp::MAX)
    }
}

/// Whether a status says that an event does not take place.
fn is_called_off(status: Option<EventStatus>) -> bool {
    matches!(status, Some(EventStatus::Cancelled | EventStatus::Postponed))
}

/// What all dates of a series have in common.
pub(super) struct SeriesTimes {
    start: Moment,
    end: Option<Moment>,
    /// The number of days from the first day to the last.
    day_span: i64,
    /// How long it takes by the clock; `None` when it has no times.
    duration_minutes: Option<i64>,
    is_called_off: bool,
}

impl SeriesTimes {
    pub(super) fn from_event(event: &Event) -> Self {
        let start = *event.start.unguarded();
        let end = event.end_moment();
        let day_span = end.map_or(0, |end| i64::from((end.date - start.date).get_days()));
        let timed = end.filter(|end| start.time.is_some() && end.time.is_some());
        let duration_minutes = timed.and_then(|end| {
            let span = end.datetime().since(start.datetime()).ok()?;
            let round = SpanRound::new().largest(Unit::Minute).days_are_24_hours();
            Some(span.round(round).ok()?.get_minutes())
        });
        Self { start, end, day_span, duration_minutes, is_called_off: is_called_off(event.status) }
    }

    /// The occurrence on a date as the rule alone gives it.
    fn usual_occurrence(&self, date: Date) -> Occurrence {
        let fold = self.start.fold.filter(|_| date == self.start.date);
        let start = Moment { date, time: self.start.time, fold, offset: None };
        let last_day = date.checked_add(self.day_span.days()).unwrap_or(date);
        let end = self.end.map(|end| Moment { date: last_day, time: end.time, fold: None, offset: None });
        Occurrence { recurrence_id: date, start, end, entry_index: None, is_called_off: self.is_called_off }
    }

    /// The occurrence on a date, with what the event's `occurrences` say about that date.
    pub(super) fn occurrence_on(&self, date: Date, event: &Event) -> Occurrence {
        let usual = self.usual_occurrence(date);
        let entries = event.occurrences.unguarded();
        let Some(index) = entries.iter().position(|entry| entry.date == date) else { return usual };
        let entry = &entries[index];
        let is_called_off = entry.status.map_or(self.is_called_off, |status| is_called_off(Some(status)));
        let (start, end) = self.times_of_entry(&usual, entry);
        Occurrence { start, end, entry_index: Some(index), is_called_off, ..usual }
    }

    /// The start and end of a date for which an entry has other times.
    fn times_of_entry(&self, usual: &Occurrence, entry: &OccurrenceEntry) -> (Moment, Option<Moment>) {
        let Occurrence { recurrence_id: date, mut start, mut end, .. } = *usual;
        if let Some(time) = entry.start {
            start.time = Some(time);
            // It takes as long as the others, unless the entry says when it ends.
            let shifted_end =
                self.duration_minutes.and_then(|minutes| start.datetime().checked_add(minutes.minutes()).ok());
            end = shifted_end
                .map(|shifted| Moment { time: Some(shifted.time()), ..Moment::from_date(shifted.date()) })
                .or(end);
        }
        if let Some(time) = entry.end {
            let day = end.map_or(date, |end| end.date);
            // An end before the start is after midnight.
            let ends_before_start = start.time.is_some_and(|begin| time <= begin) && day == date;
            let day = if ends_before_start { date.tomorrow().unwrap_or(date) } else { day };
            end = Some(Moment { time: Some(time), ..Moment::from_date(day) });
        }
        (start, end)
    }
}
