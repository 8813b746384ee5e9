//! A rule with its start, its exceptions and its added dates.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::periods::days_between;
use super::rule::{RecurrenceRule, RuleEnd};

/// The dates of an event that repeats (RFC 5545 §3.8.5: `RRULE`, `EXDATE`, `RDATE`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// How it repeats.
    pub rule: RecurrenceRule,
    /// The event's start. It is a date of the series only if the rule gives it.
    pub start: Date,
    /// Dates that are left out. As with `EXDATE`, they are left out even if they are also added.
    pub excluded: BTreeSet<Date>,
    /// Breaks: first and last day, both included. The dates of the rule within them are left out, added dates are not:
    /// whoever adds a date in a break means it.
    pub breaks: Vec<(Date, Date)>,
    /// Added dates.
    pub added: BTreeSet<Date>,
}

impl Series {
    /// A series of a rule alone.
    pub fn new(rule: RecurrenceRule, start: Date) -> Self {
        Self { rule, start, excluded: BTreeSet::new(), breaks: Vec::new(), added: BTreeSet::new() }
    }

    /// Its dates in order, each once.
    pub fn dates(&self) -> impl Iterator<Item = Date> {
        self.dates_from(self.earliest_date())
    }

    /// Its dates on or after `from`; see [`RecurrenceRule::dates_from`].
    pub fn dates_from(&self, from: Date) -> impl Iterator<Item = Date> {
        let mut rule_dates = self.rule.dates_from(self.start, from).filter(|date| !self.is_in_break(*date)).peekable();
        let mut added_dates = self.added.range(from..).copied().peekable();
        let merged = std::iter::from_fn(move || match (rule_dates.peek(), added_dates.peek()) {
            (Some(one), Some(other)) if one == other => {
                added_dates.next();
                rule_dates.next()
            }
            (Some(one), Some(other)) if other < one => added_dates.next(),
            (Some(_), _) => rule_dates.next(),
            (None, _) => added_dates.next(),
        });
        merged.filter(|date| !self.excluded.contains(date))
    }

    /// Its first date after a day.
    pub fn first_after(&self, day: Date) -> Option<Date> {
        self.dates_from(day.tomorrow().ok()?).next()
    }

    /// Its last date; `None` when it has no end or no dates.
    pub fn last_date(&self) -> Option<Date> {
        let added = self.added.last().copied();
        match self.rule.end() {
            RuleEnd::Never if self.is_endless() => None,
            RuleEnd::Never => self.last_on_or_before(added?),
            RuleEnd::Count(_) => self.dates().last(),
            RuleEnd::Until(_) => self.last_on_or_before(self.rule.until_date().max(added)?),
        }
    }

    /// Whether it goes on without end.
    pub fn is_endless(&self) -> bool {
        self.rule.end() == RuleEnd::Never && self.rule.dates(self.start).next().is_some()
    }

    /// Whether the rule gives a date, even if that is left out.
    pub fn rule_has_date(&self, date: Date) -> bool {
        self.rule.dates_from(self.start, date).next() == Some(date)
    }

    /// Whether the rule gives a date or it is added, even if that is left out. An exception on any other date has no effect.
    pub fn has_candidate(&self, date: Date) -> bool {
        self.added.contains(&date) || self.rule_has_date(date)
    }

    /// Whether a date is in a break.
    pub fn is_in_break(&self, date: Date) -> bool {
        self.breaks.iter().any(|(from, to)| (*from..=*to).contains(&date))
    }

    /// Whether the event takes place on one of its candidate dates.
    pub fn takes_place_on(&self, candidate: Date) -> bool {
        !self.excluded.contains(&candidate) && (!self.is_in_break(candidate) || self.added.contains(&candidate))
    }

    /// The date of the series that is nearest to a day; of two, the earlier. It is suggested when an exception names a
    /// date that the series does not have.
    pub fn nearest_date(&self, day: Date) -> Option<Date> {
        let after = self.dates_from(day).next();
        let before = day.yesterday().ok().and_then(|day| self.last_on_or_before(day));
        match (before, after) {
            (Some(before), Some(after)) if days_between(before, day) <= days_between(day, after) => Some(before),
            (before, after) => after.or(before),
        }
    }

    /// Its last date on or before a day.
    fn last_on_or_before(&self, day: Date) -> Option<Date> {
        match self.rule.end() {
            RuleEnd::Count(_) => self.dates().take_while(|date| *date <= day).last(),
            RuleEnd::Never | RuleEnd::Until(_) => {
                self.rule.find_last_by(self.dates().next()?, day, |from| self.dates_from(from))
            }
        }
    }

    fn earliest_date(&self) -> Date {
        self.added.first().map_or(self.start, |added| self.start.min(*added))
    }
}
