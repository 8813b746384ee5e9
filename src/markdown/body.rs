//! A rendered body.

use super::block::Block;
use super::heading::Heading;
use super::link::Link;
use super::placeholder::{Placeholder, PlaceholderKind};
use crate::lint::LintResults;
use crate::text::Span;

/// A body whose placeholders are to be filled in.
#[derive(Clone, Debug, Default)]
pub struct MarkdownBody {
    /// Sanitised HTML, without the content of the placeholders.
    pub html: String,
    /// The placeholders, in the order of their offsets.
    pub placeholders: Vec<Placeholder>,
    /// Links, in the order written.
    pub links: Vec<Link>,
    /// Pictures, in the order written.
    pub pictures: Vec<Picture>,
    /// Blocks, in the order written.
    pub blocks: Vec<Block>,
    /// Headings with their ids.
    pub headings: Vec<Heading>,
    /// The first paragraph as plain text, at most about 240 characters.
    pub excerpt: String,
    /// Words of running text.
    pub word_count: u32,
    /// What makes it hard to read, for editors.
    pub lint_results: LintResults,
}

/// A picture as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The path of the file, as written.
    pub written: String,
    /// The alternative text, from the Markdown.
    pub alt: String,
    /// The title, from the Markdown.
    pub title: String,
    /// Its place in the source.
    pub span: Span,
}

/// A piece of a body.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    /// HTML as it is.
    Html(&'a str),
    /// A placeholder.
    Placeholder(PlaceholderKind),
}

impl MarkdownBody {
    /// HTML and placeholders in their order.
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let mut position = 0;
        let mut placeholders = self.placeholders.iter().peekable();
        let mut done = false;
        std::iter::from_fn(move || {
            if done {
                return None;
            }
            match placeholders.peek() {
                Some(placeholder) if placeholder.offset as usize == position => {
                    let kind = placeholder.kind;
                    placeholders.next();
                    Some(Piece::Placeholder(kind))
                }
                Some(placeholder) => {
                    let from = position;
                    position = placeholder.offset as usize;
                    Some(Piece::Html(&self.html[from..position]))
                }
                None => {
                    done = true;
                    Some(Piece::Html(&self.html[position..]))
                }
            }
        })
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty() && self.placeholders.is_empty()
    }

    /// Whether a heading has this anchor.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        self.headings.iter().any(|heading| heading.id == anchor)
    }
}
