//! When an event takes place: its dates one by one, and which of them are over, under way or to come.
//!
//! There is one answer for pages, lists and feeds. It comes from the *end* of each date, in the event's own zone
//! (CONTENT.md), so that no event is in two lists at once, and none that is under way in neither.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SpanRound, Timestamp, ToSpan, Unit};

use super::Seen;
use crate::record::{Event, EventStatus, KindFields, OccurrenceEntry};
use crate::site::{Record, Site};
use crate::time::{Clock, Moment};

/// Dates of one series that are told apart: a daily one for five years.
const MOST: usize = 2_000;
/// Months back from this one whose dates of a series are told one by one.
const BACK: i32 = 12;
/// Months ahead where `horizon` says nothing.
const AHEAD: u32 = 18;

/// One time that an event takes place (a "recurrence instance", RFC 5545 §3.8.4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The date that the rule gives, by which calendars know it (`RECURRENCE-ID`).
    pub date: Date,
    /// When it starts.
    pub start: Moment,
    /// When it ends; none where nobody said.
    pub end: Option<Moment>,
    /// Which of the event's `occurrences` says that it differs.
    pub entry: Option<usize>,
    /// Whether it does not take place: this date or the whole event is cancelled or postponed.
    pub is_off: bool,
}

/// Where an instance stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// It is over.
    Past,
    /// It has begun and is not over.
    Now,
    /// It has not begun.
    Upcoming,
}

/// The dates of an event, in order: those of the last year and those up to the horizon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timetable {
    instances: Vec<Instance>,
    /// The first that is not over.
    next: usize,
    /// The first that has not begun: a date may last longer than it takes until the next.
    ahead: usize,
    /// Whether there are more after the last one here.
    goes_on: bool,
}

impl Timetable {
    /// Of an event; none of any other record. The clock remembers when it would be another.
    pub(super) fn of(record: &Record, site: &Site, clock: &Clock) -> Option<Self> {
        let Some(KindFields::Event(event)) = &record.parsed.fields else { return None };
        let zone = zone_of(event, site);
        let (instances, goes_on) = instances(event, zone, site, clock);
        let next = instances.partition_point(|instance| clock.has_reached(instance.over_at(zone)));
        let begun = |instance: &&Instance| clock.has_reached(instance.begins_at(zone));
        let ahead = next + instances[next..].iter().take_while(begun).count();
        Some(Self { instances, next, ahead, goes_on })
    }

    /// All of them.
    pub fn instances(&self) -> &[Instance] {
        &self.instances
    }

    /// Those that are not over, the next first.
    pub fn to_come(&self) -> &[Instance] {
        &self.instances[self.next..]
    }

    /// Where one of them stands.
    pub fn phase(&self, number: usize) -> Phase {
        if number < self.next {
            Phase::Past
        } else if number < self.ahead {
            Phase::Now
        } else {
            Phase::Upcoming
        }
    }

    /// The next one that takes place; if none does, the next one at all.
    pub fn next(&self) -> Option<&Instance> {
        self.next_number().map(|number| &self.instances[number])
    }

    /// The number of that one.
    pub fn next_number(&self) -> Option<usize> {
        let first = (self.next < self.instances.len()).then_some(self.next);
        let on = self.to_come().iter().position(|instance| !instance.is_off);
        on.map(|on| self.next + on).or(first)
    }

    /// The last one that is over.
    pub fn last(&self) -> Option<&Instance> {
        self.instances[..self.next].last()
    }

    /// Whether all are over and no more come.
    pub fn is_over(&self) -> bool {
        self.next == self.instances.len() && !self.goes_on
    }

    /// The instant at which all are over; none while more come than are told here.
    pub(super) fn over_at(&self, zone: &TimeZone) -> Option<Timestamp> {
        self.instances.last().filter(|_| !self.goes_on).map(|last| last.over_at(zone))
    }

    /// Whether the next one has begun.
    pub fn is_under_way(&self) -> bool {
        self.next_number().is_some_and(|next| self.phase(next) == Phase::Now)
    }

    /// Whether there are more than these, beyond the horizon.
    pub fn goes_on(&self) -> bool {
        self.goes_on
    }

    /// When lists say that it is: the next time, else the last.
    pub(super) fn listed_at(&self) -> Option<DateTime> {
        self.next().or(self.last()).map(|instance| instance.start.datetime())
    }
}

impl Instance {
    /// That of an event that takes place once.
    pub(super) fn only(event: &Event) -> Self {
        let start = *event.start.unguarded();
        Self { date: start.date, start, end: event.end_moment(), entry: None, is_off: off(event.status) }
    }

    /// That of a series on one of its dates; like all the others if `alike`, whatever is said of that date.
    pub(super) fn on(date: Date, event: &Event, alike: bool) -> Self {
        let shape = Shape::of(event);
        if alike { shape.like_all(date, off(event.status)) } else { shape.on(date, event, off(event.status)) }
    }

    /// The instant it begins, in the event's zone.
    pub fn begins_at(&self, zone: &TimeZone) -> Timestamp {
        self.start.latest_instant(zone).unwrap_or(Timestamp::MAX)
    }

    /// The instant it is over: its end, else the end of the day it starts on.
    pub fn over_at(&self, zone: &TimeZone) -> Timestamp {
        let end = self.end.unwrap_or(Moment::from_date(self.start.date));
        end.end_instant(zone).unwrap_or(Timestamp::MAX)
    }
}

impl Seen<'_> {
    /// When one date of a series would begin if nothing were said of it; none while times are kept back.
    pub fn usual(&self, date: Date) -> Option<Moment> {
        let KindFields::Event(event) = self.fields() else { return None };
        self.timetable().map(|_| Instance::on(date, event, true).start)
    }
}

/// The zone of an event: its own, else the site's.
pub(super) fn zone_of<'a>(event: &'a Event, site: &'a Site) -> &'a TimeZone {
    &event.effective_zone(&site.config).time_zone
}

/// The dates of an event, and whether more come after them.
fn instances(event: &Event, zone: &TimeZone, site: &Site, clock: &Clock) -> (Vec<Instance>, bool) {
    let start = *event.start.unguarded();
    let is_off = off(event.status);
    let once = || vec![Instance::only(event)];
    let Some(series) = event.to_series(zone) else {
        // A rule that cannot be told keeps its first date; unless it says until when, it may go on.
        let repeat = event.repeat.unguarded().as_ref();
        let until = repeat.and_then(|repeat| repeat.until).and_then(|until| Moment::from_date(until).end_instant(zone));
        let goes_on = repeat.is_some() && !until.is_some_and(|until| clock.has_reached(until));
        return (once(), goes_on);
    };
    let month = clock.first_of_month(&site.config.zone.time_zone);
    let from = month.checked_sub(BACK.months()).unwrap_or(start.date);
    let ahead = i32::try_from(site.config.horizon.unwrap_or(AHEAD).min(240)).unwrap_or(240);
    let until = month.checked_add((ahead + 1).months()).unwrap_or(Date::MAX);
    // A series that was over by then is told in full, so that its page still says when it was.
    let old = series.last_date().is_some_and(|last| last < from);
    let mut dates = series.dates_from(if old { start.date.min(from) } else { from });
    let shape = Shape::of(event);
    let mut instances = Vec::new();
    for date in dates.by_ref() {
        // The first date is told however far away it is: an event is somewhere.
        if !instances.is_empty() && (date >= until || instances.len() == MOST) {
            return (instances, true);
        }
        instances.push(shape.on(date, event, is_off));
    }
    // Every date may be left out: then it is where it first was, so that it is somewhere.
    if instances.is_empty() { (once(), series.is_endless()) } else { (instances, false) }
}

fn off(status: Option<EventStatus>) -> bool {
    matches!(status, Some(EventStatus::Cancelled | EventStatus::Postponed))
}

/// What all dates of a series have in common.
struct Shape {
    start: Moment,
    /// Days from the first day to the last.
    days: i64,
    end: Option<Moment>,
    /// How long it takes on the clock, where it has times.
    minutes: Option<i64>,
}

impl Shape {
    fn of(event: &Event) -> Self {
        let start = *event.start.unguarded();
        let end = event.end_moment();
        let days = end.map_or(0, |end| i64::from((end.date - start.date).get_days()));
        let timed = end.filter(|end| start.time.is_some() && end.time.is_some());
        let minutes = timed.and_then(|end| {
            let span = end.datetime().since(start.datetime()).ok()?;
            let round = SpanRound::new().largest(Unit::Minute).days_are_24_hours();
            Some(span.round(round).ok()?.get_minutes())
        });
        Self { start, days, end, minutes }
    }

    /// As the rule has it.
    fn like_all(&self, date: Date, is_off: bool) -> Instance {
        let fold = self.start.fold.filter(|_| date == self.start.date);
        let start = Moment { date, time: self.start.time, fold, offset: None };
        let last = date.checked_add(self.days.days()).unwrap_or(date);
        let end = self.end.map(|end| Moment { date: last, time: end.time, fold: None, offset: None });
        Instance { date, start, end, entry: None, is_off }
    }

    fn on(&self, date: Date, event: &Event, is_off: bool) -> Instance {
        let Instance { mut start, mut end, .. } = self.like_all(date, is_off);
        let entries = event.occurrences.unguarded();
        let entry = entries.iter().position(|entry| entry.date == date);
        if let Some(OccurrenceEntry { start: own_start, end: own_end, .. }) = entry.map(|entry| &entries[entry]) {
            if let Some(time) = own_start {
                start.time = Some(*time);
                // The same length, unless it says when it ends.
                let moved = self.minutes.and_then(|minutes| start.datetime().checked_add(minutes.minutes()).ok());
                end = moved.map(|moved| Moment { time: Some(moved.time()), ..Moment::from_date(moved.date()) }).or(end);
            }
            if let Some(time) = own_end {
                let day = end.map_or(date, |end| end.date);
                // Past midnight where it would end before it starts.
                let before = start.time.is_some_and(|begin| *time <= begin) && day == date;
                let day = if before { date.tomorrow().unwrap_or(date) } else { day };
                end = Some(Moment { time: Some(*time), ..Moment::from_date(day) });
            }
        }
        let own = entry.and_then(|entry| entries[entry].status);
        Instance { date, start, end, entry, is_off: own.map_or(is_off, |own| off(Some(own))) }
    }
}
