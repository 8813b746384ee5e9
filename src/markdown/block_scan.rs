//! Finds the blocks of a body.
//!
//! This is done line by line *before* CommonMark, for which a line that starts with `:` is a definition. Each line of a
//! block is overwritten by asterisks of equal length, which CommonMark reads as a thematic break in any context. So the
//! body is parsed once, all offsets stay the same, and a break at a known offset is a block.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::block::{Argument, Block};
use crate::fault::{Code, Fault, Faults};
use crate::text::{Source, SourceLocation, Span};

/// What was in a line that is now asterisks. The number is an index into the blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockLine {
    /// The beginning of a block.
    Open(u32),
    /// The end of a block.
    Close(u32),
}

/// The blocks of a body, and where their lines begin in it.
pub(super) struct BlockScan<'a> {
    pub masked_text: Cow<'a, str>,
    pub blocks: Vec<Block>,
    /// The byte of the first asterisk, in the order of the text.
    pub block_lines: Vec<(usize, BlockLine)>,
}

impl<'a> BlockScan<'a> {
    /// A body in which no blocks are looked for.
    pub fn without_blocks(body: &'a str) -> Self {
        Self { masked_text: Cow::Borrowed(body), blocks: Vec::new(), block_lines: Vec::new() }
    }
}

/// Finds the blocks of `body`, which begins at `offset` of the source.
pub(super) fn scan_blocks<'a>(source: &Arc<Source>, offset: usize, body: &'a str, out: &mut Faults) -> BlockScan<'a> {
    let scan = BlockScan::without_blocks(body);
    if !body.contains("::") {
        return scan;
    }
    let mut scanner = BlockScanner { source, offset, scan, open_blocks: Vec::new(), out };
    let mut fence = CodeFence::default();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim_end();
        let trimmed = bare.trim_start_matches(' ');
        let indent = bare.len() - trimmed.len();
        let is_code = fence.contains_line(trimmed) || indent > 3;
        if !is_code && trimmed.starts_with("::") {
            scanner.scan_line(trimmed, start + indent);
        }
    }
    scanner.finish()
}

struct BlockScanner<'a, 's> {
    source: &'s Arc<Source>,
    offset: usize,
    scan: BlockScan<'a>,
    open_blocks: Vec<u32>,
    out: &'s mut Faults,
}

impl<'a> BlockScanner<'a, '_> {
    /// Reads a line that begins with colons, at a byte of the body.
    fn scan_line(&mut self, line: &str, at: usize) {
        let colons = line.len() - line.trim_start_matches(':').len();
        let rest = &line[colons..];
        if rest.trim().is_empty() && colons >= 3 {
            self.close_block(line.len(), colons, at);
        } else if rest.starts_with(char::is_alphabetic) && colons <= 4 {
            self.open_block(line, colons, at);
        }
    }

    fn open_block(&mut self, line: &str, colons: usize, at: usize) {
        let has_content = colons >= 3;
        let block = parse_block(self.source, self.offset + at + colons, &line[colons..], has_content, self.out);
        let number = u32::try_from(self.scan.blocks.len()).unwrap_or(u32::MAX);
        self.scan.blocks.push(block);
        self.mask_line(at, line.len(), BlockLine::Open(number));
        if has_content {
            self.open_blocks.push(number);
        }
    }

    fn close_block(&mut self, length: usize, colons: usize, at: usize) {
        if let Some(number) = self.open_blocks.pop() {
            self.mask_line(at, length, BlockLine::Close(number));
            return;
        }
        let span = Span::from_range(at..at + colons).offset_by(self.offset);
        let message = "nothing is open that `:::` could close";
        let fault = Fault::new(Code::BlockOpen, SourceLocation::new(self.source, span), message);
        self.out.report(fault.with_help("remove the line, or write the block's name: `:::callout`"));
    }

    fn mask_line(&mut self, at: usize, length: usize, line: BlockLine) {
        self.scan.masked_text.to_mut().replace_range(at..at + length, &"*".repeat(length));
        self.scan.block_lines.push((at, line));
    }

    fn finish(self) -> BlockScan<'a> {
        for number in self.open_blocks {
            let block = &self.scan.blocks[number as usize];
            let message = format!("block `{}` is never closed", block.name);
            let fault = Fault::new(Code::BlockOpen, SourceLocation::new(self.source, block.span), message);
            self.out.report(fault.with_help("add a line `:::` after its content"));
        }
        self.scan
    }
}

/// The fence of the code that is open, if any: its character and length.
#[derive(Default)]
struct CodeFence(Option<(char, usize)>);

impl CodeFence {
    /// Whether the next line, without its indent, is in fenced code or is a fence.
    fn contains_line(&mut self, line: &str) -> bool {
        let Some((mark, length)) = parse_fence(line) else { return self.0.is_some() };
        let closes = |(open_mark, open_length)| open_mark == mark && length >= open_length && line.len() == length;
        self.0 = match self.0 {
            None => Some((mark, length)),
            Some(open) if closes(open) => None,
            open => open,
        };
        true
    }
}

fn parse_fence(line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    let info = &line[length..];
    (length >= 3 && !(mark == '`' && info.contains('`'))).then_some((mark, length))
}

/// Reads `name arg="value" other=word`, which begins at `offset` of the source.
fn parse_block(source: &Arc<Source>, offset: usize, text: &str, has_content: bool, out: &mut Faults) -> Block {
    let name_end = text.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(text.len());
    let span = |range: Range<usize>| Span::from_range(range).offset_by(offset);
    let mut block =
        Block { name: text[..name_end].to_owned(), span: span(0..name_end), arguments: Vec::new(), has_content };
    let mut at = name_end;
    while let Some(skip) = text[at..].find(|c: char| !c.is_whitespace()) {
        at += skip;
        let rest = &text[at..];
        let name_len = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        if !rest[name_len..].starts_with('=') || name_len == 0 {
            let location = SourceLocation::new(source, span(at..at + name_len.max(1)));
            let fault = Fault::new(Code::UnknownArgument, location, "this is not an argument");
            out.report(fault.with_help("write a name, `=`, and the value in quotes: `slug=\"community-lunch\"`"));
            at += name_len.max(rest.chars().next().map_or(1, char::len_utf8));
            continue;
        }
        let value_at = at + name_len + 1;
        let (value, length) = parse_value(&text[value_at..]);
        block.arguments.push(Argument {
            name: rest[..name_len].to_owned(),
            name_span: span(at..at + name_len),
            value: text[value_at..][value.clone()].to_owned(),
            span: span(value_at + value.start..value_at + value.end),
        });
        at = value_at + length;
    }
    block
}

/// The range of the value at the beginning of a text, and how much of the text it is with its quotation marks.
fn parse_value(text: &str) -> (Range<usize>, usize) {
    let Some(quote @ ('"' | '“' | '”')) = text.chars().next() else {
        let length = text.find(char::is_whitespace).unwrap_or(text.len());
        return (0..length, length);
    };
    let start = quote.len_utf8();
    let end = text[start..].find(['"', '”', '“']).map_or(text.len(), |close| start + close);
    (start..end, end + text[end..].chars().next().map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::format_short;

    fn scan_text(body: &str) -> (String, Vec<Block>, String) {
        let source = Arc::new(Source { path: "a.md".into(), text: body.into() });
        let mut out = Faults::new();
        let scan = scan_blocks(&source, 0, body, &mut out);
        (scan.masked_text.into_owned(), scan.blocks, format_short(&out.into_sorted()))
    }

    #[test]
    fn blocks_become_breaks_of_equal_length() {
        let body = "A\n::event slug=\"lunch\"\nB\n:::callout kind=ask title=\"Write – now\"\nC\n:::\n";
        let (text, blocks, faults) = scan_text(body);
        let masked = |line: &str| if line.starts_with(':') { "*".repeat(line.len()) } else { line.to_owned() };
        assert_eq!(text, body.lines().map(|line| masked(line) + "\n").collect::<String>());
        assert_eq!(blocks[0].argument("slug"), Some("lunch"));
        assert_eq!(blocks[1].argument("title"), Some("Write – now"));
        assert!(blocks[1].has_content && faults.is_empty());
    }

    #[test]
    fn code_definitions_and_prose_are_left_alone() {
        for text in
            ["```\n::event slug=x\n```\n", "Term\n: Definition\n", "    ::event\n", "a ::event b\n", ":: spaced\n"]
        {
            let (masked, blocks, _) = scan_text(text);
            assert_eq!((masked.as_str(), blocks.len()), (text, 0));
        }
    }

    #[test]
    fn what_is_opened_must_be_closed() {
        assert!(scan_text(":::callout\ntext\n").2.contains("block `callout` is never closed"));
        assert!(scan_text("text\n:::\n").2.contains("nothing is open"));
    }
}
