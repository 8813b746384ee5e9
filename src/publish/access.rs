//! What is known of getting in: an event's own access facts, then those of its venue.

use jiff::civil::Date;

use super::VisibleRecord;
use crate::record::{Access, AccessAnswer, Disclosure, KindFields};

/// An access fact of a record as it may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessFact<'a> {
    /// `step-free`.
    pub fact: &'a str,
    /// What is said.
    pub answer: AccessAnswer,
    /// Whether the venue says so, and not the record.
    pub is_from_venue: bool,
}

impl<'a> VisibleRecord<'a> {
    /// Its access facts: its own, then those of its venue that it does not state itself. A venue that may not be
    /// seen has none: its facts could tell which one it is.
    pub fn access_facts(&self) -> Vec<AccessFact<'a>> {
        let own_facts = self.own_access().into_iter().flat_map(|access| &access.0);
        let to_access_fact = |of_venue: bool| {
            move |(fact, answer): &'a (String, AccessAnswer)| AccessFact {
                fact: fact.as_str(),
                answer: *answer,
                is_from_venue: of_venue,
            }
        };
        let mut facts: Vec<AccessFact<'a>> = own_facts.map(to_access_fact(false)).collect();
        let venue = self.venue_record().and_then(|venue| venue.own_access()).into_iter().flat_map(|access| &access.0);
        for inherited in venue.map(to_access_fact(true)) {
            if facts.iter().all(|known| known.fact != inherited.fact) {
                facts.push(inherited);
            }
        }
        facts
    }

    /// The partner that an event is at, if both may be seen.
    pub fn venue_record(&self) -> Option<VisibleRecord<'a>> {
        let KindFields::Event(event) = self.fields() else { return None };
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

    fn own_access(&self) -> Option<&'a Access> {
        match self.fields() {
            KindFields::Partner(partner) => partner.access.as_ref(),
            KindFields::Event(event) => event.access.as_ref(),
            _ => None,
        }
    }
}
