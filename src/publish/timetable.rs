//! When an event takes place: its dates one by one, and which of them are over, under way or to come.
//!
//! There is one answer for pages, lists and feeds. It comes from the *end* of each date, in the event's own zone
//! (CONTENT.md), so that no event is in two lists at once, and none that is under way in neither.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SpanRound, Timestamp, ToSpan, Unit};

use super::VisibleRecord;
use crate::record::{Event, EventStatus, KindFields, OccurrenceEntry};
use crate::site::{Record, Site};
use crate::time::{Clock, Moment};

/// Dates of one series that are told apart: a daily one for five years.
const MAX_OCCURRENCES: usize = 2_000;
/// Months back from this one whose dates of a series are told one by one.
const MONTHS_BACK: i32 = 12;
/// Months ahead where `horizon` says nothing.
const DEFAULT_MONTHS_AHEAD: u32 = 18;

/// One time that an event takes place (a "recurrence instance", RFC 5545 §3.8.4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The date that the rule gives, by which calendars know it (`RECURRENCE-ID`).
    pub recurrence_id: Date,
    /// When it starts.
    pub start: Moment,
    /// When it ends; none where nobody said.
    pub end: Option<Moment>,
    /// Which of the event's `occurrences` says that it differs.
    pub entry_index: Option<usize>,
    /// Whether it does not take place: this date or the whole event is cancelled or postponed.
    pub is_called_off: bool,
}

/// Where an instance stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// It is over.
    Past,
    /// It has begun and is not over.
    UnderWay,
    /// It has not begun.
    Upcoming,
}

/// The dates of an event, in order: those of the last year and those up to the horizon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timetable {
    occurrences: Vec<Occurrence>,
    /// The first that is not over.
    first_remaining: usize,
    /// The first that has not begun: a date may last longer than it takes until the next.
    first_not_begun: usize,
    /// Whether there are more after the last one here.
    continues_past_horizon: bool,
}

impl Timetable {
    /// Of an event; none of any other record. The clock remembers when it would be another.
    pub(super) fn from_record(record: &Record, site: &Site, clock: &Clock) -> Option<Self> {
        let Some(KindFields::Event(event)) = &record.parsed.fields else { return None };
        let zone = event_zone(event, site);
        let (instances, goes_on) = expand_occurrences(event, zone, site, clock);
        let next = instances.partition_point(|instance| clock.has_reached(instance.ends_at(zone)));
        let has_begun = |instance: &&Occurrence| clock.has_reached(instance.starts_at(zone));
        let ahead = next + instances[next..].iter().take_while(has_begun).count();
        Some(Self {
            occurrences: instances,
            first_remaining: next,
            first_not_begun: ahead,
            continues_past_horizon: goes_on,
        })
    }

    /// All of them.
    pub fn occurrences(&self) -> &[Occurrence] {
        &self.occurrences
    }

    /// Those that are not over, the next first.
    pub fn remaining(&self) -> &[Occurrence] {
        &self.occurrences[self.first_remaining..]
    }

    /// Where one of them stands.
    pub fn phase(&self, number: usize) -> Phase {
        if number < self.first_remaining {
            Phase::Past
        } else if number < self.first_not_begun {
            Phase::UnderWay
        } else {
            Phase::Upcoming
        }
    }

    /// The next one that takes place; if none does, the next one at all.
    pub fn next(&self) -> Option<&Occurrence> {
        self.next_index().map(|number| &self.occurrences[number])
    }

    /// The number of that one.
    pub fn next_index(&self) -> Option<usize> {
        let first = (self.first_remaining < self.occurrences.len()).then_some(self.first_remaining);
        let offset = self.remaining().iter().position(|instance| !instance.is_called_off);
        offset.map(|on| self.first_remaining + on).or(first)
    }

    /// The last one that is over.
    pub fn last_past(&self) -> Option<&Occurrence> {
        self.occurrences[..self.first_remaining].last()
    }

    /// Whether all are over and no more come.
    pub fn is_over(&self) -> bool {
        self.first_remaining == self.occurrences.len() && !self.continues_past_horizon
    }

    /// The instant at which all are over; none while more come than are told here.
    pub(super) fn ends_at(&self, zone: &TimeZone) -> Option<Timestamp> {
        self.occurrences.last().filter(|_| !self.continues_past_horizon).map(|last| last.ends_at(zone))
    }

    /// Whether the next one has begun.
    pub fn is_under_way(&self) -> bool {
        self.next_index().is_some_and(|next| self.phase(next) == Phase::UnderWay)
    }

    /// Whether there are more than these, beyond the horizon.
    pub fn continues_past_horizon(&self) -> bool {
        self.continues_past_horizon
    }

    /// When lists say that it is: the next time, else the last.
    pub(super) fn listed_at(&self) -> Option<DateTime> {
        self.next().or(self.last_past()).map(|instance| instance.start.datetime())
    }
}

impl Occurrence {
    /// That of an event that takes place once.
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

    /// That of a series on one of its dates; like all the others if `alike`, whatever is said of that date.
    pub(super) fn on_date(date: Date, event: &Event, ignore_entry: bool) -> Self {
        let times = SeriesTimes::from_event(event);
        if ignore_entry {
            times.usual_occurrence(date, is_called_off(event.status))
        } else {
            times.occurrence_on(date, event, is_called_off(event.status))
        }
    }

    /// The instant it begins, in the event's zone.
    pub fn starts_at(&self, zone: &TimeZone) -> Timestamp {
        self.start.latest_instant(zone).unwrap_or(Timestamp::MAX)
    }

    /// The instant it is over: its end, else the end of the day it starts on.
    pub fn ends_at(&self, zone: &TimeZone) -> Timestamp {
        let end = self.end.unwrap_or(Moment::from_date(self.start.date));
        end.end_instant(zone).unwrap_or(Timestamp::MAX)
    }
}

impl VisibleRecord<'_> {
    /// When one date of a series would begin if nothing were said of it; none while times are kept back.
    pub fn usual_start(&self, date: Date) -> Option<Moment> {
        let KindFields::Event(event) = self.fields() else { return None };
        self.timetable().map(|_| Occurrence::on_date(date, event, true).start)
    }
}

/// The zone of an event: its own, else the site's.
pub(super) fn event_zone<'a>(event: &'a Event, site: &'a Site) -> &'a TimeZone {
    &event.effective_zone(&site.config).time_zone
}

/// The dates of an event, and whether more come after them.
fn expand_occurrences(event: &Event, zone: &TimeZone, site: &Site, clock: &Clock) -> (Vec<Occurrence>, bool) {
    let start = *event.start.unguarded();
    let is_off = is_called_off(event.status);
    let single_occurrence = || vec![Occurrence::single(event)];
    let Some(series) = event.to_series(zone) else {
        // A rule that cannot be told keeps its first date; unless it says until when, it may go on.
        let repeat = event.repeat.unguarded().as_ref();
        let until = repeat.and_then(|repeat| repeat.until).and_then(|until| Moment::from_date(until).end_instant(zone));
        let goes_on = repeat.is_some() && !until.is_some_and(|until| clock.has_reached(until));
        return (single_occurrence(), goes_on);
    };
    let month = clock.first_of_month(&site.config.zone.time_zone);
    let from = month.checked_sub(MONTHS_BACK.months()).unwrap_or(start.date);
    let months_ahead = i32::try_from(site.config.horizon.unwrap_or(DEFAULT_MONTHS_AHEAD).min(240)).unwrap_or(240);
    let until = month.checked_add((months_ahead + 1).months()).unwrap_or(Date::MAX);
    // A series that was over by then is told in full, so that its page still says when it was.
    let ended_before = series.last_date().is_some_and(|last| last < from);
    let mut dates = series.dates_from(if ended_before { start.date.min(from) } else { from });
    let times = SeriesTimes::from_event(event);
    let mut instances = Vec::new();
    for date in dates.by_ref() {
        // The first date is told however far away it is: an event is somewhere.
        if !instances.is_empty() && (date >= until || instances.len() == MAX_OCCURRENCES) {
            return (instances, true);
        }
        instances.push(times.occurrence_on(date, event, is_off));
    }
    // Every date may be left out: then it is where it first was, so that it is somewhere.
    if instances.is_empty() { (single_occurrence(), series.is_endless()) } else { (instances, false) }
}

fn is_called_off(status: Option<EventStatus>) -> bool {
    matches!(status, Some(EventStatus::Cancelled | EventStatus::Postponed))
}

/// What all dates of a series have in common.
struct SeriesTimes {
    start: Moment,
    /// Days from the first day to the last.
    day_span: i64,
    end: Option<Moment>,
    /// How long it takes on the clock, where it has times.
    duration_minutes: Option<i64>,
}

impl SeriesTimes {
    fn from_event(event: &Event) -> Self {
        let start = *event.start.unguarded();
        let end = event.end_moment();
        let day_span = end.map_or(0, |end| i64::from((end.date - start.date).get_days()));
        let timed = end.filter(|end| start.time.is_some() && end.time.is_some());
        let duration_minutes = timed.and_then(|end| {
            let span = end.datetime().since(start.datetime()).ok()?;
            let round = SpanRound::new().largest(Unit::Minute).days_are_24_hours();
            Some(span.round(round).ok()?.get_minutes())
        });
        Self { start, day_span, end, duration_minutes }
    }

    /// As the rule has it.
    fn usual_occurrence(&self, date: Date, is_off: bool) -> Occurrence {
        let fold = self.start.fold.filter(|_| date == self.start.date);
        let start = Moment { date, time: self.start.time, fold, offset: None };
        let last = date.checked_add(self.day_span.days()).unwrap_or(date);
        let end = self.end.map(|end| Moment { date: last, time: end.time, fold: None, offset: None });
        Occurrence { recurrence_id: date, start, end, entry_index: None, is_called_off: is_off }
    }

    fn occurrence_on(&self, date: Date, event: &Event, is_off: bool) -> Occurrence {
        let Occurrence { mut start, mut end, .. } = self.usual_occurrence(date, is_off);
        let entries = event.occurrences.unguarded();
        let entry_index = entries.iter().position(|entry| entry.date == date);
        if let Some(OccurrenceEntry { start: own_start, end: own_end, .. }) = entry_index.map(|entry| &entries[entry]) {
            if let Some(time) = own_start {
                start.time = Some(*time);
                // The same length, unless it says when it ends.
                let shifted_end =
                    self.duration_minutes.and_then(|minutes| start.datetime().checked_add(minutes.minutes()).ok());
                end = shifted_end
                    .map(|moved| Moment { time: Some(moved.time()), ..Moment::from_date(moved.date()) })
                    .or(end);
            }
            if let Some(time) = own_end {
                let day = end.map_or(date, |end| end.date);
                // Past midnight where it would end before it starts.
                let ends_before_start = start.time.is_some_and(|begin| *time <= begin) && day == date;
                let day = if ends_before_start { date.tomorrow().unwrap_or(date) } else { day };
                end = Some(Moment { time: Some(*time), ..Moment::from_date(day) });
            }
        }
        let own_status = entry_index.and_then(|entry| entries[entry].status);
        Occurrence {
            recurrence_id: date,
            start,
            end,
            entry_index,
            is_called_off: own_status.map_or(is_off, |own| is_called_off(Some(own))),
        }
    }
}
