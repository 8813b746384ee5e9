//! Blocks: `::name arg="value"` on a line of its own, `:::name …` to `:::` around Markdown.
//!
//! They are found by a line scanner *before* CommonMark, because a line that starts with `:` is a definition
//! to it. Each line is overwritten by asterisks of equal length, which CommonMark reads as a thematic break
//! wherever it stands: so one parse keeps all offsets, and a break at a known offset is a block.

use std::borrow::Cow;
use std::sync::Arc;

use crate::fault::{Code, Fault, Faults};
use crate::text::{Source, SourceLocation, Span};

/// A block as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// Whether it was opened with `:::` and holds content.
    pub has_content: bool,
}

/// An argument as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// Its value.
    pub value: String,
    /// Where the value stands.
    pub span: Span,
}

impl Block {
    /// The value of an argument.
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.arguments.iter().find(|argument| argument.name == name).map(|argument| argument.value.as_str())
    }
}

/// What a block takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockKind {
    /// As editors write it.
    pub name: Cow<'static, str>,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Whether it holds content.
    pub has_content: bool,
}

/// A parameter of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Whether it must be given.
    pub required: bool,
    /// The kind of record that its value names.
    pub record_kind: Option<&'static str>,
    /// The words it can be; empty for any text.
    pub allowed_values: &'static [&'static str],
}

/// A core block: name, whether it holds content, and its parameters (name, required, kind it names, words).
type CoreBlock = (&'static str, bool, &'static [(&'static str, bool, Option<&'static str>, &'static [&'static str])]);

/// The blocks that every theme has.
pub const CORE_BLOCKS: &[CoreBlock] = &[
    ("event", false, &[("slug", true, Some("event"), &[])]),
    ("story", false, &[("slug", true, Some("story"), &[])]),
    ("partner", false, &[("slug", true, Some("partner"), &[])]),
    ("place", false, &[("slug", true, Some("place"), &[])]),
    ("campaign", false, &[("slug", true, Some("campaign"), &[])]),
    ("resource", false, &[("slug", true, Some("resource"), &[])]),
    ("quote", false, &[("text", true, None, &[]), ("by", false, None, &[])]),
    ("signposts", false, &[("place", false, Some("place"), &[])]),
    ("callout", true, &[("kind", false, None, &["note", "ask", "tip", "warning"]), ("title", false, None, &[])]),
    ("at-risk", true, &[]),
];

/// All blocks of a network: the core's, and the theme's with plain arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockKinds(pub Vec<BlockKind>);

impl BlockKinds {
    /// The core's and those of a theme; a theme cannot replace a core block's parameters.
    pub fn new(theme: impl IntoIterator<Item = BlockKind>) -> Self {
        let core = CORE_BLOCKS.iter().map(|(name, content, parameters)| BlockKind {
            name: Cow::Borrowed(name),
            has_content: *content,
            parameters: parameters
                .iter()
                .map(|(name, required, refers, words)| Parameter {
                    name: Cow::Borrowed(name),
                    required: *required,
                    record_kind: *refers,
                    allowed_values: words,
                })
                .collect(),
        });
        let mut blocks: Vec<BlockKind> = core.collect();
        for block in theme {
            if blocks.iter().all(|known| known.name != block.name) {
                blocks.push(block);
            }
        }
        Self(blocks)
    }

    /// A block by its name.
    pub fn get(&self, name: &str) -> Option<&BlockKind> {
        self.0.iter().find(|block| block.name == name)
    }
}

/// What stands at a line that was overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockLine {
    /// A block's beginning, by its number.
    Open(u32),
    /// The end of the block with this number.
    Close(u32),
}

/// The blocks of a body, and where their lines begin in it.
pub(super) struct BlockScan<'a> {
    pub masked_text: Cow<'a, str>,
    pub blocks: Vec<Block>,
    /// Byte of the first asterisk, in the order of the text.
    pub block_lines: Vec<(usize, BlockLine)>,
}

/// Finds the blocks of `body`, which begins at `offset` of the source.
pub(super) fn scan_blocks<'a>(source: &Arc<Source>, offset: usize, body: &'a str, out: &mut Faults) -> BlockScan<'a> {
    let mut scan = BlockScan { masked_text: Cow::Borrowed(body), blocks: Vec::new(), block_lines: Vec::new() };
    if !body.contains("::") {
        return scan;
    }
    let mut fence: Option<(char, usize)> = None;
    let mut open_blocks: Vec<u32> = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim_end();
        let trimmed = bare.trim_start_matches(' ');
        let indent = bare.len() - trimmed.len();
        if let Some(fence_line) = parse_code_fence(trimmed) {
            fence = match fence {
                None => Some(fence_line),
                Some((mark, length))
                    if mark == fence_line.0 && fence_line.1 >= length && trimmed.len() == fence_line.1 =>
                {
                    None
                }
                open => open,
            };
            continue;
        }
        if fence.is_some() || indent > 3 || !trimmed.starts_with("::") {
            continue;
        }
        let begin = start + indent;
        let colons = trimmed.len() - trimmed.trim_start_matches(':').len();
        let rest = &trimmed[colons..];
        let span = |from: usize, len: usize| Span::from_range(offset + begin + from..offset + begin + from + len);
        if rest.trim().is_empty() {
            if colons < 3 {
                continue;
            }
            match open_blocks.pop() {
                Some(block) => mask_line(&mut scan, begin, trimmed.len(), BlockLine::Close(block)),
                None => out.report(
                    Fault::new(
                        Code::BlockOpen,
                        SourceLocation::new(source, span(0, colons)),
                        "nothing is open that `:::` could close",
                    )
                    .with_help("remove the line, or write the block's name: `:::callout`"),
                ),
            }
            continue;
        }
        if !rest.starts_with(|c: char| c.is_alphabetic()) || colons > 4 {
            continue;
        }
        let content = colons >= 3;
        let block = parse_block(source, offset + begin + colons, rest, content, out);
        let number = u32::try_from(scan.blocks.len()).unwrap_or(u32::MAX);
        scan.blocks.push(block);
        mask_line(&mut scan, begin, trimmed.len(), BlockLine::Open(number));
        if content {
            open_blocks.push(number);
        }
    }
    for number in open_blocks {
        let block = &scan.blocks[number as usize];
        out.report(
            Fault::new(
                Code::BlockOpen,
                SourceLocation::new(source, block.span),
                format!("block `{}` is never closed", block.name),
            )
            .with_help("add a line `:::` after its content"),
        );
    }
    scan
}

fn parse_code_fence(line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    let info = &line[length..];
    (length >= 3 && !(mark == '`' && info.contains('`'))).then_some((mark, length))
}

fn mask_line(scan: &mut BlockScan<'_>, begin: usize, length: usize, line: BlockLine) {
    scan.masked_text.to_mut().replace_range(begin..begin + length, &"*".repeat(length));
    scan.block_lines.push((begin, line));
}

/// Reads `name arg="value" other=word`, which begins at `offset` of the source.
fn parse_block(source: &Arc<Source>, offset: usize, text: &str, content: bool, out: &mut Faults) -> Block {
    let name_end = text.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(text.len());
    let name = text[..name_end].to_owned();
    let mut block =
        Block { span: Span::from_range(offset..offset + name_end), name, arguments: Vec::new(), has_content: content };
    let mut at = name_end;
    while let Some(skip) = text[at..].find(|c: char| !c.is_whitespace()) {
        at += skip;
        let rest = &text[at..];
        let name_len = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        if !rest[name_len..].starts_with('=') || name_len == 0 {
            out.report(
                Fault::new(
                    Code::UnknownArgument,
                    SourceLocation::new(source, Span::from_range(offset + at..offset + at + name_len.max(1))),
                    "this is not an argument",
                )
                .with_help("write a name, `=`, and the value in quotes: `slug=\"community-lunch\"`"),
            );
            at += name_len.max(rest.chars().next().map_or(1, char::len_utf8));
            continue;
        }
        let value_at = at + name_len + 1;
        let value = &text[value_at..];
        let (from, len, consumed) = match value.chars().next() {
            Some(quote @ ('"' | '“' | '”')) => {
                let inner = &value[quote.len_utf8()..];
                let close = inner.find(['"', '”', '“']);
                let len = close.unwrap_or(inner.len());
                let closing_len = close.and_then(|close| inner[close..].chars().next()).map_or(0, char::len_utf8);
                (quote.len_utf8(), len, quote.len_utf8() + len + closing_len)
            }
            _ => {
                let len = value.find(char::is_whitespace).unwrap_or(value.len());
                (0, len, len)
            }
        };
        block.arguments.push(Argument {
            name: rest[..name_len].to_owned(),
            name_span: Span::from_range(offset + at..offset + at + name_len),
            value: value[from..from + len].to_owned(),
            span: Span::from_range(offset + value_at + from..offset + value_at + from + len),
        });
        at = value_at + consumed;
    }
    block
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
