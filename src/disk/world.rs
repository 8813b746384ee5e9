//! A network's folder on the disk, as a `World`.

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use crate::world::{EntryKind, FileEntry, PRIVATE_FOLDER, World};

/// A file that changed less than this ago may change again without its time showing it.
const MIN_STAMP_AGE: Duration = Duration::from_secs(2);

/// A network's folder.
#[derive(Clone, Debug)]
pub struct DiskWorld {
    root: Utf8PathBuf,
    private_folder: Option<Utf8PathBuf>,
    now: Option<Timestamp>,
}

impl DiskWorld {
    /// A network's folder, its private folder if that is elsewhere, and the moment to show if that is not now.
    pub fn new(root: &Utf8Path, private: Option<Utf8PathBuf>, now: Option<Timestamp>) -> io::Result<Self> {
        Ok(Self { root: root.canonicalize_utf8()?, private_folder: private, now })
    }

    /// The network's folder, with its links resolved.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// The private folder, if it is outside the network's folder.
    pub fn private_folder(&self) -> Option<&Utf8Path> {
        self.private_folder.as_deref()
    }

    /// The folders that are read. Nothing may be written into them.
    pub fn source_folders(&self) -> Vec<Utf8PathBuf> {
        let folders = self.listed_folders().into_iter().map(|(folder, _)| folder);
        // A folder that does not exist yet may come, so nothing is written to its place either.
        folders.map(|folder| folder.canonicalize_utf8().unwrap_or(folder)).collect()
    }

    fn disk_path(&self, path: &str) -> Utf8PathBuf {
        match (&self.private_folder, path.strip_prefix(PRIVATE_FOLDER)) {
            (Some(private), Some(inner)) => private.join(inner),
            _ => self.root.join(path),
        }
    }

    /// The folders that are listed, each with what the paths of its files begin with.
    fn listed_folders(&self) -> Vec<(Utf8PathBuf, &'static str)> {
        let below_root = [(self.root.join("content"), "content/"), (self.root.join("themes"), "themes/")];
        below_root.into_iter().chain(self.private_folder.clone().map(|private| (private, PRIVATE_FOLDER))).collect()
    }

    /// Adds the files at or below a path in a folder. Their paths begin with `prefix` instead of the folder's own path.
    fn collect_entries(&self, folder: &Utf8Path, prefix: &str, from: &Utf8Path, entries: &mut Vec<FileEntry>) {
        let now = SystemTime::now();
        let skip = self.private_folder.is_some().then(|| self.root.join(PRIVATE_FOLDER.trim_end_matches('/')));
        let below = usize::from(from == folder);
        let walk = walkdir::WalkDir::new(from).follow_links(false).min_depth(below).into_iter();
        let wanted = |entry: &walkdir::DirEntry| {
            let hidden = entry.file_name().to_string_lossy().starts_with('.') && entry.file_type().is_dir();
            !hidden && skip.as_ref().is_none_or(|skip| entry.path() != skip.as_std_path())
        };
        for entry in walk.filter_entry(wanted) {
            let entry = match entry {
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) => entry,
                Err(error) => {
                    let path = error
                        .path()
                        .and_then(|path| path.strip_prefix(folder).ok())
                        .map(|path| path.to_string_lossy().into_owned());
                    if let Some(path) = path.filter(|path| !path.is_empty()) {
                        entries.push(FileEntry {
                            path: format!("{prefix}{path}").into(),
                            kind: EntryKind::Unreadable,
                            size: 0,
                            stamp: 0,
                        });
                    }
                    continue;
                }
            };
            let Ok(inner) = entry.path().strip_prefix(folder) else { continue };
            let path: Arc<str> = format!("{prefix}{}", inner.to_string_lossy().replace('\\', "/")).into();
            if inner.to_str().is_none() {
                entries.push(FileEntry { path, kind: EntryKind::Unreadable, size: 0, stamp: 0 });
                continue;
            }
            let kind =
                if entry.file_type().is_symlink() { self.classify_link(entry.path(), folder) } else { EntryKind::File };
            let metadata = if kind == EntryKind::File {
                std::fs::metadata(entry.path())
            } else {
                entry.metadata().map_err(io::Error::from)
            };
            entries.push(match metadata {
                Ok(metadata) if metadata.is_file() && kind == EntryKind::File => {
                    FileEntry { path, kind, size: metadata.len(), stamp: entry_stamp(&metadata, now) }
                }
                Ok(metadata) => FileEntry {
                    path,
                    kind: if kind == EntryKind::File { EntryKind::Unreadable } else { kind },
                    size: metadata.len(),
                    stamp: 0,
                },
                Err(_) => FileEntry { path, kind: EntryKind::Unreadable, size: 0, stamp: 0 },
            });
        }
    }

    /// What a link counts as: one to a file in the same folder counts as that file.
    fn classify_link(&self, link: &std::path::Path, folder: &Utf8Path) -> EntryKind {
        let folder = folder.canonicalize_utf8();
        // A link into the private folder from outside would make what is in there public.
        let private = self.private_folder.clone().unwrap_or_else(|| self.root.join(PRIVATE_FOLDER)).canonicalize().ok();
        if let (Some(private), Ok(target)) = (private, link.canonicalize())
            && target.starts_with(&private)
            && !link.starts_with(&private)
        {
            return EntryKind::ExternalLink;
        }
        match (link.canonicalize(), folder) {
            (Ok(target), Ok(folder)) if target.starts_with(folder.as_std_path()) && target.is_file() => EntryKind::File,
            (Ok(_), _) => EntryKind::ExternalLink,
            (Err(_), _) => EntryKind::Unreadable,
        }
    }
}

/// A network's folder that is listed once; after that, only files that may have changed are looked at.
pub struct LiveWorld {
    disk: DiskWorld,
    listing: Mutex<Listing>,
}

#[derive(Default)]
struct Listing {
    /// In the order of paths; none before the first listing.
    entries: Option<Arc<Vec<FileEntry>>>,
    /// Files and folders that may have changed.
    changed: BTreeSet<Utf8PathBuf>,
}

/// If more files than this may have changed, everything is listed again, which is faster.
const MAX_RELISTED: usize = 2_000;

impl LiveWorld {
    /// A folder of which nothing is listed yet.
    pub fn new(disk: DiskWorld) -> Self {
        Self { disk, listing: Mutex::default() }
    }

    /// The network's folder, with its links resolved.
    pub fn root(&self) -> &Utf8Path {
        self.disk.root()
    }

    /// Notes that these files and folders may have changed, come or gone.
    pub fn mark_changed(&self, paths: impl IntoIterator<Item = Utf8PathBuf>) {
        self.listing.lock().unwrap_or_else(PoisonError::into_inner).changed.extend(paths);
    }

    /// Notes that anything may have changed.
    pub fn forget_listing(&self) {
        *self.listing.lock().unwrap_or_else(PoisonError::into_inner) = Listing::default();
    }

    /// The listing, with the files and folders that may have changed listed again.
    fn relist(&self, entries: &[FileEntry], changed: &BTreeSet<Utf8PathBuf>) -> Vec<FileEntry> {
        let folders = self.disk.listed_folders();
        let mut gone = vec![false; entries.len()];
        let mut relisted = Vec::new();
        let link_targets: Vec<Option<Utf8PathBuf>> =
            folders.iter().map(|(folder, _)| folder.canonicalize_utf8().ok().filter(|real| real != folder)).collect();
        // Where a folder is a link, events name the files by their real paths.
        let as_listed = |path: &Utf8PathBuf| {
            let through_link = |((folder, _), real): (&(Utf8PathBuf, _), &Option<Utf8PathBuf>)| {
                path.strip_prefix(real.as_ref()?).ok().map(|inner| folder.join(inner))
            };
            folders.iter().zip(&link_targets).find_map(through_link).unwrap_or_else(|| path.clone())
        };
        for path in &changed.iter().map(as_listed).collect::<Vec<_>>() {
            let inside = |(folder, prefix): &(Utf8PathBuf, &'static str)| {
                let inner = path.strip_prefix(folder).ok()?;
                Some((folder.clone(), *prefix, inner.as_str().replace('\\', "/")))
            };
            // The private folder may be inside another one.
            let Some((folder, prefix, inner)) =
                folders.iter().filter_map(inside).max_by_key(|(folder, ..)| folder.as_str().len())
            else {
                continue;
            };
            let name = format!("{prefix}{inner}");
            let (name, below) = (name.trim_end_matches('/'), format!("{}/", name.trim_end_matches('/')));
            let from = entries.partition_point(|entry| *entry.path < *below);
            let own_entry = entries.binary_search_by(|entry| (*entry.path).cmp(name)).ok();
            let inside = entries[from..].iter().take_while(|entry| entry.path.starts_with(&below)).count();
            own_entry.into_iter().chain(from..from + inside).for_each(|at| gone[at] = true);
            let hidden = Utf8Path::new(&inner)
                .parent()
                .is_some_and(|above| above.components().any(|part| part.as_str().starts_with('.')));
            if !hidden && path.symlink_metadata().is_ok() {
                self.disk.collect_entries(&folder, prefix, path, &mut relisted);
            }
        }
        let unchanged = entries.iter().zip(gone).filter(|(_, gone)| !gone).map(|(entry, _)| entry.clone());
        let mut entries: Vec<FileEntry> = unchanged.chain(relisted).collect();
        // The entries are nearly in order, so this sort takes about one pass.
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        entries.dedup_by(|one, other| one.path == other.path);
        entries
    }
}

impl World for LiveWorld {
    fn list_files(&self) -> io::Result<Arc<Vec<FileEntry>>> {
        let mut listing = self.listing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = std::mem::take(&mut listing.changed);
        let previous = listing.entries.take();
        // Files that were young when they were listed may have changed without their times showing it.
        let young =
            previous.iter().flat_map(|entries| entries.iter()).filter(|entry| entry.stamp == 0).take(MAX_RELISTED + 1);
        changed.extend(young.map(|entry| self.disk.disk_path(&entry.path)));
        let entries = match previous.filter(|_| changed.len() <= MAX_RELISTED) {
            Some(known) => {
                std::fs::read_dir(self.root().join("content"))?;
                if changed.is_empty() { known } else { Arc::new(self.relist(&known, &changed)) }
            }
            None => self.disk.list_files()?,
        };
        listing.entries = Some(Arc::clone(&entries));
        Ok(entries)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        // It may have become a link since it was listed, and nothing outside the folder may be served.
        let file = self.disk.disk_path(path);
        if file.symlink_metadata()?.is_symlink() {
            let folder = self.disk.listed_folders().into_iter().find(|(_, prefix)| path.starts_with(prefix));
            let kind = folder.map(|(folder, _)| self.disk.classify_link(file.as_std_path(), &folder));
            if kind != Some(EntryKind::File) {
                return Err(io::ErrorKind::NotFound.into());
            }
        }
        self.disk.read(path)
    }

    fn now(&self) -> Timestamp {
        self.disk.now()
    }
}

/// Size, times and inode of a file as one number; 0 while the file is young.
fn entry_stamp(metadata: &std::fs::Metadata, now: SystemTime) -> u64 {
    let modified = metadata.modified().unwrap_or(now);
    if now.duration_since(modified).is_ok_and(|age| age < MIN_STAMP_AGE) || modified > now {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    metadata.len().hash(&mut hasher);
    modified.hash(&mut hasher);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (metadata.ctime(), metadata.ctime_nsec(), metadata.ino()).hash(&mut hasher);
        let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(metadata.ctime()).unwrap_or(0));
        if now.duration_since(changed).is_ok_and(|age| age < MIN_STAMP_AGE) {
            return 0;
        }
    }
    hasher.finish().max(1)
}

impl World for DiskWorld {
    fn list_files(&self) -> io::Result<Arc<Vec<FileEntry>>> {
        let mut entries = Vec::new();
        // Without this, a folder that cannot be read would give an empty network.
        std::fs::read_dir(self.root.join("content"))?;
        for (folder, prefix) in self.listed_folders() {
            self.collect_entries(&folder, prefix, &folder, &mut entries);
        }
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Arc::new(entries))
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.disk_path(path))
    }

    fn now(&self) -> Timestamp {
        self.now.unwrap_or_else(Timestamp::now)
    }
}
