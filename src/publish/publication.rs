//! What is published at a moment, and at which addresses.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::sync::{Arc, OnceLock, Weak};

use jiff::Timestamp;
use jiff::civil::Date;

use super::future_check::{future_day_faults, has_begun};
use super::lists::Lists;
use super::options::PublishOptions;
use super::page::Page;
use super::publication_state::PublicationState;
use super::routes::Routes;
use super::timetable::Timetable;
use crate::config::{BaseUrl, Config};
use crate::digest::Digest;
use crate::fault::{Fault, Faults};
use crate::kind::{Kind, RecordId, WhenOver};
use crate::path::percent_encode_path;
use crate::record::{Channel, LineWaiver, Signpost};
use crate::site::{Record, RecordIndex, Site};
use crate::time::{ChangePoint, Clock};

/// The site as readers may see it at a moment.
#[derive(Debug)]
pub struct Publication {
    /// The site as it was linked.
    pub(super) base: Arc<Site>,
    /// The site, in which records that are withheld are not shown as others.
    pub(super) site: Arc<Site>,
    pub(super) options: PublishOptions,
    pub(super) clock: Clock,
    /// The status of each record, by its number.
    pub(super) records: Vec<StatusAtMoment>,
    /// Whether safety is raised for each record, by its number.
    pub(super) safety_raised: Arc<Vec<bool>>,
    pub(super) lists: Arc<Lists>,
    pub(super) routes: Arc<Routes>,
    pub(super) files: Arc<PublishedFiles>,
    pub(super) withheld_links: Arc<WithheldLinks>,
    pub(super) advice: Arc<Advice>,
    /// The first event with each `uid` that editors wrote; filled when the first calendar is made.
    pub(super) events_by_uid: OnceLock<HashMap<String, RecordIndex>>,
}

/// What the moment decides about a record.
#[derive(Clone, Debug)]
pub(super) struct StatusAtMoment {
    pub(super) state: PublicationState,
    /// The dates of a published event.
    pub(super) timetable: Option<Arc<Timetable>>,
    /// Whether the record is over: an event after its last date, another record after the day it was open until.
    pub(super) is_past: bool,
    /// Whether the record has not begun, for a campaign.
    pub(super) is_ahead: bool,
    /// The earliest time at which the values above could change.
    pub(super) change_point: ChangePoint,
}

/// A file that a published record refers to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PublishedFile {
    /// The path of its source, from the network's folder.
    pub source: String,
    /// The fingerprint of the bytes that may be published: those that were checked.
    pub digest: Digest,
}

impl PublishedFile {
    /// An error unless this is the fingerprint of the bytes that were checked.
    pub fn verify(&self, digest: Digest) -> io::Result<()> {
        let is_same = digest == self.digest;
        is_same.then_some(()).ok_or_else(|| io::Error::other("it is no longer the file that was checked"))
    }
}

/// Files that published records refer to.
#[derive(Debug)]
pub(super) struct PublishedFiles {
    /// The files by their addresses.
    pub(super) by_address: BTreeMap<String, PublishedFile>,
    /// The earliest time at which other files could be published.
    pub(super) change_point: ChangePoint,
}

/// Faults about links to records that are not published now, by the record that has the link.
pub(super) type WithheldLinks = BTreeMap<RecordIndex, Vec<Fault>>;

/// Advice on events, partners and campaigns.
#[derive(Debug)]
pub(super) struct Advice {
    pub(super) faults: Vec<Fault>,
    /// The earliest time at which the advice could change. It has a clock of its own, because advice changes no page.
    pub(super) change_point: ChangePoint,
}

impl Publication {
    /// Reports days of the past that are still to come, links to records that are not published, and advice on events.
    pub fn report_faults(&self, out: &mut Faults) {
        out.extend(future_day_faults(&self.site, self.options.now));
        out.extend(self.withheld_links.values().flatten().chain(&self.advice.faults).cloned());
    }

    /// All pages. No two have the same address.
    pub fn pages(&self) -> &[Page] {
        &self.routes.pages
    }

    /// The page at an address without the base path.
    pub fn page_at(&self, address: &str) -> Option<&Page> {
        self.routes.by_address.get(address).map(|index| &self.routes.pages[*index])
    }

    /// The lists that pages show.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Files that published records refer to, by their addresses.
    pub fn files(&self) -> &BTreeMap<String, PublishedFile> {
        &self.files.by_address
    }

    /// The waivers that published records have on lines of their own.
    pub fn waivers(&self) -> impl Iterator<Item = &LineWaiver> {
        self.published_records().flat_map(|(_, record)| {
            let in_translations = record.translations.iter().flat_map(|translation| &translation.parsed.waivers);
            record.parsed.waivers.iter().chain(in_translations)
        })
    }

    /// The settings in `site.yaml`.
    pub fn config(&self) -> &Config {
        &self.site.config
    }

    /// The kinds whose records have a list.
    pub fn listed_kinds(&self) -> Vec<Kind> {
        self.site.listed_kinds()
    }

    /// Organisations that help, such as a helpline to report hate crime to.
    pub fn signposts(&self) -> &[Signpost] {
        &self.site.signposts
    }

    /// The slug and label of each topic, by the topic's number.
    pub fn topics(&self) -> &[(String, String)] {
        &self.site.topics
    }

    /// The address of the site, from the options or from `site.yaml`; `None` in a preview of a site without one.
    pub fn base_url(&self) -> Option<&BaseUrl> {
        self.options.base_url.as_ref().or(self.site.config.base_url.as_ref())
    }

    /// An address as `href` needs it: with the base path, percent-encoded.
    pub fn href(&self, address: &str) -> String {
        let base = self.base_url().map_or("", |base| &base.path);
        [base, &percent_encode_path(address)].concat()
    }

    /// An address with scheme and host; `None` when the site has no `base_url`.
    pub fn absolute_url(&self, address: &str) -> Option<String> {
        self.absolute_href(&self.href(address))
    }

    /// The value of an `href` with scheme and host; `None` for a link within a site that has no `base_url`.
    pub fn absolute_href(&self, href: &str) -> Option<String> {
        match href.starts_with('/') {
            true => self.base_url().map(|base| [&base.origin, href].concat()),
            false => Some(href.to_owned()),
        }
    }

    /// The moment that the publication is made for. Use it in checks and summaries; what pages show must ask the
    /// clock, so that the next change is known.
    pub fn now(&self) -> Timestamp {
        self.options.now
    }

    /// Today in the site's zone. A page that shows it changes every day: only lists and the front page do.
    pub fn today(&self) -> Date {
        self.clock.today(&self.site.config.zone.time_zone)
    }

    /// Whether a day has begun in the site's zone.
    pub fn has_day_begun(&self, day: Date) -> bool {
        has_begun(&self.site, day, &self.clock)
    }

    /// The newest day that records in lists name and that has begun: of a start, a change, a check. It does not move from
    /// one day to the next by itself, unless a record names that day.
    pub fn newest_day_in_lists(&self) -> Option<Date> {
        let records = self.listed_kinds().into_iter().flat_map(|kind| self.lists.records_of_kind(kind));
        let visible = records.filter_map(|ix| self.visible(*ix, Channel::List));
        let days: BTreeSet<Date> = visible.flat_map(|record| record.stated_days()).collect();
        days.into_iter().rev().find(|day| self.has_day_begun(*day))
    }

    /// A fingerprint of all that pages can show beside the records themselves: which there are, which are published and
    /// which are over, lists, addresses and files.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let ids = self.site.records.iter().map(|record| &record.id);
        ids.for_each(|id| id.hash(&mut hasher));
        for status in &self.records {
            (status.state.is_published(), status.is_past, status.is_ahead).hash(&mut hasher);
        }
        (&self.safety_raised, &self.lists, &self.routes.pages, &self.files.by_address).hash(&mut hasher);
        self.site.enclosing_places.hash(&mut hasher);
        self.site.merged_records().for_each(|ix| (ix, self.site.shown_instead_of(ix)).hash(&mut hasher));
        hasher.finish()
    }

    /// The fingerprint of a record, by its number.
    pub fn record_fingerprint(&self, ix: RecordIndex) -> u64 {
        self.site.record(ix).fingerprint()
    }

    /// How many records there are, published or not.
    pub fn record_count(&self) -> usize {
        self.site.records.len()
    }

    /// The earliest time at which the site could change by itself.
    pub fn next_change(&self) -> Option<Timestamp> {
        self.clock.next_change()
    }

    /// The records of kinds with pages that are not published: id, title, state and address. Those that are the same as a
    /// published record are left out.
    pub fn records_not_published(&self) -> impl Iterator<Item = (&RecordId, &str, &PublicationState, &str)> {
        let unpublished = self.site.indexed_records().filter(|(ix, record)| {
            !self.is_published(*ix) && !self.is_shown_as_another(*ix) && record.kind().has_pages()
        });
        unpublished.map(|(ix, record)| (&record.id, record.parsed.title(), self.state(ix), record.address.as_str()))
    }

    /// The position of each record in the order of lists, by record number. Sort by it to show records as lists do.
    pub fn list_ranks(&self) -> &[u32] {
        &self.lists.ranks
    }

    /// How many records of a kind are on lists, past events included.
    pub fn count_published(&self, kind: Kind) -> usize {
        let past = if kind == Kind::Event { self.lists.past_events.len() } else { 0 };
        self.lists.records_of_kind(kind).len() + past
    }

    /// Whether the publication was made from a site.
    pub fn is_based_on(&self, site: &Weak<Site>) -> bool {
        std::ptr::eq(site.as_ptr(), Arc::as_ptr(&self.base))
    }

    /// Whether a published record is over.
    pub fn is_past(&self, ix: RecordIndex) -> bool {
        self.records[ix.as_usize()].is_past
    }

    /// Whether lists, feeds and the search have a published record. Its page is there either way.
    pub fn is_listed(&self, ix: RecordIndex) -> bool {
        !self.is_past(ix) || self.when_over(ix) != WhenOver::LeavesLists
    }

    /// Whether a published record is over and no longer in the lists of records that are not.
    pub fn has_left_current_lists(&self, ix: RecordIndex) -> bool {
        self.is_past(ix) && self.when_over(ix) != WhenOver::ComesLast
    }

    fn when_over(&self, ix: RecordIndex) -> WhenOver {
        self.site.record(ix).kind().spec().when_over
    }

    /// What identifies a record.
    pub fn record_id(&self, ix: RecordIndex) -> RecordId {
        self.site.record(ix).id.clone()
    }

    /// The dates of a published event, whether readers may see them or not.
    pub(super) fn timetable(&self, ix: RecordIndex) -> Option<&Timetable> {
        self.records[ix.as_usize()].timetable.as_deref()
    }

    pub(super) fn state(&self, ix: RecordIndex) -> &PublicationState {
        &self.records[ix.as_usize()].state
    }

    pub(super) fn is_published(&self, ix: RecordIndex) -> bool {
        self.state(ix).is_published()
    }

    /// Whether a published record is shown instead.
    pub(super) fn is_shown_as_another(&self, ix: RecordIndex) -> bool {
        self.site.shown_instead_of(ix).is_some_and(|shown| self.state(ix).is_merged() && self.is_published(shown))
    }

    pub(super) fn is_safety_raised(&self, ix: RecordIndex) -> bool {
        self.safety_raised[ix.as_usize()]
    }

    /// The published records, in the order of kind and slug.
    pub(super) fn published_records(&self) -> impl Iterator<Item = (RecordIndex, &Record)> {
        self.site.indexed_records().filter(|(ix, _)| self.is_published(*ix))
    }

    /// The published records that have pages, in the order of kind and slug.
    pub(super) fn published_pages(&self) -> impl Iterator<Item = (RecordIndex, &Record)> {
        self.published_records().filter(|(_, record)| record.kind().has_pages())
    }
}
