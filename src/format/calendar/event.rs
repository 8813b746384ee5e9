//! `VEVENT` (RFC 5545 §3.6.1): an event, and each of its dates that is not like the others.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::lines::{Lines, date_time, day, escape, quoted};
use super::zone::FAR;
use crate::publish::{CalendarRecurrence, Occurrence, Publication, VisibleRecord};
use crate::record::{Address, Disclosure, Event, EventStatus, KindFields, OccurrenceEntry, ProtectedField, Venue};
use crate::time::Moment;

/// An event's own lines, the same in every calendar that has it.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) text: String,
    /// The zone that its times are in; none where it has whole days only.
    pub(super) zone: Option<(String, TimeZone)>,
    /// The first and the last year.
    pub(super) years: (i16, i16),
}

/// What all components of an event are made of.
struct Maker<'a> {
    publication: &'a Publication,
    seen: &'a VisibleRecord<'a>,
    event: &'a Event,
    course: CalendarRecurrence,
    zone: (&'a str, &'a TimeZone),
    revised: Timestamp,
}

/// An event; none where it may not be told when it is.
pub(super) fn write(publication: &Publication, seen: &VisibleRecord<'_>) -> Option<Written> {
    let KindFields::Event(event) = seen.fields() else { return None };
    let course = seen.calendar_recurrence()?;
    let zone = publication.event_zone(seen);
    let maker = Maker { publication, seen, event, course, zone, revised: seen.revised_at() };
    let mut lines = Lines::default();
    maker.vevent(&maker.course.first_occurrence, false, &mut lines);
    for instance in &maker.course.overrides {
        maker.vevent(instance, true, &mut lines);
    }
    let first = maker.course.first_occurrence.start.date.year();
    let last = maker.course.last_day.map_or(FAR.max(first.saturating_add(30)), Date::year);
    // Years are those of wall times; an added date may lie beyond the rule's last.
    let last = maker.course.rdates.last().map_or(last, |added| last.max(added.year())).saturating_add(1);
    let text = lines.into_text();
    // Whole days and times in UTC need no zone.
    let zone = text.contains(";TZID=").then(|| (zone.0.to_owned(), zone.1.clone()));
    Some(Written { text, zone, years: (first, last) })
}

impl Maker<'_> {
    fn vevent(&self, instance: &Occurrence, differs: bool, lines: &mut Lines) {
        let lens = self.seen.lens();
        let entries = self.event.occurrences.disclose(lens);
        let own = instance.entry_index.and_then(|entry| entries?.get(entry));
        let status = own.and_then(|own| own.status).or(self.event.status);
        lines.put("BEGIN", "VEVENT");
        lines.text("UID", &self.publication.event_uid(self.seen));
        lines.put("DTSTAMP", &utc(self.revised));
        lines.put("LAST-MODIFIED", &utc(self.revised));
        lines.put("SEQUENCE", &self.seen.sequence().to_string());
        if differs {
            self.dates("RECURRENCE-ID", &[instance.recurrence_id], lines);
        }
        self.times(instance, lines);
        if !differs {
            if let Some(rule) = &self.course.rrule {
                lines.put("RRULE", rule);
            }
            self.dates("EXDATE", &self.course.exdates, lines);
            self.dates("RDATE", &self.course.rdates, lines);
        }
        lines.put("STATUS", word(status));
        lines.text("SUMMARY", self.seen.title());
        lines.some_text("DESCRIPTION", Some(&self.description(own, status)));
        self.place(own, lines);
        if let Some(url) = self.page() {
            lines.put("URL", &url);
        }
        if let Some(online) = self.event.online.disclose(lens).and_then(Disclosure::public) {
            lines.put("CONFERENCE;VALUE=URI;LABEL=\"Join online\"", online.url.as_str());
        }
        if let Some((name, email)) = self.organiser() {
            lines.put(&format!("ORGANIZER;CN={}", quoted(&name)), &format!("mailto:{email}"));
        }
        let topics: Vec<String> = self.seen.topics().map(|(_, label)| escape(label).into_owned()).collect();
        if !topics.is_empty() {
            lines.put("CATEGORIES", &topics.join(","));
        }
        lines.put("CLASS", "PUBLIC");
        lines.put("END", "VEVENT");
    }

    /// `DTSTART` and `DTEND`. Where a calendar would read a wall time in another way, as UTC.
    fn times(&self, instance: &Occurrence, lines: &mut Lines) {
        let Occurrence { start, end, .. } = instance;
        if start.time.is_none() {
            // The end of whole days is the day after (§3.6.1).
            let last = end.map_or(start.date, |end| end.date.max(start.date));
            lines.put("DTSTART;VALUE=DATE", &day(start.date));
            lines.put("DTEND;VALUE=DATE", &day(last.tomorrow().unwrap_or(last)));
            return;
        }
        let (name, zone) = self.zone;
        let end = end.map(|end| match end.time {
            Some(_) => end,
            None => midnight_after(end.date),
        });
        let begins = instance.starts_at(zone);
        let end = end.filter(|end| end.latest_instant(zone).is_some_and(|end| end > begins));
        let first_of_all = *instance == self.course.first_occurrence && self.course.is_recurring();
        // What a rule begins with must be a wall time; where that is in doubt the date is told by itself as well.
        let plain = first_of_all || instance.has_unambiguous_times(zone);
        for (property, moment) in [("DTSTART", Some(*start)), ("DTEND", end)] {
            match moment {
                Some(moment) if plain => {
                    lines.put(&format!("{property};TZID={}", parameter(name)), &date_time(moment.datetime()));
                }
                Some(moment) => {
                    lines.put(property, &utc(moment.latest_instant(zone).unwrap_or(Timestamp::MAX)));
                }
                None => {}
            }
        }
    }

    /// Dates of the series, each with the time that the series begins at.
    fn dates(&self, property: &str, dates: &[Date], lines: &mut Lines) {
        if dates.is_empty() {
            return;
        }
        let joined = |each: &dyn Fn(&Date) -> String| dates.iter().map(each).collect::<Vec<_>>().join(",");
        match self.course.first_occurrence.start.time {
            None => lines.put(&format!("{property};VALUE=DATE"), &joined(&|date| day(*date))),
            Some(time) => {
                let name = format!("{property};TZID={}", parameter(self.zone.0));
                lines.put(&name, &joined(&|date| date_time(date.to_datetime(time))));
            }
        }
    }

    fn description(&self, own: Option<&OccurrenceEntry>, status: Option<EventStatus>) -> String {
        let said = match status {
            Some(EventStatus::Cancelled) => "This event is cancelled.",
            Some(EventStatus::Postponed) => "This event is postponed.",
            Some(EventStatus::Rescheduled) => "This event has a new date.",
            Some(EventStatus::MovedOnline) => "This event has moved online.",
            Some(EventStatus::Scheduled) | None => "",
        };
        // A date with a status of its own has its own reason, or none.
        let reason = match own {
            Some(own) if own.status.is_some() || own.reason.is_some() => own.reason.as_deref(),
            _ => self.event.reason.as_deref(),
        };
        let reason = reason.filter(|_| !said.is_empty()).map(|reason| format!(" {}.", reason.trim_end_matches('.')));
        let parts = [
            format!("{said}{}", reason.unwrap_or_default()),
            own.and_then(|own| own.note.clone()).unwrap_or_default(),
            self.seen.summary().to_owned(),
            self.page().unwrap_or_default(),
        ];
        parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// Where it is, as far as that may be told: `LOCATION`, and `GEO` for an address.
    fn place(&self, own: Option<&OccurrenceEntry>, lines: &mut Lines) {
        let lens = self.seen.lens();
        match own.and_then(|own| own.venue.disclose(lens)).or_else(|| self.event.venue.disclose(lens)) {
            Some(Disclosure::Public(Venue::Partner(named))) => {
                let Some(partner) = self.seen.resolve_reference(named) else { return };
                house(Some(partner.title()), partner.postal_address().unwrap_or(Disclosure::Hidden), &partner, lines);
            }
            Some(Disclosure::Public(Venue::Place(place))) => {
                house(Some(&place.name), Disclosure::Public(&place.address()), self.seen, lines);
            }
            Some(Disclosure::Area) => house(None, Disclosure::Area, self.seen, lines),
            Some(Disclosure::OnRequest) => house(None, Disclosure::OnRequest, self.seen, lines),
            Some(Disclosure::Hidden) | None => {}
        }
    }

    fn page(&self) -> Option<String> {
        let origin = &self.publication.base_url()?.origin;
        Some(format!("{origin}{}", self.seen.href()))
    }

    /// Who runs it, where they have a mailbox that everybody may know: the event's own, else theirs.
    fn organiser(&self) -> Option<(String, String)> {
        let shown = self.event.organisers.iter().filter_map(|organiser| self.seen.resolve_organiser(organiser));
        let mut shown: Vec<Result<VisibleRecord<'_>, &str>> = shown.collect();
        let name = |one: &Result<VisibleRecord<'_>, &str>| match one {
            Ok(partner) => partner.title().to_owned(),
            Err(name) => (*name).to_owned(),
        };
        let contact = self.event.contact.as_ref().filter(|_| self.seen.lens().discloses(ProtectedField::Phone));
        if let Some(email) = contact.and_then(|contact| contact.email.as_ref()) {
            let called = shown.first().map(name).or_else(|| contact.and_then(|contact| contact.name.clone()));
            return Some((called.unwrap_or_else(|| self.publication.config().title.clone()), email.0.clone()));
        }
        shown.drain(..).find_map(|one| {
            let partner = one.as_ref().ok()?;
            let KindFields::Partner(fields) = partner.fields() else { return None };
            let contacts = fields.contacts.disclose(partner.lens()).into_iter().filter_map(Disclosure::public);
            let email =
                contacts.filter_map(|contact| contact.visible(partner.lens())).find_map(|contact| contact.email);
            Some((name(&one), email?))
        })
    }
}

/// A name and an address; the places of `seen` stand for an area.
fn house(name: Option<&str>, address: Disclosure<&Address>, seen: &VisibleRecord<'_>, lines: &mut Lines) {
    let mut parts: Vec<&str> = name.into_iter().collect();
    let mut point = None;
    let areas: Vec<VisibleRecord<'_>> = seen.places().collect();
    match address {
        Disclosure::Public(address) => {
            let more = address.lines.iter().chain(&address.town).chain(&address.postcode);
            parts.extend(more.map(String::as_str).filter(|line| name != Some(*line)));
            point = address.location;
        }
        Disclosure::Area => parts.extend(areas.iter().map(VisibleRecord::title)),
        Disclosure::OnRequest => parts.push("contact us for the address"),
        Disclosure::Hidden => {}
    }
    lines.some_text("LOCATION", Some(&parts.join(", ")));
    if let Some(point) = point {
        lines.put("GEO", &format!("{:.6};{:.6}", point.latitude, point.longitude));
    }
}

/// Names of zones have nothing in them that would need quotes; one that has would end the parameter.
fn parameter(name: &str) -> String {
    if name.contains([':', ';', ',', '"']) { quoted(name) } else { name.to_owned() }
}

fn midnight_after(day: Date) -> Moment {
    let time = Some(jiff::civil::Time::midnight());
    Moment { time, ..Moment::from_date(day.tomorrow().unwrap_or(day)) }
}

/// `STATUS` (§3.8.1.11).
fn word(status: Option<EventStatus>) -> &'static str {
    match status {
        Some(EventStatus::Cancelled) => "CANCELLED",
        Some(EventStatus::Postponed) => "TENTATIVE",
        Some(EventStatus::Scheduled | EventStatus::Rescheduled | EventStatus::MovedOnline) | None => "CONFIRMED",
    }
}

/// `20270618T173000Z` (§3.3.5).
pub(super) fn utc(instant: Timestamp) -> String {
    let whole = instant.checked_sub(SignedDuration::from_nanos(i64::from(instant.subsec_nanosecond())));
    format!("{}Z", date_time(jiff::tz::Offset::UTC.to_datetime(whole.unwrap_or(instant))))
}
