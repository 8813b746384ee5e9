//! What of the last publication stays when only some records have changed.

use std::sync::Arc;

use super::lists::{sort_key, start};
use super::route::Routes;
use super::standing::links_of;
use super::{Files, Ix, Lists, Publication, Standing, Told};
use crate::record::Kind;
use crate::site::{Record, Site};

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
}

impl<'a> Kept<'a> {
    pub(super) fn of(site: &'a Site, last: Option<(&'a Publication, &'a [Ix])>) -> Self {
        let any = last.is_some();
        let (last, changed) = last.map_or((None, &[][..]), |(last, changed)| (Some(last), changed));
        Self { site, last, changed, raised: any, lists: any, routes: any, files: any, told: any }
    }

    /// Notes what a changed record touches, by how it stands now and stood then.
    pub(super) fn compare(&mut self, ix: Ix, standing: &Standing, past: bool) {
        let Some(last) = self.last else { return };
        let (old, new) = (last.site.record(ix), self.site.record(ix));
        let stays = last.standing[ix.at()].is_live() == standing.is_live();
        self.raised &= safety(old) == safety(new);
        self.lists &= stays
            && last.past[ix.at()] == past
            && sort_key(old, past) == sort_key(new, past)
            && (&old.sort_title, &old.topics, &old.in_places) == (&new.sort_title, &new.topics, &new.in_places)
            && start(old) == start(new);
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
    }

    pub(super) fn raised(&self) -> Option<Arc<Vec<bool>>> {
        self.last.filter(|_| self.raised).map(|last| Arc::clone(&last.raised))
    }

    pub(super) fn lists(&self) -> Option<Arc<Lists>> {
        self.last.filter(|_| self.lists).map(|last| Arc::clone(&last.lists))
    }

    pub(super) fn routes(&self, lists: &Lists) -> Option<Arc<Routes>> {
        let last = self.last.filter(|last| self.routes && (self.lists || last.lists.same_pages(lists)))?;
        Some(Arc::clone(&last.routes))
    }

    pub(super) fn files(&self) -> Option<Arc<Files>> {
        // Raised safety keeps pictures back.
        self.last.filter(|_| self.files && self.raised).map(|last| Arc::clone(&last.files))
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

/// What raised safety of a record and of those around it hangs on.
fn safety(record: &Record) -> impl PartialEq + '_ {
    let houses = record.forward.iter().filter(|(role, _)| matches!(*role, "venue" | "hosts"));
    let common = record.parsed.common.as_ref();
    (
        common.map(|common| common.safety.map(|safety| safety.level)),
        record.kind() == Kind::Place && record.held_back,
        &record.in_places,
        houses.collect::<Vec<_>>(),
    )
}
