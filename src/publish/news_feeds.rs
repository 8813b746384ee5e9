//! Which records are in which news feed, and the address and id of each feed and entry.
//!
//! No feed has events: no field says when an event was announced, and changes of its date or venue are what calendars are
//! for. No feed has a record without a date, because an entry needs one, nor one that a newer version replaces.
//!
//! Feed readers keep what they have read, so a text cannot be withdrawn. A feed has the whole text only if everybody in it
//! has agreed to feeds and safety is not raised, and otherwise at most a summary that the editors wrote.

use std::borrow::Cow;
use std::cmp::Reverse;

use jiff::Timestamp;

use super::feed_scope::FeedScope;
use super::page::{Page, PageKind};
use super::publication::Publication;
use super::visible_record::VisibleRecord;
use crate::kind::{Kind, topic_address};
use crate::output::{ATOM_FILE, JSON_FEED_FILE, RSS_FILE};
use crate::path;
use crate::record::Channel;
use crate::site::RecordIndex;
use crate::time::{Moment, start_of_day};

/// The most entries of a feed: the newest.
const MAX_ENTRIES: usize = 20;

/// The year in all tag URIs (RFC 4151 §2.1). It is part of every id, so it must never change.
const TAG_URI_YEAR: &str = "2026";

/// A feed of the kinds of records that are news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsFeed {
    /// What the feed is about.
    pub scope: FeedScope,
    /// Its id, a tag URI that never changes.
    pub id: String,
    /// What the feed is about, in words; `None` for the network.
    pub title: Option<String>,
    /// The address of the page that it belongs to.
    pub page_address: String,
    /// The formats in which it exists.
    pub formats: &'static [FeedFormat],
}

/// The format of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
    /// RSS 2.0, which newsletter services read. A network asks for it in `outputs:`.
    Rss,
}

impl FeedFormat {
    const ALL: &[Self] = &[Self::Atom, Self::Json, Self::Rss];
    const WITHOUT_RSS: &[Self] = &[Self::Atom, Self::Json];

    /// The word for it in the ids of messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Atom => "atom",
            Self::Json => "json",
            Self::Rss => "rss",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
            Self::Rss => "application/rss+xml",
        }
    }
}

impl NewsFeed {
    /// The address of the feed in a format.
    pub fn address(&self, format: FeedFormat) -> String {
        let file = match format {
            FeedFormat::Atom => ATOM_FILE,
            FeedFormat::Json => JSON_FEED_FILE,
            FeedFormat::Rss => RSS_FILE,
        };
        format!("{}{file}", self.page_address)
    }

    /// Whether the feed has whole texts, where that is allowed.
    pub fn has_full_text(&self) -> bool {
        self.scope == FeedScope::Network
    }
}

impl Publication {
    /// All feeds; empty without a `base_url`, because addresses in a feed must be absolute.
    pub fn news_feeds(&self) -> Vec<NewsFeed> {
        self.feed_scopes().filter_map(|scope| self.news_feed(scope)).collect()
    }

    /// The feed with a scope; `None` when what it is about is not published, or the site has no feeds.
    pub fn news_feed(&self, scope: FeedScope) -> Option<NewsFeed> {
        let (original_address, title, page_address) = match scope {
            FeedScope::Network => ("/".to_owned(), None, "/".to_owned()),
            FeedScope::Topic(number) => {
                let (slug, label) = self.topics().get(number as usize)?;
                let page = topic_address(slug);
                (page.clone(), Some(label.clone()), page)
            }
            // No feed has events.
            FeedScope::Language(_) => return None,
            FeedScope::Record(ix) => {
                let record = self.visible(ix, Channel::List)?;
                let page = self.site.record(ix).address.clone();
                (record.original_address().into_owned(), Some(record.title().to_owned()), page)
            }
        };
        let has_feeds = self.config().has_feeds() && self.base_url().is_some();
        let formats = if self.config().has_rss() { FeedFormat::ALL } else { FeedFormat::WITHOUT_RSS };
        let id = || self.tag_uri(&format!("{original_address}feed"));
        has_feeds.then(|| NewsFeed { scope, id: id(), title, page_address, formats })
    }

    /// The feeds that belong to a page: its own, then the network's.
    pub fn news_feeds_for(&self, page: &Page) -> Vec<NewsFeed> {
        let own_scope = match &page.id.kind {
            PageKind::Record(ix) => self.visible(*ix, Channel::List).and_then(|record| record.feed_scope()),
            PageKind::Topic(number) => Some(FeedScope::Topic(*number)),
            _ => None,
        };
        own_scope.into_iter().chain([FeedScope::Network]).filter_map(|scope| self.news_feed(scope)).collect()
    }

    /// The feed at an address without the base path, and its format there.
    pub fn news_feed_at(&self, address: &str) -> Option<(NewsFeed, FeedFormat)> {
        let (folder, _) = address.split_at(address.rfind('/')? + 1);
        let page = self.page_at(folder)?;
        let with_format = |feed: NewsFeed| {
            let format = *feed.formats.iter().find(|format| feed.address(**format) == address)?;
            Some((feed, format))
        };
        self.news_feeds_for(page).into_iter().find_map(with_format)
    }

    /// The entries of a feed, the newest first.
    pub fn news_feed_entries(&self, scope: FeedScope) -> Vec<RecordIndex> {
        let news_kinds = Kind::all().filter(|kind| kind.spec().is_news);
        let candidates: Vec<RecordIndex> = match scope {
            FeedScope::Network => news_kinds.flat_map(|kind| self.lists.records_of_kind(kind)).copied().collect(),
            FeedScope::Topic(number) => self.lists.records_about(number).to_vec(),
            FeedScope::Language(_) => Vec::new(),
            FeedScope::Record(ix) => self.feed_records(ix, |feeds| feeds.news),
        };
        let mut dated: Vec<(Timestamp, RecordIndex)> = candidates
            .into_iter()
            .filter(|ix| self.site.record(*ix).kind().spec().is_news)
            .filter_map(|ix| {
                let record = self.visible(ix, Channel::List)?;
                (record.newest_version().is_none()).then_some((record.published_at()?, ix))
            })
            .collect();
        let ranks = self.list_ranks();
        dated.sort_unstable_by_key(|(at, ix)| (Reverse(*at), ranks[ix.as_usize()]));
        dated.dedup();
        dated.truncate(MAX_ENTRIES);
        dated.into_iter().map(|(_, ix)| ix).collect()
    }

    /// A tag URI (RFC 4151) for an address. The host is always the one in `site.yaml`, wherever the site is published.
    fn tag_uri(&self, address: &str) -> String {
        let host = self.network_host();
        let (host, _) = host.split_once(':').unwrap_or((&host, ""));
        format!("tag:{host},{TAG_URI_YEAR}:{}{}", self.config().base_path(), path::percent_encode_path(address))
    }
}

impl<'a> VisibleRecord<'a> {
    /// The record's id in feeds. It stays when the title changes, and also when the file is renamed, as long as the
    /// record's first address is the first of its `aliases`.
    pub fn tag_uri(&self) -> String {
        self.publication.tag_uri(&self.original_address())
    }

    /// The first of the record's `aliases` below the folder of its kind, else its address. No two records have the same,
    /// because an old address belongs to one record alone. A short address for a poster (`/kitchen/`) is not below such
    /// a folder, so it can be added at any time.
    fn original_address(&self) -> Cow<'a, str> {
        let folder = self.kind().list_address();
        let mut former_addresses = self.common().aliases.iter().map(|alias| path::to_page_address(alias));
        former_addresses
            .find(|address| address.starts_with(&folder))
            .unwrap_or_else(|| self.record.address.as_str().into())
    }

    /// When the record was published: on its date, or on the later day in `publish`; else when it was last updated.
    /// `None` when the record has none of these dates.
    pub fn published_at(&self) -> Option<Timestamp> {
        let zone = &self.publication.config().zone.time_zone;
        let instant = |moment: Moment| moment.latest_instant(zone);
        let stated_date = self.fields().date().and_then(|date| start_of_day(date, zone)).into_iter();
        let published = stated_date.chain(self.common().publish.and_then(instant)).max();
        published.or_else(|| self.common().updated.and_then(instant))
    }

    /// When the record was last updated, not before it was published.
    pub fn updated_at(&self) -> Option<Timestamp> {
        let zone = &self.publication.config().zone.time_zone;
        let updated = self.common().updated.and_then(|moment| moment.latest_instant(zone));
        updated.into_iter().chain(self.published_at()).max()
    }
}
