//! What identifies a record.

use std::fmt;

use super::Kind;

/// Identifies a record in every language. It stays the same while the record keeps its slug.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId {
    /// Its kind.
    pub kind: Kind,
    /// Its slug.
    pub slug: String,
}

impl RecordId {
    /// A record of this kind with this slug.
    pub fn new(kind: Kind, slug: impl Into<String>) -> Self {
        Self { kind, slug: slug.into() }
    }

    /// Parses `story:kitchen`.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, slug) = text.split_once(':')?;
        Some(Self::new(Kind::parse(kind)?, slug))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.slug)
    }
}
