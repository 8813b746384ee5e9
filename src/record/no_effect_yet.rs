//! Fields that are read and do nothing yet. Each is reported once in a file, so that nobody relies on it.

use crate::fault::{Code, Fault};
use crate::kind::Kind;
use crate::yaml::{MapEntry, Node, Reader, Value};

/// Reports the fields of a record that do nothing yet.
pub(super) fn report_in_record(kind: Kind, entries: &[MapEntry], reader: &mut Reader<'_>) {
    if kind == Kind::Incident
        && let Some(banner) = entries.iter().find(|entry| entry.name == "banner")
    {
        let what = "an incident pack is checked, and no page shows it yet";
        reader.report(Fault::new(Code::NoEffectYet, reader.location(banner.span), what));
    }
    let value = |name: &str| entries.iter().find(|entry| entry.name == name).map(|entry| &entry.node);
    let Some(Value::Map(images)) = value("images").map(|node| &node.value) else { return };
    report_entries(&images.iter().map(|image| &image.node).collect::<Vec<_>>(), &["focus"], reader);
    if let Some(logo) = value("logo").and_then(Node::text)
        && let Some(image) = images.iter().find(|image| image.name == logo)
    {
        report_entries(&[&image.node], &["alt"], reader);
    }
}

/// Reports the fields with these names, each at the first of the entries that has it.
pub(crate) fn report_entries(entries: &[&Node], names: &[&str], reader: &mut Reader<'_>) {
    for name in names {
        let mut found = entries.iter().filter_map(|node| match &node.value {
            Value::Map(fields) => fields.iter().find(|field| field.name == *name),
            _ => None,
        });
        let Some(first) = found.next() else { continue };
        let more = match found.count() {
            0 => String::new(),
            1 => ", here and in 1 more entry".to_owned(),
            count => format!(", here and in {count} more entries"),
        };
        let message = format!("`{name}` does nothing yet{more}");
        reader.report(Fault::new(Code::NoEffectYet, reader.location(first.span), message));
    }
}
