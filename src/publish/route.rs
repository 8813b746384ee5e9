//! Every page and its address.

use std::collections::HashMap;

use super::{Lists, Publication, Scope};
use crate::language::LanguageTag;
use crate::path;
use crate::record::{Channel, Kind};
use crate::site::{Facet, Ix, OwnPage, SEARCH};

/// What names a page, in every language and for ever: routes, feeds and redirects are keyed by it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageId {
    /// What it shows.
    pub what: What,
    /// Its language, when it is not the site's.
    pub language: Option<LanguageTag>,
    /// Its number in a paginated list, from 1.
    pub number: u32,
}

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// The front page.
    Home,
    /// A record's own page.
    Record(Ix),
    /// All records of a kind; for events those to come.
    List(Kind),
    /// Events that have passed.
    PastEvents,
    /// Events of a month.
    Month(i16, i8),
    /// Events to come that state an access fact.
    Access(String),
    /// Records of a kind that have a value of a facet.
    Chosen(Kind, Facet, String),
    /// All topics.
    Topics,
    /// What is about a topic, by its number.
    Topic(u32),
    /// How to subscribe to a calendar.
    Subscribe(Scope),
    /// The page to search the site on.
    Search,
    /// What the site says of itself.
    Own(OwnPage),
    /// The page for addresses that nothing has.
    NotFound,
    /// An old address of a record.
    Redirect(Ix),
}

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// What names it.
    pub id: PageId,
    /// Its address, without the base path.
    pub address: String,
    /// How many pages its list has.
    pub of: u32,
}

/// All pages, and by their addresses.
#[derive(Debug, Default)]
pub(super) struct Routes {
    pub(super) pages: Vec<Page>,
    pub(super) by_address: HashMap<String, usize>,
}

impl Routes {
    pub(super) fn of(pages: Vec<Page>) -> Self {
        let by_address = pages.iter().enumerate().map(|(index, page)| (page.address.clone(), index)).collect();
        Self { pages, by_address }
    }
}

/// Entries of a place's page, which shows several lists at once.
pub(super) const PER_PLACE: usize = 200;

impl Page {
    fn single(what: What, address: impl Into<String>) -> Self {
        Self { id: PageId { what, language: None, number: 1 }, address: address.into(), of: 1 }
    }
}

/// All pages, in the order of their addresses' making: home, records, lists, redirects.
pub(super) fn pages(publication: &Publication) -> Vec<Page> {
    let site = &publication.site;
    let lists = &publication.lists;
    let mut pages = vec![Page::single(What::Home, "/"), Page::single(What::NotFound, "/404.html")];
    for (ix, record) in site.iter().filter(|(ix, record)| publication.is_live(*ix) && record.kind().has_pages()) {
        if !is_list_text(record.kind(), &record.id.slug) && record.address != "/" {
            if record.kind() == Kind::Place {
                paginate(&mut pages, What::Record(ix), &record.address, lists.place(ix).len(), PER_PLACE);
            } else {
                pages.push(Page::single(What::Record(ix), record.address.clone()));
            }
        }
        for translation in record.translations.iter().filter(|translation| !translation.held_back) {
            let id = PageId { what: What::Record(ix), language: Some(translation.language.clone()), number: 1 };
            pages.push(Page { id, address: translation.address.clone(), of: 1 });
        }
    }
    list_pages(publication, lists, &mut pages);
    pages.extend(publication.feeds().map(|feed| Page::single(What::Subscribe(feed.scope), feed.subscribe())));
    for (ix, record) in site.iter().filter(|(ix, record)| publication.is_live(*ix) && record.kind().has_pages()) {
        for alias in record.parsed.common.iter().flat_map(|common| &common.aliases) {
            pages.push(Page::single(What::Redirect(ix), path::to_page_address(alias)));
        }
    }
    pages
}

fn list_pages(publication: &Publication, lists: &Lists, pages: &mut Vec<Page>) {
    let size = publication.site.config.page_size();
    for kind in Kind::ALL.into_iter().filter(|kind| kind.has_pages() && *kind != Kind::Page) {
        paginate(pages, What::List(kind), &format!("/{}/", kind.folder()), lists.of(kind).len(), size);
    }
    paginate(pages, What::PastEvents, "/events/past/", lists.past_events.len(), size);
    for (year, month) in lists.months.keys() {
        pages.push(Page::single(What::Month(*year, *month), format!("/events/{year:04}/{month:02}/")));
    }
    for (fact, events) in &lists.by_access {
        paginate(pages, What::Access(fact.clone()), &format!("/events/access/{fact}/"), events.len(), size);
    }
    for ((kind, facet), choices) in &lists.facets {
        for (value, records) in choices {
            let what = What::Chosen(*kind, *facet, value.clone());
            paginate(pages, what, &facet.address(*kind, value), records.len(), size);
        }
    }
    let written = |page: &OwnPage| publication.list_text(page.address().trim_matches('/')).is_some();
    let own = OwnPage::ALL.into_iter().filter(|page| !written(page));
    pages.extend(own.map(|page| Page::single(What::Own(page), page.address())));
    if publication.site.config.has_search() {
        pages.push(Page::single(What::Search, SEARCH));
    }
    pages.push(Page::single(What::Topics, "/topics/"));
    for (number, (slug, _)) in publication.site.topics.iter().enumerate() {
        let topic = What::Topic(u32::try_from(number).unwrap_or(u32::MAX));
        paginate(pages, topic, &format!("/topics/{slug}/"), lists.by_topic[number].len(), size);
    }
}

/// `/stories/`, `/stories/page/2/`, …; an empty list has one page that says so.
fn paginate(pages: &mut Vec<Page>, what: What, address: &str, entries: usize, size: usize) {
    let of = u32::try_from(entries.div_ceil(size).max(1)).unwrap_or(u32::MAX);
    for number in 1..=of {
        let address = if number == 1 { address.to_owned() } else { format!("{address}page/{number}/") };
        pages.push(Page { id: PageId { what: what.clone(), language: None, number }, address, of });
    }
}

/// A kind's own `index.md` is the text of its list.
pub(super) fn is_list_text(kind: Kind, slug: &str) -> bool {
    kind == Kind::Page && (Kind::from_folder(slug).is_some() || slug == "topics")
}

impl Publication {
    /// Everything that a search may find, as it may see it: each record in the order of kind and slug, and behind it its
    /// translations.
    pub fn searched(&self) -> impl Iterator<Item = super::Seen<'_>> {
        let records = self.site.iter().filter(|(_, record)| record.kind().has_pages());
        records.filter_map(|(ix, _)| self.see(ix, Channel::Search)).flat_map(super::Seen::in_each_language)
    }

    /// The entries that a page of a list shows.
    pub fn entries(&self, page: &Page) -> &[Ix] {
        let (all, size): (&[Ix], usize) = match &page.id.what {
            What::List(kind) => (self.lists.of(*kind), self.site.config.page_size()),
            What::PastEvents => (&self.lists.past_events, self.site.config.page_size()),
            What::Month(year, month) => {
                (self.lists.months.get(&(*year, *month)).map_or(&[], |month| month.events.as_slice()), usize::MAX)
            }
            What::Access(fact) => (self.lists.access(fact), self.site.config.page_size()),
            What::Chosen(kind, facet, value) => (self.lists.chosen(*kind, *facet, value), self.site.config.page_size()),
            What::Topic(number) => (&self.lists.by_topic[*number as usize], self.site.config.page_size()),
            What::Record(ix) => (self.lists.place(*ix), PER_PLACE),
            What::Home
            | What::Topics
            | What::Subscribe(_)
            | What::Search
            | What::Own(_)
            | What::NotFound
            | What::Redirect(_) => (&[], 1),
        };
        let from = (page.id.number as usize - 1).saturating_mul(size).min(all.len());
        &all[from..from.saturating_add(size).min(all.len())]
    }

    /// The page of a folder, if it has one.
    pub fn page_text(&self, slug: &str) -> Option<super::Seen<'_>> {
        self.list_text(slug).and_then(|ix| self.see(ix, crate::record::Channel::List))
    }

    /// The text of a list or of the front page: the record of its `index.md`.
    pub fn list_text(&self, folder: &str) -> Option<Ix> {
        self.site.find(Kind::Page, folder).filter(|ix| self.is_live(*ix))
    }
}
