//! What editors wrote, as messages repeat it.

/// Quotation marks of running text, which YAML reads as letters.
pub(super) const CURLY_QUOTES: [char; 4] = ['“', '”', '‘', '’'];
pub(super) const CURLY_QUOTES_HELP: &str = "curly quotes are letters to YAML: use straight ones (\") or none";

/// A text in one line of at most 60 characters.
pub(super) fn shorten(text: &str) -> String {
    let one_line = text.replace(['\n', '\r'], " ");
    if one_line.chars().count() <= 60 {
        return one_line;
    }
    one_line.chars().take(57).collect::<String>() + "…"
}

/// `a`, `b` or `c`; of many words the first twelve.
pub(super) fn format_alternatives(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().take(12).map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
