//! Feeds of stories and resources: Atom for everything there is a feed of, JSON Feed for the network as well.
//!
//! An entry is made once for all feeds that have it, and once more with its text for the network's. What is in a feed, what
//! names it and whether its text may be in it is `publish`'s to say; here it is only written down.

mod atom;
mod entry;
mod json;
mod text;

use std::sync::{Arc, OnceLock};

use self::entry::Entry;
use super::Output;
use crate::path;
use crate::publish::{FeedFormat, NewsFeed, Publication, RecordIndex};
use crate::view::Tongue;

/// When a feed was last changed that has no entry: a feed must say when, and nothing says what day it is now.
const NEVER: &str = "2020-01-01T00:00:00Z";

/// The feeds of a publication; what several of them have in common is made once.
pub struct Feeds<'a> {
    publication: &'a Publication,
    tongue: &'a Tongue,
    short: Vec<OnceLock<Option<Arc<Entry>>>>,
    whole: Vec<OnceLock<Option<Arc<Entry>>>>,
}

/// A feed, ready to be written.
struct Feed<'a> {
    publication: &'a Publication,
    news: &'a NewsFeed,
    entries: Vec<Arc<Entry>>,
}

impl<'a> Feeds<'a> {
    /// Makes ready; what is said in feeds beside records is said in a language.
    pub fn of(publication: &'a Publication, tongue: &'a Tongue) -> Self {
        let none = || std::iter::repeat_with(OnceLock::new).take(publication.list_ranks().len()).collect();
        Self { publication, tongue, short: none(), whole: none() }
    }

    /// All files of a feed.
    pub fn print(&self, news: &NewsFeed) -> Vec<Output> {
        let feed = self.feed(news);
        news.formats().iter().map(|file| feed.print(*file)).collect()
    }

    /// One file of a feed.
    pub fn print_file(&self, news: &NewsFeed, file: FeedFormat) -> Output {
        self.feed(news).print(file)
    }

    fn feed<'f>(&'f self, news: &'f NewsFeed) -> Feed<'f> {
        let entries = self.publication.news_feed_entries(news.scope).into_iter();
        let entries = entries.filter_map(|ix| self.entry(ix, news.has_full_text()));
        Feed { publication: self.publication, news, entries: entries.collect() }
    }

    fn entry(&self, ix: RecordIndex, whole: bool) -> Option<Arc<Entry>> {
        let made = if whole { &self.whole } else { &self.short };
        made[ix.as_usize()]
            .get_or_init(|| Entry::of(self.publication, ix, whole.then_some(self.tongue)).map(Arc::new))
            .clone()
    }
}

impl Feed<'_> {
    fn print(&self, file: FeedFormat) -> Output {
        let bytes = match file {
            FeedFormat::Atom => atom::write(self, &self.address(file)).into_bytes(),
            FeedFormat::Json => json::write(self, &self.address(file)),
        };
        Output { path: path::output_path(&self.news.address(file)), bytes }
    }

    fn title(&self) -> String {
        let network = &self.publication.config().title;
        match &self.news.title {
            Some(title) => format!("{title} – {network}"),
            None => network.clone(),
        }
    }

    /// Where it is itself.
    fn address(&self, file: FeedFormat) -> String {
        self.publication.absolute_url(&self.news.address(file)).unwrap_or_default()
    }

    /// Where the page is that it belongs to.
    fn page(&self) -> String {
        self.publication.absolute_url(&self.news.page_address).unwrap_or_default()
    }

    fn home(&self) -> String {
        self.publication.absolute_url("/").unwrap_or_default()
    }

    fn updated(&self) -> &str {
        let last = self.entries.iter().max_by_key(|entry| entry.changed);
        last.map_or(NEVER, |entry| &entry.updated)
    }
}
