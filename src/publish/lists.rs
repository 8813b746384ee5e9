//! The lists that pages show: by kind, by place, by topic, events by whether they have passed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Publication;
use crate::record::{Fields, Kind};
use crate::repeat;
use crate::site::{Ix, Record, Site};
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
    in_place: Vec<Vec<Ix>>,
    /// Records by the number of their topic.
    pub by_topic: Vec<Vec<Ix>>,
    /// Records in the order of lists.
    live: Vec<Ix>,
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
        self.in_place.get(place.at()).map_or(&[], Vec::as_slice)
    }

    /// Whether these lists have the same pages as others: as many entries each.
    pub(super) fn same_pages(&self, other: &Self) -> bool {
        let lengths = |lists: &[Vec<Ix>]| lists.iter().map(Vec::len).collect::<Vec<_>>();
        let kinds = |lists: &Self| Kind::ALL.map(|kind| lists.of(kind).len());
        kinds(self) == kinds(other)
            && self.past_events.len() == other.past_events.len()
            && self.months.keys().eq(other.months.keys())
            && lengths(&self.in_place) == lengths(&other.in_place)
            && lengths(&self.by_topic) == lengths(&other.by_topic)
    }
}

/// Makes the lists. Those of the last publication tell nearly in which order records stand: sorting takes less then.
pub(super) fn make(publication: &Publication, last: Option<&Lists>) -> Lists {
    let site = &publication.site;
    let mut lists = Lists {
        in_place: vec![Vec::new(); site.records.len()],
        by_topic: vec![Vec::new(); site.topics.len()],
        order: vec![u32::MAX; site.records.len()],
        ..Lists::default()
    };
    let keys: Vec<SortKey> = site.iter().map(|(ix, record)| sort_key(record, publication.is_past(ix))).collect();
    let shown = |ix: &Ix| publication.is_live(*ix) && site.record(*ix).kind().has_pages();
    let mut live: Vec<Ix> = match last {
        Some(last) => {
            let new = (0..site.records.len()).map(Ix::new).filter(|ix| last.order[ix.at()] == u32::MAX);
            last.live.iter().copied().chain(new).filter(shown).collect()
        }
        None => (0..site.records.len()).map(Ix::new).filter(shown).collect(),
    };
    // Records are in the order of slugs: what is equal so far is told apart by their numbers.
    let title = |ix: Ix| site.record(ix).sort_title.as_str();
    live.sort_by(|one, other| {
        keys[one.at()].cmp(&keys[other.at()]).then_with(|| title(*one).cmp(title(*other))).then(one.cmp(other))
    });
    for (place, ix) in live.iter().copied().enumerate() {
        lists.order[ix.at()] = u32::try_from(place).unwrap_or(u32::MAX);
        let record = site.record(ix);
        if let Some(Fields::Event(event)) = &record.parsed.fields {
            let date = event.start.unguarded().date;
            lists.months.entry((date.year(), date.month())).or_default().push(ix);
        }
        if publication.is_past(ix) {
            lists.past_events.push(ix);
        } else {
            lists.by_kind.entry(record.kind()).or_default().push(ix);
        }
        for topic in &record.topics {
            lists.by_topic[*topic as usize].push(ix);
        }
        let above = |ix: Ix| &site.above[ix.at()];
        let places = record.in_places.iter().flat_map(|place| above(*place));
        let below = above(ix).iter().filter(|place| record.kind() == Kind::Place && **place != ix);
        for place in places.chain(below) {
            let members = &mut lists.in_place[place.at()];
            if members.last() != Some(&ix) {
                members.push(ix);
            }
        }
    }
    for members in &mut lists.in_place {
        members.sort_by_key(|ix| on_a_place(site.record(*ix).kind(), publication.is_past(*ix)));
    }
    for events in lists.months.values_mut() {
        events.sort_by_key(|ix| (start(site.record(*ix)), *ix));
    }
    lists.live = live;
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

/// Kind, whether it has passed, then a number by which lists of the kind are sorted; titles tell apart what is equal.
pub(super) type SortKey = (Kind, bool, i64);

pub(super) fn sort_key(record: &Record, past: bool) -> SortKey {
    let days = |date: Date| i64::from(date.year()) * 512 + i64::from(date.day_of_year());
    let newest_first = |date: Option<Date>| date.map_or(i64::MAX, |date| -days(date));
    let number = match &record.parsed.fields {
        Some(Fields::Story(story)) => newest_first(Some(story.date)),
        Some(Fields::Event(event)) => {
            let start = event.start.unguarded().datetime();
            let minutes = days(start.date()) * 1440 + i64::from(start.hour()) * 60 + i64::from(start.minute());
            if past { -minutes } else { minutes }
        }
        Some(Fields::Campaign(campaign)) => newest_first(Some(campaign.start)),
        Some(Fields::Resource(resource)) => newest_first(resource.date),
        _ => 0,
    };
    (record.kind(), past, number)
}

pub(super) fn start(record: &Record) -> Option<jiff::civil::DateTime> {
    match &record.parsed.fields {
        Some(Fields::Event(event)) => Some(event.start.unguarded().datetime()),
        _ => None,
    }
}

/// Whether an event's end has passed in its own zone; without an end, the end of its day. A series has passed
/// with its last possible date; one without an end never does.
pub(super) fn has_passed(record: &Record, site: &Site, clock: &Clock) -> bool {
    let Some(Fields::Event(event)) = &record.parsed.fields else { return false };
    let zone = &event.zone.as_ref().unwrap_or(&site.config.zone).rules;
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
