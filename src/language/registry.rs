//! The languages that there are: the primary language subtags of BCP 47, with names by which people look for them.

use super::LanguageTag;

/// The tags that people write, each in a line with its names and with codes that are not tags: `cy, Welsh, Cymraeg, cym`.
const NAMES: &str = include_str!("names.txt");

/// All other tags (ISO 639-3), of three letters each, in alphabetical order with one character after each.
const CODES: &str = include_str!("codes.txt");

impl LanguageTag {
    /// Whether there is such a language. The script and region in the tag are not checked.
    pub fn is_known(&self) -> bool {
        let language = self.as_str().split('-').next().unwrap_or_default();
        named_languages().any(|(tag, _)| tag == language) || has_code(language)
    }

    /// A tag that somebody wrote in another form: `EN`, `en_GB`, `eng`, `English`.
    pub fn from_other_form(written: &str) -> Option<Self> {
        let (language, rest) = written.split_at(written.find(['-', '_']).unwrap_or(written.len()));
        let respelt = format!("{}{}", language.to_lowercase(), rest.replace('_', "-"));
        let is_named = |name: &str| name.to_lowercase() == written.to_lowercase();
        Self::parse(&respelt).filter(Self::is_known).or_else(|| {
            let (tag, _) = named_languages().find(|(_, names)| names.split(", ").any(is_named))?;
            Self::parse(tag)
        })
    }
}

/// The names of languages, each with the tag of the language.
pub fn language_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_name = |name: &&str| name.chars().count() > 3;
    named_languages().flat_map(move |(tag, names)| names.split(", ").filter(is_name).map(move |name| (name, tag)))
}

fn named_languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.lines().filter_map(|line| line.split_once(", "))
}

fn has_code(language: &str) -> bool {
    let code_at = |index: usize| CODES.get(index * 4..index * 4 + 3).unwrap_or_default();
    let (mut low, mut high) = (0, CODES.len().div_ceil(4));
    while low < high {
        let middle = (low + high) / 2;
        match code_at(middle).cmp(language) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_that_there_is_is_known() {
        for tag in ["en", "cy", "en-GB", "zh-Hant", "syl", "bfi", "aaa", "zzj", "hak", "und", "pa-Arab"] {
            assert!(LanguageTag::parse(tag).expect(tag).is_known(), "{tag}");
        }
        for tag in ["xx", "qq", "eng", "wel", "zzz", "aab-GB-x", "xqz"] {
            let is_known = LanguageTag::parse(tag).is_some_and(|tag| tag.is_known());
            assert_eq!(is_known, tag == "aab-GB-x", "{tag}");
        }
    }

    #[test]
    fn every_code_is_found_and_they_are_in_order() {
        let codes: Vec<&str> = CODES.split_ascii_whitespace().collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(codes.iter().all(|code| has_code(code)));
        let tags: Vec<&str> = named_languages().map(|(tag, _)| tag).collect();
        assert!(tags.iter().all(|tag| LanguageTag::parse(tag).is_some() && !has_code(tag)));
    }

    #[test]
    fn names_and_other_forms_have_a_tag() {
        let tag = |written| LanguageTag::from_other_form(written).map(|tag| tag.as_str().to_owned());
        for (written, expected) in [
            ("English", Some("en")),
            ("welsh", Some("cy")),
            ("Cymraeg", Some("cy")),
            ("EN", Some("en")),
            ("en_GB", Some("en-GB")),
            ("eng", Some("en")),
            ("wel", Some("cy")),
            ("Sylheti", Some("syl")),
            ("اردو", Some("ur")),
            ("Englsh", None),
            ("xx", None),
            ("", None),
        ] {
            assert_eq!(tag(written).as_deref(), expected, "{written}");
        }
    }
}
