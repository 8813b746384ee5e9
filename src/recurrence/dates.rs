//! The dates of a rule, period by period.
//!
//! A period is a day, week, month or year, as `FREQ` says. Its dates are those of its days that fit every part of
//! the rule: the table of RFC 5545 §3.3.10 ("expand" and "limit") comes to the same, for what it expands is the
//! whole period and what it limits is a part of it.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::{ByDay, Frequency, RecurrenceRule, RuleEnd};

/// The first and the last day of which RFC 5545 can speak: years have four digits.
const FIRST_DATE: Date = jiff::civil::date(1, 1, 1);

impl RecurrenceRule {
    /// Its dates in order, the first on or after the start, for as long as they are asked for. They end by
    /// themselves with `COUNT`, `UNTIL` or the year 9999; a rule that gives none (30 February) ends as well.
    pub fn dates(&self, start: Date) -> RuleDates {
        self.dates_from(start, start)
    }

    /// Its dates on or after `from`. Without a count this begins near `from`, however long ago the start was.
    pub fn dates_from(&self, start: Date, from: Date) -> RuleDates {
        RuleDates::new(self, start, from)
    }

    /// Its last date; none when it has no end or no dates.
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

    /// The last on or before `day` of dates that begin with `first` and can be asked for from any day: looked for
    /// back from `day` in windows that grow, the first of which has a date in it but for the rarest rules.
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

    /// The days from the first to the last, both included; of a month that the rule does not name only one.
    fn candidate_days(&self, first: Date, last: Date) -> impl Iterator<Item = Date> {
        std::iter::successors(Some(first), move |day| {
            let day = if allows(&self.by_month, day.month()) { *day } else { day.last_of_month() };
            day.tomorrow().ok().filter(|next| *next <= last)
        })
    }

    /// Whether a day fits every part of a rule that says everything itself.
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
        // "Note 2": in a year, an ordinal counts within the months named, and in the whole year if none are.
        let of_year = self.interval.frequency == Frequency::Yearly && self.by_month.is_empty();
        let (day, length) = if of_year {
            (date.day_of_year(), date.days_in_year())
        } else {
            (i16::from(date.day()), i16::from(date.days_in_month()))
        };
        let (nth, last) = ((day - 1) / 7 + 1, -((length - day) / 7 + 1));
        self.by_day
            .iter()
            .filter(|day| day.weekday == weekday)
            .any(|ByDay { nth: wanted, .. }| [0, nth, last].contains(&i16::from(*wanted)))
    }

    /// The days of a period that `BYSETPOS` names; all where there is none.
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

impl Frequency {
    fn max_days(self) -> i64 {
        match self {
            Self::Daily => 1,
            Self::Weekly => 7,
            Self::Monthly => 31,
            Self::Yearly => 366,
        }
    }

    /// After how many periods the calendar repeats itself: those of 400 years, which are 146,097 days, which
    /// are whole weeks. A rule that gave nothing in so many steps of any length never will.
    fn periods_per_cycle(self) -> u32 {
        match self {
            Self::Daily => 146_097,
            Self::Weekly => 20_871,
            Self::Monthly => 4_800,
            Self::Yearly => 400,
        }
    }
}

/// The periods of a rule with a start, by number from 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Periods {
    frequency: Frequency,
    interval: i64,
    /// The first day of the period in which the start lies.
    first_day: Date,
}

impl Periods {
    pub(super) fn new(rule: &RecurrenceRule, start: Date) -> Self {
        let frequency = rule.interval.frequency;
        let first_day = match frequency {
            Frequency::Daily => start,
            Frequency::Weekly => {
                start.checked_sub(i64::from(days_into_week(start, rule.week_start)).days()).unwrap_or(start)
            }
            Frequency::Monthly => start.first_of_month(),
            Frequency::Yearly => start.first_of_year(),
        };
        Self { frequency, interval: i64::from(rule.interval.count), first_day }
    }

    /// The first and last day of a period; none after the year 9999.
    fn bounds(&self, number: i64) -> Option<(Date, Date)> {
        let units = number.checked_mul(self.interval)?;
        let span = match self.frequency {
            Frequency::Daily => Span::new().try_days(units),
            Frequency::Weekly => Span::new().try_weeks(units),
            Frequency::Monthly => Span::new().try_months(units),
            Frequency::Yearly => Span::new().try_years(units),
        };
        let first = self.first_day.checked_add(span.ok()?).ok()?;
        let last = match self.frequency {
            Frequency::Daily => first,
            Frequency::Weekly => first.saturating_add(6.days()),
            Frequency::Monthly => first.last_of_month(),
            Frequency::Yearly => first.last_of_year(),
        };
        Some((first, last))
    }

    /// The number of a period that ends before `date` or holds it, as near as it can be told without looking.
    fn number_near(&self, date: Date) -> i64 {
        let units = match self.frequency {
            Frequency::Daily => days_between(self.first_day, date),
            Frequency::Weekly => days_between(self.first_day, date).div_euclid(7),
            Frequency::Monthly => month_index(date) - month_index(self.first_day),
            Frequency::Yearly => i64::from(date.year()) - i64::from(self.first_day.year()),
        };
        units.div_euclid(self.interval).max(0)
    }

    /// The first day of every month that the first `number` periods reach into.
    pub(super) fn month_starts(self, count: i64) -> impl Iterator<Item = Date> {
        (0..count).map_while(move |number| self.bounds(number)).flat_map(|(first, last)| {
            let next = move |month: &Date| month.last_of_month().tomorrow().ok().filter(|next| *next <= last);
            std::iter::successors(Some(first.first_of_month()), next)
        })
    }
}

/// The dates of a rule, one by one; see [`Rule::dates`].
#[derive(Clone, Debug)]
pub struct RuleDates {
    /// With everything that it takes from its start.
    rule: RecurrenceRule,
    periods: Periods,
    start: Date,
    from: Date,
    until: Date,
    /// How many dates are left of a count.
    remaining: u32,
    /// The number of the period to come; none after the last.
    next_period: Option<i64>,
    /// Dates of the period before it that were not given out, the next one last.
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
            // What is not counted does not run out.
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

/// Whether a list that is empty, or holds the number, lets it pass.
fn allows(list: &[i8], number: i8) -> bool {
    list.is_empty() || list.contains(&number)
}

/// Whether a list names the nth of so many, counted from 1, or from the end by -1.
fn contains_nth<T>(list: &[T], nth: T, total: T) -> bool
where
    T: Copy + PartialEq + std::ops::Sub<Output = T> + From<i8>,
{
    list.iter().any(|wanted| *wanted == nth || *wanted == nth - total - T::from(1))
}

/// The number of the week that a day lies in, and how many the week's own year has (RFC 5545 §3.3.10
/// `BYWEEKNO`: week 1 is the first with four days of the year; ISO 8601 where weeks begin on Monday).
fn week_of_year(date: Date, week_start: Weekday) -> (i8, i8) {
    let day = date.day_of_year() - 1;
    let length = date.days_in_year();
    let year_length = |year: i16| 365 + i16::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    // How many days of its week are before 1 January: this year's, then the next one's and the last one's.
    let days_before = (i16::from(days_into_week(date, week_start)) - day).rem_euclid(7);
    // Where week 1 begins, from 1 January.
    let week_one = |into: i16| if into <= 3 { -into } else { 7 - into };
    let this_week_one = week_one(days_before);
    let next_week_one = length + week_one((days_before + length).rem_euclid(7));
    let (year_start, year_end) = if day < this_week_one {
        let before = year_length(date.year() - 1);
        (week_one((days_before - before).rem_euclid(7)) - before, this_week_one)
    } else if day >= next_week_one {
        let after = year_length(date.year() + 1);
        (next_week_one, length + after + week_one((days_before + length + after).rem_euclid(7)))
    } else {
        (this_week_one, next_week_one)
    };
    let weeks = |days: i16| i8::try_from(days / 7).expect("a year has 53 weeks at most");
    (weeks(day - year_start) + 1, weeks(year_end - year_start))
}

fn days_into_week(date: Date, week_start: Weekday) -> i8 {
    (date.weekday().to_monday_zero_offset() - week_start.to_monday_zero_offset()).rem_euclid(7)
}

fn month_index(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month())
}

pub(super) fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

fn add_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}
