//! Consents that end, have ended, or begin later, and what hangs on each.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::dates::text;
use super::input::AgendaInput;
use super::record_summary::RecordSummary;
use crate::consent::{Consent, ConsentState};
use crate::language::english_weekday_date;
use crate::record::KindFields;
use crate::site::{Record, RecordIndex};
use crate::time::Clock;

/// Days ahead within which an end is told.
const NOTICE_DAYS: i64 = 90;

/// A consent that somebody has to think of. Only what the public ledger says of it, never a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConsentDue {
    /// `c-0042`.
    pub id: String,
    /// What they are called in public.
    pub shown_as: String,
    /// How it stands.
    pub state: ConsentPhase,
    /// The day that matters: of its withdrawal, its last day, or its first.
    #[serde(serialize_with = "text")]
    pub day: Date,
    /// The day in words.
    pub day_words: String,
    /// Days from today until then; below zero for days that have passed.
    pub days: i64,
    /// Records that name it, or use a picture that does.
    pub records: Vec<ConsentUse>,
    /// Files of pictures that need it.
    pub pictures: Vec<String>,
}

/// How a consent stands, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentPhase {
    /// It was taken back, and records still name it.
    Withdrawn,
    /// Its last day has passed, and records still name it.
    Expired,
    /// It will be taken back on a day that is written already.
    Ending,
    /// Its last day comes.
    Expiring,
    /// It begins later.
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

/// What names a consent.
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
    // A clock of its own: what is asked here must not count as a turn of the site.
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

/// What names each consent: stories by their people, and whatever uses a picture, by its contents.
fn index_consent_uses<'a>(source: &AgendaInput<'a>) -> BTreeMap<&'a str, ConsentUses<'a>> {
    let site = source.editor_access.site;
    let mut uses_by_consent: BTreeMap<&str, ConsentUses<'_>> = BTreeMap::new();
    for (ix, record) in site.indexed_records() {
        if let Some(KindFields::Story(story)) = &record.parsed.fields {
            for person in story.people.unguarded().iter().flat_map(|people| people.persons()) {
                uses_by_consent.entry(&person.consent.text).or_default().records.insert(ix);
            }
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
