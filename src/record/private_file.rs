//! The files of the private folder that are about one record.

use std::sync::Arc;

use super::common::CommonFields;
use super::kind_fields::declared_fields;
use super::not_fields::not_fields_fault;
use super::parsed_record::ParsedRecord;
use crate::fault::{Code, Fault, Faults};
use crate::text::Source;
use crate::yaml::{self, MapEntry, Reader, Value, report_unknown_fields};

/// Adds the values of a private file to its record. Only values with a visibility are added, and they are hidden unless
/// the private file gives them another visibility. All other values are for editors and are never published.
pub fn merge_private_file(record: &mut ParsedRecord, source: &Arc<Source>, out: &mut Faults) {
    let (node, _) = yaml::parse_file(source, out);
    let mut reader = Reader::new(source, out);
    let entries = match &node.value {
        Value::Map(entries) => entries,
        Value::Null => return,
        _ => {
            let location = reader.location(node.span);
            reader.report(not_fields_fault("file", &node, location));
            return;
        }
    };
    report_unknown_fields(entries, &[CommonFields::FIELDS, declared_fields(record.kind)], &mut reader);
    let locations = &record.locations;
    let is_in_record = |name: &str| locations.has_field(name);
    // Contacts and people are added to those of the record.
    let is_added = |name: &str| matches!(name, "contacts" | "people");
    for entry in entries.iter().filter(|entry| !is_added(&entry.name) && is_in_record(&entry.name)) {
        let fault = Fault::new(
            Code::PrivateOverlap,
            reader.location(entry.span),
            format!("`{}` is already in the record itself", entry.name),
        );
        reader.report(fault.with_help("the record's own is published; keep one of the two"));
    }
    let entries: Vec<MapEntry> =
        entries.iter().filter(|entry| is_added(&entry.name) || !is_in_record(&entry.name)).cloned().collect();
    if let Some(fields) = &mut record.fields {
        fields.merge_private(&entries, &mut reader);
    }
}
