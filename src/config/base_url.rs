//! The address that the site is published at.

use crate::yaml::{FromNode, Node, Reader};

/// The address that the site is published at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host: `https://example.org`.
    pub origin: String,
    /// The path before every address: `/network`, or empty.
    pub path: String,
}

impl BaseUrl {
    /// Parses `https://example.org/network/`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://")?;
        if !matches!(scheme, "http" | "https")
            || rest.contains(['?', '#', '"', '<', '>', '\\'])
            || rest.contains(char::is_whitespace)
        {
            return None;
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let path = path.trim_matches('/');
        let is_valid = !host.is_empty() && !path.split('/').any(|part| matches!(part, "." | ".."));
        is_valid.then(|| Self {
            origin: format!("{scheme}://{}", host.to_ascii_lowercase()),
            path: if path.is_empty() { String::new() } else { format!("/{path}") },
        })
    }
}

impl FromNode for BaseUrl {
    const EXPECTED: &'static str = "a web address such as `https://example.org/`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let base = Self::parse(reader.read_text(node, Self::EXPECTED)?);
        if base.is_none() {
            reader.report_invalid_value(node, Self::EXPECTED);
        }
        base
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_origin_and_a_path() {
        let parts = |text: &str| BaseUrl::parse(text).map(|base| (base.origin, base.path));
        let pair = |origin: &str, path: &str| Some((origin.to_owned(), path.to_owned()));
        assert_eq!(parts(" https://Example.org/net/ "), pair("https://example.org", "/net"));
        assert_eq!(parts("http://localhost:8080"), pair("http://localhost:8080", ""));
        for text in ["example.org", "ftp://example.org/", "https://", "https://example.org/a/../b", "https://e.org/?x"]
        {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
