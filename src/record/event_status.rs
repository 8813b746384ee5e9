//! Whether events take place.

use crate::yaml::words;

words! {
    /// Whether an event goes ahead (schema.org `EventStatusType`).
    pub enum EventStatus ("`scheduled`, `cancelled`, `postponed`, `rescheduled` or `moved-online`") {
        /// It takes place as planned.
        Scheduled "scheduled",
        /// It does not take place.
        Cancelled "cancelled" | "canceled",
        /// It takes place later; the new time is not known.
        Postponed "postponed",
        /// It takes place at another time.
        Rescheduled "rescheduled",
        /// It takes place online.
        MovedOnline "moved-online",
    }
}

impl EventStatus {
    /// The status, or `None` for an event that goes ahead as planned: readers are told only what has changed.
    pub fn unless_scheduled(self) -> Option<Self> {
        (self != Self::Scheduled).then_some(self)
    }
}
