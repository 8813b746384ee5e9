//! Which parts of rendering are on.

use pulldown_cmark::Options as Extensions;

/// What is done to a body besides CommonMark. Everything is on, except in comparisons with other renderers.
#[derive(Clone, Copy, Debug)]
pub struct MarkdownOptions {
    /// Raw HTML is cleaned.
    pub sanitise: bool,
    /// Quotation marks become curly, and hyphens in a row become dashes.
    pub smart_punctuation: bool,
    /// Links and pictures become placeholders; headings get ids; blocks are read.
    pub extended: bool,
}

impl MarkdownOptions {
    /// Everything is on, as for a published site.
    pub const ALL: Self = Self { sanitise: true, smart_punctuation: true, extended: true };
    /// Exactly CommonMark.
    pub const COMMONMARK: Self = Self { sanitise: false, smart_punctuation: false, extended: false };

    /// The extensions of pulldown-cmark that are on.
    pub fn parser_extensions(self) -> Extensions {
        let mut extensions = Extensions::empty();
        if self.extended {
            extensions = Extensions::ENABLE_TABLES
                | Extensions::ENABLE_FOOTNOTES
                | Extensions::ENABLE_STRIKETHROUGH
                | Extensions::ENABLE_TASKLISTS
                | Extensions::ENABLE_HEADING_ATTRIBUTES
                | Extensions::ENABLE_DEFINITION_LIST
                | Extensions::ENABLE_GFM;
        }
        if self.smart_punctuation {
            extensions |= Extensions::ENABLE_SMART_PUNCTUATION;
        }
        extensions
    }
}
