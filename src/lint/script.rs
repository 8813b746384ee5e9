//! Runs of words in another script than the rest: a screen reader speaks them with the wrong voice, or not at all,
//! unless the page says in which language they are.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::text_run::{any_pair, ranges_contain};
use crate::language::Script;

/// How many words make a run. One is often a name, which has no language of its own; names and terms in Latin letters
/// occur in every language. Where words are written without spaces between them, letters are counted.
fn is_long_enough(script: Script, words: usize, letters: usize) -> bool {
    match script {
        Script::Latin => words >= 8,
        Script::EastAsian | Script::Thai => letters >= 6,
        _ => words >= 2,
    }
}

/// The runs of words in one script, outside the parts that state their language.
pub(super) fn find_script_runs(text: &str, language_parts: &[Range<usize>]) -> Vec<(Range<usize>, Script)> {
    let mut found = Vec::new();
    if !has_other_letters(text) {
        // Nothing but Latin letters, signs and emoji.
        if language_parts.is_empty() && text.split_whitespace().nth(7).is_some() {
            found.push((trimmed_range(text), Script::Latin));
        }
        return found;
    }
    let mut run: Option<ScriptRun> = None;
    let mut starts_word = true;
    for (at, c) in text.char_indices() {
        let Some(script) = Script::from_char(c) else {
            starts_word |=
                !c.is_alphabetic() && !matches!(c, '’' | '\'' | '\u{200c}' | '\u{200d}') && !is_combining_mark(c);
            continue;
        };
        if ranges_contain(language_parts, at) {
            found.extend(run.take().and_then(ScriptRun::into_long_run));
            starts_word = true;
            continue;
        }
        match &mut run {
            Some(run) if run.script == script => {
                run.range.end = at + c.len_utf8();
                run.letters += 1;
                run.words += usize::from(starts_word);
            }
            _ => {
                found.extend(run.take().and_then(ScriptRun::into_long_run));
                run = Some(ScriptRun { range: at..at + c.len_utf8(), script, words: 1, letters: 1 });
            }
        }
        starts_word = false;
    }
    found.extend(run.and_then(ScriptRun::into_long_run));
    found
}

/// Whether a body may have letters that are not Latin: as they are, or as entities. If not, its runs need not be looked for,
/// because Latin ones are reported only beside others.
pub(super) fn may_have_other_scripts(body: &str) -> bool {
    let may_be_entity = |at: usize| matches!(body.as_bytes().get(at + 1), Some(b'#' | b'a'..=b'z' | b'A'..=b'Z'));
    has_other_letters(body) || body.match_indices('&').any(|(at, _)| may_be_entity(at))
}

/// Whether there are bytes of anything but Latin letters, signs and emoji.
fn has_other_letters(text: &str) -> bool {
    any_pair(text.as_bytes(), |byte, _| matches!(byte, 0xcd..=0xe1 | 0xe3..=0xef | 0xf1..))
}

fn trimmed_range(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

struct ScriptRun {
    range: Range<usize>,
    script: Script,
    words: usize,
    letters: usize,
}

impl ScriptRun {
    fn into_long_run(self) -> Option<(Range<usize>, Script)> {
        is_long_enough(self.script, self.words, self.letters).then_some((self.range, self.script))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found_in(text: &str) -> Vec<(&str, Script)> {
        find_script_runs(text, &[]).into_iter().map(|(range, script)| (&text[range], script)).collect()
    }

    #[test]
    fn runs_of_words_are_found_and_single_names_are_not() {
        assert_eq!(found_in("She said خوش آمدید to us."), [("خوش آمدید", Script::Arabic)]);
        assert_eq!(found_in("Read this in اردو or українська."), []);
        assert_eq!(found_in("Дім, чай і пиріг"), [("Дім, чай і пиріг", Script::Cyrillic)]);
        assert_eq!(found_in("ਜੀ ਆਇਆਂ ਨੂੰ means welcome"), [("ਜੀ ਆਇਆਂ ਨੂੰ", Script::Gurmukhi)]);
        assert_eq!(found_in("茶 tea and 欢迎大家来这里"), [("欢迎大家来这里", Script::EastAsian)]);
        assert_eq!(found_in("Tŷ’r bobl, café, Łódź"), []);
    }
}
