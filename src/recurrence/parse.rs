//! Reads intervals and days as editors write them.

use jiff::civil::Weekday;

use super::rule::{Frequency, RepeatInterval};

/// A day as editors write it: `tue`, `second thursday`, `last friday`, `15`, `last day`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaySpec {
    /// Every such weekday.
    Weekday(Weekday),
    /// The nth such weekday of the month; `-1` is the last.
    NthWeekday(i8, Weekday),
    /// A day of the month; `-1` is the last.
    DayOfMonth(i8),
}

/// Reads `week`, `every 2 weeks`, `fortnight`.
pub fn parse_interval(text: &str) -> Option<RepeatInterval> {
    let lower = text.trim().to_lowercase();
    let mut words: Vec<&str> = lower.split_whitespace().filter(|word| *word != "every").collect();
    let frequency = match words.pop()?.trim_end_matches('s') {
        "day" => Frequency::Daily,
        "week" => Frequency::Weekly,
        "month" => Frequency::Monthly,
        "year" => Frequency::Yearly,
        "fortnight" => return words.is_empty().then_some(RepeatInterval { count: 2, frequency: Frequency::Weekly }),
        _ => return None,
    };
    let count = match words.as_slice() {
        [] => 1,
        ["other"] | ["second"] => 2,
        [number] => number.parse().ok().filter(|count| *count > 0)?,
        _ => return None,
    };
    Some(RepeatInterval { count, frequency })
}

/// Reads `tue`, `second thursday`, `last friday`, `15`, `15th`, `last day`.
pub fn parse_day_spec(text: &str) -> Option<DaySpec> {
    let lower = text.trim().to_lowercase();
    match lower.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["last", "day"] => Some(DaySpec::DayOfMonth(-1)),
        [nth, day] => Some(DaySpec::NthWeekday(parse_ordinal(nth)?, parse_weekday(day)?)),
        [word] => {
            parse_weekday(word).map(DaySpec::Weekday).or_else(|| parse_day_of_month(word).map(DaySpec::DayOfMonth))
        }
        _ => None,
    }
}

/// Reads `15` or `15th`.
pub fn parse_day_of_month(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let is_number = digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|day| is_number && (1..=31).contains(day))
}

/// Reads `mon`, `Monday`, `weds`.
pub fn parse_weekday(text: &str) -> Option<Weekday> {
    let word = text.trim_end_matches('.').to_lowercase();
    let names: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let singular = word.strip_suffix('s').unwrap_or(&word);
    names
        .into_iter()
        .find(|(name, _)| {
            (word.len() >= 2 && name.starts_with(&word)) || (singular.len() >= 3 && name.starts_with(singular))
        })
        .map(|(_, day)| day)
}

fn parse_ordinal(text: &str) -> Option<i8> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_and_days_are_read_as_words() {
        assert_eq!(parse_interval("week"), Some(RepeatInterval { count: 1, frequency: Frequency::Weekly }));
        assert_eq!(parse_interval("every 2 weeks"), Some(RepeatInterval { count: 2, frequency: Frequency::Weekly }));
        assert_eq!(parse_interval("fortnight"), Some(RepeatInterval { count: 2, frequency: Frequency::Weekly }));
        assert_eq!(parse_interval("0 weeks"), None);
        assert_eq!(parse_day_spec("tue"), Some(DaySpec::Weekday(Weekday::Tuesday)));
        assert_eq!(parse_day_spec("Weds"), Some(DaySpec::Weekday(Weekday::Wednesday)));
        assert_eq!(parse_day_spec("second thursday"), Some(DaySpec::NthWeekday(2, Weekday::Thursday)));
        assert_eq!(parse_day_spec("last friday"), Some(DaySpec::NthWeekday(-1, Weekday::Friday)));
        assert_eq!(parse_day_spec("15th"), Some(DaySpec::DayOfMonth(15)));
        assert_eq!(parse_day_spec("last day"), Some(DaySpec::DayOfMonth(-1)));
        for text in ["someday", "15foo", "+15", "32", "0", "nd", ""] {
            assert_eq!(parse_day_spec(text), None, "{text}");
        }
    }
}
