//! Writes XML 1.0.

/// The text of an XML document so far.
pub(super) struct XmlWriter(pub(super) String);

impl XmlWriter {
    pub(super) fn push_element(&mut self, name: &str, text: &str) {
        self.0.push_str(&format!("<{name}>"));
        self.push_text(text);
        self.0.push_str(&format!("</{name}>\n"));
    }

    pub(super) fn push_attribute(&mut self, name: &str, value: &str) {
        self.0.push_str(&format!(" {name}=\""));
        self.push_text(value);
        self.0.push('"');
    }

    /// Leaves out characters that XML 1.0 forbids (§2.2): with one of them, no program could read the feed.
    pub(super) fn push_text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\t' | '\n' => self.0.push(c),
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                c => self.0.push(c),
            }
        }
    }
}
