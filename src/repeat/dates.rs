//! The dates of a rule, period by period.
//!
//! A period is a day, week, month or year, as `FREQ` says. Its dates are those of its days that fit every part of
//! the rule: the table of RFC 5545 §3.3.10 ("expand" and "limit") comes to the same, for what it expands is the
//! whole period and what it limits is a part of it.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::{ByDay, End, Rule, Unit};

/// The first and the last day of which RFC 5545 can speak: years have four digits.
const FIRST: Date = jiff::civil::date(1, 1, 1);

impl Rule {
    /// Its dates in order, the first on or after the start, for as long as they are asked for. They end by
    /// themselves with `COUNT`, `UNTIL` or the year 9999; a rule that gives none (30 February) ends as well.
    pub fn dates(&self, start: Date) -> Dates {
        self.dates_from(start, start)
    }

    /// Its dates on or after `from`. Without a count this begins near `from`, however long ago the start was.
    pub fn dates_from(&self, start: Date, from: Date) -> Dates {
        Dates::new(self, start, from)
    }

    /// Its last date; none when it has no end or no dates.
    pub fn last(&self, start: Date) -> Option<Date> {
        match self.end {
            End::Never => None,
            End::Count(_) => self.dates(start).last(),
            End::Until(_) => {
                let first = self.dates(start).next()?;
                self.latest(first, self.until_date()?, |from| self.dates_from(start, from))
            }
        }
    }

    /// The last on or before `day` of dates that begin with `first` and can be asked for from any day: looked for
    /// back from `day` in windows that grow, the first of which has a date in it but for the rarest rules.
    pub(super) fn latest<I: Iterator<Item = Date>>(
        &self,
        first: Date,
        day: Date,
        dates_from: impl Fn(Date) -> I,
    ) -> Option<Date> {
        let mut width = self.step.unit.longest_days() * i64::from(self.step.count);
        loop {
            let from = days_after(day, -width).map_or(first, |from| from.max(first));
            let found = dates_from(from).take_while(|date| *date <= day).last();
            if found.is_some() || from == first {
                return found;
            }
            width *= 4;
        }
    }

    /// The days from the first to the last, both included; of a month that the rule does not name only one.
    fn days(&self, first: Date, last: Date) -> impl Iterator<Item = Date> {
        std::iter::successors(Some(first), move |day| {
            let day = if within(&self.months, day.month()) { *day } else { day.last_of_month() };
            day.tomorrow().ok().filter(|next| *next <= last)
        })
    }

    /// Whether a day fits every part of a rule that says everything itself.
    fn fits(&self, date: Date) -> bool {
        within(&self.months, date.month())
            && (self.month_days.is_empty() || either_end(&self.month_days, date.day(), date.days_in_month()))
            && (self.days.is_empty() || self.fits_a_weekday(date))
            && (self.year_days.is_empty() || either_end(&self.year_days, date.day_of_year(), date.days_in_year()))
            && (self.weeks.is_empty() || {
                let (week, of) = week_of_year(date, self.week_start);
                either_end(&self.weeks, week, of)
            })
    }

    fn fits_a_weekday(&self, date: Date) -> bool {
        let weekday = date.weekday().to_monday_zero_offset();
        // "Note 2": in a year, an ordinal counts within the months named, and in the whole year if none are.
        let of_year = self.step.unit == Unit::Year && self.months.is_empty();
        let (day, of) = if of_year {
            (date.day_of_year(), date.days_in_year())
        } else {
            (i16::from(date.day()), i16::from(date.days_in_month()))
        };
        let (nth, last) = ((day - 1) / 7 + 1, -((of - day) / 7 + 1));
        self.days
            .iter()
            .filter(|day| day.weekday == weekday)
            .any(|ByDay { nth: wanted, .. }| [0, nth, last].contains(&i16::from(*wanted)))
    }

    /// The days of a period that `BYSETPOS` names; all where there is none.
    fn pick(&self, days: &mut Vec<Date>) {
        if self.positions.is_empty() {
            return;
        }
        let of = i16::try_from(days.len()).expect("a year has 366 days at most");
        let mut position = 0;
        days.retain(|_| {
            position += 1;
            either_end(&self.positions, position, of)
        });
    }
}

impl Unit {
    fn longest_days(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 31,
            Self::Year => 366,
        }
    }

    /// After how many periods the calendar repeats itself: those of 400 years, which are 146,097 days, which
    /// are whole weeks. A rule that gave nothing in so many steps of any length never will.
    fn periods_of_the_calendar(self) -> u32 {
        match self {
            Self::Day => 146_097,
            Self::Week => 20_871,
            Self::Month => 4_800,
            Self::Year => 400,
        }
    }
}

/// The periods of a rule with a start, by number from 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Periods {
    unit: Unit,
    count: i64,
    /// The first day of the period in which the start lies.
    base: Date,
}

impl Periods {
    pub(super) fn new(rule: &Rule, start: Date) -> Self {
        let unit = rule.step.unit;
        let base = match unit {
            Unit::Day => start,
            Unit::Week => start.checked_sub(i64::from(days_into_week(start, rule.week_start)).days()).unwrap_or(start),
            Unit::Month => start.first_of_month(),
            Unit::Year => start.first_of_year(),
        };
        Self { unit, count: i64::from(rule.step.count), base }
    }

    /// The first and last day of a period; none after the year 9999.
    fn at(&self, number: i64) -> Option<(Date, Date)> {
        let units = number.checked_mul(self.count)?;
        let span = match self.unit {
            Unit::Day => Span::new().try_days(units),
            Unit::Week => Span::new().try_weeks(units),
            Unit::Month => Span::new().try_months(units),
            Unit::Year => Span::new().try_years(units),
        };
        let first = self.base.checked_add(span.ok()?).ok()?;
        let last = match self.unit {
            Unit::Day => first,
            Unit::Week => first.saturating_add(6.days()),
            Unit::Month => first.last_of_month(),
            Unit::Year => first.last_of_year(),
        };
        Some((first, last))
    }

    /// The number of a period that ends before `date` or holds it, as near as it can be told without looking.
    fn near(&self, date: Date) -> i64 {
        let units = match self.unit {
            Unit::Day => days_between(self.base, date),
            Unit::Week => days_between(self.base, date).div_euclid(7),
            Unit::Month => months(date) - months(self.base),
            Unit::Year => i64::from(date.year()) - i64::from(self.base.year()),
        };
        units.div_euclid(self.count).max(0)
    }

    /// The first day of every month that the first `number` periods reach into.
    pub(super) fn months(self, number: i64) -> impl Iterator<Item = Date> {
        (0..number).map_while(move |number| self.at(number)).flat_map(|(first, last)| {
            let next = move |month: &Date| month.last_of_month().tomorrow().ok().filter(|next| *next <= last);
            std::iter::successors(Some(first.first_of_month()), next)
        })
    }
}

/// The dates of a rule, one by one; see [`Rule::dates`].
#[derive(Clone, Debug)]
pub struct Dates {
    /// With everything that it takes from its start.
    rule: Rule,
    periods: Periods,
    start: Date,
    from: Date,
    until: Date,
    /// How many dates are left of a count.
    left: u32,
    /// The number of the period to come; none after the last.
    next: Option<i64>,
    /// Dates of the period before it that were not given out, the next one last.
    ready: Vec<Date>,
}

impl Dates {
    fn new(rule: &Rule, start: Date, from: Date) -> Self {
        let periods = Periods::new(rule, start);
        let (left, first) = match rule.end {
            End::Count(count) => (count, 0),
            End::Never | End::Until(_) => (u32::MAX, periods.near(from)),
        };
        Self {
            rule: rule.complete(start),
            periods,
            start,
            from,
            until: rule.until_date().unwrap_or(Date::MAX),
            left,
            next: (start >= FIRST).then_some(first),
            ready: Vec::new(),
        }
    }

    /// The dates of the next period that has any.
    fn refill(&mut self) {
        for _ in 0..=self.rule.step.unit.periods_of_the_calendar() {
            let Some(number) = self.next else { return };
            let bounds = self.periods.at(number).filter(|(first, _)| *first <= self.until);
            self.next = bounds.map(|_| number + 1);
            let Some((first, last)) = bounds else { return };
            let rule = &self.rule;
            self.ready.extend(rule.days(first, last).filter(|date| rule.fits(*date)));
            rule.pick(&mut self.ready);
            self.ready.retain(|date| *date >= self.start && *date <= self.until);
            if !self.ready.is_empty() {
                self.ready.reverse();
                return;
            }
        }
        self.next = None;
    }
}

impl Iterator for Dates {
    type Item = Date;

    fn next(&mut self) -> Option<Date> {
        while self.left > 0 {
            if self.ready.is_empty() {
                self.refill();
            }
            let date = self.ready.pop()?;
            // What is not counted does not run out.
            if let End::Count(_) = self.rule.end {
                self.left -= 1;
            }
            if date >= self.from {
                return Some(date);
            }
        }
        None
    }
}

impl std::iter::FusedIterator for Dates {}

/// Whether a list that is empty, or holds the number, lets it pass.
fn within(list: &[i8], number: i8) -> bool {
    list.is_empty() || list.contains(&number)
}

/// Whether a list names the nth of so many, counted from 1, or from the end by -1.
fn either_end<T>(list: &[T], nth: T, of: T) -> bool
where
    T: Copy + PartialEq + std::ops::Sub<Output = T> + From<i8>,
{
    list.iter().any(|wanted| *wanted == nth || *wanted == nth - of - T::from(1))
}

/// The number of the week that a day lies in, and how many the week's own year has (RFC 5545 §3.3.10
/// `BYWEEKNO`: week 1 is the first with four days of the year; ISO 8601 where weeks begin on Monday).
fn week_of_year(date: Date, week_start: Weekday) -> (i8, i8) {
    let day = date.day_of_year() - 1;
    let length = date.days_in_year();
    let leap = |year: i16| 365 + i16::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    // How many days of its week are before 1 January: this year's, then the next one's and the last one's.
    let into = (i16::from(days_into_week(date, week_start)) - day).rem_euclid(7);
    // Where week 1 begins, from 1 January.
    let begin = |into: i16| if into <= 3 { -into } else { 7 - into };
    let this = begin(into);
    let next = length + begin((into + length).rem_euclid(7));
    let (begins, ends) = if day < this {
        let before = leap(date.year() - 1);
        (begin((into - before).rem_euclid(7)) - before, this)
    } else if day >= next {
        let after = leap(date.year() + 1);
        (next, length + after + begin((into + length + after).rem_euclid(7)))
    } else {
        (this, next)
    };
    let weeks = |days: i16| i8::try_from(days / 7).expect("a year has 53 weeks at most");
    (weeks(day - begins) + 1, weeks(ends - begins))
}

fn days_into_week(date: Date, week_start: Weekday) -> i8 {
    (date.weekday().to_monday_zero_offset() - week_start.to_monday_zero_offset()).rem_euclid(7)
}

fn months(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month())
}

pub(super) fn days_between(one: Date, other: Date) -> i64 {
    i64::from((other - one).get_days())
}

fn days_after(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}
