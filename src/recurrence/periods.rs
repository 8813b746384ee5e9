//! The periods of a rule with a start: days, weeks, months or years, as `FREQ` and `INTERVAL` say.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::rule::{Frequency, RecurrenceRule};

impl Frequency {
    /// The most days that one period has.
    pub(super) fn max_days(self) -> i64 {
        match self {
            Self::Daily => 1,
            Self::Weekly => 7,
            Self::Monthly => 31,
            Self::Yearly => 366,
        }
    }

    /// After how many periods the calendar repeats itself: 400 years have 146,097 days, which are whole weeks. A rule that
    /// gave no date in that many periods, whatever its interval, never will.
    pub(super) fn periods_per_cycle(self) -> u32 {
        match self {
            Self::Daily => 146_097,
            Self::Weekly => 20_871,
            Self::Monthly => 4_800,
            Self::Yearly => 400,
        }
    }
}

/// The periods of a rule with a start, numbered from 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Periods {
    frequency: Frequency,
    interval: i64,
    /// The first day of the period that the start is in.
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

    /// The first and the last day of a period; `None` after the year 9999.
    pub(super) fn bounds(&self, number: i64) -> Option<(Date, Date)> {
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

    /// The number of a period that contains `date` or is before it, and near it.
    pub(super) fn number_near(&self, date: Date) -> i64 {
        let units = match self.frequency {
            Frequency::Daily => days_between(self.first_day, date),
            Frequency::Weekly => days_between(self.first_day, date).div_euclid(7),
            Frequency::Monthly => month_index(date) - month_index(self.first_day),
            Frequency::Yearly => i64::from(date.year()) - i64::from(self.first_day.year()),
        };
        units.div_euclid(self.interval).max(0)
    }

    /// The first day of every month that the first `count` periods reach into.
    pub(super) fn month_starts(self, count: i64) -> impl Iterator<Item = Date> {
        (0..count).map_while(move |number| self.bounds(number)).flat_map(|(first, last)| {
            let next = move |month: &Date| month.last_of_month().tomorrow().ok().filter(|next| *next <= last);
            std::iter::successors(Some(first.first_of_month()), next)
        })
    }
}

/// How many days of a day's week are before it.
pub(super) fn days_into_week(date: Date, week_start: Weekday) -> i8 {
    (date.weekday().to_monday_zero_offset() - week_start.to_monday_zero_offset()).rem_euclid(7)
}

fn month_index(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month())
}

pub(super) fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}
