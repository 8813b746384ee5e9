//! Faults for people: the message, the line with a caret below it, the help.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Fault, FaultLocation, Severity};
use crate::text::{SourceLocation, escape_control_characters};

/// How many bytes of a long line are shown on each side of the fault.
const CONTEXT_BYTES: usize = 90;

/// Each fault as a small report with an empty line after it.
pub fn format_human(faults: &[Fault], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    let render_fault = |fault: &Fault| replace_control_characters(&renderer.render(&[build_report(fault)])) + "\n\n";
    faults.iter().map(render_fault).collect()
}

fn build_report(fault: &Fault) -> Group<'_> {
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name("advice"),
    };
    let mut group = Group::with_title(level.primary_title(fault.message.as_str()).id(fault.code.as_str()));
    match &fault.location {
        FaultLocation::Source(place) => group = group.element(build_snippet(place, AnnotationKind::Primary)),
        FaultLocation::File(path) => group = group.element(Origin::path(escape_control_characters(path))),
        FaultLocation::Network => {}
    }
    for note in &fault.notes {
        group = match &note.location {
            Some(place) => group
                .element(Level::NOTE.message(escape_lines(&note.message)))
                .element(build_snippet(place, AnnotationKind::Context)),
            None => group.element(Level::NOTE.message(escape_lines(&note.message))),
        };
    }
    match &fault.help {
        Some(help) => group.element(Level::HELP.message(escape_lines(help))),
        None => group,
    }
}

/// The first line of a location, shortened when it is very long.
fn build_snippet(location: &SourceLocation, kind: AnnotationKind) -> Snippet<'_, Annotation<'_>> {
    let text = location.source.text.as_str();
    let (start, end) = (location.span.start as usize, location.span.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let from = text.floor_char_boundary(line_start.max(start.saturating_sub(CONTEXT_BYTES)));
    let until = text.floor_char_boundary(line_end.min(end.clamp(start, line_end) + CONTEXT_BYTES)).max(start);
    let shown = text[from..until].trim_end_matches('\r');
    // Byte order marks are not shown, however many there are.
    let bare = shown.trim_start_matches('\u{feff}');
    let from = from + shown.len() - bare.len();
    let shown = bare;
    let span = start.saturating_sub(from).min(shown.len())..end.saturating_sub(from).min(shown.len());
    let span = span.start..span.end.max(span.start);
    Snippet::source(shown)
        .path(escape_control_characters(&location.source.path))
        .line_start(location.start().line)
        .annotation(kind.span(span))
}

/// Several lines without other control characters. The library does it for titles and source lines only.
fn escape_lines(text: &str) -> String {
    text.split('\n').map(escape_control_characters).collect::<Vec<_>>().join("\n")
}

/// Replaces control characters: a file's text must not control the reader's terminal.
fn replace_control_characters(text: &str) -> String {
    let visible = |c: char| match c {
        '\n' | '\t' | '\u{1b}' => c,
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::fault::Code;
    use crate::text::{Source, Span};

    #[test]
    fn several_byte_order_marks_do_not_move_the_caret() {
        let text = "\u{feff}\u{feff}ا گ: x";
        let source = Arc::new(Source { path: "a.md".into(), text: text.into() });
        let at = text.find('گ').expect("it is there");
        let location = SourceLocation::new(&source, Span::from_range(at..at + 'گ'.len_utf8()));
        let shown = format_human(&[Fault::new(Code::UnknownField, location, "here")], false);
        assert!(shown.contains("1 | ا گ: x\n  |   ^"), "{shown}");
    }
}
