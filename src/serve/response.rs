//! What is answered, and how it is written: one answer, then the connection ends.
//!
//! Nothing that a request brought gets into a header. The few values that vary are numbers, media types of our own
//! table, an address that the server made, and the cookie that only the door makes.

use std::io::{self, Write};
use std::sync::Arc;

use super::media_type::{allows_ranges, content_type};
use super::reload_channel::ReloadChannel;

/// Written in pieces of this many bytes, so that the time limit of a write is for a piece and not for the whole.
const CHUNK_SIZE: usize = 64 * 1024;

/// What every answer says: nothing here is stored, guessed at, or read by other sites.
const COMMON_FIELDS: &str = "Connection: close\r\n\
    Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Referrer-Policy: no-referrer\r\n";

/// What a handler answers.
pub enum Response {
    /// A whole answer.
    Content {
        /// 200, 404 and so on (RFC 9110 §15).
        status: u16,
        /// The media type, as of [`content_type`](super::content_type).
        media_type: &'static str,
        /// All of it; a range is cut from it where one is asked for.
        body: ResponseBody,
    },
    /// 302 to an address of this server, such as `/network/`: visible ASCII, percent-encoded, never made from what was
    /// asked for. Anything else is answered with 500.
    Redirect(String),
    /// The connection stays and is told what happens, beginning with the greeting.
    EventStream(Arc<ReloadChannel>, FirstEvent),
    /// Sends a browser home with its cookie. Only a door makes it.
    DeviceGrant(DeviceGrant),
}

/// Makes what a new listener is told first; an empty text is not sent. It runs while the hub is held, so that nothing
/// is sent between the greeting and the listener's joining: it must not use the hub, nor wait for who does.
pub type FirstEvent = Box<dyn FnOnce() -> String + Send>;

/// The way in for another machine.
pub struct DeviceGrant {
    pub(super) home_path: String,
    pub(super) cookie: String,
}

/// The bytes of an answer: shared with who keeps them, or its own.
pub enum ResponseBody {
    /// Kept by others as well.
    Shared(Arc<[u8]>),
    /// Made for this answer.
    Owned(Vec<u8>),
}

impl std::ops::Deref for ResponseBody {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Shared(bytes) => bytes,
            Self::Owned(bytes) => bytes,
        }
    }
}

impl From<Vec<u8>> for ResponseBody {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Owned(bytes)
    }
}

impl From<String> for ResponseBody {
    fn from(text: String) -> Self {
        Self::Owned(text.into_bytes())
    }
}

impl From<Arc<[u8]>> for ResponseBody {
    fn from(bytes: Arc<[u8]>) -> Self {
        Self::Shared(bytes)
    }
}

impl Response {
    /// A line of plain text.
    pub fn plain_text(status: u16, text: &str) -> Self {
        Self::Content { status, media_type: content_type("x.txt"), body: format!("{text}\n").into() }
    }

    /// 200 with a file's bytes; its kind comes from the ending of `path`.
    pub fn file(path: &str, body: impl Into<ResponseBody>) -> Self {
        Self::Content { status: 200, media_type: content_type(path), body: body.into() }
    }

    /// Writes it for a request that wants only the head, or a part. A stream of events ends after its head here.
    pub(super) fn write_to(&self, head_only: bool, range: Option<&str>, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Content { status: 200, media_type: kind, body } if allows_ranges(kind) => write_range(
                kind,
                body,
                range.map_or(ByteRange::Whole, |part| ByteRange::parse_or_whole(part, body.len())),
                head_only,
                out,
            ),
            Self::Content { status, media_type: kind, body } => write_content(*status, kind, "", body, head_only, out),
            Self::Redirect(to) if is_own_address(to) => {
                write_content(302, content_type("x.txt"), &format!("Location: {to}\r\n"), b"", head_only, out)
            }
            Self::DeviceGrant(DeviceGrant { home_path: home, cookie }) if is_own_address(home) => {
                let fields = format!("Location: {home}\r\nSet-Cookie: {cookie}\r\n");
                write_content(302, content_type("x.txt"), &fields, b"", head_only, out)
            }
            Self::Redirect(_) | Self::DeviceGrant(_) => Self::internal_error().write_to(head_only, None, out),
            Self::EventStream(..) => out.write_all(response_head(200, "text/event-stream", "").as_bytes()),
        }
    }

    /// Our own mistake.
    pub(super) fn internal_error() -> Self {
        Self::plain_text(500, "The preview made a mistake with this page. The terminal may say more.")
    }
}

/// Whether an address is one of ours and can stand in a header: the last wall behind [`Answer::Redirect`]'s promise.
fn is_own_address(address: &str) -> bool {
    let another_host = address.starts_with("//") || address.contains('\\');
    address.starts_with('/') && !another_host && address.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Status line and fields, with the empty line. `fields` are whole lines.
pub(super) fn response_head(status: u16, media_type: &str, fields: &str) -> String {
    let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&jiff::Timestamp::now());
    let date = date.map_or_else(|_| String::new(), |date| format!("Date: {date}\r\n"));
    let allow = if status == 405 { "Allow: GET, HEAD\r\n" } else { "" };
    format!(
        "HTTP/1.1 {status} {}\r\n{date}Content-Type: {media_type}\r\n{COMMON_FIELDS}{allow}{fields}\r\n",
        reason_phrase(status)
    )
}

/// Reason phrases (RFC 9110 §15); they are for people who read along.
fn reason_phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        416 => "Range Not Satisfiable",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    }
}

fn write_content(
    status: u16,
    media_type: &str,
    fields: &str,
    body: &[u8],
    head_only: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut first =
        response_head(status, media_type, &format!("{fields}Content-Length: {}\r\n", body.len())).into_bytes();
    if head_only {
        return out.write_all(&first);
    }
    // A small page goes out with its head.
    let (first_chunk, rest) = body.split_at(body.len().min(CHUNK_SIZE));
    first.extend_from_slice(first_chunk);
    out.write_all(&first)?;
    rest.chunks(CHUNK_SIZE).try_for_each(|piece| out.write_all(piece))
}

/// What a `Range` asks of so many bytes.
#[derive(Debug, PartialEq, Eq)]
enum ByteRange {
    /// Several ranges, or none that can be read: all of it, as RFC 9110 §14.2 allows.
    Whole,
    /// The first and the last byte.
    Bytes(usize, usize),
    /// There are no such bytes.
    Unsatisfiable,
}

impl ByteRange {
    fn parse_or_whole(range: &str, length: usize) -> Self {
        Self::parse(range, length).unwrap_or(Self::Whole)
    }

    fn parse(range: &str, length: usize) -> Option<Self> {
        let (unit, range) = range.split_once('=')?;
        let (first, last) = range.split_once('-')?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !unit.eq_ignore_ascii_case("bytes") || !digits(first) || !digits(last) {
            return None;
        }
        // What does not fit a number is more than there is.
        let number = |text: &str| text.parse::<usize>().unwrap_or(usize::MAX);
        let end = length.saturating_sub(1);
        match (first, last) {
            ("", "") => None,
            ("", last) if number(last) == 0 || length == 0 => Some(Self::Unsatisfiable),
            ("", last) => Some(Self::Bytes(length.saturating_sub(number(last)), end)),
            (first, last) if !last.is_empty() && number(first) > number(last) => None,
            (first, _) if number(first) >= length => Some(Self::Unsatisfiable),
            (first, "") => Some(Self::Bytes(number(first), end)),
            (first, last) => Some(Self::Bytes(number(first), number(last).min(end))),
        }
    }
}

fn write_range(
    media_type: &str,
    body: &[u8],
    range: ByteRange,
    head_only: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let length = body.len();
    match range {
        ByteRange::Whole => write_content(200, media_type, "Accept-Ranges: bytes\r\n", body, head_only, out),
        ByteRange::Bytes(first, last) => {
            let fields = format!("Accept-Ranges: bytes\r\nContent-Range: bytes {first}-{last}/{length}\r\n");
            write_content(206, media_type, &fields, body.get(first..=last).unwrap_or_default(), head_only, out)
        }
        ByteRange::Unsatisfiable => {
            let fields = format!("Accept-Ranges: bytes\r\nContent-Range: bytes */{length}\r\n");
            write_content(416, content_type("x.txt"), &fields, b"There are no such bytes.\n", head_only, out)
        }
    }
}
