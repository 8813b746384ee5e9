//! References to records that are the same as another name the other record.

use std::collections::BTreeSet;

use super::linked_record::LinkedRecord;
use super::linker::Linker;
use crate::fault::{Code, Fault, Faults};
use crate::kind::Role;
use crate::site::record::Record;
use crate::site::resolved_target::ResolvedTarget;
use crate::site::same_as::{same_as_target, same_as_text};
use crate::text::{SourceLocation, list_in_words};

impl Linker<'_> {
    /// Replaces each merged record by the one that is shown instead. The record's own `same_as` stays.
    pub(super) fn follow_same_as(&self, record: &Record, linked: &mut LinkedRecord) {
        let merged = &self.context.merged;
        let targets = linked.resolved_references.iter_mut().chain(&mut linked.body.links);
        let in_translations = linked.translations.iter_mut().flat_map(|body| &mut body.links);
        for target in targets.chain(in_translations) {
            if let ResolvedTarget::Record(ix, _) = target {
                *ix = merged.shown_for(*ix);
            }
        }
        let in_translations = linked.translations.iter_mut().flat_map(|body| &mut body.block_records);
        for ix in linked.body.block_records.iter_mut().chain(in_translations).flatten() {
            *ix = merged.shown_for(*ix);
        }
        let own_index = self.context.by_id.get(record.kind(), &record.id.slug);
        let mut added = BTreeSet::new();
        linked.relations.iter_mut().for_each(|(_, to)| *to = merged.shown_for(*to));
        linked.relations.retain(|(role, to)| {
            let leads_to_itself = *role == Role::Mentions && Some(*to) == own_index;
            !leads_to_itself && added.insert((*role, *to))
        });
    }

    /// Reports a `same_as` that names a record of another kind, the record itself, or a record with a `same_as`.
    pub(super) fn check_same_as(&self, record: &Record, out: &mut Faults) {
        let Some(target) = same_as_target(record, &self.context.by_id) else { return };
        let other = &self.records[target.as_usize()];
        let location = record.parsed.locations.of_field("same_as");
        let slug = &other.id.slug;
        let next = same_as_target(other, &self.context.by_id).map(|ix| &self.records[ix.as_usize()].id);
        let fault = if other.kind() != record.kind() {
            let (is, expected) = (other.kind().with_article(), record.kind().with_article());
            Fault::new(Code::WrongKind, location, format!("`{slug}` is {is}, but {expected} belongs here"))
                .with_help(format!("name {expected}"))
        } else if other.id == record.id || next == Some(&record.id) {
            let message = format!("`same_as` leads in a circle: {} → {slug}", record.id.slug);
            Fault::new(Code::CircularParent, location, message)
                .with_help("keep it in the record that is not to be shown")
        } else if let Some(next) = same_as_text(other) {
            Fault::new(Code::InvalidValue, location, format!("`{slug}` is itself the same as another record"))
                .with_help(format!("write `{next}`"))
        } else {
            out.extend(lost_fields_fault(record, other, location));
            return;
        };
        out.report(fault);
    }
}

/// Fields that the other record gets too, or that are about the file and not about the thing.
const NOT_LOST: &[&str] = &[
    "title",
    "same_as",
    "slug",
    "aliases",
    "topics",
    "draft",
    "publish",
    "show_until",
    "review",
    "updated",
    "notes",
    "search",
    "safety",
    "keep_public",
    "template",
    "extra",
    "images",
];

/// The fault of a record with something that readers do not see, because the other has nothing there. What names other
/// records is moved to the other.
fn lost_fields_fault(record: &Record, other: &Record, location: SourceLocation) -> Option<Fault> {
    let (own, others) = (&record.parsed.locations, &other.parsed.locations);
    let is_moved = |name: &str| record.parsed.references.iter().any(|reference| reference.field == name);
    let is_lost =
        |name: &str| own.has_value(name) && !others.has_value(name) && !NOT_LOST.contains(&name) && !is_moved(name);
    let mut lost: Vec<String> =
        own.values().filter(|(name, _)| is_lost(name)).map(|(name, _)| format!("`{name}`")).collect();
    if has_text(record) && !has_text(other) {
        lost.push("the text".to_owned());
    }
    if lost.is_empty() {
        return None;
    }
    let slug = &other.id.slug;
    let message = format!("readers do not see {} of this file: `{slug}` has nothing there", list_in_words(&lost));
    let help = format!("copy what is right into `{}`, or take it out here", other.parsed.source.path);
    Some(Fault::new(Code::LostInMerge, location, message).with_help(help))
}

fn has_text(record: &Record) -> bool {
    let span = record.parsed.locations.body_span();
    !record.parsed.source.text[span.to_range()].trim().is_empty()
}
