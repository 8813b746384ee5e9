//! Tells the running text of a body that is its author's own from code and quotations.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::options::MarkdownOptions;

/// The runs of text that are neither code nor a quotation, in bytes. A run ends with its line.
pub fn prose_ranges(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut excluded_depth = 0usize;
    for (event, at) in Parser::new_ext(text, MarkdownOptions::ALL.parser_extensions()).into_offset_iter() {
        match event {
            Event::Start(Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::HtmlBlock) => excluded_depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                excluded_depth = excluded_depth.saturating_sub(1)
            }
            Event::Text(_) if excluded_depth == 0 => match runs.last_mut() {
                // The parser gives punctuation and entities as texts of their own.
                Some(last) if last.end == at.start => last.end = at.end,
                _ => runs.push(at),
            },
            _ => {}
        }
    }
    runs
}

/// What is shown as code, in bytes: blocks, and code within a line.
pub fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, MarkdownOptions::ALL.parser_extensions()).into_offset_iter();
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    events.filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_found_in_blocks_and_lines() {
        let text = "One `two` *three*.\n\n```\nfive\n```\n\n    six\n";
        let code: Vec<&str> = code_ranges(text).into_iter().map(|range| text[range].trim_end()).collect();
        assert_eq!(code, ["`two`", "```\nfive\n```", "six"]);
    }

    #[test]
    fn prose_is_neither_code_nor_a_quotation() {
        let text = "One `two` *three*.\n\n> four\n\n```\nfive\n```\n\n    six\n\n- seven: [eight](nine)\n";
        let runs: String = prose_ranges(text).into_iter().map(|run| &text[run]).collect::<Vec<_>>().join("|");
        assert_eq!(runs, "One | |three|.|seven: |eight");
    }
}
