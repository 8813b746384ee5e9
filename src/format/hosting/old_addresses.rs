//! Old addresses and addresses given up, as files for hosts have them.

use std::collections::HashSet;

use crate::path;
use crate::publish::{PageKind, Publication};

/// Stands above what is made here.
pub(super) const GENERATED_NOTE: &str = "# Made by commonground from content/site.yaml; the next build makes it anew.";

/// A file's path and text.
pub(super) type HostFile = (&'static str, String);

/// An old address: both in front of a reader's eyes and in a request, so with the base path.
pub(super) struct Redirect {
    /// As it is read, not percent-encoded: `/net/stories/ŵyl/`.
    pub from: String,
    /// As it stands in a link: the record's own address, which is never an old one.
    pub to: String,
}

/// Old addresses of what is published, in the order of pages.
pub(super) fn published_redirects(publication: &Publication) -> impl Iterator<Item = Redirect> {
    let redirect_pages = publication.pages().iter().filter(|page| matches!(page.id.kind, PageKind::Redirect(_)));
    redirect_pages.filter_map(|page| {
        let to = publication.record_on_page(page)?.href();
        Some(Redirect { from: with_base_path(publication, &page.address), to })
    })
}

/// Addresses given up on purpose, each once. One that something on the site has all the same stays that one's: `site`
/// reports it. Capital letters make no difference, as they make none to nginx.
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

/// An address of a page without the `/` at its end: readers leave it out. None for a file's.
pub(super) fn without_slash(address: &str) -> Option<&str> {
    address.strip_suffix('/').filter(|rest| !rest.is_empty())
}

/// An address as a regular expression for itself.
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
