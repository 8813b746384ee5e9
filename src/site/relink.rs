//! An edit of a few texts → the site as it would be linked anew, without linking all of it.
//!
//! Most edits change what a record says and not what it is called, where it belongs or which files it names. Then
//! everything that others see of it stays, and only the record itself (and those that an edit elsewhere concerns) is
//! linked again. Whatever is not plainly so is left to [`super::link`]; a property test holds that both agree.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::link::{Linked, places_of};
use super::resolve::Linker;
use super::{Findings, Ix, Record, Resolved, Role, Site, address, check, facet};
use crate::fault::Fault;
use crate::markdown::MarkdownBody;
use crate::record::{Kind, ParsedRecord, ParsedTranslation};

/// A file that was read again.
#[derive(Clone, Debug)]
pub enum Change {
    /// A record's.
    Record(Arc<ParsedRecord>),
    /// A translation's.
    Translation(Arc<ParsedTranslation>),
}

/// Records that an edit elsewhere may concern.
#[derive(Clone, Debug, Default)]
pub(super) struct Concerned {
    /// Records whose headings somebody links to.
    headings: HashSet<Ix>,
    /// Records that refer to something that is not there: what was meant is told by titles.
    titles: BTreeSet<Ix>,
    /// Something that is no record does so.
    pub(super) titles_elsewhere: bool,
    /// Records with waivers on lines.
    pub(super) waiving: BTreeSet<Ix>,
}

impl Concerned {
    pub(super) fn note(&mut self, ix: Ix, record: &Record, linked: &Linked) {
        let to_headings = linked.links().filter_map(|resolved| match resolved {
            Resolved::Record(to, Some(_)) => Some(*to),
            _ => None,
        });
        self.headings.extend(to_headings);
        set(&mut self.titles, ix, linked.asked_titles);
        let translations = || record.translations.iter().any(|translation| !translation.parsed.waivers.is_empty());
        set(&mut self.waiving, ix, !record.parsed.waivers.is_empty() || translations());
    }
}

fn set(records: &mut BTreeSet<Ix>, ix: Ix, is_in: bool) {
    if is_in {
        records.insert(ix);
    } else {
        records.remove(&ix);
    }
}

/// The site with some files read again, and which records are no longer as they were; `None` when everything has to
/// be linked anew.
pub fn relink(last: &Site, changes: &[Change]) -> Option<(Site, Vec<Ix>)> {
    let mut records = last.records.clone();
    let mut again = BTreeSet::new();
    let mut retitled = false;
    for change in changes {
        let path = match change {
            Change::Record(parsed) => &parsed.source.path,
            Change::Translation(parsed) => &parsed.source.path,
        };
        let (ix, translation) = *last.by_path.get(path)?;
        let record = Arc::make_mut(&mut records[ix.at()]);
        let headings_matter = last.concerned.headings.contains(&ix);
        let same = match (change, translation) {
            (Change::Record(parsed), None) => {
                let old = std::mem::replace(&mut record.parsed, Arc::clone(parsed));
                retitled |= old.title() != parsed.title();
                record.sort_title = crate::path::sort_key(parsed.title());
                same_face(&old, parsed) && (!headings_matter || same_headings(&old.body, &parsed.body))
            }
            (Change::Translation(parsed), Some(number)) => {
                let old = std::mem::replace(&mut record.translations[number].parsed, Arc::clone(parsed));
                let slug = |edition: &ParsedTranslation| edition.fields.as_ref().map(|fields| fields.slug.clone());
                slug(&old) == slug(parsed) && (!headings_matter || same_headings(&old.body, &parsed.body))
            }
            _ => false,
        };
        if !same || last.faults.between.iter().any(|fault| is_about(fault, path)) {
            return None;
        }
        again.insert(ix);
        let about = last.faults.of_record.iter().filter(|(_, faults)| faults.iter().any(|fault| is_about(fault, path)));
        again.extend(about.map(|(ix, _)| *ix));
    }
    if retitled {
        if last.concerned.titles_elsewhere {
            return None;
        }
        again.extend(&last.concerned.titles);
    }
    let linked: Vec<(Ix, Linked)> = {
        let linker = Linker::new(&last.frame, &records);
        again.iter().map(|ix| (*ix, linker.record(&records[ix.at()]))).collect()
    };
    let mut concerned = Concerned::clone(&last.concerned);
    let mut own = Vec::with_capacity(linked.len());
    for (ix, linked) in linked {
        let old = last.record(ix);
        if linked.reach != old.reach
            || (is_structure(old.kind()) && structure(&linked.forward) != structure(&old.forward))
        {
            return None;
        }
        let record = Arc::make_mut(&mut records[ix.at()]);
        concerned.note(ix, record, &linked);
        own.push((ix, linked.settle_into(record)));
    }
    for ix in &again {
        turn_again(*ix, last.record(*ix), &mut records);
        let places = places_of(&records[ix.at()], &records);
        Arc::make_mut(&mut records[ix.at()]).in_places = places;
    }
    let faults = Findings::clone(&last.faults);
    let mut site = Site { frame: Arc::clone(&last.frame), records, faults, concerned: Arc::new(concerned) };
    for (ix, faults) in own {
        let faults = check::check(&mut site, ix, faults);
        if faults.is_empty() {
            site.faults.of_record.remove(&ix);
        } else {
            site.faults.of_record.insert(ix, Arc::new(faults.into_iter().collect()));
        }
    }
    Some((site, again.into_iter().collect()))
}

/// Whether others see the same of a record as before: its name, its addresses, and whether it can be read.
fn same_face(old: &ParsedRecord, new: &ParsedRecord) -> bool {
    let aliases = |parsed: &ParsedRecord| parsed.common.as_ref().map(|common| common.aliases.clone());
    (old.kind, &old.slug, old.is_unreadable(), old.fields.is_none())
        == (new.kind, &new.slug, new.is_unreadable(), new.fields.is_none())
        && aliases(old) == aliases(new)
        && check::known_by(old.fields.as_ref()) == check::known_by(new.fields.as_ref())
        && address::month_of(old) == address::month_of(new)
        && facet::lists(old).eq(facet::lists(new))
}

fn same_headings(old: &MarkdownBody, new: &MarkdownBody) -> bool {
    old.headings.iter().map(|heading| &heading.id).eq(new.headings.iter().map(|heading| &heading.id))
}

/// Whether a fault is in a file or points to it.
fn is_about(fault: &Fault, path: &str) -> bool {
    let noted = || fault.notes.iter().filter_map(|note| note.location.as_ref()).any(|place| place.source.path == path);
    fault.path() == Some(path) || noted()
}

/// Kinds through whose relations others are somewhere or a part of something.
fn is_structure(kind: Kind) -> bool {
    matches!(kind, Kind::Partner | Kind::Place)
}

fn structure(forward: &[(Role, Ix)]) -> Vec<&(Role, Ix)> {
    forward.iter().filter(|(role, _)| matches!(*role, "places" | "serves" | "parent" | "within" | "part_of")).collect()
}

/// Turns a record's relations again, where they lead to now and where they led to.
fn turn_again(ix: Ix, old: &Record, records: &mut [Arc<Record>]) {
    let forward = records[ix.at()].forward.clone();
    if forward == old.forward {
        return;
    }
    let targets: BTreeSet<Ix> = old.forward.iter().chain(&forward).map(|(_, to)| *to).collect();
    for to in targets {
        let backward = &mut Arc::make_mut(&mut records[to.at()]).backward;
        backward.retain(|(_, from)| *from != ix);
        let at = backward.partition_point(|(_, from)| *from < ix);
        let now = forward.iter().filter(|(_, target)| *target == to).map(|(role, _)| (*role, ix));
        backward.splice(at..at, now);
    }
}
