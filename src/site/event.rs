//! Checks of events: times in their zones, and fields that must fit together. How an event repeats is checked in `series`.
//!
//! Nothing here knows now: what was right when it was written stays right. What depends on the day it is, and what two
//! events do to one another, is `publish`'s to say.

use jiff::Timestamp;

use super::{Record, ResolvedTarget, Site, series, weekday};
use crate::config::Zone;
use crate::fault::{Code, Fault, Faults};
use crate::kind::Role;
use crate::record::{Event, EventStatus};
use crate::text::SourceLocation;
use crate::time::{Moment, WallTimeError};

/// Checks an event.
pub(super) fn check_event(site: &Site, record: &Record, event: &Event, out: &mut Faults) {
    let zone = event.effective_zone(&site.config);
    if check_times(record, event, zone, out) {
        check_end_after_start(record, event, zone, out);
    }
    check_has_place(site, record, event, out);
    check_duration(record, event, out);
    check_status(record, event, out);
    series::check_series(record, event, zone, out);
    weekday::check_weekdays(site, record, event, out);
}

fn field_location(record: &Record, field: &str) -> SourceLocation {
    record.parsed.locations.of_field(field)
}

/// Whether all times have one instant each.
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
    if let Some(moment) = event.status_since.filter(|moment| moment.offset.is_some()) {
        check_offset(&moment, zone, field_location(record, "status_since"), out);
    }
    if let Some(closes) = event.booking.as_ref().and_then(|booking| booking.closes) {
        let place = || record.parsed.locations.of_nested("booking", None, "closes");
        if closes.offset.is_some() {
            check_offset(&closes, zone, place(), out);
        }
        check_booking_closes(event, &closes, zone, place, out);
    }
    all_valid
}

/// Booking ends before the event begins. A whole day may be the event's own.
fn check_booking_closes(
    event: &Event,
    closes: &Moment,
    zone: &Zone,
    place: impl Fn() -> SourceLocation,
    out: &mut Faults,
) {
    let start = event.start.unguarded();
    // Of a series nobody knows for which of its dates.
    let late = event.repeat.unguarded().is_none()
        && match (closes.time, start.time) {
            (Some(_), Some(_)) => closes.latest_instant(&zone.time_zone) > start.latest_instant(&zone.time_zone),
            _ => closes.date > start.date,
        };
    if late {
        let fault = Fault::new(Code::LateBooking, place(), "booking closes after the event has begun");
        out.report(fault.with_help(format!("write a time before {}", format_moment(start))));
    }
}

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

fn check_has_place(site: &Site, record: &Record, event: &Event, out: &mut Faults) {
    // A name that leads nowhere, or a venue that cannot be read, was reported as that.
    let unclear = record.parsed.references.iter().zip(&record.resolved_references).any(|(mark, resolved)| {
        matches!(mark.field, "places" | "venue" | "organisers") && *resolved == ResolvedTarget::Unresolved
    }) || has_unreadable_venue_or_organiser(site, record)
        || (record.parsed.locations.has_value("online") && event.online.unguarded().is_none());
    if record.in_places.is_empty() && event.online.unguarded().is_none() && !unclear {
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

/// What says how long it takes.
fn check_duration(record: &Record, event: &Event, out: &mut Faults) {
    let (start, end) = (event.start.unguarded(), event.end.unguarded());
    let has_time = start.time.is_some() || end.is_some_and(|end| end.time.is_some());
    if event.all_day == Some(true) && has_time {
        let fault =
            Fault::new(Code::FieldsDisagree, field_location(record, "all_day"), "an all-day event has no time of day");
        out.report(fault.with_help("remove `all_day`, or write `start` and `end` without times"));
    }
    let (Some(end), Some(minutes)) = (end, event.duration.unguarded()) else { return };
    let span = jiff::Span::new().minutes(i64::from(minutes.0));
    let computed_end = start.datetime().checked_add(span).ok();
    let place = field_location(record, "duration");
    out.report(if computed_end == Some(end.datetime()) {
        let fault = Fault::new(Code::NeedlessField, place, "`end` says already how long it takes");
        fault.with_help("keep one of the two")
    } else {
        let message = format!("`duration` does not lead to {}, which `end` says", format_moment(end));
        Fault::new(Code::FieldsDisagree, place, message).with_help("`end` is used: keep the one that is right")
    });
}

fn check_status(record: &Record, event: &Event, out: &mut Faults) {
    let status = event.status.and_then(EventStatus::unless_scheduled);
    let location = |field| field_location(record, field);
    if let Some(status) = status.filter(|_| !record.parsed.locations.has_value("status_since")) {
        let message = format!("nothing says since when the event is {}", status.as_str());
        let fault = Fault::new(Code::NoStatusDay, location("status"), message);
        out.report(fault.with_help("add a line `status_since:` with the day it was decided"));
    }
    if status.is_none() && event.reason.is_some() && !has_unreadable_status(record, event) {
        let fault = Fault::new(
            Code::NeedlessField,
            location("reason"),
            "a reason is shown with a status, and this event is scheduled",
        );
        out.report(fault.with_help("remove it, or write what became of the event in `status:`"));
    }
    let (previous, start) = (event.previous_start.unguarded(), event.start.unguarded());
    let fault = match (status == Some(EventStatus::Rescheduled), previous) {
        (true, None) if !record.parsed.locations.has_value("previous_start") => {
            let message = "a rescheduled event says when it was to begin before";
            Fault::new(Code::FieldsDisagree, location("status"), message)
                .with_help("add `previous_start:` with that time")
        }
        (true, Some(previous)) if previous.datetime() == start.datetime() => {
            let message = "`previous_start` is the time at which it begins now";
            let fault = Fault::new(Code::FieldsDisagree, location("previous_start"), message);
            fault.with_help("write there when it was to begin before, and the new time in `start:`")
        }
        _ => return,
    };
    out.report(fault);
}

/// Whether there is a status that cannot be read.
fn has_unreadable_status(record: &Record, event: &Event) -> bool {
    event.status.is_none() && record.parsed.locations.has_value("status")
}

fn format_moment(moment: &Moment) -> String {
    moment.to_iso8601().replace('T', " ")
}

/// Whether a wall time has one instant in its zone; reports why not.
pub(super) fn check_time(moment: &Moment, zone: &Zone, place: SourceLocation, out: &mut Faults) -> bool {
    let (written, name) = (format_moment(moment), &zone.name);
    let fault = match moment.instant(&zone.time_zone) {
        Err(WallTimeError::DoesNotExist) => {
            let message = format!("there is no {written} in {name}: the clocks go forward over it");
            Fault::new(Code::TimeDoesNotExist, place, message).with_help("choose a time an hour later")
        }
        Err(WallTimeError::Ambiguous) if moment.offset.is_none() => {
            let message = format!("{written} comes twice in {name}: the clocks go back over it");
            let help = format!("write `{written} first` or `{written} second`");
            Fault::new(Code::TimeAmbiguous, place, message).with_help(help)
        }
        _ => return check_offset(moment, zone, place, out),
    };
    out.report(fault);
    false
}

/// Whether an offset, if one was written, is the zone's at that time; reports where it is not.
pub(super) fn check_offset(moment: &Moment, zone: &Zone, place: SourceLocation, out: &mut Faults) -> bool {
    let Some(stated) = moment.offset else { return true };
    let (written, name) = (format_moment(moment), &zone.name);
    let help = match moment.instant(&zone.time_zone) {
        Err(WallTimeError::Ambiguous) => format!("write `{written} first` or `{written} second`"),
        Err(WallTimeError::DoesNotExist) => return true,
        Ok(instant) => {
            let offset = zone.time_zone.to_offset(instant).seconds();
            if offset == stated {
                return true;
            }
            let stated_second = instant.as_second() + i64::from(offset) - i64::from(stated);
            let reading =
                Timestamp::from_second(stated_second).map(|other| other.to_zoned(zone.time_zone.clone()).datetime());
            let reading = reading
                .map(|time| format!("{} {:02}:{:02}", time.date(), time.hour(), time.minute()))
                .unwrap_or_default();
            format!("write the wall time without an offset: `{written}`, or `{reading}` if the offset was right")
        }
    };
    let message = format!("the offset is not that of {name} on that day");
    out.report(Fault::new(Code::OffsetContradicts, place, message).with_help(help));
    false
}
