//! Takes a port, accepts connections, ends.
//!
//! Nothing a client does ends the server or another's connection: heads have a time and a size, writes a time, there
//! is a cap on connections, and a handler that panics is answered for.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::Duration;

use super::connection::{Connections, ServerState};
use super::device_access::DeviceAccess;
use super::request::Request;
use super::request_filter::RequestFilter;
use super::response::Response;

/// Ports tried beyond the one asked for.
const EXTRA_PORTS: u16 = 20;
/// How long is waited when the system has nothing left for another connection.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(50);
/// How long a stop waits for connections to end.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// Answers requests, from many threads at once. A panic in it is answered with 500.
pub trait Handler: Send + Sync {
    /// The answer to a request that passed the gate.
    fn handle(&self, request: &Request) -> Response;
}

/// What a connection may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For the whole head to arrive.
    pub head_timeout: Duration,
    /// Bytes of a head.
    pub max_head_size: usize,
    /// For a write to get any further.
    pub write_timeout: Duration,
    /// Connections at once. From half of it on, only this machine's are let in, so that others cannot use it up.
    pub max_connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head_timeout: Duration::from_secs(5),
            max_head_size: 16 * 1024,
            write_timeout: Duration::from_secs(10),
            max_connections: 512,
        }
    }
}

/// A server that has its port and does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    /// What a connection may take.
    pub limits: Limits,
    /// Lets other machines in; without it they get 403.
    pub device_access: Option<Arc<DeviceAccess>>,
}

impl Server {
    /// Takes a port: the one asked for, or else the next free one of twenty; 0 is any. [`Server::address`] says which.
    ///
    /// # Errors
    /// None of them is free, or the system refuses, as for ports below 1024.
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

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Begins to answer, on threads of its own.
    ///
    /// # Errors
    /// There is no thread to be had.
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

/// A server that answers. Dropped, it stops; pages that wait for events are let go by their hub.
pub struct RunningServer {
    state: Arc<ServerState>,
}

impl RunningServer {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.state.request_filter.address
    }

    /// Connections that have a thread. Pages that wait for events have none.
    pub fn connection_count(&self) -> usize {
        self.state.connections().streams.len()
    }

    /// Ends it: no more connections, and those that are there are cut. Waits for their threads, five seconds at most,
    /// and tells whether all have ended.
    pub fn stop(&self) -> bool {
        let mut connections = self.state.connections();
        connections.is_open = false;
        for stream in connections.streams.values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        drop(connections);
        self.wake_accept_loop();
        let busy = |guests: &mut Connections| guests.is_accepting || !guests.streams.is_empty();
        let waited = self.state.connection_ended.wait_timeout_while(self.state.connections(), STOP_TIMEOUT, busy);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Accepting waits until somebody comes: so we do.
    fn wake_accept_loop(&self) {
        let mut address = self.address();
        match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        let _ = TcpStream::connect_timeout(&address, Duration::from_secs(1));
    }
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Takes connections until `receive` wants no more. No error ends it: a client that is gone already (ECONNABORTED) is
/// passed over, and where descriptors have run out (EMFILE) some come free while we wait.
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
    fn errors_of_accept_do_not_end_it() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let address = listener.local_addr().expect("bound");
        let _client = TcpStream::connect(address).expect("it listens");
        // ECONNABORTED, EMFILE, ENFILE, ENOBUFS and what no system has.
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
