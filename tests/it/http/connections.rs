//! Connections that misbehave, and how many there may be.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener};
use std::time::{Duration, Instant};

use commonground::serve::{Limits, Server};

use super::{HERE, Reply, Site, connect, exchange, get, read_all, serve, site, until};

const SHORT: Duration = Duration::from_millis(150);

#[test]
fn a_slow_request_is_cut_off() {
    let server = serve(Site::new(), Limits { head_timeout: SHORT, ..Limits::default() });
    let start = Instant::now();
    let mut slow = connect(server.address());
    slow.write_all(b"GET / HTTP/1.1\r\nX: ").expect("sent");
    let mut trickle = slow.try_clone().expect("a copy");
    // A byte now and then does not extend the time limit.
    let sender = std::thread::spawn(move || {
        while trickle.write_all(b"a").is_ok() && start.elapsed() < super::PATIENCE {
            std::thread::sleep(Duration::from_millis(10));
        }
    });
    let mut bytes = Vec::new();
    let _ = slow.read_to_end(&mut bytes);
    assert_eq!(Reply::of(&bytes).expect("an answer").status, 408);
    until("the sender's connection ends", || server.connection_count() == 0);
    let _ = slow.shutdown(Shutdown::Both);
    sender.join().expect("it ends");

    // A connection that sends nothing gets no response.
    assert_eq!(read_all(&connect(server.address())), b"");
    assert_eq!(get(server.address(), "/").status, 200);
}

#[test]
fn a_refusal_does_not_wait_for_the_rest_of_the_request() {
    let server = site();
    for request in ["GET / HTTP/1.1\nHost: a\n", "\u{16}\u{3}\u{1}", "GET / HTTP/1.1\r\nX: a\rb"] {
        let start = Instant::now();
        let mut stream = connect(server.address());
        stream.write_all(request.as_bytes()).expect("sent");
        assert_eq!(Reply::of(&read_all(&stream)).expect("an answer").status, 400, "{request:?}");
        assert!(start.elapsed() < Duration::from_secs(4), "{request:?}");
    }
}

#[test]
fn a_client_that_sends_too_much_still_gets_the_response() {
    let server = site();
    let at = server.address();
    let body = "x".repeat(200_000);
    let request = format!("POST / HTTP/1.1\r\nHost: {at}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    assert_eq!(exchange(at, request.as_bytes()).expect("an answer").status, 405);
}

#[test]
fn a_client_that_stops_reading_is_disconnected() {
    let server = serve(Site::new(), Limits { write_timeout: SHORT, ..Limits::default() });
    let at = server.address();
    let mut stalled = connect(at);
    write!(stalled, "GET /large HTTP/1.1\r\nHost: {at}\r\n\r\n").expect("sent");
    let mut first = [0; 15];
    stalled.read_exact(&mut first).expect("it begins");
    until("the stalled reader is let go", || server.connection_count() == 0);
    // A client that reads gets the whole file.
    assert_eq!(get(at, "/large").body.len(), 32 << 20);
}

#[test]
fn connections_beyond_the_limit_get_an_error() {
    let site = Site::new();
    let server = serve(site.clone(), Limits { max_connections: 8, ..Limits::default() });
    let at = server.address();
    let waiting: Vec<_> = (0..8)
        .map(|_| {
            let mut stream = connect(at);
            write!(stream, "GET /wait HTTP/1.1\r\nHost: {at}\r\n\r\n").expect("sent");
            stream
        })
        .collect();
    until("all are there", || server.connection_count() == 8);
    assert_eq!(get(at, "/").status, 503);
    // Far beyond the limit, connections are closed without a response.
    let crowd: Vec<_> = (0..400).map(|_| connect(at)).collect();
    for stream in &crowd {
        let mut bytes = Vec::new();
        let _ = (&*stream).read_to_end(&mut bytes);
        assert!(bytes.is_empty() || Reply::of(&bytes).is_some_and(|reply| reply.status == 503));
    }
    drop(crowd);
    site.let_go();
    for stream in waiting {
        assert_eq!(Reply::of(&read_all(&stream)).expect("an answer").status, 200);
    }
    until("all have left", || server.connection_count() == 0);
    assert_eq!(get(at, "/").status, 200);
}

#[test]
fn a_panic_of_the_handler_is_a_server_error() {
    let server = site();
    for _ in 0..20 {
        assert_eq!(get(server.address(), "/panic").status, 500);
    }
    assert_eq!(get(server.address(), "/").status, 200);
    until("no thread stays", || server.connection_count() == 0);
}

#[test]
fn the_next_port_is_taken_when_one_is_in_use() {
    let taken = TcpListener::bind((HERE, 0)).expect("a port");
    let port = taken.local_addr().expect("bound").port();
    // The last port has no next one.
    if port < u16::MAX - 20 {
        let server = Server::bind(HERE, port).expect("one of twenty is free");
        assert!((port + 1..=port + 20).contains(&server.address().port()));
    }
}

#[test]
fn stopping_the_server_ends_all_connections() {
    let server = site();
    let at = server.address();
    let mut half = connect(at);
    half.write_all(b"GET / HT").expect("sent");
    let idle = connect(at);
    until("both are there", || server.connection_count() == 2);
    let start = Instant::now();
    assert!(server.stop());
    assert!(start.elapsed() < Duration::from_secs(3));
    assert_eq!(server.connection_count(), 0);
    let mut bytes = Vec::new();
    let _ = (&idle).read_to_end(&mut bytes);
    let _ = half.read_to_end(&mut bytes);
    drop(server);
    until("the port is free", || TcpListener::bind(at).is_ok());
}
