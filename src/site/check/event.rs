//! Checks of events: times in their zones, and fields that must agree. `series` checks how an event repeats.

use super::online::{has_online, no_online_fault};
use super::series::check_series;
use super::wall_time::{check_offset, check_time, format_moment};
use super::weekday::check_weekdays;
use crate::config::Zone;
use crate::fault::{Code, Fault, Faults};
use crate::kind::Role;
use crate::record::{Event, EventStatus};
use crate::site::linked_site::Site;
use crate::site::record::Record;
use crate::site::resolved_target::ResolvedTarget;
use crate::text::SourceLocation;
use crate::time::Moment;

/// Checks an event.
pub(super) fn check_event(site: &Site, record: &Record, event: &Event, out: &mut Faults) {
    let zone = event.effective_zone(&site.config);
    if check_times(record, event, zone, out) {
        check_end_after_start(record, event, zone, out);
    }
    // A record that is shown as another has given its places to the other.
    if !record.parsed.locations.has_value("same_as") {
        check_has_place(site, record, event, out);
    }
    check_duration(record, event, out);
    check_status(record, event, out);
    check_series(record, event, zone, out);
    check_weekdays(site, record, event, out);
}

fn field_location(record: &Record, field: &str) -> SourceLocation {
    record.parsed.locations.of_field(field)
}

/// Checks all times. Returns whether each of start, end and previous start is exactly one instant.
fn check_times(record: &Record, event: &Event, zone: &Zone, out: &mut Faults) -> bool {
    let mut all_valid = true;
    for (field, moment) in [
        ("start", Some(*event.start.unguarded())),
        ("end", *event.end.unguarded()),
        ("previous_start", *event.previous_start.unguarded()),
    ] {
        if let Some(moment) = moment {
            all_valid &= check_time(&moment, zone, field_location(record, field), out);
        }
    }
    if let Some(moment) = event.status_since {
        check_offset(&moment, zone, field_location(record, "status_since"), out);
    }
    if let Some(closes) = event.booking.as_ref().and_then(|booking| booking.closes) {
        // Finding a nested field reads the front matter again, so it is done only for a fault.
        let location = || record.parsed.locations.of_nested("booking", None, "closes");
        if closes.offset.is_some() {
            check_offset(&closes, zone, location(), out);
        }
        check_booking_closes(event, &closes, zone, location, out);
    }
    all_valid
}

/// Checks that booking closes before the event begins. A closing date without a time may be the day of the event.
fn check_booking_closes(
    event: &Event,
    closes: &Moment,
    zone: &Zone,
    location: impl Fn() -> SourceLocation,
    out: &mut Faults,
) {
    let start = event.start.unguarded();
    // For a series it is not known which date the closing time is for.
    let is_late = event.repeat.unguarded().is_none()
        && match (closes.time, start.time) {
            (Some(_), Some(_)) => closes.latest_instant(&zone.time_zone) > start.latest_instant(&zone.time_zone),
            _ => closes.date > start.date,
        };
    if is_late {
        let fault = Fault::new(Code::LateBooking, location(), "booking closes after the event has begun");
        out.report(fault.with_help(format!("write a time before {}", format_moment(start))));
    }
}

/// Checks that the event ends after it starts.
fn check_end_after_start(record: &Record, event: &Event, zone: &Zone, out: &mut Faults) {
    let start = event.start.unguarded();
    if let Some(end) = event.end.unguarded()
        && end.end_instant(&zone.time_zone) <= start.latest_instant(&zone.time_zone)
    {
        let fault =
            Fault::new(Code::InvalidValue, field_location(record, "end"), "the event would end before it starts");
        out.report(fault.with_help(format!("write an end after {}", format_moment(start))));
    }
}

/// Checks that the event is in a place, or online.
fn check_has_place(site: &Site, record: &Record, event: &Event, out: &mut Faults) {
    // Wrong names and unreadable values have a fault of their own.
    let has_wrong_name = record.parsed.references.iter().zip(&record.resolved_references).any(|(reference, target)| {
        matches!(reference.field, "places" | "venue" | "organisers") && *target == ResolvedTarget::Unresolved
    });
    let may_have_place = has_online(record, event) || has_wrong_name || has_unreadable_venue_or_organiser(site, record);
    if record.in_places.is_empty() && !may_have_place {
        let message = "this event is in no place, so no place's page shows it";
        let fault = Fault::new(Code::NoPlace, field_location(record, "title"), message);
        out.report(fault.with_help("add `places:`, or a venue or organiser that has places"));
    }
}

/// Whether a venue or organiser may have places that could not be read.
fn has_unreadable_venue_or_organiser(site: &Site, record: &Record) -> bool {
    let related = record.relations.iter().filter(|(role, _)| matches!(role, Role::Venue | Role::Organisers));
    related.map(|(_, to)| site.record(*to)).any(|to| to.parsed.fields.is_none())
}

/// Checks that `all_day`, `end` and `duration` agree.
fn check_duration(record: &Record, event: &Event, out: &mut Faults) {
    let (start, end) = (event.start.unguarded(), event.end.unguarded());
    let has_time = start.time.is_some() || end.is_some_and(|end| end.time.is_some());
    if event.all_day == Some(true) && has_time {
        let fault =
            Fault::new(Code::FieldsDisagree, field_location(record, "all_day"), "an all-day event has no time of day");
        out.report(fault.with_help("remove `all_day`, or write `start` and `end` without times"));
    }
    let (Some(end), Some(_)) = (end, event.duration.unguarded()) else { return };
    let location = field_location(record, "duration");
    out.report(if event.end_by_duration().map(|computed| computed.datetime()) == Some(end.datetime()) {
        let fault = Fault::new(Code::NeedlessField, location, "`end` says already how long it takes");
        fault.with_help("keep one of the two")
    } else {
        let message = format!("`duration` does not lead to {}, which `end` says", format_moment(end));
        Fault::new(Code::FieldsDisagree, location, message).with_help("`end` is used: keep the one that is right")
    });
}

/// Checks that the status has its day, and that a reason has a status.
fn check_status(record: &Record, event: &Event, out: &mut Faults) {
    let status = event.status.and_then(EventStatus::unless_scheduled);
    if let Some(status) = status.filter(|_| !record.parsed.locations.has_value("status_since")) {
        let message = format!("nothing says since when the event is {}", status.as_str());
        let fault = Fault::new(Code::NoStatusDay, field_location(record, "status"), message);
        out.report(fault.with_help("add a line `status_since:` with the day it was decided"));
    }
    if status.is_none() && event.reason.is_some() && !has_unreadable_status(record, event) {
        let message = "a reason is shown with a status, and this event is scheduled";
        let fault = Fault::new(Code::NeedlessField, field_location(record, "reason"), message);
        out.report(fault.with_help("remove it, or write what became of the event in `status:`"));
    }
    match status {
        Some(EventStatus::Rescheduled) => check_previous_start(record, event, out),
        Some(EventStatus::MovedOnline) if !has_online(record, event) => {
            out.report(no_online_fault("the event", field_location(record, "status")));
        }
        Some(_) => {}
        None if event.previous_start.unguarded().is_none() || has_unreadable_status(record, event) => {}
        None => {
            let message = "a previous start is shown with a status, and this event is scheduled";
            let fault = Fault::new(Code::NeedlessField, field_location(record, "previous_start"), message);
            out.report(fault.with_help("remove it, or write `status: rescheduled`"));
        }
    }
}

/// Checks that a rescheduled event has a previous start that differs from the new one.
fn check_previous_start(record: &Record, event: &Event, out: &mut Faults) {
    let start = event.start.unguarded();
    match event.previous_start.unguarded() {
        None if !record.parsed.locations.has_value("previous_start") => {
            let message = "field `previous_start` is missing: a rescheduled event says when it was to begin before";
            let fault = Fault::new(Code::MissingField, field_location(record, "status"), message);
            out.report(fault.with_help("add `previous_start:` with that date and time"));
        }
        Some(previous) if previous.datetime() == start.datetime() => {
            let message = "`previous_start` is the time at which it begins now";
            let fault = Fault::new(Code::FieldsDisagree, field_location(record, "previous_start"), message);
            out.report(fault.with_help("write there when it was to begin before, and the new time in `start:`"));
        }
        _ => {}
    }
}

/// Whether the event has a status that could not be read.
fn has_unreadable_status(record: &Record, event: &Event) -> bool {
    event.status.is_none() && record.parsed.locations.has_value("status")
}
