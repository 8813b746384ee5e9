//! JSON Feed 1.1 (jsonfeed.org/version/1.1).

use serde::Serialize;

use super::entry::{self, FeedEntry};
use super::feed_content::FeedContent;

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    authors: Vec<JsonAuthor<'a>>,
    language: &'a str,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonAuthor<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
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
    authors: Vec<JsonAuthor<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

/// A feed as JSON.
pub(super) fn write_json_feed(feed: &FeedContent<'_>, feed_url: &str) -> Vec<u8> {
    let config = feed.publication.config();
    let home = feed.home_url();
    let document = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: feed.title(),
        home_page_url: feed.page_url(),
        feed_url,
        description: feed.description(),
        authors: vec![JsonAuthor { name: &config.title, url: Some(&home) }],
        language: config.language.as_str(),
        items: feed.entries.iter().map(|entry| to_item(entry)).collect(),
    };
    let mut bytes = serde_json::to_vec(&document).expect("texts and lists of texts can be written");
    bytes.push(b'\n');
    bytes
}

/// An item must have `content_html` or `content_text`. When the feed may not contain the text, the summary or the title
/// is its content.
fn to_item(entry: &FeedEntry) -> JsonItem<'_> {
    let content_html = entry.content.as_deref();
    let summary = entry.summary.as_deref();
    let fallback = summary.unwrap_or(&entry.title);
    JsonItem {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        content_html,
        content_text: Some(fallback).filter(|_| content_html.is_none()),
        summary,
        image: entry.image.as_deref(),
        date_published: &entry.published,
        date_modified: &entry.updated,
        authors: entry.authors.iter().map(to_author).collect(),
        tags: entry.topics.iter().map(|(_, label)| label.as_str()).collect(),
        language: entry.language.as_deref(),
    }
}

fn to_author(author: &entry::Author) -> JsonAuthor<'_> {
    JsonAuthor { name: &author.name, url: author.url.as_deref() }
}
