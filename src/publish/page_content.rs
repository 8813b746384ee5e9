//! What a page shows: a record, the entries of a list, an introduction.

use std::borrow::Cow;

use super::collect_pages::PLACE_PAGE_SIZE;
use super::page::{Page, PageKind};
use super::publication::Publication;
use super::visible_record::VisibleRecord;
use crate::kind::{Facet, Kind};
use crate::output::OutputFile;
use crate::record::Channel;
use crate::site::RecordIndex;

impl Publication {
    /// The file of a page.
    pub fn output_file(&self, page: &Page) -> OutputFile {
        let record = page.record().map(|ix| self.record_id(ix));
        OutputFile::at(page.output_kind(), &page.address).of_record(record)
    }

    /// The record that a page shows, in the page's language.
    pub fn record_on_page(&self, page: &Page) -> Option<VisibleRecord<'_>> {
        match &page.id.kind {
            PageKind::Record(ix) | PageKind::Redirect(ix) => {
                self.visible(*ix, Channel::Page).map(|record| record.in_language(page.id.language.as_ref()))
            }
            _ => None,
        }
    }

    /// The records that a page of a list shows.
    pub fn entries_on_page(&self, page: &Page) -> &[RecordIndex] {
        let lists = &self.lists;
        let entries: &[RecordIndex] = match &page.id.kind {
            PageKind::List(kind) => lists.records_of_kind_in(*kind, page.id.language.as_ref()),
            PageKind::PastEvents => &lists.past_events,
            // A month is shown on one page.
            PageKind::Month(year, month) => return lists.events_in_month(*year, *month),
            PageKind::EventsByAccess(fact) => lists.events_with_access(fact),
            PageKind::FacetList(kind, facet, value) => lists.records_with_value(*kind, *facet, value),
            PageKind::Topic(number) => lists.records_about(*number),
            PageKind::Record(ix) => lists.records_in_place(*ix),
            PageKind::Home
            | PageKind::Topics
            | PageKind::FacetValues(..)
            | PageKind::Subscribe(_)
            | PageKind::Search
            | PageKind::BuiltIn(_)
            | PageKind::NotFound
            | PageKind::Redirect(_) => &[],
        };
        let size = match page.id.kind {
            PageKind::Record(_) => PLACE_PAGE_SIZE,
            _ => self.site.config.page_size(),
        };
        let from = (page.id.page_number as usize - 1).saturating_mul(size).min(entries.len());
        &entries[from..from.saturating_add(size).min(entries.len())]
    }

    /// The text that a word in addresses stands for, as the first record with the word writes it.
    pub fn facet_text(&self, kind: Kind, facet: Facet, word: &str) -> Option<Cow<'_, str>> {
        let first = self.lists.records_with_value(kind, facet, word).first()?;
        self.site.record(*first).parsed.facet_text(facet, word)
    }

    /// The record of a kind with a slug, as lists may show it.
    pub fn find_record(&self, kind: Kind, slug: &str) -> Option<VisibleRecord<'_>> {
        self.site.find(kind, slug).and_then(|ix| self.visible(ix, Channel::List))
    }

    /// The record with the text of a list or of the front page, from the `index.md` of its folder.
    pub fn list_introduction(&self, folder: &str) -> Option<RecordIndex> {
        self.site.find(Kind::Page, folder).filter(|ix| self.is_published(*ix))
    }

    /// The record with the introduction, as lists may show it.
    pub fn visible_introduction(&self, folder: &str) -> Option<VisibleRecord<'_>> {
        self.list_introduction(folder).and_then(|ix| self.visible(ix, Channel::List))
    }

    /// Every record that a search may find, in the order of kind and slug, each followed by its translations.
    pub fn searchable_records(&self) -> impl Iterator<Item = VisibleRecord<'_>> {
        let listed = self.published_pages().filter(|(ix, record)| {
            let common = record.parsed.common.as_ref();
            self.is_listed(*ix) && common.is_none_or(|common| common.search != Some(false))
        });
        let records = listed.filter_map(|(ix, _)| self.visible(ix, Channel::Search));
        records.flat_map(VisibleRecord::in_each_language)
    }
}
