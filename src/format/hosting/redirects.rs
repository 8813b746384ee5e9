//! `_redirects`: one line for each old address. Three hosts read such a file, each up to another length.
//!
//! None of them can say that an address was given up (410). Such an address has no page, so they say 404.

use super::old_addresses::{GENERATED_NOTE, HostFile, Redirect, published_redirects, without_slash};
use crate::path;
use crate::publish::Publication;

/// How much of the file a host reads.
struct Limits {
    max_rules: usize,
    max_bytes: usize,
    /// The longest line.
    max_line_length: usize,
}

/// Netlify names no limit. With `!` it reads the rule before it looks for the page at the old address. A rule applies
/// with and without the `/` at the end.
pub(super) fn netlify(publication: &Publication) -> HostFile {
    let limits = Limits { max_rules: usize::MAX, max_bytes: usize::MAX, max_line_length: usize::MAX };
    let rules = published_redirects(publication).map(|moved| (moved.from, moved.to));
    ("_redirects", redirects_text(GENERATED_NOTE, rules, "301!", &limits))
}

/// Cloudflare Pages reads 2,000 rules without patterns, lines of 1,000 characters, and 100 KB of the file. Rules come
/// before pages, and apply to exactly the address they name.
pub(super) fn cloudflare(publication: &Publication) -> HostFile {
    let limits = Limits { max_rules: 2_000, max_bytes: 100_000, max_line_length: 1_000 };
    ("_redirects", redirects_text(GENERATED_NOTE, with_and_without_slash(publication), "301", &limits))
}

/// GitLab Pages reads 1,000 rules and 64 KB.
pub(super) fn gitlab(publication: &Publication) -> HostFile {
    let limits = Limits { max_rules: 1_000, max_bytes: 64_000, max_line_length: usize::MAX };
    let note = format!(
        "{GENERATED_NOTE}\n# GitLab Pages looks for a file first: the pages at old addresses answer before these lines."
    );
    ("_redirects", redirects_text(&note, with_and_without_slash(publication), "301", &limits))
}

/// The addresses of files come first, because hosts remove the ending before they look for a page; then those of pages
/// as the site had them; then, if there is room, the same without the `/` at the end.
fn with_and_without_slash(publication: &Publication) -> impl Iterator<Item = (String, String)> {
    let (pages, files): (Vec<Redirect>, Vec<Redirect>) =
        published_redirects(publication).partition(|moved| moved.from.ends_with('/'));
    let slashless = |Redirect { from, to }: &Redirect| Some((without_slash(from)?.to_owned(), to.clone()));
    let slashless: Vec<(String, String)> = pages.iter().filter_map(slashless).collect();
    files.into_iter().chain(pages).map(|moved| (moved.from, moved.to)).chain(slashless)
}

/// As many rules as fit. At the other old addresses, the pages there lead to the new ones.
fn redirects_text(note: &str, rules: impl Iterator<Item = (String, String)>, status: &str, limits: &Limits) -> String {
    let mut text = format!("{note}\n");
    let lines = rules.map(|(from, to)| format!("{} {to} {status}\n", path::percent_encode_path(&from)));
    for line in lines.filter(|line| line.len() <= limits.max_line_length).take(limits.max_rules) {
        if text.len() + line.len() > limits.max_bytes {
            break;
        }
        text.push_str(&line);
    }
    text
}
