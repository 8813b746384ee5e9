//! The records of a network and what is wrong with them.

use std::ops::Deref;
use std::sync::Arc;

use super::address::listed_kinds;
use super::context::SiteContext;
use super::dependents::Dependents;
use super::reads;
use super::record::Record;
use super::record_index::RecordIndex;
use super::site_faults::SiteFaults;
use crate::fault::Faults;
use crate::kind::Kind;

/// All records of a network.
#[derive(Debug)]
pub struct Site {
    /// What stays the same when a record's text is edited: the new site shares it with the old one.
    pub(super) context: Arc<SiteContext>,
    /// The records, in the order of kind and slug.
    pub records: Vec<Arc<Record>>,
    /// The faults of the site.
    pub(super) faults: SiteFaults,
    /// Records that may change when another file is edited.
    pub(super) dependents: Arc<Dependents>,
}

impl Deref for Site {
    type Target = SiteContext;

    fn deref(&self) -> &SiteContext {
        &self.context
    }
}

impl Site {
    /// A record by its number.
    pub fn record(&self, ix: RecordIndex) -> &Record {
        reads::note_read(ix);
        &self.records[ix.as_usize()]
    }

    /// A record by its kind and slug.
    pub fn find(&self, kind: Kind, slug: &str) -> Option<RecordIndex> {
        self.by_id.get(kind, slug)
    }

    /// Whether a record is shown instead of another, which is the same as it.
    pub fn is_shown_for(&self, shown: RecordIndex, merged: RecordIndex) -> bool {
        self.merged.shown_for(merged) == shown
    }

    /// The kinds whose records have a list.
    pub fn listed_kinds(&self) -> Vec<Kind> {
        listed_kinds(&self.records)
    }

    /// All records with their numbers.
    pub fn indexed_records(&self) -> impl Iterator<Item = (RecordIndex, &Record)> {
        reads::note_all();
        self.records.iter().enumerate().map(|(index, record)| (RecordIndex::new(index), &**record))
    }

    /// The record that is shown instead of one that is the same; `None` for a record that stands for itself.
    pub fn shown_instead_of(&self, ix: RecordIndex) -> Option<RecordIndex> {
        Some(self.merged.shown_for(ix)).filter(|shown| *shown != ix)
    }

    /// Whether a record is shown instead of another, or another instead of it.
    pub fn is_merged_or_shown_instead(&self, ix: RecordIndex) -> bool {
        self.merged.concerns(ix)
    }

    /// The records that are shown as another.
    pub fn merged_records(&self) -> impl Iterator<Item = RecordIndex> {
        self.merged.merged()
    }

    /// The record that a file makes, or that it translates.
    pub fn record_of_file(&self, path: &str) -> Option<RecordIndex> {
        self.records_by_path.get(path).map(|(ix, _)| *ix)
    }

    /// The address of the page that a record's or translation's file makes, without the base path.
    pub fn address_of_file(&self, path: &str) -> Option<&str> {
        let (ix, translation) = *self.records_by_path.get(path)?;
        let record = self.record(ix);
        Some(match translation {
            Some(number) => &record.translations[number].address,
            None => &record.address,
        })
    }

    /// Reports everything that is wrong with the files of the network.
    pub fn report_faults(&self, out: &mut Faults) {
        out.extend(self.faults.cross_file.iter().cloned());
        out.extend(self.faults.by_record.values().flat_map(|faults| faults.iter().cloned()));
    }

    /// Whether two sites differ only in the texts of records.
    pub fn shares_context(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.context, &other.context)
    }

    /// A record to change. The record is copied first when another site shares it.
    pub(super) fn record_mut(&mut self, ix: RecordIndex) -> &mut Record {
        Arc::make_mut(&mut self.records[ix.as_usize()])
    }
}
