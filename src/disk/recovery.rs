//! What a killed build left beside its output folder.

use std::fs;
use std::io;
use std::thread;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::in_place::recover_inner_stage;
use super::move_files::remove_tree;
use super::output_folder::refuse_foreign;
use super::write_error::WriteError;
use crate::output::FILE_LIST;

/// In a stage, until it has its list of files: what shows that this program made it.
pub(super) const STAGE_MARKER: &str = ".commonground.stage";

/// Refuses to go on if something beside the output folder has the name of a stage or of a former site, and this program
/// did not make it.
pub(super) fn check_leftovers(out: &Utf8Path, stage: &Utf8Path) -> Result<(), WriteError> {
    // A stage in the output folder has a name that nobody else uses.
    let beside = Some(stage).filter(|stage| !stage.starts_with(out));
    let old = old_folder(out);
    let mut leftovers = beside.into_iter().chain([old.as_path()]).filter(|path| path.symlink_metadata().is_ok());
    leftovers.find(|path| !is_ours(path)).map_or(Ok(()), |path| Err(refuse_foreign(path)))
}

/// Whether this program made a folder: it has its list of files or its marker, or nothing is in it.
fn is_ours(folder: &Utf8Path) -> bool {
    let has = |name: &str| folder.join(name).symlink_metadata().is_ok();
    let is_folder = folder.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    is_folder && (has(FILE_LIST) || has(STAGE_MARKER) || is_empty())
}

/// Completes or undoes the work of a build that was killed, and removes the former site if it is still there.
pub(super) fn recover_killed_build(out: &Utf8Path, stage: &Utf8Path, former: &Utf8Path) -> io::Result<()> {
    let old = old_folder(out);
    if !out.exists() {
        // It was killed between the two renames of a system without exchange. A stage that has its list is complete.
        if stage.join(FILE_LIST).exists() {
            fs::rename(stage, out)?;
            let _ = fs::remove_file(out.join(STAGE_MARKER));
        } else if old.join(FILE_LIST).exists() {
            fs::rename(&old, out)?;
        }
    }
    recover_inner_stage(out)?;
    let _ = remove_tree(former);
    if old.exists() {
        discard_folder(&old, former, Duration::ZERO)?;
    }
    remove_tree(stage)
}

/// Moves a folder to `to`, where nobody reads it, and removes it `after` some time. If it cannot be moved, it is removed
/// where it is. It is no error if it is moved and cannot be removed: somebody else's file may be in it.
pub(super) fn discard_folder(folder: &Utf8Path, to: &Utf8Path, after: Duration) -> io::Result<()> {
    let moved = to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::rename(folder, to));
    thread::sleep(after);
    let removed = remove_tree(if moved.is_ok() { to } else { folder });
    moved.or(removed)
}

/// Where the former site is between the two renames of a system without exchange.
pub(super) fn old_folder(out: &Utf8Path) -> Utf8PathBuf {
    let name = out.file_name().unwrap_or("site");
    out.with_file_name(format!(".{name}.old"))
}
