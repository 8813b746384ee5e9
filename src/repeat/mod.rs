//! How an event repeats: a rule of RFC 5545 as data, its dates, and the rule said aloud.
//!
//! A [`Rule`] is made of an editor's words (`{every: week, days: [tue], until: 2027-12-14}`) or of a raw `RRULE`.
//! A [`Series`] is a rule with its start, without what is left out and with what is added. Both know dates only:
//! events have wall times, and whoever shows one puts time and zone to it.

mod dates;
mod read;
mod refusal;
mod rrule;
mod series;
#[cfg(test)]
mod tests;
mod words;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;

pub use self::dates::Dates;
use self::dates::Periods;
pub use self::read::{parse_day, parse_step, parse_weekday};
pub use self::refusal::Refusal;
pub use self::rrule::UntilForm;
pub use self::series::Series;
pub use self::words::break_in_words;

/// The unit of a step (RFC 5545 §3.3.10 `FREQ`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks from Monday, or from the day that `WKST` names.
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

/// A step: `week`, `2 weeks`, `every 3 months`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// How many units, at least one (RFC 5545 §3.3.10 `INTERVAL`).
    pub count: u16,
    /// Of what.
    pub unit: Unit,
}

/// A day as editors write it: `tue`, `second thursday`, `last friday`, `15`, `last day`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Every such weekday.
    Weekday(Weekday),
    /// The nth such weekday of the month; `-1` is the last.
    Nth(i8, Weekday),
    /// A day of the month; `-1` is the last.
    OfMonth(i8),
}

/// An editor's words for a rule: the fields of `repeat:` without `rrule`.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The step.
    pub every: Step,
    /// The days; none means the start's own.
    pub days: &'a [Day],
    /// The last day, included.
    pub until: Option<Date>,
    /// How many times, exceptions counted.
    pub count: Option<u32>,
}

/// When a rule ends (RFC 5545 §3.3.10 `COUNT`, `UNTIL`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It does not.
    Never,
    /// After so many dates; dates that are left out count.
    Count(u32),
    /// With this, included.
    Until(Until),
}

/// The last moment of a rule (RFC 5545 §3.3.10 `UNTIL`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// A day: `20271214`.
    Date(Date),
    /// A wall time in the event's own zone: `20271214T183000`.
    Local(DateTime),
    /// An instant: `20271214T183000Z`.
    Utc(Timestamp),
}

/// A weekday of a rule: `TU`, `2TH`, `-1FR` (RFC 5545 §3.3.10 `BYDAY`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ByDay {
    /// Which one of the month or year, from the end when negative; 0 for every one.
    nth: i8,
    /// Counted from Monday, so that it has an order.
    weekday: i8,
}

/// How often a rule may count at most: nothing that people come to happens more often, and counting to
/// billions would keep a build waiting.
pub const MOST_TIMES: u32 = 100_000;

/// A recurrence rule (RFC 5545 §3.3.10) of whole days.
///
/// What a rule does not say it takes from its start: `FREQ=MONTHLY` alone is the start's day of the month. Two
/// points that the RFC leaves open: a start that its own rule does not give is left out (§3.8.5.3 calls that
/// undefined), and the days of a year are those of the calendar, also where `BYWEEKNO` names a week that
/// reaches into the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    step: Step,
    end: End,
    months: Vec<i8>,
    weeks: Vec<i8>,
    year_days: Vec<i16>,
    month_days: Vec<i8>,
    days: Vec<ByDay>,
    positions: Vec<i16>,
    week_start: Weekday,
}

impl Rule {
    /// A rule from an editor's words. `start` gives what words leave open: `every: year, days: first monday` is
    /// the first Monday of the start's month.
    pub fn from_words(words: &Words<'_>, start: Date) -> Result<Self, Refusal> {
        let unit = words.every.unit;
        let mut rule = Self::every(words.every);
        rule.end = match (words.until, words.count) {
            (Some(_), Some(_)) => return Err(Refusal::TwoEnds),
            (Some(until), None) => End::Until(Until::Date(until)),
            (None, Some(count)) => End::Count(within(count)?),
            (None, None) => End::Never,
        };
        for day in words.days {
            match (*day, unit) {
                (Day::Weekday(weekday), Unit::Month | Unit::Year) => return Err(Refusal::WhichOne { weekday, unit }),
                (Day::Nth(..) | Day::OfMonth(_), Unit::Day | Unit::Week) => {
                    return Err(Refusal::NotInUnit { day: *day, unit });
                }
                (Day::Weekday(weekday), _) => rule.days.push(ByDay::new(0, weekday)),
                (Day::Nth(nth, weekday), _) => rule.days.push(ByDay::new(nth, weekday)),
                (Day::OfMonth(day), _) => rule.month_days.push(day),
            }
        }
        // In an RRULE both kinds together would mean dates that are of both at once.
        if !rule.days.is_empty() && !rule.month_days.is_empty() {
            return Err(Refusal::MixedDays);
        }
        if unit == Unit::Year && !words.days.is_empty() {
            rule.months.push(start.month());
        }
        rule.tidy();
        Ok(rule)
    }

    /// A step without anything else.
    fn every(step: Step) -> Self {
        Self {
            step: Step { count: step.count.max(1), ..step },
            end: End::Never,
            months: Vec::new(),
            weeks: Vec::new(),
            year_days: Vec::new(),
            month_days: Vec::new(),
            days: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Monday,
        }
    }

    /// Its step: `FREQ` and `INTERVAL`.
    pub fn step(&self) -> Step {
        self.step
    }

    /// When it ends.
    pub fn end(&self) -> End {
        self.end
    }

    /// The rule with its end as a date: that of the last day on which an event that begins at `time` (none for
    /// whole days) in `zone` still begins by then. Without this a date-time counts as its whole day.
    pub fn in_zone(mut self, time: Option<Time>, zone: &TimeZone) -> Self {
        let time = time.unwrap_or(Time::midnight());
        let (day, begun) = match self.end {
            End::Until(Until::Local(last)) => (last.date(), last.time() >= time),
            End::Until(Until::Utc(last)) => {
                let day = last.to_zoned(zone.clone()).date();
                // A wall time that does not exist is read with the offset before the gap (RFC 5545 §3.3.5).
                (day, zone.to_timestamp(day.to_datetime(time)).is_ok_and(|begin| begin <= last))
            }
            End::Never | End::Count(_) | End::Until(Until::Date(_)) => return self,
        };
        let last = if begun { day } else { day.yesterday().unwrap_or(day) };
        self.end = End::Until(Until::Date(last));
        self
    }

    /// Whether the start is a date of its own rule. If not, the first date is the next one that is.
    pub fn starts_on_rule(&self, start: Date) -> bool {
        self.dates(start).next() == Some(start)
    }

    /// Whether other programs read it as it is read here. They differ over days with and without a number beside each
    /// other, over weeks by their numbers, and over positions in a week that begins before the start.
    pub fn is_common(&self) -> bool {
        let numbered = self.days.iter().filter(|day| day.nth != 0).count();
        let positions_in_weeks = !self.positions.is_empty() && self.step.unit == Unit::Week;
        (numbered == 0 || numbered == self.days.len()) && self.weeks.is_empty() && !positions_in_weeks
    }

    /// Whether months or years are left out because they do not have its day, as with the 31st or 29 February.
    /// RFC 5545 wants that; who means the end of the month writes `days: last day`.
    pub fn skips_months(&self, start: Date) -> bool {
        let rule = self.complete(start);
        let only_month_days =
            rule.days.is_empty() && rule.weeks.is_empty() && rule.year_days.is_empty() && rule.positions.is_empty();
        let highest = rule.month_days.iter().map(|day| day.abs()).max().unwrap_or(0);
        if !only_month_days || highest <= 28 || rule.step.unit < Unit::Month {
            return false;
        }
        let end = match self.end {
            End::Never => None,
            End::Count(_) => self.dates(start).last(),
            End::Until(_) => self.until_date(),
        };
        // Within a hundred steps each month that is ever met has been met in a year that is no leap year.
        Periods::new(&rule, start).months(100).any(|month| {
            (rule.months.is_empty() || rule.months.contains(&month.month()))
                && month.days_in_month() < highest
                && end.is_none_or(|end| month.last_of_month() <= end)
        })
    }

    /// The last date that `UNTIL` lets pass.
    fn until_date(&self) -> Option<Date> {
        match self.end {
            End::Until(Until::Date(date)) => Some(date),
            End::Until(Until::Local(last)) => Some(last.date()),
            End::Until(Until::Utc(last)) => Some(last.to_zoned(TimeZone::UTC).date()),
            End::Never | End::Count(_) => None,
        }
    }

    /// The rule with what it takes from its start (RFC 5545 §3.3.10: "information, not contained in the rule").
    fn complete(&self, start: Date) -> Self {
        let mut rule = self.clone();
        let no_day = rule.year_days.is_empty() && rule.month_days.is_empty() && rule.days.is_empty();
        match rule.step.unit {
            Unit::Day => {}
            Unit::Week if no_day => rule.days.push(ByDay::new(0, start.weekday())),
            Unit::Year if no_day && !rule.weeks.is_empty() => rule.days.push(ByDay::new(0, start.weekday())),
            Unit::Year if no_day && rule.months.is_empty() => {
                rule.months.push(start.month());
                rule.month_days.push(start.day());
            }
            Unit::Month | Unit::Year if no_day => rule.month_days.push(start.day()),
            Unit::Week | Unit::Month | Unit::Year => {}
        }
        rule
    }

    /// Every list in order and without doubles.
    fn tidy(&mut self) {
        fn tidy<T: Ord>(list: &mut Vec<T>) {
            list.sort();
            list.dedup();
        }
        tidy(&mut self.months);
        tidy(&mut self.weeks);
        tidy(&mut self.year_days);
        tidy(&mut self.month_days);
        tidy(&mut self.days);
        tidy(&mut self.positions);
    }
}

impl ByDay {
    fn new(nth: i8, weekday: Weekday) -> Self {
        Self { nth, weekday: weekday.to_monday_zero_offset() }
    }

    fn weekday(self) -> Weekday {
        Weekday::from_monday_zero_offset(self.weekday).expect("made of a weekday")
    }
}

/// A count that can be counted to.
fn within(count: u32) -> Result<u32, Refusal> {
    match count {
        0 => Err(Refusal::Value { part: "COUNT", value: "0".into() }),
        1..=MOST_TIMES => Ok(count),
        _ => Err(Refusal::TooMany { count: count.to_string() }),
    }
}
