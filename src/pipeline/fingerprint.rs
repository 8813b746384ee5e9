//! Fingerprints of the contents of files.

use crate::digest::Digest;
use crate::record::{self, FileRole};
use crate::world::{EntryKind, FileEntry, World};

/// Fingerprint of the stamps of all files that make a site. While it stays the same, so do their contents. `None` if a
/// file has no stamp, because it is too young, for example.
pub fn digest_stamps(entries: &[FileEntry]) -> Option<Digest> {
    let mut all = Vec::new();
    for entry in entries.iter().filter(|entry| is_source(entry)) {
        if entry.kind == EntryKind::File && entry.stamp == 0 {
            return None;
        }
        all.extend_from_slice(&(entry.path.len() as u64).to_le_bytes());
        all.extend_from_slice(entry.path.as_bytes());
        all.push(entry.kind as u8);
        all.extend_from_slice(&entry.stamp.to_le_bytes());
    }
    Some(Digest::compute(&all))
}

fn is_source(entry: &FileEntry) -> bool {
    entry.path.starts_with("themes/") || !record::is_ignored(&entry.path)
}

/// A copy that is held back counts by its name, as for the site; a file that cannot be read by nothing.
pub(super) fn content_digest(world: &dyn World, entry: &FileEntry) -> Digest {
    let is_copy = record::classify(&entry.path, &[]) == FileRole::SyncCopy;
    let bytes = if is_copy || entry.kind != EntryKind::File { None } else { world.read(&entry.path).ok() };
    Digest::compute(&bytes.unwrap_or_default())
}

pub(super) fn combine_digests(mut files: Vec<(&str, Digest)>) -> Digest {
    files.sort_unstable();
    Digest::compute_all(files.iter().flat_map(|(path, digest)| [path.as_bytes(), digest.as_bytes()]))
}
