//! Tells open pages what has changed, by server-sent events (WHATWG HTML §9.2), without a thread for each.
//!
//! Writes never block: a message is small enough for the system's buffer. If it does not fit, the reader has left or is
//! asleep, and is dropped; a browser that is still there connects again by itself.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::response_writer::event_stream_head;

/// How many pages may listen; each takes a descriptor.
const MAX_LISTENERS: usize = 300;
/// How often a comment is sent, by which readers that have left unnoticed are found.
const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(15);
/// After how many milliseconds a browser connects again.
const RETRY: &str = "retry: 500\n\n";
/// A page that is dropped to make room waits longer, so that too many pages do not keep pushing one another out.
const RETRY_LATER: &str = "retry: 60000\n\n";

/// Makes the first event of a new listener; an empty text is not sent. It runs while the channel is locked, so that no event
/// is lost between the first one and the listener's joining: it must not use the channel, nor wait for anything that does.
pub type FirstEvent = Box<dyn FnOnce() -> String + Send>;

/// The open pages, which learn about changes.
pub struct ReloadChannel {
    shared: Arc<SharedListeners>,
    max_listeners: usize,
    heartbeat: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct SharedListeners {
    listeners: Mutex<Listeners>,
    closed: Condvar,
}

#[derive(Default)]
struct Listeners {
    /// The listeners, the oldest first.
    streams: VecDeque<Arc<TcpStream>>,
    is_closed: bool,
}

impl Default for ReloadChannel {
    fn default() -> Self {
        Self::new()
    }
}

impl ReloadChannel {
    /// A channel for at most 300 pages, with a heartbeat every 15 seconds.
    pub fn new() -> Self {
        Self::with_limits(MAX_LISTENERS, HEARTBEAT_INTERVAL)
    }

    /// A channel for at most `max_listeners` pages, with a heartbeat every `interval`.
    pub fn with_limits(max_listeners: usize, interval: Duration) -> Self {
        let shared = Arc::new(SharedListeners::default());
        let thread_shared = Arc::clone(&shared);
        let name = "heartbeat".to_owned();
        // If the system gives no thread, readers that have left are found when the next message is sent.
        let heartbeat = thread::Builder::new().name(name).spawn(move || thread_shared.run_heartbeat(interval)).ok();
        Self { shared, max_listeners, heartbeat }
    }

    /// Sends a message to all; its lines become `data:` lines. A listener that cannot take it at once is dropped, so keep
    /// messages to a few kilobytes.
    pub fn send(&self, data: &str) {
        self.shared.lock().send(&format_event(data));
    }

    /// How many pages listen. Those that are known to have left do not count.
    pub fn listener_count(&self) -> usize {
        let mut listeners = self.shared.lock();
        listeners.remove_disconnected();
        listeners.streams.len()
    }

    /// Whether no page listens.
    pub fn has_no_listeners(&self) -> bool {
        self.listener_count() == 0
    }

    /// Takes over a connection. Writing its head and its first event and adding it to the listeners is one step, so
    /// that it misses nothing that is sent meanwhile.
    pub(super) fn add_listener(&self, stream: Arc<TcpStream>, make_first_event: FirstEvent) {
        let mut listeners = self.shared.lock();
        let first_event = make_first_event();
        let mut first = event_stream_head() + RETRY;
        if !first_event.is_empty() {
            first += &format_event(&first_event);
        }
        if listeners.is_closed || stream.set_nonblocking(true).is_err() || !try_send(&stream, &first) {
            return;
        }
        listeners.remove_disconnected();
        listeners.streams.push_back(stream);
        while listeners.streams.len() > self.max_listeners {
            if let Some(oldest) = listeners.streams.pop_front() {
                try_send(&oldest, RETRY_LATER);
                let _ = oldest.shutdown(Shutdown::Both);
            }
        }
    }
}

impl Drop for ReloadChannel {
    fn drop(&mut self) {
        let mut listeners = self.shared.lock();
        listeners.is_closed = true;
        listeners.streams.clear();
        drop(listeners);
        self.shared.closed.notify_all();
        if let Some(heartbeat) = self.heartbeat.take() {
            let _ = heartbeat.join();
        }
    }
}

impl SharedListeners {
    /// Locks the list, which is valid even after a handler's first event has panicked.
    fn lock(&self) -> MutexGuard<'_, Listeners> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run_heartbeat(&self, interval: Duration) {
        let mut listeners = self.lock();
        loop {
            let waited = self.closed.wait_timeout_while(listeners, interval, |listeners| !listeners.is_closed);
            listeners = waited.unwrap_or_else(PoisonError::into_inner).0;
            if listeners.is_closed {
                return;
            }
            listeners.send(":\n\n");
        }
    }
}

impl Listeners {
    fn send(&mut self, text: &str) {
        self.remove_disconnected();
        self.streams.retain(|stream| try_send(stream, text));
    }

    fn remove_disconnected(&mut self) {
        self.streams.retain(|stream| is_connected(stream));
    }
}

/// A message as an event: each line is a field of its own, for an empty line would end the event.
fn format_event(data: &str) -> String {
    let data = data.replace("\r\n", "\n").replace('\r', "\n");
    let lines: String = data.split('\n').map(|line| format!("data: {line}\n")).collect();
    lines + "\n"
}

/// Whether the whole message could be written at once.
fn try_send(stream: &TcpStream, text: &str) -> bool {
    let mut out = stream;
    matches!(out.write(text.as_bytes()), Ok(written) if written == text.len())
}

/// Whether the other side is still there. It has nothing to send, so anything that can be read is its end or a mistake.
fn is_connected(stream: &TcpStream) -> bool {
    let mut from = stream;
    matches!(from.read(&mut [0]), Err(error) if error.kind() == io::ErrorKind::WouldBlock)
}
