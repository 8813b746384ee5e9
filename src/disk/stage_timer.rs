//! How long the stages of a build take.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::world::{Stage, StageTimer};

/// The stages in their order, and what the user reads.
const STAGES: [(Stage, &str); 10] = [
    (Stage::List, "list files"),
    (Stage::Read, "read files"),
    (Stage::Parse, "parse records"),
    (Stage::Link, "link records"),
    (Stage::Publish, "publish"),
    (Stage::Pages, "render pages"),
    (Stage::Files, "feeds, calendars"),
    (Stage::Search, "search index"),
    (Stage::Write, "compare and write"),
    (Stage::Replace, "replace the site"),
];

/// Adds up the time of each stage, over all threads.
#[derive(Debug)]
pub(super) struct DiskTimer {
    start: Instant,
    nanoseconds: [AtomicU64; STAGES.len()],
}

impl DiskTimer {
    pub(super) fn new() -> Self {
        Self { start: Instant::now(), nanoseconds: Default::default() }
    }

    /// The stages in words, each with its time.
    pub(super) fn timings(&self) -> Vec<(&'static str, Duration)> {
        let time_of =
            |(words, time): (&'static str, &AtomicU64)| (words, Duration::from_nanos(time.load(Ordering::Relaxed)));
        STAGES.iter().map(|(_, words)| *words).zip(&self.nanoseconds).map(time_of).collect()
    }
}

impl StageTimer for DiskTimer {
    fn elapsed(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    fn add(&self, stage: Stage, nanoseconds: u64) {
        if let Some(number) = STAGES.iter().position(|(known, _)| *known == stage) {
            self.nanoseconds[number].fetch_add(nanoseconds, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_has_its_place() {
        let timer = DiskTimer::new();
        for (number, (stage, _)) in STAGES.iter().enumerate() {
            timer.add(*stage, number as u64 + 1);
        }
        timer.add(Stage::Parse, 10);
        let times: Vec<u128> = timer.timings().into_iter().map(|(_, time)| time.as_nanos()).collect();
        assert_eq!(times, [1, 2, 13, 4, 5, 6, 7, 8, 9, 10]);
    }
}
