//! The address that the site is published at.

use unicode_normalization::char::is_combining_mark;

use crate::path::percent_decode;
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
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let path = path.trim_matches('/');
        // The path is written into the files of hosts, where other characters would be more than a name. So it is what is
        // left after decoding that counts, and `%` is no longer there.
        let decoded = percent_decode(path);
        let is_in_host = |c: char| c.is_alphanumeric() || is_combining_mark(c) || "-._:[]".contains(c);
        let is_in_path = |c: char| c.is_alphanumeric() || is_combining_mark(c) || "-._~+,@/".contains(c);
        let is_valid = matches!(scheme, "http" | "https")
            && !host.is_empty()
            && host.chars().all(is_in_host)
            && has_valid_port(host)
            && decoded.chars().all(is_in_path)
            && !decoded.split('/').any(|part| matches!(part, "." | ".."));
        is_valid.then(|| Self {
            origin: format!("{scheme}://{}", host.to_ascii_lowercase()),
            path: if path.is_empty() { String::new() } else { format!("/{path}") },
        })
    }

    /// What follows the address of the site in a web address; `None` for an address of another site.
    pub fn strip_from<'a>(&self, url: &'a str) -> Option<&'a str> {
        let (_, own_host) = self.origin.split_once("://")?;
        let (scheme, rest) = url.split_once("://")?;
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let is_own = scheme.to_ascii_lowercase().starts_with("http") && host.eq_ignore_ascii_case(own_host);
        let below = path.strip_prefix(self.path.as_str()).filter(|_| is_own)?;
        (below.is_empty() || below.starts_with(['/', '?', '#'])).then_some(below)
    }
}

/// Whether what follows the last colon of a host is a port. The colons of `[::1]` are part of the name.
fn has_valid_port(host: &str) -> bool {
    let after_brackets = host.rsplit_once(']').map_or(host, |(_, rest)| rest);
    after_brackets.split_once(':').is_none_or(|(_, port)| port.parse::<u16>().is_ok_and(|port| port > 0))
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
        assert_eq!(parts("http://[::1]:8080"), pair("http://[::1]:8080", ""));
        assert_eq!(parts("http://localhost:8080"), pair("http://localhost:8080", ""));
        for text in ["example.org", "ftp://example.org/", "https://", "https://example.org/a/../b", "https://e.org/?x"]
        {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_of_the_site_is_told_from_others() {
        let base = BaseUrl::parse("https://example.org/net/").expect("an address");
        for (url, below) in [
            ("https://example.org/net/a/#b", Some("/a/#b")),
            ("http://EXAMPLE.org/net", Some("")),
            ("https://example.org/net?x", Some("?x")),
            ("https://example.org/network/", None),
            ("https://example.org.example/net/", None),
            ("https://example.org:8080/net/", None),
            ("mailto:a@example.org", None),
        ] {
            assert_eq!(base.strip_from(url), below, "{url}");
        }
    }

    #[test]
    fn an_address_can_write_nothing_else_into_the_files_of_hosts() {
        assert!(BaseUrl::parse("https://g\u{175}yl.example:8080/~us/our%5Fnet/g%C5%B5yl.d/").is_some());
        for path in [
            "a%22%0aHeader",
            "a%0d%0ab",
            "a%22b",
            "a%2522",
            "%2e%2e/b",
            "a;b",
            "a{b}",
            "a$b",
            "a%20b",
            "a'b",
            "a%00",
            "a%zz",
        ] {
            assert_eq!(BaseUrl::parse(&format!("https://example.org/{path}/")), None, "{path}");
        }
        for host in [
            "us@example.org",
            "us:key@example.org",
            "exa%6dple.org",
            "e;x.org",
            "e\"x.org",
            "e.org:99999",
            "e.org:",
            "e.org:0",
            "[::1]:x",
        ] {
            assert_eq!(BaseUrl::parse(&format!("https://{host}/")), None, "{host}");
        }
    }
}
