//! Atom (RFC 4287).

use super::entry::{Author, FeedEntry};
use super::feed_content::FeedContent;
use super::xml::XmlWriter;

/// A feed as Atom. The text is HTML in one escaped value (`type="html"`), not elements of the feed, because correct
/// HTML is not always correct XML.
pub(super) fn write_atom(feed: &FeedContent<'_>, feed_url: &str) -> String {
    let config = feed.publication.config();
    let mut xml = XmlWriter(String::with_capacity(4 * 1024));
    xml.0.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    xml.push_attribute("xml:lang", config.language.as_str());
    xml.0.push_str(">\n");
    xml.push_element("id", &feed.news.id);
    xml.push_element("title", &feed.title());
    if let Some(description) = feed.description() {
        xml.push_element("subtitle", description);
    }
    push_link(&mut xml, "self", "application/atom+xml", feed_url);
    push_link(&mut xml, "alternate", "text/html", &feed.page_url());
    xml.push_element("updated", feed.updated());
    // The author of entries that have none (RFC 4287 §4.1.1).
    push_author(&mut xml, &Author { name: config.title.clone(), url: Some(feed.home_url()) });
    xml.push_element("generator", "commonground");
    feed.entries.iter().for_each(|entry| push_entry(&mut xml, entry));
    xml.0.push_str("</feed>\n");
    xml.0
}

fn push_entry(xml: &mut XmlWriter, entry: &FeedEntry) {
    xml.0.push_str("<entry");
    if let Some(language) = &entry.language {
        xml.push_attribute("xml:lang", language);
    }
    xml.0.push_str(">\n");
    xml.push_element("id", &entry.id);
    xml.push_element("title", &entry.title);
    push_link(xml, "alternate", "text/html", &entry.url);
    xml.push_element("published", &entry.published);
    xml.push_element("updated", &entry.updated);
    entry.authors.iter().for_each(|author| push_author(xml, author));
    for (slug, label) in &entry.topics {
        xml.0.push_str("<category");
        xml.push_attribute("term", slug);
        xml.push_attribute("label", label);
        xml.0.push_str("/>\n");
    }
    if let Some(summary) = &entry.summary {
        xml.push_element("summary", summary);
    }
    if let Some(content) = &entry.content {
        xml.0.push_str("<content type=\"html\">");
        xml.push_text(content);
        xml.0.push_str("</content>\n");
    }
    xml.0.push_str("</entry>\n");
}

fn push_author(xml: &mut XmlWriter, author: &Author) {
    xml.0.push_str("<author>");
    xml.0.push_str("<name>");
    xml.push_text(&author.name);
    xml.0.push_str("</name>");
    if let Some(url) = &author.url {
        xml.0.push_str("<uri>");
        xml.push_text(url);
        xml.0.push_str("</uri>");
    }
    xml.0.push_str("</author>\n");
}

fn push_link(xml: &mut XmlWriter, rel: &str, media_type: &str, href: &str) {
    xml.0.push_str("<link");
    xml.push_attribute("rel", rel);
    xml.push_attribute("type", media_type);
    xml.push_attribute("href", href);
    xml.0.push_str("/>\n");
}
