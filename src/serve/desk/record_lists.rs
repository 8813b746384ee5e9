//! Short lists on the first page of the desk, with links to the pages about records.

use std::collections::HashMap;

use serde::Serialize;

use super::context::Desk;
use super::record_facts::index_by_file;
use crate::agenda::{EditorRecords, RecordSummary};
use crate::publish::RecordIndex;

/// How many entries of a list are shown; the rest are counted.
pub(super) const MAX_ITEMS: usize = 12;

/// The first entries of a list, and the number of the others.
#[derive(Serialize)]
pub(super) struct ShortList<T> {
    pub(super) items: Vec<T>,
    pub(super) more_count: usize,
    pub(super) more_href: Option<String>,
}

impl<T> ShortList<T> {
    /// The first [`MAX_ITEMS`] entries of a list with `total` entries.
    pub(super) fn new(items: impl IntoIterator<Item = T>, total: usize, more_href: Option<String>) -> Self {
        let items: Vec<T> = items.into_iter().take(MAX_ITEMS).collect();
        Self { more_count: total.saturating_sub(items.len()), items, more_href }
    }
}

/// An entry about a record, or about a signpost.
#[derive(Serialize)]
pub(super) struct RecordItem {
    pub(super) title: String,
    pub(super) href: Option<String>,
    pub(super) when: String,
    pub(super) detail: String,
}

/// Finds the desk's pages about records.
pub(super) struct RecordLinks<'a> {
    pub(super) desk: &'a Desk<'a>,
    by_file: HashMap<&'a str, RecordIndex>,
    records: &'a EditorRecords<'a>,
}

impl<'a> RecordLinks<'a> {
    /// Indexes the records by their files.
    pub(super) fn new(desk: &'a Desk<'a>, records: &'a EditorRecords<'a>) -> Self {
        Self { desk, by_file: index_by_file(records), records }
    }

    /// The page about the record of a file; `None` when no record has the file.
    pub(super) fn href_for_file(&self, file: &str) -> Option<String> {
        let record = self.by_file.get(file).map(|ix| self.records.site().record(*ix));
        record.map(|record| self.desk.record_href(record))
    }

    /// An entry for a record.
    pub(super) fn record_item(&self, subject: &RecordSummary, when: String, detail: String) -> RecordItem {
        RecordItem { title: subject.title.clone(), href: self.href_for_file(&subject.file), when, detail }
    }
}
