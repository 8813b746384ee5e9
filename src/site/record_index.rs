//! The numbers of records.

/// A record's number in its site. Records are in the order of kind and slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordIndex(u32);

impl RecordIndex {
    /// The number of the record at a position in [`Site::records`](super::Site::records).
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("fewer than 2^32 records"))
    }

    /// The position in [`Site::records`](super::Site::records).
    pub fn as_usize(self) -> usize {
        self.0 as usize
    }
}
