//! Moves, links and exchanges files and folders.

use std::fs;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use camino::Utf8Path;

/// How many files a thread takes at a time.
const CHUNK: usize = 64;

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

/// Does the same with all items, on all cores. The first error is returned; some of the other items are done all the same.
pub(super) fn for_each_in_parallel<T: Sync>(items: &[T], work: impl Fn(&T) -> io::Result<()> + Sync) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    let work_off = || -> io::Result<()> {
        while let Some(items) = items.chunks(CHUNK).nth(next.fetch_add(1, Ordering::Relaxed)) {
            items.iter().try_for_each(&work)?;
        }
        Ok(())
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(items.len().div_ceil(CHUNK));
    thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(work_off)).collect();
        let own = work_off();
        others.into_iter().fold(own, |result, other| result.and(other.join().unwrap_or(Ok(()))))
    })
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
    let _ = for_each_in_parallel(&two_below, |inner| {
        let _ = fs::remove_dir_all(inner);
        Ok(())
    });
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
