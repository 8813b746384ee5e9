//! Mistakes that editors often make in YAML, each with a message of its own. The parser's own message is the last
//! resort.

use std::ops::Range;
use std::sync::Arc;

use serde_yaml::granit_parser::{ErrorKind, ScanError};

use super::field::is_field_name;
use super::quoting::shorten;
use crate::fault::{Code, Fault};
use crate::text::{Source, SourceLocation, Span};

/// The fault of a text that should be a field and is not: `title:Hello`, or a line of prose.
pub(crate) fn diagnose_non_field(source: &Arc<Source>, chunk: Range<usize>, span: Span) -> Fault {
    let text = &source.text[chunk.clone()];
    find_missing_space(source, chunk.start, text).unwrap_or_else(|| {
        Fault::new(Code::YamlSyntax, SourceLocation::new(source, span), "this is not a field")
            .with_help("a field is a name, a colon, a space and a value: `title: Our story`")
    })
}

/// The fault of a field that the parser could not read.
pub(super) fn diagnose_syntax_error(source: &Arc<Source>, chunk: Range<usize>, error: &ScanError) -> Fault {
    let text = &source.text[chunk.clone()];
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return syntax_fault(
            source,
            parser_error_range(error, &chunk, text),
            "fields are nested too deeply",
            "make it flatter",
        )
        .with_code(Code::TooDeep);
    }
    let found = find_tab_indent(source, chunk.start, text)
        .or_else(|| find_missing_space(source, chunk.start, text))
        .or_else(|| find_indent_mistake(source, &chunk, error))
        .or_else(|| find_value_mistake(source, chunk.start, text));
    found.unwrap_or_else(|| {
        let place = parser_error_range(error, &chunk, text);
        syntax_fault(
            source,
            place,
            &format!("this is not YAML: {}", error.info().to_lowercase()),
            "compare it with a record that works, or put quotes around the value",
        )
    })
}

fn syntax_fault(source: &Arc<Source>, range: Range<usize>, message: &str, help: &str) -> Fault {
    Fault::new(Code::YamlSyntax, SourceLocation::new(source, Span::from_range(range)), message).with_help(help)
}

fn parser_error_range(error: &ScanError, chunk: &Range<usize>, text: &str) -> Range<usize> {
    let offset = error.marker().byte_offset().unwrap_or(0).min(text.trim_end().len());
    let offset = text.floor_char_boundary(offset);
    let next = text[offset..].chars().next().map_or(0, char::len_utf8);
    chunk.start + offset..chunk.start + offset + next
}

fn find_tab_indent(source: &Arc<Source>, start: usize, text: &str) -> Option<Fault> {
    let mut offset = start;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            let place = offset + tab..offset + tab + 1;
            return Some(syntax_fault(source, place, "a tab is used to indent", "use two spaces instead of the tab"));
        }
        offset += line.len();
    }
    None
}

/// Finds that the line of a parser's error begins in another column than the fields above it.
fn find_indent_mistake(source: &Arc<Source>, chunk: &Range<usize>, error: &ScanError) -> Option<Fault> {
    let text = &source.text[chunk.clone()];
    let at = parser_error_range(error, chunk, text).start - chunk.start;
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let (column, name, _) = parse_field_line(text[line_start..].lines().next()?)?;
    let mut open: Vec<(usize, &str, &str)> = Vec::new();
    for line in text[..line_start].lines() {
        let Some((column, name, value)) = parse_field_line(line) else { continue };
        open.retain(|(left, ..)| *left < column);
        open.push((column, name, value));
    }
    let (above, above_name, value) = *open.last()?;
    let nearest = match column > above {
        true if value.is_empty() => return None,
        true => above_name,
        false if open.iter().any(|(left, ..)| *left == column) => return None,
        false => open.iter().find(|(left, ..)| *left > column)?.1,
    };
    let place = chunk.start + line_start + column..chunk.start + line_start + column + name.len();
    let message = format!("`{name}` does not begin in the column of the fields above it");
    let help = format!("begin it in the same column as `{nearest}`");
    Some(syntax_fault(source, place, &message, &help))
}

/// The column, the name and the value of a field in a line.
fn parse_field_line(line: &str) -> Option<(usize, &str, &str)> {
    let unindented = line.trim_start_matches([' ', '-']);
    let (name, value) = unindented.split_once(':')?;
    is_field_name(name).then_some((line.len() - unindented.len(), name, value.trim()))
}

fn find_missing_space(source: &Arc<Source>, start: usize, text: &str) -> Option<Fault> {
    let line = text.lines().next()?;
    let (name, value) = line.split_once(':')?;
    if !is_field_name(name) || value.is_empty() || value.starts_with([' ', '\t', '/', ':']) {
        return None;
    }
    let place = start + name.len()..start + name.len() + 1;
    let message = format!("a space is missing after the colon of `{name}`");
    Some(syntax_fault(source, place, &message, &format!("write `{name}: {}`", shorten(value.trim()))))
}

/// Finds colons, quotation marks and signs in the values of all lines that mean something else to YAML.
fn find_value_mistake(source: &Arc<Source>, start: usize, text: &str) -> Option<Fault> {
    let mut offset = start;
    for line in text.split_inclusive('\n') {
        if let Some(fault) = find_mistake_in_line(source, offset, line.trim_end()) {
            return Some(fault);
        }
        offset += line.len();
    }
    None
}

fn find_mistake_in_line(source: &Arc<Source>, start: usize, line: &str) -> Option<Fault> {
    let unindented = line.trim_start_matches([' ', '-']);
    let (name, rest) = unindented.split_once(':')?;
    let value = rest.trim_start();
    let field = LineField { source, name, value, start: start + line.len() - value.len() };
    match value.chars().next()? {
        quote @ ('"' | '\'') => field.find_quote_mistake(quote),
        '[' | '{' => None,
        sign @ ('@' | '`' | '%' | '&' | '*' | '!') => {
            let message = format!("a value that begins with `{sign}` needs quotes");
            Some(field.fault(0..1, &message, &field.quoting_help(value)))
        }
        _ => field.find_colon(),
    }
}

/// A field in one line.
struct LineField<'a> {
    source: &'a Arc<Source>,
    name: &'a str,
    value: &'a str,
    /// The byte of the value in the source.
    start: usize,
}

impl LineField<'_> {
    /// A fault at some bytes of the value.
    fn fault(&self, range: Range<usize>, message: &str, help: &str) -> Fault {
        syntax_fault(self.source, self.start + range.start..self.start + range.end, message, help)
    }

    /// The help to write the field with quotation marks around its value.
    fn quoting_help(&self, value: &str) -> String {
        let escaped = value.replace('"', "\\\"");
        format!("write `{}: \"{}\"`", self.name, shorten(escaped.trim()))
    }

    fn find_colon(&self) -> Option<Fault> {
        let value = self.value;
        let colon = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
        let message = format!("a colon in the value of `{}` needs quotes around the value", self.name);
        let help = self.quoting_help(value.trim_matches(['“', '”']));
        Some(self.fault(colon..colon + 1, &message, &help))
    }

    fn find_quote_mistake(&self, quote: char) -> Option<Fault> {
        let inner = &self.value[1..];
        let Some(close) = find_closing_quote(inner, quote) else {
            let help = format!("add `{quote}` at the end of the value");
            return Some(self.fault(0..1, "a quotation mark is never closed", &help));
        };
        let after = inner[close + 1..].trim_start();
        if after.is_empty() || after.starts_with('#') {
            return None;
        }
        let (other_quote, text) = match quote {
            '"' => ('\'', self.value),
            _ => ('"', self.value.trim_matches('\'')),
        };
        let name = self.name;
        let help =
            format!("put the whole value in quotes: `{name}: {other_quote}{}{other_quote}`", shorten(text.trim()));
        let range = self.value.len() - after.len()..self.value.len();
        Some(self.fault(range, "text follows the closing quotation mark", &help))
    }
}

/// The byte of the closing quotation mark.
fn find_closing_quote(inner: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if escaped {
            escaped = false;
        } else if c == '\\' && quote == '"' {
            escaped = true;
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
                continue;
            }
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::fault::{Faults, format_short};
    use crate::text::Source;
    use crate::yaml::parse;
    use std::sync::Arc;

    fn faults(text: &str) -> String {
        let source = Arc::new(Source { path: "a.md".into(), text: text.into() });
        let mut out = Faults::new();
        parse(&source, 0..text.len(), &mut out);
        format_short(&out.into_sorted())
    }

    #[test]
    fn common_mistakes_are_named() {
        let cases = [
            (
                "title: Food: a story\n",
                "a.md:1:12: error: a colon in the value of `title` needs quotes around the value; write `title: \"Food: a story\"` [yaml-syntax]\n",
            ),
            (
                "a: 1\ntitle:Food\nb: 2\n",
                "a.md:2:6: error: a space is missing after the colon of `title`; write `title: Food` [yaml-syntax]\n",
            ),
            (
                "a:\n\t- x\n",
                "a.md:2:1: error: a tab is used to indent; use two spaces instead of the tab [yaml-syntax]\n",
            ),
            (
                "title: \"Food\nb: x\n",
                "a.md:1:8: error: a quotation mark is never closed; add `\"` at the end of the value [yaml-syntax]\n",
            ),
            (
                "title: \"Food\" for all\n",
                "a.md:1:15: error: text follows the closing quotation mark; put the whole value in quotes: `title: '\"Food\" for all'` [yaml-syntax]\n",
            ),
            (
                "title: A\n  summary: B\n",
                "a.md:2:3: error: `summary` does not begin in the column of the fields above it; begin it in the same column as `title` [yaml-syntax]\n",
            ),
            (
                "booking:\n  needed: yes\n   url: https://example.org/\n",
                "a.md:3:4: error: `url` does not begin in the column of the fields above it; begin it in the same column as `needed` [yaml-syntax]\n",
            ),
            (
                "booking:\n    needed: yes\n  capacity: 4\n",
                "a.md:3:3: error: `capacity` does not begin in the column of the fields above it; begin it in the same column as `needed` [yaml-syntax]\n",
            ),
            (
                "people:\n  - role: Cook\n   name: Ann\n",
                "a.md:3:4: error: `name` does not begin in the column of the fields above it; begin it in the same column as `role` [yaml-syntax]\n",
            ),
            (
                "title: @home\n",
                "a.md:1:8: error: a value that begins with `@` needs quotes; write `title: \"@home\"` [yaml-syntax]\n",
            ),
            (
                "a: &x 1\nb: *x\n",
                "a.md:1:4: error: anchors and aliases (`&`, `*`) are not used here; write the value out, or put quotes around text that begins with `&` or `*` [yaml-syntax]\na.md:2:4: error: a value that begins with `*` needs quotes; write `b: \"*x\"` [yaml-syntax]\n",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(faults(text), expected, "{text}");
        }
    }

    #[test]
    fn one_mistake_does_not_hide_another() {
        let text = faults("title: Food: a story\nsummary:Hello\ndate: 2027-01-01\n");
        assert_eq!(text.lines().count(), 2, "{text}");
    }

    #[test]
    fn nesting_without_end_is_a_fault() {
        let text = format!("a: {}", "[".repeat(60_000));
        assert!(faults(&text).contains("[too-deep]"));
    }
}
