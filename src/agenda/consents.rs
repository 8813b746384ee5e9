//! Consents that end, have ended, or begin later, and what hangs on each.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::words::text;
use super::{Source, Subject};
use crate::consent::{Consent, ConsentState};
use crate::language::english_weekday_date;
use crate::record::KindFields;
use crate::site::{Ix, Record};
use crate::time::Clock;

/// Days ahead within which an end is told.
const WITHIN: i64 = 90;

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
    pub records: Vec<Naming>,
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
pub struct Naming {
    /// The record.
    #[serde(flatten)]
    pub record: Subject,
    /// Whether it is published now.
    pub published: bool,
}

/// What names a consent.
#[derive(Default)]
struct Named<'a> {
    records: BTreeSet<Ix>,
    pictures: BTreeSet<&'a str>,
}

pub(super) fn due(source: &Source<'_>) -> Vec<ConsentDue> {
    let named = named(source);
    let none = Named::default();
    let consents = source.all.site.ledger.consents.values().map(|(consent, _)| consent);
    let mut due: Vec<ConsentDue> =
        consents.filter_map(|consent| one(source, consent, named.get(consent.id.as_str()).unwrap_or(&none))).collect();
    due.sort_by(|one, other| (one.state, one.day, &one.id).cmp(&(other.state, other.day, &other.id)));
    due
}

fn one(source: &Source<'_>, consent: &Consent, named: &Named<'_>) -> Option<ConsentDue> {
    // A clock of its own: what is asked here must not count as a turn of the site.
    let standing = consent.state(&Clock::new(source.now), source.zone);
    let (state, day) = match (standing, consent.withdrawn) {
        (ConsentState::Withdrawn, Some(day)) => (ConsentPhase::Withdrawn, day),
        (ConsentState::Withdrawn, None) => (ConsentPhase::Withdrawn, consent.expires),
        (ConsentState::Expired, _) => (ConsentPhase::Expired, consent.expires),
        (ConsentState::NotYet, _) => (ConsentPhase::Later, consent.given),
        (ConsentState::Given, Some(day)) if day <= consent.expires => (ConsentPhase::Ending, day),
        (ConsentState::Given, _) => (ConsentPhase::Expiring, consent.expires),
    };
    let days = source.days_until(day);
    let told = match state {
        ConsentPhase::Withdrawn | ConsentPhase::Expired => !named.records.is_empty() || !named.pictures.is_empty(),
        ConsentPhase::Ending | ConsentPhase::Expiring => days <= WITHIN,
        ConsentPhase::Later => true,
    };
    told.then(|| ConsentDue {
        id: consent.id.clone(),
        shown_as: consent.shown_as.clone(),
        state,
        day,
        day_words: english_weekday_date(day),
        days,
        records: named.records.iter().map(|ix| naming(source, *ix)).collect(),
        pictures: named.pictures.iter().map(|path| (*path).to_owned()).collect(),
    })
}

fn naming(source: &Source<'_>, ix: Ix) -> Naming {
    let published = source.all.standing[ix.at()].is_live();
    Naming { record: source.subject(source.all.site.record(ix)), published }
}

/// What names each consent: stories by their people, and whatever uses a picture, by its contents.
fn named<'a>(source: &Source<'a>) -> BTreeMap<&'a str, Named<'a>> {
    let site = source.all.site;
    let mut all: BTreeMap<&str, Named<'_>> = BTreeMap::new();
    for (ix, record) in site.iter() {
        if let Some(KindFields::Story(story)) = &record.parsed.fields {
            for person in story.people.unguarded().iter().flat_map(|people| people.persons()) {
                all.entry(&person.consent.text).or_default().records.insert(ix);
            }
        }
        for path in pictures(record) {
            let digest = site.assets.get(path).map(|facts| &facts.digest);
            for id in digest.and_then(|digest| site.picture_consents.get(digest)).into_iter().flatten() {
                let named = all.entry(id).or_default();
                named.records.insert(ix);
                named.pictures.insert(path);
            }
        }
    }
    all
}

/// The files of a record's pictures, in all its languages.
pub(super) fn pictures(record: &Record) -> impl Iterator<Item = &str> {
    let translated = record.translations.iter().flat_map(|translation| &translation.pictures);
    let in_text = record.pictures.iter().chain(translated).flatten();
    in_text.chain(&record.image).map(|shot| shot.path.as_str())
}
