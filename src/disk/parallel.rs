//! Work on many files at once. Most of its time, a thread waits for the answer of the disk or the system.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

/// The fewest files that are worth a thread of their own.
const MIN_PART: usize = 64;

/// Divides items into parts, one for each core, and works on all parts at once. The results are in the order of the parts.
pub(super) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let size = items.len().div_ceil(cores).max(MIN_PART);
    let (own, others) = items.split_at(size.min(items.len()));
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> = others.chunks(size).map(|part| scope.spawn(move || work(part))).collect();
        let own = work(own);
        let others = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        std::iter::once(own).chain(others).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_in_one_part_in_its_order() {
        for count in [0, 1, MIN_PART, MIN_PART + 1, 1_000] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(in_parallel(&items, <[usize]>::to_vec).concat(), items);
        }
    }
}
