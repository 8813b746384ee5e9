//! Links in a body, and where each leads as far as its own file can say.

use crate::path;
use crate::text::Span;
use crate::yaml::Url;

/// A link as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: LinkTarget,
    /// The title, from the Markdown.
    pub title: String,
    /// Its place in the source.
    pub span: Span,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A web address, an e-mail address or a telephone number: published as it is.
    External(String),
    /// A heading of the same page.
    Anchor(String),
    /// A file of the network, from its root: a record, or a download.
    File {
        /// From the root, with `/`.
        path: String,
        /// A heading of its page.
        anchor: Option<String>,
    },
    /// An address of this site.
    Address {
        /// Without the base path.
        address: String,
        /// A heading of its page.
        anchor: Option<String>,
    },
    /// A relative link that climbs out of the network.
    OutsideRoot,
    /// An address with a scheme that is not published.
    Unsafe(String),
}

impl LinkTarget {
    /// Reads a link as it was written in a file of `folder`.
    pub fn parse(written: &str, folder: &str) -> Self {
        // Browsers remove control characters before they look for a scheme: `java\nscript:` is `javascript:`.
        let clean: String = written.chars().filter(|c| !c.is_control()).collect();
        let clean = clean.trim();
        if Url::has_published_scheme(clean) {
            return Self::External(path::percent_encode_url(clean).into_owned());
        }
        if clean.starts_with("//") || clean.starts_with("\\\\") || clean.starts_with("/\\") {
            return Self::Unsafe("//".to_owned());
        }
        if let Some(scheme) = Url::scheme(clean) {
            return Self::Unsafe(scheme.to_owned());
        }
        let (link, anchor) = clean
            .split_once('#')
            .map_or((clean, None), |(link, anchor)| (link, Some(path::percent_decode(anchor).into_owned())));
        let link = link.split('?').next().unwrap_or(link);
        let decoded = path::percent_decode(link);
        match (decoded.as_ref(), anchor) {
            ("", Some(anchor)) => Self::Anchor(anchor),
            (address, anchor) if address.starts_with('/') => Self::Address { address: address.to_owned(), anchor },
            (file, anchor) => match path::resolve(folder, file) {
                Some(path) => Self::File { path, anchor },
                None => Self::OutsideRoot,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_cannot_be_smuggled() {
        for written in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            " JAVASCRIPT:x",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "/\\evil.example",
        ] {
            assert!(matches!(LinkTarget::parse(written, "content"), LinkTarget::Unsafe(_)), "{written:?}");
        }
    }

    #[test]
    fn what_an_address_cannot_hold_is_encoded() {
        let read = LinkTarget::parse("https://example.org/a b|c?d={e}&f=%20ŵ#g", "content");
        assert_eq!(read, LinkTarget::External("https://example.org/a%20b%7Cc?d=%7Be%7D&f=%20ŵ#g".into()));
    }

    #[test]
    fn files_are_resolved_and_anchors_kept() {
        assert_eq!(
            LinkTarget::parse("../partners/hope-street.md#opening", "content/stories"),
            LinkTarget::File { path: "content/partners/hope-street.md".into(), anchor: Some("opening".into()) }
        );
        assert_eq!(LinkTarget::parse("../../../etc/passwd", "content/stories"), LinkTarget::OutsideRoot);
        assert_eq!(
            LinkTarget::parse("/events/", "content"),
            LinkTarget::Address { address: "/events/".into(), anchor: None }
        );
        assert_eq!(LinkTarget::parse("#top", "content"), LinkTarget::Anchor("top".into()));
    }
}
