//! The access facts of a record, its own first, then the further facts of its venue.

use jiff::civil::Date;

use super::visible_record::VisibleRecord;
use crate::record::{AccessAnswer, Disclosure, EventStatus, KindFields};

/// An access fact of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessFact<'a> {
    /// The word for the fact: `step-free`.
    pub fact: &'a str,
    /// Whether it is so.
    pub answer: AccessAnswer,
    /// Whether the venue states it, and not the record.
    pub is_from_venue: bool,
}

impl<'a> VisibleRecord<'a> {
    /// The record's own access facts, then those of its venue that it does not state itself. The facts of a venue that
    /// may not be shown are left out, because they could tell which venue it is.
    pub fn access_facts(&self) -> Vec<AccessFact<'a>> {
        let mut facts: Vec<AccessFact<'a>> = self.own_access_facts(false).collect();
        let of_venue = self.venue_record().into_iter().flat_map(|venue| venue.own_access_facts(true));
        for inherited in of_venue {
            if facts.iter().all(|known| known.fact != inherited.fact) {
                facts.push(inherited);
            }
        }
        facts
    }

    /// The partner at whose address an event is, if both may be shown. An event that has moved online is not there.
    pub fn venue_record(&self) -> Option<VisibleRecord<'a>> {
        let KindFields::Event(event) = self.fields() else { return None };
        if event.status == Some(EventStatus::MovedOnline) {
            return None;
        }
        event.venue.disclose(self.lens()).and_then(Disclosure::public).and_then(|venue| self.resolve_venue(venue))
    }

    /// The day on which a partner's facts, or an event's own access facts, were last checked.
    pub fn access_checked_date(&self) -> Option<Date> {
        match self.fields() {
            KindFields::Partner(partner) => partner.checked.as_ref().map(|checked| checked.date),
            KindFields::Event(event) => event.access_checked,
            _ => None,
        }
    }

    fn own_access_facts(&self, is_from_venue: bool) -> impl Iterator<Item = AccessFact<'a>> + use<'a> {
        let facts = self.fields().access().into_iter().flat_map(|access| &access.0);
        facts.map(move |(fact, answer)| AccessFact { fact, answer: *answer, is_from_venue })
    }
}
