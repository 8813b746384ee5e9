//! An eye on the pages while they are printed: a bar on a terminal, and a word when nothing moves.
//!
//! A template that loops without writing would hang a build. Nothing inside Tera can stop it, so a thread beside it
//! watches: when no page is finished for a while, it says which ones are being made, and ends the program.

use std::collections::BTreeSet;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use indicatif::ProgressBar;

use crate::format::Output;
use crate::pipeline::OutputSink;

/// A page takes microseconds; this is for machines that are very busy.
const PATIENCE: Duration = Duration::from_secs(60);
const TICK: Duration = Duration::from_millis(250);

/// A sink that passes everything on and keeps an eye on how it goes.
pub(super) struct Watched<'a> {
    sink: &'a dyn OutputSink,
    bar: Option<ProgressBar>,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    done: AtomicUsize,
    over: AtomicBool,
    pages: Mutex<BTreeSet<String>>,
}

impl<'a> Watched<'a> {
    /// Starts watching; dropping it ends that.
    pub(super) fn new(sink: &'a dyn OutputSink, bar: Option<ProgressBar>) -> Self {
        let state = Arc::new(State::default());
        let watched = Arc::clone(&state);
        std::thread::spawn(move || watch(&watched));
        Self { sink, bar, state }
    }
}

fn watch(state: &State) {
    let (mut seen, mut still) = (0, Duration::ZERO);
    while !state.over.load(Ordering::Relaxed) {
        std::thread::sleep(TICK);
        let done = state.done.load(Ordering::Relaxed);
        let pages = state.pages.lock().expect("nobody panics with it");
        still = if done == seen && !pages.is_empty() { still + TICK } else { Duration::ZERO };
        seen = done;
        if still >= PATIENCE && !state.over.load(Ordering::Relaxed) {
            let names: Vec<&str> = pages.iter().map(String::as_str).collect();
            give_up(&names);
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the threads that hang cannot be ended in any other way")]
fn give_up(pages: &[&str]) -> ! {
    eprintln!(
        "error[template-error]: no page was finished for {} seconds; a template probably loops without end\n  \
         while rendering {}\nNothing was written.",
        PATIENCE.as_secs(),
        pages.join(", ")
    );
    std::process::exit(1)
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        self.state.over.store(true, Ordering::Relaxed);
    }
}

impl OutputSink for Watched<'_> {
    fn write(&self, output: Output) -> io::Result<()> {
        self.sink.write(output)
    }

    fn page_started(&self, address: &str) {
        self.state.pages.lock().expect("nobody panics with it").insert(address.to_owned());
    }

    fn page_finished(&self, address: &str) {
        self.state.pages.lock().expect("nobody panics with it").remove(address);
        self.state.done.fetch_add(1, Ordering::Relaxed);
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }
}
