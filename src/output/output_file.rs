//! The files of a site: as they are built, and as the list in an output folder names them.

use std::io::{Read, Write};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};

use super::OutputKind;
use crate::kind::RecordId;
use crate::path;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutputFile {
    /// The path from the site's root, with `/`: `stories/kitchen/index.html`.
    pub path: String,
    /// The output that it belongs to.
    pub kind: OutputKind,
    /// The record that it belongs to.
    pub record: Option<RecordId>,
}

impl OutputFile {
    /// The file that is served at an address.
    pub fn at(kind: OutputKind, address: &str) -> Self {
        Self { path: path::output_path(address), kind, record: None }
    }

    /// This file, as a file of a record.
    pub fn of_record(self, record: Option<RecordId>) -> Self {
        Self { record, ..self }
    }

    /// Its address.
    pub fn address(&self) -> String {
        format!("/{}", self.path.strip_suffix("index.html").unwrap_or(&self.path))
    }

    fn add_line(&self, lines: &mut String) {
        let record = self.record.as_ref().map(RecordId::to_string).unwrap_or_default();
        lines.extend([self.kind.as_str(), "\t", &record, "\t", &self.path, "\n"]);
    }

    fn from_line(line: &str) -> Option<Self> {
        let mut parts = line.splitn(3, '\t');
        let (kind, record) = (OutputKind::parse(parts.next()?)?, RecordId::parse(parts.next()?));
        Some(Self { path: parts.next()?.to_owned(), kind, record })
    }
}

/// The files of an output folder, as the list in the folder names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileList {
    /// Where they were published; `None` when `site.yaml` had no `base_url` then.
    pub base_url: Option<String>,
    /// Sorted by path.
    pub files: Vec<OutputFile>,
}

/// The first line of the list.
const HEAD: &str = "This folder is made by commonground. Files in it are replaced by the next build.\n";
/// How a line with the `base_url` begins; no output is named so.
const PUBLISHED_AT: &str = "\tpublished at ";

/// How gzip begins (RFC 1952 §2.3.1).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// The most bytes that a list is unpacked to.
const MAX_LIST: u64 = 256 * 1024 * 1024;

impl FileList {
    /// Reads the bytes of a list. Lines that cannot be read are left out; a list that is damaged is empty.
    pub fn parse(bytes: &[u8]) -> Self {
        let lines = bytes.strip_prefix(HEAD.as_bytes()).unwrap_or(bytes);
        if !lines.starts_with(&GZIP_MAGIC) {
            // An earlier version wrote it.
            return Self::parse_lines(&String::from_utf8_lossy(lines));
        }
        let mut unpacked = String::new();
        let read = GzDecoder::new(lines).take(MAX_LIST).read_to_string(&mut unpacked);
        read.map_or_else(|_| Self::default(), |_| Self::parse_lines(&unpacked))
    }

    fn parse_lines(text: &str) -> Self {
        let mut lines = text.lines().peekable();
        let base_url = lines.next_if(|line| line.starts_with(PUBLISHED_AT));
        Self {
            base_url: base_url.map(|line| line[PUBLISHED_AT.len()..].to_owned()),
            files: lines.filter_map(OutputFile::from_line).collect(),
        }
    }

    /// The bytes of the list: a line for people, and the rest packed, because a large site has a million lines.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut lines = String::new();
        if let Some(base_url) = &self.base_url {
            lines.extend([PUBLISHED_AT, base_url, "\n"]);
        }
        self.files.iter().for_each(|file| file.add_line(&mut lines));
        let mut encoder = GzEncoder::new(HEAD.as_bytes().to_vec(), Compression::fast());
        encoder.write_all(lines.as_bytes()).and_then(|()| encoder.finish()).expect("memory takes all that is written")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<OutputFile> {
        let record = RecordId::parse("story:kitchen").expect("an id");
        let page = OutputFile::at(OutputKind::RecordPage, "/stories/kitchen/").of_record(Some(record));
        vec![OutputFile::at(OutputKind::SitePage, "/404.html"), page]
    }

    #[test]
    fn a_list_is_read_as_it_was_written() {
        for base_url in [None, Some("https://example.org/net".to_owned())] {
            let list = FileList { base_url, files: files() };
            assert_eq!(FileList::parse(&list.to_bytes()), list);
        }
        assert_eq!(FileList::parse(b""), FileList::default());
        let many = FileList { base_url: None, files: (0..10_000).flat_map(|_| files()).collect() };
        assert!(many.to_bytes().starts_with(HEAD.as_bytes()) && many.to_bytes().len() < 10_000);
    }

    #[test]
    fn a_list_that_an_earlier_version_wrote_is_read() {
        let lines = "\tpublished at https://example.org\nsite-page\t\t404.html\n\
                     record-page\tstory:kitchen\tstories/kitchen/index.html\n";
        let list = FileList { base_url: Some("https://example.org".to_owned()), files: files() };
        assert_eq!(FileList::parse(format!("{HEAD}{lines}").as_bytes()), list);
    }

    #[test]
    fn a_damaged_list_is_empty() {
        let bytes = FileList { base_url: None, files: (0..100).flat_map(|_| files()).collect() }.to_bytes();
        for length in [HEAD.len() + 1, HEAD.len() + 12, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(FileList::parse(&bytes[..length]), FileList::default(), "{length}");
        }
    }
}
