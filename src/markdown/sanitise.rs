//! Which HTML is published.
//!
//! ammonia does the cleaning. [`is_allowed_tag`] and [`is_allowed_attribute`] say beforehand what it will remove, so that
//! editors are told.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::placeholder::find_markers;

/// Tags that run something or load it from elsewhere. A link to what they would have shown takes their place.
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

type AllowedAttributes = HashMap<&'static str, HashSet<&'static str>>;

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

/// Removes what is not published; the markers of placeholders stay.
fn sanitise(html: &str) -> String {
    SANITISER.0.clean(html).to_string()
}

/// Sanitises those segments of the HTML that hold raw HTML. Segments are the parts between blocks, numbered from 0; the
/// others are pulldown-cmark's own HTML, which is safe.
pub(super) fn sanitise_segments(html: &str, raw_segments: &HashSet<usize>, token: &str) -> String {
    let mut output = String::with_capacity(html.len());
    let mut push_segment = |number: usize, segment: &str, marker: &str| {
        match raw_segments.contains(&number) {
            true => output.push_str(&sanitise(segment)),
            false => output.push_str(segment),
        }
        output.push_str(marker);
    };
    let (mut number, mut start) = (0, 0);
    for (marker, _) in find_markers(html, token).filter(|(_, kind)| kind.is_block()) {
        push_segment(number, &html[start..marker.start], &html[marker.clone()]);
        number += 1;
        start = marker.end;
    }
    push_segment(number, &html[start..], "");
    output
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::placeholder::PlaceholderKind;

    #[test]
    fn sanitising_keeps_placeholders() {
        let marker = |kind: PlaceholderKind| kind.to_marker("0123");
        let (open, close) = (marker(PlaceholderKind::LinkOpen(1)), marker(PlaceholderKind::LinkClose(1)));
        let html = format!("<p onclick=\"x()\">a {open}b{close}<script>x</script></p>");
        assert_eq!(sanitise(&html), format!("<p>a {open}b{close}</p>"));
    }

    #[test]
    fn only_segments_with_raw_html_are_sanitised() {
        let block = PlaceholderKind::BlockOpen(0).to_marker("0123");
        let link = PlaceholderKind::LinkOpen(0).to_marker("0123");
        let html = format!("<x>{link}a</x>{block}<x>b</x>");
        assert_eq!(sanitise_segments(&html, &HashSet::from([0]), "0123"), format!("{link}a{block}<x>b</x>"));
        assert_eq!(sanitise_segments(&html, &HashSet::from([1]), "0123"), format!("<x>{link}a</x>{block}b"));
    }
}
