//! Records that contain one another: found once, in linear time.

use super::{RecordIndex, Role, Site};
use crate::fault::{Code, Fault, Faults};

/// Reports each circle of a role once, at the member that comes first; the circle's records are held back.
pub(super) fn check_cycles(site: &mut Site, role: Role, out: &mut Faults) {
    let next = |site: &Site, ix: RecordIndex| {
        site.record(ix).relations.iter().find(|(known, _)| *known == role).map(|(_, to)| *to)
    };
    let mut seen = vec![0u32; site.records.len()];
    for start in 0..site.records.len() {
        let walk = u32::try_from(start).unwrap_or(u32::MAX).saturating_add(1);
        let mut current = Some(RecordIndex::new(start));
        while let Some(ix) = current {
            match seen[ix.as_usize()] {
                0 => {
                    seen[ix.as_usize()] = walk;
                    current = next(site, ix);
                }
                mark if mark == walk => {
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
    let place = parsed.locations.of_field(role.as_str());
    let message = format!("`{}` leads in a circle: {}", role.as_str(), names.join(" → "));
    out.report(Fault::new(Code::CircularParent, place, message).with_help("take one of them out of the circle"));
    for ix in circle {
        site.record_mut(ix).set_cross_file_error();
    }
}
