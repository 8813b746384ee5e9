//! Lengths of time as editors write them.

/// Parses `90 minutes`, `2 hours`, `1h30`, `2 days`; the result is in minutes.
pub fn parse_duration(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let mut minutes = 0u32;
    let mut previous_unit = 0;
    for (number, unit) in split_amounts(text.trim()) {
        let amount: f64 = number.parse().ok()?;
        let unit_minutes = match unit.trim().trim_start_matches("and ").trim_end_matches('s') {
            "m" | "min" | "minute" => 1,
            "h" | "hr" | "hour" => 60,
            "d" | "day" => 1440,
            "week" => 10_080,
            // The minutes of `1h30`.
            "" if previous_unit == 60 => 1,
            _ => return None,
        };
        minutes = minutes.checked_add((amount * f64::from(unit_minutes)).round() as u32)?;
        previous_unit = unit_minutes;
    }
    (minutes > 0).then_some(minutes)
}

/// Numbers with the words behind them; commas are left out.
fn split_amounts(text: &str) -> Vec<(String, String)> {
    let mut amounts: Vec<(String, String)> = Vec::new();
    for c in text.chars().filter(|c| *c != ',') {
        let is_digit = c.is_ascii_digit() || c == '.';
        match amounts.last_mut() {
            Some((number, unit)) if is_digit && unit.trim().is_empty() => number.push(c),
            Some((_, unit)) if !is_digit => unit.push(c),
            _ if is_digit => amounts.push((c.to_string(), String::new())),
            _ => amounts.push((String::new(), c.to_string())),
        }
    }
    amounts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_people_write_them() {
        assert_eq!(parse_duration("90 minutes"), Some(90));
        assert_eq!(parse_duration("1h30"), Some(90));
        assert_eq!(parse_duration("2 hours"), Some(120));
        assert_eq!(parse_duration("1 hour 15 min"), Some(75));
        assert_eq!(parse_duration("3 days"), Some(4320));
        assert_eq!(parse_duration("a while"), None);
    }
}
