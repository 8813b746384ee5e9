//! RSS 2.0, with elements of Atom, Dublin Core and the content module where RSS has none of its own.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

use super::entry::FeedEntry;
use super::feed_content::FeedContent;
use super::xml::XmlWriter;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" \
    xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n";

/// A feed as RSS.
pub(super) fn write_rss(feed: &FeedContent<'_>, feed_url: &str) -> String {
    let config = feed.publication.config();
    let title = feed.title();
    let mut xml = XmlWriter(String::with_capacity(4 * 1024));
    xml.0.push_str(HEAD);
    xml.push_element("title", &title);
    xml.push_element("link", &feed.page_url());
    xml.push_element("description", feed.description().unwrap_or(&title));
    xml.push_element("language", config.language.as_str());
    xml.0.push_str("<atom:link rel=\"self\" type=\"application/rss+xml\"");
    xml.push_attribute("href", feed_url);
    xml.0.push_str("/>\n");
    let zone = &config.zone.time_zone;
    xml.push_element("lastBuildDate", &to_rfc2822(feed.updated_at(), zone));
    xml.push_element("generator", "commonground");
    feed.entries.iter().for_each(|entry| push_item(&mut xml, entry, zone));
    xml.0.push_str("</channel>\n</rss>\n");
    xml.0
}

fn push_item(xml: &mut XmlWriter, entry: &FeedEntry, zone: &TimeZone) {
    xml.0.push_str("<item>\n");
    xml.push_element("title", &entry.title);
    xml.push_element("link", &entry.url);
    xml.0.push_str("<guid isPermaLink=\"false\">");
    xml.push_text(&entry.id);
    xml.0.push_str("</guid>\n");
    xml.push_element("pubDate", &to_rfc2822(entry.published_at, zone));
    entry.authors.iter().for_each(|author| xml.push_element("dc:creator", &author.name));
    entry.topics.iter().for_each(|(_, label)| xml.push_element("category", label));
    let further =
        [("dc:language", &entry.language), ("description", &entry.summary), ("content:encoded", &entry.content)];
    for (name, text) in further {
        text.iter().for_each(|text| xml.push_element(name, text));
    }
    xml.0.push_str("</item>\n");
}

/// A date in the network's zone as RSS writes it (RFC 822, with the year of RFC 2822): `Tue, 2 Jun 2026 00:00:00 +0100`.
fn to_rfc2822(at: Timestamp, zone: &TimeZone) -> String {
    rfc2822::to_string(&at.to_zoned(zone.clone())).unwrap_or_default()
}
