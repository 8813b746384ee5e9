//! All records of a network, their relations by role in both directions, and what is wrong between them.
//!
//! `linking` makes a [`Site`] of the files that were read; `check` finds what is wrong with its records. A `Site` does not
//! depend on the time: `publish` decides what readers see at an instant.

mod address;
mod check;
mod context;
mod dependents;
mod facet;
mod linked_site;
mod linking;
mod picture_use;
mod reads;
mod record;
mod record_index;
mod record_lookup;
mod resolved_target;
mod same_as;
mod site_faults;
mod waivers;

pub use address::file_address;
pub use context::SiteContext;
pub use linked_site::Site;
pub use linking::{LinkInput, LinkedRecords, RereadFile, UnlinkedSite, relink};
pub use picture_use::PictureUse;
pub use reads::{Reads, note_reads, track_reads};
pub use record::{Record, Translation};
pub use record_index::RecordIndex;
pub use record_lookup::RecordLookup;
pub use resolved_target::ResolvedTarget;
pub use waivers::apply_waivers;
