//! Slugs: the last part of a record's address, made of its title or written by its editor.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text as a slug: letters and digits of any script in lower case, everything else one hyphen.
///
/// Apostrophes vanish (`St Anne's` gives `st-annes`), so that possessives read well.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut push = |c: char, is_letter: bool| {
        if is_letter {
            slug.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '‘') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    };
    match text.is_ascii() {
        true => text.chars().for_each(|c| push(c.to_ascii_lowercase(), c.is_ascii_alphanumeric())),
        false => text.nfc().for_each(|c| push(c, c.is_alphanumeric() || is_combining_mark(c))),
    }
    if slug.ends_with('-') {
        slug.pop();
    }
    slug
}

/// A text as lists sort it: as a slug, with accented letters beside those without (`Árbol` between `apple` and `bench`).
pub fn sort_key(text: &str) -> String {
    let slug = slugify(text);
    match slug.is_ascii() {
        true => slug,
        false => slug.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect(),
    }
}

/// Whether a text can be used in an address as it is.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(['-', '.'])
        && text
            .chars()
            .all(|c| (c.is_alphanumeric() && !c.is_uppercase()) || is_combining_mark(c) || matches!(c, '-' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_letters_of_every_script() {
        assert_eq!(slugify("St Anne's  Hall!"), "st-annes-hall");
        assert_eq!(slugify("Ystrad — Ŵyl 2027"), "ystrad-ŵyl-2027");
        assert_eq!(slugify("مشترکہ باورچی خانہ"), "مشترکہ-باورچی-خانہ");
        assert_eq!(slugify("***"), "");
    }
}
