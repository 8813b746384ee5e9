//! YAML as values with their places.

use crate::text::Span;

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// The place of the node.
    pub span: Span,
}

/// A value. A scalar is text; its type comes from the field that reads it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing was written.
    Null,
    /// Text.
    Scalar {
        /// After YAML's escapes.
        text: String,
        /// Written without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map in the order written, each name once.
    Map(Vec<MapEntry>),
}

/// A name and its value in a map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapEntry {
    /// The name.
    pub name: String,
    /// The place of the name.
    pub span: Span,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value of a name in a map.
    pub fn get(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.name == name).map(|entry| &entry.node),
            _ => None,
        }
    }

    /// The place of the item of a list that has this text; for any other value, the place of the value.
    pub fn item_span(&self, text: &str) -> Option<Span> {
        match &self.value {
            Value::List(items) => {
                items.iter().find(|item| item.text().is_some_and(|known| known.trim() == text)).map(|item| item.span)
            }
            _ => Some(self.span),
        }
    }

    /// The node, but nothing as an empty map: so that a file of fields may be empty.
    pub fn or_empty_map(self) -> Self {
        match self.value {
            Value::Null => Self { value: Value::Map(Vec::new()), ..self },
            _ => self,
        }
    }

    /// What it is, for messages.
    pub fn description(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar { .. } => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a group of fields",
        }
    }
}
