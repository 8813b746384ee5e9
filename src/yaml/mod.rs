//! Front matter and side files: YAML as nodes with places, read field by field.
//!
//! Not a general YAML reader: anchors, aliases, tags and merge keys are faults, a scalar is always text, and
//! its type comes from the field that reads it. The parser underneath is granit's event parser.

mod declare;
mod node;
mod read;
mod recognise;
mod scalar;

pub use declare::{Field, Need};
pub(crate) use declare::{fields, words};
pub use node::{Entry, Node, Value, parse};
pub use read::{FromNode, Mark, Reader, unknown_fields};
pub(crate) use recognise::not_a_field;
pub use scalar::{Extra, Loose, Placed, Point, Url};

use std::ops::Range;
use std::sync::Arc;

use crate::fault::{Code, Fault, Faults};
use crate::text::{Source, SourceLocation, Span};

/// Front matter may not be longer than this, in bytes.
pub const MAX_FRONT_MATTER: usize = 64 * 1024;

/// A Markdown file cut in two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The YAML between the fences; `None` when it is missing or too large.
    pub front: Option<Range<usize>>,
    /// The Markdown after them.
    pub body: Range<usize>,
}

/// Finds the front matter. A byte order mark, blank lines before the fence and CRLF are taken as they come.
pub fn cut(source: &Arc<Source>, out: &mut Faults) -> Cut {
    let text = source.text.as_str();
    let end = text.len();
    let lead = text.len() - text.trim_start_matches(['\u{feff}', '\r', '\n', ' ', '\t']).len();
    let fault = |code, range: Range<usize>, message: &str| {
        Fault::new(code, SourceLocation::new(source, Span::from_range(range)), message)
    };
    if !is_fence(line_at(text, lead), false) {
        let first = line_at(text, lead).trim_end();
        out.report(
            fault(Code::FrontMatterMissing, lead..lead + first.len(), "this file has no front matter")
                .help("begin the file with a line `---`, the fields (`title: …`), and a second line `---`"),
        );
        return Cut { front: None, body: lead..end };
    }
    let start = lead + line_at(text, lead).len();
    let mut at = start;
    while at < end {
        let line = line_at(text, at);
        if is_fence(line, true) {
            let body = (at + line.len()).min(end);
            if at - start > MAX_FRONT_MATTER {
                out.report(
                    fault(Code::FrontMatterTooLarge, lead..lead + 3, "the front matter is longer than 64 KiB")
                        .help("move long text below the second `---`"),
                );
                return Cut { front: None, body: body..end };
            }
            return Cut { front: Some(start..at), body: body..end };
        }
        at += line.len();
    }
    let guess = open_end(text, start);
    let line = text[..guess].bytes().filter(|b| *b == b'\n').count() + 1;
    out.report(
        fault(Code::FrontMatterOpen, lead..lead + 3, "the front matter is never closed")
            .help(format!("add a line `---` before line {line}")),
    );
    let front = (guess - start <= MAX_FRONT_MATTER).then_some(start..guess);
    Cut { front, body: guess..end }
}

/// The line that begins at `at`, with its line end.
fn line_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    rest.find('\n').map_or(rest, |end| &rest[..=end])
}

fn is_fence(line: &str, closing: bool) -> bool {
    let line = line.trim_end();
    line == "---" || (closing && line == "...")
}

/// Where front matter that is never closed probably was meant to end: before the first line that is no field.
fn open_end(text: &str, start: usize) -> usize {
    let mut at = start;
    let mut after_blank = false;
    while at < text.len() {
        let line = line_at(text, at);
        let bare = line.trim_end();
        // Behind an empty line a heading is no comment, and a list no value of the last field.
        let field = match after_blank {
            true => bare.is_empty() || field_name(bare).is_some(),
            false => bare.starts_with([' ', '\t', '-', '#']) || bare.is_empty() || field_name(bare).is_some(),
        };
        if !field {
            return at;
        }
        after_blank = bare.is_empty();
        at += line.len();
    }
    text.len()
}

/// `title` of a line `title: …`.
fn field_name(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once(':')?;
    let word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    (word && (rest.is_empty() || rest.starts_with([' ', '\t', '\r']))).then_some(name)
}

/// The text of a top-level `slug:` line, for records whose front matter cannot be read.
pub fn slug_line(front: &str) -> Option<&str> {
    let value = front.lines().find_map(|line| line.strip_prefix("slug:"))?.trim();
    let value = value.trim_matches(['"', '\'']);
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_text(text: &str) -> (Option<String>, String, Vec<Code>) {
        let source = Arc::new(Source { path: "a.md".into(), text: text.into() });
        let mut out = Faults::new();
        let cut = cut(&source, &mut out);
        let codes = out.iter().map(|fault| fault.code).collect();
        (cut.front.map(|range| text[range].into()), text[cut.body].into(), codes)
    }

    #[test]
    fn fences_are_found_behind_marks_blank_lines_and_crlf() {
        assert_eq!(cut_text("---\na: 1\n---\nB"), (Some("a: 1\n".into()), "B".into(), vec![]));
        assert_eq!(cut_text("\u{feff}\r\n---\r\na: 1\r\n---\r\nB"), (Some("a: 1\r\n".into()), "B".into(), vec![]));
        assert_eq!(cut_text("---\n---\n"), (Some(String::new()), String::new(), vec![]));
    }

    #[test]
    fn open_front_matter_ends_before_the_first_line_that_is_no_field() {
        let (front, body, codes) = cut_text("---\ntitle: A\ntopics:\n  - x\n\nSome words here.\n");
        assert_eq!(front.as_deref(), Some("title: A\ntopics:\n  - x\n\n"));
        assert_eq!(body, "Some words here.\n");
        assert_eq!(codes, [Code::FrontMatterOpen]);
    }

    #[test]
    fn a_file_without_front_matter_is_all_body() {
        assert_eq!(cut_text("Hello"), (None, "Hello".into(), vec![Code::FrontMatterMissing]));
    }
}
