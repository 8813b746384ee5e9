//! The folder that a site is written to: which folders are refused, and what is in one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

use camino::{Utf8Path, Utf8PathBuf};

use super::file_stamp::{FileStamp, file_stamp};
use super::open_file::read_own_file;
use super::parallel::in_parallel;
use super::write_error::WriteError;
use crate::output::{FILE_LIST, FileList};

/// A checkout in the output folder is left as it is, and not read.
pub(super) const GIT_FOLDER: &str = ".git";

/// The path with its links resolved. The part that does not exist yet is appended as it is.
pub(super) fn resolve_links(out: &Utf8Path) -> io::Result<Utf8PathBuf> {
    let out = if out.is_absolute() { out.to_owned() } else { super::current_folder()?.join(out) };
    let mut missing = Vec::new();
    let mut existing = out.as_path();
    loop {
        match existing.canonicalize_utf8() {
            Ok(found) => return Ok(missing.iter().rev().fold(found, |path, name| path.join(name))),
            Err(error) => {
                let (Some(parent), Some(name)) = (existing.parent(), existing.file_name()) else { return Err(error) };
                missing.push(name);
                existing = parent;
            }
        }
    }
}

/// Refuses an output folder that is the same as the sources, contains them or is inside them, and one with files in it that
/// this program did not make.
pub(super) fn check_output_folder(out: &Utf8Path, sources: &[Utf8PathBuf], keep: &[String]) -> Result<(), WriteError> {
    for source in sources {
        if source.starts_with(out) || out.starts_with(source) {
            return Err(WriteError::Refused(format!(
                "`{out}` is, contains or is in `{source}`, which is read and must not be written to"
            )));
        }
    }
    // The folder need not exist, but what exists of its path must be a folder.
    if let Some(path) = out.ancestors().find(|path| path.symlink_metadata().is_ok()) {
        let what = match path.metadata() {
            Ok(metadata) => name_file_type(metadata.file_type()),
            Err(_) => Some("a link that leads nowhere"),
        };
        if let Some(what) = what {
            return Err(WriteError::Refused(format!("`{path}` is {what}, not a folder; name a folder with `--out`")));
        }
    }
    let is_ours = |name: &str| {
        name == GIT_FOLDER
            || name == "CNAME"
            || name.starts_with(".commonground")
            || is_lock_of_killed_build(&out.join(name))
            || keep.iter().any(|kept| kept == name)
    };
    let foreign = fs::read_dir(out).ok().and_then(|entries| {
        let mut names: Vec<String> =
            entries.filter_map(Result::ok).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names.into_iter().find(|name| !is_ours(name))
    });
    match foreign {
        Some(name) if !out.join(FILE_LIST).exists() => Err(WriteError::Refused(format!(
            "`{out}` contains `{name}`, which this program did not make; name an empty folder with `--out`"
        ))),
        _ => Ok(()),
    }
}

/// What a name that is not a folder's stands for.
fn name_file_type(file_type: fs::FileType) -> Option<&'static str> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if file_type.is_block_device() || file_type.is_char_device() {
            return Some("a device");
        } else if file_type.is_fifo() {
            return Some("a named pipe");
        } else if file_type.is_socket() {
            return Some("a socket");
        }
    }
    (!file_type.is_dir()).then_some("a file")
}

/// Whether a file is the lock of an output folder whose build was killed: `.public.lock`, with nothing in it.
fn is_lock_of_killed_build(path: &Utf8Path) -> bool {
    let has_its_name = path.file_name().is_some_and(|name| name.starts_with('.') && name.ends_with(".lock"));
    has_its_name && path.symlink_metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() == 0)
}

/// Opens a file to lock it. A link is not followed, and a pipe is not waited for.
fn open_lock_file(path: &Utf8Path) -> Result<fs::File, WriteError> {
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    let opened = options.open(path);
    match path.symlink_metadata() {
        Ok(metadata) if !metadata.is_file() => Err(refuse_foreign(path)),
        _ => opened.map_err(|error| WriteError::Io(format!("`{path}` cannot be made"), error)),
    }
}

/// Refuses to touch something beside the output folder that this program did not make.
pub(super) fn refuse_foreign(path: &Utf8Path) -> WriteError {
    WriteError::Refused(format!(
        "`{path}` is in the way, and this program did not make it; move it elsewhere, or name another folder with `--out`"
    ))
}

/// How often a lock is taken when its file is removed each time in between.
const MAX_LOCK_ATTEMPTS: usize = 10;

/// A file that one build at a time holds. The build that ends removes it.
#[derive(Debug)]
pub(super) struct LockFile {
    path: Utf8PathBuf,
    file: fs::File,
}

impl LockFile {
    pub(super) fn acquire(path: Utf8PathBuf) -> Result<Self, WriteError> {
        // A build that ended in between may have removed the file. Some shared drives number their files anew each time.
        for _ in 1..MAX_LOCK_ATTEMPTS {
            let file = Self::acquire_once(&path)?;
            if is_same_file(&file, &path) {
                return Ok(Self { path, file });
            }
        }
        Self::acquire_once(&path).map(|file| Self { path, file })
    }

    fn acquire_once(path: &Utf8Path) -> Result<fs::File, WriteError> {
        let file = open_lock_file(path)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(fs::TryLockError::WouldBlock) => Err(WriteError::Busy),
            Err(fs::TryLockError::Error(error)) => Err(WriteError::Io(format!("`{path}` cannot be locked"), error)),
        }
    }
}

impl Drop for LockFile {
    fn drop(&mut self) {
        if is_same_file(&self.file, &self.path) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether a path still leads to the file that was opened by it.
#[cfg(unix)]
fn is_same_file(file: &fs::File, path: &Utf8Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    let (opened, there) = (file.metadata(), path.metadata());
    opened.is_ok_and(|opened| there.is_ok_and(|there| id(opened) == id(there)))
}

/// Here an open file cannot be removed.
#[cfg(not(unix))]
fn is_same_file(_: &fs::File, path: &Utf8Path) -> bool {
    path.exists()
}

/// The files of the site in an output folder, by the folder's own list; empty if it has no list.
pub fn published_files(out: &Utf8Path) -> FileList {
    FileList::parse(&read_own_file(out, FILE_LIST).unwrap_or_default())
}

/// The stamp of what is not a file: no file has it.
const NO_FILE: FileStamp = [u64::MAX; 3];

/// The files in an output folder with their stamps, without those of a checkout and those of a build that was killed while
/// it wrote in place. Links count as files and are not followed.
pub(super) fn list_files(out: &Utf8Path) -> io::Result<BTreeMap<String, FileStamp>> {
    if !out.exists() {
        return Ok(BTreeMap::new());
    }
    let is_listed = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() != 1 || !(name == GIT_FOLDER || name.starts_with(".commonground."))
    };
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in walkdir::WalkDir::new(out).min_depth(1).max_depth(2).into_iter().filter_entry(is_listed) {
        let entry = entry.map_err(io::Error::from)?;
        match entry.file_type().is_dir() {
            true if entry.depth() == 2 => folders.push(entry.into_path()),
            true => {}
            false => files.push(path_and_stamp(out, &entry)?),
        }
    }
    let list_all = |folders: &[PathBuf]| -> io::Result<Vec<(String, FileStamp)>> {
        let entries = folders.iter().flat_map(|folder| walkdir::WalkDir::new(folder).min_depth(1));
        let files = entries.filter(|entry| !entry.as_ref().is_ok_and(|entry| entry.file_type().is_dir()));
        files.map(|entry| path_and_stamp(out, &entry.map_err(io::Error::from)?)).collect()
    };
    for inner in in_parallel(&folders, list_all) {
        files.extend(inner?);
    }
    Ok(files.into_iter().collect())
}

/// The path of a listed file within the folder, and its stamp.
fn path_and_stamp(out: &Utf8Path, entry: &walkdir::DirEntry) -> io::Result<(String, FileStamp)> {
    let stamp = if entry.file_type().is_file() { file_stamp(&entry.metadata()?) } else { NO_FILE };
    let path = entry.path().strip_prefix(out).map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((path, stamp))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_refused() {
        let refused = check_output_folder(Utf8Path::new("/dev/null"), &[], &[]);
        assert!(
            matches!(refused, Err(WriteError::Refused(why)) if why == "`/dev/null` is a device, not a folder; name a folder with `--out`")
        );
    }
}
