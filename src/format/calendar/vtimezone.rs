//! `VTIMEZONE` (RFC 5545 §3.6.5): the rules of a zone for the years of a calendar.
//!
//! Each kind of change is an observance with a list of its days (`RDATE`). No rule describes Ramadan in Casablanca or
//! the two-hour shift at Troll station; dates are right for every zone.

use jiff::civil::{Date, date};
use jiff::tz::{Dst, Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::content_lines::{ContentLines, format_date_time};

/// The last year of a series without an end.
pub(super) const ENDLESS_UNTIL_YEAR: i16 = 2050;

/// The changes of the clocks from one offset to another.
struct Observance {
    is_daylight: bool,
    offset_from: Offset,
    offset_to: Offset,
    name: String,
    onsets: Vec<Timestamp>,
}

/// Writes the rules of a zone from the first day of one year to the last day of another.
pub(super) fn write_vtimezone(name: &str, zone: &TimeZone, first: i16, last: i16) -> String {
    let mut lines = ContentLines::default();
    lines.push("BEGIN", "VTIMEZONE");
    lines.push_text("TZID", name);
    for observance in find_observances(zone, first, last) {
        let component = if observance.is_daylight { "DAYLIGHT" } else { "STANDARD" };
        lines.push("BEGIN", component);
        // The time of a change is given in the offset before it.
        let onsets = observance.onsets.iter().map(|onset| format_date_time(observance.offset_from.to_datetime(*onset)));
        let onsets: Vec<String> = onsets.collect();
        lines.push("DTSTART", onsets.first().map_or("", String::as_str));
        // The first date is repeated, and each has a line of its own: if there are `RDATE` lines, ical.js reads these
        // alone, and only the first date of each line.
        onsets.iter().filter(|_| onsets.len() > 1).for_each(|onset| lines.push("RDATE", onset));
        lines.push("TZOFFSETFROM", &format_utc_offset(observance.offset_from));
        lines.push("TZOFFSETTO", &format_utc_offset(observance.offset_to));
        lines.push_text("TZNAME", &observance.name);
        lines.push("END", component);
    }
    lines.push("END", "VTIMEZONE");
    lines.into_string()
}

/// The offset at the start of the years, and every change in them.
fn find_observances(zone: &TimeZone, first: i16, last: i16) -> Vec<Observance> {
    // One more day at both ends, because years begin at other times elsewhere.
    let begin = utc_midnight(date(first.clamp(1, 9998), 1, 1)).saturating_sub(24.hours()).unwrap_or(Timestamp::MIN);
    let end = utc_midnight(date(last.clamp(1, 9998), 12, 31)).saturating_add(48.hours()).unwrap_or(Timestamp::MAX);
    let mut found: Vec<Observance> = Vec::new();
    let mut add = |onset: Timestamp, from: Offset| {
        let info = zone.to_offset_info(onset);
        let (is_summer, to, name) = (info.dst() == Dst::Yes, info.offset(), info.abbreviation());
        let known = found.iter_mut().find(|known| {
            (known.is_daylight, known.offset_from, known.offset_to, known.name.as_str()) == (is_summer, from, to, name)
        });
        match known {
            Some(known) => known.onsets.push(onset),
            None => found.push(Observance {
                is_daylight: is_summer,
                offset_from: from,
                offset_to: to,
                name: name.to_owned(),
                onsets: vec![onset],
            }),
        }
    };
    let offset_before = |onset: Timestamp| zone.to_offset(onset.saturating_sub(1.second()).unwrap_or(Timestamp::MIN));
    match zone.preceding(begin).next().map(|change| change.timestamp()) {
        Some(onset) => add(onset, offset_before(onset)),
        // The zone never had another offset, so any early day is right.
        None => add(utc_midnight(date(first.clamp(1, 1970), 1, 1)), zone.to_offset(begin)),
    }
    let just_before = begin.saturating_sub(1.nanosecond()).unwrap_or(begin);
    for change in zone.following(just_before).take_while(|change| change.timestamp() <= end) {
        add(change.timestamp(), offset_before(change.timestamp()));
    }
    found
}

fn utc_midnight(day: Date) -> Timestamp {
    TimeZone::UTC.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).unwrap_or(Timestamp::MIN)
}

/// `+0545`, `-033052` (§3.3.14).
fn format_utc_offset(offset: Offset) -> String {
    let (sign, seconds) = (if offset.seconds() < 0 { '-' } else { '+' }, offset.seconds().unsigned_abs());
    let text = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds % 60 == 0 { text } else { format!("{text}{:02}", seconds % 60) }
}
