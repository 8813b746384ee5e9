//! Markdown and HTML in a field, where readers would see their signs.

use std::ops::Range;

/// Elements that people write to format a few words.
const TAGS: [&str; 16] =
    ["a", "b", "br", "code", "div", "em", "h2", "h3", "i", "img", "li", "p", "span", "strong", "u", "ul"];

/// The first link, stress or tag in a text.
pub fn find_markup(text: &str) -> Option<Range<usize>> {
    if !text.bytes().any(|byte| matches!(byte, b']' | b'*' | b'<')) {
        return None;
    }
    let found = [find_link(text), find_stress(text), find_tag(text)];
    found.into_iter().flatten().min_by_key(|range| range.start)
}

/// The first `[text](address)`.
fn find_link(text: &str) -> Option<Range<usize>> {
    let middle = text.find("](")?;
    let start = text[..middle].rfind('[')?;
    let length = text[middle..].find(')')?;
    Some(start..middle + length + 1)
}

/// The first `**text**`.
fn find_stress(text: &str) -> Option<Range<usize>> {
    let (start, rest) = text.find("**").map(|at| (at, &text[at + 2..]))?;
    let length = rest.find("**").filter(|_| rest.starts_with(char::is_alphanumeric))?;
    Some(start..start + length + 4)
}

/// The first tag, such as `<b>`.
fn find_tag(text: &str) -> Option<Range<usize>> {
    let last = text.rfind('>')?;
    let tags = text[..last].match_indices('<').filter(|(at, _)| is_tag(&text[at + 1..]));
    let start = tags.map(|(at, _)| at).next()?;
    text[start..].find('>').map(|length| start..start + length + 1)
}

/// Whether the text behind a `<` begins with the name of an element.
fn is_tag(rest: &str) -> bool {
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let ends = rest[name.len()..].starts_with(['>', '/', ' ']);
    ends && TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_differs_from_what_people_write() {
        let found = |text: &str| find_markup(text).map(|range| text[range].to_owned());
        assert_eq!(found("See [the rope](rope.md) & <b>ask</b>.").as_deref(), Some("[the rope](rope.md)"));
        assert_eq!(found("Please <strong class=x>ask</strong>.").as_deref(), Some("<strong class=x>"));
        assert_eq!(found("**Four** people").as_deref(), Some("**Four**"));
        for plain in ["[Bo Ek, Ada]", "a < b > c", "<hello@example.org>", "2 ** 3", "*", "<b", "Meet (see [3])"] {
            assert_eq!(found(plain), None, "{plain}");
        }
    }
}
