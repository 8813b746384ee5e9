//! For which records safety is raised.

use crate::config::SafetyLevel;
use crate::kind::{Kind, Role};
use crate::site::{Record, RecordIndex, Site};

/// Whether safety is raised for each record, by its number: by the network, by the record, by a place it is in, or by
/// its venue or organiser or a place they are in.
pub(super) fn find_raised_safety(site: &Site) -> Vec<bool> {
    if site.config.safety_level() == SafetyLevel::Raised {
        return vec![true; site.records.len()];
    }
    if !site.records.iter().any(|record| raises_safety(record)) {
        return vec![false; site.records.len()];
    }
    let is_in_raised_place =
        |ix: RecordIndex| site.enclosing_places[ix.as_usize()].iter().any(|place| raises_safety(site.record(*place)));
    let is_raised_here =
        |record: &Record| raises_safety(record) || record.in_places.iter().any(|place| is_in_raised_place(*place));
    site.indexed_records()
        .map(|(ix, record)| {
            let mut merged = record.backlinks.iter().filter(|(role, _)| *role == Role::SameAs);
            let mut venues = record.relations.iter().filter(|(role, _)| role.is_venue());
            is_raised_here(record)
                || is_in_raised_place(ix)
                || merged.any(|(_, merged)| is_raised_here(site.record(*merged)))
                || venues.any(|(_, venue)| is_raised_here(site.record(*venue)))
        })
        .collect()
}

/// Whether a record's own fields raise safety. A place with errors may have raised it, so it counts as one that did.
fn raises_safety(record: &Record) -> bool {
    let is_unknown = record.kind() == Kind::Place && record.is_invalid;
    match &record.parsed.common {
        Some(common) => common.safety.map_or(is_unknown, |safety| safety.level == SafetyLevel::Raised),
        None => record.kind() == Kind::Place,
    }
}
