//! An event as calendars know it (RFC 5545 §3.8.5): a first date, a rule, what is left out, added and different.
//!
//! What other programs make of it must be what the timetable has. Where they would read a rule or a wall time in
//! another way, the dates are named one by one, or a date is told by itself.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Instance, Publication, Seen, Timetable};
use crate::record::{Event, KindFields, OccurrenceEntry};
use crate::repeat::{RuleEnd, Series, UntilFormat};
use crate::time::Moment;

/// Dates of a break that are left out one by one, and dates of a rule that are named one by one.
const MOST: usize = 2_000;

/// When an event takes place, in the terms of RFC 5545.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Its start and end; of a series those of the first date (`DTSTART`, `DTEND`).
    pub first: Instance,
    /// How it repeats (`RRULE`).
    pub rule: Option<String>,
    /// Dates of the rule that are left out (`EXDATE`).
    pub except: Vec<Date>,
    /// Dates that the rule does not give (`RDATE`).
    pub added: Vec<Date>,
    /// Dates that are not like the first (`RECURRENCE-ID`), in order.
    pub differs: Vec<Instance>,
    /// The last day it takes place; none where it goes on.
    pub last: Option<Date>,
}

impl Seen<'_> {
    /// When the event takes place, as calendars know it, if that may be seen.
    pub fn course(&self) -> Option<Course> {
        let KindFields::Event(event) = self.fields() else { return None };
        Some(Course::of(event, self.zone().0, self.timetable()?))
    }
}

impl Course {
    fn of(event: &Event, zone: &TimeZone, table: &Timetable) -> Self {
        let series = event.to_series(zone).filter(|series| series.dates().next().is_some());
        let Some(series) = series else { return Self::once(event) };
        let mut course = Self::by_rule(event, &series, zone).unwrap_or_else(|| Self::by_dates(event, &series, table));
        course.differs = differing(event, &series, &course, zone, table);
        course
    }

    fn once(event: &Event) -> Self {
        let first = Instance::only(event);
        let last = Some(first.end.map_or(first.date, |end| end.date.max(first.date)));
        Self { first, rule: None, except: Vec::new(), added: Vec::new(), differs: Vec::new(), last }
    }

    /// As a rule; none where others would read it in another way.
    fn by_rule(event: &Event, series: &Series, zone: &TimeZone) -> Option<Self> {
        let rule = &series.rule;
        // A count counts from the rule's first date, whether that is left out or not.
        let counts = matches!(rule.end(), RuleEnd::Count(_));
        let first = rule.dates(series.start).find(|date| counts || takes_place(series, *date))?;
        let early = series.added.first().is_some_and(|added| *added < first);
        if !rule.is_portable() || early {
            return None;
        }
        let except = left_out(series, first)?;
        let like_all = |date| Instance::on(date, event, true);
        let until = match event.start.unguarded().time {
            None => UntilFormat::Date,
            // Of two readings the later: it is after both.
            Some(_) => UntilFormat::Utc(match rule.last_date(series.start) {
                Some(last) => like_all(last).begins_at(zone),
                None => Timestamp::MAX,
            }),
        };
        let gives = |date: &Date| rule.dates_from(series.start, *date).next() == Some(*date);
        let added = series.added.difference(&series.excluded).filter(|date| !gives(date)).copied();
        Some(Self {
            first: like_all(first),
            rule: Some(rule.to_rrule(until)),
            except,
            added: added.collect(),
            differs: Vec::new(),
            last: series.last_date(),
        })
    }

    /// As dates, those up to the last one that the timetable has.
    fn by_dates(event: &Event, series: &Series, table: &Timetable) -> Self {
        let last = table.instances().last().map(|last| last.date);
        let mut dates = series.dates().take(MOST);
        let first = dates.next().unwrap_or(series.start);
        let mut added: Vec<Date> = dates.take_while(|date| last.is_some_and(|last| *date <= last)).collect();
        let last = added.last().copied().or(Some(first));
        // The first is among them: ical.js has only these where there is no rule.
        added.insert(0, first);
        let first = Instance::on(first, event, true);
        Self { first, rule: None, except: Vec::new(), added, differs: Vec::new(), last }
    }

    /// Whether it takes place more than once.
    pub fn repeats(&self) -> bool {
        self.rule.is_some() || !self.added.is_empty()
    }
}

/// Whether a date of the rule stands.
fn takes_place(series: &Series, date: Date) -> bool {
    let paused = series.breaks.iter().any(|(from, to)| (*from..=*to).contains(&date));
    !series.excluded.contains(&date) && (!paused || series.added.contains(&date))
}

/// Dates of the rule from the first on that do not stand; none where they are too many to be named.
fn left_out(series: &Series, first: Date) -> Option<Vec<Date>> {
    let from = |day: Date| series.rule.dates_from(series.start, day.max(first));
    let mut dates: BTreeSet<Date> =
        series.excluded.iter().copied().filter(|date| *date >= first && from(*date).next() == Some(*date)).collect();
    for (begin, end) in &series.breaks {
        let paused = from(*begin).take_while(|date| date <= end).filter(|date| !takes_place(series, *date));
        dates.extend(paused.take(MOST));
        if dates.len() >= MOST {
            return None;
        }
    }
    Some(dates.into_iter().collect())
}

/// Dates of which something is said, and those whose wall times a calendar may read in another way: around a change of
/// the clocks, where an hour comes twice or not at all, or what takes as long as always ends at another time (§3.8.5.3:
/// "the same exact duration").
fn differing(event: &Event, series: &Series, course: &Course, zone: &TimeZone, table: &Timetable) -> Vec<Instance> {
    let stands = |date: Date| series.dates_from(date).next() == Some(date);
    let told = event.occurrences.unguarded().iter().filter(|one| says_something(one) && stands(one.date));
    let told = told.map(|one| Instance::on(one.date, event, false));
    let long = lasts(&course.first, zone);
    let odd = |instance: &&Instance| !instance.is_plain(zone) || lasts(instance, zone) != long;
    let mut differs: BTreeMap<Date, Instance> =
        table.instances().iter().filter(odd).map(|one| (one.date, *one)).collect();
    differs.extend(told.map(|one| (one.date, one)));
    differs.retain(|date, _| *date >= course.first.date);
    differs.into_values().collect()
}

fn says_something(one: &OccurrenceEntry) -> bool {
    let venue = one.venue.unguarded().is_some();
    one.start.is_some()
        || one.end.is_some()
        || venue
        || one.note.is_some()
        || one.status.is_some()
        || one.reason.is_some()
}

/// Seconds from start to end as a calendar counts them.
fn lasts(instance: &Instance, zone: &TimeZone) -> Option<i64> {
    let end = instance.end.filter(|end| end.time.is_some() && instance.start.time.is_some())?;
    Some(read(&end, zone)?.as_second() - read(&instance.start, zone)?.as_second())
}

/// The instant of a wall time as RFC 5545 §3.3.5 reads it: the first of two, and one that does not exist with the
/// offset before the gap.
fn read(moment: &Moment, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_ambiguous_timestamp(moment.datetime()).compatible().ok()
}

impl Instance {
    /// Whether every calendar takes its wall times for the same instants: none that the clocks leave out or have twice.
    /// RFC 5545 §3.3.5 says how to read those, and not all do.
    pub fn is_plain(&self, zone: &TimeZone) -> bool {
        let plain =
            |moment: &Moment| moment.time.is_none() || !zone.to_ambiguous_timestamp(moment.datetime()).is_ambiguous();
        plain(&self.start) && self.end.as_ref().is_none_or(plain)
    }
}

impl Publication {
    /// The id that calendars know an event by (RFC 5545 §3.8.4.7): its `uid`; of two events with the same one the
    /// second, like all others, has its slug at the network's host, wherever else the site is published.
    pub fn uid(&self, seen: &Seen<'_>) -> String {
        let own = |event: &Event| event.uid.as_ref().map(|uid| uid.trim().to_owned()).filter(|uid| !uid.is_empty());
        if let KindFields::Event(event) = seen.fields()
            && let Some(uid) = own(event)
            && self.first_with_uid(&uid, own) == Some(seen.ix())
        {
            return uid;
        }
        format!("{}@{}", seen.id().slug, self.host())
    }

    fn first_with_uid(&self, uid: &str, own: impl Fn(&Event) -> Option<String>) -> Option<super::Ix> {
        let all = self.uids.get_or_init(|| {
            let mut all = std::collections::HashMap::new();
            for (ix, record) in self.site.iter() {
                if let Some(KindFields::Event(event)) = &record.parsed.fields
                    && let Some(uid) = own(event)
                {
                    all.entry(uid).or_insert(ix);
                }
            }
            all
        });
        all.get(uid).copied()
    }

    /// What tells this network from others: the host of `base_url` in `site.yaml`, else its name.
    pub fn host(&self) -> String {
        let host = self.site.config.base_url.as_ref().and_then(|base| base.origin.split("://").nth(1));
        host.map_or_else(|| format!("{}.invalid", crate::path::slugify(&self.site.config.title)), str::to_owned)
    }

    /// The name and the rules of the zone that an event's times are in.
    pub fn zone_of<'a>(&'a self, seen: &Seen<'a>) -> (&'a str, &'a TimeZone) {
        let (rules, name) = seen.zone();
        (name.unwrap_or(&self.site.config.zone.name), rules)
    }
}
