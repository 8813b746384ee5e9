//! The languages that there are: the primary language subtags of BCP 47, with names by which people look for them.

/// The tags that people write, each in a line with its names and with codes that are not tags: `cy, Welsh, Cymraeg, cym`.
const NAMES: &str = include_str!("names.txt");

/// All other tags (ISO 639-3), of three letters each, in alphabetical order with one character after each.
const CODES: &str = include_str!("codes.txt");

/// Whether there is a language with this tag.
pub(super) fn is_known_language(language: &str) -> bool {
    named_languages().any(|(tag, _)| tag == language) || has_code(language)
}

/// The tag of a language by one of its names, or by a code that is not its tag, such as `eng`.
pub(super) fn tag_of_name(written: &str) -> Option<&'static str> {
    let is_named = |name: &str| name.to_lowercase() == written.to_lowercase();
    named_languages().find(|(_, names)| names.split(", ").any(is_named)).map(|(tag, _)| tag)
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
    fn every_code_is_found_and_they_are_in_order() {
        let codes: Vec<&str> = CODES.split_ascii_whitespace().collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(codes.iter().all(|code| has_code(code)));
        let tags: Vec<&str> = named_languages().map(|(tag, _)| tag).collect();
        assert!(tags.iter().all(|tag| matches!(tag.len(), 2..=3) && is_known_language(tag) && !has_code(tag)));
    }
}
