//! `sitemap.xml` (sitemaps.org 0.9): all pages that search engines may list. A long one is an index of numbered parts.

use super::output::Output;
use crate::output::{OutputFile, OutputKind, SITEMAP_FILE, SITEMAP_PART};
use crate::publish::{Page, PageKind, Publication};
use crate::theme::Renderer;

/// The most addresses in one file. The protocol allows 50,000 and 50 MB, and an address may have 2,048 letters: 10,000 of
/// them keep both limits, whatever they are. A search engine reads a short part again sooner than a long one.
const MAX_URLS: usize = 10_000;

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
        let path = SITEMAP_PART.path(number + 1);
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
    use crate::output::is_numbered_part;
    use crate::pipeline;
    use crate::publish::{PublishOptions, publish};
    use crate::world::MemoryWorld;

    /// The addresses in a file, which must be what the protocol says: only these elements, in this order.
    fn addresses(output: &Output, root: &str, entry: &str) -> Vec<String> {
        let text = std::str::from_utf8(&output.bytes).expect("UTF-8");
        let document = roxmltree::Document::parse(text).expect("well-formed");
        let names = |node: roxmltree::Node<'_, '_>| {
            let elements = node.children().filter(roxmltree::Node::is_element);
            elements.map(|child| child.tag_name().name().to_owned()).collect::<Vec<_>>().join(" ")
        };
        let top = document.root_element();
        assert_eq!(top.tag_name().namespace(), Some("http://www.sitemaps.org/schemas/sitemap/0.9"));
        assert_eq!(top.tag_name().name(), root);
        let entries: Vec<_> = top.children().filter(roxmltree::Node::is_element).collect();
        for one in &entries {
            assert_eq!(one.tag_name().name(), entry);
            assert!(["loc", "loc lastmod"].contains(&names(*one).as_str()), "{text}");
        }
        entries
            .iter()
            .map(|one| one.first_element_child().and_then(|loc| loc.text()).unwrap_or("").to_owned())
            .collect()
    }

    #[test]
    fn a_long_sitemap_is_split_under_an_index() {
        let site = "title: N\nbase_url: https://example.org/net/\nlanguage: en\nzone: Europe/London\ncontact: {email: a@example.org}\n";
        let story = "---\ntitle: Tea\ndate: 2026-01-02\npeople: none\n---\n";
        let now = jiff::Timestamp::from_second(1_800_000_000).expect("in range");
        let world = MemoryWorld::new(now, [("content/site.yaml", site), ("content/stories/te-a.md", story)]);
        let loaded = pipeline::load(&world, None, &mut Faults::new()).expect("loads");
        let edition = PublishOptions { now, include_drafts: false, base_url: None };
        let publication = publish(&Arc::clone(&loaded.site), &edition, &mut Faults::new());
        let [whole] = split_sitemap(&publication, 100).try_into().expect("one file");
        let all = addresses(&whole, "urlset", "url");
        assert_eq!((whole.file.path.as_str(), all.len()), ("sitemap.xml", publication.pages().len() - 1));
        for limit in [1, 3, all.len() - 1] {
            let mut outputs = split_sitemap(&publication, limit);
            let index = outputs.pop().expect("an index");
            assert_eq!(index.file.path, "sitemap.xml");
            let files: Vec<String> =
                outputs.iter().map(|part| format!("https://example.org/net{}", part.file.address())).collect();
            assert_eq!(addresses(&index, "sitemapindex", "sitemap"), files);
            assert!(outputs.iter().all(|part| is_numbered_part(&part.file.address())), "{files:?}");
            let parts: Vec<Vec<String>> = outputs.iter().map(|part| addresses(part, "urlset", "url")).collect();
            assert!(parts.iter().all(|part| (1..=limit).contains(&part.len())));
            assert_eq!(parts.concat(), all);
        }
    }
}
