//! `sitemap.xml` (sitemaps.org 0.9): all pages that search engines may list, up to 50,000 in a file.

use super::output::Output;
use crate::output::{OutputFile, OutputKind, SITEMAP_FILE};
use crate::publish::{Page, PageKind, Publication};
use crate::theme::Renderer;

/// Addresses in one file, the protocol's limit.
const MAX_URLS: usize = 50_000;

const XML_DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// The sitemap; a long one in several files with an index. There is none without a `base_url`, because its addresses
/// must be absolute.
pub(super) fn render(renderer: &Renderer) -> Vec<Output> {
    split_sitemap(renderer.publication(), MAX_URLS)
}

fn split_sitemap(publication: &Publication, max_urls: usize) -> Vec<Output> {
    if publication.base_url().is_none() {
        return Vec::new();
    }
    let pages: Vec<&Page> = publication
        .pages()
        .iter()
        .filter(|page| !matches!(page.id.kind, PageKind::NotFound | PageKind::Redirect(_)))
        .collect();
    if pages.len() <= max_urls {
        return vec![sitemap_file(SITEMAP_FILE, urlset(publication, &pages))];
    }
    let mut index = format!("{XML_DECLARATION}<sitemapindex {NAMESPACE}>\n");
    let mut outputs = Vec::new();
    for (number, pages) in pages.chunks(max_urls).enumerate() {
        let path = format!("sitemap-{}.xml", number + 1);
        let address = publication.absolute_url(&format!("/{path}")).unwrap_or_default();
        index.push_str(&format!("<sitemap><loc>{}</loc></sitemap>\n", escape_xml(&address)));
        outputs.push(sitemap_file(&path, urlset(publication, pages)));
    }
    index.push_str("</sitemapindex>\n");
    outputs.push(sitemap_file(SITEMAP_FILE, index));
    outputs
}

fn sitemap_file(path: &str, text: String) -> Output {
    Output { file: OutputFile::at(OutputKind::Sitemap, path), bytes: text.into_bytes() }
}

fn urlset(publication: &Publication, pages: &[&Page]) -> String {
    let mut text = String::with_capacity(96 * pages.len() + 128);
    text.push_str(XML_DECLARATION);
    text.push_str(&format!("<urlset {NAMESPACE}>\n"));
    for page in pages {
        let address = publication.absolute_url(&page.address).unwrap_or_default();
        text.push_str("<url><loc>");
        text.push_str(&escape_xml(&address));
        text.push_str("</loc>");
        if let Some(day) = publication.record_on_page(page).and_then(|record| record.last_modified()) {
            text.push_str(&format!("<lastmod>{day}</lastmod>"));
        }
        text.push_str("</url>\n");
    }
    text.push_str("</urlset>\n");
    text
}

/// Escapes an address for XML. It is percent-encoded already, so only these special characters can occur in it.
fn escape_xml(address: &str) -> String {
    address.replace('&', "&amp;").replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::fault::Faults;
    use crate::pipeline;
    use crate::publish::{PublishOptions, publish};
    use crate::world::MemoryWorld;

    #[test]
    fn a_long_sitemap_is_split_under_an_index() {
        let site = "title: N\nbase_url: https://example.org/net/\nlanguage: en\nzone: Europe/London\ncontact: {email: a@example.org}\n";
        let now = jiff::Timestamp::from_second(1_800_000_000).expect("in range");
        let world = MemoryWorld::new(now, [("content/site.yaml", site)]);
        let loaded = pipeline::load(&world, None, &mut Faults::new()).expect("loads");
        let edition = PublishOptions { now, include_drafts: false, base_url: None };
        let publication = publish(&Arc::clone(&loaded.site), &edition, &mut Faults::new());
        assert_eq!(split_sitemap(&publication, 100).len(), 1);
        let outputs = split_sitemap(&publication, 3);
        let index = String::from_utf8(outputs.last().expect("an index").bytes.clone()).expect("text");
        assert_eq!(index.matches("<loc>https://example.org/net/sitemap-").count(), outputs.len() - 1);
        let urls: usize = outputs[..outputs.len() - 1]
            .iter()
            .map(|output| String::from_utf8_lossy(&output.bytes).matches("<url>").count())
            .sum();
        assert_eq!(urls, publication.pages().len() - 1);
    }
}
