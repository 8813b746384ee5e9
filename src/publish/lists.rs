//! The lists that pages show: by kind, by place, by topic, by month, by facet.

use std::collections::BTreeMap;

use crate::kind::{Facet, Kind};
use crate::language::LanguageTag;
use crate::site::RecordIndex;

/// Published records in the order in which lists show them. The table of kinds says what becomes of a record that is over.
#[derive(Debug, Default, Hash)]
pub struct Lists {
    /// Records by kind, those that are over last or not at all. The next event is the first.
    pub by_kind: BTreeMap<Kind, Vec<RecordIndex>>,
    /// For kinds whose list is divided by letter: the records in the order of their titles in another language.
    pub(super) by_translated_title: BTreeMap<(Kind, LanguageTag), Vec<RecordIndex>>,
    /// Events that have passed, the latest first.
    pub past_events: Vec<RecordIndex>,
    /// Events by the year and month in which they start.
    pub months: BTreeMap<(i16, i8), MonthEvents>,
    /// Events to come by the access facts that they answer with yes. A fact that only past events state has an empty
    /// list, so that its page stays.
    pub events_by_access: BTreeMap<String, Vec<RecordIndex>>,
    /// Records of a kind by the values of a facet.
    pub by_facet: BTreeMap<(Kind, Facet), RecordsByValue>,
    /// The letters in the list of a kind that is divided by letter, each with the index of its first record in `by_kind`.
    pub letters: BTreeMap<Kind, Vec<(char, usize)>>,
    /// Records in each place or in a place below it, by the place's record number.
    pub(super) by_place: Vec<Vec<RecordIndex>>,
    /// Records about each topic, by the topic's number.
    pub(super) by_topic: Vec<Vec<RecordIndex>>,
    /// All records that lists show, in the order of lists.
    pub(super) in_order: Vec<RecordIndex>,
    /// The position of each record in `in_order`, by record number; `u32::MAX` for a record that is not there.
    pub(super) ranks: Vec<u32>,
}

/// The records of a kind by the values of a facet.
pub type RecordsByValue = BTreeMap<String, Vec<RecordIndex>>;

/// What starts in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MonthEvents {
    /// Occurrences in the order of their starts: the event, and the index of the occurrence in the event's timetable.
    pub occurrences: Vec<(RecordIndex, usize)>,
    /// The events, each once, by their first start in the month.
    pub events: Vec<RecordIndex>,
}

impl Lists {
    /// The records of a kind, those that are over last or not at all.
    pub fn records_of_kind(&self, kind: Kind) -> &[RecordIndex] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The records of a kind in the order in which a list in a language shows them.
    pub fn records_of_kind_in(&self, kind: Kind, language: Option<&LanguageTag>) -> &[RecordIndex] {
        let in_language = language.and_then(|language| self.by_translated_title.get(&(kind, language.clone())));
        in_language.map_or_else(|| self.records_of_kind(kind), Vec::as_slice)
    }

    /// All events, those to come first.
    pub(super) fn all_events(&self) -> impl Iterator<Item = RecordIndex> {
        self.records_of_kind(Kind::Event).iter().chain(&self.past_events).copied()
    }

    /// Events that start in a month.
    pub fn events_in_month(&self, year: i16, month: i8) -> &[RecordIndex] {
        self.months.get(&(year, month)).map_or(&[], |month| month.events.as_slice())
    }

    /// Events to come that answer an access fact with yes.
    pub fn events_with_access(&self, fact: &str) -> &[RecordIndex] {
        self.events_by_access.get(fact).map_or(&[], Vec::as_slice)
    }

    /// The records of a kind by the values of a facet; `None` when no record has a value.
    pub fn records_by_value(&self, kind: Kind, facet: Facet) -> Option<&RecordsByValue> {
        self.by_facet.get(&(kind, facet))
    }

    /// The records of a kind that have a value of a facet.
    pub fn records_with_value(&self, kind: Kind, facet: Facet, value: &str) -> &[RecordIndex] {
        self.records_by_value(kind, facet).and_then(|by_value| by_value.get(value)).map_or(&[], Vec::as_slice)
    }

    /// Records in a place or in a place below it.
    pub fn records_in_place(&self, place: RecordIndex) -> &[RecordIndex] {
        self.by_place.get(place.as_usize()).map_or(&[], Vec::as_slice)
    }

    /// Records about a topic, by the topic's number.
    pub fn records_about(&self, topic: u32) -> &[RecordIndex] {
        self.by_topic.get(topic as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether these lists have the same pages as others: the same lists, with as many records each.
    pub(super) fn has_same_pages(&self, other: &Self) -> bool {
        fn lengths<'a, K>(lists: impl Iterator<Item = (K, &'a Vec<RecordIndex>)>) -> impl Iterator<Item = (K, usize)> {
            lists.map(|(key, records)| (key, records.len()))
        }
        let same_values =
            |(left, right): (&RecordsByValue, &RecordsByValue)| lengths(left.iter()).eq(lengths(right.iter()));
        Kind::all().all(|kind| self.records_of_kind(kind).len() == other.records_of_kind(kind).len())
            && self.past_events.len() == other.past_events.len()
            && self.months.keys().eq(other.months.keys())
            && lengths(self.events_by_access.iter()).eq(lengths(other.events_by_access.iter()))
            && self.by_facet.keys().eq(other.by_facet.keys())
            && self.by_facet.values().zip(other.by_facet.values()).all(same_values)
            && lengths(self.by_place.iter().enumerate()).eq(lengths(other.by_place.iter().enumerate()))
            && lengths(self.by_topic.iter().enumerate()).eq(lengths(other.by_topic.iter().enumerate()))
    }
}
