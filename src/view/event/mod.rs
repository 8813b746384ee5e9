//! The values that only an event's page has.

mod booking;
mod breaks;
mod dates;
mod event_view;
mod json_ld;
mod occurrence;
mod venue;

pub use event_view::EventView;
pub(super) use occurrence::{occurrence_in_words, zone_in_words};
