//! An event as calendars know it (RFC 5545 §3.8.5): a first date, a rule, what is left out, added and different.
//!
//! What other programs make of it must be what the timetable has. Where they would read a rule or a wall time in
//! another way, the dates are named one by one, or a date is told by itself.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Occurrence, Publication, Timetable, VisibleRecord};
use crate::record::{Event, KindFields, OccurrenceEntry};
use crate::recurrence::{RuleEnd, Series, UntilFormat};
use crate::time::Moment;

/// Dates of a break that are left out one by one, and dates of a rule that are named one by one.
const MAX_DATES: usize = 2_000;

/// When an event takes place, in the terms of RFC 5545.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarRecurrence {
    /// Its start and end; of a series those of the first date (`DTSTART`, `DTEND`).
    pub first_occurrence: Occurrence,
    /// How it repeats (`RRULE`).
    pub rrule: Option<String>,
    /// Dates of the rule that are left out (`EXDATE`).
    pub exdates: Vec<Date>,
    /// Dates that the rule does not give (`RDATE`).
    pub rdates: Vec<Date>,
    /// Dates that are not like the first (`RECURRENCE-ID`), in order.
    pub overrides: Vec<Occurrence>,
    /// The last day it takes place; none where it goes on.
    pub last_day: Option<Date>,
}

impl VisibleRecord<'_> {
    /// When the event takes place, as calendars know it, if that may be seen.
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

    /// As a rule; none where others would read it in another way.
    fn from_rule(event: &Event, series: &Series, zone: &TimeZone) -> Option<Self> {
        let rule = &series.rule;
        // A count counts from the rule's first date, whether that is left out or not.
        let has_count = matches!(rule.end(), RuleEnd::Count(_));
        let first = rule.dates(series.start).find(|date| has_count || series.takes_place_on(*date))?;
        let has_date_before_first = series.added.first().is_some_and(|added| *added < first);
        if !rule.is_portable() || has_date_before_first {
            return None;
        }
        let except = collect_exdates(series, first)?;
        let usual_occurrence = |date| Occurrence::on_date(date, event, true);
        let until = match event.start.unguarded().time {
            None => UntilFormat::Date,
            // Of two readings the later: it is after both.
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

    /// As dates, those up to the last one that the timetable has.
    fn from_dates(event: &Event, series: &Series, timetable: &Timetable) -> Self {
        let last = timetable.occurrences().last().map(|last| last.recurrence_id);
        let mut dates = series.dates().take(MAX_DATES);
        let first = dates.next().unwrap_or(series.start);
        let mut rdates: Vec<Date> = dates.take_while(|date| last.is_some_and(|last| *date <= last)).collect();
        let last_day = rdates.last().copied().or(Some(first));
        // The first is among them: ical.js has only these where there is no rule.
        rdates.insert(0, first);
        let first_occurrence = Occurrence::on_date(first, event, true);
        Self { first_occurrence, rrule: None, exdates: Vec::new(), rdates, overrides: Vec::new(), last_day }
    }

    /// Whether it takes place more than once.
    pub fn is_recurring(&self) -> bool {
        self.rrule.is_some() || !self.rdates.is_empty()
    }
}

/// Dates of the rule from the first on on which the event does not take place; none where they are too many to name.
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

/// Dates of which something is said, and those whose wall times a calendar may read in another way: around a change of
/// the clocks, where an hour comes twice or not at all, or what takes as long as always ends at another time (§3.8.5.3:
/// "the same exact duration").
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
    let told = described.map(|entry| Occurrence::on_date(entry.date, event, false));
    let first_duration = duration_seconds(&recurrence.first_occurrence, zone);
    let is_irregular = |instance: &&Occurrence| {
        !instance.has_unambiguous_times(zone) || duration_seconds(instance, zone) != first_duration
    };
    let mut overrides: BTreeMap<Date, Occurrence> =
        timetable.occurrences().iter().filter(is_irregular).map(|one| (one.recurrence_id, *one)).collect();
    overrides.extend(told.map(|one| (one.recurrence_id, one)));
    overrides.retain(|date, _| *date >= recurrence.first_occurrence.recurrence_id);
    overrides.into_values().collect()
}

fn has_details(entry: &OccurrenceEntry) -> bool {
    let venue = entry.venue.unguarded().is_some();
    entry.start.is_some()
        || entry.end.is_some()
        || venue
        || entry.note.is_some()
        || entry.status.is_some()
        || entry.reason.is_some()
}

/// Seconds from start to end as a calendar counts them.
fn duration_seconds(instance: &Occurrence, zone: &TimeZone) -> Option<i64> {
    let end = instance.end.filter(|end| end.time.is_some() && instance.start.time.is_some())?;
    Some(resolve_wall_time(&end, zone)?.as_second() - resolve_wall_time(&instance.start, zone)?.as_second())
}

/// The instant of a wall time as RFC 5545 §3.3.5 reads it: the first of two, and one that does not exist with the
/// offset before the gap.
fn resolve_wall_time(moment: &Moment, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_ambiguous_timestamp(moment.datetime()).compatible().ok()
}

impl Occurrence {
    /// Whether every calendar takes its wall times for the same instants: none that the clocks leave out or have twice.
    /// RFC 5545 §3.3.5 says how to read those, and not all do.
    pub fn has_unambiguous_times(&self, zone: &TimeZone) -> bool {
        let is_unambiguous =
            |moment: &Moment| moment.time.is_none() || !zone.to_ambiguous_timestamp(moment.datetime()).is_ambiguous();
        is_unambiguous(&self.start) && self.end.as_ref().is_none_or(is_unambiguous)
    }
}

impl Publication {
    /// The id that calendars know an event by (RFC 5545 §3.8.4.7): its `uid`; of two events with the same one the
    /// second, like all others, has its slug at the network's host, wherever else the site is published.
    pub fn event_uid(&self, record: &VisibleRecord<'_>) -> String {
        let stated_uid =
            |event: &Event| event.uid.as_ref().map(|uid| uid.trim().to_owned()).filter(|uid| !uid.is_empty());
        if let KindFields::Event(event) = record.fields()
            && let Some(uid) = stated_uid(event)
            && self.first_event_with_uid(&uid, stated_uid) == Some(record.record_index())
        {
            return uid;
        }
        format!("{}@{}", record.id().slug, self.network_host())
    }

    fn first_event_with_uid(
        &self,
        uid: &str,
        stated_uid: impl Fn(&Event) -> Option<String>,
    ) -> Option<super::RecordIndex> {
        let by_uid = self.events_by_uid.get_or_init(|| {
            let mut all = std::collections::HashMap::new();
            for (ix, record) in self.site.indexed_records() {
                if let Some(KindFields::Event(event)) = &record.parsed.fields
                    && let Some(uid) = stated_uid(event)
                {
                    all.entry(uid).or_insert(ix);
                }
            }
            all
        });
        by_uid.get(uid).copied()
    }

    /// What tells this network from others: the host of `base_url` in `site.yaml`, else its name.
    pub fn network_host(&self) -> String {
        let host = self.site.config.base_url.as_ref().and_then(|base| base.origin.split("://").nth(1));
        host.map_or_else(|| format!("{}.invalid", crate::path::slugify(&self.site.config.title)), str::to_owned)
    }

    /// The name and the rules of the zone that an event's times are in.
    pub fn event_zone<'a>(&'a self, record: &VisibleRecord<'a>) -> (&'a str, &'a TimeZone) {
        let (rules, name) = record.zone();
        (name.unwrap_or(&self.site.config.zone.name), rules)
    }
}
