//! YAML files that are a list of entries.

use std::sync::Arc;

use super::no_effect_yet::report_entries;
use crate::fault::{Code, Fault, Faults, Severity};
use crate::text::{Source, SourceLocation, Span};
use crate::yaml::{self, FromNode, Node, Reader, Reference, Value};

/// A YAML file that is a list of entries of one shape.
pub(crate) struct ListFile<T> {
    /// The entries that could be read, with their places in the file.
    pub(crate) items: Vec<(T, Span)>,
    /// The references in the entries.
    pub(crate) references: Vec<Reference>,
    /// Whether every entry could be read.
    pub(crate) is_complete: bool,
}

impl<T: FromNode> ListFile<T> {
    /// Reads a file. `without_effect` are the fields of its entries that do nothing yet.
    pub(crate) fn read(source: &Arc<Source>, without_effect: &[&str], out: &mut Faults) -> Self {
        let errors_before = out.count(Severity::Error);
        let (node, is_valid_yaml) = yaml::parse_file(source, out);
        let mut reader = Reader::new(source, out);
        let items = match &node.value {
            Value::Null => Vec::new(),
            Value::List(items) => {
                let mut read_item = |item: &Node| match item.value {
                    Value::Map(_) => T::from_node(item, &mut reader).map(|value| (value, item.span)),
                    _ => {
                        reader.report(not_an_entry_fault(item, reader.location(item.span)));
                        None
                    }
                };
                items.iter().filter_map(&mut read_item).collect()
            }
            // A mistake in the YAML has a fault of its own.
            _ if !is_valid_yaml => Vec::new(),
            _ => {
                reader.report_invalid_value(&node, "a list: each entry begins with `- `");
                Vec::new()
            }
        };
        if let Value::List(items) = &node.value {
            report_entries(&items.iter().collect::<Vec<_>>(), without_effect, &mut reader);
        }
        let references = reader.into_references();
        let is_complete = is_valid_yaml && out.count(Severity::Error) == errors_before;
        Self { items, references, is_complete }
    }
}

fn not_an_entry_fault(item: &Node, location: SourceLocation) -> Fault {
    let message = format!("each entry of this file should be a group of fields, not {}", item.description());
    Fault::new(Code::InvalidValue, location, message)
        .with_help("write its fields below one another, the first one after `- `, such as `- id: …`")
}
