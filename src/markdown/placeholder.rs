//! Placeholders: where a body gets its links, pictures and blocks once the rest of the network is known.
//!
//! While a body is rendered, each placeholder is a marker in its HTML: noncharacters around a token and a code. Neither can
//! be forged: noncharacters in a text are replaced, and the token is made from the text, so that the text cannot contain
//! it even by way of entities.

use std::ops::Range;

use crate::digest::Digest;

/// The beginning of a marker: a noncharacter, which no text should contain (Unicode §23.7).
pub(super) const MARKER_START: char = '\u{fdd0}';
/// The end of a marker.
pub(super) const MARKER_END: char = '\u{fdd1}';

/// A place in the HTML where something is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// Byte in the HTML of the body.
    pub offset: u32,
    /// What is to be written there.
    pub kind: PlaceholderKind,
}

/// What is to be written at a placeholder. The number is an index into the body's links, pictures or blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceholderKind {
    /// `<a href=…>`.
    LinkOpen(u32),
    /// `</a>`.
    LinkClose(u32),
    /// The value of an `href` in raw HTML.
    Href(u32),
    /// A picture.
    Picture(u32),
    /// The beginning of a block, or a whole block without content.
    BlockOpen(u32),
    /// The end of a block with content.
    BlockClose(u32),
}

impl PlaceholderKind {
    /// The marker of this placeholder.
    pub(super) fn to_marker(self, token: &str) -> String {
        let (code, number) = match self {
            Self::LinkOpen(number) => ('L', number),
            Self::LinkClose(number) => ('l', number),
            Self::Href(number) => ('H', number),
            Self::Picture(number) => ('P', number),
            Self::BlockOpen(number) => ('B', number),
            Self::BlockClose(number) => ('b', number),
        };
        format!("{MARKER_START}{token}{code}{number}{MARKER_END}")
    }

    /// The placeholder whose marker is at the beginning of some HTML, and the marker's length.
    fn parse_marker(html: &str, token: &str) -> Option<(Self, usize)> {
        let (inner, _) = html.strip_prefix(MARKER_START)?.strip_prefix(token)?.split_once(MARKER_END)?;
        let number = inner.get(1..)?.parse().ok()?;
        let kind = match inner.as_bytes()[0] {
            b'L' => Self::LinkOpen(number),
            b'l' => Self::LinkClose(number),
            b'H' => Self::Href(number),
            b'P' => Self::Picture(number),
            b'B' => Self::BlockOpen(number),
            b'b' => Self::BlockClose(number),
            _ => return None,
        };
        Some((kind, MARKER_START.len_utf8() + token.len() + inner.len() + MARKER_END.len_utf8()))
    }

    /// Whether a block begins or ends here.
    pub(super) fn is_block(self) -> bool {
        matches!(self, Self::BlockOpen(_) | Self::BlockClose(_))
    }
}

/// The token of the markers in the body of a text with this digest.
pub(super) fn marker_token(digest: &Digest) -> String {
    let start = digest.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
    format!("{start:016x}")
}

/// The placeholders whose markers are in some HTML, with the ranges of the markers.
pub(super) fn find_markers(html: &str, token: &str) -> impl Iterator<Item = (Range<usize>, PlaceholderKind)> {
    html.match_indices(MARKER_START).filter_map(move |(at, _)| {
        PlaceholderKind::parse_marker(&html[at..], token).map(|(kind, length)| (at..at + length, kind))
    })
}

/// The HTML without its markers, and the placeholders where they were.
pub(super) fn extract_placeholders(html: &str, token: &str) -> (String, Vec<Placeholder>) {
    let mut output = String::with_capacity(html.len());
    let mut placeholders = Vec::new();
    let mut copied_to = 0;
    for (at, forged) in html.match_indices(MARKER_START) {
        output.push_str(&html[copied_to..at]);
        match PlaceholderKind::parse_marker(&html[at..], token) {
            Some((kind, length)) => {
                let offset = u32::try_from(output.len()).unwrap_or(u32::MAX);
                placeholders.push(Placeholder { offset, kind });
                copied_to = at + length;
            }
            None => {
                output.push('\u{fffd}');
                copied_to = at + forged.len();
            }
        }
    }
    output.push_str(&html[copied_to..]);
    output.shrink_to_fit();
    (output, placeholders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let kinds = [
            PlaceholderKind::LinkOpen(0),
            PlaceholderKind::LinkClose(0),
            PlaceholderKind::Href(7),
            PlaceholderKind::Picture(12),
            PlaceholderKind::BlockOpen(3),
            PlaceholderKind::BlockClose(3),
        ];
        let html: String = kinds.iter().map(|kind| format!("ŵ{}", kind.to_marker("0123"))).collect();
        let (output, placeholders) = extract_placeholders(&html, "0123");
        assert_eq!(output, "ŵŵŵŵŵŵ");
        assert_eq!(placeholders.iter().map(|placeholder| placeholder.kind).collect::<Vec<_>>(), kinds);
        assert_eq!(placeholders.iter().map(|placeholder| placeholder.offset).collect::<Vec<_>>(), [2, 4, 6, 8, 10, 12]);
        assert_eq!(find_markers(&html, "0123").filter(|(_, kind)| kind.is_block()).count(), 2);
    }

    #[test]
    fn a_marker_without_the_token_is_text() {
        let html = format!("a{MARKER_START}L0{MARKER_END}b{}", PlaceholderKind::Picture(1).to_marker("other"));
        let (output, placeholders) = extract_placeholders(&html, "0123");
        assert_eq!(output, format!("a\u{fffd}L0{MARKER_END}b\u{fffd}otherP1{MARKER_END}"));
        assert!(placeholders.is_empty());
    }
}
