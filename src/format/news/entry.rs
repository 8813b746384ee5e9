//! A story or a resource as an entry of feeds.

use jiff::Timestamp;

use super::content;
use crate::publish::{Publication, RecordIndex, VisibleRecord};
use crate::record::{Channel, KindFields};
use crate::time::to_rfc3339;
use crate::view::Locale;

/// An entry of a feed.
#[derive(Debug)]
pub(super) struct FeedEntry {
    /// The permanent id, which must never change.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its language, when it is not the network's.
    pub language: Option<String>,
    /// When it was published.
    pub published: String,
    /// When it was published, as an instant.
    pub published_at: Timestamp,
    /// When it was last changed.
    pub updated: String,
    /// The last change as an instant, for comparisons.
    pub updated_at: Timestamp,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// Its topics: slug and label.
    pub topics: Vec<(String, String)>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its text as HTML, if the feed may contain it.
    pub content: Option<String>,
    /// Its picture, if the feed contains its text.
    pub image: Option<String>,
}

/// The author of an entry.
#[derive(Debug)]
pub(super) struct Author {
    pub name: String,
    /// The author's page.
    pub url: Option<String>,
}

impl FeedEntry {
    /// The entry of a record. With `content_locale`, the language for the words around the text, it has the text too,
    /// if feeds may contain it.
    pub(super) fn from_record(
        publication: &Publication,
        ix: RecordIndex,
        content_locale: Option<&Locale>,
    ) -> Option<Self> {
        let listed = publication.visible(ix, Channel::List)?;
        // Nothing that was sent in a feed can be called back, so while people are in danger an entry has no text.
        let feed_record = publication.visible(ix, Channel::Feed).filter(|record| !record.is_safety_raised());
        let to_absolute = |href: String| publication.absolute_href(&href).unwrap_or_default();
        let zone = &publication.config().zone.time_zone;
        let (published_at, updated_at) = (listed.published_at()?, listed.updated_at()?);
        // Without a `summary:` field, the summary is the start of the text.
        let has_summary = feed_record.is_some() || listed.common().summary.is_some();
        let summary = Some(listed.summary()).filter(|text| has_summary && !text.trim().is_empty());
        let url = to_absolute(listed.href());
        let image = feed_record.as_ref().filter(|_| content_locale.is_some()).and_then(VisibleRecord::lead_picture);
        let content = feed_record
            .as_ref()
            .zip(content_locale)
            .map(|(record, locale)| content::content_html(publication, record, &url, locale));
        Some(Self {
            id: listed.tag_uri(),
            url,
            title: listed.title().to_owned(),
            language: listed.language().map(|tag| tag.as_str().to_owned()),
            published: to_rfc3339(published_at, zone),
            published_at,
            updated: to_rfc3339(updated_at, zone),
            updated_at,
            authors: authors(&listed, to_absolute),
            topics: listed.topics().cloned().collect(),
            summary: summary.map(str::to_owned),
            content: content.filter(|html| !html.is_empty()),
            image: image.map(|image| to_absolute(image.src)),
        })
    }
}

fn authors(record: &VisibleRecord<'_>, to_absolute: impl Fn(String) -> String) -> Vec<Author> {
    let partner_author = |partner: VisibleRecord<'_>| Author {
        name: partner.title().to_owned(),
        url: Some(to_absolute(partner.href())),
    };
    let name = |name: &str| Author { name: name.to_owned(), url: None };
    match record.fields() {
        KindFields::Story(story) => {
            let by = story.by.as_ref().and_then(|by| record.resolve_partner_or_text(by));
            by.into_iter().map(|by| by.map_or_else(name, partner_author)).collect()
        }
        KindFields::Resource(resource) if !resource.authors.is_empty() => {
            resource.authors.iter().map(|author| name(author)).collect()
        }
        KindFields::Resource(resource) => {
            let publisher = resource.publisher.as_ref().and_then(|publisher| record.resolve_reference(publisher));
            publisher.into_iter().map(partner_author).collect()
        }
        _ => Vec::new(),
    }
}
