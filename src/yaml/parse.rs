//! Reads YAML text as nodes.

use std::ops::Range;
use std::sync::Arc;

use super::mistakes;
use super::node::{MapEntry, Node, Value};
use super::node_builder::{ParseError, UniqueEntries, YamlNodeBuilder};
use super::simple_fields::read_simple_fields;
use crate::fault::Faults;
use crate::text::{Source, Span};

/// Reads a whole file as one YAML document; a byte order mark is skipped. See [`parse`].
pub fn parse_file(source: &Arc<Source>, out: &mut Faults) -> (Node, bool) {
    let text = source.text.as_str();
    let start = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    parse(source, start..text.len(), out)
}

/// Reads a part of a source as one YAML document; `Null` when it is empty.
///
/// When the whole cannot be read, each top-level field is read by itself, so that a mistake in one field
/// does not hide the mistakes in the others. The second value is whether all of it could be read.
pub fn parse(source: &Arc<Source>, range: Range<usize>, out: &mut Faults) -> (Node, bool) {
    let text = &source.text[range.clone()];
    if let Some(node) = read_simple_fields(text, range.start) {
        return (node, true);
    }
    match YamlNodeBuilder::new(source, range.start, text).build_document() {
        Ok((node, faults)) => {
            out.extend(faults);
            (node, true)
        }
        Err(parse_error) => {
            let mut found = Faults::new();
            let node = parse_field_by_field(source, range.clone(), &mut found);
            // What is wrong with the whole may not be wrong with any one field.
            match parse_error {
                ParseError::Syntax(error) if found.is_empty() => {
                    out.report(mistakes::diagnose_syntax_error(source, range, &error))
                }
                ParseError::Fault(fault) if found.is_empty() => out.report(*fault),
                _ => {}
            }
            out.extend(found);
            (node, false)
        }
    }
}

/// Reads every top-level field by itself, with a fault for each that cannot be read.
fn parse_field_by_field(source: &Arc<Source>, range: Range<usize>, out: &mut Faults) -> Node {
    let mut entries: Vec<MapEntry> = Vec::new();
    for chunk in split_at_fields(&source.text, range.clone()) {
        let text = &source.text[chunk.clone()];
        match YamlNodeBuilder::new(source, chunk.start, text).build_document() {
            Ok((Node { value: Value::Map(found), .. }, faults)) => {
                out.extend(faults);
                entries.extend(found);
            }
            Ok((Node { value: Value::Null, .. }, _)) => {}
            Ok((node, _)) => out.report(mistakes::diagnose_non_field(source, chunk, node.span)),
            Err(ParseError::Syntax(error)) => out.report(mistakes::diagnose_syntax_error(source, chunk, &error)),
            Err(ParseError::Fault(fault)) => out.report(*fault),
        }
    }
    let mut map = UniqueEntries::default();
    for entry in entries {
        map.push(source, entry, out);
    }
    Node { value: Value::Map(map.entries), span: Span::from_range(range) }
}

/// Splits a text before each line that begins a field in the first column.
fn split_at_fields(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut starts = vec![range.start];
    let mut at = range.start;
    for line in text[range.clone()].split_inclusive('\n') {
        let begins_field = line.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '#' | '-' | ']' | '}'));
        if begins_field && at != range.start {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(range.end);
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
