//! Checks the words under `search:`, as the search page's script compares them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Config;
use crate::fault::{Code, Fault, Faults};
use crate::language::fold_case_and_marks;
use crate::text::{Source, SourceLocation, Span};

/// Reports words that mean the same as nothing else, words without letters, and words that are pinned twice.
pub(super) fn check_search(source: &Arc<Source>, config: &Config, out: &mut Faults) {
    let Some(search) = &config.search else { return };
    let fault = |code: Code, span: Span, message: &str| Fault::new(code, SourceLocation::new(source, span), message);
    for group in &search.synonyms {
        let words: BTreeSet<String> =
            group.iter().map(|word| comparable(word)).filter(|word| !word.is_empty()).collect();
        if words.len() < 2 {
            let message = "one word alone has no other that means the same";
            let help =
                "write the words that mean the same in one list: `synonyms: [[meal, lunch], [hate crime, racism]]`";
            out.report(fault(Code::InvalidValue, group.span, message).with_help(help));
        } else if words.len() < group.len() {
            let message = "a word in this list is empty, or there twice";
            out.report(fault(Code::NeedlessField, group.span, message).with_help("remove it"));
        }
    }
    let mut pinned = BTreeSet::new();
    for (words, span, _) in search.pins.iter().flat_map(|pins| &pins.0) {
        let comparable = comparable(words);
        if comparable.is_empty() {
            let message = format!("nobody looks for `{words}`, which has no letters");
            let help = "write the words that people look for, or remove this page";
            out.report(fault(Code::InvalidValue, *span, &message).with_help(help));
        } else if !pinned.insert(comparable) {
            let message = format!("`{words}` is pinned twice: the search does not tell capitals and signs apart");
            out.report(fault(Code::DuplicateField, *span, &message).with_help("keep one of the two"));
        }
    }
}

/// A text for comparison: in lower case, without accents, single spaces between words.
fn comparable(text: &str) -> String {
    let folded = fold_case_and_marks(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
