//! Feeds of stories, resources and ways to take part, in Atom and JSON Feed, and in RSS where a network asks for it.
//!
//! `publish` decides which records are in a feed, what their ids are, and whether a feed may contain their text. An
//! entry is made once for all feeds that list it, and once more with its text for the network's feed.
//!
//! - **What was sent in a feed cannot be called back.** The text is asked for through `Channel::Feed`, and while safety
//!   is raised an entry has no text. It then has a summary only if somebody wrote one, because a summary that nobody
//!   wrote is the start of the text.
//! - **Entries are the kinds with `is_news` in the table of kinds.** Events belong in calendars: no record says when an event was announced, and
//!   a feed reader would not take back a change. A record without a date is in no feed.
//! - **An entry's id** is a tag URI (RFC 4151) of the host in `site.yaml` and the record's first address: the first of
//!   its `aliases` below its kind's folder, else its own address. Titles and dates are not part of it. No two records
//!   have the same id, because an old address of one record cannot be an address of another. After a move to another
//!   host, feed readers show all entries as new.
//! - **A feed without entries** has a fixed date in the past as its last change, because no output contains the time of
//!   the build.

mod atom;
mod content;
mod entry;
mod feed_content;
mod json;
mod rss;
mod xml;

use std::io;
use std::sync::{Arc, OnceLock};

use self::entry::FeedEntry;
use self::feed_content::FeedContent;
use super::output::{FileMaker, Output};
use crate::output::{OutputFile, OutputKind};
use crate::publish::{FeedFormat, NewsFeed, Publication, Reads, RecordIndex, note_reads, track_reads};
use crate::theme::Renderer;
use crate::view::Locale;

/// The feeds of a publication; what several of them have in common is made once.
pub(super) struct NewsFeeds<'a> {
    publication: &'a Publication,
    all: OnceLock<Vec<NewsFeed>>,
    locale: &'a Locale,
    short_entries: Vec<OnceLock<SharedEntry>>,
    full_entries: Vec<OnceLock<SharedEntry>>,
}

/// An entry, and the records that were read for it.
type SharedEntry = (Option<Arc<FeedEntry>>, Reads);

impl<'a> NewsFeeds<'a> {
    /// Prepares what feeds share.
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

    fn render(&self, feed: &FeedContent<'_>, format: FeedFormat) -> Output {
        let url = feed.url(format);
        let bytes = match format {
            FeedFormat::Atom => atom::write_atom(feed, &url).into_bytes(),
            FeedFormat::Json => json::write_json_feed(feed, &url),
            FeedFormat::Rss => rss::write_rss(feed, &url).into_bytes(),
        };
        Output { file: self.file(feed.news, format), bytes }
    }

    fn file(&self, news: &NewsFeed, format: FeedFormat) -> OutputFile {
        let record = news.scope.record().map(|ix| self.publication.record_id(ix));
        OutputFile::at(OutputKind::NewsFeed, &news.address(format)).of_record(record)
    }

    fn entry(&self, ix: RecordIndex, with_text: bool) -> Option<Arc<FeedEntry>> {
        let cells = if with_text { &self.full_entries } else { &self.short_entries };
        let make = || FeedEntry::from_record(self.publication, ix, with_text.then_some(self.locale)).map(Arc::new);
        let (entry, reads) = cells[ix.as_usize()].get_or_init(|| track_reads(make));
        note_reads(reads);
        entry.clone()
    }
}

impl FileMaker for NewsFeeds<'_> {
    fn piece_count(&self) -> usize {
        self.all().len()
    }

    fn render_piece(&self, piece: usize) -> io::Result<Vec<Output>> {
        let news = &self.all()[piece];
        let feed = self.assemble_feed(news);
        Ok(news.formats.iter().map(|format| self.render(&feed, *format)).collect())
    }

    fn piece_files(&self, piece: usize) -> Option<Vec<OutputFile>> {
        let news = &self.all()[piece];
        Some(news.formats.iter().map(|format| self.file(news, *format)).collect())
    }

    fn render_at(&self, address: &str) -> Option<Output> {
        let (news, format) = self.publication.news_feed_at(address)?;
        Some(self.render(&self.assemble_feed(&news), format))
    }
}
