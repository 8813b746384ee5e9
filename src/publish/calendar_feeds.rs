//! Which events are in which calendar, and where each calendar is.
//!
//! A feed has what the page beside it lists: upcoming and past together. What may not be told is in no feed, and a
//! cancelled event leaves them a week after its date, a cancelled series four weeks after that was decided; its own
//! calendar stays, for whoever has it.

use std::collections::HashSet;

use jiff::{Timestamp, ToSpan};

use super::{PageKind, Publication, Timetable, VisibleRecord};
use crate::kind::Kind;
use crate::kind::Role;
use crate::record::{Channel, Event, EventStatus, KindFields, ProtectedField};
use crate::site::RecordIndex;

/// What a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FeedScope {
    /// All events.
    Network,
    /// Those in a place or in a place below it.
    Place(RecordIndex),
    /// Those that a partner runs or has in the house.
    Partner(RecordIndex),
    /// Those of a campaign.
    Campaign(RecordIndex),
    /// Those about a topic, by its number.
    Topic(u32),
}

impl FeedScope {
    /// Of a record; none of a kind that there are no feeds of.
    pub(super) fn for_record(kind: Kind, ix: RecordIndex) -> Option<Self> {
        match kind {
            Kind::Place => Some(Self::Place(ix)),
            Kind::Partner => Some(Self::Partner(ix)),
            Kind::Campaign => Some(Self::Campaign(ix)),
            _ => None,
        }
    }
}

/// A calendar that people can subscribe to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFeed {
    /// What it is of.
    pub scope: FeedScope,
    /// What names it for as long as there is what it is of: `network`, `place:carrowby`, `topic:food`.
    pub id: String,
    /// What it is of, in words: `Carrowby`, `Events`.
    pub title: String,
    /// Where the page is that lists the same events.
    pub page_address: String,
}

/// A calendar: of several events, or of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// One to subscribe to.
    Feed(FeedScope),
    /// That of an event.
    Event(RecordIndex),
}

impl CalendarFeed {
    /// Where the calendar is.
    pub fn address(&self) -> String {
        format!("{}calendar.ics", self.page_address)
    }

    /// Where the page is that says how to subscribe.
    pub fn subscribe_address(&self) -> String {
        format!("{}subscribe/", self.page_address)
    }
}

impl Publication {
    /// Whether there are calendars.
    pub fn has_calendars(&self) -> bool {
        self.site.config.has_calendars()
    }

    /// All feeds: the network's, then those of places, partners, campaigns and topics.
    pub fn calendar_feeds(&self) -> impl Iterator<Item = CalendarFeed> {
        self.feed_scopes().filter_map(|scope| self.calendar_feed(scope))
    }

    /// What there are feeds of, calendars or news.
    pub(super) fn feed_scopes(&self) -> impl Iterator<Item = FeedScope> {
        let records = self.site.indexed_records().filter(|(ix, _)| self.is_published(*ix));
        let records = records.filter_map(|(ix, record)| FeedScope::for_record(record.kind(), ix));
        let topics = (0..).map(FeedScope::Topic).take(self.site.topics.len());
        std::iter::once(FeedScope::Network).chain(records).chain(topics)
    }

    /// The feed of something; none where that is not published, or there are no calendars.
    pub fn calendar_feed(&self, scope: FeedScope) -> Option<CalendarFeed> {
        let (id, title, page) = match scope {
            FeedScope::Network => ("network".to_owned(), "Events".to_owned(), "/events/".to_owned()),
            FeedScope::Topic(number) => {
                let (slug, label) = self.site.topics.get(number as usize)?;
                (format!("topic:{slug}"), label.clone(), format!("/topics/{slug}/"))
            }
            FeedScope::Place(ix) | FeedScope::Partner(ix) | FeedScope::Campaign(ix) => {
                let record = self.visible(ix, Channel::List)?;
                (record.id().to_string(), record.title().to_owned(), self.site.record(ix).address.clone())
            }
        };
        self.has_calendars().then_some(CalendarFeed { scope, id, title, page_address: page })
    }

    /// The feed of a record.
    pub fn calendar_feed_for(&self, record: &VisibleRecord<'_>) -> Option<CalendarFeed> {
        self.calendar_feed(FeedScope::for_record(record.kind(), record.record_index())?)
    }

    /// The events that a feed has, in the order of their slugs.
    pub fn calendar_feed_events(&self, scope: FeedScope) -> Vec<RecordIndex> {
        let mut events = self.listed_events(scope);
        events.retain(|ix| self.is_in_calendar_feeds(*ix));
        events
    }

    /// The events that the page beside a feed lists, in the order of their slugs.
    pub fn listed_events(&self, scope: FeedScope) -> Vec<RecordIndex> {
        let is_event = |ix: &&RecordIndex| self.site.record(**ix).kind() == Kind::Event;
        let mut listed: Vec<RecordIndex> = match scope {
            FeedScope::Network => {
                self.lists.records_of_kind(Kind::Event).iter().chain(&self.lists.past_events).copied().collect()
            }
            FeedScope::Place(place) => self.lists.records_in_place(place).iter().filter(is_event).copied().collect(),
            FeedScope::Topic(number) => {
                let topic = self.lists.by_topic.get(number as usize);
                topic.into_iter().flatten().filter(is_event).copied().collect()
            }
            FeedScope::Campaign(ix) => {
                self.visible(ix, Channel::List).map(|seen| seen.events_by_roles(&[Role::Campaigns])).unwrap_or_default()
            }
            FeedScope::Partner(ix) => {
                self.visible(ix, Channel::List).map(|seen| partner_events(self, &seen)).unwrap_or_default()
            }
        };
        listed.sort_unstable();
        listed.dedup();
        listed
    }

    /// Whether feeds have an event: its times may be told, and it is not long cancelled.
    fn is_in_calendar_feeds(&self, ix: RecordIndex) -> bool {
        let Some(record) = self.visible(ix, Channel::Calendar) else { return false };
        let (KindFields::Event(event), Some(timetable)) = (record.fields(), record.timetable()) else { return false };
        event.status != Some(EventStatus::Cancelled) || !self.is_long_over(&record, event, timetable)
    }

    /// A week after its last date, and a series at the latest four weeks after it was cancelled.
    fn is_long_over(&self, record: &VisibleRecord<'_>, event: &Event, timetable: &Timetable) -> bool {
        let zone = record.zone().0;
        let days_after = |instant: Timestamp, days: i64| instant.checked_add((days * 24).hours()).ok();
        let over = timetable.ends_at(zone).and_then(|over| days_after(over, 7));
        let since = event.status_since.filter(|_| event.repeat.unguarded().is_some());
        let cancelled = since.and_then(|since| days_after(since.latest_instant(zone)?, 28));
        over.into_iter().chain(cancelled).any(|leaves_at| self.clock.has_reached(leaves_at))
    }

    /// Whether it may be told where an event is, and so which house it is in.
    pub fn may_show_location(&self, ix: RecordIndex) -> bool {
        self.visible(ix, Channel::List).is_some_and(|event| event.lens().discloses(ProtectedField::Address))
    }

    /// All calendars.
    pub fn calendars(&self) -> Vec<Calendar> {
        if !self.has_calendars() {
            return Vec::new();
        }
        let events = self.lists.records_of_kind(Kind::Event).iter().chain(&self.lists.past_events);
        let events =
            events.filter(|ix| self.visible(**ix, Channel::Calendar).is_some_and(|seen| seen.timetable().is_some()));
        self.feed_scopes().map(Calendar::Feed).chain(events.copied().map(Calendar::Event)).collect()
    }

    /// The address of a calendar.
    pub fn calendar_address(&self, calendar: Calendar) -> Option<String> {
        match calendar {
            Calendar::Feed(scope) => self.calendar_feed(scope).map(|feed| feed.address()),
            Calendar::Event(ix) => {
                let may_show_times = self.visible(ix, Channel::Calendar)?.timetable().is_some() && self.has_calendars();
                may_show_times.then(|| format!("{}event.ics", self.site.record(ix).address))
            }
        }
    }

    /// The calendar that has an address (without the base path).
    pub fn calendar_at(&self, address: &str) -> Option<Calendar> {
        let (folder, file) = address.split_at(address.rfind('/')? + 1);
        let what = &self.page_at(folder)?.id.kind;
        let calendar = match (what, file) {
            (PageKind::Record(ix), "event.ics") if self.site.record(*ix).kind() == Kind::Event => Calendar::Event(*ix),
            (PageKind::Record(ix), "calendar.ics") => {
                Calendar::Feed(self.calendar_feed_for(&self.visible(*ix, Channel::List)?)?.scope)
            }
            (PageKind::Topic(number), "calendar.ics") => Calendar::Feed(FeedScope::Topic(*number)),
            (PageKind::List(Kind::Event), "calendar.ics") => Calendar::Feed(FeedScope::Network),
            _ => return None,
        };
        self.calendar_address(calendar).filter(|known| known == address).map(|_| calendar)
    }
}

impl VisibleRecord<'_> {
    /// Events that name it in some roles, each once for each role.
    fn events_by_roles(&self, roles: &[Role]) -> Vec<RecordIndex> {
        let events = self.backlinks().filter(|(role, from)| roles.contains(role) && from.kind() == Kind::Event);
        events.map(|(_, from)| from.record_index()).collect()
    }

    /// Whether a partner lists events at its address that others run.
    pub fn shows_events_by_others(&self) -> bool {
        !matches!(self.fields(), KindFields::Partner(partner) if partner.show_events_by_others == Some(false))
    }
}

fn partner_events(publication: &Publication, partner: &VisibleRecord<'_>) -> Vec<RecordIndex> {
    let mut events = partner.events_by_roles(Role::ORGANISERS);
    let organised: HashSet<RecordIndex> = events.iter().copied().collect();
    let hosted = partner.events_by_roles(Role::VENUES).into_iter().filter(|ix| publication.may_show_location(*ix));
    events.extend(hosted.filter(|ix| partner.shows_events_by_others() || organised.contains(ix)));
    events
}
