//! One connection: its thread, its limits and its one response.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::handler::Handler;
use super::limits::Limits;
use super::request::{Request, bad_request, find_head_end, head_too_large};
use super::request_filter::RequestFilter;
use super::response::Response;

/// Bytes of stack of a connection's thread: a handler renders a page on it.
const STACK_SIZE: usize = 2 * 1024 * 1024;
/// Connections over the limit that still get the answer 503 before they end.
const MAX_REFUSED: usize = 32;
/// How long, and for how many bytes, the rest of a request is read and thrown away: closed with bytes unread, a
/// connection is reset, and the answer may be lost with it (RFC 9112 §9.6).
const LINGER_TIME: Duration = Duration::from_millis(500);
const LINGER_BYTES: usize = 256 * 1024;

/// What the accept loop and the connections' threads share.
pub(super) struct ServerState {
    pub(super) request_filter: RequestFilter,
    limits: Limits,
    handler: Arc<dyn Handler>,
    connections: Mutex<Connections>,
    pub(super) connection_ended: Condvar,
}

/// The open connections.
pub(super) struct Connections {
    pub(super) streams: BTreeMap<u64, Arc<TcpStream>>,
    next_id: u64,
    pub(super) is_open: bool,
    pub(super) is_accepting: bool,
}

impl ServerState {
    pub(super) fn new(request_filter: RequestFilter, limits: Limits, handler: Arc<dyn Handler>) -> Self {
        let connections =
            Mutex::new(Connections { streams: BTreeMap::new(), next_id: 0, is_open: true, is_accepting: true });
        Self { request_filter, limits, handler, connections, connection_ended: Condvar::new() }
    }

    /// Nothing panics while the lock is held; if it did, the list would still be valid.
    pub(super) fn connections(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a connection its thread; `false` when the server is stopping. The connection is dropped when there are far too
    /// many, or the system gives no thread.
    pub(super) fn start_connection(self: &Arc<Self>, stream: TcpStream, peer: SocketAddr) -> bool {
        let peer = peer.ip().to_canonical();
        let limit = if peer.is_loopback() { self.limits.max_connections } else { self.limits.max_connections / 2 };
        let stream = Arc::new(stream);
        let mut connections = self.connections();
        if !connections.is_open {
            return false;
        }
        let open_count = connections.streams.len();
        if open_count < limit + MAX_REFUSED {
            let id = connections.next_id;
            connections.next_id += 1;
            connections.streams.insert(id, Arc::clone(&stream));
            drop(connections);
            let connection =
                Connection { server: Arc::clone(self), stream, id, peer, is_over_limit: open_count >= limit };
            let _ = thread::Builder::new().stack_size(STACK_SIZE).spawn(move || connection.serve());
        }
        true
    }
}

/// One connection, on its thread. When it is dropped, it leaves the list.
struct Connection {
    server: Arc<ServerState>,
    stream: Arc<TcpStream>,
    id: u64,
    peer: IpAddr,
    is_over_limit: bool,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.server.connections().streams.remove(&self.id);
        self.server.connection_ended.notify_all();
    }
}

impl Connection {
    /// Reads the request, has it checked, and answers it. If the connection fails meanwhile, nobody needs to know: the client
    /// has left.
    fn serve(&self) {
        let _ = self.stream.set_write_timeout(Some(self.server.limits.write_timeout));
        // Responses are written in large pieces, so that holding back a small one (Nagle) would only delay the last.
        let _ = self.stream.set_nodelay(true);
        let head = if self.is_over_limit {
            Err(Response::plain_text(503, "Too many connections are open. Try again in a moment."))
        } else {
            self.read_head()
        };
        let mut out = &*self.stream;
        let written = match head {
            Ok(None) => return,
            Err(response) => response.write_to(false, None, &mut out),
            Ok(Some(head)) => match self.server.request_filter.check(&head, self.peer) {
                Err(refusal) => refusal.write_to(head.starts_with(b"HEAD "), None, &mut out),
                Ok(request) => match self.handle_request(&request) {
                    Response::EventStream(channel, make_first_event) if !request.head_only => {
                        return channel.add_listener(Arc::clone(&self.stream), make_first_event);
                    }
                    response => response.write_to(request.head_only, request.effective_range(), &mut out),
                },
            },
        };
        if written.is_ok() {
            self.linger();
        }
    }

    fn handle_request(&self, request: &Request) -> Response {
        catch_unwind(AssertUnwindSafe(|| self.server.handler.handle(request)))
            .unwrap_or_else(|_| Response::internal_error())
    }

    /// The head of the request; `None` when nothing was sent, for browsers open connections that they may not need.
    fn read_head(&self) -> Result<Option<Vec<u8>>, Response> {
        let limits = &self.server.limits;
        let deadline = Instant::now() + limits.head_timeout;
        let mut head = Vec::new();
        let mut buffer = [0; 4096];
        loop {
            match read_before(&self.stream, deadline, &mut buffer) {
                Ok(0) if head.is_empty() => return Ok(None),
                Ok(0) => return Err(bad_request("The request is not whole.")),
                Ok(count) => {
                    let searched = head.len();
                    head.extend_from_slice(&buffer[..count]);
                    let end = find_head_end(&head, searched)?;
                    if end.unwrap_or(head.len()) > limits.max_head_size {
                        return Err(head_too_large());
                    }
                    if let Some(end) = end {
                        head.truncate(end);
                        return Ok(Some(head));
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::TimedOut && !head.is_empty() => {
                    return Err(Response::plain_text(408, "The request did not arrive in time."));
                }
                Err(_) => return Ok(None),
            }
        }
    }

    /// Closes our side, and reads and drops what is still on its way.
    fn linger(&self) {
        let _ = self.stream.shutdown(Shutdown::Write);
        let deadline = Instant::now() + LINGER_TIME;
        let mut buffer = [0; 4096];
        let mut bytes_left = LINGER_BYTES;
        while let Ok(count) = read_before(&self.stream, deadline, &mut buffer) {
            bytes_left = bytes_left.saturating_sub(count);
            if count == 0 || bytes_left == 0 {
                return;
            }
        }
    }
}

/// Reads what has arrived; `TimedOut` when nothing comes before the deadline, which is the same however slowly bytes
/// trickle in.
fn read_before(mut stream: &TcpStream, deadline: Instant, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        let time_left = deadline.saturating_duration_since(Instant::now());
        if time_left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(time_left))?;
        match stream.read(buffer) {
            // On Unix a timeout is `WouldBlock`, on Windows `TimedOut`.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Err(io::ErrorKind::TimedOut.into()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
