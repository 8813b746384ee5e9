//! The pages that say how to follow something: the calendar of its events, and its news feed.

use super::feed_scope::FeedScope;
use super::publication::Publication;
use crate::kind::Kind;
use crate::output::SUBSCRIBE_FOLDER;

/// A page that says how to follow something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscribePage {
    /// What can be followed.
    pub scope: FeedScope,
    /// Its name; `None` for the network.
    pub title: Option<String>,
    /// The page about it; for the network, the list of events.
    pub page_address: String,
}

impl SubscribePage {
    /// Its address.
    pub fn address(&self) -> String {
        format!("{}{SUBSCRIBE_FOLDER}", self.page_address)
    }
}

impl Publication {
    /// All pages that say how to follow something.
    pub fn subscribe_pages(&self) -> impl Iterator<Item = SubscribePage> {
        self.feed_scopes().filter_map(|scope| self.subscribe_page(scope))
    }

    /// The page that says how to follow something; `None` when it has neither a calendar nor a news feed.
    pub fn subscribe_page(&self, scope: FeedScope) -> Option<SubscribePage> {
        let calendar = self.calendar_feed(scope).map(|feed| (feed.title, feed.page_address));
        let news = || self.news_feed(scope).map(|feed| (feed.title.unwrap_or_default(), feed.page_address));
        let (title, page_address) = calendar.or_else(news)?;
        Some(match scope {
            FeedScope::Network => SubscribePage { scope, title: None, page_address: Kind::Event.list_address() },
            _ => SubscribePage { scope, title: Some(title), page_address },
        })
    }
}
