//! How hard English is to read: the Flesch–Kincaid grade (Kincaid and others, 1975), in years of school. It is
//! 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
//!
//! Proper names do not count, as in WCAG 2.2 SC 3.1.5. Nor do words between quotation marks, which are somebody else's.

use std::ops::Range;

use super::text_run::TextRun;
use super::word::for_each_word_of_sentence;
use crate::text::Span;

/// The fewest words and sentences for which a grade means something.
const MIN_WORDS_AND_SENTENCES: (u32, u32) = (150, 6);

/// A sentence with fewer words is never the hardest.
const MIN_HARDEST_WORDS: u32 = 12;

/// Counts of a body's running text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Readability {
    sentences: u32,
    words: u32,
    syllables: u32,
    /// The sentence with the most words.
    pub longest: Option<Sentence>,
    /// The sentence with the highest grade.
    pub hardest: Option<Sentence>,
}

/// Counts of a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sentence {
    /// Where.
    pub span: Span,
    /// Its words, without names and quotations.
    pub words: u32,
    /// Its own grade.
    pub grade: f64,
}

impl Readability {
    /// The years of school that the whole text needs; `None` for a text that is too short to tell.
    pub fn grade(&self) -> Option<f64> {
        let enough = self.words >= MIN_WORDS_AND_SENTENCES.0 && self.sentences >= MIN_WORDS_AND_SENTENCES.1;
        enough.then(|| flesch_kincaid_grade(self.sentences, self.words, self.syllables))
    }

    /// Adds a paragraph or item.
    pub(super) fn add_run(&mut self, run: &TextRun, mut excluded: &[Range<usize>]) {
        let mut from = 0;
        while from < run.text.len() {
            from = self.add_sentence(run, from, &mut excluded);
        }
    }

    /// Adds the sentence that begins at a byte, and returns the byte after it. `excluded` are the ranges that do not end
    /// before it.
    fn add_sentence(&mut self, run: &TextRun, start: usize, excluded: &mut &[Range<usize>]) -> usize {
        let (mut words, mut syllables, mut is_first) = (0, 0, true);
        let end = for_each_word_of_sentence(&run.text, start, |word| {
            let is_name = word.is_capitalised && !is_first && word.range.len() > 1;
            is_first = false;
            if !is_name && !skip_to(excluded, word.range.start) {
                words += 1;
                syllables += word.count_syllables(&run.text);
            }
        });
        if words > 0 {
            self.sentences += 1;
            self.words += words;
            self.syllables += syllables;
            self.compare_sentence(run, start..end, words, flesch_kincaid_grade(1, words, syllables));
        }
        end
    }

    /// Notes a sentence if it is longer or harder than those before it.
    fn compare_sentence(&mut self, run: &TextRun, range: Range<usize>, words: u32, grade: f64) {
        let is_longest = self.longest.is_none_or(|known| known.words < words);
        let is_hardest = words >= MIN_HARDEST_WORDS && self.hardest.is_none_or(|known| known.grade < grade);
        if !is_longest && !is_hardest {
            return;
        }
        let text = &run.text[range.clone()];
        let start = range.start + text.len() - text.trim_start().len();
        let body_range = run.body_range(&(start..range.start + text.trim_end().len()));
        let sentence = Sentence { span: Span::from_range(body_range), words, grade };
        if is_longest {
            self.longest = Some(sentence);
        }
        if is_hardest {
            self.hardest = Some(sentence);
        }
    }

    /// Moves all spans from the body into its source, in which it begins at this byte.
    pub(super) fn offset_by(mut self, offset: usize) -> Self {
        for sentence in self.longest.iter_mut().chain(&mut self.hardest) {
            sentence.span = sentence.span.offset_by(offset);
        }
        self
    }
}

/// Whether a byte is in one of some ranges, which are in order. Those before it are removed, because words come in order too.
fn skip_to(ranges: &mut &[Range<usize>], byte: usize) -> bool {
    while let [first, rest @ ..] = *ranges
        && first.end <= byte
    {
        *ranges = rest;
    }
    ranges.first().is_some_and(|range| range.start <= byte)
}

fn flesch_kincaid_grade(sentences: u32, words: u32, syllables: u32) -> f64 {
    0.39 * f64::from(words) / f64::from(sentences) + 11.8 * f64::from(syllables) / f64::from(words) - 15.59
}

#[cfg(test)]
mod tests {
    use super::*;

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
