//! The checks of one record: its times, template and coordinates, and the checks of its kind.

use super::event::check_event;
use super::leak::check_leaks;
use super::mailbox::{check_event_mailbox, check_mailboxes};
use super::place_codes::check_place_codes;
use super::wall_time::check_offset;
use crate::country::Country;
use crate::fault::{Code, Fault, Faults, Severity};
use crate::path::closest_match;
use crate::record::{CommonFields, KindFields};
use crate::site::linked_site::Site;
use crate::site::record::Record;
use crate::site::record_index::RecordIndex;

/// Checks a record, and marks it or its translations as invalid when they have errors. Returns the new faults together
/// with `faults`, those that linking found.
pub(in crate::site) fn check_record(site: &mut Site, ix: RecordIndex, mut faults: Faults) -> Faults {
    let record = site.record(ix);
    let mut record_faults = Faults::new();
    check_fields(site, record, &mut record_faults);
    let mut leaks = Faults::new();
    let leaking_translations = check_leaks(record, &mut leaks);
    // A leak in a translation makes only the translation invalid.
    let path = Some(record.parsed.source.path.as_str());
    let record_leaks = leaks.iter().any(|fault| fault.severity == Severity::Error && fault.path() == path);
    if record_faults.has_errors() || record_leaks {
        site.record_mut(ix).is_invalid = true;
    }
    for number in leaking_translations {
        site.record_mut(ix).translations[number].is_invalid = true;
    }
    faults.extend(record_faults);
    faults.extend(leaks);
    faults
}

fn check_fields(site: &Site, record: &Record, out: &mut Faults) {
    if let Some(common) = &record.parsed.common {
        check_offsets(site, record, common, out);
        check_publication_period(site, record, common, out);
        check_template(site, record, common, out);
    }
    check_coordinates(site, record, out);
    match &record.parsed.fields {
        Some(KindFields::Event(event)) => check_event(site, record, event, out),
        Some(fields) => fields.check(&record.parsed.locations, out),
        None => {}
    }
    match &record.parsed.fields {
        Some(KindFields::Partner(partner)) => check_mailboxes(record, partner, out),
        Some(KindFields::Event(event)) => check_event_mailbox(site, record, event, out),
        Some(KindFields::Place(place)) => check_place_codes(site, record, place, out),
        _ => {}
    }
}

/// Checks that the offsets of times are those of the network's time zone.
fn check_offsets(site: &Site, record: &Record, common: &CommonFields, out: &mut Faults) {
    for (field, moment) in [("publish", common.publish), ("show_until", common.show_until), ("updated", common.updated)]
    {
        if let Some(moment) = moment {
            check_offset(&moment, &site.config.zone, record.parsed.locations.of_field(field), out);
        }
    }
}

/// Checks that `show_until` is after `publish`.
fn check_publication_period(site: &Site, record: &Record, common: &CommonFields, out: &mut Faults) {
    let (Some(from), Some(until)) = (common.publish, common.show_until) else { return };
    let zone = &site.config.zone.time_zone;
    if until.end_instant(zone) <= from.latest_instant(zone) {
        let location = record.parsed.locations.of_field("show_until");
        let message = "`show_until` is before `publish`: it would never be shown";
        out.report(Fault::new(Code::InvalidValue, location, message).with_help("check the two dates"));
    }
}

/// Templates that show something else than a record.
const OTHER_TEMPLATES: [&str; 9] =
    ["404", "about", "base", "home", "list", "redirect", "search", "subscribe", "topics"];

/// Checks that the theme has the template that a record chooses.
fn check_template(site: &Site, record: &Record, common: &CommonFields, out: &mut Faults) {
    let Some(template) = &common.template else { return };
    let is_same = |name: &String| name == template || name.strip_suffix(".html") == Some(template);
    if site.templates.iter().any(is_same) {
        return;
    }
    let location = record.parsed.locations.of_field("template");
    let fault = Fault::new(Code::TemplateError, location, format!("the theme has no template `{template}`"));
    let written = template.trim_end_matches(".html").trim_end_matches(".htm");
    let names = site.templates.iter().map(|name| name.trim_end_matches(".html"));
    let names: Vec<&str> = names.filter(|name| !OTHER_TEMPLATES.contains(name)).collect();
    let help = format!("remove the line, or write one of: {}", names.join(", "));
    out.report(fault.with_suggestion_or_help(closest_match(written, names), help));
}

/// Checks that coordinates are in the network's country.
fn check_coordinates(site: &Site, record: &Record, out: &mut Faults) {
    let Some(country) = site.config.country.as_deref().and_then(Country::find) else { return };
    let coordinates = record.parsed.fields.as_ref().and_then(|fields| fields.coordinates());
    let Some((field, name, point)) = coordinates else { return };
    if country.contains(point.latitude, point.longitude) {
        return;
    }
    let location = record.parsed.locations.of_nested(field, None, name);
    let fault = Fault::new(Code::OutsideCountry, location, format!("these coordinates are not in {}", country.code));
    out.report(if country.contains(point.longitude, point.latitude) {
        fault.with_help(format!("did you mean `[{}, {}]`? latitude comes first", point.longitude, point.latitude))
    } else {
        fault.with_help("check the figures and the minus sign: latitude first, then longitude")
    });
}
