//! Builds nodes from the parser's events.

use std::collections::HashMap;
use std::sync::Arc;

use serde_yaml::granit_parser::{self, Event, Parser, ScalarStyle, ScanError, Span as YamlSpan};

use super::node::{MapEntry, Node, Value};
use crate::fault::{Code, Fault, Faults};
use crate::text::{Source, SourceLocation, Span};

/// Lists and maps may not be nested deeper than this.
const MAX_DEPTH: usize = 16;

/// Comments are skipped: if they were collected, a long one at the top of a file would be an error of the parser.
fn parser_options() -> granit_parser::Options {
    let mut options = granit_parser::Options::default();
    options.set_emit_comments(false);
    options
}

/// Why a text cannot be read as a node.
pub(super) enum ParseError {
    /// The parser could not read it.
    Syntax(Box<ScanError>),
    /// It uses a part of YAML that is not used here.
    Fault(Box<Fault>),
}

impl From<ScanError> for ParseError {
    fn from(error: ScanError) -> Self {
        Self::Syntax(Box::new(error))
    }
}

/// Reads one document, which begins at `offset` of its source.
pub(super) struct YamlNodeBuilder<'a> {
    source: &'a Arc<Source>,
    offset: usize,
    events: Box<dyn Iterator<Item = Result<(Event<'a>, YamlSpan), ScanError>> + 'a>,
    faults: Faults,
}

impl<'a> YamlNodeBuilder<'a> {
    pub(super) fn new(source: &'a Arc<Source>, offset: usize, text: &'a str) -> Self {
        Self {
            source,
            offset,
            events: Box::new(Parser::new_from_str_with_options(text, parser_options())),
            faults: Faults::new(),
        }
    }

    /// The node of the document, with the faults that do not prevent reading it.
    pub(super) fn build_document(mut self) -> Result<(Node, Faults), ParseError> {
        loop {
            match self.next_event()? {
                Some((Event::StreamStart | Event::DocumentStart(..), _)) => {}
                None | Some((Event::StreamEnd | Event::DocumentEnd, _)) => {
                    let nothing = Node { value: Value::Null, span: Span::from_range(self.offset..self.offset) };
                    return Ok((nothing, self.faults));
                }
                Some((event, span)) => {
                    let node = self.build_node(event, span, 0)?;
                    // The rest must be read too: there may be a syntax error behind the first value.
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

    /// The span of the sign before a value, on its line or the line above; without such a sign, that of the value.
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
            Event::Scalar(text, style, ..) => Ok(build_scalar(text.into_owned(), style, span)),
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
        let mut map = UniqueEntries::default();
        loop {
            match self.next_event()? {
                None => break,
                Some((Event::MappingEnd, end)) => {
                    let last = map.entries.last().map(|entry| &entry.node);
                    let end = if end.end > end.start { end.end } else { end_of_last_node(start, last) };
                    let begin = map.entries.first().map_or(start.start, |entry| start.start.min(entry.span.start));
                    return Ok(Node { value: Value::Map(map.entries), span: Span { start: begin, end } });
                }
                Some((event, span)) => {
                    let name = self.build_node(event, span, depth + 1)?;
                    let Some((event, span)) = self.next_event()? else { break };
                    let node = self.build_node(event, span, depth + 1)?;
                    let Value::Scalar { text, .. } = name.value else {
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
                    let entry = MapEntry { name: text, span: name.span, node };
                    map.push(self.source, entry, &mut self.faults);
                }
            }
        }
        Ok(Node { value: Value::Map(map.entries), span: start })
    }
}

/// The parser gives block lists and maps no end of their own: they end with their last node.
fn end_of_last_node(start: Span, last: Option<&Node>) -> u32 {
    last.map_or(start.end, |node| node.span.end)
}

fn build_scalar(text: String, style: ScalarStyle, span: Span) -> Node {
    match style {
        ScalarStyle::Plain => build_plain_scalar(text, span),
        _ => Node { value: Value::Scalar { text, plain: false }, span },
    }
}

/// A scalar that is written without quotes.
pub(super) fn build_plain_scalar(text: String, span: Span) -> Node {
    let value = match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        _ => Value::Scalar { text, plain: true },
    };
    Node { value, span }
}

/// The entries of a map, each name once.
#[derive(Default)]
pub(super) struct UniqueEntries {
    pub(super) entries: Vec<MapEntry>,
    /// The positions of names, once there are many.
    positions: HashMap<String, usize>,
}

/// Up to so many entries, a name is found by looking at each.
const FEW_ENTRIES: usize = 32;

impl UniqueEntries {
    /// Adds an entry, or reports that its name is there already.
    pub(super) fn push(&mut self, source: &Arc<Source>, entry: MapEntry, out: &mut Faults) {
        if let Some(first) = self.position(&entry.name).map(|at| &self.entries[at]) {
            let message = format!("field `{}` is written twice", entry.name);
            out.report(
                Fault::new(Code::DuplicateField, SourceLocation::new(source, entry.span), message)
                    .with_note_at(SourceLocation::new(source, first.span), "it is first written here")
                    .with_help("keep one of the two"),
            );
            return;
        }
        self.entries.push(entry);
        if self.entries.len() > FEW_ENTRIES {
            let from = self.positions.len();
            let new = self.entries.iter().enumerate().skip(from).map(|(at, entry)| (entry.name.clone(), at));
            self.positions.extend(new);
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        match self.entries.len() {
            ..=FEW_ENTRIES => self.entries.iter().position(|entry| entry.name == name),
            _ => self.positions.get(name).copied(),
        }
    }
}
