//! The fields of an event.

use schemars::JsonSchema;
use serde::Serialize;

use super::booking::{BookingView, EventContactView};
use super::dates::EventDates;
use super::occurrence::{OccurrenceView, zone_in_words};
use super::venue::VenueView;
use crate::kind::{Kind, Role};
use crate::language::LanguageTag;
use crate::publish::{Publication, VisibleRecord};
use crate::record::{Attendance, Disclosure, Event, EventStatus, LanguageFields, Lens, Organiser, SafetyField, Venue};
use crate::view::access::AccessView;
use crate::view::date::{DateView, skip_clock_gap};
use crate::view::link::{LinkView, NameView};
use crate::view::locale::Locale;

/// The fields of an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventView {
    /// The next time that it takes place, or the last time; `None` when safety hides it.
    pub next_or_last: Option<OccurrenceView>,
    /// The next dates of a repeating event, the nearest first.
    pub next_dates: Vec<OccurrenceView>,
    /// Further dates after those, up to the horizon.
    pub later_dates: Vec<OccurrenceView>,
    /// The dates of the last year, the latest first.
    pub past_dates: Vec<OccurrenceView>,
    /// Whether there are more dates after the horizon.
    pub has_more_dates: bool,
    /// Whether it is under way.
    pub under_way: bool,
    /// Its time zone in words, when it is not the site's: `Paris time`.
    pub zone: Option<String>,
    /// Whether it has passed.
    pub past: bool,
    /// Stories that grew from the event, once it has passed.
    pub stories: Vec<LinkView>,
    /// Whether it repeats.
    pub repeats: bool,
    /// How it repeats, in words; `None` when words would not be exact.
    pub repeat_rule: Option<String>,
    /// The last date of a series, if it has one.
    pub last_date: Option<DateView>,
    /// A sentence for each break: `No lunch club 8 February to 9 March (Ramadan). Back on Tuesday 16 March.`
    pub breaks: Vec<String>,
    /// Where it is.
    pub venue: Option<VenueView>,
    /// The address of an online event; `None` when it may not be shown.
    pub online_url: Option<String>,
    /// Whether it is online and people can ask for the address.
    pub online_on_request: bool,
    /// Who runs it.
    pub organisers: Vec<NameView>,
    /// Who runs it together with the organisers.
    pub co_organisers: Vec<NameView>,
    /// The partners at whose place it is held.
    pub hosts: Vec<NameView>,
    /// Who speaks there.
    pub speakers: Vec<SpeakerView>,
    /// Whom to ask.
    pub contact: Option<EventContactView>,
    /// How to book.
    pub booking: Option<BookingView>,
    /// What it costs.
    pub cost: Option<String>,
    /// Its status, such as `cancelled`; `None` when it goes ahead as planned.
    pub status: Option<&'static str>,
    /// Why it has this status.
    pub reason: Option<String>,
    /// When it was to begin before it was rescheduled.
    pub previous_start: Option<DateView>,
    /// That moment in words.
    pub previous_when: Option<String>,
    /// The access facts, and whom to ask.
    pub access: AccessView,
    /// A sentence about access.
    pub access_note: Option<String>,
    /// When the access facts were checked.
    pub access_checked: Option<DateView>,
    /// Languages spoken.
    pub spoken_languages: Vec<String>,
    /// Languages interpreted into.
    pub interpreted_languages: Vec<String>,
    /// Languages of hand-outs and slides.
    pub materials_languages: Vec<String>,
    /// Whom it is for.
    pub audience: Option<String>,
    /// How many people came, if that is published.
    pub attendance: Option<u32>,
    /// The day that was counted.
    pub attendance_date: Option<DateView>,
    /// How many of them came for the first time, if that is published.
    pub attendance_new: Option<u32>,
}

/// Who speaks at an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SpeakerView {
    /// The name.
    #[serde(flatten)]
    pub name: NameView,
    /// Whether it is somebody without a record, and not a partner.
    pub person: bool,
}

impl EventView {
    pub(in crate::view) fn new(
        publication: &Publication,
        record: &VisibleRecord<'_>,
        event: &Event,
        locale: &Locale,
    ) -> Self {
        let lens = record.lens();
        let dates = EventDates::new(record, event, locale);
        let (zone, foreign_zone) = record.zone();
        let online = event.online.disclose(lens);
        let languages = event.languages.as_ref().map(|languages| &languages.0);
        let languages_of = |of: fn(&LanguageFields) -> &Vec<LanguageTag>| {
            languages.map(|languages| LanguageTag::primary_languages(of(languages))).unwrap_or_default()
        };
        let previous_start = event.previous_start.disclose(lens).and_then(Option::as_ref);
        let in_words = |start| locale.messages().format_date_range_in_sentence(&skip_clock_gap(start, zone), None);
        let names = |organisers: &[Organiser]| NameView::from_organisers(record, organisers, locale);
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
            repeats: event.repeat.disclose(lens).is_some_and(Option::is_some),
            repeat_rule: dates.repeat_rule,
            last_date: dates.last_date,
            breaks: dates.breaks,
            venue: shown_venue(event, lens).and_then(|venue| VenueView::new(record, venue, locale)),
            online_url: online.and_then(Disclosure::public).map(|online| online.url.as_str().to_owned()),
            online_on_request: matches!(online, Some(Disclosure::OnRequest | Disclosure::Area)),
            organisers: names(&event.organisers),
            co_organisers: names(&event.co_organisers),
            // Hosts would show where a hidden venue is.
            hosts: if lens.discloses(SafetyField::Address) { names(&event.hosts) } else { Vec::new() },
            speakers: speakers(record, locale),
            contact: contact(event, lens),
            booking: event.booking.as_ref().and_then(|booking| BookingView::from_booking(booking, lens, zone, locale)),
            cost: event.cost.clone(),
            status: event.status.and_then(EventStatus::unless_scheduled).map(EventStatus::as_str),
            reason: event.reason.clone(),
            previous_start: previous_start.map(|start| DateView::from_moment_in_zone(start, zone, locale)),
            previous_when: previous_start.map(in_words),
            access: AccessView::new(publication, record, event, locale),
            access_note: event.access_note.clone().filter(|_| lens.discloses(SafetyField::Address)),
            access_checked: event.access_checked.map(|day| DateView::from_date(day, locale)),
            spoken_languages: languages_of(|languages| &languages.spoken),
            interpreted_languages: languages_of(|languages| &languages.interpreted),
            materials_languages: languages_of(|languages| &languages.materials),
            audience: event.audience.clone(),
            attendance: published_attendance(event).and_then(|attendance| attendance.people),
            attendance_date: published_attendance(event)
                .and_then(|attendance| attendance.date)
                .map(|day| DateView::from_date(day, locale)),
            attendance_new: published_attendance(event).and_then(|attendance| attendance.new),
        }
    }
}

/// The stories about an event that has passed, which its page shows first.
fn resulting_stories(record: &VisibleRecord<'_>, locale: &Locale) -> Vec<LinkView> {
    if !record.is_past() {
        return Vec::new();
    }
    let stories = record.backlinks().filter(|(role, from)| *role == Role::Event && from.kind() == Kind::Story);
    stories.map(|(_, story)| LinkView::from_record(&story, locale)).collect()
}

/// Who speaks at an event; a person's link leads to a page about the person.
fn speakers(record: &VisibleRecord<'_>, locale: &Locale) -> Vec<SpeakerView> {
    let view = |speaker| match speaker {
        Ok(partner) => SpeakerView { name: NameView::from_record_or_text(Ok(partner), locale), person: false },
        Err((name, href)) => {
            let name = NameView { href, ..NameView::from_record_or_text(Err(name), locale) };
            SpeakerView { name, person: true }
        }
    };
    record.speakers().into_iter().map(view).collect()
}

/// The part of the venue that may be shown. Where an event that has moved online is not is said only with a name.
fn shown_venue<'a>(event: &'a Event, lens: &Lens) -> Option<Disclosure<&'a Venue>> {
    let is_named = |venue: &Disclosure<&Venue>| matches!(venue, Disclosure::Public(_));
    let venue = event.venue.disclose(lens);
    venue.filter(|venue| event.status != Some(EventStatus::MovedOnline) || is_named(venue))
}

/// Whom to ask, if the record says. While safety is raised, people ask the network instead.
fn contact(event: &Event, lens: &Lens) -> Option<EventContactView> {
    let contact = event.contact.as_ref().filter(|_| lens.discloses(SafetyField::Phone));
    contact.and_then(EventContactView::from_contact)
}

/// How many people came, if the record says to publish that.
fn published_attendance(event: &Event) -> Option<&Attendance> {
    event.attendance.as_ref().filter(|attendance| attendance.publish == Some(true) && attendance.people.is_some())
}
