//! `VEVENT` (RFC 5545 §3.6.1): an event, and each of its dates that differs from the others.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::content_lines::{ContentLines, escape_text, format_date, format_date_time, quote_parameter};
use super::vtimezone::ENDLESS_UNTIL_YEAR;
use crate::publish::{CalendarRecurrence, Occurrence, Publication, VisibleRecord};
use crate::record::{Address, Disclosure, Event, EventStatus, KindFields, OccurrenceEntry, SafetyField, Venue};
use crate::time::Moment;

/// The lines of an event, the same in every calendar that contains it.
#[derive(Clone, Debug)]
pub(super) struct CalendarEvent {
    pub(super) text: String,
    /// The zone of its times; `None` when it has only whole days or times in UTC.
    pub(super) zone: Option<(String, TimeZone)>,
    /// The first and the last year, for the rules of the zone.
    pub(super) years: (i16, i16),
}

/// What all components of one event share.
struct VeventWriter<'a> {
    publication: &'a Publication,
    record: &'a VisibleRecord<'a>,
    event: &'a Event,
    recurrence: CalendarRecurrence,
    zone: (&'a str, &'a TimeZone),
    revised_at: Timestamp,
}

/// The lines of an event; `None` when its times may not be shown.
pub(super) fn write_event(publication: &Publication, record: &VisibleRecord<'_>) -> Option<CalendarEvent> {
    let KindFields::Event(event) = record.fields() else { return None };
    let recurrence = record.calendar_recurrence()?;
    let zone = publication.event_zone(record);
    let writer = VeventWriter { publication, record, event, recurrence, zone, revised_at: record.revised_at() };
    let mut lines = ContentLines::default();
    writer.write_vevent(&writer.recurrence.first_occurrence, false, &mut lines);
    for occurrence in &writer.recurrence.overrides {
        writer.write_vevent(occurrence, true, &mut lines);
    }
    let first = writer.recurrence.first_occurrence.start.date.year();
    let last = writer.recurrence.last_day.map_or(ENDLESS_UNTIL_YEAR.max(first.saturating_add(30)), Date::year);
    // Years are counted in wall time. An added date can be after the last date of the rule.
    let last = writer.recurrence.rdates.last().map_or(last, |added| last.max(added.year())).saturating_add(1);
    let text = lines.into_string();
    // Whole days and times in UTC need no zone.
    let zone = text.contains(";TZID=").then(|| (zone.0.to_owned(), zone.1.clone()));
    Some(CalendarEvent { text, zone, years: (first, last) })
}

impl VeventWriter<'_> {
    fn write_vevent(&self, occurrence: &Occurrence, differs: bool, lines: &mut ContentLines) {
        let lens = self.record.lens();
        let entries = self.event.occurrences.disclose(lens);
        let own_entry = occurrence.entry_index.and_then(|entry| entries?.get(entry));
        let status = own_entry.and_then(|own| own.status).or(self.event.status);
        lines.push("BEGIN", "VEVENT");
        lines.push_text("UID", &self.publication.event_uid(self.record));
        lines.push("DTSTAMP", &format_utc(self.revised_at));
        lines.push("LAST-MODIFIED", &format_utc(self.revised_at));
        lines.push("SEQUENCE", &self.record.sequence().to_string());
        if differs {
            self.write_dates("RECURRENCE-ID", &[occurrence.recurrence_id], lines);
        }
        self.write_times(occurrence, lines);
        if !differs {
            if let Some(rule) = &self.recurrence.rrule {
                lines.push("RRULE", rule);
            }
            self.write_dates("EXDATE", &self.recurrence.exdates, lines);
            self.write_dates("RDATE", &self.recurrence.rdates, lines);
        }
        lines.push("STATUS", status_value(status));
        lines.push_text("SUMMARY", self.record.title());
        lines.push_optional_text("DESCRIPTION", Some(&self.description(own_entry, status)));
        if status != Some(EventStatus::MovedOnline) {
            self.write_location(own_entry, lines);
        }
        if let Some(url) = self.page_url() {
            lines.push("URL", &url);
        }
        if let Some(online) = self.event.online.disclose(lens).and_then(Disclosure::public) {
            lines.push("CONFERENCE;VALUE=URI;LABEL=\"Join online\"", online.url.as_str());
        }
        if let Some((name, email)) = self.organiser() {
            lines.push(&format!("ORGANIZER;CN={}", quote_parameter(&name)), &format!("mailto:{email}"));
        }
        let topics: Vec<String> = self.record.topics().map(|(_, label)| escape_text(label).into_owned()).collect();
        if !topics.is_empty() {
            lines.push("CATEGORIES", &topics.join(","));
        }
        lines.push("CLASS", "PUBLIC");
        lines.push("END", "VEVENT");
    }

    /// Writes `DTSTART` and `DTEND`: as UTC where programs read a wall time in different ways.
    fn write_times(&self, occurrence: &Occurrence, lines: &mut ContentLines) {
        let Occurrence { start, end, .. } = occurrence;
        if start.time.is_none() {
            // The end of a whole-day event is the day after the last (§3.6.1).
            let last = end.map_or(start.date, |end| end.date.max(start.date));
            lines.push("DTSTART;VALUE=DATE", &format_date(start.date));
            lines.push("DTEND;VALUE=DATE", &format_date(last.tomorrow().unwrap_or(last)));
            return;
        }
        let (name, zone) = self.zone;
        let end = end.map(|end| match end.time {
            Some(_) => end,
            None => midnight_after(end.date),
        });
        let begins = occurrence.starts_at(zone);
        let end = end.filter(|end| end.latest_instant(zone).is_some_and(|end| end > begins));
        let first_of_all = *occurrence == self.recurrence.first_occurrence && self.recurrence.is_recurring();
        // The start of a rule must be a wall time. If it is ambiguous, the date also gets a component of its own.
        let as_wall_time = first_of_all || occurrence.has_unambiguous_times(zone);
        for (property, moment) in [("DTSTART", Some(*start)), ("DTEND", end)] {
            match moment {
                Some(moment) if as_wall_time => {
                    lines.push(
                        &format!("{property};TZID={}", parameter_value(name)),
                        &format_date_time(moment.datetime()),
                    );
                }
                Some(moment) => {
                    lines.push(property, &format_utc(moment.latest_instant(zone).unwrap_or(Timestamp::MAX)));
                }
                None => {}
            }
        }
    }

    /// Writes dates of the series, each with the time at which the series begins.
    fn write_dates(&self, property: &str, dates: &[Date], lines: &mut ContentLines) {
        if dates.is_empty() {
            return;
        }
        let join_dates = |each: &dyn Fn(&Date) -> String| dates.iter().map(each).collect::<Vec<_>>().join(",");
        match self.recurrence.first_occurrence.start.time {
            None => lines.push(&format!("{property};VALUE=DATE"), &join_dates(&|date| format_date(*date))),
            Some(time) => {
                let name = format!("{property};TZID={}", parameter_value(self.zone.0));
                lines.push(&name, &join_dates(&|date| format_date_time(date.to_datetime(time))));
            }
        }
    }

    fn description(&self, own_entry: Option<&OccurrenceEntry>, status: Option<EventStatus>) -> String {
        let status_text = match status {
            Some(EventStatus::Cancelled) => "This event is cancelled.",
            Some(EventStatus::Postponed) => "This event is postponed.",
            Some(EventStatus::Rescheduled) => "This event has a new date.",
            Some(EventStatus::MovedOnline) => "This event has moved online.",
            Some(EventStatus::Scheduled) | None => "",
        };
        // A date with its own status has its own reason, or no reason.
        let reason = match own_entry {
            Some(own) if own.status.is_some() || own.reason.is_some() => own.reason.as_deref(),
            _ => self.event.reason.as_deref(),
        };
        let reason =
            reason.filter(|_| !status_text.is_empty()).map(|reason| format!(" {}.", reason.trim_end_matches('.')));
        let parts = [
            format!("{status_text}{}", reason.unwrap_or_default()),
            own_entry.and_then(|own| own.note.clone()).unwrap_or_default(),
            self.record.summary().to_owned(),
            self.page_url().unwrap_or_default(),
        ];
        parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// Writes where it is, as far as that may be shown: `LOCATION`, and `GEO` for an address.
    fn write_location(&self, own_entry: Option<&OccurrenceEntry>, lines: &mut ContentLines) {
        let lens = self.record.lens();
        match own_entry.and_then(|own| own.venue.disclose(lens)).or_else(|| self.event.venue.disclose(lens)) {
            Some(Disclosure::Public(Venue::Partner(named))) => {
                let Some(partner) = self.record.resolve_reference(named) else { return };
                write_venue(
                    Some(partner.title()),
                    partner.postal_address().unwrap_or(Disclosure::Hidden),
                    &partner,
                    lines,
                );
            }
            Some(Disclosure::Public(Venue::Place(place))) => {
                write_venue(Some(&place.name), Disclosure::Public(&place.address()), self.record, lines);
            }
            Some(Disclosure::Area) => write_venue(None, Disclosure::Area, self.record, lines),
            Some(Disclosure::OnRequest) => write_venue(None, Disclosure::OnRequest, self.record, lines),
            Some(Disclosure::Hidden) | None => {}
        }
    }

    fn page_url(&self) -> Option<String> {
        let origin = &self.publication.base_url()?.origin;
        Some(format!("{origin}{}", self.record.href()))
    }

    /// The organiser's name and public mailbox: of the event's own contact, else of an organiser; `None` without a
    /// mailbox.
    fn organiser(&self) -> Option<(String, String)> {
        let organisers = self.event.organisers.iter().filter_map(|organiser| self.record.resolve_organiser(organiser));
        let mut organisers: Vec<Result<VisibleRecord<'_>, &str>> = organisers.collect();
        let name = |one: &Result<VisibleRecord<'_>, &str>| match one {
            Ok(partner) => partner.title().to_owned(),
            Err(name) => (*name).to_owned(),
        };
        let contact = self.event.contact.as_ref().filter(|_| self.record.lens().discloses(SafetyField::Phone));
        if let Some(email) = contact.and_then(|contact| contact.email.as_ref()) {
            let organiser_name =
                organisers.first().map(name).or_else(|| contact.and_then(|contact| contact.name.clone()));
            return Some((organiser_name.unwrap_or_else(|| self.publication.config().title.clone()), email.0.clone()));
        }
        organisers.drain(..).find_map(|one| {
            let partner = one.as_ref().ok()?;
            let KindFields::Partner(fields) = partner.fields() else { return None };
            let contacts = fields.contacts.disclose(partner.lens()).into_iter().filter_map(Disclosure::public);
            let email =
                contacts.filter_map(|contact| contact.visible(partner.lens())).find_map(|contact| contact.email);
            Some((name(&one), email?))
        })
    }
}

/// Writes a name and an address; if only the area may be shown, the record's places replace the address.
fn write_venue(
    name: Option<&str>,
    address: Disclosure<&Address>,
    record: &VisibleRecord<'_>,
    lines: &mut ContentLines,
) {
    let mut parts: Vec<&str> = name.into_iter().collect();
    let mut point = None;
    let areas: Vec<VisibleRecord<'_>> = record.places().collect();
    match address {
        Disclosure::Public(address) => {
            let address_lines = address.lines.iter().chain(&address.town).chain(&address.postcode);
            parts.extend(address_lines.map(String::as_str).filter(|line| name != Some(*line)));
            point = address.location;
        }
        Disclosure::Area => parts.extend(areas.iter().map(VisibleRecord::title)),
        Disclosure::OnRequest => parts.push("contact us for the address"),
        Disclosure::Hidden => {}
    }
    lines.push_optional_text("LOCATION", Some(&parts.join(", ")));
    if let Some(point) = point {
        lines.push("GEO", &format!("{:.6};{:.6}", point.latitude, point.longitude));
    }
}

/// A zone's name as the value of a parameter, in quotes if it has a character that would end the parameter. No IANA
/// name has one.
fn parameter_value(name: &str) -> String {
    if name.contains([':', ';', ',', '"']) { quote_parameter(name) } else { name.to_owned() }
}

fn midnight_after(day: Date) -> Moment {
    let time = Some(jiff::civil::Time::midnight());
    Moment { time, ..Moment::from_date(day.tomorrow().unwrap_or(day)) }
}

/// `STATUS` (§3.8.1.11).
fn status_value(status: Option<EventStatus>) -> &'static str {
    match status {
        Some(EventStatus::Cancelled) => "CANCELLED",
        Some(EventStatus::Postponed) => "TENTATIVE",
        Some(EventStatus::Scheduled | EventStatus::Rescheduled | EventStatus::MovedOnline) | None => "CONFIRMED",
    }
}

/// `20270618T173000Z` (§3.3.5).
pub(super) fn format_utc(instant: Timestamp) -> String {
    let whole_seconds = instant.checked_sub(SignedDuration::from_nanos(i64::from(instant.subsec_nanosecond())));
    format!("{}Z", format_date_time(jiff::tz::Offset::UTC.to_datetime(whole_seconds.unwrap_or(instant))))
}
