//! Time zones, and the days in them.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// The first instant of a day in a zone.
pub fn start_of_day(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_zoned(date.to_datetime(Time::midnight()))
        .ok()
        .and_then(|zoned| zoned.start_of_day().ok())
        .map(|zoned| zoned.timestamp())
}

/// The first instant after a day in a zone.
pub fn end_of_day(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    start_of_day(date.checked_add(1.day()).ok()?, zone)
}

/// An instant as RFC 3339 writes it, with the offset of a zone, so that the day there can be read too.
pub fn to_rfc3339(instant: Timestamp, zone: &TimeZone) -> String {
    instant.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// An IANA zone by its name, from the tables built into the program.
pub fn find_zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// The IANA zone names, for suggestions.
pub fn zone_names() -> Vec<String> {
    jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect()
}
