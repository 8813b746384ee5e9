//! An event's dates in the terms of RFC 5545 §3.8.5: a first date, a rule, and dates that are left out, added or
//! different.
//!
//! A calendar program must find the same dates as the timetable. Where programs would read a rule in different ways (a
//! date before the first date of the rule), the dates are listed instead of the rule. Where they would read a wall time
//! in different ways (a time that comes twice, or does not exist, when the clocks change), the date gets an entry of
//! its own, with its times in UTC. `tests/judges` expands every calendar with other programs and compares the dates
//! with those of the pages.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::occurrence::Occurrence;
use super::timetable::Timetable;
use super::visible_record::VisibleRecord;
use crate::record::{Event, KindFields, OccurrenceEntry};
use crate::recurrence::{RuleEnd, Series, UntilFormat};
use crate::time::Moment;

/// The most dates that are listed in place of a break or a rule.
const MAX_DATES: usize = 2_000;

/// The dates of an event in the terms of RFC 5545.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarRecurrence {
    /// The first date, with its start and end (`DTSTART`, `DTEND`).
    pub first_occurrence: Occurrence,
    /// The rule by which it repeats (`RRULE`); `None` for a single date, and when the dates are listed in `rdates`.
    pub rrule: Option<String>,
    /// Dates of the rule that are left out (`EXDATE`).
    pub exdates: Vec<Date>,
    /// Dates that the rule does not give (`RDATE`).
    pub rdates: Vec<Date>,
    /// Dates with other times or details than the first (`RECURRENCE-ID`), in order.
    pub overrides: Vec<Occurrence>,
    /// The last day on which it takes place; `None` for a series without end.
    pub last_day: Option<Date>,
}

impl VisibleRecord<'_> {
    /// The dates of an event in the terms of RFC 5545, if its times may be shown.
    pub fn calendar_recurrence(&self) -> Option<CalendarRecurrence> {
        let KindFields::Event(event) = self.fields() else { return None };
        Some(CalendarRecurrence::from_event(event, self.zone().0, self.timetable()?))
    }
}

impl CalendarRecurrence {
    fn from_event(event: &Event, zone: &TimeZone, timetable: &Timetable) -> Self {
        let series = event.to_series(zone).filter(|series| series.dates().next().is_some());
        let Some(series) = series else { return Self::single(event) };
        let mut recurrence =
            Self::from_rule(event, &series, zone).unwrap_or_else(|| Self::from_dates(event, &series, timetable));
        recurrence.overrides = collect_overrides(event, &series, &recurrence, zone, timetable);
        recurrence
    }

    fn single(event: &Event) -> Self {
        let first_occurrence = Occurrence::single(event);
        let last_day = Some(
            first_occurrence
                .end
                .map_or(first_occurrence.recurrence_id, |end| end.date.max(first_occurrence.recurrence_id)),
        );
        Self { first_occurrence, rrule: None, exdates: Vec::new(), rdates: Vec::new(), overrides: Vec::new(), last_day }
    }

    /// The dates as a rule; `None` when calendar programs would read the rule in different ways.
    fn from_rule(event: &Event, series: &Series, zone: &TimeZone) -> Option<Self> {
        let rule = &series.rule;
        // `COUNT` includes the rule's first date even if that is left out.
        let has_count = matches!(rule.end(), RuleEnd::Count(_));
        let first = rule.dates(series.start).find(|date| has_count || series.takes_place_on(*date))?;
        let has_date_before_first = series.added.first().is_some_and(|added| *added < first);
        if !rule.is_portable() || has_date_before_first {
            return None;
        }
        let except = collect_exdates(series, first)?;
        let usual_occurrence = |date| Occurrence::by_rule(date, event);
        let until = match event.start.unguarded().time {
            None => UntilFormat::Date,
            // `starts_at` takes the later of two readings of a wall time, so `UNTIL` includes both.
            Some(_) => UntilFormat::Utc(match rule.last_date(series.start) {
                Some(last) => usual_occurrence(last).starts_at(zone),
                None => Timestamp::MAX,
            }),
        };
        let added = series.added.difference(&series.excluded).filter(|date| !series.rule_has_date(**date)).copied();
        Some(Self {
            first_occurrence: usual_occurrence(first),
            rrule: Some(rule.to_rrule(until)),
            exdates: except,
            rdates: added.collect(),
            overrides: Vec::new(),
            last_day: series.last_date(),
        })
    }

    /// The dates as a list, up to the last in the timetable.
    fn from_dates(event: &Event, series: &Series, timetable: &Timetable) -> Self {
        let last = timetable.occurrences().last().map(|last| last.recurrence_id);
        let mut dates = series.dates().take(MAX_DATES);
        let first = dates.next().unwrap_or(series.start);
        let mut rdates: Vec<Date> = dates.take_while(|date| last.is_some_and(|last| *date <= last)).collect();
        let last_day = rdates.last().copied().or(Some(first));
        // The list includes the first date, because ical.js ignores `DTSTART` in a series without a rule.
        rdates.insert(0, first);
        let first_occurrence = Occurrence::by_rule(first, event);
        Self { first_occurrence, rrule: None, exdates: Vec::new(), rdates, overrides: Vec::new(), last_day }
    }

    /// Whether the event takes place more than once.
    pub fn is_recurring(&self) -> bool {
        self.rrule.is_some() || !self.rdates.is_empty()
    }
}

/// The dates of the rule, from the first, on which the event does not take place; `None` when there are too many to list.
fn collect_exdates(series: &Series, first: Date) -> Option<Vec<Date>> {
    let rule_dates_from = |day: Date| series.rule.dates_from(series.start, day.max(first));
    let mut dates: BTreeSet<Date> =
        series.excluded.iter().copied().filter(|date| *date >= first && series.rule_has_date(*date)).collect();
    for (begin, end) in &series.breaks {
        let dates_in_break =
            rule_dates_from(*begin).take_while(|date| date <= end).filter(|date| !series.takes_place_on(*date));
        dates.extend(dates_in_break.take(MAX_DATES));
        if dates.len() >= MAX_DATES {
            return None;
        }
    }
    Some(dates.into_iter().collect())
}

/// Dates with details of their own, and dates whose wall times calendar programs may read in different ways: around a
/// change of the clocks an hour comes twice or not at all, and an event that takes "the same exact duration" (§3.8.5.3)
/// as always ends at another wall time.
fn collect_overrides(
    event: &Event,
    series: &Series,
    recurrence: &CalendarRecurrence,
    zone: &TimeZone,
    timetable: &Timetable,
) -> Vec<Occurrence> {
    let is_series_date = |date: Date| series.dates_from(date).next() == Some(date);
    let described =
        event.occurrences.unguarded().iter().filter(|entry| has_details(entry) && is_series_date(entry.date));
    let described = described.map(|entry| Occurrence::on_date(entry.date, event));
    let first_duration = duration_seconds(&recurrence.first_occurrence, zone);
    let is_irregular = |occurrence: &&Occurrence| {
        !occurrence.has_unambiguous_times(zone) || duration_seconds(occurrence, zone) != first_duration
    };
    let mut overrides: BTreeMap<Date, Occurrence> = timetable
        .occurrences()
        .iter()
        .filter(is_irregular)
        .map(|occurrence| (occurrence.recurrence_id, *occurrence))
        .collect();
    overrides.extend(described.map(|occurrence| (occurrence.recurrence_id, occurrence)));
    overrides.retain(|date, _| *date >= recurrence.first_occurrence.recurrence_id);
    overrides.into_values().collect()
}

/// Whether an entry of `occurrences` says anything about its date.
fn has_details(entry: &OccurrenceEntry) -> bool {
    entry.start.is_some()
        || entry.end.is_some()
        || entry.venue.unguarded().is_some()
        || entry.note.is_some()
        || entry.status.is_some()
        || entry.reason.is_some()
}

/// The seconds from start to end as a calendar counts them; `None` for an occurrence without times.
fn duration_seconds(occurrence: &Occurrence, zone: &TimeZone) -> Option<i64> {
    let end = occurrence.end.filter(|end| end.time.is_some() && occurrence.start.time.is_some())?;
    Some(resolve_wall_time(&end, zone)?.as_second() - resolve_wall_time(&occurrence.start, zone)?.as_second())
}

/// The instant of a wall time by RFC 5545 §3.3.5: the first of two, and a time that does not exist is read with the offset
/// before the gap.
fn resolve_wall_time(moment: &Moment, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_ambiguous_timestamp(moment.datetime()).compatible().ok()
}

impl Occurrence {
    /// Whether all calendar programs read its wall times as the same instants. They differ on times that come twice or not
    /// at all when the clocks change, although RFC 5545 §3.3.5 says how to read them.
    pub fn has_unambiguous_times(&self, zone: &TimeZone) -> bool {
        let is_unambiguous =
            |moment: &Moment| moment.time.is_none() || !zone.to_ambiguous_timestamp(moment.datetime()).is_ambiguous();
        is_unambiguous(&self.start) && self.end.as_ref().is_none_or(is_unambiguous)
    }
}
