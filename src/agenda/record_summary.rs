//! What identifies a record for editors.

use serde::Serialize;

use crate::site::Record;

/// What identifies a record for editors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordSummary {
    /// `story:shared-kitchen`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address, without the base path; `None` for a record without a page.
    pub address: Option<String>,
    /// The path of its file, from the network's root.
    pub file: String,
}

impl RecordSummary {
    pub(super) fn from_record(record: &Record) -> Self {
        Self {
            id: record.id.to_string(),
            title: record.parsed.title().to_owned(),
            address: record.kind().has_pages().then(|| record.address.clone()),
            file: record.parsed.source.path.clone(),
        }
    }
}
