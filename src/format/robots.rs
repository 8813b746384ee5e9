//! `robots.txt` (RFC 9309): everything may be looked at, and where the sitemap is.

use super::Output;
use crate::publish::Publication;

const ROBOTS_PATH: &str = "robots.txt";

/// The file; none where the site lies below another path, for programs look for it at the root of a host only. Nor where
/// `keep:` says that it is somebody's own.
pub fn robots_file(publication: &Publication) -> Option<Output> {
    let base = publication.base_url().filter(|base| base.path.is_empty())?;
    let sitemap = format!("{}/sitemap.xml", base.origin);
    let text = format!("# Everything here may be read by everybody.\nUser-agent: *\nDisallow:\n\nSitemap: {sitemap}\n");
    let is_ours = !publication.config().is_kept_file(ROBOTS_PATH);
    is_ours.then(|| Output { path: ROBOTS_PATH.to_owned(), bytes: text.into_bytes() })
}
