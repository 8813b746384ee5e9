//! The outside, as the rooms see it: a tree of files that can be listed and read, and a clock.
//!
//! Nothing but an implementation of [`World`] reads a file or asks for the time. The disk's is in `disk`;
//! [`MemoryWorld`] serves tests.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use jiff::Timestamp;

/// The largest file that is read as text. A story of this size would be 1,500 printed pages.
pub const MAX_TEXT_BYTES: u64 = 4 * 1024 * 1024;

/// Where the private folder appears in a listing, wherever it lies on the disk.
pub const PRIVATE_FOLDER: &str = "content/private/";

/// A file in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// Relative to the root, with `/`.
    pub path: Arc<str>,
    /// What it is.
    pub kind: EntryKind,
    /// Bytes.
    pub size: u64,
    /// Changes when the file may have changed; equal stamps mean an unchanged file. 0 is never equal.
    pub stamp: u64,
}

/// What a listed name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file, or a link to a file within the same tree.
    File,
    /// A link to something outside the tree.
    ExternalLink,
    /// Something that cannot be looked at (no permission, a dangling link, a name that is not UTF-8).
    Unreadable,
}

/// The outside.
pub trait World: Sync {
    /// All files below `content/` and `themes/`, in the order of their paths.
    fn list_files(&self) -> io::Result<Arc<Vec<FileEntry>>>;
    /// The bytes of a listed file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
    /// The time.
    fn now(&self) -> Timestamp;
}

/// A world in memory.
#[derive(Clone, Debug)]
pub struct MemoryWorld {
    /// Contents by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The time it is there.
    pub now: Timestamp,
}

impl MemoryWorld {
    /// A world with these files.
    pub fn new<'a>(now: Timestamp, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
        Self { files, now }
    }
}

impl World for MemoryWorld {
    fn list_files(&self) -> io::Result<Arc<Vec<FileEntry>>> {
        let entry = |(path, bytes): (&String, &Vec<u8>)| FileEntry {
            path: path.as_str().into(),
            kind: EntryKind::File,
            size: bytes.len() as u64,
            stamp: 0,
        };
        Ok(Arc::new(self.files.iter().map(entry).collect()))
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}
