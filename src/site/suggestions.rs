//! Which words can stand where: what the network has built in and what `site.yaml` adds. And what was meant by
//! a word that cannot.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::sync::Arc;

use super::{Record, RecordLookup};
use crate::config::{Config, Labels};
use crate::kind::{Kind, Vocabulary};
use crate::path::{closest_match, slugify};
use crate::record::{ACCESS_FACTS, PLACE_LEVELS};

/// The words of a list, built-in ones first.
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

/// Finds what an editor meant: by slug, by title, by nearness. Built when first asked.
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

    /// Whether anybody asked since this was last asked.
    pub(super) fn take_titles_used(&self) -> bool {
        self.titles_used.take()
    }

    fn records_of_kind(&self, kind: Kind) -> impl Iterator<Item = &'a Arc<Record>> {
        let from = self.records.partition_point(|record| record.kind() < kind);
        self.records[from..].iter().take_while(move |record| record.kind() == kind)
    }

    /// The slug of a record of this kind that was probably meant.
    pub(super) fn suggest_slug(&self, kind: Kind, written: &str) -> Option<&'a str> {
        if let Some(slug) = self.find_by_title(kind, written) {
            return Some(slug);
        }
        let titles = self.slugs_by_title();
        let near = closest_match(written, self.records_of_kind(kind).map(|record| record.id.slug.as_str()));
        near.or_else(|| {
            let of_kind = titles.iter().filter(|((of, _), _)| *of == kind);
            let mut candidates: Vec<(&str, &'a str)> =
                of_kind.map(|((_, title), slug)| (title.as_str(), *slug)).collect();
            candidates.sort_unstable();
            let title = closest_match(written, candidates.iter().map(|(title, _)| *title))?;
            candidates.iter().find(|(known, _)| *known == title).map(|(_, slug)| *slug)
        })
    }

    /// The slug of a record of this kind with this title.
    pub(super) fn find_by_title(&self, kind: Kind, title: &str) -> Option<&'a str> {
        self.slugs_by_title().get(&(kind, slugify(title))).copied()
    }

    fn slugs_by_title(&self) -> &HashMap<(Kind, String), &'a str> {
        self.titles_used.set(true);
        self.titles.get_or_init(|| {
            let title =
                |record: &'a Arc<Record>| ((record.kind(), slugify(record.parsed.title())), record.id.slug.as_str());
            self.records.iter().map(title).collect()
        })
    }

    /// A record of another kind with this slug.
    pub(super) fn find_other_kind(&self, by_id: &RecordLookup, kind: Kind, slug: &str) -> Option<Kind> {
        Kind::all().filter(|other| *other != kind).find(|other| by_id.get(*other, slug).is_some())
    }
}
