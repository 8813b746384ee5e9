//! Which requests are accepted, and how they are read.

use std::net::{IpAddr, SocketAddr};

use commonground::serve::{RequestFilter, Response};

use super::{HERE, Reply, exchange, get, site};

fn status(reply: Option<Reply>) -> u16 {
    reply.map_or(0, |reply| reply.status)
}

#[test]
fn request_heads_are_parsed_strictly() {
    let server = site();
    let at = server.address();
    let host = format!("Host: {at}\r\n");
    let fields = |fields: &str| format!("GET / HTTP/1.1\r\n{host}{fields}\r\n");
    let line = |line: &str| format!("{line}\r\n{host}\r\n");
    let many = (0..70).map(|number| format!("X-{number}: 1\r\n")).collect::<String>();
    for (expected, request) in [
        (200, fields("")),
        (200, fields("Content-Length: 0\r\nUpgrade-Insecure-Requests: 1\r\nX: \r\n")),
        (200, fields("X: caf\u{e9}\r\n")),
        (200, format!("GET / HTTP/1.0\r\n{host}\r\n")),
        (200, "GET / HTTP/1.0\r\n\r\n".to_owned()),
        (200, line("GET /?a=%zz&../ HTTP/1.1")),
        // A second request on the connection is not answered.
        (200, fields("") + &line("GET /panic HTTP/1.1")),
        // Methods
        (405, line("POST / HTTP/1.1")),
        (405, format!("POST / HTTP/1.1\r\n{host}Content-Length: 3\r\n\r\nabc")),
        (405, line("get / HTTP/1.1")),
        (405, line("OPTIONS * HTTP/1.1")),
        (405, line("CONNECT example.org:443 HTTP/1.1")),
        (405, line("TRACE / HTTP/1.1")),
        (405, line("DELETE / HTTP/1.1")),
        // Targets
        (400, line(&format!("GET http://{at}/ HTTP/1.1"))),
        (400, line("GET * HTTP/1.1")),
        (400, line("GET index.html HTTP/1.1")),
        (400, line("GET /#a HTTP/1.1")),
        (400, line("GET /caf\u{e9} HTTP/1.1")),
        (400, line("GET /a b HTTP/1.1")),
        (400, line("GET  / HTTP/1.1")),
        (400, line("GET /")),
        // Versions
        (400, line("GET / HTTP/1.2")),
        (400, line("GET / HTTP/2.0")),
        (400, line("GET / HTTP/0.9")),
        (400, line("GET / http/1.1")),
        (400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned()),
        // Bodies and other protocols
        (400, fields("Content-Length: 5\r\n") + "hello"),
        (400, fields("Content-Length: +0\r\n")),
        (400, fields("Content-Length: 00\r\n")),
        (400, fields("Content-Length: 0\r\nContent-Length: 7\r\n")),
        (400, fields("Transfer-Encoding: chunked\r\n") + "0\r\n\r\n"),
        (400, fields("Transfer-Encoding: identity\r\n")),
        (400, fields("transfer-encoding:\tchunked\r\n")),
        (400, fields("Transfer-Encoding : chunked\r\n")),
        (400, fields("Upgrade: websocket\r\nConnection: Upgrade\r\n")),
        (400, fields("Expect: 100-continue\r\n")),
        // Lines
        (400, fields("").replace("\r\n", "\n")),
        (400, fields("X: a\nY: b\r\n")),
        (400, fields("X: a\rY: b\r\n")),
        (400, fields("X: a\r\n folded\r\n")),
        (400, fields(" X: a\r\n")),
        (400, fields("X: a\0b\r\n")),
        (400, fields("X\r\n")),
        (400, fields(": a\r\n")),
        (400, "\r\n".to_owned() + &fields("")),
        (400, "\n".to_owned() + &fields("")),
        (400, "GET / HTTP/1.1\r\n\r\n".to_owned()),
        (400, fields(&host)),
        (400, "GET / HTTP/1.1\r\nHost: localhost".to_owned()),
        (400, "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0".to_owned()),
        (0, String::new()),
        // Sizes
        (200, fields(&format!("Cookie: {}\r\n", "a".repeat(15_000)))),
        (431, fields(&format!("Cookie: {}\r\n", "a".repeat(17_000)))),
        (431, fields(&format!("Cookie: {}\r\n", "a".repeat(900_000)))),
        (431, "GET /".to_owned() + &"a".repeat(17_000)),
        (431, fields(&many)),
    ] {
        assert_eq!(status(exchange(at, request.as_bytes())), expected, "{request:.200?}");
    }
}

#[test]
fn paths_are_decoded_once() {
    let server = site();
    for (sent, meant) in [
        ("/pages/a", "/pages/a"),
        ("/pages/a/", "/pages/a/"),
        ("/pages/caf%C3%A9/", "/pages/café/"),
        ("/pages/%F0%9F%8C%B1", "/pages/🌱"),
        ("/pages/a%20b", "/pages/a b"),
        ("/pages/a+b", "/pages/a+b"),
        ("/pages/a%3Fb", "/pages/a?b"),
        ("/pages/..a/b../.well-known", "/pages/..a/b../.well-known"),
        // Once and no more: this is a name with a percent sign.
        ("/pages/%252e%252e/x", "/pages/%2e%2e/x"),
        ("/pages/%25", "/pages/%"),
        ("/pages/ab:c", "/pages/ab:c"),
    ] {
        let reply = get(server.address(), sent);
        assert_eq!((reply.status, reply.text().trim_end()), (200, meant), "{sent}");
    }
}

#[test]
fn no_path_leads_out_of_the_site() {
    let server = site();
    for sent in [
        "/..",
        "/../",
        "/../secret",
        "/pages/../../secret",
        "/pages/./a",
        "/pages/.",
        "/pages/..",
        "//",
        "//secret",
        "/pages//a",
        "/pages/a//",
        "/%2e%2e/secret",
        "/%2E%2E%2Fsecret",
        "/.%2e/secret",
        "/pages%2fa",
        "/pages/..%2f..%2fsecret",
        "/pages/..%5c..%5csecret",
        "/pages/..\\..\\secret",
        "/pages/\\",
        "/C:/secret",
        "/c:",
        "/pages/C:secret",
        "/pages/%43%3A/secret",
        "/pages/a%00.html",
        "/pages/a%0d%0aX:%20b",
        "/pages/a%0A",
        "/pages/a%7f",
        "/pages/a%c2%85",
        "/pages/%c0%ae%c0%ae/secret",
        "/pages/%c0%af",
        "/pages/%e0%80%ae",
        "/pages/%ff",
        "/pages/%ed%a0%80",
        "/pages/%",
        "/pages/%2",
        "/pages/%zz",
        "/pages/%u002e",
        "/pages/%+f",
        "/pages/.../secret",
        "/pages/..%20/secret",
        "/pages/.%20./secret",
        "/pages/%20/secret",
    ] {
        assert_eq!(get(server.address(), sent).status, 404, "{sent}");
    }
}

#[test]
fn forms_and_cookies_are_parsed() {
    let server = site();
    for (target, cookie, expected) in [
        ("/echo", "", "None None"),
        ("/echo?q=a+b%26c", "c=1", "Some(\"a b&c\") Some(\"1\")"),
        ("/echo?%71=1&q=2", "x=c=2; c=3=4; c=5", "Some(\"1\") Some(\"3=4\")"),
        ("/echo?q", "c", "Some(\"\") None"),
        ("/echo?q=%zz", "cc=1", "None None"),
        ("/echo?q=%ff", "  c=1  ", "None Some(\"1\")"),
        ("/echo?q=?&", "c=1\r\nCookie: d=2", "Some(\"?\") Some(\"1\")"),
    ] {
        let reply = super::ask(server.address(), "GET", target, &format!("Cookie: {cookie}\r\n"));
        assert_eq!(reply.text().trim_end(), expected, "{target}");
    }
}

/// The status of a response to a `Host` at an address; 200 when it is accepted.
fn response_status(address: &str, host: &str) -> u16 {
    let gate = RequestFilter { address: address.parse::<SocketAddr>().expect("an address"), device_access: None };
    let head = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
    match gate.check(head.as_bytes(), HERE) {
        Ok(_) => 200,
        Err(Response::Content { status, .. }) => status,
        Err(_) => 0,
    }
}

#[test]
fn a_forged_host_is_misdirected() {
    let inside = "127.0.0.1:1111";
    let outside = "0.0.0.0:1111";
    for (address, host, expected) in [
        (inside, "localhost:1111", 200),
        (inside, "LocalHost:1111", 200),
        (inside, "127.0.0.1:1111", 200),
        (inside, "[::1]:1111", 200),
        ("127.0.0.5:1111", "127.0.0.5:1111", 200),
        (inside, "localhost", 421),
        (inside, "localhost:1112", 421),
        (inside, "localhost:01111", 421),
        (inside, "localhost:+1111", 421),
        (inside, "localhost:1111:1111", 421),
        (inside, "localhost:66647", 421),
        (inside, "localhost:", 421),
        (inside, "localhost.:1111", 421),
        (inside, "", 421),
        (inside, ":1111", 421),
        (inside, "evil.example:1111", 421),
        (inside, "localhost.evil.example:1111", 421),
        (inside, "evil.localhost:1111", 421),
        (inside, "127.0.0.1.nip.io:1111", 421),
        (inside, "user@localhost:1111", 421),
        (inside, "localhost:1111, evil.example", 421),
        (inside, "127.1:1111", 421),
        (inside, "2130706433:1111", 421),
        (inside, "0x7f000001:1111", 421),
        (inside, "127.000.000.001:1111", 421),
        (inside, "::1:1111", 421),
        (inside, "[::1", 421),
        (inside, "[::1]x:1111", 421),
        (inside, "[127.0.0.1]:1111", 421),
        (inside, "192.168.1.5:1111", 421),
        (outside, "192.168.1.5:1111", 200),
        (outside, "[fd00::5]:1111", 200),
        (outside, "192.168.1.5", 421),
        (outside, "desk.local:1111", 421),
        (outside, "evil.example:1111", 421),
        ("127.0.0.1:80", "localhost", 200),
        ("127.0.0.1:80", "localhost:80", 200),
        ("[::1]:1111", "localhost:1111", 200),
    ] {
        assert_eq!(response_status(address, host), expected, "{host} at {address}");
    }
}

#[test]
fn other_machines_have_no_access() {
    let gate = RequestFilter { address: "0.0.0.0:1111".parse().expect("an address"), device_access: None };
    let head = b"GET / HTTP/1.1\r\nHost: localhost:1111\r\n\r\n";
    for (peer, expected) in
        [("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("::ffff:127.0.0.1", true), ("192.168.1.7", false)]
    {
        let peer: IpAddr = peer.parse().expect("an address");
        assert_eq!(gate.check(head, peer).is_ok(), expected, "{peer}");
    }
}
