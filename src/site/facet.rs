//! The lists by facet that records are in. A file states its own values, so the addresses of all lists are known before
//! anything is published. `publish` also puts a record into the lists of the places above its own.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::record::Record;
use crate::kind::{Facet, Kind, MAX_VALUES_BESIDE_LIST};
use crate::record::ParsedRecord;

/// The lists by facet that a record is in.
pub(super) fn facet_lists(parsed: &ParsedRecord) -> impl Iterator<Item = (Kind, Facet, Cow<'_, str>)> {
    let kind = parsed.kind;
    let lists_of =
        move |facet: &'static Facet| parsed.facet_values(*facet).into_iter().map(move |value| (kind, *facet, value));
    kind.spec().facets.iter().flat_map(lists_of)
}

/// The addresses of all lists by facet, and of the pages with all values of a facet, each once.
pub(super) fn facet_list_addresses(records: &[Arc<Record>]) -> Vec<String> {
    // Most records are in the same few lists, so they are put in order only afterwards.
    let lists: HashSet<(Kind, Facet, Cow<'_, str>)> =
        records.iter().flat_map(|record| facet_lists(&record.parsed)).collect();
    let mut lists: Vec<(Kind, Facet, Cow<'_, str>)> = lists.into_iter().collect();
    lists.sort_unstable();
    let mut counts: BTreeMap<(Kind, Facet), usize> = BTreeMap::new();
    lists.iter().for_each(|(kind, facet, _)| *counts.entry((*kind, *facet)).or_default() += 1);
    // A record also counts with the places above its own.
    let places = records.iter().filter(|record| record.kind() == Kind::Place).count();
    let may_have = |facet: Facet, count: usize| if facet == Facet::Place { count.max(places) } else { count };
    let long = counts.into_iter().filter(|((_, facet), count)| may_have(*facet, *count) > MAX_VALUES_BESIDE_LIST);
    let values_pages = long.map(|((kind, facet), _)| kind.facet_values_address(facet));
    values_pages.chain(lists.iter().map(|(kind, facet, value)| kind.facet_address(*facet, value))).collect()
}
