//! Events: when and where they take place, who runs them, and how to get in.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::access::Access;
use super::booking::Booking;
use super::contact_details::{Email, Phone};
use super::event_languages::EventLanguages;
use super::event_status::EventStatus;
use super::guard::{Guarded, Visibility};
use super::record_fields::{PastDay, RecordFields};
use super::reference::Organiser;
use super::repeat::{Break, OccurrenceEntry, Repeat};
use super::speaker::Speaker;
use super::time_values::Minutes;
use super::venue::{Online, Venue};
use crate::config::{Config, Zone};
use crate::language::LanguageTag;
use crate::recurrence::Series;
use crate::time::Moment;
use crate::yaml::{Coordinates, MapEntry, Reader, fields};

fields! {
    /// An event that people can come to.
    pub struct Event {
        /// When it begins, in its time zone.
        start: required Moment, safety;
        /// When it ends.
        end: optional Moment, safety;
        /// How long it takes. This can be given instead of an end.
        duration: optional Minutes, safety;
        /// Whether it takes the whole day.
        all_day: optional bool, always;
        /// The IANA time zone, when it is not that of the site.
        zone: optional Zone, always;
        /// Where it is: a partner, or a place with a name and an address.
        venue: optional Venue, visibility;
        /// Where it takes place online.
        online: optional Online, visibility;
        /// Who runs it.
        organisers: many Organiser, always;
        /// Who runs it together with the organisers.
        co_organisers: many Organiser, always;
        /// The partners at whose place it is held.
        hosts: many Organiser, always;
        /// Who speaks there.
        speakers: many Speaker, consent;
        /// Whom to ask.
        contact: optional EventContact, always;
        /// How to book.
        booking: optional Booking, always;
        /// What it costs: `free`, or text.
        cost: optional String, always;
        /// Whether it goes ahead.
        status: optional EventStatus, always;
        /// Why it has this status.
        reason: optional String, always;
        /// Since when it has this status.
        status_since: optional Moment, always;
        /// When it would have begun before it was rescheduled.
        previous_start: optional Moment, safety;
        /// The id by which calendars know the event (RFC 5545 `UID`). It stays when the file is renamed.
        uid: optional String, always;
        /// Access facts. They replace those of the venue.
        access: optional Access, always;
        /// A sentence about access.
        access_note: optional String, always;
        /// When the access facts were checked.
        access_checked: optional Date, always;
        /// Languages that are spoken, interpreted into, or used in hand-outs.
        languages: optional EventLanguages, always;
        /// Whom it is for.
        audience: optional String, always;
        /// How many people came. Readers see it only if it says `publish: true`.
        attendance: optional Attendance, always;
        /// How it repeats.
        repeat: optional Repeat, safety;
        /// Periods without the event. Pages mention them.
        breaks: many Break, safety;
        /// Single dates that differ from the rule.
        occurrences: many OccurrenceEntry, safety;
        /// Single dates without the event. Pages do not mention them.
        except: many Date, safety;
    }
}

fields! {
    /// Whom to ask about an event.
    pub struct EventContact {
        /// A name, published as the event's contact.
        name: optional String, always;
        /// A telephone number.
        phone: optional Phone, always;
        /// An e-mail address.
        email: optional Email, always;
        /// A sentence about how to get in touch.
        text: optional String, always;
    }
}

fields! {
    /// How many people came.
    pub struct Attendance {
        /// The day that was counted.
        date: optional Date, always;
        /// How many people.
        people: optional u32, always;
        /// How many of them came for the first time.
        new: optional u32, always;
        /// Whether readers may see these numbers [default: no].
        publish: optional bool, always;
    }
}

impl Event {
    /// The time zone of the event's times: its own, else that of the network.
    pub fn effective_zone<'a>(&'a self, config: &'a Config) -> &'a Zone {
        self.zone.as_ref().unwrap_or(&config.zone)
    }

    /// When the event ends: its `end:`, else its start plus its duration; `None` when it has neither.
    pub(crate) fn end_moment(&self) -> Option<Moment> {
        self.end.unguarded().or_else(|| self.end_by_duration())
    }

    /// When the event ends by its start and its duration. Two whole days are the day of the start and the next.
    pub(crate) fn end_by_duration(&self) -> Option<Moment> {
        let (start, minutes) = (self.start.unguarded(), self.duration.unguarded().as_ref()?.0);
        let last_minute = i64::from(minutes) - i64::from(start.time.is_none());
        let end = start.datetime().checked_add(jiff::Span::new().minutes(last_minute)).ok()?;
        Some(Moment { date: end.date(), time: start.time.map(|_| end.time()), fold: start.fold, offset: None })
    }

    /// The dates of a repeating event; `None` when the event does not repeat or its rule is invalid.
    pub(crate) fn to_series(&self, zone: &TimeZone) -> Option<Series> {
        let start = self.start.unguarded();
        let rule = self.repeat.unguarded().as_ref()?.to_rule(start.date)?.ok()?;
        let occurrences = self.occurrences.unguarded();
        Some(Series {
            rule: rule.resolve_until(start.time, zone),
            start: start.date,
            excluded: self.except.unguarded().iter().copied().collect(),
            breaks: self.breaks.unguarded().iter().map(|pause| (pause.from, pause.to)).collect(),
            added: occurrences.iter().filter(|occurrence| occurrence.added == Some(true)).map(|one| one.date).collect(),
        })
    }
}

impl RecordFields for Event {
    fn changed_on(&self) -> Option<Date> {
        self.status_since.map(|moment| moment.date)
    }

    fn access(&self) -> Option<&Access> {
        self.access.as_ref()
    }

    /// The languages that are spoken.
    fn languages(&self) -> Vec<&str> {
        let spoken = self.languages.iter().flat_map(|languages| &languages.0.spoken);
        spoken.map(LanguageTag::primary_language).collect()
    }

    fn past_days(&self) -> Vec<PastDay> {
        let decided = |field, item, name, since: Moment| PastDay {
            field,
            item,
            name,
            what: "the status was decided",
            day: since.date,
        };
        let counted = |day| PastDay { field: "attendance", item: None, name: "date", what: "people were counted", day };
        let attendance = self.attendance.as_ref().and_then(|attendance| attendance.date);
        let occurrences = self.occurrences.unguarded();
        let of_dates = occurrences.iter().enumerate().filter_map(|(number, entry)| {
            Some(decided("occurrences", Some((number, occurrences.len())), "status_since", entry.status_since?))
        });
        let checked = self.access_checked.map(|day| PastDay::checked("access_checked", "", day));
        let status = self.status_since.map(|since| decided("status_since", None, "", since));
        checked.into_iter().chain(attendance.map(counted)).chain(status).chain(of_dates).collect()
    }

    fn consent_ids(&self) -> Vec<&str> {
        let speakers = self.speakers.unguarded().iter();
        let consents = speakers.filter_map(|speaker| match speaker {
            Speaker::Person(person) => person.consent.as_ref(),
            Speaker::Partner(_) => None,
        });
        consents.map(|consent| consent.text.as_str()).collect()
    }

    fn unique_ids(&self) -> Vec<(&'static str, &str)> {
        let uid = self.uid.as_deref().map(str::trim).filter(|uid| !uid.is_empty());
        uid.map(|uid| ("uid", uid)).into_iter().collect()
    }

    fn coordinates(&self) -> Option<(&'static str, &'static str, Coordinates)> {
        match self.venue.unguarded() {
            Some(Venue::Place(place)) => place.location.map(|point| ("venue", "location", point)),
            _ => None,
        }
    }

    /// Takes the venue and the online address of a private file. Both are hidden unless they have a visibility.
    fn merge_private(&mut self, entries: &[MapEntry], reader: &mut Reader<'_>) {
        if let Some(Venue::Place(mut place)) = reader.optional::<Venue>("venue", entries) {
            place.visibility.get_or_insert(Visibility::Hidden);
            self.venue = Guarded::new(Some(Venue::Place(place)));
        }
        if let Some(mut online) = reader.optional::<Online>("online", entries) {
            online.visibility.get_or_insert(Visibility::Hidden);
            self.online = Guarded::new(Some(online));
        }
    }
}
