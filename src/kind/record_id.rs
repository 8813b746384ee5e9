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

    /// Whether it is the introduction of a list: the `index.md` of a kind's folder or of `topics/`. It is shown on the
    /// list and has no page of its own.
    pub fn is_list_introduction(&self) -> bool {
        self.introduced_kind().is_some() || (self.kind == Kind::Page && self.slug == "topics")
    }

    /// The kind on whose list the record is: the kind that it introduces, else its own.
    pub fn list_kind(&self) -> Kind {
        self.introduced_kind().unwrap_or(self.kind)
    }

    fn introduced_kind(&self) -> Option<Kind> {
        if self.kind == Kind::Page { Kind::from_folder(&self.slug) } else { None }
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.slug)
    }
}
