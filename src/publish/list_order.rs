//! The order in which lists show records.

use jiff::civil::Date;

use std::borrow::Cow;

use super::lists::Lists;
use super::publication::{Publication, StatusAtMoment};
use super::translations::translated_title;
use super::visible_record::VisibleRecord;
use crate::kind::Kind;
use crate::language::LanguageTag;
use crate::path;
use crate::record::{Channel, KindFields};
use crate::site::{Record, RecordIndex};

/// The kind, whether the record is over, whether it has not begun, and a number by which lists of the kind are sorted.
/// Titles decide between records with the same key.
pub(super) type SortKey = (Kind, bool, bool, i64);

/// The key by which lists sort a record.
pub(super) fn list_sort_key(record: &Record, status: &StatusAtMoment) -> SortKey {
    let day_number = |date: Date| i64::from(date.year()) * 512 + i64::from(date.day_of_year());
    let number = match &record.parsed.fields {
        Some(KindFields::Event(event)) => {
            let listed_at = status.timetable.as_ref().and_then(|timetable| timetable.listed_at());
            let start = listed_at.unwrap_or_else(|| event.start.unguarded().datetime());
            let minutes = day_number(start.date()) * 1440 + i64::from(start.hour()) * 60 + i64::from(start.minute());
            if status.is_past { -minutes } else { minutes }
        }
        // The next to begin comes first, else the newest, else the one that closes first; a record with no day comes last.
        Some(fields) => match (fields.date(), fields.open_until()) {
            (Some(date), _) if status.is_ahead => day_number(date),
            (Some(date), _) => -day_number(date),
            (None, Some(end)) => day_number(end.date),
            (None, None) => i64::MAX,
        },
        None => 0,
    };
    (record.kind(), status.is_past, status.is_ahead, number)
}

/// The published records with pages, in the order of lists. The order of the previous publication is nearly the new
/// order, so sorting starts from it.
pub(super) fn sort_records(publication: &Publication, previous: Option<&Lists>) -> Vec<RecordIndex> {
    let site = &publication.site;
    // The position of an event between others would tell when it is, so an event with hidden times comes last.
    let has_hidden_times = |ix| visible_event(publication, ix).is_some_and(|event| event.timetable().is_none());
    let sort_key = |(ix, record): (RecordIndex, &Record)| {
        let (kind, is_past, is_ahead, number) = list_sort_key(record, &publication.records[ix.as_usize()]);
        (kind, is_past, is_ahead, if has_hidden_times(ix) { i64::MAX } else { number })
    };
    let keys: Vec<SortKey> = site.indexed_records().map(sort_key).collect();
    let is_listed = |ix: &RecordIndex| publication.is_published(*ix) && site.record(*ix).kind().has_pages();
    let all = || (0..site.records.len()).map(RecordIndex::new);
    let mut in_order: Vec<RecordIndex> = match previous {
        Some(previous) => {
            let new = all().filter(|ix| previous.ranks[ix.as_usize()] == u32::MAX);
            previous.in_order.iter().copied().chain(new).filter(is_listed).collect()
        }
        None => all().filter(is_listed).collect(),
    };
    // Record numbers are in the order of slugs: they decide between records with the same title.
    let title = |ix: RecordIndex| site.record(ix).parsed.sort_title.as_str();
    in_order.sort_by(|left, right| {
        keys[left.as_usize()]
            .cmp(&keys[right.as_usize()])
            .then_with(|| title(*left).cmp(title(*right)))
            .then(left.cmp(right))
    });
    in_order
}

/// An event as lists may show it; `None` for other records.
pub(super) fn visible_event(publication: &Publication, ix: RecordIndex) -> Option<VisibleRecord<'_>> {
    publication.timetable(ix)?;
    publication.visible(ix, Channel::List)
}

impl Publication {
    /// The letter under which lists in a language show a record: the first letter of its title there, or `#` when that is
    /// no letter.
    pub fn index_letter(&self, ix: RecordIndex, language: Option<&LanguageTag>) -> char {
        let title = sort_title_in(self.site.record(ix), language);
        let first = title.chars().next().filter(|first| first.is_alphabetic());
        first.and_then(|first| first.to_uppercase().next()).unwrap_or('#')
    }
}

/// The key by which a list in a language sorts the title of a record.
pub(super) fn sort_title_in<'a>(record: &'a Record, language: Option<&LanguageTag>) -> Cow<'a, str> {
    match language.and_then(|language| translated_title(record, language)) {
        Some(title) => path::sort_key(title).into(),
        None => record.parsed.sort_title.as_str().into(),
    }
}
