//! The kinds of records, and what the program does with each: one table.
//!
//! This room is data alone. `record` declares the fields of a kind, and `view` the values that templates get. Whether a
//! kind has a list, facets, feeds or a place in the menu is in its [`KindSpec`], which all rooms read. ARCHITECTURE.md
//! says how to add a kind.

mod facet;
mod list_address;
mod record_id;
mod reference_target;
mod role;
mod spec;

pub use facet::{Facet, MAX_VALUES_BESIDE_LIST, VALUES_PER_PAGE};
pub use list_address::{
    PAST_EVENTS_ADDRESS, TOPICS_ADDRESS, access_address, month_address, topic_address, translated_list_address,
};
pub use record_id::RecordId;
pub use reference_target::{ReferenceTarget, Vocabulary};
pub use role::Role;
pub use spec::{FeedSpec, Grouping, Kind, KindSpec, RecordSource, Section, WhenOver};

/// The sorts of pages that are not the page of a record, as `budget:` in `site.yaml` names them.
pub const PAGE_SORTS: [&str; 4] = ["home", "list", "search", "other"];
