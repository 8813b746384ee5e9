//! The events that come next.

use jiff::Timestamp;
use serde::Serialize;

use super::words::{maybe_text, text};
use super::{Source, Subject};
use crate::language::{day_in_words, time_in_words};
use crate::publish::{Ix, Seen};
use crate::record::{Channel, Event, EventStatus, Fields, Keep, Kind, Shown, Venue};
use crate::time::Moment;

/// Events that are listed by the time they begin, and series under way after them.
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
    /// Whether it repeats. Its next date comes with a later part; `start` is its first.
    pub repeats: bool,
    /// It repeats, and its first date is over.
    pub under_way: bool,
    /// It is on today: it begins today, or began earlier, is no series, and has not ended.
    pub today: bool,
    /// `cancelled` and its like, when it is not simply going ahead.
    pub status: Option<&'static str>,
}

pub(super) fn next(source: &Source<'_>) -> Vec<NextEvent> {
    let mut ahead = Vec::new();
    let mut under_way = Vec::new();
    for ix in source.publication.lists().of(Kind::Event) {
        let Some(seen) = source.publication.see(*ix, Channel::List) else { continue };
        let Fields::Event(event) = seen.fields() else { continue };
        let Some((begins, next)) = one(source, *ix, &seen, event) else { continue };
        if next.under_way { &mut under_way } else { &mut ahead }.push((begins, next));
    }
    // Wall times of several zones do not sort as they happen.
    ahead.sort_by_key(|(begins, _)| *begins);
    let first = |events: Vec<(Timestamp, NextEvent)>| events.into_iter().take(MOST).map(|(_, event)| event);
    first(ahead).chain(first(under_way)).collect()
}

/// An event with the instant at which it begins, by which it is sorted whether that may be seen or not.
fn one(source: &Source<'_>, ix: Ix, seen: &Seen<'_>, event: &Event) -> Option<(Timestamp, NextEvent)> {
    let zone = event.zone.as_ref().unwrap_or(&source.publication.config().zone);
    let begins = event.start.unguarded().instant_or_later(&zone.rules)?;
    let times = seen.times();
    let repeats = event.repeat.open(seen.lens()).is_some_and(Option::is_some);
    let day = |at: Timestamp| at.to_zoned(zone.rules.clone()).date();
    let under_way = event.repeat.unguarded().is_some() && day(begins) < day(source.now);
    let next = NextEvent {
        record: source.subject(source.all.site.record(ix)),
        start: times.map(|(start, _)| start.iso()),
        start_at: times.map(|_| begins),
        start_words: times.map(|(start, _)| in_words(&start, &zone.name, source)),
        zone: zone.name.clone(),
        place: place(seen, event),
        repeats,
        under_way,
        today: times.is_some() && !under_way && day(begins) <= day(source.now),
        status: event.status.filter(|status| *status != EventStatus::Scheduled).map(EventStatus::word),
    };
    Some((begins, next))
}

fn in_words(start: &Moment, zone: &str, source: &Source<'_>) -> String {
    let day = day_in_words(start.date);
    let when = start.time.map_or_else(|| day.clone(), |time| format!("{day}, {}", time_in_words(time)));
    if zone == source.publication.config().zone.name { when } else { format!("{when} ({zone})") }
}

fn place(seen: &Seen<'_>, event: &Event) -> Option<String> {
    if !seen.lens().shows_kept(Keep::Address) {
        return None;
    }
    let venue = match event.venue.show(seen.lens()) {
        Some(Shown::Public(Venue::Partner(named))) => seen.named(named).map(|partner| partner.title().to_owned()),
        Some(Shown::Public(Venue::Place(place))) => Some(place.name.clone()),
        _ => None,
    };
    venue.or_else(|| seen.places().next().map(|place| place.title().to_owned()))
}
