//! The words that fields can have, and suggestions for words that name nothing.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::sync::Arc;

use crate::config::{Config, Labels};
use crate::kind::{Kind, Vocabulary};
use crate::path::{closest_match, slugify};
use crate::record::{ACCESS_FACTS, PLACE_LEVELS};
use crate::site::record::Record;
use crate::site::record_lookup::RecordLookup;

/// The words of a list: those of the program, then those that `site.yaml` adds.
pub(super) fn allowed_words(config: &Config, vocabulary: Vocabulary) -> Vec<String> {
    let labels = |labels: &Option<Labels>| {
        labels.iter().flat_map(|labels| labels.0.iter().map(|(slug, _)| slug.clone())).collect::<Vec<_>>()
    };
    let (built_in, more): (Vec<&str>, Vec<String>) = match vocabulary {
        Vocabulary::Types(kind) => (kind.spec().types.to_vec(), config.extra_types(kind).to_vec()),
        Vocabulary::Levels => (PLACE_LEVELS.to_vec(), labels(&config.levels)),
        Vocabulary::AccessFacts => (ACCESS_FACTS.iter().map(|(slug, _)| *slug).collect(), labels(&config.access)),
    };
    built_in.into_iter().map(str::to_owned).chain(more).collect()
}

/// Finds the record that an editor probably meant, by slug or title. The index of titles is built when it is first used.
#[derive(Default)]
pub(super) struct Suggestions<'a> {
    records: &'a [Arc<Record>],
    titles_used: Cell<bool>,
    titles: OnceCell<HashMap<(Kind, String), &'a str>>,
}

impl<'a> Suggestions<'a> {
    pub(super) fn new(records: &'a [Arc<Record>]) -> Self {
        Self { records, ..Self::default() }
    }

    /// Whether the index of titles was used since the last call.
    pub(super) fn take_titles_used(&self) -> bool {
        self.titles_used.take()
    }

    fn records_of_kind(&self, kind: Kind) -> impl Iterator<Item = &'a Arc<Record>> {
        let from = self.records.partition_point(|record| record.kind() < kind);
        self.records[from..].iter().take_while(move |record| record.kind() == kind)
    }

    /// The slug of the record of a kind that was probably meant.
    pub(super) fn suggest_slug(&self, kind: Kind, written: &str) -> Option<&'a str> {
        if let Some(slug) = self.find_by_title(kind, written) {
            return Some(slug);
        }
        let titles = self.slugs_by_title();
        let near = closest_match(written, self.records_of_kind(kind).map(|record| record.id.slug.as_str()));
        near.or_else(|| {
            let of_kind = titles.iter().filter(|((known, _), _)| *known == kind);
            let mut candidates: Vec<(&str, &'a str)> =
                of_kind.map(|((_, title), slug)| (title.as_str(), *slug)).collect();
            candidates.sort_unstable();
            let title = closest_match(written, candidates.iter().map(|(title, _)| *title))?;
            candidates.iter().find(|(known, _)| *known == title).map(|(_, slug)| *slug)
        })
    }

    /// The slug of the record of a kind with a title.
    pub(super) fn find_by_title(&self, kind: Kind, title: &str) -> Option<&'a str> {
        self.slugs_by_title().get(&(kind, slugify(title))).copied()
    }

    /// The slugs of records by their kind and title.
    fn slugs_by_title(&self) -> &HashMap<(Kind, String), &'a str> {
        self.titles_used.set(true);
        self.titles.get_or_init(|| {
            let title =
                |record: &'a Arc<Record>| ((record.kind(), slugify(record.parsed.title())), record.id.slug.as_str());
            self.records.iter().map(title).collect()
        })
    }

    /// Another kind that has a record with a slug.
    pub(super) fn find_other_kind(&self, by_id: &RecordLookup, kind: Kind, slug: &str) -> Option<Kind> {
        Kind::all().filter(|other| *other != kind).find(|other| by_id.get(*other, slug).is_some())
    }
}
