//! The events that come next.

use jiff::Timestamp;
use serde::Serialize;

use super::words::{maybe_text, text};
use super::{Source, Subject};
use crate::language::{english_time, english_weekday_date};
use crate::publish::{Ix, Seen};
use crate::record::{Channel, Disclosure, Event, EventStatus, Kind, KindFields, ProtectedField, Venue};
use crate::time::Moment;

/// Events that are listed.
const MOST: usize = 10;

/// An event that has not passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextEvent {
    /// The event.
    #[serde(flatten)]
    pub record: Subject,
    /// When it begins, wall time: `2027-06-18T18:30`, or a day. None while safety keeps its times back.
    pub start: Option<String>,
    /// The same instant.
    #[serde(serialize_with = "maybe_text")]
    pub start_at: Option<Timestamp>,
    /// The same in words.
    pub start_words: Option<String>,
    /// The zone of its wall times.
    #[serde(serialize_with = "text")]
    pub zone: String,
    /// Its venue, else its first place; none where neither may be seen.
    pub place: Option<String>,
    /// Whether it repeats; `start` is its next date.
    pub repeats: bool,
    /// It has begun and is not over.
    pub under_way: bool,
    /// It is on today: it begins today, or has begun and is not over.
    pub today: bool,
    /// `cancelled` and its like, when it is not simply going ahead.
    pub status: Option<&'static str>,
}

pub(super) fn next(source: &Source<'_>) -> Vec<NextEvent> {
    let mut events = Vec::new();
    for ix in source.publication.lists().of(Kind::Event) {
        let Some(seen) = source.publication.see(*ix, Channel::List) else { continue };
        let KindFields::Event(event) = seen.fields() else { continue };
        events.push(one(source, *ix, &seen, event));
    }
    // Wall times of several zones do not sort as they happen; what is not told comes last.
    events.sort_by_key(|event| event.start_at.unwrap_or(Timestamp::MAX));
    events.truncate(MOST);
    events
}

fn one(source: &Source<'_>, ix: Ix, seen: &Seen<'_>, event: &Event) -> NextEvent {
    let zone = event.effective_zone(source.publication.config());
    let table = seen.timetable();
    let next = table.and_then(|table| table.next());
    let begins = next.map(|next| next.begins_at(&zone.time_zone));
    let day = |at: Timestamp| at.to_zoned(zone.time_zone.clone()).date();
    NextEvent {
        record: source.subject(source.all.site.record(ix)),
        start: next.map(|next| next.start.to_iso8601()),
        start_at: begins,
        start_words: next.map(|next| in_words(&next.start, &zone.name, source)),
        zone: zone.name.clone(),
        place: place(seen, event),
        repeats: seen.series().is_some(),
        under_way: table.is_some_and(|table| table.is_under_way()),
        today: begins.is_some_and(|begins| day(begins) <= day(source.now)),
        status: event.status.and_then(EventStatus::unless_scheduled).map(EventStatus::as_str),
    }
}

fn in_words(start: &Moment, zone: &str, source: &Source<'_>) -> String {
    let day = english_weekday_date(start.date);
    let when = start.time.map_or_else(|| day.clone(), |time| format!("{day}, {}", english_time(time)));
    if zone == source.publication.config().zone.name { when } else { format!("{when} ({zone})") }
}

fn place(seen: &Seen<'_>, event: &Event) -> Option<String> {
    if !seen.lens().discloses(ProtectedField::Address) {
        return None;
    }
    let venue = match event.venue.disclose(seen.lens()) {
        Some(Disclosure::Public(Venue::Partner(named))) => seen.named(named).map(|partner| partner.title().to_owned()),
        Some(Disclosure::Public(Venue::Place(place))) => Some(place.name.clone()),
        _ => None,
    };
    venue.or_else(|| seen.places().next().map(|place| place.title().to_owned()))
}
