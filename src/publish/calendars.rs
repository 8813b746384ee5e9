//! All calendar files: feeds, and one for each event.

use super::feed_scope::FeedScope;
use super::page::PageKind;
use super::publication::Publication;
use crate::kind::{Facet, Kind};
use crate::language::LanguageCode;
use crate::output::{CALENDAR_FILE, EVENT_CALENDAR_FILE};
use crate::record::Channel;
use crate::site::RecordIndex;

/// A calendar file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// A feed, which people subscribe to.
    Feed(FeedScope),
    /// The calendar of one event.
    Event(RecordIndex),
}

impl Publication {
    /// All calendars.
    pub fn calendars(&self) -> Vec<Calendar> {
        if !self.has_calendars() {
            return Vec::new();
        }
        let events = self.lists.all_events().filter(|ix| self.has_event_calendar(*ix)).map(Calendar::Event);
        self.feed_scopes().map(Calendar::Feed).chain(events).collect()
    }

    /// Whether an event's times may be shown in a calendar.
    fn has_event_calendar(&self, ix: RecordIndex) -> bool {
        self.visible(ix, Channel::Calendar).is_some_and(|event| event.timetable().is_some())
    }

    /// The address of a calendar; `None` when the site does not have it.
    pub fn calendar_address(&self, calendar: Calendar) -> Option<String> {
        match calendar {
            Calendar::Feed(scope) => self.calendar_feed(scope).map(|feed| feed.address()),
            Calendar::Event(ix) => (self.has_calendars() && self.has_event_calendar(ix))
                .then(|| format!("{}{EVENT_CALENDAR_FILE}", self.site.record(ix).address)),
        }
    }

    /// The calendar at an address without the base path.
    pub fn calendar_at(&self, address: &str) -> Option<Calendar> {
        let (folder, file) = address.split_at(address.rfind('/')? + 1);
        let page_kind = &self.page_at(folder)?.id.kind;
        let calendar = match (page_kind, file) {
            (PageKind::Record(ix), EVENT_CALENDAR_FILE) if self.site.record(*ix).kind() == Kind::Event => {
                Calendar::Event(*ix)
            }
            (PageKind::Record(ix), CALENDAR_FILE) => {
                Calendar::Feed(self.calendar_feed_for(&self.visible(*ix, Channel::List)?)?.scope)
            }
            (PageKind::Topic(number), CALENDAR_FILE) => Calendar::Feed(FeedScope::Topic(*number)),
            (PageKind::FacetList(Kind::Event, Facet::Language, tag), CALENDAR_FILE) => {
                Calendar::Feed(FeedScope::Language(LanguageCode::parse(tag)?))
            }
            (PageKind::List(Kind::Event), CALENDAR_FILE) => Calendar::Feed(FeedScope::Network),
            _ => return None,
        };
        self.calendar_address(calendar).filter(|known| known == address).map(|_| calendar)
    }
}
