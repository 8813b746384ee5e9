//! The page that says how to subscribe to a calendar.

use schemars::JsonSchema;
use serde::Serialize;

use super::{LinkView, Tongue};
use crate::publish::{FeedScope, Page, PageKind, Publication};

/// How to subscribe to a calendar.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SubscribeView {
    /// `network`, `place`, `partner`, `campaign` or `topic`.
    pub what: &'static str,
    /// What the events are of: `Carrowby`.
    pub title: String,
    /// Its address as it goes into `href`.
    pub href: String,
    /// With scheme and host, where they are known.
    pub url: Option<String>,
    /// The calendar, as it goes into `href`.
    pub calendar: String,
    /// Its address, to be copied, where it is known where the site is published.
    pub address: Option<String>,
    /// The same for programs that open such addresses by themselves.
    pub webcal: Option<String>,
    /// The page that lists the same events.
    pub page: LinkView,
    /// The way here from the front page.
    pub trail: Vec<LinkView>,
}

impl SubscribeView {
    /// Of a page that says so; `None` for another.
    pub fn of(publication: &Publication, page: &Page, tongue: &Tongue) -> Option<Self> {
        let PageKind::Subscribe(scope) = page.id.kind else { return None };
        let feed = publication.calendar_feed(scope)?;
        let (what, list) = match scope {
            FeedScope::Network => ("network", None),
            FeedScope::Place(_) => ("place", Some(("places", "/places/"))),
            FeedScope::Partner(_) => ("partner", Some(("partners", "/partners/"))),
            FeedScope::Campaign(_) => ("campaign", Some(("campaigns", "/campaigns/"))),
            FeedScope::Topic(_) => ("topic", Some(("topics", "/topics/"))),
        };
        let calendar = feed.address();
        let href = publication.href(&feed.page_address);
        let own = match scope {
            FeedScope::Network => LinkView::said(tongue.words().text("events").to_owned(), href),
            _ => LinkView::of_site(feed.title, href, tongue),
        };
        let above = list.map(|(id, address)| tongue.list(publication, id, address));
        let address = publication.absolute_url(&calendar);
        let webcal = address.as_ref().and_then(|address| Some(format!("webcal://{}", address.split_once("://")?.1)));
        Some(Self {
            what,
            title: own.title.clone(),
            href: publication.href(&page.address),
            url: publication.absolute_url(&page.address),
            calendar: publication.href(&calendar),
            address,
            webcal,
            trail: above.into_iter().chain([own.clone()]).collect(),
            page: own,
        })
    }
}
