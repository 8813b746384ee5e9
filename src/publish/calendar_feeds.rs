//! Which events are in which calendar feed, and the address of each feed.
//!
//! A feed has the events that the page beside it lists, upcoming and past. An event whose times may not be shown is in no
//! feed. A cancelled event leaves the feeds a week after its date, a cancelled series at the latest four weeks after it
//! was cancelled; its own calendar stays for those who have subscribed to it.

use jiff::{Timestamp, ToSpan};

use super::feed_scope::FeedScope;
use super::publication::Publication;
use super::timetable::Timetable;
use super::visible_record::VisibleRecord;
use crate::kind::{Kind, topic_address};
use crate::output::{CALENDAR_FILE, SUBSCRIBE_FOLDER};
use crate::record::{Channel, Event, EventStatus, KindFields};
use crate::site::RecordIndex;

/// How many days a cancelled event stays in the feeds after its last date.
const DAYS_AFTER_LAST_DATE: i64 = 7;
/// How many days a cancelled series stays in the feeds after it was cancelled.
const DAYS_AFTER_CANCELLATION: i64 = 28;

/// A calendar feed that people can subscribe to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFeed {
    /// What the feed is about.
    pub scope: FeedScope,
    /// What identifies the feed: `network`, `place:carrowby`, `topic:food`.
    pub id: String,
    /// What the feed is about, in words: `Carrowby`, `Events`.
    pub title: String,
    /// The address of the page that lists the same events.
    pub page_address: String,
}

impl CalendarFeed {
    /// The address of the calendar.
    pub fn address(&self) -> String {
        format!("{}{CALENDAR_FILE}", self.page_address)
    }

    /// The address of the page that says how to subscribe.
    pub fn subscribe_address(&self) -> String {
        format!("{}{SUBSCRIBE_FOLDER}", self.page_address)
    }
}

impl Publication {
    /// Whether the site has calendars.
    pub fn has_calendars(&self) -> bool {
        self.site.config.has_calendars()
    }

    /// All feeds: the network's, then those about records and topics.
    pub fn calendar_feeds(&self) -> impl Iterator<Item = CalendarFeed> {
        self.feed_scopes().filter_map(|scope| self.calendar_feed(scope))
    }

    /// Everything that feeds are about, calendar feeds and news feeds.
    pub(super) fn feed_scopes(&self) -> impl Iterator<Item = FeedScope> {
        let with_feeds = self.published_records().filter(|(_, record)| record.kind().spec().has_feeds());
        let records = with_feeds.map(|(ix, _)| FeedScope::Record(ix));
        let topics = (0..).map(FeedScope::Topic).take(self.site.topics.len());
        std::iter::once(FeedScope::Network).chain(records).chain(topics)
    }

    /// The kind of the record that a feed is about; `None` for the network's and a topic's.
    pub fn feed_kind(&self, scope: FeedScope) -> Option<Kind> {
        scope.record().map(|ix| self.site.record(ix).kind())
    }

    /// The feed with a scope; `None` when what it is about is not published, or the site has no calendars.
    pub fn calendar_feed(&self, scope: FeedScope) -> Option<CalendarFeed> {
        let (id, title, page_address) = match scope {
            FeedScope::Network => ("network".to_owned(), "Events".to_owned(), Kind::Event.list_address()),
            FeedScope::Topic(number) => {
                let (slug, label) = self.site.topics.get(number as usize)?;
                (format!("topic:{slug}"), label.clone(), topic_address(slug))
            }
            FeedScope::Record(ix) => {
                let record = self.visible(ix, Channel::List)?;
                (record.id().to_string(), record.title().to_owned(), self.site.record(ix).address.clone())
            }
        };
        self.has_calendars().then_some(CalendarFeed { scope, id, title, page_address })
    }

    /// The feed about a record.
    pub fn calendar_feed_for(&self, record: &VisibleRecord<'_>) -> Option<CalendarFeed> {
        self.calendar_feed(record.feed_scope()?)
    }

    /// The events in a feed, in the order of their slugs.
    pub fn calendar_feed_events(&self, scope: FeedScope) -> Vec<RecordIndex> {
        let mut events = self.listed_events(scope);
        events.retain(|ix| self.is_in_calendar_feeds(*ix));
        events
    }

    /// The events that the page beside a feed lists, in the order of their slugs.
    pub fn listed_events(&self, scope: FeedScope) -> Vec<RecordIndex> {
        let mut events = match scope {
            FeedScope::Network => self.lists.all_events().collect(),
            FeedScope::Topic(number) => self.lists.records_about(number).to_vec(),
            FeedScope::Record(ix) => self.feed_records(ix, |feeds| feeds.events),
        };
        events.retain(|ix| self.site.record(*ix).kind() == Kind::Event);
        events.sort_unstable();
        events.dedup();
        events
    }

    /// Whether feeds have an event: its times may be shown, and it was not cancelled long ago.
    fn is_in_calendar_feeds(&self, ix: RecordIndex) -> bool {
        let Some(record) = self.visible(ix, Channel::Calendar) else { return false };
        let (KindFields::Event(event), Some(timetable)) = (record.fields(), record.timetable()) else { return false };
        event.status != Some(EventStatus::Cancelled) || !self.leaves_calendar_feeds(&record, event, timetable)
    }

    /// Whether it is time for a cancelled event to leave the feeds.
    fn leaves_calendar_feeds(&self, record: &VisibleRecord<'_>, event: &Event, timetable: &Timetable) -> bool {
        let zone = record.zone().0;
        let days_after = |instant: Timestamp, days: i64| instant.checked_add((days * 24).hours()).ok();
        let after_last_date = timetable.ends_at(zone).and_then(|end| days_after(end, DAYS_AFTER_LAST_DATE));
        let cancelled = event.status_since.filter(|_| event.repeat.unguarded().is_some());
        let after_cancellation =
            cancelled.and_then(|since| days_after(since.latest_instant(zone)?, DAYS_AFTER_CANCELLATION));
        after_last_date.into_iter().chain(after_cancellation).any(|leaves_at| self.clock.has_reached(leaves_at))
    }
}
