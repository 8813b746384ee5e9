//! A network's folder that is listed once. After that, only two sorts of files are listed again: those that file events
//! name, and those so young that a further change might not change their time. In doubt (`watch::Batch::Everything`)
//! everything is listed again.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::mem;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use super::disk_world::{DiskWorld, ListedFolder};
use crate::world::{FileEntry, OpenFile, StartWorker, World};

/// The number of changed files above which everything is listed again, which is then faster.
const MAX_RELISTED: usize = 2_000;

/// A network's folder that keeps its listing.
pub struct LiveWorld {
    disk: DiskWorld,
    listing: Mutex<Listing>,
}

#[derive(Default)]
struct Listing {
    /// The entries in the order of their paths; `None` before the first listing.
    entries: Option<Arc<Vec<FileEntry>>>,
    /// Files and folders that may have changed.
    changed: BTreeSet<Utf8PathBuf>,
}

impl LiveWorld {
    /// A folder of which nothing is listed yet.
    pub fn new(disk: DiskWorld) -> Self {
        Self { disk, listing: Mutex::default() }
    }

    /// The network's folder, with its links resolved.
    pub fn root(&self) -> &Utf8Path {
        self.disk.root()
    }

    /// Notes that these files and folders may have changed, appeared or disappeared.
    pub fn mark_changed(&self, paths: impl IntoIterator<Item = Utf8PathBuf>) {
        self.lock_listing().changed.extend(paths);
    }

    /// Notes that anything may have changed.
    pub fn forget_listing(&self) {
        *self.lock_listing() = Listing::default();
    }

    fn lock_listing(&self) -> MutexGuard<'_, Listing> {
        self.listing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The listing, with the files and folders that may have changed listed again.
    fn relist(&self, entries: &[FileEntry], changed: &BTreeSet<Utf8PathBuf>) -> Vec<FileEntry> {
        let folders = self.disk.listed_folders();
        let mut is_outdated = vec![false; entries.len()];
        let mut relisted = Vec::new();
        for path in resolve_listed_paths(&folders, changed) {
            let Some((folder, inner)) = find_folder(&folders, &path) else { continue };
            let listed_path = format!("{}{inner}", folder.prefix);
            entry_ranges(entries, &listed_path).into_iter().flatten().for_each(|at| is_outdated[at] = true);
            if !is_in_hidden_folder(&inner) && path.symlink_metadata().is_ok() {
                self.disk.collect_entries(folder, &path, &mut relisted);
            }
        }
        let unchanged = entries.iter().zip(is_outdated).filter(|(_, is_outdated)| !is_outdated);
        let mut entries: Vec<FileEntry> = unchanged.map(|(entry, _)| entry.clone()).chain(relisted).collect();
        // The entries are nearly in order, so this sort takes about one pass.
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        entries.dedup_by(|one, other| one.path == other.path);
        entries
    }
}

/// The changed paths as the listing has them. Where a listed folder is a link, changes are reported by real paths.
fn resolve_listed_paths(folders: &[ListedFolder], changed: &BTreeSet<Utf8PathBuf>) -> Vec<Utf8PathBuf> {
    let linked_folders: Vec<(&Utf8Path, Utf8PathBuf)> = folders
        .iter()
        .filter_map(|folder| Some((folder.path.as_path(), folder.path.canonicalize_utf8().ok()?)))
        .filter(|(folder, real)| folder != real)
        .collect();
    let to_listed = |path: &Utf8PathBuf| {
        if folders.iter().any(|folder| path.starts_with(&folder.path)) {
            return path.clone();
        }
        let through_link = |(folder, real): &(&Utf8Path, Utf8PathBuf)| Some(folder.join(path.strip_prefix(real).ok()?));
        linked_folders.iter().find_map(through_link).unwrap_or_else(|| path.clone())
    };
    changed.iter().map(to_listed).collect()
}

/// The listed folder that a path is in, and the path inside it. The private folder may be inside another one, so the
/// innermost folder is used.
fn find_folder<'a>(folders: &'a [ListedFolder], path: &Utf8Path) -> Option<(&'a ListedFolder, String)> {
    let containing = folders.iter().filter_map(|folder| {
        let inner = path.strip_prefix(&folder.path).ok()?;
        Some((folder, inner.as_str().replace('\\', "/")))
    });
    containing.max_by_key(|(folder, _)| folder.path.as_str().len())
}

/// The positions of the entry at a path, and of the entries below it. `entries` are in the order of their paths.
fn entry_ranges(entries: &[FileEntry], path: &str) -> [Range<usize>; 2] {
    let path = path.trim_end_matches('/');
    let below = format!("{path}/");
    let own = match entries.binary_search_by(|entry| (*entry.path).cmp(path)) {
        Ok(at) => at..at + 1,
        Err(_) => 0..0,
    };
    let start = entries.partition_point(|entry| *entry.path < *below);
    let count = entries[start..].iter().take_while(|entry| entry.path.starts_with(&below)).count();
    [own, start..start + count]
}

fn is_in_hidden_folder(inner: &str) -> bool {
    let folder = Utf8Path::new(inner).parent();
    folder.is_some_and(|folder| folder.components().any(|part| part.as_str().starts_with('.')))
}

impl World for LiveWorld {
    fn list_files(&self) -> io::Result<Arc<Vec<FileEntry>>> {
        let mut listing = self.lock_listing();
        let mut changed = mem::take(&mut listing.changed);
        let previous = listing.entries.take();
        // Files without a stamp were young when they were listed, so they may have changed unnoticed.
        let young = previous.iter().flat_map(|entries| entries.iter()).filter(|entry| entry.stamp == 0);
        changed.extend(young.take(MAX_RELISTED + 1).map(|entry| self.disk.disk_path(&entry.path)));
        let entries = match previous.filter(|_| changed.len() <= MAX_RELISTED) {
            Some(known) => {
                fs::read_dir(self.root().join("content"))?;
                if changed.is_empty() { known } else { Arc::new(self.relist(&known, &changed)) }
            }
            None => self.disk.list_files()?,
        };
        listing.entries = Some(Arc::clone(&entries));
        Ok(entries)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn OpenFile>> {
        self.disk.open(path)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.disk.read(path)
    }

    fn now(&self) -> Timestamp {
        self.disk.now()
    }

    fn start_worker(&self) -> Option<StartWorker> {
        self.disk.start_worker()
    }
}
