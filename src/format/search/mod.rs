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

use self::index_files::{IndexFiles, NamedEntry, RawFiles, compress, make_index};
use super::output::{FileMaker, Output};
use crate::digest::Digest;
use crate::output::{OutputFile, OutputKind, SEARCH_ADDRESS, SEARCH_WORDS_FILE};
use crate::publish::{Publication, VisibleRecord};
use crate::theme::Renderer;
use crate::view::{Locale, SearchEntry, list_search_words};

/// About so many results are made in one go, and made again when one of them changes.
const RECORDS_IN_GROUP: usize = 500;
const MAX_GROUPS: usize = 256;
/// The files of the index are compressed in so many pieces.
const INDEX_PIECES: usize = 4;

/// Makes the files that the search page loads, below its address; no files when the site has no search.
pub(super) struct SearchIndex<'a> {
    publication: &'a Publication,
    locale: &'a Locale,
    groups: Vec<SearchGroup<'a>>,
    /// The group and the position in it of each record, in their order.
    order: Vec<(usize, usize)>,
    /// The files of the index, before they are compressed.
    index: OnceLock<Result<RawFiles, String>>,
}

#[derive(Default)]
struct SearchGroup<'a> {
    records: Vec<VisibleRecord<'a>>,
    entries: OnceLock<Vec<NamedEntry>>,
}

/// What a piece is.
enum Piece<'b, 'a> {
    /// Some files of the index. The first piece makes them all before it compresses its own.
    Index(usize),
    /// The results of a group.
    Results(&'b SearchGroup<'a>),
    /// The list of words.
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
        Self { publication, locale: renderer.locale(), groups, order, index: OnceLock::new() }
    }

    fn language(&self) -> &'a str {
        self.publication.config().language.as_str()
    }

    /// The index is begun first, because it takes longest. What waits for it comes last.
    fn piece(&self, number: usize) -> Piece<'_, 'a> {
        let Some(number) = number.checked_sub(1) else { return Piece::Index(0) };
        match (self.groups.get(number), number - number.min(self.groups.len())) {
            (Some(group), _) => Piece::Results(group),
            (None, 0) => Piece::Words,
            (None, number) => Piece::Index(number),
        }
    }

    /// What can be found of a group. It is made once, by the thread that needs it first.
    fn entries<'b>(&self, group: &'b SearchGroup<'a>) -> &'b [NamedEntry] {
        let make_entry = |record| SearchEntry::from_record(self.publication, record, self.locale);
        let make_all = || group.records.iter().map(|record| NamedEntry::new(make_entry(record), self.language()));
        group.entries.get_or_init(|| make_all().collect())
    }

    /// What can be found, in the order of records. Other threads begin with the first group, this one with the last.
    fn all_entries(&self) -> Vec<&NamedEntry> {
        let groups = self.groups.iter().rev().map(|group| self.entries(group));
        let groups: Vec<&[NamedEntry]> = groups.collect::<Vec<_>>().into_iter().rev().collect();
        self.order.iter().map(|(group, position)| &groups[*group][*position]).collect()
    }

    fn index(&self) -> io::Result<&RawFiles> {
        let make = || make_index(&self.all_entries(), self.language()).map_err(|error| error.to_string());
        self.index.get_or_init(make).as_ref().map_err(|error| io::Error::other(error.clone()))
    }

    fn piece_files(&self, piece: &Piece<'_, 'a>) -> io::Result<IndexFiles> {
        match piece {
            Piece::Index(number) => {
                let own = self.index()?.iter().skip(*number).step_by(INDEX_PIECES);
                own.map(|(name, bytes)| Ok((name.clone(), compress(name, bytes)?))).collect()
            }
            Piece::Results(group) => self.entries(group).iter().map(NamedEntry::make_fragment).collect(),
            Piece::Words => {
                let words = list_search_words(self.all_entries().into_iter().map(|named| &named.entry));
                Ok(vec![(SEARCH_WORDS_FILE.to_owned(), words.join("\n").into_bytes())])
            }
        }
    }
}

impl FileMaker for SearchIndex<'_> {
    fn piece_count(&self) -> usize {
        if self.groups.is_empty() { 0 } else { INDEX_PIECES + self.groups.len() + 1 }
    }

    /// The words need all entries, and the other pieces of the index what the first makes.
    fn late_piece_count(&self) -> usize {
        INDEX_PIECES
    }

    fn render_piece(&self, piece: usize) -> io::Result<Vec<Output>> {
        let piece = self.piece(piece);
        let mut files = self.piece_files(&piece)?;
        if matches!(piece, Piece::Index(0)) {
            files.extend(pagefind::program_files(self.language()));
        }
        let file_at = |name: &str| OutputFile::at(OutputKind::SearchIndex, &format!("{SEARCH_ADDRESS}{name}"));
        let mut outputs: Vec<Output> =
            files.into_iter().map(|(name, bytes)| Output { file: file_at(&name), bytes }).collect();
        outputs.sort_by(|one, other| one.file.cmp(&other.file));
        Ok(outputs)
    }

    fn piece_digest(&self, number: usize) -> Option<Digest> {
        let piece = self.piece(number);
        let entries = match piece {
            Piece::Results(group) => self.entries(group).iter().collect(),
            Piece::Index(_) | Piece::Words => self.all_entries(),
        };
        let number = if matches!(piece, Piece::Results(_)) { usize::MAX } else { number };
        let own = [number.to_le_bytes().to_vec(), self.language().as_bytes().to_vec()];
        let digests = entries.iter().map(|named| named.digest.as_bytes());
        Some(Digest::compute_all(own.iter().map(Vec::as_slice).chain(digests)))
    }
}
