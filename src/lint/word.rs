//! Words and their syllables.

use std::ops::Range;

/// A word of running text.
#[derive(Default)]
pub(super) struct ReadabilityWord {
    /// Its bytes, without the signs around it.
    pub range: Range<usize>,
    /// Whether it begins with a capital.
    pub is_capitalised: bool,
    /// The classes of its characters.
    classes: u8,
    /// How many groups of vowels it has.
    vowel_groups: u32,
}

const LETTER: u8 = 1;
const VOWEL: u8 = 2;
const DIGIT: u8 = 4;
const BLANK: u8 = 8;
/// Signs that are in addresses.
const ADDRESS_SIGN: u8 = 16;

/// The class of each ASCII character. A table, because every character of a network's texts is looked up in it.
const ASCII_CLASSES: [u8; 128] = {
    let mut classes = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'A' | b'E' | b'I' | b'O' | b'U' | b'Y' => LETTER | VOWEL,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b' ' | b'\t' | b'\n' | b'\r' => BLANK,
            b'/' | b'@' | b'_' => ADDRESS_SIGN,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

fn character_class(c: char) -> u8 {
    match c {
        '–' | '—' => BLANK,
        c if c.is_alphabetic() => LETTER,
        c if c.is_numeric() => DIGIT,
        c if c.is_whitespace() => BLANK,
        _ => 0,
    }
}

impl ReadabilityWord {
    /// Groups of vowels without a silent `e` at the end: a rule of thumb, which is off by little over a whole text.
    pub(super) fn count_syllables(&self, text: &str) -> u32 {
        let word = &text.as_bytes()[self.range.clone()];
        let stem = word.strip_suffix("’s".as_bytes()).or(word.strip_suffix(b"'s")).unwrap_or(word);
        // In lower case.
        let letter_from_end = |back: usize| stem.len().checked_sub(back).map_or(b' ', |at| stem[at] | 0x20);
        let is_vowel = |byte: u8| ASCII_CLASSES.get(usize::from(byte)).is_some_and(|class| class & VOWEL != 0);
        let has_silent_e = match (letter_from_end(2), letter_from_end(1)) {
            (b'e', b's') => {
                !is_vowel(letter_from_end(3))
                    && !matches!(letter_from_end(3), b's' | b'x' | b'z' | b'h' | b'c' | b'g' | b'l')
            }
            (b'e', b'd') => !is_vowel(letter_from_end(3)) && !matches!(letter_from_end(3), b't' | b'd'),
            (last, b'e') => !is_vowel(last) && last != b'l',
            _ => false,
        };
        self.vowel_groups.saturating_sub(u32::from(has_silent_e)).max(1)
    }
}

/// Calls `visit` for each word between spaces and dashes. Addresses and numbers are not words.
pub(super) fn for_each_word(text: &str, range: Range<usize>, mut visit: impl FnMut(&ReadabilityWord)) {
    let mut word = ReadabilityWord::default();
    let mut finish_word = |word: &mut ReadabilityWord| {
        if word.classes & (LETTER | ADDRESS_SIGN) == LETTER && !text[word.range.clone()].starts_with("www.") {
            visit(word);
        }
        *word = ReadabilityWord::default();
    };
    let (bytes, mut at, mut previous_class) = (text.as_bytes(), range.start, 0);
    while at < range.end {
        let (class, length) = match ASCII_CLASSES.get(usize::from(bytes[at])) {
            Some(class) => (*class, 1),
            None => text[at..].chars().next().map_or((0, 1), |c| (character_class(c), c.len_utf8())),
        };
        if class == BLANK {
            finish_word(&mut word);
        } else {
            word.classes |= class;
            if class & (LETTER | DIGIT) != 0 {
                if word.range.end == 0 {
                    word.range.start = at;
                    word.is_capitalised = text[at..].starts_with(char::is_uppercase);
                }
                word.range.end = at + length;
            }
            word.vowel_groups += u32::from(class & !previous_class & VOWEL != 0);
        }
        previous_class = class;
        at += length;
    }
    finish_word(&mut word);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_about_right() {
        for (word, syllables) in [
            ("tea", 1),
            ("kettle", 2),
            ("gates", 1),
            ("houses", 2),
            ("walked", 1),
            ("wanted", 2),
            ("community", 4),
            ("neighbour’s", 2),
            ("the", 1),
            ("people", 2),
            ("places", 2),
        ] {
            for_each_word(word, 0..word.len(), |counted| {
                assert_eq!(counted.count_syllables(word), syllables, "{word}")
            });
        }
    }
}
