//! When search engines should stop showing a page.

use jiff::Timestamp;

use super::visible_record::VisibleRecord;
use crate::kind::{Kind, Role};

impl VisibleRecord<'_> {
    /// The instant after which search engines should not show the page: when it is taken down (`show_until`), or when an
    /// event without a story is over. An event with a story, and a campaign that has ended, are still worth reading.
    /// `None` when there is no such instant, or the event's times may not be shown.
    pub fn unavailable_after(&self) -> Option<Timestamp> {
        let zone = &self.publication.config().zone.time_zone;
        let shown_until = self.common().show_until.and_then(|moment| moment.end_instant(zone));
        let has_story = || self.backlinks().any(|(role, from)| role == Role::Event && from.kind() == Kind::Story);
        let event_end =
            self.timetable().and_then(|timetable| timetable.ends_at(self.zone().0)).filter(|_| !has_story());
        shown_until.into_iter().chain(event_end).min()
    }
}
