//! Records that are the same as another: `same_as: partner:hope-street`. They have no page of their own. Their addresses
//! lead to the other record, references to them name the other record, and what they name the other record names too.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::record::Record;
use super::record_index::RecordIndex;
use super::record_lookup::RecordLookup;
use crate::kind::{Kind, Role};
use crate::record::ParsedRecord;

/// The record that is shown instead of each record with a valid `same_as`.
#[derive(Clone, Debug, Default)]
pub(super) struct MergedRecords(BTreeMap<RecordIndex, RecordIndex>);

impl MergedRecords {
    /// Finds them. A record of another kind, the record itself, or one that has a `same_as` too, is not shown instead. A
    /// draft is not shown as another either: nothing of it is public.
    pub(super) fn find(records: &[Arc<Record>], by_id: &RecordLookup) -> Self {
        let shown_instead = |(index, record): (usize, &Arc<Record>)| {
            let target = same_as_target(record, by_id).filter(|_| !is_draft(&record.parsed))?;
            let other = &records[target.as_usize()];
            let is_valid = target.as_usize() != index && other.kind() == record.kind() && same_as_text(other).is_none();
            is_valid.then_some((RecordIndex::new(index), target))
        };
        Self(records.iter().enumerate().filter_map(shown_instead).collect())
    }

    /// The record that is shown instead of a record; mostly the record itself.
    pub(super) fn shown_for(&self, ix: RecordIndex) -> RecordIndex {
        self.0.get(&ix).copied().unwrap_or(ix)
    }

    /// The same without some records, which then stand for themselves.
    pub(super) fn without(&self, withheld: &BTreeSet<RecordIndex>) -> Self {
        let others = self.0.iter().filter(|(merged, _)| !withheld.contains(merged));
        Self(others.map(|(merged, shown)| (*merged, *shown)).collect())
    }

    /// The records that are shown as another.
    pub(super) fn merged(&self) -> impl Iterator<Item = RecordIndex> {
        self.0.keys().copied()
    }

    /// Whether a record is shown instead of another, or another instead of it.
    pub(super) fn concerns(&self, ix: RecordIndex) -> bool {
        self.0.iter().any(|(merged, shown)| *merged == ix || *shown == ix)
    }

    /// Gives the relations and topics of merged records to the records that are shown instead.
    pub(super) fn move_relations(&self, records: &mut [Arc<Record>]) {
        for (merged, shown) in &self.0 {
            let source = Arc::make_mut(&mut records[merged.as_usize()]);
            let is_own = |(role, _): &(Role, RecordIndex)| *role == Role::SameAs;
            let (own, relations): (Vec<_>, Vec<_>) =
                std::mem::take(&mut source.relations).into_iter().partition(is_own);
            source.relations = own;
            let topics = std::mem::take(&mut source.topics);
            let target = Arc::make_mut(&mut records[shown.as_usize()]);
            let named: BTreeSet<Role> = target.relations.iter().map(|(role, _)| *role).collect();
            let mut known: BTreeSet<(Role, RecordIndex)> = target.relations.iter().copied().collect();
            // The text of a merged record is not shown, so what it mentions is not mentioned.
            let is_moved = |(role, to): &(Role, RecordIndex)| {
                *role != Role::Mentions && to != shown && !(role.is_single() && named.contains(role))
            };
            target.relations.extend(relations.into_iter().filter(is_moved).filter(|relation| known.insert(*relation)));
            target.topics.extend(topics);
            target.topics.sort_unstable();
            target.topics.dedup();
        }
    }
}

/// Whether a file says that its record is a draft.
pub(super) fn is_draft(parsed: &ParsedRecord) -> bool {
    parsed.common.as_ref().is_some_and(|common| common.draft == Some(true))
}

/// What a record's `same_as` says.
pub(super) fn same_as_text(record: &Record) -> Option<&str> {
    record.parsed.common.as_ref()?.same_as.as_ref().map(|reference| reference.text.as_str())
}

/// The record that a record's `same_as` names.
pub(super) fn same_as_target(record: &Record, by_id: &RecordLookup) -> Option<RecordIndex> {
    let (word, slug) = same_as_text(record)?.split_once(':')?;
    by_id.get(Kind::parse(word.trim())?, slug.trim())
}
