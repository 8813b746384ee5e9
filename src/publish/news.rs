//! Which stories and resources are in which feed, where each feed is, and what names it and its entries for ever.
//!
//! Events are in none: nobody writes down when an event was announced, and what changes about it (a date, a venue, whether
//! it is on at all) is what calendars are for. A resource without any date is in none either, for a feed must say when.
//!
//! What is in a feed cannot be called back from those who have read it. So the text is in it only where everybody in
//! it has agreed to feeds and safety is not raised; elsewhere a feed has no more than a summary that somebody wrote.

use std::borrow::Cow;

use jiff::Timestamp;

use super::{Page, Publication, Scope, Seen, What};
use crate::path;
use crate::record::{Channel, Kind, KindFields};
use crate::site::Ix;
use crate::time::{Moment, start_of_day};

/// Entries of a feed: the newest.
const MOST: usize = 20;

/// The year in which tags begin (RFC 4151 §2.1): it is part of every id, and so never another one.
const TAGGING: &str = "2026";

/// A feed of stories and resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What it is of.
    pub scope: Scope,
    /// What names it for ever, a tag URI.
    pub id: String,
    /// What it is of, in words; none for the network.
    pub title: Option<String>,
    /// Where the page is that it belongs to.
    pub page: String,
}

/// A feed's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewsFile {
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl NewsFile {
    /// Its media type.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

impl News {
    /// The files it has: the network's is for programs of both sorts.
    pub fn files(&self) -> &'static [NewsFile] {
        match self.scope {
            Scope::Network => &[NewsFile::Atom, NewsFile::Json],
            _ => &[NewsFile::Atom],
        }
    }

    /// Where a file of it is.
    pub fn address(&self, file: NewsFile) -> String {
        match file {
            NewsFile::Atom => format!("{}feed.xml", self.page),
            NewsFile::Json => format!("{}feed.json", self.page),
        }
    }

    /// Whether it has whole texts, where that is allowed.
    pub fn is_whole(&self) -> bool {
        self.scope == Scope::Network
    }
}

impl Publication {
    /// All feeds; none without a `base_url`, for their addresses must be absolute.
    pub fn all_news(&self) -> Vec<News> {
        self.scopes().filter_map(|scope| self.news(scope)).collect()
    }

    /// The feed of something; none where that is not published, or there are no feeds.
    pub fn news(&self, scope: Scope) -> Option<News> {
        let (origin, title, page) = match scope {
            Scope::Network => ("/".to_owned(), None, "/".to_owned()),
            Scope::Topic(number) => {
                let (slug, label) = self.topics().get(number as usize)?;
                let page = format!("/topics/{slug}/");
                (page.clone(), Some(label.clone()), page)
            }
            Scope::Place(ix) | Scope::Partner(ix) | Scope::Campaign(ix) => {
                let seen = self.see(ix, Channel::List)?;
                let page = self.site.record(ix).address.clone();
                (seen.first_address().into_owned(), Some(seen.title().to_owned()), page)
            }
        };
        let has_feeds = self.config().has_feeds() && self.base_url().is_some();
        has_feeds.then(|| News { scope, id: self.tag(&format!("{origin}feed")), title, page })
    }

    /// The feeds that belong to a page, its own before the network's.
    pub fn news_on(&self, page: &Page) -> Vec<News> {
        let own = match &page.id.what {
            What::Record(ix) => self.see(*ix, Channel::List).and_then(|seen| Scope::of(seen.kind(), *ix)),
            What::Topic(number) => Some(Scope::Topic(*number)),
            _ => None,
        };
        own.into_iter().chain([Scope::Network]).filter_map(|scope| self.news(scope)).collect()
    }

    /// The feed, and which of its files, that has an address (without the base path).
    pub fn news_at(&self, address: &str) -> Option<(News, NewsFile)> {
        let (folder, _) = address.split_at(address.rfind('/')? + 1);
        let page = self.page_at(folder)?;
        let file = |news: News| {
            let file = *news.files().iter().find(|file| news.address(**file) == address)?;
            Some((news, file))
        };
        self.news_on(page).into_iter().find_map(file)
    }

    /// The newest stories and resources of a feed, in order.
    pub fn news_entries(&self, scope: Scope) -> Vec<Ix> {
        let lists = self.lists();
        let kinds = || lists.of(Kind::Story).iter().chain(lists.of(Kind::Resource)).copied();
        let named = |ix: Ix, roles: &[&str]| {
            let Some(seen) = self.see(ix, Channel::List) else { return Vec::new() };
            let backward = seen.backward().filter(|(role, _)| roles.contains(role)).map(|(_, from)| from.ix());
            let toolkit = seen.forward("toolkit").map(|resource| resource.ix());
            backward.chain(toolkit).collect()
        };
        let found: Vec<Ix> = match scope {
            Scope::Network => kinds().collect(),
            Scope::Place(ix) => lists.place(ix).to_vec(),
            Scope::Topic(number) => lists.by_topic.get(number as usize).cloned().unwrap_or_default(),
            Scope::Partner(ix) => named(ix, &["partners", "by", "publisher"]),
            Scope::Campaign(ix) => named(ix, &["campaigns"]),
        };
        let mut dated: Vec<(Timestamp, Ix)> = found
            .into_iter()
            .filter(|ix| matches!(self.site.record(*ix).kind(), Kind::Story | Kind::Resource))
            .filter_map(|ix| Some((self.see(ix, Channel::List)?.went_out()?, ix)))
            .collect();
        let order = self.order();
        dated.sort_unstable_by_key(|(at, ix)| (std::cmp::Reverse(*at), order[ix.at()]));
        dated.dedup();
        dated.truncate(MOST);
        dated.into_iter().map(|(_, ix)| ix).collect()
    }

    /// A tag URI (RFC 4151) at the network's host. That is the one in `site.yaml`, wherever else the site is published.
    fn tag(&self, address: &str) -> String {
        let host = self.host();
        let (host, _) = host.split_once(':').unwrap_or((&host, ""));
        format!("tag:{host},{TAGGING}:{}{}", self.config().base_path(), path::percent_encode_path(address))
    }
}

impl<'a> Seen<'a> {
    /// What names it in feeds for ever, whatever its title becomes, and also through a rename of its file, as long as its
    /// former address stands first among its `aliases`.
    pub fn tag(&self) -> String {
        self.publication().tag(&self.first_address())
    }

    /// The address it had first: the first of its `aliases` that is below its kind's folder, else its own. Two records
    /// never have the same, because no old address is anything else's. A short address for a poster (`/kitchen/`) is below
    /// no such folder, and can be added at any time.
    fn first_address(&self) -> Cow<'a, str> {
        let folder = format!("/{}/", self.kind().folder());
        let mut former = self.common().aliases.iter().map(|alias| path::to_page_address(alias));
        former
            .find(|address| address.starts_with(&folder))
            .unwrap_or_else(|| self.publication().site.record(self.ix()).address.as_str().into())
    }

    /// When it went out: its date, or the later day on which `publish` let it go out; else its last change. None where
    /// nobody wrote down any of these.
    pub fn went_out(&self) -> Option<Timestamp> {
        let zone = &self.publication().config().zone.time_zone;
        let date = match self.fields() {
            KindFields::Story(story) => Some(story.date),
            KindFields::Resource(resource) => resource.date,
            _ => None,
        };
        let instant = |moment: Moment| moment.latest_instant(zone);
        let written = date.and_then(|date| start_of_day(date, zone)).into_iter();
        let out = written.chain(self.common().publish.and_then(instant)).max();
        out.or_else(|| self.common().updated.and_then(instant))
    }

    /// When it was last changed, not before it went out.
    pub fn last_changed(&self) -> Option<Timestamp> {
        let zone = &self.publication().config().zone.time_zone;
        let updated = self.common().updated.and_then(|moment| moment.latest_instant(zone));
        updated.into_iter().chain(self.went_out()).max()
    }
}
