//! Words and their syllables, sentence by sentence. Each byte is looked at once.

use std::ops::Range;

use super::sentence::{SentenceMark, is_sentence_mark};

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
/// Bytes that are not a whole character, or with which a sentence may end.
const LOOK_CLOSER: u8 = 32;

/// The class of each byte. A table, because every byte of a network's texts is looked up in it.
const CLASSES: [u8; 256] = {
    let mut classes = [LOOK_CLOSER; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'A' | b'E' | b'I' | b'O' | b'U' | b'Y' => LETTER | VOWEL,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b' ' | b'\t' | b'\r' => BLANK,
            b'\n' => BLANK | LOOK_CLOSER,
            b'.' | b'!' | b'?' => LOOK_CLOSER,
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
        c if c.is_ascii() => CLASSES[c as usize] & !LOOK_CLOSER,
        c if c.is_alphabetic() => LETTER,
        c if c.is_numeric() => DIGIT,
        c if c.is_whitespace() => BLANK,
        _ => 0,
    }
}

impl ReadabilityWord {
    /// Whether it is a word rather than an address or a number.
    fn is_word(&self, text: &str) -> bool {
        let is_plain = self.classes & (LETTER | ADDRESS_SIGN) == LETTER;
        is_plain && !matches!(text.as_bytes()[self.range.clone()], [b'w', b'w', b'w', b'.', ..])
    }

    /// Adds characters of one class or several, which are at these bytes.
    fn extend(&mut self, range: Range<usize>, classes: u8, is_upper: bool) {
        if classes & (LETTER | DIGIT) != 0 {
            if self.range.end == 0 {
                self.range.start = range.start;
                self.is_capitalised = is_upper;
            }
            self.range.end = range.end;
        }
        self.classes |= classes;
    }

    /// Adds the ASCII letters and digits that begin at a byte, and returns the byte after them and the class of the last.
    fn extend_plain(&mut self, bytes: &[u8], start: usize, mut previous_class: u8) -> (usize, u8) {
        let (mut end, mut classes) = (start, 0);
        while let Some(class) = bytes.get(end).map(|byte| CLASSES[usize::from(*byte)])
            && class & (LETTER | DIGIT) != 0
        {
            classes |= class;
            self.vowel_groups += u32::from(class & !previous_class & VOWEL != 0);
            previous_class = class;
            end += 1;
        }
        self.extend(start..end, classes, bytes[start].is_ascii_uppercase());
        (end, previous_class)
    }

    /// Groups of vowels without a silent `e` at the end: a rule of thumb, which is off by little over a whole text.
    pub(super) fn count_syllables(&self, text: &str) -> u32 {
        let word = &text.as_bytes()[self.range.clone()];
        let stem = match word {
            [stem @ .., 0xe2, 0x80, 0x99, b's'] | [stem @ .., b'\'', b's'] => stem,
            _ => word,
        };
        // In lower case.
        let letter_from_end = |back: usize| stem.len().checked_sub(back).map_or(b' ', |at| stem[at] | 0x20);
        let is_vowel = |byte: u8| CLASSES[usize::from(byte)] & VOWEL != 0;
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

/// Calls `visit` for each word between spaces and dashes of the sentence that begins at a byte. Addresses and numbers are not
/// words. Returns the byte after the sentence and the spaces behind it.
pub(super) fn for_each_word_of_sentence(text: &str, start: usize, mut visit: impl FnMut(&ReadabilityWord)) -> usize {
    let bytes = text.as_bytes();
    let mut word = ReadabilityWord::default();
    let (mut at, mut previous_class) = (start, 0);
    // The sentence goes on up to `goes_on_to` at least, and to `end` at most.
    let (mut goes_on_to, mut end) = (start, bytes.len());
    while at < end {
        let mut class = CLASSES[usize::from(bytes[at])];
        if class & (LETTER | DIGIT) != 0 {
            (at, previous_class) = word.extend_plain(bytes, at, previous_class);
            continue;
        }
        let (start, mut is_upper) = (at, false);
        at += 1;
        if class & LOOK_CLOSER != 0 {
            let c = text[start..].chars().next().unwrap_or(' ');
            (class, at, is_upper) = (character_class(c), start + c.len_utf8(), c.is_uppercase());
            if start >= goes_on_to && is_sentence_mark(c) {
                match SentenceMark::read(text, start, c) {
                    SentenceMark::Ends(after) => (goes_on_to, end) = (after, after),
                    SentenceMark::GoesOn(after) => goes_on_to = after,
                }
            }
        }
        if class & BLANK != 0 {
            if word.is_word(text) {
                visit(&word);
            }
            word = ReadabilityWord::default();
        } else {
            word.extend(start..at, class, is_upper);
        }
        previous_class = class;
    }
    if word.is_word(text) {
        visit(&word);
    }
    end
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
            for_each_word_of_sentence(word, 0, |counted| {
                assert_eq!(counted.count_syllables(word), syllables, "{word}")
            });
        }
    }
}
