//! Which records the table shows, and in which order: read from the query of its address, and written into the links
//! around the table.

use super::context::Desk;
use crate::agenda::RecordStatus;
use crate::kind::Kind;
use crate::path::percent_encode_value;

/// A longer search is cut to this many characters.
const MAX_SEARCH_CHARS: usize = 200;

/// The search, filter and order that the reader chose.
#[derive(Clone, Debug)]
pub(super) struct TableQuery {
    pub(super) search: String,
    pub(super) kind: Option<Kind>,
    pub(super) status: Option<RecordStatus>,
    pub(super) faults_only: bool,
    pub(super) sort: Sort,
    pub(super) descending: bool,
    pub(super) page: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Title,
    Kind,
    Status,
    Updated,
    Next,
    Faults,
}

impl Sort {
    pub(super) const ALL: [Self; 6] = [Self::Title, Self::Kind, Self::Status, Self::Next, Self::Updated, Self::Faults];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::Updated => "updated",
            Self::Next => "next",
            Self::Faults => "faults",
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Kind => "Kind",
            Self::Status => "Status",
            Self::Updated => "Updated",
            Self::Next => "Changes next",
            Self::Faults => "Faults",
        }
    }
}

impl TableQuery {
    pub(super) fn parse(query: &dyn Fn(&str) -> Option<String>) -> Self {
        let param = |name: &str| query(name).unwrap_or_default();
        let (kind, status, sort) = (param("kind"), param("status"), param("sort"));
        Self {
            search: param("q").trim().chars().take(MAX_SEARCH_CHARS).collect(),
            kind: Kind::parse(&kind),
            status: RecordStatus::ALL.into_iter().find(|known| known.as_str() == status),
            faults_only: !matches!(param("faults").as_str(), "" | "0"),
            sort: Sort::ALL.into_iter().find(|known| known.as_str() == sort).unwrap_or(Sort::Title),
            descending: param("dir") == "desc",
            page: param("page").parse().unwrap_or(1).max(1),
        }
    }

    pub(super) fn href(&self, desk: &Desk<'_>) -> String {
        let mut parts = Vec::new();
        let mut part = |name: &str, value: &str| {
            if !value.is_empty() {
                parts.push(format!("{name}={}", percent_encode_value(value)));
            }
        };
        part("q", &self.search);
        part("kind", self.kind.map_or("", Kind::as_str));
        part("status", self.status.map_or("", RecordStatus::as_str));
        part("faults", if self.faults_only { "1" } else { "" });
        part("sort", if self.sort == Sort::Title { "" } else { self.sort.as_str() });
        part("dir", if self.descending { "desc" } else { "" });
        part("page", &if self.page > 1 { self.page.to_string() } else { String::new() });
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        format!("{}/{query}#records", desk.base_path)
    }

    pub(super) fn is_filtered(&self) -> bool {
        !self.search.is_empty() || self.kind.is_some() || self.status.is_some() || self.faults_only
    }
}
