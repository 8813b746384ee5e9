//! The page that says how to subscribe to a calendar.

use schemars::JsonSchema;
use serde::Serialize;

use super::{LinkView, Tongue};
use crate::publish::{Page, Publication, Scope, What};

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
        let What::Subscribe(scope) = page.id.what else { return None };
        let feed = publication.feed(scope)?;
        let (what, list) = match scope {
            Scope::Network => ("network", None),
            Scope::Place(_) => ("place", Some(("places", "/places/"))),
            Scope::Partner(_) => ("partner", Some(("partners", "/partners/"))),
            Scope::Campaign(_) => ("campaign", Some(("campaigns", "/campaigns/"))),
            Scope::Topic(_) => ("topic", Some(("topics", "/topics/"))),
        };
        let calendar = feed.address();
        let href = publication.href(&feed.page);
        let own = match scope {
            Scope::Network => LinkView::said(tongue.words().text("events").to_owned(), href),
            _ => LinkView::of_site(feed.title, href, tongue),
        };
        let above = list.map(|(id, address)| tongue.list(publication, id, address));
        let address = publication.absolute(&calendar);
        let webcal = address.as_ref().and_then(|address| Some(format!("webcal://{}", address.split_once("://")?.1)));
        Some(Self {
            what,
            title: own.title.clone(),
            href: publication.href(&page.address),
            url: publication.absolute(&page.address),
            calendar: publication.href(&calendar),
            address,
            webcal,
            trail: above.into_iter().chain([own.clone()]).collect(),
            page: own,
        })
    }
}
