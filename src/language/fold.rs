//! Compares texts without regard to capitals and accents.

use std::borrow::Cow;
use std::iter;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text for comparison: in lower case, without accents.
pub fn fold_case_and_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let is_lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_ascii_lowercase()) };
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter.is_ascii() {
            true => folded.push(letter.to_ascii_lowercase()),
            // Marks are left out, so the order in which a whole text would have them does not matter.
            false => push_folded(letter, &mut folded),
        }
    }
    Cow::Owned(folded)
}

fn push_folded(letter: char, folded: &mut String) {
    let base = iter::once(letter).nfkd().filter(|letter| !is_combining_mark(*letter));
    for letter in base.flat_map(char::to_lowercase) {
        match letter {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            '’' | '‘' => folded.push('\''),
            // The lower case of a capital can be a letter and a mark, as of `İ`.
            accent if is_combining_mark(accent) => {}
            letter => folded.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_compared_without_their_marks() {
        for (text, expected) in
            [("Café Łódź", "cafe lodz"), ("Ŵyl y Môr", "wyl y mor"), ("STRAßE", "strasse"), ("İzmir", "izmir")]
        {
            assert_eq!(fold_case_and_marks(text), expected);
        }
    }
}
