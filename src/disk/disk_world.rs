//! A network's folder on the disk, as a [`World`].

use std::collections::hash_map::DefaultHasher;
use std::fs::{self, Metadata};
use std::hash::{Hash, Hasher};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;
use walkdir::{DirEntry, WalkDir};

use crate::world::{EntryKind, FileEntry, PRIVATE_FOLDER, World};

/// The age below which a file has no stamp: it may change again within the same tick of the disk's clock.
const MIN_STAMP_AGE: Duration = Duration::from_secs(2);

/// A network's folder.
#[derive(Clone, Debug)]
pub struct DiskWorld {
    root: Utf8PathBuf,
    private_folder: Option<Utf8PathBuf>,
    now: Option<Timestamp>,
}

/// A folder whose files are listed.
pub(super) struct ListedFolder {
    /// Where the folder is on the disk.
    pub(super) path: Utf8PathBuf,
    /// What the paths of its files begin with, such as `content/`.
    pub(super) prefix: &'static str,
}

impl DiskWorld {
    /// A network's folder. `private` is the private folder, if it is elsewhere; `now` is the time, if it is not the
    /// present.
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
        let folders = self.listed_folders().into_iter().map(|folder| folder.path);
        // A folder that does not exist yet may be created later, so nothing is written to its place either.
        folders.map(|folder| folder.canonicalize_utf8().unwrap_or(folder)).collect()
    }

    /// Where a listed file is on the disk.
    pub(super) fn disk_path(&self, path: &str) -> Utf8PathBuf {
        match (&self.private_folder, path.strip_prefix(PRIVATE_FOLDER)) {
            (Some(private), Some(inner)) => private.join(inner),
            _ => self.root.join(path),
        }
    }

    /// The folders whose files are listed.
    pub(super) fn listed_folders(&self) -> Vec<ListedFolder> {
        let mut folders = vec![
            ListedFolder { path: self.root.join("content"), prefix: "content/" },
            ListedFolder { path: self.root.join("themes"), prefix: "themes/" },
        ];
        folders.extend(self.private_folder.clone().map(|path| ListedFolder { path, prefix: PRIVATE_FOLDER }));
        folders
    }

    /// Adds the files at or below the path `from`, which is in a listed folder.
    pub(super) fn collect_entries(&self, folder: &ListedFolder, from: &Utf8Path, entries: &mut Vec<FileEntry>) {
        let now = SystemTime::now();
        // With a private folder elsewhere, one in the network's folder is not read.
        let skipped = self.private_folder.is_some().then(|| self.root.join(PRIVATE_FOLDER.trim_end_matches('/')));
        let min_depth = usize::from(from == folder.path);
        let is_listed = |entry: &DirEntry| {
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.') && entry.file_type().is_dir();
            !is_hidden && skipped.as_ref().is_none_or(|skipped| entry.path() != skipped.as_std_path())
        };
        let walk = WalkDir::new(from).follow_links(false).min_depth(min_depth).into_iter();
        entries.extend(walk.filter_entry(is_listed).filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => self.describe_entry(folder, &entry, now),
            Err(error) => describe_walk_error(folder, &error),
        }));
    }

    /// A file or link as the listing has it.
    fn describe_entry(&self, folder: &ListedFolder, entry: &DirEntry, now: SystemTime) -> Option<FileEntry> {
        let inner = entry.path().strip_prefix(&folder.path).ok()?;
        let path: Arc<str> = format!("{}{}", folder.prefix, inner.to_string_lossy().replace('\\', "/")).into();
        if inner.to_str().is_none() {
            return Some(unreadable_entry(path, 0));
        }
        let is_link = entry.file_type().is_symlink();
        let kind = if is_link { self.classify_link(entry.path(), &folder.path) } else { EntryKind::File };
        if kind != EntryKind::File {
            let size = entry.metadata().ok().map(|metadata| metadata.len());
            return Some(match size {
                Some(size) => FileEntry { path, kind, size, stamp: 0 },
                None => unreadable_entry(path, 0),
            });
        }
        Some(match fs::metadata(entry.path()) {
            Ok(metadata) if metadata.is_file() => {
                FileEntry { path, kind, size: metadata.len(), stamp: compute_stamp(&metadata, now) }
            }
            Ok(metadata) => unreadable_entry(path, metadata.len()),
            Err(_) => unreadable_entry(path, 0),
        })
    }

    /// What a link counts as. A link to a file in the same folder counts as that file.
    pub(super) fn classify_link(&self, link: &Path, folder: &Utf8Path) -> EntryKind {
        let Ok(target) = link.canonicalize() else { return EntryKind::Unreadable };
        // A link from outside into the private folder would make a private file public.
        let private = self.private_folder.clone().unwrap_or_else(|| self.root.join(PRIVATE_FOLDER));
        let is_private =
            private.canonicalize().is_ok_and(|private| target.starts_with(&private) && !link.starts_with(&private));
        let is_inside = folder.canonicalize().is_ok_and(|folder| target.starts_with(folder));
        if is_inside && !is_private && target.is_file() { EntryKind::File } else { EntryKind::ExternalLink }
    }
}

fn unreadable_entry(path: Arc<str>, size: u64) -> FileEntry {
    FileEntry { path, kind: EntryKind::Unreadable, size, stamp: 0 }
}

/// The entry of a folder that cannot be read; `None` for the listed folder itself.
fn describe_walk_error(folder: &ListedFolder, error: &walkdir::Error) -> Option<FileEntry> {
    let inner = error.path()?.strip_prefix(&folder.path).ok()?.to_string_lossy();
    (!inner.is_empty()).then(|| unreadable_entry(format!("{}{inner}", folder.prefix).into(), 0))
}

/// Size, times and inode of a file as one number; 0 while the file is younger than [`MIN_STAMP_AGE`].
fn compute_stamp(metadata: &Metadata, now: SystemTime) -> u64 {
    let is_young = |time: SystemTime| now.duration_since(time).is_ok_and(|age| age < MIN_STAMP_AGE);
    let modified = metadata.modified().unwrap_or(now);
    if is_young(modified) || modified > now {
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
        if is_young(changed) {
            return 0;
        }
    }
    hasher.finish().max(1)
}

impl World for DiskWorld {
    fn list_files(&self) -> io::Result<Arc<Vec<FileEntry>>> {
        let mut entries = Vec::new();
        // Without this, a folder that cannot be read would give an empty network.
        fs::read_dir(self.root.join("content"))?;
        for folder in self.listed_folders() {
            self.collect_entries(&folder, &folder.path, &mut entries);
        }
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Arc::new(entries))
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.disk_path(path))
    }

    fn now(&self) -> Timestamp {
        self.now.unwrap_or_else(Timestamp::now)
    }
}
