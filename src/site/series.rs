//! Checks of how an event repeats: its rule, and what is said of single dates.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Record;
use super::event::check_time;
use crate::config::Zone;
use crate::fault::{Code, Fault, Faults};
use crate::language::english_weekday_date;
use crate::record::{Break, Event, EventStatus, OccurrenceEntry, Repeat};
use crate::repeat::{RuleEnd, RuleError, Series};
use crate::text::SourceLocation;
use crate::time::Moment;

/// Checks an event's rule and its exceptions.
pub(super) fn check(record: &Record, event: &Event, zone: &Zone, out: &mut Faults) {
    let ends = Check { record, event, zone };
    ends.breaks_end_after_they_begin(out);
    ends.times_of_occurrences(out);
    match event.repeat.unguarded() {
        Some(repeat) => ends.rule(repeat, out),
        // One that cannot be read was reported as that.
        None if record.parsed.has_value("repeat") => {}
        None => ends.no_rule(out),
    }
}

struct Check<'a> {
    record: &'a Record,
    event: &'a Event,
    zone: &'a Zone,
}

impl Check<'_> {
    fn at(&self, field: &str) -> SourceLocation {
        SourceLocation::new(&self.record.parsed.source, self.record.parsed.field_span(field))
    }

    fn in_repeat(&self, name: &str) -> SourceLocation {
        SourceLocation::new(&self.record.parsed.source, self.record.parsed.nested_span("repeat", None, name))
    }

    fn in_item(&self, field: &str, item: (usize, usize), name: &str) -> SourceLocation {
        SourceLocation::new(&self.record.parsed.source, self.record.parsed.nested_span(field, Some(item), name))
    }

    /// Breaks with where they stand.
    fn breaks(&self) -> impl Iterator<Item = ((usize, usize), &Break)> {
        let breaks = self.event.breaks.unguarded();
        breaks.iter().enumerate().map(|(number, one)| ((number, breaks.len()), one))
    }

    /// Occurrences with where they stand.
    fn occurrences(&self) -> impl Iterator<Item = ((usize, usize), &OccurrenceEntry)> {
        let occurrences = self.event.occurrences.unguarded();
        occurrences.iter().enumerate().map(|(number, one)| ((number, occurrences.len()), one))
    }

    fn breaks_end_after_they_begin(&self, out: &mut Faults) {
        for (item, pause) in self.breaks().filter(|(_, pause)| pause.to < pause.from) {
            let message = format!("a break would end on {}, before it begins on {}", pause.to, pause.from);
            let fault = Fault::new(Code::InvalidValue, self.in_item("breaks", item, "to"), message);
            out.report(fault.with_help("check `from:` and `to:`"));
        }
    }

    fn times_of_occurrences(&self, out: &mut Faults) {
        for (item, one) in self.occurrences() {
            for (name, time) in [("start", one.start), ("end", one.end)] {
                let Some(time) = time else { continue };
                let moment = Moment { time: Some(time), ..Moment::from_date(one.date) };
                // An hour that comes twice is read as the later one: a bare time has no words for which.
                if moment.instant(&self.zone.time_zone) == Err(crate::time::WallTimeError::DoesNotExist) {
                    check_time(&moment, self.zone, self.in_item("occurrences", item, name), out);
                }
            }
            self.status_of(one, item, out);
            if one.status == Some(EventStatus::Scheduled) && one.reason.is_some() {
                let message = "a reason is shown with a status, and this date is scheduled";
                let fault = Fault::new(Code::NeedlessField, self.in_item("occurrences", item, "reason"), message);
                out.report(fault.with_help("remove it, or write it as the date's `note:`"));
            }
        }
    }

    fn status_of(&self, one: &OccurrenceEntry, item: (usize, usize), out: &mut Faults) {
        let Some(status) = one.status.and_then(EventStatus::unless_scheduled) else { return };
        let at = || self.in_item("occurrences", item, "status");
        // A later `updated` tells calendars as well that something is new.
        let states = |field| self.record.parsed.has_value(field);
        if one.status_since.is_none() && !states("status_since") && !states("updated") {
            let message = format!("nothing says since when this date is {}", status.as_str());
            let fault = Fault::new(Code::NoStatusDay, at(), message);
            out.report(fault.with_help("add `status_since:` beside it, with the day it was decided"));
        }
        if status == EventStatus::Rescheduled && one.start.is_none() {
            let fault = Fault::new(Code::FieldsDisagree, at(), "a date that is rescheduled says its new time");
            let help = "add `start:` with it; for another day cancel this date and add the other with `added: true`";
            out.report(fault.with_help(help));
        }
    }

    /// An event that takes place once has no dates to make exceptions of.
    fn no_rule(&self, out: &mut Faults) {
        let stated = [
            ("except", self.event.except.unguarded().is_empty()),
            ("breaks", self.event.breaks.unguarded().is_empty()),
            ("occurrences", self.event.occurrences.unguarded().is_empty()),
        ];
        for (field, _) in stated.into_iter().filter(|(_, empty)| !empty) {
            let message = format!("this event does not repeat, so `{field}` says nothing");
            let fault = Fault::new(Code::NoSuchDate, self.at(field), message);
            out.report(fault.with_help("add `repeat:`, or remove it"));
        }
    }

    fn rule(&self, repeat: &Repeat, out: &mut Faults) {
        let start = self.event.start.unguarded().date;
        let states = |name: &str| self.record.parsed.has_nested_value("repeat", name);
        if repeat.rrule.is_some() {
            for name in ["every", "days", "until", "count"].into_iter().filter(|name| states(name)) {
                let message = format!("`rrule` says it all, so `{name}` is not used");
                let fault = Fault::new(Code::FieldsDisagree, self.in_repeat(name), message);
                out.report(fault.with_help("keep the rule or the words, not both"));
            }
        }
        if let Some(until) = repeat.until.filter(|until| *until < start) {
            let message = format!("the event would repeat until {until}, before it starts");
            let fault = Fault::new(Code::InvalidValue, self.in_repeat("until"), message);
            out.report(fault.with_help("check `until:` and `start:`"));
            return;
        }
        match repeat.to_rule(start) {
            // A step that cannot be read was reported as that.
            None if states("every") || states("rrule") => {}
            None => {
                let fault = Fault::new(Code::MissingField, self.at("repeat"), "`repeat` does not say how often");
                out.report(fault.with_help("add `every: week`, `every: 2 weeks` or `every: month`"));
            }
            Some(Err(refusal)) => self.refused(&refusal, out),
            Some(Ok(_)) => {
                if let Some(series) = self.event.to_series(&self.zone.time_zone) {
                    self.series(series, out);
                }
            }
        }
    }

    fn refused(&self, refusal: &RuleError, out: &mut Faults) {
        let name = match refusal {
            RuleError::CountAndUntil | RuleError::CountTooHigh { .. } | RuleError::InvalidValue { .. } => "count",
            _ => "days",
        };
        let (message, help) = refusal.message_and_help();
        out.report(Fault::new(Code::InvalidValue, self.in_repeat(name), message).with_help(help));
    }

    fn series(&self, series: Series, out: &mut Faults) {
        let start = series.start;
        let Some(first) = series.rule.dates(start).next() else {
            let fault = Fault::new(Code::InvalidValue, self.at("repeat"), "this rule gives no date at all");
            out.report(fault.with_help("check it: what it asks for does not come, or it ends before the event starts"));
            return;
        };
        if first != start {
            let message =
                format!("the event starts on {}, which its own rule does not give", english_weekday_date(start));
            let fault = Fault::new(Code::NoSuchDate, self.at("start"), message);
            let help =
                format!("the first date is {}: start on `{first}`, or mend `repeat:`", english_weekday_date(first));
            out.report(fault.with_help(help));
        }
        if series.rule.skips_months(start) {
            let message = "months and years that do not have this day are left out";
            let fault = Fault::new(Code::SkipsMonths, self.at("repeat"), message);
            out.report(fault.with_help("write `days: last day` if the end of the month is meant"));
        }
        let dates = Dates::of(series);
        self.exceptions(&dates, out);
        self.entries(&dates, out);
    }

    fn exceptions(&self, dates: &Dates, out: &mut Faults) {
        let except = self.event.except.unguarded();
        for (number, date) in except.iter().enumerate().filter(|(_, date)| !dates.gives(**date)) {
            out.report(dates.none_on(*date, self.in_item("except", (number, except.len()), "")));
        }
        for (item, pause) in self.breaks().filter(|(_, pause)| pause.from <= pause.to) {
            if dates.from(pause.from).is_none_or(|date| date > pause.to) {
                let message = format!("there is no date from {} to {}", pause.from, pause.to);
                let fault = Fault::new(Code::NoSuchDate, self.in_item("breaks", item, "from"), message);
                out.report(dates.nearest_to(pause.from, fault));
            }
        }
    }

    fn entries(&self, dates: &Dates, out: &mut Faults) {
        let mut seen = BTreeSet::new();
        let series = &dates.series;
        for (item, one) in self.occurrences() {
            let at = |name| self.in_item("occurrences", item, name);
            let date = one.date;
            let paused = series.breaks.iter().any(|(from, to)| (*from..=*to).contains(&date));
            let added = one.added == Some(true);
            if !seen.insert(date) {
                let fault = Fault::new(Code::FieldsDisagree, at("date"), format!("{date} is listed twice"));
                out.report(fault.with_help("only the first is read: put all that is said of that date there"));
            } else if series.excluded.contains(&date) {
                let fault = Fault::new(Code::FieldsDisagree, at("date"), format!("`except` leaves {date} out"));
                out.report(fault.with_help("take it out of one of the two"));
            } else if added && dates.rule_gives(date) && !paused {
                let fault = Fault::new(Code::NeedlessField, at("added"), format!("the rule gives {date} anyway"));
                out.report(fault.with_help("remove `added: true`"));
            } else if !added && !dates.gives(date) {
                out.report(dates.none_on(date, at("date")));
            } else if !added && paused {
                let fault = Fault::new(Code::FieldsDisagree, at("date"), format!("{date} lies in a break"));
                out.report(fault.with_help("add `added: true` if the event takes place in spite of it, or remove it"));
            }
        }
    }
}

/// The dates of a series. Those of a rule that counts are found once, for each question would count them anew.
struct Dates {
    series: Series,
    counted: Option<BTreeSet<Date>>,
}

impl Dates {
    fn of(series: Series) -> Self {
        let counts = matches!(series.rule.end(), RuleEnd::Count(_));
        let exceptions = !(series.excluded.is_empty() && series.breaks.is_empty() && series.added.is_empty());
        let counted = (counts && exceptions).then(|| series.rule.dates(series.start).collect());
        Self { series, counted }
    }

    fn rule_gives(&self, date: Date) -> bool {
        match &self.counted {
            Some(dates) => dates.contains(&date),
            None => self.series.rule.dates_from(self.series.start, date).next() == Some(date),
        }
    }

    /// Whether the rule gives a date or it is added, left out or not.
    fn gives(&self, date: Date) -> bool {
        self.series.added.contains(&date) || self.rule_gives(date)
    }

    /// The first of these on or after a day.
    fn from(&self, day: Date) -> Option<Date> {
        let given = match &self.counted {
            Some(dates) => dates.range(day..).next().copied(),
            None => self.series.rule.dates_from(self.series.start, day).next(),
        };
        let added = self.series.added.range(day..).next().copied();
        given.into_iter().chain(added).min()
    }

    fn none_on(&self, date: Date, place: SourceLocation) -> Fault {
        let message = format!("the event does not take place on {}", english_weekday_date(date));
        self.nearest_to(date, Fault::new(Code::NoSuchDate, place, message))
    }

    fn nearest_to(&self, day: Date, fault: Fault) -> Fault {
        let near = match &self.counted {
            Some(dates) => {
                let given = dates
                    .iter()
                    .filter(|date| !self.series.breaks.iter().any(|(from, to)| from <= *date && *date <= to));
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
