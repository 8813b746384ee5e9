//! Markdown → a [`MarkdownBody`]: HTML with placeholders where something depends on the rest of the network (links,
//! pictures, blocks), and the body's headings, links and findings. Each body is parsed once, as long as its text stays
//! the same.
//!
//! - `block_scan.rs` finds blocks line by line before CommonMark reads the text, and overwrites their lines with
//!   asterisks of the same length. So one parse is enough, and all offsets, footnotes and definitions stay right.
//! - `placeholder.rs` marks links, pictures and blocks with noncharacters and a token made from the text itself, so
//!   that no text can forge a placeholder.
//! - `raw_html.rs` and `sanitise.rs` clean raw HTML with ammonia.
//!
//! Nothing here knows other files: `site` decides what a link leads to, and `theme` and `format` fill the placeholders
//! from what `publish` lets them see.

mod block;
mod block_kind;
mod block_scan;
mod body;
mod builder;
mod collector;
mod excerpt;
mod heading;
mod html;
mod html_text;
mod link;
mod options;
mod placeholder;
mod placeholder_writer;
mod prose;
mod raw_html;
mod render;
mod sanitise;
mod tag;

pub use block::{Argument, Block};
pub use block_kind::{BlockKind, BlockKinds, Parameter};
pub use body::{MarkdownBody, Picture, Piece};
pub use heading::Heading;
pub(crate) use html::{PictureHtml, escape_html};
pub use html_text::html_to_text;
pub use link::{Link, LinkTarget};
pub use options::MarkdownOptions;
pub use placeholder::{Placeholder, PlaceholderKind};
pub use placeholder_writer::PlaceholderWriter;
pub use prose::{code_ranges, prose_ranges};
pub use render::render;
