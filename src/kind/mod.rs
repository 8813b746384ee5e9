//! The kinds of records, and what the program does with each: one table.
//!
//! This room is data alone. The fields of a kind are declared in `record`, what templates see of it in `view`; whether
//! it has a list, facets, feeds or a place in the menu is read from [`KindSpec`] by all rooms. ARCHITECTURE.md says how
//! to add a kind.

mod facet;
mod record_id;
mod reference_target;
mod role;
mod spec;

pub use facet::Facet;
pub use record_id::RecordId;
pub use reference_target::{ReferenceTarget, Vocabulary};
pub use role::Role;
pub use spec::{FeedSpec, Grouping, Kind, KindSpec, RecordSource, Section};
