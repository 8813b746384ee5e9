//! Raw HTML in a body: what is kept, what becomes a link card, what is taken out.
//!
//! The work of cleaning is ammonia's. Before it, the tags are looked at one by one, so that editors are told what
//! will be missing and where, and so that links and pictures in raw HTML are checked like any other.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Marks the beginning of a placeholder in HTML; a noncharacter, so no text may hold it (Unicode §23.7).
pub(super) const OPEN: char = '\u{fdd0}';
/// Marks the end of a placeholder.
pub(super) const CLOSE: char = '\u{fdd1}';

/// A tag in raw HTML.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// All of it, in bytes of the text.
    pub range: Range<usize>,
    /// In lower case.
    pub name: String,
    /// `</…>`.
    pub closing: bool,
    /// Names in lower case, values as written, and where the values stand.
    pub attributes: Vec<(String, &'a str, Range<usize>)>,
}

impl<'a> Tag<'a> {
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(known, ..)| known == name).map(|(_, value, _)| *value)
    }
}

/// The tags of a piece of raw HTML; comments and text are passed over.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        let rest = &text[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(text.len(), |end| start + end + 3);
            continue;
        }
        match tag(text, start) {
            Some(tag) => {
                at = tag.range.end;
                tags.push(tag);
            }
            None => at = start + 1,
        }
    }
    tags
}

fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
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
            return Some(Tag { range: start..at + 1, name, closing, attributes });
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
pub(super) fn becomes_card(name: &str) -> bool {
    matches!(name, "script" | "iframe" | "embed" | "object" | "video" | "audio" | "frame")
}

/// Whether a tag is published.
pub(super) fn is_published(name: &str) -> bool {
    TAGS.contains(name)
}

/// Whether an attribute of a published tag is published.
pub(super) fn is_published_attribute(tag: &str, name: &str) -> bool {
    GENERIC.contains(&name) || CLEANER.1.get(tag).is_some_and(|names| names.contains(name))
}

const GENERIC: [&str; 7] = ["class", "id", "lang", "dir", "title", "role", "aria-label"];
const ADDED_TAGS: [&str; 5] = ["input", "section", "figure", "figcaption", "u"];

static TAGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| CLEANER.0.clone_tags());

type Allowed = std::collections::HashMap<&'static str, HashSet<&'static str>>;

static CLEANER: LazyLock<(ammonia::Builder<'static>, Allowed)> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    cleaner
        .add_tags(ADDED_TAGS)
        .rm_tags(["img"])
        .add_generic_attributes(GENERIC)
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
pub(super) fn clean(html: &str) -> String {
    CLEANER.0.clean(html).to_string()
}

/// A card: a plain link to what a page of another site would have shown here.
pub(super) fn card(url: &str, title: Option<&str>) -> String {
    let host = url.split("://").nth(1).and_then(|rest| rest.split(['/', '?']).next()).unwrap_or(url);
    let text = title.filter(|title| !title.trim().is_empty()).unwrap_or(host);
    let mut card = String::from("<a class=\"link-card\" href=\"");
    escape(url, &mut card);
    card.push_str("\">");
    escape(text, &mut card);
    card.push_str("</a>");
    card
}

/// Escapes for HTML text and double-quoted attributes.
pub(crate) fn escape(text: &str, into: &mut String) {
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
        let tags = tags(text);
        assert_eq!(tags.len(), 2);
        assert_eq!(
            (tags[0].name.as_str(), tags[0].attribute("src"), tags[0].attribute("alt")),
            ("img", Some("p.png"), Some("a b"))
        );
        assert_eq!(tags[0].attribute("hidden"), Some(""));
        assert!(tags[1].closing);
    }

    #[test]
    fn broken_tags_are_text() {
        for text in ["<", "<a", "<a href=", "<a href=\"x", "a < b", "<1>"] {
            assert!(tags(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn cleaning_keeps_placeholders() {
        let html = format!("<p onclick=\"x()\">a {OPEN}L1{CLOSE}b{OPEN}l1{CLOSE}<script>x</script></p>");
        assert_eq!(clean(&html), format!("<p>a {OPEN}L1{CLOSE}b{OPEN}l1{CLOSE}</p>"));
    }
}
