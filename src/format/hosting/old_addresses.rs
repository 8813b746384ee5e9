//! Old addresses and addresses that were given up, as files for hosts need them.

use std::collections::HashSet;

use crate::path;
use crate::publish::{PageKind, Publication};

/// The first line of each file.
pub(super) const GENERATED_NOTE: &str = "# Made by commonground from content/site.yaml; the next build makes it anew.";

/// A file's path and text.
pub(super) type HostFile = (&'static str, String);

/// A redirect. Both addresses include the base path.
pub(super) struct Redirect {
    /// The old address, not percent-encoded: `/net/stories/ŵyl/`.
    pub from: String,
    /// The record's own address as it goes into a link. It is never an old address.
    pub to: String,
}

/// The old addresses of published records, in the order of pages.
pub(super) fn published_redirects(publication: &Publication) -> impl Iterator<Item = Redirect> {
    let redirect_pages = publication.pages().iter().filter(|page| matches!(page.id.kind, PageKind::Redirect(_)));
    redirect_pages.filter_map(|page| {
        let to = publication.record_on_page(page)?.href();
        Some(Redirect { from: with_base_path(publication, &page.address), to })
    })
}

/// The addresses under `gone:`, each once. One that exists on the site is left out; `site` reports it. Capital letters
/// make no difference, because they make none to nginx.
pub(super) fn gone_addresses(publication: &Publication) -> Vec<String> {
    let configured = &publication.config().gone;
    if configured.is_empty() {
        return Vec::new();
    }
    let pages = publication.pages().iter().map(|page| page.address.as_str());
    let taken = pages.chain(publication.files().keys().map(String::as_str));
    let mut taken: HashSet<String> = taken.map(|address| path::collision_key(address).into_owned()).collect();
    let addresses = configured
        .iter()
        .filter(|address| path::is_valid_old_address(address))
        .map(|address| path::to_page_address(address));
    let still_free = addresses.filter(|address| taken.insert(path::collision_key(address).into_owned()));
    still_free.map(|address| with_base_path(publication, &address)).collect()
}

fn with_base_path(publication: &Publication, address: &str) -> String {
    let base = publication.base_url().map_or("", |base| base.path.as_str());
    format!("{}{address}", path::percent_decode(base))
}

/// The address of a page without the `/` at its end, because readers leave it out; `None` for the address of a file.
pub(super) fn without_slash(address: &str) -> Option<&str> {
    address.strip_suffix('/').filter(|rest| !rest.is_empty())
}

/// A regular expression that matches exactly this address.
pub(super) fn escape_regex(address: &str) -> String {
    let mut pattern = String::with_capacity(address.len() + 8);
    for letter in address.chars() {
        if matches!(letter, '.' | '+' | '*' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '^' | '$' | '|' | '#') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}
