//! What is known about time, as data: what begins, what ends, who is to be asked again, what is not published and why.
//!
//! For the two places where editors look: `commonground status` and their desk. Nothing of it is published, and no
//! name from the private folder is in it. It says what a publication's records say; what lies in the output folder
//! is told to it by whoever looked there ([`still_published`]).

mod attention;
mod consents;
mod dates;
mod events;
mod records;
mod reviews;
mod still_published;
mod unpublished;
mod vanished;

pub use attention::{AttentionItem, Urgency};
pub use consents::{ConsentDue, ConsentPhase, ConsentUse};
pub use dates::{instant_in_words, maybe_text, text};
pub use events::NextEvent;
pub use records::{EditorRecords, RecordStatus, RequiredConsent, UpcomingChange};
pub use reviews::{PartnerDue, ReviewDue, Reviews, SignpostDue, UncheckedPartners};
pub use still_published::{StillPublished, StillPublishedKind, find_still_published};
pub use unpublished::{UnpublishedCounts, UnpublishedRecord, draft_addresses, invalid_addresses, list_unpublished};
pub use vanished::{VanishedPage, find_vanished};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

use crate::publish::{EditorAccess, Publication, PublicationState, UnpublishedReason};
use crate::record::{Incident, KindFields};
use crate::site::{Record, RecordIndex};
use crate::time::Moment;

/// Days ahead within which events that end are told.
const END_NOTICE_DAYS: i64 = 30;
/// How long an incident's pack shows that says no end (CONTENT.md).
const DEFAULT_INCIDENT_DAYS: i64 = 7;

/// What is known about time at a moment. Days are days of the site's zone.
#[derive(Clone, Debug, Serialize)]
pub struct Agenda {
    /// The moment it is made for.
    #[serde(serialize_with = "text")]
    pub now: Timestamp,
    /// The day it is then.
    #[serde(serialize_with = "text")]
    pub today: Date,
    /// The IANA name of the site's zone.
    pub zone: String,
    /// Events that have not passed: up to ten by the time they begin, then up to ten series that began before now.
    pub next_events: Vec<NextEvent>,
    /// Records that wait for their `publish`, the next first.
    pub starts: Vec<ScheduledChange>,
    /// Published records that will leave: by `show_until` whenever that is, and events that pass within 30 days; the
    /// next first.
    pub ends: Vec<ScheduledChange>,
    /// Packs that are switched on, the one that ends first before the others.
    pub incidents: Vec<IncidentDue>,
    /// Consents that ended, end within 90 days, or begin later; in that order.
    pub consents: Vec<ConsentDue>,
    /// What is to be looked at again.
    pub reviews: Reviews,
    /// How many records are not published, by why.
    pub counts: UnpublishedCounts,
    /// Records that are not published, and why.
    pub withheld: Vec<UnpublishedRecord>,
    /// Records that errors hold back.
    pub held_back: Vec<RecordSummary>,
}

/// A record, as editors find it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordSummary {
    /// `story:shared-kitchen`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address, without the base path; none for what has no page.
    pub address: Option<String>,
    /// Its file, from the network's root.
    pub file: String,
}

/// A record and the instant at which it comes or goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScheduledChange {
    /// The record.
    #[serde(flatten)]
    pub record: RecordSummary,
    /// The instant.
    #[serde(serialize_with = "text")]
    pub at: Timestamp,
    /// The instant in words.
    pub at_words: String,
    /// What happens then.
    pub what: ChangeKind,
}

/// What happens to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is published.
    Published,
    /// It is taken down: its `show_until` is over.
    TakenDown,
    /// It goes to the events that have passed.
    Passes,
}

/// A pack that is switched on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IncidentDue {
    /// The pack.
    #[serde(flatten)]
    pub record: RecordSummary,
    /// Whether it is to show now.
    pub state: IncidentState,
    /// From when.
    #[serde(serialize_with = "maybe_text")]
    pub from: Option<Timestamp>,
    /// Until when; seven days after its beginning where it says no end, none where it says neither.
    #[serde(serialize_with = "maybe_text")]
    pub until: Option<Timestamp>,
    /// Until when, in words.
    pub until_words: Option<String>,
    /// Days from today until its last day.
    pub days: Option<i64>,
}

/// How a pack that is switched on stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum IncidentState {
    /// It has not begun.
    Ahead,
    /// It shows now.
    Active,
    /// Its time is over, and it is still switched on.
    Over,
}

/// What each part is made from.
struct AgendaInput<'a> {
    publication: &'a Publication,
    editor_access: EditorAccess<'a>,
    now: Timestamp,
    today: Date,
    zone: &'a TimeZone,
}

impl Agenda {
    /// Of a publication, at its moment. Its clock is not asked, so its next change stays what it is.
    pub fn from_publication(publication: &Publication) -> Self {
        let zone = &publication.config().zone;
        let source = AgendaInput::from_publication(publication);
        let (now, today) = (source.now, source.today);
        let invalid_record = |(ix, record): (RecordIndex, &Record)| {
            (source.editor_access.states[ix.as_usize()] == PublicationState::Invalid).then(|| source.summarise(record))
        };
        Self {
            now,
            today,
            zone: zone.name.clone(),
            next_events: events::next_events(&source),
            starts: list_starts(&source),
            ends: list_ends(&source),
            incidents: list_incidents(&source),
            consents: consents::due_consents(&source),
            reviews: Reviews::from_input(&source),
            counts: UnpublishedCounts::from_publication(publication),
            withheld: list_unpublished(publication),
            held_back: source.editor_access.site.indexed_records().filter_map(invalid_record).collect(),
        }
    }

    /// What needs somebody today, the most urgent first. `still` is what [`still_published`] found, if anybody looked.
    pub fn attention_items(&self, still_published: &[StillPublished]) -> Vec<AttentionItem> {
        attention::collect_attention(self, still_published)
    }
}

impl<'a> AgendaInput<'a> {
    fn from_publication(publication: &'a Publication) -> Self {
        let zone = &publication.config().zone.time_zone;
        let now = publication.now();
        let today = now.to_zoned(zone.clone()).date();
        Self { publication, editor_access: publication.for_editors(), now, today, zone }
    }

    fn summarise(&self, record: &Record) -> RecordSummary {
        RecordSummary {
            id: record.id.to_string(),
            title: record.parsed.title().to_owned(),
            address: record.kind().has_pages().then(|| record.address.clone()),
            file: record.parsed.source.path.clone(),
        }
    }

    /// Published records.
    fn published_records(&self) -> impl Iterator<Item = (RecordIndex, &'a Record)> {
        let standing = self.editor_access.states;
        self.editor_access.site.indexed_records().filter(move |(ix, _)| standing[ix.as_usize()].is_published())
    }

    fn days_until(&self, day: Date) -> i64 {
        dates::days_between(self.today, day)
    }

    /// The day it is at an instant that something lasts until: the one before, at a midnight.
    fn last_day(&self, at: Timestamp) -> Date {
        at.checked_sub(1.second()).unwrap_or(at).to_zoned(self.zone.clone()).date()
    }
}

fn list_starts(source: &AgendaInput<'_>) -> Vec<ScheduledChange> {
    let scheduled_start = |(record, standing): (&Record, &PublicationState)| match standing {
        PublicationState::Unpublished(UnpublishedReason::Scheduled(at)) if *at < Timestamp::MAX => {
            Some(ScheduledChange {
                record: source.summarise(record),
                at: *at,
                at_words: instant_in_words(*at, source.zone),
                what: ChangeKind::Published,
            })
        }
        _ => None,
    };
    sort_by_time(
        source
            .editor_access
            .site
            .indexed_records()
            .map(|(_, record)| record)
            .zip(source.editor_access.states)
            .filter_map(scheduled_start)
            .collect(),
    )
}

fn list_ends(source: &AgendaInput<'_>) -> Vec<ScheduledChange> {
    let mut ends = Vec::new();
    for (ix, record) in source.published_records() {
        let mut add_end = |at: Timestamp, what: ChangeKind| {
            let at_words = dates::end_in_words(at, source.zone);
            ends.push(ScheduledChange { record: source.summarise(record), at, at_words, what });
        };
        let until = record.parsed.common.as_ref().and_then(|common| common.show_until);
        if let Some(at) = until.and_then(|until| until.end_instant(source.zone)).filter(|at| *at > source.now) {
            add_end(at, ChangeKind::TakenDown);
        }
        let is_soon = |at: &Timestamp| source.days_until(source.last_day(*at)) <= END_NOTICE_DAYS;
        // When it ends is kept back where its times are: this list can stand on a screen in the room.
        let may_show_times = source
            .publication
            .visible(ix, crate::record::Channel::List)
            .is_some_and(|seen| seen.start_and_end().is_some());
        if let Some(at) = source.publication.becomes_past_at(ix).filter(is_soon).filter(|_| may_show_times) {
            add_end(at, ChangeKind::Passes);
        }
    }
    sort_by_time(ends)
}

fn sort_by_time(mut changes: Vec<ScheduledChange>) -> Vec<ScheduledChange> {
    changes.sort_by_key(|dated| dated.at);
    changes
}

fn list_incidents(source: &AgendaInput<'_>) -> Vec<IncidentDue> {
    let active_incident = |(_, record): (RecordIndex, &Record)| match &record.parsed.fields {
        Some(KindFields::Incident(incident)) if incident.active == Some(true) => {
            Some(incident_due(source, record, incident))
        }
        _ => None,
    };
    let mut due: Vec<IncidentDue> = source.published_records().filter_map(active_incident).collect();
    due.sort_by_key(|due| due.until.unwrap_or(Timestamp::MAX));
    due
}

fn incident_due(source: &AgendaInput<'_>, record: &Record, incident: &Incident) -> IncidentDue {
    let from = incident.from.and_then(|from| from.latest_instant(source.zone));
    let default_end = |from: Moment| {
        let date = from.date.checked_add(DEFAULT_INCIDENT_DAYS.days()).ok()?;
        Moment { date, ..from }.latest_instant(source.zone)
    };
    let until = match incident.until {
        Some(until) => until.end_instant(source.zone),
        None => incident.from.and_then(default_end),
    };
    let state = match (from, until) {
        (_, Some(until)) if until <= source.now => IncidentState::Over,
        (Some(from), _) if from > source.now => IncidentState::Ahead,
        _ => IncidentState::Active,
    };
    let until_words = until.map(|until| dates::end_in_words(until, source.zone));
    let days = until.map(|until| source.days_until(source.last_day(until)));
    IncidentDue { record: source.summarise(record), state, from, until, until_words, days }
}
