//! Checks of how an event repeats: its rule, and what is said of single dates.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Record;
use super::event::check_time;
use crate::config::Zone;
use crate::fault::{Code, Fault, Faults};
use crate::language::english_weekday_date;
use crate::record::{Break, Event, EventStatus, OccurrenceEntry, Repeat};
use crate::recurrence::{RuleEnd, RuleError, Series};
use crate::text::SourceLocation;
use crate::time::Moment;

/// Checks an event's rule and its exceptions.
pub(super) fn check_series(record: &Record, event: &Event, zone: &Zone, out: &mut Faults) {
    let check = SeriesCheck { record, event, zone };
    check.check_breaks(out);
    check.check_occurrence_times(out);
    match event.repeat.unguarded() {
        Some(repeat) => check.check_rule(repeat, out),
        // One that cannot be read was reported as that.
        None if record.parsed.locations.has_value("repeat") => {}
        None => check.check_without_rule(out),
    }
}

struct SeriesCheck<'a> {
    record: &'a Record,
    event: &'a Event,
    zone: &'a Zone,
}

impl SeriesCheck<'_> {
    fn field_location(&self, field: &str) -> SourceLocation {
        self.record.parsed.locations.of_field(field)
    }

    fn repeat_location(&self, name: &str) -> SourceLocation {
        self.record.parsed.locations.of_nested("repeat", None, name)
    }

    fn item_location(&self, field: &str, item: (usize, usize), name: &str) -> SourceLocation {
        self.record.parsed.locations.of_nested(field, Some(item), name)
    }

    /// Breaks with where they stand.
    fn breaks(&self) -> impl Iterator<Item = ((usize, usize), &Break)> {
        let breaks = self.event.breaks.unguarded();
        breaks.iter().enumerate().map(|(number, pause)| ((number, breaks.len()), pause))
    }

    /// Occurrences with where they stand.
    fn occurrences(&self) -> impl Iterator<Item = ((usize, usize), &OccurrenceEntry)> {
        let occurrences = self.event.occurrences.unguarded();
        occurrences.iter().enumerate().map(|(number, entry)| ((number, occurrences.len()), entry))
    }

    fn check_breaks(&self, out: &mut Faults) {
        for (item, pause) in self.breaks().filter(|(_, pause)| pause.to < pause.from) {
            let message = format!("a break would end on {}, before it begins on {}", pause.to, pause.from);
            let fault = Fault::new(Code::InvalidValue, self.item_location("breaks", item, "to"), message);
            out.report(fault.with_help("check `from:` and `to:`"));
        }
    }

    fn check_occurrence_times(&self, out: &mut Faults) {
        for (item, entry) in self.occurrences() {
            for (name, time) in [("start", entry.start), ("end", entry.end)] {
                let Some(time) = time else { continue };
                let moment = Moment { time: Some(time), ..Moment::from_date(entry.date) };
                // An hour that comes twice is read as the later one: a bare time has no words for which.
                if moment.instant(&self.zone.time_zone) == Err(crate::time::WallTimeError::DoesNotExist) {
                    check_time(&moment, self.zone, self.item_location("occurrences", item, name), out);
                }
            }
            self.check_occurrence_status(entry, item, out);
            if entry.status == Some(EventStatus::Scheduled) && entry.reason.is_some() {
                let message = "a reason is shown with a status, and this date is scheduled";
                let fault = Fault::new(Code::NeedlessField, self.item_location("occurrences", item, "reason"), message);
                out.report(fault.with_help("remove it, or write it as the date's `note:`"));
            }
        }
    }

    fn check_occurrence_status(&self, entry: &OccurrenceEntry, item: (usize, usize), out: &mut Faults) {
        let Some(status) = entry.status.and_then(EventStatus::unless_scheduled) else { return };
        let location = || self.item_location("occurrences", item, "status");
        // A later `updated` tells calendars as well that something is new.
        let states = |field| self.record.parsed.locations.has_value(field);
        if entry.status_since.is_none() && !states("status_since") && !states("updated") {
            let message = format!("nothing says since when this date is {}", status.as_str());
            let fault = Fault::new(Code::NoStatusDay, location(), message);
            out.report(fault.with_help("add `status_since:` beside it, with the day it was decided"));
        }
        if status == EventStatus::Rescheduled && entry.start.is_none() {
            let fault = Fault::new(Code::FieldsDisagree, location(), "a date that is rescheduled says its new time");
            let help = "add `start:` with it; for another day cancel this date and add the other with `added: true`";
            out.report(fault.with_help(help));
        }
    }

    /// An event that takes place once has no dates to make exceptions of.
    fn check_without_rule(&self, out: &mut Faults) {
        let stated = [
            ("except", self.event.except.unguarded().is_empty()),
            ("breaks", self.event.breaks.unguarded().is_empty()),
            ("occurrences", self.event.occurrences.unguarded().is_empty()),
        ];
        for (field, _) in stated.into_iter().filter(|(_, empty)| !empty) {
            let message = format!("this event does not repeat, so `{field}` says nothing");
            let fault = Fault::new(Code::NoSuchDate, self.field_location(field), message);
            out.report(fault.with_help("add `repeat:`, or remove it"));
        }
    }

    fn check_rule(&self, repeat: &Repeat, out: &mut Faults) {
        let start = self.event.start.unguarded().date;
        let states = |name: &str| self.record.parsed.locations.has_nested_value("repeat", name);
        if repeat.rrule.is_some() {
            for name in ["every", "days", "until", "count"].into_iter().filter(|name| states(name)) {
                let message = format!("`rrule` says it all, so `{name}` is not used");
                let fault = Fault::new(Code::FieldsDisagree, self.repeat_location(name), message);
                out.report(fault.with_help("keep the rule or the words, not both"));
            }
        }
        if let Some(until) = repeat.until.filter(|until| *until < start) {
            let message = format!("the event would repeat until {until}, before it starts");
            let fault = Fault::new(Code::InvalidValue, self.repeat_location("until"), message);
            out.report(fault.with_help("check `until:` and `start:`"));
            return;
        }
        match repeat.to_rule(start) {
            // A step that cannot be read was reported as that.
            None if states("every") || states("rrule") => {}
            None => {
                let fault =
                    Fault::new(Code::MissingField, self.field_location("repeat"), "`repeat` does not say how often");
                out.report(fault.with_help("add `every: week`, `every: 2 weeks` or `every: month`"));
            }
            Some(Err(refusal)) => self.report_refusal(&refusal, out),
            Some(Ok(_)) => {
                if let Some(series) = self.event.to_series(&self.zone.time_zone) {
                    self.check_dates(series, out);
                }
            }
        }
    }

    fn report_refusal(&self, refusal: &RuleError, out: &mut Faults) {
        let name = match refusal {
            RuleError::CountAndUntil | RuleError::CountTooHigh { .. } | RuleError::InvalidValue { .. } => "count",
            _ => "days",
        };
        let (message, help) = refusal.message_and_help();
        out.report(Fault::new(Code::InvalidValue, self.repeat_location(name), message).with_help(help));
    }

    fn check_dates(&self, series: Series, out: &mut Faults) {
        let start = series.start;
        let Some(first) = series.rule.dates(start).next() else {
            let fault = Fault::new(Code::InvalidValue, self.field_location("repeat"), "this rule gives no date at all");
            out.report(fault.with_help("check it: what it asks for does not come, or it ends before the event starts"));
            return;
        };
        if first != start {
            let message =
                format!("the event starts on {}, which its own rule does not give", english_weekday_date(start));
            let fault = Fault::new(Code::NoSuchDate, self.field_location("start"), message);
            let help =
                format!("the first date is {}: start on `{first}`, or correct `repeat:`", english_weekday_date(first));
            out.report(fault.with_help(help));
        }
        if series.rule.skips_months(start) {
            let message = "months and years that do not have this day are left out";
            let fault = Fault::new(Code::SkipsMonths, self.field_location("repeat"), message);
            out.report(fault.with_help("write `days: last day` if the end of the month is meant"));
        }
        let dates = SeriesDates::from_series(series);
        self.check_exceptions(&dates, out);
        self.check_occurrence_dates(&dates, out);
    }

    fn check_exceptions(&self, dates: &SeriesDates, out: &mut Faults) {
        let except = self.event.except.unguarded();
        for (number, date) in except.iter().enumerate().filter(|(_, date)| !dates.is_series_date(**date)) {
            out.report(dates.no_such_date_fault(*date, self.item_location("except", (number, except.len()), "")));
        }
        for (item, pause) in self.breaks().filter(|(_, pause)| pause.from <= pause.to) {
            if dates.first_on_or_after(pause.from).is_none_or(|date| date > pause.to) {
                let message = format!("there is no date from {} to {}", pause.from, pause.to);
                let fault = Fault::new(Code::NoSuchDate, self.item_location("breaks", item, "from"), message);
                out.report(dates.suggest_nearest(pause.from, fault));
            }
        }
    }

    fn check_occurrence_dates(&self, dates: &SeriesDates, out: &mut Faults) {
        let mut seen = BTreeSet::new();
        let series = &dates.series;
        for (item, entry) in self.occurrences() {
            let location = |name| self.item_location("occurrences", item, name);
            let date = entry.date;
            let is_in_break = series.is_in_break(date);
            let is_added = entry.added == Some(true);
            if !seen.insert(date) {
                let fault = Fault::new(Code::FieldsDisagree, location("date"), format!("{date} is listed twice"));
                out.report(fault.with_help("only the first is read: put all that is said of that date there"));
            } else if series.excluded.contains(&date) {
                let fault = Fault::new(Code::FieldsDisagree, location("date"), format!("`except` leaves {date} out"));
                out.report(fault.with_help("take it out of one of the two"));
            } else if is_added && dates.is_rule_date(date) && !is_in_break {
                let fault = Fault::new(Code::NeedlessField, location("added"), format!("the rule gives {date} anyway"));
                out.report(fault.with_help("remove `added: true`"));
            } else if !is_added && !dates.is_series_date(date) {
                out.report(dates.no_such_date_fault(date, location("date")));
            } else if !is_added && is_in_break {
                let fault = Fault::new(Code::FieldsDisagree, location("date"), format!("{date} lies in a break"));
                out.report(fault.with_help("add `added: true` if the event takes place in spite of it, or remove it"));
            }
        }
    }
}

/// The dates of a series. Those of a rule that counts are found once, for each question would count them anew.
struct SeriesDates {
    series: Series,
    counted_dates: Option<BTreeSet<Date>>,
}

impl SeriesDates {
    fn from_series(series: Series) -> Self {
        let has_count = matches!(series.rule.end(), RuleEnd::Count(_));
        let has_exceptions = !(series.excluded.is_empty() && series.breaks.is_empty() && series.added.is_empty());
        let counted_dates = (has_count && has_exceptions).then(|| series.rule.dates(series.start).collect());
        Self { series, counted_dates }
    }

    fn is_rule_date(&self, date: Date) -> bool {
        match &self.counted_dates {
            Some(dates) => dates.contains(&date),
            None => self.series.rule_has_date(date),
        }
    }

    /// Whether the rule gives a date or it is added, left out or not.
    fn is_series_date(&self, date: Date) -> bool {
        self.series.added.contains(&date) || self.is_rule_date(date)
    }

    /// The first of these on or after a day.
    fn first_on_or_after(&self, day: Date) -> Option<Date> {
        let given = match &self.counted_dates {
            Some(dates) => dates.range(day..).next().copied(),
            None => self.series.rule.dates_from(self.series.start, day).next(),
        };
        let added = self.series.added.range(day..).next().copied();
        given.into_iter().chain(added).min()
    }

    fn no_such_date_fault(&self, date: Date, place: SourceLocation) -> Fault {
        let message = format!("the event does not take place on {}", english_weekday_date(date));
        self.suggest_nearest(date, Fault::new(Code::NoSuchDate, place, message))
    }

    fn suggest_nearest(&self, day: Date, fault: Fault) -> Fault {
        let near = match &self.counted_dates {
            Some(dates) => {
                let given = dates.iter().filter(|date| !self.series.is_in_break(**date));
                let all = given.chain(&self.series.added).filter(|date| !self.series.excluded.contains(date));
                all.copied().min_by_key(|date| ((*date - day).get_days().abs(), *date))
            }
            None => self.series.nearest_date(day),
        };
        match near {
            Some(near) => fault.with_help(format!("the nearest date is {}: `{near}`", english_weekday_date(near))),
            None => fault.with_help("remove it"),
        }
    }
}
