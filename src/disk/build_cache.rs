//! What one build keeps for the next, in files of a folder that is not on the web.

use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::last_build::{program_digest, work_folder};
use super::open_file::read_own_file;
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

    /// Whether the folder is one, and not a link to somebody's.
    fn is_own_folder(&self) -> bool {
        self.folder.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
    }

    /// Puts a file into the folder in one step, so that another build reads all of it or none.
    fn try_write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        if !self.is_own_folder() {
            return Err(io::Error::other("it is not a folder of this program"));
        }
        let (path, incomplete) = (self.folder.join(name), self.folder.join(format!("{name}.{}", std::process::id())));
        let content = [self.seal(name, bytes).as_bytes(), bytes].concat();
        fs::write(&incomplete, content).and_then(|()| fs::rename(&incomplete, path)).inspect_err(|_| {
            let _ = fs::remove_file(&incomplete);
        })
    }
}

/// Whether this program gives such names: what they are, and a fingerprint. Others may keep files there too.
fn is_own_name(name: &str) -> bool {
    let is_digest = |word: &str| word.len() >= 2 * DIGEST_LENGTH && word.is_char_boundary(2 * DIGEST_LENGTH);
    let hex = |word: &str| word[..2 * DIGEST_LENGTH].bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split_once('-').is_some_and(|(_, word)| is_digest(word) && hex(word))
}

impl BuildCache for DiskCache {
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = read_own_file(&self.folder, name).ok()?;
        let digest: Vec<u8> = bytes.drain(..DIGEST_LENGTH.min(bytes.len())).collect();
        (digest == self.seal(name, &bytes).as_bytes()).then_some(bytes)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        // A full disk or a read-only folder is no reason to fail: the next build only does all its work.
        let _ = self.try_write(name, bytes);
    }

    fn retain(&self, names: &[String]) {
        let entries = self.is_own_folder().then(|| self.folder.read_dir_utf8().ok()).flatten();
        for entry in entries.into_iter().flatten().flatten() {
            if is_own_name(entry.file_name()) && !names.iter().any(|name| name == entry.file_name()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(word: &str) -> String {
        format!("{word}-{}", Digest::compute(word.as_bytes()))
    }

    #[test]
    fn bytes_are_kept_until_they_are_damaged_or_not_wanted() {
        let root = tempfile::tempdir().expect("a folder");
        let root = Utf8Path::from_path(root.path()).expect("UTF-8");
        let cache = DiskCache::new(root);
        let (one, two) = (name("one"), name("two"));
        assert_eq!(cache.read(&one), None);
        cache.write(&one, b"bytes");
        cache.write(&two, b"");
        assert_eq!((cache.read(&one), cache.read(&two)), (Some(b"bytes".to_vec()), Some(Vec::new())));
        let other = DiskCache { program: Digest::compute(b"another program"), ..cache.clone() };
        assert_eq!(other.read(&one), None);
        for damage in [&b"by"[..], &[0; 37]] {
            fs::write(cache.folder.join(&one), damage).expect("written");
            assert_eq!(cache.read(&one), None);
        }
        fs::write(cache.folder.join("letter.txt"), "Dear all").expect("written");
        cache.retain(&[one]);
        let mut left: Vec<String> = cache
            .folder
            .read_dir_utf8()
            .expect("a folder")
            .flatten()
            .map(|entry| entry.file_name().to_owned())
            .collect();
        left.sort();
        assert_eq!(left, ["letter.txt".to_owned(), name("one")]);
    }

    #[test]
    #[cfg(unix)]
    fn what_others_put_in_its_place_is_neither_read_nor_cleared() {
        let root = tempfile::tempdir().expect("a folder");
        let root = Utf8Path::from_path(root.path()).expect("UTF-8");
        let (cache, mine) = (DiskCache::new(root), root.join("mine"));
        fs::create_dir_all(&mine).expect("made");
        fs::create_dir_all(work_folder(root)).expect("made");
        fs::write(mine.join(name("one")), "Dear all").expect("written");
        std::os::unix::fs::symlink(&mine, &cache.folder).expect("linked");
        cache.write(&name("two"), b"bytes");
        cache.retain(&[]);
        assert_eq!(fs::read_dir(&mine).expect("a folder").count(), 1);
        fs::remove_file(&cache.folder).expect("removed");
        fs::create_dir(&cache.folder).expect("made");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            cache.folder.join(name("pipe")).as_std_path(),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RWXU,
            0,
        )
        .expect("a pipe");
        assert_eq!(cache.read(&name("pipe")), None);
    }
}
