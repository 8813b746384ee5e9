//! For what safety is raised, and since when.

use serde::Serialize;

use super::input::AgendaInput;
use super::record_summary::RecordSummary;
use crate::config::{Safety, SafetyLevel};
use crate::language::english_weekday_date;

/// A place where an editor has raised safety.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RaisedSafety {
    /// The record for which it is raised; `None` for the whole network.
    pub record: Option<RecordSummary>,
    /// The day on which it was raised, in words, if the file says so.
    pub since_words: Option<String>,
}

/// The network and the records whose own files raise safety.
pub(super) fn list_raised_safety(source: &AgendaInput<'_>) -> Vec<RaisedSafety> {
    let site = source.editor_access.site;
    let raised = |safety: Option<Safety>, record: Option<RecordSummary>| {
        let safety = safety.filter(|safety| safety.level == SafetyLevel::Raised)?;
        Some(RaisedSafety { record, since_words: safety.since.map(english_weekday_date) })
    };
    let network = raised(site.config.safety, None);
    let records = site.indexed_records().filter_map(|(_, record)| {
        let common = record.parsed.common.as_ref()?;
        raised(Some(common.safety?), Some(RecordSummary::from_record(record)))
    });
    network.into_iter().chain(records).collect()
}
