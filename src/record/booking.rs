//! How to book an event.

use super::contact_details::{Email, Phone};
use crate::time::Moment;
use crate::yaml::{Url, fields, words};

fields! {
    /// How to book.
    pub struct Booking {
        /// Whether people must book.
        needed: optional BookingNeeded, always;
        /// The web page for booking.
        url: optional Url, always;
        /// The telephone number for booking.
        phone: optional Phone, always;
        /// The mailbox for booking.
        email: optional Email, always;
        /// A sentence.
        text: optional String, always;
        /// How many can come.
        capacity: optional u32, always;
        /// The last moment for booking.
        closes: optional Moment, always;
        /// Whether there are places left.
        state: optional BookingState, always;
    }
}

words! {
    /// Whether people must book.
    pub enum BookingNeeded ("`yes`, `no` or `drop-in`") {
        /// Booking is needed.
        Yes "yes" | "true",
        /// Booking is not needed.
        No "no" | "false",
        /// People can come without booking.
        DropIn "drop-in",
    }
}

words! {
    /// Whether there are places left.
    pub enum BookingState ("`open`, `full`, `waiting-list` or `closed`") {
        /// There are places left.
        Open "open",
        /// There are no places left.
        Full "full",
        /// There is a waiting list.
        WaitingList "waiting-list",
        /// Booking is over.
        Closed "closed",
    }
}
