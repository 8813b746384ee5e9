//! Which record a file belongs to. A file that belongs only to records that are not published is not published either,
//! whoever names it or links to it.

use std::collections::HashMap;
use std::iter;

use super::publication::Publication;
use crate::kind::Kind;
use crate::path::parent_folder;
use crate::site::{Record, RecordIndex, ResolvedTarget};

impl Publication {
    /// The record that keeps another one from publishing a file: it has the file in a folder of its own, and is not
    /// published.
    pub(super) fn owner_that_withholds(&self, path: &str, from: &Record) -> Option<RecordIndex> {
        self.folder_owner(path, from).filter(|ix| self.withholds_files(*ix))
    }

    /// The record that has a file in a folder of its own. Another record in that folder has it there too.
    fn folder_owner(&self, path: &str, from: &Record) -> Option<RecordIndex> {
        let mut folders = iter::successors(Some(parent_folder(path)), |folder| {
            Some(parent_folder(folder)).filter(|folder| !folder.is_empty())
        });
        let (folder, ix) = folders.find_map(|folder| Some((folder, self.record_with_folder(folder)?)))?;
        let is_own = from.parsed.source.path.strip_prefix(folder).is_some_and(|inner| inner.starts_with('/'));
        (!is_own).then_some(ix)
    }

    /// The record whose `index.md` is in a folder. The texts of lists are in folders that others share.
    fn record_with_folder(&self, folder: &str) -> Option<RecordIndex> {
        let file = |name: &str| self.site.record_of_file(&format!("{folder}/{name}"));
        let ix = file("index.md").or_else(|| file("index.markdown")).filter(|_| folder != "content")?;
        let record = self.site.record(ix);
        let is_shared = record.kind() == Kind::Page && Kind::from_folder(&record.id.slug).is_some();
        (!is_shared).then_some(ix)
    }

    /// Whether files of a record are not published. Those of a record that is shown as another are.
    fn withholds_files(&self, ix: RecordIndex) -> bool {
        !self.is_published(ix) && !self.is_shown_as_another(ix)
    }
}

/// The owners of files.
pub(super) struct FileOwners<'a> {
    publication: &'a Publication,
    /// The owner of a file that a field or a text names as a picture or download. A published one is preferred.
    by_file: HashMap<&'a str, RecordIndex>,
}

impl<'a> FileOwners<'a> {
    pub(super) fn new(publication: &'a Publication) -> Self {
        let mut by_file = HashMap::new();
        for (ix, record) in publication.site.indexed_records() {
            for path in own_files(record) {
                let owner = by_file.entry(path).or_insert(ix);
                if !publication.withholds_files(ix) {
                    *owner = ix;
                }
            }
        }
        Self { publication, by_file }
    }

    /// The record that keeps another one from publishing a file that it names or links to.
    pub(super) fn withholding_record(&self, path: &str, from: &Record) -> Option<RecordIndex> {
        let owner = self.publication.folder_owner(path, from).or_else(|| self.by_file.get(path).copied());
        owner.filter(|ix| self.publication.withholds_files(*ix))
    }
}

/// The pictures and downloads of a record, without what its texts link to.
fn own_files(record: &Record) -> impl Iterator<Item = &str> {
    let in_fields = record.resolved_references.iter().filter_map(ResolvedTarget::file);
    let in_translations = record.translations.iter().flat_map(|translation| &translation.pictures);
    let pictures = record.pictures.iter().chain(in_translations).flatten().chain(&record.lead_picture);
    in_fields.chain(pictures.map(|picture| picture.path.as_str()))
}
