//! Words in capitals: shouting to those who see them, slow to read, and spelled out letter by letter by some screen
//! readers. Names such as ESOL or NAVCA are none of that.

use std::ops::Range;

use super::text_run::ranges_contain;

/// Short words that are no names, so that what stands beside them in capitals is a sentence.
const COMMON_WORDS: &[&str] = &[
    "ALL", "AM", "AND", "ARE", "AT", "BE", "BY", "CLOSED", "COME", "DAY", "DO", "DON’T", "FOOD", "FOR", "FREE", "FROM",
    "FUN", "HAS", "HAVE", "HELP", "HERE", "IN", "IS", "JOIN", "MUST", "NEW", "NO", "NOT", "NOW", "OF", "ON", "OPEN",
    "OUR", "PLEASE", "THE", "THIS", "TO", "TODAY", "WE", "WILL", "WITH", "YOU", "YOUR",
];

/// Runs of several words in capitals, and single long ones; none in the parts that are `apart`.
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

/// Whether there are two capitals side by side, or letters of which bytes do not tell: most texts end here.
fn may_have_capitals(text: &[u8]) -> bool {
    let mut before = false;
    text.iter().any(|byte| {
        let capital = byte.is_ascii_uppercase();
        std::mem::replace(&mut before, capital) && capital || matches!(byte, 0xc3..=0xdf)
    })
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

/// Whether what stands between two words lets them be one run. A comma or full stop ends it: "ESOL, NAVCA and CVS".
fn continues_run(between: &str) -> bool {
    between.chars().all(|c| c.is_whitespace() || matches!(c, '!' | '&' | '-' | '’'))
}

/// A word in capitals; `I` and `A` may stand among others. Hashtags, mailboxes, addresses and names of things in code
/// are none.
fn is_all_capitals(text: &str, word: &Range<usize>) -> bool {
    let part = &text[word.clone()];
    let before = text[..word.start].chars().next_back();
    let after = text[word.end..].chars();
    let is_part_of_name = matches!(before, Some('#' | '@' | '_' | '/' | '.' | ':'))
        || matches!(after.clone().next(), Some('@' | '_' | '/'))
        || (after.clone().next() == Some('.') && after.clone().nth(1).is_some_and(char::is_alphanumeric));
    !is_part_of_name && part.chars().all(|c| c.is_uppercase() || matches!(c, '’' | '\''))
}

/// The run, if it is more than a name or two; empties it.
fn take_shouting(text: &str, run: &mut Vec<Range<usize>>) -> Option<Range<usize>> {
    let words = std::mem::take(run);
    let letter_count = |word: &Range<usize>| text[word.clone()].chars().filter(|c| c.is_alphabetic()).count();
    let is_pronounceable = |word: &Range<usize>, least: usize| {
        letter_count(word) >= least && text[word.clone()].contains(|c: char| "AEIOUYÂÊÎÔÛŴŶ".contains(c))
    };
    // A part of "CC BY-NC" is no word.
    let is_whole_word = |word: &Range<usize>| !text[..word.start].ends_with('-') && !text[word.end..].starts_with('-');
    let is_common_word = |word: &Range<usize>| COMMON_WORDS.contains(&&text[word.clone()]) && is_whole_word(word);
    let long_words: Vec<&Range<usize>> = words.iter().filter(|word| letter_count(word) > 1).collect();
    // "QUESTION:", "DAN WILLIAMS:": who speaks, in a transcript.
    let is_speaker_label =
        text[words.last()?.end..].trim_start_matches('*').starts_with(':') && !words.iter().any(is_common_word);
    let is_shouting = match long_words.as_slice() {
        [] => false,
        [_] | [_, _] if is_speaker_label => false,
        // Shorter ones are names more often than not.
        [one] => is_pronounceable(one, 10),
        [one, other] => {
            let letters = letter_count(one) + letter_count(other);
            (letters >= 10 && (is_pronounceable(one, 5) || is_pronounceable(other, 5)))
                || (is_common_word(one) && is_common_word(other))
        }
        many => many.iter().any(|word| is_common_word(word) || is_pronounceable(word, 6)),
    };
    is_shouting.then(|| words[0].start..words[words.len() - 1].end)
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
