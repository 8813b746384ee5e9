//! Consent, safety, visibility, schedule: of all records, those that may be seen at `now`, channel by channel;
//! and the address of every page that shows them.
//!
//! This is the only room that makes a `Lens`. What comes after it cannot reach a record except through
//! [`Publication::see`].

mod access;
mod advice;
mod calendar_feeds;
mod calendar_recurrence;
mod editor_access;
mod lists;
mod news_feeds;
mod publication_state;
mod reuse;
mod revision;
mod routes;
mod timetable;
mod unavailable_after;
mod visible_record;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock, Weak};

use jiff::Timestamp;

pub use crate::site::{BuiltInPage, RecordIndex, SEARCH_ADDRESS};
pub use access::AccessFact;
use advice::Advice;
pub use calendar_feeds::{Calendar, CalendarFeed, FeedScope};
pub use calendar_recurrence::CalendarRecurrence;
pub(crate) use editor_access::EditorAccess;
pub use lists::{Lists, MonthEvents};
pub use news_feeds::{FeedFormat, NewsFeed};
pub use publication_state::{PublicationState, UnpublishedReason};
pub use routes::{Page, PageId, PageKind, numbered_address};
pub use timetable::{Occurrence, Phase, Timetable};
pub use visible_record::{VisibleBody, VisiblePicture, VisibleRecord};

use crate::config::{BaseUrl, Config};
use crate::fault::{Fault, Faults};
use crate::kind::Kind;
use crate::record::{Channel, Signpost};
use crate::site::Site;
use crate::time::{ChangePoint, Clock};
use reuse::Reuse;
use routes::Routes;

/// What a publication is made for.
#[derive(Clone, Debug)]
pub struct PublishOptions {
    /// The moment.
    pub now: Timestamp,
    /// Drafts are published too: for previews.
    pub include_drafts: bool,
    /// Where it is published, instead of `base_url` in `site.yaml`.
    pub base_url: Option<BaseUrl>,
}

/// What may be seen at a moment, and where.
#[derive(Debug)]
pub struct Publication {
    site: Arc<Site>,
    options: PublishOptions,
    clock: Clock,
    /// By record number.
    states: Vec<PublicationState>,
    /// By record number: when its standing or its having passed would be another.
    change_points: Vec<ChangePoint>,
    /// By record number: whether safety is raised for it.
    safety_raised: Arc<Vec<bool>>,
    /// By record number: when events take place.
    timetables: Vec<Option<Arc<Timetable>>>,
    lists: Arc<Lists>,
    routes: Arc<Routes>,
    files: Arc<PublishedFiles>,
    withheld_links: Arc<WithheldLinks>,
    /// Advice on events, of the day and of what else takes place.
    advice: Arc<Advice>,
    /// Which event has each `uid` that one writes: the first of them.
    events_by_uid: OnceLock<HashMap<String, RecordIndex>>,
}

/// Files that published records refer to.
#[derive(Debug)]
struct PublishedFiles {
    /// By address: the path of the source.
    by_address: BTreeMap<String, String>,
    /// When there would be others.
    change_point: ChangePoint,
}

/// What links to something that is not published now: faults by record.
type WithheldLinks = BTreeMap<RecordIndex, Vec<Fault>>;

/// Makes a publication. Reports what [`Publication::report`] does.
pub fn publish(site: &Arc<Site>, edition: &PublishOptions, out: &mut Faults) -> Publication {
    let publication = build_publication(site, edition, None);
    publication.report_faults(out);
    publication
}

/// Makes the same publication as [`publish`] from the last one, when `changed` are the only records that are not as
/// they were then: what they do not touch is kept.
pub fn republish(
    site: &Arc<Site>,
    edition: &PublishOptions,
    previous: &Publication,
    changed: &[RecordIndex],
    out: &mut Faults,
) -> Publication {
    let can_reuse = site.shares_context(&previous.site)
        && (previous.options.include_drafts, &previous.options.base_url) == (edition.include_drafts, &edition.base_url)
        && previous.options.now <= edition.now
        && previous.next_change().is_none_or(|turn| edition.now < turn);
    let publication = build_publication(site, edition, can_reuse.then_some((previous, changed)));
    publication.report_faults(out);
    publication
}

fn build_publication(
    site: &Arc<Site>,
    edition: &PublishOptions,
    previous: Option<(&Publication, &[RecordIndex])>,
) -> Publication {
    let all_records = || (0..site.records.len()).map(RecordIndex::new).collect::<Vec<RecordIndex>>();
    let mut reuse = Reuse::new(site, previous);
    let (mut states, mut change_points, mut timetables) = match previous {
        Some((last, _)) => (last.states.clone(), last.change_points.clone(), last.timetables.clone()),
        None => {
            let no_change = Clock::new(edition.now).change_point();
            let records = site.records.len();
            (vec![PublicationState::Invalid; records], vec![no_change; records], vec![None; records])
        }
    };
    for ix in previous.map_or_else(all_records, |(_, changed)| changed.to_vec()) {
        let clock = Clock::new(edition.now);
        let record = site.record(ix);
        states[ix.as_usize()] = publication_state::determine_state(site, record, edition, &clock);
        let is_live = states[ix.as_usize()].is_published();
        timetables[ix.as_usize()] =
            is_live.then(|| Timetable::from_record(record, site, &clock)).flatten().map(Arc::new);
        change_points[ix.as_usize()] = clock.change_point();
        reuse.note_change(ix, &states[ix.as_usize()], timetables[ix.as_usize()].as_deref());
    }
    let safety_raised = reuse.safety_raised().unwrap_or_else(|| Arc::new(publication_state::find_raised_safety(site)));
    let mut publication = Publication {
        site: Arc::clone(site),
        options: edition.clone(),
        clock: Clock::new(edition.now),
        states,
        change_points,
        safety_raised,
        timetables,
        lists: Arc::default(),
        routes: Arc::default(),
        files: Arc::new(PublishedFiles {
            by_address: BTreeMap::new(),
            change_point: Clock::new(edition.now).change_point(),
        }),
        withheld_links: Arc::default(),
        advice: Arc::new(Advice { faults: Vec::new(), change_point: Clock::new(edition.now).change_point() }),
        events_by_uid: OnceLock::new(),
    };
    publication.lists = reuse
        .lists()
        .unwrap_or_else(|| Arc::new(lists::build_lists(&publication, previous.map(|(last, _)| &*last.lists))));
    publication.routes = reuse
        .routes(&publication.lists)
        .unwrap_or_else(|| Arc::new(Routes::from_pages(routes::collect_pages(&publication))));
    publication.files = reuse.files().unwrap_or_else(|| {
        let by_address = visible_record::collect_published_files(&publication);
        Arc::new(PublishedFiles { by_address, change_point: publication.clock.change_point() })
    });
    publication.withheld_links = reuse
        .withheld_links(&publication)
        .unwrap_or_else(|| Arc::new(publication_state::find_withheld_links(&publication)));
    publication.advice = reuse.advice(edition.now).unwrap_or_else(|| Arc::new(advice::collect_advice(&publication)));
    publication.clock.include(publication.files.change_point);
    publication.change_points.iter().min().into_iter().for_each(|turn| publication.clock.include(*turn));
    publication
}

impl Publication {
    /// As much of a record as a channel may show; `None` when it may not show the record at all.
    pub fn visible(&self, ix: RecordIndex, channel: Channel) -> Option<VisibleRecord<'_>> {
        visible_record::apply_visibility(self, ix, channel)
    }

    /// What links to something that is not in it, and what is to be thought of with events.
    pub fn report_faults(&self, out: &mut Faults) {
        out.extend(self.withheld_links.values().flatten().chain(&self.advice.faults).cloned());
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
        let published = self.site.indexed_records().filter(|(ix, _)| self.is_published(*ix));
        published.flat_map(|(_, record)| {
            let in_translations = record.translations.iter().flat_map(|edition| &edition.parsed.waivers);
            record.parsed.waivers.iter().chain(in_translations)
        })
    }

    /// The record of a kind with a slug, as lists may show it.
    pub fn find_record(&self, kind: crate::kind::Kind, slug: &str) -> Option<VisibleRecord<'_>> {
        self.site.find(kind, slug).and_then(|ix| self.visible(ix, Channel::List))
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
        self.options.base_url.as_ref().or(self.site.config.base_url.as_ref())
    }

    /// An address as it goes into `href`: with the base path, percent-encoded.
    pub fn href(&self, address: &str) -> String {
        let base = self.base_url().map_or("", |base| &base.path);
        format!("{base}{}", crate::path::percent_encode_path(address))
    }

    /// An address with scheme and host, where it is known where the site is published.
    pub fn absolute_url(&self, address: &str) -> Option<String> {
        self.base_url().map(|base| format!("{}{}", base.origin, self.href(address)))
    }

    /// An address as it is in `href`, with scheme and host where it is one of this site: none where they are not known.
    pub fn absolute_href(&self, href: &str) -> Option<String> {
        match href.starts_with('/') {
            true => self.base_url().map(|base| format!("{}{href}", base.origin)),
            false => Some(href.to_owned()),
        }
    }

    /// The moment it is made for: for checks and summaries. What is printed asks the clock.
    pub fn now(&self) -> Timestamp {
        self.options.now
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
    pub fn records_not_published(
        &self,
    ) -> impl Iterator<Item = (&crate::kind::RecordId, &str, &PublicationState, &str)> {
        let held = self
            .site
            .records
            .iter()
            .zip(&self.states)
            .filter(|(record, standing)| !standing.is_published() && record.kind().has_pages());
        held.map(|(record, standing)| (&record.id, record.parsed.title(), standing, record.address.as_str()))
    }

    /// Each record's place in the order of lists, by record number: sort by it to show records as lists do.
    pub fn list_ranks(&self) -> &[u32] {
        &self.lists.ranks
    }

    /// How many records of a kind with pages are published.
    pub fn count_published(&self, kind: Kind) -> usize {
        let past = if kind == Kind::Event { self.lists.past_events.len() } else { 0 };
        self.lists.records_of_kind(kind).len() + past
    }

    /// Whether it was made of a site.
    pub fn is_based_on(&self, site: &Weak<Site>) -> bool {
        std::ptr::eq(site.as_ptr(), Arc::as_ptr(&self.site))
    }

    /// Whether an event has passed.
    pub fn is_past(&self, ix: RecordIndex) -> bool {
        self.timetable(ix).is_some_and(Timetable::is_over)
    }

    /// When a published event takes place, whoever may know it.
    fn timetable(&self, ix: RecordIndex) -> Option<&Timetable> {
        self.timetables[ix.as_usize()].as_deref()
    }

    fn is_published(&self, ix: RecordIndex) -> bool {
        self.states[ix.as_usize()].is_published()
    }
}
