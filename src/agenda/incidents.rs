//! Incident packs that are switched on.

use jiff::{Timestamp, ToSpan};
use serde::Serialize;

use super::dates::{end_in_words, maybe_text};
use super::input::AgendaInput;
use super::record_summary::RecordSummary;
use crate::record::{Incident, KindFields};
use crate::site::{Record, RecordIndex};
use crate::time::Moment;

/// For how many days an incident pack without an end is shown (CONTENT.md).
const DEFAULT_INCIDENT_DAYS: i64 = 7;

/// An incident pack that is switched on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IncidentDue {
    /// The record.
    #[serde(flatten)]
    pub record: RecordSummary,
    /// Whether it is shown now.
    pub state: IncidentState,
    /// From when it is shown.
    #[serde(serialize_with = "maybe_text")]
    pub from: Option<Timestamp>,
    /// Until when it is shown: seven days after its start when it has no end; `None` when it has neither.
    #[serde(serialize_with = "maybe_text")]
    pub until: Option<Timestamp>,
    /// Until when, in words.
    pub until_words: Option<String>,
    /// The number of days from today to its last day.
    pub days: Option<i64>,
}

/// The state of a pack that is switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum IncidentState {
    /// It has not begun.
    Ahead,
    /// It is shown now.
    Active,
    /// It has ended, and is still switched on.
    Over,
}

pub(super) fn list_incidents(source: &AgendaInput<'_>) -> Vec<IncidentDue> {
    let active_incident = |(_, record): (RecordIndex, &Record)| match &record.parsed.fields {
        Some(KindFields::Incident(incident)) if incident.active == Some(true) => {
            Some(incident_due(source, record, incident))
        }
        _ => None,
    };
    let mut due: Vec<IncidentDue> = source.editor_access.published_records().filter_map(active_incident).collect();
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
    let until_words = until.map(|until| end_in_words(until, source.zone));
    let days = until.map(|until| source.days_until(source.last_day(until)));
    IncidentDue { record: RecordSummary::from_record(record), state, from, until, until_words, days }
}
