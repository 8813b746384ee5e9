//! Files for the host that `hosting:` names: headers, redirects from old addresses, and addresses that were given up.
//!
//! No page depends on them: each old address has a page of its own that leads to the new one, so a host may read as few
//! lines as it likes (Cloudflare 2,000, GitLab 1,000). These files only do it better.
//!
//! - A redirect leads to the record's own address, and no old address is the address of anything else
//!   (`site::address`), so there are no chains and no loops.
//! - Only addresses under `gone:` are answered with 410 (RFC 9110 §15.5.11), by Apache and nginx; on other hosts such
//!   an address has no page, which is 404. An unpublished record is 404 everywhere, because it may come back.

mod apache;
mod headers;
mod nginx;
mod old_addresses;
mod redirects;

use super::output::Output;
use crate::config::Hosting;
use crate::output::{OutputFile, OutputKind};
use crate::theme::Renderer;

/// The files for the host. A file under `keep:` is the network's own and is not made.
pub(super) fn render(renderer: &Renderer) -> Vec<Output> {
    let publication = renderer.publication();
    let config = publication.config();
    let files = match config.hosting.unwrap_or(Hosting::Plain) {
        Hosting::Plain => Vec::new(),
        Hosting::Netlify => vec![headers::headers_file(renderer), redirects::netlify(publication)],
        Hosting::Cloudflare => vec![headers::headers_file(renderer), redirects::cloudflare(publication)],
        // An empty file. Without it GitHub runs Jekyll, which leaves out names that begin with `_`.
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
