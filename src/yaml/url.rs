//! Web addresses.

use std::borrow::Cow;

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

/// A mistake in an address that browsers follow all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressMistake {
    /// What sort of mistake it is.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: String,
}

impl Url {
    /// A name before `@`, or a second `#`. Browsers ignore the name, so that a link to `https://bank.example@evil.example/`
    /// leads elsewhere than it says.
    pub fn find_mistake(address: &str) -> Option<AddressMistake> {
        let address = address.trim();
        if let Some((scheme, host)) = Self::split_user(address) {
            let message = format!("`{address}` has a name before `@`, which is no part of a web address");
            let help = match host.contains('.') {
                true => {
                    format!("write `{scheme}://{}`, or `mailto:` for an e-mail address", host.replace('\\', "/"))
                }
                false => format!("for the account `{host}`, write the whole address of its page"),
            };
            return Some(AddressMistake { code: Code::UnsafeUrl, message, help });
        }
        let fixed = Self::with_one_fragment(address);
        (fixed != address).then(|| AddressMistake {
            code: Code::BrokenAnchor,
            message: "an address can have only one `#`".to_owned(),
            help: format!("write `{fixed}`"),
        })
    }

    /// The scheme, and what follows the name and `@`, of a web address that has these.
    fn split_user(address: &str) -> Option<(&str, &str)> {
        let scheme = Self::scheme(address).filter(|scheme| scheme.to_ascii_lowercase().starts_with("http"))?;
        let rest = address[scheme.len() + 1..].trim_start_matches(['/', '\\']);
        let host_end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
        let at = rest[..host_end].rfind('@')?;
        Some((scheme, &rest[at + 1..]))
    }

    /// An address in which only the first `#` begins a fragment (RFC 3986 §3.5): of several in a row one stays, and later
    /// ones are encoded.
    pub fn with_one_fragment(address: &str) -> Cow<'_, str> {
        let Some((start, fragment)) = address.split_once('#').filter(|(_, fragment)| fragment.contains('#')) else {
            return Cow::Borrowed(address);
        };
        Cow::Owned(format!("{start}#{}", fragment.trim_start_matches('#').replace('#', "%23")))
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
            let Some(AddressMistake { code, message, help }) = Self::find_mistake(text) else {
                return Some(Self(text.to_owned()));
            };
            // In a field, an address with a second `#` is a value that the field cannot have.
            let code = if code == Code::UnsafeUrl { code } else { Code::InvalidValue };
            reader.report(Fault::new(code, reader.location(node.span), message).with_help(help));
            return None;
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
