//! The publication that an agenda is made from, with today's date.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::dates::days_between;
use crate::publish::{EditorAccess, Publication};

/// The publication, and now and today in the site's zone.
pub(super) struct AgendaInput<'a> {
    pub(super) publication: &'a Publication,
    pub(super) editor_access: EditorAccess<'a>,
    pub(super) now: Timestamp,
    pub(super) today: Date,
    pub(super) zone: &'a TimeZone,
}

impl<'a> AgendaInput<'a> {
    pub(super) fn from_publication(publication: &'a Publication) -> Self {
        let zone = &publication.config().zone.time_zone;
        let now = publication.now();
        let today = now.to_zoned(zone.clone()).date();
        Self { publication, editor_access: publication.for_editors(), now, today, zone }
    }

    /// How many days it is from today to a day.
    pub(super) fn days_until(&self, day: Date) -> i64 {
        days_between(self.today, day)
    }

    /// The last day of something that ends at an instant: at midnight, the day before.
    pub(super) fn last_day(&self, at: Timestamp) -> Date {
        at.checked_sub(1.second()).unwrap_or(at).to_zoned(self.zone.clone()).date()
    }
}
