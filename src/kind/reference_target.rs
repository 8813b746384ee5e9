//! What a reference in a field must name.

use super::Kind;

/// What a reference must name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceTarget {
    /// A record of a kind, by its slug.
    Record(Kind),
    /// A record of any kind, written `kind:slug`.
    AnyRecord,
    /// A partner's slug, or any text.
    PartnerOrText,
    /// A topic of `site.yaml`.
    Topic,
    /// A consent of `consents.yaml`, by its id.
    Consent,
    /// An entry of `signposts.yaml`, by its id.
    Signpost,
    /// A word of a list that `site.yaml` can extend.
    Word(Vocabulary),
    /// A picture beside the record.
    Picture,
    /// Any file beside the record.
    File,
    /// An address of the site, or the file of a record.
    Link,
}

/// A list of words that `site.yaml` can extend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vocabulary {
    /// The types of a kind: `types:` in `site.yaml`.
    Types(Kind),
    /// The levels of places: `levels:` in `site.yaml`.
    Levels,
    /// Access facts: `access:` in `site.yaml`.
    AccessFacts,
}

impl Vocabulary {
    /// All lists.
    pub fn all() -> impl Iterator<Item = Self> {
        let types = Kind::all().filter(|kind| !kind.spec().types.is_empty()).map(Self::Types);
        types.chain([Self::Levels, Self::AccessFacts])
    }

    /// What one of its words is called in messages: `partner type`.
    pub fn word_name(self) -> String {
        match self {
            Self::Types(kind) => format!("{kind} type"),
            Self::Levels => "level".to_owned(),
            Self::AccessFacts => "access fact".to_owned(),
        }
    }
}
