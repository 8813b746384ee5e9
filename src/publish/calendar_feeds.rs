//! Which events are in which calendar feed, and the address of each feed.
//!
//! A feed has the events that the page beside it lists, upcoming and past (the page of a language lists only those to come). An event whose times may not be shown is in no
//! feed. An event leaves the feeds 90 days after its last date, a cancelled event a week after it, and a cancelled series
//! at the latest four weeks after it was cancelled. Its own calendar stays. A feed has no more than [`MAX_FEED_EVENTS`].

use jiff::{Timestamp, ToSpan};

use super::feed_scope::FeedScope;
use super::publication::Publication;
use super::timetable::Timetable;
use super::visible_record::VisibleRecord;
use crate::kind::{Facet, Kind, topic_address};
use crate::language::{LanguageCode, LanguageTag};
use crate::output::CALENDAR_FILE;
use crate::record::{Channel, Event, EventStatus, KindFields};
use crate::site::RecordIndex;

/// How many days an event stays in the feeds after its last date.
const DAYS_AFTER_END: i64 = 90;
/// How many days a cancelled event stays in the feeds after its last date.
const DAYS_AFTER_CANCELLED_DATE: i64 = 7;
/// How many days a cancelled series stays in the feeds after it was cancelled.
const DAYS_AFTER_CANCELLATION: i64 = 28;

/// The most events in a feed, because programs read all of it every few hours: 2,000 events are about 1.5 MB.
pub const MAX_FEED_EVENTS: usize = 2_000;

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
        let languages = self.event_languages().map(FeedScope::Language);
        std::iter::once(FeedScope::Network).chain(records).chain(topics).chain(languages)
    }

    /// The languages that are spoken at events.
    fn event_languages(&self) -> impl Iterator<Item = LanguageCode> {
        let by_language = self.lists.records_by_value(Kind::Event, Facet::Language);
        by_language.into_iter().flat_map(|languages| languages.keys()).filter_map(|tag| LanguageCode::parse(tag))
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
            FeedScope::Language(code) => {
                let (code, tag) = (code.as_str(), LanguageTag::parse(code.as_str())?);
                self.lists.records_by_value(Kind::Event, Facet::Language)?.get(code)?;
                let page = Kind::Event.facet_address(Facet::Language, code);
                (format!("language:{code}"), tag.native_name().to_owned(), page)
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

    /// The events in a feed, in the order of their slugs: if there are too many, those that lists show first. They are
    /// those to come, the next first, then those that are over, the latest first.
    pub fn calendar_feed_events(&self, scope: FeedScope) -> Vec<RecordIndex> {
        let mut events = self.events_for_calendar_feed(scope);
        if events.len() > MAX_FEED_EVENTS {
            events.sort_unstable_by_key(|ix| (self.lists.ranks[ix.as_usize()], *ix));
            events.truncate(MAX_FEED_EVENTS);
            events.sort_unstable();
        }
        events
    }

    /// Whether there are more events for a feed than it has.
    pub fn is_calendar_feed_cut(&self, scope: FeedScope) -> bool {
        self.events_for_calendar_feed(scope).len() > MAX_FEED_EVENTS
    }

    fn events_for_calendar_feed(&self, scope: FeedScope) -> Vec<RecordIndex> {
        let mut events = self.listed_events(scope);
        events.retain(|ix| self.is_in_calendar_feeds(*ix));
        events
    }

    /// The events that the page beside a feed lists, in the order of their slugs.
    pub fn listed_events(&self, scope: FeedScope) -> Vec<RecordIndex> {
        let mut events = match scope {
            FeedScope::Network => self.lists.all_events().collect(),
            FeedScope::Topic(number) => self.lists.records_about(number).to_vec(),
            FeedScope::Language(code) => self.lists.all_events().filter(|ix| self.is_spoken_at(code, *ix)).collect(),
            FeedScope::Record(ix) => self.feed_records(ix, |feeds| feeds.events),
        };
        events.retain(|ix| self.site.record(*ix).kind() == Kind::Event);
        events.sort_unstable();
        events.dedup();
        events
    }

    fn is_spoken_at(&self, code: LanguageCode, event: RecordIndex) -> bool {
        let fields = self.site.record(event).parsed.fields.as_ref();
        fields.is_some_and(|fields| fields.languages().contains(&code.as_str()))
    }

    /// Whether feeds have an event: its times may be shown, and it was not over or cancelled long ago.
    fn is_in_calendar_feeds(&self, ix: RecordIndex) -> bool {
        let Some(record) = self.visible(ix, Channel::Calendar) else { return false };
        let (KindFields::Event(event), Some(timetable)) = (record.fields(), record.timetable()) else { return false };
        !self.has_left_calendar_feeds(&record, event, timetable)
    }

    /// Whether it is time for an event to leave the feeds.
    fn has_left_calendar_feeds(&self, record: &VisibleRecord<'_>, event: &Event, timetable: &Timetable) -> bool {
        let zone = record.zone().0;
        let is_cancelled = event.status == Some(EventStatus::Cancelled);
        let days_after = |instant: Timestamp, days: i64| instant.checked_add((days * 24).hours()).ok();
        let days = if is_cancelled { DAYS_AFTER_CANCELLED_DATE } else { DAYS_AFTER_END };
        let after_last_date = timetable.ends_at(zone).and_then(|end| days_after(end, days));
        let cancelled = event.status_since.filter(|_| is_cancelled && event.repeat.unguarded().is_some());
        let after_cancellation =
            cancelled.and_then(|since| days_after(since.latest_instant(zone)?, DAYS_AFTER_CANCELLATION));
        after_last_date.into_iter().chain(after_cancellation).any(|leaves_at| self.clock.has_reached(leaves_at))
    }
}
