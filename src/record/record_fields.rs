//! What the program asks of the fields of a record, whatever its kind.

use jiff::civil::Date;

use super::access::Access;
use super::field_locations::FieldLocations;
use crate::fault::Faults;
use crate::language::LanguageTag;
use crate::time::Moment;
use crate::yaml::{Coordinates, MapEntry, Reader};

/// What the program asks of the fields of every kind. A kind answers what concerns it; the rest has no answer.
pub trait RecordFields {
    /// What sort of thing it is: its `type`, or what the kind has in its place.
    fn type_word(&self) -> Option<&str> {
        None
    }

    /// The day by which lists show the newest first, and which cards show.
    fn date(&self) -> Option<Date> {
        None
    }

    /// The day of its last change that its own fields tell.
    fn changed_on(&self) -> Option<Date> {
        None
    }

    /// Its dates for an editor, each with what it is.
    fn labelled_dates(&self) -> Vec<(&'static str, Option<Moment>)> {
        Vec::new()
    }

    /// The language it is written in, where that is not the site's.
    fn language(&self) -> Option<&LanguageTag> {
        None
    }

    /// Its access facts.
    fn access(&self) -> Option<&Access> {
        None
    }

    /// The languages that lists can be narrowed down by.
    fn languages(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Ids that no other record should have: field and value.
    fn unique_ids(&self) -> Vec<(&'static str, &str)> {
        Vec::new()
    }

    /// Where it is on the earth: the field, the name within the field's group (empty where it has none), and the point.
    fn coordinates(&self) -> Option<(&'static str, &'static str, Coordinates)> {
        None
    }

    /// The last moment at which lists show it.
    fn open_until(&self) -> Option<Moment> {
        None
    }

    /// Takes what the private folder says of it: values with a visibility, hidden unless they say otherwise.
    fn merge_private(&mut self, _entries: &[MapEntry], _reader: &mut Reader<'_>) {}

    /// Reports what is wrong with its fields and needs no other file.
    fn check(&self, _locations: &FieldLocations, _out: &mut Faults) {}
}
