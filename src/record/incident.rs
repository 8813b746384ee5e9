//! Packs that are prepared for incidents. They have no pages of their own.

use super::field_locations::FieldLocations;
use super::record_fields::RecordFields;
use super::reference::{Destination, ReferenceTo, Signposts};
use crate::fault::{Code, Fault, Faults};
use crate::time::Moment;
use crate::yaml::{ByLanguage, fields, words};

fields! {
    /// A pack that is prepared for an incident. The field `places`, which all kinds have, is required here.
    pub struct Incident {
        /// When it is shown first.
        from: optional Moment, always;
        /// When it stops being shown [default: after seven days].
        until: optional Moment, always;
        /// Whether it is switched on. Its contents are checked even while it is off.
        active: optional bool, always;
        /// What the banner says, by language.
        banner: required ByLanguage<String>, always;
        /// Where to report and find help.
        signposts: many ReferenceTo<Signposts>, always;
        /// Further links.
        links: many IncidentLink, always;
        /// Whether the front page shows it [default: yes].
        home: optional bool, always;
        /// The note on the pages of events in these places.
        events: optional EventNotice, always;
    }
}

fields! {
    /// A further link.
    pub struct IncidentLink {
        /// The text of the link.
        title: required String, always;
        /// Where it leads.
        to: required Destination, always;
    }
}

words! {
    /// The note on the pages of events in an incident's places.
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
