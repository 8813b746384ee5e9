//! Where sentences end.

/// Words that have a full stop within a sentence.
const ABBREVIATIONS: &[&str] = &[
    "approx", "ave", "capt", "co", "dept", "dr", "e.g", "eg", "est", "etc", "fig", "fr", "gen", "i.e", "ie", "inc",
    "jr", "ltd", "mr", "mrs", "ms", "mx", "no", "nos", "pp", "prof", "rd", "rev", "sr", "st", "tel", "v", "viz", "vol",
    "vs",
];

/// What a sign with which sentences end does at its place.
pub(super) enum SentenceMark {
    /// It ends a sentence, the spaces behind it included, at this byte.
    Ends(usize),
    /// The sentence goes on up to this byte at least.
    GoesOn(usize),
}

/// Whether a sentence may end with a character.
pub(super) fn is_sentence_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\n' | '…')
}

impl SentenceMark {
    /// What the mark at a byte does.
    pub(super) fn read(text: &str, at: usize, mark: char) -> Self {
        let behind = at + mark.len_utf8();
        if mark == '\n' {
            return Self::Ends(behind);
        }
        let after = text[behind..].trim_start_matches(['”', '’', '"', '\'', ')', ']', '»', '.', '!', '?']);
        let next = after.trim_start();
        let is_within_word = next.len() == after.len() && !after.is_empty();
        let goes_on = is_within_word
            || next.starts_with(char::is_lowercase)
            || (mark == '.' && ends_in_abbreviation(&text[..at]));
        match goes_on {
            true => Self::GoesOn(text.len() - after.len()),
            false => Self::Ends(text.len() - next.len()),
        }
    }
}

/// Whether a text ends in `e.g`, `Dr` or an initial.
fn ends_in_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '‘')).next().unwrap_or(before);
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I";
    initial || ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use crate::lint::word::for_each_word_of_sentence;

    fn sentences(text: &str) -> Vec<&str> {
        let (mut found, mut from) = (Vec::new(), 0);
        while from < text.len() {
            let to = for_each_word_of_sentence(text, from, |_| {});
            found.push(text[from..to].trim());
            from = to;
        }
        found
    }

    #[test]
    fn sentences_end_where_readers_see_them_end() {
        assert_eq!(
            sentences("Dr. B. Ali, e.g. here, came at 6.30 p.m. and left. “Really?” she said. Yes! No"),
            ["Dr. B. Ali, e.g. here, came at 6.30 p.m. and left.", "“Really?” she said.", "Yes!", "No"]
        );
        assert_eq!(sentences("One line\nand another"), ["One line", "and another"]);
    }
}
