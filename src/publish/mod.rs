//! Consent, safety, visibility, schedule: of all records, those that may be seen at `now`, channel by channel;
//! and the address of every page that shows them.
//!
//! This is the only room that makes a `Lens`. What comes after it cannot reach a record except through
//! [`Publication::see`].

mod lists;
mod route;
mod see;
mod standing;
mod turns;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;

pub use crate::site::{Ix, MENTIONS, Role};
pub use lists::Lists;
pub use route::{Page, PageId, What};
pub use see::{Body, PictureSeen, Seen};
pub use standing::{Standing, Why};
pub(crate) use turns::ForEditors;

use crate::config::{BaseUrl, Config};
use crate::fault::Faults;
use crate::record::{Channel, Kind, Signpost};
use crate::site::Site;
use crate::time::Clock;

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
    standing: Vec<Standing>,
    raised: Vec<bool>,
    lists: Lists,
    pages: Vec<Page>,
    by_address: HashMap<String, usize>,
    files: BTreeMap<String, String>,
}

/// Makes a publication. Reports what links to something that is not in it.
pub fn publish(site: &Arc<Site>, edition: &Edition, out: &mut Faults) -> Publication {
    let clock = Clock::at(edition.now);
    let standing = standing::of_all(site, edition, &clock);
    let raised = standing::raised(site);
    let mut publication = Publication {
        site: Arc::clone(site),
        edition: edition.clone(),
        clock,
        standing,
        raised,
        lists: Lists::default(),
        pages: Vec::new(),
        by_address: HashMap::new(),
        files: BTreeMap::new(),
    };
    publication.lists = lists::make(&publication);
    publication.pages = route::pages(&publication);
    publication.by_address =
        publication.pages.iter().enumerate().map(|(index, page)| (page.address.clone(), index)).collect();
    publication.files = see::files(&publication);
    standing::report_links_to_withheld(&publication, out);
    publication
}

impl Publication {
    /// As much of a record as a channel may show; `None` when it may not show the record at all.
    pub fn see(&self, ix: Ix, channel: Channel) -> Option<Seen<'_>> {
        see::see(self, ix, channel)
    }

    /// All pages, each with an address of its own.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The page that has an address (without the base path).
    pub fn page_at(&self, address: &str) -> Option<&Page> {
        self.by_address.get(address).map(|index| &self.pages[*index])
    }

    /// The lists that pages show.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Files that published records refer to: address, and the path of the source.
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
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
        format!("{base}{}", crate::path::encode(address))
    }

    /// An address with scheme and host, where it is known where the site is published.
    pub fn absolute(&self, address: &str) -> Option<String> {
        self.base_url().map(|base| format!("{}{}", base.origin, self.href(address)))
    }

    /// The moment it is made for: for checks and summaries. What is printed asks the clock.
    pub fn now(&self) -> Timestamp {
        self.edition.now
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

    /// How many records of a kind are published.
    pub fn count(&self, kind: Kind) -> usize {
        self.site.iter().filter(|(ix, record)| record.kind() == kind && self.is_live(*ix)).count()
    }

    fn is_live(&self, ix: Ix) -> bool {
        self.standing[ix.at()].is_live()
    }
}
