//! Finds what makes a body hard to read for people who hear it, see little of it, or are new to its language: in headings,
//! links, tables, capitals, emoji, languages and sentences.
//!
//! `markdown` passes on its events while it renders a body, so that each text is parsed once. `site` turns the findings
//! into faults, because the language of a record is known only there. Nothing here knows faults, files or records.
//!
//! A wrong finding is worse than none: what may be right is not reported.

mod alt_text;
mod capitals;
mod emoji;
mod link_text;
mod linter;
mod markup;
mod readability;
mod script;
mod sentence;
mod text_run;
mod video;
mod word;

pub use alt_text::is_file_name_alt;
pub use capitals::find_capitals;
pub use emoji::find_emoji_runs;
pub use linter::{Linter, TagEffect};
pub use markup::find_markup;
pub use readability::{Readability, Sentence};
pub use text_run::find_quotations;
pub use video::{is_video_address, mentions_captions};

use crate::language::Script;
use crate::text::Span;

/// What was found in a body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LintResults {
    /// Findings, in the order of the text.
    pub findings: Vec<LintFinding>,
    /// How hard it is to read; this means something only for English.
    pub readability: Readability,
}

/// Something that an editor should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintFinding {
    /// What it is.
    pub kind: LintKind,
    /// Where.
    pub span: Span,
}

/// A kind of finding.
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
    /// A link whose text would fit any other link (SC 2.4.4).
    VagueLink(String),
    /// A link whose text is a long address.
    BareAddress,
    /// Words in another script, outside any element with a `lang` (SC 3.1.2).
    UnmarkedScript(Script),
    /// Words in capitals.
    AllCapitals,
    /// This many emoji in a row.
    EmojiRun(usize),
    /// A table whose header row is empty (SC 1.3.1).
    TableWithoutHeaders,
    /// A link to a video, in a file that does not mention captions or a transcript (SC 1.2.2).
    VideoWithoutCaptions,
}
