//! How an event repeats: a rule of RFC 5545 as data, its dates, and the rule in words.
//!
//! A [`RecurrenceRule`] is made from an editor's fields (`{every: week, days: [tue], until: 2027-12-14}`) or from an
//! `RRULE`; the same rule in both forms is the same value. A [`Series`] is a rule with its start, its exceptions and
//! its added dates. Both know only dates, and nothing about events: `publish` adds an event's time and zone.

mod dates;
mod describe;
mod describe_break;
mod describe_days;
mod parse;
mod periods;
mod rrule;
mod rule;
mod rule_error;
mod rule_fields;
mod series;
#[cfg(test)]
mod tests;
mod week;

pub use dates::RuleDates;
pub use describe_break::describe_break;
pub use parse::{DaySpec, parse_day_of_month, parse_day_spec, parse_interval, parse_weekday};
pub use rrule::UntilFormat;
pub use rule::{Frequency, MAX_COUNT, RecurrenceRule, RepeatInterval, RuleEnd, Until};
pub use rule_error::RuleError;
pub use rule_fields::RuleFields;
pub use series::Series;
