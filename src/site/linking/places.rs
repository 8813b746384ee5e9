//! Finds the places that records are in, and the places that contain other places.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::kind::{Kind, Role};
use crate::site::record::Record;
use crate::site::record_index::RecordIndex;

/// Fills the places of all records.
pub(super) fn assign_places(records: &mut [Arc<Record>]) {
    let all: Vec<Vec<RecordIndex>> = records.iter().map(|record| derive_places(record, records)).collect();
    for (record, places) in records.iter_mut().zip(all) {
        Arc::make_mut(record).in_places = places;
    }
}

/// The places where a record is: the places that it names; for an event without `places`, those of its venue, else of
/// its organisers.
pub(super) fn derive_places(record: &Record, records: &[Arc<Record>]) -> Vec<RecordIndex> {
    let mut places: Vec<RecordIndex> = stated_places(record).collect();
    for role in [Role::Venue, Role::Organisers] {
        if places.is_empty() && record.kind() == Kind::Event {
            places = record.related(role).flat_map(|to| stated_places(&records[to.as_usize()])).collect();
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// The places that a record names: where it is, and the areas that it serves.
fn stated_places(record: &Record) -> impl Iterator<Item = RecordIndex> {
    record.relations.iter().filter(|(role, _)| matches!(role, Role::Places | Role::Serves)).map(|(_, to)| *to)
}

/// For each place, the place itself and all places above it: its parents, and the areas that `within` names. Empty for
/// other records.
pub(super) fn compute_enclosing_places(records: &[Arc<Record>]) -> Vec<Vec<RecordIndex>> {
    let mut enclosing_places: Vec<Vec<RecordIndex>> = vec![Vec::new(); records.len()];
    for (index, record) in records.iter().enumerate().filter(|(_, record)| record.kind() == Kind::Place) {
        let mut found = BTreeSet::from([RecordIndex::new(index)]);
        let mut to_visit = vec![record];
        while let Some(record) = to_visit.pop() {
            for (_, to) in record.relations.iter().filter(|(role, _)| matches!(role, Role::Parent | Role::Within)) {
                if found.insert(*to) {
                    to_visit.push(&records[to.as_usize()]);
                }
            }
        }
        enclosing_places[index] = found.into_iter().collect();
    }
    enclosing_places
}
