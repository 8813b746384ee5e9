//! Thousands of hostile requests: no panic, nothing from outside the site, and the server is there afterwards.
//!
//! `COMMONGROUND_FUZZ=1000000` sends that many instead of the usual 100,000.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use commonground::serve::{Handler, Limits, Request, RequestFilter, Response};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::{HERE, Reply, exchange, get, serve, until};

/// Is in requests, and must not be in the head of a response.
const MARK: &str = "zQ9";

/// A handler as careless as can be: it joins whatever it is given to a folder.
struct Careless {
    root: PathBuf,
    bad: AtomicUsize,
}

impl Handler for Careless {
    fn handle(&self, request: &Request) -> Response {
        if !is_safe(request) {
            self.bad.fetch_add(1, Ordering::Relaxed);
        }
        match std::fs::read(format!("{}{}", self.root.display(), request.path)) {
            Ok(bytes) => Response::file(&request.path, bytes),
            Err(_) => Response::plain_text(404, "no such page"),
        }
    }
}

/// What [`Request::path`] promises, written independently.
fn is_safe(request: &Request) -> bool {
    let Some(below) = request.path.strip_prefix('/') else { return false };
    let segments: Vec<&str> = below.split('/').collect();
    let plain = segments.iter().enumerate().all(|(at, segment)| {
        let dots = segment.chars().all(|c| c == '.' || c == ' ');
        (!segment.is_empty() && !dots) || (segment.is_empty() && at + 1 == segments.len())
    });
    let drive =
        segments.iter().any(|s| s.chars().nth(1) == Some(':') && s.starts_with(|c: char| c.is_ascii_alphabetic()));
    plain && !drive && !request.path.chars().any(|c| c == '\\' || c.is_control())
}

/// A piece of a path, mostly of the kind that leads out.
fn step() -> impl Strategy<Value = Vec<u8>> {
    const PLAIN: &str = "/ / / // .. .. . ... %2e %2E%2e .%2e %2f %5c %252e%252e %252f %c0%ae %c0%af %e0%80%ae %ff %00 %0d%0a \
        % %2 %zz %20 ..%20 C: c%3a ::$DATA secret.txt ../secret.txt index.html deep page.html ? &token= a \
        %u002e ..; %ef%bc%8e %e2%80%ae file: ~ etc/passwd %61 %C3%A9 deep/ /a zQ9";
    let plain = prop::sample::select(PLAIN.split(' ').collect::<Vec<_>>());
    let wild = prop::sample::select(vec![" ", "#", "\\", "é", "\u{ff0e}", "\t", "\0"]);
    prop_oneof![
        60 => plain.prop_map(|text| text.as_bytes().to_vec()),
        2 => wild.prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..4),
    ]
}

fn target() -> impl Strategy<Value = Vec<u8>> {
    let page = prop::sample::select(vec!["/index.html", "/a", "/deep/page.html", "/%61?x=zQ9", "/index%2ehtml"]);
    let start = prop::sample::select(vec!["/", "/", "/", "/deep/", "/deep/..", "/.", "", "*", "http://localhost/"]);
    let steps = (start, prop::collection::vec(step(), 0..6))
        .prop_map(|(start, steps)| [start.as_bytes(), &steps.concat()].concat());
    prop_oneof![1 => page.prop_map(|page| page.as_bytes().to_vec()), 5 => steps]
}

fn field() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "Content-Length: 0\r\n",
        "Content-Length: 4\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Upgrade: h2c\r\n",
        "Expect: 100-continue\r\n",
        "Range: bytes=0-4\r\n",
        "Range: bytes=-9999999999999999999999\r\n",
        "Range: bytes=1-0,5-\r\n",
        "Cookie: commonground=zQ9; ;=;;\r\n",
        "X-zQ9: zQ9\r\n",
        "Host: zQ9.example\r\n",
        " folded\r\n",
        "X: a\nY: b\r\n",
        "X: a\rb\r\n",
        "X : a\r\n",
        ": a\r\n",
        "X\r\n",
        "\r\n",
        "X: \0\r\n",
        "Origin: http://zQ9\r\n",
        "Referer: zQ9\r\n",
        "X-Forwarded-Host: zQ9\r\n",
        "Connection: keep-alive\r\n",
    ]);
    prop_oneof![
        8 => known.prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40).prop_map(|bytes| [b"X: ", bytes.as_slice(), b"\r\n"].concat()),
        1 => (1_usize..20_000).prop_map(|size| [b"X: ", "a".repeat(size).as_bytes(), b"\r\n"].concat()),
    ]
}

/// A change to bytes that were a request.
#[derive(Clone, Debug)]
enum Change {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Double(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        match self {
            Self::Flip(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Self::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Self::Double(at) => {
                let rest = bytes[at.index(bytes.len())..].to_vec();
                bytes.extend(rest);
            }
            Self::Insert(at, more) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, more.iter().copied());
            }
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
        any::<prop::sample::Index>().prop_map(Change::Cut),
        any::<prop::sample::Index>().prop_map(Change::Double),
        (any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 1..8))
            .prop_map(|(at, more)| Change::Insert(at, more)),
    ]
}

/// A request: most of them well made but for the path, the others broken in some way, a few of them noise.
fn request(host: SocketAddr) -> impl Strategy<Value = Vec<u8>> {
    let method = prop::sample::select(vec!["GET", "GET", "GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "G\0T", ""]);
    let version = prop::sample::select(vec!["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", ""]);
    let made = (method, target(), version, prop::collection::vec(field(), 0..3)).prop_map(
        move |(method, target, version, fields)| {
            let line = [method.as_bytes(), b" ", &target, b" ", version.as_bytes()].concat();
            [line, format!("\r\nHost: {host}\r\n").into_bytes(), fields.concat(), b"\r\n".to_vec()].concat()
        },
    );
    let path = target().prop_map(move |target| {
        [b"GET ".to_vec(), target, format!(" HTTP/1.1\r\nHost: {host}\r\n\r\n").into_bytes()].concat()
    });
    let broken = (path, prop::collection::vec(change(), 0..3)).prop_map(|(mut bytes, changes)| {
        changes.iter().for_each(|change| change.apply(&mut bytes));
        bytes
    });
    prop_oneof![
        8 => broken,
        4 => made,
        1 => prop::collection::vec(any::<u8>(), 0..200),
    ]
}

/// A source of requests, the same in every run.
fn source() -> TestRunner {
    TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn count() -> usize {
    std::env::var("COMMONGROUND_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000)
}

#[test]
fn no_request_breaks_the_server_or_leaves_the_site() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("site");
    std::fs::create_dir_all(root.join("deep")).expect("made");
    std::fs::write(folder.path().join("secret.txt"), "SECRET").expect("written");
    for file in ["index.html", "deep/page.html", "a"] {
        std::fs::write(root.join(file), "PAGE").expect("written");
    }
    let handler = Arc::new(Careless { root, bad: AtomicUsize::new(0) });
    let server = serve(handler.clone(), Limits { head_timeout: Duration::from_secs(20), ..Limits::default() });
    let at = server.address();
    let requests = request(at);
    let mut runner = source();
    let mut status_counts = std::collections::BTreeMap::<u16, usize>::new();
    for _ in 0..count() {
        let bytes = requests.new_tree(&mut runner).expect("a request").current();
        let shown = || String::from_utf8_lossy(&bytes).into_owned();
        let Some(reply) = exchange(at, &bytes) else {
            assert!(bytes.is_empty(), "no answer to {:?}", shown());
            continue;
        };
        *status_counts.entry(reply.status).or_default() += 1;
        assert!([200, 206, 400, 404, 405, 416, 421, 431].contains(&reply.status), "{} for {:?}", reply.status, shown());
        assert!(!reply.head.contains(MARK), "{:?} came back: {}", shown(), reply.head);
        let is_page = reply.body.is_empty() || reply.body == b"PAGE";
        assert!(reply.status != 200 || is_page, "{:?} got out: {:?}", shown(), reply.body);
        assert!(!reply.body.windows(6).any(|six| six == b"SECRET"), "{:?} got out", shown());
    }
    // Without requests of every kind this test would show nothing.
    assert!(
        [200, 206, 400, 404, 405, 421, 431].iter().all(|status| status_counts.contains_key(status)),
        "{status_counts:?}"
    );
    assert!(status_counts[&200] > count() / 50 && status_counts[&404] > count() / 10, "{status_counts:?}");
    assert_eq!(handler.bad.load(Ordering::Relaxed), 0);
    assert_eq!(get(at, "/index.html").body, b"PAGE");
    until("no connection stays", || server.connection_count() == 0);
}

/// The same without sockets, so that there can be more of them: heads that are whole, paths of every make.
#[test]
fn every_path_that_reaches_a_handler_is_normalised() {
    let address: SocketAddr = "127.0.0.1:1111".parse().expect("an address");
    let gate = RequestFilter { address, device_access: None };
    let (paths, requests) = (target(), request(address));
    let mut runner = source();
    let mut passed = 0;
    for _ in 0..count() * 2 {
        let path = paths.new_tree(&mut runner).expect("a path").current();
        let head = [b"GET ".to_vec(), path, b" HTTP/1.1\r\nHost: localhost:1111\r\n\r\n".to_vec()].concat();
        let noise = requests.new_tree(&mut runner).expect("a request").current();
        for bytes in [head, noise] {
            if let Ok(request) = gate.check(&bytes, HERE) {
                assert!(is_safe(&request), "{request:?} from {:?}", String::from_utf8_lossy(&bytes));
                passed += 1;
            }
        }
    }
    assert!(passed > count() / 20, "only {passed} passed");
}

/// A head cut at every byte is never taken for a whole one.
#[test]
fn an_incomplete_request_head_never_gets_a_page() {
    let server = super::site();
    let at = server.address();
    let whole = format!("GET / HTTP/1.1\r\nHost: {at}\r\nCookie: a=b\r\n\r\n");
    for cut in 1..whole.len() {
        let reply: Option<Reply> = exchange(at, &whole.as_bytes()[..cut]);
        assert_eq!(reply.map(|reply| reply.status), Some(400), "{:?}", &whole[..cut]);
    }
}
