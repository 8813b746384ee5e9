//! The search index, in the format of Pagefind, whose script and program read it in the browser: word lists and one file
//! per record. The search page loads a few of them at a time.
//!
//! It is made from `view::SearchEntry`, in that order, never from finished pages. It contains nothing that no page
//! contains, so only `build` makes it with the pages, and the preview when somebody searches.
//!
//! - The files are those that Pagefind itself makes of the same records (`tests.rs` compares them), in a fifth of the time:
//!   each word is taken apart once in a part, and not wherever it stands.
//! - The index holds all languages, with the word stems of the site's own language: readers should not have to know in
//!   which language a text is. Words of other languages are found whole or by their beginning.
//! - The index of a large site is in several parts, which are made in parallel and which the page's script joins with
//!   Pagefind's own `mergeIndex`. A record's part follows from its address, so the words of one part are as frequent as
//!   those of another, and their scores can be compared.
//! - Pagefind's program is WebAssembly, which only the search page's own policy allows (`theme::policy`).
//! - The same records give the same bytes on any number of threads: records have numbers in their order, all lists are
//!   sorted, and gzip headers have no time.
//! - Pagefind finds no word with a wrong letter. So the words are in a file of their own, which the script reads when a
//!   search finds little.

mod index_files;
mod pagefind;
mod postings;
#[cfg(test)]
mod tests;
mod words;

use std::io;
use std::sync::OnceLock;

use self::index_files::IndexWriter;
use super::output::{FileMaker, Output};
use crate::digest::Digest;
use crate::language::LanguageTag;
use crate::output::{OutputFile, OutputKind, SEARCH_ADDRESS, SEARCH_WORDS_FILE};
use crate::publish::{Publication, VisibleRecord};
use crate::theme::Renderer;
use crate::view::{Locale, SearchEntry, list_search_words, search_part_count};

/// Makes the files that the search page loads, below its address; no files when the site has no search. The last piece is
/// the list of words, each other one a part of the index.
pub(super) struct SearchIndex<'a> {
    publication: &'a Publication,
    locale: &'a Locale,
    parts: Vec<SearchPart<'a>>,
}

#[derive(Default)]
struct SearchPart<'a> {
    records: Vec<VisibleRecord<'a>>,
    entries: OnceLock<Vec<SearchEntry>>,
    digest: OnceLock<Option<Digest>>,
}

impl<'a> SearchIndex<'a> {
    pub(super) fn new(renderer: &'a Renderer) -> Self {
        let publication = renderer.publication();
        let has_search = publication.config().has_search();
        let parts = if has_search { split_into_parts(publication.searchable_records().collect()) } else { Vec::new() };
        Self { publication, locale: renderer.locale(), parts }
    }

    /// The digest of all that a part is made of.
    fn part_digest(&self, number: usize, part: &SearchPart<'a>) -> Option<Digest> {
        let language = self.publication.config().language.as_str();
        let compute = || {
            let inputs = (number, language, self.entries(part));
            Digest::compute_written(|writer| Ok(serde_json::to_writer(writer, &inputs)?)).ok()
        };
        *part.digest.get_or_init(compute)
    }

    /// What can be found of a part. It is made once, by the thread that needs it first.
    fn entries<'b>(&self, part: &'b SearchPart<'a>) -> &'b [SearchEntry] {
        let make_entry = |record| SearchEntry::from_record(self.publication, record, self.locale);
        part.entries.get_or_init(|| part.records.iter().map(make_entry).collect())
    }
}

/// A record stays in its part, whatever happens to others, as long as the number of parts stays.
fn split_into_parts(records: Vec<VisibleRecord<'_>>) -> Vec<SearchPart<'_>> {
    let count = search_part_count(records.len());
    let mut parts: Vec<SearchPart<'_>> = std::iter::repeat_with(SearchPart::default).take(count).collect();
    for record in records {
        let number = Digest::compute(record.href().as_bytes()).as_bytes()[0];
        parts[usize::from(number) % count].records.push(record);
    }
    parts
}

impl FileMaker for SearchIndex<'_> {
    fn piece_count(&self) -> usize {
        if self.parts.is_empty() { 0 } else { self.parts.len() + 1 }
    }

    fn render_piece(&self, piece: usize) -> io::Result<Vec<Output>> {
        match self.parts.get(piece) {
            Some(part) => render_part(piece, self.entries(part), &self.publication.config().language),
            None => Ok(vec![word_list(self.parts.iter().flat_map(|part| self.entries(part)))]),
        }
    }

    fn piece_digest(&self, piece: usize) -> Option<Digest> {
        match self.parts.get(piece) {
            Some(part) => self.part_digest(piece, part),
            // The words are those of all parts.
            None => {
                let digests = self.parts.iter().enumerate().map(|(number, part)| self.part_digest(number, part));
                let digests = digests.collect::<Option<Vec<Digest>>>()?;
                Some(Digest::compute_all(digests.iter().map(|digest| digest.as_bytes())))
            }
        }
    }
}

/// The words that readers may look for, one a line.
fn word_list<'a>(entries: impl Iterator<Item = &'a SearchEntry>) -> Output {
    let address = format!("{SEARCH_ADDRESS}{SEARCH_WORDS_FILE}");
    let bytes = list_search_words(entries).join("\n").into_bytes();
    Output { file: OutputFile::at(OutputKind::SearchIndex, &address), bytes }
}

/// The files of a part. The script and the program that reads all parts are those of the first.
fn render_part(number: usize, entries: &[SearchEntry], language: &LanguageTag) -> io::Result<Vec<Output>> {
    let mut files = IndexWriter::index(entries, language)?;
    if number == 0 {
        files.push(("pagefind.js".to_owned(), pagefind::SCRIPT.as_bytes().to_vec()));
        let own = pagefind::stemming_program(language.as_str());
        let name =
            own.map_or_else(|| "wasm.unknown.pagefind".to_owned(), |_| format!("wasm.{}.pagefind", language.as_str()));
        files.push((name, own.unwrap_or_else(pagefind::plain_program).to_vec()));
    }
    let folder = if number == 0 { SEARCH_ADDRESS.to_owned() } else { format!("{SEARCH_ADDRESS}{number}/") };
    let file_at = |name: &str| OutputFile::at(OutputKind::SearchIndex, &format!("{folder}{name}"));
    let mut outputs: Vec<Output> =
        files.into_iter().map(|(name, bytes)| Output { file: file_at(&name), bytes }).collect();
    outputs.sort_by(|one, other| one.file.cmp(&other.file));
    Ok(outputs)
}
