//! The disk: the only room that touches files.
#![allow(clippy::disallowed_methods, reason = "this is the edge that the others are kept from")]

mod create;
mod environment;
mod last_build;
mod world;
mod write;

pub use create::{CreateError, create_new_file, exists};
pub use environment::{find_repository, find_scheduled_workflow, find_sync_service, is_git_ignored};
pub use last_build::{LastBuild, program_digest};
pub use world::{DiskWorld, LiveWorld};
pub use write::{SiteWriter, Swap, WriteError, WriteSummary, published_files};

use camino::{Utf8Path, Utf8PathBuf};

/// The nearest folder at or above `from` that holds `content/site.yaml`.
pub fn find_network_root(from: &Utf8Path) -> Option<Utf8PathBuf> {
    from.ancestors().find(|folder| folder.join(crate::config::SITE_FILE).is_file()).map(Utf8Path::to_owned)
}

/// The folder that the program was started in.
pub fn current_folder() -> std::io::Result<Utf8PathBuf> {
    let folder = std::env::current_dir()?;
    Utf8PathBuf::from_path_buf(folder)
        .map_err(|folder| std::io::Error::other(format!("{} is not UTF-8", folder.display())))
}

/// A setting from the environment.
pub fn env_var(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A moment to measure seconds from, for the summary of a build.
pub fn stopwatch() -> impl Fn() -> f64 {
    let start = std::time::Instant::now();
    move || start.elapsed().as_secs_f64()
}
