//! Atom (RFC 4287).

use super::entry::{Author, FeedEntry};
use super::feed_content::FeedContent;

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
    if let Some(description) = config.description.as_ref().filter(|_| feed.news.has_full_text()) {
        xml.push_element("subtitle", description);
    }
    xml.push_link("self", "application/atom+xml", feed_url);
    xml.push_link("alternate", "text/html", &feed.page_url());
    xml.push_element("updated", feed.updated());
    // The author of entries that have none (RFC 4287 §4.1.1).
    xml.push_author(&Author { name: config.title.clone(), url: Some(feed.home_url()) });
    xml.push_element("generator", "commonground");
    feed.entries.iter().for_each(|entry| xml.push_entry(entry));
    xml.0.push_str("</feed>\n");
    xml.0
}

struct XmlWriter(String);

impl XmlWriter {
    fn push_entry(&mut self, entry: &FeedEntry) {
        self.0.push_str("<entry");
        if let Some(language) = &entry.language {
            self.push_attribute("xml:lang", language);
        }
        self.0.push_str(">\n");
        self.push_element("id", &entry.id);
        self.push_element("title", &entry.title);
        self.push_link("alternate", "text/html", &entry.url);
        self.push_element("published", &entry.published);
        self.push_element("updated", &entry.updated);
        entry.authors.iter().for_each(|author| self.push_author(author));
        for (slug, label) in &entry.topics {
            self.0.push_str("<category");
            self.push_attribute("term", slug);
            self.push_attribute("label", label);
            self.0.push_str("/>\n");
        }
        if let Some(summary) = &entry.summary {
            self.push_element("summary", summary);
        }
        if let Some(content) = &entry.content {
            self.0.push_str("<content type=\"html\">");
            self.push_text(content);
            self.0.push_str("</content>\n");
        }
        self.0.push_str("</entry>\n");
    }

    fn push_author(&mut self, author: &Author) {
        self.0.push_str("<author>");
        self.0.push_str("<name>");
        self.push_text(&author.name);
        self.0.push_str("</name>");
        if let Some(url) = &author.url {
            self.0.push_str("<uri>");
            self.push_text(url);
            self.0.push_str("</uri>");
        }
        self.0.push_str("</author>\n");
    }

    fn push_link(&mut self, rel: &str, media_type: &str, href: &str) {
        self.0.push_str("<link");
        self.push_attribute("rel", rel);
        self.push_attribute("type", media_type);
        self.push_attribute("href", href);
        self.0.push_str("/>\n");
    }

    fn push_element(&mut self, name: &str, text: &str) {
        self.0.push_str(&format!("<{name}>"));
        self.push_text(text);
        self.0.push_str(&format!("</{name}>\n"));
    }

    fn push_attribute(&mut self, name: &str, value: &str) {
        self.0.push_str(&format!(" {name}=\""));
        self.push_text(value);
        self.0.push('"');
    }

    /// Leaves out characters that XML 1.0 forbids (§2.2): with one of them, no program could read the feed.
    fn push_text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\t' | '\n' => self.0.push(c),
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                c => self.0.push(c),
            }
        }
    }
}
