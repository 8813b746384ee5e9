//! The files of a site: as they are built, and as the list in an output folder names them.

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

    fn to_line(&self) -> String {
        let record = self.record.as_ref().map(RecordId::to_string).unwrap_or_default();
        format!("{}\t{record}\t{}\n", self.kind.as_str(), self.path)
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

impl FileList {
    /// Reads the text of a list. Lines that cannot be read are left out.
    pub fn parse(text: &str) -> Self {
        let mut lines = text.lines().skip(1).peekable();
        let base_url = lines.next_if(|line| line.starts_with(PUBLISHED_AT));
        Self {
            base_url: base_url.map(|line| line[PUBLISHED_AT.len()..].to_owned()),
            files: lines.filter_map(OutputFile::from_line).collect(),
        }
    }
}

/// The text of the list.
impl std::fmt::Display for FileList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(HEAD)?;
        if let Some(base_url) = &self.base_url {
            writeln!(f, "{PUBLISHED_AT}{base_url}")?;
        }
        self.files.iter().try_for_each(|file| f.write_str(&file.to_line()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let record = RecordId::parse("story:kitchen").expect("an id");
        let page = OutputFile::at(OutputKind::RecordPage, "/stories/kitchen/").of_record(Some(record));
        let files = vec![OutputFile::at(OutputKind::SitePage, "/404.html"), page];
        for base_url in [None, Some("https://example.org/net".to_owned())] {
            let list = FileList { base_url, files: files.clone() };
            assert_eq!(FileList::parse(&list.to_string()), list);
        }
        assert_eq!(FileList::parse("").files, []);
    }
}
