//! Why words or a text are no rule.

use std::fmt;

use jiff::civil::Weekday;

use super::{Day, MOST_TIMES, Unit};
use crate::language;

/// Why words or a text are no rule, with what a sentence about it needs. Shown, it is the fact and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A piece between semicolons that is not `NAME=VALUE`.
    NotAPart {
        /// The piece.
        text: String,
    },
    /// A part that RFC 5545 §3.3.10 does not know.
    UnknownPart {
        /// Its name.
        name: String,
    },
    /// A part that stands there twice.
    Twice {
        /// Its name.
        part: &'static str,
    },
    /// A value that the part cannot have.
    Value {
        /// The part's name.
        part: &'static str,
        /// The value, or the one of a list.
        value: String,
    },
    /// No `FREQ`.
    NoFrequency,
    /// `FREQ` is `HOURLY`, `MINUTELY` or `SECONDLY`.
    TooOften {
        /// What it is.
        frequency: &'static str,
    },
    /// `BYHOUR`, `BYMINUTE` or `BYSECOND`.
    TimeOfDay {
        /// The part's name.
        part: &'static str,
    },
    /// `COUNT` is more than [`MOST_TIMES`].
    TooMany {
        /// What it is.
        count: String,
    },
    /// Both `COUNT` and `UNTIL`.
    TwoEnds,
    /// A part that this frequency may not have.
    NotWith {
        /// The part's name.
        part: &'static str,
        /// The frequency's.
        frequency: &'static str,
    },
    /// An ordinal in `BYDAY` where there is no month or year to count in: the frequency is neither of them, or
    /// `BYWEEKNO` stands beside it.
    NthOfWhat {
        /// The value.
        value: String,
    },
    /// `BYSETPOS` without a part to choose from.
    PositionAlone,
    /// In words: `every: month` with `tue`, which may be any Tuesday of the month.
    WhichOne {
        /// The weekday.
        weekday: Weekday,
        /// The unit.
        unit: Unit,
    },
    /// In words: `every: week` with `second thursday` or `15`.
    NotInUnit {
        /// The day.
        day: Day,
        /// The unit.
        unit: Unit,
    },
    /// In words: days of the month beside weekdays, which no one rule can say.
    MixedDays,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPart { text } => write!(f, "`{text}` is not a part of a rule such as `FREQ=WEEKLY;BYDAY=TU`"),
            Self::UnknownPart { name } => write!(f, "a rule has no part `{name}`"),
            Self::Twice { part } => write!(f, "`{part}` stands there twice"),
            Self::Value { part, value } => write!(f, "`{value}` is no value for `{part}`"),
            Self::NoFrequency => write!(f, "the rule does not say how often: `FREQ=WEEKLY`"),
            Self::TooOften { frequency } => {
                write!(f, "`FREQ={frequency}` is more often than a day; write separate events")
            }
            Self::TimeOfDay { part } => {
                write!(f, "`{part}` gives times of day, and an event has one; write separate events")
            }
            Self::TooMany { count } => write!(f, "{count} times is more than {MOST_TIMES}; leave the end out"),
            Self::TwoEnds => write!(f, "a rule ends after a count or with a date, not both"),
            Self::NotWith { part, frequency } => write!(f, "`{part}` cannot stand with `FREQ={frequency}`"),
            Self::NthOfWhat { value } => write!(f, "`BYDAY={value}` has no month or year to count in"),
            Self::PositionAlone => write!(f, "`BYSETPOS` has nothing to choose from; add `BYDAY` or `BYMONTHDAY`"),
            Self::WhichOne { weekday, unit } => {
                let (name, unit) = (language::weekday(*weekday), unit.word());
                let lower = name.to_lowercase();
                write!(f, "which {name} of the {unit}: write `first {lower}`, or `every: week`")
            }
            Self::NotInUnit { day, unit } => {
                let unit = unit.word();
                match day {
                    Day::OfMonth(-1) => write!(f, "a {unit} has no last day of the month; write `every: month`"),
                    Day::OfMonth(day) => write!(f, "a {unit} has no day {day} of the month; write `every: month`"),
                    Day::Weekday(day) | Day::Nth(_, day) => {
                        let name = language::weekday(*day);
                        write!(f, "a {unit} has {name} once at most; write `every: month`")
                    }
                }
            }
            Self::MixedDays => {
                write!(f, "one rule cannot have both weekdays and days of the month; write separate events")
            }
        }
    }
}

impl Refusal {
    /// What is wrong, and the way out.
    pub fn fact_and_way_out(&self) -> (String, String) {
        let text = self.to_string();
        let cut = text.split_once("; ").or_else(|| text.split_once(": "));
        match (self, cut) {
            (Self::TwoEnds, _) => (text, "keep one of the two: `until:` or `count:`".to_owned()),
            (Self::Value { part: "COUNT", .. }, _) => (text, "write how many times, from 1".to_owned()),
            (Self::NoFrequency, _) => (text, "add a part such as `FREQ=WEEKLY`".to_owned()),
            (_, Some((fact, way_out))) if !way_out.starts_with('`') => (fact.to_owned(), way_out.to_owned()),
            _ => (text, "mend it, or write words instead: `every: week` with `days: tue`".to_owned()),
        }
    }
}

impl std::error::Error for Refusal {}

impl Unit {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}
