//! The files of the index, in Pagefind's format: the words in files of about equal size, a file for each record
//! with what its result shows, one for each filter, and the list of all these, which the browser loads first.
//!
//! Files are named after their contents, so that a browser keeps them as long as they are the same.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{self, Write};

use flate2::{Compression, write::GzEncoder};
use minicbor::Encoder;
use serde::Serialize;

use super::pagefind::{self, VERSION};
use super::postings::{Postings, Result as Encoded, count_words, quotable_text};
use super::words::{WORD_SYMBOLS, WordSplitter};
use crate::digest::Digest;
use crate::view::SearchEntry;

/// What the program in the browser looks for to know that a host has not compressed or decompressed a file once more.
const MAGIC: &[u8] = b"pagefind_dcd";
/// So many letters of a digest are in a name: of 100,000 files, two have the same once in 50,000 sites.
const NAME_LETTERS: usize = 12;

/// With a higher level, the words take twice the time and are 1 % smaller.
const LEVEL: Compression = Compression::new(5);
/// The file that names the list of all files. Its name is always the same.
const ENTRY_FILE: &str = "pagefind-entry.json";

/// Files by their names, below the page's address.
pub(super) type IndexFiles = Vec<(String, Vec<u8>)>;
/// The same before they are compressed.
pub(super) type RawFiles = Vec<(String, Vec<u8>)>;

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

/// What can be found, with the name of its file.
pub(super) struct NamedEntry {
    pub(super) entry: SearchEntry,
    /// The digest of all that the file is made of.
    pub(super) digest: Digest,
    name: String,
    /// How long the text is for the score of its words.
    word_count: u32,
}

impl NamedEntry {
    pub(super) fn new(entry: SearchEntry, language: &str) -> Self {
        // Texts and numbers can always be written.
        let digest = Digest::compute(&serde_json::to_vec(&entry).unwrap_or_default());
        let (name, word_count) = (name_by_digest(digest, language), count_words(&entry.text));
        Self { entry, digest, name, word_count }
    }

    /// The file of the result.
    pub(super) fn make_fragment(&self) -> io::Result<(String, Vec<u8>)> {
        let entry = &self.entry;
        let (filters, meta) = (search_filters(entry), result_metadata(entry));
        let (url, content, word_count) = (&entry.href, &quotable_text(&entry.text), self.word_count);
        let bytes = serde_json::to_vec(&Fragment { url, content, word_count, filters, meta, anchors: [] })?;
        let path = format!("fragment/{}.pf_fragment", self.name);
        let bytes = compress(&path, &bytes)?;
        Ok((path, bytes))
    }
}

/// Makes the files of the index without those of results: words, filters, and the list of all files. All words have the
/// stems of one language.
pub(super) fn make_index(entries: &[&NamedEntry], language: &str) -> io::Result<RawFiles> {
    let metadata: Vec<BTreeMap<&'static str, String>> =
        entries.iter().map(|named| result_metadata(&named.entry)).collect();
    let fields: BTreeSet<&str> = metadata.iter().flat_map(BTreeMap::keys).copied().collect();
    let mut postings = Postings::new(WordSplitter::for_language(language));
    for (named, meta) in entries.iter().zip(metadata) {
        let numbered = (0..).zip(&fields).filter_map(|(number, field)| Some((number, meta.get(field)?.as_str())));
        postings.add_page(&named.entry.text, numbered).map_err(io::Error::other)?;
    }
    let mut names = HashSet::new();
    if !entries.iter().all(|named| names.insert(&named.name)) {
        return Err(io::Error::other("two results of the search have the same name; change a word in one of them"));
    }
    let mut writer = IndexWriter { language, files: Vec::new() };
    let mut listed = Vec::new();
    for chunk in postings.into_chunks().map_err(io::Error::other)? {
        let name = writer.write("index", "pf_index", chunk.bytes);
        listed.push((chunk.from, chunk.to, name));
    }
    let filters = writer.write_filters(entries).map_err(io::Error::other)?;
    let list = encode_list(entries, &listed, &filters, &fields).map_err(io::Error::other)?;
    writer.write_entry(list, entries.len())
}

struct IndexWriter<'a> {
    language: &'a str,
    files: RawFiles,
}

impl IndexWriter<'_> {
    /// Writes a file for each filter: its values, and the records that have each. Returns the filters and their names.
    fn write_filters(&mut self, entries: &[&NamedEntry]) -> Encoded<Vec<(&'static str, String)>> {
        let mut filters: BTreeMap<&'static str, BTreeMap<&str, Vec<u32>>> = BTreeMap::new();
        for (page, named) in (0..).zip(entries) {
            for (filter, values) in search_filters(&named.entry) {
                let pages_of = filters.entry(filter).or_default();
                values.into_iter().for_each(|value| pages_of.entry(value).or_default().push(page));
            }
        }
        let mut names = Vec::new();
        for (filter, values) in filters {
            names.push((filter, self.write("filter", "pf_filter", encode_filter(filter, &values)?)));
        }
        Ok(names)
    }

    fn write_entry(mut self, list: Vec<u8>, page_count: usize) -> io::Result<RawFiles> {
        let hash = name_by_digest(Digest::compute(&list), self.language);
        let wasm = pagefind::stemming_program(self.language).map(|_| self.language);
        let languages = BTreeMap::from([(self.language, EntryLanguage { hash: &hash, wasm, page_count })]);
        let entry = Entry { version: VERSION, languages, include_characters: WORD_SYMBOLS };
        self.files.push((ENTRY_FILE.to_owned(), serde_json::to_vec(&entry)?));
        self.files.push((format!("pagefind.{hash}.pf_meta"), list));
        Ok(self.files)
    }

    /// Adds a file and returns its name, by which the list of files knows it.
    fn write(&mut self, folder: &str, extension: &str, bytes: Vec<u8>) -> String {
        let name = name_by_digest(Digest::compute(&bytes), self.language);
        self.files.push((format!("{folder}/{name}.{extension}"), bytes));
        name
    }
}

fn name_by_digest(digest: Digest, language: &str) -> String {
    format!("{language}_{:.NAME_LETTERS$}", digest.to_string())
}

/// The bytes of a file as the browser loads it. All but the entry are compressed.
pub(super) fn compress(name: &str, bytes: &[u8]) -> io::Result<Vec<u8>> {
    if name == ENTRY_FILE {
        return Ok(bytes.to_vec());
    }
    let mut encoder = GzEncoder::new(Vec::new(), LEVEL);
    encoder.write_all(MAGIC)?;
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// The list of all files: the records with the lengths of their texts, the words, the filters, orders of results (there are
/// none besides the best first), and the fields of results.
fn encode_list(
    entries: &[&NamedEntry],
    chunks: &[(String, String, String)],
    filters: &[(&str, String)],
    fields: &BTreeSet<&str>,
) -> Encoded<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes);
    encoder.array(6)?.str(VERSION)?.array(entries.len() as u64)?;
    for named in entries {
        encoder.array(3)?.str(&named.name)?.u32(named.word_count)?.str("")?;
    }
    encoder.array(chunks.len() as u64)?;
    for (from, to, name) in chunks {
        encoder.array(3)?.str(from)?.str(to)?.str(name)?;
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
