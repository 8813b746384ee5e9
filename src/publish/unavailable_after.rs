//! When a page has had its time: for search engines, which keep pages longer than they are true.

use crate::kind::{Kind, Role};
use jiff::Timestamp;

use super::VisibleRecord;

impl VisibleRecord<'_> {
    /// The instant from which nobody should be led to its page by a search: when it is taken down (`show_until`), or when
    /// an event is over for good from which no story grew. An event with a story stays to be read, and so does a campaign
    /// that has ended: its page says what came of it. Times that safety keeps back are not told here either.
    pub fn unavailable_after(&self) -> Option<Timestamp> {
        let zone = &self.publication().config().zone.time_zone;
        let shown_until = self.common().show_until.and_then(|moment| moment.end_instant(zone));
        let has_story = || self.backlinks().any(|(role, from)| role == Role::Event && from.kind() == Kind::Story);
        let event_end = self.timetable().and_then(|table| table.ends_at(self.zone().0)).filter(|_| !has_story());
        shown_until.into_iter().chain(event_end).min()
    }
}
