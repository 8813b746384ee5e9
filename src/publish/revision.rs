//! When what is said of an event last changed, so that calendars know which of two versions is the newer.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::Seen;
use crate::record::KindFields;
use crate::site::{Ix, Record};
use crate::time::{end_of_day, start_of_day};

/// Where sequences begin to count.
const BEGIN: Date = date(2020, 1, 1);

impl Seen<'_> {
    /// The latest of: its `updated`, its `status_since` and those of its dates; `safety.since` of it, of its houses, of the places they are in
    /// and of the network; dates of consents to its pictures that have come. Not before 2020.
    pub fn revised(&self) -> Timestamp {
        let publication = self.publication();
        let (site, clock) = (&publication.site, &publication.clock);
        let zone = &site.config.zone.time_zone;
        let record = site.record(self.ix());
        let since = |record: &Record| record.parsed.common.as_ref()?.safety?.since;
        let houses =
            record.forward.iter().filter(|(role, _)| matches!(*role, "venue" | "hosts")).map(|(_, house)| *house);
        let around: Vec<Ix> = std::iter::once(self.ix()).chain(houses).collect();
        let above = |ix: &Ix| {
            let places = site.record(*ix).in_places.iter().flat_map(|place| &site.above[place.at()]);
            places.copied().collect::<Vec<Ix>>()
        };
        let days = around
            .iter()
            .copied()
            .chain(around.iter().flat_map(above))
            .filter_map(|ix| since(site.record(ix)))
            .chain(site.config.safety.and_then(|safety| safety.since))
            .filter_map(|day| start_of_day(day, zone));
        let status_since = match self.fields() {
            KindFields::Event(event) => {
                let of_dates = event.occurrences.unguarded().iter().map(|one| one.status_since);
                of_dates.chain([event.status_since]).flatten().collect()
            }
            _ => Vec::new(),
        };
        let written = status_since.into_iter().chain(self.common().updated);
        let written = written.filter_map(|moment| moment.latest_instant(zone));
        let shots = record.pictures.iter().flatten().chain(&record.image);
        let consents = shots
            .filter_map(|shot| site.picture_consents.get(&site.assets.get(&shot.path)?.digest))
            .flatten()
            .filter_map(|id| site.ledger.get(id))
            .flat_map(|consent| {
                let begun = [Some(consent.given), consent.withdrawn].into_iter().flatten();
                begun.filter_map(|day| start_of_day(day, zone)).chain(end_of_day(consent.expires, zone))
            })
            .filter(|instant| clock.has_reached(*instant));
        days.chain(written).chain(consents).fold(begin(), Ord::max)
    }

    /// The same as a number that only grows (RFC 5545 §3.8.7.4): minutes since 2020.
    pub fn sequence(&self) -> i32 {
        let minutes = (self.revised().as_second() - begin().as_second()) / 60;
        i32::try_from(minutes).unwrap_or(i32::MAX)
    }
}

fn begin() -> Timestamp {
    start_of_day(BEGIN, &TimeZone::UTC).expect("2020 began in UTC")
}
