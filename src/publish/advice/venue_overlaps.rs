//! Advice on two events at one venue at the same time.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::checked_event::EventToCheck;
use crate::fault::{Code, Fault, Faults};
use crate::language::english_weekday_date;
use crate::path::slugify;
use crate::publish::occurrence::Occurrence;
use crate::publish::publication::Publication;
use crate::publish::timetable::event_zone;
use crate::record::{EventStatus, Venue};
use crate::site::{Record, RecordIndex, ResolvedTarget};

/// The most hours of an event that fills its venue; a longer one, such as an exhibition, leaves room for others.
const MAX_VENUE_HOURS: i64 = 24;

/// One date of an event at a venue.
struct VenueBooking<'a> {
    venue: String,
    starts: Timestamp,
    ends: Timestamp,
    checked: &'a EventToCheck<'a>,
    occurrence: &'a Occurrence,
}

/// Two bookings at the same time, and on how many more dates their events meet.
struct Overlap<'a> {
    earlier: &'a VenueBooking<'a>,
    later: &'a VenueBooking<'a>,
    more_dates: usize,
}

/// Reports each pair of events that overlap at a venue once, at the event that starts later.
pub(super) fn check_venue_overlaps(publication: &Publication, events: &[EventToCheck<'_>], out: &mut Faults) {
    let mut bookings: Vec<VenueBooking<'_>> =
        events.iter().flat_map(|checked| venue_bookings(publication, checked)).collect();
    bookings.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
    for overlap in find_overlaps(&bookings) {
        out.report(venue_overlap_fault(publication, &overlap));
    }
}

impl VenueBooking<'_> {
    fn sort_key(&self) -> (&str, Timestamp, RecordIndex) {
        (&self.venue, self.starts, self.checked.record_index)
    }

    /// Whether a booking at the same venue that starts no later is still there. A booking without an end overlaps only
    /// with one that starts at the same time.
    fn overlaps(&self, earlier: &VenueBooking<'_>) -> bool {
        self.starts < earlier.ends || self.starts == earlier.starts
    }
}

/// The first overlap of each pair of events. Bookings are sorted by venue and start, and each is compared with the booking
/// before it that ends last.
fn find_overlaps<'a>(bookings: &'a [VenueBooking<'a>]) -> Vec<Overlap<'a>> {
    let mut overlaps: Vec<Overlap<'a>> = Vec::new();
    let mut index_by_pair: BTreeMap<(RecordIndex, RecordIndex), usize> = BTreeMap::new();
    let mut ends_last: Option<&VenueBooking<'_>> = None;
    for later in bookings {
        let at_venue = ends_last.filter(|earlier| earlier.venue == later.venue);
        if let Some(earlier) = at_venue {
            let (left, right) = (earlier.checked.record_index, later.checked.record_index);
            if later.overlaps(earlier) && left != right {
                let pair = (left.min(right), left.max(right));
                match index_by_pair.get(&pair) {
                    Some(index) => overlaps[*index].more_dates += 1,
                    None => {
                        index_by_pair.insert(pair, overlaps.len());
                        overlaps.push(Overlap { earlier, later, more_dates: 0 });
                    }
                }
            }
        }
        if at_venue.is_none_or(|earlier| earlier.ends <= later.ends) {
            ends_last = Some(later);
        }
    }
    overlaps
}

fn venue_overlap_fault(publication: &Publication, overlap: &Overlap<'_>) -> Fault {
    let (later, earlier) = (overlap.later, overlap.earlier);
    let (checked, other) = (later.checked, earlier.checked);
    let is_safety_raised = |checked: &EventToCheck<'_>| publication.is_safety_raised(checked.record_index);
    let more = match overlap.more_dates {
        0 => String::new(),
        1 => ", and on one more date".to_owned(),
        count => format!(", and on {count} more dates"),
    };
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

fn venue_bookings<'a>(publication: &'a Publication, checked: &'a EventToCheck<'a>) -> Vec<VenueBooking<'a>> {
    let zone = event_zone(checked.event, &publication.site);
    let to_booking = |occurrence: &'a Occurrence| {
        let entry = occurrence.entry_index.map(|entry| &checked.event.occurrences.unguarded()[entry]);
        let status = entry.and_then(|entry| entry.status).or(checked.event.status);
        let own_venue = entry.and_then(|entry| entry.venue.unguarded().as_ref());
        let venue = own_venue.or(checked.event.venue.unguarded().as_ref())?;
        let starts = occurrence.starts_at(zone);
        let has_known_end = occurrence.end.is_some() || occurrence.start.time.is_none();
        let ends = if has_known_end { occurrence.ends_at(zone) } else { starts };
        let fills_venue = ends.as_second() - starts.as_second() <= MAX_VENUE_HOURS * 3600;
        if status == Some(EventStatus::MovedOnline) || !fills_venue {
            return None;
        }
        Some(VenueBooking { venue: venue_key(checked.record, venue)?, starts, ends, checked, occurrence })
    };
    checked.remaining_occurrences().filter_map(to_booking).collect()
}

/// What identifies a venue: the partner, or a name with a postcode; `None` for a name alone, since every town may have
/// a "village hall".
fn venue_key(record: &Record, venue: &Venue) -> Option<String> {
    match venue {
        Venue::Partner(partner) => match record.resolved_references.get(partner.index as usize)? {
            ResolvedTarget::Record(ix, _) => Some(format!("{}", ix.as_usize())),
            _ => None,
        },
        Venue::Place(place) => Some(format!("{} {}", slugify(&place.name), slugify(place.postcode.as_ref()?))),
    }
}
