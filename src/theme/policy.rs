//! What a page may load and run, derived from the theme: its own origin and nothing else. A page says so itself,
//! because not every host can send headers; `format` says the same in headers where one can.
//!
//! JSON-LD needs no hash: an element of a type that is no script's is left alone before any policy is asked
//! (HTML, "prepare the script element"). No template may hold an inline script or style; there is no hash for any.

use super::assets::Assets;

/// The `Referrer-Policy` of every page: where a link was followed from is told to nobody. That a reader comes from a
/// page against hate is theirs to tell.
pub const REFERRER: &str = "no-referrer";

/// Who may compile WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compiles {
    /// A page, if a script of its theme says so.
    AsScriptsSay,
    /// The page to search the site on: what it loads for that is no file of the theme.
    Search,
}

/// A Content-Security-Policy (CSP Level 3) for pages of a theme.
pub(super) fn of(assets: &Assets, compiles: Compiles) -> String {
    let holds = |endings: &[&str], words: &str| {
        let mut texts = assets.iter().filter(|(address, _)| endings.iter().any(|ending| address.ends_with(ending)));
        texts.any(|(_, bytes)| bytes.windows(words.len()).any(|part| part == words.as_bytes()))
    };
    let or = |is_used: bool, source: &str| if is_used { format!(" {source}") } else { String::new() };
    let sheets = [".css"].as_slice();
    // WebAssembly is compiled under `script-src`; what uses it says so.
    let wasm = compiles == Compiles::Search || holds(&[".js", ".mjs"], "WebAssembly");
    let wasm = or(wasm, "'wasm-unsafe-eval'");
    let pictures = or(holds(sheets, "data:image/"), "data:");
    let faces = or(holds(sheets, "data:font/"), "data:");
    format!(
        "default-src 'self'; script-src 'self'{wasm}; style-src 'self'; img-src 'self'{pictures}; \
         font-src 'self'{faces}; object-src 'none'; base-uri 'none'; form-action 'self'"
    )
}

/// Puts a policy into a page's head, before all that it is about: behind the encoding, which must come first.
pub(super) fn insert(policy: &str, page: &mut Vec<u8>) {
    let Some(head) = tag_end(page, 0, b"<head") else { return };
    let blank = page[head..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let encoding = starts_with(&page[head + blank..], b"<meta charset").then(|| tag_end(page, head + blank, b"<meta"));
    let at = encoding.flatten().unwrap_or(head);
    let elements = format!(
        "\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<meta name=\"referrer\" content=\"{REFERRER}\">"
    );
    page.splice(at..at, elements.into_bytes());
}

/// Where the first tag of a name ends, from `from` on.
fn tag_end(page: &[u8], from: usize, name: &[u8]) -> Option<usize> {
    let is_tag = |at: &usize| {
        let after = page.get(at + name.len());
        starts_with(&page[*at..], name) && after.is_some_and(|byte| *byte == b'>' || byte.is_ascii_whitespace())
    };
    let start = (from..page.len()).find(is_tag)?;
    page[start..].iter().position(|byte| *byte == b'>').map(|end| start + end + 1)
}

fn starts_with(text: &[u8], start: &[u8]) -> bool {
    text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inserted(page: &str) -> String {
        let mut page = page.as_bytes().to_vec();
        insert("P", &mut page);
        String::from_utf8(page).expect("text")
    }

    #[test]
    fn a_policy_stands_before_what_it_is_about() {
        let elements = "\n<meta http-equiv=\"Content-Security-Policy\" content=\"P\">\n<meta name=\"referrer\" content=\"no-referrer\">";
        for (before, after) in [
            ("<html><head>\n<meta charset=\"utf-8\">", "\n<title>T</title>"),
            ("<!-- <header> --><HEAD data-a='1'>", "<title>T</title><meta charset=utf-8>"),
        ] {
            assert_eq!(inserted(&format!("{before}{after}")), format!("{before}{elements}{after}"));
        }
        assert_eq!(inserted("<header>Ours</header>"), "<header>Ours</header>");
    }
}
