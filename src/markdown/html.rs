//! Raw HTML in a body: what is kept, what becomes a link card, what is taken out.
//!
//! The work of cleaning is ammonia's. Before it, the tags are looked at one by one, so that editors are told what
//! will be missing and where, and so that links and pictures in raw HTML are checked like any other.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Marks the beginning of a placeholder in HTML; a noncharacter, so no text may hold it (Unicode §23.7).
pub(super) const PLACEHOLDER_START: char = '\u{fdd0}';
/// Marks the end of a placeholder.
pub(super) const PLACEHOLDER_END: char = '\u{fdd1}';

/// A tag in raw HTML.
#[derive(Debug)]
pub(super) struct HtmlTag<'a> {
    /// All of it, in bytes of the text.
    pub range: Range<usize>,
    /// In lower case.
    pub name: String,
    /// `</…>`.
    pub is_closing: bool,
    /// Names in lower case, values as written, and where the values stand.
    pub attributes: Vec<(String, &'a str, Range<usize>)>,
}

impl<'a> HtmlTag<'a> {
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(known, ..)| known == name).map(|(_, value, _)| *value)
    }
}

/// The tags of a piece of raw HTML; comments and text are passed over.
pub(super) fn parse_tags(text: &str) -> Vec<HtmlTag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        let rest = &text[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(text.len(), |end| start + end + 3);
            continue;
        }
        match parse_tag(text, start) {
            Some(tag) => {
                at = tag.range.end;
                tags.push(tag);
            }
            None => at = start + 1,
        }
    }
    tags
}

fn parse_tag(text: &str, start: usize) -> Option<HtmlTag<'_>> {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    let closing = bytes.get(at) == Some(&b'/');
    if closing {
        at += 1;
    }
    let name_end = at + text[at..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    if name_end == at || !bytes[at].is_ascii_alphabetic() {
        return None;
    }
    let name = text[at..name_end].to_ascii_lowercase();
    let mut attributes = Vec::new();
    at = name_end;
    loop {
        at += text[at..].find(|c: char| !c.is_whitespace() && c != '/')?;
        if bytes[at] == b'>' {
            return Some(HtmlTag { range: start..at + 1, name, is_closing: closing, attributes });
        }
        let word_end = at + text[at..].find(|c: char| c == '=' || c == '>' || c == '/' || c.is_whitespace())?;
        if word_end == at {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let word = text[at..word_end].to_ascii_lowercase();
        at = word_end + text[word_end..].find(|c: char| !c.is_whitespace())?;
        if bytes[at] != b'=' {
            attributes.push((word, "", word_end..word_end));
            continue;
        }
        at += 1;
        at += text[at..].find(|c: char| !c.is_whitespace())?;
        let value = match bytes[at] {
            quote @ (b'"' | b'\'') => {
                let end = at + 1 + text[at + 1..].find(char::from(quote))?;
                let value = at + 1..end;
                at = end + 1;
                value
            }
            _ => {
                let end = at + text[at..].find(|c: char| c == '>' || c.is_whitespace())?;
                let value = at..end;
                at = end;
                value
            }
        };
        attributes.push((word, &text[value.clone()], value));
    }
}

/// Tags that load something from elsewhere or run: each becomes a link to what it would have shown.
pub(super) fn becomes_link_card(name: &str) -> bool {
    matches!(name, "script" | "iframe" | "embed" | "object" | "video" | "audio" | "frame")
}

/// Whether a tag is published.
pub(super) fn is_allowed_tag(name: &str) -> bool {
    ALLOWED_TAGS.contains(name)
}

/// Whether an attribute of a published tag is published.
pub(super) fn is_allowed_attribute(tag: &str, name: &str) -> bool {
    GENERIC_ATTRIBUTES.contains(&name) || SANITISER.1.get(tag).is_some_and(|names| names.contains(name))
}

const GENERIC_ATTRIBUTES: [&str; 7] = ["class", "id", "lang", "dir", "title", "role", "aria-label"];
const ADDED_TAGS: [&str; 5] = ["input", "section", "figure", "figcaption", "u"];

static ALLOWED_TAGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| SANITISER.0.clone_tags());

type AllowedAttributes = std::collections::HashMap<&'static str, HashSet<&'static str>>;

static SANITISER: LazyLock<(ammonia::Builder<'static>, AllowedAttributes)> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    cleaner
        .add_tags(ADDED_TAGS)
        .rm_tags(["img"])
        .add_generic_attributes(GENERIC_ATTRIBUTES)
        .add_tag_attributes("input", ["type", "checked", "disabled", "aria-label"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("ol", ["start", "reversed", "type"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(None);
    let allowed = cleaner.clone_tag_attributes();
    (cleaner, allowed)
});

/// Cleans a run of HTML; placeholders stay as they are.
pub(super) fn sanitise(html: &str) -> String {
    SANITISER.0.clean(html).to_string()
}

/// A card: a plain link to what a page of another site would have shown here.
pub(super) fn link_card(url: &str, title: Option<&str>) -> String {
    let host = url.split("://").nth(1).and_then(|rest| rest.split(['/', '?']).next()).unwrap_or(url);
    let text = title.filter(|title| !title.trim().is_empty()).unwrap_or(host);
    let mut card = String::from("<a class=\"link-card\" href=\"");
    escape_html(url, &mut card);
    card.push_str("\">");
    escape_html(text, &mut card);
    card.push_str("</a>");
    card
}

/// Escapes for HTML text and double-quoted attributes.
pub(crate) fn escape_html(text: &str, into: &mut String) {
    for c in text.chars() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            c => into.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_attributes() {
        let text = "x <IMG alt='a b' SRC=\"p.png\" hidden> <!-- <b> --> </A>";
        let tags = parse_tags(text);
        assert_eq!(tags.len(), 2);
        assert_eq!(
            (tags[0].name.as_str(), tags[0].attribute("src"), tags[0].attribute("alt")),
            ("img", Some("p.png"), Some("a b"))
        );
        assert_eq!(tags[0].attribute("hidden"), Some(""));
        assert!(tags[1].is_closing);
    }

    #[test]
    fn broken_tags_are_text() {
        for text in ["<", "<a", "<a href=", "<a href=\"x", "a < b", "<1>"] {
            assert!(parse_tags(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn cleaning_keeps_placeholders() {
        let html = format!(
            "<p onclick=\"x()\">a {PLACEHOLDER_START}L1{PLACEHOLDER_END}b{PLACEHOLDER_START}l1{PLACEHOLDER_END}<script>x</script></p>"
        );
        assert_eq!(
            sanitise(&html),
            format!("<p>a {PLACEHOLDER_START}L1{PLACEHOLDER_END}b{PLACEHOLDER_START}l1{PLACEHOLDER_END}</p>")
        );
    }
}
