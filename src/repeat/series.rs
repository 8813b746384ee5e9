//! A rule with its start, without what is left out and with what is added.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::dates::days_between;
use super::{End, Rule};

/// The dates of an event that repeats (RFC 5545 §3.8.5: `RRULE`, `EXDATE`, `RDATE`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// How it repeats.
    pub rule: Rule,
    /// The event's start. It is a date of the series only if the rule gives it.
    pub start: Date,
    /// Dates left out. As with `EXDATE`, they leave out what is added too.
    pub except: BTreeSet<Date>,
    /// Times left out, first and last day included. What is added stands within them as well: somebody who adds
    /// a date in a break means it.
    pub breaks: Vec<(Date, Date)>,
    /// Dates that the rule does not give.
    pub added: BTreeSet<Date>,
}

impl Series {
    /// A series of a rule alone.
    pub fn new(rule: Rule, start: Date) -> Self {
        Self { rule, start, except: BTreeSet::new(), breaks: Vec::new(), added: BTreeSet::new() }
    }

    /// Its dates in order, each once.
    pub fn dates(&self) -> impl Iterator<Item = Date> {
        self.dates_from(self.earliest())
    }

    /// Its dates on or after `from`. Begins near it where the rule has no count; see [`Rule::dates_from`].
    pub fn dates_from(&self, from: Date) -> impl Iterator<Item = Date> {
        let mut rule = self.rule.dates_from(self.start, from).filter(|date| !self.in_a_break(*date)).peekable();
        let mut added = self.added.range(from..).copied().peekable();
        let merged = std::iter::from_fn(move || match (rule.peek(), added.peek()) {
            (Some(one), Some(other)) if one == other => {
                added.next();
                rule.next()
            }
            (Some(one), Some(other)) if other < one => added.next(),
            (Some(_), _) => rule.next(),
            (None, _) => added.next(),
        });
        merged.filter(|date| !self.except.contains(date))
    }

    /// Its first date after a day: when it is back after a break.
    pub fn after(&self, day: Date) -> Option<Date> {
        self.dates_from(day.tomorrow().ok()?).next()
    }

    /// Its last date; none when it has no end or no dates.
    pub fn last(&self) -> Option<Date> {
        let added = self.added.last().copied();
        match self.rule.end() {
            End::Never if self.is_endless() => None,
            End::Never => self.until(added?),
            End::Count(_) => self.dates().last(),
            End::Until(_) => self.until(self.rule.until_date().max(added)?),
        }
    }

    /// Whether it goes on until it is told otherwise.
    pub fn is_endless(&self) -> bool {
        self.rule.end() == End::Never && self.rule.dates(self.start).next().is_some()
    }

    /// Whether the rule gives a date or it is added, left out or not. An exception on any other date says nothing.
    pub fn gives(&self, date: Date) -> bool {
        self.added.contains(&date) || self.rule.dates_from(self.start, date).next() == Some(date)
    }

    /// The date of the series that is nearest to a day, the earlier of two: what an exception on a date that the
    /// series does not have may have meant.
    pub fn nearest(&self, day: Date) -> Option<Date> {
        let after = self.dates_from(day).next();
        let before = day.yesterday().ok().and_then(|day| self.until(day));
        match (before, after) {
            (Some(before), Some(after)) if days_between(before, day) <= days_between(day, after) => Some(before),
            (before, after) => after.or(before),
        }
    }

    /// Its last date on or before a day.
    fn until(&self, day: Date) -> Option<Date> {
        match self.rule.end() {
            End::Count(_) => self.dates().take_while(|date| *date <= day).last(),
            End::Never | End::Until(_) => self.rule.latest(self.dates().next()?, day, |from| self.dates_from(from)),
        }
    }

    fn earliest(&self) -> Date {
        self.added.first().map_or(self.start, |added| self.start.min(*added))
    }

    fn in_a_break(&self, date: Date) -> bool {
        self.breaks.iter().any(|(from, to)| (*from..=*to).contains(&date))
    }
}
