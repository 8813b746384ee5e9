//! Why words or a text are no rule.

use std::fmt;

use jiff::civil::Weekday;

use super::{DaySpec, Frequency, MAX_COUNT};
use crate::language;

/// Why words or a text are no rule, with what a sentence about it needs. Shown, it is the fact and the way out.
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
    /// A part that stands there twice.
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
        /// What it is.
        frequency: &'static str,
    },
    /// `BYHOUR`, `BYMINUTE` or `BYSECOND`.
    UnsupportedTimePart {
        /// The part's name.
        part: &'static str,
    },
    /// `COUNT` is more than [`MOST_TIMES`].
    CountTooHigh {
        /// What it is.
        count: String,
    },
    /// Both `COUNT` and `UNTIL`.
    CountAndUntil,
    /// A part that this frequency may not have.
    PartNotAllowed {
        /// The part's name.
        part: &'static str,
        /// The frequency's.
        frequency: &'static str,
    },
    /// An ordinal in `BYDAY` where there is no month or year to count in: the frequency is neither of them, or
    /// `BYWEEKNO` stands beside it.
    MisplacedOrdinal {
        /// The value.
        value: String,
    },
    /// `BYSETPOS` without a part to choose from.
    LoneSetPos,
    /// In words: `every: month` with `tue`, which may be any Tuesday of the month.
    AmbiguousWeekday {
        /// The weekday.
        weekday: Weekday,
        /// The unit.
        frequency: Frequency,
    },
    /// In words: `every: week` with `second thursday` or `15`.
    DayNotInPeriod {
        /// The day.
        day: DaySpec,
        /// The unit.
        frequency: Frequency,
    },
    /// In words: days of the month beside weekdays, which no one rule can say.
    MixedDays,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MalformedPart { text } => {
                write!(f, "`{text}` is not a part of a rule such as `FREQ=WEEKLY;BYDAY=TU`")
            }
            Self::UnknownPart { name } => write!(f, "a rule has no part `{name}`"),
            Self::DuplicatePart { part } => write!(f, "`{part}` stands there twice"),
            Self::InvalidValue { part, value } => write!(f, "`{value}` is no value for `{part}`"),
            Self::MissingFrequency => write!(f, "the rule does not say how often: `FREQ=WEEKLY`"),
            Self::UnsupportedFrequency { frequency } => {
                write!(f, "`FREQ={frequency}` is more often than a day; write separate events")
            }
            Self::UnsupportedTimePart { part } => {
                write!(f, "`{part}` gives times of day, and an event has one; write separate events")
            }
            Self::CountTooHigh { count } => write!(f, "{count} times is more than {MAX_COUNT}; leave the end out"),
            Self::CountAndUntil => write!(f, "a rule ends after a count or with a date, not both"),
            Self::PartNotAllowed { part, frequency } => write!(f, "`{part}` cannot stand with `FREQ={frequency}`"),
            Self::MisplacedOrdinal { value } => write!(f, "`BYDAY={value}` has no month or year to count in"),
            Self::LoneSetPos => write!(f, "`BYSETPOS` has nothing to choose from; add `BYDAY` or `BYMONTHDAY`"),
            Self::AmbiguousWeekday { weekday, frequency: unit } => {
                let (name, unit) = (language::english_weekday(*weekday), unit.period_name());
                let lower = name.to_lowercase();
                write!(f, "which {name} of the {unit}: write `first {lower}`, or `every: week`")
            }
            Self::DayNotInPeriod { day, frequency: unit } => {
                let unit = unit.period_name();
                match day {
                    DaySpec::DayOfMonth(-1) => write!(f, "a {unit} has no last day of the month; write `every: month`"),
                    DaySpec::DayOfMonth(day) => {
                        write!(f, "a {unit} has no day {day} of the month; write `every: month`")
                    }
                    DaySpec::Weekday(day) | DaySpec::NthWeekday(_, day) => {
                        let name = language::english_weekday(*day);
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

impl RuleError {
    /// What is wrong, and the way out.
    pub fn message_and_help(&self) -> (String, String) {
        let text = self.to_string();
        let cut = text.split_once("; ").or_else(|| text.split_once(": "));
        match (self, cut) {
            (Self::CountAndUntil, _) => (text, "keep one of the two: `until:` or `count:`".to_owned()),
            (Self::InvalidValue { part: "COUNT", .. }, _) => (text, "write how many times, from 1".to_owned()),
            (Self::MissingFrequency, _) => (text, "add a part such as `FREQ=WEEKLY`".to_owned()),
            (_, Some((fact, way_out))) if !way_out.starts_with('`') => (fact.to_owned(), way_out.to_owned()),
            _ => (text, "mend it, or write words instead: `every: week` with `days: tue`".to_owned()),
        }
    }
}

impl std::error::Error for RuleError {}

impl Frequency {
    pub(super) fn period_name(self) -> &'static str {
        match self {
            Self::Daily => "day",
            Self::Weekly => "week",
            Self::Monthly => "month",
            Self::Yearly => "year",
        }
    }
}
