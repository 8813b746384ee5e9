//! Which record a file belongs to. A file that belongs only to records that are not published is not published either,
//! whoever links to it.

use std::collections::HashMap;

use super::publication::Publication;
use crate::kind::Kind;
use crate::path::parent_folder;
use crate::site::{Record, RecordIndex, ResolvedTarget};

/// The owners of files.
pub(super) struct FileOwners<'a> {
    publication: &'a Publication,
    /// The owner of what is in a folder: the record whose `index.md` is there.
    by_folder: HashMap<&'a str, RecordIndex>,
    /// The owner of a file that a field or a text names as a picture or download. A published one is preferred.
    by_file: HashMap<&'a str, RecordIndex>,
}

impl<'a> FileOwners<'a> {
    pub(super) fn new(publication: &'a Publication) -> Self {
        let (mut by_folder, mut by_file) = (HashMap::new(), HashMap::new());
        for (ix, record) in publication.site.indexed_records() {
            by_folder.extend(own_folder(record).map(|folder| (folder, ix)));
            for path in own_files(record) {
                let owner = by_file.entry(path).or_insert(ix);
                if publication.is_published(ix) {
                    *owner = ix;
                }
            }
        }
        Self { publication, by_folder, by_file }
    }

    /// The record that keeps a file from being published: the owner of it or of its folder, where none is published.
    pub(super) fn withholding_record(&self, path: &str) -> Option<RecordIndex> {
        let mut folders = std::iter::successors(Some(parent_folder(path)), |folder| {
            (!folder.is_empty()).then(|| parent_folder(folder))
        });
        let of_folder = folders.find_map(|folder| self.by_folder.get(folder));
        let owners: Vec<RecordIndex> = self.by_file.get(path).into_iter().chain(of_folder).copied().collect();
        let is_published = owners.iter().any(|ix| self.publication.is_published(*ix));
        owners.first().copied().filter(|_| !is_published)
    }
}

/// The folder of a record that has one of its own. The texts of lists lie in folders that others share.
fn own_folder(record: &Record) -> Option<&str> {
    let path = record.parsed.source.path.as_str();
    let is_shared = record.kind() == Kind::Page && Kind::from_folder(&record.id.slug).is_some();
    let folder = path.strip_suffix("/index.md").or_else(|| path.strip_suffix("/index.markdown"))?;
    (!is_shared && folder != "content").then_some(folder)
}

/// The pictures and downloads of a record, without what its texts link to.
fn own_files(record: &Record) -> impl Iterator<Item = &str> {
    let in_fields = record.resolved_references.iter().filter_map(ResolvedTarget::file);
    let in_translations = record.translations.iter().flat_map(|translation| &translation.pictures);
    let pictures = record.pictures.iter().chain(in_translations).flatten().chain(&record.lead_picture);
    in_fields.chain(pictures.map(|picture| picture.path.as_str()))
}
