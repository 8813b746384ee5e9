//! A message taken apart.

use std::borrow::Cow;

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, VariantKey};

use super::MessageArgument;

/// Stands for `<` in what a message says: a noncharacter, which `theme` takes out of what is filled in.
pub const ELEMENT_OPEN: char = '\u{FDD0}';
/// Stands for `>`.
pub const ELEMENT_CLOSE: char = '\u{FDD1}';

/// A message.
pub(super) struct Message {
    /// Its text and the places of arguments; none where it chooses between forms.
    pub parts: Option<Vec<MessagePart>>,
    /// Names of its arguments, sorted.
    pub variables: Vec<String>,
    /// Names of its marks, sorted: `a` for `<a>`.
    pub elements: Vec<String>,
}

/// A part of a message.
pub(super) enum MessagePart {
    /// As it is.
    Text(String),
    /// An argument.
    Variable(String),
}

impl Message {
    pub(super) fn from_pattern(pattern: &Pattern<&str>) -> Self {
        let mut visitor = PatternVisitor::default();
        visitor.visit_pattern(pattern);
        let mut elements = Vec::new();
        for text in &visitor.texts {
            let inner = text.split(ELEMENT_OPEN).skip(1).filter_map(|rest| rest.split_once(ELEMENT_CLOSE));
            elements.extend(inner.map(|(name, _)| name.trim_start_matches('/').to_owned()));
        }
        for names in [&mut visitor.variables, &mut elements] {
            names.sort_unstable();
            names.dedup();
        }
        Self { parts: split_parts(pattern), variables: visitor.variables, elements }
    }
}

/// What a message names in all of its forms.
#[derive(Default)]
struct PatternVisitor {
    variables: Vec<String>,
    texts: Vec<String>,
}

impl PatternVisitor {
    fn visit_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.texts.push(encode_elements(value).into_owned()),
                PatternElement::Placeable { expression } => self.visit_expression(expression),
            }
        }
    }

    fn visit_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.visit_inline(inline),
            Expression::Select { selector, variants } => {
                self.visit_inline(selector);
                for variant in variants {
                    let (VariantKey::Identifier { .. } | VariantKey::NumberLiteral { .. }) = variant.key;
                    self.visit_pattern(&variant.value);
                }
            }
        }
    }

    fn visit_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => self.variables.push(id.name.to_owned()),
            InlineExpression::Placeable { expression } => self.visit_expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => {
                arguments.positional.iter().for_each(|argument| self.visit_inline(argument));
            }
            _ => {}
        }
    }
}

/// The parts of a message that is nothing but texts and arguments.
fn split_parts(pattern: &Pattern<&str>) -> Option<Vec<MessagePart>> {
    let mut parts = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => push_text(&mut parts, &encode_elements(value)),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                // Escapes of Fluent (`\u00A0`) are Fluent's affair.
                InlineExpression::StringLiteral { value } if !value.contains('\\') => push_text(&mut parts, value),
                InlineExpression::VariableReference { id } => parts.push(MessagePart::Variable(id.name.to_owned())),
                _ => return None,
            },
            PatternElement::Placeable { .. } => return None,
        }
    }
    Some(parts)
}

fn push_text(parts: &mut Vec<MessagePart>, text: &str) {
    match parts.last_mut() {
        Some(MessagePart::Text(last)) => last.push_str(text),
        _ => parts.push(MessagePart::Text(text.to_owned())),
    }
}

/// A message of parts with its arguments.
pub(super) fn join_parts(parts: &[MessagePart], arguments: &[(&str, MessageArgument<'_>)]) -> String {
    let mut text = String::with_capacity(48);
    for part in parts {
        match part {
            MessagePart::Text(literal) => text.push_str(literal),
            MessagePart::Variable(name) => match arguments.iter().find(|(known, _)| known == name) {
                Some((_, MessageArgument::Text(given))) => text.push_str(given),
                Some((_, MessageArgument::Number(given))) => text.push_str(&given.to_string()),
                None => {}
            },
        }
    }
    text
}

/// A message's own text with its marks told apart from any text of an argument.
pub(super) fn encode_elements(text: &str) -> Cow<'_, str> {
    match text.contains('<') {
        false => Cow::Borrowed(text),
        true => Cow::Owned(text.replace('<', "\u{FDD0}").replace('>', "\u{FDD1}")),
    }
}

/// Where a message of an id begins, at or after an offset.
pub(super) fn find_definition(text: &str, id: &str, from: usize) -> usize {
    let is_definition = |at: &usize| {
        let rest = text[at + id.len()..].trim_start_matches(' ');
        rest.starts_with('=') && (*at == 0 || text[..*at].ends_with('\n'))
    };
    text[from..]
        .match_indices(id)
        .map(|(at, _)| from + at)
        .find(is_definition)
        .unwrap_or(from.min(text.len() - id.len()))
}

/// Fluent's own report as ours are said.
pub(super) fn restyle_error(report: &str) -> String {
    let mut chars = report.chars();
    let lowered: String = chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default();
    lowered.trim_end_matches('.').replace('"', "`")
}
