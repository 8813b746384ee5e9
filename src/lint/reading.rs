//! How hard English is to read: the grade of Flesch and Kincaid (Kincaid and others, 1975), that is
//! 0.39 × words a sentence + 11.8 × syllables a word − 15.59, in years of school.
//!
//! As WCAG 2.2 SC 3.1.5 asks, proper names do not count; neither do words that stand between quotation marks, for those
//! are somebody's own. Syllables are guessed by the usual rules of thumb, which are off by little over a whole text.

use std::ops::Range;

use super::run::Run;
use crate::text::Span;

/// The fewest words and sentences that a grade says anything of.
const ENOUGH: (u32, u32) = (150, 6);

/// A sentence with fewer words is never the hardest.
const SHORT: u32 = 12;

/// The running text of a body in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
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

impl Reading {
    /// Years of school that the whole asks for; `None` for a text too short to tell.
    pub fn grade(&self) -> Option<f64> {
        let enough = self.words >= ENOUGH.0 && self.sentences >= ENOUGH.1;
        enough.then(|| grade(self.sentences, self.words, self.syllables))
    }

    /// Adds a paragraph or item.
    pub(super) fn add(&mut self, run: &Run, apart: &[Range<usize>]) {
        let mut from = 0;
        while from < run.text.len() {
            let to = sentence_end(&run.text, from);
            self.add_sentence(run, from..to, apart);
            from = to;
        }
    }

    fn add_sentence(&mut self, run: &Run, at: Range<usize>, apart: &[Range<usize>]) {
        let (mut words, mut syllables, mut first) = (0, 0, true);
        for word in spoken(&run.text[at.clone()]) {
            let start = at.start + word.start;
            if super::run::within(apart, start) {
                first = false;
                continue;
            }
            let text = &run.text[start..at.start + word.end];
            let name = text.starts_with(char::is_uppercase) && !first && text != "I";
            first = false;
            if !name {
                words += 1;
                syllables += count_syllables(text);
            }
        }
        if words == 0 {
            return;
        }
        self.sentences += 1;
        self.words += words;
        self.syllables += syllables;
        let text = &run.text[at.clone()];
        let start = at.start + text.len() - text.trim_start().len();
        let place = run.at(&(start..at.start + text.trim_end().len()));
        let sentence = Sentence { span: Span::new(place), words, grade: grade(1, words, syllables) };
        if self.longest.is_none_or(|known| known.words < words) {
            self.longest = Some(sentence);
        }
        if words >= SHORT && self.hardest.is_none_or(|known| known.grade < sentence.grade) {
            self.hardest = Some(sentence);
        }
    }

    /// Moves the places on: the body begins at this byte of its source.
    pub(super) fn shifted(mut self, offset: usize) -> Self {
        for sentence in self.longest.iter_mut().chain(&mut self.hardest) {
            sentence.span = sentence.span.shifted(offset);
        }
        self
    }
}

fn grade(sentences: u32, words: u32, syllables: u32) -> f64 {
    0.39 * f64::from(words) / f64::from(sentences) + 11.8 * f64::from(syllables) / f64::from(words) - 15.59
}

/// Words with a full stop that ends no sentence.
const SHORTENED: &[&str] = &[
    "approx", "ave", "capt", "co", "dept", "dr", "e.g", "eg", "est", "etc", "fig", "fr", "gen", "i.e", "ie", "inc",
    "jr", "ltd", "mr", "mrs", "ms", "mx", "no", "nos", "pp", "prof", "rd", "rev", "sr", "st", "tel", "v", "viz", "vol",
    "vs",
];

/// The byte after the sentence that begins at `from`, blanks included.
fn sentence_end(text: &str, from: usize) -> usize {
    for (at, c) in text[from..].char_indices().map(|(at, c)| (from + at, c)) {
        if c == '\n' {
            return at + 1;
        }
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let rest = &text[at + c.len_utf8()..];
        let after = rest.trim_start_matches(['”', '’', '"', '\'', ')', ']', '»', '.', '!', '?']);
        let next = after.trim_start();
        if next.len() == after.len() && !after.is_empty() {
            continue;
        }
        let goes_on = next.starts_with(char::is_lowercase) || (c == '.' && is_shortened(&text[from..at]));
        if !goes_on {
            return text.len() - next.len();
        }
    }
    text.len()
}

/// Whether a text ends in `e.g`, `Dr` or an initial.
fn is_shortened(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '‘')).next().unwrap_or(before);
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I";
    initial || (word.len() <= 6 && SHORTENED.contains(&word.to_lowercase().as_str()))
}

/// Words between blanks and dashes, without the marks around them; addresses and figures are none.
fn spoken(text: &str) -> impl Iterator<Item = Range<usize>> {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, '–' | '—'));
    parts.filter_map(move |part| {
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
        let start = bare.as_ptr() as usize - text.as_ptr() as usize;
        let counts = bare.contains(char::is_alphabetic) && !bare.contains(['/', '@', '_']) && !bare.starts_with("www.");
        counts.then_some(start..start + bare.len())
    })
}

/// Groups of vowels, less the silent `e` at the end.
fn count_syllables(word: &str) -> u32 {
    let is_vowel = |c: char| matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let (mut count, mut before) = (0, false);
    for c in word.chars() {
        let vowel = is_vowel(c);
        count += u32::from(vowel && !before);
        before = vowel;
    }
    let lower = word.to_ascii_lowercase();
    let stem = lower.strip_suffix("’s").or(lower.strip_suffix("'s")).unwrap_or(&lower);
    let end = |ending: &str| {
        stem.strip_suffix(ending).and_then(|stem| stem.chars().next_back()).filter(|last| !is_vowel(*last))
    };
    let silent = end("e").is_some_and(|last| last != 'l')
        || end("es").is_some_and(|last| !matches!(last, 's' | 'x' | 'z' | 'h' | 'c' | 'g' | 'l'))
        || end("ed").is_some_and(|last| !matches!(last, 't' | 'd'));
    count.saturating_sub(u32::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let (mut found, mut from) = (Vec::new(), 0);
        while from < text.len() {
            let to = sentence_end(text, from);
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
            assert_eq!(count_syllables(word), syllables, "{word}");
        }
    }

    #[test]
    fn names_and_quotations_do_not_count() {
        let mut run = Run::default();
        run.push(
            "We met Amina Qureshi at Hope Street, and “it was the most extraordinary afternoon” for us.",
            0..96,
            false,
        );
        let mut reading = Reading::default();
        reading.add(&run, &run.apart());
        assert_eq!(reading.longest.map(|sentence| sentence.words), Some(6));
        assert_eq!(reading.grade(), None);
    }
}
