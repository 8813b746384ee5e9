//! An event that advice can be about.

use std::borrow::Cow;

use crate::publish::occurrence::Occurrence;
use crate::publish::publication::Publication;
use crate::publish::publication_state::{PublicationState, UnpublishedReason};
use crate::publish::timetable::Timetable;
use crate::record::{Event, KindFields};
use crate::site::{Record, RecordIndex};
use crate::text::SourceLocation;
use crate::time::Clock;

/// An event that is published or will be, with its dates.
pub(super) struct EventToCheck<'a> {
    pub(super) record_index: RecordIndex,
    pub(super) record: &'a Record,
    pub(super) event: &'a Event,
    timetable: Cow<'a, Timetable>,
}

/// The events that are published or will be.
pub(super) fn events_to_check<'a>(publication: &'a Publication, clock: &Clock) -> Vec<EventToCheck<'a>> {
    let site = &publication.site;
    let event_to_check = |ix: RecordIndex| {
        let record = site.record(ix);
        let Some(KindFields::Event(event)) = &record.parsed.fields else { return None };
        let timetable = match publication.state(ix) {
            PublicationState::Published => Cow::Borrowed(publication.timetable(ix)?),
            // Editors should know of a clash before the event is published.
            PublicationState::Unpublished(UnpublishedReason::Draft | UnpublishedReason::Scheduled(_)) => {
                Cow::Owned(Timetable::from_record(record, site, clock)?)
            }
            _ => return None,
        };
        Some(EventToCheck { record_index: ix, record, event, timetable })
    };
    site.indexed_records().filter_map(|(ix, _)| event_to_check(ix)).collect()
}

impl EventToCheck<'_> {
    /// The dates that are not over and not called off.
    pub(super) fn remaining_occurrences(&self) -> impl Iterator<Item = &Occurrence> {
        self.timetable.remaining().iter().filter(|occurrence| !occurrence.is_called_off)
    }

    /// Whether something is true of every date, over or not, that is not called off.
    pub(super) fn is_every_date(&self, is_true: impl Fn(&&Occurrence) -> bool) -> bool {
        let mut dates = self.timetable.occurrences().iter().filter(|occurrence| !occurrence.is_called_off);
        !self.timetable.continues_past_horizon() && dates.all(|date| is_true(&date))
    }

    pub(super) fn field_location(&self, field: &str) -> SourceLocation {
        self.record.parsed.locations.of_field(field)
    }

    /// Where the file says something about a date: `entry_field` in the date's entry, or `field` when it has no entry.
    pub(super) fn occurrence_location(
        &self,
        occurrence: &Occurrence,
        entry_field: &str,
        field: &str,
    ) -> SourceLocation {
        let entries = self.event.occurrences.unguarded().len();
        match occurrence.entry_index {
            Some(entry) => self.record.parsed.locations.of_nested("occurrences", Some((entry, entries)), entry_field),
            None => self.field_location(field),
        }
    }
}
