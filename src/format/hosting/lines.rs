//! `_redirects`: a line an old address. Three hosts read such a file, each to another length.
//!
//! None of them can say that an address was given up (410): there is no page, so they say 404.

use super::{HostFile, Move, NOTE, moves, without_slash};
use crate::path;
use crate::publish::Publication;

/// What a host reads of the file.
struct Limits {
    rules: usize,
    bytes: usize,
    /// Of one line.
    characters: usize,
}

/// Netlify names no limit. `!` makes it look here before it answers with the page that leads on; a rule holds with the
/// `/` at the end and without.
pub(super) fn netlify(publication: &Publication) -> HostFile {
    let limits = Limits { rules: usize::MAX, bytes: usize::MAX, characters: usize::MAX };
    let rules = moves(publication).map(|moved| (moved.from, moved.to));
    ("_redirects", file(NOTE, rules, "301!", &limits))
}

/// Cloudflare Pages reads 2,000 rules without patterns and lines of 1,000 characters, and of the file 100 KB. Rules come
/// before pages, and hold for exactly what they say.
pub(super) fn cloudflare(publication: &Publication) -> HostFile {
    let limits = Limits { rules: 2_000, bytes: 100_000, characters: 1_000 };
    ("_redirects", file(NOTE, both_ways(publication), "301", &limits))
}

/// GitLab Pages reads 1,000 rules and 64 KB.
pub(super) fn gitlab(publication: &Publication) -> HostFile {
    let limits = Limits { rules: 1_000, bytes: 64_000, characters: usize::MAX };
    let note =
        format!("{NOTE}\n# GitLab Pages looks for a file first: the pages at old addresses answer before these lines.");
    ("_redirects", file(&note, both_ways(publication), "301", &limits))
}

/// Files' addresses first, for hosts take the ending off before they look for the page that leads on; then pages' as the site
/// had them; then, where there is room left, those without the `/` at the end.
fn both_ways(publication: &Publication) -> impl Iterator<Item = (String, String)> {
    let (pages, files): (Vec<Move>, Vec<Move>) = moves(publication).partition(|moved| moved.from.ends_with('/'));
    let short = |Move { from, to }: &Move| Some((without_slash(from)?.to_owned(), to.clone()));
    let short: Vec<(String, String)> = pages.iter().filter_map(short).collect();
    files.into_iter().chain(pages).map(|moved| (moved.from, moved.to)).chain(short)
}

/// As many rules as fit; the pages at old addresses lead on from the others.
fn file(note: &str, rules: impl Iterator<Item = (String, String)>, status: &str, limits: &Limits) -> String {
    let mut text = format!("{note}\n");
    let lines = rules.map(|(from, to)| format!("{} {to} {status}\n", path::percent_encode_path(&from)));
    for line in lines.filter(|line| line.len() <= limits.characters).take(limits.rules) {
        if text.len() + line.len() > limits.bytes {
            break;
        }
        text.push_str(&line);
    }
    text
}
