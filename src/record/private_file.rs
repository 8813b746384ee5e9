//! What the private folder says of a record.

use std::sync::Arc;

use super::common::CommonFields;
use super::kind_fields::declared_fields;
use super::parsed_record::ParsedRecord;
use crate::fault::{Code, Fault, Faults};
use crate::text::Source;
use crate::yaml::{self, MapEntry, Reader, Value, report_unknown_fields};

/// What the private folder says of a record: values that carry a visibility are merged in, hidden unless they
/// say otherwise; all others are for editors and never leave the folder.
pub fn merge_private_file(record: &mut ParsedRecord, source: &Arc<Source>, out: &mut Faults) {
    let (node, _) = yaml::parse_file(source, out);
    let mut reader = Reader::new(source, out);
    let entries = match &node.value {
        Value::Map(entries) => entries,
        Value::Null => return,
        _ => {
            let message = format!("the file is {}, not fields", node.description());
            let fault = Fault::new(Code::YamlSyntax, reader.location(node.span), message);
            reader.report(fault.with_help("write fields: a name, a colon, a space and a value"));
            return;
        }
    };
    report_unknown_fields(entries, &[CommonFields::FIELDS, declared_fields(record.kind)], &mut reader);
    let locations = &record.locations;
    let is_in_record = |name: &str| locations.has_field(name);
    for entry in entries.iter().filter(|entry| entry.name != "contacts" && is_in_record(&entry.name)) {
        let fault = Fault::new(
            Code::PrivateOverlap,
            reader.location(entry.span),
            format!("`{}` is already in the record itself", entry.name),
        );
        reader.report(fault.with_help("the record's own is published; keep one of the two"));
    }
    let entries: Vec<MapEntry> =
        entries.iter().filter(|entry| entry.name == "contacts" || !is_in_record(&entry.name)).cloned().collect();
    if let Some(fields) = &mut record.fields {
        fields.merge_private(&entries, &mut reader);
    }
}
