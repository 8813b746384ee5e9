//! What lies around the network and is asked by the desk: the last build, the folders, the version control.

use jiff::Timestamp;

use crate::digest::Digest;

/// What the desk asks about the machine it runs on. `cli` answers from the disk, tests from memory.
pub trait Environment: Send + Sync {
    /// The last build on this machine.
    fn last_build(&self) -> Option<LastBuildSummary>;
    /// Published files that lie there still and that `is_made` does not know.
    fn leftover_files(&self, is_made: &dyn Fn(&str) -> bool) -> Vec<String>;
    /// Folders that a synchronising service watches.
    fn synced_locations(&self) -> Vec<SyncedLocation>;
    /// Where the private folder is.
    fn private_folder(&self) -> PrivateFolder;
    /// The file that has the site made anew by the clock, such as `.github/workflows/site.yml`.
    fn scheduled_workflow(&self) -> Option<String>;
    /// Whether a file is one that a new network begins with, unchanged.
    fn is_sample(&self, path: &str, digest: &Digest) -> bool;
}

/// The last build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastBuildSummary {
    /// The moment it was made for.
    pub made_for: Timestamp,
    /// The output folder: as seen from the network's folder where it lies in it.
    pub output_folder: String,
    /// Files that are published there.
    pub file_count: usize,
    /// Fingerprint of the contents it was made of; none where an earlier version did not write it down.
    pub sources_digest: Option<String>,
    /// From then on the site may be another one by itself.
    pub next_change: Option<Timestamp>,
}

/// A folder that a synchronising service watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncedLocation {
    /// Which.
    pub role: FolderRole,
    /// Where it is.
    pub path: String,
    /// The service, such as `Dropbox`.
    pub service: &'static str,
}

/// Which folder it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderRole {
    /// The site is written there.
    Output,
    /// The network lies there.
    Network,
}

/// Where the private folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivateFolder {
    /// There is none on this machine.
    Absent,
    /// Outside the network's folder.
    Elsewhere,
    /// In the network's folder, which is under no version control.
    NoVersionControl,
    /// In the network's folder, and version control is told to leave it out.
    Ignored,
    /// In the network's folder, and version control would take it in.
    Exposed,
}
