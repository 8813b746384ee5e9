//! What linking finds out about one record.

use std::collections::BTreeSet;
use std::iter;
use std::sync::Arc;

use crate::fault::{Fault, Faults, Severity};
use crate::kind::Role;
use crate::record::ParsedTranslation;
use crate::site::dependents::Dependents;
use crate::site::picture_use::PictureUse;
use crate::site::record::{Record, RecordFiles, Translation};
use crate::site::record_index::RecordIndex;
use crate::site::resolved_target::ResolvedTarget;

/// What linking finds out about one record. The fields are those of [`Record`].
#[derive(Default)]
pub(super) struct LinkedRecord {
    pub(super) resolved_references: Vec<ResolvedTarget>,
    pub(super) body: LinkedBody,
    pub(super) translations: Vec<LinkedBody>,
    pub(super) lead_picture: Option<PictureUse>,
    pub(super) topics: Vec<u32>,
    pub(super) relations: Vec<(Role, RecordIndex)>,
    pub(super) files: RecordFiles,
    /// Whether the record's own file has errors.
    pub(super) has_errors: bool,
    /// The faults of the record's files, references and links.
    pub(super) faults: Faults,
    /// Whether a fault may suggest another record by its title.
    pub(super) uses_titles: bool,
}

/// What linking finds out about the body of a record or a translation.
#[derive(Default)]
pub(super) struct LinkedBody {
    pub(super) links: Vec<ResolvedTarget>,
    pub(super) pictures: Vec<Option<PictureUse>>,
    pub(super) block_records: Vec<Option<RecordIndex>>,
    /// Whether the body has errors.
    pub(super) has_errors: bool,
}

impl LinkedBody {
    /// The records that links and blocks of the body name.
    pub(super) fn mentioned_records(&self) -> impl Iterator<Item = RecordIndex> {
        let linked = self.links.iter().filter_map(ResolvedTarget::record);
        linked.chain(self.block_records.iter().flatten().copied())
    }

    /// Stores the result in a translation.
    fn apply_to(self, translation: &mut Translation) {
        let is_invalid = has_file_errors(&translation.parsed) || self.has_errors || translation.has_cross_file_error;
        translation.is_invalid = is_invalid;
        translation.links = self.links;
        translation.pictures = self.pictures;
        translation.block_records = self.block_records;
    }
}

impl LinkedRecord {
    /// The bodies of the record and its translations.
    pub(super) fn bodies(&self) -> impl Iterator<Item = &LinkedBody> {
        iter::once(&self.body).chain(&self.translations)
    }

    /// The files that are published with the record: those that references, links and pictures lead to.
    pub(super) fn published_files(&self) -> BTreeSet<String> {
        let targets = self.resolved_references.iter().chain(self.bodies().flat_map(|body| &body.links));
        let files = targets.filter_map(|target| match target {
            ResolvedTarget::File(path) => Some(path),
            _ => None,
        });
        let pictures = self.bodies().flat_map(|body| &body.pictures).flatten().chain(&self.lead_picture);
        files.chain(pictures.map(|picture| &picture.path)).cloned().collect()
    }

    /// Stores the result in the record, and returns its faults.
    pub(super) fn apply_to(self, record: &mut Record) -> Faults {
        record.is_invalid = self.has_errors || record.has_cross_file_error;
        record.resolved_references = self.resolved_references;
        record.lead_picture = self.lead_picture;
        record.topics = self.topics;
        record.relations = self.relations;
        record.links = self.body.links;
        record.pictures = self.body.pictures;
        record.block_records = self.body.block_records;
        record.files = self.files;
        for (translation, body) in record.translations.iter_mut().zip(self.translations) {
            body.apply_to(translation);
        }
        self.faults
    }
}

/// Whether a translation's own file has errors.
fn has_file_errors(parsed: &ParsedTranslation) -> bool {
    let is_error = |fault: &Fault| fault.severity == Severity::Error;
    parsed.fields.is_none() || parsed.faults.iter().any(is_error)
}

/// Stores what linking found out in the records, and returns the faults of each.
pub(super) fn apply_linked_records(
    linked: Vec<(RecordIndex, LinkedRecord)>,
    records: &mut [Arc<Record>],
    dependents: &mut Dependents,
) -> Vec<(RecordIndex, Faults)> {
    let mut record_faults = Vec::with_capacity(linked.len());
    for (ix, linked) in linked {
        let record = Arc::make_mut(&mut records[ix.as_usize()]);
        let uses_titles = linked.uses_titles;
        record_faults.push((ix, linked.apply_to(record)));
        dependents.update(ix, record, uses_titles);
    }
    record_faults
}
