//! Web addresses.

use super::node::Node;
use super::reader::{FromNode, Reader};
use crate::fault::{Code, Fault};

/// A web address with a scheme that is published: http, https, mailto or tel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(String);

impl Url {
    /// The address as it goes into `href`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a text has a scheme that is published.
    pub fn has_published_scheme(text: &str) -> bool {
        let scheme = text.split(':').next().unwrap_or_default().to_ascii_lowercase();
        text.contains(':') && matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel")
    }

    /// The scheme of a text that has one (RFC 3986 §3.1).
    pub fn scheme(text: &str) -> Option<&str> {
        let (scheme, _) = text.split_once(':')?;
        let mut bytes = scheme.bytes();
        let is_scheme = bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
            && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
        is_scheme.then_some(scheme)
    }
}

impl FromNode for Url {
    const EXPECTED: &'static str = "a web address such as `https://example.org/`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, Self::EXPECTED)?.trim();
        // A scheme can be hidden from a check behind control characters and spaces.
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) || text.starts_with("//") {
            reader.report_invalid_value(node, Self::EXPECTED);
            return None;
        }
        if Self::has_published_scheme(text) {
            return Some(Self(text.to_owned()));
        }
        match Self::scheme(text) {
            Some(scheme) if !text[scheme.len() + 1..].starts_with(|c: char| c.is_ascii_digit()) => {
                let fault = Fault::new(
                    Code::UnsafeUrl,
                    reader.location(node.span),
                    format!("addresses beginning `{scheme}:` are not published"),
                );
                reader.report(fault.with_help("use an address that begins with https:, http:, mailto: or tel:"));
            }
            _ if text.starts_with("www.") || text.contains('.') && !text.starts_with(['/', '.']) => {
                let fault = Fault::new(
                    Code::InvalidValue,
                    reader.location(node.span),
                    format!("`{text}` is not a whole web address"),
                );
                reader.report(fault.with_help(format!("write `https://{text}`")));
            }
            _ => reader.report_invalid_value(node, Self::EXPECTED),
        }
        None
    }
}
