//! Consent, safety, visibility, schedule: of all records, those that may be seen at `now`, channel by channel;
//! and the address of every page that shows them.
//!
//! This is the only room that makes a `Lens`. What comes after it cannot reach a record except through
//! [`Publication::see`].

mod access;
mod advice;
mod course;
mod ends;
mod feeds;
mod keep;
mod lists;
mod news;
mod revision;
mod route;
mod see;
mod standing;
mod timetable;
mod turns;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock, Weak};

use jiff::Timestamp;

pub use crate::site::{Facet, Ix, MENTIONS, OwnPage, Role, SEARCH};
pub use access::AccessFact;
use advice::Advice;
pub use course::Course;
pub use feeds::{AT, Calendar, Feed, RUNS, Scope};
pub use lists::{Lists, Month};
pub use news::{News, NewsFile};
pub use route::{Page, PageId, What};
pub use see::{Body, PictureSeen, Seen};
pub use standing::{Standing, Why};
pub use timetable::{Instance, Phase, Timetable};
pub(crate) use turns::ForEditors;

use crate::config::{BaseUrl, Config};
use crate::fault::{Fault, Faults};
use crate::record::{Channel, Kind, Signpost};
use crate::site::Site;
use crate::time::{ChangePoint, Clock};
use keep::Kept;
use route::Routes;

/// What a publication is made for.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The moment.
    pub now: Timestamp,
    /// Drafts are published too: for previews.
    pub drafts: bool,
    /// Where it is published, instead of `base_url` in `site.yaml`.
    pub base_url: Option<BaseUrl>,
}

/// What may be seen at a moment, and where.
#[derive(Debug)]
pub struct Publication {
    site: Arc<Site>,
    edition: Edition,
    clock: Clock,
    /// By record number.
    standing: Vec<Standing>,
    /// By record number: when its standing or its having passed would be another.
    turns: Vec<ChangePoint>,
    /// By record number: whether safety is raised for it.
    raised: Arc<Vec<bool>>,
    /// By record number: when events take place.
    timetables: Vec<Option<Arc<Timetable>>>,
    lists: Arc<Lists>,
    routes: Arc<Routes>,
    files: Arc<Files>,
    told: Arc<Told>,
    /// Advice on events, of the day and of what else takes place.
    advice: Arc<Advice>,
    /// Which event has each `uid` that one writes: the first of them.
    uids: OnceLock<HashMap<String, Ix>>,
}

/// Files that published records refer to.
#[derive(Debug)]
struct Files {
    /// By address: the path of the source.
    by_address: BTreeMap<String, String>,
    /// When there would be others.
    turn: ChangePoint,
}

/// What links to something that is not published now: faults by record.
type Told = BTreeMap<Ix, Vec<Fault>>;

/// Makes a publication. Reports what [`Publication::report`] does.
pub fn publish(site: &Arc<Site>, edition: &Edition, out: &mut Faults) -> Publication {
    let publication = make(site, edition, None);
    publication.report(out);
    publication
}

/// Makes the same publication as [`publish`] from the last one, when `changed` are the only records that are not as
/// they were then: what they do not touch is kept.
pub fn publish_again(
    site: &Arc<Site>,
    edition: &Edition,
    last: &Publication,
    changed: &[Ix],
    out: &mut Faults,
) -> Publication {
    let same = site.shares_frame(&last.site)
        && (last.edition.drafts, &last.edition.base_url) == (edition.drafts, &edition.base_url)
        && last.edition.now <= edition.now
        && last.next_change().is_none_or(|turn| edition.now < turn);
    let publication = make(site, edition, same.then_some((last, changed)));
    publication.report(out);
    publication
}

fn make(site: &Arc<Site>, edition: &Edition, last: Option<(&Publication, &[Ix])>) -> Publication {
    let all = || (0..site.records.len()).map(Ix::new).collect::<Vec<Ix>>();
    let mut kept = Kept::of(site, last);
    let (mut standing, mut turns, mut timetables) = match last {
        Some((last, _)) => (last.standing.clone(), last.turns.clone(), last.timetables.clone()),
        None => {
            let none = Clock::new(edition.now).change_point();
            let records = site.records.len();
            (vec![Standing::HeldBack; records], vec![none; records], vec![None; records])
        }
    };
    for ix in last.map_or_else(all, |(_, changed)| changed.to_vec()) {
        let clock = Clock::new(edition.now);
        let record = site.record(ix);
        standing[ix.at()] = standing::of(site, record, edition, &clock);
        let is_live = standing[ix.at()].is_live();
        timetables[ix.at()] = is_live.then(|| Timetable::of(record, site, &clock)).flatten().map(Arc::new);
        turns[ix.at()] = clock.change_point();
        kept.compare(ix, &standing[ix.at()], timetables[ix.at()].as_deref());
    }
    let raised = kept.raised().unwrap_or_else(|| Arc::new(standing::raised(site)));
    let mut publication = Publication {
        site: Arc::clone(site),
        edition: edition.clone(),
        clock: Clock::new(edition.now),
        standing,
        turns,
        raised,
        timetables,
        lists: Arc::default(),
        routes: Arc::default(),
        files: Arc::new(Files { by_address: BTreeMap::new(), turn: Clock::new(edition.now).change_point() }),
        told: Arc::default(),
        advice: Arc::new(Advice { faults: Vec::new(), turn: Clock::new(edition.now).change_point() }),
        uids: OnceLock::new(),
    };
    publication.lists =
        kept.lists().unwrap_or_else(|| Arc::new(lists::make(&publication, last.map(|(last, _)| &*last.lists))));
    publication.routes =
        kept.routes(&publication.lists).unwrap_or_else(|| Arc::new(Routes::of(route::pages(&publication))));
    publication.files = kept.files().unwrap_or_else(|| {
        let by_address = see::files(&publication);
        Arc::new(Files { by_address, turn: publication.clock.change_point() })
    });
    publication.told = kept.told(&publication).unwrap_or_else(|| Arc::new(standing::links_to_withheld(&publication)));
    publication.advice = kept.advice(edition.now).unwrap_or_else(|| Arc::new(advice::of(&publication)));
    publication.clock.include(publication.files.turn);
    publication.turns.iter().min().into_iter().for_each(|turn| publication.clock.include(*turn));
    publication
}

impl Publication {
    /// As much of a record as a channel may show; `None` when it may not show the record at all.
    pub fn see(&self, ix: Ix, channel: Channel) -> Option<Seen<'_>> {
        see::see(self, ix, channel)
    }

    /// What links to something that is not in it, and what is to be thought of with events.
    pub fn report(&self, out: &mut Faults) {
        out.extend(self.told.values().flatten().chain(&self.advice.faults).cloned());
    }

    /// All pages, each with an address of its own.
    pub fn pages(&self) -> &[Page] {
        &self.routes.pages
    }

    /// The page that has an address (without the base path).
    pub fn page_at(&self, address: &str) -> Option<&Page> {
        self.routes.by_address.get(address).map(|index| &self.routes.pages[*index])
    }

    /// The lists that pages show.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Files that published records refer to: address, and the path of the source.
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files.by_address
    }

    /// Faults that published records say are accepted, on lines of their own.
    pub fn waivers(&self) -> impl Iterator<Item = &crate::record::LineWaiver> {
        let live = self.site.iter().filter(|(ix, _)| self.is_live(*ix));
        live.flat_map(|(_, record)| {
            let editions = record.translations.iter().flat_map(|edition| &edition.parsed.waivers);
            record.parsed.waivers.iter().chain(editions)
        })
    }

    /// The record of a kind with a slug, as lists may show it.
    pub fn find(&self, kind: crate::record::Kind, slug: &str) -> Option<Seen<'_>> {
        self.site.find(kind, slug).and_then(|ix| self.see(ix, Channel::List))
    }

    /// `site.yaml`.
    pub fn config(&self) -> &Config {
        &self.site.config
    }

    /// Where to report and find help.
    pub fn signposts(&self) -> &[Signpost] {
        &self.site.signposts
    }

    /// Topics: slug and label, by their numbers.
    pub fn topics(&self) -> &[(String, String)] {
        &self.site.topics
    }

    /// Where it is published, as an option or as `site.yaml` says; none for a preview without an address.
    pub fn base_url(&self) -> Option<&BaseUrl> {
        self.edition.base_url.as_ref().or(self.site.config.base_url.as_ref())
    }

    /// An address as it goes into `href`: with the base path, percent-encoded.
    pub fn href(&self, address: &str) -> String {
        let base = self.base_url().map_or("", |base| &base.path);
        format!("{base}{}", crate::path::percent_encode_path(address))
    }

    /// An address with scheme and host, where it is known where the site is published.
    pub fn absolute(&self, address: &str) -> Option<String> {
        self.base_url().map(|base| format!("{}{}", base.origin, self.href(address)))
    }

    /// An address as it stands in `href` with scheme and host, where they are known.
    pub fn with_host(&self, href: &str) -> Option<String> {
        self.base_url().map(|base| format!("{}{href}", base.origin))
    }

    /// The moment it is made for: for checks and summaries. What is printed asks the clock.
    pub fn now(&self) -> Timestamp {
        self.edition.now
    }

    /// The day it is, in the site's zone: for what says as at which day it stands, on lists and the front page only.
    pub fn today(&self) -> jiff::civil::Date {
        self.clock.today(&self.site.config.zone.time_zone)
    }

    /// The next instant at which this publication would be another one.
    pub fn next_change(&self) -> Option<Timestamp> {
        self.clock.next_change()
    }

    /// The channel-independent standing of each record that is not simply published, with what names it.
    pub fn not_published(&self) -> impl Iterator<Item = (&crate::record::RecordId, &str, &Standing, &str)> {
        let held = self
            .site
            .records
            .iter()
            .zip(&self.standing)
            .filter(|(record, standing)| !standing.is_live() && record.kind().has_pages());
        held.map(|(record, standing)| (&record.id, record.parsed.title(), standing, record.address.as_str()))
    }

    /// Each record's place in the order of lists, by record number: sort by it to show records as lists do.
    pub fn order(&self) -> &[u32] {
        &self.lists.order
    }

    /// How many records of a kind with pages are published.
    pub fn count(&self, kind: Kind) -> usize {
        let past = if kind == Kind::Event { self.lists.past_events.len() } else { 0 };
        self.lists.of(kind).len() + past
    }

    /// Whether it was made of a site.
    pub fn is_of(&self, site: &Weak<Site>) -> bool {
        std::ptr::eq(site.as_ptr(), Arc::as_ptr(&self.site))
    }

    /// Whether an event has passed.
    pub fn is_past(&self, ix: Ix) -> bool {
        self.timetable(ix).is_some_and(Timetable::is_over)
    }

    /// When a published event takes place, whoever may know it.
    fn timetable(&self, ix: Ix) -> Option<&Timetable> {
        self.timetables[ix.at()].as_deref()
    }

    fn is_live(&self, ix: Ix) -> bool {
        self.standing[ix.at()].is_live()
    }
}
