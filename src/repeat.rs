//! How an event repeats, as editors write it: `{every: week, days: [tue], until: 2027-12-14}`.
//!
//! This room reads the words. Expanding a rule into dates and saying it aloud belong here as well
//! and build on these types; the model of an event does not change for them.

use jiff::civil::{Date, Weekday};

/// The unit of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks from Monday (RFC 5545 `WKST=MO`).
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

/// A step: `week`, `2 weeks`, `every 3 months`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// How many units, at least one (RFC 5545 `INTERVAL`).
    pub count: u16,
    /// Of what.
    pub unit: Unit,
}

/// A day of a rule: `tue`, `second thursday`, `last friday`, `15`, `last day`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Every such weekday.
    Weekday(Weekday),
    /// The nth such weekday of the month; `-1` is the last.
    Nth(i8, Weekday),
    /// A day of the month; `-1` is the last.
    OfMonth(i8),
}

/// Reads a step.
pub fn parse_step(text: &str) -> Option<Step> {
    let lower = text.trim().to_lowercase();
    let mut words: Vec<&str> = lower.split_whitespace().filter(|word| *word != "every").collect();
    let unit = match words.pop()?.trim_end_matches('s') {
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        "fortnight" => return words.is_empty().then_some(Step { count: 2, unit: Unit::Week }),
        _ => return None,
    };
    let count = match words.as_slice() {
        [] => 1,
        ["other"] | ["second"] => 2,
        [number] => number.parse().ok().filter(|count| *count > 0)?,
        _ => return None,
    };
    Some(Step { count, unit })
}

/// Reads a day.
pub fn parse_day(text: &str) -> Option<Day> {
    let lower = text.trim().to_lowercase();
    match lower.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["last", "day"] => Some(Day::OfMonth(-1)),
        [nth, day] => Some(Day::Nth(parse_nth(nth)?, parse_weekday(day)?)),
        [word] => parse_weekday(word).map(Day::Weekday).or_else(|| {
            let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            number.parse().ok().filter(|day| (1..=31).contains(day)).map(Day::OfMonth)
        }),
        _ => None,
    }
}

/// Reads `mon`, `Monday`, `weds`.
pub fn parse_weekday(text: &str) -> Option<Weekday> {
    let word = text.trim_end_matches('.').to_lowercase();
    let known: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let singular = word.strip_suffix('s').unwrap_or(&word);
    known
        .into_iter()
        .find(|(name, _)| {
            (word.len() >= 2 && name.starts_with(&word)) || (singular.len() >= 3 && name.starts_with(singular))
        })
        .map(|(_, day)| day)
}

fn parse_nth(text: &str) -> Option<i8> {
    Some(match text {
        "first" | "1st" => 1,
        "second" | "2nd" => 2,
        "third" | "3rd" => 3,
        "fourth" | "4th" => 4,
        "fifth" | "5th" => 5,
        "last" => -1,
        _ => return None,
    })
}

/// The parts of a raw `RRULE` value (RFC 5545 §3.3.10), in the order written; `None` when it is not one.
pub fn parse_rrule(text: &str) -> Option<Vec<(String, String)>> {
    let text = text.trim();
    let text = text.strip_prefix("RRULE:").unwrap_or(text);
    let parts: Option<Vec<(String, String)>> = text
        .split(';')
        .map(|part| part.split_once('=').map(|(name, value)| (name.trim().to_uppercase(), value.trim().to_uppercase())))
        .collect();
    parts.filter(|parts| {
        parts.iter().any(|(name, _)| name == "FREQ") && parts.iter().all(|(_, value)| !value.is_empty())
    })
}

/// A date after which a rule surely has no occurrence; `None` when it has no end.
///
/// `until` is inclusive. For `count` this is an upper bound: the step taken `count` times, with room for
/// months that have no such day (at most one in seven for `fifth friday`, one in eight for 29 February).
pub fn last_day(start: Date, step: Step, until: Option<Date>, count: Option<u32>) -> Option<Date> {
    if until.is_some() {
        return until;
    }
    let days_each = match step.unit {
        Unit::Day => 1,
        Unit::Week => 7,
        Unit::Month => 31 * 8,
        Unit::Year => 366 * 8,
    };
    let days = i64::from(count?).checked_mul(i64::from(step.count))?.checked_mul(days_each)?;
    start.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_and_days_are_read_as_words() {
        assert_eq!(parse_step("week"), Some(Step { count: 1, unit: Unit::Week }));
        assert_eq!(parse_step("every 2 weeks"), Some(Step { count: 2, unit: Unit::Week }));
        assert_eq!(parse_step("fortnight"), Some(Step { count: 2, unit: Unit::Week }));
        assert_eq!(parse_step("0 weeks"), None);
        assert_eq!(parse_day("tue"), Some(Day::Weekday(Weekday::Tuesday)));
        assert_eq!(parse_day("Weds"), Some(Day::Weekday(Weekday::Wednesday)));
        assert_eq!(parse_day("second thursday"), Some(Day::Nth(2, Weekday::Thursday)));
        assert_eq!(parse_day("last friday"), Some(Day::Nth(-1, Weekday::Friday)));
        assert_eq!(parse_day("15th"), Some(Day::OfMonth(15)));
        assert_eq!(parse_day("last day"), Some(Day::OfMonth(-1)));
        assert_eq!(parse_day("someday"), None);
    }

    #[test]
    fn a_raw_rule_needs_a_frequency() {
        assert!(parse_rrule("FREQ=WEEKLY;BYDAY=TU").is_some());
        assert_eq!(parse_rrule("BYDAY=TU"), None);
        assert_eq!(parse_rrule("weekly"), None);
    }
}
