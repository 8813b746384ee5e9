//! The beginning of a body as plain text.

/// About the most bytes of an excerpt.
const MAX_BYTES: usize = 240;

/// Collects the first paragraph of a body, or its beginning.
#[derive(Debug, Default)]
pub(super) struct Excerpt {
    text: String,
    is_open: bool,
}

impl Excerpt {
    /// A paragraph begins; one within a list or quotation is not taken.
    pub fn start_paragraph(&mut self, is_top_level: bool) {
        self.is_open = self.text.is_empty() && is_top_level;
    }

    /// The paragraph ends.
    pub fn end_paragraph(&mut self) {
        self.is_open = false;
    }

    /// Adds text, if it belongs to the first paragraph and there is room; cut at a word where there is not.
    pub fn push_text(&mut self, text: &str) {
        if !self.is_open || self.text.len() >= MAX_BYTES {
            return;
        }
        let fitting = &text[..text.floor_char_boundary(MAX_BYTES)];
        self.text.push_str(fitting);
        if fitting.len() < text.len() {
            self.text.truncate(self.text.rfind(' ').unwrap_or(self.text.len()));
            self.text.push('…');
            self.is_open = false;
        }
    }

    /// The excerpt.
    pub fn into_text(self) -> String {
        self.text
    }
}
