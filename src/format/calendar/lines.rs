//! Content lines (RFC 5545 §3.1): folded at 75 octets, ended by CR and LF, texts escaped.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime};

/// Octets in a line, its end not counted (§3.1).
const MOST: usize = 75;

/// Lines of a calendar.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A line whose value needs no escape: a date, an address, a word of the standard.
    pub(super) fn put(&mut self, name: &str, value: &str) {
        // What ends a line would begin one of somebody else's making.
        let clean = |c: &char| !c.is_control();
        let line = [name, ":"].into_iter().flat_map(str::chars).chain(value.chars().filter(clean));
        let mut octets = 0;
        for c in line {
            if octets + c.len_utf8() > MOST {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A line with a text (§3.3.11).
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.put(name, &escape(text));
    }

    /// A line with a text, where there is one.
    pub(super) fn some_text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.text(name, text);
        }
    }

    /// Lines made before.
    pub(super) fn lines(&mut self, lines: &str) {
        self.0.push_str(lines);
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A text as a value (§3.3.11).
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['\\', ';', ',', '\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut last = ' ';
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' if last == '\r' => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            _ => escaped.push(c),
        }
        last = c;
    }
    Cow::Owned(escaped)
}

/// A text as the value of a parameter (§3.2): in quotes, which it cannot have itself.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.chars().map(|c| if c == '"' { '\'' } else { c }).collect::<String>())
}

/// `20270618` (§3.3.4).
pub(super) fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// `20270618T183000` (§3.3.5).
pub(super) fn date_time(moment: DateTime) -> String {
    format!("{}T{:02}{:02}{:02}", day(moment.date()), moment.hour(), moment.minute(), moment.second())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(name: &str, value: &str) -> String {
        let mut lines = Lines::default();
        lines.text(name, value);
        lines.into_text()
    }

    #[test]
    fn lines_are_folded_between_characters_at_75_octets() {
        for text in ["منگل کو سب کے لیے دوپہر کا کھانا ".repeat(9), "🏳️‍🌈🥘".repeat(40), "é".repeat(200), "a".repeat(500)]
        {
            for shift in 0..8 {
                let line = put(&"X".repeat(shift + 1), &text);
                assert!(line.ends_with("\r\n"));
                for part in line.trim_end_matches("\r\n").split("\r\n") {
                    assert!(part.len() <= 75 && part.len() > 70 || line.ends_with(&format!("{part}\r\n")), "{part}");
                }
                assert_eq!(
                    line.replace("\r\n ", "").trim_end(),
                    format!("{}:{}", "X".repeat(shift + 1), text.trim_end())
                );
            }
        }
    }

    #[test]
    fn a_text_cannot_begin_a_line() {
        assert_eq!(put("SUMMARY", "a\r\nBEGIN:VALARM\rb\nc"), "SUMMARY:a\\nBEGIN:VALARM\\nb\\nc\r\n");
        assert_eq!(put("SUMMARY", "tea, cake; \\o/\u{0}\u{7}"), "SUMMARY:tea\\, cake\\; \\\\o/\r\n");
        assert_eq!(quoted("The \"Big\" one"), "\"The 'Big' one\"");
    }
}
