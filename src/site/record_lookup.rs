//! Records by kind and slug.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::record::Record;
use super::record_index::RecordIndex;
use crate::kind::Kind;

/// The numbers of all records, by kind and slug; a place also by each of its codes, as long as no slug is the same.
#[derive(Clone, Debug, Default)]
pub struct RecordLookup(BTreeMap<Kind, HashMap<String, RecordIndex>>);

impl RecordLookup {
    /// Indexes the records of a site, which are in the order of kind and slug.
    pub fn from_records(records: &[Arc<Record>]) -> Self {
        let mut index = Self::default();
        let mut from = 0;
        for of_kind in records.chunk_by(|one, other| one.kind() == other.kind()) {
            let numbered = of_kind.iter().zip(from..);
            let by_slug = numbered.map(|(record, at)| (record.id.slug.clone(), RecordIndex::new(at))).collect();
            index.0.insert(of_kind[0].kind(), by_slug);
            from += of_kind.len();
        }
        for (at, record) in records.iter().enumerate().filter(|(_, record)| record.kind() == Kind::Place) {
            let codes = record.parsed.fields.iter().flat_map(|fields| fields.unique_ids());
            let places = index.0.entry(Kind::Place).or_default();
            for (_, code) in codes {
                places.entry(code.to_owned()).or_insert(RecordIndex::new(at));
            }
        }
        index
    }

    /// The record of a kind with a slug, or the place with a code.
    pub fn get(&self, kind: Kind, slug: &str) -> Option<RecordIndex> {
        self.0.get(&kind)?.get(slug).copied()
    }
}
