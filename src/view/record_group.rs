//! Divides a long list into groups with headings.

use super::facets::letter_anchor;
use super::locale::Locale;
use crate::publish::{Publication, RecordIndex};
use crate::record::Channel;

/// Records of a list under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordGroup {
    /// `2027-06`, or `2026` for a past year; empty when the times may not be shown. For partners, `letter-a`.
    pub key: String,
    /// `June 2027`, or a letter.
    pub title: String,
    /// The records, in the order of the list.
    pub records: Vec<RecordIndex>,
}

/// Groups the events of a list: events to come by month, past events by year. Events whose times may not be shown come
/// last, without a heading.
pub fn group_by_date(publication: &Publication, events: &[RecordIndex], locale: &Locale) -> Vec<RecordGroup> {
    let mut groups: Vec<RecordGroup> = Vec::new();
    for ix in events {
        let listed = publication.visible(*ix, Channel::List).and_then(|record| {
            let timetable = record.timetable()?;
            Some((timetable.next().or(timetable.last_past())?.start.date, record.is_past()))
        });
        let (key, title) = match listed {
            Some((date, true)) => (date.year().to_string(), date.year().to_string()),
            Some((date, false)) => {
                let title = locale.messages().format_month_year(date.year(), date.month());
                (format!("{}-{:02}", date.year(), date.month()), title)
            }
            None => (String::new(), String::new()),
        };
        match groups.last_mut() {
            Some(last) if last.key == key => last.records.push(*ix),
            _ => groups.push(RecordGroup { key, title, records: vec![*ix] }),
        }
    }
    groups
}

/// Groups the records of a list by the first letters of their titles in the language of the list.
pub fn group_by_letter(publication: &Publication, records: &[RecordIndex], locale: &Locale) -> Vec<RecordGroup> {
    let letter = |ix: &RecordIndex| publication.index_letter(*ix, Some(locale.language()));
    let groups = records.chunk_by(|one, other| letter(one) == letter(other));
    let group = |records: &[RecordIndex]| {
        let letter = letter(&records[0]);
        let title = if letter == '#' { "0–9".to_owned() } else { letter.to_string() };
        RecordGroup { key: letter_anchor(letter), title, records: records.to_vec() }
    };
    groups.map(group).collect()
}
