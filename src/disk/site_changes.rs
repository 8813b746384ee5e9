//! How a new site differs from the one in the output folder.

use super::file_stamp::{FileStamp, fingerprint_files};
use super::write_summary::{Swap, WriteSummary};
use crate::digest::Digest;
use crate::output::{FileList, OutputFile};

/// A file of the new site.
pub(super) struct NewSiteFile {
    pub(super) file: OutputFile,
    pub(super) stamp: FileStamp,
}

/// How a new site differs from the one in the output folder.
pub(super) struct SiteChanges {
    /// Files that are new or different. They are in the stage.
    pub(super) changed: Vec<NewSiteFile>,
    /// Files that are the same as before. They are in the output folder.
    pub(super) unchanged: Vec<NewSiteFile>,
    /// The paths of files that the new site does not have.
    pub(super) removed: Vec<String>,
    /// The list of the files of the new site.
    pub(super) file_list: FileList,
}

impl SiteChanges {
    /// Whether both sites have the same files.
    pub(super) fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty()
    }

    /// The fingerprint of the new site, by the stamps of its files.
    pub(super) fn fingerprint(&self) -> Digest {
        let files = self.changed.iter().chain(&self.unchanged);
        fingerprint_files(files.map(|staged| (staged.file.path.as_str(), staged.stamp)).collect())
    }

    /// What is reported about the build.
    pub(super) fn summarise(&self, swap: Swap) -> WriteSummary {
        WriteSummary { swap, changed: self.changed.len(), unchanged: self.unchanged.len(), removed: self.removed.len() }
    }
}
