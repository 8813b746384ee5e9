//! Whom to ask about an event, and how to book.

use std::num::NonZeroU32;

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use crate::record::{Booking, BookingNeeded, BookingState, EventContact, Lens, Phone, SafetyField};
use crate::view::date::{DateView, skip_clock_gap};
use crate::view::locale::Locale;

/// Whom to ask about an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventContactView {
    /// The name of the contact.
    pub name: Option<String>,
    /// A telephone number as people write it.
    pub phone: Option<String>,
    /// The number for `tel:`.
    pub dial: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A sentence about it.
    pub text: Option<String>,
}

/// How to book a place at an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BookingView {
    /// `yes`, `no` or `drop-in`.
    pub needed: Option<&'static str>,
    /// `open`, `full`, `waiting-list` or `closed`.
    pub state: Option<&'static str>,
    /// The web page for booking.
    pub url: Option<String>,
    /// The telephone number for booking.
    pub phone: Option<String>,
    /// The number for `tel:`.
    pub dial: Option<String>,
    /// The e-mail address for booking.
    pub email: Option<String>,
    /// A sentence about it.
    pub text: Option<String>,
    /// The number of people who can come.
    pub capacity: Option<u32>,
    /// The last moment for booking.
    pub closes: Option<DateView>,
    /// That moment in words.
    pub closes_when: Option<String>,
}

impl EventContactView {
    /// Whom to ask; `None` when the record says nothing.
    pub(super) fn from_contact(contact: &EventContact) -> Option<Self> {
        let view = Self {
            name: contact.name.clone(),
            phone: contact.phone.as_ref().map(|phone| phone.0.clone()),
            dial: contact.phone.as_ref().map(Phone::tel_number),
            email: contact.email.as_ref().map(|email| email.0.clone()),
            text: contact.text.clone(),
        };
        let texts = [&view.name, &view.phone, &view.email, &view.text];
        texts.iter().any(|text| text.is_some()).then_some(view)
    }
}

impl BookingView {
    /// How to book; `None` when nothing is left to say. While safety is raised, people ask the network instead, so
    /// addresses and numbers are left out.
    pub(super) fn from_booking(booking: &Booking, lens: &Lens, zone: &TimeZone, locale: &Locale) -> Option<Self> {
        let public_booking = Some(booking).filter(|_| lens.discloses(SafetyField::Phone));
        let phone = public_booking.and_then(|booking| booking.phone.as_ref());
        let closes = booking.closes.as_ref().filter(|_| lens.discloses(SafetyField::Times));
        let view = Self {
            needed: booking.needed.map(BookingNeeded::as_str),
            state: booking.state.map(BookingState::as_str),
            url: public_booking.and_then(|booking| booking.url.as_ref()).map(|url| url.as_str().to_owned()),
            phone: phone.map(|phone| phone.0.clone()),
            dial: phone.map(Phone::tel_number),
            email: public_booking.and_then(|booking| booking.email.as_ref()).map(|email| email.0.clone()),
            text: public_booking.and_then(|booking| booking.text.clone()),
            capacity: public_booking.and_then(|booking| booking.capacity).map(NonZeroU32::get),
            closes: closes.map(|closes| DateView::from_moment_in_zone(closes, zone, locale)),
            closes_when: closes.map(|closes| locale.messages().format_date_range(&skip_clock_gap(closes, zone), None)),
        };
        (!view.is_empty()).then_some(view)
    }

    fn is_empty(&self) -> bool {
        let words = [self.needed, self.state];
        let texts = [&self.url, &self.phone, &self.email, &self.text];
        words.iter().all(Option::is_none)
            && texts.iter().all(|text| text.is_none())
            && self.capacity.is_none()
            && self.closes.is_none()
    }
}
