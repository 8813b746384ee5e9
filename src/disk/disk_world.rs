//! A network's folder on the disk, as a [`World`].

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;
use walkdir::{DirEntry, WalkDir};

use super::build_cache::DiskCache;
use super::file_stamp::content_stamp;
use super::open_file::{SizedFile, open_file, read_file};
use super::parallel::in_parallel;
use super::stage_timer::DiskTimer;
use super::template_watch::{DiskTemplateWatch, can_begin_again};
use super::worker_process::worker_starter;
use crate::world::{
    BuildCache, EntryKind, FileEntry, OpenFile, PRIVATE_FOLDER, StageTimer, StartWorker, TemplateWatch, World,
};

/// The age below which a file has no stamp: it may change again within the same tick of the disk's clock.
const MIN_STAMP_AGE: Duration = Duration::from_secs(2);

/// A network's folder.
#[derive(Clone, Debug)]
pub struct DiskWorld {
    root: Utf8PathBuf,
    private_folder: Option<Utf8PathBuf>,
    /// What identifies the private folder, whatever its name: it may be mounted in two places, or be renamed.
    private_id: Option<FolderId>,
    /// Folders below `content/` and `themes/` that are not listed with these: they are private, or in the place of the
    /// private folder.
    hidden_folders: Vec<Utf8PathBuf>,
    now: Option<Timestamp>,
    templates: Templates,
    cache: DiskCache,
    timer: Option<Arc<DiskTimer>>,
}

/// Where a network's own templates are rendered.
#[derive(Clone, Debug)]
enum Templates {
    /// In this process.
    Unwatched,
    /// In this process, while each ends soon.
    Watched(DiskTemplateWatch),
    /// In worker processes.
    InWorkers,
}

/// The folders of a network whose files may be published.
const PUBLIC_FOLDERS: [&str; 2] = ["content/", "themes/"];

/// A folder whose files are listed.
pub(super) struct ListedFolder {
    /// Where the folder is on the disk.
    pub(super) path: Utf8PathBuf,
    /// What the paths of its files begin with, such as `content/`.
    pub(super) prefix: &'static str,
}

impl DiskWorld {
    /// A network's folder. `private` is the private folder, if it is elsewhere; `now` is the time, if it is not the
    /// present. The error is `InvalidInput` if what may be published is in the private folder.
    pub fn new(root: &Utf8Path, private: Option<Utf8PathBuf>, now: Option<Timestamp>) -> io::Result<Self> {
        let root = root.canonicalize_utf8()?;
        let private_folder = private.map(|private| private.canonicalize_utf8().unwrap_or(private));
        let private_id = private_folder.as_deref().and_then(|private| folder_id(private.as_std_path()));
        let hidden_folders = match &private_folder {
            Some(private) => find_hidden_folders(&root, private, private_id)?,
            None => Vec::new(),
        };
        let cache = DiskCache::new(&root);
        Ok(Self {
            root,
            private_folder,
            private_id,
            hidden_folders,
            now,
            templates: Templates::Unwatched,
            cache,
            timer: None,
        })
    }

    /// The same folder, whose own templates are rendered in worker processes. They are started from the program that is
    /// running, so only the program itself may ask for this.
    #[must_use]
    pub fn with_workers(self) -> Self {
        Self { templates: Templates::InWorkers, ..self }
    }

    /// The same folder, whose own templates are rendered in this process while that goes well. If it does not, the program
    /// begins again with worker processes; so only a command may ask for this that does the same when it is given again.
    #[must_use]
    pub fn with_template_watch(self) -> Self {
        match can_begin_again() {
            true => Self { templates: Templates::Watched(DiskTemplateWatch::default()), ..self },
            false => self.with_workers(),
        }
    }

    /// The same folder, and how long each stage takes is added up.
    #[must_use]
    pub fn with_timer(self) -> Self {
        Self { timer: Some(Arc::new(DiskTimer::new())), ..self }
    }

    /// The stages of a build in words, and how long each took until now; empty without a timer.
    pub fn timings(&self) -> Vec<(&'static str, Duration)> {
        self.timer.as_ref().map(|timer| timer.timings()).unwrap_or_default()
    }

    /// The network's folder, with its links resolved.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// The private folder, if it is not the one in `content/`.
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
        let (folder, inner) = self.split_path(path);
        folder.join(inner)
    }

    /// The listed folder of a file, and the path inside it.
    fn split_path<'a>(&self, path: &'a str) -> (Utf8PathBuf, &'a str) {
        if let (Some(private), Some(inner)) = (&self.private_folder, path.strip_prefix(PRIVATE_FOLDER)) {
            return (private.clone(), inner);
        }
        let in_public = |folder: &&str| Some((self.root.join(folder), path.strip_prefix(*folder)?));
        PUBLIC_FOLDERS.iter().find_map(in_public).unwrap_or_else(|| (self.root.clone(), path))
    }

    /// The folders whose files are listed.
    pub(super) fn listed_folders(&self) -> Vec<ListedFolder> {
        let public = |prefix: &'static str| ListedFolder { path: self.root.join(prefix.trim_end_matches('/')), prefix };
        let mut folders: Vec<ListedFolder> = PUBLIC_FOLDERS.map(public).into();
        folders.extend(self.private_folder.clone().map(|path| ListedFolder { path, prefix: PRIVATE_FOLDER }));
        folders
    }

    /// Adds the files at or below the path `from`, which is in a listed folder.
    pub(super) fn collect_entries(&self, folder: &ListedFolder, from: &Utf8Path, entries: &mut Vec<FileEntry>) {
        let now = SystemTime::now();
        let is_public = folder.prefix != PRIVATE_FOLDER;
        let min_depth = usize::from(from == folder.path);
        let is_listed = |entry: &DirEntry| {
            let is_folder = entry.file_type().is_dir();
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.') && is_folder;
            let is_private = is_public && self.is_private(entry.path(), is_folder);
            !is_hidden && !is_private
        };
        let mut above = from.ancestors().take_while(|above| above.starts_with(&folder.path));
        if is_public && above.any(|above| self.is_private(above.as_std_path(), true)) {
            return;
        }
        let walk = WalkDir::new(from).follow_links(false).min_depth(min_depth).into_iter();
        let is_folder = |entry: &DirEntry| entry.file_type().is_dir();
        let found: Vec<walkdir::Result<DirEntry>> =
            walk.filter_entry(is_listed).filter(|entry| !entry.as_ref().is_ok_and(is_folder)).collect();
        let describe = |entry: &walkdir::Result<DirEntry>| match entry {
            Ok(entry) => self.describe_entry(folder, entry, now),
            Err(error) => describe_walk_error(folder, error),
        };
        let described = in_parallel(&found, |part| part.iter().filter_map(describe).collect::<Vec<_>>());
        entries.extend(described.into_iter().flatten());
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

    /// Whether a file or folder is the private folder, or in the place of the private folder.
    fn is_private(&self, path: &Path, is_folder: bool) -> bool {
        self.hidden_folders.iter().any(|hidden| path == hidden)
            || (is_folder && self.private_id.is_some() && folder_id(path) == self.private_id)
    }

    /// What a link counts as. A link to a file in the same folder counts as that file.
    fn classify_link(&self, link: &Path, folder: &Utf8Path) -> EntryKind {
        match self.resolve_link(link, folder) {
            Err(_) => EntryKind::Unreadable,
            Ok(Some((folder, inner))) if folder.join(&inner).is_file() => EntryKind::File,
            Ok(_) => EntryKind::ExternalLink,
        }
    }

    /// Where a link in a listed folder leads: the folder with its links resolved, and the path inside it. `None` if that
    /// is not in the same folder: a link from outside into the private folder would make a private file public.
    fn resolve_link(&self, link: &Path, folder: &Utf8Path) -> io::Result<Option<(Utf8PathBuf, Utf8PathBuf)>> {
        let target = link.canonicalize()?;
        let own = self.root.join(PRIVATE_FOLDER);
        let is_private = [Some(&own), self.private_folder.as_ref()].into_iter().flatten().any(|private| {
            !link.starts_with(private) && private.canonicalize().is_ok_and(|private| target.starts_with(private))
        });
        let folder = folder.canonicalize_utf8()?;
        let inner = target.strip_prefix(&folder).ok().and_then(Utf8Path::from_path);
        Ok(inner.filter(|_| !is_private).map(|inner| (folder.clone(), inner.to_owned())))
    }

    /// Opens a listed file. Links may have appeared on the way to it since it was listed, so none is followed; one that is
    /// listed as a file is resolved first.
    fn open_listed(&self, path: &str) -> io::Result<SizedFile> {
        let (folder, inner) = self.split_path(path);
        let refused = match open_file(&folder, inner) {
            Ok(file) => return Ok(file),
            Err(error) => error,
        };
        let link = folder.join(inner);
        if !link.symlink_metadata()?.is_symlink() {
            return Err(refused);
        }
        match self.resolve_link(link.as_std_path(), &folder)? {
            Some((folder, inner)) => open_file(&folder, inner.as_str()),
            None => Err(io::Error::other("it is a link that leads out of the network")),
        }
    }
}

/// What identifies a folder on its computer: the number of the disk, and its number there.
type FolderId = (u64, u64);

/// What identifies a folder; `None` if it does not exist. A link to a folder is another one.
#[cfg(unix)]
fn folder_id(folder: &Path) -> Option<FolderId> {
    use std::os::unix::fs::MetadataExt;
    let metadata = folder.symlink_metadata().ok()?;
    Some((metadata.dev(), metadata.ino()))
}

/// Here a folder is known by its path alone.
#[cfg(not(unix))]
fn folder_id(_: &Path) -> Option<FolderId> {
    None
}

/// The folders that are not listed with the public ones when the private folder is `private`. An error if that is no folder,
/// or if a public folder is in it.
fn find_hidden_folders(root: &Utf8Path, private: &Utf8Path, id: Option<FolderId>) -> io::Result<Vec<Utf8PathBuf>> {
    let refused = |why: &str| {
        let message = format!("`{private}` cannot be the private folder: {why}");
        Err(io::Error::new(io::ErrorKind::InvalidInput, message))
    };
    if private.metadata().is_ok_and(|metadata| !metadata.is_dir()) {
        return refused("it is a file; name the folder that it is in");
    }
    let mut hidden = vec![root.join(PRIVATE_FOLDER.trim_end_matches('/'))];
    for name in PUBLIC_FOLDERS {
        let folder = root.join(name.trim_end_matches('/'));
        let real = folder.canonicalize_utf8().unwrap_or_else(|_| folder.clone());
        let is_private = |above: &Utf8Path| above == private || (id.is_some() && folder_id(above.as_std_path()) == id);
        if real.ancestors().any(is_private) {
            return refused(&format!("it has `{name}` in it, which is published"));
        }
        hidden.extend(private.strip_prefix(&real).ok().map(|inner| folder.join(inner)));
    }
    Ok(hidden)
}

fn unreadable_entry(path: Arc<str>, size: u64) -> FileEntry {
    FileEntry { path, kind: EntryKind::Unreadable, size, stamp: 0 }
}

/// The entry of a folder that cannot be read; `None` for the listed folder itself.
fn describe_walk_error(folder: &ListedFolder, error: &walkdir::Error) -> Option<FileEntry> {
    let inner = error.path()?.strip_prefix(&folder.path).ok()?.to_string_lossy();
    (!inner.is_empty()).then(|| unreadable_entry(format!("{}{inner}", folder.prefix).into(), 0))
}

/// [`content_stamp`], or 0 while the file is younger than [`MIN_STAMP_AGE`].
fn compute_stamp(metadata: &Metadata, now: SystemTime) -> u64 {
    let is_young = |time: SystemTime| now.duration_since(time).is_ok_and(|age| age < MIN_STAMP_AGE);
    let modified = metadata.modified().unwrap_or(now);
    if is_young(modified) || modified > now {
        return 0;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(metadata.ctime()).unwrap_or(0));
        if is_young(changed) {
            return 0;
        }
    }
    content_stamp(metadata)
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

    fn open(&self, path: &str) -> io::Result<Box<dyn OpenFile>> {
        Ok(Box::new(self.open_listed(path)?.file))
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        read_file(self.open_listed(path)?)
    }

    fn now(&self) -> Timestamp {
        self.now.unwrap_or_else(Timestamp::now)
    }

    fn start_worker(&self) -> Option<StartWorker> {
        matches!(self.templates, Templates::InWorkers).then(worker_starter)
    }

    fn template_watch(&self) -> Option<&dyn TemplateWatch> {
        match &self.templates {
            Templates::Watched(watch) => Some(watch),
            Templates::Unwatched | Templates::InWorkers => None,
        }
    }

    fn cache(&self) -> Option<&dyn BuildCache> {
        Some(&self.cache)
    }

    fn timer(&self) -> Option<&dyn StageTimer> {
        self.timer.as_deref().map(|timer| timer as &dyn StageTimer)
    }
}
