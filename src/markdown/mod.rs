//! A body of Markdown → pieces: HTML with holes where something needs the rest of the network
//! (links, pictures, blocks), and an outline. One parse, once, for the life of the file's text.
//!
//! Nothing here knows other files: what a link leads to is decided by `site`, what is written into a hole by `view`.

mod block;
mod html;
mod link;
mod placeholder_writer;
mod prose;
mod render;

pub use block::{Argument, Block, BlockKind, BlockKinds, CORE_BLOCKS, Parameter};
pub(crate) use html::escape_html;
pub use link::{Link, LinkTarget};
pub use placeholder_writer::PlaceholderWriter;
pub use prose::prose_ranges;
pub use render::{MarkdownOptions, render};

use crate::lint::LintResults;
use crate::text::Span;

/// A body, ready to be filled in.
#[derive(Clone, Debug, Default)]
pub struct MarkdownBody {
    /// Sanitised HTML, without what belongs into the holes.
    pub html: String,
    /// The holes, in the order of their places.
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
    /// How it reads, for editors.
    pub lint_results: LintResults,
}

/// A place in the HTML where something is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// Byte in `Body::html`.
    pub offset: u32,
    /// What belongs there.
    pub kind: PlaceholderKind,
}

/// What belongs into a hole; the number counts in the body's own list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceholderKind {
    /// `<a href=…>`.
    LinkOpen(u32),
    /// `</a>`.
    LinkClose(u32),
    /// The value of an `href` in raw HTML.
    Href(u32),
    /// A picture.
    Picture(u32),
    /// The beginning of a block; for one without content, all of it.
    BlockOpen(u32),
    /// The end of a block with content.
    BlockClose(u32),
}

/// A picture as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file, resolved from the record's folder; `None` when it leads out of the network.
    pub path: Option<String>,
    /// As written.
    pub written: String,
    /// The text in its place, from the Markdown.
    pub alt: String,
    /// The title, from the Markdown.
    pub title: String,
    /// Where.
    pub span: Span,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The anchor.
    pub id: String,
    /// Plain text.
    pub text: String,
}

/// A piece of a body, in order.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    /// HTML as it is.
    Html(&'a str),
    /// A hole.
    Placeholder(PlaceholderKind),
}

impl MarkdownBody {
    /// HTML and holes in turn.
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let mut position = 0;
        let mut holes = self.placeholders.iter().peekable();
        let mut done = false;
        std::iter::from_fn(move || {
            if done {
                return None;
            }
            match holes.peek() {
                Some(hole) if hole.offset as usize == position => {
                    let fill = hole.kind;
                    holes.next();
                    Some(Piece::Placeholder(fill))
                }
                Some(hole) => {
                    let from = position;
                    position = hole.offset as usize;
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
