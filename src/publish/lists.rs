//! The lists that pages show: by kind, by place, by topic, events by whether they have passed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Publication;
use crate::record::{Event, Fields, Kind};
use crate::repeat;
use crate::site::{Ix, Record, check::places_above};
use crate::time::{Clock, Moment};

/// Published records in the order in which lists show them.
#[derive(Debug, Default)]
pub struct Lists {
    /// By kind; events are those that have not passed, the next first.
    pub by_kind: BTreeMap<Kind, Vec<Ix>>,
    /// Events that have passed, the last first.
    pub past_events: Vec<Ix>,
    /// Events by year and month of their start.
    pub months: BTreeMap<(i16, i8), Vec<Ix>>,
    /// What is in each place or in a place below it; by record number.
    pub in_place: BTreeMap<Ix, Vec<Ix>>,
    /// Records by the number of their topic.
    pub by_topic: Vec<Vec<Ix>>,
    /// Which events have passed, by record number.
    past: Vec<bool>,
    /// Each record's place in the order of lists, by record number.
    pub(super) order: Vec<u32>,
}

impl Lists {
    /// Published records of a kind.
    pub fn of(&self, kind: Kind) -> &[Ix] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// What is in a place.
    pub fn place(&self, place: Ix) -> &[Ix] {
        self.in_place.get(&place).map_or(&[], Vec::as_slice)
    }

    /// Whether an event has passed.
    pub fn is_past(&self, ix: Ix) -> bool {
        self.past.get(ix.at()).copied().unwrap_or(false)
    }
}

pub(super) fn make(publication: &Publication) -> Lists {
    let site = &publication.site;
    let mut lists = Lists {
        past: vec![false; site.records.len()],
        by_topic: vec![Vec::new(); site.topics.len()],
        ..Lists::default()
    };
    for (ix, record) in site.iter().filter(|(ix, _)| publication.is_live(*ix)) {
        if let Some(Fields::Event(event)) = &record.parsed.fields {
            lists.past[ix.at()] = has_passed(event, &site.config.zone, &publication.clock);
        }
    }
    let mut live: Vec<(SortKey, Ix)> = site
        .iter()
        .filter(|(ix, record)| publication.is_live(*ix) && record.kind().has_pages())
        .map(|(ix, record)| (sort_key(record, lists.past[ix.at()]), ix))
        .collect();
    live.sort();
    let above = places_above(site);
    lists.order = vec![u32::MAX; site.records.len()];
    for (place, (_, ix)) in live.into_iter().enumerate() {
        lists.order[ix.at()] = u32::try_from(place).unwrap_or(u32::MAX);
        let record = site.record(ix);
        if let Some(Fields::Event(event)) = &record.parsed.fields {
            let date = event.start.unguarded().date;
            lists.months.entry((date.year(), date.month())).or_default().push(ix);
        }
        if lists.past[ix.at()] {
            lists.past_events.push(ix);
        } else {
            lists.by_kind.entry(record.kind()).or_default().push(ix);
        }
        for topic in &record.topics {
            lists.by_topic[*topic as usize].push(ix);
        }
        let places = record.in_places.iter().flat_map(|place| &above[place.at()]);
        let below = above[ix.at()].iter().filter(|place| record.kind() == Kind::Place && **place != ix);
        for place in places.chain(below) {
            let members = lists.in_place.entry(*place).or_default();
            if members.last() != Some(&ix) {
                members.push(ix);
            }
        }
    }
    for members in lists.in_place.values_mut() {
        let mut seen = std::collections::HashSet::with_capacity(members.len());
        members.retain(|ix| seen.insert(*ix));
        members.sort_by_key(|ix| on_a_place(site.record(*ix).kind(), lists.past[ix.at()]));
    }
    for events in lists.months.values_mut() {
        events.sort_by_key(|ix| (start(site.record(*ix)), *ix));
    }
    lists
}

/// The order of kinds on a place's page: first what somebody looks for who has just come.
fn on_a_place(kind: Kind, past: bool) -> u8 {
    match kind {
        Kind::Place => 0,
        Kind::Campaign => 1,
        Kind::Event if !past => 2,
        Kind::Story => 3,
        Kind::Partner => 4,
        Kind::Resource => 5,
        Kind::Page | Kind::Incident => 6,
        Kind::Event => 7,
    }
}

/// Kind, then what its lists are sorted by, then the slug.
type SortKey = (Kind, bool, i64, String);

fn sort_key(record: &Record, past: bool) -> SortKey {
    let days = |date: Date| i64::from(date.year()) * 512 + i64::from(date.day_of_year());
    let newest_first = |date: Option<Date>| date.map_or(i64::MAX, |date| -days(date));
    let title = || crate::path::slugify(record.parsed.title());
    let (number, text) = match &record.parsed.fields {
        Some(Fields::Story(story)) => (newest_first(Some(story.date)), title()),
        Some(Fields::Event(event)) => {
            let start = event.start.unguarded().datetime();
            let minutes = days(start.date()) * 1440 + i64::from(start.hour()) * 60 + i64::from(start.minute());
            (if past { -minutes } else { minutes }, title())
        }
        Some(Fields::Campaign(campaign)) => (newest_first(Some(campaign.start)), title()),
        Some(Fields::Resource(resource)) => (newest_first(resource.date), title()),
        _ => (0, title()),
    };
    (record.kind(), past, number, text)
}

fn start(record: &Record) -> Option<jiff::civil::DateTime> {
    match &record.parsed.fields {
        Some(Fields::Event(event)) => Some(event.start.unguarded().datetime()),
        _ => None,
    }
}

/// Whether an event's end has passed in its own zone; without an end, the end of its day. A series has passed
/// with its last possible date; one without an end never does.
pub(super) fn has_passed(event: &Event, site_zone: &crate::config::Zone, clock: &Clock) -> bool {
    let zone = &event.zone.as_ref().unwrap_or(site_zone).rules;
    let start = event.start.unguarded();
    let single = event.end_moment().unwrap_or(Moment::day(start.date));
    let end = match event.repeat.unguarded() {
        None => Some(single),
        Some(repeat) => {
            let last = match (repeat.every, repeat.until) {
                (Some(step), until) => repeat::last_day(start.date, step, until, repeat.count),
                (None, until) => until,
            };
            let added = event
                .occurrences
                .unguarded()
                .iter()
                .filter(|occurrence| occurrence.added == Some(true))
                .map(|occurrence| occurrence.date)
                .max();
            last.map(|last| Moment::day(last.max(added.unwrap_or(last))))
        }
    };
    end.and_then(|end| end.end_instant(zone)).is_some_and(|end| clock.reached(end))
}
