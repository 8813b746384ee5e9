//! What responses look like.

use std::sync::Arc;

use commonground::serve::{Limits, Preview, PreviewOptions, content_type};

use super::{ask, get, site};

#[test]
fn every_response_has_the_common_headers() {
    let server = site();
    let common = [
        "Cache-Control: no-store",
        "Connection: close",
        "Content-Security-Policy: frame-ancestors 'none'",
        "Content-Length",
        "Content-Type",
        "Cross-Origin-Resource-Policy: same-origin",
        "Date",
        "Referrer-Policy: no-referrer",
        "Server: commonground",
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY",
    ];
    for (method, target, status, kind, more) in [
        ("GET", "/", 200, "text/html; charset=utf-8", ""),
        ("GET", "/none", 404, "text/plain; charset=utf-8", ""),
        ("GET", "/%00", 404, "text/plain; charset=utf-8", ""),
        ("POST", "/", 405, "text/plain; charset=utf-8", "Allow: GET, HEAD"),
        ("GET", "/panic", 500, "text/plain; charset=utf-8", ""),
        ("GET", "/old", 302, "text/plain; charset=utf-8", "Location: /new/"),
        ("GET", "/film.mp4", 200, "video/mp4", "Accept-Ranges: bytes"),
        // A redirect that cannot be a header, or leads to another site, is a mistake of the program.
        ("GET", "/trap", 500, "text/plain; charset=utf-8", ""),
        ("GET", "/away", 500, "text/plain; charset=utf-8", ""),
    ] {
        let fields = "Origin: https://evil.example\r\nAccess-Control-Request-Method: GET\r\n";
        let reply = ask(server.address(), method, target, fields);
        assert_eq!((reply.status, reply.field("Content-Type")), (status, Some(kind)), "{target}");
        assert_eq!(reply.field("Content-Length"), Some(reply.body.len().to_string().as_str()), "{target}");
        let mut actual: Vec<&str> = reply
            .head
            .lines()
            .skip(1)
            .map(|line| match line.split_once(": ") {
                Some((name @ ("Content-Length" | "Content-Type" | "Date"), _)) => name,
                _ => line,
            })
            .collect();
        actual.sort_unstable();
        let mut expected: Vec<&str> = common.into_iter().chain([more]).filter(|line| !line.is_empty()).collect();
        expected.sort_unstable();
        assert_eq!(actual, expected, "{target}");
    }
}

#[test]
fn head_has_the_headers_of_get() {
    let server = site();
    for target in ["/", "/film.mp4", "/none", "/old", "/panic", "/%2e%2e/"] {
        let whole = get(server.address(), target);
        let head = ask(server.address(), "HEAD", target, "Range: bytes=0-1\r\n");
        assert_eq!((head.status, head.body.len()), (whole.status, 0), "{target}");
        for field in ["Content-Length", "Content-Type", "Location", "Accept-Ranges"] {
            assert_eq!(head.field(field), whole.field(field), "{target} {field}");
        }
    }
    let events = ask(server.address(), "HEAD", "/events", "");
    assert_eq!(events.field("X-Frame-Options"), Some("DENY"));
    assert_eq!((events.field("Content-Type"), events.body.len()), (Some("text/event-stream"), 0));
}

#[test]
fn ranges_of_media_are_sent() {
    let server = site();
    for (range, status, part, length) in [
        ("bytes=0-99", 206, Some("bytes 0-99/1000"), 100),
        ("bytes=0-", 206, Some("bytes 0-999/1000"), 1000),
        ("bytes=999-", 206, Some("bytes 999-999/1000"), 1),
        ("bytes=500-5000", 206, Some("bytes 500-999/1000"), 500),
        ("bytes=-10", 206, Some("bytes 990-999/1000"), 10),
        ("bytes=-5000", 206, Some("bytes 0-999/1000"), 1000),
        ("Bytes=5-5", 206, Some("bytes 5-5/1000"), 1),
        ("bytes=0-99999999999999999999999", 206, Some("bytes 0-999/1000"), 1000),
        ("bytes=1000-", 416, Some("bytes */1000"), 25),
        ("bytes=99999999999999999999999-", 416, Some("bytes */1000"), 25),
        ("bytes=-0", 416, Some("bytes */1000"), 25),
        ("bytes=5-4", 200, None, 1000),
        ("bytes=0-1,5-6", 200, None, 1000),
        ("bytes=-", 200, None, 1000),
        ("bytes=", 200, None, 1000),
        ("bytes", 200, None, 1000),
        ("bytes=a-b", 200, None, 1000),
        ("bytes=+1-2", 200, None, 1000),
        ("bytes=1--2", 200, None, 1000),
        ("bytes= 1-2", 200, None, 1000),
        ("items=0-1", 200, None, 1000),
        ("bytes=0-1\r\nIf-Range: \"x\"", 200, None, 1000),
        ("bytes=0-1\r\nRange: bytes=2-3", 200, None, 1000),
    ] {
        let reply = ask(server.address(), "GET", "/film.mp4", &format!("Range: {range}\r\n"));
        let actual = (reply.status, reply.field("Content-Range"), reply.body.len());
        assert_eq!(actual, (status, part, length), "{range}");
        assert_eq!(reply.field("Accept-Ranges"), Some("bytes"), "{range}");
    }
    let part = ask(server.address(), "GET", "/film.mp4", "Range: bytes=10-12\r\n");
    assert_eq!(part.body, [10, 11, 12]);
    assert_eq!(ask(server.address(), "GET", "/empty.png", "Range: bytes=0-\r\n").status, 416);
    assert_eq!(ask(server.address(), "GET", "/", "Range: bytes=0-1\r\n").body, b"<p>Home</p>", "pages come whole");
}

#[test]
fn the_extension_decides_the_content_type() {
    for (path, kind) in [
        ("/index.html", "text/html; charset=utf-8"),
        ("/a.b/style.CSS", "text/css; charset=utf-8"),
        ("/search.mjs", "text/javascript; charset=utf-8"),
        ("/events.ics", "text/calendar; charset=utf-8"),
        ("/feed.atom", "application/atom+xml; charset=utf-8"),
        ("/notes.md", "text/plain; charset=utf-8"),
        ("/logo.svg", "image/svg+xml; charset=utf-8"),
        ("/photo.avif", "image/avif"),
        ("/font.woff2", "font/woff2"),
        ("/map.geojson", "application/geo+json"),
        ("/site.webmanifest", "application/manifest+json"),
        ("/talk.m4a", "audio/mp4"),
        ("/form.odt", "application/vnd.oasis.opendocument.text"),
        ("/pagefind.wasm", "application/wasm"),
        ("/CNAME", "application/octet-stream"),
        ("/a.html/b", "application/octet-stream"),
        ("/x.unknown", "application/octet-stream"),
    ] {
        assert_eq!(content_type(path), kind, "{path}");
    }
}

#[test]
fn only_the_last_good_page_is_shown_in_frames_and_only_in_our_own() {
    let server = site();
    let framed = get(server.address(), "/framed");
    assert_eq!(framed.field("Content-Type"), Some("text/html; charset=utf-8"));
    assert_eq!(framed.field("X-Frame-Options"), Some("SAMEORIGIN"));
    assert_eq!(framed.field("Content-Security-Policy"), Some("frame-ancestors 'self'"));
    let network = crate::network::network(
        "-- content/stories/one.md --\n---\ntitle: One\ndate: 2026-10-01\npeople: none\n---\n\nWords.\n",
    );
    let environment = Box::new(crate::desk::TestEnvironment::empty());
    let preview = Preview::open(Arc::new(network), PreviewOptions::default(), environment, Box::new(|_| {}));
    let server = super::serve(preview, Limits::default());
    for path in
        ["/net/", "/net/stories/one/", "/_desk/", "/_reload/state", "/_reload/client.js", "/net/feed.atom", "/x"]
    {
        let reply = get(server.address(), path);
        assert_eq!(reply.field("X-Frame-Options"), Some("DENY"), "{path}");
        assert_eq!(reply.field("Content-Security-Policy"), Some("frame-ancestors 'none'"), "{path}");
    }
}
