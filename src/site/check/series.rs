//! Checks of how an event repeats: its rule, its breaks and its exceptions.

use std::collections::BTreeSet;

use super::online::{has_online, no_online_fault};
use super::series_dates::SeriesDates;
use super::wall_time::check_time;
use crate::config::Zone;
use crate::fault::{Code, Fault, Faults};
use crate::language::english_weekday_date;
use crate::record::{Break, Event, EventStatus, OccurrenceEntry, Repeat};
use crate::recurrence::{RuleError, Series};
use crate::site::record::Record;
use crate::text::SourceLocation;
use crate::time::{Moment, WallTimeError};

/// Checks an event's rule and its exceptions.
pub(super) fn check_series(record: &Record, event: &Event, zone: &Zone, out: &mut Faults) {
    let check = SeriesCheck { record, event, zone };
    check.check_breaks(out);
    check.check_occurrence_times(out);
    match event.repeat.unguarded() {
        Some(repeat) => check.check_rule(repeat, out),
        // An unreadable rule has a fault of its own.
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

    /// The breaks, each with its position and the number of breaks.
    fn breaks(&self) -> impl Iterator<Item = ((usize, usize), &Break)> {
        let breaks = self.event.breaks.unguarded();
        breaks.iter().enumerate().map(|(number, pause)| ((number, breaks.len()), pause))
    }

    /// The occurrences, each with its position and the number of occurrences.
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
                // A time that comes twice is read as the later one: `first` and `second` cannot be written here.
                if moment.instant(&self.zone.time_zone) == Err(WallTimeError::DoesNotExist) {
                    check_time(&moment, self.zone, self.item_location("occurrences", item, name), out);
                }
            }
            self.check_occurrence_status(entry, item, out);
            self.check_occurrence_reason(entry, item, out);
        }
    }

    fn check_occurrence_reason(&self, entry: &OccurrenceEntry, item: (usize, usize), out: &mut Faults) {
        if entry.status == Some(EventStatus::Scheduled) && entry.reason.is_some() {
            let message = "a reason is shown with a status, and this date is scheduled";
            let fault = Fault::new(Code::NeedlessField, self.item_location("occurrences", item, "reason"), message);
            out.report(fault.with_help("remove it, or write it as the date's `note:`"));
        }
    }

    fn check_occurrence_status(&self, entry: &OccurrenceEntry, item: (usize, usize), out: &mut Faults) {
        let Some(status) = entry.status.and_then(EventStatus::unless_scheduled) else { return };
        let location = || self.item_location("occurrences", item, "status");
        // Calendars also see by `updated` that something has changed.
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
        if status == EventStatus::MovedOnline && !has_online(self.record, self.event) {
            out.report(no_online_fault("this date", location()));
        }
    }

    /// Reports exceptions of an event that does not repeat.
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
            self.check_unused_fields(out);
        }
        if let Some(until) = repeat.until.filter(|until| *until < start) {
            let message = format!("the event would repeat until {until}, before it starts");
            let fault = Fault::new(Code::InvalidValue, self.repeat_location("until"), message);
            out.report(fault.with_help("check `until:` and `start:`"));
            return;
        }
        match repeat.to_rule(start) {
            // An unreadable step has a fault of its own.
            None if states("every") || states("rrule") => {}
            None => {
                let location = self.field_location("repeat");
                let fault = Fault::new(Code::MissingField, location, "`repeat` does not say how often");
                out.report(fault.with_help("add `every: week`, `every: 2 weeks` or `every: month`"));
            }
            Some(Err(error)) => self.report_rule_error(&error, out),
            Some(Ok(_)) => {
                if let Some(series) = self.event.to_series(&self.zone.time_zone) {
                    self.check_dates(series, out);
                }
            }
        }
    }

    /// Reports the fields of `repeat:` that are not used because there is an `rrule:`.
    fn check_unused_fields(&self, out: &mut Faults) {
        let locations = &self.record.parsed.locations;
        for name in ["every", "days", "until", "count"] {
            if locations.has_nested_value("repeat", name) {
                let message = format!("`rrule` says it all, so `{name}` is not used");
                let fault = Fault::new(Code::FieldsDisagree, self.repeat_location(name), message);
                out.report(fault.with_help("keep the rule or the words, not both"));
            }
        }
    }

    fn report_rule_error(&self, error: &RuleError, out: &mut Faults) {
        let name = match error {
            RuleError::CountAndUntil | RuleError::CountTooHigh { .. } | RuleError::InvalidValue { .. } => "count",
            _ => "days",
        };
        let (message, help) = error.message_and_help();
        out.report(Fault::new(Code::InvalidValue, self.repeat_location(name), message).with_help(help));
    }

    /// Checks the dates that the rule gives, and the exceptions from them.
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
        let mut listed = BTreeSet::new();
        for (item, entry) in self.occurrences() {
            let is_repeated = !listed.insert(entry.date);
            if let Some(fault) = self.occurrence_date_fault(dates, item, entry, is_repeated) {
                out.report(fault);
            }
        }
    }

    /// What is wrong with the date of an occurrence. `is_repeated` says whether an earlier occurrence has the same date.
    fn occurrence_date_fault(
        &self,
        dates: &SeriesDates,
        item: (usize, usize),
        entry: &OccurrenceEntry,
        is_repeated: bool,
    ) -> Option<Fault> {
        let location = |name| self.item_location("occurrences", item, name);
        let date = entry.date;
        let is_in_break = dates.series.is_in_break(date);
        let is_added = entry.added == Some(true);
        let disagrees = |message: String| Fault::new(Code::FieldsDisagree, location("date"), message);
        if is_repeated {
            let fault = disagrees(format!("{date} is listed twice"));
            Some(fault.with_help("only the first is read: put all that is said of that date there"))
        } else if dates.series.excluded.contains(&date) {
            Some(disagrees(format!("`except` leaves {date} out")).with_help("take it out of one of the two"))
        } else if is_added && dates.is_rule_date(date) && !is_in_break {
            let fault = Fault::new(Code::NeedlessField, location("added"), format!("the rule gives {date} anyway"));
            Some(fault.with_help("remove `added: true`"))
        } else if !is_added && !dates.is_series_date(date) {
            Some(dates.no_such_date_fault(date, location("date")))
        } else if !is_added && is_in_break {
            let fault = disagrees(format!("{date} lies in a break"));
            Some(fault.with_help("add `added: true` if the event takes place in spite of it, or remove it"))
        } else {
            None
        }
    }
}
