//! How to book an event.

use super::contact_details::{Email, Phone};
use crate::time::Moment;
use crate::yaml::{Url, fields, words};

fields! {
    /// How to book.
    pub struct Booking {
        /// Whether one must.
        needed: optional BookingNeeded, always;
        /// Where on the internet.
        url: optional Url, always;
        /// By which number.
        phone: optional Phone, always;
        /// By which mailbox.
        email: optional Email, always;
        /// A sentence.
        text: optional String, always;
        /// How many can come.
        capacity: optional u32, always;
        /// Until when.
        closes: optional Moment, always;
        /// Whether there is room.
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
