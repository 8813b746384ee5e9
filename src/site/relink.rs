//! An edit of a few texts → the site as it would be linked anew, without linking all of it.
//!
//! Most edits change what a record says and not what it is called, where it belongs or which files it names. Then
//! everything that others see of it stays, and only the record itself (and those that an edit elsewhere concerns) is
//! linked again. Whatever is not plainly so is left to [`super::link`]; a property test holds that both agree.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::link::{LinkedRecord, derive_places};
use super::linker::Linker;
use super::{Record, RecordIndex, ResolvedTarget, Role, Site, SiteFaults, address, check, facet};
use crate::fault::Fault;
use crate::kind::Kind;
use crate::markdown::MarkdownBody;
use crate::record::{ParsedRecord, ParsedTranslation};

/// A file that was read again.
#[derive(Clone, Debug)]
pub enum FileChange {
    /// A record's.
    Record(Arc<ParsedRecord>),
    /// A translation's.
    Translation(Arc<ParsedTranslation>),
}

/// Records that an edit elsewhere may concern.
#[derive(Clone, Debug, Default)]
pub(super) struct Dependents {
    /// Records whose headings somebody links to.
    with_linked_headings: HashSet<RecordIndex>,
    /// Records that refer to something that is not there: what was meant is told by titles.
    on_titles: BTreeSet<RecordIndex>,
    /// Something that is no record does so.
    pub(super) signposts_on_titles: bool,
    /// Records with waivers on lines.
    pub(super) with_waivers: BTreeSet<RecordIndex>,
}

impl Dependents {
    pub(super) fn update(&mut self, ix: RecordIndex, record: &Record, linked: &LinkedRecord) {
        let to_headings = linked.all_targets().filter_map(|resolved| match resolved {
            ResolvedTarget::Record(to, Some(_)) => Some(*to),
            _ => None,
        });
        self.with_linked_headings.extend(to_headings);
        set_membership(&mut self.on_titles, ix, linked.uses_titles);
        let translations = || record.translations.iter().any(|translation| !translation.parsed.waivers.is_empty());
        set_membership(&mut self.with_waivers, ix, !record.parsed.waivers.is_empty() || translations());
    }
}

fn set_membership(records: &mut BTreeSet<RecordIndex>, ix: RecordIndex, is_member: bool) {
    if is_member {
        records.insert(ix);
    } else {
        records.remove(&ix);
    }
}

/// The site with some files read again, and which records are no longer as they were; `None` when everything has to
/// be linked anew.
pub fn relink(previous: &Site, changes: &[FileChange]) -> Option<(Site, Vec<RecordIndex>)> {
    let mut records = previous.records.clone();
    let mut to_relink = BTreeSet::new();
    let mut retitled = false;
    for change in changes {
        let path = match change {
            FileChange::Record(parsed) => &parsed.source.path,
            FileChange::Translation(parsed) => &parsed.source.path,
        };
        let (ix, translation) = *previous.records_by_path.get(path)?;
        let record = Arc::make_mut(&mut records[ix.as_usize()]);
        let headings_matter = previous.dependents.with_linked_headings.contains(&ix);
        let is_unaffected = match (change, translation) {
            (FileChange::Record(parsed), None) => {
                let old = std::mem::replace(&mut record.parsed, Arc::clone(parsed));
                retitled |= old.title() != parsed.title();
                record.sort_title = crate::path::sort_key(parsed.title());
                looks_same_to_others(&old, parsed) && (!headings_matter || has_same_headings(&old.body, &parsed.body))
            }
            (FileChange::Translation(parsed), Some(number)) => {
                let old = std::mem::replace(&mut record.translations[number].parsed, Arc::clone(parsed));
                let slug = |edition: &ParsedTranslation| edition.fields.as_ref().map(|fields| fields.slug.clone());
                slug(&old) == slug(parsed) && (!headings_matter || has_same_headings(&old.body, &parsed.body))
            }
            _ => false,
        };
        if !is_unaffected || previous.faults.cross_file.iter().any(|fault| concerns_file(fault, path)) {
            return None;
        }
        to_relink.insert(ix);
        let affected = previous
            .faults
            .by_record
            .iter()
            .filter(|(_, faults)| faults.iter().any(|fault| concerns_file(fault, path)));
        to_relink.extend(affected.map(|(ix, _)| *ix));
    }
    if retitled {
        if previous.dependents.signposts_on_titles {
            return None;
        }
        to_relink.extend(&previous.dependents.on_titles);
    }
    let linked: Vec<(RecordIndex, LinkedRecord)> = {
        let linker = Linker::new(&previous.context, &records);
        to_relink.iter().map(|ix| (*ix, linker.link_record(&records[ix.as_usize()]))).collect()
    };
    let mut dependents = Dependents::clone(&previous.dependents);
    let mut record_faults = Vec::with_capacity(linked.len());
    for (ix, linked) in linked {
        let old = previous.record(ix);
        if linked.files != old.files
            || (is_structural_kind(old.kind())
                && structural_relations(&linked.relations) != structural_relations(&old.relations))
        {
            return None;
        }
        let record = Arc::make_mut(&mut records[ix.as_usize()]);
        dependents.update(ix, record, &linked);
        record_faults.push((ix, linked.apply_to(record)));
    }
    for ix in &to_relink {
        reindex_backlinks(*ix, previous.record(*ix), &mut records);
        let places = derive_places(&records[ix.as_usize()], &records);
        Arc::make_mut(&mut records[ix.as_usize()]).in_places = places;
    }
    let faults = SiteFaults::clone(&previous.faults);
    let mut site = Site { context: Arc::clone(&previous.context), records, faults, dependents: Arc::new(dependents) };
    for (ix, faults) in record_faults {
        let faults = check::check_record_and_leaks(&mut site, ix, faults);
        if faults.is_empty() {
            site.faults.by_record.remove(&ix);
        } else {
            site.faults.by_record.insert(ix, Arc::new(faults.into_iter().collect()));
        }
    }
    Some((site, to_relink.into_iter().collect()))
}

/// Whether others see the same of a record as before: its name, its addresses, and whether it can be read.
fn looks_same_to_others(old: &ParsedRecord, new: &ParsedRecord) -> bool {
    let unique_ids = |parsed: &ParsedRecord| {
        let ids = parsed.fields.iter().flat_map(|fields| fields.unique_ids());
        ids.map(|(field, id)| (field, id.to_owned())).collect::<Vec<_>>()
    };
    let aliases = |parsed: &ParsedRecord| parsed.common.as_ref().map(|common| common.aliases.clone());
    (old.kind, &old.slug, old.is_unreadable(), old.fields.is_none())
        == (new.kind, &new.slug, new.is_unreadable(), new.fields.is_none())
        && aliases(old) == aliases(new)
        && unique_ids(old) == unique_ids(new)
        && address::month_address_of_file(old) == address::month_address_of_file(new)
        && facet::facet_lists(old).eq(facet::facet_lists(new))
}

fn has_same_headings(old: &MarkdownBody, new: &MarkdownBody) -> bool {
    old.headings.iter().map(|heading| &heading.id).eq(new.headings.iter().map(|heading| &heading.id))
}

/// Whether a fault is in a file or points to it.
fn concerns_file(fault: &Fault, path: &str) -> bool {
    let is_in_notes =
        || fault.notes.iter().filter_map(|note| note.location.as_ref()).any(|place| place.source.path == path);
    fault.path() == Some(path) || is_in_notes()
}

/// Kinds through whose relations others are somewhere or a part of something.
fn is_structural_kind(kind: Kind) -> bool {
    matches!(kind, Kind::Partner | Kind::Place)
}

fn structural_relations(relations: &[(Role, RecordIndex)]) -> Vec<&(Role, RecordIndex)> {
    relations
        .iter()
        .filter(|(role, _)| matches!(role, Role::Places | Role::Serves | Role::Parent | Role::Within | Role::PartOf))
        .collect()
}

/// Turns a record's relations again, where they lead to now and where they led to.
fn reindex_backlinks(ix: RecordIndex, old: &Record, records: &mut [Arc<Record>]) {
    let relations = records[ix.as_usize()].relations.clone();
    if relations == old.relations {
        return;
    }
    let targets: BTreeSet<RecordIndex> = old.relations.iter().chain(&relations).map(|(_, to)| *to).collect();
    for to in targets {
        let backlinks = &mut Arc::make_mut(&mut records[to.as_usize()]).backlinks;
        backlinks.retain(|(_, from)| *from != ix);
        let at = backlinks.partition_point(|(_, from)| *from < ix);
        let new_backlinks = relations.iter().filter(|(_, target)| *target == to).map(|(role, _)| (*role, ix));
        backlinks.splice(at..at, new_backlinks);
    }
}
