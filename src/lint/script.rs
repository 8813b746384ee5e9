//! Runs of words in another script than the rest: a screen reader speaks them with the wrong voice, or not at all,
//! unless the page says in which language they are.

use std::ops::Range;

use super::text_run::ranges_contain;
use crate::language::LanguageTag;

/// A script (ISO 15924), as far as it tells languages apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// `Latn`.
    Latin,
    /// `Arab`.
    Arabic,
    /// `Armn`.
    Armenian,
    /// `Beng`.
    Bengali,
    /// `Cyrl`.
    Cyrillic,
    /// `Deva`.
    Devanagari,
    /// `Ethi`.
    Ethiopic,
    /// `Geor`.
    Georgian,
    /// `Grek`.
    Greek,
    /// `Gujr`.
    Gujarati,
    /// `Guru`.
    Gurmukhi,
    /// `Hebr`.
    Hebrew,
    /// `Hani`, with the Japanese and Korean scripts that stand among it.
    EastAsian,
    /// `Taml`.
    Tamil,
    /// `Thai`.
    Thai,
}

/// Each script: its letters, the languages written in it, and what people call it.
type Row = (Script, &'static [(char, char)], &'static [&'static str], &'static str);

const SCRIPTS: &[Row] = &[
    (
        Script::Arabic,
        &[
            ('\u{620}', '\u{64a}'),
            ('\u{66e}', '\u{6d3}'),
            ('\u{6d5}', '\u{6ff}'),
            ('\u{750}', '\u{77f}'),
            ('\u{8a0}', '\u{8c9}'),
            ('\u{fb50}', '\u{fdcf}'),
            ('\u{fdf0}', '\u{fdfd}'),
            ('\u{fe70}', '\u{fefc}'),
        ],
        &["ar", "ckb", "fa", "ks", "ps", "sd", "ug", "ur"],
        "Arabic",
    ),
    (Script::Armenian, &[('\u{531}', '\u{587}')], &["hy"], "Armenian"),
    (Script::Bengali, &[('\u{980}', '\u{9fe}')], &["as", "bn"], "Bengali"),
    (
        Script::Cyrillic,
        &[('\u{400}', '\u{52f}')],
        &["be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"],
        "Cyrillic",
    ),
    (Script::Devanagari, &[('\u{900}', '\u{963}'), ('\u{970}', '\u{97f}')], &["hi", "mr", "ne", "sa"], "Devanagari"),
    (Script::Ethiopic, &[('\u{1200}', '\u{137c}')], &["am", "ti"], "Ethiopic"),
    (Script::Georgian, &[('\u{10a0}', '\u{10ff}')], &["ka"], "Georgian"),
    (Script::Greek, &[('\u{370}', '\u{3ff}'), ('\u{1f00}', '\u{1fff}')], &["el"], "Greek"),
    (Script::Gujarati, &[('\u{a80}', '\u{aff}')], &["gu"], "Gujarati"),
    (Script::Gurmukhi, &[('\u{a00}', '\u{a7f}')], &["pa"], "Gurmukhi"),
    (Script::Hebrew, &[('\u{5d0}', '\u{5f2}')], &["he", "yi"], "Hebrew"),
    (
        Script::EastAsian,
        &[
            ('\u{1100}', '\u{11ff}'),
            ('\u{3041}', '\u{30ff}'),
            ('\u{3400}', '\u{9fff}'),
            ('\u{ac00}', '\u{d7a3}'),
            ('\u{20000}', '\u{2ffff}'),
        ],
        &["ja", "ko", "yue", "zh"],
        "Chinese, Japanese or Korean",
    ),
    (Script::Tamil, &[('\u{b80}', '\u{bff}')], &["ta"], "Tamil"),
    (Script::Thai, &[('\u{e01}', '\u{e4e}')], &["th"], "Thai"),
];

/// Languages that are written in scripts which are not told apart here.
const OTHER_SCRIPT_LANGUAGES: &[&str] =
    &["bo", "chr", "dv", "dz", "iu", "km", "kn", "lo", "ml", "my", "nqo", "or", "si", "syr", "te"];

impl Script {
    /// The script that a language is written in; `None` where that is not known here.
    pub fn from_language(tag: &LanguageTag) -> Option<Self> {
        let (language, rest) = tag.as_str().split_once('-').unwrap_or((tag.as_str(), ""));
        if let Some(script_code) = rest.split('-').find(|part| part.len() == 4) {
            return match script_code {
                "Latn" => Some(Self::Latin),
                "Arab" => Some(Self::Arabic),
                "Cyrl" => Some(Self::Cyrillic),
                "Guru" => Some(Self::Gurmukhi),
                "Hans" | "Hant" => Some(Self::EastAsian),
                _ => None,
            };
        }
        let known = SCRIPTS.iter().find(|(_, _, languages, _)| languages.contains(&language));
        match known {
            Some((script, ..)) => Some(*script),
            None => (!OTHER_SCRIPT_LANGUAGES.contains(&language)).then_some(Self::Latin),
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        SCRIPTS.iter().find(|(script, ..)| *script == self).map_or("Latin", |(.., name)| name)
    }

    /// A language that is often written in it, as an example.
    pub fn example_language(self) -> &'static str {
        match self {
            Self::Latin => "en",
            Self::Arabic => "ur",
            Self::Cyrillic => "uk",
            Self::Devanagari => "hi",
            Self::EastAsian => "zh",
            other => {
                SCRIPTS.iter().find(|(script, ..)| *script == other).map_or("en", |(_, _, of, _)| of[of.len() - 1])
            }
        }
    }

    /// The script of a letter; of digits, marks and rarer scripts none.
    fn from_char(c: char) -> Option<Self> {
        if !c.is_alphabetic() {
            return None;
        }
        if c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c) {
            return Some(Self::Latin);
        }
        let contains_letter = |(_, ranges, ..): &&Row| ranges.iter().any(|(first, last)| (*first..=*last).contains(&c));
        SCRIPTS.iter().find(contains_letter).map(|(script, ..)| *script)
    }

    /// How many words make a run. One is often a name, which has no language of its own; names and terms in Latin letters
    /// stand in every language. Where words are not told apart by blanks, letters are counted.
    fn is_long_enough(self, words: usize, letters: usize) -> bool {
        match self {
            Self::Latin => words >= 8,
            Self::EastAsian | Self::Thai => letters >= 6,
            _ => words >= 2,
        }
    }
}

/// Runs of words in one script each, in a text; none in the parts that are `marked`.
pub(super) fn find_script_runs(text: &str, language_parts: &[Range<usize>]) -> Vec<(Range<usize>, Script)> {
    let mut found = Vec::new();
    let is_other_script_byte = |byte: u8| matches!(byte, 0xcd..=0xe1 | 0xe3..=0xef) || byte > 0xf0;
    if text.is_ascii() || !text.bytes().any(is_other_script_byte) {
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

/// Vowels above and below letters (combining marks of the scripts above).
fn is_combining_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{900}'..='\u{e4e}')
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
        self.script.is_long_enough(self.words, self.letters).then_some((self.range, self.script))
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

    #[test]
    fn a_language_has_a_script() {
        let of = |tag: &str| Script::from_language(&LanguageTag::parse(tag).unwrap());
        assert_eq!(
            (of("cy"), of("ur"), of("pa"), of("pa-Arab")),
            (Some(Script::Latin), Some(Script::Arabic), Some(Script::Gurmukhi), Some(Script::Arabic))
        );
        assert_eq!((of("sr-Latn"), of("te"), of("zh-Hant")), (Some(Script::Latin), None, Some(Script::EastAsian)));
    }
}
