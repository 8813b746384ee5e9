//! The search of the table of records.

use super::record_facts::looked_after_by;
use crate::language::fold_case_and_marks;
use crate::site::{Record, Site};

/// The words of a search.
pub(super) struct SearchTerms<'a> {
    site: &'a Site,
    words: Vec<String>,
}

impl<'a> SearchTerms<'a> {
    pub(super) fn parse(site: &'a Site, search: &str) -> Self {
        Self { site, words: search.split_whitespace().map(|word| fold_case_and_marks(word).into_owned()).collect() }
    }

    /// Whether each word is in the record's title, slug or file, or in the name of the partner that looks after it.
    pub(super) fn matches(&self, record: &Record) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let partner_title = looked_after_by(self.site, record).map_or("", |partner| partner.parsed.title());
        let texts = [record.parsed.title(), &record.id.slug, &record.parsed.source.path, partner_title];
        let texts = texts.map(fold_case_and_marks);
        self.words.iter().all(|word| texts.iter().any(|text| text.contains(word.as_str())))
    }
}
