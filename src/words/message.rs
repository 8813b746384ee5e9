//! A message taken apart.

use std::borrow::Cow;

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, VariantKey};

use super::Argument;

/// Stands for `<` in what a message says: a noncharacter, which `theme` takes out of what is filled in.
pub const MARK_OPEN: char = '\u{FDD0}';
/// Stands for `>`.
pub const MARK_CLOSE: char = '\u{FDD1}';

/// A message.
pub(super) struct Message {
    /// Its text and the places of arguments; none where it chooses between forms.
    pub parts: Option<Vec<Part>>,
    /// Names of its arguments, sorted.
    pub variables: Vec<String>,
    /// Names of its marks, sorted: `a` for `<a>`.
    pub marks: Vec<String>,
}

/// A part of a message.
pub(super) enum Part {
    /// As it is.
    Text(String),
    /// An argument.
    Variable(String),
}

impl Message {
    pub(super) fn of(pattern: &Pattern<&str>) -> Self {
        let mut found = Found::default();
        found.pattern(pattern);
        let mut marks = Vec::new();
        for text in &found.texts {
            let inner = text.split(MARK_OPEN).skip(1).filter_map(|rest| rest.split_once(MARK_CLOSE));
            marks.extend(inner.map(|(name, _)| name.trim_start_matches('/').to_owned()));
        }
        for names in [&mut found.variables, &mut marks] {
            names.sort_unstable();
            names.dedup();
        }
        Self { parts: parts(pattern), variables: found.variables, marks }
    }
}

/// What a message names in all of its forms.
#[derive(Default)]
struct Found {
    variables: Vec<String>,
    texts: Vec<String>,
}

impl Found {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.texts.push(marked(value).into_owned()),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    let (VariantKey::Identifier { .. } | VariantKey::NumberLiteral { .. }) = variant.key;
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => self.variables.push(id.name.to_owned()),
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => {
                arguments.positional.iter().for_each(|argument| self.inline(argument));
            }
            _ => {}
        }
    }
}

/// The parts of a message that is nothing but texts and arguments.
fn parts(pattern: &Pattern<&str>) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => push(&mut parts, &marked(value)),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                // Escapes of Fluent (`\u00A0`) are Fluent's affair.
                InlineExpression::StringLiteral { value } if !value.contains('\\') => push(&mut parts, value),
                InlineExpression::VariableReference { id } => parts.push(Part::Variable(id.name.to_owned())),
                _ => return None,
            },
            PatternElement::Placeable { .. } => return None,
        }
    }
    Some(parts)
}

fn push(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        Some(Part::Text(last)) => last.push_str(text),
        _ => parts.push(Part::Text(text.to_owned())),
    }
}

/// A message of parts with its arguments.
pub(super) fn join(parts: &[Part], arguments: &[(&str, Argument<'_>)]) -> String {
    let mut text = String::with_capacity(48);
    for part in parts {
        match part {
            Part::Text(own) => text.push_str(own),
            Part::Variable(name) => match arguments.iter().find(|(known, _)| known == name) {
                Some((_, Argument::Text(given))) => text.push_str(given),
                Some((_, Argument::Number(given))) => text.push_str(&given.to_string()),
                None => {}
            },
        }
    }
    text
}

/// A message's own text with its marks told apart from any text of an argument.
pub(super) fn marked(text: &str) -> Cow<'_, str> {
    match text.contains('<') {
        false => Cow::Borrowed(text),
        true => Cow::Owned(text.replace('<', "\u{FDD0}").replace('>', "\u{FDD1}")),
    }
}

/// Where a message of an id begins, at or after an offset.
pub(super) fn at(text: &str, id: &str, from: usize) -> usize {
    let begins = |at: &usize| {
        let rest = text[at + id.len()..].trim_start_matches(' ');
        rest.starts_with('=') && (*at == 0 || text[..*at].ends_with('\n'))
    };
    text[from..].match_indices(id).map(|(at, _)| from + at).find(begins).unwrap_or(from.min(text.len() - id.len()))
}

/// Fluent's own report as ours are said.
pub(super) fn said(report: &str) -> String {
    let mut chars = report.chars();
    let lowered: String = chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default();
    lowered.trim_end_matches('.').replace('"', "`")
}
