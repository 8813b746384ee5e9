//! A recurrence rule as data.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;

/// The period of a rule (RFC 5545 §3.3.10 `FREQ`).
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

/// How often a rule repeats: `week`, `2 weeks`, `every 3 months`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepeatInterval {
    /// How many periods, at least one (RFC 5545 §3.3.10 `INTERVAL`).
    pub count: u16,
    /// Which period.
    pub frequency: Frequency,
}

/// When a rule ends (RFC 5545 §3.3.10 `COUNT`, `UNTIL`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleEnd {
    /// The rule has no end.
    Never,
    /// After this many dates. Dates that an exception leaves out count.
    Count(u32),
    /// At this moment; an occurrence at exactly this moment belongs to the rule.
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
pub(super) struct ByDay {
    /// Which of these weekdays in the month or year, counted from the end if negative; 0 for all of them.
    pub nth: i8,
    /// Days after Monday: a number, because `Weekday` has no order.
    pub weekday_offset: i8,
}

/// The highest `COUNT` of a rule. No event takes place more often, and counting to billions would keep a build waiting.
pub const MAX_COUNT: u32 = 100_000;

/// A recurrence rule (RFC 5545 §3.3.10) of whole days.
///
/// What a rule does not say it takes from its start: `FREQ=MONTHLY` alone means the start's day of the month. The RFC
/// leaves two points open. Here a start that its own rule does not give is no date of the rule (§3.8.5.3 calls that
/// undefined), and a year has the days of the calendar, even where `BYWEEKNO` names a week that reaches into the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecurrenceRule {
    pub(super) interval: RepeatInterval,
    pub(super) end: RuleEnd,
    pub(super) by_month: Vec<i8>,
    pub(super) by_week_no: Vec<i8>,
    pub(super) by_year_day: Vec<i16>,
    pub(super) by_month_day: Vec<i8>,
    pub(super) by_day: Vec<ByDay>,
    pub(super) by_set_pos: Vec<i16>,
    pub(super) week_start: Weekday,
}

impl RecurrenceRule {
    /// A rule with nothing but its interval.
    pub(super) fn from_interval(interval: RepeatInterval) -> Self {
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

    /// When the rule ends.
    pub fn end(&self) -> RuleEnd {
        self.end
    }

    /// The rule with a date for its end: the last day on which an event that begins at `time` (`None` for whole days)
    /// in `zone` begins before the end that was written. Without this, an end with a time counts as its whole day.
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

    /// Whether other programs find the same dates. They differ in rules that mix weekdays with and without a number, in
    /// `BYWEEKNO`, and in positions within a week that begins before the start.
    pub fn is_portable(&self) -> bool {
        let numbered = self.by_day.iter().filter(|day| day.nth != 0).count();
        let positions_in_weeks = !self.by_set_pos.is_empty() && self.interval.frequency == Frequency::Weekly;
        (numbered == 0 || numbered == self.by_day.len()) && self.by_week_no.is_empty() && !positions_in_weeks
    }

    /// The last date that `UNTIL` allows.
    pub(super) fn until_date(&self) -> Option<Date> {
        match self.end {
            RuleEnd::Until(Until::Date(date)) => Some(date),
            RuleEnd::Until(Until::Local(last)) => Some(last.date()),
            RuleEnd::Until(Until::Utc(last)) => Some(last.to_zoned(TimeZone::UTC).date()),
            RuleEnd::Never | RuleEnd::Count(_) => None,
        }
    }

    /// The rule with what it takes from its start (RFC 5545 §3.3.10: "information, not contained in the rule").
    pub(super) fn with_start_defaults(&self, start: Date) -> Self {
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

    /// Sorts every list and removes what is in it twice.
    pub(super) fn sort_lists(&mut self) {
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

impl Frequency {
    /// The word for one period.
    pub(super) fn period_name(self) -> &'static str {
        match self {
            Self::Daily => "day",
            Self::Weekly => "week",
            Self::Monthly => "month",
            Self::Yearly => "year",
        }
    }
}

impl ByDay {
    pub(super) fn new(nth: i8, weekday: Weekday) -> Self {
        Self { nth, weekday_offset: weekday.to_monday_zero_offset() }
    }

    pub(super) fn weekday(self) -> Weekday {
        Weekday::from_monday_zero_offset(self.weekday_offset).expect("made of a weekday")
    }
}
