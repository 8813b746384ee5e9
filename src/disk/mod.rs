//! The disk: only this room reads and writes files.
#![allow(clippy::disallowed_methods, reason = "the disk is one of the edges that touch the outside")]

mod create;
mod environment;
mod file_stamp;
mod last_build;
mod move_files;
mod output_folder;
mod world;
mod write;
mod write_error;

pub use create::{CreateError, create_new_file};
pub use environment::{find_repository, find_scheduled_workflow, find_sync_service, is_git_ignored};
pub use last_build::{DEFAULT_OUTPUT_FOLDER, LastBuild, program_digest};
pub use output_folder::published_files;
pub use world::{DiskWorld, LiveWorld};
pub use write::{SiteWriter, Swap, WriteSummary};
pub use write_error::WriteError;

use camino::{Utf8Path, Utf8PathBuf};

/// The nearest folder, at or above `from`, that has a file `content/site.yaml`.
pub fn find_network_root(from: &Utf8Path) -> Option<Utf8PathBuf> {
    from.ancestors().find(|folder| folder.join(crate::config::SITE_FILE).is_file()).map(Utf8Path::to_owned)
}

/// Whether something has this name.
pub fn exists(path: &Utf8Path) -> bool {
    path.exists()
}

/// The folder in which the program was started.
pub fn current_folder() -> std::io::Result<Utf8PathBuf> {
    let folder = std::env::current_dir()?;
    Utf8PathBuf::from_path_buf(folder)
        .map_err(|folder| std::io::Error::other(format!("{} is not UTF-8", folder.display())))
}

/// A variable of the environment, if it is set and not empty.
pub fn env_var(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Measures the seconds from now on, for the summary of a build.
pub fn stopwatch() -> impl Fn() -> f64 {
    let start = std::time::Instant::now();
    move || start.elapsed().as_secs_f64()
}
