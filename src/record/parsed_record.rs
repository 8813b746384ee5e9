//! A record's file after it was read, by itself.

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

/// One record's file, read by itself.
#[derive(Debug)]
pub struct ParsedRecord {
    /// The file.
    pub source: Arc<Source>,
    /// The file's fingerprint.
    pub digest: Digest,
    /// Its kind.
    pub kind: Kind,
    /// The last part of its address, from `slug:` or the file's name. For pages all of it.
    pub slug: String,
    /// What all kinds have; `None` when it cannot be read.
    pub common: Option<CommonFields>,
    /// What its kind has; `None` when it cannot be read.
    pub fields: Option<KindFields>,
    /// What its fields name.
    pub references: Vec<Reference>,
    /// Where its fields are in the file.
    pub locations: FieldLocations,
    /// Its text.
    pub body: MarkdownBody,
    /// Faults that are accepted on a line.
    pub waivers: Vec<LineWaiver>,
    /// What is wrong with the file by itself.
    pub faults: Vec<Fault>,
    /// Whether the private folder's file about it was merged in.
    pub has_private_file: bool,
}

impl ParsedRecord {
    /// A record whose file could not be read: it keeps its name and nothing else.
    pub fn unreadable(path: &str, kind: Kind, slug: &str, fault: Fault) -> Self {
        let source = Arc::new(Source { path: path.to_owned(), text: String::new() });
        Self {
            locations: FieldLocations::new(&source),
            source,
            digest: Digest::compute(b""),
            kind,
            slug: slug.to_owned(),
            common: None,
            fields: None,
            references: Vec::new(),
            body: MarkdownBody::default(),
            waivers: Vec::new(),
            faults: vec![fault],
            has_private_file: false,
        }
    }

    /// Whether it was read from this text and nothing else.
    pub fn is_parsed_from(&self, source: &Source) -> bool {
        !self.has_private_file && !self.is_unreadable() && *self.source == *source
    }

    /// Whether its file could not be read at all.
    pub fn is_unreadable(&self) -> bool {
        self.source.text.is_empty() && !self.faults.is_empty()
    }

    /// What the file itself says for a facet, each value once; of places those that it names. A word that cannot be used
    /// in an address is no value.
    pub fn facet_values(&self, facet: Facet) -> Vec<&str> {
        let Some(fields) = &self.fields else { return Vec::new() };
        let common = self.common.as_ref();
        let mut values: Vec<&str> = match facet {
            Facet::Type => fields.type_word().into_iter().collect(),
            Facet::Place => common.iter().flat_map(|common| &common.places).map(|place| place.text.as_str()).collect(),
            Facet::Topic => common.iter().flat_map(|common| &common.topics).map(|topic| topic.text.as_str()).collect(),
            Facet::Language => fields.languages(),
            Facet::Access => fields.access().map(Access::stated_facts).unwrap_or_default(),
        };
        values.retain(|value| path::is_slug(value));
        values.sort_unstable();
        values.dedup();
        values
    }

    /// The title, or the slug where there is none.
    pub fn title(&self) -> &str {
        self.common.as_ref().map_or(&self.slug, |common| &common.title)
    }
}
