//! What is known about time, as data: what begins, what ends, who is to be asked again, what is not published and why.
//!
//! For the two places where editors look: `commonground status` and their desk. Nothing of it is published, and no
//! name from the private folder is in it. It says what a publication's records say; what lies in the output folder
//! is told to it by whoever looked there ([`still_published`]).

mod attention;
mod consents;
mod events;
mod published;
mod records;
mod reviews;
mod withheld;
mod words;

pub use attention::{Attention, Urgency};
pub use consents::{ConsentDue, ConsentPhase, Naming};
pub use events::NextEvent;
pub use published::{StillPublished, What as StillWhat, still_published};
pub use records::{AskedOf, Becomes, Records, Status};
pub use reviews::{PartnerDue, Reviews, SignpostDue, ToReview, UncheckedPartners};
pub use withheld::{Counts, Withheld, drafts, held_back, withheld};
pub use words::{instant_in_words, maybe_text, text};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

use crate::publish::{ForEditors, Publication, Standing, Why};
use crate::record::{Incident, KindFields};
use crate::site::{Ix, Record};
use crate::time::Moment;

/// Days ahead within which events that end are told.
const ENDS_WITHIN: i64 = 30;
/// How long an incident's pack shows that says no end (CONTENT.md).
const INCIDENT_DAYS: i64 = 7;

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
    pub starts: Vec<Dated>,
    /// Published records that will leave: by `show_until` whenever that is, and events that pass within 30 days; the
    /// next first.
    pub ends: Vec<Dated>,
    /// Packs that are switched on, the one that ends first before the others.
    pub incidents: Vec<IncidentDue>,
    /// Consents that ended, end within 90 days, or begin later; in that order.
    pub consents: Vec<ConsentDue>,
    /// What is to be looked at again.
    pub reviews: Reviews,
    /// How many records are not published, by why.
    pub counts: Counts,
    /// Records that are not published, and why.
    pub withheld: Vec<Withheld>,
    /// Records that errors hold back.
    pub held_back: Vec<Subject>,
}

/// A record, as editors find it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Subject {
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
pub struct Dated {
    /// The record.
    #[serde(flatten)]
    pub record: Subject,
    /// The instant.
    #[serde(serialize_with = "text")]
    pub at: Timestamp,
    /// The instant in words.
    pub at_words: String,
    /// What happens then.
    pub what: Happens,
}

/// What happens to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happens {
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
    pub record: Subject,
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
struct Source<'a> {
    publication: &'a Publication,
    all: ForEditors<'a>,
    now: Timestamp,
    today: Date,
    zone: &'a TimeZone,
}

impl Agenda {
    /// Of a publication, at its moment. Its clock is not asked, so its next change stays what it is.
    pub fn of(publication: &Publication) -> Self {
        let zone = &publication.config().zone;
        let source = Source::of(publication);
        let (now, today) = (source.now, source.today);
        let held_back = |(ix, record): (Ix, &Record)| {
            (source.all.standing[ix.at()] == Standing::HeldBack).then(|| source.subject(record))
        };
        Self {
            now,
            today,
            zone: zone.name.clone(),
            next_events: events::next(&source),
            starts: starts(&source),
            ends: ends(&source),
            incidents: incidents(&source),
            consents: consents::due(&source),
            reviews: Reviews::of(&source),
            counts: Counts::of(publication),
            withheld: withheld(publication),
            held_back: source.all.site.iter().filter_map(held_back).collect(),
        }
    }

    /// What needs somebody today, the most urgent first. `still` is what [`still_published`] found, if anybody looked.
    pub fn for_attention(&self, still: &[StillPublished]) -> Vec<Attention> {
        attention::list(self, still)
    }
}

impl<'a> Source<'a> {
    fn of(publication: &'a Publication) -> Self {
        let zone = &publication.config().zone.time_zone;
        let now = publication.now();
        let today = now.to_zoned(zone.clone()).date();
        Self { publication, all: publication.for_editors(), now, today, zone }
    }

    fn subject(&self, record: &Record) -> Subject {
        Subject {
            id: record.id.to_string(),
            title: record.parsed.title().to_owned(),
            address: record.kind().has_pages().then(|| record.address.clone()),
            file: record.parsed.source.path.clone(),
        }
    }

    /// Published records.
    fn live(&self) -> impl Iterator<Item = (Ix, &'a Record)> {
        let standing = self.all.standing;
        self.all.site.iter().filter(move |(ix, _)| standing[ix.at()].is_live())
    }

    fn days_until(&self, day: Date) -> i64 {
        words::days_between(self.today, day)
    }

    /// The day it is at an instant that something lasts until: the one before, at a midnight.
    fn last_day(&self, at: Timestamp) -> Date {
        at.checked_sub(1.second()).unwrap_or(at).to_zoned(self.zone.clone()).date()
    }
}

fn starts(source: &Source<'_>) -> Vec<Dated> {
    let waits = |(record, standing): (&Record, &Standing)| match standing {
        Standing::Withheld(Why::Scheduled(at)) if *at < Timestamp::MAX => Some(Dated {
            record: source.subject(record),
            at: *at,
            at_words: instant_in_words(*at, source.zone),
            what: Happens::Published,
        }),
        _ => None,
    };
    in_order(source.all.site.iter().map(|(_, record)| record).zip(source.all.standing).filter_map(waits).collect())
}

fn ends(source: &Source<'_>) -> Vec<Dated> {
    let mut ends = Vec::new();
    for (ix, record) in source.live() {
        let mut end = |at: Timestamp, what: Happens| {
            let at_words = words::end_in_words(at, source.zone);
            ends.push(Dated { record: source.subject(record), at, at_words, what });
        };
        let until = record.parsed.common.as_ref().and_then(|common| common.show_until);
        if let Some(at) = until.and_then(|until| until.end_instant(source.zone)).filter(|at| *at > source.now) {
            end(at, Happens::TakenDown);
        }
        let near = |at: &Timestamp| source.days_until(source.last_day(*at)) <= ENDS_WITHIN;
        // When it ends is kept back where its times are: this list can stand on a screen in the room.
        let told = source.publication.see(ix, crate::record::Channel::List).is_some_and(|seen| seen.times().is_some());
        if let Some(at) = source.publication.passes_at(ix).filter(near).filter(|_| told) {
            end(at, Happens::Passes);
        }
    }
    in_order(ends)
}

fn in_order(mut dated: Vec<Dated>) -> Vec<Dated> {
    dated.sort_by_key(|dated| dated.at);
    dated
}

fn incidents(source: &Source<'_>) -> Vec<IncidentDue> {
    let on = |(_, record): (Ix, &Record)| match &record.parsed.fields {
        Some(KindFields::Incident(incident)) if incident.active == Some(true) => Some(due(source, record, incident)),
        _ => None,
    };
    let mut due: Vec<IncidentDue> = source.live().filter_map(on).collect();
    due.sort_by_key(|due| due.until.unwrap_or(Timestamp::MAX));
    due
}

fn due(source: &Source<'_>, record: &Record, incident: &Incident) -> IncidentDue {
    let from = incident.from.and_then(|from| from.latest_instant(source.zone));
    let week = |from: Moment| {
        let date = from.date.checked_add(INCIDENT_DAYS.days()).ok()?;
        Moment { date, ..from }.latest_instant(source.zone)
    };
    let until = match incident.until {
        Some(until) => until.end_instant(source.zone),
        None => incident.from.and_then(week),
    };
    let state = match (from, until) {
        (_, Some(until)) if until <= source.now => IncidentState::Over,
        (Some(from), _) if from > source.now => IncidentState::Ahead,
        _ => IncidentState::Active,
    };
    let until_words = until.map(|until| words::end_in_words(until, source.zone));
    let days = until.map(|until| source.days_until(source.last_day(until)));
    IncidentDue { record: source.subject(record), state, from, until, until_words, days }
}
