//! `serve`: the preview.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use super::args::GlobalArgs;
use super::disk_environment::DiskEnvironment;
use super::outcome::Outcome;
use super::preview_messages::{describe_changes, describe_poll_reason, new_fault_reporter};
use super::preview_server::start_server;
use super::serve_args::ServeArgs;
use crate::disk::{DiskWorld, LiveWorld};
use crate::serve::{Preview, PreviewOptions, Server};
use crate::watch::{Batch, FolderWatcher};
use crate::world::World;

/// The longest wait for a change to a file. It is limited because the computer's clock may be set meanwhile.
const MAX_WAIT: Duration = Duration::from_secs(600);

pub(super) fn run(global: &GlobalArgs, args: &ServeArgs) -> Outcome {
    match try_run(global, args) {
        Ok(never) => match never {},
        Err(outcome) => outcome,
    }
}

/// Serves the preview until the program is stopped.
fn try_run(global: &GlobalArgs, args: &ServeArgs) -> Result<Infallible, Outcome> {
    let disk = global.open_world(&args.publish_args)?;
    let server = Server::bind(args.host, args.port)
        .map_err(|error| Outcome::SystemError(format!("none of the ports from {} can be used: {error}", args.port)))?;
    // The folders are watched before they are read, so that no change in between is missed.
    let mut watcher = FolderWatcher::new(disk.root(), disk.source_folders());
    let (preview, world) = open_preview(global, args, disk);
    // The server stops when this is dropped.
    let _running = start_server(server, args, &preview)?;
    let mut reported_polling = false;
    loop {
        if let Some(reason) = watcher.poll_reason.as_ref().filter(|_| !reported_polling) {
            eprintln!("{}", describe_poll_reason(reason));
            reported_polling = true;
        }
        match watcher.next_batch(time_until_change(&preview)) {
            Batch::Paths(paths) => world.mark_changed(paths),
            Batch::Everything => world.forget_listing(),
            Batch::Nothing => {}
        }
        let refreshed = preview.refresh();
        if !global.quiet && !refreshed.changed_files.is_empty() {
            eprintln!("{}", describe_changes(&refreshed));
        }
    }
}

fn open_preview(global: &GlobalArgs, args: &ServeArgs, disk: DiskWorld) -> (Arc<Preview>, Arc<LiveWorld>) {
    let environment = DiskEnvironment::new(disk.root(), disk.private_folder());
    let options = PreviewOptions {
        drafts: args.publish_args.drafts,
        base_url: args.publish_args.base_url.clone(),
        now: args.publish_args.now,
        follow: args.follow,
        editor_pattern: args.editor.clone(),
        root: disk.root().to_string(),
        ..PreviewOptions::default()
    };
    let world = Arc::new(LiveWorld::new(disk));
    let preview = Preview::open(
        Arc::clone(&world) as Arc<dyn World + Send + Sync>,
        options,
        Box::new(environment),
        Box::new(new_fault_reporter(global)),
    );
    (preview, world)
}

/// How long to wait for a change to a file before the site may change by itself.
fn time_until_change(preview: &Preview) -> Duration {
    let wait = preview.next_change().map(|next_change| next_change.duration_since(preview.now()));
    // A little longer, so that the moment has come when the wait ends.
    let until = wait.and_then(|until| Duration::try_from(until).ok()).map(|until| until + Duration::from_millis(20));
    until.unwrap_or(MAX_WAIT).min(MAX_WAIT)
}
