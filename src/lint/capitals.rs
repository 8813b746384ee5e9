//! Words in capitals: they look like shouting, are slow to read, and some screen readers spell them letter by letter.
//! Names such as ESOL or NAVCA are fine.

use std::ops::Range;

use super::text_run::{any_pair, ranges_contain};

/// Short words that are not names: capitals around them are part of a sentence.
const COMMON_WORDS: &[&str] = &[
    "ALL", "AM", "AND", "ARE", "AT", "BE", "BY", "CLOSED", "COME", "DAY", "DO", "DON’T", "FOOD", "FOR", "FREE", "FROM",
    "FUN", "HAS", "HAVE", "HELP", "HERE", "IN", "IS", "JOIN", "MUST", "NEW", "NO", "NOT", "NOW", "OF", "ON", "OPEN",
    "OUR", "PLEASE", "THE", "THIS", "TO", "TODAY", "WE", "WILL", "WITH", "YOU", "YOUR",
];

/// Runs of several words in capitals, and single long words, outside the excluded parts.
pub fn find_capitals(text: &str, excluded: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if may_have_capitals(text.as_bytes()) {
        let mut run: Vec<Range<usize>> = Vec::new();
        for word in split_words(text) {
            let continues = run.last().is_none_or(|last| continues_run(&text[last.end..word.start]));
            if !continues {
                found.extend(take_shouting(text, &mut run));
            }
            if is_all_capitals(text, &word) && !ranges_contain(excluded, word.start) {
                run.push(word);
            } else {
                found.extend(take_shouting(text, &mut run));
            }
        }
        found.extend(take_shouting(text, &mut run));
    }
    found
}

/// Whether there may be two capitals side by side. Most texts have none. Letters of several bytes may be capitals.
fn may_have_capitals(text: &[u8]) -> bool {
    any_pair(text, |one, next| matches!((one, next), (b'A'..=b'Z', b'A'..=b'Z') | (0xc3..=0xdf, _)))
}

/// Letters and digits with apostrophes between them.
fn split_words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = rest.by_ref().find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + text[start..].chars().next().map_or(0, char::len_utf8);
        while let Some((at, c)) = rest.next_if(|(_, c)| c.is_alphanumeric() || matches!(c, '’' | '\'' | '_')) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

/// Whether two words with this text between them are one run. A comma or full stop ends a run: "ESOL, NAVCA and CVS".
fn continues_run(between: &str) -> bool {
    between.chars().all(|c| c.is_whitespace() || matches!(c, '!' | '&' | '-' | '’'))
}

/// Whether a word is in capitals. `I` and `A` are, among others; hashtags, addresses and names in code are not.
fn is_all_capitals(text: &str, word: &Range<usize>) -> bool {
    let part = &text[word.clone()];
    let before = text[..word.start].chars().next_back();
    let after = text[word.end..].chars();
    let is_part_of_name = matches!(before, Some('#' | '@' | '_' | '/' | '.' | ':'))
        || matches!(after.clone().next(), Some('@' | '_' | '/'))
        || (after.clone().next() == Some('.') && after.clone().nth(1).is_some_and(char::is_alphanumeric));
    !is_part_of_name && part.chars().all(|c| c.is_uppercase() || matches!(c, '’' | '\''))
}

/// The range of the run, if it is more than a name or two; empties the run.
fn take_shouting(text: &str, run: &mut Vec<Range<usize>>) -> Option<Range<usize>> {
    let ranges = std::mem::take(run);
    let whole = ranges.first()?.start..ranges.last()?.end;
    let words: Vec<CapitalWord<'_>> = ranges.into_iter().map(|range| CapitalWord::new(text, range)).collect();
    let long_words: Vec<&CapitalWord<'_>> = words.iter().filter(|word| word.letters > 1).collect();
    // "QUESTION:", "DAN WILLIAMS:": who speaks, in a transcript.
    let is_speaker_label =
        text[whole.end..].trim_start_matches('*').starts_with(':') && !words.iter().any(|word| word.is_common);
    let is_shouting = match long_words.as_slice() {
        [] => false,
        [_] | [_, _] if is_speaker_label => false,
        // Shorter words are mostly names.
        [one] => one.is_pronounceable(10),
        [one, other] => {
            (one.letters + other.letters >= 10 && (one.is_pronounceable(5) || other.is_pronounceable(5)))
                || (one.is_common && other.is_common)
        }
        many => many.iter().any(|word| word.is_common || word.is_pronounceable(6)),
    };
    is_shouting.then_some(whole)
}

/// A word in capitals.
struct CapitalWord<'a> {
    text: &'a str,
    letters: usize,
    /// Whether it is one of [`COMMON_WORDS`], and not a part of a name such as "CC BY-NC".
    is_common: bool,
}

impl<'a> CapitalWord<'a> {
    fn new(text: &'a str, range: Range<usize>) -> Self {
        let word = &text[range.clone()];
        let is_hyphenated = text[..range.start].ends_with('-') || text[range.end..].starts_with('-');
        Self {
            text: word,
            letters: word.chars().filter(|c| c.is_alphabetic()).count(),
            is_common: !is_hyphenated && COMMON_WORDS.contains(&word),
        }
    }

    /// Whether it has a vowel and enough letters to be a word rather than an abbreviation.
    fn is_pronounceable(&self, least: usize) -> bool {
        self.letters >= least && self.text.contains(|c: char| "AEIOUYÂÊÎÔÛŴŶ".contains(c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found_in(text: &str) -> Vec<&str> {
        find_capitals(text, &[]).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_in_capitals_are_found() {
        assert_eq!(found_in("Come! ALL ARE WELCOME here."), ["ALL ARE WELCOME"]);
        assert_eq!(found_in("FREE FOOD, and a BRING AND SHARE lunch"), ["FREE FOOD", "BRING AND SHARE"]);
        assert_eq!(found_in("It is ABSOLUTELY fine"), ["ABSOLUTELY"]);
        assert_eq!(found_in("CROESO CYNNES I BAWB"), ["CROESO CYNNES I BAWB"]);
        assert_eq!(found_in("NOTICE OF AGM"), ["NOTICE OF AGM"]);
        assert_eq!(found_in("A DIGITAL-FIRST EVENING"), ["A DIGITAL-FIRST EVENING"]);
    }

    #[test]
    fn names_are_left_alone() {
        for text in [
            "ESOL, NAVCA and CVS",
            "the BBC and the NHS CVS in ZZ1 4WH",
            "UNESCO, UNICEF",
            "NHS ESOL CVS",
            "#TOGETHER and MAX_CONNECTIONS and WWW.EXAMPLE.ORG",
            "I AM",
            "Plan B",
            "CC BY-NC-ND",
            "DAN WILLIAMS: Hello",
            "the COMPETES Act and LISTSERV",
            "A4 PDF",
            "COVID NHS",
        ] {
            assert_eq!(found_in(text), [""; 0], "{text}");
        }
    }
}
