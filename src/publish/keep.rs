//! What of the last publication stays when only some records have changed.

use std::sync::Arc;

use jiff::Timestamp;

use super::advice::Advice;
use super::lists::sort_key;
use super::route::Routes;
use super::standing::links_of;
use super::{Files, Ix, Lists, Publication, Standing, Timetable, Told};
use crate::record::{Kind, KindFields};
use crate::site::{Facet, Record, Site};

/// What stays: everything, until a changed record says otherwise.
pub(super) struct Kept<'a> {
    site: &'a Site,
    last: Option<&'a Publication>,
    changed: &'a [Ix],
    raised: bool,
    lists: bool,
    routes: bool,
    files: bool,
    told: bool,
    advice: bool,
}

impl<'a> Kept<'a> {
    pub(super) fn of(site: &'a Site, last: Option<(&'a Publication, &'a [Ix])>) -> Self {
        let any = last.is_some();
        let (last, changed) = last.map_or((None, &[][..]), |(last, changed)| (Some(last), changed));
        Self { site, last, changed, raised: any, lists: any, routes: any, files: any, told: any, advice: any }
    }

    /// Notes what a changed record touches, by how it stands now and stood then.
    pub(super) fn compare(&mut self, ix: Ix, standing: &Standing, timetable: Option<&Timetable>) {
        let Some(last) = self.last else { return };
        let (old, new) = (last.site.record(ix), self.site.record(ix));
        let stays = last.standing[ix.at()].is_live() == standing.is_live();
        self.raised &= safety(old) == safety(new);
        self.lists &= stays
            && last.timetable(ix) == timetable
            && sort_key(old, timetable) == sort_key(new, timetable)
            && (&old.sort_title, &old.topics, &old.in_places) == (&new.sort_title, &new.topics, &new.in_places);
        self.lists &= shown_in_lists(old) == shown_in_lists(new);
        let editions = |record: &Record| -> Vec<(String, bool)> {
            record.translations.iter().map(|edition| (edition.address.clone(), edition.held_back)).collect()
        };
        self.routes &= stays && editions(old) == editions(new);
        self.files &=
            stays && (&old.pictures, &old.image) == (&new.pictures, &new.image) && editions(old) == editions(new);
        self.files &= old
            .translations
            .iter()
            .map(|edition| &edition.pictures)
            .eq(new.translations.iter().map(|edition| &edition.pictures));
        self.told &= last.standing[ix.at()] == *standing;
        self.advice &= new.kind() != Kind::Event;
    }

    pub(super) fn raised(&self) -> Option<Arc<Vec<bool>>> {
        self.last.filter(|_| self.raised).map(|last| Arc::clone(&last.raised))
    }

    pub(super) fn lists(&self) -> Option<Arc<Lists>> {
        // Raised safety keeps times and venues back, and so what months and access lists say.
        self.last.filter(|_| self.lists && self.raised).map(|last| Arc::clone(&last.lists))
    }

    pub(super) fn routes(&self, lists: &Lists) -> Option<Arc<Routes>> {
        let last = self.last.filter(|last| self.routes && last.lists.same_pages(lists))?;
        Some(Arc::clone(&last.routes))
    }

    pub(super) fn files(&self) -> Option<Arc<Files>> {
        // Raised safety keeps pictures back.
        self.last.filter(|_| self.files && self.raised).map(|last| Arc::clone(&last.files))
    }

    pub(super) fn advice(&self, now: Timestamp) -> Option<Arc<Advice>> {
        // Raised safety keeps names out of it.
        let last = self.last.filter(|last| self.advice && self.raised && last.advice.turn.is_after(now))?;
        Some(Arc::clone(&last.advice))
    }

    pub(super) fn told(&self, publication: &Publication) -> Option<Arc<Told>> {
        let last = self.last.filter(|_| self.told)?;
        let mut told = Told::clone(&last.told);
        for ix in self.changed {
            let faults = links_of(publication, *ix);
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
fn shown_in_lists(record: &Record) -> impl PartialEq + '_ {
    let access = match &record.parsed.fields {
        Some(KindFields::Event(event)) => event.access.as_ref(),
        Some(KindFields::Partner(partner)) => partner.access.as_ref(),
        _ => None,
    };
    let kept = record.parsed.common.as_ref().and_then(|common| common.keep_public.as_ref()).map(|keep| &keep.fields);
    let venue: Vec<_> = record.forward.iter().filter(|(role, _)| *role == "venue").collect();
    let chosen: Vec<_> = Facet::of(record.kind()).iter().map(|facet| facet.values(&record.parsed)).collect();
    (access, kept, venue, chosen)
}

/// What raised safety of a record and of those around it hangs on.
fn safety(record: &Record) -> impl PartialEq + '_ {
    let houses = record.forward.iter().filter(|(role, _)| matches!(*role, "venue" | "hosts"));
    let common = record.parsed.common.as_ref();
    (
        common.map(|common| common.safety.map(|safety| safety.level)),
        common.and_then(|common| common.keep_public.as_ref()).map(|keep| &keep.fields),
        record.kind() == Kind::Place && record.held_back,
        &record.in_places,
        houses.collect::<Vec<_>>(),
    )
}
