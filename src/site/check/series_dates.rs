//! Questions about the dates of a series.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::fault::{Code, Fault};
use crate::language::english_weekday_date;
use crate::recurrence::{RuleEnd, Series};
use crate::text::SourceLocation;

/// The dates of a series. A rule with a count must count from its first date, so its dates are computed once.
pub(super) struct SeriesDates {
    pub(super) series: Series,
    /// All dates of a rule with a count, when they are needed more than once.
    counted_dates: Option<BTreeSet<Date>>,
}

impl SeriesDates {
    /// The dates of a series.
    pub(super) fn from_series(series: Series) -> Self {
        let has_count = matches!(series.rule.end(), RuleEnd::Count(_));
        let has_exceptions = !(series.excluded.is_empty() && series.breaks.is_empty() && series.added.is_empty());
        let counted_dates = (has_count && has_exceptions).then(|| series.rule.dates(series.start).collect());
        Self { series, counted_dates }
    }

    /// Whether the rule gives a date.
    pub(super) fn is_rule_date(&self, date: Date) -> bool {
        match &self.counted_dates {
            Some(dates) => dates.contains(&date),
            None => self.series.rule_has_date(date),
        }
    }

    /// Whether the rule gives a date or the date is added. It may still be excluded or in a break.
    pub(super) fn is_series_date(&self, date: Date) -> bool {
        self.series.added.contains(&date) || self.is_rule_date(date)
    }

    /// The first date on or after a day that the rule gives or that is added.
    pub(super) fn first_on_or_after(&self, day: Date) -> Option<Date> {
        let given = match &self.counted_dates {
            Some(dates) => dates.range(day..).next().copied(),
            None => self.series.rule.dates_from(self.series.start, day).next(),
        };
        let added = self.series.added.range(day..).next().copied();
        given.into_iter().chain(added).min()
    }

    /// The fault of a date on which the event does not take place.
    pub(super) fn no_such_date_fault(&self, date: Date, location: SourceLocation) -> Fault {
        let message = format!("the event does not take place on {}", english_weekday_date(date));
        self.suggest_nearest(date, Fault::new(Code::NoSuchDate, location, message))
    }

    /// Adds the date closest to a day to a fault.
    pub(super) fn suggest_nearest(&self, day: Date, fault: Fault) -> Fault {
        let nearest = match &self.counted_dates {
            Some(dates) => {
                let given = dates.iter().filter(|date| !self.series.is_in_break(**date));
                let all = given.chain(&self.series.added).filter(|date| !self.series.excluded.contains(date));
                all.copied().min_by_key(|date| ((*date - day).get_days().abs(), *date))
            }
            None => self.series.nearest_date(day),
        };
        match nearest {
            Some(nearest) => {
                fault.with_help(format!("the nearest date is {}: `{nearest}`", english_weekday_date(nearest)))
            }
            None => fault.with_help("remove it"),
        }
    }
}
