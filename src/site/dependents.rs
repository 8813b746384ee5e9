//! Records that may change when another file is edited.

use std::collections::{BTreeSet, HashSet};

use super::record::Record;
use super::record_index::RecordIndex;
use super::resolved_target::ResolvedTarget;

/// What `relink` must know to find the records that an edit of another file affects.
#[derive(Clone, Debug, Default)]
pub(super) struct Dependents {
    /// Records with a heading that another file links to.
    pub(super) with_linked_headings: HashSet<RecordIndex>,
    /// Records with a fault that suggests another record by its title.
    pub(super) on_titles: BTreeSet<RecordIndex>,
    /// Whether a fault of `signposts.yaml` suggests a record by its title.
    pub(super) signposts_on_titles: bool,
    /// Records that have waivers on lines, in their own file or in a translation.
    pub(super) with_waivers: BTreeSet<RecordIndex>,
}

impl Dependents {
    /// Notes what a linked record depends on. `uses_titles` says whether one of its faults suggests a title.
    pub(super) fn update(&mut self, ix: RecordIndex, record: &Record, uses_titles: bool) {
        let linked_headings = record.all_targets().filter_map(|target| match target {
            ResolvedTarget::Record(to, Some(_)) => Some(*to),
            _ => None,
        });
        self.with_linked_headings.extend(linked_headings);
        set_membership(&mut self.on_titles, ix, uses_titles);
        let in_translation = || record.translations.iter().any(|translation| !translation.parsed.waivers.is_empty());
        set_membership(&mut self.with_waivers, ix, !record.parsed.waivers.is_empty() || in_translation());
    }
}

fn set_membership(records: &mut BTreeSet<RecordIndex>, ix: RecordIndex, is_member: bool) {
    if is_member {
        records.insert(ix);
    } else {
        records.remove(&ix);
    }
}
