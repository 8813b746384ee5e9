//! All pages, in order and by their addresses.

use std::collections::HashMap;

use super::page::Page;

/// All pages, in order and by their addresses.
#[derive(Debug, Default)]
pub(super) struct Routes {
    pub(super) pages: Vec<Page>,
    /// The index in `pages` of the page at each address.
    pub(super) by_address: HashMap<String, usize>,
}

impl Routes {
    pub(super) fn from_pages(pages: Vec<Page>) -> Self {
        let by_address = pages.iter().enumerate().map(|(index, page)| (page.address.clone(), index)).collect();
        Self { pages, by_address }
    }
}
