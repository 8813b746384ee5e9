//! Event streams, on which pages wait for changes.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use commonground::serve::{Handler, Limits, ReloadChannel, Request, Response, RunningServer};

use super::{connect, serve, until};

struct Events(Arc<ReloadChannel>);

impl Handler for Events {
    fn handle(&self, request: &Request) -> Response {
        let first_event = request.query_value("greet").unwrap_or_default();
        Response::EventStream(
            Arc::clone(&self.0),
            Box::new(move || match first_event.as_str() {
                "panic" => std::panic::resume_unwind(Box::new("on purpose")),
                _ => first_event,
            }),
        )
    }
}

fn start(most: usize, beat: Duration) -> (RunningServer, Arc<ReloadChannel>) {
    let channel = Arc::new(ReloadChannel::with_limits(most, beat));
    (serve(Arc::new(Events(Arc::clone(&channel))), Limits::default()), channel)
}

/// Joins and reads as far as the first event block.
fn join(address: SocketAddr, first_event: &str) -> BufReader<TcpStream> {
    let mut stream = connect(address);
    write!(stream, "GET /?greet={first_event} HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("sent");
    let mut reader = BufReader::new(stream);
    let head = block(&mut reader);
    assert!(head.contains("\r\nContent-Type: text/event-stream\r\n"), "{head}");
    assert!(!head.contains("Content-Length") && !head.contains("Access-Control"), "{head}");
    assert_eq!(block(&mut reader), "retry: 500\n\n");
    reader
}

/// Up to the next empty line, or the end.
fn block(reader: &mut BufReader<TcpStream>) -> String {
    let mut block = String::new();
    loop {
        let before = block.len();
        let count = reader.read_line(&mut block).expect("in time");
        if count == 0 || block[before..].trim().is_empty() {
            return block;
        }
    }
}

const LONG: Duration = Duration::from_secs(3600);

#[test]
fn every_page_gets_every_event() {
    let (server, channel) = start(300, LONG);
    let mut first = join(server.address(), "v1");
    assert_eq!(block(&mut first), "data: v1\n\n");
    let mut plain = join(server.address(), "");
    until("both have joined", || channel.listener_count() == 2);
    until("joining ends the thread", || server.connection_count() == 0);
    channel.send("one");
    channel.send("two\nlines\r\nand\ra third\n\nevent: forged");
    for reader in [&mut first, &mut plain] {
        assert_eq!(block(reader), "data: one\n\n");
        let lines = "data: two\ndata: lines\ndata: and\ndata: a third\ndata: \ndata: event: forged\n\n";
        assert_eq!(block(reader), lines);
    }
}

#[test]
fn closed_connections_are_noticed_without_an_event() {
    let (server, channel) = start(300, LONG);
    let stays = join(server.address(), "");
    let leaves = join(server.address(), "");
    until("both have joined", || channel.listener_count() == 2);
    drop(leaves);
    until("one has left", || channel.listener_count() == 1);
    drop(stays);
    until("nobody is there", || channel.has_no_listeners());
}

#[test]
fn event_streams_send_heartbeats() {
    let (server, channel) = start(300, Duration::from_millis(20));
    let mut reader = join(server.address(), "");
    assert_eq!(block(&mut reader), ":\n\n");
    assert_eq!(block(&mut reader), ":\n\n");
    assert_eq!(channel.listener_count(), 1);
    // With the server and the channel, its thread and its connections end.
    drop(server);
    drop(channel);
    until("the stream ends", || block(&mut reader).is_empty());
}

#[test]
fn the_oldest_streams_are_closed_for_new_ones() {
    let (server, channel) = start(3, LONG);
    let mut readers: Vec<_> = (0..3)
        .map(|count| {
            let reader = join(server.address(), "");
            until("it has joined", || channel.listener_count() == count + 1);
            reader
        })
        .collect();
    readers.extend((0..2).map(|_| join(server.address(), "")));
    for reader in &mut readers[..2] {
        assert_eq!(block(reader), "retry: 60000\n\n");
        assert_eq!(block(reader), "");
    }
    assert_eq!(channel.listener_count(), 3);
    channel.send("still here");
    for reader in &mut readers[2..] {
        assert_eq!(block(reader), "data: still here\n\n");
    }
}

#[test]
fn a_client_that_does_not_read_is_dropped_and_delays_no_other() {
    let (server, channel) = start(300, LONG);
    let _sleeper = join(server.address(), "");
    until("it has joined", || channel.listener_count() == 1);
    let message = "x".repeat(16_000);
    // More than any buffer holds.
    for _ in 0..4_000 {
        channel.send(&message);
    }
    assert!(channel.has_no_listeners());
}

#[test]
fn a_panic_in_the_first_event_affects_no_other_stream() {
    let (server, channel) = start(300, LONG);
    let at = server.address();
    let reply = super::exchange(at, format!("GET /?greet=panic HTTP/1.1\r\nHost: {at}\r\n\r\n").as_bytes());
    assert!(reply.is_none_or(|reply| reply.status == 500));
    let mut reader = join(at, "");
    until("the other has joined", || channel.listener_count() == 1);
    channel.send("on");
    assert_eq!(block(&mut reader), "data: on\n\n");
    until("no thread stays", || server.connection_count() == 0);
}
