//! Feeds of stories and resources: Atom for everything there is a feed of, JSON Feed for the network as well.
//!
//! An entry is made once for all feeds that have it, and once more with its text for the network's. What is in a feed, what
//! names it and whether its text may be in it is `publish`'s to say; here it is only written down.

mod atom;
mod content;
mod entry;
mod json;

use std::io;
use std::sync::{Arc, OnceLock};

use self::entry::FeedEntry;
use super::{FileMaker, Output};
use crate::output::{OutputFile, OutputKind};
use crate::publish::{FeedFormat, NewsFeed, Publication, RecordIndex};
use crate::theme::Renderer;
use crate::view::Locale;

/// When a feed was last changed that has no entry: a feed must say when, and nothing says what day it is now.
const EMPTY_FEED_UPDATED: &str = "2020-01-01T00:00:00Z";

/// The feeds of a publication; what several of them have in common is made once.
pub(super) struct NewsFeeds<'a> {
    publication: &'a Publication,
    all: OnceLock<Vec<NewsFeed>>,
    locale: &'a Locale,
    short_entries: Vec<OnceLock<Option<Arc<FeedEntry>>>>,
    full_entries: Vec<OnceLock<Option<Arc<FeedEntry>>>>,
}

/// A feed, ready to be written.
struct FeedContent<'a> {
    publication: &'a Publication,
    news: &'a NewsFeed,
    entries: Vec<Arc<FeedEntry>>,
}

impl<'a> NewsFeeds<'a> {
    /// Makes ready.
    pub(super) fn new(renderer: &'a Renderer) -> Self {
        let (publication, locale) = (renderer.publication(), renderer.locale());
        let empty_cells = || std::iter::repeat_with(OnceLock::new).take(publication.list_ranks().len()).collect();
        Self { publication, all: OnceLock::new(), locale, short_entries: empty_cells(), full_entries: empty_cells() }
    }

    fn all(&self) -> &[NewsFeed] {
        self.all.get_or_init(|| self.publication.news_feeds())
    }

    fn assemble_feed<'f>(&'f self, news: &'f NewsFeed) -> FeedContent<'f> {
        let entries = self.publication.news_feed_entries(news.scope).into_iter();
        let entries = entries.filter_map(|ix| self.entry(ix, news.has_full_text()));
        FeedContent { publication: self.publication, news, entries: entries.collect() }
    }

    fn entry(&self, ix: RecordIndex, with_text: bool) -> Option<Arc<FeedEntry>> {
        let cells = if with_text { &self.full_entries } else { &self.short_entries };
        cells[ix.as_usize()]
            .get_or_init(|| {
                FeedEntry::from_record(self.publication, ix, with_text.then_some(self.locale)).map(Arc::new)
            })
            .clone()
    }
}

impl FileMaker for NewsFeeds<'_> {
    fn piece_count(&self) -> usize {
        self.all().len()
    }

    fn render_piece(&self, piece: usize) -> io::Result<Vec<Output>> {
        let news = &self.all()[piece];
        let feed = self.assemble_feed(news);
        Ok(news.formats().iter().map(|format| feed.render(*format)).collect())
    }

    fn render_at(&self, address: &str) -> Option<Output> {
        let (news, format) = self.publication.news_feed_at(address)?;
        Some(self.assemble_feed(&news).render(format))
    }
}

impl FeedContent<'_> {
    fn render(&self, file: FeedFormat) -> Output {
        let bytes = match file {
            FeedFormat::Atom => atom::write_atom(self, &self.url(file)).into_bytes(),
            FeedFormat::Json => json::write_json_feed(self, &self.url(file)),
        };
        let record = self.news.scope.record().map(|ix| self.publication.record_id(ix));
        Output { file: OutputFile::at(OutputKind::NewsFeed, &self.news.address(file)).of_record(record), bytes }
    }

    fn title(&self) -> String {
        let network = &self.publication.config().title;
        match &self.news.title {
            Some(title) => format!("{title} – {network}"),
            None => network.clone(),
        }
    }

    /// Where it is itself.
    fn url(&self, file: FeedFormat) -> String {
        self.publication.absolute_url(&self.news.address(file)).unwrap_or_default()
    }

    /// Where the page is that it belongs to.
    fn page_url(&self) -> String {
        self.publication.absolute_url(&self.news.page_address).unwrap_or_default()
    }

    fn home_url(&self) -> String {
        self.publication.absolute_url("/").unwrap_or_default()
    }

    fn updated(&self) -> &str {
        let last = self.entries.iter().max_by_key(|entry| entry.updated_at);
        last.map_or(EMPTY_FEED_UPDATED, |entry| &entry.updated)
    }
}
