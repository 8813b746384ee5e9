//! Partners: organisations and groups.

use jiff::civil::Date;

use super::access::Access;
use super::contact_details::Address;
use super::field_locations::FieldLocations;
use super::guard::{Guarded, Visibility};
use super::partner_contact::{PartnerContact, check_contacts};
use super::partner_person::{PartnerPerson, check_people};
use super::record_fields::{PastDay, RecordFields};
use super::reference::{PartnerTypes, Partners, PictureFiles, Places, ReferenceTo, Topics};
use super::register_number::{CharityNumber, CompanyNumber};
use crate::fault::{Code, Fault, Faults};
use crate::language::LanguageTag;
use crate::time::Moment;
use crate::yaml::{Coordinates, MapEntry, NamedValues, Reader, Url, fields, words};

fields! {
    /// An organisation or group of the network.
    pub struct Partner {
        /// What sort of organisation it is.
        kind ("type"): required ReferenceTo<PartnerTypes>, always;
        /// The partner it is a part of.
        part_of: optional ReferenceTo<Partners>, always;
        /// Partnerships it belongs to.
        member_of: many ReferenceTo<Partners>, always;
        /// The area it serves, which is not its address.
        serves: many ReferenceTo<Places>, always;
        /// What it was called before.
        former_names: many String, always;
        /// Its address.
        address: optional Address, visibility;
        /// How to reach it.
        contacts: many PartnerContact, visibility;
        /// Its people: trustees, staff, volunteers in a post.
        people: many PartnerPerson, visibility;
        /// Its website.
        website: optional Url, always;
        /// Its pages on social media, by service.
        social: optional NamedValues<Url>, always;
        /// What it offers.
        services: many Service, always;
        /// Languages spoken there.
        languages: many LanguageTag, always;
        /// Access facts of its building.
        access: optional Access, always;
        /// When it is open.
        opening: optional String, safety;
        /// Its charity number.
        charity: optional CharityNumber, always;
        /// Its company number.
        company: optional CompanyNumber, always;
        /// Its place in the network.
        status: optional PartnerStatus, always;
        /// When it joined.
        joined: optional Date, always;
        /// When it left.
        left: optional Date, always;
        /// When these facts were last checked.
        checked: optional Checked, always;
        /// Its logo.
        logo: optional ReferenceTo<PictureFiles>, always;
        /// Whether its page lists events that others hold at its address [default: yes].
        show_events_by_others: optional bool, always;
    }
}

words! {
    /// A partner's place in the network.
    pub enum PartnerStatus ("`member`, `associate`, `inactive` or `closed`") {
        /// A member.
        Member "member",
        /// An associate.
        Associate "associate",
        /// Not active at present.
        Inactive "inactive",
        /// Closed for good.
        Closed "closed",
    }
}

fields! {
    /// When facts were last checked, and by whom.
    pub struct Checked {
        /// The day on which they were checked.
        date: required Date, always;
        /// Who checked them.
        by: optional String, always;
    }
}

fields! {
    /// Something that a partner offers.
    pub struct Service {
        /// The name of the service.
        title: required String, always;
        /// One or two sentences.
        summary: optional String, always;
        /// Topics of `site.yaml`.
        topics: many ReferenceTo<Topics>, always;
        /// When it is offered.
        schedule: optional String, safety;
        /// What it costs.
        cost: optional String, always;
        /// Access facts.
        access: optional Access, always;
    }
}

impl RecordFields for Partner {
    fn labelled_dates(&self) -> Vec<(&'static str, Option<Moment>)> {
        let checked = self.checked.as_ref().map(|checked| checked.date);
        let dates = [("Joined", self.joined), ("Left", self.left), ("Facts checked", checked)];
        dates.map(|(label, date)| (label, date.map(Moment::from_date))).to_vec()
    }

    fn type_word(&self) -> Option<&str> {
        Some(&self.kind.text)
    }

    fn access(&self) -> Option<&Access> {
        self.access.as_ref()
    }

    fn languages(&self) -> Vec<&str> {
        self.languages.iter().map(LanguageTag::primary_language).collect()
    }

    fn unique_ids(&self) -> Vec<(&'static str, &str)> {
        let charity = self.charity.as_ref().map(|number| ("charity", number.0.as_str()));
        let company = self.company.as_ref().map(|number| ("company", number.0.as_str()));
        charity.into_iter().chain(company).collect()
    }

    fn coordinates(&self) -> Option<(&'static str, &'static str, Coordinates)> {
        let address = self.address.unguarded().as_ref()?;
        address.location.map(|point| ("address", "location", point))
    }

    fn consent_ids(&self) -> Vec<&str> {
        let consents = self.people.unguarded().iter().filter_map(|person| person.consent.as_ref());
        consents.map(|consent| consent.text.as_str()).collect()
    }

    fn unlisted_status(&self) -> Option<&'static str> {
        let is_unlisted = |status: &PartnerStatus| matches!(status, PartnerStatus::Inactive | PartnerStatus::Closed);
        self.status.filter(is_unlisted).map(PartnerStatus::as_str)
    }

    fn unlisted_from(&self) -> Option<Date> {
        self.left
    }

    fn past_days(&self) -> Vec<PastDay> {
        self.checked.iter().map(|checked| PastDay::checked("checked", "date", checked.date)).collect()
    }

    /// Takes the address, the contacts and the people of a private file. They are hidden unless they have a visibility.
    fn merge_private(&mut self, entries: &[MapEntry], reader: &mut Reader<'_>) {
        if let Some(mut address) = reader.optional::<Address>("address", entries) {
            address.visibility.get_or_insert(Visibility::Hidden);
            self.address = Guarded::new(Some(address));
        }
        let mut contacts = self.contacts.unguarded().clone();
        for mut contact in reader.many::<PartnerContact>("contacts", entries) {
            contact.visibility.get_or_insert(Visibility::Hidden);
            contacts.push(contact);
        }
        self.contacts = Guarded::new(contacts);
        let mut people = self.people.unguarded().clone();
        for mut person in reader.many::<PartnerPerson>("people", entries) {
            person.visibility.get_or_insert(Visibility::Hidden);
            people.push(person);
        }
        self.people = Guarded::new(people);
    }

    fn check(&self, locations: &FieldLocations, out: &mut Faults) {
        check_contacts(self.contacts.unguarded(), locations, out);
        check_people(self.people.unguarded(), locations, out);
        if self.joined.zip(self.left).is_some_and(|(joined, left)| left < joined) {
            let message = "it would have left before it joined";
            let fault = Fault::new(Code::FieldsDisagree, locations.of_field("left"), message);
            out.report(fault.with_help("check `joined` and `left`; for a partner that is back, remove `left`"));
        }
        let says_where = ["address", "serves", "places", "same_as"].iter().any(|field| locations.has_value(field));
        if says_where || self.address.unguarded().is_some() {
            return;
        }
        out.report(
            Fault::new(
                Code::ShownNowhere,
                locations.of_field("title"),
                "this partner is shown on no place: it has neither an address nor an area it serves",
            )
            .with_help("add `serves:` with the places it is there for, or an `address:`"),
        );
    }
}
