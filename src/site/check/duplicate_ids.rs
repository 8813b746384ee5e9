//! Numbers, codes and `uid`s that two records have.

use std::collections::HashMap;

use crate::fault::{Code, Fault, Faults, Severity};
use crate::kind::Role;
use crate::path::path_in_content;
use crate::site::linked_site::Site;
use crate::site::record::Record;
use crate::site::record_index::RecordIndex;
use crate::site::same_as::same_as_target;
use crate::site::waivers::has_site_waiver;

/// Reports ids that two records have.
///
/// Two partners with the same register number are often one partner twice, unless one is part of the other or both are
/// part of the same partner. A code of a place leads to one place only. The second record is invalid, unless the network has accepted it in `waivers:`. Calendar programs
/// take two events with the same `uid` for one event (RFC 5545 §3.8.4.7).
pub(super) fn check_duplicate_ids(site: &mut Site, out: &mut Faults) {
    let mut first_with_id: HashMap<(&str, &str), RecordIndex> = HashMap::new();
    let mut invalid = Vec::new();
    for (ix, record) in site.indexed_records() {
        for (field, value) in record.parsed.fields.iter().flat_map(|fields| fields.unique_ids()) {
            let first = *first_with_id.entry((field, value)).or_insert(ix);
            let is_allowed =
                || !matches!(field, "uid" | "codes") && top_organisation(site, first) == top_organisation(site, ix);
            // A draft is not shown as another, and still is the same.
            let stands_for = |ix: RecordIndex| same_as_target(site.record(ix), &site.by_id).unwrap_or(ix);
            let is_same = stands_for(first) == stands_for(ix);
            if is_same || is_allowed() {
                continue;
            }
            let fault = duplicate_id_fault(field, value, site.record(first), record);
            // A waiver can name either file.
            let in_first = duplicate_id_fault(field, value, record, site.record(first));
            let waived = [fault.clone(), in_first].into_iter().find(|fault| has_site_waiver(site, fault));
            if let Some(waived) = waived {
                out.report(Fault { severity: Severity::Advice, ..waived });
                continue;
            }
            if fault.severity == Severity::Error {
                invalid.push(ix);
            }
            out.report(fault);
        }
    }
    invalid.into_iter().for_each(|ix| site.record_mut(ix).set_cross_file_error());
}

fn duplicate_id_fault(field: &str, value: &str, first: &Record, record: &Record) -> Fault {
    let name = &first.id.slug;
    let file = path_in_content(&record.parsed.source.path);
    let waiver = format!(
        "or accept it with a line under `waivers:` in `content/site.yaml`: \
         `- {{code: same-number, file: {file}, reason: why both are right, until: YYYY-MM-DD}}`; \
         this one is held back until then"
    );
    let (code, message, help) = match field {
        "uid" => (
            Code::SameUid,
            format!("`{name}` has the same `uid`"),
            "remove this line: calendars would take the two for one event".to_owned(),
        ),
        "codes" => {
            (Code::SameNumber, format!("`{name}` has the same code"), format!("correct one of the two, {waiver}"))
        }
        _ => (
            Code::SameNumber,
            format!("`{name}` has the same {field} number"),
            format!(
                "remove one of the two, correct the number, say which is `part_of` or `same_as` the other, {waiver}"
            ),
        ),
    };
    let location = |record: &Record| match field {
        "codes" => record.parsed.locations.of_item(field, value),
        _ => record.parsed.locations.of_field(field),
    };
    Fault::new(code, location(record), message).with_note_at(location(first), "it is also written here").with_help(help)
}

/// The partner at the top of those that a partner is part of. A circle of partners ends after 16 steps.
fn top_organisation(site: &Site, mut ix: RecordIndex) -> RecordIndex {
    for _ in 0..16 {
        let Some(parent) = site.record(ix).related(Role::PartOf).next() else { break };
        ix = parent;
    }
    ix
}
