//! The faults of a site.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::record_index::RecordIndex;
use crate::fault::{Fault, Faults};

/// The faults of a site, grouped so that an edit of one record replaces only the faults of that record.
#[derive(Clone, Debug, Default)]
pub(super) struct SiteFaults {
    /// Faults that involve several files.
    pub(super) cross_file: Arc<Vec<Fault>>,
    /// Faults of one record and its references, for records that have any.
    pub(super) by_record: BTreeMap<RecordIndex, Arc<Vec<Fault>>>,
}

impl SiteFaults {
    /// Replaces the faults of a record.
    pub(super) fn set_record_faults(&mut self, ix: RecordIndex, faults: Faults) {
        if faults.is_empty() {
            self.by_record.remove(&ix);
        } else {
            self.by_record.insert(ix, Arc::new(faults.into_iter().collect()));
        }
    }
}
