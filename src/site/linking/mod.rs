//! Makes a site of the files that were read: resolves references and links, and finds the relations in both directions.
//!
//! The time is linear in the number of references. Suggestions are looked for only where something is wrong.

mod backlinks;
mod block;
mod body;
mod create_records;
mod file;
mod input;
mod link;
mod link_record;
mod linked_record;
mod linker;
mod organisers;
mod picture;
mod places;
mod reference;
mod relink;
mod same_as;
mod suggestions;
mod target;
mod translations;

pub use input::LinkInput;
pub use link::{LinkedRecords, UnlinkedSite};
pub use relink::{RereadFile, relink};
