//! The preview: loads the site again when something has changed, and always has one to show.
//!
//! A refresh makes a new [`Snapshot`] and puts it in the place of the old one. A request that is being answered keeps
//! the snapshot it began with. Nobody asks *what* has changed; the stages are fast because each reuses what cannot have
//! changed: `disk::LiveWorld` the list of files, `pipeline::load` files with equal stamps or contents, `site::relink`
//! the other records, and `publish::republish` the parts of the publication.
//!
//! A page is rendered when a browser asks for it. After each refresh every page is rendered in the background, for the
//! faults that appear only then; the next refresh cancels that. `tests/it/preview.rs` checks that the served pages are
//! those of `build --keep-going`, and the faults those of `check`. A fault in `site.yaml` or the theme keeps the last
//! site: half a line in `site.yaml` must not make it fall apart.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::background_check::{BackgroundCheck, check_all_pages};
use super::day_renderers::DayRenderers;
use super::desk::Environment;
use super::reload_channel::ReloadChannel;
use super::search_files::SearchFiles;
use super::snapshot::{Snapshot, SnapshotUpdate};
use crate::config::BaseUrl;
use crate::fault::{self, Code, Fault, Faults};
use crate::pipeline::{self, LoadedNetwork};
use crate::publish::PublishOptions;
use crate::site::apply_waivers;
use crate::world::World;

/// How a preview is made.
#[derive(Clone, Debug)]
pub struct PreviewOptions {
    /// Drafts are shown too, and marked.
    pub drafts: bool,
    /// Where the site is published, instead of `base_url` in `site.yaml`.
    pub base_url: Option<BaseUrl>,
    /// The site is shown as it is at this moment, instead of now.
    pub now: Option<Timestamp>,
    /// The browser goes to the page that was saved.
    pub follow: bool,
    /// The pattern of links that open a file in the editor, with `{path}`, `{line}` and `{column}`.
    pub editor_pattern: Option<String>,
    /// The network's folder, for such links.
    pub root: String,
    /// How long the background check waits: requests come first, and if the next change follows at once, this check is
    /// not needed.
    pub check_delay: Duration,
}

impl Default for PreviewOptions {
    fn default() -> Self {
        Self {
            drafts: false,
            base_url: None,
            now: None,
            follow: false,
            editor_pattern: None,
            root: String::new(),
            check_delay: Duration::from_millis(150),
        }
    }
}

/// What a refresh did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshSummary {
    /// Files that differ from before, by their paths from the root.
    pub changed_files: Vec<String>,
    /// The duration of the refresh.
    pub duration: Duration,
}

/// A function that gets all faults after each background check.
pub type FaultReporter = Box<dyn Fn(&[Fault]) + Send + Sync>;

/// A preview.
pub struct Preview {
    pub(super) world: Arc<dyn World + Send + Sync>,
    pub(super) options: PreviewOptions,
    /// Open pages.
    pub(super) reload_channel: Arc<ReloadChannel>,
    snapshot: RwLock<Arc<Snapshot>>,
    /// Locked while the snapshot is replaced.
    refresh_lock: Mutex<()>,
    background_check: BackgroundCheck,
    pub(super) day_renderers: DayRenderers,
    pub(super) search_files: SearchFiles,
    pub(super) environment: Box<dyn Environment>,
    report_faults: FaultReporter,
}

impl Preview {
    /// Loads a network and makes everything ready to answer requests.
    pub fn open(
        world: Arc<dyn World + Send + Sync>,
        options: PreviewOptions,
        environment: Box<dyn Environment>,
        report_faults: FaultReporter,
    ) -> Arc<Self> {
        let preview = Arc::new(Self {
            world,
            options,
            reload_channel: Arc::new(ReloadChannel::new()),
            snapshot: RwLock::new(Arc::new(Snapshot::empty())),
            refresh_lock: Mutex::default(),
            background_check: BackgroundCheck::default(),
            day_renderers: DayRenderers::default(),
            search_files: SearchFiles::default(),
            environment,
            report_faults,
        });
        preview.refresh();
        preview
    }

    /// The snapshot that is shown now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The moment for which pages are made, unless a reader chooses a day.
    pub fn now(&self) -> Timestamp {
        self.options.now.unwrap_or_else(|| self.world.now())
    }

    /// The next moment at which the site may change by itself.
    pub fn next_change(&self) -> Option<Timestamp> {
        if self.options.now.is_some() {
            return None;
        }
        self.snapshot().renderer.as_ref()?.publication().next_change()
    }

    /// Reads the changed files again, shows the new site, and tells open pages. It is called once for a batch of
    /// changes.
    pub fn refresh(self: &Arc<Self>) -> RefreshSummary {
        let start = Instant::now();
        let refreshing = self.refresh_lock.lock().unwrap_or_else(PoisonError::into_inner);
        let last = self.snapshot();
        let mut faults = Faults::new();
        let loaded = pipeline::load(&*self.world, last.loaded.as_deref(), &mut faults).map(Arc::new);
        let changed_files = match (&loaded, &last.loaded) {
            (Some(loaded), Some(last)) => loaded.changed_files(last),
            _ => Vec::new(),
        };
        let now = self.now();
        if last.is_current(loaded.as_deref(), &faults, now) {
            return RefreshSummary { changed_files, duration: start.elapsed() };
        }
        let load_faults = faults.clone();
        let publish_options = self.publish_options(now);
        let renderer = loaded.as_ref().filter(|loaded| !loaded.has_network_errors()).map(|loaded| {
            Arc::new(match &last.renderer {
                Some(last) => pipeline::rebuild_renderer(loaded, &publish_options, last, &mut faults),
                None => pipeline::build_renderer(loaded, &publish_options, &mut faults),
            })
        });
        let mut shown_faults = faults.clone();
        // What is wrong with rendered pages is known again only after the background check; until then the last is shown.
        let is_of_pages = |fault: &&Fault| matches!(fault.code, Code::TemplateError | Code::OverBudget);
        shown_faults.extend(last.faults.iter().filter(is_of_pages).cloned());
        if let Some(loaded) = &loaded {
            apply_waivers(&loaded.site, now, &mut shown_faults);
        }
        let refreshed =
            SnapshotUpdate { loaded: loaded.clone(), renderer, faults: shown_faults.into_sorted(), load_faults };
        let snapshot = Arc::new(last.after_refresh(refreshed));
        self.set_snapshot(Arc::clone(&snapshot));
        drop(refreshing);
        let follow = match changed_files.as_slice() {
            [path] if self.options.follow => snapshot.href_for_file(path),
            _ => None,
        };
        self.reload_channel.send(&reload_event(snapshot.version, follow.as_deref()));
        let duration = start.elapsed();
        self.start_background_check(snapshot, loaded, faults, last);
        RefreshSummary { changed_files, duration }
    }

    fn set_snapshot(&self, snapshot: Arc<Snapshot>) {
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
    }

    pub(super) fn publish_options(&self, now: Timestamp) -> PublishOptions {
        PublishOptions { now, include_drafts: self.options.drafts, base_url: self.options.base_url.clone() }
    }

    fn start_background_check(
        self: &Arc<Self>,
        snapshot: Arc<Snapshot>,
        loaded: Option<Arc<LoadedNetwork>>,
        faults: Faults,
        last: Arc<Snapshot>,
    ) {
        let cancel = self.background_check.start(snapshot.version);
        let preview = Arc::clone(self);
        let run = move || {
            // The last snapshot may be large, and freeing it takes time. Here nobody waits for it.
            drop(last);
            preview.run_background_check(&snapshot, loaded.as_deref(), faults, &cancel);
        };
        // If the system gives no thread, the faults of a page are found when it is opened.
        let _ = std::thread::Builder::new().name("background-check".to_owned()).spawn(run);
    }

    fn run_background_check(
        &self,
        snapshot: &Arc<Snapshot>,
        loaded: Option<&LoadedNetwork>,
        faults: Faults,
        cancel: &AtomicBool,
    ) {
        std::thread::sleep(self.options.check_delay);
        if cancel.load(Ordering::Relaxed) {
            return;
        }
        let publish_options = self.publish_options(self.now());
        let result = check_all_pages(&*self.world, snapshot, loaded, &publish_options, faults, cancel);
        let refreshing = self.refresh_lock.lock().unwrap_or_else(PoisonError::into_inner);
        if cancel.load(Ordering::Relaxed) || self.snapshot().version != snapshot.version {
            return;
        }
        let has_other_faults = fault::format_short(&result.faults) != fault::format_short(&snapshot.faults);
        let checked = Arc::new(snapshot.after_check(result.faults, result.all_rendered));
        self.set_snapshot(Arc::clone(&checked));
        drop(refreshing);
        (self.report_faults)(&checked.faults);
        if has_other_faults {
            self.reload_channel.send(&reload_event(snapshot.version, None));
        }
        self.background_check.finish(snapshot.version);
    }

    /// Waits until the faults are complete, for at most `limit`; tells whether they are.
    pub fn wait_for_check(&self, limit: Duration) -> bool {
        self.background_check.wait(limit)
    }
}

/// The event for open pages: there is a new version, and the address to go to if they follow.
fn reload_event(version: u64, follow: Option<&str>) -> String {
    serde_json::json!({ "version": version, "follow": follow }).to_string()
}
