//! The next events.

use jiff::Timestamp;
use serde::Serialize;

use super::dates::{maybe_text, text};
use super::input::AgendaInput;
use super::record_summary::RecordSummary;
use crate::kind::Kind;
use crate::language::{english_time, english_weekday_date};
use crate::publish::{RecordIndex, VisibleRecord};
use crate::record::{Channel, Disclosure, Event, EventStatus, KindFields, SafetyField, Venue};
use crate::time::Moment;

/// How many events are listed.
const MAX_EVENTS: usize = 10;

/// An event that has not passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextEvent {
    /// The event.
    #[serde(flatten)]
    pub record: RecordSummary,
    /// When it begins, in wall time: `2027-06-18T18:30`, or a day. `None` while safety hides its times.
    pub start: Option<String>,
    /// The instant at which it begins.
    #[serde(serialize_with = "maybe_text")]
    pub start_at: Option<Timestamp>,
    /// That time in words.
    pub start_words: Option<String>,
    /// The zone of its wall times.
    #[serde(serialize_with = "text")]
    pub zone: String,
    /// Its venue, else its first place; `None` when neither may be shown, or when it has moved online.
    pub place: Option<String>,
    /// Whether it repeats; `start` is its next date.
    pub repeats: bool,
    /// Whether it has begun and is not over.
    pub under_way: bool,
    /// Whether it begins today, or has begun and is not over.
    pub today: bool,
    /// Its status, such as `cancelled`; `None` when it goes ahead as planned.
    pub status: Option<&'static str>,
}

pub(super) fn next_events(source: &AgendaInput<'_>) -> Vec<NextEvent> {
    let mut events = Vec::new();
    for ix in source.publication.lists().records_of_kind(Kind::Event) {
        let Some(record) = source.publication.visible(*ix, Channel::List) else { continue };
        let KindFields::Event(event) = record.fields() else { continue };
        events.push(next_event(source, *ix, &record, event));
    }
    // Sorted by instant, because wall times of several zones do not sort in order; events with hidden times come last.
    events.sort_by_key(|event| event.start_at.unwrap_or(Timestamp::MAX));
    events.truncate(MAX_EVENTS);
    events
}

fn next_event(source: &AgendaInput<'_>, ix: RecordIndex, visible: &VisibleRecord<'_>, event: &Event) -> NextEvent {
    let zone = event.effective_zone(source.publication.config());
    let timetable = visible.timetable();
    let next = timetable.and_then(|table| table.next());
    let begins = next.map(|next| next.starts_at(&zone.time_zone));
    let day = |at: Timestamp| at.to_zoned(zone.time_zone.clone()).date();
    NextEvent {
        record: RecordSummary::from_record(source.editor_access.site.record(ix)),
        start: next.map(|next| next.start.to_iso8601()),
        start_at: begins,
        start_words: next.map(|next| start_in_words(&next.start, &zone.name, source)),
        zone: zone.name.clone(),
        place: event_place(visible, event),
        repeats: visible.series().is_some(),
        under_way: timetable.is_some_and(|table| table.is_under_way()),
        today: begins.is_some_and(|begins| day(begins) <= day(source.now)),
        status: event.status.and_then(EventStatus::unless_scheduled).map(EventStatus::as_str),
    }
}

fn start_in_words(start: &Moment, zone: &str, source: &AgendaInput<'_>) -> String {
    let day = english_weekday_date(start.date);
    let when = start.time.map_or_else(|| day.clone(), |time| format!("{day}, {}", english_time(time)));
    if zone == source.publication.config().zone.name { when } else { format!("{when} ({zone})") }
}

fn event_place(record: &VisibleRecord<'_>, event: &Event) -> Option<String> {
    if event.status == Some(EventStatus::MovedOnline) || !record.lens().discloses(SafetyField::Address) {
        return None;
    }
    let venue = match event.venue.disclose(record.lens()) {
        Some(Disclosure::Public(Venue::Partner(named))) => {
            record.resolve_reference(named).map(|partner| partner.title().to_owned())
        }
        Some(Disclosure::Public(Venue::Place(place))) => Some(place.name.clone()),
        _ => None,
    };
    venue.or_else(|| record.places().next().map(|place| place.title().to_owned()))
}
