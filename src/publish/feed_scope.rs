//! What a feed is about: a calendar feed or a news feed.

use crate::language::LanguageCode;
use crate::site::RecordIndex;

/// What a feed is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FeedScope {
    /// The whole site.
    Network,
    /// A record of a kind whose records have feeds: a place, a partner, a campaign.
    Record(RecordIndex),
    /// A topic, by its number.
    Topic(u32),
    /// Events at which a language is spoken.
    Language(LanguageCode),
}

impl FeedScope {
    /// The record that the feed is about.
    pub fn record(self) -> Option<RecordIndex> {
        match self {
            Self::Record(ix) => Some(ix),
            Self::Network | Self::Topic(_) | Self::Language(_) => None,
        }
    }
}
