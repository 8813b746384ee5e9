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

use super::timetable::zone_of;
use super::{Instance, Publication, Standing, Timetable, Why};
use crate::fault::{Code, Fault, Faults};
use crate::language::english_weekday_date;
use crate::path::slugify;
use crate::record::{Event, EventStatus, KindFields, Observance, Venue};
use crate::site::{Ix, Record, Resolved};
use crate::text::SourceLocation;
use crate::time::{ChangePoint, Clock};

/// Days ahead in which a date that is left out should be said to be cancelled.
const SOON: i64 = 60;
/// Months after which somebody should say that a series without end still goes on.
const QUIET: i64 = 12;
/// Days that an event may last and still be said to be on a festival, for an exhibition is on all of them; and that a
/// festival may last for a series to keep out of its way.
const SHORT: i64 = 7;
/// Hours that an event may last and still fill a venue.
const FILLS: i64 = 24;

/// An event that is looked at, with its dates to come.
struct Subject<'a> {
    ix: Ix,
    record: &'a Record,
    event: &'a Event,
    timetable: Cow<'a, Timetable>,
}

/// Advice, and when there would be other.
#[derive(Debug)]
pub(super) struct Advice {
    pub(super) faults: Vec<Fault>,
    /// Of a clock of its own: advice changes no page.
    pub(super) turn: ChangePoint,
}

/// All advice on events.
pub(super) fn of(publication: &Publication) -> Advice {
    let mut out = Faults::new();
    let clock = Clock::new(publication.edition.now);
    let subjects = subjects(publication, &clock);
    for subject in &subjects {
        silent_gaps(publication, subject, &clock, &mut out);
        still_running(publication, subject, &clock, &mut out);
        for observance in &publication.site.observances {
            on_observance(publication, subject, observance, &mut out);
        }
    }
    overlaps(publication, &subjects, &mut out);
    Advice { faults: out.into_iter().collect(), turn: clock.change_point() }
}

/// Events that are published or will be.
fn subjects<'a>(publication: &'a Publication, clock: &Clock) -> Vec<Subject<'a>> {
    let site = &publication.site;
    let subject = |ix: Ix| {
        let record = site.record(ix);
        let Some(KindFields::Event(event)) = &record.parsed.fields else { return None };
        let timetable = match (&publication.standing[ix.at()], publication.timetable(ix)) {
            (Standing::Live, timetable) => Cow::Borrowed(timetable?),
            // A clash is best known before others read of it.
            (Standing::Withheld(Why::Draft | Why::Scheduled(_)), _) => Cow::Owned(Timetable::of(record, site, clock)?),
            _ => return None,
        };
        Some(Subject { ix, record, event, timetable })
    };
    site.iter().filter_map(|(ix, _)| subject(ix)).collect()
}

impl Subject<'_> {
    /// The dates to come on which it takes place.
    fn to_come(&self) -> impl Iterator<Item = &Instance> {
        self.timetable.to_come().iter().filter(|instance| !instance.is_off)
    }

    fn at(&self, field: &str) -> SourceLocation {
        SourceLocation::new(&self.record.parsed.source, self.record.parsed.field_span(field))
    }

    /// Where one date is spoken of: its entry, else the field that says it.
    fn at_date(&self, instance: &Instance, name: &str, field: &str) -> SourceLocation {
        let entries = self.event.occurrences.unguarded().len();
        let parsed = &self.record.parsed;
        match instance.entry {
            Some(entry) => {
                SourceLocation::new(&parsed.source, parsed.nested_span("occurrences", Some((entry, entries)), name))
            }
            None => self.at(field),
        }
    }
}

/// `except` says nothing to readers: somebody may be on the way.
fn silent_gaps(publication: &Publication, subject: &Subject<'_>, clock: &Clock, out: &mut Faults) {
    let except = subject.event.except.unguarded();
    if except.is_empty() || !publication.is_live(subject.ix) {
        return;
    }
    let zone = zone_of(subject.event, &publication.site);
    let today = clock.today(zone);
    let soon = today.saturating_add(SOON.days());
    let Some(series) = subject.event.to_series(zone) else { return };
    for (number, date) in except.iter().enumerate().filter(|(_, date)| (today..=soon).contains(date)) {
        if except[..number].contains(date) || !series.has_candidate(*date) {
            continue;
        }
        let span = subject.record.parsed.nested_span("except", Some((number, except.len())), "");
        let message = format!("{} is left out without a word to readers", english_weekday_date(*date));
        let fault = Fault::new(Code::SilentGap, SourceLocation::new(&subject.record.parsed.source, span), message);
        out.report(fault.with_help(format!("write it under `occurrences:` as `{{date: {date}, status: cancelled}}`")));
    }
}

/// A series without an end that nobody has touched for a year may have ended long ago.
fn still_running(publication: &Publication, subject: &Subject<'_>, clock: &Clock, out: &mut Faults) {
    if !publication.is_live(subject.ix)
        || subject.event.repeat.unguarded().is_none()
        || subject.to_come().next().is_none()
    {
        return;
    }
    let zone = zone_of(subject.event, &publication.site);
    let updated = subject.record.parsed.common.as_ref().and_then(|common| common.updated);
    let start = subject.event.start.unguarded().date;
    let touched = updated.map_or(start, |updated| updated.date.max(start));
    let today = clock.today(zone);
    if touched.saturating_add(QUIET.months()) > today {
        return;
    }
    if subject.event.to_series(zone).is_some_and(|series| series.is_endless()) {
        let message = match updated {
            Some(_) => format!("it repeats without end, and was last updated on {}", english_weekday_date(touched)),
            None => "it repeats without end, and nothing says when it was last updated".to_owned(),
        };
        let fault = Fault::new(Code::StillRunning, subject.at("repeat"), message);
        out.report(
            fault.with_help("is it still running? write today in `updated:` if it is, else its last day in `until:`"),
        );
    }
}

fn on_observance(publication: &Publication, subject: &Subject<'_>, observance: &Observance, out: &mut Faults) {
    let last = observance.to.unwrap_or(observance.from);
    // A series cannot keep out of the way of a month of fasting.
    if subject.event.repeat.unguarded().is_some() && i64::from((last - observance.from).get_days()) > SHORT {
        return;
    }
    let falls = |instance: &&Instance| {
        let (first, end) = days(instance);
        first <= last && observance.from <= end
    };
    let mut on = subject.to_come().filter(falls);
    let Some(first) = on.next().filter(|_| !speaks_of(subject.record, observance)) else { return };
    let more = and_more(on.count());
    let moves = if observance.provisional == Some(true) { " (the day may still move)" } else { "" };
    let day = match observance.to {
        Some(to) => format!("{} to {}", english_weekday_date(observance.from), english_weekday_date(to)),
        None => english_weekday_date(observance.from),
    };
    let message = match publication.raised[subject.ix.at()] {
        true => format!("this is on a day of `observances.yaml`{moves}{more}"),
        false => format!("this is on {}, {day}{moves}{more}", observance.title),
    };
    let fault = Fault::new(Code::OnObservance, subject.at_date(first, "date", "start"), message);
    out.report(fault.with_help("nothing needs doing if that is meant: else choose another day"));
}

fn and_more(dates: usize) -> String {
    match dates {
        0 => String::new(),
        1 => ", and on one more date".to_owned(),
        more => format!(", and on {more} more dates"),
    }
}

/// The first and the last day; of what takes longer than a week the first alone.
fn days(instance: &Instance) -> (Date, Date) {
    let first = instance.start.date;
    let last = instance.end.map_or(first, |end| end.date);
    let is_short = i64::from((last - first).get_days()) <= SHORT;
    (first, if is_short { last.max(first) } else { first })
}

/// Whether an event's file speaks of an observance: who writes of Eid has thought of it.
fn speaks_of(record: &Record, observance: &Observance) -> bool {
    let text = record.parsed.source.text.to_lowercase();
    let name = slugify(&observance.title);
    let plain = ["and", "bank", "day", "feast", "festival", "holiday", "new", "the", "weekend"];
    let mut words = name.split('-').filter(|word| word.len() > 2 && !plain.contains(word));
    words.any(|word| text.split(|c: char| !c.is_alphanumeric()).any(|known| known == word))
}

/// A date on which a venue is taken.
struct Taken<'a> {
    venue: String,
    begins: Timestamp,
    ends: Timestamp,
    subject: &'a Subject<'a>,
    instance: &'a Instance,
}

/// Two events at one venue at a time, told once a pair, at the later. Sorted by venue and time, each date is held
/// against the one before it that lasts longest.
fn overlaps(publication: &Publication, subjects: &[Subject<'_>], out: &mut Faults) {
    let mut taken: Vec<Taken<'_>> = subjects.iter().flat_map(|subject| taken(publication, subject)).collect();
    taken.sort_by(|one, other| {
        (&one.venue, one.begins, one.subject.ix).cmp(&(&other.venue, other.begins, other.subject.ix))
    });
    let mut pairs: BTreeMap<(Ix, Ix), usize> = BTreeMap::new();
    let mut clashes = Vec::new();
    let mut longest: Option<&Taken<'_>> = None;
    for one in &taken {
        if let Some(before) = longest.filter(|before| before.venue == one.venue) {
            // What has no end is there at its beginning.
            let meets = one.begins < before.ends || one.begins == before.begins;
            let pair = (before.subject.ix.min(one.subject.ix), before.subject.ix.max(one.subject.ix));
            if meets && pair.0 != pair.1 {
                let times = pairs.entry(pair).or_default();
                *times += 1;
                if *times == 1 {
                    clashes.push((one, before, pair));
                }
            }
        }
        if longest.is_none_or(|before| before.venue != one.venue || before.ends <= one.ends) {
            longest = Some(one);
        }
    }
    for (one, before, pair) in clashes {
        out.report(overlap(publication, one, before, pairs[&pair] - 1));
    }
}

fn overlap(publication: &Publication, one: &Taken<'_>, before: &Taken<'_>, more: usize) -> Fault {
    let (subject, other) = (one.subject, before.subject);
    let raised = |subject: &Subject<'_>| publication.raised[subject.ix.at()];
    let more = and_more(more);
    let message = match raised(subject) || raised(other) {
        true => format!("another event is at the same venue at the same time{more}"),
        false => format!(
            "`{}` is at the same venue at the same time on {}{more}",
            other.record.id.slug,
            english_weekday_date(one.instance.start.date)
        ),
    };
    let fault = Fault::new(Code::VenueOverlap, subject.at_date(one.instance, "venue", "venue"), message);
    fault
        .with_note_at(other.at_date(before.instance, "venue", "venue"), "the other event is here")
        .with_help("nothing needs doing if there is room for both: else change one of the two")
}

fn taken<'a>(publication: &'a Publication, subject: &'a Subject<'a>) -> Vec<Taken<'a>> {
    let zone = zone_of(subject.event, &publication.site);
    let taken = |instance: &'a Instance| {
        let entry = instance.entry.map(|entry| &subject.event.occurrences.unguarded()[entry]);
        let status = entry.and_then(|entry| entry.status).or(subject.event.status);
        let own = entry.and_then(|entry| entry.venue.unguarded().as_ref());
        let venue =
            own.or(subject.event.venue.unguarded().as_ref()).filter(|_| status != Some(EventStatus::MovedOnline));
        let begins = instance.begins_at(zone);
        let known = instance.end.is_some() || instance.start.time.is_none();
        let ends = if known { instance.over_at(zone) } else { begins };
        let fills = ends.as_second() - begins.as_second() <= FILLS * 3600;
        let venue = key(subject.record, venue.filter(|_| fills)?)?;
        Some(Taken { venue, begins, ends, subject, instance })
    };
    subject.to_come().filter_map(taken).collect()
}

/// What tells one venue from another: the partner, or a name with a postcode.
fn key(record: &Record, venue: &Venue) -> Option<String> {
    match venue {
        Venue::Partner(partner) => match record.resolved.get(partner.index as usize)? {
            Resolved::Record(ix, _) => Some(format!("{}", ix.at())),
            _ => None,
        },
        // Every town has a village hall.
        Venue::Place(place) => Some(format!("{} {}", slugify(&place.name), slugify(place.postcode.as_ref()?))),
    }
}
