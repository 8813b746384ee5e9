//! Which events are in which calendar, and where each calendar is.
//!
//! A feed has what the page beside it lists: upcoming and past together. What may not be told is in no feed, and a
//! cancelled event leaves them a week after its date, a cancelled series four weeks after that was decided; its own
//! calendar stays, for whoever has it.

use std::collections::HashSet;

use jiff::{Timestamp, ToSpan};

use super::{Publication, Seen, Timetable, What};
use crate::record::{Channel, Event, EventStatus, Kind, KindFields, ProtectedField};
use crate::site::{Ix, Role};

/// Roles of whoever runs an event.
pub const RUNS: &[Role] = &["organisers", "co_organisers"];
/// Roles of whoever has it in the house.
pub const AT: &[Role] = &["venue", "hosts"];

/// What a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// All events.
    Network,
    /// Those in a place or in a place below it.
    Place(Ix),
    /// Those that a partner runs or has in the house.
    Partner(Ix),
    /// Those of a campaign.
    Campaign(Ix),
    /// Those about a topic, by its number.
    Topic(u32),
}

impl Scope {
    /// Of a record; none of a kind that there are no feeds of.
    pub(super) fn of(kind: Kind, ix: Ix) -> Option<Self> {
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
pub struct Feed {
    /// What it is of.
    pub scope: Scope,
    /// What names it for as long as there is what it is of: `network`, `place:carrowby`, `topic:food`.
    pub id: String,
    /// What it is of, in words: `Carrowby`, `Events`.
    pub title: String,
    /// Where the page is that lists the same events.
    pub page: String,
}

/// A calendar: of several events, or of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// One to subscribe to.
    Feed(Scope),
    /// That of an event.
    Event(Ix),
}

impl Feed {
    /// Where the calendar is.
    pub fn address(&self) -> String {
        format!("{}calendar.ics", self.page)
    }

    /// Where the page is that says how to subscribe.
    pub fn subscribe(&self) -> String {
        format!("{}subscribe/", self.page)
    }
}

impl Publication {
    /// Whether there are calendars.
    pub fn has_calendars(&self) -> bool {
        self.site.config.has_calendars()
    }

    /// All feeds: the network's, then those of places, partners, campaigns and topics.
    pub fn feeds(&self) -> impl Iterator<Item = Feed> {
        self.scopes().filter_map(|scope| self.feed(scope))
    }

    /// What there are feeds of, calendars or news.
    pub(super) fn scopes(&self) -> impl Iterator<Item = Scope> {
        let records = self.site.iter().filter(|(ix, _)| self.is_live(*ix));
        let records = records.filter_map(|(ix, record)| Scope::of(record.kind(), ix));
        let topics = (0..).map(Scope::Topic).take(self.site.topics.len());
        std::iter::once(Scope::Network).chain(records).chain(topics)
    }

    /// The feed of something; none where that is not published, or there are no calendars.
    pub fn feed(&self, scope: Scope) -> Option<Feed> {
        let (id, title, page) = match scope {
            Scope::Network => ("network".to_owned(), "Events".to_owned(), "/events/".to_owned()),
            Scope::Topic(number) => {
                let (slug, label) = self.site.topics.get(number as usize)?;
                (format!("topic:{slug}"), label.clone(), format!("/topics/{slug}/"))
            }
            Scope::Place(ix) | Scope::Partner(ix) | Scope::Campaign(ix) => {
                let seen = self.see(ix, Channel::List)?;
                (seen.id().to_string(), seen.title().to_owned(), self.site.record(ix).address.clone())
            }
        };
        self.has_calendars().then_some(Feed { scope, id, title, page })
    }

    /// The feed of a record.
    pub fn feed_of(&self, seen: &Seen<'_>) -> Option<Feed> {
        self.feed(Scope::of(seen.kind(), seen.ix())?)
    }

    /// The events that a feed has, in the order of their slugs.
    pub fn feed_events(&self, scope: Scope) -> Vec<Ix> {
        let mut events = self.listed_events(scope);
        events.retain(|ix| self.is_in_feeds(*ix));
        events
    }

    /// The events that the page beside a feed lists, in the order of their slugs.
    pub fn listed_events(&self, scope: Scope) -> Vec<Ix> {
        let events = |ix: &&Ix| self.site.record(**ix).kind() == Kind::Event;
        let mut found: Vec<Ix> = match scope {
            Scope::Network => self.lists.of(Kind::Event).iter().chain(&self.lists.past_events).copied().collect(),
            Scope::Place(place) => self.lists.place(place).iter().filter(events).copied().collect(),
            Scope::Topic(number) => {
                let topic = self.lists.by_topic.get(number as usize);
                topic.into_iter().flatten().filter(events).copied().collect()
            }
            Scope::Campaign(ix) => {
                self.see(ix, Channel::List).map(|seen| seen.events_in(&["campaigns"])).unwrap_or_default()
            }
            Scope::Partner(ix) => self.see(ix, Channel::List).map(|seen| partner(self, &seen)).unwrap_or_default(),
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether feeds have an event: its times may be told, and it is not long cancelled.
    fn is_in_feeds(&self, ix: Ix) -> bool {
        let Some(seen) = self.see(ix, Channel::Calendar) else { return false };
        let (KindFields::Event(event), Some(table)) = (seen.fields(), seen.timetable()) else { return false };
        event.status != Some(EventStatus::Cancelled) || !self.is_long_over(&seen, event, table)
    }

    /// A week after its last date, and a series at the latest four weeks after it was cancelled.
    fn is_long_over(&self, seen: &Seen<'_>, event: &Event, table: &Timetable) -> bool {
        let zone = seen.zone().0;
        let later = |instant: Timestamp, days: i64| instant.checked_add((days * 24).hours()).ok();
        let over = table.over_at(zone).and_then(|over| later(over, 7));
        let since = event.status_since.filter(|_| event.repeat.unguarded().is_some());
        let cancelled = since.and_then(|since| later(since.latest_instant(zone)?, 28));
        over.into_iter().chain(cancelled).any(|gone| self.clock.has_reached(gone))
    }

    /// Whether it may be told where an event is, and so which house it is in.
    pub fn tells_where(&self, ix: Ix) -> bool {
        self.see(ix, Channel::List).is_some_and(|event| event.lens().discloses(ProtectedField::Address))
    }

    /// All calendars.
    pub fn calendars(&self) -> Vec<Calendar> {
        if !self.has_calendars() {
            return Vec::new();
        }
        let events = self.lists.of(Kind::Event).iter().chain(&self.lists.past_events);
        let events =
            events.filter(|ix| self.see(**ix, Channel::Calendar).is_some_and(|seen| seen.timetable().is_some()));
        self.scopes().map(Calendar::Feed).chain(events.copied().map(Calendar::Event)).collect()
    }

    /// The address of a calendar.
    pub fn calendar_address(&self, calendar: Calendar) -> Option<String> {
        match calendar {
            Calendar::Feed(scope) => self.feed(scope).map(|feed| feed.address()),
            Calendar::Event(ix) => {
                let told = self.see(ix, Channel::Calendar)?.timetable().is_some() && self.has_calendars();
                told.then(|| format!("{}event.ics", self.site.record(ix).address))
            }
        }
    }

    /// The calendar that has an address (without the base path).
    pub fn calendar_at(&self, address: &str) -> Option<Calendar> {
        let (folder, file) = address.split_at(address.rfind('/')? + 1);
        let what = &self.page_at(folder)?.id.what;
        let calendar = match (what, file) {
            (What::Record(ix), "event.ics") if self.site.record(*ix).kind() == Kind::Event => Calendar::Event(*ix),
            (What::Record(ix), "calendar.ics") => Calendar::Feed(self.feed_of(&self.see(*ix, Channel::List)?)?.scope),
            (What::Topic(number), "calendar.ics") => Calendar::Feed(Scope::Topic(*number)),
            (What::List(Kind::Event), "calendar.ics") => Calendar::Feed(Scope::Network),
            _ => return None,
        };
        self.calendar_address(calendar).filter(|known| known == address).map(|_| calendar)
    }
}

impl Seen<'_> {
    /// Events that name it in some roles, each once for each role.
    fn events_in(&self, roles: &[Role]) -> Vec<Ix> {
        let named = self.backward().filter(|(role, from)| roles.contains(role) && from.kind() == Kind::Event);
        named.map(|(_, from)| from.ix()).collect()
    }

    /// Whether a partner lists events at its address that others run.
    pub fn shows_events_by_others(&self) -> bool {
        !matches!(self.fields(), KindFields::Partner(partner) if partner.show_events_by_others == Some(false))
    }
}

fn partner(publication: &Publication, seen: &Seen<'_>) -> Vec<Ix> {
    let mut events = seen.events_in(RUNS);
    let own: HashSet<Ix> = events.iter().copied().collect();
    let here = seen.events_in(AT).into_iter().filter(|ix| publication.tells_where(*ix));
    events.extend(here.filter(|ix| seen.shows_events_by_others() || own.contains(ix)));
    events
}
