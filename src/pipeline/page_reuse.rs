//! Which pages of the last build are still as they were.
//!
//! While a page is rendered, the records that are read for it are noted (`site::track_reads`). The next build keeps the
//! page if those records have the fingerprints that they had then, and all else that pages show is the same: the program,
//! options, settings, theme, words, consents, lists, addresses and files. `tests/it/incremental.rs` compares the result
//! with that of a clean build.

use std::collections::{BTreeMap, HashSet};
use std::mem;
use std::sync::{Mutex, MutexGuard};

use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::load::LoadedNetwork;
use crate::digest::Digest;
use crate::publish::{Publication, Reads, RecordIndex};
use crate::theme::Renderer;
use crate::world::BuildCache;

/// What is kept from one build to the next.
#[derive(Default, Serialize, Deserialize)]
struct KeptPages {
    /// The fingerprint of the site on the disk.
    outputs: String,
    /// The moment that it was made for, in seconds since the epoch.
    now: i64,
    /// From this moment on, pages may change by themselves.
    next_change: Option<i64>,
    /// The fingerprint of what all pages depend on.
    shared: String,
    /// The fingerprint of each record, by its number.
    records: Vec<u64>,
    /// The numbers of the records that each page was made of, by the path of its file.
    pages: BTreeMap<String, Vec<u32>>,
    /// The paths of the files of each piece of the search index, by the name under which the piece is kept.
    pieces: BTreeMap<String, Vec<String>>,
}

/// The pages of the last build, and those of this one.
pub struct PageReuse {
    shared: String,
    records: Vec<u64>,
    /// Pages of the last build that are still as they were.
    unchanged: BTreeMap<String, Vec<u32>>,
    /// From this moment on they may change by themselves.
    next_change: Option<Timestamp>,
    made: Mutex<BTreeMap<String, Vec<u32>>>,
    /// The pieces of the search index that are on the disk.
    pieces: BTreeMap<String, Vec<String>>,
    made_pieces: Mutex<BTreeMap<String, Vec<String>>>,
}

impl PageReuse {
    /// Compares a site with what the last build kept. `options` are those that pages depend on; `on_disk` is the
    /// fingerprint of the site that is there now.
    pub fn new(
        cache: Option<&dyn BuildCache>,
        loaded: &LoadedNetwork,
        renderer: &Renderer,
        options: &str,
        on_disk: &str,
    ) -> Self {
        let publication = renderer.publication();
        let shared = Digest::compute_all([
            options.as_bytes(),
            loaded.shared_digest().as_bytes(),
            renderer.shared_fingerprint().as_bytes(),
            &publication.fingerprint().to_le_bytes(),
        ]);
        let fingerprint = |number: usize| publication.record_fingerprint(RecordIndex::new(number));
        let records: Vec<u64> = (0..publication.record_count()).into_par_iter().map(fingerprint).collect();
        let shared = shared.to_string();
        let kept = cache
            .and_then(|cache| cache.read(&cache_name()))
            .and_then(|bytes| serde_json::from_slice::<KeptPages>(&bytes).ok());
        let mut kept = kept.unwrap_or_default();
        // The name of a piece says all that it is made of.
        let pieces = if kept.outputs == on_disk { mem::take(&mut kept.pieces) } else { BTreeMap::new() };
        let now = publication.now().as_second();
        let is_current = kept.now <= now && kept.next_change.is_none_or(|next_change| now < next_change);
        let next_change = kept.next_change.and_then(|second| Timestamp::from_second(second).ok());
        let is_same_site = kept.shared == shared && kept.outputs == on_disk && kept.records.len() == records.len();
        let unchanged = if is_current && is_same_site { find_unchanged(kept, &records) } else { BTreeMap::new() };
        let next_change = next_change.filter(|_| !unchanged.is_empty());
        let (made, made_pieces) = (Mutex::default(), Mutex::default());
        Self { shared, records, unchanged, next_change, made, pieces, made_pieces }
    }

    /// From when on the site may change by itself. A page that is kept was not asked again.
    pub fn next_change(&self, publication: &Publication) -> Option<Timestamp> {
        publication.next_change().into_iter().chain(self.next_change).min()
    }

    pub(super) fn is_unchanged(&self, path: &str) -> bool {
        self.unchanged.contains_key(path)
    }

    /// Notes that the page of the last build is kept.
    pub(super) fn keep(&self, path: &str) {
        if let Some(records) = self.unchanged.get(path) {
            self.lock().insert(path.to_owned(), records.clone());
        }
    }

    /// Notes what a page was made of.
    pub(super) fn note(&self, path: &str, reads: &Reads) {
        let number = |ix: &RecordIndex| u32::try_from(ix.as_usize()).ok();
        if let Some(records) = reads.as_ref().and_then(|reads| reads.iter().map(number).collect()) {
            self.lock().insert(path.to_owned(), records);
        }
    }

    /// The paths of the files of a piece of the search index, if they are on the disk.
    pub(super) fn piece(&self, name: &str) -> Option<&[String]> {
        self.pieces.get(name).map(Vec::as_slice)
    }

    /// Notes the files of a piece of the search index.
    pub(super) fn note_piece(&self, name: &str, paths: Vec<String>) {
        self.made_pieces.lock().expect("nobody panics with it").insert(name.to_owned(), paths);
    }

    /// Keeps for the next build what the pages of this one were made of. `on_disk` is the fingerprint of the new site.
    pub fn write(self, cache: &dyn BuildCache, publication: &Publication, on_disk: &str) {
        let next_change = self.next_change(publication).map(Timestamp::as_second);
        let pages = self.made.into_inner().expect("nobody panics with it");
        let pieces = self.made_pieces.into_inner().expect("nobody panics with it");
        let (outputs, now) = (on_disk.to_owned(), publication.now().as_second());
        let kept = KeptPages { outputs, now, next_change, shared: self.shared, records: self.records, pages, pieces };
        if let Ok(bytes) = serde_json::to_vec(&kept) {
            cache.write(&cache_name(), &bytes);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u32>>> {
        self.made.lock().expect("nobody panics with it")
    }
}

fn cache_name() -> String {
    format!("pages-{}", Digest::compute(b"pages"))
}

/// The pages that none of the changed records was read for.
fn find_unchanged(kept: KeptPages, records: &[u64]) -> BTreeMap<String, Vec<u32>> {
    let differ = kept.records.iter().zip(records).enumerate().filter(|(_, (old, new))| old != new);
    let changed: HashSet<usize> = differ.map(|(number, _)| number).collect();
    let mut pages = kept.pages;
    pages.retain(|_, records| !records.iter().any(|number| changed.contains(&(*number as usize))));
    pages
}
