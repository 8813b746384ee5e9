//! Front matter: the fields between the `---` lines at the beginning of a Markdown file.

use std::ops::Range;
use std::sync::Arc;

use super::field::is_field_name;
use crate::fault::{Code, Fault, Faults};
use crate::text::{Source, SourceLocation, Span};

/// Front matter may not be longer than this, in bytes.
pub const MAX_FRONT_MATTER_BYTES: usize = 64 * 1024;

/// The two parts of a Markdown file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitFile {
    /// The YAML between the fences; `None` when it is missing or too large.
    pub front_matter: Option<Range<usize>>,
    /// The Markdown after them.
    pub body: Range<usize>,
}

/// Finds the front matter. A byte order mark, blank lines before it and CRLF are allowed.
pub fn split_front_matter(source: &Arc<Source>, out: &mut Faults) -> SplitFile {
    let text = source.text.as_str();
    let end = text.len();
    let fence_start = text.len() - text.trim_start_matches(['\u{feff}', '\r', '\n', ' ', '\t']).len();
    let fault = |code, range: Range<usize>, message: &str| {
        Fault::new(code, SourceLocation::new(source, Span::from_range(range)), message)
    };
    if !is_fence(line_at(text, fence_start), false) {
        let first = line_at(text, fence_start).trim_end();
        out.report(
            fault(Code::FrontMatterMissing, fence_start..fence_start + first.len(), "this file has no front matter")
                .with_help("begin the file with a line `---`, the fields (`title: …`), and a second line `---`"),
        );
        return SplitFile { front_matter: None, body: fence_start..end };
    }
    let start = fence_start + line_at(text, fence_start).len();
    let mut at = start;
    while at < end {
        let line = line_at(text, at);
        if is_fence(line, true) {
            let body = (at + line.len()).min(end);
            if at - start > MAX_FRONT_MATTER_BYTES {
                out.report(
                    fault(
                        Code::FrontMatterTooLarge,
                        fence_start..fence_start + 3,
                        "the front matter is longer than 64 KiB",
                    )
                    .with_help("move long text below the second `---`"),
                );
                return SplitFile { front_matter: None, body: body..end };
            }
            return SplitFile { front_matter: Some(start..at), body: body..end };
        }
        at += line.len();
    }
    let guessed_end = guess_front_matter_end(text, start);
    let line = text[..guessed_end].bytes().filter(|b| *b == b'\n').count() + 1;
    out.report(
        fault(Code::FrontMatterOpen, fence_start..fence_start + 3, "the front matter is never closed")
            .with_help(format!("add a line `---` before line {line}")),
    );
    let front = (guessed_end - start <= MAX_FRONT_MATTER_BYTES).then_some(start..guessed_end);
    SplitFile { front_matter: front, body: guessed_end..end }
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

/// The offset at which front matter without its closing line was probably meant to end: before the first line that is
/// not part of a field.
fn guess_front_matter_end(text: &str, start: usize) -> usize {
    let mut at = start;
    let mut after_blank = false;
    while at < text.len() {
        let line = line_at(text, at);
        let trimmed = line.trim_end();
        // After an empty line, `#` is a heading rather than a comment, and a list does not belong to the last field.
        let belongs = match after_blank {
            true => trimmed.is_empty() || parse_field_name(trimmed).is_some(),
            false => {
                trimmed.starts_with([' ', '\t', '-', '#']) || trimmed.is_empty() || parse_field_name(trimmed).is_some()
            }
        };
        if !belongs {
            return at;
        }
        after_blank = trimmed.is_empty();
        at += line.len();
    }
    text.len()
}

/// The name in a line such as `title: …`.
fn parse_field_name(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once(':')?;
    (is_field_name(name) && (rest.is_empty() || rest.starts_with([' ', '\t', '\r']))).then_some(name)
}

/// The text of a top-level `slug:` line, for records whose front matter cannot be read.
pub fn find_slug(front: &str) -> Option<&str> {
    let value = front.lines().find_map(|line| line.strip_prefix("slug:"))?.trim();
    let value = value.trim_matches(['"', '\'']);
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_text(text: &str) -> (Option<String>, String, Vec<Code>) {
        let source = Arc::new(Source { path: "a.md".into(), text: text.into() });
        let mut out = Faults::new();
        let split = split_front_matter(&source, &mut out);
        let codes = out.iter().map(|fault| fault.code).collect();
        (split.front_matter.map(|range| text[range].into()), text[split.body].into(), codes)
    }

    #[test]
    fn fences_are_found_behind_marks_blank_lines_and_crlf() {
        assert_eq!(split_text("---\na: 1\n---\nB"), (Some("a: 1\n".into()), "B".into(), vec![]));
        assert_eq!(split_text("\u{feff}\r\n---\r\na: 1\r\n---\r\nB"), (Some("a: 1\r\n".into()), "B".into(), vec![]));
        assert_eq!(split_text("---\n---\n"), (Some(String::new()), String::new(), vec![]));
    }

    #[test]
    fn open_front_matter_ends_before_the_first_line_that_is_no_field() {
        let (front, body, codes) = split_text("---\ntitle: A\ntopics:\n  - x\n\nSome words here.\n");
        assert_eq!(front.as_deref(), Some("title: A\ntopics:\n  - x\n\n"));
        assert_eq!(body, "Some words here.\n");
        assert_eq!(codes, [Code::FrontMatterOpen]);
    }

    #[test]
    fn a_file_without_front_matter_is_all_body() {
        assert_eq!(split_text("Hello"), (None, "Hello".into(), vec![Code::FrontMatterMissing]));
    }
}
