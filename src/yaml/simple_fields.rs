//! Reads front matter in which every line is a field with a simple value, as most are, without the YAML parser: words and
//! dates, text in quotes, and lists of words. The parser takes five times as long.
//!
//! Everything else is left to the parser, whose nodes are the same; a test below compares the two.

use super::node::{MapEntry, Node, Value};
use super::node_builder::build_plain_scalar;
use crate::text::Span;

/// Longer texts are left to the parser.
const MAX_FIELDS: usize = 32;
const MAX_LINE_BYTES: usize = 1_000;

/// The fields of a text that begins at `offset` of its source; `None` when they are not as simple as that.
pub(super) fn read_simple_fields(text: &str, offset: usize) -> Option<Node> {
    let mut entries: Vec<MapEntry> = Vec::new();
    let mut at = offset;
    for line in text.split_inclusive('\n') {
        let entry = read_field(line.strip_suffix('\n')?, at)?;
        if entries.len() == MAX_FIELDS || entries.iter().any(|known| known.name == entry.name) {
            return None;
        }
        entries.push(entry);
        at += line.len();
    }
    let span = Span { start: entries.first()?.span.start, end: entries.last()?.node.span.end };
    Some(Node { value: Value::Map(entries), span })
}

/// Reads `name: value`, which begins at `at` of the source.
fn read_field(line: &str, at: usize) -> Option<MapEntry> {
    let (name, value) = line.split_once(": ").filter(|_| line.len() <= MAX_LINE_BYTES)?;
    let Node { value: Value::Scalar { text: name, .. }, span } = read_word(name, at)? else { return None };
    let at = at + name.len() + 2;
    let node = match value.as_bytes() {
        [b'"', inner @ .., b'"'] => {
            let inner = &value[1..=inner.len()];
            let is_plain =
                inner.chars().all(|c| is_plain_sign(c) || matches!(c, '#' | '*' | '[' | ']' | '{' | '}' | '|'));
            is_plain.then(|| Node {
                value: Value::Scalar { text: inner.to_owned(), plain: false },
                span: Span::from_range(at..at + value.len()),
            })?
        }
        [b'[', inner @ .., b']'] => read_words(&value[1..=inner.len()], at)?,
        [first, .., last] | [first @ last] if first.is_ascii_alphanumeric() && !matches!(last, b' ' | b':') => {
            let is_plain = value.chars().all(is_plain_sign) && !value.contains(": ");
            is_plain.then(|| build_plain_scalar(value.to_owned(), Span::from_range(at..at + value.len())))?
        }
        _ => return None,
    };
    Some(MapEntry { name, span, node })
}

/// Reads the words of a list, whose bracket is at `at` of the source.
fn read_words(inner: &str, at: usize) -> Option<Node> {
    let mut items = Vec::new();
    let mut word_at = at + 1;
    for word in inner.split(", ") {
        items.push(read_word(word, word_at)?);
        word_at += word.len() + 2;
    }
    Some(Node { value: Value::List(items), span: Span::from_range(at..at + inner.len() + 2) })
}

/// Reads a word of ASCII letters, digits, `-` and `_`.
fn read_word(word: &str, at: usize) -> Option<Node> {
    let is_word = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let begins_well = word.bytes().next()?.is_ascii_alphanumeric();
    (is_word && begins_well).then(|| build_plain_scalar(word.to_owned(), Span::from_range(at..at + word.len())))
}

/// Whether a character means nothing in YAML within a line, besides `: `.
fn is_plain_sign(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_alphanumeric() || " -._/+@'()&,;:!?=%".contains(c),
        false => c.is_alphanumeric() || matches!(c, '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '£' | '€'),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::text::Source;
    use crate::yaml::node_builder::YamlNodeBuilder;

    /// What the parser makes of a text behind three other bytes; `None` after a fault.
    fn parsed(text: &str) -> Option<Node> {
        let source = Arc::new(Source { path: "content/about.md".into(), text: format!("-- {text}") });
        let (node, faults) = YamlNodeBuilder::new(&source, 3, &source.text[3..]).build_document().ok()?;
        faults.is_empty().then_some(node)
    }

    #[test]
    fn what_most_records_say_is_simple() {
        let text = "title: \"Tea & talk: “Hello”\"\nstart: 2027-02-03 18:30\ntopics: [food, walks]\nplaces: [fenby]\nsummary: Tŷ’r bobl, at 10:00\n";
        assert_eq!(read_simple_fields(text, 3), parsed(text));
        for other in
            ["a: b\n  c: d\n", "a:\n  - b\n", "a: 'b'\n", "a: b # c\n", "a: &b c\n", "a: b\na: c\n", "a: b\n\n", ""]
        {
            assert_eq!(read_simple_fields(other, 3), None, "{other}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_parser_reads_the_same(
            text in "([a-c0-9_-]{1,3}(: |:|: {2})(\"?[a-z0-9 :,;'&!?=%@£é“…#*\\[{|.+()/~<>-]{0,8}\"?|\\[([a-z0-9_-]{0,4}(, |,| )){0,3}[a-z0-9~_-]{0,4}\\]|null|~|true|1e3|- a)\n){0,4}"
        ) {
            if let Some(node) = read_simple_fields(&text, 3) {
                prop_assert_eq!(Some(node), parsed(&text));
            }
        }
    }
}
