//! One connection: its thread, its limits, its one answer.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::answer::Answer;
use super::gate::Gate;
use super::request::{Request, end, malformed, too_large};
use super::server::{Handler, Limits};

/// Bytes of stack a connection's thread has; a handler may print a page on it.
const STACK: usize = 2 * 1024 * 1024;
/// Connections beyond the cap that still get the answer 503 before they end.
const CROWD: usize = 32;
/// How long, and for how many bytes, the rest of a request is read and thrown away: closed with bytes unread, a
/// connection is reset, and the answer may be lost with it (RFC 9112 §9.6).
const LINGER: Duration = Duration::from_millis(500);
const LINGER_BYTES: usize = 256 * 1024;

/// What the threads share.
pub(super) struct House {
    pub(super) gate: Gate,
    limits: Limits,
    handler: Arc<dyn Handler>,
    guests: Mutex<Guests>,
    pub(super) left: Condvar,
}

/// Who is there.
pub(super) struct Guests {
    pub(super) streams: BTreeMap<u64, Arc<TcpStream>>,
    next: u64,
    pub(super) is_open: bool,
    pub(super) is_accepting: bool,
}

impl House {
    pub(super) fn open(gate: Gate, limits: Limits, handler: Arc<dyn Handler>) -> Self {
        let guests = Mutex::new(Guests { streams: BTreeMap::new(), next: 0, is_open: true, is_accepting: true });
        Self { gate, limits, handler, guests, left: Condvar::new() }
    }

    /// Nothing panics while it is held; if it did, the list would still be whole.
    pub(super) fn guests(&self) -> MutexGuard<'_, Guests> {
        self.guests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a connection its thread; `false` when the house is closed. Far over the cap, or where there is no thread,
    /// it is dropped.
    pub(super) fn receive(self: &Arc<Self>, stream: TcpStream, peer: SocketAddr) -> bool {
        let peer = peer.ip().to_canonical();
        let most = if peer.is_loopback() { self.limits.connections } else { self.limits.connections / 2 };
        let stream = Arc::new(stream);
        let mut guests = self.guests();
        if !guests.is_open {
            return false;
        }
        let there = guests.streams.len();
        if there < most + CROWD {
            let number = guests.next;
            guests.next += 1;
            guests.streams.insert(number, Arc::clone(&stream));
            drop(guests);
            let visit = Visit { house: Arc::clone(self), stream, number, peer, is_crowded: there >= most };
            let _ = thread::Builder::new().stack_size(STACK).spawn(move || visit.attend());
        }
        true
    }
}

/// One connection, on its thread. Dropped, it is off the list.
struct Visit {
    house: Arc<House>,
    stream: Arc<TcpStream>,
    number: u64,
    peer: IpAddr,
    is_crowded: bool,
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.house.guests().streams.remove(&self.number);
        self.house.left.notify_all();
    }
}

impl Visit {
    /// Reads, judges, answers. What goes wrong with the connection is nobody's business but the client's.
    fn attend(&self) {
        let _ = self.stream.set_write_timeout(Some(self.house.limits.write_time));
        // Head and first piece go out in one write; waiting for more to send would only delay the last one.
        let _ = self.stream.set_nodelay(true);
        let head = if self.is_crowded {
            Err(Answer::plain(503, "Too many connections are open. Try again in a moment."))
        } else {
            self.read()
        };
        let mut out = &*self.stream;
        let written = match head {
            Ok(None) => return,
            Err(refusal) => refusal.write(false, None, &mut out),
            Ok(Some(head)) => match self.house.gate.judge(&head, self.peer) {
                Err(refusal) => refusal.write(head.starts_with(b"HEAD "), None, &mut out),
                Ok(request) => match self.answer(&request) {
                    Answer::Events(hub, greet) if !request.head_only => {
                        return hub.join(Arc::clone(&self.stream), greet);
                    }
                    answer => answer.write(request.head_only, request.part(), &mut out),
                },
            },
        };
        if written.is_ok() {
            self.linger();
        }
    }

    fn answer(&self, request: &Request) -> Answer {
        catch_unwind(AssertUnwindSafe(|| self.house.handler.answer(request))).unwrap_or_else(|_| Answer::broken())
    }

    /// The head, `None` when nobody is there to be answered: browsers open connections that they may not need.
    fn read(&self) -> Result<Option<Vec<u8>>, Answer> {
        let limits = &self.house.limits;
        let latest = Instant::now() + limits.head_time;
        let mut head = Vec::new();
        let mut piece = [0; 4096];
        loop {
            match read_until(&self.stream, latest, &mut piece) {
                Ok(0) if head.is_empty() => return Ok(None),
                Ok(0) => return Err(malformed("The request is not whole.")),
                Ok(count) => {
                    let searched = head.len();
                    head.extend_from_slice(&piece[..count]);
                    let end = end(&head, searched)?;
                    if end.unwrap_or(head.len()) > limits.head_size {
                        return Err(too_large());
                    }
                    if let Some(end) = end {
                        head.truncate(end);
                        return Ok(Some(head));
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::TimedOut && !head.is_empty() => {
                    return Err(Answer::plain(408, "The request did not arrive in time."));
                }
                Err(_) => return Ok(None),
            }
        }
    }

    /// Ends our side and reads what is still on its way.
    fn linger(&self) {
        let _ = self.stream.shutdown(Shutdown::Write);
        let latest = Instant::now() + LINGER;
        let mut piece = [0; 4096];
        let mut left = LINGER_BYTES;
        while let Ok(count) = read_until(&self.stream, latest, &mut piece) {
            left = left.saturating_sub(count);
            if count == 0 || left == 0 {
                return;
            }
        }
    }
}

/// Reads what is there, or `TimedOut` when nothing comes until then. However slowly bytes trickle in, `latest` stays.
fn read_until(mut stream: &TcpStream, latest: Instant, piece: &mut [u8]) -> io::Result<usize> {
    loop {
        let left = latest.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(piece) {
            // Unix says `WouldBlock` where Windows says `TimedOut`.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Err(io::ErrorKind::TimedOut.into()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
