//! What an event's page shows besides what all pages show.

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

mod dates;
mod json_ld;
mod venue;

use super::access::AccessView;
use super::date::{DateView, skip_clock_gap};
use super::link::{LinkView, NameView};
use super::locale::Locale;
use crate::kind::{Kind, Role};
use crate::publish::{Publication, VisibleRecord};
use crate::record::{
    Booking, BookingNeeded, BookingState, Disclosure, Event, EventContact, EventStatus, Lens, Phone, ProtectedField,
};
use dates::EventDates;
pub use dates::OccurrenceView;
pub(super) use dates::{occurrence_in_words, zone_in_words};
pub use venue::VenueView;

/// What is particular to an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventView {
    /// The next time that it takes place, else the last; none while safety keeps it back.
    pub next_or_last: Option<OccurrenceView>,
    /// The next dates of one that repeats, the nearest first.
    pub next_dates: Vec<OccurrenceView>,
    /// Those after them, up to the horizon.
    pub later_dates: Vec<OccurrenceView>,
    /// Those of the last year, the latest first.
    pub past_dates: Vec<OccurrenceView>,
    /// Whether it goes on after these.
    pub has_more_dates: bool,
    /// Whether it has begun and is not over.
    pub under_way: bool,
    /// Its zone as readers know it, when it is not the site's: `Paris time`.
    pub zone: Option<String>,
    /// Whether it has passed.
    pub past: bool,
    /// Stories that grew from one that has passed.
    pub stories: Vec<LinkView>,
    /// Whether it repeats.
    pub repeats: bool,
    /// How it repeats, in words, where words would be true.
    pub repeat_rule: Option<String>,
    /// The last date of a series, if it has one.
    pub last_date: Option<DateView>,
    /// Times without it, said whole: `No lunch club 8 February to 9 March (Ramadan). Back on Tuesday 16 March.`
    pub breaks: Vec<String>,
    /// Where it is.
    pub venue: Option<VenueView>,
    /// The address of an online event, if that may be seen.
    pub online_url: Option<String>,
    /// It is online, and the address is given to whoever asks.
    pub online_on_request: bool,
    /// Who runs it.
    pub organisers: Vec<NameView>,
    /// Who runs it with them.
    pub co_organisers: Vec<NameView>,
    /// Who hosts it.
    pub hosts: Vec<NameView>,
    /// Whom to ask.
    pub contact: Option<EventContactView>,
    /// How to book.
    pub booking: Option<BookingView>,
    /// What it costs.
    pub cost: Option<String>,
    /// `cancelled` and its like, when it is not simply going ahead.
    pub status: Option<&'static str>,
    /// Why.
    pub reason: Option<String>,
    /// When it was to begin before it was rescheduled.
    pub previous_start: Option<DateView>,
    /// The same in words.
    pub previous_when: Option<String>,
    /// What is known about getting in.
    pub access: AccessView,
    /// A sentence about access.
    pub access_note: Option<String>,
    /// When they were checked.
    pub access_checked: Option<DateView>,
    /// Languages spoken.
    pub spoken_languages: Vec<String>,
    /// Languages interpreted into.
    pub interpreted_languages: Vec<String>,
    /// Languages of the materials.
    pub materials_languages: Vec<String>,
    /// Whom it is for.
    pub audience: Option<String>,
    /// How many came, if that is published.
    pub attendance: Option<u32>,
}

/// Whom to ask.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventContactView {
    /// A name.
    pub name: Option<String>,
    /// A number as people write it.
    pub phone: Option<String>,
    /// The number for `tel:`.
    pub dial: Option<String>,
    /// A mailbox.
    pub email: Option<String>,
    /// A sentence.
    pub text: Option<String>,
}

/// How to book.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BookingView {
    /// `yes`, `no` or `drop-in`.
    pub needed: Option<&'static str>,
    /// `open`, `full`, `waiting-list` or `closed`.
    pub state: Option<&'static str>,
    /// Where on the internet.
    pub url: Option<String>,
    /// By which number.
    pub phone: Option<String>,
    /// The number for `tel:`.
    pub dial: Option<String>,
    /// By which mailbox.
    pub email: Option<String>,
    /// A sentence.
    pub text: Option<String>,
    /// How many can come.
    pub capacity: Option<u32>,
    /// Until when.
    pub closes: Option<DateView>,
    /// The same in words, with the time where it has one.
    pub closes_when: Option<String>,
}

impl EventView {
    pub(super) fn new(publication: &Publication, record: &VisibleRecord<'_>, event: &Event, locale: &Locale) -> Self {
        let lens = record.lens();
        let dates = EventDates::new(record, event, locale);
        let (zone, foreign_zone) = record.zone();
        let venue = event.venue.disclose(lens).and_then(|shown| VenueView::new(record, shown, locale));
        let online = event.online.disclose(lens);
        let repeat = event.repeat.disclose(lens).and_then(Option::as_ref);
        let languages = event.languages.as_ref().map(|languages| &languages.0);
        // While safety is raised the network's own contact takes this one's place.
        let shows_contact = lens.discloses(ProtectedField::Phone);
        let previous = event.previous_start.disclose(lens).and_then(Option::as_ref);
        Self {
            next_or_last: dates.next_or_last,
            next_dates: dates.next_dates,
            later_dates: dates.later_dates,
            past_dates: dates.past_dates,
            has_more_dates: dates.has_more_dates,
            under_way: dates.under_way,
            zone: foreign_zone.map(|zone| zone_in_words(zone, locale.messages())),
            past: record.is_past(),
            stories: resulting_stories(record, locale),
            repeats: repeat.is_some(),
            repeat_rule: dates.repeat_rule,
            last_date: dates.last_date,
            breaks: dates.breaks,
            venue,
            online_url: online.as_ref().and_then(|shown| shown.public()).map(|online| online.url.as_str().to_owned()),
            online_on_request: online.is_some_and(|shown| matches!(shown, Disclosure::OnRequest | Disclosure::Area)),
            organisers: NameView::from_organisers(record, &event.organisers, locale),
            co_organisers: NameView::from_organisers(record, &event.co_organisers, locale),
            hosts: if lens.discloses(ProtectedField::Address) {
                NameView::from_organisers(record, &event.hosts, locale)
            } else {
                Vec::new()
            },
            contact: event.contact.as_ref().filter(|_| shows_contact).map(contact_view),
            booking: event.booking.as_ref().map(|booking| booking_view(booking, lens, zone, locale)),
            cost: event.cost.clone(),
            status: event.status.and_then(EventStatus::unless_scheduled).map(EventStatus::as_str),
            reason: event.reason.clone(),
            previous_start: previous.map(|start| DateView::from_moment_in_zone(start, zone, locale)),
            previous_when: previous
                .map(|start| locale.messages().format_date_range(&skip_clock_gap(start, zone), None)),
            access: AccessView::new(publication, record, event, locale),
            access_note: event.access_note.clone(),
            access_checked: event.access_checked.map(|day| DateView::from_date(day, locale)),
            spoken_languages: languages.map(|languages| languages.spoken.clone()).unwrap_or_default(),
            interpreted_languages: languages.map(|languages| languages.interpreted.clone()).unwrap_or_default(),
            materials_languages: languages.map(|languages| languages.materials.clone()).unwrap_or_default(),
            audience: event.audience.clone(),
            attendance: event
                .attendance
                .as_ref()
                .filter(|attendance| attendance.publish == Some(true))
                .and_then(|attendance| attendance.people),
        }
    }
}

/// What grew from an event that has passed: its page shows that first.
fn resulting_stories(record: &VisibleRecord<'_>, locale: &Locale) -> Vec<LinkView> {
    let linked_stories = record.backlinks().filter(|(role, from)| *role == Role::Event && from.kind() == Kind::Story);
    if record.is_past() {
        linked_stories.map(|(_, story)| LinkView::from_record(&story, locale)).collect()
    } else {
        Vec::new()
    }
}

fn contact_view(contact: &EventContact) -> EventContactView {
    EventContactView {
        name: contact.name.clone(),
        phone: contact.phone.as_ref().map(|phone| phone.0.clone()),
        dial: contact.phone.as_ref().map(Phone::tel_number),
        email: contact.email.as_ref().map(|email| email.0.clone()),
        text: contact.text.clone(),
    }
}

/// While safety is raised, how to book is asked of the network itself.
fn booking_view(booking: &Booking, lens: &Lens, zone: &TimeZone, locale: &Locale) -> BookingView {
    let public_booking = Some(booking).filter(|_| lens.discloses(ProtectedField::Phone));
    let phone = public_booking.and_then(|booking| booking.phone.as_ref());
    let closes = booking.closes.as_ref().filter(|_| lens.discloses(ProtectedField::Times));
    BookingView {
        needed: booking.needed.map(BookingNeeded::as_str),
        state: booking.state.map(BookingState::as_str),
        url: public_booking.and_then(|booking| booking.url.as_ref()).map(|url| url.as_str().to_owned()),
        phone: phone.map(|phone| phone.0.clone()),
        dial: phone.map(Phone::tel_number),
        email: public_booking.and_then(|booking| booking.email.as_ref()).map(|email| email.0.clone()),
        text: public_booking.and_then(|booking| booking.text.clone()),
        capacity: booking.capacity,
        closes: closes.map(|closes| DateView::from_moment_in_zone(closes, zone, locale)),
        closes_when: closes.map(|closes| locale.messages().format_date_range(&skip_clock_gap(closes, zone), None)),
    }
}
