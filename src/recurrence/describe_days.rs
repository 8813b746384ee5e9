//! The days of a rule in words: `every month on the 15th`, `the second Thursday of May each year`.

use jiff::civil::Weekday;

use super::rule::{Frequency, RecurrenceRule};
use crate::messages::{MessageArgument, Messages};

/// A list of more days of the year than this is too long to read; readers see the dates instead.
const MAX_LISTED_DAYS: usize = 6;

impl RecurrenceRule {
    /// Its weekdays in the form that follows "every": `Tuesday and Thursday`.
    pub(super) fn weekday_names(&self, messages: &Messages) -> String {
        let name = |day: Weekday| messages.numbered_text("weekday-every-", day.to_monday_one_offset()).to_owned();
        messages.format_list(self.by_day.iter().map(|day| name(day.weekday())))
    }

    /// Its months in the form that follows "in": `March and June`.
    pub(super) fn month_names(&self, messages: &Messages) -> String {
        messages.format_list(self.by_month.iter().map(|number| messages.numbered_text("month-in-", *number).to_owned()))
    }

    /// `second month`, for `every second month`.
    fn nth_month_text(&self, messages: &Messages) -> String {
        messages.format_unisolated("nth-month", &[("count", i64::from(self.interval.count).into())])
    }

    /// `Every Tuesday of every second month`.
    pub(super) fn describe_weekdays_of_months(&self, messages: &Messages) -> Option<String> {
        if self.interval.frequency == Frequency::Yearly || !self.by_month.is_empty() {
            return None;
        }
        let (days, months) = (self.weekday_names(messages), self.nth_month_text(messages));
        Some(
            messages.format_unisolated(
                "rule-weekly-some-months",
                &[("days", (&days).into()), ("months", (&months).into())],
            ),
        )
    }

    /// `Every month on the 15th`, `The last day of each month`, `Every year on 21 June`.
    pub(super) fn describe_month_days(&self, messages: &Messages) -> Option<String> {
        if !self.by_month.is_empty() {
            return self.describe_year_dates(messages);
        }
        let every_period = self.interval.count == 1;
        if self.interval.frequency == Frequency::Yearly && !every_period {
            return None;
        }
        let numeral = |day: i8| messages.format_unisolated("month-day", &[("number", i64::from(day).into())]);
        let nth_month = self.nth_month_text(messages);
        let months = ("months", MessageArgument::Text(&nth_month));
        match self.by_month_day.as_slice() {
            [-1] if every_period => Some(messages.text("rule-last-day").to_owned()),
            [-1] => Some(messages.format_unisolated("rule-last-day-some-months", &[months])),
            [day] if *day > 28 && every_period => {
                Some(messages.format_unisolated("rule-day-if-any", &[("day", (&numeral(*day)).into())]))
            }
            days if days.iter().all(|day| (-1..=28).contains(day)) => {
                // The list has -1, the last day, at its beginning.
                let (last, days): (Vec<i8>, Vec<i8>) = days.iter().partition(|day| **day == -1);
                let last = last.iter().map(|_| messages.text("month-last-day").to_owned());
                let is_mixed = last.len() > 0;
                let names = days.iter().map(|day| numeral(*day)).chain(last);
                let names = format_mixed_list(names.collect(), is_mixed, messages);
                let days = ("days", MessageArgument::Text(&names));
                Some(match every_period {
                    true => messages.format_unisolated("rule-month-days", &[days]),
                    false => messages.format_unisolated("rule-month-days-some-months", &[months, days]),
                })
            }
            _ => None,
        }
    }

    fn describe_year_dates(&self, messages: &Messages) -> Option<String> {
        let describe_years = |days: &str| {
            let days = ("days", MessageArgument::Text(days));
            Some(match (self.interval.frequency, self.interval.count) {
                (_, 1) => messages.format_unisolated("rule-year", &[days]),
                (Frequency::Yearly, 2) => messages.format_unisolated("rule-other-year", &[days]),
                (Frequency::Yearly, count) => {
                    messages.format_unisolated("rule-years", &[("count", i64::from(count).into()), days])
                }
                _ => return None,
            })
        };
        let format_day = |day: i8, month: i8| {
            let name = messages.numbered_text("month-of-", month);
            messages.format_unisolated("day-month", &[("day", i64::from(day).into()), ("month", name.into())])
        };
        let mut days = Vec::new();
        for month_number in &self.by_month {
            let longest = if *month_number == 2 { 29 } else { 30 + (*month_number + i8::from(*month_number > 7)) % 2 };
            let (last, numbers): (Vec<i8>, Vec<i8>) =
                self.by_month_day.iter().filter(|day| **day <= longest).partition(|day| **day < 0);
            days.extend(numbers.iter().map(|day| format_day(*day, *month_number)));
            let month = messages.month_name(*month_number);
            days.extend(
                last.iter().map(|_| messages.format_unisolated("last-day-of-month", &[("month", month.into())])),
            );
        }
        let leap_day = format_day(29, 2);
        match days.as_slice() {
            _ if self.by_month_day.iter().any(|day| *day < -1) => None,
            [] => None,
            [day] if *day == leap_day && self.interval.count == 1 => {
                Some(messages.format_unisolated("rule-leap-years", &[("day", day.into())]))
            }
            days if days.len() > MAX_LISTED_DAYS || days.contains(&leap_day) => None,
            days => describe_years(&messages.format_list(days.iter().cloned())),
        }
    }

    /// `The first and third Tuesday of each month`, `The second Thursday of May each year`.
    pub(super) fn describe_nth_weekdays(&self, messages: &Messages) -> Option<String> {
        if !self.by_month_day.is_empty() || self.by_day.iter().any(|day| day.nth == 0) {
            return None;
        }
        let every_period = self.interval.count == 1;
        let of_year = self.interval.frequency == Frequency::Yearly && self.by_month.is_empty();
        let days = self.ordinal_weekday_names(of_year, messages)?;
        let is_rare = self.by_day.iter().any(|day| day.nth.abs() >= if of_year { 53 } else { 5 });
        let (in_months, nth_month) = (self.month_names(messages), self.nth_month_text(messages));
        let days = ("days", MessageArgument::Text(&days));
        let days_and_months = [days, ("months", MessageArgument::Text(&in_months))];
        Some(match (self.interval.frequency, self.by_month.is_empty()) {
            // A fifth Friday that some months lack is clear only in a rule of every month and nothing else.
            (_, true) if is_rare && (self.by_day.len() > 1 || !every_period || of_year) => return None,
            (_, false) if is_rare => return None,
            (Frequency::Yearly, true) if every_period => messages.format_unisolated("rule-nth-year", &[days]),
            (Frequency::Yearly, true) => return None,
            (_, true) if is_rare => messages.format_unisolated("rule-nth-if-any", &[days]),
            (_, true) if every_period => messages.format_unisolated("rule-nth", &[days]),
            (_, true) => messages.format_unisolated("rule-nth-some-months", &[days, ("months", (&nth_month).into())]),
            (_, false) if every_period => messages.format_unisolated("rule-nth-months", &days_and_months),
            (Frequency::Yearly, false) if self.interval.count == 2 => {
                messages.format_unisolated("rule-nth-months-other-year", &days_and_months)
            }
            (Frequency::Yearly, false) => {
                let [days, months] = days_and_months;
                messages.format_unisolated(
                    "rule-nth-months-years",
                    &[days, months, ("count", i64::from(self.interval.count).into())],
                )
            }
            (_, false) => return None,
        })
    }

    /// `second Thursday`, `first and third Tuesday`, `first Monday and the last Friday`.
    fn ordinal_weekday_names(&self, of_year: bool, messages: &Messages) -> Option<String> {
        let mut days = self.by_day.clone();
        // In the order of the month: days that are counted from its end come last.
        days.sort_by_key(|day| (day.nth < 0, day.nth, day.weekday_offset));
        let has_word = |nth: i8| matches!(nth, -2 | -1 | 1..=5) || (of_year && nth > 5);
        if !days.iter().all(|day| has_word(day.nth)) {
            return None;
        }
        let number = |day: Weekday| i64::from(day.to_monday_one_offset());
        let ordinal_name = |nth: i8, day: Weekday| {
            messages.format_unisolated("nth", &[("nth", i64::from(nth).into()), ("weekday", number(day).into())])
        };
        let weekday_name = |day: Weekday| messages.numbered_text("weekday-nth-", day.to_monday_one_offset());
        let first_weekday = days.first()?.weekday();
        if days.len() > 1 && days.iter().all(|day| day.weekday() == first_weekday) {
            let numbers = messages.format_list(days.iter().map(|day| ordinal_name(day.nth, first_weekday)));
            return Some(messages.format_unisolated(
                "nth-some",
                &[("numbers", (&numbers).into()), ("weekday", weekday_name(first_weekday).into())],
            ));
        }
        let full_names = days.iter().map(|day| {
            let (nth, number) = (ordinal_name(day.nth, day.weekday()), MessageArgument::Number(day.nth.into()));
            let arguments =
                [("nth", (&nth).into()), ("weekday", weekday_name(day.weekday()).into()), ("number", number)];
            messages.format_unisolated("nth-one", &arguments)
        });
        Some(format_mixed_list(full_names.collect(), true, messages))
    }
}

/// `a, b and c`; where the names are of different kinds, each after the first gets an article of its own.
fn format_mixed_list(mut names: Vec<String>, is_mixed: bool, messages: &Messages) -> String {
    if is_mixed {
        for name in names.iter_mut().skip(1) {
            *name = messages.format_unisolated("further", &[("name", (&*name).into())]);
        }
    }
    messages.format_list(names)
}
