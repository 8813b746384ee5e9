//! A rule in words, in a language: `every Tuesday until 14 December 2027`.
//!
//! The words must be true of every date. A rule for which they could not be (`BYWEEKNO`, every 2 months on the 31st) has
//! no description, and readers see its dates instead.

use jiff::civil::{Date, Weekday};

use super::rule::{Frequency, RecurrenceRule, RuleEnd};
use super::series::Series;
use crate::language::capitalise;
use crate::messages::{MessageArgument, Messages};

impl RecurrenceRule {
    /// `The second Thursday of each month until 14 December 2027`; `None` when no words would be true of every date.
    pub fn describe(&self, start: Date, messages: &Messages) -> Option<String> {
        let description = self.describe_without_end(start, messages)?;
        let rule = ("rule", MessageArgument::Text(&description));
        Some(match self.end {
            RuleEnd::Count(1) => return None,
            RuleEnd::Count(2) => messages.format_unisolated("rule-twice", &[rule]),
            RuleEnd::Count(count) => {
                messages.format_unisolated("rule-times", &[rule, ("count", i64::from(count).into())])
            }
            RuleEnd::Until(_) => format_until(&description, self.until_date()?, messages),
            RuleEnd::Never => description,
        })
    }

    /// The rule in words without its end: `The second Thursday of each month`.
    pub fn describe_without_end(&self, start: Date, messages: &Messages) -> Option<String> {
        self.describe_lower_case(start, messages).map(|how| capitalise(&how))
    }

    fn describe_lower_case(&self, start: Date, messages: &Messages) -> Option<String> {
        if !messages.describes_rules() {
            return None;
        }
        let rule = self.with_start_defaults(start).set_pos_to_ordinals()?;
        if !rule.by_week_no.is_empty() || !rule.by_year_day.is_empty() {
            return None;
        }
        let every_period = rule.interval.count == 1;
        match rule.interval.frequency {
            Frequency::Daily if rule.by_day.is_empty() => rule.describe_every_day(messages),
            // Where no period is left out, it makes no difference whether weekdays expand or limit a rule.
            Frequency::Daily | Frequency::Yearly if every_period && rule.has_plain_weekdays() => {
                rule.describe_weekdays(messages)
            }
            Frequency::Daily => None,
            Frequency::Weekly => rule.describe_weekdays(messages),
            Frequency::Monthly if every_period && rule.has_plain_weekdays() => rule.describe_weekdays(messages),
            Frequency::Monthly | Frequency::Yearly if rule.has_plain_weekdays() => {
                rule.describe_weekdays_of_months(messages)
            }
            Frequency::Monthly | Frequency::Yearly if rule.by_day.is_empty() => rule.describe_month_days(messages),
            Frequency::Monthly | Frequency::Yearly => rule.describe_nth_weekdays(messages),
        }
    }

    /// Whether its days are weekdays without a number, and nothing else.
    fn has_plain_weekdays(&self) -> bool {
        self.by_month_day.is_empty() && !self.by_day.is_empty() && self.by_day.iter().all(|day| day.nth == 0)
    }

    /// Rewrites `BYDAY=TH;BYSETPOS=2`, which some calendars use for the second Thursday, as `BYDAY=2TH`. `None` when
    /// `BYSETPOS` chooses among anything but one weekday.
    fn set_pos_to_ordinals(mut self) -> Option<Self> {
        if self.by_set_pos.is_empty() {
            return Some(self);
        }
        let can_number = self.interval.frequency == Frequency::Monthly
            || (self.interval.frequency == Frequency::Yearly && self.by_month.len() == 1);
        let [day] = self.by_day.as_slice() else { return None };
        let mut day = *day;
        if !can_number || !self.has_plain_weekdays() || !self.by_week_no.is_empty() || !self.by_year_day.is_empty() {
            return None;
        }
        self.by_day.clear();
        for position in std::mem::take(&mut self.by_set_pos) {
            day.nth = i8::try_from(position).ok().filter(|nth| nth.abs() <= 5)?;
            self.by_day.push(day);
        }
        Some(self)
    }

    fn describe_every_day(&self, messages: &Messages) -> Option<String> {
        (self.by_month.is_empty() && self.by_month_day.is_empty()).then(|| match self.interval.count {
            1 => messages.text("rule-every-day").to_owned(),
            2 => messages.text("rule-other-day").to_owned(),
            count => messages.format_unisolated("rule-days", &[("count", i64::from(count).into())]),
        })
    }

    fn describe_weekdays(&self, messages: &Messages) -> Option<String> {
        let days: Vec<Weekday> = self.by_day.iter().map(|day| day.weekday()).collect();
        let names = self.weekday_names(messages);
        let names = ("days", MessageArgument::Text(&names));
        if self.interval.count == 1 {
            let description = match days.as_slice() {
                [_, _, _, _, _, _, _] => messages.text("rule-every-day").to_owned(),
                [first, _, _, _, last] if (*first, *last) == (Weekday::Monday, Weekday::Friday) => {
                    messages.text("rule-working-days").to_owned()
                }
                _ => messages.format_unisolated("rule-weekly", &[names]),
            };
            if self.by_month.is_empty() {
                return Some(description);
            }
            let months = self.month_names(messages);
            return Some(messages.format_unisolated(
                "rule-in-months",
                &[("rule", (&description).into()), ("months", (&months).into())],
            ));
        }
        // Readers whose week begins on another day would put the days of one week into two.
        if !self.by_month.is_empty() || (days.len() > 1 && self.week_start != Weekday::Monday) {
            return None;
        }
        Some(match (self.interval.count, days.len()) {
            (2, 1) => messages.format_unisolated("rule-other-week-on-one", &[names]),
            (2, _) => messages.format_unisolated("rule-other-week", &[names]),
            // "Every third Tuesday" may be of the month.
            (count, _) => messages.format_unisolated("rule-weeks", &[("count", i64::from(count).into()), names]),
        })
    }
}

impl Series {
    /// The rule of the series in words. The number of dates is given only if no date is left out or added. Otherwise it
    /// would not be true, and the last date of the rule is given instead.
    pub fn describe(&self, messages: &Messages) -> Option<String> {
        let is_unchanged = self.excluded.is_empty() && self.breaks.is_empty() && self.added.is_empty();
        match self.rule.end() {
            RuleEnd::Count(_) if !is_unchanged => {
                let last = self.rule.last_date(self.start)?;
                Some(format_until(&self.rule.describe_without_end(self.start, messages)?, last, messages))
            }
            _ => self.rule.describe(self.start, messages),
        }
    }
}

fn format_until(rule: &str, date: Date, messages: &Messages) -> String {
    let date = messages.format_date(date);
    messages.format_unisolated("rule-until", &[("rule", rule.into()), ("date", (&date).into())])
}
