//! Responses. Each connection has one and ends after it.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use super::byte_range::ByteRange;
use super::media_type::{allows_ranges, content_type};
use super::reload_channel::{FirstEvent, ReloadChannel};
use super::response_writer::{IN_OWN_FRAMES, event_stream_head, write_response, write_stream};
use super::streamed_file::StreamedFile;

/// What a handler answers.
pub enum Response {
    /// A whole response.
    Content {
        /// 200, 404 and so on (RFC 9110 §15).
        status: u16,
        /// The media type, as given by [`content_type`].
        media_type: &'static str,
        /// The whole body; if the request asks for a range, it is cut from this.
        body: ResponseBody,
    },
    /// 200 with a page that another page of this server shows in a frame.
    FramedPage(Arc<[u8]>),
    /// 200 with a file that is read while it is sent.
    Stream {
        /// The media type, as given by [`content_type`].
        media_type: &'static str,
        /// The file.
        file: StreamedFile,
    },
    /// 302 to an address of this server, such as `/network/`: visible ASCII, percent-encoded, never made from what was
    /// asked for. Anything else is answered with 500.
    Redirect(String),
    /// The connection stays open and is sent events, beginning with the one that the function makes.
    EventStream(Arc<ReloadChannel>, FirstEvent),
    /// 302 to the first page, with the cookie that lets a browser in. Only `device_access` makes it.
    DeviceGrant(DeviceGrant),
}

/// Gives another machine access.
pub struct DeviceGrant {
    pub(super) home_path: String,
    pub(super) cookie: String,
}

/// The bytes of a response.
pub enum ResponseBody {
    /// Bytes that other code keeps too.
    Shared(Arc<[u8]>),
    /// Bytes that were made for this response.
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

    /// 200 with a file's bytes; its media type follows from the ending of `path`.
    pub fn file(path: &str, body: impl Into<ResponseBody>) -> Self {
        Self::Content { status: 200, media_type: content_type(path), body: body.into() }
    }

    /// 500, for a mistake of this program.
    pub(super) fn internal_error() -> Self {
        Self::plain_text(500, "The preview made a mistake with this page. The terminal may say more.")
    }

    /// Writes the response for a request that may want only the head, or a range. Of a stream of events, only the head
    /// is written here.
    pub(super) fn write_to(self, head_only: bool, range: Option<&str>, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Content { status: 200, media_type, body } if allows_ranges(media_type) => {
                write_range(media_type, io::Cursor::new(&*body), body.len(), range, head_only, out)
            }
            Self::Content { status: 405, media_type, body } => {
                let headers = [("Content-Type", media_type), ("Allow", "GET, HEAD")];
                write_response(405, &headers, &body, head_only, out)
            }
            Self::Content { status, media_type, body } => {
                write_response(status, &[("Content-Type", media_type)], &body, head_only, out)
            }
            Self::FramedPage(page) => {
                let mut headers = vec![("Content-Type", content_type("index.html"))];
                headers.extend(IN_OWN_FRAMES);
                write_response(200, &headers, &page, head_only, out)
            }
            Self::Stream { media_type, file } if allows_ranges(media_type) => {
                let size = file.size;
                write_range(media_type, file, size, range, head_only, out)
            }
            Self::Stream { media_type, file } => {
                let size = file.size;
                write_stream(200, &[("Content-Type", media_type)], file, size, head_only, out)
            }
            Self::Redirect(address) if is_own_address(&address) => {
                let headers = [("Content-Type", content_type("x.txt")), ("Location", &address)];
                write_response(302, &headers, b"", head_only, out)
            }
            Self::DeviceGrant(DeviceGrant { home_path, cookie }) if is_own_address(&home_path) => {
                let headers =
                    [("Content-Type", content_type("x.txt")), ("Location", &*home_path), ("Set-Cookie", &*cookie)];
                write_response(302, &headers, b"", head_only, out)
            }
            Self::Redirect(_) | Self::DeviceGrant(_) => Self::internal_error().write_to(head_only, None, out),
            Self::EventStream(..) => out.write_all(event_stream_head().as_bytes()),
        }
    }
}

/// Whether an address is one of this server and can be written into a header. It holds what [`Response::Redirect`] promises.
fn is_own_address(address: &str) -> bool {
    let is_other_host = address.starts_with("//") || address.contains('\\');
    address.starts_with('/') && !is_other_host && address.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Writes the part of a body that a range asks for.
fn write_range(
    media_type: &str,
    mut body: impl Read + Seek,
    length: usize,
    range: Option<&str>,
    head_only: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let (status, part, content_range) = match range.map(|range| ByteRange::parse_or_whole(range, length)) {
        None | Some(ByteRange::Whole) => (200, 0..length, None),
        Some(ByteRange::Bytes(first, last)) => (206, first..last + 1, Some(format!("bytes {first}-{last}/{length}"))),
        Some(ByteRange::Unsatisfiable) => {
            let content_range = format!("bytes */{length}");
            let headers = [
                ("Content-Type", content_type("x.txt")),
                ("Accept-Ranges", "bytes"),
                ("Content-Range", &*content_range),
            ];
            return write_response(416, &headers, b"There are no such bytes.\n", head_only, out);
        }
    };
    let mut headers = vec![("Content-Type", media_type), ("Accept-Ranges", "bytes")];
    headers.extend(content_range.as_deref().map(|content_range| ("Content-Range", content_range)));
    body.seek(SeekFrom::Start(part.start as u64))?;
    write_stream(status, &headers, body.take(part.len() as u64), part.len(), head_only, out)
}
