//! Numbers and `uid`s that two records have.

use std::collections::HashMap;

use crate::fault::{Code, Fault, Faults};
use crate::kind::Role;
use crate::site::linked_site::Site;
use crate::site::record::Record;
use crate::site::record_index::RecordIndex;

/// Reports ids that two records have.
///
/// Two partners with the same register number are often one partner twice, unless one is part of the other or both are
/// part of the same partner. Calendar programs take two events with the same `uid` for one event (RFC 5545 §3.8.4.7).
pub(super) fn check_duplicate_ids(site: &Site, out: &mut Faults) {
    let mut first_with_id: HashMap<(&str, &str), RecordIndex> = HashMap::new();
    for (ix, record) in site.indexed_records() {
        for (field, value) in record.parsed.fields.iter().flat_map(|fields| fields.unique_ids()) {
            let first = *first_with_id.entry((field, value)).or_insert(ix);
            let is_allowed = || field != "uid" && top_organisation(site, first) == top_organisation(site, ix);
            if first != ix && !is_allowed() {
                out.report(duplicate_id_fault(field, site.record(first), record));
            }
        }
    }
}

fn duplicate_id_fault(field: &str, first: &Record, record: &Record) -> Fault {
    let name = &first.id.slug;
    let (code, message, help) = match field {
        "uid" => (
            Code::SameUid,
            format!("`{name}` has the same `uid`"),
            "remove this line: calendars would take the two for one event",
        ),
        _ => (
            Code::SameNumber,
            format!("`{name}` has the same {field} number"),
            "remove one of the two, correct the number, or say which is `part_of` the other",
        ),
    };
    Fault::new(code, record.parsed.locations.of_field(field), message)
        .with_note_at(first.parsed.locations.of_field(field), "it is also written here")
        .with_help(help)
}

/// The partner at the top of those that a partner is part of. A circle of partners ends after 16 steps.
fn top_organisation(site: &Site, mut ix: RecordIndex) -> RecordIndex {
    for _ in 0..16 {
        let Some(parent) = site.record(ix).related(Role::PartOf).next() else { break };
        ix = parent;
    }
    ix
}
