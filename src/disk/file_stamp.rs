//! Stamps of files, which show whether a file was changed without reading it.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};

use crate::digest::Digest;

/// Size, time and inode of a file. They stay the same when a folder above the file is renamed, and when it is linked.
pub(super) type FileStamp = [u64; 3];

pub(super) fn file_stamp(metadata: &fs::Metadata) -> FileStamp {
    let modified =
        metadata.modified().ok().and_then(|time| time.duration_since(std::time::SystemTime::UNIX_EPOCH).ok());
    let time = modified.map_or(0, |time| time.as_secs() ^ u64::from(time.subsec_nanos()) << 34);
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(metadata);
    #[cfg(not(unix))]
    let inode = 0;
    [metadata.len(), time, inode]
}

/// Size, times and inode of a file as one number that is not 0. Unlike [`FileStamp`], it has the time at which the system
/// noted the last change, which nobody can set.
pub(super) fn content_stamp(metadata: &fs::Metadata) -> u64 {
    let mut hasher = DefaultHasher::new();
    metadata.len().hash(&mut hasher);
    metadata.modified().ok().hash(&mut hasher);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (metadata.ctime(), metadata.ctime_nsec(), metadata.ino()).hash(&mut hasher);
    }
    hasher.finish().max(1)
}

/// One fingerprint of all files, by their paths and stamps.
pub(super) fn fingerprint_files(mut files: Vec<(&str, FileStamp)>) -> Digest {
    files.sort_unstable();
    let stamps: Vec<[u8; 24]> = files
        .iter()
        .map(|(_, stamp)| {
            let mut bytes = [0; 24];
            stamp
                .iter()
                .zip(bytes.chunks_exact_mut(8))
                .for_each(|(number, chunk)| chunk.copy_from_slice(&number.to_le_bytes()));
            bytes
        })
        .collect();
    Digest::compute_all(files.iter().zip(&stamps).flat_map(|((path, _), stamp)| [path.as_bytes(), stamp.as_slice()]))
}
