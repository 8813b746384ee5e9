//! The files of the index, in Pagefind's format: the words in files of about equal size, a file for each record
//! with what its result shows, one for each filter, and the list of all these, which the browser loads first.
//!
//! Files are named after their contents, so that a browser keeps them as long as they are the same.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};

use flate2::{Compression, write::GzEncoder};
use minicbor::Encoder;
use serde::Serialize;

use super::pagefind::{self, VERSION};
use super::postings::{Chunk, Postings, Result as Encoded, count_words, quotable_text};
use super::words::{WORD_SYMBOLS, WordSplitter};
use crate::digest::Digest;
use crate::view::SearchEntry;

/// What the program in the browser looks for to know that a host has not compressed or decompressed a file once more.
const MAGIC: &[u8] = b"pagefind_dcd";
/// So many letters of a digest are in a name: of 100,000 files, two have the same once in 50,000 sites.
const NAME_LETTERS: usize = 12;

/// Files of the index by their names, below the page's address.
pub(super) type IndexFiles = Vec<(String, Vec<u8>)>;

/// A result as the browser loads it.
#[derive(Serialize)]
struct Fragment<'a> {
    url: &'a str,
    content: &'a str,
    word_count: u32,
    filters: BTreeMap<&'static str, Vec<&'a str>>,
    meta: BTreeMap<&'static str, String>,
    /// Headings with addresses; results lead to pages.
    anchors: [(); 0],
}

/// What the browser loads first.
#[derive(Serialize)]
struct Entry<'a> {
    version: &'a str,
    languages: BTreeMap<&'a str, EntryLanguage<'a>>,
    include_characters: [char; WORD_SYMBOLS.len()],
}

#[derive(Serialize)]
struct EntryLanguage<'a> {
    hash: &'a str,
    /// The program that knows the stems of the language.
    wasm: Option<&'a str>,
    page_count: usize,
}

/// The file of a result.
pub(super) fn make_fragment(entry: &SearchEntry, language: &str) -> io::Result<(String, Vec<u8>)> {
    let bytes = fragment_bytes(entry)?;
    Ok((format!("fragment/{}.pf_fragment", file_name(&bytes, language)), compress(&bytes)?))
}

/// The files of the index without those of results: words, filters, the list of all files, and the program that reads them.
/// All words have the stems of one language.
pub(super) fn make_index(entries: &[&SearchEntry], language: &str) -> io::Result<IndexFiles> {
    let metadata: Vec<BTreeMap<&'static str, String>> = entries.iter().map(|entry| result_metadata(entry)).collect();
    let fields = sorted_once(metadata.iter().flat_map(BTreeMap::keys).copied().collect());
    let mut postings = Postings::new(WordSplitter::for_language(language));
    let mut pages = Vec::with_capacity(entries.len());
    for (entry, meta) in entries.iter().zip(metadata) {
        let numbered = (0..).zip(&fields).filter_map(|(number, field)| Some((number, meta.get(field)?.as_str())));
        postings.add_page(&entry.text, numbered).map_err(io::Error::other)?;
        pages.push((file_name(&fragment_bytes(entry)?, language), count_words(&entry.text)));
    }
    let mut names = HashSet::new();
    if !pages.iter().all(|(name, _)| names.insert(name)) {
        return Err(io::Error::other("two results of the search have the same name; change a word in one of them"));
    }
    let mut writer = IndexWriter { language, files: program_files(language) };
    let chunks = postings.into_chunks().map_err(io::Error::other)?;
    let chunk_names = chunks.iter().map(|chunk| writer.write("index", "pf_index", &chunk.bytes));
    let chunk_names: Vec<String> = chunk_names.collect::<io::Result<_>>()?;
    let filters = writer.write_filters(entries)?;
    let list = encode_list(&pages, chunks.iter().zip(&chunk_names), &filters, &fields).map_err(io::Error::other)?;
    writer.write_entry(&list, entries.len())
}

/// The script and the program that it runs.
fn program_files(language: &str) -> IndexFiles {
    let own = pagefind::stemming_program(language);
    let name = own.map_or_else(|| "wasm.unknown.pagefind".to_owned(), |_| format!("wasm.{language}.pagefind"));
    let program = own.unwrap_or_else(pagefind::plain_program);
    vec![("pagefind.js".to_owned(), pagefind::SCRIPT.as_bytes().to_vec()), (name, program.to_vec())]
}

struct IndexWriter<'a> {
    language: &'a str,
    files: IndexFiles,
}

impl IndexWriter<'_> {
    /// Writes a file for each filter: its values, and the records that have each. Returns the filters and their names.
    fn write_filters(&mut self, entries: &[&SearchEntry]) -> io::Result<Vec<(&'static str, String)>> {
        let mut filters: BTreeMap<&'static str, BTreeMap<&str, Vec<u32>>> = BTreeMap::new();
        for (page, entry) in (0..).zip(entries) {
            for (filter, values) in search_filters(entry) {
                let pages_of = filters.entry(filter).or_default();
                values.into_iter().for_each(|value| pages_of.entry(value).or_default().push(page));
            }
        }
        let mut names = Vec::new();
        for (filter, values) in filters {
            let bytes = encode_filter(filter, &values).map_err(io::Error::other)?;
            names.push((filter, self.write("filter", "pf_filter", &bytes)?));
        }
        Ok(names)
    }

    fn write_entry(mut self, list: &[u8], page_count: usize) -> io::Result<IndexFiles> {
        let hash = file_name(list, self.language);
        let wasm = pagefind::stemming_program(self.language).map(|_| self.language);
        let languages = BTreeMap::from([(self.language, EntryLanguage { hash: &hash, wasm, page_count })]);
        let entry = Entry { version: VERSION, languages, include_characters: WORD_SYMBOLS };
        self.files.push(("pagefind-entry.json".to_owned(), serde_json::to_vec(&entry)?));
        self.files.push((format!("pagefind.{hash}.pf_meta"), compress(list)?));
        Ok(self.files)
    }

    /// Writes a file and returns its name, by which the list of files knows it.
    fn write(&mut self, folder: &str, extension: &str, bytes: &[u8]) -> io::Result<String> {
        let name = file_name(bytes, self.language);
        self.files.push((format!("{folder}/{name}.{extension}"), compress(bytes)?));
        Ok(name)
    }
}

fn file_name(bytes: &[u8], language: &str) -> String {
    format!("{language}_{:.NAME_LETTERS$}", Digest::compute(bytes).to_string())
}

fn fragment_bytes(entry: &SearchEntry) -> io::Result<Vec<u8>> {
    let (url, content) = (&entry.href, &quotable_text(&entry.text));
    let (word_count, filters, meta) = (count_words(&entry.text), search_filters(entry), result_metadata(entry));
    Ok(serde_json::to_vec(&Fragment { url, content, word_count, filters, meta, anchors: [] })?)
}

fn sorted_once(mut names: Vec<&'static str>) -> Vec<&'static str> {
    names.sort_unstable();
    names.dedup();
    names
}

fn compress(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(MAGIC)?;
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// The list of all files: the records with the lengths of their texts, the words, the filters, orders of results (there are
/// none besides the best first), and the fields of results.
fn encode_list<'a>(
    pages: &[(String, u32)],
    chunks: impl ExactSizeIterator<Item = (&'a Chunk, &'a String)>,
    filters: &[(&str, String)],
    fields: &[&str],
) -> Encoded<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes);
    encoder.array(6)?.str(VERSION)?.array(pages.len() as u64)?;
    for (name, word_count) in pages {
        encoder.array(3)?.str(name)?.u32(*word_count)?.str("")?;
    }
    encoder.array(chunks.len() as u64)?;
    for (chunk, name) in chunks {
        encoder.array(3)?.str(&chunk.from)?.str(&chunk.to)?.str(name)?;
    }
    encoder.array(filters.len() as u64)?;
    for (filter, name) in filters {
        encoder.array(2)?.str(filter)?.str(name)?;
    }
    encoder.array(0)?.array(fields.len() as u64)?;
    for field in fields {
        encoder.str(field)?;
    }
    Ok(bytes)
}

fn encode_filter(filter: &str, values: &BTreeMap<&str, Vec<u32>>) -> Encoded<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes);
    encoder.array(2)?.str(filter)?.array(values.len() as u64)?;
    for (value, pages) in values {
        encoder.array(2)?.str(value)?.array(pages.len() as u64)?;
        for page in pages {
            encoder.u32(*page)?;
        }
    }
    Ok(bytes)
}

/// The values that a search result shows. They are searched as well.
pub(super) fn result_metadata(entry: &SearchEntry) -> BTreeMap<&'static str, String> {
    let mut meta = BTreeMap::from([
        ("title", entry.title.clone()),
        ("kind", entry.kind.clone()),
        ("lang", entry.language.clone()),
        ("dir", entry.direction.to_owned()),
    ]);
    let places = Some(entry.places.join(", ")).filter(|places| !places.is_empty());
    let yes = |is_so: bool| is_so.then(|| "yes".to_owned());
    let others = [
        ("when", entry.when.clone()),
        ("over", entry.ends_at.clone()),
        ("place", places),
        ("repeats", yes(entry.repeats)),
        ("replaced", yes(entry.is_replaced)),
    ];
    meta.extend(others.into_iter().filter_map(|(name, value)| Some((name, value?))));
    meta
}

pub(super) fn search_filters(entry: &SearchEntry) -> BTreeMap<&'static str, Vec<&str>> {
    let filters = [
        ("kind", vec![entry.kind.as_str()]),
        ("place", entry.places.iter().map(String::as_str).collect()),
        ("topic", entry.topics.iter().map(String::as_str).collect()),
        ("language", vec![entry.language_name.as_str()]),
        // So that the script finds what it puts last, and the page that it puts first.
        ("replaced", entry.is_replaced.then_some("yes").into_iter().collect()),
        ("pin", entry.is_pinned.then_some(entry.href.as_str()).into_iter().collect()),
    ];
    filters.into_iter().filter(|(_, values)| !values.is_empty()).collect()
}
