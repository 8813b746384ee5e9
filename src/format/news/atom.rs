//! Atom (RFC 4287).

use super::Feed;
use super::entry::{Author, Entry};

/// A feed as Atom. The text is HTML as one value (`type="html"`), not elements of the feed: what is correct HTML is not
/// always correct XML.
pub(super) fn write(feed: &Feed<'_>, own: &str) -> String {
    let config = feed.publication.config();
    let mut xml = Xml(String::with_capacity(4 * 1024));
    xml.0.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    xml.attribute("xml:lang", config.language.as_str());
    xml.0.push_str(">\n");
    xml.element("id", &feed.news.id);
    xml.element("title", &feed.title());
    if let Some(description) = config.description.as_ref().filter(|_| feed.news.has_full_text()) {
        xml.element("subtitle", description);
    }
    xml.link("self", "application/atom+xml", own);
    xml.link("alternate", "text/html", &feed.page());
    xml.element("updated", feed.updated());
    // Who speaks for what has no author of its own.
    xml.author(&Author { name: config.title.clone(), url: Some(feed.home()) });
    xml.element("generator", "commonground");
    feed.entries.iter().for_each(|entry| xml.entry(entry));
    xml.0.push_str("</feed>\n");
    xml.0
}

struct Xml(String);

impl Xml {
    fn entry(&mut self, entry: &Entry) {
        self.0.push_str("<entry");
        if let Some(language) = &entry.language {
            self.attribute("xml:lang", language);
        }
        self.0.push_str(">\n");
        self.element("id", &entry.id);
        self.element("title", &entry.title);
        self.link("alternate", "text/html", &entry.url);
        self.element("published", &entry.published);
        self.element("updated", &entry.updated);
        entry.authors.iter().for_each(|author| self.author(author));
        for (slug, label) in &entry.topics {
            self.0.push_str("<category");
            self.attribute("term", slug);
            self.attribute("label", label);
            self.0.push_str("/>\n");
        }
        if let Some(summary) = &entry.summary {
            self.element("summary", summary);
        }
        if let Some(content) = &entry.content {
            self.0.push_str("<content type=\"html\">");
            self.text(content);
            self.0.push_str("</content>\n");
        }
        self.0.push_str("</entry>\n");
    }

    fn author(&mut self, author: &Author) {
        self.0.push_str("<author>");
        self.0.push_str("<name>");
        self.text(&author.name);
        self.0.push_str("</name>");
        if let Some(url) = &author.url {
            self.0.push_str("<uri>");
            self.text(url);
            self.0.push_str("</uri>");
        }
        self.0.push_str("</author>\n");
    }

    fn link(&mut self, rel: &str, kind: &str, href: &str) {
        self.0.push_str("<link");
        self.attribute("rel", rel);
        self.attribute("type", kind);
        self.attribute("href", href);
        self.0.push_str("/>\n");
    }

    fn element(&mut self, name: &str, text: &str) {
        self.0.push_str(&format!("<{name}>"));
        self.text(text);
        self.0.push_str(&format!("</{name}>\n"));
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.0.push_str(&format!(" {name}=\""));
        self.text(value);
        self.0.push('"');
    }

    /// Characters that XML 1.0 has no place for (§2.2) are left out: one of them, and no program reads the feed.
    fn text(&mut self, text: &str) {
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
