//! Every page and its address.

use std::collections::HashMap;

use super::{FeedScope, Lists, Publication};
use crate::kind::Facet;
use crate::kind::Kind;
use crate::language::LanguageTag;
use crate::path;
use crate::record::Channel;
use crate::site::{BuiltInPage, RecordIndex, SEARCH_ADDRESS};

/// What names a page, in every language and for ever: routes, feeds and redirects are keyed by it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageId {
    /// What it shows.
    pub kind: PageKind,
    /// Its language, when it is not the site's.
    pub language: Option<LanguageTag>,
    /// Its number in a paginated list, from 1.
    pub page_number: u32,
}

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PageKind {
    /// The front page.
    Home,
    /// A record's own page.
    Record(RecordIndex),
    /// All records of a kind; for events those to come.
    List(Kind),
    /// Events that have passed.
    PastEvents,
    /// Events of a month.
    Month(i16, i8),
    /// Events to come that state an access fact.
    EventsByAccess(String),
    /// Records of a kind that have a value of a facet.
    FacetList(Kind, Facet, String),
    /// All topics.
    Topics,
    /// What is about a topic, by its number.
    Topic(u32),
    /// How to subscribe to a calendar.
    Subscribe(FeedScope),
    /// The page to search the site on.
    Search,
    /// What the site says of itself.
    BuiltIn(BuiltInPage),
    /// The page for addresses that nothing has.
    NotFound,
    /// An old address of a record.
    Redirect(RecordIndex),
}

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// What names it.
    pub id: PageId,
    /// Its address, without the base path.
    pub address: String,
    /// How many pages its list has.
    pub page_count: u32,
}

/// All pages, and by their addresses.
#[derive(Debug, Default)]
pub(super) struct Routes {
    pub(super) pages: Vec<Page>,
    pub(super) by_address: HashMap<String, usize>,
}

impl Routes {
    pub(super) fn from_pages(pages: Vec<Page>) -> Self {
        let by_address = pages.iter().enumerate().map(|(index, page)| (page.address.clone(), index)).collect();
        Self { pages, by_address }
    }
}

/// Entries of a place's page, which shows several lists at once.
pub(super) const PLACE_PAGE_SIZE: usize = 200;

impl Page {
    fn single(kind: PageKind, address: impl Into<String>) -> Self {
        Self { id: PageId { kind, language: None, page_number: 1 }, address: address.into(), page_count: 1 }
    }

    /// The address of the page before it in its list.
    pub fn previous_address(&self) -> Option<String> {
        let previous = self.id.page_number.checked_sub(1).filter(|number| *number > 0)?;
        Some(numbered_address(self.first_address(), previous))
    }

    /// The address of the page after it in its list.
    pub fn next_address(&self) -> Option<String> {
        let next = self.id.page_number + 1;
        (next <= self.page_count).then(|| numbered_address(self.first_address(), next))
    }

    /// The address of the first page of its list.
    fn first_address(&self) -> &str {
        let suffix = format!("page/{}/", self.id.page_number);
        let is_first = self.id.page_number == 1;
        self.address.strip_suffix(&suffix).filter(|_| !is_first).unwrap_or(&self.address)
    }
}

/// All pages, in the order of their addresses' making: home, records, lists, redirects.
pub(super) fn collect_pages(publication: &Publication) -> Vec<Page> {
    let site = &publication.site;
    let lists = &publication.lists;
    let mut pages = vec![Page::single(PageKind::Home, "/"), Page::single(PageKind::NotFound, "/404.html")];
    for (ix, record) in
        site.indexed_records().filter(|(ix, record)| publication.is_published(*ix) && record.kind().has_pages())
    {
        if !is_list_introduction(record.kind(), &record.id.slug) && record.address != "/" {
            if record.kind() == Kind::Place {
                add_paginated(
                    &mut pages,
                    PageKind::Record(ix),
                    &record.address,
                    lists.records_in_place(ix).len(),
                    PLACE_PAGE_SIZE,
                );
            } else {
                pages.push(Page::single(PageKind::Record(ix), record.address.clone()));
            }
        }
        for translation in record.translations.iter().filter(|translation| !translation.is_invalid) {
            let id =
                PageId { kind: PageKind::Record(ix), language: Some(translation.language.clone()), page_number: 1 };
            pages.push(Page { id, address: translation.address.clone(), page_count: 1 });
        }
    }
    add_list_pages(publication, lists, &mut pages);
    pages.extend(
        publication
            .calendar_feeds()
            .map(|feed| Page::single(PageKind::Subscribe(feed.scope), feed.subscribe_address())),
    );
    for (ix, record) in
        site.indexed_records().filter(|(ix, record)| publication.is_published(*ix) && record.kind().has_pages())
    {
        for alias in record.parsed.common.iter().flat_map(|common| &common.aliases) {
            pages.push(Page::single(PageKind::Redirect(ix), path::to_page_address(alias)));
        }
    }
    pages
}

fn add_list_pages(publication: &Publication, lists: &Lists, pages: &mut Vec<Page>) {
    let size = publication.site.config.page_size();
    for kind in Kind::all().filter(|kind| kind.has_pages() && *kind != Kind::Page) {
        add_paginated(
            pages,
            PageKind::List(kind),
            &format!("/{}/", kind.folder()),
            lists.records_of_kind(kind).len(),
            size,
        );
    }
    add_paginated(pages, PageKind::PastEvents, "/events/past/", lists.past_events.len(), size);
    for (year, month) in lists.months.keys() {
        pages.push(Page::single(PageKind::Month(*year, *month), format!("/events/{year:04}/{month:02}/")));
    }
    for (fact, events) in &lists.events_by_access {
        add_paginated(
            pages,
            PageKind::EventsByAccess(fact.clone()),
            &format!("/events/access/{fact}/"),
            events.len(),
            size,
        );
    }
    for ((kind, facet), choices) in &lists.by_facet {
        for (value, records) in choices {
            let what = PageKind::FacetList(*kind, *facet, value.clone());
            add_paginated(pages, what, &kind.facet_address(*facet, value), records.len(), size);
        }
    }
    let is_written_by_network =
        |page: &BuiltInPage| publication.list_introduction(page.address().trim_matches('/')).is_some();
    let built_in_pages = BuiltInPage::ALL.into_iter().filter(|page| !is_written_by_network(page));
    pages.extend(built_in_pages.map(|page| Page::single(PageKind::BuiltIn(page), page.address())));
    if publication.site.config.has_search() {
        pages.push(Page::single(PageKind::Search, SEARCH_ADDRESS));
    }
    pages.push(Page::single(PageKind::Topics, "/topics/"));
    for (number, (slug, _)) in publication.site.topics.iter().enumerate() {
        let topic = PageKind::Topic(u32::try_from(number).unwrap_or(u32::MAX));
        add_paginated(pages, topic, &format!("/topics/{slug}/"), lists.by_topic[number].len(), size);
    }
}

/// The address of a page of a list: `/stories/` for the first, `/stories/page/2/` for the second.
pub fn numbered_address(first: &str, number: u32) -> String {
    if number == 1 { first.to_owned() } else { format!("{first}page/{number}/") }
}

/// All pages of a list; an empty list has one page that says so.
fn add_paginated(pages: &mut Vec<Page>, kind: PageKind, address: &str, entries: usize, size: usize) {
    let page_count = u32::try_from(entries.div_ceil(size).max(1)).unwrap_or(u32::MAX);
    for number in 1..=page_count {
        let id = PageId { kind: kind.clone(), language: None, page_number: number };
        pages.push(Page { id, address: numbered_address(address, number), page_count });
    }
}

/// A kind's own `index.md` is the text of its list.
pub(super) fn is_list_introduction(kind: Kind, slug: &str) -> bool {
    kind == Kind::Page && (Kind::from_folder(slug).is_some() || slug == "topics")
}

impl Publication {
    /// Everything that a search may find, as it may see it: each record in the order of kind and slug, and behind it its
    /// translations.
    pub fn searchable_records(&self) -> impl Iterator<Item = super::VisibleRecord<'_>> {
        let records = self.site.indexed_records().filter(|(_, record)| record.kind().has_pages());
        records.filter_map(|(ix, _)| self.visible(ix, Channel::Search)).flat_map(super::VisibleRecord::in_each_language)
    }

    /// The entries that a page of a list shows.
    pub fn entries_on_page(&self, page: &Page) -> &[RecordIndex] {
        let (all, size): (&[RecordIndex], usize) = match &page.id.kind {
            PageKind::List(kind) => (self.lists.records_of_kind(*kind), self.site.config.page_size()),
            PageKind::PastEvents => (&self.lists.past_events, self.site.config.page_size()),
            PageKind::Month(year, month) => {
                (self.lists.months.get(&(*year, *month)).map_or(&[], |month| month.events.as_slice()), usize::MAX)
            }
            PageKind::EventsByAccess(fact) => (self.lists.events_with_access(fact), self.site.config.page_size()),
            PageKind::FacetList(kind, facet, value) => {
                (self.lists.records_with_value(*kind, *facet, value), self.site.config.page_size())
            }
            PageKind::Topic(number) => (&self.lists.by_topic[*number as usize], self.site.config.page_size()),
            PageKind::Record(ix) => (self.lists.records_in_place(*ix), PLACE_PAGE_SIZE),
            PageKind::Home
            | PageKind::Topics
            | PageKind::Subscribe(_)
            | PageKind::Search
            | PageKind::BuiltIn(_)
            | PageKind::NotFound
            | PageKind::Redirect(_) => (&[], 1),
        };
        let from = (page.id.page_number as usize - 1).saturating_mul(size).min(all.len());
        &all[from..from.saturating_add(size).min(all.len())]
    }

    /// The page of a folder, if it has one.
    pub fn visible_introduction(&self, slug: &str) -> Option<super::VisibleRecord<'_>> {
        self.list_introduction(slug).and_then(|ix| self.visible(ix, crate::record::Channel::List))
    }

    /// The text of a list or of the front page: the record of its `index.md`.
    pub fn list_introduction(&self, folder: &str) -> Option<RecordIndex> {
        self.site.find(Kind::Page, folder).filter(|ix| self.is_published(*ix))
    }
}
