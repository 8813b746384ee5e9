//! Sources and locations in them.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A name or sentence as one line that cannot control a terminal: `\u{1b}` is written out.
pub fn escape_control_characters(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let escaped = text.chars().fold(String::new(), |mut escaped, c| {
        if c.is_control() {
            escaped.extend(c.escape_default())
        } else {
            escaped.push(c)
        }
        escaped
    });
    Cow::Owned(escaped)
}

/// Words as a sentence lists them: `a, b and c`.
pub fn list_in_words(words: &[String]) -> String {
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// A text file that was read: its path from the network's root, and its text.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The path relative to the root, with `/`.
    pub path: String,
    /// The whole text, line ends and byte order mark as they are.
    pub text: String,
}

impl Source {
    /// The first line that has text, without a byte order mark.
    pub fn first_line(&self) -> Span {
        let start = self.text.len() - self.text.trim_start_matches(['\u{feff}', '\r', '\n']).len();
        let end = self.text[start..].find(['\r', '\n']).map_or(self.text.len(), |end| start + end);
        Span::from_range(start..end)
    }
}

/// A part of a source, in bytes. Whoever stores it knows which source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The first byte after the part.
    pub end: u32,
}

impl Span {
    /// A span from a range of bytes. Sources are far smaller than 4 GiB (`world` refuses larger ones).
    pub fn from_range(range: Range<usize>) -> Self {
        let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: at(range.start), end: at(range.end) }
    }

    /// The span as a range of bytes.
    pub fn to_range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// This span, moved on by some bytes.
    pub fn offset_by(self, by: usize) -> Self {
        Self::from_range(self.start as usize + by..self.end as usize + by)
    }
}

/// A span together with its source.
#[derive(Clone)]
pub struct SourceLocation {
    /// The file.
    pub source: Arc<Source>,
    /// The part of the text.
    pub span: Span,
}

/// Line and column as editors count: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters. A byte order mark is not counted.
    pub column: usize,
}

impl SourceLocation {
    /// A location; the span is clipped to the source and to whole characters.
    pub fn new(source: &Arc<Source>, span: Span) -> Self {
        let text = &source.text;
        let start = text.floor_char_boundary(span.start as usize);
        let end = text.floor_char_boundary(span.end as usize).max(start);
        Self { source: Arc::clone(source), span: Span::from_range(start..end) }
    }

    /// Where it begins.
    pub fn start(&self) -> Position {
        position_at(&self.source.text, self.span.start as usize)
    }

    /// Where it ends: the position after its last character.
    pub fn end(&self) -> Position {
        position_at(&self.source.text, self.span.end as usize)
    }
}

fn position_at(text: &str, offset: usize) -> Position {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before[line_start..].chars().filter(|c| *c != '\u{feff}').count() + 1;
    Position { line, column }
}

impl fmt::Debug for SourceLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.start();
        write!(f, "{}:{}:{}", self.source.path, start.line, start.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_not_the_byte_order_mark() {
        let source = Arc::new(Source { path: "a.md".into(), text: "\u{feff}ŵé x\r\nb".into() });
        let x = source.text.find('x').unwrap();
        let place = SourceLocation::new(&source, Span::from_range(x..x + 1));
        assert_eq!(place.start(), Position { line: 1, column: 4 });
        let b = source.text.find('b').unwrap();
        assert_eq!(SourceLocation::new(&source, Span::from_range(b..b + 1)).start(), Position { line: 2, column: 1 });
    }
}
