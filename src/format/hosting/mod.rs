//! Files for whoever serves the site, by `hosting:`: headers, old addresses, addresses given up on purpose.
//!
//! None of them is needed for a page to be found. Each old address has a page of its own that leads on, whatever the host
//! understands and however many lines it reads; what a host can do better than such a page is said here.

mod apache;
mod headers;
mod nginx;
mod old_addresses;
mod redirects;

use super::output::Output;
use crate::config::Hosting;
use crate::output::{OutputFile, OutputKind};
use crate::theme::Renderer;

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
