//! Finds a value in a text, however it is written there.

use crate::record::Phone;

/// A text in lower case without spaces.
pub(super) struct CompactText {
    letters: String,
    /// For each byte of `letters`, the byte of the text that it comes from.
    offsets: Vec<usize>,
}

impl CompactText {
    pub(super) fn new(text: &str) -> Self {
        let mut compact = Self { letters: String::with_capacity(text.len()), offsets: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let before = compact.letters.len();
            compact.letters.extend(c.to_lowercase());
            compact.offsets.resize(compact.offsets.len() + compact.letters.len() - before, at);
        }
        compact
    }

    /// The places of a value in the text, as ranges of bytes. A value inside a longer word is not found.
    pub(super) fn find(&self, text: &str, value: &str) -> Vec<(usize, usize)> {
        let wanted = Self::new(value).letters;
        if wanted.is_empty() {
            return Vec::new();
        }
        let spans = self.letters.match_indices(&wanted).map(|(at, _)| {
            let last = self.offsets[at + wanted.len() - 1];
            let length = text[last..].chars().next().map_or(0, char::len_utf8);
            (self.offsets[at], last + length)
        });
        let is_word_character = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        spans
            .filter(|(start, end)| {
                !is_word_character(text[..*start].chars().next_back())
                    && !is_word_character(text[*end..].chars().next())
            })
            .collect()
    }
}

/// The places of a telephone number in a text, as ranges of bytes. Spaces and the country code do not matter.
pub(super) fn find_phone_number(text: &str, phone: &str) -> Vec<(usize, usize)> {
    let wanted = national_digits(&Phone(phone.to_owned()).tel_number());
    if wanted.len() < 5 {
        return Vec::new();
    }
    let mut found = Vec::new();
    let is_phone_character = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | '\u{a0}');
    let mut at = 0;
    while let Some(start) =
        text[at..].find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')).map(|start| at + start)
    {
        let end = text[start..].find(|c: char| !is_phone_character(c)).map_or(text.len(), |end| start + end);
        let run = &text[start..end];
        if national_digits(&Phone(run.to_owned()).tel_number()).contains(&wanted) {
            let trimmed = run.trim_end_matches(|c: char| !c.is_ascii_digit());
            found.push((start, start + trimmed.len()));
        }
        at = end;
    }
    found
}

/// The digits of a number without the code of the United Kingdom and without the leading zero.
fn national_digits(dial: &str) -> String {
    let digits = dial.strip_prefix("+44").or(dial.strip_prefix("0044")).unwrap_or(dial);
    digits.chars().filter(char::is_ascii_digit).collect::<String>().trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_however_they_are_written() {
        let text = "Come to 2  mill lane, zz14wh. Ring (01632) 960-001 or +44 1632 960 001, not 01632 960002.";
        let compact = CompactText::new(text);
        let texts =
            |found: Vec<(usize, usize)>| found.iter().map(|(start, end)| &text[*start..*end]).collect::<Vec<_>>();
        assert_eq!(texts(compact.find(text, "ZZ1 4WH")), ["zz14wh"]);
        assert_eq!(texts(compact.find(text, "2 Mill Lane")), ["2  mill lane"]);
        assert!(compact.find(text, "2 Mill Lan").is_empty(), "a part of a word is another word");
        assert_eq!(texts(find_phone_number(text, "01632 960001")), ["(01632) 960-001", "+44 1632 960 001"]);
        assert!(find_phone_number(text, "01632 960009").is_empty());
    }
}
