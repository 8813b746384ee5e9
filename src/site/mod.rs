//! All records of a network, their relations by role in both directions, and what is wrong between them.
//!
//! A `Site` knows nothing of now: whether a record may be seen is decided by `publish`.

mod address;
mod body;
pub(crate) mod check;
mod cycle;
mod link;
mod resolve;
mod settle;
mod target;
mod words;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub use address::of_file;
pub use link::link;
pub use settle::settle;

use crate::config::Config;
use crate::consent::{Ledger, Private};
use crate::fault::Fault;
use crate::image::Facts;
use crate::language::Tag;
use crate::markdown::Blocks;
use crate::record::{Kind, Observance, Parsed, ParsedEdition, RecordId, Signpost};
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
    pub fn of(records: &[Record]) -> Self {
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
    /// `site.yaml`.
    pub config: Config,
    /// Its text.
    pub config_source: Arc<Source>,
    /// The records, in the order of kind and slug.
    pub records: Vec<Record>,
    /// Records by kind and slug.
    pub by_id: Index,
    /// Consents.
    pub ledger: Ledger,
    /// Where to report and find help.
    pub signposts: Vec<Signpost>,
    /// Festivals and holidays.
    pub observances: Vec<Observance>,
    /// What the private folder says, if it is there.
    pub private: Option<Private>,
    /// Files that records may refer to, by their paths.
    pub assets: BTreeMap<String, Facts>,
    /// Consents that a picture's content needs, by its fingerprint.
    pub picture_consents: HashMap<crate::digest::Digest, Vec<String>>,
    /// The blocks that bodies can use.
    pub blocks: Blocks,
    /// The templates that records can ask for, in order.
    pub templates: Vec<String>,
    /// The topics of `site.yaml`: slug and label, in its order.
    pub topics: Vec<(String, String)>,
}

/// A record with all that is known of it.
#[derive(Debug)]
pub struct Record {
    /// What names it.
    pub id: RecordId,
    /// Its file.
    pub parsed: Arc<Parsed>,
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
    /// Its address, without the base path.
    pub address: String,
}

/// A translation with all that is known of it.
#[derive(Debug)]
pub struct Translation {
    /// Its language.
    pub language: Tag,
    /// Its file.
    pub parsed: Arc<ParsedEdition>,
    /// What the links of its body lead to.
    pub links: Vec<Resolved>,
    /// What the pictures of its body are.
    pub pictures: Vec<Option<Shot>>,
    /// What the blocks of its body refer to.
    pub block_records: Vec<Option<Ix>>,
    /// Whether a fault holds it back.
    pub held_back: bool,
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
        self.records.iter().enumerate().map(|(index, record)| (Ix::new(index), record))
    }
}

/// What `link` makes a site of: everything that was read, file by file.
pub struct Parts {
    /// `site.yaml`.
    pub config: Config,
    /// Its text.
    pub config_source: Arc<Source>,
    /// Records' files: in the order of their paths.
    pub records: Vec<Arc<Parsed>>,
    /// Translations' files, with what they are translations of.
    pub translations: Vec<(Kind, String, Tag, Arc<ParsedEdition>)>,
    /// Consents.
    pub ledger: Ledger,
    /// `signposts.yaml`: the file, entries with places, and what they name.
    pub signposts: Option<Arc<Source>>,
    /// `observances.yaml`.
    pub observances: Option<Arc<Source>>,
    /// What the private folder says, if it is there.
    pub private: Option<Private>,
    /// Other files, by their paths.
    pub assets: BTreeMap<String, Facts>,
    /// The blocks that bodies can use.
    pub blocks: Blocks,
    /// The templates that records can ask for, in order.
    pub templates: Vec<String>,
    /// Faults that were found while reading.
    pub faults: Vec<Fault>,
}
