//! A date or wall time as an editor writes it, and its instant in a zone.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, time};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::date_text::{self, DateError, parse_date, parse_time};
use super::zone::{end_of_day, start_of_day};

/// Which of two equal wall times is meant, on the day when an hour comes twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepeatedHour {
    /// `2027-10-31 01:30 first`: before the clocks go back.
    First,
    /// `2027-10-31 01:30 second`: after the clocks go back.
    Second,
}

/// What an editor wrote for a date: a whole day, or a wall time on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The wall time; `None` for a whole day.
    pub time: Option<Time>,
    /// Which of two equal wall times is meant, if it was written.
    pub fold: Option<RepeatedHour>,
    /// An offset in seconds, if one was written; wall times need none.
    pub offset: Option<i32>,
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
        if let Some(error) = date_text::detect_non_iso_date(text) {
            return Err(error);
        }
        let (day, rest) = match text.find(['T', ' ', 't']) {
            Some(at) => (&text[..at], text[at + 1..].trim()),
            None => (text, ""),
        };
        let date = parse_date(day)?;
        let mut words = rest.split_whitespace();
        let Some(time_text) = words.next() else { return Ok(Self::from_date(date)) };
        let (clock, offset) = date_text::split_offset(time_text)?;
        let time = parse_time(clock)?;
        let fold = match words.next() {
            None => None,
            Some("first") => Some(RepeatedHour::First),
            Some("second") => Some(RepeatedHour::Second),
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
            (Twice { .. }, Some(RepeatedHour::First)) => ambiguous.earlier(),
            (Twice { .. }, Some(RepeatedHour::Second)) => ambiguous.later(),
            (Twice { .. }, None) => return Err(WallTimeError::Ambiguous),
        };
        timestamp.map_err(|_| WallTimeError::DoesNotExist)
    }

    /// The instant; the later one where the wall time comes twice or not at all.
    pub fn latest_instant(&self, zone: &TimeZone) -> Option<Timestamp> {
        match self.time {
            None => start_of_day(self.date, zone),
            Some(time) => {
                let ambiguous = zone.to_ambiguous_timestamp(self.date.to_datetime(time));
                let first = self.resolve_fold(ambiguous.offset()) == Some(RepeatedHour::First);
                if first { ambiguous.earlier() } else { ambiguous.later() }.ok()
            }
        }
    }

    /// Which of two equal wall times is meant: as written, or by an offset that fits one of them.
    fn resolve_fold(&self, offset: AmbiguousOffset) -> Option<RepeatedHour> {
        let AmbiguousOffset::Fold { before, after } = offset else { return self.fold };
        self.fold.or_else(|| match self.offset? {
            stated if stated == before.seconds() => Some(RepeatedHour::First),
            stated if stated == after.seconds() => Some(RepeatedHour::Second),
            _ => None,
        })
    }

    /// The instant at which something that lasts *until* this moment is over; for a whole day its end.
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

    /// The moment in ISO 8601: `2027-06-18`, or `2027-06-18T18:30`.
    pub fn to_iso8601(&self) -> String {
        match self.time {
            None => self.date.to_string(),
            Some(time) => format!("{}T{:02}:{:02}", self.date, time.hour(), time.minute()),
        }
    }
}

/// Reads the moment of a command's option: an instant such as `2027-06-18T18:30Z`, or a day. A day means its noon in UTC,
/// when it is that day nearly everywhere: the network's own zone is known only after reading the network.
pub fn parse_instant(text: &str) -> Option<Timestamp> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    let mut moment = Moment::parse(text.trim_end_matches('Z')).ok()?;
    moment.time.get_or_insert(time(12, 0, 0, 0));
    moment.instant(&TimeZone::UTC).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::time::find_zone;

    fn london() -> TimeZone {
        find_zone("Europe/London").expect("built in")
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        assert_eq!(Moment::parse("2027-06-18").unwrap().time, None);
        assert_eq!(Moment::parse("2027-06-18 9:30").unwrap().to_iso8601(), "2027-06-18T09:30");
        assert_eq!(Moment::parse("2027-10-31 01:30 second").unwrap().fold, Some(RepeatedHour::Second));
        assert_eq!(Moment::parse("2027-06-18T18:30+01:00").unwrap().offset, Some(3600));
        assert_eq!(Moment::parse("2027-02-30"), Err(DateError::NoSuchDay));
        assert_eq!(Moment::parse("05/06/2026"), Err(DateError::NotIso(vec![date(2026, 6, 5), date(2026, 5, 6)])));
        assert_eq!(Moment::parse("06/06/2026"), Err(DateError::NotIso(vec![date(2026, 6, 6)])));
        assert_eq!(Moment::parse("2026/06/05 18:30"), Err(DateError::NotIso(vec![date(2026, 6, 5)])));
        assert_eq!(Moment::parse("32.13.2026"), Err(DateError::NotIso(vec![])));
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
}
