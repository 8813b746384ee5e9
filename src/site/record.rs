//! Records and translations, with everything that linking found out about them.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::picture_use::PictureUse;
use super::record_index::RecordIndex;
use super::resolved_target::ResolvedTarget;
use crate::kind::{Kind, RecordId, Role};
use crate::language::LanguageTag;
use crate::record::{ParsedRecord, ParsedTranslation};

/// A record, its translations, and its relations to other records.
#[derive(Clone, Debug)]
pub struct Record {
    /// The kind and slug.
    pub id: RecordId,
    /// The file that the record was read from.
    pub parsed: Arc<ParsedRecord>,
    /// The translations, in the order of their language tags.
    pub translations: Vec<Translation>,
    /// What the references of the front matter lead to, in the order of `parsed.references`.
    pub resolved_references: Vec<ResolvedTarget>,
    /// What the links of the body lead to, in the order of `parsed.body.links`.
    pub links: Vec<ResolvedTarget>,
    /// The pictures of the body, in the order of `parsed.body.pictures`; `None` for a picture that is left out.
    pub pictures: Vec<Option<PictureUse>>,
    /// The records that the blocks of the body name, in the order of `parsed.body.blocks`; `None` for a block that
    /// names no record.
    pub block_records: Vec<Option<RecordIndex>>,
    /// The lead picture.
    pub lead_picture: Option<PictureUse>,
    /// The topics of `site.yaml` that the record names, as positions in [`SiteContext::topics`](super::SiteContext::topics).
    pub topics: Vec<u32>,
    /// The places where the record is: the places that it names; for an event without `places`, those of its venue,
    /// else of its organisers.
    pub in_places: Vec<RecordIndex>,
    /// The records that this record names, with the role in which it names them.
    pub relations: Vec<(Role, RecordIndex)>,
    /// The records that name this record, with the role in which they name it.
    pub backlinks: Vec<(Role, RecordIndex)>,
    /// Whether the record has errors and is therefore not published.
    pub is_invalid: bool,
    /// Whether one of the errors involves other files, such as an address that two records have. An edit of this
    /// record alone does not remove it.
    pub(super) has_cross_file_error: bool,
    /// The address, without the base path.
    pub address: String,
    /// The files that the record names.
    pub(super) files: RecordFiles,
}

/// The files that a record names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct RecordFiles {
    /// Files that are published with the record.
    pub(super) published: BTreeSet<String>,
    /// All files that the record names, also those that cannot be published.
    pub(super) referenced: BTreeSet<String>,
    /// The consents that pictures need: the path of a picture, and the ids of the consents.
    pub(super) picture_consents: Vec<(String, Vec<String>)>,
}

/// A translation of a record.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The language.
    pub language: LanguageTag,
    /// The file that the translation was read from.
    pub parsed: Arc<ParsedTranslation>,
    /// What the links of the body lead to, in the order of `parsed.body.links`.
    pub links: Vec<ResolvedTarget>,
    /// The pictures of the body; `None` for a picture that is left out.
    pub pictures: Vec<Option<PictureUse>>,
    /// The records that the blocks of the body name; `None` for a block that names no record.
    pub block_records: Vec<Option<RecordIndex>>,
    /// Whether the translation has errors and is therefore not published.
    pub is_invalid: bool,
    /// Whether one of the errors involves other files.
    pub(super) has_cross_file_error: bool,
    /// The address, without the base path.
    pub address: String,
}

impl Record {
    /// The kind.
    pub fn kind(&self) -> Kind {
        self.id.kind
    }

    /// The key by which a consent's `for:` names the record: `stories/shared-kitchen`.
    pub fn consent_key(&self) -> String {
        match self.id.kind.folder() {
            "" => self.id.slug.clone(),
            folder => format!("{folder}/{}", self.id.slug),
        }
    }

    /// A fingerprint of all that pages can show of the record: the contents of its files, and what linking found out.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let Self { parsed, translations, id, resolved_references, links, pictures, block_records, .. } = self;
        (id, parsed.digest, resolved_references, links, pictures, block_records).hash(&mut hasher);
        let Self { lead_picture, topics, in_places, relations, backlinks, is_invalid, .. } = self;
        (lead_picture, topics, in_places, relations, backlinks, is_invalid).hash(&mut hasher);
        let Self { has_cross_file_error, address, files, .. } = self;
        (has_cross_file_error, address, files).hash(&mut hasher);
        for translation in translations {
            let Translation { language, parsed, links, pictures, block_records, .. } = translation;
            (language, parsed.digest, links, pictures, block_records).hash(&mut hasher);
            let Translation { is_invalid, has_cross_file_error, address, .. } = translation;
            (is_invalid, has_cross_file_error, address).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// Whether it is a part of a page that the program makes: the front page, or a list that it introduces.
    pub fn shares_its_page(&self) -> bool {
        self.id.is_list_introduction() || self.address == "/"
    }

    /// The records that this record names in a role.
    pub(super) fn related(&self, role: Role) -> impl Iterator<Item = RecordIndex> {
        self.relations.iter().filter(move |(known, _)| *known == role).map(|(_, to)| *to)
    }

    /// Everything that the references and links of the record and its translations lead to.
    pub(super) fn all_targets(&self) -> impl Iterator<Item = &ResolvedTarget> {
        let in_translations = self.translations.iter().flat_map(|translation| &translation.links);
        self.resolved_references.iter().chain(&self.links).chain(in_translations)
    }

    /// Is as valid as the same record that was checked before.
    pub(super) fn take_validity_from(&mut self, checked: &Self) {
        self.is_invalid = checked.is_invalid;
        for (own, checked) in self.translations.iter_mut().zip(&checked.translations) {
            own.is_invalid = checked.is_invalid;
        }
    }

    /// Marks the record as invalid because of an error that involves other files.
    pub(super) fn set_cross_file_error(&mut self) {
        (self.is_invalid, self.has_cross_file_error) = (true, true);
    }
}

impl Translation {
    /// Marks the translation as invalid because of an error that involves other files.
    pub(super) fn set_cross_file_error(&mut self) {
        (self.is_invalid, self.has_cross_file_error) = (true, true);
    }
}
