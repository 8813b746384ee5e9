//! Texts of links that say nothing by themselves. Screen readers list the links of a page without the text around them,
//! and a list of "read more" is of no use.

/// Texts that would fit any link, in English, Welsh, Polish and Urdu: in lower case, without signs at either end.
const VAGUE_TEXTS: &[&str] = &[
    // English
    "click",
    "click here",
    "click link",
    "click on this link",
    "click the link",
    "click this",
    "click this link",
    "continue",
    "continue reading",
    "details",
    "find out more",
    "find out more here",
    "follow this link",
    "follow the link",
    "full details",
    "further details",
    "further information",
    "go",
    "go here",
    "here",
    "in this link",
    "info",
    "information",
    "learn more",
    "learn more here",
    "link",
    "link here",
    "link to page",
    "more",
    "more about this",
    "more details",
    "more here",
    "more info",
    "more information",
    "on this page",
    "press here",
    "read",
    "read here",
    "read more",
    "read more about it",
    "read more about this",
    "read more here",
    "read on",
    "read this",
    "right here",
    "see here",
    "see more",
    "tap here",
    "the link",
    "this",
    "this link",
    "this one",
    "this page",
    "this site",
    "this website",
    "visit here",
    "web link",
    // Cymraeg
    "cliciwch",
    "cliciwch yma",
    "clicia yma",
    "darllen mwy",
    "darllen rhagor",
    "darllenwch fwy",
    "darllenwch ragor",
    "dolen",
    "dysgu mwy",
    "dysgwch fwy",
    "gweld mwy",
    "manylion",
    "mwy",
    "mwy o fanylion",
    "mwy o wybodaeth",
    "pwyswch yma",
    "rhagor",
    "rhagor o fanylion",
    "rhagor o wybodaeth",
    "y ddolen hon",
    "y dudalen hon",
    "yma",
    // Polski
    "czytaj dalej",
    "czytaj więcej",
    "dowiedz się więcej",
    "kliknij",
    "kliknij tutaj",
    "link tutaj",
    "tutaj",
    "więcej",
    "więcej informacji",
    // اردو
    "مزید",
    "مزید پڑھیں",
    "مزید معلومات",
    "یہاں",
    "یہاں کلک کریں",
    "یہاں دیکھیں",
];

/// A longer address is tiresome to hear; a shorter one without a path is a name.
const MAX_ADDRESS_BYTES: usize = 30;

/// What can be wrong with a link's text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LinkTextProblem {
    /// It has no text.
    Empty,
    /// It would fit any link.
    Vague,
    /// It is a long address.
    LongAddress,
}

/// What is wrong with a link's text, if anything.
pub(super) fn check_link_text(text: &str) -> Option<LinkTextProblem> {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if text.trim().is_empty() {
        return Some(LinkTextProblem::Empty);
    }
    if bare.len() <= 60 && VAGUE_TEXTS.contains(&collapse_whitespace(bare).to_lowercase().as_str()) {
        return Some(LinkTextProblem::Vague);
    }
    is_long_address(text.trim()).then_some(LinkTextProblem::LongAddress)
}

/// `https://example.org/a/b?c`. People do say a name alone, such as `www.example.org/`.
fn is_long_address(text: &str) -> bool {
    let rest = ["https://", "http://", "www."].iter().find_map(|begin| text.strip_prefix(begin));
    let Some(rest) = rest.filter(|_| !text.contains(char::is_whitespace)) else { return false };
    rest.trim_end_matches('/').contains('/') && text.len() > MAX_ADDRESS_BYTES
}

/// A link's text in one line.
pub(super) fn collapse_whitespace(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_for_any_link_are_vague() {
        for text in ["here", "Click  here", "Read more…", "» MORE", "Cliciwch yma!", "یہاں", "[this link]"] {
            assert_eq!(check_link_text(text), Some(LinkTextProblem::Vague), "{text}");
        }
        assert_eq!(check_link_text(" \n"), Some(LinkTextProblem::Empty));
        assert_eq!(
            check_link_text("https://example.org/events/2027/supper.html?from=list"),
            Some(LinkTextProblem::LongAddress)
        );
    }

    #[test]
    fn texts_that_say_something_are_fine() {
        for text in [
            "the hall",
            "Read more about the hall",
            "https://example.org",
            "www.example.org/",
            "More than tea",
            "hello@example.org",
            "→",
        ] {
            assert_eq!(check_link_text(text), None, "{text}");
        }
    }
}
