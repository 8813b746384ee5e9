//! All records of a network, their relations by role in both directions, and what is wrong between them.
//!
//! A `Site` knows nothing of now: whether a record may be seen is decided by `publish`.

mod address;
mod check;
mod cycle;
mod event;
mod facet;
mod leak;
mod link;
mod link_body;
mod link_target;
mod linker;
mod lint;
mod relink;
mod series;
mod suggestions;
mod waivers;
mod weekday;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

pub use address::{BuiltInPage, SEARCH_ADDRESS, file_address};
pub use link::link;
pub use relink::{FileChange, relink};
pub use waivers::apply_waivers;

use crate::config::Config;
use crate::consent::{Ledger, PrivateFolder};
use crate::fault::{Fault, Faults};
use crate::file_metadata::FileMetadata;
use crate::kind::{Kind, RecordId, Role};
use crate::language::LanguageTag;
use crate::markdown::BlockKinds;
use crate::record::{Observance, ParsedRecord, ParsedTranslation, Signpost};
use crate::text::Source;

/// A record's number in its site. Records are in the order of kind and slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordIndex(u32);

impl RecordIndex {
    /// From a place in the list.
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("fewer than 2^32 records"))
    }

    /// The place in the list.
    pub fn as_usize(self) -> usize {
        self.0 as usize
    }
}

/// Records by kind and slug.
#[derive(Debug, Default)]
pub struct RecordLookup(BTreeMap<Kind, HashMap<String, RecordIndex>>);

impl RecordLookup {
    /// Of records in their order.
    pub fn from_records(records: &[Arc<Record>]) -> Self {
        let mut index = Self::default();
        for (at, record) in records.iter().enumerate() {
            index.0.entry(record.kind()).or_default().insert(record.id.slug.clone(), RecordIndex::new(at));
        }
        index
    }

    /// The record of a kind with a slug.
    pub fn get(&self, kind: Kind, slug: &str) -> Option<RecordIndex> {
        self.0.get(&kind)?.get(slug).copied()
    }
}

/// All records of a network.
#[derive(Debug)]
pub struct Site {
    /// What stays while records keep their names: an edit of one record's text makes a new site around the same frame.
    context: Arc<SiteContext>,
    /// The records, in the order of kind and slug.
    pub records: Vec<Arc<Record>>,
    /// What is wrong.
    faults: SiteFaults,
    /// Records that an edit elsewhere may concern.
    dependents: Arc<relink::Dependents>,
}

/// What a site has beside its records; read as if it were the site's own.
#[derive(Debug)]
pub struct SiteContext {
    /// `site.yaml`.
    pub config: Arc<Config>,
    /// Its text.
    pub config_source: Arc<Source>,
    /// Records by kind and slug.
    pub by_id: RecordLookup,
    /// Consents.
    pub ledger: Ledger,
    /// Where to report and find help.
    pub signposts: Vec<Signpost>,
    /// Festivals and holidays.
    pub observances: Vec<Observance>,
    /// What the private folder says, if it is there.
    pub private_folder: Option<PrivateFolder>,
    /// Files that records may refer to, by their paths.
    pub assets: BTreeMap<String, FileMetadata>,
    /// Consents that a picture's content needs, by its fingerprint.
    pub consents_by_picture: HashMap<crate::digest::Digest, Vec<String>>,
    /// The blocks that bodies can use.
    pub blocks: BlockKinds,
    /// The templates that records can ask for, in order.
    pub templates: Vec<String>,
    /// The topics of `site.yaml`: slug and label, in its order.
    pub topics: Vec<(String, String)>,
    /// Each place with all the places above it, by record number.
    pub enclosing_places: Vec<Vec<RecordIndex>>,
    /// Records and translations by their files.
    records_by_path: link::RecordPaths,
    /// The addresses that links can name.
    addresses: address::KnownAddresses,
}

impl std::ops::Deref for Site {
    type Target = SiteContext;

    fn deref(&self) -> &SiteContext {
        &self.context
    }
}

/// Faults of a site, by what has to change for them to change.
#[derive(Clone, Debug, Default)]
struct SiteFaults {
    /// Between files.
    cross_file: Arc<Vec<Fault>>,
    /// Of one record and what it refers to; of records that have any.
    by_record: BTreeMap<RecordIndex, Arc<Vec<Fault>>>,
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
    pub resolved_references: Vec<ResolvedTarget>,
    /// What the links of its body lead to, by their numbers.
    pub links: Vec<ResolvedTarget>,
    /// What the pictures of its body are, by their numbers; `None` for one that is left out.
    pub pictures: Vec<Option<PictureUse>>,
    /// What the blocks of its body refer to, by their numbers.
    pub block_records: Vec<Option<RecordIndex>>,
    /// Its lead picture.
    pub lead_picture: Option<PictureUse>,
    /// Topics that exist, by their numbers in the site.
    pub topics: Vec<u32>,
    /// Where it is: its own places, else its venue's, else its organisers'.
    pub in_places: Vec<RecordIndex>,
    /// Relations from it.
    pub relations: Vec<(Role, RecordIndex)>,
    /// Relations to it.
    pub backlinks: Vec<(Role, RecordIndex)>,
    /// Whether a fault holds it back.
    pub is_invalid: bool,
    /// Whether a fault between files holds it back, whatever it says itself.
    has_cross_file_error: bool,
    /// Its address, without the base path.
    pub address: String,
    /// Its title as lists sort it.
    pub sort_title: String,
    /// The files that it names.
    files: RecordFiles,
}

/// The files that a record names, and what it says of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct RecordFiles {
    /// Published with it.
    published: BTreeSet<String>,
    /// Named, whatever else is wrong there.
    referenced: BTreeSet<String>,
    /// Consents that pictures need, by path.
    picture_consents: Vec<(String, Vec<String>)>,
}

/// A translation with all that is known of it.
#[derive(Clone, Debug)]
pub struct Translation {
    /// Its language.
    pub language: LanguageTag,
    /// Its file.
    pub parsed: Arc<ParsedTranslation>,
    /// What the links of its body lead to.
    pub links: Vec<ResolvedTarget>,
    /// What the pictures of its body are.
    pub pictures: Vec<Option<PictureUse>>,
    /// What the blocks of its body refer to.
    pub block_records: Vec<Option<RecordIndex>>,
    /// Whether a fault holds it back.
    pub is_invalid: bool,
    /// Whether a fault between files holds it back, whatever it says itself.
    has_cross_file_error: bool,
    /// Its address, without the base path.
    pub address: String,
}

/// What a word or link was resolved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolvedTarget {
    /// A record, perhaps a heading of its page.
    Record(RecordIndex, Option<String>),
    /// A file, by its path.
    File(String),
    /// An address of the site that is no record's: a list, a feed. Perhaps a heading.
    Address(String, Option<String>),
    /// Another site, or a heading of the same page: published as it is.
    Verbatim(String),
    /// A word that was found in its list; nothing to show.
    KnownWord,
    /// Nothing: a fault was reported, or it is text.
    Unresolved,
}

impl ResolvedTarget {
    /// The record, if it is one.
    pub fn record(&self) -> Option<RecordIndex> {
        match self {
            Self::Record(ix, _) => Some(*ix),
            _ => None,
        }
    }
}

/// A picture that is used somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureUse {
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
    fn set_cross_file_error(&mut self) {
        (self.is_invalid, self.has_cross_file_error) = (true, true);
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        self.id.kind
    }

    /// The key that consents name it by: `stories/shared-kitchen`.
    pub fn consent_key(&self) -> String {
        match self.id.kind.folder() {
            "" => self.id.slug.clone(),
            folder => format!("{folder}/{}", self.id.slug),
        }
    }
}

impl Site {
    /// A record by its number.
    pub fn record(&self, ix: RecordIndex) -> &Record {
        &self.records[ix.as_usize()]
    }

    /// A record by what names it.
    pub fn find(&self, kind: Kind, slug: &str) -> Option<RecordIndex> {
        self.by_id.get(kind, slug)
    }

    /// All records with their numbers.
    pub fn indexed_records(&self) -> impl Iterator<Item = (RecordIndex, &Record)> {
        self.records.iter().enumerate().map(|(index, record)| (RecordIndex::new(index), &**record))
    }

    /// The address of the page that a file makes, without the base path.
    pub fn address_of_file(&self, path: &str) -> Option<&str> {
        let (ix, translation) = *self.records_by_path.get(path)?;
        let record = self.record(ix);
        Some(match translation {
            Some(number) => &record.translations[number].address,
            None => &record.address,
        })
    }

    /// Everything that is wrong with its files and between them.
    pub fn report_faults(&self, out: &mut Faults) {
        out.extend(self.faults.cross_file.iter().cloned());
        out.extend(self.faults.by_record.values().flat_map(|faults| faults.iter().cloned()));
    }

    /// Whether it is another site by the texts of some records alone.
    pub fn shares_context(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.context, &other.context)
    }

    /// A record that nobody else holds yet, to be changed.
    fn record_mut(&mut self, ix: RecordIndex) -> &mut Record {
        Arc::make_mut(&mut self.records[ix.as_usize()])
    }
}

/// What `link` makes a site of: everything that was read, file by file.
pub struct LinkInput {
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
    pub private_folder: Option<PrivateFolder>,
    /// Other files, by their paths.
    pub assets: BTreeMap<String, FileMetadata>,
    /// The blocks that bodies can use.
    pub blocks: BlockKinds,
    /// The templates that records can ask for, in order.
    pub templates: Vec<String>,
    /// Faults that were found while reading.
    pub faults: Vec<Fault>,
}
