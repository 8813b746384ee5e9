//! No header of a response has anything in it that the request brought.
//!
//! `tiny_http` writes a line break in a header value as it is (CVE-2026-66753), so nothing from outside may become one.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use commonground::serve::{DeviceAccess, Limits, Preview, PreviewOptions, Server};

use super::{Site, connect, serve};
use crate::desk::TestEnvironment;
use crate::network::network;
use crate::served::external_address_or_skip;

/// Stands everywhere in each request. Its digits are larger than any file, so that a computed range never has them.
const MARKER: &str = "zq9-80808080";

/// The status of the answer, whose head must be free of the marker. The body of an event stream never ends and is not read.
#[track_caller]
fn status_of(address: SocketAddr, request: &str) -> u16 {
    let mut stream = connect(address);
    let _ = stream.write_all(request.as_bytes());
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
        head.push(byte[0]);
    }
    let _ = stream.shutdown(Shutdown::Both);
    let head = String::from_utf8(head).expect("a head is ASCII");
    let is_clean = !head.to_lowercase().contains(MARKER) && !head.contains("80808080");
    assert!(is_clean, "to {request:?} came back: {head}");
    let status = head.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3));
    status.and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("to {request:?} came back: {head:?}"))
}

/// A request with the marker in its query, its cookies and every other field.
fn marked(address: SocketAddr, method: &str, path: &str, more: &str) -> String {
    let separator = if path.contains('?') { '&' } else { '?' };
    format!(
        "{method} {path}{separator}{MARKER}={MARKER}&q={MARKER}&at=/{MARKER}/&id={MARKER} HTTP/1.1\r\n\
         Host: {address}\r\n\
         Cookie: c={MARKER}; commonground={MARKER}; commonground-day={MARKER}\r\n\
         X-{MARKER}: {MARKER}\r\nOrigin: https://{MARKER}.example\r\nReferer: https://{MARKER}.example/{MARKER}\r\n\
         User-Agent: {MARKER}\r\nAccept: {MARKER}\r\nAccept-Language: {MARKER}\r\nAccept-Encoding: {MARKER}\r\n\
         Access-Control-Request-Headers: {MARKER}\r\nConnection: {MARKER}\r\nTE: {MARKER}\r\nVia: {MARKER}\r\n\
         Forwarded: host={MARKER}\r\nX-Forwarded-Host: {MARKER}\r\nIf-None-Match: \"{MARKER}\"\r\n{more}\r\n"
    )
}

#[test]
fn no_header_value_comes_from_a_request() {
    let server = serve(Site::new(), Limits::default());
    let at = server.address();
    let mut statuses = BTreeSet::new();
    for path in ["/", "/echo", "/film.mp4", "/empty.png", "/old", "/trap", "/away", "/panic", "/events", "/none"] {
        for more in ["", "Range: bytes=1-80808080\r\n", "Range: bytes=80808080-\r\n", "Range: zq9-80808080=0-1\r\n"] {
            for method in ["GET", "HEAD"] {
                statuses.insert(status_of(at, &marked(at, method, path, more)));
            }
        }
    }
    for path in [format!("/pages/{MARKER}"), format!("/{MARKER}"), format!("/%0d%0aX-{MARKER}:%20{MARKER}")] {
        statuses.insert(status_of(at, &marked(at, "GET", &path, "")));
    }
    statuses.insert(status_of(at, &marked(at, MARKER, "/", "")));
    statuses.insert(status_of(at, &marked(at, "GET", "/", &format!("Upgrade: {MARKER}\r\n"))));
    statuses.insert(status_of(at, &marked(at, "GET", "/", &format!("Transfer-Encoding: {MARKER}\r\n"))));
    statuses.insert(status_of(at, &marked(at, "GET", "/", &format!("Host: {MARKER}\r\n"))));
    statuses.insert(status_of(at, &marked(at, "GET", "/", &format!("Cookie: {}\r\n", MARKER.repeat(2_000)))));
    statuses.insert(status_of(at, &format!("GET /{MARKER} HTTP/1.1\r\nHost: {MARKER}\r\n\r\n")));
    statuses.insert(status_of(at, &format!("GET http://{MARKER}/ HTTP/1.1\r\nHost: {at}\r\n\r\n")));

    let slow = serve(Site::new(), Limits { head_timeout: Duration::from_millis(50), ..Limits::default() });
    statuses.insert(status_of(slow.address(), &format!("GET /{MARKER} HTTP/1.1\r\nX-{MARKER}: {MARKER}")));
    let full = serve(Site::new(), Limits { max_connections: 0, ..Limits::default() });
    statuses.insert(status_of(full.address(), &marked(full.address(), "GET", "/", "")));
    // Without responses of every kind this test would show nothing.
    assert_eq!(statuses.into_iter().collect::<Vec<_>>(), [200, 206, 302, 400, 404, 405, 408, 416, 421, 431, 500, 503]);
}

#[test]
fn no_header_value_of_the_preview_comes_from_a_request() {
    let source = "-- content/stories/one.md --\n---\ntitle: One\ndate: 2026-10-01\npeople: none\n---\n\nWords.\n\
        -- content/stories/broken.md --\n---\ntitle: Two\ndate: soon\n---\n";
    let world = Arc::new(network(source));
    let preview = Preview::open(world, PreviewOptions::default(), Box::new(TestEnvironment::empty()), Box::new(|_| {}));
    let server = serve(preview, Limits::default());
    let at = server.address();
    let mut statuses = BTreeSet::new();
    for path in [
        "/",
        "/net",
        "/net/stories/one/",
        "/net/stories/one",
        "/net/stories/one/index.html",
        "/net/stories/broken/",
        "/net/sitemap.xml",
        "/_desk",
        "/_desk/",
        "/_desk/record/",
        "/_desk/faults/?severity=error",
        "/_desk/desk.css",
        "/_reload/state",
        "/_reload/events",
        "/_reload/client.js",
        "/_reload/former/stories/one/",
        "/_reload/note.css",
    ] {
        for path in [path.to_owned(), format!("{path}{MARKER}"), format!("{path}{MARKER}/")] {
            statuses.insert(status_of(at, &marked(at, "GET", &path, "Range: bytes=0-80808080\r\n")));
        }
    }
    assert!([200, 302, 404, 500].iter().all(|status| statuses.contains(status)), "{statuses:?}");
}

#[test]
fn no_header_value_comes_from_another_machine() {
    let Some(ip) = external_address_or_skip() else { return };
    let access = Arc::new(DeviceAccess::new("/network/", |_| {}).expect("random bytes"));
    let mut server = Server::bind(Ipv4Addr::UNSPECIFIED.into(), 0).expect("a port");
    server.device_access = Some(Arc::clone(&access));
    let server = server.start(Site::new()).expect("a thread");
    let at = SocketAddr::new(ip, server.address().port());
    assert_eq!(status_of(at, &marked(at, "GET", "/", "")), 403);
    assert_eq!(status_of(at, &marked(at, "GET", &format!("/?token={MARKER}"), "")), 403);
    let path = access.one_time_path().expect("a token");
    assert_eq!(status_of(at, &marked(at, "GET", &path, "")), 302);
}
