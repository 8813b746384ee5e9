//! How a body reads to those who hear it, see little of it, or are new to its language: remarks on headings, links,
//! tables, capitals, emoji, languages and sentences.
//!
//! `markdown` hands over the pieces of a body while it renders them, so a text is parsed once; `site` makes faults of
//! the remarks, because only there is known which language a record is in. Nothing here knows faults, files or records.
//!
//! A wrong remark is worse than none: whatever may be right is left alone.

mod alt_text;
mod capitals;
mod emoji;
mod link_text;
mod linter;
mod readability;
mod script;
mod text_run;
mod video;

pub use alt_text::is_file_name_alt;
pub use capitals::find_capitals;
pub use emoji::find_emoji_runs;
pub use linter::{Linter, TagEffect};
pub use readability::{Readability, Sentence};
pub use text_run::find_quotations;
pub use video::{is_video_address, mentions_captions};

use crate::language::Script;
use crate::text::Span;

/// What there is to say of a body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LintResults {
    /// Remarks, in the order of the text.
    pub findings: Vec<LintFinding>,
    /// How hard it is to read, if it is English.
    pub readability: Readability,
}

/// Something that an editor should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintFinding {
    /// What about it.
    pub kind: LintKind,
    /// Where.
    pub span: Span,
}

/// What a remark is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LintKind {
    /// A heading of the level that is the page's title (WCAG 2.2 SC 1.3.1).
    TopHeading,
    /// A heading more than one level below the one before it (SC 1.3.1).
    SkippedLevel {
        /// The level before; 1 is the page's title.
        from: u8,
        /// Its own.
        to: u8,
    },
    /// A link without text (SC 2.4.4).
    EmptyLink,
    /// A link whose text would do for any other (SC 2.4.4).
    VagueLink(String),
    /// A link whose text is a long address.
    BareAddress,
    /// Words in a script, outside any element that says in which language they are (SC 3.1.2).
    UnmarkedScript(Script),
    /// Words in capitals.
    AllCapitals,
    /// So many emoji in a row.
    EmojiRun(usize),
    /// A table whose header row is empty (SC 1.3.1).
    TableWithoutHeaders,
    /// A link to a video, where nothing in the file speaks of captions or a transcript (SC 1.2.2).
    VideoWithoutCaptions,
}
