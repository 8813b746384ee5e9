//! The ledger: who has agreed to be seen, where, and until when. And the private folder behind it.
//!
//! The ledger knows no names. It says what to call somebody (`shown_as`) and for which records and pictures that
//! holds; names are in the private folder, which is never published and need not be there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::fault::{Code, Fault, Faults};
use crate::path::closest_match;
use crate::record::{Channel, read_list};
use crate::text::{Source, SourceLocation, Span};
use crate::time::{Clock, end_of_day, start_of_day};
use crate::yaml::{FromNode, Node, Reader, fields, words};

fields! {
    /// What somebody has agreed to.
    pub struct Consent {
        /// What records name it by.
        id: required String, always;
        /// What they are called in public.
        shown_as: required String, always;
        /// Records and picture files it covers: `stories/shared-kitchen`, `stories/shared-kitchen/table.jpg`.
        covers ("for"): many String, always;
        /// The day they agreed.
        given: required Date, always;
        /// The day they saw the final words, or whether they did.
        approved: optional Approval, always;
        /// The last day it holds.
        expires: required Date, always;
        /// Where they may be seen.
        scope: many ConsentScope, always;
        /// They are under eighteen.
        minor: optional bool, always;
        /// The story is a delicate one.
        sensitive: optional bool, always;
        /// The day they took it back.
        withdrawn: optional Date, always;
    }
}

words! {
    /// Where somebody may be seen.
    pub enum ConsentScope ("`web`, `feeds`, `social`, `print`, `partners` or `press`") {
        /// Pages, lists, search.
        Web "web",
        /// Full text in feeds.
        Feeds "feeds",
        /// Cards and captions.
        Social "social",
        /// Posters.
        Print "print",
        /// Exports.
        Partners "partners",
        /// Packs for the press.
        Press "press",
    }
}

/// Whether somebody saw the final words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// They did, on that day.
    On(Date),
    /// They did, or not.
    Stated(bool),
}

impl FromNode for Approval {
    const EXPECTED: &'static str = "a date such as `2027-06-18`, or `true` or `false`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node.text() {
            Some("true" | "yes" | "false" | "no") => bool::from_node(node, reader).map(Self::Stated),
            _ => Date::from_node(node, reader).map(Self::On),
        }
    }
}

impl ConsentScope {
    /// The scope that a channel needs.
    pub fn for_channel(channel: Channel) -> Self {
        match channel {
            Channel::Page | Channel::List | Channel::Search | Channel::Calendar => Self::Web,
            Channel::Feed => Self::Feeds,
            Channel::Card => Self::Social,
            Channel::Print => Self::Print,
            Channel::Export => Self::Partners,
        }
    }
}

/// How a consent stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentState {
    /// It holds.
    Given,
    /// It begins later.
    NotYet,
    /// It was taken back.
    Withdrawn,
    /// Its last day has passed.
    Expired,
}

impl Consent {
    /// How it stands now; the clock remembers when that changes. Dates are days in the site's zone.
    pub fn state(&self, clock: &Clock, zone: &TimeZone) -> ConsentState {
        let has_reached = |instant: Option<jiff::Timestamp>| instant.is_none_or(|instant| clock.has_reached(instant));
        if let Some(day) = self.withdrawn
            && has_reached(start_of_day(day, zone))
        {
            return ConsentState::Withdrawn;
        }
        if has_reached(end_of_day(self.expires, zone)) {
            return ConsentState::Expired;
        }
        let has_begun = start_of_day(self.given, zone).is_some_and(|instant| clock.has_reached(instant));
        if has_begun { ConsentState::Given } else { ConsentState::NotYet }
    }

    /// Whether it covers a record (`stories/shared-kitchen`) or a picture file below `content/`.
    pub fn covers(&self, path: &str) -> bool {
        self.covers
            .iter()
            .any(|covered| covered.trim_start_matches("content/").trim_end_matches(".md") == path || covered == path)
    }
}

/// All consents by id.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The file, where there is one.
    pub source: Option<Arc<Source>>,
    /// By id.
    pub consents: BTreeMap<String, (Consent, Span)>,
    /// Part of it cannot be read. Whoever that is about is not shown; that a consent is missing is no further fault.
    pub is_incomplete: bool,
}

impl Ledger {
    /// Reads `consents.yaml`. An entry that cannot be read is absent: whoever it is about is not shown.
    pub fn from_source(source: &Arc<Source>, out: &mut Faults) -> Self {
        let (items, _, is_sound) = read_list::<Consent>(source, out);
        let mut consents: BTreeMap<String, (Consent, Span)> = BTreeMap::new();
        let mut duplicates = BTreeSet::new();
        for (consent, span) in items {
            if consent.expires < consent.given {
                out.report(
                    Fault::new(
                        Code::InvalidValue,
                        SourceLocation::new(source, span),
                        format!("consent `{}` ends before it begins", consent.id),
                    )
                    .with_help("check `given` and `expires`"),
                );
            }
            if let Some((_, first)) = consents.get(&consent.id) {
                out.report(
                    Fault::new(
                        Code::DuplicateField,
                        SourceLocation::new(source, span),
                        format!("consent `{}` is written twice", consent.id),
                    )
                    .with_note_at(SourceLocation::new(source, *first), "it is first written here")
                    .with_help("give the second one an id of its own"),
                );
                // Which of them was meant cannot be known: none holds.
                duplicates.insert(consent.id.clone());
                continue;
            }
            consents.insert(consent.id.clone(), (consent, span));
        }
        let is_incomplete = !is_sound || !duplicates.is_empty();
        consents.retain(|id, _| !duplicates.contains(id));
        Self { source: Some(Arc::clone(source)), consents, is_incomplete }
    }

    /// A consent by its id.
    pub fn get(&self, id: &str) -> Option<&Consent> {
        self.consents.get(id).map(|(consent, _)| consent)
    }

    /// An id near to one that does not exist.
    pub fn nearest_id(&self, id: &str) -> Option<&str> {
        closest_match(id, self.consents.keys().map(String::as_str))
    }
}

fields! {
    /// The person behind a consent. Never published.
    pub struct PrivatePerson {
        /// The consent.
        id: required String, always;
        /// Their name.
        person: required String, always;
        /// What else they are called.
        known_as: many String, always;
        /// How to reach them.
        contact: optional String, always;
        /// Who agreed for a minor.
        guardian: optional String, always;
        /// Where the signed form is.
        form: optional String, always;
    }
}

fields! {
    /// A private value that may stand in public all the same.
    pub struct AllowedText {
        /// The text that is allowed.
        text: required String, always;
        /// The file or address it may stand in.
        file: optional String, always;
        /// Why.
        reason: required String, always;
        /// The last day.
        until: optional Date, always;
    }
}

/// The private folder, as far as the ledger needs it.
#[derive(Debug, Default)]
pub struct PrivateFolder {
    /// The people.
    pub people: Vec<PrivatePerson>,
    /// Texts that may stand in public.
    pub allowed: Vec<AllowedText>,
}

/// Reads `people.yaml` and checks it against the ledger.
pub fn read_people(source: &Arc<Source>, ledger: &Ledger, out: &mut Faults) -> Vec<PrivatePerson> {
    let (items, _, _) = read_list::<PrivatePerson>(source, out);
    for (person, span) in &items {
        let place = || SourceLocation::new(source, *span);
        match ledger.get(&person.id) {
            None => out.report(
                Fault::new(
                    Code::ConsentMissing,
                    place(),
                    format!("there is no consent `{}` in `consents.yaml`", person.id),
                )
                .with_suggestion(ledger.nearest_id(&person.id)),
            ),
            Some(consent) if consent.minor == Some(true) && person.guardian.is_none() => out.report(
                Fault::new(
                    Code::MissingField,
                    place(),
                    format!("consent `{}` is for a minor and names no guardian", person.id),
                )
                .with_help("add `guardian:` with the name of who agreed"),
            ),
            Some(_) => {}
        }
    }
    items.into_iter().map(|(person, _)| person).collect()
}

/// Reads `allow.yaml`.
pub fn read_allowed(source: &Arc<Source>, out: &mut Faults) -> Vec<AllowedText> {
    read_list::<AllowedText>(source, out).0.into_iter().map(|(allowed, _)| allowed).collect()
}
