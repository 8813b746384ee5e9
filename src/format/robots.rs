//! `robots.txt` (RFC 9309): allows everything, and says where the sitemap is.

use super::output::Output;
use crate::output::{OutputFile, OutputKind, ROBOTS_FILE, SITEMAP_FILE};
use crate::theme::Renderer;

/// The file. There is none when the site is below another path, because crawlers look for it only at the root of a
/// host, nor when `keep:` says that the network has its own.
pub(super) fn render(renderer: &Renderer) -> Vec<Output> {
    let publication = renderer.publication();
    let is_ours = !publication.config().is_kept_file(ROBOTS_FILE);
    let Some(base) = publication.base_url().filter(|base| base.path.is_empty() && is_ours) else { return Vec::new() };
    let sitemap = format!("{}/{SITEMAP_FILE}", base.origin);
    let text = format!("# Everything here may be read by everybody.\nUser-agent: *\nDisallow:\n\nSitemap: {sitemap}\n");
    vec![Output { file: OutputFile::at(OutputKind::Robots, ROBOTS_FILE), bytes: text.into_bytes() }]
}
