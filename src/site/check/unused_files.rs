//! Files in `content/` that no record names.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::fault::{Code, Fault, Faults};
use crate::path::{file_stem, is_sync_copy, parent_folder, path_in_content};
use crate::site::linked_site::Site;
use crate::site::record::Record;
use crate::site::resolved_target::ResolvedTarget;

/// Reports the files that no record names. Files beside an unreadable record are left out, because it is not known
/// which files that record names; so are files whose names are in a record with a misspelt field.
pub(super) fn check_unused_files(site: &Site, is_used: impl Fn(&str) -> bool, out: &mut Faults) {
    let references = site.records.iter().flat_map(|record| &record.resolved_references);
    let referenced: BTreeSet<&str> = references
        .filter_map(|target| match target {
            ResolvedTarget::File(path) => Some(path.as_str()),
            _ => None,
        })
        .collect();
    let has_unknown_field =
        |record: &&Arc<Record>| record.parsed.faults.iter().any(|fault| fault.code == Code::UnknownField);
    let texts_with_unknown_fields: Vec<&str> =
        site.records.iter().filter(has_unknown_field).map(|record| record.parsed.source.text.as_str()).collect();
    let unreadable = site.records.iter().filter(|record| record.parsed.is_unreadable());
    let unreadable_folders: BTreeSet<&str> =
        unreadable.map(|record| parent_folder(&record.parsed.source.path)).collect();
    let may_be_meant = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        texts_with_unknown_fields.iter().any(|text| text.contains(name))
    };
    for path in site.assets.keys().filter(|path| !unreadable_folders.contains(parent_folder(path))) {
        let is_named = is_used(path) || referenced.contains(path.as_str()) || may_be_meant(path);
        if !is_named && !is_sync_copy(file_stem(path)) {
            let message = format!("no record refers to `{}`, so it is not published", path_in_content(path));
            out.report(Fault::in_file(Code::UnusedFile, path.clone(), message).with_help("link to it, or remove it"));
        }
    }
}
