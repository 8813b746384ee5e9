//! Consents, and the ledger that has them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::fault::{Code, Fault, Faults};
use crate::record::{Channel, ListFile};
use crate::text::{Source, SourceLocation, Span};
use crate::time::{Clock, end_of_day, start_of_day};
use crate::yaml::{FromNode, Node, Reader, fields, words};

fields! {
    /// What somebody has agreed to.
    pub struct Consent {
        /// The name that records use for this consent.
        id: required String, always;
        /// What the person is called in public.
        shown_as: required String, always;
        /// Records and picture files it covers: `stories/shared-kitchen`, `stories/shared-kitchen/table.jpg`.
        covers ("for"): many String, always;
        /// The day they agreed.
        given: required Date, always;
        /// The day they approved the final text, or whether they did.
        approved: optional Approval, always;
        /// The last day on which it is valid.
        expires: required Date, always;
        /// Where they may be shown.
        scope: many ConsentScope, always;
        /// They are under eighteen.
        minor: optional bool, always;
        /// The story is sensitive.
        sensitive: optional bool, always;
        /// The day they withdrew it.
        withdrawn: optional Date, always;
    }
}

words! {
    /// Where somebody may be shown.
    pub enum ConsentScope ("`web`, `feeds`, `social`, `print`, `partners` or `press`") {
        /// Pages, lists and search.
        Web "web",
        /// Full text in news feeds.
        Feeds "feeds",
        /// Cards and captions in social media.
        Social "social",
        /// Posters.
        Print "print",
        /// Exports for partners.
        Partners "partners",
        /// Press packs.
        Press "press",
    }
}

/// Whether somebody approved the final text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// They did, on this day.
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

/// Reports scopes for which nothing is made yet, once.
fn report_scopes_without_effect(source: &Arc<Source>, consents: &[(Consent, Span)], out: &mut Faults) {
    let is_of_later =
        |scope: &ConsentScope| matches!(scope, ConsentScope::Print | ConsentScope::Partners | ConsentScope::Press);
    if let Some((_, span)) = consents.iter().find(|(consent, _)| consent.scope.iter().any(is_of_later)) {
        let message = "the scopes `print`, `partners` and `press` do nothing yet";
        out.report(Fault::new(Code::NoEffectYet, SourceLocation::new(source, *span), message));
    }
}

impl ConsentScope {
    /// The scope that a channel needs.
    pub fn for_channel(channel: Channel) -> Self {
        match channel {
            Channel::Page | Channel::List | Channel::Search | Channel::Calendar => Self::Web,
            Channel::Feed => Self::Feeds,
            Channel::Card => Self::Social,
        }
    }
}

/// Whether a consent is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentState {
    /// It is valid.
    Given,
    /// It is valid from a later day.
    NotYet,
    /// It was withdrawn.
    Withdrawn,
    /// Its last day has passed.
    Expired,
}

impl Consent {
    /// Whether it is valid now; the clock remembers when that changes. Its dates are days in the network's zone.
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
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The file, where there is one.
    pub source: Option<Arc<Source>>,
    /// The consents, by id.
    pub consents: BTreeMap<String, (Consent, Span)>,
    /// Whether part of the file cannot be read. A consent that is not found may then be in that part: the person is not
    /// shown, but the missing consent is not reported.
    pub is_incomplete: bool,
}

impl Ledger {
    /// Reads `consents.yaml`. An entry that cannot be read is left out, so that the person is not shown.
    pub fn from_source(source: &Arc<Source>, out: &mut Faults) -> Self {
        let list = ListFile::<Consent>::read(source, &["approved", "sensitive"], out);
        report_scopes_without_effect(source, &list.items, out);
        let mut consents: BTreeMap<String, (Consent, Span)> = BTreeMap::new();
        let mut duplicates = BTreeSet::new();
        for (consent, span) in list.items {
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
                // Nobody can know which of the two is right, so neither is used.
                duplicates.insert(consent.id.clone());
                continue;
            }
            consents.insert(consent.id.clone(), (consent, span));
        }
        let is_incomplete = !list.is_complete || !duplicates.is_empty();
        consents.retain(|id, _| !duplicates.contains(id));
        Self { source: Some(Arc::clone(source)), consents, is_incomplete }
    }

    /// Whether both were read from the same text.
    pub fn has_same_text(&self, other: &Self) -> bool {
        let text = |ledger: &Self| ledger.source.as_ref().map(|source| source.text.clone());
        text(self) == text(other)
    }

    /// A consent by its id.
    pub fn get(&self, id: &str) -> Option<&Consent> {
        self.consents.get(id).map(|(consent, _)| consent)
    }
}
