//! When an event last changed, so that calendar programs know which of two versions is newer.

use std::iter;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::visible_record::VisibleRecord;
use crate::record::KindFields;
use crate::site::RecordIndex;
use crate::time::{Moment, end_of_day, start_of_day};

/// The day from which sequence numbers count.
const SEQUENCE_EPOCH: Date = date(2020, 1, 1);

impl VisibleRecord<'_> {
    /// The latest change that the files tell: of the record, of the safety around it, or of the consents to its
    /// pictures. Not before 2020.
    pub fn revised_at(&self) -> Timestamp {
        let zone = &self.publication.site.config.zone.time_zone;
        let safety = self.safety_changes().into_iter().filter_map(|day| start_of_day(day, zone));
        let fields = self.field_changes().into_iter().filter_map(|moment| moment.latest_instant(zone));
        safety.chain(fields).chain(self.consent_changes()).fold(sequence_epoch(), Ord::max)
    }

    /// The minutes from 2020 to the last change, as a `SEQUENCE` (RFC 5545 §3.8.7.4), which must only grow.
    pub fn sequence(&self) -> i32 {
        let minutes = (self.revised_at().as_second() - sequence_epoch().as_second()) / 60;
        i32::try_from(minutes).unwrap_or(i32::MAX)
    }

    /// The record's `updated`, and the `status_since` of an event and of its dates.
    fn field_changes(&self) -> Vec<Moment> {
        let status_since: Vec<Option<Moment>> = match self.fields() {
            KindFields::Event(event) => {
                let of_dates = event.occurrences.unguarded().iter().map(|entry| entry.status_since);
                of_dates.chain([event.status_since]).collect()
            }
            _ => Vec::new(),
        };
        status_since.into_iter().chain([self.common().updated]).flatten().collect()
    }

    /// `safety.since` of the record, of its venue and organisers, of the places that any of them is in, and of the network.
    fn safety_changes(&self) -> Vec<Date> {
        let site = &self.publication.site;
        let venues = self.record.relations.iter().filter(|(role, _)| role.is_venue()).map(|(_, venue)| *venue);
        let record_and_venues: Vec<RecordIndex> = iter::once(self.record_index()).chain(venues).collect();
        let in_places = record_and_venues.iter().flat_map(|ix| &site.record(*ix).in_places);
        let places = in_places.flat_map(|place| &site.enclosing_places[place.as_usize()]);
        let since = |ix: &RecordIndex| site.record(*ix).parsed.common.as_ref()?.safety?.since;
        let of_network = site.config.safety.and_then(|safety| safety.since);
        record_and_venues.iter().chain(places).filter_map(since).chain(of_network).collect()
    }

    /// The instants up to now at which consents to the record's pictures began, ended or were withdrawn.
    fn consent_changes(&self) -> Vec<Timestamp> {
        let (site, clock) = (&self.publication.site, &self.publication.clock);
        let zone = &site.config.zone.time_zone;
        let pictures = self.record.pictures.iter().flatten().chain(&self.record.lead_picture);
        let consents = pictures
            .filter_map(|picture| site.consents_by_picture.get(&site.assets.get(&picture.path)?.digest))
            .flatten()
            .filter_map(|id| site.ledger.get(id));
        consents
            .flat_map(|consent| {
                let days = [Some(consent.given), consent.withdrawn].into_iter().flatten();
                days.filter_map(|day| start_of_day(day, zone)).chain(end_of_day(consent.expires, zone))
            })
            .filter(|instant| clock.has_reached(*instant))
            .collect()
    }
}

fn sequence_epoch() -> Timestamp {
    start_of_day(SEQUENCE_EPOCH, &TimeZone::UTC).expect("2020 began in UTC")
}
