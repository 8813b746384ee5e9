//! Advice on events that are on a festival or holiday of `observances.yaml`.

use jiff::civil::Date;

use super::checked_event::EventToCheck;
use crate::fault::{Code, Fault, Faults};
use crate::language::english_weekday_date;
use crate::path::slugify;
use crate::publish::occurrence::Occurrence;
use crate::publish::publication::Publication;
use crate::record::Observance;
use crate::site::Record;

/// The most days of an event all of whose days are compared: an exhibition of months is on every festival. Also the most
/// days of a festival that a series is asked to avoid.
const SHORT_EVENT_DAYS: i64 = 7;

/// Reports an event with a date on an observance that its file does not mention.
pub(super) fn check_observance(
    publication: &Publication,
    checked: &EventToCheck<'_>,
    observance: &Observance,
    out: &mut Faults,
) {
    let last = observance.to.unwrap_or(observance.from);
    let falls_on_observance = |occurrence: &&Occurrence| {
        let (first, end) = first_and_last_day(occurrence);
        first <= last && observance.from <= end
    };
    // A series cannot keep out of the way of a month of fasting, unless that month is all of it.
    let is_long = i64::from((last - observance.from).get_days()) > SHORT_EVENT_DAYS;
    if checked.event.repeat.unguarded().is_some() && is_long && !checked.is_every_date(falls_on_observance) {
        return;
    }
    let mut matching = checked.remaining_occurrences().filter(falls_on_observance);
    let Some(first) = matching.next().filter(|_| !mentions_observance(checked.record, observance)) else { return };
    let more = match matching.count() {
        0 => String::new(),
        1 => ", as is one more date".to_owned(),
        count => format!(", as are {count} more dates"),
    };
    let provisional_note = if observance.provisional == Some(true) { " (the day may still move)" } else { "" };
    let day = match observance.to {
        Some(to) => format!("{} to {}", english_weekday_date(observance.from), english_weekday_date(to)),
        None => english_weekday_date(observance.from),
    };
    let message = match publication.is_safety_raised(checked.record_index) {
        true => format!("this is on a day of `observances.yaml`{provisional_note}{more}"),
        false => format!("this is on {}, {day}{provisional_note}{more}", observance.title),
    };
    let fault = Fault::new(Code::OnObservance, checked.occurrence_location(first, "date", "start"), message);
    let source = observance.source.as_ref().filter(|_| !publication.is_safety_raised(checked.record_index));
    let fault = match source {
        Some(source) => fault.with_note(format!("the day is from {source}")),
        None => fault,
    };
    out.report(fault.with_help("nothing needs doing if that is meant: else choose another day"));
}

/// The first and the last day of an occurrence; the first day twice when it takes longer than a week.
fn first_and_last_day(occurrence: &Occurrence) -> (Date, Date) {
    let first = occurrence.start.date;
    let last = occurrence.end.map_or(first, |end| end.date);
    let is_short = i64::from((last - first).get_days()) <= SHORT_EVENT_DAYS;
    (first, if is_short { last.max(first) } else { first })
}

/// Whether an event's file has a word of the observance's title: its editor has then thought of it.
fn mentions_observance(record: &Record, observance: &Observance) -> bool {
    let text = record.parsed.source.text.to_lowercase();
    let name = slugify(&observance.title);
    let common_words = ["and", "bank", "day", "feast", "festival", "holiday", "new", "the", "weekend"];
    let mut words = name.split('-').filter(|word| word.len() > 2 && !common_words.contains(word));
    words.any(|word| text.split(|c: char| !c.is_alphanumeric()).any(|text_word| text_word == word))
}
