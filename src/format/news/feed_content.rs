//! A feed, ready to be written.

use std::sync::Arc;

use jiff::Timestamp;

use super::entry::FeedEntry;
use crate::publish::{FeedFormat, NewsFeed, Publication};

/// The last change of a feed without entries. Feeds must have this date, and no output contains the time of the build.
const EMPTY_FEED_UPDATED: &str = "2020-01-01T00:00:00Z";

/// A feed, ready to be written.
pub(super) struct FeedContent<'a> {
    pub publication: &'a Publication,
    pub news: &'a NewsFeed,
    pub entries: Vec<Arc<FeedEntry>>,
}

impl FeedContent<'_> {
    pub(super) fn title(&self) -> String {
        let network = &self.publication.config().title;
        match &self.news.title {
            Some(title) => format!("{title} – {network}"),
            None => network.clone(),
        }
    }

    /// What the network says about itself, for the network's feed.
    pub(super) fn description(&self) -> Option<&str> {
        self.publication.config().description.as_deref().filter(|_| self.news.has_full_text())
    }

    /// The address of the feed itself.
    pub(super) fn url(&self, file: FeedFormat) -> String {
        self.publication.absolute_url(&self.news.address(file)).unwrap_or_default()
    }

    /// The address of the page that lists the same records.
    pub(super) fn page_url(&self) -> String {
        self.publication.absolute_url(&self.news.page_address).unwrap_or_default()
    }

    pub(super) fn home_url(&self) -> String {
        self.publication.absolute_url("/").unwrap_or_default()
    }

    pub(super) fn updated_at(&self) -> Timestamp {
        let last = self.entries.iter().map(|entry| entry.updated_at).max();
        last.unwrap_or_else(|| EMPTY_FEED_UPDATED.parse().expect("a timestamp"))
    }

    pub(super) fn updated(&self) -> &str {
        let last = self.entries.iter().max_by_key(|entry| entry.updated_at);
        last.map_or(EMPTY_FEED_UPDATED, |entry| &entry.updated)
    }
}
