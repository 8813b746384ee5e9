//! Files for whoever serves the site, by `hosting:`: headers, old addresses, addresses given up on purpose.
//!
//! None of them is needed for a page to be found. Each old address has a page of its own that leads on, whatever the host
//! understands and however many lines it reads; what a host can do better than such a page is said here.

mod apache;
mod headers;
mod nginx;
mod redirects;

use std::collections::HashSet;

use super::Output;
use crate::config::Hosting;
use crate::output::{OutputFile, OutputKind};
use crate::path;
use crate::publish::{PageKind, Publication};
use crate::theme::Renderer;

/// Stands above what is made here.
const GENERATED_NOTE: &str = "# Made by commonground from content/site.yaml; the next build makes it anew.";

/// The files for the host. A name under `keep:` is somebody's own file and is not made.
pub(super) fn render(renderer: &Renderer) -> Vec<Output> {
    let publication = renderer.publication();
    let config = publication.config();
    let files = match config.hosting.unwrap_or(Hosting::Plain) {
        Hosting::Plain => Vec::new(),
        Hosting::Netlify => vec![headers::headers_file(renderer), redirects::netlify(publication)],
        Hosting::Cloudflare => vec![headers::headers_file(renderer), redirects::cloudflare(publication)],
        // An empty file: GitHub would otherwise run Jekyll, which leaves out what begins with `_`.
        Hosting::Github => vec![(".nojekyll", String::new())],
        Hosting::Gitlab => vec![redirects::gitlab(publication)],
        Hosting::Apache => vec![apache::htaccess(renderer)],
        Hosting::Nginx => vec![nginx::maps_conf(renderer), nginx::server_conf(renderer)],
    };
    let files = files.into_iter().filter(|(path, _)| !config.is_kept_file(path));
    files
        .map(|(path, text)| Output { file: OutputFile::at(OutputKind::HostFile, path), bytes: text.into_bytes() })
        .collect()
}

/// A file's path and text.
type HostFile = (&'static str, String);

/// An old address: both in front of a reader's eyes and in a request, so with the base path.
struct Redirect {
    /// As it is read, not percent-encoded: `/net/stories/ŵyl/`.
    from: String,
    /// As it stands in a link: the record's own address, which is never an old one.
    to: String,
}

/// Old addresses of what is published, in the order of pages.
fn published_redirects(publication: &Publication) -> impl Iterator<Item = Redirect> {
    let redirect_pages = publication.pages().iter().filter(|page| matches!(page.id.kind, PageKind::Redirect(_)));
    redirect_pages.filter_map(|page| {
        let to = publication.record_on_page(page)?.href();
        Some(Redirect { from: with_base_path(publication, &page.address), to })
    })
}

/// Addresses given up on purpose, each once. One that something on the site has all the same stays that one's: `site`
/// reports it. Capital letters make no difference, as they make none to nginx.
fn gone_addresses(publication: &Publication) -> Vec<String> {
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
fn without_slash(address: &str) -> Option<&str> {
    address.strip_suffix('/').filter(|rest| !rest.is_empty())
}

/// An address as a regular expression for itself.
fn escape_regex(address: &str) -> String {
    let mut pattern = String::with_capacity(address.len() + 8);
    for letter in address.chars() {
        if matches!(letter, '.' | '+' | '*' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '^' | '$' | '|' | '#') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}
