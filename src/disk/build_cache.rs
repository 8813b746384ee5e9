//! What one build keeps for the next, in files of a folder that is not on the web.

use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::last_build::{program_digest, work_folder};
use crate::digest::Digest;
use crate::world::BuildCache;

/// The length of the fingerprint at the head of each file.
const DIGEST_LENGTH: usize = 32;

/// The files that a network's builds keep. Each begins with the fingerprint of the program, its name and its bytes, so
/// what another program kept, and what was damaged since, counts as not kept.
#[derive(Clone, Debug)]
pub(super) struct DiskCache {
    folder: Utf8PathBuf,
    program: Digest,
}

impl DiskCache {
    /// The cache of the network in a folder.
    pub(super) fn new(root: &Utf8Path) -> Self {
        Self { folder: work_folder(root).join("cache"), program: program_digest() }
    }

    fn seal(&self, name: &str, bytes: &[u8]) -> Digest {
        Digest::compute_all([self.program.as_bytes(), name.as_bytes(), bytes])
    }

    /// Puts a file into the folder in one step, so that another build reads all of it or none.
    fn try_write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let (path, incomplete) = (self.folder.join(name), self.folder.join(format!("{name}.{}", std::process::id())));
        let content = [self.seal(name, bytes).as_bytes(), bytes].concat();
        fs::write(&incomplete, content).and_then(|()| fs::rename(&incomplete, path)).inspect_err(|_| {
            let _ = fs::remove_file(&incomplete);
        })
    }
}

impl BuildCache for DiskCache {
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.folder.join(name)).ok()?;
        let digest: Vec<u8> = bytes.drain(..DIGEST_LENGTH.min(bytes.len())).collect();
        (digest == self.seal(name, &bytes).as_bytes()).then_some(bytes)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        // A full disk or a read-only folder is no reason to fail: the next build only does all its work.
        let _ = self.try_write(name, bytes);
    }

    fn retain(&self, names: &[String]) {
        for entry in self.folder.read_dir_utf8().into_iter().flatten().flatten() {
            if !names.iter().any(|name| name == entry.file_name()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_kept_until_they_are_damaged_or_not_wanted() {
        let root = tempfile::tempdir().expect("a folder");
        let root = Utf8Path::from_path(root.path()).expect("UTF-8");
        let cache = DiskCache::new(root);
        assert_eq!(cache.read("one"), None);
        cache.write("one", b"bytes");
        cache.write("two", b"");
        assert_eq!((cache.read("one"), cache.read("two")), (Some(b"bytes".to_vec()), Some(Vec::new())));
        let other = DiskCache { program: Digest::compute(b"another program"), ..cache.clone() };
        assert_eq!(other.read("one"), None);
        for damage in [&b"by"[..], &[0; 37]] {
            fs::write(root.join(".commonground/cache/one"), damage).expect("written");
            assert_eq!(cache.read("one"), None);
        }
        cache.retain(&["one".to_owned()]);
        let left: Vec<_> = root.join(".commonground/cache").read_dir_utf8().expect("a folder").collect();
        assert_eq!((left.len(), cache.read("two")), (1, None));
    }
}
