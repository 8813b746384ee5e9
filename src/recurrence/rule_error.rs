//! Why fields or a text are not a rule.

use std::fmt;

use jiff::civil::Weekday;

use super::parse::DaySpec;
use super::rule::{Frequency, MAX_COUNT};
use crate::language::english_weekday;

/// Why fields or a text are not a rule, with what a fault about it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleError {
    /// A piece between semicolons that is not `NAME=VALUE`.
    MalformedPart {
        /// The piece.
        text: String,
    },
    /// A part that RFC 5545 §3.3.10 does not know.
    UnknownPart {
        /// Its name.
        name: String,
    },
    /// A part that is there twice.
    DuplicatePart {
        /// Its name.
        part: &'static str,
    },
    /// A value that the part cannot have.
    InvalidValue {
        /// The part's name.
        part: &'static str,
        /// The value, or the one of a list.
        value: String,
    },
    /// No `FREQ`.
    MissingFrequency,
    /// `FREQ` is `HOURLY`, `MINUTELY` or `SECONDLY`.
    UnsupportedFrequency {
        /// The value that was written.
        frequency: &'static str,
    },
    /// `BYHOUR`, `BYMINUTE` or `BYSECOND`.
    UnsupportedTimePart {
        /// The part's name.
        part: &'static str,
    },
    /// `COUNT` is more than [`MAX_COUNT`].
    CountTooHigh {
        /// The value that was written.
        count: String,
    },
    /// Both `COUNT` and `UNTIL`.
    CountAndUntil,
    /// A part that this frequency may not have.
    PartNotAllowed {
        /// The part's name.
        part: &'static str,
        /// The frequency's name.
        frequency: &'static str,
    },
    /// An ordinal in `BYDAY` where there is no month or year to count in: the frequency is neither of them, or there is
    /// `BYWEEKNO` too.
    MisplacedOrdinal {
        /// The value.
        value: String,
    },
    /// `BYSETPOS` without a part to choose from.
    LoneSetPos,
    /// In fields: `every: month` with `tue`, which may be any Tuesday of the month.
    AmbiguousWeekday {
        /// The weekday.
        weekday: Weekday,
        /// The period.
        frequency: Frequency,
    },
    /// In fields: `every: week` with `second thursday` or `15`.
    DayNotInPeriod {
        /// The day.
        day: DaySpec,
        /// The period.
        frequency: Frequency,
    },
    /// In fields: days of the month and weekdays, which one rule cannot express.
    MixedDays,
}

impl RuleError {
    /// What is wrong, and the way out.
    pub fn message_and_help(&self) -> (String, String) {
        let (message, help) = match self {
            Self::MalformedPart { text } => {
                (format!("`{text}` is not a part of a rule such as `FREQ=WEEKLY;BYDAY=TU`"), WRITE_FIELDS)
            }
            Self::UnknownPart { name } => (format!("a rule has no part `{name}`"), WRITE_FIELDS),
            Self::DuplicatePart { part } => (format!("`{part}` is there twice"), WRITE_FIELDS),
            Self::InvalidValue { part: "COUNT", value } => {
                (format!("`{value}` is no value for `COUNT`"), "write how many times, from 1")
            }
            Self::InvalidValue { part, value } => (format!("`{value}` is no value for `{part}`"), WRITE_FIELDS),
            Self::MissingFrequency => {
                ("the rule does not say how often: `FREQ=WEEKLY`".to_owned(), "add a part such as `FREQ=WEEKLY`")
            }
            Self::UnsupportedFrequency { frequency } => {
                (format!("`FREQ={frequency}` is more often than a day"), SEPARATE_EVENTS)
            }
            Self::UnsupportedTimePart { part } => {
                (format!("`{part}` gives times of day, and an event has one"), SEPARATE_EVENTS)
            }
            Self::CountTooHigh { count } => (format!("{count} times is more than {MAX_COUNT}"), "leave the end out"),
            Self::CountAndUntil => (
                "a rule ends after a count or with a date, not both".to_owned(),
                "keep one of the two: `until:` or `count:`",
            ),
            Self::PartNotAllowed { part, frequency } => {
                (format!("`{part}` cannot be used with `FREQ={frequency}`"), WRITE_FIELDS)
            }
            Self::MisplacedOrdinal { value } => {
                (format!("`BYDAY={value}` has no month or year to count in"), WRITE_FIELDS)
            }
            Self::LoneSetPos => ("`BYSETPOS` has nothing to choose from".to_owned(), "add `BYDAY` or `BYMONTHDAY`"),
            Self::AmbiguousWeekday { weekday, frequency } => {
                let name = english_weekday(*weekday);
                return (
                    format!("which {name} of the {}", frequency.period_name()),
                    format!("write `first {}`, or `every: week`", name.to_lowercase()),
                );
            }
            Self::DayNotInPeriod { day, frequency } => (day_not_in_period(*day, *frequency), "write `every: month`"),
            Self::MixedDays => ("one rule cannot have both weekdays and days of the month".to_owned(), SEPARATE_EVENTS),
        };
        (message, help.to_owned())
    }
}

const WRITE_FIELDS: &str = "fix it, or write words instead: `every: week` with `days: tue`";
const SEPARATE_EVENTS: &str = "write separate events";

fn day_not_in_period(day: DaySpec, frequency: Frequency) -> String {
    let period = frequency.period_name();
    match day {
        DaySpec::DayOfMonth(-1) => format!("a {period} has no last day of the month"),
        DaySpec::DayOfMonth(day) => format!("a {period} has no day {day} of the month"),
        DaySpec::Weekday(day) | DaySpec::NthWeekday(_, day) => {
            format!("a {period} has {} once at most", english_weekday(day))
        }
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message_and_help().0)
    }
}

impl std::error::Error for RuleError {}
