//! Takes a port, accepts connections, and stops when asked.
//!
//! Nothing that a client does ends the server or another client's connection: heads are limited in time and size, writes
//! in time, connections in number, and the answer to a request whose handler panics is 500.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::Duration;

use super::connection::{Connections, ServerState};
use super::device_access::DeviceAccess;
use super::handler::Handler;
use super::limits::Limits;
use super::request_filter::RequestFilter;

/// How many ports after the given one are tried.
const EXTRA_PORTS: u16 = 20;
/// How long to wait when the system has no descriptor left for another connection.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(50);
/// How long stopping waits for connections to end.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// A server that has its port and does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    /// The limits of a connection.
    pub limits: Limits,
    /// The access of other machines. Without it, they are answered with 403.
    pub device_access: Option<Arc<DeviceAccess>>,
}

impl Server {
    /// Listens on the given port, or if it is in use on the next free one of twenty; port 0 means any free port.
    /// [`Server::address`] says which it is.
    ///
    /// The error says that none of them is free, or that the system refuses, as it does for ports below 1024.
    pub fn bind(ip: IpAddr, port: u16) -> io::Result<Self> {
        let last = if port == 0 { 0 } else { port.saturating_add(EXTRA_PORTS) };
        let mut candidate = port;
        let listener = loop {
            match TcpListener::bind((ip, candidate)) {
                Ok(listener) => break listener,
                Err(error) if error.kind() == io::ErrorKind::AddrInUse && candidate < last => candidate += 1,
                Err(error) => return Err(error),
            }
        };
        let address = listener.local_addr()?;
        Ok(Self { listener, address, limits: Limits::default(), device_access: None })
    }

    /// The address at which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Starts to answer, on threads of its own.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(self, handler: Arc<dyn Handler>) -> io::Result<RunningServer> {
        let Self { listener, address, limits, device_access } = self;
        let state = Arc::new(ServerState::new(RequestFilter { address, device_access }, limits, handler));
        let thread_state = Arc::clone(&state);
        thread::Builder::new().name("serve".to_owned()).spawn(move || {
            accept_loop(|| listener.accept(), |stream, peer| thread_state.start_connection(stream, peer));
            thread_state.connections().is_accepting = false;
            thread_state.connection_ended.notify_all();
        })?;
        Ok(RunningServer { state })
    }
}

/// A server that answers. It stops when it is dropped; event streams end with their `ReloadChannel`.
pub struct RunningServer {
    state: Arc<ServerState>,
}

impl RunningServer {
    /// The address at which it listens.
    pub fn address(&self) -> SocketAddr {
        self.state.request_filter.address
    }

    /// How many connections have a thread. Event streams need no thread.
    pub fn connection_count(&self) -> usize {
        self.state.connections().streams.len()
    }

    /// Accepts no more connections, cuts those that are open, and waits for their threads, for at most five seconds. Tells
    /// whether all have ended.
    pub fn stop(&self) -> bool {
        let mut connections = self.state.connections();
        connections.is_open = false;
        for stream in connections.streams.values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        drop(connections);
        self.wake_accept_loop();
        let is_busy = |open: &mut Connections| open.is_accepting || !open.streams.is_empty();
        let waited = self.state.connection_ended.wait_timeout_while(self.state.connections(), STOP_TIMEOUT, is_busy);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Connects to the server itself, because the accept loop sleeps until somebody connects.
    fn wake_accept_loop(&self) {
        let _ = TcpStream::connect_timeout(&local_address(self.address()), Duration::from_secs(1));
    }
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The address by which this machine reaches a server: one that listens everywhere (`0.0.0.0`) is also at `127.0.0.1`.
pub fn local_address(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// Takes connections until `receive` returns `false`. No error ends it: a client that has already left (ECONNABORTED) is
/// passed over, and when descriptors have run out (EMFILE), some become free while we wait.
fn accept_loop(
    mut next: impl FnMut() -> io::Result<(TcpStream, SocketAddr)>,
    mut receive: impl FnMut(TcpStream, SocketAddr) -> bool,
) {
    use io::ErrorKind::{ConnectionAborted, ConnectionReset, Interrupted};
    loop {
        match next() {
            Ok((stream, peer)) => {
                if !receive(stream, peer) {
                    return;
                }
            }
            Err(error) if [ConnectionAborted, ConnectionReset, Interrupted].contains(&error.kind()) => {}
            Err(_) => thread::sleep(ACCEPT_RETRY_DELAY),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_do_not_end_the_accept_loop() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let address = listener.local_addr().expect("bound");
        let _client = TcpStream::connect(address).expect("it listens");
        // ECONNABORTED, EMFILE, ENFILE, ENOBUFS and one that no system knows.
        let mut errors = [103, 24, 23, 105, 9999].map(io::Error::from_raw_os_error).into_iter();
        let mut received = 0;
        accept_loop(
            || errors.next().map_or_else(|| listener.accept(), Err),
            |_, _| {
                received += 1;
                false
            },
        );
        assert_eq!(received, 1);
    }
}
