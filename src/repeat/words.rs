//! A rule said aloud, in the words of a language.
//!
//! Only what is true of every date is said. A rule that words would bend (`BYWEEKNO`, `every 2 months on the 31st`)
//! has none, and whoever shows it shows its dates.

use jiff::civil::{Date, Weekday};

use super::{End, Rule, Series, Unit};
use crate::words::{Argument, Words};

/// More days of the year than this are no longer read, only looked up.
const MOST_DAYS: usize = 6;

impl Rule {
    /// `The second Thursday of each month until 14 December 2027`; none where words would not be true.
    pub fn in_words(&self, start: Date, words: &Words) -> Option<String> {
        let how = self.how(start, words)?;
        let rule = ("rule", Argument::Text(&how));
        Some(match self.end {
            End::Count(1) => return None,
            End::Count(2) => words.fill_as_is("rule-twice", &[rule]),
            End::Count(count) => words.fill_as_is("rule-times", &[rule, ("count", i64::from(count).into())]),
            End::Until(_) => until(&how, self.until_date()?, words),
            End::Never => how,
        })
    }

    /// The same without its end: `The second Thursday of each month`.
    pub fn how(&self, start: Date, words: &Words) -> Option<String> {
        self.said(start, words).map(|how| capital(&how))
    }

    fn said(&self, start: Date, words: &Words) -> Option<String> {
        let rule = self.complete(start).with_ordinals()?;
        if !rule.weeks.is_empty() || !rule.year_days.is_empty() {
            return None;
        }
        let once = rule.step.count == 1;
        match rule.step.unit {
            Unit::Day if rule.days.is_empty() => rule.plain_days(words),
            // "Expand" and "limit" of weekdays come to the same when no period is left out.
            Unit::Day | Unit::Year if once && rule.plain() => rule.weekdays(words),
            Unit::Day => None,
            Unit::Week => rule.weekdays(words),
            Unit::Month if once && rule.plain() => rule.weekdays(words),
            Unit::Month | Unit::Year if rule.plain() => rule.weekdays_of_months(words),
            Unit::Month | Unit::Year if rule.days.is_empty() => rule.days_of_months(words),
            Unit::Month | Unit::Year => rule.nth_weekdays(words),
        }
    }

    /// Whether its days are weekdays without a number, and nothing else.
    fn plain(&self) -> bool {
        self.month_days.is_empty() && !self.days.is_empty() && self.days.iter().all(|day| day.nth == 0)
    }

    /// `BYDAY=TH;BYSETPOS=2`, as some calendars write the second Thursday, as `BYDAY=2TH`. None where positions
    /// choose among anything else.
    fn with_ordinals(mut self) -> Option<Self> {
        if self.positions.is_empty() {
            return Some(self);
        }
        let whole = self.step.unit == Unit::Month || (self.step.unit == Unit::Year && self.months.len() == 1);
        let [day] = self.days.as_slice() else { return None };
        let mut day = *day;
        if !whole || !self.plain() || !self.weeks.is_empty() || !self.year_days.is_empty() {
            return None;
        }
        self.days.clear();
        for position in std::mem::take(&mut self.positions) {
            day.nth = i8::try_from(position).ok().filter(|nth| nth.abs() <= 5)?;
            self.days.push(day);
        }
        Some(self)
    }

    fn plain_days(&self, words: &Words) -> Option<String> {
        (self.months.is_empty() && self.month_days.is_empty()).then(|| match self.step.count {
            1 => words.say("rule-every-day").to_owned(),
            2 => words.say("rule-other-day").to_owned(),
            count => words.fill_as_is("rule-days", &[("count", i64::from(count).into())]),
        })
    }

    /// Its weekdays as they stand in `every Tuesday and Thursday`.
    fn weekday_names(&self, words: &Words) -> String {
        let name = |day: Weekday| words.numbered("weekday-every-", day.to_monday_one_offset()).to_owned();
        words.list(self.days.iter().map(|day| name(day.weekday())))
    }

    fn weekdays(&self, words: &Words) -> Option<String> {
        let days: Vec<Weekday> = self.days.iter().map(|day| day.weekday()).collect();
        let names = self.weekday_names(words);
        let names = ("days", Argument::Text(&names));
        if self.step.count == 1 {
            let how = match days.as_slice() {
                [_, _, _, _, _, _, _] => words.say("rule-every-day").to_owned(),
                [first, _, _, _, last] if (*first, *last) == (Weekday::Monday, Weekday::Friday) => {
                    words.say("rule-working-days").to_owned()
                }
                _ => words.fill_as_is("rule-weekly", &[names]),
            };
            if self.months.is_empty() {
                return Some(how);
            }
            let months = self.month_names(words);
            return Some(words.fill_as_is("rule-in-months", &[("rule", (&how).into()), ("months", (&months).into())]));
        }
        // Which days are of one week is what readers cannot see if theirs begins on another day.
        if !self.months.is_empty() || (days.len() > 1 && self.week_start != Weekday::Monday) {
            return None;
        }
        Some(match (self.step.count, days.len()) {
            (2, 1) => words.fill_as_is("rule-other-week-on-one", &[names]),
            (2, _) => words.fill_as_is("rule-other-week", &[names]),
            // "Every third Tuesday" may be of the month.
            (count, _) => words.fill_as_is("rule-weeks", &[("count", i64::from(count).into()), names]),
        })
    }

    /// `second month`, for `every second month`.
    fn nth_month(&self, words: &Words) -> String {
        words.fill_as_is("nth-month", &[("count", i64::from(self.step.count).into())])
    }

    /// `Every Tuesday of every second month`.
    fn weekdays_of_months(&self, words: &Words) -> Option<String> {
        if self.step.unit == Unit::Year || !self.months.is_empty() {
            return None;
        }
        let (days, months) = (self.weekday_names(words), self.nth_month(words));
        Some(words.fill_as_is("rule-weekly-some-months", &[("days", (&days).into()), ("months", (&months).into())]))
    }

    /// `Every month on the 15th`, `The last day of each month`, `Every year on 21 June`.
    fn days_of_months(&self, words: &Words) -> Option<String> {
        if !self.months.is_empty() {
            return self.days_of_the_year(words);
        }
        let once = self.step.count == 1;
        if self.step.unit == Unit::Year && !once {
            return None;
        }
        let numeral = |day: i8| words.fill_as_is("month-day", &[("number", i64::from(day).into())]);
        let nth_month = self.nth_month(words);
        let months = ("months", Argument::Text(&nth_month));
        match self.month_days.as_slice() {
            [-1] if once => Some(words.say("rule-last-day").to_owned()),
            [-1] => Some(words.fill_as_is("rule-last-day-some-months", &[months])),
            [day] if *day > 28 && once => {
                Some(words.fill_as_is("rule-day-if-any", &[("day", (&numeral(*day)).into())]))
            }
            days if days.iter().all(|day| (-1..=28).contains(day)) => {
                // The last day comes first in the list.
                let (last, days): (Vec<i8>, Vec<i8>) = days.iter().partition(|day| **day == -1);
                let last = last.iter().map(|_| words.say("month-last-day").to_owned());
                let several = last.len() > 0;
                let names = days.iter().map(|day| numeral(*day)).chain(last);
                let names = list_of_unlike(names.collect(), several, words);
                let days = ("days", Argument::Text(&names));
                Some(match once {
                    true => words.fill_as_is("rule-month-days", &[days]),
                    false => words.fill_as_is("rule-month-days-some-months", &[months, days]),
                })
            }
            _ => None,
        }
    }

    fn days_of_the_year(&self, words: &Words) -> Option<String> {
        let every = |days: &str| {
            let days = ("days", Argument::Text(days));
            Some(match (self.step.unit, self.step.count) {
                (_, 1) => words.fill_as_is("rule-year", &[days]),
                (Unit::Year, 2) => words.fill_as_is("rule-other-year", &[days]),
                (Unit::Year, count) => words.fill_as_is("rule-years", &[("count", i64::from(count).into()), days]),
                _ => return None,
            })
        };
        let day_of = |day: i8, month: i8| {
            let name = words.numbered("month-of-", month);
            words.fill_as_is("day-month", &[("day", i64::from(day).into()), ("month", name.into())])
        };
        let mut days = Vec::new();
        for number in &self.months {
            let longest = if *number == 2 { 29 } else { 30 + (*number + i8::from(*number > 7)) % 2 };
            let (last, numbers): (Vec<i8>, Vec<i8>) =
                self.month_days.iter().filter(|day| **day <= longest).partition(|day| **day < 0);
            days.extend(numbers.iter().map(|day| day_of(*day, *number)));
            let month = words.month(*number);
            days.extend(last.iter().map(|_| words.fill_as_is("last-day-of-month", &[("month", month.into())])));
        }
        let leap = day_of(29, 2);
        match days.as_slice() {
            _ if self.month_days.iter().any(|day| *day < -1) => None,
            [] => None,
            [day] if *day == leap && self.step.count == 1 => {
                Some(words.fill_as_is("rule-leap-years", &[("day", day.into())]))
            }
            days if days.len() > MOST_DAYS || days.contains(&leap) => None,
            days => every(&words.list(days.iter().cloned())),
        }
    }

    /// `The first and third Tuesday of each month`, `The second Thursday of May each year`.
    fn nth_weekdays(&self, words: &Words) -> Option<String> {
        if !self.month_days.is_empty() || self.days.iter().any(|day| day.nth == 0) {
            return None;
        }
        let once = self.step.count == 1;
        let of_year = self.step.unit == Unit::Year && self.months.is_empty();
        let days = self.named_ordinals(of_year, words)?;
        let rare = self.days.iter().any(|day| day.nth.abs() >= if of_year { 53 } else { 5 });
        let (in_months, nth_month) = (self.month_names(words), self.nth_month(words));
        let days = ("days", Argument::Text(&days));
        let of_months = [days, ("months", Argument::Text(&in_months))];
        Some(match (self.step.unit, self.months.is_empty()) {
            // Which fifth Friday is meant is clear only where every month is.
            (_, true) if rare && (self.days.len() > 1 || !once || of_year) => return None,
            (_, false) if rare => return None,
            (Unit::Year, true) if once => words.fill_as_is("rule-nth-year", &[days]),
            (Unit::Year, true) => return None,
            (_, true) if rare => words.fill_as_is("rule-nth-if-any", &[days]),
            (_, true) if once => words.fill_as_is("rule-nth", &[days]),
            (_, true) => words.fill_as_is("rule-nth-some-months", &[days, ("months", (&nth_month).into())]),
            (_, false) if once => words.fill_as_is("rule-nth-months", &of_months),
            (Unit::Year, false) if self.step.count == 2 => words.fill_as_is("rule-nth-months-other-year", &of_months),
            (Unit::Year, false) => {
                let [days, months] = of_months;
                words.fill_as_is("rule-nth-months-years", &[days, months, ("count", i64::from(self.step.count).into())])
            }
            (_, false) => return None,
        })
    }

    /// `second Thursday`, `first and third Tuesday`, `first Monday and the last Friday`.
    fn named_ordinals(&self, of_year: bool, words: &Words) -> Option<String> {
        let mut days = self.days.clone();
        // In the order of the month: the last after all others.
        days.sort_by_key(|day| (day.nth < 0, day.nth, day.weekday));
        let known = |nth: i8| matches!(nth, -2 | -1 | 1..=5) || (of_year && nth > 5);
        if !days.iter().all(|day| known(day.nth)) {
            return None;
        }
        let number = |day: Weekday| i64::from(day.to_monday_one_offset());
        let name = |nth: i8, day: Weekday| {
            words.fill_as_is("nth", &[("nth", i64::from(nth).into()), ("weekday", number(day).into())])
        };
        let weekday = |day: Weekday| words.numbered("weekday-nth-", day.to_monday_one_offset());
        let one = days.first()?.weekday();
        if days.len() > 1 && days.iter().all(|day| day.weekday() == one) {
            let numbers = words.list(days.iter().map(|day| name(day.nth, one)));
            return Some(
                words.fill_as_is("nth-some", &[("numbers", (&numbers).into()), ("weekday", weekday(one).into())]),
            );
        }
        let full = days.iter().map(|day| {
            let (nth, number) = (name(day.nth, day.weekday()), Argument::Number(day.nth.into()));
            let arguments = [("nth", (&nth).into()), ("weekday", weekday(day.weekday()).into()), ("number", number)];
            words.fill_as_is("nth-one", &arguments)
        });
        Some(list_of_unlike(full.collect(), true, words))
    }

    fn month_names(&self, words: &Words) -> String {
        words.list(self.months.iter().map(|number| words.numbered("month-in-", *number).to_owned()))
    }
}

impl Series {
    /// Its rule in words, with an end that is true of what is left out and added as well: a count is said only
    /// where nothing is, else the last day.
    pub fn in_words(&self, words: &Words) -> Option<String> {
        let whole = self.except.is_empty() && self.breaks.is_empty() && self.added.is_empty();
        match self.rule.end() {
            End::Count(_) if !whole => {
                let last = self.rule.last(self.start)?;
                Some(until(&self.rule.how(self.start, words)?, last, words))
            }
            _ => self.rule.in_words(self.start, words),
        }
    }
}

fn until(rule: &str, date: Date, words: &Words) -> String {
    let date = words.date(date);
    words.fill_as_is("rule-until", &[("rule", rule.into()), ("date", (&date).into())])
}

/// A break as readers are told of it: `No lunch club 8 February to 9 March (Ramadan). Back on Tuesday 16 March.`
/// `back` is the first date of the series after it; years are said where they change.
pub fn break_in_words(
    title: &str,
    (from, to): (Date, Date),
    reason: Option<&str>,
    back: Option<Date>,
    words: &Words,
) -> String {
    let (from, to) = (from.min(to), from.max(to));
    let range = |id, from: &str, to: &str| words.fill_as_is(id, &[("from", from.into()), ("to", to.into())]);
    let days = match (from.year() == to.year(), from.month() == to.month()) {
        _ if from == to => words.day_and_month(from),
        (true, true) => range("days-in-month", &from.day().to_string(), &words.day_and_month(to)),
        (true, false) => range("days-from-to", &words.day_and_month(from), &words.day_and_month(to)),
        (false, _) => range("days-from-to", &words.date(from), &words.date(to)),
    };
    let reason = reason.map(|reason| reason.trim().trim_end_matches('.')).filter(|reason| !reason.is_empty());
    let about = [("title", title.into()), ("days", Argument::Text(&days))];
    let text = match reason {
        None => words.fill("break", &about),
        Some(reason) => words.fill("break-reason", &[about[0], about[1], ("reason", reason.into())]),
    };
    let Some(back) = back else { return text };
    let day = if back.year() == from.year() { words.day_and_month(back) } else { words.date(back) };
    let weekday = words.weekday(back.weekday());
    let day = words.fill_as_is("weekday-date", &[("weekday", weekday.into()), ("date", (&day).into())]);
    format!("{text} {}", words.fill_as_is("back-on", &[("day", (&day).into())]))
}

/// `a, b and c`; where they are not of one kind, what follows the first has an article of its own.
fn list_of_unlike(mut names: Vec<String>, unlike: bool, words: &Words) -> String {
    if unlike {
        for name in names.iter_mut().skip(1) {
            *name = words.fill_as_is("further", &[("name", (&*name).into())]);
        }
    }
    words.list(names)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
