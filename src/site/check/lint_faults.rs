//! The faults of what `lint` finds in texts, with the WCAG criteria they follow.

use crate::fault::{Code, Fault};
use crate::text::{Source, SourceLocation, Span};

/// A heading that is written like the title of the page.
pub(super) fn top_heading_fault(location: SourceLocation) -> Fault {
    Fault::new(Code::HeadingOrder, location, "a heading with one `#` is the page's title, which is there already")
        .with_help("begin headings with `##` (WCAG 1.3.1)")
}

/// A heading that is more than one level below the heading before it.
pub(super) fn skipped_level_fault(location: SourceLocation, from: u8, to: u8) -> Fault {
    let message = match from {
        1 => format!("the first heading is of level {to}; below the title comes level 2"),
        _ => format!("this heading is of level {to}, and the one before it of level {from}"),
    };
    let help = format!("write `{}` (WCAG 1.3.1)", "#".repeat(usize::from(from) + 1));
    Fault::new(Code::HeadingOrder, location, message).with_help(help)
}

/// A link without text.
pub(super) fn empty_link_fault(location: SourceLocation) -> Fault {
    Fault::new(Code::VagueLink, location, "this link has no text")
        .with_help("say where it leads between the brackets (WCAG 2.4.4)")
}

/// A link such as "click here".
pub(super) fn vague_link_fault(location: SourceLocation, text: &str) -> Fault {
    Fault::new(Code::VagueLink, location, format!("`{text}` does not say where the link leads"))
        .with_help("make the words that name it the link: `[the hall’s opening times](…)` (WCAG 2.4.4)")
}

/// A link whose text is its address.
pub(super) fn bare_address_fault(location: SourceLocation) -> Fault {
    let message = "this link's text is an address, which is read aloud sign by sign";
    Fault::new(Code::BareAddress, location, message)
        .with_help("name what it leads to: `[the minutes of May](https://…)` (WCAG 2.4.4)")
}

/// A table whose header row is empty.
pub(super) fn table_without_headers_fault(location: SourceLocation) -> Fault {
    Fault::new(Code::TableWithoutHeaders, location, "this table's header row is empty")
        .with_help("name each column in its first row, or write a list (WCAG 1.3.1)")
}

/// The fault of an alternative text that is a file name.
pub(in crate::site) fn file_name_as_alt_fault(location: SourceLocation, alt: &str) -> Fault {
    Fault::new(
        Code::FileNameAsAlt,
        location,
        format!("`{}` is no text for those who cannot see the picture", alt.trim()),
    )
    .with_help("say what it shows, or `decorative: true` under `images:` if it shows nothing that matters (WCAG 1.1.1)")
}

pub(super) fn all_capitals_fault(location: SourceLocation) -> Fault {
    Fault::new(
        Code::AllCapitals,
        location,
        "words in capitals are slow to read, and may be spelled out letter by letter",
    )
    .with_help("write them in small letters; `**bold**` stresses them as well")
}

pub(super) fn emoji_run_fault(location: SourceLocation, count: usize) -> Fault {
    Fault::new(Code::EmojiRun, location, format!("{count} emoji in a row are read aloud by their names, one by one"))
        .with_help("keep one, and put it at the end (WCAG 1.1.1)")
}

pub(super) fn no_captions_fault(location: SourceLocation) -> Fault {
    Fault::new(Code::NoCaptions, location, "nothing says whether this video has captions or a transcript")
        .with_help("say so beside it, as in `(with captions)`, or link to a transcript (WCAG 1.2.2)")
}

/// The first line of a span: a waiver on the line before it covers the fault.
pub(super) fn first_line_span(source: &Source, span: Span) -> Span {
    let range = span.to_range();
    let end = source.text[range.clone()].find(['\r', '\n']).map_or(range.end, |end| range.start + end);
    Span::from_range(range.start..end)
}
