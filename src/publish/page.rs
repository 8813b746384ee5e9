//! A page: what it shows, its address, and what its file is.

use super::feed_scope::FeedScope;
use crate::kind::{Facet, Kind};
use crate::language::LanguageTag;
use crate::output::{BuiltInPage, OutputKind};
use crate::site::RecordIndex;

/// What identifies a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageId {
    /// What it shows.
    pub kind: PageKind,
    /// Its language; `None` for the site's.
    pub language: Option<LanguageTag>,
    /// Its number in a paginated list, from 1.
    pub page_number: u32,
}

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PageKind {
    /// The front page.
    Home,
    /// A record.
    Record(RecordIndex),
    /// All records of a kind; for events those to come.
    List(Kind),
    /// Events that have passed.
    PastEvents,
    /// Events of a month: its year and number.
    Month(i16, i8),
    /// Events to come that state an access fact.
    EventsByAccess(String),
    /// Records of a kind that have a value of a facet.
    FacetList(Kind, Facet, String),
    /// The values of a facet of a kind, when there are too many to be beside its list.
    FacetValues(Kind, Facet),
    /// All topics.
    Topics,
    /// Records about a topic, by the topic's number.
    Topic(u32),
    /// How to follow something: its calendar and its news feed.
    Subscribe(FeedScope),
    /// The form to search the site.
    Search,
    /// A page that the program writes, such as the privacy notice.
    BuiltIn(BuiltInPage),
    /// The page that hosts show for an address that does not exist.
    NotFound,
    /// An old address of a record, which leads to the present one.
    Redirect(RecordIndex),
}

/// A page and its address.
#[derive(Clone, Debug, Hash)]
pub struct Page {
    /// What identifies it.
    pub id: PageId,
    /// Its address, without the base path.
    pub address: String,
    /// How many pages its list has.
    pub page_count: u32,
}

impl Page {
    /// A page in the site's language that is not part of a paginated list.
    pub(super) fn single(kind: PageKind, address: impl Into<String>) -> Self {
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

    /// What its file is.
    pub fn output_kind(&self) -> OutputKind {
        match &self.id.kind {
            PageKind::Record(_) if self.id.page_number == 1 => OutputKind::RecordPage,
            PageKind::Record(_) => OutputKind::FurtherPage,
            PageKind::Redirect(_) => OutputKind::Redirect,
            PageKind::Topic(_) if self.id.page_number == 1 => OutputKind::TopicPage,
            PageKind::Subscribe(_) => OutputKind::SubscribePage,
            PageKind::Home | PageKind::Search | PageKind::BuiltIn(_) | PageKind::NotFound => OutputKind::SitePage,
            PageKind::List(_)
            | PageKind::PastEvents
            | PageKind::Month(..)
            | PageKind::EventsByAccess(_)
            | PageKind::FacetList(..)
            | PageKind::FacetValues(..)
            | PageKind::Topics
            | PageKind::Topic(_) => OutputKind::ListPage,
        }
    }

    /// The record that the page belongs to.
    pub(super) fn record(&self) -> Option<RecordIndex> {
        match self.id.kind {
            PageKind::Record(ix) | PageKind::Redirect(ix) => Some(ix),
            PageKind::Subscribe(scope) => scope.record(),
            _ => None,
        }
    }
}

/// The address of a page of a list: `/stories/` for the first, `/stories/page/2/` for the second.
pub fn numbered_address(first: &str, number: u32) -> String {
    if number == 1 { first.to_owned() } else { format!("{first}page/{number}/") }
}
