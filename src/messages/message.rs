//! A message as parts that are joined by copying.

use std::borrow::Cow;

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, VariantKey};

use super::argument::MessageArgument;

/// Stands for the `<` of an element in a message: a noncharacter, which `theme` removes from all arguments.
pub const ELEMENT_OPEN: char = '\u{FDD0}';
/// Stands for the `>` of an element in a message.
pub const ELEMENT_CLOSE: char = '\u{FDD1}';

/// A message.
pub(super) struct Message {
    /// Its text and arguments in order; `None` when the message chooses between forms.
    pub parts: Option<Vec<MessagePart>>,
    /// The names of its arguments, sorted.
    pub variables: Vec<String>,
    /// The names of its elements, sorted: `a` for `<a>`.
    pub elements: Vec<String>,
}

/// A part of a message.
pub(super) enum MessagePart {
    /// Text as it is.
    Text(String),
    /// An argument, by its name.
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

/// Collects what a message names in all of its forms.
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

/// The parts of a message that consists of nothing but text and arguments.
fn split_parts(pattern: &Pattern<&str>) -> Option<Vec<MessagePart>> {
    let mut parts = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => push_text(&mut parts, &encode_elements(value)),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                // Escapes such as `\u00A0` are left to Fluent.
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

/// The text of a message with its arguments filled in.
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

/// A message's own text with its elements marked, so that `<` in an argument is never taken for one.
pub(super) fn encode_elements(text: &str) -> Cow<'_, str> {
    match text.contains('<') {
        false => Cow::Borrowed(text),
        true => Cow::Owned(text.chars().map(encode_character).collect()),
    }
}

fn encode_character(c: char) -> char {
    match c {
        '<' => ELEMENT_OPEN,
        '>' => ELEMENT_CLOSE,
        c => c,
    }
}
