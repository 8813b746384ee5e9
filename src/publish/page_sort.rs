//! The sorts of pages, for `budget:` in `site.yaml`.

use super::page::{Page, PageKind};
use super::publication::Publication;

impl Publication {
    /// The sort of a page: the kind of its record, or one of [`PAGE_SORTS`](crate::kind::PAGE_SORTS).
    pub fn sort_of_page(&self, page: &Page) -> &'static str {
        match &page.id.kind {
            PageKind::Record(ix) => self.site.record(*ix).kind().as_str(),
            PageKind::Home => "home",
            PageKind::Search => "search",
            PageKind::BuiltIn(_) | PageKind::Subscribe(_) | PageKind::NotFound | PageKind::Redirect(_) => "other",
            PageKind::List(_)
            | PageKind::PastEvents
            | PageKind::Month(..)
            | PageKind::EventsByAccess(_)
            | PageKind::FacetList(..)
            | PageKind::Topics
            | PageKind::Topic(_) => "list",
        }
    }
}
