//! What the last build was made from, so that a build that would make the same site has nothing to do.
//!
//! `.commonground/last-build` in the network's folder has the fingerprints of program, options, sources and output, and
//! the time of the publication's `next_change`. Before that time, and with equal fingerprints, a build does nothing. At
//! `next_change` the site *could* differ; a build may still find that nothing has changed.

use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::open_file::read_own_file;
use crate::agenda::VanishedPage;
use crate::digest::Digest;
use crate::output::OutputFile;

const LAST_BUILD: &str = "last-build";

/// The folder that a site is written to if no other is named, in the network's folder.
pub const DEFAULT_OUTPUT_FOLDER: &str = "public";

/// The last build that succeeded.
///
/// A file that an earlier version wrote lacks some fields; the others are used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LastBuild {
    /// The fingerprint of program, options and sources.
    pub made_of: String,
    /// The fingerprint of the site on the disk.
    pub outputs: String,
    /// From this moment on (seconds since the epoch), the site may change by itself.
    pub next_change: Option<i64>,
    /// The moment it was made for, in seconds since the epoch.
    pub now: i64,
    /// How many warnings and pieces of advice there were.
    pub warnings: usize,
    /// Names in the output folder that this program did not make.
    pub keep: Vec<String>,
    /// Addresses that were published once and are gone without an alias or `gone:`.
    pub vanished: Vec<VanishedPage>,
    /// The output folder: its path from the network's folder if it is in it, so that both can be moved together; else its
    /// whole path.
    pub out: String,
    /// The fingerprint of the sources alone.
    pub sources: String,
    /// The fingerprint of the stamps of the sources; empty if one of them had none yet.
    pub stamps: String,
}

/// The folder in a network's folder for what the program keeps from one build to the next.
pub fn work_folder(root: &Utf8Path) -> Utf8PathBuf {
    root.join(".commonground")
}

impl LastBuild {
    fn file_path(root: &Utf8Path) -> Utf8PathBuf {
        work_folder(root).join(LAST_BUILD)
    }

    /// Reads the file; all fields are empty if it does not exist.
    pub fn read(root: &Utf8Path) -> Self {
        let bytes = read_own_file(&work_folder(root), LAST_BUILD).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Writes the file. If that fails, the next build only does its work again.
    pub fn write(&self, root: &Utf8Path) -> std::io::Result<()> {
        let path = Self::file_path(root);
        std::fs::create_dir_all(work_folder(root))?;
        let text = serde_json::to_string_pretty(self).expect("strings and numbers always serialise");
        let temporary = path.with_extension("new");
        std::fs::write(&temporary, text + "\n")?;
        std::fs::rename(temporary, path)
    }

    /// Whether there was a build.
    pub fn has_built(&self) -> bool {
        !self.outputs.is_empty()
    }

    /// The name of the output folder in messages: its path from the network's folder if it is inside.
    pub fn output_folder_name(&self) -> &str {
        if self.out.is_empty() { DEFAULT_OUTPUT_FOLDER } else { &self.out }
    }

    /// The output folder on this computer.
    pub fn output_folder(&self, root: &Utf8Path) -> Utf8PathBuf {
        root.join(self.output_folder_name())
    }

    /// Files in the output folder for which `is_made` is false: the next build would remove them. They are found by the
    /// folder's own list; files that somebody has removed by hand are left out.
    pub fn leftover_files(&self, root: &Utf8Path, is_made: &dyn Fn(&str) -> bool) -> Vec<OutputFile> {
        let folder = self.output_folder(root);
        let left = super::output_folder::published_files(&folder).files.into_iter().filter(|file| !is_made(&file.path));
        left.filter(|file| super::exists(&folder.join(&file.path))).collect()
    }

    /// Whether a build of these inputs would make the site that was made then.
    pub fn is_made_of(&self, inputs: &Digest, now: Timestamp) -> bool {
        self.made_of == inputs.to_string()
            && now.as_second() >= self.now
            && self.next_change.is_none_or(|next_change| now.as_second() < next_change)
    }
}

/// The fingerprint of the program itself, because another version may build another site.
pub fn program_digest() -> Digest {
    let version = env!("CARGO_PKG_VERSION");
    let metadata = std::env::current_exe().and_then(std::fs::metadata);
    let (size, modified) = metadata.map_or((0, 0), |metadata| {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        (metadata.len(), modified.map_or(0, |time| time.as_nanos() as u64))
    });
    Digest::compute_all([version.as_bytes(), &size.to_le_bytes(), &modified.to_le_bytes()])
}
