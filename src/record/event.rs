//! Events: when, where, who, how to get in.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::access::Access;
use super::contact_details::{Address, Email, Phone};
use super::guard::{Guarded, HasVisibility, ProtectedField, Visibility};
use super::record_fields::RecordFields;
use super::reference::{Organiser, Partners, ReferenceTo};
use super::time_values::{Minutes, RawRule};
use crate::config::{Config, Zone};
use crate::recurrence::{DaySpec, RecurrenceRule, RepeatInterval, RuleError, RuleFields, Series};
use crate::time::Moment;
use crate::yaml::{Coordinates, FromNode, MapEntry, Node, Reader, Url, Value, fields, words};

fields! {
    /// An event that people can come to.
    pub struct Event {
        /// When it begins: wall time, never an offset.
        start: required Moment, safety;
        /// When it ends.
        end: optional Moment, safety;
        /// How long it takes, instead of an end.
        duration: optional Minutes, safety;
        /// It takes the whole day.
        all_day: optional bool, always;
        /// Its IANA zone, when it is not the site's.
        zone: optional Zone, always;
        /// Where it is: a partner, or a place with a name and an address.
        venue: optional Venue, visibility;
        /// Where it is on the internet.
        online: optional Online, visibility;
        /// Who runs it.
        organisers: many Organiser, always;
        /// Who runs it with them.
        co_organisers: many Organiser, always;
        /// Who hosts it.
        hosts: many Organiser, always;
        /// Whom to ask.
        contact: optional EventContact, always;
        /// How to book.
        booking: optional Booking, always;
        /// What it costs: `free`, or text.
        cost: optional String, always;
        /// Whether it goes ahead.
        status: optional EventStatus, always;
        /// Why its status is what it is.
        reason: optional String, always;
        /// Since when its status is what it is.
        status_since: optional Moment, always;
        /// When it was to begin before it was rescheduled.
        previous_start: optional Moment, safety;
        /// The id that calendars know it by, kept through a rename.
        uid: optional String, always;
        /// Access facts; they win over its venue's.
        access: optional Access, always;
        /// A sentence about access.
        access_note: optional String, always;
        /// When the access facts were checked.
        access_checked: optional Date, always;
        /// Languages spoken, interpreted and of the materials.
        languages: optional EventLanguages, always;
        /// Whom it is for.
        audience: optional String, always;
        /// How many came; published only if it says so.
        attendance: optional Attendance, always;
        /// How it repeats.
        repeat: optional Repeat, safety;
        /// Times without it, said to readers.
        breaks: many Break, safety;
        /// Single dates that differ.
        occurrences: many OccurrenceEntry, safety;
        /// Dates without it, not said to readers.
        except: many Date, safety;
    }
}

words! {
    /// Whether an event goes ahead (schema.org `EventStatusType`).
    pub enum EventStatus ("`scheduled`, `cancelled`, `postponed`, `rescheduled` or `moved-online`") {
        /// It does.
        Scheduled "scheduled",
        /// It does not.
        Cancelled "cancelled" | "canceled",
        /// It will, but when is not known.
        Postponed "postponed",
        /// It does, at another time.
        Rescheduled "rescheduled",
        /// It does, online.
        MovedOnline "moved-online",
    }
}

/// Where an event is.
#[derive(Clone, Debug)]
pub enum Venue {
    /// At a partner's.
    Partner(ReferenceTo<Partners>),
    /// Somewhere with a name and perhaps an address.
    Place(NamedPlace),
}

fields! {
    /// A place with a name and perhaps an address.
    pub struct NamedPlace {
        /// What it is called.
        name: required String, always;
        /// Lines before the town.
        lines: many String, always;
        /// The town.
        town: optional String, always;
        /// The postcode.
        postcode: optional String, always;
        /// Latitude and longitude.
        location: optional Coordinates, always;
        /// Who may see it; public unless it says otherwise.
        visibility: optional Visibility, always;
    }
}

impl NamedPlace {
    /// Where it is, without its name.
    pub fn address(&self) -> Address {
        Address {
            lines: self.lines.clone(),
            town: self.town.clone(),
            postcode: self.postcode.clone(),
            location: self.location,
            visibility: self.visibility,
        }
    }
}

impl EventStatus {
    /// What is to be said of an event: nothing of one that simply goes ahead.
    pub fn unless_scheduled(self) -> Option<Self> {
        (self != Self::Scheduled).then_some(self)
    }
}

impl FromNode for Venue {
    const EXPECTED: &'static str = "the slug of a partner, or `{name: …}` with an address";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => NamedPlace::from_node(node, reader).map(Self::Place),
            _ => ReferenceTo::from_node(node, reader).map(Self::Partner),
        }
    }
}

impl HasVisibility for Venue {
    const PROTECTED_FIELD: ProtectedField = ProtectedField::Address;

    /// A partner's address has a visibility of its own.
    fn visibility(&self) -> Visibility {
        match self {
            Self::Partner(_) => Visibility::Public,
            Self::Place(place) => place.visibility.unwrap_or(Visibility::Public),
        }
    }
}

fields! {
    /// Where an event is on the internet.
    pub struct Online {
        /// The address; given on request unless `visibility` says otherwise.
        url: required Url, always;
        /// Who may see it.
        visibility: optional Visibility, always;
    }
}

impl HasVisibility for Online {
    const PROTECTED_FIELD: ProtectedField = ProtectedField::Address;

    fn visibility(&self) -> Visibility {
        self.visibility.unwrap_or(Visibility::OnRequest)
    }
}

fields! {
    /// Whom to ask about an event.
    pub struct EventContact {
        /// A name, published as the event's contact.
        name: optional String, always;
        /// A number.
        phone: optional Phone, always;
        /// A mailbox.
        email: optional Email, always;
        /// A sentence.
        text: optional String, always;
    }
}

fields! {
    /// How to book.
    pub struct Booking {
        /// Whether one must.
        needed: optional BookingNeeded, always;
        /// Where on the internet.
        url: optional Url, always;
        /// By which number.
        phone: optional Phone, always;
        /// By which mailbox.
        email: optional Email, always;
        /// A sentence.
        text: optional String, always;
        /// How many can come.
        capacity: optional u32, always;
        /// Until when.
        closes: optional Moment, always;
        /// Whether there is room.
        state: optional BookingState, always;
    }
}

words! {
    /// Whether one must book.
    pub enum BookingNeeded ("`yes`, `no` or `drop-in`") {
        /// One must.
        Yes "yes" | "true",
        /// One need not.
        No "no" | "false",
        /// Just come.
        DropIn "drop-in",
    }
}

words! {
    /// Whether there is room.
    pub enum BookingState ("`open`, `full`, `waiting-list` or `closed`") {
        /// There is.
        Open "open",
        /// There is not.
        Full "full",
        /// One can wait for a place.
        WaitingList "waiting-list",
        /// Booking is over.
        Closed "closed",
    }
}

fields! {
    /// Languages of an event.
    pub struct LanguageFields {
        /// Spoken.
        spoken: many String, always;
        /// Interpreted into.
        interpreted: many String, always;
        /// Of hand-outs and slides.
        materials: many String, always;
    }
}

/// Languages of an event; a bare list means spoken.
#[derive(Clone, Debug)]
pub struct EventLanguages(pub LanguageFields);

impl FromNode for EventLanguages {
    const EXPECTED: &'static str = "languages such as `[English, Urdu]` or `{spoken: [English], interpreted: [Urdu]}`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => LanguageFields::from_node(node, reader).map(Self),
            _ => Vec::from_node(node, reader)
                .map(|spoken| Self(LanguageFields { spoken, interpreted: Vec::new(), materials: Vec::new() })),
        }
    }
}

fields! {
    /// How many came.
    pub struct Attendance {
        /// The day that was counted.
        date: optional Date, always;
        /// How many people.
        people: optional u32, always;
        /// How many of them for the first time.
        new: optional u32, always;
        /// Whether readers may see it; not unless it says so.
        publish: optional bool, always;
    }
}

fields! {
    /// How an event repeats.
    pub struct Repeat {
        /// The step: `week`, `2 weeks`, `month`.
        every: optional RepeatInterval, always;
        /// The days: `tue`, `second thursday`, `last friday`.
        days: many DaySpec, always;
        /// The last day, included.
        until: optional Date, always;
        /// How many times, exceptions counted.
        count: optional u32, always;
        /// A raw rule instead.
        rrule: optional RawRule, always;
    }
}

fields! {
    /// A time without the event.
    pub struct Break {
        /// The first day.
        from: required Date, always;
        /// The last day.
        to: required Date, always;
        /// Why.
        reason: optional String, always;
    }
}

fields! {
    /// A single date that differs.
    pub struct OccurrenceEntry {
        /// The date it is, or would have been.
        date: required Date, always;
        /// Another time to begin.
        start: optional Time, always;
        /// Another time to end.
        end: optional Time, always;
        /// Another venue.
        venue: optional Venue, visibility;
        /// A sentence for that day.
        note: optional String, always;
        /// Whether it goes ahead.
        status: optional EventStatus, always;
        /// Why not.
        reason: optional String, always;
        /// Since when its status is what it is.
        status_since: optional Moment, always;
        /// A date that the rule does not give.
        added: optional bool, always;
    }
}

impl Event {
    /// The zone of its wall times: its own, else the network's.
    pub fn effective_zone<'a>(&'a self, config: &'a Config) -> &'a Zone {
        self.zone.as_ref().unwrap_or(&config.zone)
    }

    /// The moment it ends, as written or as start and duration give it; none where neither is written.
    pub(crate) fn end_moment(&self) -> Option<Moment> {
        let start = self.start.unguarded();
        match (self.end.unguarded(), self.duration.unguarded()) {
            (Some(end), _) => Some(*end),
            (None, Some(minutes)) => {
                let end = start.datetime().checked_add(jiff::Span::new().minutes(i64::from(minutes.0))).ok()?;
                Some(Moment { date: end.date(), time: start.time.map(|_| end.time()), fold: start.fold, offset: None })
            }
            (None, None) => None,
        }
    }

    /// Its dates, as many as there are; none when it does not repeat or its rule is refused.
    pub(crate) fn to_series(&self, zone: &TimeZone) -> Option<Series> {
        let start = self.start.unguarded();
        let rule = self.repeat.unguarded().as_ref()?.to_rule(start.date)?.ok()?;
        let occurrences = self.occurrences.unguarded();
        Some(Series {
            rule: rule.resolve_until(start.time, zone),
            start: start.date,
            excluded: self.except.unguarded().iter().copied().collect(),
            breaks: self.breaks.unguarded().iter().map(|pause| (pause.from, pause.to)).collect(),
            added: occurrences.iter().filter(|occurrence| occurrence.added == Some(true)).map(|one| one.date).collect(),
        })
    }
}

impl Repeat {
    /// The rule that it writes, raw or in words; none when it does not say how often.
    pub(crate) fn to_rule(&self, start: Date) -> Option<Result<RecurrenceRule, RuleError>> {
        if let Some(raw) = &self.rrule {
            return Some(Ok(raw.0.clone()));
        }
        let words = RuleFields { every: self.every?, days: &self.days, until: self.until, count: self.count };
        Some(RecurrenceRule::from_fields(&words, start))
    }
}

impl RecordFields for Event {
    fn changed_on(&self) -> Option<Date> {
        self.status_since.map(|moment| moment.date)
    }

    fn access(&self) -> Option<&Access> {
        self.access.as_ref()
    }

    fn unique_ids(&self) -> Vec<(&'static str, &str)> {
        let uid = self.uid.as_deref().map(str::trim).filter(|uid| !uid.is_empty());
        uid.map(|uid| ("uid", uid)).into_iter().collect()
    }

    fn coordinates(&self) -> Option<(&'static str, &'static str, Coordinates)> {
        match self.venue.unguarded() {
            Some(Venue::Place(place)) => place.location.map(|point| ("venue", "location", point)),
            _ => None,
        }
    }

    /// Venue and online address.
    fn merge_private(&mut self, entries: &[MapEntry], reader: &mut Reader<'_>) {
        if let Some(Venue::Place(mut place)) = reader.optional::<Venue>("venue", entries) {
            place.visibility.get_or_insert(Visibility::Hidden);
            self.venue = Guarded::new(Some(Venue::Place(place)));
        }
        if let Some(mut online) = reader.optional::<Online>("online", entries) {
            online.visibility.get_or_insert(Visibility::Hidden);
            self.online = Guarded::new(Some(online));
        }
    }
}
