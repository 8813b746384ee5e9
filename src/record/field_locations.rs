//! The places of fields in a record's file, for faults that are found after the file was read.

use std::sync::Arc;

use crate::fault::Faults;
use crate::text::{Source, SourceLocation, Span};
use crate::yaml::{self, MapEntry, Node, Value};

/// The places of the fields of a front matter.
#[derive(Clone, Debug)]
pub struct FieldLocations {
    source: Arc<Source>,
    fields: Vec<FieldSpan>,
}

/// A field of the front matter.
#[derive(Clone, Debug)]
struct FieldSpan {
    name: String,
    name_span: Span,
    value: Span,
}

impl FieldLocations {
    /// The locations for a file whose fields have not been read yet.
    pub(super) fn new(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), fields: Vec::new() }
    }

    /// Sets the fields that were read.
    pub(super) fn set_fields(&mut self, entries: &[MapEntry]) {
        let span =
            |entry: &MapEntry| FieldSpan { name: entry.name.clone(), name_span: entry.span, value: entry.node.span };
        self.fields = entries.iter().map(span).collect();
    }

    /// The value of a field; the first line of the file when the field is not there.
    pub fn of_field(&self, name: &str) -> SourceLocation {
        self.locate(self.value_span(name))
    }

    /// A field's name, where the front matter has the field.
    pub fn of_field_name(&self, name: &str) -> Option<SourceLocation> {
        self.fields.iter().find(|field| field.name == name).map(|field| self.locate(field.name_span))
    }

    /// A value inside the value of a field; if there is no such value, the value of the field.
    ///
    /// `name` is the name of the inner value. For a list, `item` is the position of an item and the number of items; an
    /// empty `name` then means the item itself. The front matter is read again, so this is slow and only for faults.
    pub fn of_nested(&self, field: &str, item: Option<(usize, usize)>, name: &str) -> SourceLocation {
        self.locate(self.nested_span(field, item, name).unwrap_or_else(|| self.value_span(field)))
    }

    /// An item of a list; the value of the field when the item is not there.
    pub fn of_item(&self, field: &str, item: &str) -> SourceLocation {
        let span = self.value_span(field);
        let text = &self.source.text[span.to_range()];
        // The item as a whole word of the list, not as a part of a longer one.
        let is_boundary =
            |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ']' | '[' | '"' | '\''));
        let is_whole_item = |at: &usize| {
            is_boundary(text[..*at].chars().next_back()) && is_boundary(text[at + item.len()..].chars().next())
        };
        let start = text.match_indices(item).map(|(at, _)| at).find(is_whole_item);
        self.locate(start.map_or(span, |at| Span::from_range(at..at + item.len()).offset_by(span.start as usize)))
    }

    /// The first line of the file.
    pub fn of_first_line(&self) -> SourceLocation {
        self.locate(self.source.first_line())
    }

    /// Whether the front matter has a field, even an empty one.
    pub fn has_field(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    /// Whether a field has a value, even an invalid one.
    pub fn has_value(&self, name: &str) -> bool {
        let is_filled = |span: Span| !matches!(self.source.text[span.to_range()].trim(), "" | "~" | "null");
        self.fields.iter().any(|field| field.name == name && is_filled(field.value))
    }

    /// Whether an inner field has a value, even an invalid one.
    pub fn has_nested_value(&self, field: &str, name: &str) -> bool {
        let front_matter = self.reparse();
        let node = front_matter.as_ref().and_then(|root| root.get(field)?.get(name));
        node.is_some_and(|node| node.value != Value::Null)
    }

    /// The fields in the order of the file: name, and the span of the value.
    pub fn values(&self) -> impl Iterator<Item = (&str, Span)> {
        self.fields.iter().map(|field| (field.name.as_str(), field.value))
    }

    /// The text below the front matter.
    pub fn body_span(&self) -> Span {
        Span::from_range(yaml::split_front_matter(&self.source, &mut Faults::new()).body)
    }

    /// Where the items of a list have a field.
    pub fn in_each_item(&self, list: &str, name: &str) -> Vec<Span> {
        let root = self.reparse();
        let items = match root.as_ref().and_then(|root| root.get(list)).map(|node| &node.value) {
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        items.iter().filter_map(|item| item.get(name)).map(|node| node.span).collect()
    }

    fn locate(&self, span: Span) -> SourceLocation {
        SourceLocation::new(&self.source, span)
    }

    fn value_span(&self, name: &str) -> Span {
        self.fields
            .iter()
            .find(|field| field.name == name)
            .map_or_else(|| self.source.first_line(), |field| field.value)
    }

    fn nested_span(&self, field: &str, item: Option<(usize, usize)>, name: &str) -> Option<Span> {
        let root = self.reparse()?;
        let mut node = root.get(field)?;
        if let (Some((number, item_count)), Value::List(items)) = (item, &node.value) {
            // Items that could not be read were left out of the count: then nobody knows which one is meant.
            node = items.get(number).filter(|_| items.len() == item_count)?;
        }
        if name.is_empty() { Some(node.span) } else { Some(node.get(name).unwrap_or(node).span) }
    }

    /// Reads the front matter again. Its faults were reported the first time.
    fn reparse(&self) -> Option<Node> {
        let mut ignored = Faults::new();
        let front_matter = yaml::split_front_matter(&self.source, &mut ignored).front_matter?;
        Some(yaml::parse(&self.source, front_matter, &mut ignored).0)
    }
}
