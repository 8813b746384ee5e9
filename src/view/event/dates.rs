//! The dates of an event: the next, later and past dates, the rule in words, the breaks.

use super::breaks::break_sentences;
use super::occurrence::{OccurrenceView, occurrence_view};
use crate::publish::VisibleRecord;
use crate::record::Event;
use crate::view::date::DateView;
use crate::view::locale::Locale;

/// How many future dates are shown at once; the page folds the others.
const MAX_NEXT_DATES: usize = 12;
/// The most past dates that are shown.
const MAX_PAST_DATES: usize = 60;

/// The dates of an event, as a page shows them.
#[derive(Clone, Debug, Default)]
pub(super) struct EventDates {
    pub next_or_last: Option<OccurrenceView>,
    pub next_dates: Vec<OccurrenceView>,
    pub later_dates: Vec<OccurrenceView>,
    pub past_dates: Vec<OccurrenceView>,
    pub has_more_dates: bool,
    pub under_way: bool,
    pub last_date: Option<DateView>,
    pub repeat_rule: Option<String>,
    pub breaks: Vec<String>,
}

impl EventDates {
    /// The dates of an event; empty while its times may not be shown.
    pub(super) fn new(record: &VisibleRecord<'_>, event: &Event, locale: &Locale) -> Self {
        let Some(timetable) = record.timetable() else { return Self::default() };
        let occurrences = timetable.occurrences();
        let view = |number: usize| occurrence_view(record, event, timetable, number, locale);
        let first_upcoming = occurrences.len() - timetable.remaining().len();
        let next_or_last = timetable.next_index().or(first_upcoming.checked_sub(1)).map(view);
        let under_way = timetable.is_under_way();
        let Some(series) = record.series() else {
            return Self {
                next_or_last,
                under_way,
                has_more_dates: timetable.continues_past_horizon(),
                ..Self::default()
            };
        };
        let later_from = occurrences.len().min(first_upcoming + MAX_NEXT_DATES);
        Self {
            next_or_last,
            next_dates: (first_upcoming..later_from).map(view).collect(),
            later_dates: (later_from..occurrences.len()).map(view).collect(),
            past_dates: (first_upcoming.saturating_sub(MAX_PAST_DATES)..first_upcoming).rev().map(view).collect(),
            has_more_dates: timetable.continues_past_horizon(),
            under_way,
            last_date: series.last_date().map(|day| DateView::from_date(day, locale)),
            repeat_rule: series.describe(locale.messages()),
            breaks: break_sentences(record, event, &series, timetable, locale.messages()),
        }
    }
}
