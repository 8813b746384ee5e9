//! Content lines (RFC 5545 §3.1): folded at 75 octets, ended by CR and LF, texts escaped.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime};

/// The most octets in a line, without its end (§3.1).
const MAX_LINE_OCTETS: usize = 75;

/// Lines of a calendar.
#[derive(Clone, Debug, Default)]
pub(super) struct ContentLines(String);

impl ContentLines {
    /// Adds a line whose value needs no escaping: a date, an address, a word of the standard.
    pub(super) fn push(&mut self, name: &str, value: &str) {
        // A line break in the value would let its author write further lines of the calendar.
        let is_printable = |c: &char| !c.is_control();
        let line = [name, ":"].into_iter().flat_map(str::chars).chain(value.chars().filter(is_printable));
        let mut octets = 0;
        for c in line {
            if octets + c.len_utf8() > MAX_LINE_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Adds a line with a text (§3.3.11).
    pub(super) fn push_text(&mut self, name: &str, text: &str) {
        self.push(name, &escape_text(text));
    }

    /// Adds a line with a text; nothing for `None`.
    pub(super) fn push_optional_text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.push_text(name, text);
        }
    }

    /// Adds finished lines.
    pub(super) fn push_finished(&mut self, lines: &str) {
        self.0.push_str(lines);
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}

/// Escapes a text as a value (§3.3.11).
pub(super) fn escape_text(text: &str) -> Cow<'_, str> {
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

/// A text as the value of a parameter (§3.2): in quotes. A double quote within it cannot be escaped and becomes a
/// single one.
pub(super) fn quote_parameter(text: &str) -> String {
    format!("\"{}\"", text.chars().map(|c| if c == '"' { '\'' } else { c }).collect::<String>())
}

/// `20270618` (§3.3.4).
pub(super) fn format_date(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// `20270618T183000` (§3.3.5).
pub(super) fn format_date_time(moment: DateTime) -> String {
    format!("{}T{:02}{:02}{:02}", format_date(moment.date()), moment.hour(), moment.minute(), moment.second())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_line(name: &str, value: &str) -> String {
        let mut lines = ContentLines::default();
        lines.push_text(name, value);
        lines.into_string()
    }

    #[test]
    fn lines_are_folded_between_characters_at_75_octets() {
        for text in ["منگل کو سب کے لیے دوپہر کا کھانا ".repeat(9), "🏳️‍🌈🥘".repeat(40), "é".repeat(200), "a".repeat(500)]
        {
            for shift in 0..8 {
                let line = text_line(&"X".repeat(shift + 1), &text);
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
        assert_eq!(text_line("SUMMARY", "a\r\nBEGIN:VALARM\rb\nc"), "SUMMARY:a\\nBEGIN:VALARM\\nb\\nc\r\n");
        assert_eq!(text_line("SUMMARY", "tea, cake; \\o/\u{0}\u{7}"), "SUMMARY:tea\\, cake\\; \\\\o/\r\n");
        assert_eq!(quote_parameter("The \"Big\" one"), "\"The 'Big' one\"");
    }
}
