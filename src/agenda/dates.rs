//! Days and instants in English words, and as text for serde.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Serializer;

use crate::language::{english_time, english_weekday_date, format_count};

/// `Friday 18 June 2027, 6.30pm`; a midnight is the start of its day.
pub fn instant_in_words(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned(zone.clone());
    match local.time() {
        time if time == Time::midnight() => format!("midnight at the start of {}", english_weekday_date(local.date())),
        time => format!("{}, {}", english_weekday_date(local.date()), english_time(time)),
    }
}

/// The same text for an end: midnight is `the end of Thursday 17 June 2027`.
pub(super) fn end_in_words(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned(zone.clone());
    let begins = local.start_of_day().is_ok_and(|start| start.timestamp() == at);
    match local.date().checked_sub(1.day()) {
        Ok(last) if begins => format!("the end of {}", english_weekday_date(last)),
        _ => instant_in_words(at, zone),
    }
}

/// `today`, `tomorrow`, `in 12 days`, `3 days ago`.
pub(super) fn relative_day(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        ahead if ahead > 0 => format!("in {}", days_in_words(ahead)),
        past => format!("{} ago", days_in_words(-past)),
    }
}

fn days_in_words(days: i64) -> String {
    format_count(usize::try_from(days).unwrap_or(0), "day", "days")
}

/// The number of days from one day to another.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// For serde: serialises a value as its text (`2027-06-18`, `2027-06-18T17:30:00Z`).
pub fn text<T: std::fmt::Display, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(value)
}

/// For serde: serialises an optional value as its text.
pub fn maybe_text<T: std::fmt::Display, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => to.collect_str(value),
        None => to.serialize_none(),
    }
}
