//! The site that the last build left.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::sync::OnceLock;

use camino::Utf8PathBuf;

use super::file_stamp::{FileStamp, fingerprint_files};
use super::output_folder::{list_files, published_files};
use crate::digest::Digest;
use crate::format::Output;
use crate::output::{FILE_LIST, OutputFile};
use crate::pipeline::OutputSink;

/// The site in an output folder. As a sink it writes nothing, so `check` can see which pages are still as they were.
pub struct SiteOnDisk {
    pub(super) folder: Utf8PathBuf,
    /// The files that the program made, with their stamps.
    pub(super) files: BTreeMap<String, FileStamp>,
    /// Files that the program did not make, and keeps.
    pub(super) foreign_files: Vec<String>,
    fingerprint: OnceLock<Digest>,
}

impl SiteOnDisk {
    /// Lists the files in a folder. `keep` are names in it that the program did not make and that stay.
    pub fn list(folder: Utf8PathBuf, keep: &[String]) -> io::Result<Self> {
        let files = list_files(&folder)?;
        let published = published_files(&folder);
        let is_foreign = |path: &str| {
            let top = path.split('/').next().unwrap_or(path);
            let is_kept = top == "CNAME" || keep.iter().any(|name| name == top);
            is_kept && !published.files.iter().any(|file| file.path == path)
        };
        let (foreign, files): (BTreeMap<String, FileStamp>, _) =
            files.into_iter().partition(|(path, _)| is_foreign(path));
        Ok(Self { folder, files, foreign_files: foreign.into_keys().collect(), fingerprint: OnceLock::new() })
    }

    /// The fingerprint of the site, by the stamps of its files.
    pub fn fingerprint(&self) -> Digest {
        let files = || self.files.iter().filter(|(path, _)| path.as_str() != FILE_LIST);
        *self
            .fingerprint
            .get_or_init(|| fingerprint_files(files().map(|(path, stamp)| (path.as_str(), *stamp)).collect()))
    }
}

impl OutputSink for SiteOnDisk {
    fn write(&self, _: Output) -> io::Result<()> {
        Ok(())
    }

    fn size_on_disk(&self, file: &OutputFile) -> Option<usize> {
        self.files.get(&file.path).and_then(|[size, ..]| usize::try_from(*size).ok())
    }

    fn read_kept(&self, file: &OutputFile) -> io::Result<Vec<u8>> {
        fs::read(self.folder.join(&file.path))
    }
}
