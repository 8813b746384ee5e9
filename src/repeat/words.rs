//! A rule said aloud, in English; a later part brings other languages.
//!
//! Only what is true of every date is said. A rule that words would bend (`BYWEEKNO`, `every 2 months on the 31st`)
//! has none, and whoever shows it shows its dates.

use jiff::civil::{Date, Weekday};

use super::{End, Rule, Series, Unit};
use crate::language::{date_in_words, month, weekday};

/// More days of the year than this are no longer read, only looked up.
const MOST_DAYS: usize = 6;

impl Rule {
    /// `The second Thursday of each month until 14 December 2027`; none where words would not be true.
    pub fn in_words(&self, start: Date) -> Option<String> {
        let how = self.how(start)?;
        Some(match self.end {
            End::Never => how,
            End::Count(1) => return None,
            End::Count(2) => format!("{how}, twice"),
            End::Count(count) => format!("{how}, {count} times"),
            End::Until(_) => format!("{how} until {}", date_in_words(self.until_date()?)),
        })
    }

    /// The same without its end: `The second Thursday of each month`.
    pub fn how(&self, start: Date) -> Option<String> {
        let rule = self.complete(start).with_ordinals()?;
        if !rule.weeks.is_empty() || !rule.year_days.is_empty() {
            return None;
        }
        let once = rule.step.count == 1;
        match rule.step.unit {
            Unit::Day if rule.days.is_empty() => rule.plain_days(),
            // "Expand" and "limit" of weekdays come to the same when no period is left out.
            Unit::Day | Unit::Year if once && rule.plain() => rule.weekdays(),
            Unit::Day => None,
            Unit::Week => rule.weekdays(),
            Unit::Month if once && rule.plain() => rule.weekdays(),
            Unit::Month | Unit::Year if rule.plain() => rule.weekdays_of_months(),
            Unit::Month | Unit::Year if rule.days.is_empty() => rule.days_of_months(),
            Unit::Month | Unit::Year => rule.nth_weekdays(),
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

    fn plain_days(&self) -> Option<String> {
        (self.months.is_empty() && self.month_days.is_empty()).then(|| match self.step.count {
            1 => "Every day".to_owned(),
            2 => "Every other day".to_owned(),
            count => format!("Every {count} days"),
        })
    }

    fn weekdays(&self) -> Option<String> {
        let days: Vec<Weekday> = self.days.iter().map(|day| day.weekday()).collect();
        let names = join(days.iter().map(|day| weekday(*day).to_owned()));
        if self.step.count == 1 {
            let how = match days.as_slice() {
                [_, _, _, _, _, _, _] => "Every day".to_owned(),
                [first, _, _, _, last] if (*first, *last) == (Weekday::Monday, Weekday::Friday) => {
                    "Every weekday".to_owned()
                }
                _ => format!("Every {names}"),
            };
            return Some(if self.months.is_empty() { how } else { format!("{how} in {}", self.month_names()) });
        }
        // Which days are of one week is what readers cannot see if theirs begins on another day.
        if !self.months.is_empty() || (days.len() > 1 && self.week_start != Weekday::Monday) {
            return None;
        }
        Some(match (self.step.count, days.len()) {
            (2, 1) => format!("Every other {names}"),
            (2, _) => format!("Every other week on {names}"),
            // "Every third Tuesday" may be of the month.
            (count, _) => format!("Every {count} weeks on {names}"),
        })
    }

    /// `Every Tuesday of every second month`.
    fn weekdays_of_months(&self) -> Option<String> {
        if self.step.unit == Unit::Year || !self.months.is_empty() {
            return None;
        }
        let names = join(self.days.iter().map(|day| weekday(day.weekday()).to_owned()));
        Some(format!("Every {names} of every {} month", ordinal(self.step.count)))
    }

    /// `Every month on the 15th`, `The last day of each month`, `Every year on 21 June`.
    fn days_of_months(&self) -> Option<String> {
        if !self.months.is_empty() {
            return self.days_of_the_year();
        }
        let once = self.step.count == 1;
        if self.step.unit == Unit::Year && !once {
            return None;
        }
        let of = if once { "each month".to_owned() } else { format!("every {} month", ordinal(self.step.count)) };
        let every = if once { "month".to_owned() } else { format!("{} month", ordinal(self.step.count)) };
        match self.month_days.as_slice() {
            [-1] => Some(format!("The last day of {of}")),
            [day] if *day > 28 && once => Some(format!("The {} of each month that has one", numeral(*day))),
            days if days.iter().all(|day| (-1..=28).contains(day)) => {
                // The last day comes first in the list.
                let (last, days): (Vec<i8>, Vec<i8>) = days.iter().partition(|day| **day == -1);
                let names = days.iter().map(|day| numeral(*day)).chain(last.iter().map(|_| "last day".to_owned()));
                Some(format!("Every {every} on the {}", join_with_the(names.collect(), !last.is_empty())))
            }
            _ => None,
        }
    }

    fn days_of_the_year(&self) -> Option<String> {
        let every = match (self.step.unit, self.step.count) {
            (_, 1) => "Every year".to_owned(),
            (Unit::Year, 2) => "Every other year".to_owned(),
            (Unit::Year, count) => format!("Every {count} years"),
            _ => return None,
        };
        let mut days = Vec::new();
        for number in &self.months {
            let longest = if *number == 2 { 29 } else { 30 + (*number + i8::from(*number > 7)) % 2 };
            let (last, numbers): (Vec<i8>, Vec<i8>) =
                self.month_days.iter().filter(|day| **day <= longest).partition(|day| **day < 0);
            days.extend(numbers.iter().map(|day| format!("{day} {}", month(*number))));
            days.extend(last.iter().map(|_| format!("the last day of {}", month(*number))));
        }
        let leap = "29 February";
        match days.as_slice() {
            _ if self.month_days.iter().any(|day| *day < -1) => None,
            [] => None,
            [day] if day == leap && self.step.count == 1 => Some(format!("Every leap year on {leap}")),
            days if days.len() > MOST_DAYS || days.iter().any(|day| day == leap) => None,
            days => Some(format!("{every} on {}", join(days.iter().cloned()))),
        }
    }

    /// `The first and third Tuesday of each month`, `The second Thursday of May each year`.
    fn nth_weekdays(&self) -> Option<String> {
        if !self.month_days.is_empty() || self.days.iter().any(|day| day.nth == 0) {
            return None;
        }
        let once = self.step.count == 1;
        let of_year = self.step.unit == Unit::Year && self.months.is_empty();
        let days = self.named_ordinals(of_year)?;
        let rare = self.days.iter().any(|day| day.nth.abs() >= if of_year { 53 } else { 5 });
        Some(match (self.step.unit, self.months.is_empty()) {
            // Which fifth Friday is meant is clear only where every month is.
            (_, true) if rare && (self.days.len() > 1 || !once || of_year) => return None,
            (_, false) if rare => return None,
            (Unit::Year, true) if once => format!("The {days} of each year"),
            (Unit::Year, true) => return None,
            (_, true) if rare => format!("The {days} of each month that has one"),
            (_, true) if once => format!("The {days} of each month"),
            (_, true) => format!("The {days} of every {} month", ordinal(self.step.count)),
            (_, false) if once => format!("The {days} of {} each year", self.month_names()),
            (Unit::Year, false) if self.step.count == 2 => {
                format!("The {days} of {} every other year", self.month_names())
            }
            (Unit::Year, false) => format!("The {days} of {} every {} years", self.month_names(), self.step.count),
            (_, false) => return None,
        })
    }

    /// `second Thursday`, `first and third Tuesday`, `first Monday and the last Friday`.
    fn named_ordinals(&self, of_year: bool) -> Option<String> {
        let mut days = self.days.clone();
        // In the order of the month: the last after all others.
        days.sort_by_key(|day| (day.nth < 0, day.nth, day.weekday));
        let name = |nth: i8| match nth {
            -1 => Some("last".to_owned()),
            -2 => Some("second last".to_owned()),
            1..=5 => u16::try_from(nth).ok().map(ordinal),
            6.. if of_year => Some(numeral(nth)),
            _ => None,
        };
        let names: Option<Vec<String>> = days.iter().map(|day| name(day.nth)).collect();
        let names = names?;
        let one = days.first()?.weekday();
        if days.iter().all(|day| day.weekday() == one) {
            return Some(format!("{} {}", join(names), weekday(one)));
        }
        let full = names.iter().zip(&days).map(|(name, day)| format!("{name} {}", weekday(day.weekday())));
        Some(join_with_the(full.collect(), true))
    }

    fn month_names(&self) -> String {
        join(self.months.iter().map(|number| month(*number).to_owned()))
    }
}

impl Series {
    /// Its rule in words, with an end that is true of what is left out and added as well: a count is said only
    /// where nothing is, else the last day.
    pub fn in_words(&self) -> Option<String> {
        let whole = self.except.is_empty() && self.breaks.is_empty() && self.added.is_empty();
        match self.rule.end() {
            End::Count(_) if !whole => {
                let last = self.rule.last(self.start)?;
                Some(format!("{} until {}", self.rule.how(self.start)?, date_in_words(last)))
            }
            _ => self.rule.in_words(self.start),
        }
    }
}

/// A break as readers are told of it, to stand after `No lunch club`: `8 February to 9 March (Ramadan). Back on
/// Tuesday 16 March.` `back` is the first date of the series after it; years are said where they change.
pub fn break_in_words(from: Date, to: Date, reason: Option<&str>, back: Option<Date>) -> String {
    let (from, to) = (from.min(to), from.max(to));
    let mut text = match (from.year() == to.year(), from.month() == to.month()) {
        _ if from == to => day_and_month(from),
        (true, true) => format!("{} to {}", from.day(), day_and_month(to)),
        (true, false) => format!("{} to {}", day_and_month(from), day_and_month(to)),
        (false, _) => format!("{} to {}", date_in_words(from), date_in_words(to)),
    };
    if let Some(reason) = reason.map(|reason| reason.trim().trim_end_matches('.')).filter(|reason| !reason.is_empty()) {
        text = format!("{text} ({reason})");
    }
    match back {
        None => format!("{text}."),
        Some(back) => {
            let day = if back.year() == from.year() { day_and_month(back) } else { date_in_words(back) };
            format!("{text}. Back on {} {day}.", weekday(back.weekday()))
        }
    }
}

fn day_and_month(date: Date) -> String {
    format!("{} {}", date.day(), month(date.month()))
}

/// `a`, `a and b`, `a, b and c`.
fn join(names: impl IntoIterator<Item = String>) -> String {
    let mut names: Vec<String> = names.into_iter().collect();
    match (names.pop(), names.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} and {last}", names.join(", ")),
    }
}

/// As [`join`], with an article before the last one where it is a new thing.
fn join_with_the(mut names: Vec<String>, article: bool) -> String {
    if article && names.len() > 1 {
        for name in names.iter_mut().skip(1) {
            *name = format!("the {name}");
        }
    }
    join(names)
}

/// `second`, `12th`.
fn ordinal(number: u16) -> String {
    match number {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        4 => "fourth".to_owned(),
        5 => "fifth".to_owned(),
        6 => "sixth".to_owned(),
        _ => numeral(number),
    }
}

/// `1st`, `22nd`, `13th`.
fn numeral<T: Copy + Into<i64>>(number: T) -> String {
    let number: i64 = number.into();
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
