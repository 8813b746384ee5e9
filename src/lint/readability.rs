//! How hard English is to read: the grade of Flesch and Kincaid (Kincaid and others, 1975), that is
//! 0.39 × words a sentence + 11.8 × syllables a word − 15.59, in years of school.
//!
//! As WCAG 2.2 SC 3.1.5 asks, proper names do not count; neither do words that stand between quotation marks, for those
//! are somebody's own. Syllables are guessed by the usual rules of thumb, which are off by little over a whole text.

use std::ops::Range;

use super::text_run::TextRun;
use crate::text::Span;

/// The fewest words and sentences that a grade says anything of.
const MIN_WORDS_AND_SENTENCES: (u32, u32) = (150, 6);

/// A sentence with fewer words is never the hardest.
const MIN_HARDEST_WORDS: u32 = 12;

/// The running text of a body in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Readability {
    sentences: u32,
    words: u32,
    syllables: u32,
    /// The one with the most words.
    pub longest: Option<Sentence>,
    /// The one with the highest grade.
    pub hardest: Option<Sentence>,
}

/// A sentence in figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sentence {
    /// Where.
    pub span: Span,
    /// Its words without names and quotations.
    pub words: u32,
    /// Its grade by itself.
    pub grade: f64,
}

impl Readability {
    /// Years of school that the whole asks for; `None` for a text too short to tell.
    pub fn grade(&self) -> Option<f64> {
        let enough = self.words >= MIN_WORDS_AND_SENTENCES.0 && self.sentences >= MIN_WORDS_AND_SENTENCES.1;
        enough.then(|| flesch_kincaid_grade(self.sentences, self.words, self.syllables))
    }

    /// Adds a paragraph or item.
    pub(super) fn add_run(&mut self, run: &TextRun, excluded: &[Range<usize>]) {
        let mut from = 0;
        while from < run.text.len() {
            let to = find_sentence_end(&run.text, from);
            self.add_sentence(run, from..to, excluded);
            from = to;
        }
    }

    fn add_sentence(&mut self, run: &TextRun, range: Range<usize>, excluded: &[Range<usize>]) {
        let (mut words, mut syllables, mut is_first) = (0, 0, true);
        for_each_word(&run.text, range.clone(), |word| {
            let is_name = word.is_capitalised && !is_first && word.range.len() > 1;
            is_first = false;
            if !is_name && !super::text_run::ranges_contain(excluded, word.range.start) {
                words += 1;
                syllables += word.count_syllables(&run.text);
            }
        });
        if words == 0 {
            return;
        }
        self.sentences += 1;
        self.words += words;
        self.syllables += syllables;
        let text = &run.text[range.clone()];
        let start = range.start + text.len() - text.trim_start().len();
        let body_range = run.body_range(&(start..range.start + text.trim_end().len()));
        let sentence =
            Sentence { span: Span::from_range(body_range), words, grade: flesch_kincaid_grade(1, words, syllables) };
        if self.longest.is_none_or(|known| known.words < words) {
            self.longest = Some(sentence);
        }
        if words >= MIN_HARDEST_WORDS && self.hardest.is_none_or(|known| known.grade < sentence.grade) {
            self.hardest = Some(sentence);
        }
    }

    /// Moves the places on: the body begins at this byte of its source.
    pub(super) fn offset_by(mut self, offset: usize) -> Self {
        for sentence in self.longest.iter_mut().chain(&mut self.hardest) {
            sentence.span = sentence.span.offset_by(offset);
        }
        self
    }
}

fn flesch_kincaid_grade(sentences: u32, words: u32, syllables: u32) -> f64 {
    0.39 * f64::from(words) / f64::from(sentences) + 11.8 * f64::from(syllables) / f64::from(words) - 15.59
}

/// Words with a full stop that ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "approx", "ave", "capt", "co", "dept", "dr", "e.g", "eg", "est", "etc", "fig", "fr", "gen", "i.e", "ie", "inc",
    "jr", "ltd", "mr", "mrs", "ms", "mx", "no", "nos", "pp", "prof", "rd", "rev", "sr", "st", "tel", "v", "viz", "vol",
    "vs",
];

/// The byte after the sentence that begins at `from`, blanks included.
fn find_sentence_end(text: &str, mut from: usize) -> usize {
    let may_end_sentence = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b'\n' | 0xe2);
    while let Some(at) = text.as_bytes()[from..].iter().position(may_end_sentence).map(|found| from + found) {
        let c = text[at..].chars().next().unwrap_or('\n');
        from = at + c.len_utf8();
        if c == '\n' {
            return from;
        }
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let rest = &text[from..];
        let after = rest.trim_start_matches(['”', '’', '"', '\'', ')', ']', '»', '.', '!', '?']);
        from = text.len() - after.len();
        let next = after.trim_start();
        if next.len() == after.len() && !after.is_empty() {
            continue;
        }
        let goes_on = next.starts_with(char::is_lowercase) || (c == '.' && ends_in_abbreviation(&text[..at]));
        if !goes_on {
            return text.len() - next.len();
        }
    }
    text.len()
}

/// Whether a text ends in `e.g`, `Dr` or an initial.
fn ends_in_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '‘')).next().unwrap_or(before);
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I";
    initial || (word.len() <= 6 && ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str()))
}

/// A word as it is counted.
#[derive(Default)]
struct Word {
    /// Without the marks around it.
    range: Range<usize>,
    /// Whether it begins with a capital.
    is_capitalised: bool,
    /// What it consists of.
    classes: u8,
    /// Groups of vowels.
    vowel_groups: u32,
}

const LETTER: u8 = 1;
const VOWEL: u8 = 2;
const DIGIT: u8 = 4;
const BLANK: u8 = 8;
/// Signs of addresses.
const ADDRESS_SIGN: u8 = 16;

/// What each ASCII character is: every text of a network is read by this table.
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

impl Word {
    /// Groups of vowels, less the silent `e` at the end.
    fn count_syllables(&self, text: &str) -> u32 {
        let word = &text.as_bytes()[self.range.clone()];
        let stem = word.strip_suffix("’s".as_bytes()).or(word.strip_suffix(b"'s")).unwrap_or(word);
        // In small letters.
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

/// Words between blanks and dashes; addresses and figures are none.
fn for_each_word(text: &str, range: Range<usize>, mut visit: impl FnMut(&Word)) {
    let mut word = Word::default();
    let mut finish_word = |word: &mut Word| {
        if word.classes & (LETTER | ADDRESS_SIGN) == LETTER && !text[word.range.clone()].starts_with("www.") {
            visit(word);
        }
        *word = Word::default();
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

    fn sentences(text: &str) -> Vec<&str> {
        let (mut found, mut from) = (Vec::new(), 0);
        while from < text.len() {
            let to = find_sentence_end(text, from);
            found.push(text[from..to].trim());
            from = to;
        }
        found
    }

    #[test]
    fn sentences_end_where_readers_see_them_end() {
        assert_eq!(
            sentences("Dr. B. Ali, e.g. here, came at 6.30 p.m. and left. “Really?” she said. Yes! No"),
            ["Dr. B. Ali, e.g. here, came at 6.30 p.m. and left.", "“Really?” she said.", "Yes!", "No"]
        );
        assert_eq!(sentences("One line\nand another"), ["One line", "and another"]);
    }

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

    #[test]
    fn names_and_quotations_do_not_count() {
        let mut run = TextRun::default();
        run.push(
            "We met Amina Qureshi at Hope Street, and “it was the most extraordinary afternoon” for us.",
            0..96,
            false,
        );
        let mut reading = Readability::default();
        reading.add_run(&run, &run.excluded_parts());
        assert_eq!(reading.longest.map(|sentence| sentence.words), Some(6));
        assert_eq!(reading.grade(), None);
    }
}
