//! The script in every page of the preview, and the fingerprint by which it knows whether its page has changed.
//!
//! The script's tag has the fingerprint of the page. An open page asks `/_reload/state` whether that is still the
//! fingerprint, so it cannot miss a change even if messages are lost, and never reloads without a reason. While a page
//! is scrolling, nothing tells where the reader will end up, so it reloads only after it has stopped. The addresses of
//! style sheets are not part of the fingerprint: the script replaces them in the open page.

use std::sync::LazyLock;

use super::media_type::content_type;
use super::response::Response;
use crate::digest::Digest;

/// `client.js` without its comments, because it is loaded with each page.
pub(super) static CLIENT_SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let lines = include_str!("client.js").lines().map(str::trim_start);
    lines.filter(|line| !line.starts_with("//")).map(|line| format!("{line}\n")).collect()
});

/// An HTML page with the reload script.
pub(super) fn html_response(status: u16, mut page: Vec<u8>) -> Response {
    let script = format!("<script src=\"/_reload/client.js?page={}\" defer></script>", page_fingerprint(&page));
    let end = page.windows(7).rposition(|part| part == b"</body>").unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    Response::Content { status, media_type: content_type("index.html"), body: page.into() }
}

/// The fingerprint of a page. Those in the addresses of its style sheets do not count, because the script changes these
/// addresses in the open page.
pub(super) fn page_fingerprint(page: &[u8]) -> String {
    const HASH_LENGTH: usize = 8;
    let mut parts = Vec::new();
    let mut from = 0;
    let css_endings = page.windows(4).enumerate().filter(|(_, ending)| ending == b".css").map(|(at, _)| at);
    for at in css_endings.filter(|at| *at > HASH_LENGTH) {
        let hash = at - HASH_LENGTH..at;
        if page[hash.start - 1] == b'.' && page[hash.clone()].iter().all(u8::is_ascii_hexdigit) {
            parts.push(&page[from..hash.start]);
            from = hash.end;
        }
    }
    parts.push(&page[from..]);
    Digest::compute_all(parts).to_string().chars().take(16).collect()
}
