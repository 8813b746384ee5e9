//! The dates of an event, and which of them are over, under way or to come.
//!
//! Pages, lists, months, feeds and `status` all ask this timetable, and nothing else, so they never differ. It has the
//! dates of the last year and those up to the horizon. A date is over at its *end*, in the event's own zone
//! (CONTENT.md), so an event is never in two lists at once, and an event that is under way is never in none.

use std::num::NonZeroU32;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::occurrence::{Occurrence, SeriesTimes};
use crate::record::{Event, KindFields};
use crate::site::{Record, Site};
use crate::time::{Clock, Moment};

/// The most dates of one series: five years of a daily event.
const MAX_OCCURRENCES: usize = 2_000;
/// How many months before this one the dates of a series begin.
const MONTHS_BACK: i32 = 12;
/// How many months ahead they go when `site.yaml` has no `horizon`.
const DEFAULT_MONTHS_AHEAD: u32 = 18;

/// Where an occurrence is in relation to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OccurrencePhase {
    /// It is over.
    Past,
    /// It has begun and is not over.
    UnderWay,
    /// It has not begun.
    Upcoming,
}

/// The dates of an event in order: those of the last year and those up to the horizon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timetable {
    occurrences: Vec<Occurrence>,
    /// The index of the first occurrence that is not over.
    first_remaining: usize,
    /// The index of the first occurrence that has not begun. Several can be under way when one lasts until after the
    /// next begins.
    first_not_begun: usize,
    continues_past_horizon: bool,
}

impl Timetable {
    /// The dates of an event; `None` for another record. The clock remembers when the timetable would change.
    pub(super) fn from_record(record: &Record, site: &Site, clock: &Clock) -> Option<Self> {
        let Some(KindFields::Event(event)) = &record.parsed.fields else { return None };
        let zone = event_zone(event, site);
        let (occurrences, continues_past_horizon) = expand_occurrences(event, zone, site, clock);
        let first_remaining = occurrences.partition_point(|occurrence| clock.has_reached(occurrence.ends_at(zone)));
        let has_begun = |occurrence: &&Occurrence| clock.has_reached(occurrence.starts_at(zone));
        let under_way = occurrences[first_remaining..].iter().take_while(has_begun).count();
        Some(Self {
            occurrences,
            first_remaining,
            first_not_begun: first_remaining + under_way,
            continues_past_horizon,
        })
    }

    /// All dates.
    pub fn occurrences(&self) -> &[Occurrence] {
        &self.occurrences
    }

    /// The dates that are not over, the next first.
    pub fn remaining(&self) -> &[Occurrence] {
        &self.occurrences[self.first_remaining..]
    }

    /// The phase of the occurrence with an index.
    pub fn phase(&self, index: usize) -> OccurrencePhase {
        if index < self.first_remaining {
            OccurrencePhase::Past
        } else if index < self.first_not_begun {
            OccurrencePhase::UnderWay
        } else {
            OccurrencePhase::Upcoming
        }
    }

    /// The next occurrence that takes place; if there is no such occurrence, the next that is called off.
    pub fn next(&self) -> Option<&Occurrence> {
        self.next_index().map(|index| &self.occurrences[index])
    }

    /// The index of the occurrence that `next` returns.
    pub fn next_index(&self) -> Option<usize> {
        let first = (self.first_remaining < self.occurrences.len()).then_some(self.first_remaining);
        let offset = self.remaining().iter().position(|occurrence| !occurrence.is_called_off);
        offset.map(|offset| self.first_remaining + offset).or(first)
    }

    /// The last occurrence that is over.
    pub fn last_past(&self) -> Option<&Occurrence> {
        self.occurrences[..self.first_remaining].last()
    }

    /// Whether all dates are over and no more follow.
    pub fn is_over(&self) -> bool {
        self.first_remaining == self.occurrences.len() && !self.continues_past_horizon
    }

    /// The instant at which the last date ends; `None` when more dates follow beyond the horizon.
    pub(super) fn ends_at(&self, zone: &TimeZone) -> Option<Timestamp> {
        self.occurrences.last().filter(|_| !self.continues_past_horizon).map(|last| last.ends_at(zone))
    }

    /// Whether the next occurrence has begun.
    pub fn is_under_way(&self) -> bool {
        self.next_index().is_some_and(|next| self.phase(next) == OccurrencePhase::UnderWay)
    }

    /// Whether more dates follow beyond the horizon.
    pub fn continues_past_horizon(&self) -> bool {
        self.continues_past_horizon
    }

    /// The start by which lists sort the event: of the next occurrence, else of the last.
    pub(super) fn listed_at(&self) -> Option<DateTime> {
        self.next().or(self.last_past()).map(|occurrence| occurrence.start.datetime())
    }
}

/// The zone of an event: its own, else the site's.
pub(super) fn event_zone<'a>(event: &'a Event, site: &'a Site) -> &'a TimeZone {
    &event.effective_zone(&site.config).time_zone
}

/// The dates of an event, and whether more follow.
fn expand_occurrences(event: &Event, zone: &TimeZone, site: &Site, clock: &Clock) -> (Vec<Occurrence>, bool) {
    let start = *event.start.unguarded();
    let Some(series) = event.to_series(zone) else {
        // A rule that cannot be expanded leaves the first date. It may go on until its `until`.
        let repeat = event.repeat.unguarded().as_ref();
        let until = repeat.and_then(|repeat| repeat.until).and_then(|until| Moment::from_date(until).end_instant(zone));
        let may_continue = repeat.is_some() && !until.is_some_and(|until| clock.has_reached(until));
        return (vec![Occurrence::single(event)], may_continue);
    };
    let (from, until) = window(site, clock, start.date);
    // A series that was over before the window is expanded in full, so that its page still says when it was.
    let ended_before = series.last_date().is_some_and(|last| last < from);
    let dates = series.dates_from(if ended_before { start.date.min(from) } else { from });
    let times = SeriesTimes::from_event(event);
    let mut occurrences = Vec::new();
    for date in dates {
        // The first date is included however far ahead it is, because every event needs a date.
        if !occurrences.is_empty() && (date >= until || occurrences.len() == MAX_OCCURRENCES) {
            return (occurrences, true);
        }
        occurrences.push(times.occurrence_on(date, event));
    }
    // When every date is left out, the event keeps its first date.
    match occurrences.is_empty() {
        true => (vec![Occurrence::single(event)], series.is_endless()),
        false => (occurrences, false),
    }
}

/// The first day whose dates of a series are expanded, and the first day after them.
fn window(site: &Site, clock: &Clock, start: Date) -> (Date, Date) {
    let month = clock.first_of_month(&site.config.zone.time_zone);
    let from = month.checked_sub(MONTHS_BACK.months()).unwrap_or(start);
    let months_ahead =
        i32::try_from(site.config.horizon.map_or(DEFAULT_MONTHS_AHEAD, NonZeroU32::get).min(240)).unwrap_or(240);
    (from, month.checked_add((months_ahead + 1).months()).unwrap_or(Date::MAX))
}
