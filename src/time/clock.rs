//! The clock: what time it is, and when the answer would change.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::zone::start_of_day;

/// The moment that a publication is made for.
///
/// It remembers the earliest later moment that it was asked about. So a publication knows to the second when it could
/// change by itself, and nobody has to list the dates that matter.
#[derive(Debug)]
pub struct Clock {
    now: Timestamp,
    /// Seconds since the epoch; `i64::MAX` while no later moment was asked about.
    next_second: AtomicI64,
}

impl Clock {
    /// A clock at this moment.
    pub fn new(now: Timestamp) -> Self {
        Self { now, next_second: AtomicI64::new(i64::MAX) }
    }

    /// Whether `instant` has come. If it has not, it is remembered as a time of change.
    pub fn has_reached(&self, instant: Timestamp) -> bool {
        if instant <= self.now {
            return true;
        }
        // Rounded up to a whole second, so that the instant has surely come by then.
        let second = instant.as_second() + i64::from(instant.subsec_nanosecond() > 0);
        self.next_second.fetch_min(second, Ordering::Relaxed);
        false
    }

    /// The day it is in `zone`; the coming midnight is remembered as a time of change.
    pub fn today(&self, zone: &TimeZone) -> Date {
        let today = self.now.to_zoned(zone.clone()).date();
        if let Ok(tomorrow) = today.checked_add(1.day())
            && let Some(midnight) = start_of_day(tomorrow, zone)
        {
            self.has_reached(midnight);
        }
        today
    }

    /// The first day of the month it is in `zone`; the start of the next is remembered as a time of change.
    pub fn first_of_month(&self, zone: &TimeZone) -> Date {
        let first = self.now.to_zoned(zone.clone()).date().first_of_month();
        if let Ok(next) = first.checked_add(1.month())
            && let Some(next_month_start) = start_of_day(next, zone)
        {
            self.has_reached(next_month_start);
        }
        first
    }

    /// Remembers what another clock at the same moment was asked about.
    pub fn include(&self, change_point: ChangePoint) {
        self.next_second.fetch_min(change_point.0, Ordering::Relaxed);
    }

    /// The earliest time of change that was asked about.
    pub fn change_point(&self) -> ChangePoint {
        ChangePoint(self.next_second.load(Ordering::Relaxed))
    }

    /// The earliest instant at which an answer given so far would be different.
    pub fn next_change(&self) -> Option<Timestamp> {
        match self.next_second.load(Ordering::Relaxed) {
            i64::MAX => None,
            second => Timestamp::from_second(second).ok(),
        }
    }
}

/// The earliest time of change of a clock, small enough to store for many records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangePoint(i64);

impl ChangePoint {
    /// Whether the time of change is after an instant.
    pub fn is_after(self, instant: Timestamp) -> bool {
        self.0 > instant.as_second()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_remembers_the_earliest_change_only() {
        let clock = Clock::new(Timestamp::from_second(100).unwrap());
        assert!(clock.has_reached(Timestamp::from_second(100).unwrap()));
        assert_eq!(clock.next_change(), None);
        assert!(!clock.has_reached(Timestamp::from_second(900).unwrap()));
        assert!(!clock.has_reached(Timestamp::from_second(300).unwrap()));
        assert_eq!(clock.next_change(), Timestamp::from_second(300).ok());
    }
}
