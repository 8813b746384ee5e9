//! Replaces the files of a site one by one, where its folder cannot be exchanged as a whole.
//!
//! First everything new is written to a stage in the output folder, and so to the same disk. The list of files comes last: a
//! stage that has it is complete. Then its files are moved to their places, which takes no space. A build that is
//! killed or fails before the stage is complete leaves the old site; after that, the next build completes the new one.

use std::collections::BTreeSet;
use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::move_files::remove_tree;
use super::output_folder::list_files;
use crate::output::{FILE_LIST, FileList};

/// In a stage, the paths of files that the new site does not have.
const REMOVED_PATHS: &str = ".commonground.removed";
/// How many files a stage has besides those of the site: its two lists, and that of the output folder.
const FILES_OF_STAGE: u64 = 3;
/// What a file takes on a disk is a multiple of this.
const BLOCK_SIZE: u64 = 4096;

/// The stage in an output folder.
pub(super) fn inner_stage(out: &Utf8Path) -> Utf8PathBuf {
    out.join(".commonground.new")
}

fn is_complete(stage: &Utf8Path) -> bool {
    stage.join(FILE_LIST).exists()
}

/// Copies files from another disk into the stage of an output folder. The error says so if there is no space for them.
pub(super) fn copy_to_inner_stage<'a>(
    from: &Utf8Path,
    out: &Utf8Path,
    paths: impl Iterator<Item = &'a str> + Clone,
) -> io::Result<()> {
    check_free_space(from, out, paths.clone())?;
    let stage = inner_stage(out);
    for path in paths {
        create_parent(&stage.join(path))?;
        fs::copy(from.join(path), stage.join(path))?;
    }
    Ok(())
}

/// An error if files do not fit on the disk of an output folder, beside those that are there.
fn check_free_space<'a>(from: &Utf8Path, out: &Utf8Path, paths: impl Iterator<Item = &'a str>) -> io::Result<()> {
    let Some(free) = free_space(out) else { return Ok(()) };
    let (mut bytes, mut entries, mut folders) = (0, FILES_OF_STAGE, BTreeSet::new());
    for path in paths {
        bytes += from.join(path).metadata()?.len().div_ceil(BLOCK_SIZE) * BLOCK_SIZE;
        entries += 1;
        folders.extend(Utf8Path::new(path).ancestors().skip(1).map(ToOwned::to_owned));
    }
    entries += folders.len() as u64;
    let message = if bytes > free.bytes {
        format!("{} kB more space are needed", (bytes - free.bytes).div_ceil(1000))
    } else if free.entries.is_some_and(|free| entries > free) {
        "the disk can take no more files, though it has space (no inodes are left)".to_owned()
    } else {
        return Ok(());
    };
    Err(io::Error::new(io::ErrorKind::StorageFull, message))
}

/// What a disk has room for.
struct FreeSpace {
    bytes: u64,
    /// How many files and folders, on disks that count them.
    entries: Option<u64>,
}

#[cfg(unix)]
fn free_space(folder: &Utf8Path) -> Option<FreeSpace> {
    let disk = rustix::fs::statvfs(folder.as_std_path()).ok()?;
    let entries = Some(disk.f_favail).filter(|_| disk.f_files > 0);
    Some(FreeSpace { bytes: disk.f_bavail.saturating_mul(disk.f_frsize), entries })
}

#[cfg(not(unix))]
fn free_space(_: &Utf8Path) -> Option<FreeSpace> {
    None
}

/// Completes the stage of an output folder: from now on the new site will take the place of the old one.
pub(super) fn seal_inner_stage(out: &Utf8Path, removed: &[String], file_list: &FileList) -> io::Result<()> {
    let stage = inner_stage(out);
    create_file_list(out)?;
    fs::create_dir_all(&stage)?;
    fs::write(stage.join(REMOVED_PATHS), serde_json::to_string(removed).expect("strings always serialise"))?;
    let unfinished = stage.join(".commonground.unfinished");
    fs::write(&unfinished, file_list.to_bytes())?;
    fs::rename(unfinished, stage.join(FILE_LIST))
}

/// Completes what a build that was killed has begun, or removes its stage.
pub(super) fn recover_inner_stage(out: &Utf8Path) -> io::Result<()> {
    if is_complete(&inner_stage(out)) { replace_files(out) } else { remove_incomplete_stage(out) }
}

/// Removes a stage of which nothing was moved yet.
pub(super) fn remove_incomplete_stage(out: &Utf8Path) -> io::Result<()> {
    let stage = inner_stage(out);
    if is_complete(&stage) { Ok(()) } else { remove_tree(&stage) }
}

/// Without a list, the next build would take the files of an output folder for somebody else's.
fn create_file_list(out: &Utf8Path) -> io::Result<()> {
    let list = out.join(FILE_LIST);
    if list.exists() { Ok(()) } else { fs::write(list, FileList::default().to_bytes()) }
}

/// Moves the files of a complete stage to their places: new ones first, then changed ones. Others are removed last, so
/// that no page links to a file that is not there. What an earlier call has done already is not done again. A full disk
/// cannot stop it: nothing is made, and a new folder is moved as a whole.
pub(super) fn replace_files(out: &Utf8Path) -> io::Result<()> {
    let stage = inner_stage(out);
    create_file_list(out)?;
    let removed: Vec<String> = serde_json::from_str(&fs::read_to_string(stage.join(REMOVED_PATHS))?)?;
    let staged: BTreeSet<String> = list_files(&stage)?.into_keys().filter(|path| path != FILE_LIST).collect();
    let (blocking, others): (Vec<&String>, Vec<&String>) =
        removed.iter().partition(|path| is_in_the_way(path, &staged));
    blocking.into_iter().for_each(|path| remove_file(out, path));
    let (new, changed): (Vec<&String>, Vec<&String>) = staged.iter().partition(|path| !out.join(path).exists());
    for path in new.into_iter().chain(changed).map(Utf8Path::new) {
        let is_missing = |above: &&Utf8Path| !above.as_str().is_empty() && !out.join(above).exists();
        let top = path.ancestors().take_while(is_missing).last().unwrap_or(path);
        if stage.join(path).symlink_metadata().is_ok() {
            fs::rename(stage.join(top), out.join(top))?;
        }
    }
    others.into_iter().for_each(|path| remove_file(out, path));
    fs::rename(stage.join(FILE_LIST), out.join(FILE_LIST))?;
    remove_tree(&stage)
}

/// Whether a path is that of a folder of the new files, or below one of the new files.
fn is_in_the_way(path: &str, staged: &BTreeSet<String>) -> bool {
    let below = format!("{path}/");
    let is_folder = staged.range(below.clone()..).next().is_some_and(|next| next.starts_with(&below));
    is_folder || Utf8Path::new(path).ancestors().skip(1).any(|above| staged.contains(above.as_str()))
}

fn create_parent(path: &Utf8Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Removes a file, and the folders above it that are empty then.
fn remove_file(out: &Utf8Path, path: &str) {
    let _ = fs::remove_file(out.join(path));
    let mut folder = out.join(path);
    while folder.pop() && folder != out && fs::remove_dir(&folder).is_ok() {}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files below a folder and their texts.
    fn texts(out: &Utf8Path) -> Vec<(String, String)> {
        let paths = list_files(out).expect("listed").into_keys().filter(|path| path != FILE_LIST);
        paths.map(|path| (path.clone(), fs::read_to_string(out.join(path)).expect("read"))).collect()
    }

    fn write(folder: &Utf8Path, files: &[(&str, &str)]) {
        for (path, text) in files {
            create_parent(&folder.join(path)).expect("made");
            fs::write(folder.join(path), text).expect("written");
        }
    }

    #[test]
    fn files_take_the_place_of_folders_and_folders_that_of_files() {
        let temporary = tempfile::tempdir().expect("a folder");
        let out = Utf8Path::from_path(temporary.path()).expect("UTF-8");
        write(out, &[("a", "old"), ("b/c/d", "old"), ("b/e", "old"), ("f", "old"), ("g/h", "old")]);
        write(&inner_stage(out), &[("a/b", "new"), ("b", "new"), ("f", "new")]);
        let removed = ["a", "b/c/d", "b/e", "g/h"].map(str::to_owned);
        seal_inner_stage(out, &removed, &FileList::default()).expect("sealed");
        replace_files(out).expect("replaced");
        let expected =
            [("a/b", "new"), ("b", "new"), ("f", "new")].map(|(path, text)| (path.to_owned(), text.to_owned()));
        assert_eq!(texts(out), expected);
        assert!(!out.join("g").exists() && !inner_stage(out).exists());
    }

    #[test]
    fn a_stage_without_its_list_is_removed() {
        let temporary = tempfile::tempdir().expect("a folder");
        let out = Utf8Path::from_path(temporary.path()).expect("UTF-8");
        write(out, &[("a", "old")]);
        write(&inner_stage(out), &[("a", "new")]);
        recover_inner_stage(out).expect("recovered");
        assert_eq!(texts(out), [("a".to_owned(), "old".to_owned())]);
        assert!(!inner_stage(out).exists());
    }
}
