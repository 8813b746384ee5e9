//! A rule from an editor's fields: `{every: week, days: [tue], until: 2027-12-14}`.

use jiff::civil::Date;

use super::parse::DaySpec;
use super::rule::{ByDay, Frequency, MAX_COUNT, RecurrenceRule, RepeatInterval, RuleEnd, Until};
use super::rule_error::RuleError;

/// The fields of `repeat:` but `rrule`.
#[derive(Clone, Copy, Debug)]
pub struct RuleFields<'a> {
    /// How often it repeats.
    pub every: RepeatInterval,
    /// The days; if there are none, the day of the start.
    pub days: &'a [DaySpec],
    /// The last day, included.
    pub until: Option<Date>,
    /// How many times. Dates that an exception leaves out are counted.
    pub count: Option<u32>,
}

impl RecurrenceRule {
    /// A rule from an editor's fields. What they leave open comes from `start`: `every: year, days: first monday` means
    /// the first Monday of the start's month.
    pub fn from_fields(fields: &RuleFields<'_>, start: Date) -> Result<Self, RuleError> {
        let frequency = fields.every.frequency;
        let mut rule = Self::from_interval(fields.every);
        rule.end = match (fields.until, fields.count) {
            (Some(_), Some(_)) => return Err(RuleError::CountAndUntil),
            (Some(until), None) => RuleEnd::Until(Until::Date(until)),
            (None, Some(count)) => RuleEnd::Count(check_count(count)?),
            (None, None) => RuleEnd::Never,
        };
        for day in fields.days {
            match (*day, frequency) {
                (DaySpec::Weekday(weekday), Frequency::Monthly | Frequency::Yearly) => {
                    return Err(RuleError::AmbiguousWeekday { weekday, frequency });
                }
                (DaySpec::NthWeekday(..) | DaySpec::DayOfMonth(_), Frequency::Daily | Frequency::Weekly) => {
                    return Err(RuleError::DayNotInPeriod { day: *day, frequency });
                }
                (DaySpec::Weekday(weekday), _) => rule.by_day.push(ByDay::new(0, weekday)),
                (DaySpec::NthWeekday(nth, weekday), _) => rule.by_day.push(ByDay::new(nth, weekday)),
                (DaySpec::DayOfMonth(day), _) => rule.by_month_day.push(day),
            }
        }
        // In an RRULE both together would mean only the dates that are both.
        if !rule.by_day.is_empty() && !rule.by_month_day.is_empty() {
            return Err(RuleError::MixedDays);
        }
        if frequency == Frequency::Yearly && !fields.days.is_empty() {
            rule.by_month.push(start.month());
        }
        rule.sort_lists();
        Ok(rule)
    }
}

/// Refuses a count of nothing and one that is too high.
pub(super) fn check_count(count: u32) -> Result<u32, RuleError> {
    match count {
        0 => Err(RuleError::InvalidValue { part: "COUNT", value: "0".into() }),
        1..=MAX_COUNT => Ok(count),
        _ => Err(RuleError::CountTooHigh { count: count.to_string() }),
    }
}
