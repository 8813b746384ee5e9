//! How to book an event.

use std::num::NonZeroU32;

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
        /// The e-mail address for booking.
        email: optional Email, always;
        /// A sentence about booking.
        text: optional String, always;
        /// How many can come.
        capacity: optional NonZeroU32, always;
        /// The last moment for booking.
        closes: optional Moment, always;
        /// Whether places are available.
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
    /// Whether places are available.
    pub enum BookingState ("`open`, `full`, `waiting-list` or `closed`") {
        /// Places are available.
        Open "open",
        /// All places are taken.
        Full "full",
        /// There is a waiting list.
        WaitingList "waiting-list",
        /// Booking is over.
        Closed "closed",
    }
}
