//! The words of recurrence: steps and days as editors write them.

use jiff::civil::Weekday;

use super::{Day, Step, Unit};

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
}
