//! Moves, links and exchanges files and folders.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use camino::Utf8Path;

use super::parallel::in_parallel;

/// Exchanges two folders in one step (`renameat2`, `renamex_np`).
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn exchange_folders(one: &Utf8Path, other: &Utf8Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one.as_std_path(), CWD, other.as_std_path(), RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn exchange_folders(_: &Utf8Path, _: &Utf8Path) -> io::Result<()> {
    Err(io::Error::from_raw_os_error(rustix::io::Errno::NOSYS.raw_os_error()))
}

/// Whether the folder cannot be exchanged (another file system, a mount point, no right to write beside it), so that its
/// files must be replaced one by one.
pub(super) fn needs_in_place(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ReadOnlyFilesystem, ResourceBusy};
    matches!(error.kind(), CrossesDevices | PermissionDenied | ReadOnlyFilesystem | ResourceBusy)
}

/// Makes a hard link, or else a copy with the same time.
pub(super) fn link_or_copy(from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to)?;
    let modified = fs::metadata(from)?.modified()?;
    fs::OpenOptions::new().write(true).open(to)?.set_modified(modified)
}

pub(super) fn link_tree(from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
    let metadata = from.symlink_metadata()?;
    if metadata.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let name = entry?.file_name();
            let name = name.to_str().ok_or_else(|| io::Error::other(format!("a name in `{from}` is not UTF-8")))?;
            link_tree(&from.join(name), &to.join(name))?;
        }
        return Ok(());
    }
    #[cfg(unix)]
    if metadata.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    link_or_copy(from, to)
}

/// Removes a folder with all that is in it. Links are removed, not followed.
pub(super) fn remove_tree(folder: &Utf8Path) -> io::Result<()> {
    // What cannot be removed here is tried again below, which reports it.
    let folders_in = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path())
    };
    let two_below: Vec<PathBuf> =
        folders_in(folder.as_std_path()).flat_map(|inner| folders_in(&inner).collect::<Vec<_>>()).collect();
    in_parallel(&two_below, |part| part.iter().for_each(|inner| drop(fs::remove_dir_all(inner))));
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
