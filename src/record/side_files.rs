//! Side files that are no records: `signposts.yaml` and `observances.yaml`.

use std::sync::Arc;

use jiff::civil::Date;

use super::contact_details::Phone;
use super::reference::{Places, ReferenceTo};
use crate::fault::Faults;
use crate::text::{Source, Span};
use crate::yaml::{self, FromNode, Reader, Reference, Url, Value, fields};

fields! {
    /// Where to report hate, and where to find help.
    pub struct Signpost {
        /// What other files name it by.
        id: required String, always;
        /// What it is called.
        title: required String, always;
        /// `report` or `support`.
        kind: optional String, always;
        /// The nation it is for.
        nation: optional String, always;
        /// The place it is for.
        place: optional ReferenceTo<Places>, always;
        /// A number.
        phone: optional Phone, always;
        /// An address on the web.
        url: optional Url, always;
        /// A sentence.
        text: optional String, always;
        /// When it answers.
        hours: optional String, always;
        /// When somebody last tried it.
        checked: required Date, always;
    }
}

fields! {
    /// A festival or holiday.
    pub struct Observance {
        /// What other files name it by.
        id: required String, always;
        /// What it is called.
        title: required String, always;
        /// The first day.
        from: required Date, always;
        /// The last day.
        to: optional Date, always;
        /// The day may still move, as with the sighting of the moon.
        provisional: optional bool, always;
        /// Where the date comes from.
        source: optional String, always;
    }
}

/// Reads `signposts.yaml`.
pub fn read_signposts(source: &Arc<Source>, out: &mut Faults) -> (Vec<(Signpost, Span)>, Vec<Reference>) {
    let (items, marks, _) = read_list(source, out);
    (items, marks)
}

/// Reads `observances.yaml`.
pub fn read_observances(source: &Arc<Source>, out: &mut Faults) -> Vec<(Observance, Span)> {
    read_list(source, out).0
}

/// Reads a whole YAML file as a list of items of one shape; for the side files.
pub(crate) fn read_list<T: FromNode>(source: &Arc<Source>, out: &mut Faults) -> (Vec<(T, Span)>, Vec<Reference>, bool) {
    let errors_before = out.count(crate::fault::Severity::Error);
    let (node, is_complete) = yaml::parse_file(source, out);
    let mut reader = Reader::new(source, out);
    let items = match &node.value {
        Value::Null => Vec::new(),
        Value::List(items) => {
            items.iter().filter_map(|item| T::from_node(item, &mut reader).map(|read| (read, item.span))).collect()
        }
        // A list with a mistake in it was reported as that.
        _ if !is_complete => Vec::new(),
        _ => {
            reader.in_field("the file", |reader| {
                reader.report_invalid_value(&node, "a list: each entry begins with `- `")
            });
            Vec::new()
        }
    };
    let marks = reader.into_references();
    let is_sound = is_complete && out.count(crate::fault::Severity::Error) == errors_before;
    (items, marks, is_sound)
}
