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

use super::desk::Surroundings;
use super::events::Hub;
use crate::agenda;
use crate::config::BaseUrl;
use crate::fault::{self, Code, Fault, Faults};
use crate::format::{self, Output};
use crate::path;
use crate::pipeline::{self, LoadedNetwork, OutputSink};
use crate::publish::{PublishOptions, SEARCH_ADDRESS};
use crate::site::apply_waivers;
use crate::theme::Press;
use crate::time;
use crate::world::World;

/// What a preview is made for.
#[derive(Clone, Debug)]
pub struct Options {
    /// Drafts are shown too, marked.
    pub drafts: bool,
    /// Where the site is published, instead of `base_url` in `site.yaml`.
    pub base_url: Option<BaseUrl>,
    /// The clock stands still at this moment.
    pub now: Option<Timestamp>,
    /// The browser goes to the page that was saved.
    pub follow: bool,
    /// The pattern of links that open a file in the editor, with `{path}`, `{line}` and `{column}`.
    pub editor: Option<String>,
    /// The network's folder, for such links.
    pub root: String,
    /// How long the pass over all pages waits: requests come first, and a batch that follows at once spares it.
    pub breath: Duration,
}

impl Default for Options {
    fn default() -> Self {
        let breath = Duration::from_millis(150);
        Self { drafts: false, base_url: None, now: None, follow: false, editor: None, root: String::new(), breath }
    }
}

/// The site at one moment of editing.
#[derive(Clone)]
pub struct Shown {
    /// Counts the refreshes.
    pub version: u64,
    /// What pages are printed from: the last that could be; none before there was one.
    pub press: Option<Arc<Press>>,
    /// What was read, where it could be used.
    pub loaded: Option<Arc<LoadedNetwork>>,
    /// What is wrong, in the order of files and places.
    pub faults: Arc<Vec<Fault>>,
    /// Whether every page was printed for that, so that these are the faults of `check`.
    pub is_complete: bool,
    /// `site.yaml` or the theme cannot be used: what is shown is the last that could be.
    pub is_stale: bool,
    /// Pages of records that have errors now, as they last were, by address.
    pub former: Arc<BTreeMap<String, Arc<[u8]>>>,
    /// The last of which every page could be printed.
    sound: Option<Arc<Press>>,
    /// Outputs that need every record.
    others: Arc<OnceLock<BTreeMap<String, Vec<u8>>>>,
    /// What reading and linking reported.
    read: Arc<Faults>,
}

/// What a refresh did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refreshed {
    /// Files that differ from before, by their paths from the root.
    pub changed: Vec<String>,
    /// How long it took.
    pub took: Duration,
}

/// Is told after each pass what is wrong now.
pub type Tell = Box<dyn Fn(&[Fault]) + Send + Sync>;

/// A preview.
pub struct Preview {
    pub(super) world: Arc<dyn World + Send + Sync>,
    pub(super) options: Options,
    /// Open pages.
    pub(super) hub: Arc<Hub>,
    shown: RwLock<Arc<Shown>>,
    /// Held while refreshing.
    working: Mutex<()>,
    pass: Mutex<Pass>,
    passed: Condvar,
    /// The site on other days, the one used last at the end.
    days: Mutex<VecDeque<Day>>,
    /// What the search page loads, as it was last asked for.
    index: Mutex<Index>,
    pub(super) surroundings: Box<dyn Surroundings>,
    tell: Tell,
}

#[derive(Default)]
struct Pass {
    /// Ends the one that is under way.
    cancel: Arc<AtomicBool>,
    /// The version that it is for.
    version: u64,
    /// The last version that one was finished for.
    done: u64,
}

/// The files of a search, by their paths, and what they were made from.
#[derive(Default)]
struct Index {
    of: Weak<Press>,
    files: BTreeMap<String, Vec<u8>>,
}

struct Day {
    version: u64,
    now: Timestamp,
    press: Arc<Press>,
}

/// Days that are kept ready.
const DAYS: usize = 3;
/// Former pages that are kept: more break at once only when something that all need has gone.
const FORMER: usize = 200;

impl Preview {
    /// Loads a network and makes everything ready to answer.
    pub fn open(
        world: Arc<dyn World + Send + Sync>,
        options: Options,
        surroundings: Box<dyn Surroundings>,
        tell: Tell,
    ) -> Arc<Self> {
        let empty = Shown {
            version: 0,
            press: None,
            loaded: None,
            faults: Arc::default(),
            is_complete: false,
            is_stale: false,
            former: Arc::default(),
            sound: None,
            others: Arc::default(),
            read: Arc::default(),
        };
        let preview = Arc::new(Self {
            world,
            options,
            hub: Arc::new(Hub::new()),
            shown: RwLock::new(Arc::new(empty)),
            working: Mutex::default(),
            pass: Mutex::default(),
            passed: Condvar::new(),
            days: Mutex::default(),
            index: Mutex::default(),
            surroundings,
            tell,
        });
        preview.refresh();
        preview
    }

    /// What is shown now.
    pub fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
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
        self.shown().press.as_ref()?.publication().next_change()
    }

    /// Loads again what has changed, shows it, and tells open pages. One call for a batch of changes.
    pub fn refresh(self: &Arc<Self>) -> Refreshed {
        let start = Instant::now();
        let working = self.working.lock().unwrap_or_else(PoisonError::into_inner);
        let last = self.shown();
        let mut faults = Faults::new();
        let loaded = pipeline::load(&*self.world, last.loaded.as_deref(), &mut faults).map(Arc::new);
        let changed = match (&loaded, &last.loaded) {
            (Some(loaded), Some(last)) => loaded.changed_files(last),
            _ => Vec::new(),
        };
        let now = self.now();
        if self.is_as_before(&last, loaded.as_deref(), &faults, now) {
            // A look that found nothing: no page has to be made again.
            return Refreshed { changed, took: start.elapsed() };
        }
        let read = Arc::new(faults.clone());
        let edition = self.edition(now);
        let press = loaded.as_ref().filter(|loaded| !loaded.has_network_errors()).map(|loaded| {
            Arc::new(match &last.press {
                Some(last) => pipeline::republish(loaded, &edition, last, &mut faults),
                None => pipeline::publish(loaded, &edition, &mut faults),
            })
        });
        let mut known = faults.clone();
        // What pages said stands until they have been printed again.
        known.extend(last.faults.iter().filter(|fault| fault.code == Code::TemplateError).cloned());
        if let Some(loaded) = &loaded {
            apply_waivers(&loaded.site, now, &mut known);
        }
        let shown = Arc::new(Shown {
            version: last.version + 1,
            is_stale: press.is_none(),
            former: former(&last, press.as_deref()),
            loaded: loaded.clone().or_else(|| last.loaded.clone()),
            faults: Arc::new(known.into_sorted()),
            is_complete: false,
            sound: sound(&last, press.as_deref()),
            press: press.or_else(|| last.press.clone()),
            others: Arc::default(),
            read,
        });
        self.show(Arc::clone(&shown));
        drop(working);
        let follow = match changed.as_slice() {
            [path] if self.options.follow => shown.address_of(path),
            _ => None,
        };
        self.hub.send(&message(shown.version, follow.as_deref()));
        let took = start.elapsed();
        self.start_pass(shown, loaded, faults, last);
        Refreshed { changed, took }
    }

    /// Whether a load found what the last one found, and no time has come in between.
    fn is_as_before(&self, last: &Shown, loaded: Option<&LoadedNetwork>, read: &Faults, now: Timestamp) -> bool {
        let same = loaded.is_none_or(|loaded| {
            let turn = last.press.as_ref().and_then(|press| press.publication().next_change());
            loaded.relinked_count() == Some(0)
                && loaded.has_network_errors() == last.is_stale
                && (last.is_stale || turn.is_none_or(|turn| now < turn))
        });
        let lines = |faults: &Faults| fault::format_short(&faults.clone().into_sorted());
        last.version > 0 && same && lines(&last.read) == lines(read)
    }

    fn show(&self, shown: Arc<Shown>) {
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = shown;
    }

    pub(super) fn edition(&self, now: Timestamp) -> PublishOptions {
        PublishOptions { now, include_drafts: self.options.drafts, base_url: self.options.base_url.clone() }
    }

    /// The site as on another day.
    pub(super) fn on(&self, shown: &Shown, now: Timestamp) -> Option<Arc<Press>> {
        let loaded = shown.loaded.as_ref().filter(|_| !shown.is_stale)?;
        let mut days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        days.retain(|day| day.version == shown.version);
        let press = match days.iter().position(|day| day.now == now).and_then(|at| days.remove(at)) {
            Some(day) => day.press,
            None => Arc::new(pipeline::publish(loaded, &self.edition(now), &mut Faults::new())),
        };
        if days.len() == DAYS {
            days.pop_front();
        }
        days.push_back(Day { version: shown.version, now, press: Arc::clone(&press) });
        Some(press)
    }

    /// A file that the search page loads, by its address. The index is made when somebody searches: not by an edit.
    pub(super) fn found(&self, press: &Arc<Press>, address: &str) -> Option<Vec<u8>> {
        if !address.starts_with(SEARCH_ADDRESS) || !press.publication().config().has_search() {
            return None;
        }
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::ptr::eq(index.of.as_ptr(), Arc::as_ptr(press)) {
            let files = pipeline::build_search_index(press).ok()?;
            let files = files.into_iter().map(|output| (output.path, output.bytes)).collect();
            *index = Index { of: Arc::downgrade(press), files };
        }
        index.files.get(&path::output_path(address)).cloned()
    }

    /// Prints everything in the background, for the faults that only pages show.
    fn start_pass(
        self: &Arc<Self>,
        shown: Arc<Shown>,
        loaded: Option<Arc<LoadedNetwork>>,
        faults: Faults,
        last: Arc<Shown>,
    ) {
        let cancel = Arc::new(AtomicBool::new(false));
        {
            let mut pass = self.passing();
            pass.cancel.store(true, Ordering::Relaxed);
            (pass.cancel, pass.version) = (Arc::clone(&cancel), shown.version);
        }
        let preview = Arc::clone(self);
        let run = move || {
            // What is let go of here can be much; nobody waits for it.
            drop(last);
            preview.pass(&shown, loaded.as_deref(), faults, &cancel);
        };
        // Without a thread to be had, faults of pages are found by whoever opens them.
        let _ = std::thread::Builder::new().name("pass".to_owned()).spawn(run);
    }

    fn pass(&self, shown: &Arc<Shown>, loaded: Option<&LoadedNetwork>, mut faults: Faults, cancel: &Arc<AtomicBool>) {
        std::thread::sleep(self.options.breath);
        if cancel.load(Ordering::Relaxed) {
            return;
        }
        let fresh = shown.press.as_ref().filter(|_| !shown.is_stale);
        let now = self.now();
        // What `check` says, although nothing of it is shown.
        let unseen = |loaded| Arc::new(pipeline::publish(loaded, &self.edition(now), &mut faults));
        let press = fresh.cloned().or_else(|| loaded.map(unseen));
        if let Some(press) = &press {
            // One core stays free for whoever asks for a page.
            let jobs = std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1));
            let sink = Cancelled(cancel);
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
        let working = self.working.lock().unwrap_or_else(PoisonError::into_inner);
        if cancel.load(Ordering::Relaxed) || self.shown().version != shown.version {
            return;
        }
        let news = fault::format_short(&sorted) != fault::format_short(&shown.faults);
        self.show(Arc::new(Shown {
            faults: Arc::new(sorted),
            is_complete: true,
            sound: if is_sound { fresh.cloned() } else { shown.sound.clone() },
            ..Shown::clone(shown)
        }));
        drop(working);
        (self.tell)(&self.shown().faults);
        if news {
            self.hub.send(&message(shown.version, None));
        }
        self.passing().done = shown.version;
        self.passed.notify_all();
    }

    fn passing(&self) -> MutexGuard<'_, Pass> {
        self.pass.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the faults are complete, for at most `limit`; tells whether they are.
    pub fn wait(&self, limit: Duration) -> bool {
        let pass = self.passing();
        let waited = self.passed.wait_timeout_while(pass, limit, |pass| pass.done < pass.version);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

/// One page, as it is built; `None` when there is none or it cannot be printed.
pub(super) fn print(press: &Press, address: &str, faults: &mut Faults) -> Option<Vec<u8>> {
    let page = press.publication().page_at(address)?;
    format::page(press, page, faults).map(|output| output.bytes)
}

impl Shown {
    /// The page as it was when it last could be printed.
    pub(super) fn former(&self, address: &str) -> Option<Arc<[u8]>> {
        let printed = || print(self.sound.as_ref()?, address, &mut Faults::new()).map(Arc::from);
        self.former.get(address).cloned().or_else(printed)
    }

    /// An output that is no page and no record's file: a calendar, a feed, the theme's files, the sitemap. By its address.
    pub(super) fn other(&self, press: &Press, address: &str) -> Option<Vec<u8>> {
        // Every page asks for its style sheets: what needs every record is not made for them.
        if let Some(bytes) = press.theme().static_file(address) {
            return Some(bytes.to_vec());
        }
        let path = path::output_path(address);
        if path.ends_with(".ics")
            && let Some(calendar) = pipeline::render_calendar(press, &path)
        {
            return Some(calendar.bytes);
        }
        if let Some(feed) = pipeline::render_news_feed(press, &path) {
            return Some(feed.bytes);
        }
        let whole =
            || pipeline::render_site_files(press).into_iter().map(|output| (output.path, output.bytes)).collect();
        match &self.press {
            Some(own) if std::ptr::eq(&**own, press) => self.others.get_or_init(whole).get(&path).cloned(),
            _ => whole().remove(&path),
        }
    }

    /// The address of the page that a file makes.
    fn address_of(&self, path: &str) -> Option<String> {
        let publication = self.press.as_ref()?.publication();
        let address = self.loaded.as_ref()?.site.address_of_file(path)?;
        Some(publication.href(address))
    }
}

/// Keeps the last pages of records that have errors now.
fn former(last: &Shown, press: Option<&Press>) -> Arc<BTreeMap<String, Arc<[u8]>>> {
    let (Some(press), Some(last_press)) = (press, &last.press) else { return Arc::clone(&last.former) };
    let held_back = agenda::invalid_addresses(press.publication());
    if held_back.is_empty() && last.former.is_empty() {
        return Arc::clone(&last.former);
    }
    let mut former = BTreeMap::new();
    for address in held_back.into_iter().take(FORMER) {
        let page = last.former.get(address).cloned();
        let page = page.or_else(|| print(last_press, address, &mut Faults::new()).map(Arc::from));
        former.extend(page.map(|page| (address.to_owned(), page)));
    }
    Arc::new(former)
}

/// The last of which every page could be printed; while that is not known of any, the last with another theme.
fn sound(last: &Shown, press: Option<&Press>) -> Option<Arc<Press>> {
    let another = |old: &&Arc<Press>| press.is_some_and(|press| !std::ptr::eq(press.theme(), old.theme()));
    let before = last.press.as_ref().filter(another);
    match before.filter(|_| last.sound.is_none() || !last.is_complete) {
        Some(before) => Some(Arc::clone(before)),
        None => last.sound.clone(),
    }
}

/// What open pages are told: something is new, and where to go if they follow.
fn message(version: u64, follow: Option<&str>) -> String {
    serde_json::json!({ "version": version, "follow": follow }).to_string()
}

/// A sink that keeps nothing and ends the printing when it is told to.
struct Cancelled<'a>(&'a AtomicBool);

impl OutputSink for Cancelled<'_> {
    fn write(&self, _: Output) -> io::Result<()> {
        match self.0.load(Ordering::Relaxed) {
            true => Err(io::ErrorKind::Interrupted.into()),
            false => Ok(()),
        }
    }
}

/// The publication that a reader sees: today's, or that of the day a cookie names.
pub(super) struct Turned {
    pub(super) press: Arc<Press>,
    /// The day, in words, where the clock is turned.
    pub(super) day: Option<String>,
}

impl Preview {
    /// What a reader with this cookie sees.
    pub(super) fn turned(&self, shown: &Shown, cookie: Option<&str>) -> Option<Turned> {
        let own = shown.press.clone()?;
        let asked = cookie.and_then(|day| Some((time::parse_date(day).ok()?, time::parse_instant(day)?)));
        let words = crate::language::english_weekday_date;
        if let Some((date, now)) = asked
            && let Some(press) = self.on(shown, now)
        {
            return Some(Turned { press, day: Some(words(date)) });
        }
        let zone = &own.publication().config().zone.time_zone;
        let day = self.options.now.map(|now| words(now.to_zoned(zone.clone()).date()));
        Some(Turned { press: own, day })
    }
}
