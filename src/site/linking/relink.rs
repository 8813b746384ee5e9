//! Links a site again after an edit of a few texts, without linking all records.
//!
//! Most edits change what a record says, but not what other records see of it: its name, its address, its headings that
//! are linked to, its places, the files and the register numbers that it names. Then only the record itself and the
//! records whose faults depend on it are linked again, for example those whose faults suggest titles when a title has
//! changed. All other edits are left to [`UnlinkedSite`](super::link::UnlinkedSite). A property test (`tests/it/edits.rs`) checks that
//! both give the same site.

use std::collections::BTreeSet;
use std::mem;
use std::sync::Arc;

use super::backlinks::reindex_backlinks;
use super::linked_record::{LinkedRecord, apply_linked_records};
use super::linker::Linker;
use super::places::derive_places;
use crate::fault::Fault;
use crate::kind::{Kind, Role};
use crate::markdown::MarkdownBody;
use crate::record::{ParsedRecord, ParsedTranslation};
use crate::site::address::month_address_of_file;
use crate::site::check::check_record;
use crate::site::dependents::Dependents;
use crate::site::facet::facet_lists;
use crate::site::linked_site::Site;
use crate::site::record::Record;
use crate::site::record_index::RecordIndex;
use crate::site::same_as::is_draft;

/// A file that was read again.
#[derive(Clone, Debug)]
pub enum RereadFile {
    /// The file of a record.
    Record(Arc<ParsedRecord>),
    /// The file of a translation.
    Translation(Arc<ParsedTranslation>),
}

impl RereadFile {
    fn path(&self) -> &str {
        match self {
            Self::Record(parsed) => &parsed.source.path,
            Self::Translation(parsed) => &parsed.source.path,
        }
    }
}

/// The site after some files were read again, and the records that were linked again; `None` when the whole site must
/// be linked again.
pub fn relink(previous: &Site, changes: &[RereadFile]) -> Option<(Site, Vec<RecordIndex>)> {
    let mut records = previous.records.clone();
    let to_relink = apply_changes(previous, changes, &mut records)?;
    if to_relink.iter().any(|ix| previous.context.merged.concerns(*ix)) {
        return None;
    }
    let linked: Vec<(RecordIndex, LinkedRecord)> = {
        let linker = Linker::new(&previous.context, &records);
        to_relink.iter().map(|ix| (*ix, linker.link_record(&records[ix.as_usize()]))).collect()
    };
    if linked.iter().any(|(ix, linked)| affects_other_records(previous.record(*ix), linked)) {
        return None;
    }
    let mut dependents = Dependents::clone(&previous.dependents);
    let record_faults = apply_linked_records(linked, &mut records, &mut dependents);
    for ix in &to_relink {
        reindex_backlinks(*ix, previous.record(*ix), &mut records);
        let places = derive_places(&records[ix.as_usize()], &records);
        Arc::make_mut(&mut records[ix.as_usize()]).in_places = places;
    }
    let mut site = Site {
        context: Arc::clone(&previous.context),
        records,
        faults: previous.faults.clone(),
        dependents: Arc::new(dependents),
    };
    for (ix, faults) in record_faults {
        let faults = check_record(&mut site, ix, faults);
        site.faults.set_record_faults(ix, faults);
    }
    Some((site, to_relink.into_iter().collect()))
}

/// Puts the new files into the records, and returns the records that must be linked again; `None` when that would not
/// be enough.
fn apply_changes(
    previous: &Site,
    changes: &[RereadFile],
    records: &mut [Arc<Record>],
) -> Option<BTreeSet<RecordIndex>> {
    let mut to_relink = BTreeSet::new();
    let mut retitled = false;
    for change in changes {
        let path = change.path();
        let (ix, translation) = *previous.records_by_path.get(path)?;
        let has_linked_headings = previous.dependents.with_linked_headings.contains(&ix);
        let record = Arc::make_mut(&mut records[ix.as_usize()]);
        let is_unaffected = match (change, translation) {
            (RereadFile::Record(parsed), None) => {
                retitled |= record.parsed.title() != parsed.title();
                replace_record_file(record, parsed, has_linked_headings)
            }
            (RereadFile::Translation(parsed), Some(number)) => {
                replace_translation_file(record, number, parsed, has_linked_headings)
            }
            _ => false,
        };
        if !is_unaffected || previous.faults.cross_file.iter().any(|fault| concerns_file(fault, path)) {
            return None;
        }
        to_relink.insert(ix);
        to_relink.extend(records_with_faults_about(previous, path));
    }
    if retitled {
        if previous.dependents.signposts_on_titles {
            return None;
        }
        to_relink.extend(&previous.dependents.on_titles);
    }
    Some(to_relink)
}

/// Replaces the file of a record. Returns whether other records are unaffected.
fn replace_record_file(record: &mut Record, parsed: &Arc<ParsedRecord>, has_linked_headings: bool) -> bool {
    let old = mem::replace(&mut record.parsed, Arc::clone(parsed));
    looks_same_to_others(&old, parsed) && (!has_linked_headings || has_same_headings(&old.body, &parsed.body))
}

/// Replaces the file of the translation at a position. Returns whether other records are unaffected.
fn replace_translation_file(
    record: &mut Record,
    number: usize,
    parsed: &Arc<ParsedTranslation>,
    has_linked_headings: bool,
) -> bool {
    let old = mem::replace(&mut record.translations[number].parsed, Arc::clone(parsed));
    let slug = |parsed: &ParsedTranslation| parsed.fields.as_ref().map(|fields| fields.slug.clone());
    slug(&old) == slug(parsed) && (!has_linked_headings || has_same_headings(&old.body, &parsed.body))
}

/// The records with a fault that is in a file or points to it.
fn records_with_faults_about(site: &Site, path: &str) -> impl Iterator<Item = RecordIndex> {
    let by_record = site.faults.by_record.iter();
    by_record.filter(move |(_, faults)| faults.iter().any(|fault| concerns_file(fault, path))).map(|(ix, _)| *ix)
}

/// Whether a record names other files than before, or a record of a structural kind (such as a place) has other
/// structural relations than before.
fn affects_other_records(old: &Record, linked: &LinkedRecord) -> bool {
    linked.files != old.files
        || (is_structural_kind(old.kind())
            && !structural_relations(&linked.relations).eq(structural_relations(&old.relations)))
}

/// Whether a record has the same name, addresses and lists as before, and whether it could be read then and now.
fn looks_same_to_others(old: &ParsedRecord, new: &ParsedRecord) -> bool {
    let unique_ids = |parsed: &ParsedRecord| {
        let ids = parsed.fields.iter().flat_map(|fields| fields.unique_ids());
        ids.map(|(field, id)| (field, id.to_owned())).collect::<Vec<_>>()
    };
    let aliases = |parsed: &ParsedRecord| parsed.common.as_ref().map(|common| common.aliases.clone());
    let same_as = |parsed: &ParsedRecord| {
        let same_as = parsed.common.as_ref().and_then(|common| common.same_as.as_ref());
        same_as.map(|reference| (reference.text.clone(), is_draft(parsed)))
    };
    (old.kind, &old.slug, old.is_unreadable(), old.fields.is_none())
        == (new.kind, &new.slug, new.is_unreadable(), new.fields.is_none())
        && aliases(old) == aliases(new)
        && same_as(old) == same_as(new)
        && unique_ids(old) == unique_ids(new)
        && month_address_of_file(old) == month_address_of_file(new)
        && facet_lists(old).eq(facet_lists(new))
}

fn has_same_headings(old: &MarkdownBody, new: &MarkdownBody) -> bool {
    old.headings.iter().map(|heading| &heading.id).eq(new.headings.iter().map(|heading| &heading.id))
}

/// Whether a fault is in a file or points to it.
fn concerns_file(fault: &Fault, path: &str) -> bool {
    let is_in_notes = || {
        let mut locations = fault.notes.iter().filter_map(|note| note.location.as_ref());
        locations.any(|location| location.source.path == path)
    };
    fault.path() == Some(path) || is_in_notes()
}

/// Whether relations of records of a kind decide where other records are, or what they belong to.
fn is_structural_kind(kind: Kind) -> bool {
    matches!(kind, Kind::Partner | Kind::Place)
}

fn structural_relations(relations: &[(Role, RecordIndex)]) -> impl Iterator<Item = &(Role, RecordIndex)> {
    relations
        .iter()
        .filter(|(role, _)| matches!(role, Role::Places | Role::Serves | Role::Parent | Role::Within | Role::PartOf))
}
