//! What the desk asks about the computer it runs on: the last build, the folders, version control.

use jiff::Timestamp;

use crate::digest::Digest;
use crate::output::OutputFile;

/// What the desk asks about the computer it runs on. `cli` answers from the disk, tests from memory.
pub trait Environment: Send + Sync {
    /// The last build on this computer.
    fn last_build(&self) -> Option<LastBuildSummary>;
    /// Files in the output folder for which `is_made` is false: a build would remove them.
    fn leftover_files(&self, is_made: &dyn Fn(&str) -> bool) -> Vec<OutputFile>;
    /// Folders that a synchronising service copies.
    fn synced_locations(&self) -> Vec<SyncedLocation>;
    /// Where the private folder is.
    fn private_folder(&self) -> PrivateFolder;
    /// The file that has the site rebuilt on a schedule, such as `.github/workflows/site.yml`.
    fn scheduled_workflow(&self) -> Option<String>;
    /// Whether a file is one of those with which a new network begins, unchanged.
    fn is_sample(&self, path: &str, digest: &Digest) -> bool;
}

/// The last build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastBuildSummary {
    /// The moment it was made for.
    pub made_for: Timestamp,
    /// The output folder, by its path from the network's folder if it is in it.
    pub output_folder: String,
    /// How many files are published in it.
    pub file_count: usize,
    /// The fingerprint of the contents it was made from; `None` if an earlier version of the program did not record it.
    pub sources_digest: Option<String>,
    /// From this moment on, the site may have changed by itself.
    pub next_change: Option<Timestamp>,
}

/// A folder that a synchronising service copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncedLocation {
    /// Which folder it is.
    pub role: FolderRole,
    /// Its path.
    pub path: String,
    /// The service, such as `Dropbox`.
    pub service: &'static str,
}

/// Which folder it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderRole {
    /// The folder that the site is written to.
    Output,
    /// The network's folder.
    Network,
}

/// Where the private folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivateFolder {
    /// There is no private folder on this computer.
    Absent,
    /// Outside the network's folder.
    Elsewhere,
    /// In the network's folder, which is not under version control.
    NoVersionControl,
    /// In the network's folder, and ignored by version control.
    Ignored,
    /// In the network's folder, and version control would include it.
    Exposed,
}
