//! The lists that pages show: by kind, by place, by topic, events by whether they have passed.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::civil::Date;

use super::{Publication, Timetable, VisibleRecord};
use crate::record::{AccessAnswer, Channel, Kind, KindFields};
use crate::site::{Facet, Record, RecordIndex};

/// Published records in the order in which lists show them.
#[derive(Debug, Default)]
pub struct Lists {
    /// By kind; events are those that have not passed, the next first.
    pub by_kind: BTreeMap<Kind, Vec<RecordIndex>>,
    /// Events that have passed, the last first.
    pub past_events: Vec<RecordIndex>,
    /// What starts in each month, by year and month.
    pub months: BTreeMap<(i16, i8), MonthEvents>,
    /// Events to come that state an access fact with yes, by the fact; also facts that only past ones state.
    pub events_by_access: BTreeMap<String, Vec<RecordIndex>>,
    /// Records that can be chosen by what they are, where they are, what they are about.
    pub by_facet: BTreeMap<(Kind, Facet), RecordsByValue>,
    /// Where each first letter begins among the partners: the letter, and the number of the first that has it.
    pub partner_letters: Vec<(char, usize)>,
    /// What is in each place or in a place below it; by record number.
    by_place: Vec<Vec<RecordIndex>>,
    /// Records by the number of their topic.
    pub by_topic: Vec<Vec<RecordIndex>>,
    /// Records in the order of lists.
    in_order: Vec<RecordIndex>,
    /// Each record's place in the order of lists, by record number.
    pub(super) ranks: Vec<u32>,
}

/// The records of a kind by the values of a facet.
pub type RecordsByValue = BTreeMap<String, Vec<RecordIndex>>;

/// What starts in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthEvents {
    /// Instances in the order of their starts: the event, and the number of the instance in its timetable.
    pub occurrences: Vec<(RecordIndex, usize)>,
    /// The events, each once, by their first start in the month.
    pub events: Vec<RecordIndex>,
}

impl Lists {
    /// Published records of a kind.
    pub fn records_of_kind(&self, kind: Kind) -> &[RecordIndex] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Events to come that state an access fact.
    pub fn events_with_access(&self, fact: &str) -> &[RecordIndex] {
        self.events_by_access.get(fact).map_or(&[], Vec::as_slice)
    }

    /// The records of a kind by the values of a facet; none where nothing has one.
    pub fn records_by_value(&self, kind: Kind, facet: Facet) -> Option<&RecordsByValue> {
        self.by_facet.get(&(kind, facet))
    }

    /// The records of a kind that have a value.
    pub fn records_with_value(&self, kind: Kind, facet: Facet, value: &str) -> &[RecordIndex] {
        self.records_by_value(kind, facet).and_then(|by_value| by_value.get(value)).map_or(&[], Vec::as_slice)
    }

    /// What is in a place.
    pub fn records_in_place(&self, place: RecordIndex) -> &[RecordIndex] {
        self.by_place.get(place.as_usize()).map_or(&[], Vec::as_slice)
    }

    /// Whether these lists have the same pages as others: as many entries each.
    pub(super) fn has_same_pages(&self, other: &Self) -> bool {
        let lengths = |lists: &[Vec<RecordIndex>]| lists.iter().map(Vec::len).collect::<Vec<_>>();
        let kinds = |lists: &Self| Kind::ALL.map(|kind| lists.records_of_kind(kind).len());
        kinds(self) == kinds(other)
            && self.past_events.len() == other.past_events.len()
            && self.months.keys().eq(other.months.keys())
            && self
                .events_by_access
                .iter()
                .map(|(fact, events)| (fact, events.len()))
                .eq(other.events_by_access.iter().map(|(fact, events)| (fact, events.len())))
            && self.by_facet.keys().eq(other.by_facet.keys())
            && self.by_facet.values().zip(other.by_facet.values()).all(|(own, other)| {
                own.iter().map(|(value, of)| (value, of.len())).eq(other.iter().map(|(value, of)| (value, of.len())))
            })
            && lengths(&self.by_place) == lengths(&other.by_place)
            && lengths(&self.by_topic) == lengths(&other.by_topic)
    }
}

/// Makes the lists. Those of the last publication tell nearly in which order records stand: sorting takes less then.
pub(super) fn build_lists(publication: &Publication, previous: Option<&Lists>) -> Lists {
    let site = &publication.site;
    let mut lists = Lists {
        by_place: vec![Vec::new(); site.records.len()],
        by_topic: vec![Vec::new(); site.topics.len()],
        ranks: vec![u32::MAX; site.records.len()],
        ..Lists::default()
    };
    // What stands between two dates in a list has its own told: events whose times are kept back come last.
    let has_hidden_times = |ix| visible_event(publication, ix).is_some_and(|visible| visible.timetable().is_none());
    let key = |(ix, record): (RecordIndex, &Record)| match list_sort_key(record, publication.timetable(ix)) {
        (Kind::Event, past, _) if has_hidden_times(ix) => (Kind::Event, past, i64::MAX),
        key => key,
    };
    let keys: Vec<SortKey> = site.indexed_records().map(key).collect();
    let is_listed = |ix: &RecordIndex| publication.is_published(*ix) && site.record(*ix).kind().has_pages();
    let mut in_order: Vec<RecordIndex> = match previous {
        Some(last) => {
            let new = (0..site.records.len()).map(RecordIndex::new).filter(|ix| last.ranks[ix.as_usize()] == u32::MAX);
            last.in_order.iter().copied().chain(new).filter(is_listed).collect()
        }
        None => (0..site.records.len()).map(RecordIndex::new).filter(is_listed).collect(),
    };
    // Records are in the order of slugs: what is equal so far is told apart by their numbers.
    let title = |ix: RecordIndex| site.record(ix).sort_title.as_str();
    in_order.sort_by(|one, other| {
        keys[one.as_usize()]
            .cmp(&keys[other.as_usize()])
            .then_with(|| title(*one).cmp(title(*other)))
            .then(one.cmp(other))
    });
    for (rank, ix) in in_order.iter().copied().enumerate() {
        lists.ranks[ix.as_usize()] = u32::try_from(rank).unwrap_or(u32::MAX);
        let record = site.record(ix);
        // A month's list tells when something is: only what may be told is in it.
        let visible = visible_event(publication, ix);
        let timetable = visible.as_ref().and_then(VisibleRecord::timetable);
        for (number, instance) in timetable.iter().flat_map(|table| table.occurrences()).enumerate() {
            let date = instance.start.date;
            lists.months.entry((date.year(), date.month())).or_default().occurrences.push((ix, number));
        }
        if publication.is_past(ix) {
            lists.past_events.push(ix);
        } else {
            lists.by_kind.entry(record.kind()).or_default().push(ix);
        }
        let facts =
            visible.iter().flat_map(VisibleRecord::access_facts).filter(|fact| fact.answer == AccessAnswer::Yes);
        for fact in facts.filter(|fact| crate::path::is_slug(fact.fact)) {
            let events = lists.events_by_access.entry(fact.fact.to_owned()).or_default();
            if !publication.is_past(ix) {
                events.push(ix);
            }
        }
        add_to_facets(&mut lists, publication, ix);
        for topic in &record.topics {
            lists.by_topic[*topic as usize].push(ix);
        }
        let enclosing_places = |ix: RecordIndex| &site.enclosing_places[ix.as_usize()];
        let places = record.in_places.iter().flat_map(|place| enclosing_places(*place));
        let parent_places = enclosing_places(ix).iter().filter(|place| record.kind() == Kind::Place && **place != ix);
        for place in places.chain(parent_places) {
            let members = &mut lists.by_place[place.as_usize()];
            if members.last() != Some(&ix) {
                members.push(ix);
            }
        }
    }
    for members in &mut lists.by_place {
        members.sort_by_key(|ix| place_page_rank(site.record(*ix).kind(), publication.is_past(*ix)));
    }
    let start = |(ix, number): (RecordIndex, usize)| {
        publication.timetable(ix).map(|table| table.occurrences()[number].start.datetime())
    };
    for month in lists.months.values_mut() {
        month.occurrences.sort_by_key(|event| (start(*event), *event));
        let mut seen = HashSet::new();
        month.events = month.occurrences.iter().map(|(ix, _)| *ix).filter(|ix| seen.insert(*ix)).collect();
    }
    for (number, partner) in lists.records_of_kind(Kind::Partner).to_vec().into_iter().enumerate() {
        let letter = index_letter(site.record(partner));
        if lists.partner_letters.last().is_none_or(|(last, _)| *last != letter) {
            lists.partner_letters.push((letter, number));
        }
    }
    lists.in_order = in_order;
    lists
}

fn index_letter(record: &Record) -> char {
    let first = record.sort_title.chars().next().filter(|first| first.is_alphabetic());
    first.and_then(|first| first.to_uppercase().next()).unwrap_or('#')
}

impl Publication {
    /// The letter that a record is found under: the first of its title; `#` for what begins with a number.
    pub fn index_letter(&self, ix: RecordIndex) -> char {
        index_letter(self.site.record(ix))
    }
}

/// Puts a record under all that it can be chosen by. What a place holds, the places above hold too.
fn add_to_facets(lists: &mut Lists, publication: &Publication, ix: RecordIndex) {
    let record = publication.site.record(ix);
    for facet in Facet::for_kind(record.kind()) {
        let slug = |place: &RecordIndex| publication.site.record(*place).id.slug.as_str();
        let values: Vec<&str> = match facet {
            Facet::Place => {
                let enclosing_places =
                    record.in_places.iter().flat_map(|place| &publication.site.enclosing_places[place.as_usize()]);
                let visible_places =
                    enclosing_places.filter(|place| publication.visible(**place, Channel::List).is_some());
                let slugs: BTreeSet<&str> = visible_places.map(slug).collect();
                slugs.into_iter().filter(|slug| crate::path::is_slug(slug)).collect()
            }
            Facet::Topic => {
                record.topics.iter().map(|topic| publication.site.topics[*topic as usize].0.as_str()).collect()
            }
            facet => facet.values(&record.parsed),
        };
        let by_value = lists.by_facet.entry((record.kind(), *facet)).or_default();
        for value in values {
            match by_value.get_mut(value) {
                Some(records) => records.push(ix),
                None => drop(by_value.insert(value.to_owned(), vec![ix])),
            }
        }
    }
}

/// An event as lists may show it.
fn visible_event(publication: &Publication, ix: RecordIndex) -> Option<VisibleRecord<'_>> {
    publication.timetable(ix)?;
    publication.visible(ix, Channel::List)
}

/// The order of kinds on a place's page: first what somebody looks for who has just come.
fn place_page_rank(kind: Kind, past: bool) -> u8 {
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

pub(super) fn list_sort_key(record: &Record, timetable: Option<&Timetable>) -> SortKey {
    let is_past = timetable.is_some_and(Timetable::is_over);
    let day_number = |date: Date| i64::from(date.year()) * 512 + i64::from(date.day_of_year());
    let newest_first = |date: Option<Date>| date.map_or(i64::MAX, |date| -day_number(date));
    let number = match &record.parsed.fields {
        Some(KindFields::Story(story)) => newest_first(Some(story.date)),
        Some(KindFields::Event(event)) => {
            let listed_at = timetable.and_then(Timetable::listed_at);
            let start = listed_at.unwrap_or_else(|| event.start.unguarded().datetime());
            let minutes = day_number(start.date()) * 1440 + i64::from(start.hour()) * 60 + i64::from(start.minute());
            if is_past { -minutes } else { minutes }
        }
        Some(KindFields::Campaign(campaign)) => newest_first(Some(campaign.start)),
        Some(KindFields::Resource(resource)) => newest_first(resource.date),
        _ => 0,
    };
    (record.kind(), is_past, number)
}
