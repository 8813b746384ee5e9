//! Faults for people: the sentence, the line with a caret, the way out.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{At, Fault, Severity};
use crate::text::Place;

/// How much of a long line is shown on each side of the fault, in bytes.
const AROUND: usize = 90;

/// Each fault as a small report, an empty line between them; with colours if asked for.
pub fn human(faults: &[Fault], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    let one = |fault: &Fault| printable(&renderer.render(&[report(fault)])) + "\n\n";
    faults.iter().map(one).collect()
}

fn report(fault: &Fault) -> Group<'_> {
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name("advice"),
    };
    let mut group = Group::with_title(level.primary_title(fault.message.as_str()).id(fault.code.word()));
    match &fault.at {
        At::Place(place) => group = group.element(snippet(place, AnnotationKind::Primary, None)),
        At::File(path) => group = group.element(Origin::path(path.as_str())),
        At::Network => {}
    }
    for note in &fault.notes {
        group = match &note.place {
            Some(place) => group.element(Level::NOTE.message(note.message.as_str())).element(snippet(
                place,
                AnnotationKind::Context,
                None,
            )),
            None => group.element(Level::NOTE.message(note.message.as_str())),
        };
    }
    match &fault.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// The first line of a place, cut to a readable width when it is very long.
fn snippet<'a>(place: &'a Place, kind: AnnotationKind, label: Option<&'a str>) -> Snippet<'a, Annotation<'a>> {
    let text = place.source.text.as_str();
    let (start, end) = (place.span.start as usize, place.span.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let from = boundary(text, line_start.max(start.saturating_sub(AROUND)));
    let until = boundary(text, line_end.min(end.clamp(start, line_end) + AROUND)).max(start);
    let shown = text[from..until].trim_end_matches('\r');
    // Byte order marks are not shown, however many there are.
    let bare = shown.trim_start_matches('\u{feff}');
    let from = from + shown.len() - bare.len();
    let shown = bare;
    let span = start.saturating_sub(from).min(shown.len())..end.saturating_sub(from).min(shown.len());
    let span = span.start..span.end.max(span.start);
    Snippet::source(shown)
        .path(place.source.path.as_str())
        .line_start(place.start().line)
        .annotation(kind.span(span).label(label))
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A file's text must not steer the reader's terminal: control characters are shown as what they are.
fn printable(text: &str) -> String {
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
        let place = Place::new(&source, Span::new(at..at + 'گ'.len_utf8()));
        let shown = human(&[Fault::new(Code::UnknownField, place, "here")], false);
        assert!(shown.contains("1 | ا گ: x\n  |   ^"), "{shown}");
    }
}
