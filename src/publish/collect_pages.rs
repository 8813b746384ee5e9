//! Collects every page that a publication has.

use super::lists::Lists;
use super::page::{Page, PageId, PageKind, numbered_address};
use super::publication::Publication;
use super::translations::{is_list_text, valid_translations};
use crate::kind::{
    Kind, MAX_VALUES_BESIDE_LIST, PAST_EVENTS_ADDRESS, Role, TOPICS_ADDRESS, VALUES_PER_PAGE, access_address,
    month_address, topic_address, translated_list_address,
};
use crate::language::LanguageTag;
use crate::output::{BuiltInPage, NOT_FOUND_FILE, SEARCH_ADDRESS};
use crate::path;
use crate::site::{Record, RecordIndex};

/// How many records a page of a place shows, which has several lists: with cards of 1 KB, a page has less than 100 KB.
pub(super) const PLACE_PAGE_SIZE: usize = 80;

/// All pages: the front page, records, lists, pages on how to follow something, redirects.
pub(super) fn collect_pages(publication: &Publication) -> Vec<Page> {
    let mut pages = Pages {
        publication,
        lists: &publication.lists,
        list_size: publication.site.config.page_size(),
        pages: Vec::new(),
    };
    pages.add(PageKind::Home, "/");
    pages.add(PageKind::NotFound, format!("/{NOT_FOUND_FILE}"));
    for (ix, record) in publication.published_pages() {
        pages.add_record(ix, record);
    }
    pages.add_lists_of_kinds();
    pages.add_event_lists();
    pages.add_facet_lists();
    pages.add_site_pages();
    pages.add_topics();
    for page in publication.subscribe_pages() {
        pages.add(PageKind::Subscribe(page.scope), page.address());
    }
    pages.add_redirects();
    pages.pages
}

/// The pages collected so far.
struct Pages<'a> {
    publication: &'a Publication,
    lists: &'a Lists,
    /// How many records a page of a list shows.
    list_size: usize,
    pages: Vec<Page>,
}

impl Pages<'_> {
    fn add(&mut self, kind: PageKind, address: impl Into<String>) {
        self.pages.push(Page::single(kind, address));
    }

    /// Adds all pages of a list; an empty list has one page, which says that it is empty.
    fn add_paginated(&mut self, kind: PageKind, address: &str, entries: usize, size: usize) {
        self.add_paginated_in(None, kind, address, entries, size);
    }

    fn add_paginated_in(
        &mut self,
        language: Option<&LanguageTag>,
        kind: PageKind,
        address: &str,
        entries: usize,
        size: usize,
    ) {
        let page_count = u32::try_from(entries.div_ceil(size).max(1)).unwrap_or(u32::MAX);
        for page_number in 1..=page_count {
            let id = PageId { kind: kind.clone(), language: language.cloned(), page_number };
            self.pages.push(Page { id, address: numbered_address(address, page_number), page_count });
        }
    }

    fn add_list(&mut self, kind: PageKind, address: &str, entries: usize) {
        self.add_paginated(kind, address, entries, self.list_size);
    }

    /// Adds the page of a record and those of its translations. The introduction of a list is shown on the list, and
    /// the text of the front page there.
    fn add_record(&mut self, ix: RecordIndex, record: &Record) {
        if !record.id.is_list_introduction() && record.address != "/" {
            if record.kind() == Kind::Place {
                let entries = self.lists.records_in_place(ix).len();
                self.add_paginated(PageKind::Record(ix), &record.address, entries, PLACE_PAGE_SIZE);
            } else {
                self.add(PageKind::Record(ix), record.address.clone());
            }
        }
        for translation in valid_translations(record).filter(|translation| !is_list_text(record, translation)) {
            let id =
                PageId { kind: PageKind::Record(ix), language: Some(translation.language.clone()), page_number: 1 };
            self.pages.push(Page { id, address: translation.address.clone(), page_count: 1 });
        }
    }

    fn add_lists_of_kinds(&mut self) {
        let languages = self.publication.list_languages();
        for kind in self.publication.site.listed_kinds() {
            let (address, entries) = (kind.list_address(), self.lists.records_of_kind(kind).len());
            self.add_list(PageKind::List(kind), &address, entries);
            for language in languages.get(&kind).into_iter().flatten().copied() {
                let translated = translated_list_address(&address, language.as_str());
                self.add_paginated_in(Some(language), PageKind::List(kind), &translated, entries, self.list_size);
            }
        }
    }

    fn add_event_lists(&mut self) {
        self.add_list(PageKind::PastEvents, PAST_EVENTS_ADDRESS, self.lists.past_events.len());
        for (year, month) in self.lists.months.keys() {
            self.add(PageKind::Month(*year, *month), month_address(*year, *month));
        }
        for (fact, events) in &self.lists.events_by_access {
            self.add_list(PageKind::EventsByAccess(fact.clone()), &access_address(fact), events.len());
        }
    }

    fn add_facet_lists(&mut self) {
        for ((kind, facet), by_value) in &self.lists.by_facet {
            let values = by_value.values().filter(|records| !records.is_empty()).count();
            if values > MAX_VALUES_BESIDE_LIST {
                let address = kind.facet_values_address(*facet);
                self.add_paginated(PageKind::FacetValues(*kind, *facet), &address, values, VALUES_PER_PAGE);
            }
            for (value, records) in by_value {
                let page_kind = PageKind::FacetList(*kind, *facet, value.clone());
                self.add_list(page_kind, &kind.facet_address(*facet, value), records.len());
            }
        }
    }

    /// Adds the pages that the program writes, unless the network wrote its own page at the same address.
    fn add_site_pages(&mut self) {
        let is_written_by_network =
            |page: BuiltInPage| self.publication.list_introduction(page.address().trim_matches('/')).is_some();
        for page in BuiltInPage::ALL.into_iter().filter(|page| !is_written_by_network(*page)) {
            self.pages.push(Page::single(PageKind::BuiltIn(page), page.address()));
        }
        if self.publication.site.config.has_search() {
            self.add(PageKind::Search, SEARCH_ADDRESS);
        }
    }

    fn add_topics(&mut self) {
        self.add(PageKind::Topics, TOPICS_ADDRESS);
        for (number, (slug, _)) in (0..).zip(&self.publication.site.topics) {
            let entries = self.lists.records_about(number).len();
            self.add_list(PageKind::Topic(number), &topic_address(slug), entries);
        }
    }

    fn add_redirects(&mut self) {
        let site = &self.publication.site;
        for (ix, record) in self.publication.published_pages() {
            self.add_aliases(ix, record);
            let merged = record.backlinks.iter().filter(|(role, _)| *role == Role::SameAs);
            let merged = merged.filter(|(_, merged)| site.is_shown_for(ix, *merged));
            for record in merged.map(|(_, merged)| site.record(*merged)) {
                self.add(PageKind::Redirect(ix), record.address.clone());
                for translation in &record.translations {
                    self.add(PageKind::Redirect(ix), translation.address.clone());
                }
                self.add_aliases(ix, record);
            }
        }
    }

    fn add_aliases(&mut self, ix: RecordIndex, record: &Record) {
        for alias in record.parsed.common.iter().flat_map(|common| &common.aliases) {
            self.add(PageKind::Redirect(ix), path::to_page_address(alias));
        }
    }
}
