//! Circles of records, such as a place that is its own grandparent. They are found in linear time.

use crate::fault::{Code, Fault, Faults};
use crate::kind::Role;
use crate::site::linked_site::Site;
use crate::site::record_index::RecordIndex;

/// Reports each circle of relations in a role once, at its first record, and marks all its records as invalid.
pub(super) fn check_cycles(site: &mut Site, role: Role, out: &mut Faults) {
    let next = |site: &Site, ix: RecordIndex| site.record(ix).related(role).next();
    // The number of the walk that first reached a record, counted from 1; 0 if no walk did.
    let mut reached_by = vec![0u32; site.records.len()];
    for start in 0..site.records.len() {
        let walk = u32::try_from(start).unwrap_or(u32::MAX).saturating_add(1);
        let mut current = Some(RecordIndex::new(start));
        while let Some(ix) = current {
            match reached_by[ix.as_usize()] {
                0 => {
                    reached_by[ix.as_usize()] = walk;
                    current = next(site, ix);
                }
                earlier if earlier == walk => {
                    report_cycle(site, role, ix, next, out);
                    break;
                }
                _ => break,
            }
        }
    }
}

fn report_cycle(
    site: &mut Site,
    role: Role,
    start: RecordIndex,
    next: impl Fn(&Site, RecordIndex) -> Option<RecordIndex>,
    out: &mut Faults,
) {
    let mut circle = vec![start];
    let mut current = next(site, start);
    while let Some(ix) = current.filter(|ix| *ix != start) {
        circle.push(ix);
        current = next(site, ix);
    }
    let first = circle.iter().enumerate().min_by_key(|(_, ix)| **ix).map_or(0, |(index, _)| index);
    circle.rotate_left(first);
    let names: Vec<&str> = circle.iter().chain(circle.first()).map(|ix| site.record(*ix).id.slug.as_str()).collect();
    let parsed = &site.record(circle[0]).parsed;
    let location = parsed.locations.of_field(role.as_str());
    let message = format!("`{}` leads in a circle: {}", role.as_str(), names.join(" → "));
    out.report(Fault::new(Code::CircularParent, location, message).with_help("take one of them out of the circle"));
    for ix in circle {
        site.record_mut(ix).set_cross_file_error();
    }
}
