//! Wall times, zones, and the one clock.
//!
//! Editors write wall times (`2027-06-18 18:30`), never offsets; a zone turns them into instants.
//! `now` is reachable only through [`Clock`], which remembers the nearest turn that anybody asked about:
//! so a publication knows to the second when it would change by itself, and no list of boundaries is kept by hand.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};

/// The moment a publication is made for, and the nearest later moment that would change it.
#[derive(Debug)]
pub struct Clock {
    now: Timestamp,
    /// Seconds since the epoch; `i64::MAX` when nothing was asked about.
    next_second: AtomicI64,
}

impl Clock {
    /// A clock that stands at `now`.
    pub fn new(now: Timestamp) -> Self {
        Self { now, next_second: AtomicI64::new(i64::MAX) }
    }

    /// Whether `instant` has come. One that has not is remembered as a turn.
    pub fn has_reached(&self, instant: Timestamp) -> bool {
        if instant <= self.now {
            return true;
        }
        // A turn inside a second counts from the next whole one, so that it has surely come by then.
        let second = instant.as_second() + i64::from(instant.subsec_nanosecond() > 0);
        self.next_second.fetch_min(second, Ordering::Relaxed);
        false
    }

    /// The day it is in `zone`; the coming midnight is remembered as a turn.
    pub fn today(&self, zone: &TimeZone) -> Date {
        let today = self.now.to_zoned(zone.clone()).date();
        if let Ok(tomorrow) = today.checked_add(1.day())
            && let Some(midnight) = start_of_day(tomorrow, zone)
        {
            self.has_reached(midnight);
        }
        today
    }

    /// The first day of the month it is in `zone`; the coming month is remembered as a turn.
    pub fn first_of_month(&self, zone: &TimeZone) -> Date {
        let first = self.now.to_zoned(zone.clone()).date().first_of_month();
        if let Ok(next) = first.checked_add(1.month())
            && let Some(next_month_start) = start_of_day(next, zone)
        {
            self.has_reached(next_month_start);
        }
        first
    }

    /// Takes over what another clock, that stood at the same moment, was asked about.
    pub fn include(&self, change_point: ChangePoint) {
        self.next_second.fetch_min(change_point.0, Ordering::Relaxed);
    }

    /// The nearest turn that was asked about.
    pub fn change_point(&self) -> ChangePoint {
        ChangePoint(self.next_second.load(Ordering::Relaxed))
    }

    /// The nearest instant at which an answer given so far would be another one.
    pub fn next_change(&self) -> Option<Timestamp> {
        match self.next_second.load(Ordering::Relaxed) {
            i64::MAX => None,
            second => Timestamp::from_second(second).ok(),
        }
    }
}

/// A turn of a clock, as a small value to be kept for many records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangePoint(i64);

impl ChangePoint {
    /// Whether it has not come by an instant.
    pub fn is_after(self, instant: Timestamp) -> bool {
        self.0 > instant.as_second()
    }
}

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

/// An instant as RFC 3339 writes it, with the offset of a zone: so that it also tells the day there.
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

/// Which of two equal wall times, on the day that an hour comes twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// `2027-10-31 01:30 first`: before the clocks go back.
    First,
    /// `2027-10-31 01:30 second`: after.
    Second,
}

/// What an editor wrote for a date: a whole day, or a wall time on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The wall time; none for a whole day.
    pub time: Option<Time>,
    /// Which one, where a wall time comes twice.
    pub fold: Option<Fold>,
    /// An offset in seconds that was written although wall times carry none.
    pub offset: Option<i32>,
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// `05/06/2026`: with the two dates it may mean, when there are two.
    NotIso(Option<Date>, Option<Date>),
    /// Right shape, but there is no such day or hour.
    NoSuchDay,
    /// Something else.
    Unrecognised,
}

/// Why a wall time has no single instant in its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WallTimeError {
    /// The clocks jump over it.
    DoesNotExist,
    /// It comes twice and neither `first` nor `second` was written.
    Ambiguous,
}

impl Moment {
    /// A whole day.
    pub fn from_date(date: Date) -> Self {
        Self { date, time: None, fold: None, offset: None }
    }

    /// Reads `2027-06-18`, `2027-06-18 18:30`, `2027-06-18T9:30`, with seconds, with `first` or `second`.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        if let Some(error) = detect_non_iso_date(text) {
            return Err(error);
        }
        let (day, rest) = match text.find(['T', ' ', 't']) {
            Some(at) => (&text[..at], text[at + 1..].trim()),
            None => (text, ""),
        };
        let date = parse_date(day)?;
        let mut words = rest.split_whitespace();
        let Some(time_text) = words.next() else { return Ok(Self::from_date(date)) };
        let (clock, offset) = split_offset(time_text)?;
        let time = parse_time(clock)?;
        let fold = match words.next() {
            None => None,
            Some("first") => Some(Fold::First),
            Some("second") => Some(Fold::Second),
            Some(_) => return Err(DateError::Unrecognised),
        };
        if words.next().is_some() {
            return Err(DateError::Unrecognised);
        }
        Ok(Self { date, time: Some(time), fold, offset })
    }

    /// The instant of this wall time in a zone; a whole day counts from its beginning.
    pub fn instant(&self, zone: &TimeZone) -> Result<Timestamp, WallTimeError> {
        let Some(time) = self.time else {
            return start_of_day(self.date, zone).ok_or(WallTimeError::DoesNotExist);
        };
        let ambiguous = zone.to_ambiguous_timestamp(self.date.to_datetime(time));
        use AmbiguousOffset::{Fold as Twice, Gap, Unambiguous};
        let timestamp = match (ambiguous.offset(), self.resolve_fold(ambiguous.offset())) {
            (Unambiguous { .. }, _) => ambiguous.compatible(),
            (Gap { .. }, _) => return Err(WallTimeError::DoesNotExist),
            (Twice { .. }, Some(Fold::First)) => ambiguous.earlier(),
            (Twice { .. }, Some(Fold::Second)) => ambiguous.later(),
            (Twice { .. }, None) => return Err(WallTimeError::Ambiguous),
        };
        timestamp.map_err(|_| WallTimeError::DoesNotExist)
    }

    /// The instant, taking the later reading where the wall time is in doubt.
    pub fn latest_instant(&self, zone: &TimeZone) -> Option<Timestamp> {
        match self.time {
            None => start_of_day(self.date, zone),
            Some(time) => {
                let ambiguous = zone.to_ambiguous_timestamp(self.date.to_datetime(time));
                let first = self.resolve_fold(ambiguous.offset()) == Some(Fold::First);
                if first { ambiguous.earlier() } else { ambiguous.later() }.ok()
            }
        }
    }

    /// Which of two equal wall times: as written, or as an offset that is one of the two tells.
    fn resolve_fold(&self, offset: AmbiguousOffset) -> Option<Fold> {
        let AmbiguousOffset::Fold { before, after } = offset else { return self.fold };
        self.fold.or_else(|| match self.offset? {
            stated if stated == before.seconds() => Some(Fold::First),
            stated if stated == after.seconds() => Some(Fold::Second),
            _ => None,
        })
    }

    /// The instant at which something that lasts *until* this moment is over: the end of a whole day.
    pub fn end_instant(&self, zone: &TimeZone) -> Option<Timestamp> {
        match self.time {
            None => end_of_day(self.date, zone),
            Some(_) => self.latest_instant(zone),
        }
    }

    /// Day and time together; midnight for a whole day.
    pub fn datetime(&self) -> DateTime {
        self.date.to_datetime(self.time.unwrap_or(Time::midnight()))
    }

    /// As machines read it: `2027-06-18`, or `2027-06-18T18:30`.
    pub fn to_iso8601(&self) -> String {
        match self.time {
            None => self.date.to_string(),
            Some(time) => format!("{}T{:02}:{:02}", self.date, time.hour(), time.minute()),
        }
    }
}

/// The moment that an option names: an instant such as `2027-06-18T18:30Z`, or a day: its noon in UTC, which is that
/// day nearly everywhere. (The network's own zone is known only after reading it.)
pub fn parse_instant(text: &str) -> Option<Timestamp> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    let mut moment = Moment::parse(text.trim_end_matches('Z')).ok()?;
    moment.time.get_or_insert(jiff::civil::time(12, 0, 0, 0));
    moment.instant(&TimeZone::UTC).ok()
}

/// Reads `2027-06-18` and nothing else.
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

/// `18:30+01:00` and `18:30Z` into the wall time and the offset in seconds.
fn split_offset(time_text: &str) -> Result<(&str, Option<i32>), DateError> {
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

/// `05/06/2026` and its like, with both dates it may mean.
fn detect_non_iso_date(text: &str) -> Option<DateError> {
    let head = text.split([' ', 'T']).next().unwrap_or(text);
    let parts: Vec<&str> = head.split(['/', '.']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |s: &str| s.parse::<i16>().ok();
    let (first, second, third) = (number(first)?, number(second)?, number(third)?);
    let date = |year: i16, month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(if year < 100 { year + 2000 } else { year }, month, day).ok()
    };
    if first > 31 {
        return Some(DateError::NotIso(date(first, second, third), None));
    }
    Some(match (date(third, second, first), date(third, first, second)) {
        (Some(day_first), month_first) => {
            DateError::NotIso(Some(day_first), month_first.filter(|other| *other != day_first))
        }
        (None, month_first) => DateError::NotIso(month_first, None),
    })
}

/// A length of time as editors write it: `90 minutes`, `2 hours`, `1h30`, `2 days`. In minutes.
pub fn parse_duration(text: &str) -> Option<u32> {
    let text = text.trim().to_lowercase();
    let mut minutes = 0u32;
    let mut number = String::new();
    let mut unit = String::new();
    let mut last_unit_minutes = 0u32;
    let mut add_amount = |number: &mut String, unit: &mut String| -> Option<()> {
        if number.is_empty() && unit.trim().is_empty() {
            return Some(());
        }
        let amount: f64 = number.parse().ok()?;
        let unit_minutes = match unit.trim().trim_start_matches("and ").trim_end_matches('s') {
            "m" | "min" | "minute" => 1,
            "h" | "hr" | "hour" => 60,
            "d" | "day" => 1440,
            "week" => 10_080,
            "" if last_unit_minutes == 60 => 1,
            _ => return None,
        };
        last_unit_minutes = unit_minutes;
        minutes = minutes.checked_add((amount * f64::from(unit_minutes)).round() as u32)?;
        number.clear();
        unit.clear();
        Some(())
    };
    for c in text.chars() {
        if c.is_ascii_digit() || c == '.' {
            if !unit.trim().is_empty() {
                add_amount(&mut number, &mut unit)?;
            }
            number.push(c);
        } else if c != ',' {
            unit.push(c);
        }
    }
    add_amount(&mut number, &mut unit)?;
    (minutes > 0).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn london() -> TimeZone {
        find_zone("Europe/London").expect("built in")
    }

    #[test]
    fn a_clock_remembers_the_nearest_turn_only() {
        let clock = Clock::new(Timestamp::from_second(100).unwrap());
        assert!(clock.has_reached(Timestamp::from_second(100).unwrap()));
        assert_eq!(clock.next_change(), None);
        assert!(!clock.has_reached(Timestamp::from_second(900).unwrap()));
        assert!(!clock.has_reached(Timestamp::from_second(300).unwrap()));
        assert_eq!(clock.next_change(), Timestamp::from_second(300).ok());
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        assert_eq!(Moment::parse("2027-06-18").unwrap().time, None);
        assert_eq!(Moment::parse("2027-06-18 9:30").unwrap().to_iso8601(), "2027-06-18T09:30");
        assert_eq!(Moment::parse("2027-10-31 01:30 second").unwrap().fold, Some(Fold::Second));
        assert_eq!(Moment::parse("2027-06-18T18:30+01:00").unwrap().offset, Some(3600));
        assert_eq!(Moment::parse("2027-02-30"), Err(DateError::NoSuchDay));
        assert_eq!(Moment::parse("05/06/2026"), Err(DateError::NotIso(Some(date(2026, 6, 5)), Some(date(2026, 5, 6)))));
        assert_eq!(Moment::parse("soon"), Err(DateError::Unrecognised));
    }

    #[test]
    fn hours_that_the_clocks_skip_or_repeat_are_known() {
        let gap = Moment::parse("2027-03-28 01:30").unwrap();
        assert_eq!(gap.instant(&london()), Err(WallTimeError::DoesNotExist));
        let twice = Moment::parse("2027-10-31 01:30").unwrap();
        assert_eq!(twice.instant(&london()), Err(WallTimeError::Ambiguous));
        let first = Moment::parse("2027-10-31 01:30 first").unwrap().instant(&london()).unwrap();
        let second = Moment::parse("2027-10-31 01:30 second").unwrap().instant(&london()).unwrap();
        assert_eq!(second.as_second() - first.as_second(), 3600);
        let stated = |text| Moment::parse(text).unwrap().instant(&london());
        assert_eq!(stated("2027-10-31T01:30+01:00"), Ok(first));
        assert_eq!(stated("2027-10-31T01:30Z"), Ok(second));
        assert_eq!(stated("2027-10-31T01:30+05:00"), Err(WallTimeError::Ambiguous));
    }

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
