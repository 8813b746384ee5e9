//! Shows a progress bar while pages are rendered, and ends the program when a template hangs.
//!
//! A template that loops without end would hang a build, and Tera cannot stop it. So a thread watches the progress: when no
//! page is finished for a minute, it names those that are being rendered and ends the program.

use std::collections::BTreeSet;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use indicatif::ProgressBar;

use crate::format::Output;
use crate::pipeline::OutputSink;

/// A page takes microseconds; a minute is long enough for a very busy machine.
const HANG_TIMEOUT: Duration = Duration::from_secs(60);
const CHECK_INTERVAL: Duration = Duration::from_millis(250);

/// Passes everything on to another sink, and watches the progress.
pub(super) struct WatchdogSink<'a> {
    sink: &'a dyn OutputSink,
    bar: Option<ProgressBar>,
    progress: Arc<Progress>,
}

#[derive(Default)]
struct Progress {
    pages_done: AtomicUsize,
    is_finished: AtomicBool,
    in_progress: Mutex<BTreeSet<String>>,
}

impl<'a> WatchdogSink<'a> {
    /// Starts to watch, until it is dropped.
    pub(super) fn new(sink: &'a dyn OutputSink, bar: Option<ProgressBar>) -> Self {
        let progress = Arc::new(Progress::default());
        let thread_progress = Arc::clone(&progress);
        std::thread::spawn(move || watch_progress(&thread_progress));
        Self { sink, bar, progress }
    }
}

fn watch_progress(progress: &Progress) {
    let (mut last_done, mut stalled_for) = (0, Duration::ZERO);
    while !progress.is_finished.load(Ordering::Relaxed) {
        std::thread::sleep(CHECK_INTERVAL);
        let done = progress.pages_done.load(Ordering::Relaxed);
        let pages = progress.in_progress.lock().expect("nobody panics while holding it");
        stalled_for =
            if done == last_done && !pages.is_empty() { stalled_for + CHECK_INTERVAL } else { Duration::ZERO };
        last_done = done;
        if stalled_for >= HANG_TIMEOUT && !progress.is_finished.load(Ordering::Relaxed) {
            let names: Vec<&str> = pages.iter().map(String::as_str).collect();
            abort_hung_build(&names);
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "there is no other way to end threads that hang")]
fn abort_hung_build(pages: &[&str]) -> ! {
    eprintln!(
        "error[template-error]: no page was finished for {} seconds; a template probably loops without end\n  \
         while rendering {}\nNothing was written.",
        HANG_TIMEOUT.as_secs(),
        pages.join(", ")
    );
    std::process::exit(1)
}

impl Drop for WatchdogSink<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        self.progress.is_finished.store(true, Ordering::Relaxed);
    }
}

impl OutputSink for WatchdogSink<'_> {
    fn write(&self, output: Output) -> io::Result<()> {
        self.sink.write(output)
    }

    fn page_started(&self, address: &str) {
        self.progress.in_progress.lock().expect("nobody panics while holding it").insert(address.to_owned());
    }

    fn page_finished(&self, address: &str) {
        self.progress.in_progress.lock().expect("nobody panics while holding it").remove(address);
        self.progress.pages_done.fetch_add(1, Ordering::Relaxed);
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }
}
