//! Facets: what records can be narrowed down by, each with lists of its own.

/// A property by which the records of a kind can be narrowed down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// `type:`, or what a kind has in its place.
    Type,
    /// The places it is in, and those above them.
    Place,
    /// Its topics.
    Topic,
    /// Languages spoken there, or the languages of its downloads.
    Language,
    /// Access facts that are stated with yes.
    Access,
}

impl Facet {
    /// The word used in addresses: `/partners/type/group/`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Place => "place",
            Self::Topic => "topic",
            Self::Language => "language",
            Self::Access => "access",
        }
    }
}
