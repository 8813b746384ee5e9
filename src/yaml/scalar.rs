//! Single values.

use std::borrow::Cow;
use std::num::NonZeroU32;

use jiff::civil::Date;

use super::node::{Node, Value};
use super::quoting::{CURLY_QUOTES, CURLY_QUOTES_HELP, shorten};
use super::reader::{FromNode, Reader};
use crate::fault::{Code, Fault};
use crate::language::{LanguageTag, language_names};
use crate::path::closest_match;
use crate::text::Span;
use crate::time::{DateError, Moment, parse_date};

/// Text in one line. Entities are decoded; HTML is text like any other, and is escaped wherever it is shown.
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

impl FromNode for NonZeroU32 {
    const EXPECTED: &'static str = "a whole number above 0";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let number = u32::from_node(node, reader)?;
        let above_zero = Self::new(number);
        if above_zero.is_none() {
            reader.report_invalid_value(node, Self::EXPECTED);
        }
        above_zero
    }
}

impl FromNode for Date {
    const EXPECTED: &'static str = "a date such as `2027-06-18`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, Self::EXPECTED)?;
        let refuse = |error| match Moment::parse(text) {
            Ok(moment) => report_time_of_day(node, text, moment.date, reader),
            Err(_) => report_invalid_date(node, text, error, false, reader),
        };
        parse_date(text.trim()).map_err(refuse).ok()
    }
}

impl FromNode for Moment {
    const EXPECTED: &'static str = "a date such as `2027-06-18`, or a date and time such as `2027-06-18 18:30`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, Self::EXPECTED)?;
        Moment::parse(text).map_err(|why| report_invalid_date(node, text, why, true, reader)).ok()
    }
}

/// Reports a time beside a date, in a field that has only a date.
fn report_time_of_day(node: &Node, text: &str, date: Date, reader: &mut Reader<'_>) {
    let message = format!("`{}` has a time, and this is a date alone", text.trim());
    let fault = Fault::new(Code::InvalidDate, reader.location(node.span), message);
    reader.report(fault.with_help(format!("write `{date}`")));
}

fn report_invalid_date(node: &Node, text: &str, error: DateError, takes_time: bool, reader: &mut Reader<'_>) {
    let text = text.trim();
    // The suggestion repeats the time that was written.
    let time = text.find([' ', 'T']).map(|at| text[at + 1..].trim()).filter(|time| takes_time && !time.is_empty());
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
                false if !takes_time => "write year, month and day: `2027-06-18`".to_owned(),
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
        let text = reader.read_text(node, Self::EXPECTED)?.trim();
        let tag = LanguageTag::parse(text).filter(LanguageTag::is_known);
        if tag.is_none() {
            report_unknown_language(text, node.span, reader);
        }
        tag
    }
}

/// Reports a text that is not the tag of a language.
pub(super) fn report_unknown_language(text: &str, span: Span, reader: &mut Reader<'_>) {
    let message = format!("there is no language tag `{}`", shorten(text));
    let fault = Fault::new(Code::InvalidValue, reader.location(span), message);
    let help = "write the language's tag, such as `en`, `cy` or `ur`";
    reader.report(fault.with_suggestion_or_help(suggest_language(text).as_ref().map(LanguageTag::as_str), help));
}

/// The language that somebody meant: by its tag or name in another form, or by a misspelt name.
pub(crate) fn suggest_language(written: &str) -> Option<LanguageTag> {
    let nearest_name = || {
        let name = closest_match(written, language_names().map(|(name, _)| name))?;
        language_names().find(|(known, _)| *known == name).and_then(|(_, tag)| LanguageTag::parse(tag))
    };
    LanguageTag::from_other_form(written).or_else(nearest_name)
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
