//! The site as it is now: loaded again when something changed, shown page by page, never without an answer.
//!
//! A refresh makes a new [`Shown`] beside the old one and puts it in its place; whoever is answering a request keeps
//! the one it began with. After it a pass in the background prints every page, so that the faults are those of
//! `check`; the next refresh ends it.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, Weak};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::desk::Environment;
use super::reload_channel::ReloadChannel;
use crate::agenda;
use crate::config::BaseUrl;
use crate::fault::{self, Code, Fault, Faults};
use crate::format::{self, Output};
use crate::path;
use crate::pipeline::{self, LoadedNetwork, OutputSink};
use crate::publish::{PublishOptions, SEARCH_ADDRESS};
use crate::site::apply_waivers;
use crate::theme::Renderer;
use crate::time;
use crate::world::World;

/// What a preview is made for.
#[derive(Clone, Debug)]
pub struct PreviewOptions {
    /// Drafts are shown too, marked.
    pub drafts: bool,
    /// Where the site is published, instead of `base_url` in `site.yaml`.
    pub base_url: Option<BaseUrl>,
    /// The clock stands still at this moment.
    pub now: Option<Timestamp>,
    /// The browser goes to the page that was saved.
    pub follow: bool,
    /// The pattern of links that open a file in the editor, with `{path}`, `{line}` and `{column}`.
    pub editor_pattern: Option<String>,
    /// The network's folder, for such links.
    pub root: String,
    /// How long the pass over all pages waits: requests come first, and a batch that follows at once spares it.
    pub check_delay: Duration,
}

impl Default for PreviewOptions {
    fn default() -> Self {
        let breath = Duration::from_millis(150);
        Self {
            drafts: false,
            base_url: None,
            now: None,
            follow: false,
            editor_pattern: None,
            root: String::new(),
            check_delay: breath,
        }
    }
}

/// The site at one moment of editing.
#[derive(Clone)]
pub struct Snapshot {
    /// Counts the refreshes.
    pub version: u64,
    /// What pages are printed from: the last that could be; none before there was one.
    pub renderer: Option<Arc<Renderer>>,
    /// What was read, where it could be used.
    pub loaded: Option<Arc<LoadedNetwork>>,
    /// What is wrong, in the order of files and places.
    pub faults: Arc<Vec<Fault>>,
    /// Whether every page was printed for that, so that these are the faults of `check`.
    pub has_all_faults: bool,
    /// `site.yaml` or the theme cannot be used: what is shown is the last that could be.
    pub is_stale: bool,
    /// Pages of records that have errors now, as they last were, by address.
    pub last_good_pages: Arc<BTreeMap<String, Arc<[u8]>>>,
    /// The last of which every page could be printed.
    last_good_renderer: Option<Arc<Renderer>>,
    /// Outputs that need every record.
    site_wide_outputs: Arc<OnceLock<BTreeMap<String, Vec<u8>>>>,
    /// What reading and linking reported.
    load_faults: Arc<Faults>,
}

/// What a refresh did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshSummary {
    /// Files that differ from before, by their paths from the root.
    pub changed_files: Vec<String>,
    /// How long it took.
    pub duration: Duration,
}

/// Is told after each pass what is wrong now.
pub type FaultReporter = Box<dyn Fn(&[Fault]) + Send + Sync>;

/// A preview.
pub struct Preview {
    pub(super) world: Arc<dyn World + Send + Sync>,
    pub(super) options: PreviewOptions,
    /// Open pages.
    pub(super) reload_channel: Arc<ReloadChannel>,
    snapshot: RwLock<Arc<Snapshot>>,
    /// Held while refreshing.
    refresh_lock: Mutex<()>,
    background_check: Mutex<BackgroundCheck>,
    check_finished: Condvar,
    /// The site on other days, the one used last at the end.
    day_renderers: Mutex<VecDeque<DayRenderer>>,
    /// What the search page loads, as it was last asked for.
    search_files: Mutex<SearchFiles>,
    pub(super) environment: Box<dyn Environment>,
    report_faults: FaultReporter,
}

#[derive(Default)]
struct BackgroundCheck {
    /// Ends the one that is under way.
    cancel: Arc<AtomicBool>,
    /// The version that it is for.
    version: u64,
    /// The last version that one was finished for.
    checked_version: u64,
}

/// The files of a search, by their paths, and what they were made from.
#[derive(Default)]
struct SearchFiles {
    made_from: Weak<Renderer>,
    files: BTreeMap<String, Vec<u8>>,
}

struct DayRenderer {
    version: u64,
    now: Timestamp,
    renderer: Arc<Renderer>,
}

/// Days that are kept ready.
const MAX_DAY_RENDERERS: usize = 3;
/// Former pages that are kept: more break at once only when something that all need has gone.
const MAX_LAST_GOOD_PAGES: usize = 200;

impl Preview {
    /// Loads a network and makes everything ready to answer.
    pub fn open(
        world: Arc<dyn World + Send + Sync>,
        options: PreviewOptions,
        environment: Box<dyn Environment>,
        report_faults: FaultReporter,
    ) -> Arc<Self> {
        let empty = Snapshot {
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
        };
        let preview = Arc::new(Self {
            world,
            options,
            reload_channel: Arc::new(ReloadChannel::new()),
            snapshot: RwLock::new(Arc::new(empty)),
            refresh_lock: Mutex::default(),
            background_check: Mutex::default(),
            check_finished: Condvar::new(),
            day_renderers: Mutex::default(),
            search_files: Mutex::default(),
            environment,
            report_faults,
        });
        preview.refresh();
        preview
    }

    /// What is shown now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The moment that pages are made for, unless a reader turns the clock.
    pub fn now(&self) -> Timestamp {
        self.options.now.unwrap_or_else(|| self.world.now())
    }

    /// The next moment at which the site would be another one by itself.
    pub fn next_change(&self) -> Option<Timestamp> {
        if self.options.now.is_some() {
            return None;
        }
        self.snapshot().renderer.as_ref()?.publication().next_change()
    }

    /// Loads again what has changed, shows it, and tells open pages. One call for a batch of changes.
    pub fn refresh(self: &Arc<Self>) -> RefreshSummary {
        let start = Instant::now();
        let refreshing = self.refresh_lock.lock().unwrap_or_else(PoisonError::into_inner);
        let last = self.snapshot();
        let mut faults = Faults::new();
        let loaded = pipeline::load(&*self.world, last.loaded.as_deref(), &mut faults).map(Arc::new);
        let changed = match (&loaded, &last.loaded) {
            (Some(loaded), Some(last)) => loaded.changed_files(last),
            _ => Vec::new(),
        };
        let now = self.now();
        if self.is_unchanged(&last, loaded.as_deref(), &faults, now) {
            // A look that found nothing: no page has to be made again.
            return RefreshSummary { changed_files: changed, duration: start.elapsed() };
        }
        let load_faults = Arc::new(faults.clone());
        let publish_options = self.publish_options(now);
        let renderer = loaded.as_ref().filter(|loaded| !loaded.has_network_errors()).map(|loaded| {
            Arc::new(match &last.renderer {
                Some(last) => pipeline::republish(loaded, &publish_options, last, &mut faults),
                None => pipeline::publish(loaded, &publish_options, &mut faults),
            })
        });
        let mut all_faults = faults.clone();
        // What pages said stands until they have been printed again.
        all_faults.extend(last.faults.iter().filter(|fault| fault.code == Code::TemplateError).cloned());
        if let Some(loaded) = &loaded {
            apply_waivers(&loaded.site, now, &mut all_faults);
        }
        let shown = Arc::new(Snapshot {
            version: last.version + 1,
            is_stale: renderer.is_none(),
            last_good_pages: collect_last_good_pages(&last, renderer.as_deref()),
            loaded: loaded.clone().or_else(|| last.loaded.clone()),
            faults: Arc::new(all_faults.into_sorted()),
            has_all_faults: false,
            last_good_renderer: choose_last_good_renderer(&last, renderer.as_deref()),
            renderer: renderer.or_else(|| last.renderer.clone()),
            site_wide_outputs: Arc::default(),
            load_faults,
        });
        self.set_snapshot(Arc::clone(&shown));
        drop(refreshing);
        let follow = match changed.as_slice() {
            [path] if self.options.follow => shown.href_for_file(path),
            _ => None,
        };
        self.reload_channel.send(&reload_event(shown.version, follow.as_deref()));
        let took = start.elapsed();
        self.start_background_check(shown, loaded, faults, last);
        RefreshSummary { changed_files: changed, duration: took }
    }

    /// Whether a load found what the last one found, and no time has come in between.
    fn is_unchanged(
        &self,
        last: &Snapshot,
        loaded: Option<&LoadedNetwork>,
        load_faults: &Faults,
        now: Timestamp,
    ) -> bool {
        let is_same = loaded.is_none_or(|loaded| {
            let next_change = last.renderer.as_ref().and_then(|press| press.publication().next_change());
            loaded.relinked_count() == Some(0)
                && loaded.has_network_errors() == last.is_stale
                && (last.is_stale || next_change.is_none_or(|turn| now < turn))
        });
        let lines = |faults: &Faults| fault::format_short(&faults.clone().into_sorted());
        last.version > 0 && is_same && lines(&last.load_faults) == lines(load_faults)
    }

    fn set_snapshot(&self, snapshot: Arc<Snapshot>) {
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
    }

    pub(super) fn publish_options(&self, now: Timestamp) -> PublishOptions {
        PublishOptions { now, include_drafts: self.options.drafts, base_url: self.options.base_url.clone() }
    }

    /// The site as on another day.
    pub(super) fn renderer_for_day(&self, snapshot: &Snapshot, now: Timestamp) -> Option<Arc<Renderer>> {
        let loaded = snapshot.loaded.as_ref().filter(|_| !snapshot.is_stale)?;
        let mut days = self.day_renderers.lock().unwrap_or_else(PoisonError::into_inner);
        days.retain(|day| day.version == snapshot.version);
        let renderer = match days.iter().position(|day| day.now == now).and_then(|at| days.remove(at)) {
            Some(day) => day.renderer,
            None => Arc::new(pipeline::publish(loaded, &self.publish_options(now), &mut Faults::new())),
        };
        if days.len() == MAX_DAY_RENDERERS {
            days.pop_front();
        }
        days.push_back(DayRenderer { version: snapshot.version, now, renderer: Arc::clone(&renderer) });
        Some(renderer)
    }

    /// A file that the search page loads, by its address. The index is made when somebody searches: not by an edit.
    pub(super) fn find_search_file(&self, renderer: &Arc<Renderer>, address: &str) -> Option<Vec<u8>> {
        if !address.starts_with(SEARCH_ADDRESS) || !renderer.publication().config().has_search() {
            return None;
        }
        let mut index = self.search_files.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::ptr::eq(index.made_from.as_ptr(), Arc::as_ptr(renderer)) {
            let files = pipeline::build_search_index(renderer).ok()?;
            let files = files.into_iter().map(|output| (output.file.path, output.bytes)).collect();
            *index = SearchFiles { made_from: Arc::downgrade(renderer), files };
        }
        index.files.get(&path::output_path(address)).cloned()
    }

    /// Prints everything in the background, for the faults that only pages show.
    fn start_background_check(
        self: &Arc<Self>,
        snapshot: Arc<Snapshot>,
        loaded: Option<Arc<LoadedNetwork>>,
        faults: Faults,
        last: Arc<Snapshot>,
    ) {
        let cancel = Arc::new(AtomicBool::new(false));
        {
            let mut pass = self.lock_background_check();
            pass.cancel.store(true, Ordering::Relaxed);
            (pass.cancel, pass.version) = (Arc::clone(&cancel), snapshot.version);
        }
        let preview = Arc::clone(self);
        let run = move || {
            // What is let go of here can be much; nobody waits for it.
            drop(last);
            preview.check_all_pages(&snapshot, loaded.as_deref(), faults, &cancel);
        };
        // Without a thread to be had, faults of pages are found by whoever opens them.
        let _ = std::thread::Builder::new().name("pass".to_owned()).spawn(run);
    }

    fn check_all_pages(
        &self,
        shown: &Arc<Snapshot>,
        loaded: Option<&LoadedNetwork>,
        mut faults: Faults,
        cancel: &Arc<AtomicBool>,
    ) {
        std::thread::sleep(self.options.check_delay);
        if cancel.load(Ordering::Relaxed) {
            return;
        }
        let fresh = shown.renderer.as_ref().filter(|_| !shown.is_stale);
        let now = self.now();
        // What `check` says, although nothing of it is shown.
        let unseen = |loaded| Arc::new(pipeline::publish(loaded, &self.publish_options(now), &mut faults));
        let press = fresh.cloned().or_else(|| loaded.map(unseen));
        if let Some(press) = &press {
            // One core stays free for whoever asks for a page.
            let jobs = std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1));
            let sink = CancellableSink(cancel);
            let printed =
                pipeline::run_with_jobs(jobs, || pipeline::render_site(&*self.world, press, &sink, &mut faults));
            if let (Ok(Err(error)) | Err(error), false) = (printed, cancel.load(Ordering::Relaxed)) {
                faults.report(Fault::in_network(Code::Unreadable, format!("a file could not be read: {error}")));
            }
        }
        let is_sound = fresh.is_some() && !faults.iter().any(|fault| fault.code == Code::TemplateError);
        if let Some(loaded) = loaded {
            apply_waivers(&loaded.site, now, &mut faults);
        }
        let sorted = faults.into_sorted();
        let working = self.refresh_lock.lock().unwrap_or_else(PoisonError::into_inner);
        if cancel.load(Ordering::Relaxed) || self.snapshot().version != shown.version {
            return;
        }
        let news = fault::format_short(&sorted) != fault::format_short(&shown.faults);
        self.set_snapshot(Arc::new(Snapshot {
            faults: Arc::new(sorted),
            has_all_faults: true,
            last_good_renderer: if is_sound { fresh.cloned() } else { shown.last_good_renderer.clone() },
            ..Snapshot::clone(shown)
        }));
        drop(working);
        (self.report_faults)(&self.snapshot().faults);
        if news {
            self.reload_channel.send(&reload_event(shown.version, None));
        }
        self.lock_background_check().checked_version = shown.version;
        self.check_finished.notify_all();
    }

    fn lock_background_check(&self) -> MutexGuard<'_, BackgroundCheck> {
        self.background_check.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the faults are complete, for at most `limit`; tells whether they are.
    pub fn wait_for_check(&self, limit: Duration) -> bool {
        let pass = self.lock_background_check();
        let waited = self.check_finished.wait_timeout_while(pass, limit, |pass| pass.checked_version < pass.version);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

/// One page, as it is built; `None` when there is none or it cannot be printed.
pub(super) fn render_page(renderer: &Renderer, address: &str, faults: &mut Faults) -> Option<Vec<u8>> {
    let page = renderer.publication().page_at(address)?;
    format::render_page(renderer, page, faults).map(|output| output.bytes)
}

impl Snapshot {
    /// The page as it was when it last could be printed.
    pub(super) fn last_good_page(&self, address: &str) -> Option<Arc<[u8]>> {
        let printed = || render_page(self.last_good_renderer.as_ref()?, address, &mut Faults::new()).map(Arc::from);
        self.last_good_pages.get(address).cloned().or_else(printed)
    }

    /// An output that is no page and no record's file: a calendar, a feed, the theme's files, the sitemap. By its address.
    pub(super) fn find_output(&self, renderer: &Renderer, address: &str) -> Option<Vec<u8>> {
        // Every page asks for its style sheets: what needs every record is not made for them.
        if let Some(bytes) = renderer.theme().static_file(address) {
            return Some(bytes.to_vec());
        }
        if let Some(output) = pipeline::render_file(renderer, address) {
            return Some(output.bytes);
        }
        let path = path::output_path(address);
        // Only the index of the search, which is not among them, can fail.
        let whole = || {
            let outputs = pipeline::render_site_files(renderer).unwrap_or_default().into_iter();
            outputs.map(|output| (output.file.path, output.bytes)).collect()
        };
        match &self.renderer {
            Some(own) if std::ptr::eq(&**own, renderer) => {
                self.site_wide_outputs.get_or_init(whole).get(&path).cloned()
            }
            _ => BTreeMap::remove(&mut whole(), &path),
        }
    }

    /// The address of the page that a file makes.
    fn href_for_file(&self, path: &str) -> Option<String> {
        let publication = self.renderer.as_ref()?.publication();
        let address = self.loaded.as_ref()?.site.address_of_file(path)?;
        Some(publication.href(address))
    }
}

/// Keeps the last pages of records that have errors now.
fn collect_last_good_pages(last: &Snapshot, renderer: Option<&Renderer>) -> Arc<BTreeMap<String, Arc<[u8]>>> {
    let (Some(press), Some(last_renderer)) = (renderer, &last.renderer) else {
        return Arc::clone(&last.last_good_pages);
    };
    let invalid = agenda::invalid_addresses(press.publication());
    if invalid.is_empty() && last.last_good_pages.is_empty() {
        return Arc::clone(&last.last_good_pages);
    }
    let mut former = BTreeMap::new();
    for address in invalid.into_iter().take(MAX_LAST_GOOD_PAGES) {
        let page = last.last_good_pages.get(address).cloned();
        let page = page.or_else(|| render_page(last_renderer, address, &mut Faults::new()).map(Arc::from));
        former.extend(page.map(|page| (address.to_owned(), page)));
    }
    Arc::new(former)
}

/// The last of which every page could be printed; while that is not known of any, the last with another theme.
fn choose_last_good_renderer(last: &Snapshot, renderer: Option<&Renderer>) -> Option<Arc<Renderer>> {
    let has_other_theme =
        |old: &&Arc<Renderer>| renderer.is_some_and(|press| !std::ptr::eq(press.theme(), old.theme()));
    let before = last.renderer.as_ref().filter(has_other_theme);
    match before.filter(|_| last.last_good_renderer.is_none() || !last.has_all_faults) {
        Some(before) => Some(Arc::clone(before)),
        None => last.last_good_renderer.clone(),
    }
}

/// What open pages are told: something is new, and where to go if they follow.
fn reload_event(version: u64, follow: Option<&str>) -> String {
    serde_json::json!({ "version": version, "follow": follow }).to_string()
}

/// A sink that keeps nothing and ends the printing when it is told to.
struct CancellableSink<'a>(&'a AtomicBool);

impl OutputSink for CancellableSink<'_> {
    fn write(&self, _: Output) -> io::Result<()> {
        match self.0.load(Ordering::Relaxed) {
            true => Err(io::ErrorKind::Interrupted.into()),
            false => Ok(()),
        }
    }
}

/// The publication that a reader sees: today's, or that of the day a cookie names.
pub(super) struct ReaderSite {
    pub(super) renderer: Arc<Renderer>,
    /// The day, in words, where the clock is turned.
    pub(super) simulated_day: Option<String>,
}

impl Preview {
    /// What a reader with this cookie sees.
    pub(super) fn site_for_reader(&self, snapshot: &Snapshot, cookie: Option<&str>) -> Option<ReaderSite> {
        let renderer = snapshot.renderer.clone()?;
        let chosen_day = cookie.and_then(|day| Some((time::parse_date(day).ok()?, time::parse_instant(day)?)));
        let in_words = crate::language::english_weekday_date;
        if let Some((date, now)) = chosen_day
            && let Some(press) = self.renderer_for_day(snapshot, now)
        {
            return Some(ReaderSite { renderer: press, simulated_day: Some(in_words(date)) });
        }
        let zone = &renderer.publication().config().zone.time_zone;
        let day = self.options.now.map(|now| in_words(now.to_zoned(zone.clone()).date()));
        Some(ReaderSite { renderer, simulated_day: day })
    }
}
