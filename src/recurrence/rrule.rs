//! Reads and writes a rule as RFC 5545 does (§3.3.10).

use std::fmt::Write as _;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;

use super::rule::{ByDay, Frequency, RecurrenceRule, RepeatInterval, RuleEnd, Until};
use super::rule_error::RuleError;
use super::rule_fields::check_count;

/// The parts of a rule. Those for the time of day are among them, so that they can be refused with a reason.
const PART_NAMES: [&str; 14] = [
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYMONTH",
    "BYWEEKNO",
    "BYYEARDAY",
    "BYMONTHDAY",
    "BYDAY",
    "BYSETPOS",
    "WKST",
    "BYHOUR",
    "BYMINUTE",
    "BYSECOND",
];

const WEEKDAY_CODES: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

/// How `UNTIL` is written: as RFC 5545 §3.3.10 demands, in the form of the event's start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UntilFormat {
    /// As a date, for an event of whole days.
    Date,
    /// As an instant, for an event with a time: that of the last occurrence.
    Utc(Timestamp),
}

impl RecurrenceRule {
    /// Reads a rule in any case, with or without `RRULE:` before it.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        let text = text.trim().to_ascii_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text).trim_end_matches(';');
        let parts = RruleParts::parse(text)?;
        let frequency = parts.parse_frequency()?;
        let count = parts.parse_one("INTERVAL", number_in(1..=u16::MAX))?.unwrap_or(1);
        let mut rule = Self::from_interval(RepeatInterval { count, frequency });
        rule.end = parts.parse_end()?;
        rule.by_month = parts.parse_list("BYMONTH", number_in(1..=12))?;
        rule.by_week_no = parts.parse_list("BYWEEKNO", signed_up_to(53i8))?;
        rule.by_year_day = parts.parse_list("BYYEARDAY", signed_up_to(366i16))?;
        rule.by_month_day = parts.parse_list("BYMONTHDAY", signed_up_to(31i8))?;
        rule.by_day = parts.parse_list("BYDAY", parse_by_day)?;
        rule.by_set_pos = parts.parse_list("BYSETPOS", signed_up_to(366i16))?;
        rule.week_start = parts.parse_one("WKST", parse_weekday_code)?.unwrap_or(Weekday::Monday);
        rule.sort_lists();
        rule.check_combinations()?;
        Ok(rule)
    }

    /// Refuses what RFC 5545 §3.3.10 forbids together.
    fn check_combinations(&self) -> Result<(), RuleError> {
        let frequency = self.interval.frequency;
        let frequency_name = frequency.as_rrule();
        let misplaced = [
            ("BYWEEKNO", !self.by_week_no.is_empty() && frequency != Frequency::Yearly),
            ("BYYEARDAY", !self.by_year_day.is_empty() && frequency != Frequency::Yearly),
            ("BYMONTHDAY", !self.by_month_day.is_empty() && frequency == Frequency::Weekly),
        ];
        if let Some((part, _)) = misplaced.into_iter().find(|(_, misplaced)| *misplaced) {
            return Err(RuleError::PartNotAllowed { part, frequency: frequency_name });
        }
        let allows_ordinals = frequency >= Frequency::Monthly && self.by_week_no.is_empty();
        if let Some(day) = self.by_day.iter().find(|day| day.nth != 0 && !allows_ordinals) {
            return Err(RuleError::MisplacedOrdinal { value: day.to_rrule() });
        }
        let no_other_part =
            [self.by_month.len(), self.by_week_no.len(), self.by_year_day.len(), self.by_month_day.len()]
                .into_iter()
                .chain([self.by_day.len()])
                .all(|length| length == 0);
        if no_other_part && !self.by_set_pos.is_empty() {
            return Err(RuleError::LoneSetPos);
        }
        Ok(())
    }

    /// The rule as RFC 5545 §3.3.10 writes it, without `RRULE:` and without what it takes from its start.
    pub fn to_rrule(&self, until_format: UntilFormat) -> String {
        let mut text = format!("FREQ={}", self.interval.frequency.as_rrule());
        let mut push_part = |name: &str, value: &str| {
            if !value.is_empty() {
                write!(text, ";{name}={value}").expect("a string takes everything");
            }
        };
        if self.interval.count > 1 {
            push_part("INTERVAL", &self.interval.count.to_string());
        }
        push_part("BYMONTH", &join_numbers(&self.by_month));
        push_part("BYWEEKNO", &join_numbers(&self.by_week_no));
        push_part("BYYEARDAY", &join_numbers(&self.by_year_day));
        push_part("BYMONTHDAY", &join_numbers(&self.by_month_day));
        push_part("BYDAY", &self.by_day.iter().map(|day| day.to_rrule()).collect::<Vec<_>>().join(","));
        push_part("BYSETPOS", &join_numbers(&self.by_set_pos));
        match self.end {
            RuleEnd::Never => {}
            RuleEnd::Count(count) => push_part("COUNT", &count.to_string()),
            RuleEnd::Until(_) => push_part("UNTIL", &self.format_until(until_format)),
        }
        if self.week_start != Weekday::Monday {
            push_part("WKST", weekday_code(self.week_start));
        }
        text
    }

    fn format_until(&self, form: UntilFormat) -> String {
        match (form, self.until_date()) {
            (UntilFormat::Utc(last), _) => {
                let last = last.to_zoned(TimeZone::UTC).datetime();
                format!(
                    "{}T{:02}{:02}{:02}Z",
                    format_basic_date(last.date()),
                    last.hour(),
                    last.minute(),
                    last.second()
                )
            }
            (UntilFormat::Date, Some(last)) => format_basic_date(last),
            (UntilFormat::Date, None) => String::new(),
        }
    }
}

/// The parts of a text: each has a known name and is there once.
struct RruleParts<'a>(Vec<(&'static str, &'a str)>);

impl<'a> RruleParts<'a> {
    fn parse(text: &'a str) -> Result<Self, RuleError> {
        let mut parts: Vec<(&'static str, &'a str)> = Vec::new();
        for piece in text.split(';') {
            let (name, value) =
                piece.split_once('=').ok_or_else(|| RuleError::MalformedPart { text: piece.trim().to_owned() })?;
            let (name, value) = (name.trim(), value.trim());
            let part = PART_NAMES
                .into_iter()
                .find(|part| *part == name)
                .ok_or_else(|| RuleError::UnknownPart { name: name.to_owned() })?;
            if parts.iter().any(|(other, _)| *other == part) {
                return Err(RuleError::DuplicatePart { part });
            }
            if part == "BYHOUR" || part == "BYMINUTE" || part == "BYSECOND" {
                return Err(RuleError::UnsupportedTimePart { part });
            }
            parts.push((part, value));
        }
        Ok(Self(parts))
    }

    fn get(&self, part: &str) -> Option<(&'static str, &'a str)> {
        self.0.iter().find(|(name, _)| *name == part).copied()
    }

    fn parse_frequency(&self) -> Result<Frequency, RuleError> {
        let (part, value) = self.get("FREQ").ok_or(RuleError::MissingFrequency)?;
        match value {
            "DAILY" => Ok(Frequency::Daily),
            "WEEKLY" => Ok(Frequency::Weekly),
            "MONTHLY" => Ok(Frequency::Monthly),
            "YEARLY" => Ok(Frequency::Yearly),
            "HOURLY" => Err(RuleError::UnsupportedFrequency { frequency: "HOURLY" }),
            "MINUTELY" => Err(RuleError::UnsupportedFrequency { frequency: "MINUTELY" }),
            "SECONDLY" => Err(RuleError::UnsupportedFrequency { frequency: "SECONDLY" }),
            _ => Err(RuleError::InvalidValue { part, value: value.to_owned() }),
        }
    }

    fn parse_end(&self) -> Result<RuleEnd, RuleError> {
        match (self.get("COUNT"), self.parse_one("UNTIL", parse_until)?) {
            (Some(_), Some(_)) => Err(RuleError::CountAndUntil),
            (None, Some(until)) => Ok(RuleEnd::Until(until)),
            (None, None) => Ok(RuleEnd::Never),
            (Some((part, value)), None) => {
                if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(RuleError::InvalidValue { part, value: value.to_owned() });
                }
                let count = value.parse().map_err(|_| RuleError::CountTooHigh { count: value.to_owned() })?;
                check_count(count).map(RuleEnd::Count)
            }
        }
    }

    fn parse_one<T>(&self, part: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, RuleError> {
        let Some((part, value)) = self.get(part) else { return Ok(None) };
        parse(value).map(Some).ok_or_else(|| RuleError::InvalidValue { part, value: value.to_owned() })
    }

    fn parse_list<T>(&self, part: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, RuleError> {
        let Some((part, values)) = self.get(part) else { return Ok(Vec::new()) };
        values
            .split(',')
            .map(str::trim)
            .map(|value| parse(value).ok_or_else(|| RuleError::InvalidValue { part, value: value.to_owned() }))
            .collect()
    }
}

impl Frequency {
    fn as_rrule(self) -> &'static str {
        match self {
            Self::Daily => "DAILY",
            Self::Weekly => "WEEKLY",
            Self::Monthly => "MONTHLY",
            Self::Yearly => "YEARLY",
        }
    }
}

impl ByDay {
    fn to_rrule(self) -> String {
        let day = weekday_code(self.weekday());
        if self.nth == 0 { day.to_owned() } else { format!("{}{day}", self.nth) }
    }
}

/// A number within a range.
fn number_in<T: FromStr + PartialOrd>(range: std::ops::RangeInclusive<T>) -> impl Fn(&str) -> Option<T> {
    move |text| text.parse().ok().filter(|number| range.contains(number))
}

/// A number from 1 to `max`, or from -1 to `-max`.
fn signed_up_to<T: FromStr + PartialOrd + std::ops::Neg<Output = T> + Copy + Default>(
    max: T,
) -> impl Fn(&str) -> Option<T> {
    move |text| text.parse().ok().filter(|number| *number != T::default() && (-max..=max).contains(number))
}

fn parse_weekday_code(text: &str) -> Option<Weekday> {
    WEEKDAY_CODES.into_iter().find(|(code, _)| *code == text).map(|(_, day)| day)
}

fn weekday_code(weekday: Weekday) -> &'static str {
    WEEKDAY_CODES.into_iter().find(|(_, day)| *day == weekday).map_or("MO", |(code, _)| code)
}

fn parse_by_day(text: &str) -> Option<ByDay> {
    let at = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (nth, day) = text.split_at(at);
    let nth = if nth.is_empty() { 0 } else { signed_up_to(53i8)(nth)? };
    Some(ByDay::new(nth, parse_weekday_code(day)?))
}

/// `20271214`, `20271214T183000`, `20271214T183000Z` (RFC 5545 §3.3.4, §3.3.5).
fn parse_until(text: &str) -> Option<Until> {
    let Some((day, time)) = text.split_once('T') else { return parse_basic_date(text).map(Until::Date) };
    let (time_text, utc) = time.strip_suffix('Z').map_or((time, false), |clock| (clock, true));
    let [hour, minute, second] = parse_digit_groups(time_text, [2, 2, 2])?;
    // A leap second is the last one of its minute (§3.3.12).
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second.min(59)).ok()?, 0);
    let datetime = DateTime::from_parts(parse_basic_date(day)?, time.ok().filter(|_| second <= 60)?);
    if utc { TimeZone::UTC.to_timestamp(datetime).ok().map(Until::Utc) } else { Some(Until::Local(datetime)) }
}

fn parse_basic_date(text: &str) -> Option<Date> {
    let [year, month, day] = parse_digit_groups(text, [4, 2, 2])?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|date| date.year() > 0)
}

/// Three numbers written one after another, each with a fixed number of digits.
fn parse_digit_groups(text: &str, lengths: [usize; 3]) -> Option<[i16; 3]> {
    if text.len() != lengths.iter().sum::<usize>() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (first, rest) = text.split_at(lengths[0]);
    let (second, third) = rest.split_at(lengths[1]);
    Some([first.parse().ok()?, second.parse().ok()?, third.parse().ok()?])
}

fn format_basic_date(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn join_numbers<T: ToString>(list: &[T]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}
