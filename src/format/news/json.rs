//! JSON Feed 1.1 (jsonfeed.org/version/1.1).

use serde::Serialize;

use super::Feed;
use super::entry::{self, Entry};

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    authors: Vec<Author<'a>>,
    language: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: &'a str,
    date_modified: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

/// A feed as JSON.
pub(super) fn write(feed: &Feed<'_>, own: &str) -> Vec<u8> {
    let config = feed.publication.config();
    let home = feed.home();
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: feed.title(),
        home_page_url: feed.page(),
        feed_url: own,
        description: config.description.as_deref(),
        authors: vec![Author { name: &config.title, url: Some(&home) }],
        language: config.language.as_str(),
        items: feed.entries.iter().map(|entry| item(entry)).collect(),
    };
    let mut bytes = serde_json::to_vec(&document).expect("texts and lists of texts can be written");
    bytes.push(b'\n');
    bytes
}

/// An item must have a content of one sort or the other; where the text may not be told, it is the summary, or the title.
fn item(entry: &Entry) -> Item<'_> {
    let content_html = entry.content.as_deref();
    let summary = entry.summary.as_deref();
    let instead = summary.unwrap_or(&entry.title);
    Item {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        content_html,
        content_text: Some(instead).filter(|_| content_html.is_none()),
        summary,
        image: entry.image.as_deref(),
        date_published: &entry.published,
        date_modified: &entry.updated,
        authors: entry.authors.iter().map(author).collect(),
        tags: entry.topics.iter().map(|(_, label)| label.as_str()).collect(),
        language: entry.language.as_deref(),
    }
}

fn author(author: &entry::Author) -> Author<'_> {
    Author { name: &author.name, url: author.url.as_deref() }
}
