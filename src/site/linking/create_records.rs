//! One record for each file.

use std::collections::HashMap;
use std::sync::Arc;

use crate::fault::{Code, Fault, Faults};
use crate::kind::RecordId;
use crate::record::ParsedRecord;
use crate::site::address::record_address;
use crate::site::context::RecordPaths;
use crate::site::record::{Record, RecordFiles};
use crate::site::record_index::RecordIndex;

/// Makes a record of each file. Of two files with the same kind and slug, the one whose path comes first is used.
/// `files` are in the order of their paths.
pub(super) fn create_records(files: &[Arc<ParsedRecord>], out: &mut Faults) -> Vec<Arc<Record>> {
    let mut files: Vec<&Arc<ParsedRecord>> = files.iter().collect();
    // The sort is stable, so files with the same kind and slug stay in the order of their paths.
    files.sort_by(|one, other| (one.kind, &one.slug).cmp(&(other.kind, &other.slug)));
    let mut records: Vec<Arc<Record>> = Vec::with_capacity(files.len());
    for parsed in files {
        let previous = records.last().map(|record| &record.parsed);
        match previous.filter(|previous| (previous.kind, &previous.slug) == (parsed.kind, &parsed.slug)) {
            Some(first) => report_duplicate(first, parsed, out),
            None => records.push(Arc::new(create_record(RecordId::new(parsed.kind, parsed.slug.clone()), parsed))),
        }
    }
    records
}

fn report_duplicate(first: &ParsedRecord, parsed: &ParsedRecord, out: &mut Faults) {
    out.extend(parsed.faults.iter().cloned());
    let message = format!("{} `{}` exists twice", parsed.kind.with_article(), parsed.slug);
    let fault = Fault::new(Code::DuplicateAddress, parsed.locations.of_field("slug"), message)
        .with_note_at(first.locations.of_field("slug"), "the other one is here");
    out.report(fault.with_help("give one of them another `slug:`, or remove one"));
}

fn create_record(id: RecordId, parsed: &Arc<ParsedRecord>) -> Record {
    let address = record_address(&id);
    Record {
        id,
        parsed: Arc::clone(parsed),
        translations: Vec::new(),
        resolved_references: Vec::new(),
        links: Vec::new(),
        pictures: Vec::new(),
        block_records: Vec::new(),
        lead_picture: None,
        topics: Vec::new(),
        in_places: Vec::new(),
        relations: Vec::new(),
        backlinks: Vec::new(),
        is_invalid: false,
        has_cross_file_error: false,
        address,
        files: RecordFiles::default(),
    }
}

/// The files of records and their translations.
pub(super) fn index_paths(records: &[Arc<Record>]) -> RecordPaths {
    let mut paths = HashMap::with_capacity(records.len());
    for (index, record) in records.iter().enumerate() {
        paths.insert(record.parsed.source.path.clone(), (RecordIndex::new(index), None));
        for (number, translation) in record.translations.iter().enumerate() {
            paths.insert(translation.parsed.source.path.clone(), (RecordIndex::new(index), Some(number)));
        }
    }
    paths
}
