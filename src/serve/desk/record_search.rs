//! The search of the table of records.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::record_facts::looked_after_by;
use crate::site::{Record, Site};

/// The words of a search.
pub(super) struct SearchTerms<'a> {
    site: &'a Site,
    words: Vec<String>,
}

impl<'a> SearchTerms<'a> {
    pub(super) fn parse(site: &'a Site, search: &str) -> Self {
        Self { site, words: search.split_whitespace().map(|word| fold_case_and_marks(word).into_owned()).collect() }
    }

    /// Whether each word is in the record's title, slug or file, or in the name of the partner that looks after it.
    pub(super) fn matches(&self, record: &Record) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let partner_title = looked_after_by(self.site, record).map_or("", |partner| partner.parsed.title());
        let texts = [record.parsed.title(), &record.id.slug, &record.parsed.source.path, partner_title];
        let texts = texts.map(fold_case_and_marks);
        self.words.iter().all(|word| texts.iter().any(|text| text.contains(word.as_str())))
    }
}

/// A text for comparison: in lower case, without accents.
fn fold_case_and_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let is_lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_ascii_lowercase()) };
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
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
    Cow::Owned(folded)
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
