//! The sorts of pages, for `budget:` in `site.yaml`.

use super::page::{Page, PageKind};
use super::publication::Publication;
use crate::output::OutputKind;

impl Publication {
    /// The sort of a page: the kind of its record, or one of [`PAGE_SORTS`](crate::kind::PAGE_SORTS).
    pub fn sort_of_page(&self, page: &Page) -> &'static str {
        match (&page.id.kind, page.output_kind()) {
            (PageKind::Record(ix), _) => self.site.record(*ix).kind().as_str(),
            (PageKind::Home, _) => "home",
            (PageKind::Search, _) => "search",
            (_, OutputKind::ListPage | OutputKind::TopicPage) => "list",
            _ => "other",
        }
    }
}
