//! The disk: only this room reads and writes files.
#![allow(clippy::disallowed_methods, reason = "the disk is one of the edges that touch the outside")]

mod build_cache;
mod create;
mod disk_world;
mod environment;
mod file_stamp;
mod in_place;
mod last_build;
mod live_world;
mod move_files;
mod open_file;
mod output_folder;
mod parallel;
mod process;
mod recovery;
mod site_changes;
mod site_on_disk;
mod stage_timer;
mod stopwatch;
mod template_watch;
mod worker_process;
mod write;
mod write_error;
mod write_summary;

pub use create::{CreateError, create_new_file};
pub use disk_world::DiskWorld;
pub use environment::{find_repository, find_scheduled_workflow, find_sync_service, is_git_ignored};
pub use last_build::{DEFAULT_OUTPUT_FOLDER, LastBuild, program_digest, work_folder};
pub use live_world::LiveWorld;
pub use output_folder::published_files;
pub use process::{current_folder, env_var, exists, find_network_root};
pub use site_on_disk::SiteOnDisk;
pub use stopwatch::stopwatch;
pub use worker_process::{WORKER_COMMAND, run_worker};
pub use write::SiteWriter;
pub use write_error::WriteError;
pub use write_summary::{Swap, WriteSummary};
