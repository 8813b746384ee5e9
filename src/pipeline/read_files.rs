//! Reads all files of a network below `content/` and in the private folder, each by the role that its path gives it.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::loaded_file::{FileContent, LoadedFile};
use crate::language::LanguageTag;
use crate::record::{self, FileRole};
use crate::site::RereadFile;
use crate::world::{FileEntry, PRIVATE_FOLDER, World};

/// The files that were read before, in the order of paths, and whether the network had the same languages then.
#[derive(Clone, Copy, Default)]
pub(super) struct KnownFiles<'a> {
    pub(super) files: &'a [Arc<LoadedFile>],
    pub(super) same_languages: bool,
}

/// Reads every file that may have changed, in parallel, and takes the others from those that are known.
pub(super) fn read_files(
    world: &dyn World,
    entries: &[FileEntry],
    languages: &[LanguageTag],
    known: KnownFiles<'_>,
) -> Vec<Arc<LoadedFile>> {
    let reader = FileReader {
        world,
        languages,
        same_languages: known.same_languages,
        private_files: private_files_by_record(entries),
    };
    let until = entries.partition_point(|entry| &*entry.path < "themes/");
    let mut known_files = known.files.iter().peekable();
    // Both lists are in the order of paths.
    let planned: Vec<(&FileEntry, Option<&Arc<LoadedFile>>)> = entries[..until]
        .iter()
        .map(|entry| {
            while known_files.next_if(|file| file.path < entry.path).is_some() {}
            (entry, known_files.next_if(|file| file.path == entry.path))
        })
        .collect();
    planned.par_iter().with_min_len(256).map(|(entry, known)| reader.read(entry, *known)).collect()
}

/// The private folder's files about records, by `partners/hope-street`.
fn private_files_by_record(entries: &[FileEntry]) -> HashMap<&str, &FileEntry> {
    entries
        .iter()
        .skip(entries.partition_point(|entry| &*entry.path < PRIVATE_FOLDER))
        .take_while(|entry| entry.path.starts_with(PRIVATE_FOLDER))
        .filter_map(|entry| {
            let inner = entry.path.strip_prefix(PRIVATE_FOLDER)?;
            Some((inner.strip_prefix("records/")?.strip_suffix(".yaml")?, entry))
        })
        .collect()
}

struct FileReader<'a> {
    world: &'a dyn World,
    languages: &'a [LanguageTag],
    /// Whether the roles of known files hold.
    same_languages: bool,
    private_files: HashMap<&'a str, &'a FileEntry>,
}

impl FileReader<'_> {
    fn read(&self, entry: &FileEntry, known: Option<&Arc<LoadedFile>>) -> Arc<LoadedFile> {
        let role = match known.filter(|_| self.same_languages) {
            Some(known) => known.role.clone(),
            None => record::classify(&entry.path, self.languages),
        };
        let path = Arc::clone(&entry.path);
        if role == FileRole::Ignored || role == FileRole::Config {
            return Arc::new(LoadedFile { path, stamp: 0, role, content: FileContent::Skipped });
        }
        let private_file = self.private_file_of(&role);
        let stamp = match private_file {
            Some(private) if private.stamp != 0 && entry.stamp != 0 => entry.stamp ^ private.stamp.rotate_left(17),
            Some(_) => 0,
            None => entry.stamp,
        };
        let known = known.filter(|known| known.role == role);
        if let Some(known) = known.filter(|known| known.stamp == stamp && stamp != 0) {
            return Arc::clone(known);
        }
        let content = FileContent::read(self.world, entry, &role, private_file, known.map(|known| &known.content));
        match known.filter(|known| known.stamp == stamp && known.content.is_same_as(&content)) {
            Some(known) => Arc::clone(known),
            None => Arc::new(LoadedFile { path, stamp, role, content }),
        }
    }

    /// The values of a private file are merged into its record, so a change to either file counts.
    fn private_file_of(&self, role: &FileRole) -> Option<&FileEntry> {
        match role {
            FileRole::Record { kind, slug } if !self.private_files.is_empty() => {
                self.private_files.get(format!("{}/{slug}", kind.folder()).as_str()).copied()
            }
            _ => None,
        }
    }
}

/// The texts that have changed; `None` if anything else has changed.
pub(super) fn find_text_changes(previous: &[Arc<LoadedFile>], current: &[Arc<LoadedFile>]) -> Option<Vec<RereadFile>> {
    if previous.len() != current.len() {
        return None;
    }
    let mut changes = Vec::new();
    for (old, new) in previous.iter().zip(current).filter(|(old, new)| !Arc::ptr_eq(old, new)) {
        match (&old.content, &new.content) {
            _ if old.path != new.path || old.role != new.role => return None,
            (old, new) if old.is_same_as(new) => {}
            (FileContent::Record(_), FileContent::Record(parsed)) => {
                changes.push(RereadFile::Record(Arc::clone(parsed)))
            }
            (FileContent::Translation(_), FileContent::Translation(parsed)) => {
                changes.push(RereadFile::Translation(Arc::clone(parsed)))
            }
            _ => return None,
        }
    }
    Some(changes)
}
