//! The search index, made by Pagefind: word lists and one file per record. The search page loads a few of them at a
//! time.
//!
//! It is made from `view::SearchEntry`, in that order, never from finished pages. It contains nothing that no page
//! contains, so only `build` makes it with the pages, and the preview when somebody searches.
//!
//! - The index holds all languages, with the word stems of the site's own language: readers should not have to know in
//!   which language a text is. Words of other languages are found whole or by their beginning.
//! - The index of a large site is in several parts, which are made in parallel and which the page's script joins with
//!   Pagefind's own `mergeIndex`. A record's part follows from its address, so the words of one part are as frequent as
//!   those of another, and their scores can be compared.
//! - Pagefind compiles WebAssembly, which only the search page's own policy allows (`theme::policy`).
//! - The same records give the same bytes on any number of threads: Pagefind numbers records in the order given and
//!   sorts its lists, its gzip headers have no time, and `Cargo.toml` pins its version.
//! - Pagefind finds no word with a wrong letter. So the words are in a file of their own, which the script reads when a
//!   search finds little.
//! - Pagefind reads two things besides the records: the working directory, which it only removes from paths again, and
//!   the variable `PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE`, which must not be set.
//! - Pagefind looks through all earlier records of a part when one is added. That takes no time at 1,000 records.

use std::io;
use std::sync::OnceLock;

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
        let has_search = cfg!(feature = "search") && publication.config().has_search();
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
            Some(part) => index::render_part(piece, self.entries(part), &self.publication.config().language),
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

#[cfg(not(feature = "search"))]
mod index {
    use super::{LanguageTag, Output, SearchEntry, io};

    pub(super) fn render_part(_: usize, _: &[SearchEntry], _: &LanguageTag) -> io::Result<Vec<Output>> {
        Ok(Vec::new())
    }
}

#[cfg(feature = "search")]
mod index {
    use std::collections::BTreeMap;

    use pagefind::api::{PagefindIndex, SyntheticFile};
    use pagefind::options::PagefindServiceConfig;

    use super::{LanguageTag, Output, OutputFile, OutputKind, SEARCH_ADDRESS, SearchEntry, io};

    pub(super) fn render_part(
        number: usize,
        entries: &[SearchEntry],
        language: &LanguageTag,
    ) -> io::Result<Vec<Output>> {
        let language = language.as_str();
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let files = runtime.block_on(index_files(entries, language))?;
        let own = format!("wasm.{language}.pagefind");
        let has_stems = files.iter().any(|file| file.filename.to_string_lossy() == own);
        let folder = if number == 0 { SEARCH_ADDRESS.to_owned() } else { format!("{SEARCH_ADDRESS}{number}/") };
        let outputs = files.into_iter().filter_map(|file| {
            let name = file.filename.to_string_lossy().replace('\\', "/");
            let file_at = || OutputFile::at(OutputKind::SearchIndex, &format!("{folder}{name}"));
            is_loaded(number, &name, has_stems).then(|| Output { file: file_at(), bytes: file.contents })
        });
        let mut outputs: Vec<Output> = outputs.collect();
        outputs.sort_by(|one, other| one.file.cmp(&other.file));
        Ok(outputs)
    }

    async fn index_files(entries: &[SearchEntry], language: &str) -> io::Result<Vec<SyntheticFile>> {
        let options = PagefindServiceConfig::builder().force_language(language.to_owned()).build();
        let mut index = PagefindIndex::new(Some(options)).map_err(io::Error::other)?;
        for entry in entries {
            let (meta, filters) = (result_metadata(entry), search_filters(entry));
            let (href, text) = (entry.href.clone(), entry.text.clone());
            let added = index.add_custom_record(href, text, language.to_owned(), Some(meta), Some(filters), None);
            added.await.map_err(io::Error::other)?;
        }
        index.get_files().await.map_err(io::Error::other)
    }

    /// The values that a search result shows. Pagefind searches them as well.
    fn result_metadata(entry: &SearchEntry) -> BTreeMap<String, String> {
        let mut meta = BTreeMap::from([
            ("title".to_owned(), entry.title.clone()),
            ("kind".to_owned(), entry.kind.clone()),
            ("lang".to_owned(), entry.language.clone()),
            ("dir".to_owned(), entry.direction.to_owned()),
        ]);
        let places = Some(entry.places.join(", ")).filter(|places| !places.is_empty());
        let yes = |is_so: bool| is_so.then(|| "yes".to_owned());
        let (repeats, replaced) = (yes(entry.repeats), yes(entry.is_replaced));
        let others = [
            ("when", &entry.when),
            ("over", &entry.ends_at),
            ("place", &places),
            ("repeats", &repeats),
            ("replaced", &replaced),
        ];
        meta.extend(others.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))));
        meta
    }

    fn search_filters(entry: &SearchEntry) -> BTreeMap<String, Vec<String>> {
        let filters = [
            ("kind", vec![entry.kind.clone()]),
            ("place", entry.places.clone()),
            ("topic", entry.topics.clone()),
            ("language", vec![entry.language_name.clone()]),
            // So that the script finds the page that it puts first.
            ("pin", entry.is_pinned.then(|| entry.href.clone()).into_iter().collect()),
        ];
        filters
            .into_iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(name, values)| (name.to_owned(), values))
            .collect()
    }

    /// Whether the search page loads a file of a part. It has its own interface and starts no worker. The program that reads
    /// all parts is that of the first; the WebAssembly that compares words is made for one language, or for all when Pagefind
    /// has no stems of the language.
    fn is_loaded(number: usize, name: &str, has_stems: bool) -> bool {
        match name {
            "pagefind-entry.json" => true,
            "pagefind.js" => number == 0,
            "wasm.unknown.pagefind" => number == 0 && !has_stems,
            _ if name.starts_with("wasm.") => number == 0,
            _ => !name.starts_with("pagefind-"),
        }
    }
}
