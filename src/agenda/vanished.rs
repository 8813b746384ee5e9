//! Addresses that were published once and are gone without a word.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::config::SITE_FILE;
use crate::fault::{Code, Fault};
use crate::kind::RecordId;
use crate::output::{FileList, OutputFile};
use crate::path;
use crate::publish::{EditorAccess, Publication};

/// Addresses of one record, or of one page, that people may have linked to and that nothing has now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VanishedPage {
    /// `story:shared-kitchen`; none for a page that is no record's.
    record: Option<String>,
    /// The record's file, if the record is published still, at other addresses.
    file: Option<String>,
    /// The addresses, without the base path.
    addresses: Vec<String>,
}

/// What is gone. `published` is the site that was there, `produced` the one that takes its place, and `known` what was found
/// before: it stays until it is dealt with.
///
/// Nobody can have linked to a site that was never published: without a `base_url` nothing is gone. Lists come and go with
/// what is in them, and a record that is kept back or has errors has not vanished.
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
        !produced.contains(file.as_str()) && !gone.contains(&file)
    };
    let linkable = published.files.iter().filter(|file| published.base_url.is_some() && file.kind.spec().is_linkable);
    let lately = linkable.map(|file| (file.record.as_ref().map(RecordId::to_string), file.address()));
    let before =
        known.iter().flat_map(|page| page.addresses.iter().map(|address| (page.record.clone(), address.clone())));
    let mut pages: BTreeMap<(Option<String>, String), BTreeSet<String>> = BTreeMap::new();
    for (record, address) in lately.chain(before).filter(|(_, address)| is_missing(address)) {
        // What belongs to no record is told by itself.
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

/// The file of a published record; none if there is no such record. Not even that if the record is kept back now.
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
