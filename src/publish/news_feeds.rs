//! Which stories and resources are in which feed, where each feed is, and what names it and its entries for ever.
//!
//! Events are in none: nobody writes down when an event was announced, and what changes about it (a date, a venue, whether
//! it is on at all) is what calendars are for. A resource without any date is in none either, for a feed must say when.
//!
//! What is in a feed cannot be called back from those who have read it. So the text is in it only where everybody in
//! it has agreed to feeds and safety is not raised; elsewhere a feed has no more than a summary that somebody wrote.

use std::borrow::Cow;

use jiff::Timestamp;

use super::{FeedScope, Page, PageKind, Publication, VisibleRecord};
use crate::kind::{Kind, Role};
use crate::path;
use crate::record::{Channel, KindFields};
use crate::site::RecordIndex;
use crate::time::{Moment, start_of_day};

/// Entries of a feed: the newest.
const MAX_ENTRIES: usize = 20;

/// The year in which tags begin (RFC 4151 §2.1): it is part of every id, and so never another one.
const TAG_URI_YEAR: &str = "2026";

/// A feed of stories and resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsFeed {
    /// What it is of.
    pub scope: FeedScope,
    /// What names it for ever, a tag URI.
    pub id: String,
    /// What it is of, in words; none for the network.
    pub title: Option<String>,
    /// Where the page is that it belongs to.
    pub page_address: String,
}

/// A feed's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

impl NewsFeed {
    /// The files it has: the network's is for programs of both sorts.
    pub fn formats(&self) -> &'static [FeedFormat] {
        match self.scope {
            FeedScope::Network => &[FeedFormat::Atom, FeedFormat::Json],
            _ => &[FeedFormat::Atom],
        }
    }

    /// Where a file of it is.
    pub fn address(&self, feed_format: FeedFormat) -> String {
        match feed_format {
            FeedFormat::Atom => format!("{}feed.xml", self.page_address),
            FeedFormat::Json => format!("{}feed.json", self.page_address),
        }
    }

    /// Whether it has whole texts, where that is allowed.
    pub fn has_full_text(&self) -> bool {
        self.scope == FeedScope::Network
    }
}

impl Publication {
    /// All feeds; none without a `base_url`, for their addresses must be absolute.
    pub fn news_feeds(&self) -> Vec<NewsFeed> {
        self.feed_scopes().filter_map(|scope| self.news_feed(scope)).collect()
    }

    /// The feed of something; none where that is not published, or there are no feeds.
    pub fn news_feed(&self, scope: FeedScope) -> Option<NewsFeed> {
        let (original_page, title, page) = match scope {
            FeedScope::Network => ("/".to_owned(), None, "/".to_owned()),
            FeedScope::Topic(number) => {
                let (slug, label) = self.topics().get(number as usize)?;
                let page = format!("/topics/{slug}/");
                (page.clone(), Some(label.clone()), page)
            }
            FeedScope::Place(ix) | FeedScope::Partner(ix) | FeedScope::Campaign(ix) => {
                let record = self.visible(ix, Channel::List)?;
                let page = self.site.record(ix).address.clone();
                (record.original_address().into_owned(), Some(record.title().to_owned()), page)
            }
        };
        let has_feeds = self.config().has_feeds() && self.base_url().is_some();
        has_feeds.then(|| NewsFeed {
            scope,
            id: self.tag_uri(&format!("{original_page}feed")),
            title,
            page_address: page,
        })
    }

    /// The feeds that belong to a page, its own before the network's.
    pub fn news_feeds_for(&self, page: &Page) -> Vec<NewsFeed> {
        let own_scope = match &page.id.kind {
            PageKind::Record(ix) => {
                self.visible(*ix, Channel::List).and_then(|seen| FeedScope::for_record(seen.kind(), *ix))
            }
            PageKind::Topic(number) => Some(FeedScope::Topic(*number)),
            _ => None,
        };
        own_scope.into_iter().chain([FeedScope::Network]).filter_map(|scope| self.news_feed(scope)).collect()
    }

    /// The feed, and which of its files, that has an address (without the base path).
    pub fn news_feed_at(&self, address: &str) -> Option<(NewsFeed, FeedFormat)> {
        let (folder, _) = address.split_at(address.rfind('/')? + 1);
        let page = self.page_at(folder)?;
        let with_format = |news: NewsFeed| {
            let file = *news.formats().iter().find(|file| news.address(**file) == address)?;
            Some((news, file))
        };
        self.news_feeds_for(page).into_iter().find_map(with_format)
    }

    /// The newest stories and resources of a feed, in order.
    pub fn news_feed_entries(&self, scope: FeedScope) -> Vec<RecordIndex> {
        let lists = self.lists();
        let kinds = || lists.records_of_kind(Kind::Story).iter().chain(lists.records_of_kind(Kind::Resource)).copied();
        let referring_records = |ix: RecordIndex, roles: &[Role]| {
            let Some(record) = self.visible(ix, Channel::List) else { return Vec::new() };
            let backlinks =
                record.backlinks().filter(|(role, _)| roles.contains(role)).map(|(_, from)| from.record_index());
            let toolkit = record.related(Role::Toolkit).map(|resource| resource.record_index());
            backlinks.chain(toolkit).collect()
        };
        let candidates: Vec<RecordIndex> = match scope {
            FeedScope::Network => kinds().collect(),
            FeedScope::Place(ix) => lists.records_in_place(ix).to_vec(),
            FeedScope::Topic(number) => lists.by_topic.get(number as usize).cloned().unwrap_or_default(),
            FeedScope::Partner(ix) => referring_records(ix, &[Role::Partners, Role::By, Role::Publisher]),
            FeedScope::Campaign(ix) => referring_records(ix, &[Role::Campaigns]),
        };
        let mut dated: Vec<(Timestamp, RecordIndex)> = candidates
            .into_iter()
            .filter(|ix| matches!(self.site.record(*ix).kind(), Kind::Story | Kind::Resource))
            .filter_map(|ix| Some((self.visible(ix, Channel::List)?.published_at()?, ix)))
            .collect();
        let ranks = self.list_ranks();
        dated.sort_unstable_by_key(|(at, ix)| (std::cmp::Reverse(*at), ranks[ix.as_usize()]));
        dated.dedup();
        dated.truncate(MAX_ENTRIES);
        dated.into_iter().map(|(_, ix)| ix).collect()
    }

    /// A tag URI (RFC 4151) at the network's host. That is the one in `site.yaml`, wherever else the site is published.
    fn tag_uri(&self, address: &str) -> String {
        let host = self.network_host();
        let (host, _) = host.split_once(':').unwrap_or((&host, ""));
        format!("tag:{host},{TAG_URI_YEAR}:{}{}", self.config().base_path(), path::percent_encode_path(address))
    }
}

impl<'a> VisibleRecord<'a> {
    /// What names it in feeds for ever, whatever its title becomes, and also through a rename of its file, as long as its
    /// former address stands first among its `aliases`.
    pub fn tag_uri(&self) -> String {
        self.publication().tag_uri(&self.original_address())
    }

    /// The address it had first: the first of its `aliases` that is below its kind's folder, else its own. Two records
    /// never have the same, because no old address is anything else's. A short address for a poster (`/kitchen/`) is below
    /// no such folder, and can be added at any time.
    fn original_address(&self) -> Cow<'a, str> {
        let folder = format!("/{}/", self.kind().folder());
        let mut former_addresses = self.common().aliases.iter().map(|alias| path::to_page_address(alias));
        former_addresses
            .find(|address| address.starts_with(&folder))
            .unwrap_or_else(|| self.publication().site.record(self.record_index()).address.as_str().into())
    }

    /// When it went out: its date, or the later day on which `publish` let it go out; else its last change. None where
    /// nobody wrote down any of these.
    pub fn published_at(&self) -> Option<Timestamp> {
        let zone = &self.publication().config().zone.time_zone;
        let date = match self.fields() {
            KindFields::Story(story) => Some(story.date),
            KindFields::Resource(resource) => resource.date,
            _ => None,
        };
        let instant = |moment: Moment| moment.latest_instant(zone);
        let stated_date = date.and_then(|date| start_of_day(date, zone)).into_iter();
        let published = stated_date.chain(self.common().publish.and_then(instant)).max();
        published.or_else(|| self.common().updated.and_then(instant))
    }

    /// When it was last changed, not before it went out.
    pub fn updated_at(&self) -> Option<Timestamp> {
        let zone = &self.publication().config().zone.time_zone;
        let updated = self.common().updated.and_then(|moment| moment.latest_instant(zone));
        updated.into_iter().chain(self.published_at()).max()
    }
}
