//! The tokens of a theme as custom properties of CSS.

use std::borrow::Cow;

use super::theme_file::{ThemeFile, ThemeFiles, load_built_in};
use crate::config::{MANIFEST, ThemeManifest, tokens};
use crate::fault::Faults;
use crate::view::CONTRACT_VERSION;

/// The comment in a style sheet that is replaced by the tokens.
const TOKENS_MARKER: &str = "/* tokens */";

/// The tokens of the built-in theme, the network's own theme and `site.yaml`, as custom properties.
pub(super) fn build_token_css(
    files: &ThemeFiles,
    site_tokens: Option<tokens::SiteTokens<'_>>,
    out: &mut Faults,
) -> String {
    let built_in = load_built_in();
    let network_manifest = files.get(MANIFEST).filter(|file| matches!(file.bytes, Cow::Owned(_)));
    let manifests = [built_in.get(MANIFEST), network_manifest].into_iter().flatten();
    let parse_manifest = |file: &ThemeFile| ThemeManifest::from_bytes(&file.path, &file.bytes, CONTRACT_VERSION, out);
    tokens::render_css(manifests.filter_map(parse_manifest).collect(), site_tokens, out)
}

/// Replaces the marker in style sheets by the custom properties.
pub(super) fn insert_tokens(files: &mut ThemeFiles, css: &str) {
    for (_, file) in files.iter_mut().filter(|(inner, _)| inner.ends_with(".css")) {
        if let Ok(text) = std::str::from_utf8(&file.bytes)
            && text.contains(TOKENS_MARKER)
        {
            file.bytes = Cow::Owned(text.replacen(TOKENS_MARKER, css, 1).into_bytes());
        }
    }
}
