//! A story or a resource as an entry of feeds.

use jiff::Timestamp;

use super::text;
use crate::publish::{Publication, RecordIndex, VisibleRecord};
use crate::record::{Channel, KindFields};
use crate::time::to_rfc3339;
use crate::view::Tongue;

/// A story or a resource, in a feed.
#[derive(Debug)]
pub(super) struct Entry {
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
    pub changed: Timestamp,
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

impl Entry {
    /// Of a record; with its text, as far as that may be in a feed, where the language of what is said beside it is given.
    pub(super) fn of(publication: &Publication, ix: RecordIndex, whole: Option<&Tongue>) -> Option<Self> {
        let listed = publication.visible(ix, Channel::List)?;
        // Nothing that has gone out in a feed can be called back: while there is danger it has no text.
        let told = publication.visible(ix, Channel::Feed).filter(|seen| !seen.is_safety_raised());
        let own = |href: String| absolute(publication, href);
        let zone = &publication.config().zone.time_zone;
        let changed = listed.updated_at()?;
        // A summary that nobody wrote is how the text begins.
        let has_summary = told.is_some() || listed.common().summary.is_some();
        let summary = Some(listed.summary()).filter(|text| has_summary && !text.trim().is_empty());
        let url = own(listed.href());
        let image = told.as_ref().filter(|_| whole.is_some()).and_then(VisibleRecord::lead_picture);
        let content = told.as_ref().zip(whole).map(|(seen, tongue)| text::of(publication, seen, &url, tongue));
        Some(Self {
            id: listed.tag_uri(),
            url,
            title: listed.title().to_owned(),
            language: listed.language().map(|tag| tag.as_str().to_owned()),
            published: to_rfc3339(listed.published_at()?, zone),
            updated: to_rfc3339(changed, zone),
            changed,
            authors: authors(&listed, own),
            topics: listed.topics().cloned().collect(),
            summary: summary.map(str::to_owned),
            content: content.filter(|html| !html.is_empty()),
            image: image.map(|image| own(image.src)),
        })
    }
}

/// An address of the site, as it stands in `href`, with scheme and host; others as they are.
pub(super) fn absolute(publication: &Publication, href: String) -> String {
    match publication.base_url() {
        Some(base) if href.starts_with('/') => format!("{}{href}", base.origin),
        _ => href,
    }
}

fn authors(seen: &VisibleRecord<'_>, own: impl Fn(String) -> String) -> Vec<Author> {
    let partner =
        |partner: VisibleRecord<'_>| Author { name: partner.title().to_owned(), url: Some(own(partner.href())) };
    let name = |name: &str| Author { name: name.to_owned(), url: None };
    match seen.fields() {
        KindFields::Story(story) => {
            let by = story.by.as_ref().and_then(|by| seen.resolve_partner_or_text(by));
            by.into_iter().map(|by| by.map_or_else(name, partner)).collect()
        }
        KindFields::Resource(resource) if !resource.authors.is_empty() => {
            resource.authors.iter().map(|author| name(author)).collect()
        }
        KindFields::Resource(resource) => {
            let publisher = resource.publisher.as_ref().and_then(|publisher| seen.resolve_reference(publisher));
            publisher.into_iter().map(partner).collect()
        }
        _ => Vec::new(),
    }
}
