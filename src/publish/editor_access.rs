//! What `agenda` shows to editors about records that are not published. No reader may see any of it.

use jiff::Timestamp;

use super::options::PublishOptions;
use super::publication::{Publication, StatusAtMoment};
use super::publication_state::PublicationState;
use super::status_at_moment::state_if_valid;
use super::timetable::{Timetable, event_zone};
use crate::record::KindFields;
use crate::site::{Record, RecordIndex, Site};
use crate::time::{ChangePoint, Clock};

/// How many times at which a record could change are tried before it counts as one that stays as it is.
const MAX_CHANGE_POINTS: usize = 16;

/// All records, published or not. `tests/it/rooms.rs` makes sure that only `agenda` asks for it.
#[derive(Clone, Copy)]
pub(crate) struct EditorAccess<'a> {
    /// The site with all records.
    pub site: &'a Site,
    publication: &'a Publication,
}

impl<'a> EditorAccess<'a> {
    /// Whether a record is published, and why not.
    pub fn state(&self, ix: RecordIndex) -> &'a PublicationState {
        self.publication.state(ix)
    }

    /// Whether a record is published.
    pub fn is_published(&self, ix: RecordIndex) -> bool {
        self.publication.is_published(ix)
    }

    /// The records that are published.
    pub fn published_records(&self) -> impl Iterator<Item = (RecordIndex, &'a Record)> + use<'a> {
        self.publication.published_records()
    }

    /// Whether safety is raised for a record.
    pub fn is_safety_raised(&self, ix: RecordIndex) -> bool {
        self.publication.is_safety_raised(ix)
    }
}

/// What a record will become by itself.
pub(crate) struct StateChange {
    /// When it changes.
    pub at: Timestamp,
    /// Its state from then on.
    pub state: PublicationState,
    /// Whether it is over from then on.
    pub is_past: bool,
}

impl Publication {
    /// All records, for editors.
    pub(crate) fn for_editors(&self) -> EditorAccess<'_> {
        EditorAccess { site: &self.site, publication: self }
    }

    /// The instant at which a record will be over; `None` when it has no last date or is over already. It has its own
    /// clock, so looking ahead does not affect `next_change`.
    pub(crate) fn becomes_past_at(&self, ix: RecordIndex) -> Option<Timestamp> {
        let record = self.site.record(ix);
        let ends_at = match record.parsed.fields.as_ref()? {
            KindFields::Event(event) => Timetable::from_record(record, &self.site, &Clock::new(self.options.now))?
                .ends_at(event_zone(event, &self.site)),
            fields => fields.open_until()?.end_instant(&self.site.config.zone.time_zone),
        };
        ends_at.filter(|end| *end > self.options.now)
    }

    /// The state that a record would have without its errors. A consent that has expired counts even then.
    pub(crate) fn state_if_valid(&self, ix: RecordIndex) -> PublicationState {
        state_if_valid(&self.site, self.site.record(ix), &self.options, &Clock::new(self.options.now))
    }

    /// The earliest time at which a record's state could change if it had no errors.
    pub(crate) fn next_change_if_valid(&self, ix: RecordIndex) -> Option<Timestamp> {
        let clock = Clock::new(self.options.now);
        state_if_valid(&self.site, self.site.record(ix), &self.options, &clock);
        clock.next_change()
    }

    /// The earliest time at which a record's state could change, or it could be over.
    pub(crate) fn next_change_of(&self, ix: RecordIndex) -> Option<Timestamp> {
        self.instant_of(self.records[ix.as_usize()].change_point)
    }

    /// The next change of a record's state, or of whether it is over. `None` when nothing changes at the first
    /// [`MAX_CHANGE_POINTS`] times at which it could.
    pub(crate) fn next_state_change(&self, ix: RecordIndex) -> Option<StateChange> {
        let now = &self.records[ix.as_usize()];
        let mut next = self.next_change_of(ix);
        for _ in 0..MAX_CHANGE_POINTS {
            let at = next?;
            let options = PublishOptions { now: at, ..self.options.clone() };
            let then = StatusAtMoment::determine(&self.site, self.site.record(ix), &options);
            if then.state != now.state || then.is_past != now.is_past {
                return Some(StateChange { at, state: then.state, is_past: then.is_past });
            }
            next = self.instant_of(then.change_point);
        }
        None
    }

    fn instant_of(&self, change_point: ChangePoint) -> Option<Timestamp> {
        let clock = Clock::new(self.options.now);
        clock.include(change_point);
        clock.next_change()
    }
}
