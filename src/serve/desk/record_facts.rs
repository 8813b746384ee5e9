//! What more than one page of the desk says about a record.

use std::collections::HashMap;

use crate::agenda::EditorRecords;
use crate::kind::Role;
use crate::publish::RecordIndex;
use crate::site::{Record, Site};

/// Records by their files and those of their translations.
pub(super) fn index_by_file<'a>(records: &EditorRecords<'a>) -> HashMap<&'a str, RecordIndex> {
    let mut files = HashMap::with_capacity(records.site().records.len());
    for (ix, record) in records.site().indexed_records() {
        files.insert(record.parsed.source.path.as_str(), ix);
        files.extend(record.translations.iter().map(|translation| (translation.parsed.source.path.as_str(), ix)));
    }
    files
}

/// The partner that looks after a record.
pub(super) fn looked_after_by<'a>(site: &'a Site, record: &Record) -> Option<&'a Record> {
    let (_, ix) = record.relations.iter().find(|(role, _)| *role == Role::LookedAfterBy)?;
    Some(site.record(*ix))
}
