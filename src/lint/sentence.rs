//! Where sentences end.

/// Words that have a full stop within a sentence.
const ABBREVIATIONS: &[&str] = &[
    "approx", "ave", "capt", "co", "dept", "dr", "e.g", "eg", "est", "etc", "fig", "fr", "gen", "i.e", "ie", "inc",
    "jr", "ltd", "mr", "mrs", "ms", "mx", "no", "nos", "pp", "prof", "rd", "rev", "sr", "st", "tel", "v", "viz", "vol",
    "vs",
];

/// The byte after the sentence that begins at `from`, and after the spaces behind it.
pub(super) fn find_sentence_end(text: &str, mut from: usize) -> usize {
    let may_end_sentence = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b'\n' | 0xe2);
    while let Some(at) = text.as_bytes()[from..].iter().position(may_end_sentence).map(|found| from + found) {
        let c = text[at..].chars().next().unwrap_or('\n');
        from = at + c.len_utf8();
        if c == '\n' {
            return from;
        }
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let rest = &text[from..];
        let after = rest.trim_start_matches(['”', '’', '"', '\'', ')', ']', '»', '.', '!', '?']);
        from = text.len() - after.len();
        let next = after.trim_start();
        if next.len() == after.len() && !after.is_empty() {
            continue;
        }
        let goes_on = next.starts_with(char::is_lowercase) || (c == '.' && ends_in_abbreviation(&text[..at]));
        if !goes_on {
            return text.len() - next.len();
        }
    }
    text.len()
}

/// Whether a text ends in `e.g`, `Dr` or an initial.
fn ends_in_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '‘')).next().unwrap_or(before);
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I";
    initial || (word.len() <= 6 && ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let (mut found, mut from) = (Vec::new(), 0);
        while from < text.len() {
            let to = find_sentence_end(text, from);
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
