//! What a page's head tells other programs: a card for shared links (Open Graph, ogp.me), until when search engines
//! should list the page, and its feeds.
//!
//! Social networks copy cards and show them far from the page, where nothing can be called back. So a card has a
//! picture only if everybody in it has agreed to be on cards, and if somebody in a story has not agreed, the card has
//! its title alone. `publish` decides this for `Channel::Card`. Search engines should forget pages with `show_until`,
//! and past events from which no story grew. A campaign's page stays, because it says what came of the campaign.

use schemars::JsonSchema;
use serde::Serialize;

use super::kind_view::KindView;
use super::list::ListView;
use super::page::PageView;
use crate::config::Config;
use crate::language::LanguageTag;
use crate::publish::{FeedFormat, Page, Publication, VisiblePicture, VisibleRecord};
use crate::record::Channel;
use crate::time::to_rfc3339;

/// What a page's head tells other programs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MetaView {
    /// Its title, without the network's name.
    pub title: String,
    /// One or two sentences.
    pub description: Option<String>,
    /// `article` or `website`.
    pub og_type: &'static str,
    /// Its address with scheme and host; `None` when the site has no `base_url`.
    pub url: Option<String>,
    /// Its language and territory: `en_GB`; `None` when the territory is not known.
    pub og_locale: Option<String>,
    /// The languages and territories of its translations.
    pub og_alternate_locales: Vec<String>,
    /// Its picture, with scheme and host.
    pub image: Option<OpenGraphImage>,
    /// When an article was published.
    pub published: Option<String>,
    /// When an article was last changed.
    pub modified: Option<String>,
    /// The topics of an article.
    pub tags: Vec<String>,
    /// The instant after which search engines should not list it.
    pub unavailable_after: Option<String>,
    /// Its feeds, then the network's.
    pub feeds: Vec<FeedLink>,
}

/// The picture of a card.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OpenGraphImage {
    /// The address with scheme and host.
    pub url: String,
    /// The text alternative.
    pub alt: String,
    /// In pixels; `None` when it is unknown.
    pub width: Option<u32>,
    /// In pixels; `None` when it is unknown.
    pub height: Option<u32>,
}

/// A feed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeedLink {
    /// Its media type.
    pub media_type: &'static str,
    /// Its title.
    pub title: String,
    /// The address, for `href`.
    pub href: String,
}

impl MetaView {
    /// For a record's page.
    pub fn for_record(publication: &Publication, page: &Page, view: &PageView, record: &VisibleRecord<'_>) -> Self {
        let config = publication.config();
        let mut meta = Self::for_page(publication, page, &view.title, view.url.clone());
        meta.add_shared_card(publication, view, record);
        if let KindView::Story(story) = &view.details {
            meta.og_type = "article";
            meta.published = Some(story.date.iso.clone());
            meta.modified = view.updated.as_ref().map(|day| day.iso.clone());
            meta.tags = view.topics.iter().map(|topic| topic.title.clone()).collect();
        }
        meta.og_locale = LanguageTag::parse(&view.language).and_then(|tag| open_graph_locale(&tag, config));
        let others = view.translations.iter().filter_map(|link| LanguageTag::parse(&link.language));
        meta.og_alternate_locales = others.filter_map(|tag| open_graph_locale(&tag, config)).collect();
        meta.unavailable_after = record.unavailable_after().map(|ends| to_rfc3339(ends, &config.zone.time_zone));
        meta
    }

    /// For a list.
    pub fn for_list(publication: &Publication, page: &Page, list: &ListView) -> Self {
        let mut meta = Self::for_page(publication, page, &list.title, list.url.clone());
        meta.description = publication.config().description.clone();
        let language = page.id.language.as_ref().unwrap_or(&publication.config().language);
        meta.og_locale = open_graph_locale(language, publication.config());
        meta
    }

    /// For the front page, and its text if there is one.
    pub fn for_home(
        publication: &Publication,
        page: &Page,
        introduction: Option<(&PageView, &VisibleRecord<'_>)>,
    ) -> Self {
        let config = publication.config();
        let mut meta = match introduction {
            Some((view, record)) => Self::for_record(publication, page, view, record),
            None => Self::for_page(publication, page, &config.title, None),
        };
        config.title.clone_into(&mut meta.title);
        meta.description = meta.description.or_else(|| config.description.clone());
        meta.url = publication.absolute_url("/");
        meta
    }

    /// For another page.
    pub fn for_page(publication: &Publication, page: &Page, title: &str, url: Option<String>) -> Self {
        let config = publication.config();
        Self {
            title: title.to_owned(),
            description: None,
            og_type: "website",
            url,
            og_locale: open_graph_locale(&config.language, config),
            og_alternate_locales: Vec::new(),
            image: None,
            published: None,
            modified: None,
            tags: Vec::new(),
            unavailable_after: None,
            feeds: feed_links(publication, page),
        }
    }

    /// Adds what the card may show besides the title.
    fn add_shared_card(&mut self, publication: &Publication, view: &PageView, record: &VisibleRecord<'_>) {
        let Some(card) = publication.visible(record.record_index(), Channel::Card) else { return };
        self.description = Some(view.summary.clone()).filter(|text| !text.is_empty());
        let picture = card.lead_picture().filter(|_| publication.config().has_cards());
        self.image = picture.and_then(|picture| open_graph_image(publication, picture));
    }
}

fn open_graph_image(publication: &Publication, picture: VisiblePicture) -> Option<OpenGraphImage> {
    let (width, height) = picture.pixels.unzip();
    let url = format!("{}{}", publication.base_url()?.origin, picture.src);
    Some(OpenGraphImage { url, alt: picture.alt, width, height })
}

fn feed_links(publication: &Publication, page: &Page) -> Vec<FeedLink> {
    let network = &publication.config().title;
    let mut links = Vec::new();
    for news in publication.news_feeds_for(page) {
        let title = news.title.as_ref().map_or_else(|| network.clone(), |title| format!("{title} – {network}"));
        let link = |file: &FeedFormat| FeedLink {
            media_type: file.media_type(),
            title: title.clone(),
            href: publication.href(&news.address(*file)),
        };
        links.extend(news.formats.iter().map(link));
    }
    links
}

/// A language as Open Graph writes it, `en_GB`, with its own region or the network's country; `None` when neither is
/// known.
fn open_graph_locale(tag: &LanguageTag, config: &Config) -> Option<String> {
    let mut parts = tag.as_str().split('-');
    let language = parts.next()?;
    let region = parts.find(|part| part.len() == 2 || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())));
    let region = region.or(config.country.as_deref())?;
    Some(format!("{language}_{}", region.to_ascii_uppercase()))
}
