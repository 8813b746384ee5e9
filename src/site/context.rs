//! What a site has besides its records.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::address::KnownAddresses;
use super::record_index::RecordIndex;
use super::record_lookup::RecordLookup;
use super::same_as::MergedRecords;
use crate::config::Config;
use crate::consent::Ledger;
use crate::digest::Digest;
use crate::file_metadata::FileMetadata;
use crate::markdown::BlockKinds;
use crate::record::{Observance, Signpost};
use crate::text::Source;

/// A record's number and, for the file of a translation, the translation's position in the record.
pub(super) type RecordPaths = HashMap<String, (RecordIndex, Option<usize>)>;

/// What a site has besides its records. An edit of a record's text does not change it.
///
/// A [`Site`](super::Site) dereferences to it: `site.config` reads `SiteContext::config`.
#[derive(Clone, Debug)]
pub struct SiteContext {
    /// The settings of `site.yaml`.
    pub config: Arc<Config>,
    /// The text of `site.yaml`.
    pub config_source: Arc<Source>,
    /// Records by kind and slug.
    pub by_id: RecordLookup,
    /// The consents of `consents.yaml`.
    pub ledger: Ledger,
    /// The entries of `signposts.yaml`: where to report incidents and find help.
    pub signposts: Vec<Signpost>,
    /// The text of `signposts.yaml`, if there is one.
    pub signposts_source: Option<Arc<Source>>,
    /// The entries of `observances.yaml`: festivals and holidays.
    pub observances: Vec<Observance>,
    /// Pictures and downloads, by path.
    pub assets: BTreeMap<String, FileMetadata>,
    /// The ids of the consents that a picture needs, by the digest of its bytes: copies of a picture need the same.
    pub consents_by_picture: HashMap<Digest, Vec<String>>,
    /// The blocks that bodies can use.
    pub blocks: BlockKinds,
    /// The names of the templates that records can choose, sorted.
    pub templates: Vec<String>,
    /// The topics of `site.yaml`: slug and label, in the order of the file.
    pub topics: Vec<(String, String)>,
    /// For each record that is a place: the place itself and all places above it. Empty for other records.
    pub enclosing_places: Vec<Vec<RecordIndex>>,
    /// The records that are shown instead of others.
    pub(super) merged: MergedRecords,
    /// The files of records and translations.
    pub(super) records_by_path: RecordPaths,
    /// The addresses that links can name.
    pub(super) addresses: KnownAddresses,
}
