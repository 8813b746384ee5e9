//! The search index, in the format of Pagefind, whose script and program read it in the browser: word lists and one file
//! per record. The search page loads a few of them at a time.
//!
//! It is made from `view::SearchEntry`, in that order, never from finished pages. It contains nothing that no page
//! contains, so only `build` makes it with the pages, and the preview when somebody searches.
//!
//! - The files are those that Pagefind itself makes of the same records (`tests.rs` compares them), in a fifth of the time:
//!   each word is taken apart once, and not wherever it stands. There is more in two cases: letters such as `ł` are found
//!   by their plain form, and a record without a text is found by its title.
//! - The index holds all languages, with the word stems of the site's own language: readers should not have to know in
//!   which language a text is. Words of other languages are found whole or by their beginning.
//! - There is one index, however large the site is. Pagefind can join several, but each that lacks a word offers the
//!   beginnings of the word instead, so a rare word would find a thousand records.
//! - The files of results are made in groups, in parallel with the index. A record's group follows from its address, so an
//!   edit changes one group.
//! - Pagefind's program is WebAssembly, which only the search page's own policy allows (`theme::policy`).
//! - The same records give the same bytes on any number of threads: records have numbers in their order, all lists are
//!   sorted, and gzip headers have no time.
//! - Pagefind finds no word with a wrong letter. So the words are in a file of their own, which the script reads when a
//!   word is nowhere.

mod index_files;
mod pagefind;
mod postings;
#[cfg(test)]
mod tests;
mod words;

use std::io;
use std::sync::OnceLock;

use self::index_files::{IndexFiles, make_fragment, make_index};
use super::output::{FileMaker, Output};
use crate::digest::Digest;
use crate::output::{OutputFile, OutputKind, SEARCH_ADDRESS, SEARCH_WORDS_FILE};
use crate::publish::{Publication, VisibleRecord};
use crate::theme::Renderer;
use crate::view::{Locale, SearchEntry, list_search_words};

/// About so many results are made in one go, and made again when one of them changes.
const RECORDS_IN_GROUP: usize = 500;
const MAX_GROUPS: usize = 256;

/// Makes the files that the search page loads, below its address; no files when the site has no search. The first piece is
/// the index with the program that reads it, the last is the list of words, and each between them is a group of results.
pub(super) struct SearchIndex<'a> {
    publication: &'a Publication,
    locale: &'a Locale,
    groups: Vec<SearchGroup<'a>>,
    /// The group and the position in it of each record, in their order.
    order: Vec<(usize, usize)>,
}

#[derive(Default)]
struct SearchGroup<'a> {
    records: Vec<VisibleRecord<'a>>,
    entries: OnceLock<Vec<SearchEntry>>,
    digest: OnceLock<Option<Digest>>,
}

/// What a piece is.
enum Piece<'b, 'a> {
    Index,
    Results(&'b SearchGroup<'a>),
    Words,
}

impl<'a> SearchIndex<'a> {
    pub(super) fn new(renderer: &'a Renderer) -> Self {
        let publication = renderer.publication();
        let has_search = publication.config().has_search();
        let records: Vec<VisibleRecord<'a>> =
            if has_search { publication.searchable_records().collect() } else { Vec::new() };
        let count = if has_search { records.len().div_ceil(RECORDS_IN_GROUP).clamp(1, MAX_GROUPS) } else { 0 };
        let mut groups: Vec<SearchGroup<'a>> = std::iter::repeat_with(SearchGroup::default).take(count).collect();
        let mut order = Vec::with_capacity(records.len());
        for record in records {
            // A record stays in its group, whatever happens to others, as long as the number of groups stays.
            let digest = Digest::compute(record.href().as_bytes());
            let group = digest.as_bytes().iter().fold(0, |rest, byte| (rest * 256 + usize::from(*byte)) % count);
            order.push((group, groups[group].records.len()));
            groups[group].records.push(record);
        }
        Self { publication, locale: renderer.locale(), groups, order }
    }

    fn language(&self) -> &'a str {
        self.publication.config().language.as_str()
    }

    fn piece(&self, number: usize) -> Piece<'_, 'a> {
        match number.checked_sub(1).map(|group| self.groups.get(group)) {
            None => Piece::Index,
            Some(Some(group)) => Piece::Results(group),
            Some(None) => Piece::Words,
        }
    }

    /// What can be found of a group. It is made once, by the thread that needs it first.
    fn entries<'b>(&self, group: &'b SearchGroup<'a>) -> &'b [SearchEntry] {
        let make_entry = |record| SearchEntry::from_record(self.publication, record, self.locale);
        group.entries.get_or_init(|| group.records.iter().map(make_entry).collect())
    }

    /// What can be found, in the order of records.
    fn all_entries(&self) -> Vec<&SearchEntry> {
        let groups: Vec<&[SearchEntry]> = self.groups.iter().map(|group| self.entries(group)).collect();
        self.order.iter().map(|(group, position)| &groups[*group][*position]).collect()
    }

    /// The digest of all that the results of a group are made of.
    fn group_digest(&self, group: &SearchGroup<'a>) -> Option<Digest> {
        let compute = || {
            let inputs = (self.language(), self.entries(group));
            Digest::compute_written(|writer| Ok(serde_json::to_writer(writer, &inputs)?)).ok()
        };
        *group.digest.get_or_init(compute)
    }

    fn outputs(&self, files: IndexFiles) -> Vec<Output> {
        let file_at = |name: &str| OutputFile::at(OutputKind::SearchIndex, &format!("{SEARCH_ADDRESS}{name}"));
        let mut outputs: Vec<Output> =
            files.into_iter().map(|(name, bytes)| Output { file: file_at(&name), bytes }).collect();
        outputs.sort_by(|one, other| one.file.cmp(&other.file));
        outputs
    }
}

impl FileMaker for SearchIndex<'_> {
    fn piece_count(&self) -> usize {
        if self.groups.is_empty() { 0 } else { self.groups.len() + 2 }
    }

    fn render_piece(&self, piece: usize) -> io::Result<Vec<Output>> {
        let files = match self.piece(piece) {
            Piece::Index => make_index(&self.all_entries(), self.language())?,
            Piece::Results(group) => {
                let fragments = self.entries(group).iter().map(|entry| make_fragment(entry, self.language()));
                fragments.collect::<io::Result<_>>()?
            }
            Piece::Words => {
                let words = list_search_words(self.all_entries().into_iter());
                vec![(SEARCH_WORDS_FILE.to_owned(), words.join("\n").into_bytes())]
            }
        };
        Ok(self.outputs(files))
    }

    fn piece_digest(&self, piece: usize) -> Option<Digest> {
        if let Piece::Results(group) = self.piece(piece) {
            return self.group_digest(group);
        }
        let digests = self.groups.iter().map(|group| self.group_digest(group));
        let digests = digests.collect::<Option<Vec<Digest>>>()?;
        // The index knows the order of records, too.
        let order = serde_json::to_vec(&(piece, &self.order)).ok()?;
        Some(Digest::compute_all(digests.iter().map(Digest::as_bytes).chain([order.as_slice()])))
    }
}
