//! What references and links lead to.

use super::record_index::RecordIndex;

/// What a reference in the front matter, or a link in a body, leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ResolvedTarget {
    /// A record, and the heading of its page that the link names, if it names one.
    Record(RecordIndex, Option<String>),
    /// A file, by its path.
    File(String),
    /// An address of the site that belongs to no record, such as a list or a feed, and the heading that the link
    /// names, if it names one.
    Address(String, Option<String>),
    /// An address of another site, or a heading of the same page. It is published as it is written.
    Verbatim(String),
    /// A word that is in its list, such as a topic or a consent. There is nothing to link to.
    KnownWord,
    /// Nothing: either a fault was reported, or the value is text rather than a reference.
    Unresolved,
}

impl ResolvedTarget {
    /// The record, if it is one.
    pub fn record(&self) -> Option<RecordIndex> {
        match self {
            Self::Record(ix, _) => Some(*ix),
            _ => None,
        }
    }

    /// The path of the file, if it is one.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::File(path) => Some(path),
            _ => None,
        }
    }
}
