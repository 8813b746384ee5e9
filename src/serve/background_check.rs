//! The check that runs behind a preview: it renders every page, so that the faults are those that `check` reports. The next
//! refresh cancels it.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::snapshot::Snapshot;
use crate::fault::{Code, Fault, Faults};
use crate::format::Output;
use crate::pipeline::{self, LoadedNetwork, OutputSink};
use crate::publish::PublishOptions;
use crate::site::apply_waivers;
use crate::world::World;

/// Which check is under way, and which was the last to finish.
#[derive(Default)]
pub(super) struct BackgroundCheck {
    progress: Mutex<Progress>,
    finished: Condvar,
}

#[derive(Default)]
struct Progress {
    /// Cancels the check that is under way.
    cancel: Arc<AtomicBool>,
    /// The version of the snapshot that is checked.
    version: u64,
    /// The last version whose check was finished.
    checked_version: u64,
}

impl BackgroundCheck {
    /// Notes that a version is checked from now on, and cancels the check before. The flag tells when this one is cancelled.
    pub(super) fn start(&self, version: u64) -> Arc<AtomicBool> {
        let cancel = Arc::new(AtomicBool::new(false));
        let mut progress = self.lock();
        progress.cancel.store(true, Ordering::Relaxed);
        (progress.cancel, progress.version) = (Arc::clone(&cancel), version);
        cancel
    }

    /// Notes that the check of a version is finished.
    pub(super) fn finish(&self, version: u64) {
        self.lock().checked_version = version;
        self.finished.notify_all();
    }

    /// Waits until no check is under way, for at most `limit`. Returns whether that is so.
    pub(super) fn wait(&self, limit: Duration) -> bool {
        let is_running = |progress: &mut Progress| progress.checked_version < progress.version;
        let waited = self.finished.wait_timeout_while(self.lock(), limit, is_running);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a check found.
pub(super) struct CheckResult {
    pub(super) faults: Vec<Fault>,
    /// Whether each page that is shown could be rendered.
    pub(super) all_rendered: bool,
}

/// Renders every page. `faults` are those found so far, `loaded` is what was read last. If the check is cancelled
/// meanwhile, the result is incomplete.
pub(super) fn check_all_pages(
    world: &(dyn World + Send + Sync),
    snapshot: &Snapshot,
    loaded: Option<&LoadedNetwork>,
    publish_options: &PublishOptions,
    mut faults: Faults,
    cancel: &AtomicBool,
) -> CheckResult {
    let shown = snapshot.renderer.as_ref().filter(|_| !snapshot.is_stale);
    // What cannot be shown is checked all the same, as `check` does.
    let not_shown = |loaded| Arc::new(pipeline::build_renderer(loaded, publish_options, &mut faults));
    if let Some(renderer) = shown.cloned().or_else(|| loaded.map(not_shown)) {
        // One core stays free for requests.
        let jobs = std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1));
        let sink = CancellableSink(cancel);
        let rendered =
            pipeline::run_with_jobs(jobs, || pipeline::check_pages(world, &renderer, &sink, None, &mut faults));
        if let (Ok(Err(error)) | Err(error), false) = (rendered, cancel.load(Ordering::Relaxed)) {
            faults.report(Fault::in_network(Code::Unreadable, format!("a file could not be read: {error}")));
        }
    }
    let all_rendered = shown.is_some() && !faults.iter().any(|fault| fault.code == Code::TemplateError);
    if let Some(loaded) = loaded {
        apply_waivers(&loaded.site, publish_options.now, &mut faults);
    }
    CheckResult { faults: faults.into_sorted(), all_rendered }
}

/// Stores nothing, and ends the rendering when the check is cancelled.
struct CancellableSink<'a>(&'a AtomicBool);

impl OutputSink for CancellableSink<'_> {
    fn write(&self, _: Output) -> io::Result<()> {
        match self.0.load(Ordering::Relaxed) {
            true => Err(io::ErrorKind::Interrupted.into()),
            false => Ok(()),
        }
    }
}
