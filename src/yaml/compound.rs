//! Values that hold other values.

use super::field::Protection;
use super::node::{MapEntry, Node, Value};
use super::quoting::shorten;
use super::reader::{FromNode, Reader};
use super::scalar::report_unknown_language;
use crate::language::LanguageTag;
use crate::text::Span;

/// A value of any shape, for a theme. Without quotes, `true`, `false` and numbers are read as such.
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
            // `01632` is the beginning of a telephone number.
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

/// A map whose names the editor chooses, with values of one type, in the order written.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedValues<T>(pub Vec<(String, Span, T)>);

impl<T> Default for NamedValues<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> NamedValues<T> {
    /// The names with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, _, value)| (name.as_str(), value))
    }
}

impl<T: FromNode> FromNode for NamedValues<T> {
    const EXPECTED: &'static str = "a group of names and values";
    const PROTECTION: Protection = T::PROTECTION;

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            reader.report_non_group(node, Self::EXPECTED, &named_value_example(node, "name"), "");
            return None;
        };
        let read = |entry: &MapEntry| {
            let value = reader.in_part(|reader| T::from_node(&entry.node, reader));
            value.map(|value| (entry.name.clone(), entry.span, value))
        };
        Some(Self(entries.iter().filter_map(read).collect()))
    }
}

/// What was written, as a group of one value with a name.
fn named_value_example(node: &Node, name: &str) -> String {
    let written = node.text().map_or("…".to_owned(), shorten);
    format!("{{{name}: {written}}}")
}

/// A map with a value for each of some languages. Names that are not tags of languages are left out after a fault.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ByLanguage<T>(pub NamedValues<T>);

impl<T: FromNode> FromNode for ByLanguage<T> {
    const EXPECTED: &'static str = "a text for each language, such as `{cy: …}`";
    const PROTECTION: Protection = T::PROTECTION;

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        if !matches!(node.value, Value::Map(_)) {
            reader.report_non_group(node, "a text for each language", &named_value_example(node, "en"), "");
            return None;
        }
        let NamedValues(mut values) = NamedValues::from_node(node, reader)?;
        values.retain(|(name, span, _)| {
            let is_known = LanguageTag::parse(name).is_some_and(|tag| tag.is_known());
            if !is_known {
                report_unknown_language(name, *span, reader);
            }
            is_known
        });
        Some(Self(NamedValues(values)))
    }
}

impl<T> std::ops::Deref for ByLanguage<T> {
    type Target = NamedValues<T>;

    fn deref(&self) -> &NamedValues<T> {
        &self.0
    }
}

/// A list; one value counts as a list of one.
impl<T: FromNode> FromNode for Vec<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const PROTECTION: Protection = T::PROTECTION;

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Null => Some(Self::new()),
            Value::List(items) => {
                let mut read = |item| reader.in_part(|reader| T::from_node(item, reader));
                Some(items.iter().filter_map(&mut read).collect())
            }
            _ => T::from_node(node, reader).map(|one| vec![one]),
        }
    }
}

/// A value with its place, for faults that are found later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The place of the value in its file.
    pub span: Span,
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: FromNode> FromNode for Spanned<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const PROTECTION: Protection = T::PROTECTION;

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        T::from_node(node, reader).map(|value| Self { value, span: node.span })
    }
}

impl<T: std::fmt::Display> std::fmt::Display for Spanned<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value.fmt(f)
    }
}
