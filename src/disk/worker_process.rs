//! Second processes of this program, for work that may have to be stopped.
//!
//! A request and its answer are each a length and bytes, over standard input and output. A worker ends itself when a
//! request takes too long, or when it needs too much memory, and when nobody is there to ask it.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, process, thread};

use crate::world::StartWorker;

/// The command with which the program becomes a worker.
pub const WORKER_COMMAND: &str = "render-worker";

/// How often a worker looks whether it is still at the same request, and how many times that may be so: five seconds. A
/// page takes milliseconds, so this is long enough for a very busy machine.
const TICK: Duration = Duration::from_millis(100);
const MAX_TICKS: usize = 50;
/// The most memory that a worker may use. Only Linux holds to it; elsewhere the time is what stops it.
#[cfg(unix)]
const MAX_MEMORY: u64 = 512 * 1024 * 1024;
/// The exit code of a worker that took too long.
const TIMED_OUT: i32 = 4;

/// Starts workers.
pub fn worker_starter() -> StartWorker {
    Arc::new(|task: &[u8]| {
        let mut worker = WorkerProcess::start(task)?;
        Ok(Box::new(move |request: &[u8]| worker.ask(request)))
    })
}

/// A worker, as the process sees it that asks. It ends with this value.
struct WorkerProcess {
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
}

impl WorkerProcess {
    fn start(task: &[u8]) -> io::Result<Self> {
        let mut command = Command::new(own_program()?);
        // The program's allocator sets addresses aside in advance, and the limit counts those too.
        command.env("MIMALLOC_ARENA_RESERVE", "32MiB");
        command.arg(WORKER_COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let mut worker = Self { child, stdin, stdout };
        write_frame(&mut worker.stdin, task)?;
        Ok(worker)
    }

    fn ask(&mut self, request: &[u8]) -> io::Result<Vec<u8>> {
        let answer = write_frame(&mut self.stdin, request).and_then(|()| read_frame(&mut self.stdout));
        answer.or_else(|error| {
            Err(match self.child.wait()?.code() {
                Some(TIMED_OUT) => io::ErrorKind::TimedOut.into(),
                Some(0..=TIMED_OUT) => error,
                // The allocator, or a stack without end, aborts the process.
                _ => io::ErrorKind::OutOfMemory.into(),
            })
        })
    }
}

impl Drop for WorkerProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program that is running. Its file may have been replaced by a newer one since; Linux has a name that still leads
/// to it.
pub(super) fn own_program() -> io::Result<PathBuf> {
    let own_program = Path::new("/proc/self/exe");
    if own_program.exists() { Ok(own_program.to_owned()) } else { env::current_exe() }
}

fn write_frame(stream: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(&(bytes.len() as u64).to_le_bytes())?;
    stream.write_all(bytes)?;
    stream.flush()
}

fn read_frame(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    stream.read_exact(&mut length)?;
    let mut bytes = Vec::new();
    let length = u64::from_le_bytes(length);
    match stream.take(length).read_to_end(&mut bytes)? as u64 == length {
        true => Ok(bytes),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Answers requests until there are no more. `prepare` gets the task that the worker was started for.
pub fn run_worker<A: Fn(&[u8]) -> Vec<u8>>(prepare: impl FnOnce(&[u8]) -> io::Result<A>) -> io::Result<()> {
    limit_memory()?;
    let (mut stdin, mut stdout) = (io::stdin().lock(), io::stdout().lock());
    let answer = prepare(&read_frame(&mut stdin)?)?;
    // Odd while a request is answered.
    let progress = Arc::new(AtomicUsize::new(0));
    let watched = Arc::clone(&progress);
    thread::Builder::new().spawn(move || end_when_stuck(&watched))?;
    while let Ok(request) = read_frame(&mut stdin) {
        progress.fetch_add(1, Ordering::Relaxed);
        let bytes = answer(&request);
        progress.fetch_add(1, Ordering::Relaxed);
        write_frame(&mut stdout, &bytes)?;
    }
    Ok(())
}

fn end_when_stuck(progress: &AtomicUsize) {
    let (mut last, mut ticks) = (0, 0);
    loop {
        thread::sleep(TICK);
        let now = progress.load(Ordering::Relaxed);
        ticks = if now == last && now % 2 == 1 { ticks + 1 } else { 0 };
        last = now;
        if ticks >= MAX_TICKS {
            process::exit(TIMED_OUT);
        }
    }
}

#[cfg(unix)]
fn limit_memory() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // No picture of the memory is left on the disk when the limit is reached.
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    setrlimit(Resource::As, Rlimit { current: Some(MAX_MEMORY), maximum: Some(MAX_MEMORY) })?;
    Ok(())
}

#[cfg(not(unix))]
fn limit_memory() -> io::Result<()> {
    Ok(())
}
