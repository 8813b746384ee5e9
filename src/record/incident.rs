//! Packs that are prepared for incidents. They have no pages of their own.

use super::field_locations::FieldLocations;
use super::record_fields::RecordFields;
use super::reference::{Destination, ReferenceTo, Signposts};
use crate::fault::{Code, Fault, Faults};
use crate::time::Moment;
use crate::yaml::{NamedValues, fields, words};

fields! {
    /// A prepared pack. `places` is among the fields of all kinds and required here.
    pub struct Incident {
        /// From when it shows.
        from: optional Moment, always;
        /// Until when it shows; seven days where it is left out.
        until: optional Moment, always;
        /// Whether it is shown. It is checked in full even while it is off.
        active: optional bool, always;
        /// What the banner says, by language.
        banner: required NamedValues<String>, always;
        /// Where to report and find help.
        signposts: many ReferenceTo<Signposts>, always;
        /// Links to give.
        links: many IncidentLink, always;
        /// Whether the home page shows it; it does unless it says no.
        home: optional bool, always;
        /// What events in these places say.
        events: optional EventNotice, always;
    }
}

fields! {
    /// A link to give.
    pub struct IncidentLink {
        /// What it says.
        title: required String, always;
        /// Where it leads.
        to: required Destination, always;
    }
}

words! {
    /// What events in the places of an incident say.
    pub enum EventNotice ("`check-before-you-travel`") {
        /// "Please check before you travel".
        CheckBeforeYouTravel "check-before-you-travel",
    }
}

impl RecordFields for Incident {
    fn labelled_dates(&self) -> Vec<(&'static str, Option<Moment>)> {
        vec![("Shows from", self.from), ("Shows until", self.until)]
    }

    fn check(&self, locations: &FieldLocations, out: &mut Faults) {
        if self.until.is_some() || locations.has_value("until") {
            return;
        }
        let message = "this pack does not say until when; it would show for seven days";
        let fault = Fault::new(Code::NoEnd, locations.of_field("title"), message);
        out.report(fault.with_help("add `until:` with its last day"));
    }
}
