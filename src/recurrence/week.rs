//! Weeks by number.

use jiff::civil::{Date, Weekday};

use super::periods::days_into_week;

/// The number of a day's week, and how many weeks the year of that week has (RFC 5545 §3.3.10 `BYWEEKNO`: week 1 is the
/// first with four days of the year; the same as ISO 8601 where weeks begin on Monday).
pub(super) fn week_of_year(date: Date, week_start: Weekday) -> (i8, i8) {
    let day = date.day_of_year() - 1;
    let length = date.days_in_year();
    let year_length = |year: i16| 365 + i16::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    // How many days before 1 January the week of that day begins; the same is worked out for the year after and before.
    let days_before = (i16::from(days_into_week(date, week_start)) - day).rem_euclid(7);
    // The day of the year, from 0, on which week 1 begins.
    let week_one = |into: i16| if into <= 3 { -into } else { 7 - into };
    let this_week_one = week_one(days_before);
    let next_week_one = length + week_one((days_before + length).rem_euclid(7));
    let (year_start, year_end) = if day < this_week_one {
        let before = year_length(date.year() - 1);
        (week_one((days_before - before).rem_euclid(7)) - before, this_week_one)
    } else if day >= next_week_one {
        let after = year_length(date.year() + 1);
        (next_week_one, length + after + week_one((days_before + length + after).rem_euclid(7)))
    } else {
        (this_week_one, next_week_one)
    };
    let weeks = |days: i16| i8::try_from(days / 7).expect("a year has 53 weeks at most");
    (weeks(day - year_start) + 1, weeks(year_end - year_start))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn weeks_that_begin_on_monday_are_those_of_iso_8601() {
        let mut day = date(1999, 12, 1);
        while day < date(2030, 2, 1) {
            let (week, weeks_in_year) = week_of_year(day, Weekday::Monday);
            let iso = day.iso_week_date();
            assert_eq!((week, weeks_in_year), (iso.week(), iso.weeks_in_year()), "{day}");
            day = day.tomorrow().unwrap();
        }
    }
}
