//! Under which words a word of a text is found: without capitals, accents and punctuation, as its stem, and the parts of
//! a compound each for itself. The program that Pagefind runs in the browser does the same with what a reader types.

use std::collections::HashSet;

use convert_case::{Case, Casing};
use pagefind_stem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use crate::language::fold_case_and_marks;

/// Characters that belong to words besides letters and digits: those of the class "punctuation, connector".
pub(super) const WORD_SYMBOLS: [char; 10] = ['_', '‿', '⁀', '⁔', '︳', '︴', '﹍', '﹎', '﹏', '＿'];
/// Marks that make another letter of a kana, where other accents only change how a letter sounds.
const KANA_MARKS: [char; 2] = ['\u{3099}', '\u{309A}'];
/// So much of a long run of katakana is found from any of its letters.
const MAX_KATAKANA_LETTERS: usize = 16;
/// So much is found of what stands behind a full stop within a word.
const MAX_LETTERS_BEHIND_STOP: usize = 64;

/// A word under which another one is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundAs {
    /// What the index lists.
    pub(super) term: String,
    /// How it is spelled, if the term lost accents: who types them wants them.
    pub(super) spelling: Option<String>,
    /// Whether it is a part of the word only.
    pub(super) is_part: bool,
}

/// Makes terms of words, with the stems of one language.
pub(super) struct WordSplitter {
    stemmer: Option<Stemmer>,
}

impl WordSplitter {
    /// For a language by its tag (BCP 47). Words of a language that has no stems are found as they are.
    pub(super) fn for_language(tag: &str) -> Self {
        let base = tag.split('-').next().unwrap_or(tag);
        Self { stemmer: stem_algorithm(base).map(Stemmer::create) }
    }

    /// Under what a word is found, itself first.
    pub(super) fn found_as(&self, word: &str) -> Vec<FoundAs> {
        let mut found = Vec::new();
        let whole = normalize(word);
        if !whole.is_empty() {
            found.push(self.term(&whole, false));
        }
        found.extend(katakana_endings(word).map(|ending| without_stem(ending, true)));
        if is_compound(word) {
            found.extend(self.parts_of_compound(word, &whole));
            found.extend(emojis_in(word));
        }
        found
    }

    /// The plain form of a word with letters that are letters of their own, such as `ł` and `ß`: who cannot type them
    /// looks for `lodz`. Pagefind does not do this.
    pub(super) fn found_as_plain(&self, word: &str) -> Option<FoundAs> {
        if word.is_ascii() {
            return None;
        }
        let whole = normalize(word);
        let plain = normalize(&fold_case_and_marks(&whole));
        let is_known = plain.is_empty() || plain == without_stem(&whole, false).term;
        (!is_known).then(|| FoundAs { spelling: Some(whole), ..self.term(&plain, false) })
    }

    /// What stands behind full stops within a word, where it is a compound itself: `is_open` in `hall.is_open`. Nothing
    /// that it is found under already.
    pub(super) fn found_behind_stops(&self, word: &str, already: &[FoundAs]) -> Vec<FoundAs> {
        let mut known: HashSet<String> = already.iter().map(|found| found.term.clone()).collect();
        let rests = word.match_indices('.').map(|(at, _)| first_letters(&word[at + 1..], MAX_LETTERS_BEHIND_STOP));
        let rests = rests.filter(|rest| is_compound(rest)).map(normalize).filter(|rest| rest.chars().nth(1).is_some());
        rests.map(|rest| self.term(&rest, true)).filter(|found| known.insert(found.term.clone())).collect()
    }

    fn parts_of_compound(&self, word: &str, whole: &str) -> Vec<FoundAs> {
        let spaced = word.replace(|letter: char| letter.is_ascii_punctuation(), " ").to_case(Case::Lower);
        let parts: Vec<&str> = spaced.split_whitespace().collect();
        if whole.is_empty() || (parts.len() < 2 && whole.starts_with(parts.first().unwrap_or(&""))) {
            return Vec::new();
        }
        parts.into_iter().filter(|part| part.len() > 1).map(|part| self.term(part, true)).collect()
    }

    fn term(&self, word: &str, is_part: bool) -> FoundAs {
        let found = without_stem(word, is_part);
        match &self.stemmer {
            Some(stemmer) => FoundAs { term: stemmer.stem(&found.term).into_owned(), ..found },
            None => found,
        }
    }
}

fn without_stem(word: &str, is_part: bool) -> FoundAs {
    let plain = without_accents(word);
    let spelling = plain.is_some().then(|| word.to_owned());
    FoundAs { term: plain.unwrap_or_else(|| word.to_owned()), spelling, is_part }
}

/// Letters, digits and word symbols, in lower case.
fn normalize(word: &str) -> String {
    let mut normalized = String::with_capacity(word.len());
    for letter in word.chars().filter(|letter| letter.is_alphanumeric() || WORD_SYMBOLS.contains(letter)) {
        match letter.is_uppercase() {
            true => normalized.extend(letter.to_lowercase()),
            false => normalized.push(letter),
        }
    }
    normalized
}

/// Whether a word may be of several: it has capitals or other characters within.
fn is_compound(word: &str) -> bool {
    word.chars().any(|letter| !letter.is_alphanumeric()) || word.chars().skip(1).any(char::is_uppercase)
}

fn emojis_in(word: &str) -> impl Iterator<Item = FoundAs> {
    let clusters = (!word.is_ascii()).then(|| word.graphemes(true)).into_iter().flatten();
    let emojis = clusters.filter(|cluster| emojis::get(cluster).is_some());
    emojis.map(|emoji| FoundAs { term: emoji.to_owned(), spelling: None, is_part: false })
}

/// A word without accents; `None` if it has none. Letters that are made of others are left taken apart, as in Hangul, so
/// that half a syllable finds the whole.
fn without_accents(word: &str) -> Option<String> {
    if word.is_ascii() || !word.chars().any(has_parts) {
        return None;
    }
    let is_kept = |letter: &char| !is_combining_mark(*letter) || KANA_MARKS.contains(letter);
    let plain: String = word.nfd().filter(is_kept).collect();
    let plain = if plain.contains(KANA_MARKS) { plain.nfc().collect() } else { plain };
    (plain != word).then_some(plain)
}

fn has_parts(letter: char) -> bool {
    let mut is_other = is_combining_mark(letter);
    decompose_canonical(letter, |part| is_other |= part != letter);
    is_other
}

/// Every ending of a word in katakana, because a text in Japanese has no spaces.
fn katakana_endings(word: &str) -> impl Iterator<Item = &str> {
    let is_katakana = word.chars().nth(2).is_some() && word.chars().all(is_katakana);
    let starts = is_katakana.then(|| word.char_indices().skip(1)).into_iter().flatten();
    let endings = starts.map(|(start, _)| first_letters(&word[start..], MAX_KATAKANA_LETTERS));
    let mut known = HashSet::new();
    endings.filter(move |ending| ending.chars().nth(1).is_some() && known.insert(*ending))
}

fn is_katakana(letter: char) -> bool {
    matches!(letter, '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}')
}

fn first_letters(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// The stems that Pagefind's program for a language knows.
fn stem_algorithm(language: &str) -> Option<Algorithm> {
    Some(match language {
        "ar" => Algorithm::Arabic,
        "ca" => Algorithm::Catalan,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "eo" => Algorithm::Esperanto,
        "es" => Algorithm::Spanish,
        "et" => Algorithm::Estonian,
        "eu" => Algorithm::Basque,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "ga" => Algorithm::Irish,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "hy" => Algorithm::Armenian,
        "id" => Algorithm::Indonesian,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "ne" => Algorithm::Nepali,
        "nl" => Algorithm::Dutch,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    })
}
