//! What a killed build left beside its output folder.

use std::fs;
use std::io;
use std::thread;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::in_place::recover_inner_stage;
use super::move_files::remove_tree;
use crate::output::FILE_LIST;

/// Completes or undoes the work of a build that was killed, and removes the former site if it is still there.
pub(super) fn recover_killed_build(out: &Utf8Path, stage: &Utf8Path, former: &Utf8Path) -> io::Result<()> {
    let old = old_folder(out);
    if !out.exists() {
        // It was killed between the two renames of a system without exchange. A stage that has its list is complete.
        if stage.join(FILE_LIST).exists() {
            fs::rename(stage, out)?;
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
