//! Relations by the record that they lead to.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::kind::Role;
use crate::site::record::Record;
use crate::site::record_index::RecordIndex;

/// Fills the backlinks of all records.
pub(super) fn index_backlinks(records: &mut [Arc<Record>]) {
    let mut backlinks: Vec<Vec<(Role, RecordIndex)>> = vec![Vec::new(); records.len()];
    for (index, record) in records.iter().enumerate() {
        for (role, to) in &record.relations {
            backlinks[to.as_usize()].push((*role, RecordIndex::new(index)));
        }
    }
    for (record, backlinks) in records.iter_mut().zip(backlinks) {
        Arc::make_mut(record).backlinks = backlinks;
    }
}

/// Updates the backlinks of the records that a record names now or named before. `old` is the record before the edit.
pub(super) fn reindex_backlinks(ix: RecordIndex, old: &Record, records: &mut [Arc<Record>]) {
    let relations = records[ix.as_usize()].relations.clone();
    if relations == old.relations {
        return;
    }
    let targets: BTreeSet<RecordIndex> = old.relations.iter().chain(&relations).map(|(_, to)| *to).collect();
    for to in targets {
        let backlinks = &mut Arc::make_mut(&mut records[to.as_usize()]).backlinks;
        backlinks.retain(|(_, from)| *from != ix);
        let at = backlinks.partition_point(|(_, from)| *from < ix);
        let new_backlinks = relations.iter().filter(|(_, target)| *target == to).map(|(role, _)| (*role, ix));
        backlinks.splice(at..at, new_backlinks);
    }
}
