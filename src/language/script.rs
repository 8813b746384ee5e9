//! Scripts: which languages are written in them, which characters are their letters, and which run from right to left.

/// A script whose letters are known here.
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
    /// `Hani`, and the Japanese and Korean scripts that are mixed with it.
    EastAsian,
    /// `Taml`.
    Tamil,
    /// `Thai`.
    Thai,
}

/// What is known of a script.
struct ScriptFacts {
    script: Script,
    /// Its codes in language tags (ISO 15924).
    codes: &'static [&'static str],
    name: &'static str,
    /// Languages that are usually written in it, besides all languages that are not listed anywhere: those are Latin.
    languages: &'static [&'static str],
    /// A language that is often written in it, as an example.
    example: &'static str,
    /// First and last characters of its ranges.
    letters: &'static [(char, char)],
}

const SCRIPTS: &[ScriptFacts] = &[
    ScriptFacts {
        script: Script::Latin,
        codes: &["Latn"],
        name: "Latin",
        languages: &[],
        example: "en",
        letters: &[('A', 'Z'), ('a', 'z'), ('\u{aa}', '\u{24f}'), ('\u{1e00}', '\u{1eff}')],
    },
    ScriptFacts {
        script: Script::Arabic,
        codes: &["Arab"],
        name: "Arabic",
        languages: &["ar", "ckb", "fa", "ks", "ps", "sd", "ug", "ur"],
        example: "ur",
        letters: &[
            ('\u{620}', '\u{64a}'),
            ('\u{66e}', '\u{6d3}'),
            ('\u{6d5}', '\u{6ff}'),
            ('\u{750}', '\u{77f}'),
            ('\u{8a0}', '\u{8c9}'),
            ('\u{fb50}', '\u{fdcf}'),
            ('\u{fdf0}', '\u{fdfd}'),
            ('\u{fe70}', '\u{fefc}'),
        ],
    },
    ScriptFacts {
        script: Script::Armenian,
        codes: &["Armn"],
        name: "Armenian",
        languages: &["hy"],
        example: "hy",
        letters: &[('\u{531}', '\u{587}')],
    },
    ScriptFacts {
        script: Script::Bengali,
        codes: &["Beng"],
        name: "Bengali",
        languages: &["as", "bn"],
        example: "bn",
        letters: &[('\u{980}', '\u{9fe}')],
    },
    ScriptFacts {
        script: Script::Cyrillic,
        codes: &["Cyrl"],
        name: "Cyrillic",
        languages: &["be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"],
        example: "uk",
        letters: &[('\u{400}', '\u{52f}')],
    },
    ScriptFacts {
        script: Script::Devanagari,
        codes: &["Deva"],
        name: "Devanagari",
        languages: &["hi", "mr", "ne", "sa"],
        example: "hi",
        letters: &[('\u{900}', '\u{963}'), ('\u{970}', '\u{97f}')],
    },
    ScriptFacts {
        script: Script::Ethiopic,
        codes: &["Ethi"],
        name: "Ethiopic",
        languages: &["am", "ti"],
        example: "ti",
        letters: &[('\u{1200}', '\u{137c}')],
    },
    ScriptFacts {
        script: Script::Georgian,
        codes: &["Geor"],
        name: "Georgian",
        languages: &["ka"],
        example: "ka",
        letters: &[('\u{10a0}', '\u{10ff}')],
    },
    ScriptFacts {
        script: Script::Greek,
        codes: &["Grek"],
        name: "Greek",
        languages: &["el"],
        example: "el",
        letters: &[('\u{370}', '\u{3ff}'), ('\u{1f00}', '\u{1fff}')],
    },
    ScriptFacts {
        script: Script::Gujarati,
        codes: &["Gujr"],
        name: "Gujarati",
        languages: &["gu"],
        example: "gu",
        letters: &[('\u{a80}', '\u{aff}')],
    },
    ScriptFacts {
        script: Script::Gurmukhi,
        codes: &["Guru"],
        name: "Gurmukhi",
        languages: &["pa"],
        example: "pa",
        letters: &[('\u{a00}', '\u{a7f}')],
    },
    ScriptFacts {
        script: Script::Hebrew,
        codes: &["Hebr"],
        name: "Hebrew",
        languages: &["he", "yi"],
        example: "yi",
        letters: &[('\u{5d0}', '\u{5f2}')],
    },
    ScriptFacts {
        script: Script::EastAsian,
        codes: &["Hani", "Hans", "Hant", "Jpan", "Kore"],
        name: "Chinese, Japanese or Korean",
        languages: &["ja", "ko", "yue", "zh"],
        example: "zh",
        letters: &[
            ('\u{1100}', '\u{11ff}'),
            ('\u{3041}', '\u{30ff}'),
            ('\u{3400}', '\u{9fff}'),
            ('\u{ac00}', '\u{d7a3}'),
            ('\u{20000}', '\u{2ffff}'),
        ],
    },
    ScriptFacts {
        script: Script::Tamil,
        codes: &["Taml"],
        name: "Tamil",
        languages: &["ta"],
        example: "ta",
        letters: &[('\u{b80}', '\u{bff}')],
    },
    ScriptFacts {
        script: Script::Thai,
        codes: &["Thai"],
        name: "Thai",
        languages: &["th"],
        example: "th",
        letters: &[('\u{e01}', '\u{e4e}')],
    },
];

/// Languages in scripts whose letters are not known here, with the script's code.
const OTHER_LANGUAGES: &[(&str, &str)] = &[
    ("arc", "Syrc"),
    ("bo", "Tibt"),
    ("chr", "Cher"),
    ("dv", "Thaa"),
    ("dz", "Tibt"),
    ("iu", "Cans"),
    ("km", "Khmr"),
    ("kn", "Knda"),
    ("lo", "Laoo"),
    ("ml", "Mlym"),
    ("my", "Mymr"),
    ("nqo", "Nkoo"),
    ("or", "Orya"),
    ("si", "Sinh"),
    ("syr", "Syrc"),
    ("te", "Telu"),
];

const RIGHT_TO_LEFT_CODES: [&str; 6] = ["Adlm", "Arab", "Hebr", "Nkoo", "Syrc", "Thaa"];

impl Script {
    /// The script that a language is written in, by the text of its tag; `None` where its letters are not known here.
    pub(super) fn from_tag(tag: &str) -> Option<Self> {
        let code = script_code(tag);
        SCRIPTS.iter().find(|facts| facts.codes.contains(&code)).map(|facts| facts.script)
    }

    /// The script of a letter; `None` for digits, signs and scripts that are not known here.
    pub fn from_char(c: char) -> Option<Self> {
        if !c.is_alphabetic() {
            return None;
        }
        let is_letter = |facts: &&ScriptFacts| facts.letters.iter().any(|(first, last)| (*first..=*last).contains(&c));
        SCRIPTS.iter().find(is_letter).map(|facts| facts.script)
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// A language that is often written in it, as an example.
    pub fn example_language(self) -> &'static str {
        self.facts().example
    }

    fn facts(self) -> &'static ScriptFacts {
        SCRIPTS.iter().find(|facts| facts.script == self).expect("every script is in the table")
    }
}

/// The code of a tag's script: as the tag says, else the usual one of its language.
fn script_code(tag: &str) -> &str {
    let (language, rest) = tag.split_once('-').unwrap_or((tag, ""));
    if let Some(stated) = rest.split('-').find(|part| part.len() == 4) {
        return stated;
    }
    if let Some(facts) = SCRIPTS.iter().find(|facts| facts.languages.contains(&language)) {
        return facts.codes[0];
    }
    OTHER_LANGUAGES.iter().find(|(other, _)| *other == language).map_or("Latn", |(_, code)| code)
}

/// Whether a language is written from right to left, by the text of its tag.
pub(super) fn is_written_right_to_left(tag: &str) -> bool {
    RIGHT_TO_LEFT_CODES.contains(&script_code(tag))
}

/// Whether a letter belongs to a script that runs from right to left, by the blocks that Unicode reserves for those.
pub fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_a_script() {
        assert_eq!(
            (Script::from_tag("cy"), Script::from_tag("ur"), Script::from_tag("pa"), Script::from_tag("pa-Arab")),
            (Some(Script::Latin), Some(Script::Arabic), Some(Script::Gurmukhi), Some(Script::Arabic))
        );
        assert_eq!(
            (Script::from_tag("sr-Latn"), Script::from_tag("te"), Script::from_tag("zh-Hant")),
            (Some(Script::Latin), None, Some(Script::EastAsian))
        );
    }

    #[test]
    fn scripts_and_languages_agree_on_their_direction() {
        for tag in ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "pa-Arab", "ps", "sd", "syr", "ug", "ur", "yi"] {
            assert!(is_written_right_to_left(tag), "{tag}");
        }
        for tag in ["cy", "en-GB", "pa", "ks-Deva", "ur-Latn", "te", "de-1996"] {
            assert!(!is_written_right_to_left(tag), "{tag}");
        }
        for facts in SCRIPTS {
            let (first, _) = facts.letters[0];
            assert_eq!(is_right_to_left(first), RIGHT_TO_LEFT_CODES.contains(&facts.codes[0]), "{}", facts.name);
        }
    }

    #[test]
    fn every_letter_has_one_script() {
        for (number, facts) in SCRIPTS.iter().enumerate() {
            assert_eq!(Script::from_tag(facts.example), Some(facts.script));
            for (first, last) in facts.letters {
                let overlaps = |(low, high): &(char, char)| first <= high && low <= last;
                assert!(
                    !SCRIPTS[number + 1..].iter().any(|other| other.letters.iter().any(overlaps)),
                    "{}",
                    facts.name
                );
            }
        }
    }
}
