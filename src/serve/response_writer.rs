//! Writes responses to a connection that ends with them. `tiny_http` does it, but for the head of an event stream.
//!
//! `tiny_http` writes a line break in a header value as it is (CVE-2026-66753). Values are constants, numbers, media types
//! of our own table, addresses of this server and the cookie of `device_access`: never anything that a request brought.

use std::io::{self, BufWriter, Read, Write};

use tiny_http::{HTTPVersion, Header, Response, StatusCode};

/// Bytes that are written at once: small pages go out in one piece, and the time limit of a write is for a piece and not
/// for the whole.
const CHUNK_SIZE: usize = 64 * 1024;

/// What every response says: nothing here is stored, guessed at, or read by other sites.
const COMMON_HEADERS: [(&str, &str); 5] = [
    // Without this, `tiny_http` would give its own name.
    ("Server", "commonground"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
];

/// No page shows a response in a frame: a click on what seems to be another page could be one on the desk.
const NOT_IN_FRAMES: [(&str, &str); 2] =
    [("Content-Security-Policy", "frame-ancestors 'none'"), ("X-Frame-Options", "DENY")];
/// Only pages of this server show a response in a frame.
pub(super) const IN_OWN_FRAMES: [(&str, &str); 2] =
    [("Content-Security-Policy", "frame-ancestors 'self'"), ("X-Frame-Options", "SAMEORIGIN")];

const CONNECTION_CLOSE: &str = "Connection: close\r\n";

/// Writes a response with its length and date. With `head_only` the body is left out, as HEAD asks.
pub(super) fn write_response(
    status: u16,
    headers: &[(&str, &str)],
    body: &[u8],
    head_only: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    write_stream(status, headers, body, body.len(), head_only, out)
}

/// The same for a body of `length` bytes that is read while it is sent. If it ends early, so does the connection.
pub(super) fn write_stream(
    status: u16,
    headers: &[(&str, &str)],
    body: impl Read,
    length: usize,
    head_only: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let names_frames = headers.iter().any(|header| IN_OWN_FRAMES.contains(header));
    let frames = if names_frames { &[][..] } else { &NOT_IN_FRAMES };
    let headers = headers.iter().chain(&COMMON_HEADERS).chain(frames).map(to_header).collect::<io::Result<_>>()?;
    let response = Response::new(StatusCode(status), headers, body, Some(length), None)
        // Larger bodies would be sent in chunks, without their length.
        .with_chunked_threshold(usize::MAX);
    let mut out = BufWriter::with_capacity(CHUNK_SIZE, out);
    let written = response
        .raw_print(ClosingWriter::new(&mut out), HTTPVersion(1, 1), &[], head_only, None)
        .and_then(|()| out.flush());
    // Taken apart because a buffer that is dropped is written once more: a reader who has stalled would be waited for twice.
    let _ = out.into_parts();
    written
}

/// The head of an event stream. `tiny_http` states a body's length or sends it in chunks, and a stream that lasts as long
/// as its connection has neither.
pub(super) fn event_stream_head() -> String {
    let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&jiff::Timestamp::now());
    let date = date.map_or_else(|_| String::new(), |date| format!("Date: {date}\r\n"));
    let common: String =
        COMMON_HEADERS.iter().chain(&NOT_IN_FRAMES).map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("HTTP/1.1 200 OK\r\n{CONNECTION_CLOSE}{date}Content-Type: text/event-stream\r\n{common}\r\n")
}

/// A header; an error if its value would end the header's line.
fn to_header((name, value): &(&str, &str)) -> io::Result<Header> {
    let is_printable = value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    let header = Header::from_bytes(*name, *value).ok().filter(|_| is_printable);
    header.ok_or_else(|| io::Error::other(format!("the value of the header `{name}` cannot be written")))
}

/// Adds `Connection: close` behind the status line: RFC 9112 §9.6 asks it of a server that ends the connection after a
/// response, and `tiny_http` lets nobody set that header.
struct ClosingWriter<W> {
    out: W,
    has_status_line: bool,
}

impl<W: Write> ClosingWriter<W> {
    fn new(out: W) -> Self {
        Self { out, has_status_line: false }
    }
}

impl<W: Write> Write for ClosingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.has_status_line {
            return self.out.write(bytes);
        }
        let Some(line_end) = bytes.iter().position(|byte| *byte == b'\n') else { return self.out.write(bytes) };
        self.has_status_line = true;
        self.out.write_all(&bytes[..=line_end])?;
        self.out.write_all(CONNECTION_CLOSE.as_bytes())?;
        Ok(line_end + 1)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A writer that counts writes and fails after some.
    struct Pieces {
        sizes: Vec<usize>,
        limit: usize,
    }

    impl Write for Pieces {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.sizes.len() == self.limit {
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.sizes.push(bytes.len());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_small_page_is_one_write_and_a_large_one_comes_in_pieces() {
        let mut out = Pieces { sizes: Vec::new(), limit: usize::MAX };
        write_response(200, &[], &[b'x'; 60_000], false, &mut out).expect("written");
        assert_eq!(out.sizes.len(), 1);
        out.sizes.clear();
        write_response(200, &[], &[b'x'; 1_000_000], false, &mut out).expect("written");
        assert!(out.sizes.iter().all(|size| *size <= CHUNK_SIZE), "{:?}", out.sizes);
        assert!(out.sizes.len() < 20, "{:?}", out.sizes);
    }

    #[test]
    fn nothing_is_written_after_a_write_that_failed() {
        let mut out = Pieces { sizes: Vec::new(), limit: 2 };
        let written = write_response(200, &[], &[b'x'; 1_000_000], false, &mut out);
        assert_eq!(written.map_err(|error| error.kind()), Err(io::ErrorKind::TimedOut));
        assert_eq!(out.sizes.len(), 2);
    }

    #[test]
    fn a_value_that_would_end_its_line_is_refused() {
        for value in ["a\r\nSet-Cookie: b=c", "a\n", "caf\u{e9}", "a\0", "a\tb"] {
            let mut out = Vec::new();
            let headers = [("Location", value)];
            assert!(write_response(302, &headers, b"", false, &mut out).is_err(), "{value:?}");
            assert!(out.is_empty(), "{value:?}");
        }
    }
}
