//! The world on the disk.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use crate::world::{Entry, EntryKind, PRIVATE, World};

/// A file younger than this may change again within the resolution of its time stamps.
const YOUNG: Duration = Duration::from_secs(2);

/// A network's folder.
#[derive(Clone, Debug)]
pub struct DiskWorld {
    root: Utf8PathBuf,
    private: Option<Utf8PathBuf>,
    now: Option<Timestamp>,
}

impl DiskWorld {
    /// A network's folder, its private folder where that lies elsewhere, and the time if it is not now.
    pub fn new(root: &Utf8Path, private: Option<Utf8PathBuf>, now: Option<Timestamp>) -> io::Result<Self> {
        Ok(Self { root: root.canonicalize_utf8()?, private, now })
    }

    /// The network's folder, links resolved.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// Folders that are read: nothing may be written into them.
    pub fn sources(&self) -> Vec<Utf8PathBuf> {
        let folders = [self.root.join("content"), self.root.join("themes")].into_iter().chain(self.private.clone());
        // One that is not there yet may come: nothing is written to where it would be.
        folders.map(|folder| folder.canonicalize_utf8().unwrap_or(folder)).collect()
    }

    fn file(&self, path: &str) -> Utf8PathBuf {
        match (&self.private, path.strip_prefix(PRIVATE)) {
            (Some(private), Some(inner)) => private.join(inner),
            _ => self.root.join(path),
        }
    }

    /// Adds the files below a folder; `prefix` stands for the folder in their paths.
    fn walk(&self, folder: &Utf8Path, prefix: &str, entries: &mut Vec<Entry>) {
        let now = SystemTime::now();
        let skip = self.private.is_some().then(|| self.root.join(PRIVATE.trim_end_matches('/')));
        let walk = walkdir::WalkDir::new(folder).follow_links(false).min_depth(1).into_iter();
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
                        entries.push(Entry {
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
                entries.push(Entry { path, kind: EntryKind::Unreadable, size: 0, stamp: 0 });
                continue;
            }
            let kind =
                if entry.file_type().is_symlink() { self.link_kind(entry.path(), folder) } else { EntryKind::File };
            let metadata = if kind == EntryKind::File {
                std::fs::metadata(entry.path())
            } else {
                entry.metadata().map_err(io::Error::from)
            };
            entries.push(match metadata {
                Ok(metadata) if metadata.is_file() && kind == EntryKind::File => {
                    Entry { path, kind, size: metadata.len(), stamp: stamp(&metadata, now) }
                }
                Ok(metadata) => Entry {
                    path,
                    kind: if kind == EntryKind::File { EntryKind::Unreadable } else { kind },
                    size: metadata.len(),
                    stamp: 0,
                },
                Err(_) => Entry { path, kind: EntryKind::Unreadable, size: 0, stamp: 0 },
            });
        }
    }

    /// A link to a file within the same folder is as good as the file.
    fn link_kind(&self, link: &std::path::Path, folder: &Utf8Path) -> EntryKind {
        let folder = folder.canonicalize_utf8();
        // A link from outside the private folder into it would carry what is in there out.
        let private = self.private.clone().unwrap_or_else(|| self.root.join(PRIVATE)).canonicalize().ok();
        if let (Some(private), Ok(target)) = (private, link.canonicalize())
            && target.starts_with(&private)
            && !link.starts_with(&private)
        {
            return EntryKind::LinkOut;
        }
        match (link.canonicalize(), folder) {
            (Ok(target), Ok(folder)) if target.starts_with(folder.as_std_path()) && target.is_file() => EntryKind::File,
            (Ok(_), _) => EntryKind::LinkOut,
            (Err(_), _) => EntryKind::Unreadable,
        }
    }
}

/// Size, times and number of a file as one number; 0 while it is young.
fn stamp(metadata: &std::fs::Metadata, now: SystemTime) -> u64 {
    let modified = metadata.modified().unwrap_or(now);
    if now.duration_since(modified).is_ok_and(|age| age < YOUNG) || modified > now {
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
        if now.duration_since(changed).is_ok_and(|age| age < YOUNG) {
            return 0;
        }
    }
    hasher.finish().max(1)
}

impl World for DiskWorld {
    fn list(&self) -> io::Result<Arc<Vec<Entry>>> {
        let mut entries = Vec::new();
        // Fails here, with the folder's name, rather than with an empty network.
        std::fs::read_dir(self.root.join("content"))?;
        self.walk(&self.root.join("content"), "content/", &mut entries);
        self.walk(&self.root.join("themes"), "themes/", &mut entries);
        if let Some(private) = &self.private {
            self.walk(private, PRIVATE, &mut entries);
        }
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Arc::new(entries))
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.file(path))
    }

    fn now(&self) -> Timestamp {
        self.now.unwrap_or_else(Timestamp::now)
    }
}
