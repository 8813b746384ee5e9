//! Dates for people and for machines.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use super::locale::Locale;
use crate::time::Moment;

/// A day, perhaps with a time, in words and for machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DateView {
    /// `2027-06-18`, for `datetime=`.
    pub iso: String,
    /// `18 June 2027`.
    pub words: String,
    /// `Friday`.
    pub weekday: String,
    /// `Friday` as it follows `on` in a sentence; in Welsh, `ddydd Gwener`.
    pub weekday_on: String,
    /// 18.
    pub day: i8,
    /// `June`.
    pub month: String,
    /// 2027.
    pub year: i16,
}

impl DateView {
    pub fn from_date(date: Date, locale: &Locale) -> Self {
        let messages = locale.messages();
        Self {
            iso: date.to_string(),
            words: messages.format_date(date),
            weekday: messages.weekday_name(date.weekday()).to_owned(),
            weekday_on: messages.weekday_name_in_sentence(date.weekday()).to_owned(),
            day: date.day(),
            month: messages.month_name(date.month()).to_owned(),
            year: date.year(),
        }
    }

    /// A moment in a zone. If it has a time, `iso` has the offset too (`2027-06-18T18:30+01:00`, RFC 3339).
    pub(super) fn from_moment_in_zone(moment: &Moment, zone: &TimeZone, locale: &Locale) -> Self {
        Self { iso: iso_with_offset(moment, zone), ..Self::from_date(moment.date, locale) }
    }

    /// The day of a moment; if it has a time, `iso` has it too.
    pub fn from_moment(moment: &Moment, locale: &Locale) -> Self {
        Self { iso: moment.to_iso8601(), ..Self::from_date(moment.date, locale) }
    }
}

/// A moment as the clocks show it: a wall time that they skip that night is moved past the gap (RFC 5545 §3.3.5).
pub(super) fn skip_clock_gap(moment: &Moment, zone: &TimeZone) -> Moment {
    let instant = moment.time.and_then(|_| moment.latest_instant(zone));
    let Some(wall) = instant.map(|instant| instant.to_zoned(zone.clone()).datetime()) else { return *moment };
    Moment { date: wall.date(), time: Some(wall.time()), ..*moment }
}

/// A moment for machines (RFC 3339): `2027-06-18T18:30+01:00`, or `2027-06-18` for a day.
pub(super) fn iso_with_offset(moment: &Moment, zone: &TimeZone) -> String {
    let Some(instant) = moment.time.and_then(|_| moment.latest_instant(zone)) else { return moment.to_iso8601() };
    let minutes = zone.to_offset(instant).seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let wall = skip_clock_gap(moment, zone).to_iso8601();
    format!("{wall}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_the_clocks_skip_comes_after_the_gap() {
        let london = crate::time::find_zone("Europe/London").expect("built in");
        let moment = Moment::parse("2027-03-28 01:30").expect("a moment");
        assert_eq!(iso_with_offset(&moment, &london), "2027-03-28T02:30+01:00");
    }
}
