//! What a page may load and run: only what is from its own origin. The policy is derived from the theme's files. It is
//! in each page, because not every host can send headers; `format::hosting` also puts it into headers where a host can.
//!
//! JSON-LD needs no hash: browsers do not check the policy for a `script` element whose type is not a script's (HTML,
//! "prepare the script element"). No template may have an inline script or style, so there is no hash for any.

use super::assets::Assets;

/// The `Referrer-Policy` of every page: no other site learns where a link was followed from. Only readers themselves
/// should tell that they came from a page against hate.
pub const REFERRER_POLICY: &str = "no-referrer";

/// Which pages may compile WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WasmPolicy {
    /// Pages of a theme whose scripts use WebAssembly.
    IfScriptsUseIt,
    /// The search page: it loads a program that is not a file of the theme.
    SearchPage,
}

/// A Content-Security-Policy (CSP Level 3) for pages of a theme.
pub(super) fn content_security_policy(assets: &Assets, wasm_policy: WasmPolicy) -> String {
    let any_file_contains = |endings: &[&str], needle: &str| {
        let mut texts = assets.iter().filter(|(address, _)| endings.iter().any(|ending| address.ends_with(ending)));
        texts.any(|(_, bytes)| bytes.windows(needle.len()).any(|part| part == needle.as_bytes()))
    };
    let source_if = |is_used: bool, source: &str| if is_used { format!(" {source}") } else { String::new() };
    let style_sheets = [".css"].as_slice();
    // Compiling WebAssembly is a matter of `script-src`; a script that does it names `WebAssembly`.
    let wasm = wasm_policy == WasmPolicy::SearchPage || any_file_contains(&[".js", ".mjs"], "WebAssembly");
    let wasm = source_if(wasm, "'wasm-unsafe-eval'");
    let pictures = source_if(any_file_contains(style_sheets, "data:image/"), "data:");
    let fonts = source_if(any_file_contains(style_sheets, "data:font/"), "data:");
    format!(
        "default-src 'self'; script-src 'self'{wasm}; style-src 'self'; img-src 'self'{pictures}; \
         font-src 'self'{fonts}; object-src 'none'; base-uri 'none'; form-action 'self'"
    )
}

/// Inserts a policy into a page's head: after the encoding, which must be first, and before everything that it applies
/// to.
pub(super) fn insert_policy(policy: &str, page: &mut Vec<u8>) {
    let Some(head) = find_tag_end(page, 0, b"<head") else { return };
    let whitespace = page[head..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let charset_end = starts_with_ignoring_case(&page[head + whitespace..], b"<meta charset")
        .then(|| find_tag_end(page, head + whitespace, b"<meta"));
    let at = charset_end.flatten().unwrap_or(head);
    let elements = format!(
        "\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<meta name=\"referrer\" content=\"{REFERRER_POLICY}\">"
    );
    page.splice(at..at, elements.into_bytes());
}

/// The end of the first tag with this name, searched from `from` on.
fn find_tag_end(page: &[u8], from: usize, name: &[u8]) -> Option<usize> {
    let is_tag = |at: &usize| {
        let after = page.get(at + name.len());
        starts_with_ignoring_case(&page[*at..], name)
            && after.is_some_and(|byte| *byte == b'>' || byte.is_ascii_whitespace())
    };
    let start = (from..page.len()).find(is_tag)?;
    page[start..].iter().position(|byte| *byte == b'>').map(|end| start + end + 1)
}

fn starts_with_ignoring_case(text: &[u8], start: &[u8]) -> bool {
    text.get(..start.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert_into(page: &str) -> String {
        let mut page = page.as_bytes().to_vec();
        insert_policy("P", &mut page);
        String::from_utf8(page).expect("text")
    }

    #[test]
    fn a_policy_stands_before_what_it_is_about() {
        let elements = "\n<meta http-equiv=\"Content-Security-Policy\" content=\"P\">\n<meta name=\"referrer\" content=\"no-referrer\">";
        for (before, after) in [
            ("<html><head>\n<meta charset=\"utf-8\">", "\n<title>T</title>"),
            ("<!-- <header> --><HEAD data-a='1'>", "<title>T</title><meta charset=utf-8>"),
        ] {
            assert_eq!(insert_into(&format!("{before}{after}")), format!("{before}{elements}{after}"));
        }
        assert_eq!(insert_into("<header>Ours</header>"), "<header>Ours</header>");
    }
}
