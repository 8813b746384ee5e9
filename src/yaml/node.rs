//! YAML text → nodes with places.

use std::ops::Range;
use std::sync::Arc;

use serde_yaml::granit_parser::{self, ErrorKind, Event, Parser, ScalarStyle, ScanError, Span as YamlSpan};

use super::mistakes;
use crate::fault::{Code, Fault, Faults};
use crate::text::{Source, SourceLocation, Span};

/// Lists and maps may not be nested deeper than this.
const MAX_DEPTH: usize = 16;

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// A value. A scalar is text; `plain` tells that no quotes stood around it.
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
    /// A map, in the order written; each name once.
    Map(Vec<MapEntry>),
}

/// A name and its value in a map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapEntry {
    /// The name.
    pub name: String,
    /// Where the name stands.
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

    /// Where an item of a list stands, by its text.
    pub fn item_span(&self, text: &str) -> Option<Span> {
        match &self.value {
            Value::List(items) => {
                items.iter().find(|item| item.text().is_some_and(|known| known.trim() == text)).map(|item| item.span)
            }
            _ => Some(self.span),
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

/// Reads a part of a source as one YAML document; `Null` when it is empty.
///
/// When the whole cannot be read, each top-level field is read by itself, so that a mistake in one field
/// does not hide the mistakes in the others. The second value tells whether all of it could be read.
pub fn parse(source: &Arc<Source>, range: Range<usize>, out: &mut Faults) -> (Node, bool) {
    let text = &source.text[range.clone()];
    match NodeBuilder::new(source, range.start, text).build_document() {
        Ok((node, faults)) => {
            out.extend(faults);
            (node, true)
        }
        Err(parse_error) => {
            let mut found = Faults::new();
            let node = parse_field_by_field(source, range.clone(), &mut found);
            // A mistake between two fields may be none in either.
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

/// Every top-level field by itself; a fault for each that cannot be read.
fn parse_field_by_field(source: &Arc<Source>, range: Range<usize>, out: &mut Faults) -> Node {
    let mut entries: Vec<MapEntry> = Vec::new();
    for chunk in split_at_fields(&source.text, range.clone()) {
        let text = &source.text[chunk.clone()];
        match NodeBuilder::new(source, chunk.start, text).build_document() {
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
    let mut map = Vec::with_capacity(entries.len());
    for entry in entries {
        push_unique_entry(source, &mut map, entry, out);
    }
    Node { value: Value::Map(map), span: Span::from_range(range) }
}

/// Cuts at the lines that begin a field in the first column.
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

fn push_unique_entry(source: &Arc<Source>, map: &mut Vec<MapEntry>, entry: MapEntry, out: &mut Faults) {
    match map.iter().find(|known| known.name == entry.name) {
        None => map.push(entry),
        Some(first) => out.report(
            Fault::new(
                Code::DuplicateField,
                SourceLocation::new(source, entry.span),
                format!("field `{}` is written twice", entry.name),
            )
            .with_note_at(SourceLocation::new(source, first.span), "it is first written here")
            .with_help("keep one of the two"),
        ),
    }
}

/// Comments are passed over: gathering them would make a long one at the top of a file a fault.
fn parser_options() -> granit_parser::Options {
    let mut options = granit_parser::Options::default();
    options.set_emit_comments(false);
    options
}

enum ParseError {
    Syntax(Box<ScanError>),
    Fault(Box<Fault>),
}

impl From<ScanError> for ParseError {
    fn from(error: ScanError) -> Self {
        Self::Syntax(Box::new(error))
    }
}

struct NodeBuilder<'a> {
    source: &'a Arc<Source>,
    offset: usize,
    events: Box<dyn Iterator<Item = Result<(Event<'a>, YamlSpan), ScanError>> + 'a>,
    faults: Faults,
}

impl<'a> NodeBuilder<'a> {
    fn new(source: &'a Arc<Source>, offset: usize, text: &'a str) -> Self {
        Self {
            source,
            offset,
            events: Box::new(Parser::new_from_str_with_options(text, parser_options())),
            faults: Faults::new(),
        }
    }

    fn build_document(mut self) -> Result<(Node, Faults), ParseError> {
        loop {
            match self.next_event()? {
                Some((Event::StreamStart | Event::DocumentStart(..), _)) => {}
                None | Some((Event::StreamEnd | Event::DocumentEnd, _)) => {
                    let nothing = Node { value: Value::Null, span: Span::from_range(self.offset..self.offset) };
                    return Ok((nothing, self.faults));
                }
                Some((event, span)) => {
                    let node = self.build_node(event, span, 0)?;
                    // The rest is read too: a syntax error behind the first value is still an error.
                    while self.next_event()?.is_some() {}
                    return Ok((node, self.faults));
                }
            }
        }
    }

    fn next_event(&mut self) -> Result<Option<(Event<'a>, Span)>, ParseError> {
        loop {
            let Some(next) = self.events.next() else { return Ok(None) };
            let (event, span) = next?;
            if matches!(
                event,
                Event::Scalar(..)
                    | Event::SequenceStart(..)
                    | Event::MappingStart(..)
                    | Event::SequenceEnd
                    | Event::MappingEnd
                    | Event::Alias(_)
                    | Event::StreamStart
                    | Event::StreamEnd
                    | Event::DocumentStart(..)
                    | Event::DocumentEnd
            ) {
                return Ok(Some((event, self.to_source_span(span))));
            }
        }
    }

    fn to_source_span(&self, span: YamlSpan) -> Span {
        Span::from_range(span.byte_range().unwrap_or_default()).offset_by(self.offset)
    }

    fn error_at(&self, code: Code, span: Span, message: &str, help: &str) -> ParseError {
        ParseError::Fault(Box::new(Fault::new(code, SourceLocation::new(self.source, span), message).with_help(help)))
    }

    /// Where the sign before a value stands, on its line or the one above; the value where there is none.
    fn find_indicator(&self, span: Span, indicators: [char; 2]) -> Span {
        let text = &self.source.text[self.offset..span.start as usize];
        let from = text.trim_end().rfind('\n').map_or(0, |at| at + 1);
        let indicator = text[from..].rfind(indicators).map(|at| {
            let start = self.offset + from + at;
            let len = self.source.text[start..].find(char::is_whitespace).unwrap_or(1);
            Span::from_range(start..start + len)
        });
        indicator.unwrap_or(span)
    }

    fn build_node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, ParseError> {
        if depth > MAX_DEPTH {
            return Err(self.error_at(Code::TooDeep, span, "fields are nested more than 16 deep", "make it flatter"));
        }
        let (anchor, has_tag) = match &event {
            Event::Scalar(_, _, anchor, tag)
            | Event::SequenceStart(_, anchor, tag)
            | Event::MappingStart(_, anchor, tag) => (*anchor, tag.is_some()),
            _ => (0, false),
        };
        if anchor != 0 || matches!(event, Event::Alias(_)) {
            let help = "write the value out, or put quotes around text that begins with `&` or `*`";
            let span = self.find_indicator(span, ['&', '*']);
            return Err(self.error_at(
                Code::YamlSyntax,
                span,
                "anchors and aliases (`&`, `*`) are not used here",
                help,
            ));
        }
        if has_tag {
            let help = "put quotes around text that begins with `!`";
            let span = self.find_indicator(span, ['!', '!']);
            return Err(self.error_at(Code::YamlSyntax, span, "tags (`!`) are not used here", help));
        }
        match event {
            Event::Scalar(text, style, ..) => Ok(build_scalar(&text, style, span)),
            Event::SequenceStart(..) => self.build_list(span, depth),
            Event::MappingStart(..) => self.build_map(span, depth),
            _ => Ok(Node { value: Value::Null, span }),
        }
    }

    fn build_list(&mut self, start: Span, depth: usize) -> Result<Node, ParseError> {
        let mut items = Vec::new();
        loop {
            match self.next_event()? {
                None => break,
                Some((Event::SequenceEnd, end)) => {
                    let end = if end.end > end.start { end.end } else { end_of_last_node(start, items.last()) };
                    return Ok(Node { value: Value::List(items), span: Span { start: start.start, end } });
                }
                Some((event, span)) => items.push(self.build_node(event, span, depth + 1)?),
            }
        }
        Ok(Node { value: Value::List(items), span: start })
    }

    fn build_map(&mut self, start: Span, depth: usize) -> Result<Node, ParseError> {
        let mut entries: Vec<MapEntry> = Vec::new();
        loop {
            match self.next_event()? {
                None => break,
                Some((Event::MappingEnd, end)) => {
                    let last = entries.last().map(|entry| &entry.node);
                    let end = if end.end > end.start { end.end } else { end_of_last_node(start, last) };
                    let begin = entries.first().map_or(start.start, |entry| start.start.min(entry.span.start));
                    return Ok(Node { value: Value::Map(entries), span: Span { start: begin, end } });
                }
                Some((event, span)) => {
                    let name = self.build_node(event, span, depth + 1)?;
                    let Some((event, span)) = self.next_event()? else { break };
                    let node = self.build_node(event, span, depth + 1)?;
                    let Some(text) = name.text() else {
                        return Err(self.error_at(
                            Code::YamlSyntax,
                            name.span,
                            "a field's name must be a word",
                            "put quotes around it if it is text",
                        ));
                    };
                    if text == "<<" {
                        return Err(self.error_at(
                            Code::YamlSyntax,
                            name.span,
                            "merge keys (`<<`) are not used here",
                            "write the fields out",
                        ));
                    }
                    let entry = MapEntry { name: text.to_owned(), span: name.span, node };
                    push_unique_entry(self.source, &mut entries, entry, &mut self.faults);
                }
            }
        }
        Ok(Node { value: Value::Map(entries), span: start })
    }
}

fn end_of_last_node(start: Span, last: Option<&Node>) -> u32 {
    last.map_or(start.end, |node| node.span.end)
}

fn build_scalar(text: &str, style: ScalarStyle, span: Span) -> Node {
    let plain = style == ScalarStyle::Plain;
    let value = if plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        Value::Null
    } else {
        Value::Scalar { text: text.to_owned(), plain }
    };
    Node { value, span }
}

/// Whether the parser gave up because of nesting rather than because of a mistake in spelling.
pub(super) fn is_nesting_error(error: &ScanError) -> bool {
    matches!(error.kind(), ErrorKind::RecursionLimitExceeded)
}
