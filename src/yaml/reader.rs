//! Reads values from nodes; reports what is wrong and goes on.

use std::sync::Arc;

use super::field::{Cardinality, Field, Protection};
use super::node::{MapEntry, Node, Value};
use super::quoting::{CURLY_QUOTES, CURLY_QUOTES_HELP, format_alternatives, shorten};
use crate::fault::{Code, Fault, Faults};
use crate::kind::ReferenceTarget;
use crate::path::closest_match;
use crate::text::{Source, SourceLocation, Span};

/// Fields that keep something from readers. If one is left empty, it is not clear whether that was meant.
const WITHHOLDING_FIELDS: [&str; 6] = ["draft", "publish", "safety", "show_until", "visibility", "withdrawn"];

/// Something that a field can hold.
pub trait FromNode: Sized {
    /// What it is, in words: `a date`.
    const EXPECTED: &'static str;
    /// Who may see such a value, whichever field it is in.
    const PROTECTION: Protection = Protection::Public;

    /// Reads the value; `None` after a fault was reported.
    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self>;
}

/// A value that names something outside this file; it is checked when all files are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What it must name.
    pub target: ReferenceTarget,
    /// The field it is in.
    pub field: &'static str,
    /// What was written.
    pub text: String,
    /// Its place in the source.
    pub span: Span,
}

/// Reads the nodes of one source.
pub struct Reader<'a> {
    source: &'a Arc<Source>,
    out: &'a mut Faults,
    references: Vec<Reference>,
    /// The field that is being read.
    field: &'static str,
    /// What is being read of it.
    part: FieldPart,
}

/// What is read of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FieldPart {
    /// Its value.
    Value,
    /// Its value, where a list belongs.
    List,
    /// An item of its list, or one of its named values.
    Item,
}

impl<'a> Reader<'a> {
    /// A reader of a source.
    pub fn new(source: &'a Arc<Source>, out: &'a mut Faults) -> Self {
        Self { source, out, references: Vec::new(), field: "", part: FieldPart::Value }
    }

    /// The references in the values read so far.
    pub fn into_references(self) -> Vec<Reference> {
        self.references
    }

    /// Adds a reference, and gives its number.
    pub fn add_reference(&mut self, target: ReferenceTarget, text: &str, span: Span) -> u32 {
        let number = u32::try_from(self.references.len()).unwrap_or(u32::MAX);
        self.references.push(Reference { target, field: self.field, text: text.to_owned(), span });
        number
    }

    /// Reports a fault.
    pub fn report(&mut self, fault: Fault) {
        self.out.report(fault);
    }

    /// A location in this source.
    pub fn location(&self, span: Span) -> SourceLocation {
        SourceLocation::new(self.source, span)
    }

    /// Reports a value of the wrong kind.
    pub fn report_invalid_value(&mut self, node: &Node, expected: &str) {
        let subject = if self.field.is_empty() { "this file".to_owned() } else { format!("`{}`", self.field) };
        let message = match node.text() {
            Some(text) => format!("{subject} should be {expected}, not `{}`", shorten(text)),
            None => format!("{subject} should be {expected}, not {}", node.description()),
        };
        let mut fault = Fault::new(Code::InvalidValue, self.location(node.span), message);
        if node.text().is_some_and(|text| text.starts_with(CURLY_QUOTES)) {
            fault = fault.with_help(CURLY_QUOTES_HELP);
        } else if let Some(help) = self.one_value_help(node, expected) {
            fault = fault.with_help(help);
        }
        self.out.report(fault);
    }

    /// The help for a list where a single value belongs.
    fn one_value_help(&self, node: &Node, expected: &str) -> Option<String> {
        let Value::List(items) = &node.value else { return None };
        let is_single = !expected.contains('[') && !self.field.is_empty() && self.part == FieldPart::Value;
        is_single.then(|| match items.as_slice() {
            [Node { value: Value::Scalar { text, .. }, .. }] => format!("write `{}: {}`", self.field, shorten(text)),
            _ => "write a single value; text that begins with `[` needs quotes".to_owned(),
        })
    }

    /// Reports a value that is not a group. `example` is a group, in braces; `note` goes after it.
    pub(super) fn report_non_group(&mut self, node: &Node, expected: &str, example: &str, note: &str) {
        let written = node.text().map_or_else(|| node.description().to_owned(), |text| format!("`{}`", shorten(text)));
        let (expected, example) = match self.part {
            FieldPart::Value => (expected.to_owned(), format!("{}: {example}", self.field)),
            FieldPart::List => {
                (expected.replacen("a group", "a list of groups", 1), format!("{}: [{example}]", self.field))
            }
            FieldPart::Item => (expected.to_owned(), example.to_owned()),
        };
        let message = format!("`{}` should be {expected}, not {written}", self.field);
        let fault = Fault::new(Code::InvalidValue, self.location(node.span), message);
        self.out.report(fault.with_help(format!("write `{example}`{note}")));
    }

    /// The entries of a map with declared fields.
    pub fn read_group<'n>(&mut self, node: &'n Node, fields: &[Field]) -> Option<&'n [MapEntry]> {
        if self.field.is_empty() {
            return self.read_map(node);
        }
        let Value::Map(entries) = &node.value else {
            let names: Vec<String> = fields.iter().map(|field| format!("`{}`", field.name)).collect();
            let names = format!("; its fields are {}", names.join(", "));
            self.report_non_group(node, "a group of fields", &group_example(fields), &names);
            return None;
        };
        Some(entries)
    }

    /// Reports a word that is not one of those that the field can have.
    pub fn report_unknown_word(&mut self, span: Span, written: &str, words: &[&str]) {
        let message = format!("`{}` cannot be `{}`", self.field, shorten(written));
        let fault = Fault::new(Code::InvalidValue, self.location(span), message);
        let near = closest_match(written, words.iter().copied());
        self.out.report(fault.with_suggestion_or_help(near, format!("it can be {}", format_alternatives(words))));
    }

    /// The entries of a map.
    pub fn read_map<'n>(&mut self, node: &'n Node) -> Option<&'n [MapEntry]> {
        match &node.value {
            Value::Map(entries) => Some(entries),
            _ => {
                self.report_invalid_value(node, "a group of fields");
                None
            }
        }
    }

    /// The text of a scalar.
    pub fn read_text<'n>(&mut self, node: &'n Node, expected: &str) -> Option<&'n str> {
        let text = node.text();
        if text.is_none() {
            self.report_invalid_value(node, expected);
        }
        text
    }

    /// A field that must be there, in a map with this span.
    pub fn required<T: FromNode>(&mut self, name: &'static str, map: Span, entries: &[MapEntry]) -> Option<T> {
        let is_filled = |node: &Node| match &node.value {
            Value::Null => false,
            Value::Scalar { text, .. } => !text.trim().is_empty(),
            Value::List(items) => !items.is_empty(),
            Value::Map(_) => true,
        };
        if entries.iter().any(|entry| entry.name == name && is_filled(&entry.node)) {
            return self.optional(name, entries);
        }
        let (span, message) = match entries.iter().find(|entry| entry.name == name) {
            Some(entry) => (entry.span, format!("field `{name}` is empty")),
            None => (Span { start: map.start, end: map.start }, format!("field `{name}` is missing")),
        };
        self.report(
            Fault::new(Code::MissingField, self.location(span), message)
                .with_help(format!("add `{name}:` with {}", T::EXPECTED)),
        );
        None
    }

    /// A field that may be there; an empty one counts as left out.
    pub fn optional<T: FromNode>(&mut self, name: &'static str, entries: &[MapEntry]) -> Option<T> {
        let entry = entries.iter().find(|entry| entry.name == name)?;
        if entry.node.value == Value::Null {
            if WITHHOLDING_FIELDS.contains(&name) {
                let fault = Fault::new(Code::InvalidValue, self.location(entry.span), format!("`{name}` is empty"));
                self.report(fault.with_help(format!("write {}, or remove the line", T::EXPECTED)));
            }
            return None;
        }
        self.in_field(name, |reader| T::from_node(&entry.node, reader))
    }

    /// A list; one value counts as a list of one. Items that cannot be read are left out after a fault.
    pub fn many<T: FromNode>(&mut self, name: &'static str, entries: &[MapEntry]) -> Vec<T> {
        let Some(entry) = entries.iter().find(|entry| entry.name == name) else { return Vec::new() };
        self.in_field(name, |reader| match &entry.node.value {
            Value::Null => Vec::new(),
            Value::List(items) => {
                items.iter().filter_map(|item| reader.in_part(|reader| T::from_node(item, reader))).collect()
            }
            Value::Scalar { .. } | Value::Map(_) => {
                reader.part = FieldPart::List;
                T::from_node(&entry.node, reader).into_iter().collect()
            }
        })
    }

    /// Runs `read` with `field` as the field that messages and references name.
    pub fn in_field<R>(&mut self, field: &'static str, read: impl FnOnce(&mut Self) -> R) -> R {
        let outer = (std::mem::replace(&mut self.field, field), std::mem::replace(&mut self.part, FieldPart::Value));
        let result = read(self);
        (self.field, self.part) = outer;
        result
    }

    /// Runs `read` for an item of a list, or for one of the values of a group whose names the editor chooses.
    pub(super) fn in_part<R>(&mut self, read: impl FnOnce(&mut Self) -> R) -> R {
        let outer = std::mem::replace(&mut self.part, FieldPart::Item);
        let result = read(self);
        self.part = outer;
        result
    }
}

/// A group with its required fields, or else with the first: `{role: …}`.
fn group_example(fields: &[Field]) -> String {
    let required = fields.iter().filter(|field| field.cardinality == Cardinality::Required);
    let mut names: Vec<String> = required.map(|field| format!("{}: …", field.name)).collect();
    if names.is_empty() {
        names.extend(fields.first().map(|field| format!("{}: …", field.name)));
    }
    format!("{{{}}}", names.join(", "))
}

/// Reports the names in a map that no declaration knows.
pub fn report_unknown_fields(entries: &[MapEntry], known: &[&[Field]], reader: &mut Reader<'_>) {
    let names = || known.iter().flat_map(|fields| fields.iter().map(|field| field.name));
    for entry in entries {
        if names().any(|name| name == entry.name) {
            continue;
        }
        let fault = Fault::new(
            Code::UnknownField,
            reader.location(entry.span),
            format!("unknown field `{}`", shorten(&entry.name)),
        );
        let near = closest_match(&entry.name, names()).or_else(|| find_ignoring_plural(&entry.name, names()));
        reader.report(fault.with_suggestion_or_help(near, "remove it, or put a theme's own values under `extra:`"));
    }
}

/// Reports a group of fields that says nothing. One that lacks a required field has a fault of its own.
pub fn report_empty_group(span: Span, entries: &[MapEntry], known: &[Field], reader: &mut Reader<'_>) {
    let is_empty = entries.iter().all(|entry| entry.node.value == Value::Null);
    if reader.field.is_empty() || !is_empty || known.iter().any(|field| field.cardinality == Cardinality::Required) {
        return;
    }
    let names: Vec<&str> = known.iter().map(|field| field.name).collect();
    let message = format!("`{}` says nothing", reader.field);
    let help = format!("write at least one of {} in it, or remove it", format_alternatives(&names));
    reader.report(Fault::new(Code::NeedlessField, reader.location(span), message).with_help(help));
}

/// Finds `places` for `place` and the other way round: in a short word one letter is too much for [`closest_match`].
fn find_ignoring_plural<'a>(written: &str, mut names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    names.find(|name| name.strip_suffix('s') == Some(written) || written.strip_suffix('s') == Some(name))
}
