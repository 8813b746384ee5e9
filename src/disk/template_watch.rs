//! Watches over templates that are rendered in this process.
//!
//! A thread cannot be stopped, but a program can begin again. So a network's own templates are rendered where it is fast,
//! until one of them takes seconds or gigabytes. Then the program starts itself once more, in the same process, and
//! renders them in worker processes, which can be stopped one by one. The site that is being written is left as if the
//! build had been killed.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use std::{env, fs, thread};

use crate::world::TemplateWatch;

/// Says that templates are rendered in worker processes from the start.
const ISOLATED: &str = "COMMONGROUND_ISOLATED_TEMPLATES";

/// How often the watch looks, and how many times a thread may be at the same page: three seconds.
const TICK: Duration = Duration::from_millis(20);
const MAX_TICKS: usize = 150;
/// How much more memory than at its beginning the program may use: as much again, and this many bytes.
const MORE_MEMORY: u64 = 1024 * 1024 * 1024;
/// Threads that are watched apart from one another.
const SLOTS: usize = 256;
/// The usual size of a page of memory. Where they are larger, more memory is allowed.
const PAGE_BYTES: u64 = 4096;

static NEXT_SLOT: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static SLOT: Cell<usize> = Cell::new(NEXT_SLOT.fetch_add(1, Ordering::Relaxed) % SLOTS);
}

/// Whether this program can begin again in the place of itself, and has not done so yet.
pub(super) fn can_begin_again() -> bool {
    cfg!(unix) && env::var_os(ISOLATED).is_none()
}

/// The watch. Its thread starts with the first page.
#[derive(Clone, Debug, Default)]
pub(super) struct DiskTemplateWatch(Arc<Progress>);

#[derive(Debug)]
struct Progress {
    /// Of each thread: odd while it renders.
    counts: [AtomicUsize; SLOTS],
    is_watched: OnceLock<()>,
}

impl Default for Progress {
    fn default() -> Self {
        Self { counts: [const { AtomicUsize::new(0) }; SLOTS], is_watched: OnceLock::new() }
    }
}

impl TemplateWatch for DiskTemplateWatch {
    fn begin(&self) {
        self.0.is_watched.get_or_init(|| {
            let progress = Arc::clone(&self.0);
            // Without the thread nothing is watched. The build works all the same.
            drop(thread::Builder::new().name("template-watch".to_owned()).spawn(move || progress.watch()));
        });
        self.0.counts[SLOT.get()].fetch_add(1, Ordering::Relaxed);
    }

    fn end(&self) {
        self.0.counts[SLOT.get()].fetch_add(1, Ordering::Relaxed);
    }
}

impl Progress {
    fn watch(&self) {
        let mut seen = [(0, 0); SLOTS];
        let most_memory = used_memory().map(|used| 2 * used + MORE_MEMORY);
        loop {
            thread::sleep(TICK);
            let mut is_rendering = false;
            for (count, (last, ticks)) in self.counts.iter().zip(&mut seen) {
                let now = count.load(Ordering::Relaxed);
                is_rendering |= now % 2 == 1;
                *ticks = if now == *last && now % 2 == 1 { *ticks + 1 } else { 0 };
                *last = now;
            }
            let takes_too_long = seen.iter().any(|(_, ticks)| *ticks >= MAX_TICKS);
            if takes_too_long
                || (is_rendering && used_memory().zip(most_memory).is_some_and(|(used, most)| used > most))
            {
                begin_again();
            }
        }
    }
}

/// The bytes of memory that the program uses; `None` where the system does not say.
fn used_memory() -> Option<u64> {
    let statm = fs::read_to_string("/proc/self/statm").ok()?;
    Some(statm.split(' ').nth(1)?.parse::<u64>().ok()? * PAGE_BYTES)
}

/// Starts the program once more in the place of itself.
#[cfg(unix)]
fn begin_again() {
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    let Ok(program) = super::worker_process::own_program() else { return };
    // This returns only if the system refuses. Then the template goes on.
    let _ = Command::new(program).args(env::args_os().skip(1)).env(ISOLATED, "1").exec();
}

#[cfg(not(unix))]
fn begin_again() {}
