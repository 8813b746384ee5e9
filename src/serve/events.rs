//! Who waits for changes: server-sent events (WHATWG HTML §9.2) to many open pages without a thread each.
//!
//! Sockets do not block here: a message is small and fits the system's buffer, or its reader is gone or asleep and is
//! dropped; browsers come back by themselves.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::answer::{Greeting, head};

/// At most so many pages; each holds a descriptor.
const STREAMS: usize = 300;
/// How often a comment is sent, which finds readers that went without a word.
const BEAT: Duration = Duration::from_secs(15);
/// Milliseconds after which a browser comes back.
const RETRY: &str = "retry: 500\n\n";
/// What makes room for another is told to stay away longer, so that too many pages do not push one another out.
const RETRY_LATER: &str = "retry: 60000\n\n";

/// Open pages that are told what happens.
pub struct Hub {
    room: Arc<Room>,
    most: usize,
    beating: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Room {
    listeners: Mutex<Listeners>,
    ended: Condvar,
}

#[derive(Default)]
struct Listeners {
    /// Oldest first.
    streams: VecDeque<Arc<TcpStream>>,
    has_ended: bool,
}

impl Default for Hub {
    fn default() -> Self {
        Self::new()
    }
}

impl Hub {
    /// For at most 300 pages, with a heartbeat every 15 seconds.
    pub fn new() -> Self {
        Self::with(STREAMS, BEAT)
    }

    /// For `most` pages, with a heartbeat every `beat`.
    pub fn with(most: usize, beat: Duration) -> Self {
        let room = Arc::new(Room::default());
        let own = Arc::clone(&room);
        let name = "heartbeat".to_owned();
        // Without this thread, readers that left are found when the next message is sent.
        let beating = thread::Builder::new().name(name).spawn(move || own.keep_beating(beat)).ok();
        Self { room, most, beating }
    }

    /// Sends a message to all; its lines become `data:` lines. Who cannot take it at once is dropped, so messages are
    /// to be small: a few kilobytes.
    pub fn send(&self, data: &str) {
        self.room.lock().tell(&message(data));
    }

    /// How many listen. Readers that are known to have left do not count.
    pub fn len(&self) -> usize {
        let mut listeners = self.room.lock();
        listeners.sweep();
        listeners.streams.len()
    }

    /// Whether nobody listens.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes a connection over. Its head, the greeting and its place among the listeners are one step, so that nothing
    /// sent meanwhile is missed.
    pub(super) fn join(&self, stream: Arc<TcpStream>, greet: Greeting) {
        let mut listeners = self.room.lock();
        let greeting = greet();
        let mut first = head(200, "text/event-stream", "") + RETRY;
        if !greeting.is_empty() {
            first += &message(&greeting);
        }
        if listeners.has_ended || stream.set_nonblocking(true).is_err() || !tell(&stream, &first) {
            return;
        }
        listeners.sweep();
        listeners.streams.push_back(stream);
        while listeners.streams.len() > self.most {
            if let Some(oldest) = listeners.streams.pop_front() {
                tell(&oldest, RETRY_LATER);
                let _ = oldest.shutdown(Shutdown::Both);
            }
        }
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        let mut listeners = self.room.lock();
        listeners.has_ended = true;
        listeners.streams.clear();
        drop(listeners);
        self.room.ended.notify_all();
        if let Some(beating) = self.beating.take() {
            let _ = beating.join();
        }
    }
}

impl Room {
    /// A handler's greeting that panicked left the list whole.
    fn lock(&self) -> MutexGuard<'_, Listeners> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep_beating(&self, beat: Duration) {
        let mut listeners = self.lock();
        loop {
            let waited = self.ended.wait_timeout_while(listeners, beat, |listeners| !listeners.has_ended);
            listeners = waited.unwrap_or_else(PoisonError::into_inner).0;
            if listeners.has_ended {
                return;
            }
            listeners.tell(":\n\n");
        }
    }
}

impl Listeners {
    fn tell(&mut self, text: &str) {
        self.sweep();
        self.streams.retain(|stream| tell(stream, text));
    }

    fn sweep(&mut self) {
        self.streams.retain(|stream| is_there(stream));
    }
}

/// A message as the format wants it: a line feed in it would end it.
fn message(data: &str) -> String {
    let data = data.replace("\r\n", "\n").replace('\r', "\n");
    let lines: String = data.split('\n').map(|line| format!("data: {line}\n")).collect();
    lines + "\n"
}

/// Whether all of it could be written at once.
fn tell(stream: &TcpStream, text: &str) -> bool {
    let mut out = stream;
    matches!(out.write(text.as_bytes()), Ok(written) if written == text.len())
}

/// Whether the other side is still there: it has nothing to say, so whatever it sends is its end or a mistake.
fn is_there(stream: &TcpStream) -> bool {
    let mut from = stream;
    matches!(from.read(&mut [0]), Err(error) if error.kind() == io::ErrorKind::WouldBlock)
}
