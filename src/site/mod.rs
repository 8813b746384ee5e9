//! All records of a network, their relations by role in both directions, and what is wrong between them.
//!
//! A `Site` knows nothing of now: whether a record may be seen is decided by `publish`.

mod address;
mod body;
mod check;
mod cycle;
mod event;
mod facet;
mod leak;
mod link;
mod lint;
mod relink;
mod resolve;
mod series;
mod settle;
mod target;
mod weekday;
mod words;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

pub use address::{OwnPage, SEARCH, of_file};
pub use facet::Facet;
pub use link::link;
pub use relink::{Change, relink};
pub use settle::settle;

use crate::config::Config;
use crate::consent::{Ledger, PrivateFolder};
use crate::fault::{Fault, Faults};
use crate::image::FileMetadata;
use crate::language::LanguageTag;
use crate::markdown::BlockKinds;
use crate::record::{Kind, Observance, ParsedRecord, ParsedTranslation, RecordId, Signpost};
use crate::text::Source;

/// A record's number in its site. Records are in the order of kind and slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ix(u32);

impl Ix {
    /// From a place in the list.
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("fewer than 2^32 records"))
    }

    /// The place in the list.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// Records by kind and slug.
#[derive(Debug, Default)]
pub struct Index(BTreeMap<Kind, HashMap<String, Ix>>);

impl Index {
    /// Of records in their order.
    pub fn of(records: &[Arc<Record>]) -> Self {
        let mut index = Self::default();
        for (at, record) in records.iter().enumerate() {
            index.0.entry(record.kind()).or_default().insert(record.id.slug.clone(), Ix::new(at));
        }
        index
    }

    /// The record of a kind with a slug.
    pub fn get(&self, kind: Kind, slug: &str) -> Option<Ix> {
        self.0.get(&kind)?.get(slug).copied()
    }
}

/// The role of a relation: the name of the field it stands in, or [`MENTIONS`].
pub type Role = &'static str;

/// The role of links and blocks in a body.
pub const MENTIONS: Role = "mentions";

/// All records of a network.
#[derive(Debug)]
pub struct Site {
    /// What stays while records keep their names: an edit of one record's text makes a new site around the same frame.
    frame: Arc<Frame>,
    /// The records, in the order of kind and slug.
    pub records: Vec<Arc<Record>>,
    /// What is wrong.
    faults: Findings,
    /// Records that an edit elsewhere may concern.
    concerned: Arc<relink::Concerned>,
}

/// What a site has beside its records; read as if it were the site's own.
#[derive(Debug)]
pub struct Frame {
    /// `site.yaml`.
    pub config: Arc<Config>,
    /// Its text.
    pub config_source: Arc<Source>,
    /// Records by kind and slug.
    pub by_id: Index,
    /// Consents.
    pub ledger: Ledger,
    /// Where to report and find help.
    pub signposts: Vec<Signpost>,
    /// Festivals and holidays.
    pub observances: Vec<Observance>,
    /// What the private folder says, if it is there.
    pub private: Option<PrivateFolder>,
    /// Files that records may refer to, by their paths.
    pub assets: BTreeMap<String, FileMetadata>,
    /// Consents that a picture's content needs, by its fingerprint.
    pub picture_consents: HashMap<crate::digest::Digest, Vec<String>>,
    /// The blocks that bodies can use.
    pub blocks: BlockKinds,
    /// The templates that records can ask for, in order.
    pub templates: Vec<String>,
    /// The topics of `site.yaml`: slug and label, in its order.
    pub topics: Vec<(String, String)>,
    /// Each place with all the places above it, by record number.
    pub above: Vec<Vec<Ix>>,
    /// Records and translations by their files.
    by_path: link::Paths,
    /// The addresses that links can name.
    addresses: address::Addresses,
}

impl std::ops::Deref for Site {
    type Target = Frame;

    fn deref(&self) -> &Frame {
        &self.frame
    }
}

/// Faults of a site, by what has to change for them to change.
#[derive(Clone, Debug, Default)]
struct Findings {
    /// Between files.
    between: Arc<Vec<Fault>>,
    /// Of one record and what it refers to; of records that have any.
    of_record: BTreeMap<Ix, Arc<Vec<Fault>>>,
}

/// A record with all that is known of it.
#[derive(Clone, Debug)]
pub struct Record {
    /// What names it.
    pub id: RecordId,
    /// Its file.
    pub parsed: Arc<ParsedRecord>,
    /// Its translations.
    pub translations: Vec<Translation>,
    /// What its marks were resolved to, by their numbers.
    pub resolved: Vec<Resolved>,
    /// What the links of its body lead to, by their numbers.
    pub links: Vec<Resolved>,
    /// What the pictures of its body are, by their numbers; `None` for one that is left out.
    pub pictures: Vec<Option<Shot>>,
    /// What the blocks of its body refer to, by their numbers.
    pub block_records: Vec<Option<Ix>>,
    /// Its lead picture.
    pub image: Option<Shot>,
    /// Topics that exist, by their numbers in the site.
    pub topics: Vec<u32>,
    /// Where it is: its own places, else its venue's, else its organisers'.
    pub in_places: Vec<Ix>,
    /// Relations from it.
    pub forward: Vec<(Role, Ix)>,
    /// Relations to it.
    pub backward: Vec<(Role, Ix)>,
    /// Whether a fault holds it back.
    pub held_back: bool,
    /// Whether a fault between files holds it back, whatever it says itself.
    barred: bool,
    /// Its address, without the base path.
    pub address: String,
    /// Its title as lists sort it.
    pub sort_title: String,
    /// The files that it names.
    reach: Reach,
}

/// The files that a record names, and what it says of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Reach {
    /// Published with it.
    used: BTreeSet<String>,
    /// Named, whatever else is wrong there.
    named: BTreeSet<String>,
    /// Consents that pictures need, by path.
    consents: Vec<(String, Vec<String>)>,
}

/// A translation with all that is known of it.
#[derive(Clone, Debug)]
pub struct Translation {
    /// Its language.
    pub language: LanguageTag,
    /// Its file.
    pub parsed: Arc<ParsedTranslation>,
    /// What the links of its body lead to.
    pub links: Vec<Resolved>,
    /// What the pictures of its body are.
    pub pictures: Vec<Option<Shot>>,
    /// What the blocks of its body refer to.
    pub block_records: Vec<Option<Ix>>,
    /// Whether a fault holds it back.
    pub held_back: bool,
    /// Whether a fault between files holds it back, whatever it says itself.
    barred: bool,
    /// Its address, without the base path.
    pub address: String,
}

/// What a word or link was resolved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A record, perhaps a heading of its page.
    Record(Ix, Option<String>),
    /// A file, by its path.
    File(String),
    /// An address of the site that is no record's: a list, a feed. Perhaps a heading.
    Address(String, Option<String>),
    /// Another site, or a heading of the same page: published as it is.
    Verbatim(String),
    /// A word that was found in its list; nothing to show.
    Known,
    /// Nothing: a fault was reported, or it is text.
    Nothing,
}

impl Resolved {
    /// The record, if it is one.
    pub fn record(&self) -> Option<Ix> {
        match self {
            Self::Record(ix, _) => Some(*ix),
            _ => None,
        }
    }
}

/// A picture that is used somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shot {
    /// The file.
    pub path: String,
    /// The text in its place; empty for decoration.
    pub alt: String,
    /// Who made it.
    pub credit: Option<String>,
    /// Whether it is stated who is in it.
    pub people_stated: bool,
}

impl Record {
    /// A fault between files holds it back.
    fn bar(&mut self) {
        (self.held_back, self.barred) = (true, true);
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        self.id.kind
    }

    /// The key that consents name it by: `stories/shared-kitchen`.
    pub fn key(&self) -> String {
        match self.id.kind.folder() {
            "" => self.id.slug.clone(),
            folder => format!("{folder}/{}", self.id.slug),
        }
    }
}

impl Site {
    /// A record by its number.
    pub fn record(&self, ix: Ix) -> &Record {
        &self.records[ix.at()]
    }

    /// A record by what names it.
    pub fn find(&self, kind: Kind, slug: &str) -> Option<Ix> {
        self.by_id.get(kind, slug)
    }

    /// All records with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (Ix, &Record)> {
        self.records.iter().enumerate().map(|(index, record)| (Ix::new(index), &**record))
    }

    /// The address of the page that a file makes, without the base path.
    pub fn address_of(&self, path: &str) -> Option<&str> {
        let (ix, translation) = *self.by_path.get(path)?;
        let record = self.record(ix);
        Some(match translation {
            Some(number) => &record.translations[number].address,
            None => &record.address,
        })
    }

    /// Everything that is wrong with its files and between them.
    pub fn report(&self, out: &mut Faults) {
        out.extend(self.faults.between.iter().cloned());
        out.extend(self.faults.of_record.values().flat_map(|faults| faults.iter().cloned()));
    }

    /// Whether it is another site by the texts of some records alone.
    pub fn shares_frame(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.frame, &other.frame)
    }

    /// A record that nobody else holds yet, to be changed.
    fn record_mut(&mut self, ix: Ix) -> &mut Record {
        Arc::make_mut(&mut self.records[ix.at()])
    }
}

/// What `link` makes a site of: everything that was read, file by file.
pub struct Parts {
    /// `site.yaml`.
    pub config: Arc<Config>,
    /// Its text.
    pub config_source: Arc<Source>,
    /// Records' files: in the order of their paths.
    pub records: Vec<Arc<ParsedRecord>>,
    /// Translations' files, with what they are translations of.
    pub translations: Vec<(Kind, String, LanguageTag, Arc<ParsedTranslation>)>,
    /// Consents.
    pub ledger: Ledger,
    /// `signposts.yaml`: the file, entries with places, and what they name.
    pub signposts: Option<Arc<Source>>,
    /// `observances.yaml`.
    pub observances: Option<Arc<Source>>,
    /// What the private folder says, if it is there.
    pub private: Option<PrivateFolder>,
    /// Other files, by their paths.
    pub assets: BTreeMap<String, FileMetadata>,
    /// The blocks that bodies can use.
    pub blocks: BlockKinds,
    /// The templates that records can ask for, in order.
    pub templates: Vec<String>,
    /// Faults that were found while reading.
    pub faults: Vec<Fault>,
}
