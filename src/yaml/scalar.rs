//! What single values are read as.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{FromNode, Node, Reader, Value};
use crate::fault::{Code, Fault};
use crate::language::LanguageTag;
use crate::time::{DateError, Moment, parse_date};

/// Plain text: entities decoded once, one line. Markup in it is text and is escaped everywhere.
impl FromNode for String {
    const WANTS: &'static str = "text";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(node, Self::WANTS)?;
        let decoded = if text.contains('&') { html_escape::decode_html_entities(text) } else { Cow::Borrowed(text) };
        let lined = decoded.trim();
        Some(if lined.contains(['\n', '\r', '\t']) {
            lined.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            lined.to_owned()
        })
    }
}

impl FromNode for bool {
    const WANTS: &'static str = "`true` or `false`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match reader.text(node, Self::WANTS)?.to_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => {
                reader.wrong(node, Self::WANTS);
                None
            }
        }
    }
}

impl FromNode for u32 {
    const WANTS: &'static str = "a whole number";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let number = reader.text(node, Self::WANTS)?.replace([',', '_'], "").parse().ok();
        if number.is_none() {
            reader.wrong(node, Self::WANTS);
        }
        number
    }
}

impl FromNode for Date {
    const WANTS: &'static str = "a date such as `2027-06-18`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(node, Self::WANTS)?;
        parse_date(text.trim()).map_err(|why| not_a_date(node, text, why, reader)).ok()
    }
}

impl FromNode for Moment {
    const WANTS: &'static str = "a date such as `2027-06-18`, or a date and time such as `2027-06-18 18:30`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(node, Self::WANTS)?;
        Moment::parse(text).map_err(|why| not_a_date(node, text, why, reader)).ok()
    }
}

fn not_a_date(node: &Node, text: &str, why: DateError, reader: &mut Reader<'_>) {
    let place = reader.place(node.span);
    let text = text.trim();
    // The time, if there was one, belongs to what is to be written as well.
    let time = text.find([' ', 'T']).map(|at| text[at + 1..].trim()).filter(|time| !time.is_empty());
    let time = time.map(|time| format!(" {time}")).unwrap_or_default();
    let fault = match why {
        DateError::NotIso(Some(one), Some(other)) => {
            Fault::new(Code::InvalidDate, place, format!("`{text}` can be read as two dates"))
                .help(format!("write `{one}{time}` or `{other}{time}`"))
        }
        DateError::NotIso(Some(one), None) => {
            Fault::new(Code::InvalidDate, place, format!("`{text}` is not how a date is written here"))
                .help(format!("write `{one}{time}`"))
        }
        DateError::NotIso(None, _) | DateError::NoSuchDay => {
            Fault::new(Code::InvalidDate, place, format!("there is no such date or time as `{text}`"))
                .help("check the day, the month and the hour")
        }
        DateError::Unrecognised if text.starts_with(['“', '”', '‘', '’']) => {
            Fault::new(Code::InvalidDate, place, format!("`{text}` is not a date"))
                .help("curly quotes are letters to YAML: use straight ones (\") or none")
        }
        DateError::Unrecognised => Fault::new(Code::InvalidDate, place, format!("`{text}` is not a date"))
            .help("write year, month and day, and the time if there is one: `2027-06-18 18:30`"),
    };
    reader.report(fault);
}

impl FromNode for LanguageTag {
    const WANTS: &'static str = "a language tag such as `en` or `cy`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let tag = LanguageTag::parse(reader.text(node, Self::WANTS)?.trim());
        if tag.is_none() {
            reader.wrong(node, Self::WANTS);
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
    pub fn is_safe(text: &str) -> bool {
        let scheme = text.split(':').next().unwrap_or_default().to_ascii_lowercase();
        text.contains(':') && matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel")
    }

    /// The scheme of a text that has one (RFC 3986 §3.1).
    pub fn scheme(text: &str) -> Option<&str> {
        let (scheme, _) = text.split_once(':')?;
        let mut bytes = scheme.bytes();
        let fits = bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
            && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
        fits.then_some(scheme)
    }
}

impl FromNode for Url {
    const WANTS: &'static str = "a web address such as `https://example.org/`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(node, Self::WANTS)?.trim();
        // Control characters and spaces are how a scheme is smuggled past a reader's eye.
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) || text.starts_with("//") {
            reader.wrong(node, Self::WANTS);
            return None;
        }
        if Self::is_safe(text) {
            return Some(Self(text.to_owned()));
        }
        match Self::scheme(text) {
            Some(scheme) if !text[scheme.len() + 1..].starts_with(|c: char| c.is_ascii_digit()) => {
                let fault = Fault::new(
                    Code::UnsafeUrl,
                    reader.place(node.span),
                    format!("addresses beginning `{scheme}:` are not published"),
                );
                reader.report(fault.help("use an address that begins with https:, http:, mailto: or tel:"));
            }
            _ if text.starts_with("www.") || text.contains('.') && !text.starts_with(['/', '.']) => {
                let fault = Fault::new(
                    Code::InvalidValue,
                    reader.place(node.span),
                    format!("`{text}` is not a whole web address"),
                );
                reader.report(fault.help(format!("write `https://{text}`")));
            }
            _ => reader.wrong(node, Self::WANTS),
        }
        None
    }
}

/// A point on the earth, WGS 84: degrees of latitude and longitude.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

impl FromNode for Point {
    const WANTS: &'static str = "latitude and longitude such as `[52.48, -1.89]`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let numbers: Vec<Option<f64>> = match &node.value {
            Value::List(items) => items.iter().map(|item| item.text().and_then(|text| text.parse().ok())).collect(),
            _ => Vec::new(),
        };
        let [Some(latitude), Some(longitude)] = numbers.as_slice() else {
            reader.wrong(node, Self::WANTS);
            return None;
        };
        if !(-90.0..=90.0).contains(latitude) || !(-180.0..=180.0).contains(longitude) {
            reader.wrong(node, Self::WANTS);
            return None;
        }
        Some(Self { latitude: *latitude, longitude: *longitude })
    }
}

/// A value of a theme's own, of any shape, as JSON. Plain `true`, `false` and numbers become such.
#[derive(Clone, Debug, PartialEq)]
pub struct Extra(pub serde_json::Value);

impl FromNode for Extra {
    const WANTS: &'static str = "any value";

    fn read(node: &Node, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self(json(node)))
    }
}

fn json(node: &Node) -> serde_json::Value {
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
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(entries) => entries.iter().map(|entry| (entry.name.clone(), json(&entry.node))).collect(),
    }
}

/// A map with names of the editor's own and values of one type, in the order written.
#[derive(Clone, Debug, PartialEq)]
pub struct Loose<T>(pub Vec<(String, crate::text::Span, T)>);

impl<T> Default for Loose<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Loose<T> {
    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(known, ..)| known == name).map(|(_, _, value)| value)
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, _, value)| (name.as_str(), value))
    }
}

impl<T: FromNode> FromNode for Loose<T> {
    const WANTS: &'static str = "a group of names and values";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let entries = reader.map(node)?;
        let read =
            |entry: &super::Entry| T::read(&entry.node, reader).map(|value| (entry.name.clone(), entry.span, value));
        Some(Self(entries.iter().filter_map(read).collect()))
    }
}

/// Lists inside maps, such as facets by name.
impl<T: FromNode> FromNode for Vec<T> {
    const WANTS: &'static str = "a list";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Null => Some(Self::new()),
            Value::List(items) => Some(items.iter().filter_map(|item| T::read(item, reader)).collect()),
            _ => T::read(node, reader).map(|one| vec![one]),
        }
    }
}

/// A value with where it stands, for faults that are found later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands in its file.
    pub span: crate::text::Span,
}

impl<T> std::ops::Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: FromNode> FromNode for Placed<T> {
    const WANTS: &'static str = T::WANTS;

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(node, reader).map(|value| Self { value, span: node.span })
    }
}

impl<T: std::fmt::Display> std::fmt::Display for Placed<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value.fmt(f)
    }
}
