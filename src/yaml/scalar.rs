//! What single values are read as.

use std::borrow::Cow;

use jiff::civil::Date;

use super::reader::{CURLY_QUOTES, CURLY_QUOTES_HELP};
use super::{FromNode, Node, Reader, Value};
use crate::fault::{Code, Fault};
use crate::language::LanguageTag;
use crate::time::{DateError, Moment, parse_date};

/// Plain text: entities decoded once, one line. Markup in it is text and is escaped everywhere.
impl FromNode for String {
    const EXPECTED: &'static str = "text";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, Self::EXPECTED)?;
        let decoded = if text.contains('&') { html_escape::decode_html_entities(text) } else { Cow::Borrowed(text) };
        let trimmed = decoded.trim();
        Some(if trimmed.contains(['\n', '\r', '\t']) {
            trimmed.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            trimmed.to_owned()
        })
    }
}

impl FromNode for bool {
    const EXPECTED: &'static str = "`true` or `false`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match reader.read_text(node, Self::EXPECTED)?.to_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => {
                reader.report_invalid_value(node, Self::EXPECTED);
                None
            }
        }
    }
}

impl FromNode for u32 {
    const EXPECTED: &'static str = "a whole number";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let number = reader.read_text(node, Self::EXPECTED)?.replace([',', '_'], "").parse().ok();
        if number.is_none() {
            reader.report_invalid_value(node, Self::EXPECTED);
        }
        number
    }
}

impl FromNode for Date {
    const EXPECTED: &'static str = "a date such as `2027-06-18`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, Self::EXPECTED)?;
        parse_date(text.trim()).map_err(|why| report_invalid_date(node, text, why, reader)).ok()
    }
}

impl FromNode for Moment {
    const EXPECTED: &'static str = "a date such as `2027-06-18`, or a date and time such as `2027-06-18 18:30`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, Self::EXPECTED)?;
        Moment::parse(text).map_err(|why| report_invalid_date(node, text, why, reader)).ok()
    }
}

fn report_invalid_date(node: &Node, text: &str, error: DateError, reader: &mut Reader<'_>) {
    let text = text.trim();
    // What was written of the time is repeated in what is suggested.
    let time = text.find([' ', 'T']).map(|at| text[at + 1..].trim()).filter(|time| !time.is_empty());
    let time = time.map(|time| format!(" {time}")).unwrap_or_default();
    let readings = match &error {
        DateError::NotIso(readings) => readings.as_slice(),
        DateError::NoSuchDay | DateError::Unrecognised => &[],
    };
    let (message, help) = match (&error, readings) {
        (DateError::Unrecognised, _) => (
            format!("`{text}` is not a date"),
            match text.starts_with(CURLY_QUOTES) {
                true => CURLY_QUOTES_HELP.to_owned(),
                false => "write year, month and day, and the time if there is one: `2027-06-18 18:30`".to_owned(),
            },
        ),
        (_, [one, other, ..]) => {
            (format!("`{text}` can be read as two dates"), format!("write `{one}{time}` or `{other}{time}`"))
        }
        (_, [one]) => (format!("`{text}` is not how a date is written here"), format!("write `{one}{time}`")),
        (_, []) => {
            (format!("there is no such date or time as `{text}`"), "check the day, the month and the hour".to_owned())
        }
    };
    reader.report(Fault::new(Code::InvalidDate, reader.location(node.span), message).with_help(help));
}

impl FromNode for LanguageTag {
    const EXPECTED: &'static str = "a language tag such as `en` or `cy`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let tag = LanguageTag::parse(reader.read_text(node, Self::EXPECTED)?.trim());
        if tag.is_none() {
            reader.report_invalid_value(node, Self::EXPECTED);
        }
        tag
    }
}

/// A web address with a scheme that is published: http, https, mailto or tel. Or an address of this site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(String);

impl Url {
    /// As it goes into `href`.
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
        // Control characters and spaces are how a scheme is smuggled past a reader's eye.
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

/// A point on the earth, WGS 84: degrees of latitude and longitude.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinates {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

impl FromNode for Coordinates {
    const EXPECTED: &'static str = "latitude and longitude such as `[52.48, -1.89]`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let numbers: Vec<Option<f64>> = match &node.value {
            Value::List(items) => items.iter().map(|item| item.text().and_then(|text| text.parse().ok())).collect(),
            _ => Vec::new(),
        };
        let [Some(latitude), Some(longitude)] = numbers.as_slice() else {
            reader.report_invalid_value(node, Self::EXPECTED);
            return None;
        };
        if !(-90.0..=90.0).contains(latitude) || !(-180.0..=180.0).contains(longitude) {
            reader.report_invalid_value(node, Self::EXPECTED);
            return None;
        }
        Some(Self { latitude: *latitude, longitude: *longitude })
    }
}

/// A value of a theme's own, of any shape, as JSON. Plain `true`, `false` and numbers become such.
#[derive(Clone, Debug, PartialEq)]
pub struct AnyValue(pub serde_json::Value);

impl FromNode for AnyValue {
    const EXPECTED: &'static str = "any value";

    fn from_node(node: &Node, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self(to_json(node)))
    }
}

fn to_json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Scalar { text, plain: false } => text.as_str().into(),
        Value::Scalar { text, plain: true } => match text.as_str() {
            "true" => true.into(),
            "false" => false.into(),
            // `01632` is a telephone number, not a number.
            number
                if number.len() < 16 && !(number.len() > 1 && number.starts_with('0') && !number.starts_with("0.")) =>
            {
                serde_json::from_str::<serde_json::Number>(number)
                    .map_or_else(|_| number.into(), serde_json::Value::Number)
            }
            text => text.into(),
        },
        Value::List(items) => items.iter().map(to_json).collect(),
        Value::Map(entries) => entries.iter().map(|entry| (entry.name.clone(), to_json(&entry.node))).collect(),
    }
}

/// A map with names of the editor's own and values of one type, in the order written.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedValues<T>(pub Vec<(String, crate::text::Span, T)>);

impl<T> Default for NamedValues<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> NamedValues<T> {
    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(known, ..)| known == name).map(|(_, _, value)| value)
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, _, value)| (name.as_str(), value))
    }
}

impl<T: FromNode> FromNode for NamedValues<T> {
    const EXPECTED: &'static str = "a group of names and values";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let entries = reader.read_map(node)?;
        let read = |entry: &super::MapEntry| {
            T::from_node(&entry.node, reader).map(|value| (entry.name.clone(), entry.span, value))
        };
        Some(Self(entries.iter().filter_map(read).collect()))
    }
}

/// Lists inside maps, such as facets by name.
impl<T: FromNode> FromNode for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Null => Some(Self::new()),
            Value::List(items) => Some(items.iter().filter_map(|item| T::from_node(item, reader)).collect()),
            _ => T::from_node(node, reader).map(|one| vec![one]),
        }
    }
}

/// A value with where it stands, for faults that are found later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands in its file.
    pub span: crate::text::Span,
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: FromNode> FromNode for Spanned<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        T::from_node(node, reader).map(|value| Self { value, span: node.span })
    }
}

impl<T: std::fmt::Display> std::fmt::Display for Spanned<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value.fmt(f)
    }
}
