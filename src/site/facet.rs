//! Facets: what partners, resources and stories can be chosen by, in lists of their own.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Record;
use crate::path;
use crate::record::{AccessAnswer, Kind, KindFields, ParsedRecord};

/// What records of a kind can be chosen by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// `type:`.
    Type,
    /// Where it is, or what is around that.
    Place,
    /// What it is about.
    Topic,
    /// What is spoken there, or what its downloads are in.
    Language,
    /// What is said of getting in, with yes.
    Access,
}

impl Facet {
    /// Those of a kind, in the order of pages.
    pub fn for_kind(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Partner => &[Self::Type, Self::Place, Self::Topic, Self::Language, Self::Access],
            Kind::Resource => &[Self::Type, Self::Topic, Self::Place, Self::Language],
            Kind::Story => &[Self::Type],
            _ => &[],
        }
    }

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Place => "place",
            Self::Topic => "topic",
            Self::Language => "language",
            Self::Access => "access",
        }
    }

    /// The address of the list of what has a value.
    pub fn list_address(self, kind: Kind, value: &str) -> String {
        format!("/{}/{}/{value}/", kind.folder(), self.as_str())
    }

    /// What a file says itself, each once: of places those that it names. What cannot stand in an address is no value.
    pub fn values(self, parsed: &ParsedRecord) -> Vec<&str> {
        let Some(fields) = &parsed.fields else { return Vec::new() };
        let common = parsed.common.as_ref();
        let mut values: Vec<&str> = match (self, fields) {
            (Self::Type, KindFields::Partner(partner)) => vec![&partner.kind.text],
            (Self::Type, KindFields::Resource(resource)) => vec![&resource.kind.text],
            (Self::Type, KindFields::Story(story)) => vec![story.type_word()],
            (Self::Place, _) => common.iter().flat_map(|common| &common.places).map(|one| one.text.as_str()).collect(),
            (Self::Topic, _) => common.iter().flat_map(|common| &common.topics).map(|one| one.text.as_str()).collect(),
            (Self::Language, KindFields::Partner(partner)) => partner.languages.iter().map(String::as_str).collect(),
            (Self::Language, KindFields::Resource(resource)) => {
                resource.files.iter().filter_map(|file| Some(file.language.as_ref()?.as_str())).collect()
            }
            (Self::Access, KindFields::Partner(partner)) => {
                let facts = partner.access.iter().flat_map(|access| &access.0);
                facts.filter(|(_, answer)| *answer == AccessAnswer::Yes).map(|(fact, _)| fact.as_str()).collect()
            }
            _ => Vec::new(),
        };
        values.retain(|value| path::is_slug(value));
        values.sort_unstable();
        values.dedup();
        values
    }
}

/// The lists that a file puts its record into.
pub(super) fn facet_lists(parsed: &ParsedRecord) -> impl Iterator<Item = (Kind, Facet, &str)> {
    let kind = parsed.kind;
    let lists_of_facet =
        move |facet: &'static Facet| facet.values(parsed).into_iter().map(move |value| (kind, *facet, value));
    Facet::for_kind(kind).iter().flat_map(lists_of_facet)
}

/// The addresses of the lists that records are put into, each once.
pub(super) fn facet_list_addresses(records: &[Arc<Record>]) -> Vec<String> {
    let lists: BTreeSet<(Kind, Facet, &str)> = records.iter().flat_map(|record| facet_lists(&record.parsed)).collect();
    lists.into_iter().map(|(kind, facet, value)| facet.list_address(kind, value)).collect()
}
