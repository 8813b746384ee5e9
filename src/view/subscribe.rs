//! The page that says how to subscribe to a calendar.

use schemars::JsonSchema;
use serde::Serialize;

use super::facets::language_label;
use super::link::LinkView;
use super::locale::Locale;
use crate::kind::{Kind, TOPICS_ADDRESS};
use crate::publish::{FeedScope, Page, PageKind, Publication};

/// How to subscribe to a calendar.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SubscribeView {
    /// `network`, `place`, `partner`, `campaign`, `topic` or `language`.
    pub kind: &'static str,
    /// The name of the place, partner, campaign, topic or language: `Carrowby`.
    pub title: String,
    /// Its address as it goes into `href`.
    pub href: String,
    /// Its address with scheme and host; `None` when the site has no `base_url`.
    pub url: Option<String>,
    /// The address of the calendar as it goes into `href`.
    pub calendar_href: String,
    /// The address of the calendar with scheme and host, to copy; `None` when the site has no `base_url`.
    pub calendar_url: Option<String>,
    /// The address of the calendar with `webcal:`, which calendar programs open by themselves.
    pub webcal_url: Option<String>,
    /// The page that lists the same events.
    pub events_page: LinkView,
    /// The links that lead here from the front page.
    pub breadcrumbs: Vec<LinkView>,
}

impl SubscribeView {
    /// The view of a page on how to subscribe; `None` for another page.
    pub fn from_page(publication: &Publication, page: &Page, locale: &Locale) -> Option<Self> {
        let PageKind::Subscribe(scope) = page.id.kind else { return None };
        let feed = publication.calendar_feed(scope)?;
        let record_kind = publication.feed_kind(scope);
        let (kind, list) = match scope {
            FeedScope::Network => ("network", None),
            FeedScope::Topic(_) => ("topic", Some(("topics", TOPICS_ADDRESS.to_owned()))),
            FeedScope::Language(_) => ("language", Some(("events", Kind::Event.list_address()))),
            FeedScope::Record(_) => {
                record_kind.map(|kind| (kind.as_str(), Some((kind.folder(), kind.list_address()))))?
            }
        };
        let calendar_address = feed.address();
        let href = publication.href(&feed.page_address);
        let events_link = match scope {
            FeedScope::Network => LinkView::new(locale.messages().text("events").to_owned(), href),
            FeedScope::Language(code) => LinkView::new(language_label(code.as_str(), locale), href),
            _ => LinkView::in_site_language(feed.title, href, locale),
        };
        let list_link = list.map(|(id, address)| LinkView::to_list(publication, id, &address, locale));
        let address = publication.absolute_url(&calendar_address);
        let webcal_url =
            address.as_ref().and_then(|address| Some(format!("webcal://{}", address.split_once("://")?.1)));
        Some(Self {
            kind,
            title: events_link.title.clone(),
            href: publication.href(&page.address),
            url: publication.absolute_url(&page.address),
            calendar_href: publication.href(&calendar_address),
            calendar_url: address,
            webcal_url,
            breadcrumbs: list_link.into_iter().chain([events_link.clone()]).collect(),
            events_page: events_link,
        })
    }
}
