//! Which records were read to make something.
//!
//! All that is known of a record is behind [`Site::record`](super::Site::record), which notes the record while somebody
//! asks. So a page whose records have not changed need not be made again.

use std::cell::{Cell, RefCell};
use std::mem;

use super::record_index::RecordIndex;

/// The records that were read; `None` when all were gone through, so that each of them counts.
pub type Reads = Option<Vec<RecordIndex>>;

thread_local! {
    static IS_TRACKING: Cell<bool> = const { Cell::new(false) };
    static TRACKER: RefCell<Tracker> = const { RefCell::new(Tracker::new()) };
}

/// The reads of one piece of work.
struct Tracker {
    /// The number of the piece of work.
    current: u32,
    /// The number of the newest piece of work.
    newest: u32,
    /// For each record, the piece of work that read it last.
    seen: Vec<u32>,
    reads: Vec<RecordIndex>,
    reads_all: bool,
}

impl Tracker {
    const fn new() -> Self {
        Self { current: 0, newest: 0, seen: Vec::new(), reads: Vec::new(), reads_all: false }
    }

    fn note(&mut self, ix: RecordIndex) {
        let number = ix.as_usize();
        if number >= self.seen.len() {
            self.seen.resize(number + 1, 0);
        }
        if mem::replace(&mut self.seen[number], self.current) != self.current {
            self.reads.push(ix);
        }
    }
}

/// Does some work, and tells which records it read.
pub fn track_reads<T>(work: impl FnOnce() -> T) -> (T, Reads) {
    let begin = |tracker: &mut Tracker| {
        tracker.newest += 1;
        let outer = (mem::replace(&mut tracker.current, tracker.newest), mem::take(&mut tracker.reads));
        (outer, mem::take(&mut tracker.reads_all))
    };
    let ((outer, outer_reads), outer_reads_all) = TRACKER.with_borrow_mut(begin);
    let was_tracking = IS_TRACKING.replace(true);
    let result = work();
    IS_TRACKING.set(was_tracking);
    let reads = TRACKER.with_borrow_mut(|tracker| {
        tracker.current = outer;
        let mut reads = mem::replace(&mut tracker.reads, outer_reads);
        // What was read before and after a piece of work within this one is there twice.
        reads.sort_unstable();
        reads.dedup();
        let reads_all = mem::replace(&mut tracker.reads_all, outer_reads_all);
        (!reads_all).then_some(reads)
    });
    note_reads(&reads);
    (result, reads)
}

/// Notes what was read earlier to make something that is used now.
pub fn note_reads(reads: &Reads) {
    if IS_TRACKING.get() {
        TRACKER.with_borrow_mut(|tracker| match reads {
            Some(reads) => reads.iter().for_each(|ix| tracker.note(*ix)),
            None => tracker.reads_all = true,
        });
    }
}

pub(super) fn note_read(ix: RecordIndex) {
    if IS_TRACKING.get() {
        TRACKER.with_borrow_mut(|tracker| tracker.note(ix));
    }
}

pub(super) fn note_all() {
    if IS_TRACKING.get() {
        TRACKER.with_borrow_mut(|tracker| tracker.reads_all = true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(reads: &Reads) -> Option<Vec<usize>> {
        reads.as_ref().map(|reads| reads.iter().map(|ix| ix.as_usize()).collect())
    }

    #[test]
    fn each_record_is_noted_once_for_each_piece_of_work() {
        let read = |number| note_read(RecordIndex::new(number));
        read(9);
        let ((), outer) = track_reads(|| {
            read(1);
            let ((), inner) = track_reads(|| [1, 2, 1].into_iter().for_each(read));
            assert_eq!(numbers(&inner), Some(vec![1, 2]));
            [1, 3].into_iter().for_each(read);
            note_reads(&inner);
        });
        assert_eq!(numbers(&outer), Some(vec![1, 2, 3]));
        let ((), nothing) = track_reads(|| ());
        assert_eq!(numbers(&nothing), Some(vec![]));
        let ((), all) = track_reads(|| drop(track_reads(note_all)));
        assert_eq!(all, None);
    }
}
