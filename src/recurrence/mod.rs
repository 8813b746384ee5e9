//! How an event repeats: a rule of RFC 5545 as data, its dates, and the rule said aloud.
//!
//! A [`Rule`] is made of an editor's words (`{every: week, days: [tue], until: 2027-12-14}`) or of a raw `RRULE`.
//! A [`Series`] is a rule with its start, without what is left out and with what is added. Both know dates only:
//! events have wall times, and whoever shows one puts time and zone to it.

mod dates;
mod describe;
mod parse;
mod rrule;
mod rule_error;
mod series;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;

use self::dates::Periods;
pub use self::dates::RuleDates;
pub use self::describe::describe_break;
pub use self::parse::{parse_day_spec, parse_interval, parse_weekday};
pub use self::rrule::UntilFormat;
pub use self::rule_error::RuleError;
pub use self::series::Series;

/// The unit of a step (RFC 5545 §3.3.10 `FREQ`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// Days.
    Daily,
    /// Weeks from Monday, or from the day that `WKST` names.
    Weekly,
    /// Calendar months.
    Monthly,
    /// Calendar years.
    Yearly,
}

/// A step: `week`, `2 weeks`, `every 3 months`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepeatInterval {
    /// How many units, at least one (RFC 5545 §3.3.10 `INTERVAL`).
    pub count: u16,
    /// Of what.
    pub frequency: Frequency,
}

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

/// An editor's words for a rule: the fields of `repeat:` without `rrule`.
#[derive(Clone, Copy, Debug)]
pub struct RuleFields<'a> {
    /// The step.
    pub every: RepeatInterval,
    /// The days; none means the start's own.
    pub days: &'a [DaySpec],
    /// The last day, included.
    pub until: Option<Date>,
    /// How many times, exceptions counted.
    pub count: Option<u32>,
}

/// When a rule ends (RFC 5545 §3.3.10 `COUNT`, `UNTIL`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleEnd {
    /// It does not.
    Never,
    /// After so many dates; dates that are left out count.
    Count(u32),
    /// With this, included.
    Until(Until),
}

/// The last moment of a rule (RFC 5545 §3.3.10 `UNTIL`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// A day: `20271214`.
    Date(Date),
    /// A wall time in the event's own zone: `20271214T183000`.
    Local(DateTime),
    /// An instant: `20271214T183000Z`.
    Utc(Timestamp),
}

/// A weekday of a rule: `TU`, `2TH`, `-1FR` (RFC 5545 §3.3.10 `BYDAY`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ByDay {
    /// Which one of the month or year, from the end when negative; 0 for every one.
    nth: i8,
    /// Counted from Monday, so that it has an order.
    weekday: i8,
}

/// How often a rule may count at most: nothing that people come to happens more often, and counting to
/// billions would keep a build waiting.
pub const MAX_COUNT: u32 = 100_000;

/// A recurrence rule (RFC 5545 §3.3.10) of whole days.
///
/// What a rule does not say it takes from its start: `FREQ=MONTHLY` alone is the start's day of the month. Two
/// points that the RFC leaves open: a start that its own rule does not give is left out (§3.8.5.3 calls that
/// undefined), and the days of a year are those of the calendar, also where `BYWEEKNO` names a week that
/// reaches into the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecurrenceRule {
    interval: RepeatInterval,
    end: RuleEnd,
    by_month: Vec<i8>,
    by_week_no: Vec<i8>,
    by_year_day: Vec<i16>,
    by_month_day: Vec<i8>,
    by_day: Vec<ByDay>,
    by_set_pos: Vec<i16>,
    week_start: Weekday,
}

impl RecurrenceRule {
    /// A rule from an editor's words. `start` gives what words leave open: `every: year, days: first monday` is
    /// the first Monday of the start's month.
    pub fn from_fields(fields: &RuleFields<'_>, start: Date) -> Result<Self, RuleError> {
        let frequency = fields.every.frequency;
        let mut rule = Self::from_interval(fields.every);
        rule.end = match (fields.until, fields.count) {
            (Some(_), Some(_)) => return Err(RuleError::CountAndUntil),
            (Some(until), None) => RuleEnd::Until(Until::Date(until)),
            (None, Some(count)) => RuleEnd::Count(check_count(count)?),
            (None, None) => RuleEnd::Never,
        };
        for day in fields.days {
            match (*day, frequency) {
                (DaySpec::Weekday(weekday), Frequency::Monthly | Frequency::Yearly) => {
                    return Err(RuleError::AmbiguousWeekday { weekday, frequency });
                }
                (DaySpec::NthWeekday(..) | DaySpec::DayOfMonth(_), Frequency::Daily | Frequency::Weekly) => {
                    return Err(RuleError::DayNotInPeriod { day: *day, frequency });
                }
                (DaySpec::Weekday(weekday), _) => rule.by_day.push(ByDay::new(0, weekday)),
                (DaySpec::NthWeekday(nth, weekday), _) => rule.by_day.push(ByDay::new(nth, weekday)),
                (DaySpec::DayOfMonth(day), _) => rule.by_month_day.push(day),
            }
        }
        // In an RRULE both kinds together would mean dates that are of both at once.
        if !rule.by_day.is_empty() && !rule.by_month_day.is_empty() {
            return Err(RuleError::MixedDays);
        }
        if frequency == Frequency::Yearly && !fields.days.is_empty() {
            rule.by_month.push(start.month());
        }
        rule.sort_lists();
        Ok(rule)
    }

    /// A step without anything else.
    fn from_interval(interval: RepeatInterval) -> Self {
        Self {
            interval: RepeatInterval { count: interval.count.max(1), ..interval },
            end: RuleEnd::Never,
            by_month: Vec::new(),
            by_week_no: Vec::new(),
            by_year_day: Vec::new(),
            by_month_day: Vec::new(),
            by_day: Vec::new(),
            by_set_pos: Vec::new(),
            week_start: Weekday::Monday,
        }
    }

    /// Its step: `FREQ` and `INTERVAL`.
    pub fn interval(&self) -> RepeatInterval {
        self.interval
    }

    /// When it ends.
    pub fn end(&self) -> RuleEnd {
        self.end
    }

    /// The rule with its end as a date: that of the last day on which an event that begins at `time` (none for
    /// whole days) in `zone` still begins by then. Without this a date-time counts as its whole day.
    pub fn resolve_until(mut self, time: Option<Time>, zone: &TimeZone) -> Self {
        let time = time.unwrap_or(Time::midnight());
        let (day, includes_day) = match self.end {
            RuleEnd::Until(Until::Local(last)) => (last.date(), last.time() >= time),
            RuleEnd::Until(Until::Utc(last)) => {
                let day = last.to_zoned(zone.clone()).date();
                // A wall time that does not exist is read with the offset before the gap (RFC 5545 §3.3.5).
                (day, zone.to_timestamp(day.to_datetime(time)).is_ok_and(|begin| begin <= last))
            }
            RuleEnd::Never | RuleEnd::Count(_) | RuleEnd::Until(Until::Date(_)) => return self,
        };
        let last = if includes_day { day } else { day.yesterday().unwrap_or(day) };
        self.end = RuleEnd::Until(Until::Date(last));
        self
    }

    /// Whether the start is a date of its own rule. If not, the first date is the next one that is.
    pub fn includes_start(&self, start: Date) -> bool {
        self.dates(start).next() == Some(start)
    }

    /// Whether other programs read it as it is read here. They differ over days with and without a number beside each
    /// other, over weeks by their numbers, and over positions in a week that begins before the start.
    pub fn is_portable(&self) -> bool {
        let numbered = self.by_day.iter().filter(|day| day.nth != 0).count();
        let positions_in_weeks = !self.by_set_pos.is_empty() && self.interval.frequency == Frequency::Weekly;
        (numbered == 0 || numbered == self.by_day.len()) && self.by_week_no.is_empty() && !positions_in_weeks
    }

    /// Whether months or years are left out because they do not have its day, as with the 31st or 29 February.
    /// RFC 5545 wants that; who means the end of the month writes `days: last day`.
    pub fn skips_months(&self, start: Date) -> bool {
        let rule = self.with_start_defaults(start);
        let only_month_days = rule.by_day.is_empty()
            && rule.by_week_no.is_empty()
            && rule.by_year_day.is_empty()
            && rule.by_set_pos.is_empty();
        let highest = rule.by_month_day.iter().map(|day| day.abs()).max().unwrap_or(0);
        if !only_month_days || highest <= 28 || rule.interval.frequency < Frequency::Monthly {
            return false;
        }
        let end = match self.end {
            RuleEnd::Never => None,
            RuleEnd::Count(_) => self.dates(start).last(),
            RuleEnd::Until(_) => self.until_date(),
        };
        // Within a hundred steps each month that is ever met has been met in a year that is no leap year.
        Periods::new(&rule, start).month_starts(100).any(|month| {
            (rule.by_month.is_empty() || rule.by_month.contains(&month.month()))
                && month.days_in_month() < highest
                && end.is_none_or(|end| month.last_of_month() <= end)
        })
    }

    /// The last date that `UNTIL` lets pass.
    fn until_date(&self) -> Option<Date> {
        match self.end {
            RuleEnd::Until(Until::Date(date)) => Some(date),
            RuleEnd::Until(Until::Local(last)) => Some(last.date()),
            RuleEnd::Until(Until::Utc(last)) => Some(last.to_zoned(TimeZone::UTC).date()),
            RuleEnd::Never | RuleEnd::Count(_) => None,
        }
    }

    /// The rule with what it takes from its start (RFC 5545 §3.3.10: "information, not contained in the rule").
    fn with_start_defaults(&self, start: Date) -> Self {
        let mut rule = self.clone();
        let has_no_day = rule.by_year_day.is_empty() && rule.by_month_day.is_empty() && rule.by_day.is_empty();
        match rule.interval.frequency {
            Frequency::Daily => {}
            Frequency::Weekly if has_no_day => rule.by_day.push(ByDay::new(0, start.weekday())),
            Frequency::Yearly if has_no_day && !rule.by_week_no.is_empty() => {
                rule.by_day.push(ByDay::new(0, start.weekday()))
            }
            Frequency::Yearly if has_no_day && rule.by_month.is_empty() => {
                rule.by_month.push(start.month());
                rule.by_month_day.push(start.day());
            }
            Frequency::Monthly | Frequency::Yearly if has_no_day => rule.by_month_day.push(start.day()),
            Frequency::Weekly | Frequency::Monthly | Frequency::Yearly => {}
        }
        rule
    }

    /// Every list in order and without doubles.
    fn sort_lists(&mut self) {
        fn sort_and_dedup<T: Ord>(list: &mut Vec<T>) {
            list.sort();
            list.dedup();
        }
        sort_and_dedup(&mut self.by_month);
        sort_and_dedup(&mut self.by_week_no);
        sort_and_dedup(&mut self.by_year_day);
        sort_and_dedup(&mut self.by_month_day);
        sort_and_dedup(&mut self.by_day);
        sort_and_dedup(&mut self.by_set_pos);
    }
}

impl ByDay {
    fn new(nth: i8, weekday: Weekday) -> Self {
        Self { nth, weekday: weekday.to_monday_zero_offset() }
    }

    fn weekday(self) -> Weekday {
        Weekday::from_monday_zero_offset(self.weekday).expect("made of a weekday")
    }
}

/// A count that can be counted to.
fn check_count(count: u32) -> Result<u32, RuleError> {
    match count {
        0 => Err(RuleError::InvalidValue { part: "COUNT", value: "0".into() }),
        1..=MAX_COUNT => Ok(count),
        _ => Err(RuleError::CountTooHigh { count: count.to_string() }),
    }
}
