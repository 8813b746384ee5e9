//! The questions that the program asks about the fields of every kind.

use std::borrow::Cow;

use jiff::civil::Date;

use super::access::Access;
use super::field_locations::FieldLocations;
use crate::fault::Faults;
use crate::kind::Facet;
use crate::language::LanguageTag;
use crate::time::Moment;
use crate::yaml::{Coordinates, MapEntry, Reader};

/// A day on which something happened.
#[derive(Clone, Copy, Debug)]
pub struct PastDay {
    /// The field that the day is in.
    pub field: &'static str,
    /// In a list, the position of the item with the day, and the number of items.
    pub item: Option<(usize, usize)>,
    /// The name inside the field; empty when the field itself is the day.
    pub name: &'static str,
    /// What happened on the day.
    pub what: &'static str,
    /// The day.
    pub day: Date,
}

impl PastDay {
    /// The day on which somebody checked the facts of a record.
    pub(super) fn checked(field: &'static str, name: &'static str, day: Date) -> Self {
        Self { field, item: None, name, what: "the facts were checked", day }
    }
}

/// The questions that the program asks about the fields of every kind. Each has an empty answer, which a kind replaces
/// where the question concerns it.
pub trait RecordFields {
    /// The `type:`, or the field that the kind has instead, such as `level:` of places.
    fn type_word(&self) -> Option<&str> {
        None
    }

    /// The day that cards show, and by which lists show the newest record first.
    fn date(&self) -> Option<Date> {
        None
    }

    /// The day on which it begins: until then lists show it after those that have begun.
    fn begins_on(&self) -> Option<Date> {
        None
    }

    /// The day of the last change, if a field says so.
    fn changed_on(&self) -> Option<Date> {
        None
    }

    /// The dates that the desk shows to editors, each with a label.
    fn labelled_dates(&self) -> Vec<(&'static str, Option<Moment>)> {
        Vec::new()
    }

    /// The language of the record; `None` when it is that of the site.
    fn language(&self) -> Option<&LanguageTag> {
        None
    }

    /// The access facts.
    fn access(&self) -> Option<&Access> {
        None
    }

    /// The languages by which lists can be narrowed down.
    fn languages(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Texts by which lists can be narrowed down: of a facet that has no question of its own.
    fn facet_texts(&self, _facet: Facet) -> Vec<Cow<'_, str>> {
        Vec::new()
    }

    /// Ids that no other record should have: field and value.
    fn unique_ids(&self) -> Vec<(&'static str, &str)> {
        Vec::new()
    }

    /// The coordinates, with the field they are in and the name inside that field (empty when the field itself has them).
    fn coordinates(&self) -> Option<(&'static str, &'static str, Coordinates)> {
        None
    }

    /// The moment after which the record is over; the table of kinds says what lists do then.
    fn open_until(&self) -> Option<Moment> {
        None
    }

    /// The ids of the consents of the people in the fields.
    fn consent_ids(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Why lists do not show the record, as a word: `closed` or `inactive` for a partner.
    fn unlisted_status(&self) -> Option<&'static str> {
        None
    }

    /// The day from which lists do not show the record: on which a partner left the network.
    fn unlisted_from(&self) -> Option<Date> {
        None
    }

    /// The days on which something happened, so that none of them can be to come.
    fn past_days(&self) -> Vec<PastDay> {
        Vec::new()
    }

    /// Takes the values of a private file that have a visibility. They are hidden unless the file says otherwise.
    fn merge_private(&mut self, _entries: &[MapEntry], _reader: &mut Reader<'_>) {}

    /// Checks the fields. The check needs no other file.
    fn check(&self, _locations: &FieldLocations, _out: &mut Faults) {}
}
