//! One request, read strictly from the bytes of its head.
//!
//! Nothing is repaired: whatever two programs could read in two ways is refused (RFC 9112 §11.2), and so is a path that
//! leads elsewhere than it seems to. No file is touched here.

use std::net::IpAddr;

use super::response::Response;

/// How many fields a head may have; browsers send about twenty.
const MAX_FIELDS: usize = 64;

/// A request that passed the filter: GET or HEAD, for a path that stays below the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Whether only the head of the response is wanted (HEAD, RFC 9110 §9.3.2).
    pub head_only: bool,
    /// Percent-decoded once, UTF-8. It starts with `/`. Only its last segment may be empty; none consists of dots and spaces
    /// alone or starts like a drive (`C:`). It has no backslash and no control character.
    pub path: String,
    /// The text after `?` as it was sent: visible ASCII.
    pub query: Option<String>,
    /// The range that is wanted, as it was sent (RFC 9110 §14.2).
    pub range: Option<String>,
    /// The address of the client.
    pub peer: IpAddr,
    cookies: String,
}

impl Request {
    /// The first cookie of this name.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        cookie_values(&self.cookies, name).next()
    }

    /// The first value of a form field in the query, with `+` and percent signs decoded. `None` as well
    /// when it is not UTF-8.
    pub fn query_value(&self, name: &str) -> Option<String> {
        form_value(self.query.as_deref()?, name)
    }

    /// The range to cut from the response: ranges are defined for GET only (RFC 9110 §14.2).
    pub(super) fn effective_range(&self) -> Option<&str> {
        self.range.as_deref().filter(|_| !self.head_only)
    }

    /// The request with this head, or 404 for a path that no page can have.
    pub(super) fn from_head(head: RequestHead<'_>, peer: IpAddr) -> Result<Self, Response> {
        let path = decode_path(head.path).ok_or_else(|| Response::plain_text(404, "There is no such page."))?;
        Ok(Self {
            head_only: head.head_only,
            path,
            query: head.query.map(str::to_owned),
            range: head.range.map(str::to_owned),
            peer,
            cookies: head.cookies,
        })
    }
}

/// A head with the fields that matter here; its path is not decoded yet.
pub(super) struct RequestHead<'a> {
    pub(super) head_only: bool,
    pub(super) path: &'a str,
    pub(super) query: Option<&'a str>,
    pub(super) host: Option<&'a str>,
    pub(super) cookies: String,
    range: Option<&'a str>,
}

impl<'a> RequestHead<'a> {
    /// Reads a head that ends with its empty line.
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, Response> {
        if find_head_end(bytes, 0)? != Some(bytes.len()) {
            return Err(bad_request("The request is not whole."));
        }
        let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
        let mut request = httparse::Request::new(&mut fields);
        match request.parse(bytes) {
            Ok(httparse::Status::Complete(_)) => {}
            Err(httparse::Error::TooManyHeaders) => return Err(head_too_large()),
            _ => return Err(bad_request("The request cannot be read.")),
        }
        let (Some(method), Some(target), Some(version)) = (request.method, request.path, request.version) else {
            return Err(bad_request("The request cannot be read."));
        };
        let head_only = match method {
            "GET" => false,
            "HEAD" => true,
            _ => return Err(Response::plain_text(405, "Pages can be read here, nothing else.")),
        };
        let visible = target.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
        if !visible || !target.starts_with('/') {
            return Err(bad_request("The address of a request starts with a slash and has no spaces."));
        }
        let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        let mut head = RequestHead { head_only, path, query, host: None, cookies: String::new(), range: None };
        head.read_fields(request.headers)?;
        if head.host.is_none() && version == 1 {
            return Err(bad_request("The request does not say which host it is for."));
        }
        Ok(head)
    }

    fn read_fields(&mut self, fields: &[httparse::Header<'a>]) -> Result<(), Response> {
        let mut ranges = Vec::new();
        let mut conditional = false;
        for field in fields {
            let value = std::str::from_utf8(field.value).ok();
            match field.name.to_ascii_lowercase().as_str() {
                "host" => {
                    let value = value.ok_or_else(|| bad_request("The host is not text."))?;
                    if self.host.replace(value).is_some() {
                        return Err(bad_request("The request names two hosts."));
                    }
                }
                "content-length" if field.value == b"0" => {}
                "content-length" | "transfer-encoding" => return Err(bad_request("A request here has no body.")),
                "upgrade" | "expect" => return Err(bad_request("Only plain HTTP is spoken here.")),
                "cookie" => {
                    self.cookies.push_str(value.unwrap_or_default());
                    self.cookies.push(';');
                }
                "range" => ranges.push(value),
                "if-range" => conditional = true,
                _ => {}
            }
        }
        // Responses have no validators, so no `If-Range` can match: the whole file is sent (RFC 9110 §13.1.5).
        if let ([Some(range)], false) = (ranges.as_slice(), conditional) {
            self.range = Some(range);
        }
        Ok(())
    }
}

/// Where a head ends, just after its empty line; `None` when more must come. `from` is how far it was searched before.
///
/// Bare line feeds and carriage returns are refused as soon as they are seen (RFC 9112 §2.2), and so is anything that
/// does not begin with a method, such as a TLS handshake.
pub(super) fn find_head_end(bytes: &[u8], from: usize) -> Result<Option<usize>, Response> {
    if bytes.first().is_some_and(|first| !first.is_ascii_alphabetic()) {
        return Err(bad_request("This is not an HTTP request."));
    }
    for at in from.saturating_sub(1)..bytes.len() {
        let next_byte = bytes.get(at + 1);
        let bare_line_feed = bytes[at] == b'\n' && (at == 0 || bytes[at - 1] != b'\r');
        let bare_carriage_return = bytes[at] == b'\r' && next_byte.is_some_and(|byte| *byte != b'\n');
        if bare_line_feed || bare_carriage_return {
            return Err(bad_request("Lines of a request end with CR and LF."));
        }
        if bytes[..=at].ends_with(b"\r\n\r\n") {
            return Ok(Some(at + 1));
        }
    }
    Ok(None)
}

pub(super) fn bad_request(why: &str) -> Response {
    Response::plain_text(400, why)
}

pub(super) fn head_too_large() -> Response {
    Response::plain_text(431, "The head of the request is too large. Clearing this site's cookies may help.")
}

/// The values of a cookie in the fields of a request (RFC 6265 §4.2.1).
pub(super) fn cookie_values<'a>(fields: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    fields
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .filter_map(move |(key, value)| (key == name).then_some(value))
}

/// The first value of a field in a query (WHATWG URL, application/x-www-form-urlencoded).
pub(super) fn form_value(query: &str, name: &str) -> Option<String> {
    let decode = |part: &str| String::from_utf8(percent_decode(&part.replace('+', " "))?).ok();
    query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .find(|(key, _)| decode(key).as_deref() == Some(name))
        .and_then(|(_, value)| decode(value))
}

/// Decoded once; `None` when a percent sign is not followed by two hexadecimal digits, which the crate `percent-encoding`
/// would let pass.
fn percent_decode(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => digit(bytes.next()?)? << 4 | digit(bytes.next()?)?,
            plain => plain,
        });
    }
    Some(decoded)
}

/// The path that a target means; `None` if it could mean several.
fn decode_path(encoded: &str) -> Option<String> {
    // Each segment is decoded by itself, so that an encoded slash is noticed.
    let segments: Vec<String> = encoded
        .strip_prefix('/')?
        .split('/')
        .map(|segment| String::from_utf8(percent_decode(segment)?).ok())
        .collect::<Option<_>>()?;
    let (last, inner) = segments.split_last()?;
    let is_safe = inner.iter().all(|segment| is_safe_segment(segment)) && (last.is_empty() || is_safe_segment(last));
    is_safe.then(|| format!("/{}", segments.join("/")))
}

/// Whether a segment is a plain name on every system. Windows drops dots and spaces at the end of names, so `.. ` and `. .`
/// must not pass either; `C:` is a drive there.
fn is_safe_segment(segment: &str) -> bool {
    let bytes = segment.as_bytes();
    let only_dots = segment.trim_matches([' ', '.']).is_empty();
    let drive = bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':';
    !only_dots && !drive && !segment.contains(['/', '\\']) && !segment.contains(char::is_control)
}
