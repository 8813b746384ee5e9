//! Days and times of day as text.

use jiff::civil::{Date, Time};

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// `05/06/2026` and the like, with the dates that it may mean: two, one or none.
    NotIso(Vec<Date>),
    /// A day or time that does not exist, such as `2027-02-30`.
    NoSuchDay,
    /// Something else.
    Unrecognised,
}

/// Reads `2027-06-18` or `2027-6-18`.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    if let Some(error) = detect_non_iso_date(text) {
        return Err(error);
    }
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return Err(DateError::Unrecognised) };
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4
        || !(1..=2).contains(&month.len())
        || !(1..=2).contains(&day.len())
        || !parts.iter().all(|p| digits(p))
    {
        return Err(DateError::Unrecognised);
    }
    let (year, month, day) = (year.parse(), month.parse(), day.parse());
    match (year, month, day) {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).map_err(|_| DateError::NoSuchDay),
        _ => Err(DateError::Unrecognised),
    }
}

/// Reads `18:30`, `9:30`, `18:30:00`; also `18.30`.
pub fn parse_time(text: &str) -> Result<Time, DateError> {
    let parts: Vec<&str> = text.split([':', '.']).collect();
    if !(2..=3).contains(&parts.len()) || parts.iter().skip(1).any(|part| part.len() != 2) || parts[0].len() > 2 {
        return Err(DateError::Unrecognised);
    }
    let mut numbers = [0i8; 3];
    for (number, part) in numbers.iter_mut().zip(&parts) {
        *number = part.parse().map_err(|_| DateError::Unrecognised)?;
    }
    Time::new(numbers[0], numbers[1], numbers[2], 0).map_err(|_| DateError::NoSuchDay)
}

/// Splits `18:30+01:00` or `18:30Z` into the wall time and the offset in seconds.
pub(super) fn split_offset(time_text: &str) -> Result<(&str, Option<i32>), DateError> {
    if let Some(utc) = time_text.strip_suffix(['Z', 'z']) {
        return Ok((utc, Some(0)));
    }
    let Some(at) = time_text.find(['+', '-']) else { return Ok((time_text, None)) };
    let sign = if time_text.as_bytes()[at] == b'-' { -1 } else { 1 };
    let digits: String = time_text[at + 1..].chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        2 => (digits.parse::<i32>(), Ok(0)),
        4 => (digits[..2].parse(), digits[2..].parse()),
        _ => return Err(DateError::Unrecognised),
    };
    match (hours, minutes) {
        (Ok(hours), Ok(minutes)) => Ok((&time_text[..at], Some(sign * (hours * 3600 + minutes * 60)))),
        _ => Err(DateError::Unrecognised),
    }
}

/// `05/06/2026` and the like, with the dates that it may mean: day first or month first, unless the year is first.
pub(super) fn detect_non_iso_date(text: &str) -> Option<DateError> {
    let head = text.split([' ', 'T']).next().unwrap_or(text);
    let parts: Vec<&str> = head.split(['/', '.']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |s: &str| s.parse::<i16>().ok();
    let (first, second, third) = (number(first)?, number(second)?, number(third)?);
    let date = |year: i16, month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(if year < 100 { year + 2000 } else { year }, month, day).ok()
    };
    let mut readings: Vec<Date> = match first > 31 {
        true => date(first, second, third).into_iter().collect(),
        false => [date(third, second, first), date(third, first, second)].into_iter().flatten().collect(),
    };
    readings.dedup();
    Some(DateError::NotIso(readings))
}
