//! What the last build was made of, so that one that would make the same is not made again.

use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// The last build that succeeded.
///
/// A file of an earlier version lacks fields; what it has still counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LastBuild {
    /// Fingerprint of program, options and sources.
    pub made_of: String,
    /// Fingerprint of the site as it lies on the disk.
    pub outputs: String,
    /// Seconds since the epoch at which the site would be another one by itself.
    pub next_change: Option<i64>,
    /// The time it was made for.
    pub now: i64,
    /// Warnings and advice of that build.
    pub warnings: usize,
    /// Names in the output folder that were not ours.
    pub keep: Vec<String>,
    /// Addresses that were published once and are gone without a word.
    pub vanished: Vec<String>,
    /// The output folder: from the network's folder where it lies in it, so that the two can be moved together, else
    /// its whole path.
    pub out: String,
    /// Fingerprint of the sources alone.
    pub sources: String,
}

impl LastBuild {
    fn file_path(root: &Utf8Path) -> Utf8PathBuf {
        root.join(".commonground").join("last-build")
    }

    /// Reads it; nothing where there is none.
    pub fn read(root: &Utf8Path) -> Self {
        let text = std::fs::read_to_string(Self::file_path(root)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Writes it. A folder that cannot be written to only means that the next build does its work again.
    pub fn write(&self, root: &Utf8Path) -> std::io::Result<()> {
        let path = Self::file_path(root);
        std::fs::create_dir_all(root.join(".commonground"))?;
        let text = serde_json::to_string_pretty(self).expect("strings and numbers always serialise");
        let temporary = path.with_extension("new");
        std::fs::write(&temporary, text + "\n")?;
        std::fs::rename(temporary, path)
    }

    /// Whether there was one.
    pub fn has_built(&self) -> bool {
        !self.outputs.is_empty()
    }

    /// The output folder, on this machine; `public/` where nothing is known of it.
    pub fn output_folder(&self, root: &Utf8Path) -> Utf8PathBuf {
        root.join(if self.out.is_empty() { "public" } else { &self.out })
    }

    /// Published files that lie there still, by the folder's own list, and that `is_made` does not know: what the next
    /// build would remove. The list says what the build made; what somebody has removed by hand since is not there.
    pub fn leftover_files(&self, root: &Utf8Path, is_made: &dyn Fn(&str) -> bool) -> Vec<String> {
        let folder = self.output_folder(root);
        let left = super::published_files(&folder).into_iter().filter(|file| !is_made(file));
        left.filter(|file| super::exists(&folder.join(file))).collect()
    }

    /// Whether the site is still what a build would make.
    pub fn is_up_to_date(&self, made_of: &Digest, outputs: &Digest, now: Timestamp) -> bool {
        self.made_of == made_of.to_string()
            && self.outputs == outputs.to_string()
            && now.as_second() >= self.now
            && self.next_change.is_none_or(|next_change| now.as_second() < next_change)
    }
}

/// Fingerprint of the program itself: another build of it may make another site.
pub fn program_digest() -> Digest {
    let version = env!("CARGO_PKG_VERSION");
    let metadata = std::env::current_exe().and_then(std::fs::metadata);
    let (size, modified) = metadata.map_or((0, 0), |metadata| {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        (metadata.len(), modified.map_or(0, |time| time.as_nanos() as u64))
    });
    Digest::compute_all([version.as_bytes(), &size.to_le_bytes(), &modified.to_le_bytes()])
}
