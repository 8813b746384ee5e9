//! Facets: what lists can be filtered by. Each value has a list of its own.

/// A property by which the records of a kind can be filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// `type:`, or the field that a kind has instead, such as a place's `level:`.
    Type,
    /// The places that the record is in, and the places that these are in.
    Place,
    /// Its topics.
    Topic,
    /// Languages spoken there, or the languages of its downloads.
    Language,
    /// Access facts that are stated with `yes`.
    Access,
    /// The year of its date.
    Year,
    /// Whom it is for.
    Audience,
    /// Who wrote it.
    Author,
    /// The partner that published it.
    Publisher,
    /// Its licence.
    Licence,
}

/// How many values of a facet are beside a list. If there are more, they have a page of their own.
pub const MAX_VALUES_BESIDE_LIST: usize = 200;
/// How many values that page shows; it has further pages.
pub const VALUES_PER_PAGE: usize = 400;

impl Facet {
    /// The word used in addresses: `/partners/type/group/`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Place => "place",
            Self::Topic => "topic",
            Self::Language => "language",
            Self::Access => "access",
            Self::Year => "year",
            Self::Audience => "audience",
            Self::Author => "author",
            Self::Publisher => "publisher",
            Self::Licence => "licence",
        }
    }
}
