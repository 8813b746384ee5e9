//! A month of events: a table with a row for each week and a column for each weekday (WCAG 2.2 SC 1.3.1).

use jiff::civil::{Date, Weekday};
use schemars::JsonSchema;
use serde::Serialize;

use super::date::iso_with_offset;
use super::link::LinkView;
use super::locale::Locale;
use crate::kind::month_address;
use crate::publish::{Occurrence, OccurrencePhase, Publication, RecordIndex, Timetable, VisibleRecord};
use crate::record::Channel;

/// A month of events.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MonthView {
    /// `June 2027`.
    pub title: String,
    /// The names of the columns, Monday first.
    pub weekdays: [String; 7],
    /// Rows of seven days; days of other months are empty.
    pub weeks: Vec<Vec<DayView>>,
    /// The nearest earlier month that has events.
    pub previous: Option<LinkView>,
    /// The nearest later month that has events.
    pub next: Option<LinkView>,
}

/// A cell of the table: a day of the month, or an empty cell before the first day or after the last.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct DayView {
    /// 1 to 31; `None` outside the month.
    pub day: Option<i8>,
    /// `2027-06-18`.
    pub iso: String,
    /// `Friday 18 June 2027`.
    pub words: String,
    /// The events that start on this day.
    pub entries: Vec<DayEventView>,
}

/// An event that starts on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DayEventView {
    /// The event.
    pub title: String,
    /// Its page, with the anchor of this date.
    pub href: String,
    /// Its language, when it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, when it is not the site's language.
    pub direction: Option<&'static str>,
    /// `6.30pm`; `None` for whole days.
    pub time: Option<String>,
    /// The start, for the attribute `datetime`.
    pub iso: String,
    /// Whether it does not take place.
    pub called_off: bool,
    /// Whether it is over.
    pub past: bool,
}

impl MonthView {
    /// The view of a month; `None` for a month that does not exist.
    pub fn for_month(publication: &Publication, year: i16, month: i8, locale: &Locale) -> Option<Self> {
        let messages = locale.messages();
        let months = &publication.lists().months;
        let mut grid = Grid::for_month(year, month, locale)?;
        for (ix, index) in months.get(&(year, month)).iter().flat_map(|month| &month.occurrences) {
            grid.add_event(publication, *ix, *index, locale);
        }
        let link = |(year, month): (i16, i8)| {
            let href = publication.href(&month_address(year, month));
            LinkView::new(messages.format_month_year(year, month), href)
        };
        Some(Self {
            title: messages.format_month_year(year, month),
            weekdays: std::array::from_fn(|day| {
                messages.weekday_name(Weekday::Monday.wrapping_add(day as i64)).to_owned()
            }),
            weeks: grid.into_weeks(),
            previous: months.range(..(year, month)).next_back().map(|(key, _)| link(*key)),
            next: months.range((year, month)..).nth(1).map(|(key, _)| link(*key)),
        })
    }
}

/// The days of a month, after empty days from the Monday before.
struct Grid {
    days: Vec<DayView>,
    leading_blanks: usize,
}

impl Grid {
    fn for_month(year: i16, month: i8, locale: &Locale) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        let leading_blanks = usize::try_from(first.weekday().since(Weekday::Monday)).unwrap_or(0);
        let dates = (1..=first.days_in_month()).filter_map(|day| Date::new(year, month, day).ok());
        let blanks = std::iter::repeat_with(DayView::default).take(leading_blanks);
        let days = blanks.chain(dates.map(|date| DayView::from_date(date, locale))).collect();
        Some(Self { days, leading_blanks })
    }

    /// Adds an occurrence of an event to the day on which it starts, if its times may be shown.
    fn add_event(&mut self, publication: &Publication, ix: RecordIndex, index: usize, locale: &Locale) {
        let Some(record) = publication.visible(ix, Channel::List) else { return };
        let Some(timetable) = record.timetable() else { return };
        let Some(occurrence) = timetable.occurrences().get(index) else { return };
        let day_of_month = usize::try_from(occurrence.start.date.day()).unwrap_or(1);
        if let Some(day) = self.days.get_mut(self.leading_blanks + day_of_month - 1) {
            day.entries.push(DayEventView::new(&record, timetable, index, occurrence, locale));
        }
    }

    /// Rows of seven days; the last is filled up with empty days.
    fn into_weeks(mut self) -> Vec<Vec<DayView>> {
        self.days.resize_with(self.days.len().next_multiple_of(7), DayView::default);
        self.days.chunks(7).map(<[DayView]>::to_vec).collect()
    }
}

impl DayView {
    fn from_date(date: Date, locale: &Locale) -> Self {
        Self {
            day: Some(date.day()),
            iso: date.to_string(),
            words: locale.messages().format_weekday_date(date),
            entries: Vec::new(),
        }
    }
}

impl DayEventView {
    fn new(
        record: &VisibleRecord<'_>,
        timetable: &Timetable,
        index: usize,
        occurrence: &Occurrence,
        locale: &Locale,
    ) -> Self {
        let link = LinkView::from_record(record, locale);
        // A page with one date has no anchors.
        let anchor = match timetable.occurrences().len() {
            1 => String::new(),
            _ => format!("#on-{}", occurrence.recurrence_id),
        };
        Self {
            title: link.title,
            href: format!("{}{anchor}", link.href),
            language: link.language,
            direction: link.direction,
            time: occurrence.start.time.map(|time| locale.messages().format_time(time)),
            iso: iso_with_offset(&occurrence.start, record.zone().0),
            called_off: occurrence.is_called_off,
            past: timetable.phase(index) == OccurrencePhase::Past,
        }
    }
}
