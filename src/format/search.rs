//! The search index, made by Pagefind: word lists and one file per record. The search page loads a few of them at a
//! time.
//!
//! It is made from `view::SearchEntry`, in that order, never from finished pages. It contains nothing that no page
//! contains, so only `build` makes it with the pages, and the preview when somebody searches.
//!
//! - One index holds all languages, with the word stems of the site's own language. Pagefind searches one index at a
//!   time, and readers should not have to know in which language a text is. Words of other languages are found whole or
//!   by their beginning.
//! - Pagefind compiles WebAssembly, which only the search page's own policy allows (`theme::policy`).
//! - The same records give the same bytes on any number of threads: Pagefind numbers records in the order given and
//!   sorts its lists, its gzip headers have no time, and `Cargo.toml` pins its version.
//! - Pagefind finds no word with a wrong letter. So the words are in a file of their own, which the script reads when a
//!   search finds little.
//! - Pagefind reads two things besides the records: the working directory, which it only removes from paths again, and
//!   the variable `PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE`, which must not be set.
//! - Pagefind looks through all earlier records when one is added. That takes no time at 1,000 records, and most of the
//!   time at 10,000.

use std::io;

use super::output::{FileMaker, Output};
use crate::publish::Publication;
use crate::theme::Renderer;
use crate::view::Locale;

/// Makes the files that the search page loads, below its address; no files when the site has no search.
pub(super) struct SearchIndex<'a>(pub(super) &'a Renderer);

impl FileMaker for SearchIndex<'_> {
    fn piece_count(&self) -> usize {
        usize::from(self.0.publication().config().has_search())
    }

    fn render_piece(&self, _: usize) -> io::Result<Vec<Output>> {
        index::make(self.0.publication(), self.0.locale())
    }
}

#[cfg(not(feature = "search"))]
mod index {
    use super::{Locale, Output, Publication, io};

    pub(super) fn make(_: &Publication, _: &Locale) -> io::Result<Vec<Output>> {
        Ok(Vec::new())
    }
}

#[cfg(feature = "search")]
mod index {
    use std::collections::BTreeMap;

    use pagefind::api::{PagefindIndex, SyntheticFile};
    use pagefind::options::PagefindServiceConfig;

    use super::{Locale, Output, Publication, io};
    use crate::output::{OutputFile, OutputKind, SEARCH_ADDRESS, SEARCH_WORDS_FILE};
    use crate::view::{SearchEntry, list_search_words};

    pub(super) fn make(publication: &Publication, locale: &Locale) -> io::Result<Vec<Output>> {
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let mut files = runtime.block_on(index_files(publication, locale))?;
        let own = format!("wasm.{}.pagefind", publication.config().language.as_str());
        let has_stems = files.iter().any(|file| file.filename.to_string_lossy() == own);
        files.retain(|file| is_loaded(&file.filename.to_string_lossy(), has_stems));
        let mut outputs: Vec<Output> = files.into_iter().map(to_output).collect();
        outputs.push(word_list(publication, locale));
        outputs.sort_by(|one, other| one.file.cmp(&other.file));
        Ok(outputs)
    }

    /// The words that readers may look for, one a line.
    fn word_list(publication: &Publication, locale: &Locale) -> Output {
        let address = format!("{SEARCH_ADDRESS}{SEARCH_WORDS_FILE}");
        let bytes = list_search_words(publication, locale).join("\n").into_bytes();
        Output { file: OutputFile::at(OutputKind::SearchIndex, &address), bytes }
    }

    async fn index_files(publication: &Publication, locale: &Locale) -> io::Result<Vec<SyntheticFile>> {
        let language = publication.config().language.as_str();
        let options = PagefindServiceConfig::builder().force_language(language.to_owned()).build();
        let mut index = PagefindIndex::new(Some(options)).map_err(io::Error::other)?;
        for entry in SearchEntry::all(publication, locale) {
            let (meta, filters) = (result_metadata(&entry), search_filters(&entry));
            let added =
                index.add_custom_record(entry.href, entry.text, language.to_owned(), Some(meta), Some(filters), None);
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
        let repeats = entry.repeats.then(|| "yes".to_owned());
        let others = [("when", &entry.when), ("over", &entry.ends_at), ("place", &places), ("repeats", &repeats)];
        meta.extend(others.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))));
        meta
    }

    fn search_filters(entry: &SearchEntry) -> BTreeMap<String, Vec<String>> {
        let filters = [
            ("kind", vec![entry.kind.clone()]),
            ("place", entry.places.clone()),
            ("topic", entry.topics.clone()),
            ("language", vec![entry.language_name.clone()]),
        ];
        filters
            .into_iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(name, values)| (name.to_owned(), values))
            .collect()
    }

    /// Whether the search page loads a file. It has its own interface and starts no worker. The WebAssembly that
    /// compares words is made for one language, or for all when Pagefind has no stems of the language.
    fn is_loaded(name: &str, has_stems: bool) -> bool {
        match name {
            "pagefind.js" | "pagefind-entry.json" => true,
            "wasm.unknown.pagefind" => !has_stems,
            _ => !name.starts_with("pagefind-"),
        }
    }

    fn to_output(file: SyntheticFile) -> Output {
        let name = file.filename.to_string_lossy().replace('\\', "/");
        let address = format!("{SEARCH_ADDRESS}{name}");
        Output { file: OutputFile::at(OutputKind::SearchIndex, &address), bytes: file.contents }
    }
}
