//! A theme's static files, each at an address that changes with its bytes: `/static/style.4f2a91c0.css`. Browsers may
//! keep such a file for ever, and never show a page with the style sheet of another day.
//!
//! The letters are a fingerprint of the file and of every file it leads to, so that a new typeface gives the style
//! sheet that names it another address as well. What one file says of another is rewritten: in style sheets `url(…)`
//! and `@import`, in scripts and manifests texts in quotes that begin with `./` or `../`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::theme_file::ThemeFile;
use crate::digest::Digest;
use crate::path;

/// The folder of static files, both in a theme and on the site.
const STATIC_FOLDER: &str = "static";
/// The number of hexadecimal digits of the fingerprint in an address.
const FINGERPRINT_LENGTH: usize = 8;

/// Static files by their paths within `static/`.
#[derive(Debug, Default)]
pub(super) struct Assets(BTreeMap<String, Asset>);

/// A static file as it is published.
#[derive(Debug)]
struct Asset {
    /// `/static/style.4f2a91c0.css`.
    address: String,
    bytes: Vec<u8>,
}

impl Assets {
    /// The static files among a theme's files. Dot files are never published.
    pub(super) fn from_theme_files(files: &BTreeMap<String, ThemeFile>) -> Self {
        let is_published = |inner: &&str| !inner.split('/').any(|part| part.starts_with('.'));
        let path_in_static =
            |inner: &'_ String| inner.strip_prefix(STATIC_FOLDER)?.strip_prefix('/').map(str::to_owned);
        let contents: BTreeMap<String, &[u8]> = files
            .iter()
            .filter_map(|(inner, file)| Some((path_in_static(inner)?, file.bytes.as_ref())))
            .filter(|(inner, _)| is_published(&inner.as_str()))
            .collect();
        let references: BTreeMap<&str, Vec<AssetReference>> =
            contents.iter().map(|(inner, bytes)| (inner.as_str(), find_references(inner, bytes, &contents))).collect();
        let fingerprinted: BTreeMap<&str, String> = contents
            .keys()
            .map(|inner| (inner.as_str(), add_fingerprint(inner, fingerprint(inner, &contents, &references))))
            .collect();
        let assets = contents.iter().map(|(inner, bytes)| {
            let bytes = rewrite_references(bytes, &references[inner.as_str()], &fingerprinted);
            (inner.clone(), Asset { address: format!("/{STATIC_FOLDER}/{}", fingerprinted[inner.as_str()]), bytes })
        });
        Self(assets.collect())
    }

    /// The address of a file, by its path within `static/`.
    pub(super) fn address(&self, inner: &str) -> Option<&str> {
        self.0.get(inner).map(|asset| asset.address.as_str())
    }

    /// The paths within `static/`.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Each file's address and bytes.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.values().map(|asset| (asset.address.as_str(), asset.bytes.as_slice()))
    }

    /// The file with an address, whatever fingerprint the address has: an open page may still name an earlier version.
    pub(super) fn find_any_version(&self, address: &str) -> Option<&[u8]> {
        let inner = address.strip_prefix('/')?.strip_prefix(STATIC_FOLDER)?.strip_prefix('/')?;
        let name = inner.rfind('/').map_or(0, |at| at + 1);
        let is_letter = |byte: u8| byte.is_ascii_hexdigit();
        // The last part that looks like a fingerprint is the one that `add_fingerprint` inserted.
        let dots = inner[name..].match_indices('.').map(|(at, _)| name + at);
        let (dot, letters) = dots
            .map(|dot| (dot, inner[dot + 1..].split('.').next().unwrap_or_default()))
            .rfind(|(_, letters)| letters.len() == FINGERPRINT_LENGTH && letters.bytes().all(is_letter))?;
        let asset = self.0.get(&format!("{}{}", &inner[..dot], &inner[dot + 1 + letters.len()..]))?;
        Some(&asset.bytes)
    }
}

/// `fonts/round.woff2` as `fonts/round.4f2a91c0.woff2`.
fn add_fingerprint(inner: &str, digest: Digest) -> String {
    let letters = &digest.to_string()[..FINGERPRINT_LENGTH];
    let name = inner.rfind('/').map_or(0, |at| at + 1);
    match inner[name..].rfind('.') {
        Some(dot) => format!("{}.{letters}{}", &inner[..name + dot], &inner[name + dot..]),
        None => format!("{inner}.{letters}"),
    }
}

/// The fingerprint of a file and of all files that it leads to. It covers all of them at once, so files may name one
/// another in a circle.
fn fingerprint(
    inner: &str,
    contents: &BTreeMap<String, &[u8]>,
    references: &BTreeMap<&str, Vec<AssetReference>>,
) -> Digest {
    let mut reached = BTreeSet::new();
    let mut pending = vec![inner];
    while let Some(next) = pending.pop() {
        if reached.insert(next) {
            pending.extend(references[next].iter().map(|reference| reference.target.as_str()));
        }
    }
    let others = reached.into_iter().filter(|other| *other != inner);
    Digest::compute_all(std::iter::once(inner).chain(others).flat_map(|file| [file.as_bytes(), contents[file]]))
}

/// A place where one file names another.
#[derive(Debug)]
struct AssetReference {
    /// The range of the other file's name, the last part of the path that is written.
    file_name: Range<usize>,
    /// The other file's path within `static/`.
    target: String,
}

fn find_references(inner: &str, bytes: &[u8], files: &BTreeMap<String, &[u8]>) -> Vec<AssetReference> {
    let extension = path::extension(inner);
    let is_css = extension == "css";
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    if !is_css && !matches!(extension.as_str(), "js" | "mjs" | "webmanifest") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(['"', '\'', '(']).map(|at| from + at) {
        from = at + 1;
        let close = match &text[at..from] {
            "(" => ')',
            quote => quote.chars().next().unwrap_or('"'),
        };
        let Some(quoted) = text[from..].split([close, '\n']).next().filter(|quoted| !quoted.contains(['"', '\'']))
        else {
            continue;
        };
        let before = text[..at].trim_end();
        let is_reference = match is_css {
            true if close == ')' => before.ends_with("url"),
            true => before.ends_with("url(") || before.ends_with("@import"),
            false => close != ')' && (quoted.starts_with("./") || quoted.starts_with("../")),
        };
        let target_text = quoted.trim().split(['?', '#']).next().unwrap_or_default();
        let target = path::resolve(path::parent_folder(inner), target_text)
            .filter(|target| is_reference && files.contains_key(target));
        if let Some(target) = target {
            let start = from + quoted.len() - quoted.trim_start().len();
            let name = start + target_text.rfind('/').map_or(0, |at| at + 1);
            found.push(AssetReference { file_name: name..start + target_text.len(), target });
            from = start + target_text.len();
        }
    }
    found
}

fn rewrite_references(bytes: &[u8], references: &[AssetReference], fingerprinted: &BTreeMap<&str, String>) -> Vec<u8> {
    let mut output = Vec::with_capacity(bytes.len() + references.len() * (FINGERPRINT_LENGTH + 1));
    let mut from = 0;
    for reference in references {
        let name = &fingerprinted[reference.target.as_str()];
        output.extend_from_slice(&bytes[from..reference.file_name.start]);
        output.extend_from_slice(name.rsplit('/').next().unwrap_or(name).as_bytes());
        from = reference.file_name.end;
    }
    output.extend_from_slice(&bytes[from..]);
    output
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn load_assets(files: &[(&str, &str)]) -> Assets {
        let file = |(inner, text): &(&str, &str)| {
            let bytes = Cow::Owned(text.as_bytes().to_vec());
            (format!("static/{inner}"), ThemeFile { path: String::new(), bytes })
        };
        Assets::from_theme_files(&files.iter().map(file).collect())
    }

    fn text(assets: &Assets, inner: &str) -> String {
        String::from_utf8(assets.0[inner].bytes.clone()).expect("text")
    }

    #[test]
    fn an_address_changes_with_what_the_file_leads_to() {
        let sheet = "@import 'more.css'; a { src: url( \"fonts/round.woff2?v=1#x\" ), url(fonts/none.woff2) }";
        let one = load_assets(&[("style.css", sheet), ("more.css", "b {}"), ("fonts/round.woff2", "round")]);
        let other = load_assets(&[("style.css", sheet), ("more.css", "b {}"), ("fonts/round.woff2", "rounder")]);
        assert_ne!(one.address("style.css"), other.address("style.css"));
        assert_eq!(one.address("more.css"), other.address("more.css"));
        let font = one.address("fonts/round.woff2").and_then(|address| address.rsplit('/').next()).expect("a name");
        let css = text(&one, "style.css");
        assert!(css.contains(&format!("url( \"fonts/{font}?v=1#x\" ), url(fonts/none.woff2)")), "{css}");
        assert!(css.starts_with("@import 'more.") && !css.contains("more.css"), "{css}");
    }

    #[test]
    fn scripts_that_import_one_another_in_a_circle_have_addresses() {
        let made = load_assets(&[
            ("js/a.js", "import { b } from './b.js'; // it's \"./b.js\"\nconst kept = 'b.js';"),
            ("js/b.js", "import \"../js/a.js\";"),
        ]);
        let name = |inner: &str| made.address(inner).and_then(|at| at.rsplit('/').next()).expect("a name").to_owned();
        let (a, b) = (text(&made, "js/a.js"), text(&made, "js/b.js"));
        assert!(a.starts_with(&format!("import {{ b }} from './{}';", name("js/b.js"))), "{a}");
        assert!(a.ends_with("const kept = 'b.js';"), "{a}");
        assert_eq!(b, format!("import \"../js/{}\";", name("js/a.js")));
    }

    #[test]
    fn what_was_asked_for_by_an_older_fingerprint_is_found() {
        let made = load_assets(&[("style.min.css", "a {}"), ("fonts/LICENCE", "free"), ("x.00000000.css", "x {}")]);
        for (address, bytes) in [
            ("/static/style.min.0a1b2c3d.css", Some("a {}")),
            ("/static/fonts/LICENCE.0a1b2c3d", Some("free")),
            ("/static/x.00000000.11111111.css", Some("x {}")),
            ("/static/style.min.css", None),
            ("/static/style.min.0a1b2c3.css", None),
            ("/static/other.0a1b2c3d.css", None),
            ("/style.min.0a1b2c3d.css", None),
        ] {
            assert_eq!(made.find_any_version(address), bytes.map(str::as_bytes), "{address}");
        }
    }
}
