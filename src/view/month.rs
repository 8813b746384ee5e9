//! A month of events, day by day: a table with a row a week and a column a weekday (WCAG 1.3.1).

use jiff::civil::{Date, Weekday};
use schemars::JsonSchema;
use serde::Serialize;

use super::date::iso_with_offset;
use super::facets::letter_anchor;
use super::link::LinkView;
use super::locale::Locale;
use crate::publish::{Phase, Publication, RecordIndex};
use crate::record::Channel;

/// A month.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MonthView {
    /// `June 2027`.
    pub title: String,
    /// The names of the columns, Monday first.
    pub weekdays: [String; 7],
    /// Rows of seven days; those of other months are empty.
    pub weeks: Vec<Vec<DayView>>,
    /// The month before that has events.
    pub previous: Option<LinkView>,
    /// The month after that has events.
    pub next: Option<LinkView>,
}

/// A day of a month, or a place in the table before its first and after its last.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct DayView {
    /// 1 to 31; none outside the month.
    pub day: Option<i8>,
    /// `2027-06-18`.
    pub iso: String,
    /// `Friday 18 June 2027`.
    pub words: String,
    /// What starts on it.
    pub entries: Vec<DayEventView>,
}

/// What starts on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DayEventView {
    /// The event.
    pub title: String,
    /// Its page, at this date.
    pub href: String,
    /// Its language, when it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, when it is not the site's language.
    pub direction: Option<&'static str>,
    /// `6.30pm`; none for whole days.
    pub time: Option<String>,
    /// For `datetime`.
    pub iso: String,
    /// It does not take place.
    pub called_off: bool,
    /// It is over.
    pub past: bool,
}

impl MonthView {
    /// Of a month.
    pub fn for_month(publication: &Publication, year: i16, month: i8, locale: &Locale) -> Option<Self> {
        let messages = locale.messages();
        let months = &publication.lists().months;
        let first = Date::new(year, month, 1).ok()?;
        let mut days: Vec<DayView> = Vec::new();
        let leading_blanks = first.weekday().since(Weekday::Monday);
        days.extend((0..leading_blanks).map(|_| DayView::default()));
        days.extend(
            (1..=first.days_in_month())
                .filter_map(|day| Date::new(year, month, day).ok())
                .map(|day| day_view(day, locale)),
        );
        for (ix, number) in months.get(&(year, month)).iter().flat_map(|month| &month.occurrences) {
            let Some(record) = publication.visible(*ix, Channel::List) else { continue };
            let Some((timetable, occurrence)) =
                record.timetable().and_then(|timetable| Some((timetable, timetable.occurrences().get(*number)?)))
            else {
                continue;
            };
            let anchor = if timetable.occurrences().len() > 1 {
                format!("#on-{}", occurrence.recurrence_id)
            } else {
                String::new()
            };
            let cell =
                usize::try_from(i64::from(leading_blanks) + i64::from(occurrence.start.date.day()) - 1).unwrap_or(0);
            let Some(day) = days.get_mut(cell) else { continue };
            let event_link = LinkView::from_record(&record, locale);
            day.entries.push(DayEventView {
                title: event_link.title,
                href: format!("{}{anchor}", event_link.href),
                language: event_link.language,
                direction: event_link.direction,
                time: occurrence.start.time.map(|time| messages.format_time(time)),
                iso: iso_with_offset(&occurrence.start, record.zone().0),
                called_off: occurrence.is_called_off,
                past: timetable.phase(*number) == Phase::Past,
            });
        }
        while !days.len().is_multiple_of(7) {
            days.push(DayView::default());
        }
        let link = |(year, month): (i16, i8)| {
            let href = publication.href(&format!("/events/{year:04}/{month:02}/"));
            LinkView::new(messages.format_month_year(year, month), href)
        };
        Some(Self {
            title: messages.format_month_year(year, month),
            weekdays: std::array::from_fn(|at| {
                messages.weekday_name(Weekday::Monday.wrapping_add(at as i64)).to_owned()
            }),
            weeks: days.chunks(7).map(<[DayView]>::to_vec).collect(),
            previous: months.range(..(year, month)).next_back().map(|(key, _)| link(*key)),
            next: months.range((year, month)..).nth(1).map(|(key, _)| link(*key)),
        })
    }
}

fn day_view(date: Date, locale: &Locale) -> DayView {
    DayView {
        day: Some(date.day()),
        iso: date.to_string(),
        words: locale.messages().format_weekday_date(date),
        entries: Vec::new(),
    }
}

/// Events of a list under headings: their months while they are to come, their years once they are past. Those whose
/// times are not told come last, under none.
pub fn group_by_date(publication: &Publication, events: &[RecordIndex], locale: &Locale) -> Vec<RecordGroup> {
    let mut groups: Vec<RecordGroup> = Vec::new();
    for ix in events {
        let listed = publication.visible(*ix, Channel::List).and_then(|record| {
            let timetable = record.timetable()?;
            Some((timetable.next().or(timetable.last_past())?.start.date, record.is_past()))
        });
        let (key, title) = match listed {
            Some((date, true)) => (date.year().to_string(), date.year().to_string()),
            Some((date, false)) => {
                let title = locale.messages().format_month_year(date.year(), date.month());
                (format!("{}-{:02}", date.year(), date.month()), title)
            }
            None => (String::new(), String::new()),
        };
        match groups.last_mut() {
            Some(last) if last.key == key => last.records.push(*ix),
            _ => groups.push(RecordGroup { key, title, records: vec![*ix] }),
        }
    }
    groups
}

/// Partners under their first letters.
pub fn group_by_letter(publication: &Publication, partners: &[RecordIndex]) -> Vec<RecordGroup> {
    let letter = |ix: &RecordIndex| publication.index_letter(*ix);
    let groups = partners.chunk_by(|one, other| letter(one) == letter(other));
    let group = |records: &[RecordIndex]| {
        let letter = letter(&records[0]);
        let title = if letter == '#' { "0–9".to_owned() } else { letter.to_string() };
        RecordGroup { key: letter_anchor(letter), title, records: records.to_vec() }
    };
    groups.map(group).collect()
}

/// Records of a list under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordGroup {
    /// `2027-06`, or `2026` for a year that has passed; empty where the times are kept back. Of partners, `letter-a`.
    pub key: String,
    /// `June 2027`; a letter.
    pub title: String,
    /// The records, in the order of the list.
    pub records: Vec<RecordIndex>,
}
