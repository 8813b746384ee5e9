//! Checks links to parts of pages that the program makes, when such a page is rendered.

use std::borrow::Cow;

use html_escape::decode_html_entities;

use crate::fault::{Code, Fault, Faults};
use crate::path::closest_match;
use crate::publish::{AnchoredLink, Page};

/// Reports links to parts that a page does not have. Browsers find `#top` on every page (HTML §7.4.6.4).
pub(super) fn check_anchors(page: &Page, html: &[u8], links: &[AnchoredLink], out: &mut Faults) {
    let html = String::from_utf8_lossy(html);
    let ids: Vec<Cow<'_, str>> = element_ids(&html).collect();
    let is_there = |anchor: &str| anchor.is_empty() || anchor == "top" || ids.iter().any(|id| id == anchor);
    for AnchoredLink { anchor, location } in links.iter().filter(|link| !is_there(&link.anchor)) {
        let message = format!("`{}` has no part `#{anchor}`", page.address);
        let nearest = closest_match(anchor, ids.iter().map(AsRef::as_ref)).map(|id| format!("#{id}"));
        let fault = Fault::new(Code::BrokenAnchor, location.clone(), message);
        out.report(fault.with_suggestion_or_help(nearest, "leave out what follows `#`"));
    }
}

/// The ids of the elements of a page, with quotes or without.
fn element_ids(html: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let attributes = html.match_indices("id=").filter(|(at, _)| html[..*at].ends_with(char::is_whitespace));
    attributes.map(|(at, name)| {
        let value = &html[at + name.len()..];
        let end = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split(|c: char| c.is_whitespace() || c == '>').next(),
        };
        decode_html_entities(end.unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_a_theme_writes_them() {
        let html = "<p id=\"a&amp;b\" data-id=\"x\"><a id='c d'><b\nid=e><i id=f class=g>";
        assert_eq!(element_ids(html).collect::<Vec<_>>(), ["a&b", "c d", "e", "f"]);
        assert_eq!(element_ids("<p id=").count(), 1);
    }
}
