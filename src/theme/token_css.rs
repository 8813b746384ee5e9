//! The tokens of a theme as custom properties of CSS.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::theme_file::{ThemeFile, ThemeFiles, load_built_in};
use crate::config::{MANIFEST, ManifestFile, ThemeManifest, tokens};
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
    let manifests = read_manifests(files, out);
    tokens::render_css(manifests, site_tokens, out)
}

/// How heavy pages may be, in kilobytes by sort. What the network's own theme does not say, the built-in one does.
pub(super) fn read_page_budgets(files: &ThemeFiles) -> BTreeMap<String, u32> {
    let manifests = read_manifests(files, &mut Faults::new()).into_iter();
    let budgets = manifests.filter_map(|(_, manifest)| manifest.budget);
    budgets.flat_map(|budget| budget.0).map(|(sort, _, kilobytes)| (sort, kilobytes)).collect()
}

/// The manifests of the built-in theme and of the network's own theme.
fn read_manifests(files: &ThemeFiles, out: &mut Faults) -> Vec<ManifestFile> {
    let built_in = load_built_in();
    let network_manifest = files.get(MANIFEST).filter(|file| matches!(file.bytes, Cow::Owned(_)));
    let manifests = [built_in.get(MANIFEST), network_manifest].into_iter().flatten();
    let parse_manifest = |file: &ThemeFile| ThemeManifest::from_bytes(&file.path, &file.bytes, CONTRACT_VERSION, out);
    manifests.filter_map(parse_manifest).collect()
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
