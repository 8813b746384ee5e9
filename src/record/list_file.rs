//! YAML files that are a list of entries.

use std::sync::Arc;

use crate::fault::{Faults, Severity};
use crate::text::{Source, Span};
use crate::yaml::{self, FromNode, Reader, Reference, Value};

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
    /// Reads a file.
    pub(crate) fn read(source: &Arc<Source>, out: &mut Faults) -> Self {
        let errors_before = out.count(Severity::Error);
        let (node, is_valid_yaml) = yaml::parse_file(source, out);
        let mut reader = Reader::new(source, out);
        let items = match &node.value {
            Value::Null => Vec::new(),
            Value::List(items) => {
                let read_item = |item| T::from_node(item, &mut reader).map(|value| (value, item.span));
                items.iter().filter_map(read_item).collect()
            }
            // A mistake in the YAML has a fault of its own.
            _ if !is_valid_yaml => Vec::new(),
            _ => {
                reader.in_field("the file", |reader| {
                    reader.report_invalid_value(&node, "a list: each entry begins with `- `")
                });
                Vec::new()
            }
        };
        let references = reader.into_references();
        let is_complete = is_valid_yaml && out.count(Severity::Error) == errors_before;
        Self { items, references, is_complete }
    }
}
