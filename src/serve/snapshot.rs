//! The site at one moment of editing, and what is shown of it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use crate::agenda;
use crate::fault::{self, Fault, Faults};
use crate::format;
use crate::path;
use crate::pipeline::{self, LoadedNetwork};
use crate::theme::Renderer;

/// How many earlier pages are kept. More break at once only when something that all of them need is missing.
const MAX_LAST_GOOD_PAGES: usize = 200;

/// The site at one moment of editing.
#[derive(Clone)]
pub struct Snapshot {
    /// The number of this refresh.
    pub version: u64,
    /// The renderer of the last network that could be used; `None` if there was none yet.
    pub renderer: Option<Arc<Renderer>>,
    /// The network that was read last and could be used.
    pub loaded: Option<Arc<LoadedNetwork>>,
    /// The faults, in the order of files and places.
    pub faults: Arc<Vec<Fault>>,
    /// Whether every page was rendered to find them, so that these are the faults that `check` reports.
    pub has_all_faults: bool,
    /// Whether `site.yaml` or the theme cannot be used, so that an earlier site is shown.
    pub is_stale: bool,
    /// Pages of records that have errors now, as they last were, by address.
    pub last_good_pages: Arc<BTreeMap<String, Arc<[u8]>>>,
    /// The last renderer with which every page could be rendered.
    last_good_renderer: Option<Arc<Renderer>>,
    /// Outputs that are made from all records at once.
    site_wide_outputs: Arc<OnceLock<BTreeMap<String, Vec<u8>>>>,
    /// The faults of reading and linking.
    load_faults: Arc<Faults>,
}

/// What a refresh found.
pub(super) struct SnapshotUpdate {
    /// The network that was read, if it could be used.
    pub(super) loaded: Option<Arc<LoadedNetwork>>,
    /// `None` if `site.yaml` or the theme cannot be used.
    pub(super) renderer: Option<Arc<Renderer>>,
    pub(super) faults: Vec<Fault>,
    pub(super) load_faults: Faults,
}

impl Snapshot {
    /// The snapshot before anything was read.
    pub(super) fn empty() -> Self {
        Self {
            version: 0,
            renderer: None,
            loaded: None,
            faults: Arc::default(),
            has_all_faults: false,
            is_stale: false,
            last_good_pages: Arc::default(),
            last_good_renderer: None,
            site_wide_outputs: Arc::default(),
            load_faults: Arc::default(),
        }
    }

    /// The snapshot after this one.
    pub(super) fn after_refresh(&self, refreshed: SnapshotUpdate) -> Self {
        let SnapshotUpdate { loaded, renderer, faults, load_faults } = refreshed;
        Self {
            version: self.version + 1,
            is_stale: renderer.is_none(),
            last_good_pages: self.collect_last_good_pages(renderer.as_deref()),
            last_good_renderer: self.choose_last_good_renderer(renderer.as_deref()),
            renderer: renderer.or_else(|| self.renderer.clone()),
            loaded: loaded.or_else(|| self.loaded.clone()),
            faults: Arc::new(faults),
            has_all_faults: false,
            site_wide_outputs: Arc::default(),
            load_faults: Arc::new(load_faults),
        }
    }

    /// The same site with the faults of all its pages. `all_rendered` says that each page could be rendered.
    pub(super) fn after_check(&self, faults: Vec<Fault>, all_rendered: bool) -> Self {
        let last_good_renderer = if all_rendered { &self.renderer } else { &self.last_good_renderer };
        Self {
            faults: Arc::new(faults),
            has_all_faults: true,
            last_good_renderer: last_good_renderer.clone(),
            ..self.clone()
        }
    }

    /// Whether a load found what the last one found, and no time has come at which the site changes by itself.
    pub(super) fn is_current(&self, loaded: Option<&LoadedNetwork>, load_faults: &Faults, now: Timestamp) -> bool {
        let is_same = loaded.is_none_or(|loaded| {
            let next_change = self.renderer.as_ref().and_then(|renderer| renderer.publication().next_change());
            loaded.relinked_count() == Some(0)
                && loaded.has_network_errors() == self.is_stale
                && (self.is_stale || next_change.is_none_or(|next_change| now < next_change))
        });
        let lines = |faults: &Faults| fault::format_short(&faults.clone().into_sorted());
        self.version > 0 && is_same && lines(&self.load_faults) == lines(load_faults)
    }

    /// The page as it was when it could last be rendered.
    pub(super) fn last_good_page(&self, address: &str) -> Option<Arc<[u8]>> {
        let rendered = || render_page(self.last_good_renderer.as_ref()?, address, &mut Faults::new()).map(Arc::from);
        self.last_good_pages.get(address).cloned().or_else(rendered)
    }

    /// An output that is neither a page nor a record's file, by its address: a calendar, a feed, a file of the theme, the
    /// sitemap.
    pub(super) fn find_output(&self, renderer: &Renderer, address: &str) -> Option<Vec<u8>> {
        // Static files come first: every page asks for its style sheets, and these need nothing that is made from all
        // records.
        if let Some(bytes) = renderer.theme().static_file(address) {
            return Some(bytes.to_vec());
        }
        if let Some(output) = pipeline::render_file(renderer, address) {
            return Some(output.bytes);
        }
        let path = path::output_path(address);
        // Only the index of the search, which is not among them, can fail.
        let site_wide = || -> BTreeMap<String, Vec<u8>> {
            let outputs = pipeline::render_site_files(renderer).unwrap_or_default().into_iter();
            outputs.map(|output| (output.file.path, output.bytes)).collect()
        };
        match &self.renderer {
            Some(own) if std::ptr::eq(&**own, renderer) => {
                self.site_wide_outputs.get_or_init(site_wide).get(&path).cloned()
            }
            _ => site_wide().remove(&path),
        }
    }

    /// The address of the page that a file makes.
    pub(super) fn href_for_file(&self, path: &str) -> Option<String> {
        let publication = self.renderer.as_ref()?.publication();
        let address = self.loaded.as_ref()?.site.address_of_file(path)?;
        Some(publication.href(address))
    }

    /// The last pages of records that have errors now.
    fn collect_last_good_pages(&self, renderer: Option<&Renderer>) -> Arc<BTreeMap<String, Arc<[u8]>>> {
        let (Some(renderer), Some(last_renderer)) = (renderer, &self.renderer) else {
            return Arc::clone(&self.last_good_pages);
        };
        let invalid = agenda::invalid_addresses(renderer.publication());
        if invalid.is_empty() && self.last_good_pages.is_empty() {
            return Arc::clone(&self.last_good_pages);
        }
        let mut pages = BTreeMap::new();
        for address in invalid.into_iter().take(MAX_LAST_GOOD_PAGES) {
            let page = self.last_good_pages.get(address).cloned();
            let page = page.or_else(|| render_page(last_renderer, address, &mut Faults::new()).map(Arc::from));
            pages.extend(page.map(|page| (address.to_owned(), page)));
        }
        Arc::new(pages)
    }

    /// The last renderer with which every page could be rendered; before there is one, the last renderer with another
    /// theme.
    fn choose_last_good_renderer(&self, renderer: Option<&Renderer>) -> Option<Arc<Renderer>> {
        let has_other_theme =
            |old: &&Arc<Renderer>| renderer.is_some_and(|renderer| !std::ptr::eq(renderer.theme(), old.theme()));
        let before = self.renderer.as_ref().filter(has_other_theme);
        match before.filter(|_| self.last_good_renderer.is_none() || !self.has_all_faults) {
            Some(before) => Some(Arc::clone(before)),
            None => self.last_good_renderer.clone(),
        }
    }
}

/// A page as it is built; `None` if there is no page at this address, or it cannot be rendered.
pub(super) fn render_page(renderer: &Renderer, address: &str, faults: &mut Faults) -> Option<Vec<u8>> {
    let page = renderer.publication().page_at(address)?;
    format::render_page(renderer, page, faults).map(|output| output.bytes)
}
