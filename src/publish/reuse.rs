//! What of the last publication stays when only some records have changed.

use std::sync::Arc;

use jiff::Timestamp;

use super::advice::Advice;
use super::lists::list_sort_key;
use super::publication_state::find_withheld_links_in;
use super::routes::Routes;
use super::{Lists, Publication, PublicationState, PublishedFiles, RecordIndex, Timetable, WithheldLinks};
use crate::kind::Kind;
use crate::kind::Role;
use crate::record::KindFields;
use crate::site::{Record, Site};

/// What stays: everything, until a changed record says otherwise.
pub(super) struct Reuse<'a> {
    site: &'a Site,
    previous: Option<&'a Publication>,
    changed: &'a [RecordIndex],
    safety_raised: bool,
    lists: bool,
    routes: bool,
    files: bool,
    withheld_links: bool,
    advice: bool,
}

impl<'a> Reuse<'a> {
    pub(super) fn new(site: &'a Site, last: Option<(&'a Publication, &'a [RecordIndex])>) -> Self {
        let has_previous = last.is_some();
        let (previous, changed) = last.map_or((None, &[][..]), |(last, changed)| (Some(last), changed));
        Self {
            site,
            previous,
            changed,
            safety_raised: has_previous,
            lists: has_previous,
            routes: has_previous,
            files: has_previous,
            withheld_links: has_previous,
            advice: has_previous,
        }
    }

    /// Notes what a changed record touches, by how it stands now and stood then.
    pub(super) fn note_change(&mut self, ix: RecordIndex, state: &PublicationState, timetable: Option<&Timetable>) {
        let Some(last) = self.previous else { return };
        let (old, new) = (last.site.record(ix), self.site.record(ix));
        let same_visibility = last.states[ix.as_usize()].is_published() == state.is_published();
        self.safety_raised &= safety_inputs(old) == safety_inputs(new);
        self.lists &= same_visibility
            && last.timetable(ix) == timetable
            && list_sort_key(old, timetable) == list_sort_key(new, timetable)
            && (&old.sort_title, &old.topics, &old.in_places) == (&new.sort_title, &new.topics, &new.in_places);
        self.lists &= list_inputs(old) == list_inputs(new);
        let translation_states = |record: &Record| -> Vec<(String, bool)> {
            record.translations.iter().map(|edition| (edition.address.clone(), edition.is_invalid)).collect()
        };
        self.routes &= same_visibility && translation_states(old) == translation_states(new);
        self.files &= same_visibility
            && (&old.pictures, &old.lead_picture) == (&new.pictures, &new.lead_picture)
            && translation_states(old) == translation_states(new);
        self.files &= old
            .translations
            .iter()
            .map(|edition| &edition.pictures)
            .eq(new.translations.iter().map(|edition| &edition.pictures));
        self.withheld_links &= last.states[ix.as_usize()] == *state;
        self.advice &= new.kind() != Kind::Event;
    }

    pub(super) fn safety_raised(&self) -> Option<Arc<Vec<bool>>> {
        self.previous.filter(|_| self.safety_raised).map(|last| Arc::clone(&last.safety_raised))
    }

    pub(super) fn lists(&self) -> Option<Arc<Lists>> {
        // Raised safety keeps times and venues back, and so what months and access lists say.
        self.previous.filter(|_| self.lists && self.safety_raised).map(|last| Arc::clone(&last.lists))
    }

    pub(super) fn routes(&self, lists: &Lists) -> Option<Arc<Routes>> {
        let last = self.previous.filter(|last| self.routes && last.lists.has_same_pages(lists))?;
        Some(Arc::clone(&last.routes))
    }

    pub(super) fn files(&self) -> Option<Arc<PublishedFiles>> {
        // Raised safety keeps pictures back.
        self.previous.filter(|_| self.files && self.safety_raised).map(|last| Arc::clone(&last.files))
    }

    pub(super) fn advice(&self, now: Timestamp) -> Option<Arc<Advice>> {
        // Raised safety keeps names out of it.
        let last =
            self.previous.filter(|last| self.advice && self.safety_raised && last.advice.change_point.is_after(now))?;
        Some(Arc::clone(&last.advice))
    }

    pub(super) fn withheld_links(&self, publication: &Publication) -> Option<Arc<WithheldLinks>> {
        let last = self.previous.filter(|_| self.withheld_links)?;
        let mut told = WithheldLinks::clone(&last.withheld_links);
        for ix in self.changed {
            let faults = find_withheld_links_in(publication, *ix);
            if faults.is_empty() {
                told.remove(ix);
            } else {
                told.insert(*ix, faults);
            }
        }
        Some(Arc::new(told))
    }
}

/// What lists of months, of access facts and of facets hang on: what it is chosen by, facts, the house they may come from, and what stays public.
fn list_inputs(record: &Record) -> impl PartialEq + '_ {
    let access = match &record.parsed.fields {
        Some(KindFields::Event(event)) => event.access.as_ref(),
        Some(KindFields::Partner(partner)) => partner.access.as_ref(),
        _ => None,
    };
    let kept_public =
        record.parsed.common.as_ref().and_then(|common| common.keep_public.as_ref()).map(|keep| &keep.fields);
    let venue: Vec<_> = record.relations.iter().filter(|(role, _)| *role == Role::Venue).collect();
    let facet_values: Vec<_> =
        record.kind().spec().facets.iter().map(|facet| record.parsed.facet_values(*facet)).collect();
    (access, kept_public, venue, facet_values)
}

/// What raised safety of a record and of those around it hangs on.
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
