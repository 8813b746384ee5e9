//! What a fault means, with a before and an after: one text for each code, in `explain/`.

use include_dir::{Dir, include_dir};

use super::Code;

static EXPLANATIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/fault/explain");

/// The explanation of a code, in Markdown that reads well in a terminal.
pub fn explanation(code: Code) -> &'static str {
    EXPLANATIONS.get_file(format!("{}.md", code.as_str())).and_then(|file| file.contents_utf8()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_and_nothing_else() {
        for code in Code::ALL {
            let text = explanation(*code);
            assert!(text.starts_with(&format!("# {}\n", code.as_str())), "{code} has no explanation");
            assert!(text.contains("```"), "{code} shows no example");
        }
        assert_eq!(EXPLANATIONS.files().count(), Code::ALL.len());
    }
}
