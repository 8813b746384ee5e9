//! What `agenda` needs of a publication besides what may be seen: for editors' eyes, never for readers'.

use jiff::Timestamp;

use super::timetable::event_zone;
use super::{Publication, PublicationState, PublishOptions, Timetable, publication_state};
use crate::record::KindFields;
use crate::site::{RecordIndex, Site};
use crate::time::Clock;

/// Turns that are looked at before a record counts as one that stays as it is.
const MAX_CHANGE_POINTS: usize = 16;

/// Everything, published or not. `tests/it/rooms.rs` holds that only `agenda` asks for it.
pub(crate) struct EditorAccess<'a> {
    /// All records.
    pub site: &'a Site,
    /// How each stands, by record number.
    pub states: &'a [PublicationState],
    /// For which safety is raised, by record number.
    pub safety_raised: &'a [bool],
}

impl Publication {
    /// Everything, for what is said to editors.
    pub(crate) fn for_editors(&self) -> EditorAccess<'_> {
        EditorAccess { site: &self.site, states: &self.states, safety_raised: &self.safety_raised }
    }

    /// The instant at which an event leaves the events to come, if that is still ahead. This publication's own clock
    /// is not asked: looking ahead must not make a turn of what nobody shows.
    pub(crate) fn becomes_past_at(&self, ix: RecordIndex) -> Option<Timestamp> {
        let record = self.site.record(ix);
        let Some(KindFields::Event(event)) = &record.parsed.fields else { return None };
        let timetable = Timetable::from_record(record, &self.site, &Clock::new(self.options.now))?;
        timetable.ends_at(event_zone(event, &self.site)).filter(|end| *end > self.options.now)
    }

    /// How a record that errors hold back would stand without them: a consent that has ended has ended all the same.
    pub(crate) fn state_if_valid(&self, ix: RecordIndex) -> PublicationState {
        publication_state::state_if_valid(
            &self.site,
            self.site.record(ix),
            &self.options,
            &Clock::new(self.options.now),
        )
    }

    /// The nearest instant at which a record's standing or its having passed may be another.
    pub(crate) fn next_change_of(&self, ix: RecordIndex) -> Option<Timestamp> {
        let clock = Clock::new(self.options.now);
        clock.include(self.change_points[ix.as_usize()]);
        clock.next_change()
    }

    /// What a record becomes by itself, and when: its standing, and whether it has passed. Instants at which it stays as
    /// it is are passed over, a few of them.
    pub(crate) fn next_state_change(&self, ix: RecordIndex) -> Option<(Timestamp, PublicationState, bool)> {
        let record = self.site.record(ix);
        let mut next = self.next_change_of(ix);
        for _ in 0..MAX_CHANGE_POINTS {
            let at = next?;
            let clock = Clock::new(at);
            let state = publication_state::determine_state(
                &self.site,
                record,
                &PublishOptions { now: at, ..self.options.clone() },
                &clock,
            );
            let timetable = state.is_published().then(|| Timetable::from_record(record, &self.site, &clock)).flatten();
            let is_past = timetable.is_some_and(|table| table.is_over());
            if state != self.states[ix.as_usize()] || is_past != self.is_past(ix) {
                return Some((at, state, is_past));
            }
            next = clock.next_change();
        }
        None
    }
}
