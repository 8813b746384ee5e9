//! Kinds of records, and what names one.

use std::fmt;

/// The kinds. A record's folder is its kind; everything else is a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `stories/`
    Story,
    /// `partners/`
    Partner,
    /// `events/`
    Event,
    /// `places/`
    Place,
    /// `campaigns/`
    Campaign,
    /// `resources/`
    Resource,
    /// `incidents/`
    Incident,
    /// Any other folder.
    Page,
}

impl Kind {
    /// All kinds, in the order in which lists show them.
    pub const ALL: [Self; 8] = [
        Self::Story,
        Self::Partner,
        Self::Event,
        Self::Place,
        Self::Campaign,
        Self::Resource,
        Self::Incident,
        Self::Page,
    ];

    /// The word for one.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Partner => "partner",
            Self::Event => "event",
            Self::Place => "place",
            Self::Campaign => "campaign",
            Self::Resource => "resource",
            Self::Incident => "incident",
            Self::Page => "page",
        }
    }

    /// The word for one, with its article.
    pub fn word_with_article(self) -> &'static str {
        match self {
            Self::Story => "a story",
            Self::Partner => "a partner",
            Self::Event => "an event",
            Self::Place => "a place",
            Self::Campaign => "a campaign",
            Self::Resource => "a resource",
            Self::Incident => "an incident",
            Self::Page => "a page",
        }
    }

    /// Its folder below `content/`, which is also the first part of its addresses; empty for pages.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Story => "stories",
            Self::Partner => "partners",
            Self::Event => "events",
            Self::Place => "places",
            Self::Campaign => "campaigns",
            Self::Resource => "resources",
            Self::Incident => "incidents",
            Self::Page => "",
        }
    }

    /// The kind of a folder name.
    pub fn from_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| !kind.folder().is_empty() && kind.folder() == folder)
    }

    /// The kind of a word such as `story`; the folder's name is understood too.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word).or_else(|| Self::from_folder(word))
    }

    /// Whether its records have pages and a list.
    pub fn has_pages(self) -> bool {
        self != Self::Incident
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What names a record, for ever and in every language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId {
    /// The member network it comes from; empty in a network that is no hub.
    pub network: String,
    /// Its kind.
    pub kind: Kind,
    /// Its slug.
    pub slug: String,
}

impl RecordId {
    /// A record of this network.
    pub fn local(kind: Kind, slug: impl Into<String>) -> Self {
        Self { network: String::new(), kind, slug: slug.into() }
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.network.is_empty() {
            write!(f, "{}/", self.network)?;
        }
        write!(f, "{}:{}", self.kind, self.slug)
    }
}
