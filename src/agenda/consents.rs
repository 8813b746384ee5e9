//! Consents that end soon, have ended, or begin later, and the records that need them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::dates::text;
use super::input::AgendaInput;
use super::record_summary::RecordSummary;
use crate::consent::{Consent, ConsentState};
use crate::language::english_weekday_date;
use crate::site::{Record, RecordIndex};
use crate::time::Clock;

/// How many days before its end a consent is listed.
const NOTICE_DAYS: i64 = 90;

/// A consent that ends soon, has ended, or begins later, with what the public ledger says: never a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConsentDue {
    /// `c-0042`.
    pub id: String,
    /// The name under which the person agreed to be shown.
    pub shown_as: String,
    /// Its state.
    pub state: ConsentPhase,
    /// The day of its withdrawal, its last day, or its first day, whichever the state is about.
    #[serde(serialize_with = "text")]
    pub day: Date,
    /// The day in words.
    pub day_words: String,
    /// The number of days from today to that day; negative for a day that has passed.
    pub days: i64,
    /// Records that name it, or use a picture that needs it.
    pub records: Vec<ConsentUse>,
    /// Files of pictures that need it.
    pub pictures: Vec<String>,
}

/// The state of a consent, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentPhase {
    /// It was withdrawn, and records still name it.
    Withdrawn,
    /// Its last day has passed, and records still name it.
    Expired,
    /// It will be withdrawn on a day that the ledger states.
    Ending,
    /// Its last day comes soon.
    Expiring,
    /// It will be published later.
    Later,
}

/// A record that names a consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConsentUse {
    /// The record.
    #[serde(flatten)]
    pub record: RecordSummary,
    /// Whether it is published now.
    pub published: bool,
}

/// The records and pictures that need a consent.
#[derive(Default)]
struct ConsentUses<'a> {
    records: BTreeSet<RecordIndex>,
    pictures: BTreeSet<&'a str>,
}

pub(super) fn due_consents(source: &AgendaInput<'_>) -> Vec<ConsentDue> {
    let uses_by_consent = index_consent_uses(source);
    let no_uses = ConsentUses::default();
    let consents = source.editor_access.site.ledger.consents.values().map(|(consent, _)| consent);
    let mut due: Vec<ConsentDue> = consents
        .filter_map(|consent| {
            due_consent(source, consent, uses_by_consent.get(consent.id.as_str()).unwrap_or(&no_uses))
        })
        .collect();
    due.sort_by(|one, other| (one.state, one.day, &one.id).cmp(&(other.state, other.day, &other.id)));
    due
}

fn due_consent(source: &AgendaInput<'_>, consent: &Consent, uses: &ConsentUses<'_>) -> Option<ConsentDue> {
    // It has its own clock, so looking ahead does not affect `next_change`.
    let consent_state = consent.state(&Clock::new(source.now), source.zone);
    let (state, day) = match (consent_state, consent.withdrawn) {
        (ConsentState::Withdrawn, Some(day)) => (ConsentPhase::Withdrawn, day),
        (ConsentState::Withdrawn, None) => (ConsentPhase::Withdrawn, consent.expires),
        (ConsentState::Expired, _) => (ConsentPhase::Expired, consent.expires),
        (ConsentState::NotYet, _) => (ConsentPhase::Later, consent.given),
        (ConsentState::Given, Some(day)) if day <= consent.expires => (ConsentPhase::Ending, day),
        (ConsentState::Given, _) => (ConsentPhase::Expiring, consent.expires),
    };
    let days = source.days_until(day);
    let is_listed = match state {
        ConsentPhase::Withdrawn | ConsentPhase::Expired => !uses.records.is_empty() || !uses.pictures.is_empty(),
        ConsentPhase::Ending | ConsentPhase::Expiring => days <= NOTICE_DAYS,
        ConsentPhase::Later => true,
    };
    is_listed.then(|| ConsentDue {
        id: consent.id.clone(),
        shown_as: consent.shown_as.clone(),
        state,
        day,
        day_words: english_weekday_date(day),
        days,
        records: uses.records.iter().map(|ix| consent_use(source, *ix)).collect(),
        pictures: uses.pictures.iter().map(|path| (*path).to_owned()).collect(),
    })
}

fn consent_use(source: &AgendaInput<'_>, ix: RecordIndex) -> ConsentUse {
    let published = source.editor_access.is_published(ix);
    ConsentUse { record: RecordSummary::from_record(source.editor_access.site.record(ix)), published }
}

/// The records and pictures that need each consent: stories by their people, all records by the contents of their pictures.
fn index_consent_uses<'a>(source: &AgendaInput<'a>) -> BTreeMap<&'a str, ConsentUses<'a>> {
    let site = source.editor_access.site;
    let mut uses_by_consent: BTreeMap<&str, ConsentUses<'_>> = BTreeMap::new();
    for (ix, record) in site.indexed_records() {
        for id in record.parsed.fields.iter().flat_map(|fields| fields.consent_ids()) {
            uses_by_consent.entry(id).or_default().records.insert(ix);
        }
        for path in picture_paths(record) {
            let digest = site.assets.get(path).map(|facts| &facts.digest);
            for id in digest.and_then(|digest| site.consents_by_picture.get(digest)).into_iter().flatten() {
                let uses = uses_by_consent.entry(id).or_default();
                uses.records.insert(ix);
                uses.pictures.insert(path);
            }
        }
    }
    uses_by_consent
}

/// The files of a record's pictures, in all its languages.
pub(super) fn picture_paths(record: &Record) -> impl Iterator<Item = &str> {
    let translated = record.translations.iter().flat_map(|translation| &translation.pictures);
    let in_text = record.pictures.iter().chain(translated).flatten();
    in_text.chain(&record.lead_picture).map(|picture| picture.path.as_str())
}
