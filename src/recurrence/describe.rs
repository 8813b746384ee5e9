//! A rule said aloud, in the words of a language.
//!
//! Only what is true of every date is said. A rule that words would bend (`BYWEEKNO`, `every 2 months on the 31st`)
//! has none, and whoever shows it shows its dates.

use jiff::civil::{Date, Weekday};

use super::{Frequency, RecurrenceRule, RuleEnd, Series};
use crate::messages::{MessageArgument, Messages};

/// More days of the year than this are no longer read, only looked up.
const MAX_LISTED_DAYS: usize = 6;

impl RecurrenceRule {
    /// `The second Thursday of each month until 14 December 2027`; none where words would not be true.
    pub fn describe(&self, start: Date, messages: &Messages) -> Option<String> {
        let description = self.describe_without_end(start, messages)?;
        let rule = ("rule", MessageArgument::Text(&description));
        Some(match self.end {
            RuleEnd::Count(1) => return None,
            RuleEnd::Count(2) => messages.format_unisolated("rule-twice", &[rule]),
            RuleEnd::Count(count) => {
                messages.format_unisolated("rule-times", &[rule, ("count", i64::from(count).into())])
            }
            RuleEnd::Until(_) => format_until(&description, self.until_date()?, messages),
            RuleEnd::Never => description,
        })
    }

    /// The same without its end: `The second Thursday of each month`.
    pub fn describe_without_end(&self, start: Date, messages: &Messages) -> Option<String> {
        self.describe_lower_case(start, messages).map(|how| capitalise(&how))
    }

    fn describe_lower_case(&self, start: Date, messages: &Messages) -> Option<String> {
        let rule = self.with_start_defaults(start).set_pos_to_ordinals()?;
        if !rule.by_week_no.is_empty() || !rule.by_year_day.is_empty() {
            return None;
        }
        let every_period = rule.interval.count == 1;
        match rule.interval.frequency {
            Frequency::Daily if rule.by_day.is_empty() => rule.describe_every_day(messages),
            // "Expand" and "limit" of weekdays come to the same when no period is left out.
            Frequency::Daily | Frequency::Yearly if every_period && rule.has_plain_weekdays() => {
                rule.describe_weekdays(messages)
            }
            Frequency::Daily => None,
            Frequency::Weekly => rule.describe_weekdays(messages),
            Frequency::Monthly if every_period && rule.has_plain_weekdays() => rule.describe_weekdays(messages),
            Frequency::Monthly | Frequency::Yearly if rule.has_plain_weekdays() => {
                rule.describe_weekdays_of_months(messages)
            }
            Frequency::Monthly | Frequency::Yearly if rule.by_day.is_empty() => rule.describe_month_days(messages),
            Frequency::Monthly | Frequency::Yearly => rule.describe_nth_weekdays(messages),
        }
    }

    /// Whether its days are weekdays without a number, and nothing else.
    fn has_plain_weekdays(&self) -> bool {
        self.by_month_day.is_empty() && !self.by_day.is_empty() && self.by_day.iter().all(|day| day.nth == 0)
    }

    /// `BYDAY=TH;BYSETPOS=2`, as some calendars write the second Thursday, as `BYDAY=2TH`. None where positions
    /// choose among anything else.
    fn set_pos_to_ordinals(mut self) -> Option<Self> {
        if self.by_set_pos.is_empty() {
            return Some(self);
        }
        let can_number = self.interval.frequency == Frequency::Monthly
            || (self.interval.frequency == Frequency::Yearly && self.by_month.len() == 1);
        let [day] = self.by_day.as_slice() else { return None };
        let mut day = *day;
        if !can_number || !self.has_plain_weekdays() || !self.by_week_no.is_empty() || !self.by_year_day.is_empty() {
            return None;
        }
        self.by_day.clear();
        for position in std::mem::take(&mut self.by_set_pos) {
            day.nth = i8::try_from(position).ok().filter(|nth| nth.abs() <= 5)?;
            self.by_day.push(day);
        }
        Some(self)
    }

    fn describe_every_day(&self, messages: &Messages) -> Option<String> {
        (self.by_month.is_empty() && self.by_month_day.is_empty()).then(|| match self.interval.count {
            1 => messages.text("rule-every-day").to_owned(),
            2 => messages.text("rule-other-day").to_owned(),
            count => messages.format_unisolated("rule-days", &[("count", i64::from(count).into())]),
        })
    }

    /// Its weekdays as they stand in `every Tuesday and Thursday`.
    fn weekday_names(&self, messages: &Messages) -> String {
        let name = |day: Weekday| messages.numbered_text("weekday-every-", day.to_monday_one_offset()).to_owned();
        messages.format_list(self.by_day.iter().map(|day| name(day.weekday())))
    }

    fn describe_weekdays(&self, messages: &Messages) -> Option<String> {
        let days: Vec<Weekday> = self.by_day.iter().map(|day| day.weekday()).collect();
        let names = self.weekday_names(messages);
        let names = ("days", MessageArgument::Text(&names));
        if self.interval.count == 1 {
            let description = match days.as_slice() {
                [_, _, _, _, _, _, _] => messages.text("rule-every-day").to_owned(),
                [first, _, _, _, last] if (*first, *last) == (Weekday::Monday, Weekday::Friday) => {
                    messages.text("rule-working-days").to_owned()
                }
                _ => messages.format_unisolated("rule-weekly", &[names]),
            };
            if self.by_month.is_empty() {
                return Some(description);
            }
            let months = self.month_names(messages);
            return Some(messages.format_unisolated(
                "rule-in-months",
                &[("rule", (&description).into()), ("months", (&months).into())],
            ));
        }
        // Which days are of one week is what readers cannot see if theirs begins on another day.
        if !self.by_month.is_empty() || (days.len() > 1 && self.week_start != Weekday::Monday) {
            return None;
        }
        Some(match (self.interval.count, days.len()) {
            (2, 1) => messages.format_unisolated("rule-other-week-on-one", &[names]),
            (2, _) => messages.format_unisolated("rule-other-week", &[names]),
            // "Every third Tuesday" may be of the month.
            (count, _) => messages.format_unisolated("rule-weeks", &[("count", i64::from(count).into()), names]),
        })
    }

    /// `second month`, for `every second month`.
    fn nth_month_text(&self, messages: &Messages) -> String {
        messages.format_unisolated("nth-month", &[("count", i64::from(self.interval.count).into())])
    }

    /// `Every Tuesday of every second month`.
    fn describe_weekdays_of_months(&self, messages: &Messages) -> Option<String> {
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
    fn describe_month_days(&self, messages: &Messages) -> Option<String> {
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
                // The last day comes first in the list.
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
    fn describe_nth_weekdays(&self, messages: &Messages) -> Option<String> {
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
            // Which fifth Friday is meant is clear only where every month is.
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
        // In the order of the month: the last after all others.
        days.sort_by_key(|day| (day.nth < 0, day.nth, day.weekday));
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

    fn month_names(&self, messages: &Messages) -> String {
        messages.format_list(self.by_month.iter().map(|number| messages.numbered_text("month-in-", *number).to_owned()))
    }
}

impl Series {
    /// Its rule in words, with an end that is true of what is left out and added as well: a count is said only
    /// where nothing is, else the last day.
    pub fn describe(&self, messages: &Messages) -> Option<String> {
        let is_unchanged = self.excluded.is_empty() && self.breaks.is_empty() && self.added.is_empty();
        match self.rule.end() {
            RuleEnd::Count(_) if !is_unchanged => {
                let last = self.rule.last_date(self.start)?;
                Some(format_until(&self.rule.describe_without_end(self.start, messages)?, last, messages))
            }
            _ => self.rule.describe(self.start, messages),
        }
    }
}

fn format_until(rule: &str, date: Date, messages: &Messages) -> String {
    let date = messages.format_date(date);
    messages.format_unisolated("rule-until", &[("rule", rule.into()), ("date", (&date).into())])
}

/// A break as readers are told of it: `No lunch club 8 February to 9 March (Ramadan). Back on Tuesday 16 March.`
/// `back` is the first date of the series after it; years are said where they change.
pub fn describe_break(
    title: &str,
    (from, to): (Date, Date),
    reason: Option<&str>,
    back_on: Option<Date>,
    messages: &Messages,
) -> String {
    let (from, to) = (from.min(to), from.max(to));
    let range = |id, from: &str, to: &str| messages.format_unisolated(id, &[("from", from.into()), ("to", to.into())]);
    let days = match (from.year() == to.year(), from.month() == to.month()) {
        _ if from == to => messages.format_day_month(from),
        (true, true) => range("days-in-month", &from.day().to_string(), &messages.format_day_month(to)),
        (true, false) => range("days-from-to", &messages.format_day_month(from), &messages.format_day_month(to)),
        (false, _) => range("days-from-to", &messages.format_date(from), &messages.format_date(to)),
    };
    let reason = reason.map(|reason| reason.trim().trim_end_matches('.')).filter(|reason| !reason.is_empty());
    let arguments = [("title", title.into()), ("days", MessageArgument::Text(&days))];
    let text = match reason {
        None => messages.format("break", &arguments),
        Some(reason) => messages.format("break-reason", &[arguments[0], arguments[1], ("reason", reason.into())]),
    };
    let Some(back) = back_on else { return text };
    let day = if back.year() == from.year() { messages.format_day_month(back) } else { messages.format_date(back) };
    let weekday = messages.weekday_name(back.weekday());
    let day = messages.format_unisolated("weekday-date", &[("weekday", weekday.into()), ("date", (&day).into())]);
    format!("{text} {}", messages.format_unisolated("back-on", &[("day", (&day).into())]))
}

/// `a, b and c`; where they are not of one kind, what follows the first has an article of its own.
fn format_mixed_list(mut names: Vec<String>, is_mixed: bool, messages: &Messages) -> String {
    if is_mixed {
        for name in names.iter_mut().skip(1) {
            *name = messages.format_unisolated("further", &[("name", (&*name).into())]);
        }
    }
    messages.format_list(names)
}

fn capitalise(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
