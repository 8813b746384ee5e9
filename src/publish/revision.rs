//! When what is said of an event last changed, so that calendars know which of two versions is the newer.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::VisibleRecord;
use crate::record::KindFields;
use crate::site::{Record, RecordIndex};
use crate::time::{end_of_day, start_of_day};

/// Where sequences begin to count.
const SEQUENCE_EPOCH: Date = date(2020, 1, 1);

impl VisibleRecord<'_> {
    /// The latest of: its `updated`, its `status_since` and those of its dates; `safety.since` of it, of its houses, of the places they are in
    /// and of the network; dates of consents to its pictures that have come. Not before 2020.
    pub fn revised_at(&self) -> Timestamp {
        let publication = self.publication();
        let (site, clock) = (&publication.site, &publication.clock);
        let zone = &site.config.zone.time_zone;
        let record = site.record(self.record_index());
        let safety_since = |record: &Record| record.parsed.common.as_ref()?.safety?.since;
        let venues = record.relations.iter().filter(|(role, _)| role.is_venue()).map(|(_, venue)| *venue);
        let record_and_venues: Vec<RecordIndex> = std::iter::once(self.record_index()).chain(venues).collect();
        let enclosing_places = |ix: &RecordIndex| {
            let places = site.record(*ix).in_places.iter().flat_map(|place| &site.enclosing_places[place.as_usize()]);
            places.copied().collect::<Vec<RecordIndex>>()
        };
        let safety_days = record_and_venues
            .iter()
            .copied()
            .chain(record_and_venues.iter().flat_map(enclosing_places))
            .filter_map(|ix| safety_since(site.record(ix)))
            .chain(site.config.safety.and_then(|safety| safety.since))
            .filter_map(|day| start_of_day(day, zone));
        let status_since = match self.fields() {
            KindFields::Event(event) => {
                let of_dates = event.occurrences.unguarded().iter().map(|entry| entry.status_since);
                of_dates.chain([event.status_since]).flatten().collect()
            }
            _ => Vec::new(),
        };
        let stated_changes = status_since.into_iter().chain(self.common().updated);
        let stated_instants = stated_changes.filter_map(|moment| moment.latest_instant(zone));
        let pictures = record.pictures.iter().flatten().chain(&record.lead_picture);
        let consents = pictures
            .filter_map(|picture| site.consents_by_picture.get(&site.assets.get(&picture.path)?.digest))
            .flatten()
            .filter_map(|id| site.ledger.get(id))
            .flat_map(|consent| {
                let given_and_withdrawn = [Some(consent.given), consent.withdrawn].into_iter().flatten();
                given_and_withdrawn.filter_map(|day| start_of_day(day, zone)).chain(end_of_day(consent.expires, zone))
            })
            .filter(|instant| clock.has_reached(*instant));
        safety_days.chain(stated_instants).chain(consents).fold(sequence_epoch(), Ord::max)
    }

    /// The same as a number that only grows (RFC 5545 §3.8.7.4): minutes since 2020.
    pub fn sequence(&self) -> i32 {
        let minutes = (self.revised_at().as_second() - sequence_epoch().as_second()) / 60;
        i32::try_from(minutes).unwrap_or(i32::MAX)
    }
}

fn sequence_epoch() -> Timestamp {
    start_of_day(SEQUENCE_EPOCH, &TimeZone::UTC).expect("2020 began in UTC")
}
