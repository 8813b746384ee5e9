//! The file of a record, after it was read.

use std::borrow::Cow;
use std::sync::Arc;

use super::access::Access;
use super::common::CommonFields;
use super::field_locations::FieldLocations;
use super::kind_fields::KindFields;
use super::line_waiver::LineWaiver;
use crate::digest::Digest;
use crate::fault::Fault;
use crate::kind::{Facet, Kind};
use crate::markdown::MarkdownBody;
use crate::path;
use crate::text::Source;
use crate::yaml::Reference;

/// The most bytes of a word in an address that a text becomes: a file system allows 255.
const MAX_FACET_WORD_BYTES: usize = 100;

/// The file of a record. Everything that needs other files is in `site`.
#[derive(Debug)]
pub struct ParsedRecord {
    /// The file.
    pub source: Arc<Source>,
    /// The digest of the file.
    pub digest: Digest,
    /// The kind.
    pub kind: Kind,
    /// The last part of the address, from `slug:` or the file name; for pages the whole address.
    pub slug: String,
    /// The title in the form in which lists sort it.
    pub sort_title: String,
    /// The fields that all kinds have; `None` when they cannot be read.
    pub common: Option<CommonFields>,
    /// The fields of the kind; `None` when they cannot be read.
    pub fields: Option<KindFields>,
    /// The references in the fields.
    pub references: Vec<Reference>,
    /// The places of the fields in the file.
    pub locations: FieldLocations,
    /// The text below the front matter.
    pub body: MarkdownBody,
    /// The faults that are accepted on lines of the file.
    pub waivers: Vec<LineWaiver>,
    /// What is wrong with the file.
    pub faults: Vec<Fault>,
    /// Whether values of a private file were added.
    pub has_private_file: bool,
}

impl ParsedRecord {
    /// A record whose file could not be read: only its kind and slug are known.
    pub fn unreadable(path: &str, kind: Kind, slug: &str, fault: Fault) -> Self {
        let source = Arc::new(Source { path: path.to_owned(), text: String::new() });
        Self {
            locations: FieldLocations::new(&source),
            source,
            digest: Digest::compute(b""),
            kind,
            slug: slug.to_owned(),
            sort_title: path::sort_key(slug),
            common: None,
            fields: None,
            references: Vec::new(),
            body: MarkdownBody::default(),
            waivers: Vec::new(),
            faults: vec![fault],
            has_private_file: false,
        }
    }

    /// Whether it was read from this text, without a private file.
    pub fn is_parsed_from(&self, source: &Source) -> bool {
        !self.has_private_file && !self.is_unreadable() && *self.source == *source
    }

    /// Whether the file could not be read at all.
    pub fn is_unreadable(&self) -> bool {
        self.source.text.is_empty() && !self.faults.is_empty()
    }

    /// The file's values for a facet, each once; for places, those that the file names. A word that cannot be used in
    /// an address is left out.
    pub fn facet_values(&self, facet: Facet) -> Vec<Cow<'_, str>> {
        let Some(fields) = &self.fields else { return Vec::new() };
        let common = self.common.as_ref();
        let mut values: Vec<Cow<'_, str>> = match facet {
            Facet::Type => borrow_all(fields.type_word().into_iter().collect()),
            Facet::Place => borrow_all(common.iter().flat_map(|common| &common.places).map(|one| &*one.text).collect()),
            Facet::Topic => borrow_all(common.iter().flat_map(|common| &common.topics).map(|one| &*one.text).collect()),
            Facet::Language => borrow_all(fields.languages()),
            Facet::Access => borrow_all(fields.access().map(Access::stated_facts).unwrap_or_default()),
            Facet::Publisher => fields.facet_texts(facet),
            Facet::Year | Facet::Audience | Facet::Author | Facet::Licence => {
                fields.facet_texts(facet).iter().map(|text| Cow::Owned(facet_word(text))).collect()
            }
        };
        values.retain(|value| path::is_slug(value) && !path::is_too_long(value));
        values.sort_unstable();
        values.dedup();
        values
    }

    /// The text that has a word in addresses, such as `CC BY 4.0` for `cc-by-4-0`.
    pub fn facet_text(&self, facet: Facet, word: &str) -> Option<Cow<'_, str>> {
        self.fields.as_ref()?.facet_texts(facet).into_iter().find(|text| facet_word(text) == word)
    }

    /// The title; the slug if there is none.
    pub fn title(&self) -> &str {
        self.common.as_ref().map_or(&self.slug, |common| &common.title)
    }
}

fn borrow_all(values: Vec<&str>) -> Vec<Cow<'_, str>> {
    values.into_iter().map(Cow::Borrowed).collect()
}

/// The word in addresses for a text by which lists can be narrowed down; empty for one that is too long for an address.
fn facet_word(text: &str) -> String {
    let word = path::slugify(text);
    if word.len() <= MAX_FACET_WORD_BYTES { word } else { String::new() }
}
