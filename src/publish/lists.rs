//! The lists that pages show: by kind, by place, by topic, events by whether they have passed.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::civil::Date;

use super::{Publication, Timetable, VisibleRecord};
use crate::kind::{Facet, Grouping, Kind};
use crate::path::is_slug;
use crate::record::{AccessAnswer, Channel, KindFields};
use crate::site::{Record, RecordIndex};

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
    /// Where each first letter begins, in lists that are divided by letter: the letter, and the number of the first record.
    pub letters: BTreeMap<Kind, Vec<(char, usize)>>,
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
        let kinds = |lists: &Self| Kind::all().map(|kind| lists.records_of_kind(kind).len()).collect::<Vec<_>>();
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

/// Makes the lists. The order of the last publication is nearly the new one, which makes sorting cheap.
pub(super) fn build_lists(publication: &Publication, previous: Option<&Lists>) -> Lists {
    let site = &publication.site;
    let mut lists = Lists {
        by_place: vec![Vec::new(); site.records.len()],
        by_topic: vec![Vec::new(); site.topics.len()],
        ranks: vec![u32::MAX; site.records.len()],
        ..Lists::default()
    };
    lists.in_order = sort_records(publication, previous);
    for rank in 0..lists.in_order.len() {
        let ix = lists.in_order[rank];
        lists.ranks[ix.as_usize()] = u32::try_from(rank).unwrap_or(u32::MAX);
        lists.add_record(publication, ix);
    }
    lists.sort_places(publication);
    lists.sort_months(publication);
    lists.index_letters(publication);
    lists
}

/// The published records in the order of lists.
fn sort_records(publication: &Publication, previous: Option<&Lists>) -> Vec<RecordIndex> {
    let site = &publication.site;
    // Its neighbours in a list would tell when an event is: those whose times may not be shown come last.
    let has_hidden_times = |ix| visible_event(publication, ix).is_some_and(|event| event.timetable().is_none());
    let key = |(ix, record): (RecordIndex, &Record)| match list_sort_key(record, publication.timetable(ix)) {
        (Kind::Event, past, _) if has_hidden_times(ix) => (Kind::Event, past, i64::MAX),
        key => key,
    };
    let keys: Vec<SortKey> = site.indexed_records().map(key).collect();
    let is_listed = |ix: &RecordIndex| publication.is_published(*ix) && site.record(*ix).kind().has_pages();
    let all = || (0..site.records.len()).map(RecordIndex::new);
    let mut in_order: Vec<RecordIndex> = match previous {
        Some(last) => {
            let new = all().filter(|ix| last.ranks[ix.as_usize()] == u32::MAX);
            last.in_order.iter().copied().chain(new).filter(is_listed).collect()
        }
        None => all().filter(is_listed).collect(),
    };
    // Records are in the order of slugs: what is equal so far is told apart by their numbers.
    let title = |ix: RecordIndex| site.record(ix).sort_title.as_str();
    in_order.sort_by(|left, right| {
        keys[left.as_usize()]
            .cmp(&keys[right.as_usize()])
            .then_with(|| title(*left).cmp(title(*right)))
            .then(left.cmp(right))
    });
    in_order
}

impl Lists {
    /// Puts a record into every list it belongs in; called in the order of lists.
    fn add_record(&mut self, publication: &Publication, ix: RecordIndex) {
        let record = publication.site.record(ix);
        let is_past = publication.is_past(ix);
        if is_past {
            self.past_events.push(ix);
        } else {
            self.by_kind.entry(record.kind()).or_default().push(ix);
        }
        if let Some(event) = visible_event(publication, ix) {
            self.add_to_months(ix, &event);
            self.add_to_access_facts(ix, &event, is_past);
        }
        self.add_to_facets(publication, ix);
        for topic in &record.topics {
            self.by_topic[*topic as usize].push(ix);
        }
        self.add_to_places(publication, ix);
    }

    /// A list of a month tells when something is: only events whose times may be shown are in it.
    fn add_to_months(&mut self, ix: RecordIndex, event: &VisibleRecord<'_>) {
        let Some(timetable) = event.timetable() else { return };
        for (number, occurrence) in timetable.occurrences().iter().enumerate() {
            let date = occurrence.start.date;
            self.months.entry((date.year(), date.month())).or_default().occurrences.push((ix, number));
        }
    }

    fn add_to_access_facts(&mut self, ix: RecordIndex, event: &VisibleRecord<'_>, is_past: bool) {
        let facts = event.access_facts().into_iter().filter(|fact| fact.answer == AccessAnswer::Yes);
        for fact in facts.filter(|fact| is_slug(fact.fact)) {
            let events = self.events_by_access.entry(fact.fact.to_owned()).or_default();
            if !is_past {
                events.push(ix);
            }
        }
    }

    /// A record in a place is also in the places above it; a place is in those above it.
    fn add_to_places(&mut self, publication: &Publication, ix: RecordIndex) {
        let site = &publication.site;
        let record = site.record(ix);
        let with_enclosing = |place: RecordIndex| &site.enclosing_places[place.as_usize()];
        let places = record.in_places.iter().flat_map(|place| with_enclosing(*place));
        let above = with_enclosing(ix).iter().filter(|place| record.kind() == Kind::Place && **place != ix);
        for place in places.chain(above) {
            let members = &mut self.by_place[place.as_usize()];
            if members.last() != Some(&ix) {
                members.push(ix);
            }
        }
    }

    /// Puts a record under the values of its kind's facets; of places also under those above them.
    fn add_to_facets(&mut self, publication: &Publication, ix: RecordIndex) {
        let site = &publication.site;
        let record = site.record(ix);
        for facet in record.kind().spec().facets {
            let values: Vec<&str> = match facet {
                Facet::Place => {
                    let places = record.in_places.iter().flat_map(|place| &site.enclosing_places[place.as_usize()]);
                    let visible = places.filter(|place| publication.visible(**place, Channel::List).is_some());
                    let slugs: BTreeSet<&str> = visible.map(|place| site.record(*place).id.slug.as_str()).collect();
                    slugs.into_iter().filter(|slug| is_slug(slug)).collect()
                }
                Facet::Topic => record.topics.iter().map(|topic| site.topics[*topic as usize].0.as_str()).collect(),
                Facet::Type | Facet::Language | Facet::Access => record.parsed.facet_values(*facet),
            };
            let by_value = self.by_facet.entry((record.kind(), *facet)).or_default();
            for value in values {
                match by_value.get_mut(value) {
                    Some(records) => records.push(ix),
                    None => drop(by_value.insert(value.to_owned(), vec![ix])),
                }
            }
        }
    }

    /// On a place's page kinds come in the order of its sections.
    fn sort_places(&mut self, publication: &Publication) {
        let rank = |ix: &RecordIndex| {
            let (kind, is_past) = (publication.site.record(*ix).kind(), publication.is_past(*ix));
            let sections = Kind::Place.spec().sections;
            sections.iter().position(|section| section.kind == kind && section.is_past == is_past)
        };
        for members in &mut self.by_place {
            members.sort_by_key(|ix| rank(ix).unwrap_or(usize::MAX));
        }
    }

    fn sort_months(&mut self, publication: &Publication) {
        let start = |(ix, number): (RecordIndex, usize)| {
            publication.timetable(ix).map(|table| table.occurrences()[number].start.datetime())
        };
        for month in self.months.values_mut() {
            month.occurrences.sort_by_key(|occurrence| (start(*occurrence), *occurrence));
            let mut seen = HashSet::new();
            month.events = month.occurrences.iter().map(|(ix, _)| *ix).filter(|ix| seen.insert(*ix)).collect();
        }
    }

    fn index_letters(&mut self, publication: &Publication) {
        for kind in Kind::all().filter(|kind| kind.spec().grouping == Grouping::ByLetter) {
            let mut letters: Vec<(char, usize)> = Vec::new();
            for (number, ix) in self.records_of_kind(kind).iter().enumerate() {
                let letter = publication.index_letter(*ix);
                if letters.last().is_none_or(|(last, _)| *last != letter) {
                    letters.push((letter, number));
                }
            }
            self.letters.insert(kind, letters);
        }
    }
}

impl Publication {
    /// The letter that a record is found under: the first of its title; `#` for what begins with a number.
    pub fn index_letter(&self, ix: RecordIndex) -> char {
        let first = self.site.record(ix).sort_title.chars().next().filter(|first| first.is_alphabetic());
        first.and_then(|first| first.to_uppercase().next()).unwrap_or('#')
    }
}

/// An event as lists may show it.
fn visible_event(publication: &Publication, ix: RecordIndex) -> Option<VisibleRecord<'_>> {
    publication.timetable(ix)?;
    publication.visible(ix, Channel::List)
}

/// Kind, whether it has passed, then a number by which lists of the kind are sorted; titles tell apart what is equal.
pub(super) type SortKey = (Kind, bool, i64);

pub(super) fn list_sort_key(record: &Record, timetable: Option<&Timetable>) -> SortKey {
    let is_past = timetable.is_some_and(Timetable::is_over);
    let day_number = |date: Date| i64::from(date.year()) * 512 + i64::from(date.day_of_year());
    let number = match &record.parsed.fields {
        Some(KindFields::Event(event)) => {
            let listed_at = timetable.and_then(Timetable::listed_at);
            let start = listed_at.unwrap_or_else(|| event.start.unguarded().datetime());
            let minutes = day_number(start.date()) * 1440 + i64::from(start.hour()) * 60 + i64::from(start.minute());
            if is_past { -minutes } else { minutes }
        }
        // The newest first; what has no date comes last.
        Some(fields) => fields.date().map_or(i64::MAX, |date| -day_number(date)),
        None => 0,
    };
    (record.kind(), is_past, number)
}
