//! Advice on series: dates that are left out silently, and series that may have ended.

use jiff::ToSpan;

use super::checked_event::EventToCheck;
use crate::fault::{Code, Fault, Faults};
use crate::language::english_weekday_date;
use crate::publish::publication::Publication;
use crate::publish::timetable::event_zone;
use crate::time::Clock;

/// For how many days ahead a date that is left out should be announced as cancelled.
const GAP_NOTICE_DAYS: i64 = 60;
/// After how many months an editor should confirm that a series without end still goes on.
const STALE_SERIES_MONTHS: i64 = 12;

/// Finds dates in `except`, which pages do not mention: somebody may go there in vain.
pub(super) fn check_silent_gaps(
    publication: &Publication,
    checked: &EventToCheck<'_>,
    clock: &Clock,
    out: &mut Faults,
) {
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

/// Finds series without end that nobody has updated for a year.
pub(super) fn check_still_running(
    publication: &Publication,
    checked: &EventToCheck<'_>,
    clock: &Clock,
    out: &mut Faults,
) {
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
