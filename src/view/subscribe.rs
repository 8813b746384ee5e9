//! The page that says how to follow something: the calendar of its events, and its news feed.

use schemars::JsonSchema;
use serde::Serialize;

use super::facets::language_label;
use super::link::LinkView;
use super::locale::Locale;
use crate::kind::{Kind, TOPICS_ADDRESS};
use crate::publish::{FeedFormat, FeedScope, MAX_FEED_EVENTS, Page, PageKind, Publication, SubscribePage};

/// How to follow the network, a place, a partner, a campaign or a topic.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SubscribeView {
    /// `network`, `place`, `partner`, `campaign`, `topic` or `language`.
    pub kind: &'static str,
    /// The name of the network, place, partner, campaign, topic or language: `Carrowby`.
    pub title: String,
    /// Its address as it goes into `href`.
    pub href: String,
    /// Its address with scheme and host; `None` when the site has no `base_url`.
    pub url: Option<String>,
    /// The address of the calendar as it goes into `href`; `None` when the site has no calendars.
    pub calendar_href: Option<String>,
    /// The address of the calendar with scheme and host, to copy; `None` when the site has no `base_url`.
    pub calendar_url: Option<String>,
    /// The address of the calendar with `webcal:`, which calendar programs open by themselves.
    pub webcal_url: Option<String>,
    /// How many events the calendar has; `None` when it has all that it could have.
    pub calendar_limit: Option<usize>,
    /// The news feed in each of its formats; empty when the site has no feeds, or no `base_url`.
    pub feeds: Vec<FollowFeedView>,
    /// The page that lists the same events.
    pub events_page: LinkView,
    /// The links that lead here from the front page.
    pub breadcrumbs: Vec<LinkView>,
}

/// A news feed in one format.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FollowFeedView {
    /// `atom`, `json` or `rss`.
    pub format: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// The address as it goes into `href`.
    pub href: String,
    /// The address with scheme and host, to copy.
    pub url: String,
}

impl SubscribeView {
    /// The view of a page on how to follow something; `None` for another page.
    pub fn from_page(publication: &Publication, page: &Page, locale: &Locale) -> Option<Self> {
        let PageKind::Subscribe(scope) = page.id.kind else { return None };
        let subscribe_page = publication.subscribe_page(scope)?;
        let (kind, list) = scope_list(publication, scope)?;
        let calendar_address = publication.calendar_feed(scope).map(|feed| feed.address());
        let is_cut = calendar_address.is_some() && publication.is_calendar_feed_cut(scope);
        let calendar_limit = is_cut.then_some(MAX_FEED_EVENTS);
        let calendar_url = calendar_address.as_ref().and_then(|address| publication.absolute_url(address));
        let events_page = events_link(publication, &subscribe_page, locale);
        let list_link = list.map(|(id, address)| LinkView::to_list(publication, id, &address, locale));
        Some(Self {
            kind,
            title: match scope {
                FeedScope::Network => publication.config().title.clone(),
                _ => events_page.title.clone(),
            },
            href: publication.href(&page.address),
            url: publication.absolute_url(&page.address),
            calendar_href: calendar_address.map(|address| publication.href(&address)),
            webcal_url: calendar_url.as_deref().and_then(to_webcal),
            calendar_url,
            calendar_limit,
            feeds: FollowFeedView::for_scope(publication, scope),
            breadcrumbs: list_link.into_iter().chain([events_page.clone()]).collect(),
            events_page,
        })
    }
}

/// The word for what is followed, and the list it is in: the id of the list's title, and its address.
fn scope_list(publication: &Publication, scope: FeedScope) -> Option<(&'static str, Option<(&'static str, String)>)> {
    let of_kind = |kind: Kind| (kind.as_str(), Some((kind.folder(), kind.list_address())));
    match scope {
        FeedScope::Network => Some(("network", None)),
        FeedScope::Topic(_) => Some(("topic", Some(("topics", TOPICS_ADDRESS.to_owned())))),
        FeedScope::Language(_) => Some(("language", of_kind(Kind::Event).1)),
        FeedScope::Record(_) => publication.feed_kind(scope).map(of_kind),
    }
}

fn events_link(publication: &Publication, page: &SubscribePage, locale: &Locale) -> LinkView {
    let href = publication.href(&page.page_address);
    match (page.scope, &page.title) {
        (FeedScope::Language(code), _) => LinkView::new(language_label(code.as_str(), locale), href),
        (_, Some(title)) => LinkView::in_site_language(title.clone(), href, locale),
        (_, None) => LinkView::new(locale.messages().text("events").to_owned(), href),
    }
}

fn to_webcal(url: &str) -> Option<String> {
    Some(format!("webcal://{}", url.split_once("://")?.1))
}

/// The part of the page on how to follow something that is about its news feed; `None` when it has none.
pub(super) fn follow_href(publication: &Publication, scope: FeedScope) -> Option<String> {
    publication.news_feed(scope)?;
    Some(format!("{}#news", subscribe_href(publication, scope)?))
}

/// The part of the page on how to follow something that is about its calendar; `None` when it has none.
pub(super) fn calendar_subscribe_href(publication: &Publication, scope: FeedScope) -> Option<String> {
    publication.calendar_feed(scope)?;
    subscribe_href(publication, scope)
}

/// The page on how to follow something.
pub(super) fn subscribe_href(publication: &Publication, scope: FeedScope) -> Option<String> {
    Some(publication.href(&publication.subscribe_page(scope)?.address()))
}

impl FollowFeedView {
    fn for_scope(publication: &Publication, scope: FeedScope) -> Vec<Self> {
        let Some(feed) = publication.news_feed(scope) else { return Vec::new() };
        let view = |format: &FeedFormat| {
            let address = feed.address(*format);
            Some(Self {
                format: format.as_str(),
                media_type: format.media_type(),
                href: publication.href(&address),
                url: publication.absolute_url(&address)?,
            })
        };
        feed.formats.iter().filter_map(view).collect()
    }
}
