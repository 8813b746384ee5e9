//! The whole agenda.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::consents::{ConsentDue, due_consents};
use super::dates::text;
use super::events::{NextEvent, next_events};
use super::incidents::{IncidentDue, list_incidents};
use super::input::AgendaInput;
use super::raised_safety::{RaisedSafety, list_raised_safety};
use super::record_summary::RecordSummary;
use super::reviews::Reviews;
use super::scheduled_changes::{ScheduledChange, list_ends, list_starts};
use super::unpublished::{UnpublishedCounts, UnpublishedRecord, list_unpublished};
use crate::publish::{Publication, PublicationState};
use crate::site::{Record, RecordIndex};

/// The command that builds the site again.
pub const REBUILD_COMMAND: &str = "commonground build --keep-going";

/// The agenda at a moment. Days are in the site's zone.
#[derive(Clone, Debug, Serialize)]
pub struct Agenda {
    /// The moment it is made for.
    #[serde(serialize_with = "text")]
    pub now: Timestamp,
    /// The day of that moment.
    #[serde(serialize_with = "text")]
    pub today: Date,
    /// The IANA name of the site's zone.
    pub zone: String,
    /// Events that are not over: up to ten by their start, then up to ten series that began before now.
    pub next_events: Vec<NextEvent>,
    /// Records that will be published at their `publish`, and campaigns that begin or reach a step; the next first.
    pub starts: Vec<ScheduledChange>,
    /// Published records that will leave: by `show_until` and campaigns whenever that is, and what passes or closes within
    /// 30 days; the next first.
    pub ends: Vec<ScheduledChange>,
    /// For what safety is raised.
    pub raised_safety: Vec<RaisedSafety>,
    /// Packs that are switched on, the one that ends first before the others.
    pub incidents: Vec<IncidentDue>,
    /// Consents that ended, end within 90 days, or begin later; in that order.
    pub consents: Vec<ConsentDue>,
    /// What is due for review.
    pub reviews: Reviews,
    /// How many records are not published, by reason.
    pub counts: UnpublishedCounts,
    /// Records that are not published, and why.
    pub withheld: Vec<UnpublishedRecord>,
    /// Records that errors hold back.
    pub held_back: Vec<RecordSummary>,
}

impl Agenda {
    /// The agenda at the moment of a publication. It has its own clock, so it does not affect `next_change`.
    pub fn from_publication(publication: &Publication) -> Self {
        let zone = &publication.config().zone;
        let source = AgendaInput::from_publication(publication);
        let (now, today) = (source.now, source.today);
        let invalid_record = |(ix, record): (RecordIndex, &Record)| {
            (*source.editor_access.state(ix) == PublicationState::Invalid).then(|| RecordSummary::from_record(record))
        };
        Self {
            now,
            today,
            zone: zone.name.clone(),
            next_events: next_events(&source),
            starts: list_starts(&source),
            ends: list_ends(&source),
            raised_safety: list_raised_safety(&source),
            incidents: list_incidents(&source),
            consents: due_consents(&source),
            reviews: Reviews::from_input(&source),
            counts: UnpublishedCounts::from_publication(publication),
            withheld: list_unpublished(publication),
            held_back: source.editor_access.site.indexed_records().filter_map(invalid_record).collect(),
        }
    }
}
