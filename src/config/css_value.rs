//! Whether a text is one value of CSS that names nothing outside the style sheet.

/// The functions that a value may call. What loads a file is not among them.
const FUNCTIONS: [&str; 18] = [
    "calc",
    "min",
    "max",
    "clamp",
    "var",
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "oklab",
    "oklch",
    "color",
    "color-mix",
    "light-dark",
    "linear-gradient",
];

/// Whether a text is one value of CSS: words, numbers, colours, texts in quotes and functions that calculate. Brackets
/// and quotes are closed, so nothing that follows in the style sheet becomes a part of it.
pub(super) fn is_css_value(text: &str) -> bool {
    let mut open = 0usize;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' | '\'' => match string_length(rest, c) {
                Some(length) => length,
                None => return false,
            },
            '(' => {
                let before = &text[..text.len() - rest.len()];
                let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
                let name = &before[before.trim_end_matches(is_name).len()..];
                // Brackets within a calculation need no name.
                if !(name.is_empty() && open > 0 || FUNCTIONS.contains(&name.to_ascii_lowercase().as_str())) {
                    return false;
                }
                open += 1;
                1
            }
            ')' if open > 0 => {
                open -= 1;
                1
            }
            c if c.is_alphanumeric() || " #%.,-+*/_".contains(c) => c.len_utf8(),
            _ => return false,
        };
        rest = &rest[length..];
    }
    open == 0 && !text.trim().is_empty() && !text.contains("/*")
}

/// The bytes of a text in quotes, which the rest begins with; `None` when it has no end, or an escape.
fn string_length(rest: &str, quote: char) -> Option<usize> {
    let inner = &rest[1..];
    let length = inner.find(quote)?;
    let is_plain = |c: char| !c.is_control() && !matches!(c, '\\' | '<' | '>' | '{' | '}' | ';' | '@');
    inner[..length].chars().all(is_plain).then_some(length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_name_nothing_outside_and_end_where_they_end() {
        for value in [
            "#20242e",
            "Bricolage, \"Iowan Old Style\", Georgia, serif",
            "'It is (not) over', serif",
            "1.125rem",
            "clamp(1rem, 4vw, 2.5rem)",
            "calc((1rem + 2px) * 3 / 2)",
            "2px dashed var(--line)",
            "-.3rem",
        ] {
            assert!(is_css_value(value), "{value}");
        }
        for value in [
            "",
            " ",
            "Georgia (",
            "Georgia )",
            "clamp(1rem",
            "URL(a.png)",
            "url(//example.org)",
            "Image-Set('a' 1x)",
            "src(a)",
            "'Georgia",
            "\"Geor'gia",
            "a;b",
            "a}b",
            "a/*b",
            "a\\b",
            "a\nb",
            "red !important",
            "@import",
            "<b>",
            "(1rem)",
            "attr(data-a url)",
            "element(#a)",
            "'a\nb'",
        ] {
            assert!(!is_css_value(value), "{value}");
        }
    }
}
