//! What a site is linked from.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::consent::Ledger;
use crate::fault::Fault;
use crate::file_metadata::FileMetadata;
use crate::kind::Kind;
use crate::language::LanguageTag;
use crate::markdown::BlockKinds;
use crate::record::{ParsedRecord, ParsedTranslation};
use crate::text::Source;

/// Everything that was read, file by file.
pub struct LinkInput {
    /// The settings of `site.yaml`.
    pub config: Arc<Config>,
    /// The text of `site.yaml`.
    pub config_source: Arc<Source>,
    /// The files of records, in the order of their paths.
    pub records: Vec<Arc<ParsedRecord>>,
    /// The files of translations, each with the kind and slug of its record and its language.
    pub translations: Vec<(Kind, String, LanguageTag, Arc<ParsedTranslation>)>,
    /// The consents of `consents.yaml`.
    pub ledger: Ledger,
    /// The text of `signposts.yaml`.
    pub signposts: Option<Arc<Source>>,
    /// The text of `observances.yaml`.
    pub observances: Option<Arc<Source>>,
    /// Pictures and downloads, by path.
    pub assets: BTreeMap<String, FileMetadata>,
    /// The blocks that bodies can use.
    pub blocks: BlockKinds,
    /// The names of the templates that records can choose, sorted.
    pub templates: Vec<String>,
    /// Faults that were found while reading.
    pub faults: Vec<Fault>,
}
