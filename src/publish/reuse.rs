//! Decides which parts of the previous publication can be reused when only some records have changed: the states of
//! records, raised safety, lists, routes, published files, withheld links and advice.

use std::sync::Arc;

use jiff::Timestamp;

use super::list_order::list_sort_key;
use super::lists::Lists;
use super::publication::{Advice, Publication, PublishedFiles, StatusAtMoment, WithheldLinks};
use super::routes::Routes;
use super::translations::{translated_title, valid_translations};
use super::withheld_links::{FileOwnersCell, find_withheld_links_in};
use crate::kind::{Kind, Role};
use crate::language::LanguageTag;
use crate::record::{EventStatus, KindFields};
use crate::site::{PictureUse, Record, RecordIndex, ResolvedTarget, Site};

/// Which parts can be reused: all, until a changed record says otherwise.
pub(super) struct Reuse<'a> {
    site: &'a Site,
    previous: &'a Publication,
    changed: &'a [RecordIndex],
    safety_raised: bool,
    lists: bool,
    routes: bool,
    files: bool,
    withheld_links: bool,
    advice: bool,
}

impl<'a> Reuse<'a> {
    pub(super) fn new(site: &'a Site, previous: &'a Publication, changed: &'a [RecordIndex]) -> Self {
        Self {
            site,
            previous,
            changed,
            safety_raised: true,
            lists: true,
            routes: true,
            files: true,
            withheld_links: true,
            advice: true,
        }
    }

    /// Compares a changed record with what it was, and gives up the parts that depend on a difference.
    pub(super) fn note_change(&mut self, ix: RecordIndex, status: &StatusAtMoment) {
        let (old, new) = (self.previous.site.record(ix), self.site.record(ix));
        let old_status = &self.previous.records[ix.as_usize()];
        let same_visibility = old_status.state.is_published() == status.state.is_published();
        let same_translations = translation_states(old) == translation_states(new);
        self.safety_raised &= safety_inputs(old) == safety_inputs(new);
        self.lists &= same_visibility
            && (&old_status.timetable, old_status.is_past) == (&status.timetable, status.is_past)
            && list_sort_key(old, old_status) == list_sort_key(new, status)
            && list_inputs(old) == list_inputs(new);
        self.routes &= same_visibility && same_translations;
        let same_files = all_pictures(old) == all_pictures(new) && files_in_fields(old).eq(files_in_fields(new));
        self.files &= same_visibility && same_translations && same_files;
        self.withheld_links &= old_status.state == status.state && same_files;
        let same_status = old_status.is_past == status.is_past && unlisted_status(old) == unlisted_status(new);
        self.advice &= !matches!(new.kind(), Kind::Event | Kind::Campaign) && same_status;
    }

    pub(super) fn safety_raised(&self) -> Option<Arc<Vec<bool>>> {
        self.safety_raised.then(|| Arc::clone(&self.previous.safety_raised))
    }

    /// Lists depend on safety, because raised safety hides times and venues.
    pub(super) fn lists(&self) -> Option<Arc<Lists>> {
        (self.lists && self.safety_raised).then(|| Arc::clone(&self.previous.lists))
    }

    pub(super) fn routes(&self, lists: &Lists) -> Option<Arc<Routes>> {
        (self.routes && self.previous.lists.has_same_pages(lists)).then(|| Arc::clone(&self.previous.routes))
    }

    /// Files depend on safety, because raised safety hides pictures.
    pub(super) fn files(&self) -> Option<Arc<PublishedFiles>> {
        (self.files && self.safety_raised).then(|| Arc::clone(&self.previous.files))
    }

    /// Advice depends on safety, because raised safety hides names, and on the day.
    pub(super) fn advice(&self, now: Timestamp) -> Option<Arc<Advice>> {
        let is_current = self.previous.advice.change_point.is_after(now);
        (self.advice && self.safety_raised && is_current).then(|| Arc::clone(&self.previous.advice))
    }

    /// The withheld links of the unchanged records, and those found again in the changed records.
    pub(super) fn withheld_links(&self, publication: &Publication) -> Option<Arc<WithheldLinks>> {
        if !self.withheld_links {
            return None;
        }
        let mut withheld_links = WithheldLinks::clone(&self.previous.withheld_links);
        let owners = FileOwnersCell::new(publication);
        for ix in self.changed {
            let faults = find_withheld_links_in(publication, *ix, &owners);
            if faults.is_empty() {
                withheld_links.remove(ix);
            } else {
                withheld_links.insert(*ix, faults);
            }
        }
        Some(Arc::new(withheld_links))
    }
}

fn unlisted_status(record: &Record) -> Option<&'static str> {
    record.parsed.fields.as_ref().and_then(|fields| fields.unlisted_status())
}

fn translation_states(record: &Record) -> Vec<(&str, bool)> {
    record.translations.iter().map(|translation| (translation.address.as_str(), translation.is_invalid)).collect()
}

fn all_pictures(record: &Record) -> (&Option<PictureUse>, Vec<&Vec<Option<PictureUse>>>) {
    let in_translations = record.translations.iter().map(|translation| &translation.pictures);
    (&record.lead_picture, std::iter::once(&record.pictures).chain(in_translations).collect())
}

fn files_in_fields(record: &Record) -> impl Iterator<Item = &str> {
    record.resolved_references.iter().filter_map(ResolvedTarget::file)
}

/// What decides which lists a record is in, and where: beside its status, its title, topics, places, facets and access
/// facts, its venue and whether it has moved online, and what it keeps public while safety is raised.
fn list_inputs(record: &Record) -> impl PartialEq + '_ {
    let access = record.parsed.fields.as_ref().and_then(|fields| fields.access());
    let keep_public =
        record.parsed.common.as_ref().and_then(|common| common.keep_public.as_ref()).map(|keep| &keep.fields);
    let venues: Vec<_> = record.relations.iter().filter(|(role, _)| *role == Role::Venue).collect();
    let facet_values: Vec<_> =
        record.kind().spec().facets.iter().map(|facet| record.parsed.facet_values(*facet)).collect();
    let is_online = matches!(&record.parsed.fields, Some(KindFields::Event(event)) if event.status == Some(EventStatus::MovedOnline));
    let sorted_by = (&record.parsed.sort_title, translated_titles(record), &record.topics, &record.in_places);
    (sorted_by, access, keep_public, (venues, is_online), facet_values)
}

/// What decides where lists in other languages show a record.
fn translated_titles(record: &Record) -> Vec<(&LanguageTag, Option<&str>)> {
    let title = |language| (language, translated_title(record, language));
    valid_translations(record).map(|translation| title(&translation.language)).collect()
}

/// What decides whether safety is raised for a record and for the records around it.
fn safety_inputs(record: &Record) -> impl PartialEq + '_ {
    let venues = record.relations.iter().filter(|(role, _)| role.is_venue());
    let common = record.parsed.common.as_ref();
    (
        common.map(|common| common.safety.map(|safety| safety.level)),
        common.and_then(|common| common.keep_public.as_ref()).map(|keep| &keep.fields),
        record.kind() == Kind::Place && record.is_invalid,
        &record.in_places,
        venues.collect::<Vec<_>>(),
    )
}
