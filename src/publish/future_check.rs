//! Facts that were checked on a day that is still to come. That cannot be true, so such a record has an error until then.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::fault::{Code, Fault};
use crate::language::english_date;
use crate::site::{Record, Site};
use crate::text::SourceLocation;
use crate::time::{Clock, start_of_day};

/// The future day on which a record says that its facts were checked, with the field and the name inside that field.
pub(super) fn future_check(site: &Site, record: &Record, clock: &Clock) -> Option<(&'static str, &'static str, Date)> {
    let (field, name, day) = record.parsed.fields.as_ref()?.checked_on()?;
    let begins = start_of_day(day, &site.config.zone.time_zone);
    begins.is_none_or(|begins| !clock.has_reached(begins)).then_some((field, name, day))
}

/// The faults of all records whose facts were checked on a future day.
pub(super) fn future_check_faults(site: &Site, now: Timestamp) -> impl Iterator<Item = Fault> {
    // It has its own clock, because the state of each record has asked already.
    let clock = Clock::new(now);
    site.records.iter().filter_map(move |record| {
        let (field, name, day) = future_check(site, record, &clock)?;
        let locations = &record.parsed.locations;
        let location: SourceLocation = match name {
            "" => locations.of_field(field),
            name => locations.of_nested(field, None, name),
        };
        let message = format!("this says that the facts were checked on {}, which is still to come", english_date(day));
        let fault = Fault::new(Code::InvalidDate, location, message);
        Some(fault.with_help("write the day on which somebody really checked them"))
    })
}
