//! The dates of a rule, period by period.
//!
//! The dates of a period are its days that fit every part of the rule. That is the same as the table of RFC 5545 §3.3.10
//! with its "expand" and "limit": what it expands is the whole period, and what it limits is a part of that.

use jiff::Span;
use jiff::civil::Date;

use super::periods::Periods;
use super::rule::{ByDay, Frequency, RecurrenceRule, RuleEnd};
use super::week::week_of_year;

/// The first date that RFC 5545 can write: years have four digits, from 0001.
const FIRST_DATE: Date = jiff::civil::date(1, 1, 1);

impl RecurrenceRule {
    /// Its dates in order, from the first on or after the start. They end with `COUNT`, `UNTIL` or the year 9999; where
    /// there is no date at all (30 February), they end at once.
    pub fn dates(&self, start: Date) -> RuleDates {
        self.dates_from(start, start)
    }

    /// Its dates on or after `from`. A rule without a count is not walked through from its start, which may be long ago.
    pub fn dates_from(&self, start: Date, from: Date) -> RuleDates {
        RuleDates::new(self, start, from)
    }

    /// Its last date; `None` when it has no end or no dates.
    pub fn last_date(&self, start: Date) -> Option<Date> {
        match self.end {
            RuleEnd::Never => None,
            RuleEnd::Count(_) => self.dates(start).last(),
            RuleEnd::Until(_) => {
                let first = self.dates(start).next()?;
                self.find_last_by(first, self.until_date()?, |from| self.dates_from(start, from))
            }
        }
    }

    /// The last date on or before `day`, where `first` is the first of all and `dates_from` gives those from any day on.
    /// It looks back from `day` in spans that grow; nearly always the first span has a date in it.
    pub(super) fn find_last_by<I: Iterator<Item = Date>>(
        &self,
        first: Date,
        day: Date,
        dates_from: impl Fn(Date) -> I,
    ) -> Option<Date> {
        let mut width = self.interval.frequency.max_days() * i64::from(self.interval.count);
        loop {
            let from = add_days(day, -width).map_or(first, |from| from.max(first));
            let latest = dates_from(from).take_while(|date| *date <= day).last();
            if latest.is_some() || from == first {
                return latest;
            }
            width *= 4;
        }
    }

    /// Whether months or years are left out because they do not have its day, such as the 31st or 29 February.
    /// RFC 5545 demands that; whoever means the end of the month writes `days: last day`.
    pub fn skips_months(&self, start: Date) -> bool {
        let rule = self.with_start_defaults(start);
        let only_month_days = rule.by_day.is_empty()
            && rule.by_week_no.is_empty()
            && rule.by_year_day.is_empty()
            && rule.by_set_pos.is_empty();
        let highest = rule.by_month_day.iter().map(|day| day.abs()).max().unwrap_or(0);
        if !only_month_days || highest <= 28 || rule.interval.frequency < Frequency::Monthly {
            return false;
        }
        let end = match self.end {
            RuleEnd::Never => None,
            RuleEnd::Count(_) => self.dates(start).last(),
            RuleEnd::Until(_) => self.until_date(),
        };
        // A hundred periods are enough to reach each month that is ever reached in a year that is no leap year.
        Periods::new(&rule, start).month_starts(100).any(|month| {
            (rule.by_month.is_empty() || rule.by_month.contains(&month.month()))
                && month.days_in_month() < highest
                && end.is_none_or(|end| month.last_of_month() <= end)
        })
    }

    /// The days from the first to the last, both included. Of a month that the rule does not name only one is given.
    fn candidate_days(&self, first: Date, last: Date) -> impl Iterator<Item = Date> {
        std::iter::successors(Some(first), move |day| {
            let day = if allows(&self.by_month, day.month()) { *day } else { day.last_of_month() };
            day.tomorrow().ok().filter(|next| *next <= last)
        })
    }

    /// Whether a day fits every part of the rule; its start's defaults are already in it.
    fn matches(&self, date: Date) -> bool {
        allows(&self.by_month, date.month())
            && (self.by_month_day.is_empty() || contains_nth(&self.by_month_day, date.day(), date.days_in_month()))
            && (self.by_day.is_empty() || self.matches_by_day(date))
            && (self.by_year_day.is_empty() || contains_nth(&self.by_year_day, date.day_of_year(), date.days_in_year()))
            && (self.by_week_no.is_empty() || {
                let (week, weeks_in_year) = week_of_year(date, self.week_start);
                contains_nth(&self.by_week_no, week, weeks_in_year)
            })
    }

    fn matches_by_day(&self, date: Date) -> bool {
        let weekday = date.weekday().to_monday_zero_offset();
        // RFC 5545 §3.3.10, "Note 2": with `FREQ=YEARLY` an ordinal counts within each month of `BYMONTH`, and within the
        // whole year if there is none.
        let of_year = self.interval.frequency == Frequency::Yearly && self.by_month.is_empty();
        let (day, length) = if of_year {
            (date.day_of_year(), date.days_in_year())
        } else {
            (i16::from(date.day()), i16::from(date.days_in_month()))
        };
        let (nth, last) = ((day - 1) / 7 + 1, -((length - day) / 7 + 1));
        self.by_day
            .iter()
            .filter(|day| day.weekday_offset == weekday)
            .any(|ByDay { nth: wanted, .. }| [0, nth, last].contains(&i16::from(*wanted)))
    }

    /// Keeps the days of a period that `BYSETPOS` names; all of them where the rule has no `BYSETPOS`.
    fn apply_set_pos(&self, days: &mut Vec<Date>) {
        if self.by_set_pos.is_empty() {
            return;
        }
        let total = i16::try_from(days.len()).expect("a year has 366 days at most");
        let mut position = 0;
        days.retain(|_| {
            position += 1;
            contains_nth(&self.by_set_pos, position, total)
        });
    }
}

/// The dates of a rule, one by one; see [`RecurrenceRule::dates`].
#[derive(Clone, Debug)]
pub struct RuleDates {
    /// The rule, with the defaults from its start.
    rule: RecurrenceRule,
    periods: Periods,
    start: Date,
    from: Date,
    until: Date,
    /// How many dates are left of the rule's count; never used up when the rule has no count.
    remaining: u32,
    /// The number of the next period; `None` after the last.
    next_period: Option<i64>,
    /// Dates of the current period that are still to be given, the next one last.
    pending: Vec<Date>,
}

impl RuleDates {
    fn new(rule: &RecurrenceRule, start: Date, from: Date) -> Self {
        let periods = Periods::new(rule, start);
        let (remaining, first_period) = match rule.end {
            RuleEnd::Count(count) => (count, 0),
            RuleEnd::Never | RuleEnd::Until(_) => (u32::MAX, periods.number_near(from)),
        };
        Self {
            rule: rule.with_start_defaults(start),
            periods,
            start,
            from,
            until: rule.until_date().unwrap_or(Date::MAX),
            remaining,
            next_period: (start >= FIRST_DATE).then_some(first_period),
            pending: Vec::new(),
        }
    }

    /// The dates of the next period that has any.
    fn load_next_period(&mut self) {
        for _ in 0..=self.rule.interval.frequency.periods_per_cycle() {
            let Some(number) = self.next_period else { return };
            let bounds = self.periods.bounds(number).filter(|(first, _)| *first <= self.until);
            self.next_period = bounds.map(|_| number + 1);
            let Some((first, last)) = bounds else { return };
            let rule = &self.rule;
            self.pending.extend(rule.candidate_days(first, last).filter(|date| rule.matches(*date)));
            rule.apply_set_pos(&mut self.pending);
            self.pending.retain(|date| *date >= self.start && *date <= self.until);
            if !self.pending.is_empty() {
                self.pending.reverse();
                return;
            }
        }
        self.next_period = None;
    }
}

impl Iterator for RuleDates {
    type Item = Date;

    fn next(&mut self) -> Option<Date> {
        while self.remaining > 0 {
            if self.pending.is_empty() {
                self.load_next_period();
            }
            let date = self.pending.pop()?;
            if let RuleEnd::Count(_) = self.rule.end {
                self.remaining -= 1;
            }
            if date >= self.from {
                return Some(date);
            }
        }
        None
    }
}

impl std::iter::FusedIterator for RuleDates {}

/// Whether a list contains a number; an empty list allows every number.
fn allows(list: &[i8], number: i8) -> bool {
    list.is_empty() || list.contains(&number)
}

/// Whether a list names the nth of `total`: counted from 1, or from -1 at the end.
fn contains_nth<T>(list: &[T], nth: T, total: T) -> bool
where
    T: Copy + PartialEq + std::ops::Sub<Output = T> + From<i8>,
{
    list.iter().any(|wanted| *wanted == nth || *wanted == nth - total - T::from(1))
}

fn add_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}
