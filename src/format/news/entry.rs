//! A story or a resource as an entry of feeds.

use jiff::Timestamp;

use super::content;
use crate::publish::{Publication, RecordIndex, VisibleRecord};
use crate::record::{Channel, KindFields};
use crate::time::to_rfc3339;
use crate::view::Locale;

/// A story or a resource, in a feed.
#[derive(Debug)]
pub(super) struct FeedEntry {
    /// What names it for ever.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its language, when it is not the network's.
    pub language: Option<String>,
    /// When it went out.
    pub published: String,
    /// When it was last changed.
    pub updated: String,
    /// The same, to compare.
    pub updated_at: Timestamp,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// Its topics: slug and label.
    pub topics: Vec<(String, String)>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its text as HTML, where that is in the feed.
    pub content: Option<String>,
    /// Its picture, where the text is.
    pub image: Option<String>,
}

/// Who wrote something.
#[derive(Debug)]
pub(super) struct Author {
    /// The name.
    pub name: String,
    /// The page.
    pub url: Option<String>,
}

impl FeedEntry {
    /// The entry of a record. It has the text, if feeds may have it, when a language for the words beside it is given.
    pub(super) fn from_record(
        publication: &Publication,
        ix: RecordIndex,
        content_locale: Option<&Locale>,
    ) -> Option<Self> {
        let listed = publication.visible(ix, Channel::List)?;
        // Nothing that has gone out in a feed can be called back: while there is danger it has no text.
        let feed_record = publication.visible(ix, Channel::Feed).filter(|record| !record.is_safety_raised());
        let to_absolute = |href: String| publication.absolute_href(&href).unwrap_or_default();
        let zone = &publication.config().zone.time_zone;
        let updated_at = listed.updated_at()?;
        // A summary that nobody wrote is how the text begins.
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
            published: to_rfc3339(listed.published_at()?, zone),
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
