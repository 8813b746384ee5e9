//! Fingerprints of the contents of files.

use rayon::prelude::*;

use crate::digest::Digest;
use crate::record::{self, FileRole};
use crate::world::{EntryKind, FileEntry, World};

/// Fingerprint of the contents of all files that make a site, without reading them as what they are.
pub fn digest_sources(world: &dyn World, entries: &[FileEntry]) -> Digest {
    let languages = [];
    let is_source = |entry: &&FileEntry| {
        entry.path.starts_with("themes/") || record::classify(&entry.path, &languages) != FileRole::Ignored
    };
    let digests = entries.par_iter().filter(is_source).map(|entry| (&*entry.path, content_digest(world, entry)));
    combine_digests(digests.collect())
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
