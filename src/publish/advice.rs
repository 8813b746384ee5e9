//! Advice on events that hangs on the day it is, or on what else takes place: never more than advice, so that time
//! alone stops nothing.
//!
//! All of it is told anew once an event, its safety or the day has changed, from the timetables: nothing here has to be
//! kept right through an edit. What is over is not spoken of. A fault may be read from a screen in the room: where safety is raised, what two
//! events or an event and a festival have in common is not said in words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::timetable::event_zone;
use super::{Occurrence, Publication, PublicationState, Timetable, UnpublishedReason};
use crate::fault::{Code, Fault, Faults};
use crate::language::english_weekday_date;
use crate::path::slugify;
use crate::record::{Event, EventStatus, KindFields, Observance, Venue};
use crate::site::{Record, RecordIndex, ResolvedTarget};
use crate::text::SourceLocation;
use crate::time::{ChangePoint, Clock};

/// Days ahead in which a date that is left out should be said to be cancelled.
const GAP_NOTICE_DAYS: i64 = 60;
/// Months after which somebody should say that a series without end still goes on.
const STALE_SERIES_MONTHS: i64 = 12;
/// Days that an event may last and still be said to be on a festival, for an exhibition is on all of them; and that a
/// festival may last for a series to keep out of its way.
const SHORT_EVENT_DAYS: i64 = 7;
/// Hours that an event may last and still fill a venue.
const MAX_VENUE_HOURS: i64 = 24;

/// An event that is looked at, with its dates to come.
struct EventToCheck<'a> {
    record_index: RecordIndex,
    record: &'a Record,
    event: &'a Event,
    timetable: Cow<'a, Timetable>,
}

/// Advice, and when there would be other.
#[derive(Debug)]
pub(super) struct Advice {
    pub(super) faults: Vec<Fault>,
    /// Of a clock of its own: advice changes no page.
    pub(super) change_point: ChangePoint,
}

/// All advice on events.
pub(super) fn collect_advice(publication: &Publication) -> Advice {
    let mut out = Faults::new();
    let clock = Clock::new(publication.options.now);
    let events = events_to_check(publication, &clock);
    for checked in &events {
        check_silent_gaps(publication, checked, &clock, &mut out);
        check_still_running(publication, checked, &clock, &mut out);
        for observance in &publication.site.observances {
            check_observance(publication, checked, observance, &mut out);
        }
    }
    check_venue_overlaps(publication, &events, &mut out);
    Advice { faults: out.into_iter().collect(), change_point: clock.change_point() }
}

/// Events that are published or will be.
fn events_to_check<'a>(publication: &'a Publication, clock: &Clock) -> Vec<EventToCheck<'a>> {
    let site = &publication.site;
    let event_to_check = |ix: RecordIndex| {
        let record = site.record(ix);
        let Some(KindFields::Event(event)) = &record.parsed.fields else { return None };
        let timetable = match (&publication.states[ix.as_usize()], publication.timetable(ix)) {
            (PublicationState::Published, timetable) => Cow::Borrowed(timetable?),
            // A clash is best known before others read of it.
            (PublicationState::Unpublished(UnpublishedReason::Draft | UnpublishedReason::Scheduled(_)), _) => {
                Cow::Owned(Timetable::from_record(record, site, clock)?)
            }
            _ => return None,
        };
        Some(EventToCheck { record_index: ix, record, event, timetable })
    };
    site.indexed_records().filter_map(|(ix, _)| event_to_check(ix)).collect()
}

impl EventToCheck<'_> {
    /// The dates to come on which it takes place.
    fn remaining_occurrences(&self) -> impl Iterator<Item = &Occurrence> {
        self.timetable.remaining().iter().filter(|instance| !instance.is_called_off)
    }

    fn field_location(&self, field: &str) -> SourceLocation {
        self.record.parsed.locations.of_field(field)
    }

    /// Where one date is spoken of: its entry, else the field that says it.
    fn occurrence_location(&self, instance: &Occurrence, entry_field: &str, field: &str) -> SourceLocation {
        let entries = self.event.occurrences.unguarded().len();
        let parsed = &self.record.parsed;
        match instance.entry_index {
            Some(entry) => parsed.locations.of_nested("occurrences", Some((entry, entries)), entry_field),
            None => self.field_location(field),
        }
    }
}

/// `except` says nothing to readers: somebody may be on the way.
fn check_silent_gaps(publication: &Publication, checked: &EventToCheck<'_>, clock: &Clock, out: &mut Faults) {
    let except = checked.event.except.unguarded();
    if except.is_empty() || !publication.is_published(checked.record_index) {
        return;
    }
    let zone = event_zone(checked.event, &publication.site);
    let today = clock.today(zone);
    let soon = today.saturating_add(GAP_NOTICE_DAYS.days());
    let Some(series) = checked.event.to_series(zone) else { return };
    for (number, date) in except.iter().enumerate().filter(|(_, date)| (today..=soon).contains(date)) {
        if except[..number].contains(date) || !series.has_candidate(*date) {
            continue;
        }
        let location = checked.record.parsed.locations.of_nested("except", Some((number, except.len())), "");
        let message = format!("{} is left out without a word to readers", english_weekday_date(*date));
        let fault = Fault::new(Code::SilentGap, location, message);
        out.report(fault.with_help(format!("write it under `occurrences:` as `{{date: {date}, status: cancelled}}`")));
    }
}

/// A series without an end that nobody has touched for a year may have ended long ago.
fn check_still_running(publication: &Publication, checked: &EventToCheck<'_>, clock: &Clock, out: &mut Faults) {
    if !publication.is_published(checked.record_index)
        || checked.event.repeat.unguarded().is_none()
        || checked.remaining_occurrences().next().is_none()
    {
        return;
    }
    let zone = event_zone(checked.event, &publication.site);
    let updated = checked.record.parsed.common.as_ref().and_then(|common| common.updated);
    let start = checked.event.start.unguarded().date;
    let last_touched = updated.map_or(start, |updated| updated.date.max(start));
    let today = clock.today(zone);
    if last_touched.saturating_add(STALE_SERIES_MONTHS.months()) > today {
        return;
    }
    if checked.event.to_series(zone).is_some_and(|series| series.is_endless()) {
        let message = match updated {
            Some(_) => {
                format!("it repeats without end, and was last updated on {}", english_weekday_date(last_touched))
            }
            None => "it repeats without end, and nothing says when it was last updated".to_owned(),
        };
        let fault = Fault::new(Code::StillRunning, checked.field_location("repeat"), message);
        out.report(
            fault.with_help("is it still running? write today in `updated:` if it is, else its last day in `until:`"),
        );
    }
}

fn check_observance(publication: &Publication, checked: &EventToCheck<'_>, observance: &Observance, out: &mut Faults) {
    let last = observance.to.unwrap_or(observance.from);
    // A series cannot keep out of the way of a month of fasting.
    if checked.event.repeat.unguarded().is_some() && i64::from((last - observance.from).get_days()) > SHORT_EVENT_DAYS {
        return;
    }
    let falls_on_observance = |instance: &&Occurrence| {
        let (first, end) = first_and_last_day(instance);
        first <= last && observance.from <= end
    };
    let mut matching = checked.remaining_occurrences().filter(falls_on_observance);
    let Some(first) = matching.next().filter(|_| !mentions_observance(checked.record, observance)) else { return };
    let more = more_dates_in_words(matching.count());
    let provisional_note = if observance.provisional == Some(true) { " (the day may still move)" } else { "" };
    let day = match observance.to {
        Some(to) => format!("{} to {}", english_weekday_date(observance.from), english_weekday_date(to)),
        None => english_weekday_date(observance.from),
    };
    let message = match publication.safety_raised[checked.record_index.as_usize()] {
        true => format!("this is on a day of `observances.yaml`{provisional_note}{more}"),
        false => format!("this is on {}, {day}{provisional_note}{more}", observance.title),
    };
    let fault = Fault::new(Code::OnObservance, checked.occurrence_location(first, "date", "start"), message);
    out.report(fault.with_help("nothing needs doing if that is meant: else choose another day"));
}

fn more_dates_in_words(dates: usize) -> String {
    match dates {
        0 => String::new(),
        1 => ", and on one more date".to_owned(),
        more => format!(", and on {more} more dates"),
    }
}

/// The first and the last day; of what takes longer than a week the first alone.
fn first_and_last_day(instance: &Occurrence) -> (Date, Date) {
    let first = instance.start.date;
    let last = instance.end.map_or(first, |end| end.date);
    let is_short = i64::from((last - first).get_days()) <= SHORT_EVENT_DAYS;
    (first, if is_short { last.max(first) } else { first })
}

/// Whether an event's file speaks of an observance: who writes of Eid has thought of it.
fn mentions_observance(record: &Record, observance: &Observance) -> bool {
    let text = record.parsed.source.text.to_lowercase();
    let name = slugify(&observance.title);
    let common_words = ["and", "bank", "day", "feast", "festival", "holiday", "new", "the", "weekend"];
    let mut words = name.split('-').filter(|word| word.len() > 2 && !common_words.contains(word));
    words.any(|word| text.split(|c: char| !c.is_alphanumeric()).any(|text_word| text_word == word))
}

/// A date on which a venue is taken.
struct VenueBooking<'a> {
    venue: String,
    starts: Timestamp,
    ends: Timestamp,
    checked: &'a EventToCheck<'a>,
    occurrence: &'a Occurrence,
}

/// Two events at one venue at a time, told once a pair, at the later. Sorted by venue and time, each date is held
/// against the one before it that lasts longest.
fn check_venue_overlaps(publication: &Publication, events: &[EventToCheck<'_>], out: &mut Faults) {
    let mut bookings: Vec<VenueBooking<'_>> =
        events.iter().flat_map(|subject| venue_bookings(publication, subject)).collect();
    bookings.sort_by(|left, right| {
        (&left.venue, left.starts, left.checked.record_index).cmp(&(
            &right.venue,
            right.starts,
            right.checked.record_index,
        ))
    });
    let mut pairs: BTreeMap<(RecordIndex, RecordIndex), usize> = BTreeMap::new();
    let mut clashes = Vec::new();
    let mut longest: Option<&VenueBooking<'_>> = None;
    for booking in &bookings {
        if let Some(earlier) = longest.filter(|before| before.venue == booking.venue) {
            // What has no end is there at its beginning.
            let at_same_time = booking.starts < earlier.ends || booking.starts == earlier.starts;
            let pair = (
                earlier.checked.record_index.min(booking.checked.record_index),
                earlier.checked.record_index.max(booking.checked.record_index),
            );
            if at_same_time && pair.0 != pair.1 {
                let clash_count = pairs.entry(pair).or_default();
                *clash_count += 1;
                if *clash_count == 1 {
                    clashes.push((booking, earlier, pair));
                }
            }
        }
        if longest.is_none_or(|before| before.venue != booking.venue || before.ends <= booking.ends) {
            longest = Some(booking);
        }
    }
    for (booking, before, pair) in clashes {
        out.report(venue_overlap_fault(publication, booking, before, pairs[&pair] - 1));
    }
}

fn venue_overlap_fault(
    publication: &Publication,
    later: &VenueBooking<'_>,
    earlier: &VenueBooking<'_>,
    more: usize,
) -> Fault {
    let (checked, other) = (later.checked, earlier.checked);
    let is_safety_raised = |subject: &EventToCheck<'_>| publication.safety_raised[subject.record_index.as_usize()];
    let more = more_dates_in_words(more);
    let message = match is_safety_raised(checked) || is_safety_raised(other) {
        true => format!("another event is at the same venue at the same time{more}"),
        false => format!(
            "`{}` is at the same venue at the same time on {}{more}",
            other.record.id.slug,
            english_weekday_date(later.occurrence.start.date)
        ),
    };
    let fault =
        Fault::new(Code::VenueOverlap, checked.occurrence_location(later.occurrence, "venue", "venue"), message);
    fault
        .with_note_at(other.occurrence_location(earlier.occurrence, "venue", "venue"), "the other event is here")
        .with_help("nothing needs doing if there is room for both: else change one of the two")
}

fn venue_bookings<'a>(publication: &'a Publication, subject: &'a EventToCheck<'a>) -> Vec<VenueBooking<'a>> {
    let zone = event_zone(subject.event, &publication.site);
    let to_booking = |instance: &'a Occurrence| {
        let entry = instance.entry_index.map(|entry| &subject.event.occurrences.unguarded()[entry]);
        let status = entry.and_then(|entry| entry.status).or(subject.event.status);
        let own_venue = entry.and_then(|entry| entry.venue.unguarded().as_ref());
        let venue =
            own_venue.or(subject.event.venue.unguarded().as_ref()).filter(|_| status != Some(EventStatus::MovedOnline));
        let begins = instance.starts_at(zone);
        let has_known_end = instance.end.is_some() || instance.start.time.is_none();
        let ends = if has_known_end { instance.ends_at(zone) } else { begins };
        let fills_venue = ends.as_second() - begins.as_second() <= MAX_VENUE_HOURS * 3600;
        let venue = venue_key(subject.record, venue.filter(|_| fills_venue)?)?;
        Some(VenueBooking { venue, starts: begins, ends, checked: subject, occurrence: instance })
    };
    subject.remaining_occurrences().filter_map(to_booking).collect()
}

/// What tells one venue from another: the partner, or a name with a postcode.
fn venue_key(record: &Record, venue: &Venue) -> Option<String> {
    match venue {
        Venue::Partner(partner) => match record.resolved_references.get(partner.index as usize)? {
            ResolvedTarget::Record(ix, _) => Some(format!("{}", ix.as_usize())),
            _ => None,
        },
        // Every town has a village hall.
        Venue::Place(place) => Some(format!("{} {}", slugify(&place.name), slugify(place.postcode.as_ref()?))),
    }
}
