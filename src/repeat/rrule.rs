//! A rule as RFC 5545 writes it (§3.3.10): read and written.

use std::fmt::Write as _;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;

use super::{ByDay, End, Refusal, Rule, Step, Unit, Until, within};

/// The parts of a rule. Those of the time of day are known, so that they can be refused with a reason.
const PARTS: [&str; 14] = [
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

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

/// How `UNTIL` is written: as its event's start is, says RFC 5545 §3.3.10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UntilForm {
    /// As a date, for an event of whole days.
    Date,
    /// As this instant, for one with a time: that of the last occurrence.
    Utc(Timestamp),
}

impl Rule {
    /// Reads a rule in any case, with or without `RRULE:` before it.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim().to_ascii_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text).trim_end_matches(';');
        let parts = Parts::read(text)?;
        let unit = parts.unit()?;
        let count = parts.one("INTERVAL", number(1..=u16::MAX))?.unwrap_or(1);
        let mut rule = Self::every(Step { count, unit });
        rule.end = parts.end()?;
        rule.months = parts.list("BYMONTH", number(1..=12))?;
        rule.weeks = parts.list("BYWEEKNO", either_way(53i8))?;
        rule.year_days = parts.list("BYYEARDAY", either_way(366i16))?;
        rule.month_days = parts.list("BYMONTHDAY", either_way(31i8))?;
        rule.days = parts.list("BYDAY", by_day)?;
        rule.positions = parts.list("BYSETPOS", either_way(366i16))?;
        rule.week_start = parts.one("WKST", weekday)?.unwrap_or(Weekday::Monday);
        rule.tidy();
        rule.agrees()?;
        Ok(rule)
    }

    /// What RFC 5545 §3.3.10 says must not stand together.
    fn agrees(&self) -> Result<(), Refusal> {
        let unit = self.step.unit;
        let frequency = unit.frequency();
        let misplaced = [
            ("BYWEEKNO", !self.weeks.is_empty() && unit != Unit::Year),
            ("BYYEARDAY", !self.year_days.is_empty() && unit != Unit::Year),
            ("BYMONTHDAY", !self.month_days.is_empty() && unit == Unit::Week),
        ];
        if let Some((part, _)) = misplaced.into_iter().find(|(_, misplaced)| *misplaced) {
            return Err(Refusal::NotWith { part, frequency });
        }
        let countable = unit >= Unit::Month && self.weeks.is_empty();
        if let Some(day) = self.days.iter().find(|day| day.nth != 0 && !countable) {
            return Err(Refusal::NthOfWhat { value: day.code() });
        }
        let nothing_else = [self.months.len(), self.weeks.len(), self.year_days.len(), self.month_days.len()]
            .into_iter()
            .chain([self.days.len()])
            .all(|length| length == 0);
        if nothing_else && !self.positions.is_empty() {
            return Err(Refusal::PositionAlone);
        }
        Ok(())
    }

    /// The rule as RFC 5545 §3.3.10 writes it, without `RRULE:`. What it takes from its start stays unsaid.
    pub fn to_rrule(&self, until: UntilForm) -> String {
        let mut text = format!("FREQ={}", self.step.unit.frequency());
        let mut part = |name: &str, value: &str| {
            if !value.is_empty() {
                write!(text, ";{name}={value}").expect("a string takes everything");
            }
        };
        if self.step.count > 1 {
            part("INTERVAL", &self.step.count.to_string());
        }
        part("BYMONTH", &joined(&self.months));
        part("BYWEEKNO", &joined(&self.weeks));
        part("BYYEARDAY", &joined(&self.year_days));
        part("BYMONTHDAY", &joined(&self.month_days));
        part("BYDAY", &self.days.iter().map(|day| day.code()).collect::<Vec<_>>().join(","));
        part("BYSETPOS", &joined(&self.positions));
        match self.end {
            End::Never => {}
            End::Count(count) => part("COUNT", &count.to_string()),
            End::Until(_) => part("UNTIL", &self.until(until)),
        }
        if self.week_start != Weekday::Monday {
            part("WKST", code(self.week_start));
        }
        text
    }

    fn until(&self, form: UntilForm) -> String {
        match (form, self.until_date()) {
            (UntilForm::Utc(last), _) => {
                let last = last.to_zoned(TimeZone::UTC).datetime();
                format!("{}T{:02}{:02}{:02}Z", compact(last.date()), last.hour(), last.minute(), last.second())
            }
            (UntilForm::Date, Some(last)) => compact(last),
            (UntilForm::Date, None) => String::new(),
        }
    }
}

/// The parts of a text, each known and there once.
struct Parts<'a>(Vec<(&'static str, &'a str)>);

impl<'a> Parts<'a> {
    fn read(text: &'a str) -> Result<Self, Refusal> {
        let mut parts: Vec<(&'static str, &'a str)> = Vec::new();
        for piece in text.split(';') {
            let (name, value) =
                piece.split_once('=').ok_or_else(|| Refusal::NotAPart { text: piece.trim().to_owned() })?;
            let (name, value) = (name.trim(), value.trim());
            let part = PARTS
                .into_iter()
                .find(|part| *part == name)
                .ok_or_else(|| Refusal::UnknownPart { name: name.to_owned() })?;
            if parts.iter().any(|(other, _)| *other == part) {
                return Err(Refusal::Twice { part });
            }
            if part == "BYHOUR" || part == "BYMINUTE" || part == "BYSECOND" {
                return Err(Refusal::TimeOfDay { part });
            }
            parts.push((part, value));
        }
        Ok(Self(parts))
    }

    fn get(&self, part: &str) -> Option<(&'static str, &'a str)> {
        self.0.iter().find(|(name, _)| *name == part).copied()
    }

    fn unit(&self) -> Result<Unit, Refusal> {
        let (part, value) = self.get("FREQ").ok_or(Refusal::NoFrequency)?;
        match value {
            "DAILY" => Ok(Unit::Day),
            "WEEKLY" => Ok(Unit::Week),
            "MONTHLY" => Ok(Unit::Month),
            "YEARLY" => Ok(Unit::Year),
            "HOURLY" => Err(Refusal::TooOften { frequency: "HOURLY" }),
            "MINUTELY" => Err(Refusal::TooOften { frequency: "MINUTELY" }),
            "SECONDLY" => Err(Refusal::TooOften { frequency: "SECONDLY" }),
            _ => Err(Refusal::Value { part, value: value.to_owned() }),
        }
    }

    fn end(&self) -> Result<End, Refusal> {
        match (self.get("COUNT"), self.one("UNTIL", until)?) {
            (Some(_), Some(_)) => Err(Refusal::TwoEnds),
            (None, Some(until)) => Ok(End::Until(until)),
            (None, None) => Ok(End::Never),
            (Some((part, value)), None) => {
                if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(Refusal::Value { part, value: value.to_owned() });
                }
                let count = value.parse().map_err(|_| Refusal::TooMany { count: value.to_owned() })?;
                within(count).map(End::Count)
            }
        }
    }

    fn one<T>(&self, part: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
        let Some((part, value)) = self.get(part) else { return Ok(None) };
        read(value).map(Some).ok_or_else(|| Refusal::Value { part, value: value.to_owned() })
    }

    fn list<T>(&self, part: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Refusal> {
        let Some((part, values)) = self.get(part) else { return Ok(Vec::new()) };
        values
            .split(',')
            .map(str::trim)
            .map(|value| read(value).ok_or_else(|| Refusal::Value { part, value: value.to_owned() }))
            .collect()
    }
}

impl Unit {
    fn frequency(self) -> &'static str {
        match self {
            Self::Day => "DAILY",
            Self::Week => "WEEKLY",
            Self::Month => "MONTHLY",
            Self::Year => "YEARLY",
        }
    }
}

impl ByDay {
    fn code(self) -> String {
        let day = code(self.weekday());
        if self.nth == 0 { day.to_owned() } else { format!("{}{day}", self.nth) }
    }
}

/// A number within a range.
fn number<T: FromStr + PartialOrd>(range: std::ops::RangeInclusive<T>) -> impl Fn(&str) -> Option<T> {
    move |text| text.parse().ok().filter(|number| range.contains(number))
}

/// A number from 1 to the most, or from -1 to its negative.
fn either_way<T: FromStr + PartialOrd + std::ops::Neg<Output = T> + Copy + Default>(
    most: T,
) -> impl Fn(&str) -> Option<T> {
    move |text| text.parse().ok().filter(|number| *number != T::default() && (-most..=most).contains(number))
}

fn weekday(text: &str) -> Option<Weekday> {
    WEEKDAYS.into_iter().find(|(code, _)| *code == text).map(|(_, day)| day)
}

fn code(weekday: Weekday) -> &'static str {
    WEEKDAYS.into_iter().find(|(_, day)| *day == weekday).map_or("MO", |(code, _)| code)
}

fn by_day(text: &str) -> Option<ByDay> {
    let at = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (nth, day) = text.split_at(at);
    let nth = if nth.is_empty() { 0 } else { either_way(53i8)(nth)? };
    Some(ByDay::new(nth, weekday(day)?))
}

/// `20271214`, `20271214T183000`, `20271214T183000Z` (RFC 5545 §3.3.4, §3.3.5).
fn until(text: &str) -> Option<Until> {
    let Some((day, time)) = text.split_once('T') else { return date(text).map(Until::Date) };
    let (clock, utc) = time.strip_suffix('Z').map_or((time, false), |clock| (clock, true));
    let [hour, minute, second] = digits(clock, [2, 2, 2])?;
    // A leap second is the last one of its minute (§3.3.12).
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second.min(59)).ok()?, 0);
    let moment = DateTime::from_parts(date(day)?, time.ok().filter(|_| second <= 60)?);
    if utc { TimeZone::UTC.to_timestamp(moment).ok().map(Until::Utc) } else { Some(Until::Local(moment)) }
}

fn date(text: &str) -> Option<Date> {
    let [year, month, day] = digits(text, [4, 2, 2])?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|date| date.year() > 0)
}

/// Numbers that stand one after another in so many digits each.
fn digits(text: &str, lengths: [usize; 3]) -> Option<[i16; 3]> {
    if text.len() != lengths.iter().sum::<usize>() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (first, rest) = text.split_at(lengths[0]);
    let (second, third) = rest.split_at(lengths[1]);
    Some([first.parse().ok()?, second.parse().ok()?, third.parse().ok()?])
}

fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn joined<T: ToString>(list: &[T]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}
