//! Addresses that were published before and do not exist any more, although no alias or `gone:` mentions them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::config::SITE_FILE;
use crate::fault::{Code, Fault};
use crate::kind::RecordId;
use crate::output::{FileList, OutputFile};
use crate::path;
use crate::publish::{EditorAccess, Publication};

/// Addresses of one record, or of one page, that people may have linked to and that do not exist any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VanishedPage {
    /// `story:shared-kitchen`; `None` for a page that belongs to no record.
    record: Option<String>,
    /// The record's file, if the record is still published at other addresses.
    file: Option<String>,
    /// The addresses, without the base path.
    addresses: Vec<String>,
}

/// Finds addresses that vanished. `published` are the files of the previous site, `produced` those of the new one. `known` are
/// addresses that were found before: they stay until an editor adds an alias or `gone:`.
///
/// Nothing can vanish from a site without a `base_url`, because nobody can have linked to it. Lists come and go with their
/// records, and a record that is not published now or has errors has not vanished.
pub fn find_vanished(
    publication: &Publication,
    published: &FileList,
    produced: &[OutputFile],
    known: &[VanishedPage],
) -> Vec<VanishedPage> {
    let access = publication.for_editors();
    let produced: BTreeSet<&str> = produced.iter().map(|file| file.path.as_str()).collect();
    let gone = publication.config().gone.iter();
    let gone: BTreeSet<String> = gone.map(|address| path::output_path(&path::to_page_address(address))).collect();
    let is_missing = |address: &str| {
        let file = path::output_path(address);
        // A page that the site has, and that could not be rendered, has a fault of its own.
        !produced.contains(file.as_str()) && !gone.contains(&file) && publication.page_at(address).is_none()
    };
    let linkable = published.files.iter().filter(|file| published.base_url.is_some() && file.kind.spec().is_linkable);
    let lately = linkable.map(|file| (file.record.as_ref().map(RecordId::to_string), file.address()));
    let before =
        known.iter().flat_map(|page| page.addresses.iter().map(|address| (page.record.clone(), address.clone())));
    let mut pages: BTreeMap<(Option<String>, String), BTreeSet<String>> = BTreeMap::new();
    for (record, address) in lately.chain(before).filter(|(_, address)| is_missing(address)) {
        // A page that belongs to no record is reported by itself.
        let by_itself = if record.is_some() { String::new() } else { address.clone() };
        pages.entry((record, by_itself)).or_default().insert(address);
    }
    let pages = pages.into_iter().filter_map(|((record, _), addresses)| {
        let file = match record.as_deref().and_then(RecordId::parse) {
            Some(id) => published_file(&access, &id)?,
            None => None,
        };
        Some(VanishedPage { record, file, addresses: addresses.into_iter().collect() })
    });
    pages.collect()
}

/// The file of a published record: `Some(None)` when there is no such record, `None` when the record is not published now.
fn published_file(access: &EditorAccess<'_>, id: &RecordId) -> Option<Option<String>> {
    let Some(ix) = access.site.find(id.kind, &id.slug) else { return Some(None) };
    let record = access.site.record(ix);
    let is_whole = record.translations.iter().all(|translation| !translation.is_invalid);
    (access.is_published(ix) && is_whole).then(|| Some(record.parsed.source.path.clone()))
}

impl VanishedPage {
    /// The warning for editors.
    pub fn to_fault(&self) -> Fault {
        let written: Vec<String> = self.addresses.iter().map(|address| format!("`{address}`")).collect();
        let (last, others) = written.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
        let message = match others {
            [] => format!("{last} was published and is gone"),
            _ => format!("{} and {last} were published and are gone", others.join(", ")),
        };
        let aliases = format!("aliases: [{}]", self.addresses.join(", "));
        let gone = format!("{} to `gone:` in `{SITE_FILE}`", written.join(", "));
        let (file, help) = match &self.file {
            Some(file) => (file.as_str(), format!("add `{aliases}` here, or {gone}")),
            None => (SITE_FILE, format!("add `{aliases}` to the record that takes its place, or {gone}")),
        };
        Fault::in_file(Code::VanishedAddress, file.to_owned(), message).with_help(help)
    }
}
