//! Faults of a record's own file and of its name.

use crate::fault::{Code, Fault, Faults, Severity};
use crate::kind::{Kind, RecordId};
use crate::output::is_reserved_address;
use crate::path::{is_reserved_name, is_slug, is_too_long};
use crate::site::record::Record;

/// Reports the faults of a record's files and of its name.
pub(in crate::site) fn report_file_faults(record: &Record, out: &mut Faults) {
    let (id, parsed) = (&record.id, &record.parsed);
    out.extend(parsed.faults.iter().cloned());
    for translation in &record.translations {
        out.extend(translation.parsed.faults.iter().cloned());
    }
    if is_name_too_long(record) && !parsed.locations.has_value("slug") {
        let message = "this file's name is too long for an address";
        let fault = Fault::new(Code::NameTooLong, parsed.locations.of_first_line(), message);
        out.report(fault.with_help("rename the file or its folders, or add a `slug:`"));
    }
    let is_reserved = is_reserved_id(id);
    // A bad `slug:` was reported when the file was read.
    if (is_reserved || !gives_address(id)) && !parsed.locations.has_value("slug") {
        let last = id.slug.rsplit('/').next().unwrap_or(&id.slug);
        let part = id.slug.split('/').find(|part| is_reserved_name(part)).unwrap_or(last);
        let (code, message) = match is_reserved {
            true => (Code::ReservedName, format!("`{part}` is a reserved name")),
            false => (Code::InvalidValue, "this file's name gives no address".to_owned()),
        };
        let help = if part == last { "rename the file, or add a `slug:`" } else { "rename the folder" };
        out.report(Fault::new(code, parsed.locations.of_first_line(), message).with_help(help));
    }
}

/// Whether the record's own file or its name has errors.
pub(in crate::site) fn has_own_errors(record: &Record) -> bool {
    let parsed = &record.parsed;
    let is_unreadable = parsed.common.is_none() || parsed.fields.is_none();
    is_unreadable
        || is_reserved_id(&record.id)
        || !gives_address(&record.id)
        || is_name_too_long(record)
        || parsed.faults.iter().any(|fault| fault.severity == Severity::Error)
}

/// Whether a disk could not hold the record's page. A `slug:` that is too long by itself was reported when the file was
/// read.
fn is_name_too_long(record: &Record) -> bool {
    is_too_long(&record.address)
}

/// Whether the program itself uses the name.
fn is_reserved_id(id: &RecordId) -> bool {
    id.slug.split('/').any(is_reserved_name) || (id.kind == Kind::Page && is_reserved_address(&id.slug))
}

/// Whether the slug can be used in an address.
fn gives_address(id: &RecordId) -> bool {
    let is_home = id.kind == Kind::Page && id.slug.is_empty();
    is_home || id.slug.split('/').all(is_slug)
}
