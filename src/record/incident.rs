//! Packs that are prepared for bad days. Never pages of their own.

use super::value::{ReferenceTo, Signposts};
use crate::time::Moment;
use crate::yaml::{NamedValues, fields, words};

fields! {
    /// A prepared pack. `places` is among the fields of all kinds and required here.
    pub struct Incident {
        /// From when it shows.
        from: optional Moment, always;
        /// Until when it shows; seven days where it is left out.
        until: optional Moment, always;
        /// Whether it is on; it is checked wholly while off.
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
        to: required super::value::Destination, always;
    }
}

words! {
    /// What events in the places of an incident say.
    pub enum EventNotice ("`check-before-you-travel`") {
        /// "Please check before you travel".
        CheckBeforeYouTravel "check-before-you-travel",
    }
}
