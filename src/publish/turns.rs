//! What `agenda` needs of a publication besides what may be seen: for editors' eyes, never for readers'.

use jiff::Timestamp;

use super::timetable::zone_of;
use super::{Edition, Publication, Standing, Timetable, standing};
use crate::record::KindFields;
use crate::site::{Ix, Site};
use crate::time::Clock;

/// Turns that are looked at before a record counts as one that stays as it is.
const TRIES: usize = 16;

/// Everything, published or not. `tests/it/rooms.rs` holds that only `agenda` asks for it.
pub(crate) struct ForEditors<'a> {
    /// All records.
    pub site: &'a Site,
    /// How each stands, by record number.
    pub standing: &'a [Standing],
    /// For which safety is raised, by record number.
    pub raised: &'a [bool],
}

impl Publication {
    /// Everything, for what is said to editors.
    pub(crate) fn for_editors(&self) -> ForEditors<'_> {
        ForEditors { site: &self.site, standing: &self.standing, raised: &self.raised }
    }

    /// The instant at which an event leaves the events to come, if that is still ahead. This publication's own clock
    /// is not asked: looking ahead must not make a turn of what nobody shows.
    pub(crate) fn passes_at(&self, ix: Ix) -> Option<Timestamp> {
        let record = self.site.record(ix);
        let Some(KindFields::Event(event)) = &record.parsed.fields else { return None };
        let table = Timetable::of(record, &self.site, &Clock::new(self.edition.now))?;
        table.over_at(zone_of(event, &self.site)).filter(|over| *over > self.edition.now)
    }

    /// How a record that errors hold back would stand without them: a consent that has ended has ended all the same.
    pub(crate) fn but_for_errors(&self, ix: Ix) -> Standing {
        standing::but_for_errors(&self.site, self.site.record(ix), &self.edition, &Clock::new(self.edition.now))
    }

    /// The nearest instant at which a record's standing or its having passed may be another.
    pub(crate) fn turn_of(&self, ix: Ix) -> Option<Timestamp> {
        let ahead = Clock::new(self.edition.now);
        ahead.include(self.turns[ix.at()]);
        ahead.next_change()
    }

    /// What a record becomes by itself, and when: its standing, and whether it has passed. Instants at which it stays as
    /// it is are passed over, a few of them.
    pub(crate) fn becomes(&self, ix: Ix) -> Option<(Timestamp, Standing, bool)> {
        let record = self.site.record(ix);
        let mut turn = self.turn_of(ix);
        for _ in 0..TRIES {
            let at = turn?;
            let clock = Clock::new(at);
            let then = standing::of(&self.site, record, &Edition { now: at, ..self.edition.clone() }, &clock);
            let table = then.is_live().then(|| Timetable::of(record, &self.site, &clock)).flatten();
            let past = table.is_some_and(|table| table.is_over());
            if then != self.standing[ix.at()] || past != self.is_past(ix) {
                return Some((at, then, past));
            }
            turn = clock.next_change();
        }
        None
    }
}
