//! The lists by facet that records are in. A file states its own values, so the addresses of all lists are known before
//! anything is published. `publish` also puts a record into the lists of the places above its own.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::record::Record;
use crate::kind::{Facet, Kind};
use crate::record::ParsedRecord;

/// The lists by facet that a record is in.
pub(super) fn facet_lists(parsed: &ParsedRecord) -> impl Iterator<Item = (Kind, Facet, Cow<'_, str>)> {
    let kind = parsed.kind;
    let lists_of =
        move |facet: &'static Facet| parsed.facet_values(*facet).into_iter().map(move |value| (kind, *facet, value));
    kind.spec().facets.iter().flat_map(lists_of)
}

/// The addresses of all lists by facet, each once.
pub(super) fn facet_list_addresses(records: &[Arc<Record>]) -> Vec<String> {
    let lists: BTreeSet<(Kind, Facet, Cow<'_, str>)> =
        records.iter().flat_map(|record| facet_lists(&record.parsed)).collect();
    lists.into_iter().map(|(kind, facet, value)| kind.facet_address(facet, &value)).collect()
}
