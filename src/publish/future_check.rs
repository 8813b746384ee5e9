//! Days that are still to come although something happened on them: facts were checked, people were counted. That cannot be
//! true, so such a record has an error until then.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::fault::{Code, Fault};
use crate::language::english_date;
use crate::record::{KindFields, PartnerStatus, PastDay};
use crate::site::{Record, Site};
use crate::text::SourceLocation;
use crate::time::{Clock, start_of_day};

/// Whether a record says that something happened on a day that is still to come.
pub(super) fn has_future_day(site: &Site, record: &Record, clock: &Clock) -> bool {
    future_days(site, record, clock).next().is_some()
}

/// The faults of everything in a site that is said to have happened on a day that is still to come.
pub(super) fn future_day_faults(site: &Site, now: Timestamp) -> Vec<Fault> {
    // It has its own clock, because the state of each record has asked already.
    let clock = Clock::new(now);
    let mut faults = Vec::new();
    for record in &site.records {
        for PastDay { field, item, name, what, day } in future_days(site, record, &clock) {
            let locations = &record.parsed.locations;
            let is_field = item.is_none() && name.is_empty();
            let location = if is_field { locations.of_field(field) } else { locations.of_nested(field, item, name) };
            faults.push(future_day_fault(what, day, location));
        }
        faults.extend(early_leaving_fault(site, record, &clock));
    }
    let elsewhere = days_elsewhere(site).into_iter().filter(|(_, day, _)| !has_begun(site, *day, &clock));
    faults.extend(elsewhere.map(|(what, day, location)| future_day_fault(what, day, location)));
    faults
}

/// Whether a day has begun in the site's zone.
pub(super) fn has_begun(site: &Site, day: Date, clock: &Clock) -> bool {
    start_of_day(day, &site.config.zone.time_zone).is_some_and(|begins| clock.has_reached(begins))
}

fn future_days(site: &Site, record: &Record, clock: &Clock) -> impl Iterator<Item = PastDay> {
    let days = record.parsed.fields.iter().flat_map(|fields| fields.past_days());
    days.filter(|past| !has_begun(site, past.day, clock))
}

/// The days in translations, `signposts.yaml` and `site.yaml`.
fn days_elsewhere(site: &Site) -> Vec<(&'static str, Date, SourceLocation)> {
    let mut days = Vec::new();
    for translation in site.records.iter().flat_map(|record| &record.translations) {
        if let Some(read) = translation.parsed.fields.as_ref().and_then(|fields| fields.reviewed) {
            let location = SourceLocation::new(&translation.parsed.source, read.span);
            days.push(("the translation was read", read.value, location));
        }
    }
    if let Some(source) = &site.signposts_source {
        let checked = site.signposts.iter().map(|signpost| signpost.checked);
        days.extend(checked.map(|day| ("the facts were checked", day.value, SourceLocation::new(source, day.span))));
    }
    let tested = site.config.accessibility.as_ref().and_then(|statement| statement.checked);
    days.extend(
        tested.map(|day| ("the site was tested", day.value, SourceLocation::new(&site.config_source, day.span))),
    );
    days
}

fn future_day_fault(what: &str, day: Date, location: SourceLocation) -> Fault {
    let message = format!("this says that {what} on {}, which is still to come", english_date(day));
    Fault::new(Code::InvalidDate, location, message).with_help("write the day on which that really happened")
}

/// The fault of a partner that has closed, and is to leave the network later.
fn early_leaving_fault(site: &Site, record: &Record, clock: &Clock) -> Option<Fault> {
    let Some(KindFields::Partner(partner)) = &record.parsed.fields else { return None };
    let has_closed = partner.status == Some(PartnerStatus::Closed);
    partner.left.filter(|day| has_closed && !has_begun(site, *day, clock))?;
    let message = "the partner has closed, and `left` is still to come";
    let fault = Fault::new(Code::FieldsDisagree, record.parsed.locations.of_field("left"), message);
    Some(fault.with_help("write the day on which it closed, or take out `status: closed` until it does"))
}
