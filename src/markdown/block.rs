//! Blocks in a body: `::name arg="value"` in a line of its own, or `:::name …` to `:::` around Markdown.

use crate::text::Span;

/// A block as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its name.
    pub name: String,
    /// Where the name is.
    pub span: Span,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// Whether it was opened with `:::`, and so has content.
    pub has_content: bool,
}

/// An argument as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Where the name is.
    pub name_span: Span,
    /// Its value.
    pub value: String,
    /// Where the value is.
    pub span: Span,
}

impl Block {
    /// The value of an argument.
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.arguments.iter().find(|argument| argument.name == name).map(|argument| argument.value.as_str())
    }
}
