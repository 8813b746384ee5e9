//! The site at one moment of editing, and what is shown of it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use crate::agenda::{self, EditorRecords};
use crate::fault::{self, Fault, Faults};
use crate::format;
use crate::path;
use crate::pipeline::{self, LoadedNetwork};
use crate::theme::{Renderer, Theme};

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
    /// Until when they may be shown: then a consent may end, or something else may change by itself.
    last_good_until: Option<Timestamp>,
    /// The last theme with which every page could be rendered.
    last_good_theme: Option<Arc<Theme>>,
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
            last_good_until: None,
            last_good_theme: None,
            site_wide_outputs: Arc::default(),
            load_faults: Arc::default(),
        }
    }

    /// The snapshot after this one.
    pub(super) fn after_refresh(&self, refreshed: SnapshotUpdate) -> Self {
        let SnapshotUpdate { loaded, renderer, faults, load_faults } = refreshed;
        let publication = renderer.as_deref().or(self.renderer.as_deref()).map(Renderer::publication);
        Self {
            version: self.version + 1,
            last_good_until: publication.and_then(agenda::next_change_with_invalid),
            is_stale: renderer.is_none(),
            last_good_pages: self.collect_last_good_pages(renderer.as_deref()),
            last_good_theme: self.choose_last_good_theme(renderer.as_deref()),
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
        let theme = self.renderer.as_ref().filter(|_| all_rendered).map(|renderer| Arc::clone(renderer.theme()));
        Self {
            faults: Arc::new(faults),
            has_all_faults: true,
            last_good_theme: theme.or_else(|| self.last_good_theme.clone()),
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

    /// The page as it was when it could last be rendered. A page whose template has a fault now is rendered with the last
    /// good theme, from today's publication, so it shows nothing that has been taken down since.
    pub(super) fn last_good_page(&self, address: &str, now: Timestamp) -> Option<Arc<[u8]>> {
        if self.last_good_until.is_some_and(|until| now >= until) || self.has_other_consents() {
            return None;
        }
        let with_last_good_theme = || {
            let renderer = self.renderer.as_ref()?.with_theme(self.last_good_theme.as_ref()?);
            render_page(&renderer, address, &mut Faults::new()).map(Arc::from)
        };
        self.last_good_pages.get(address).cloned().or_else(with_last_good_theme)
    }

    /// Whether `consents.yaml` has changed since the site that is shown, which stays while the theme cannot be used.
    fn has_other_consents(&self) -> bool {
        let (Some(loaded), Some(renderer)) = (&self.loaded, &self.renderer) else { return false };
        let shown = EditorRecords::from_publication(renderer.publication());
        !loaded.site.ledger.has_same_text(&shown.site().ledger)
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
        let publications = [renderer.publication(), last_renderer.publication()];
        // A page may show parts of any record, so it is forgotten once anything at all has been taken down.
        if invalid.is_empty() || agenda::has_taken_anything_down(publications) {
            return Arc::default();
        }
        let mut pages = BTreeMap::new();
        for address in invalid.into_iter().take(MAX_LAST_GOOD_PAGES) {
            let page = self.last_good_pages.get(address).cloned();
            let page = page.or_else(|| render_page(last_renderer, address, &mut Faults::new()).map(Arc::from));
            pages.extend(page.map(|page| (address.to_owned(), page)));
        }
        Arc::new(pages)
    }

    /// The last theme with which every page could be rendered; before there is one, the last theme before this one.
    fn choose_last_good_theme(&self, renderer: Option<&Renderer>) -> Option<Arc<Theme>> {
        let is_other = |old: &&Arc<Theme>| renderer.is_some_and(|renderer| !Arc::ptr_eq(renderer.theme(), old));
        let before = self.renderer.as_ref().map(|renderer| renderer.theme()).filter(is_other);
        match before.filter(|_| self.last_good_theme.is_none() || !self.has_all_faults) {
            Some(before) => Some(Arc::clone(before)),
            None => self.last_good_theme.clone(),
        }
    }
}

/// A page as it is built; `None` if there is no page at this address, or it cannot be rendered.
pub(super) fn render_page(renderer: &Renderer, address: &str, faults: &mut Faults) -> Option<Vec<u8>> {
    let page = renderer.publication().page_at(address)?;
    format::render_page(renderer, page, faults).map(|output| output.bytes)
}
