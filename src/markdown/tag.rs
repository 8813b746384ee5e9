//! Reads the tags of raw HTML.

use std::ops::Range;

/// A tag in raw HTML.
#[derive(Debug)]
pub(super) struct HtmlTag<'a> {
    /// The range of the whole tag, in bytes of the text.
    pub range: Range<usize>,
    /// The name, in lower case.
    pub name: String,
    /// Whether it is `</…>`.
    pub is_closing: bool,
    pub attributes: Vec<HtmlAttribute<'a>>,
}

/// An attribute of a tag.
#[derive(Debug)]
pub(super) struct HtmlAttribute<'a> {
    /// The name, in lower case.
    pub name: String,
    /// The value as written; empty if there is none.
    pub value: &'a str,
    /// The bytes of the value in the text.
    pub range: Range<usize>,
}

impl<'a> HtmlTag<'a> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value)
    }
}

/// The tags of a piece of raw HTML, without those in comments, and where its last tag begins if that has no end: all the rest
/// is then a part of it.
pub(super) fn parse_tags(text: &str) -> (Vec<HtmlTag<'_>>, Option<usize>) {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        let rest = &text[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(text.len(), |end| start + end + 3);
            continue;
        }
        let name_start = start + 1 + usize::from(rest[1..].starts_with('/'));
        if !text[name_start..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = start + 1;
            continue;
        }
        let Some(tag) = parse_tag(text, start, name_start) else { return (tags, Some(start)) };
        at = tag.range.end;
        tags.push(tag);
    }
    (tags, None)
}

/// The tag that begins at a byte; `None` if it has no end.
fn parse_tag(text: &str, start: usize, name_start: usize) -> Option<HtmlTag<'_>> {
    let name_end = name_start + text[name_start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let (name, is_closing) = (text[name_start..name_end].to_ascii_lowercase(), name_start > start + 1);
    let mut attributes = Vec::new();
    let mut at = name_end;
    loop {
        at += text[at..].find(|c: char| !c.is_whitespace() && c != '/')?;
        if text[at..].starts_with('>') {
            return Some(HtmlTag { range: start..at + 1, name, is_closing, attributes });
        }
        let (attribute, end) = parse_attribute(text, at)?;
        attributes.extend(attribute);
        at = end;
    }
}

/// The attribute that begins at a byte, if its name is not empty, and the byte after it.
fn parse_attribute(text: &str, at: usize) -> Option<(Option<HtmlAttribute<'_>>, usize)> {
    let name_end = at + text[at..].find(|c: char| c == '=' || c == '>' || c == '/' || c.is_whitespace())?;
    if name_end == at {
        return Some((None, at + text[at..].chars().next().map_or(1, char::len_utf8)));
    }
    let name = text[at..name_end].to_ascii_lowercase();
    let after_name = name_end + text[name_end..].find(|c: char| !c.is_whitespace())?;
    if !text[after_name..].starts_with('=') {
        return Some((Some(HtmlAttribute { name, value: "", range: name_end..name_end }), after_name));
    }
    let (range, end) = parse_attribute_value(text, after_name + 1)?;
    Some((Some(HtmlAttribute { name, value: &text[range.clone()], range }), end))
}

/// The range of the value that begins at a byte or after spaces, and the byte after it and its quotation marks.
fn parse_attribute_value(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let start = at + text[at..].find(|c: char| !c.is_whitespace())?;
    match text.as_bytes()[start] {
        quote @ (b'"' | b'\'') => {
            let end = start + 1 + text[start + 1..].find(char::from(quote))?;
            Some((start + 1..end, end + 1))
        }
        _ => {
            let end = start + text[start..].find(|c: char| c == '>' || c.is_whitespace())?;
            Some((start..end, end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_attributes() {
        let text = "x <IMG alt='a b' SRC=\"p.png\" hidden> <!-- <b> --> </A>";
        let (tags, unfinished) = parse_tags(text);
        assert_eq!((tags.len(), unfinished), (2, None));
        assert_eq!(
            (tags[0].name.as_str(), tags[0].attribute("src"), tags[0].attribute("alt")),
            ("img", Some("p.png"), Some("a b"))
        );
        assert_eq!(tags[0].attribute("hidden"), Some(""));
        assert!(tags[1].is_closing);
    }

    #[test]
    fn broken_tags_are_text_or_have_no_end() {
        for (text, unfinished) in [
            ("<", None),
            ("a < b", None),
            ("<1>", None),
            ("</>", None),
            ("x <a", Some(2)),
            ("<a href=", Some(0)),
            ("</a <b", Some(0)),
            ("<a href=\"x <b>y</b>", Some(0)),
        ] {
            let (tags, found) = parse_tags(text);
            assert!(tags.is_empty() && found == unfinished, "{text}: {found:?}");
        }
    }
}
