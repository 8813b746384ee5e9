//! Pagefind's own library is the judge: it must make the same files of the same records.

use std::collections::BTreeMap;
use std::io::Read;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use proptest::prelude::*;

use super::index_files::{NamedEntry, compress, make_index, result_metadata, search_filters};
use super::pagefind::program_files;
use super::words::WordSplitter;
use crate::view::{SearchEntry, list_search_words};

/// Files by their paths, decompressed.
type Files = BTreeMap<String, Vec<u8>>;

fn decompress(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match bytes.starts_with(b"\x1f\x8b") {
        true => drop(flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain).expect("gzip")),
        false => plain.extend_from_slice(bytes),
    }
    plain
}

fn ours(entries: &[SearchEntry], language: &str) -> Files {
    let named: Vec<NamedEntry> = entries.iter().map(|entry| NamedEntry::new(entry.clone(), language)).collect();
    let fragments = named.iter().map(|named| named.make_fragment().expect("a result"));
    let index = make_index(&named.iter().collect::<Vec<_>>(), language).expect("an index").into_iter();
    let index = index.map(|(path, bytes)| (path.clone(), compress(&path, &bytes).expect("compressed")));
    let files = index.chain(fragments).chain(program_files(language));
    files.map(|(path, bytes)| (path, decompress(&bytes))).collect()
}

/// The files that Pagefind makes, as far as the search page loads them.
fn of_pagefind(entries: &[SearchEntry], language: &str) -> Files {
    let index = async {
        let options = PagefindServiceConfig::builder().force_language(language.to_owned()).build();
        let mut index = PagefindIndex::new(Some(options)).expect("an index");
        for entry in entries {
            let meta = result_metadata(entry).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            let owned = |values: Vec<&str>| values.into_iter().map(str::to_owned).collect();
            let filters = search_filters(entry).into_iter().map(|(name, values)| (name.to_owned(), owned(values)));
            let (href, text) = (entry.href.clone(), entry.text.clone());
            let language = language.to_owned();
            let added = index.add_custom_record(href, text, language, Some(meta), Some(filters.collect()), None);
            added.await.expect("a record");
        }
        index.get_files().await.expect("files")
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let files = runtime.block_on(index).into_iter();
    let files: Files =
        files.map(|file| (file.filename.to_string_lossy().into_owned(), decompress(&file.contents))).collect();
    let has_stems = files.contains_key(&format!("wasm.{language}.pagefind"));
    let is_loaded = |name: &str| match name {
        "pagefind-entry.json" | "pagefind.js" => true,
        "wasm.unknown.pagefind" => !has_stems,
        _ => !name.starts_with("pagefind-"),
    };
    files.into_iter().filter(|(name, _)| is_loaded(name)).collect()
}

/// The file's name as the lists of files have it.
fn listed_name(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_prefix("pagefind.").unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(name, _)| name)
}

/// Pagefind's files with our names: it names files after another digest, and with fewer letters.
fn renamed(files: Files, ours: &Files) -> Files {
    let mut files = files;
    let find_ours = |path: &str, bytes: &[u8]| {
        let extension = path.rsplit('.').next();
        let mut same = ours.iter().filter(|(name, _)| name.rsplit('.').next() == extension);
        same.find(|(_, own)| own.as_slice() == bytes).map(|(name, _)| name.clone())
    };
    // The list of files names the others, and the entry names the list.
    for rank in [["pf_fragment", "pf_index", "pf_filter"].as_slice(), &["pf_meta"]] {
        let paths: Vec<String> =
            files.keys().filter(|path| rank.iter().any(|end| path.ends_with(end))).cloned().collect();
        for path in paths {
            let bytes = files.remove(&path).expect("listed");
            let own = find_ours(&path, &bytes).unwrap_or_else(|| path.clone());
            replace_in_all(&mut files, listed_name(&path), listed_name(&own));
            files.insert(own, bytes);
        }
    }
    files
}

fn replace_in_all(files: &mut Files, name: &str, own: &str) {
    // A text in CBOR begins with its length (RFC 8949 §3.1), if that is below 24.
    let in_list = |name: &str| [&[0x60 | u8::try_from(name.len()).expect("short")], name.as_bytes()].concat();
    for (path, bytes) in files.iter_mut() {
        let (name, own) = match path.rsplit('.').next() {
            Some("pf_meta") => (in_list(name), in_list(own)),
            Some("json") => (name.as_bytes().to_vec(), own.as_bytes().to_vec()),
            _ => continue,
        };
        let mut start = 0;
        while let Some(at) = bytes[start..].windows(name.len()).position(|window| window == name) {
            bytes.splice(start + at..start + at + name.len(), own.iter().copied());
            start += at + own.len();
        }
    }
}

fn assert_same(entries: &[SearchEntry], tag: &str) {
    let ours = ours(entries, tag);
    let theirs = renamed(of_pagefind(entries, tag), &ours);
    let only_in = |files: &Files, other: &Files| {
        let others = files.iter().filter(|(path, bytes)| other.get(*path) != Some(bytes));
        others.map(|(path, bytes)| format!("{path}: {}\n", bytes.escape_ascii())).collect::<String>()
    };
    assert!(ours == theirs, "{tag}\nours:\n{}theirs:\n{}", only_in(&ours, &theirs), only_in(&theirs, &ours));
}

fn entry(number: usize, title: &str, text: &str) -> SearchEntry {
    SearchEntry {
        href: format!("/stories/{number}/"),
        language: "en".to_owned(),
        language_name: "English".to_owned(),
        direction: "ltr",
        title: title.to_owned(),
        kind: if number.is_multiple_of(3) { "Event".to_owned() } else { "Story".to_owned() },
        when: number.is_multiple_of(2).then(|| "5 May 2026".to_owned()),
        ends_at: None,
        repeats: number.is_multiple_of(5),
        is_replaced: false,
        is_pinned: number == 1,
        places: if number.is_multiple_of(2) { vec!["Harbour".to_owned(), "Ōtara".to_owned()] } else { Vec::new() },
        topics: vec!["food".to_owned()],
        text: text.to_owned(),
    }
}

/// Words that are taken apart, and words that are not.
const WORDS: [&str; 42] = [
    "singing",
    "neighbours’",
    "choir",
    "Choir",
    "CAFÉ",
    "café",
    "cafe",
    "naïve",
    "co-operative",
    "camelCase",
    "XMLHttpRequest",
    "hall.is_open",
    "example.org/a.b-c",
    "3rd",
    "2026-05-01",
    "(soup)",
    "—",
    "🍲",
    "soup🍲long",
    "👩‍👩‍👧",
    "1️⃣",
    "_under_score_",
    "STRASSE",
    "Straße",
    "İstanbul",
    "ΌΔΟΣ",
    "ᾳ",
    "バックアップ",
    "バンド",
    "ハ\u{3099}ント\u{3099}",
    "学校",
    "한국어",
    "حفل",
    "الحَفلة",
    "গান",
    "நட்பு",
    "zero\u{200B}width",
    "\u{200B}",
    "don't",
    "a",
    "e\u{301}",
    "and/or",
];

fn texts() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => proptest::sample::select(WORDS.as_slice()).prop_map(str::to_owned),
        1 => r"[a-zéA-Z0-9.,_'’\-]{1,12}",
        1 => r"\PC{1,6}",
    ];
    proptest::collection::vec(word, 0..40)
        .prop_map(|words| words.join(" ").split_whitespace().filter(has_no_plain_form).collect::<Vec<_>>().join(" "))
}

/// Pagefind does not look for plain forms of letters.
fn has_no_plain_form(word: &&str) -> bool {
    WordSplitter::for_language("en").found_as_plain(word).is_none()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_files_are_those_of_pagefind(
        texts in proptest::collection::vec((texts(), texts()), 1..8),
        language in proptest::sample::select(vec!["en", "de", "cy", "ar", "ta", "pl", "el", "nb-NO", "ja", "tr"]),
    ) {
        // Pagefind leaves out a record whose text has no words.
        let entries = texts.iter().enumerate().map(|(number, (title, text))| entry(number, title, format!("word {text}").trim()));
        assert_same(&entries.collect::<Vec<_>>(), language);
    }
}

#[test]
fn many_words_are_in_several_files() {
    let text = |number: usize| {
        let words = (0..400)
            .map(|word| format!("{}w{}", ["cath", "cathartic", "quay"][word % 3], (number * 7 + word * 13) % 997));
        words.collect::<Vec<_>>().join(" ")
    };
    let entries: Vec<SearchEntry> = (0..120).map(|number| entry(number, "Soup", &text(number))).collect();
    let ours = ours(&entries, "en");
    assert!(ours.keys().filter(|path| path.ends_with("pf_index")).count() > 2);
    assert_same(&entries, "en");
}

#[test]
fn every_program_is_that_of_pagefind() {
    let entries = [entry(1, "Soup", "soup")];
    for tag in [
        "ar", "ca", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id",
        "it", "lt", "nb", "ne", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "ur", "yi",
    ] {
        assert_same(&entries, tag);
    }
}

#[test]
fn a_record_without_text_is_found_by_its_title() {
    let files = ours(&[entry(1, "Soup", "")], "en");
    let (_, words) = files.iter().find(|(path, _)| path.ends_with("pf_index")).expect("words");
    assert!(words.windows(4).any(|window| window == b"soup"));
}

#[test]
fn letters_that_many_cannot_type_are_found_by_plain_ones() {
    let files = ours(&[entry(1, "Łódź", "Straße h₂o smørrebrød")], "en");
    let (_, words) = files.iter().find(|(path, _)| path.ends_with("pf_index")).expect("words");
    for word in ["łodz", "lodz", "strass", "h2o", "smorrebrod", "smørrebrød"] {
        assert!(words.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
}

#[test]
fn the_list_of_words_has_each_once_the_most_frequent_first_and_no_data() {
    let data = "x".repeat(1_000);
    let entries = [entry(1, "Soup", &format!("bench, Bench! café tea {data}")), entry(2, "Bench", "long-table")];
    assert_eq!(list_search_words(entries.iter()), ["bench", "cafe", "long", "soup", "table"]);
}
