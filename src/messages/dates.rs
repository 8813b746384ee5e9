//! Dates and times in a language.

use jiff::civil::{Date, Time, Weekday};

use super::Messages;
use super::argument::MessageArgument;
use crate::time::Moment;

/// The start of the ids of weekdays alone or before a date.
const WEEKDAY_ALONE: &str = "weekday-";
/// The start of the ids of weekdays as they follow `on` or `to`.
const WEEKDAY_IN_SENTENCE: &str = "weekday-on-";

impl Messages {
    /// `June`, alone or in a heading; months are counted from 1.
    pub fn month_name(&self, number: i8) -> &str {
        self.numbered_text("month-", number)
    }

    /// `Friday`, alone or before a date.
    pub fn weekday_name(&self, day: Weekday) -> &str {
        self.numbered_text(WEEKDAY_ALONE, day.to_monday_one_offset())
    }

    /// `Friday`, as it follows `on` or `to`: in Welsh, `ddydd Gwener`.
    pub fn weekday_name_in_sentence(&self, day: Weekday) -> &str {
        self.numbered_text(WEEKDAY_IN_SENTENCE, day.to_monday_one_offset())
    }

    /// The message whose id is `prefix` and a number.
    pub(crate) fn numbered_text(&self, prefix: &str, number: i8) -> &str {
        self.text(&format!("{prefix}{number}"))
    }

    /// `June 2027`, alone.
    pub fn format_month_year(&self, year: i16, month: i8) -> String {
        self.format_unisolated(
            "month-year",
            &[("month", self.month_name(month).into()), ("year", i64::from(year).into())],
        )
    }

    /// `18 June 2027`.
    pub fn format_date(&self, date: Date) -> String {
        self.format_date_as("date", date)
    }

    /// `18 June`.
    pub fn format_day_month(&self, date: Date) -> String {
        self.format_date_as("day-month", date)
    }

    /// `Friday 18 June 2027`.
    pub fn format_weekday_date(&self, date: Date) -> String {
        self.format_weekday_date_as(WEEKDAY_ALONE, date)
    }

    fn format_weekday_date_as(&self, weekday_id: &str, date: Date) -> String {
        let weekday = self.numbered_text(weekday_id, date.weekday().to_monday_one_offset());
        let date = self.format_date(date);
        self.format_unisolated("weekday-date", &[("weekday", weekday.into()), ("date", (&date).into())])
    }

    fn format_date_as(&self, id: &str, date: Date) -> String {
        let month = self.numbered_text("month-of-", date.month());
        let iso = date.to_string();
        let arguments = [
            ("iso", MessageArgument::Text(&iso)),
            ("day", MessageArgument::Number(date.day().into())),
            ("month", month.into()),
            ("year", MessageArgument::Number(date.year().into())),
        ];
        self.format_unisolated(id, &arguments)
    }

    /// `6.30pm`, `noon`, `9am` and the like.
    pub fn format_time(&self, time: Time) -> String {
        let (hour, minute) = (time.hour(), time.minute());
        let id = match (hour, minute) {
            (0, 0) => return self.text("time-midnight").to_owned(),
            (12, 0) => return self.text("time-noon").to_owned(),
            (0..12, 0) => "time-morning",
            (_, 0) => "time-afternoon",
            (0..12, _) => "time-morning-minutes",
            _ => "time-afternoon-minutes",
        };
        let hour12 = if hour % 12 == 0 { 12 } else { hour % 12 };
        let minutes = format!("{minute:02}");
        let hour24 = MessageArgument::Number(hour.into());
        self.format_unisolated(
            id,
            &[("hour", MessageArgument::Number(hour12.into())), ("hour24", hour24), ("minutes", (&minutes).into())],
        )
    }

    /// `Friday 18 June 2027, 6.30pm to 8pm` and the like.
    pub fn format_date_range(&self, start: &Moment, end: Option<&Moment>) -> String {
        self.format_date_range_as(WEEKDAY_ALONE, start, end)
    }

    /// The same as it follows `on`: `Roedd i fod ar ddydd Gwener 18 Mehefin 2027`.
    pub fn format_date_range_in_sentence(&self, start: &Moment, end: Option<&Moment>) -> String {
        self.format_date_range_as(WEEKDAY_IN_SENTENCE, start, end)
    }

    fn format_date_range_as(&self, weekday_id: &str, start: &Moment, end: Option<&Moment>) -> String {
        let day = self.format_weekday_date_as(weekday_id, start.date);
        let format_clock = |moment: &Moment| moment.time.map(|time| self.format_time(time));
        let from = format_clock(start).unwrap_or_default();
        let end_day = || end.map(|end| self.format_weekday_date_as(WEEKDAY_IN_SENTENCE, end.date)).unwrap_or_default();
        let format_message = |id: &str, to_day: &str, to: &str| {
            let arguments = [("day", &*day), ("from", &*from), ("to-day", to_day), ("to", to)];
            self.format_unisolated(id, &arguments.map(|(name, text)| (name, MessageArgument::Text(text))))
        };
        match (start.time, end) {
            (None, Some(end)) if end.date != start.date => format_message("when-days", &end_day(), ""),
            (None, _) => day,
            (Some(_), None) => format_message("when-time", "", ""),
            (Some(_), Some(end)) => match format_clock(end) {
                Some(to) if end.date == start.date => format_message("when-times", "", &to),
                Some(to) => format_message("when-times-on-days", &end_day(), &to),
                None if end.date == start.date => format_message("when-time", "", ""),
                None => format_message("when-time-to-day", &end_day(), ""),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::BUILT_IN_MESSAGES;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn times_read_like_a_notice_in_each_language() {
        let range_in = |language: &str| {
            let messages = Messages::built_in(language);
            messages.format_date_range(&moment("2027-06-18 18:30"), Some(&moment("2027-06-18 20:00")))
        };
        assert_eq!(range_in("en"), "Friday 18 June 2027, 6.30pm to 8pm");
        assert_eq!(range_in("cy"), "Dydd Gwener 18 Mehefin 2027, 6.30yh i 8yh");
        assert_eq!(range_in("pl"), "piątek, 18 czerwca 2027, 18:30–20:00");
        assert_eq!(range_in("ur"), "جمعہ 18 جون 2027، شام 6:30 بجے سے رات 8 بجے تک");
    }

    #[test]
    fn a_weekday_in_a_sentence_has_the_form_that_the_sentence_needs() {
        let (start, end) = (moment("2027-06-18 18:30"), moment("2027-06-20 13:00"));
        let welsh = Messages::built_in("cy");
        assert_eq!(
            welsh.format_date_range(&start, Some(&end)),
            "Dydd Gwener 18 Mehefin 2027, 6.30yh i ddydd Sul 20 Mehefin 2027, 1yh"
        );
        assert_eq!(welsh.format_date_range_in_sentence(&start, None), "ddydd Gwener 18 Mehefin 2027, 6.30yh");
        assert_eq!(Messages::built_in("en").format_date_range_in_sentence(&start, None), "Friday 18 June 2027, 6.30pm");
    }

    #[test]
    fn a_language_without_words_for_dates_has_them_in_numbers() {
        let somali = |own: &str| {
            let language = crate::language::LanguageTag::parse("so").unwrap();
            Messages::new(language, &[BUILT_IN_MESSAGES[1].1, crate::messages::NUMERIC_DATES, own])
        };
        let (start, end) = (moment("2027-06-18 9:30"), moment("2027-06-20 13:00"));
        let begun = somali("home = Bogga hore\n");
        assert_eq!(begun.format_date_range(&start, Some(&end)), "2027-06-18, 9:30 – 2027-06-20, 13:00");
        assert_eq!(begun.format_date_range(&start, Some(&moment("2027-06-18 12:00"))), "2027-06-18, 9:30–12:00");
        assert_eq!(
            (begun.format_month_year(2027, 6), begun.format_day_month(start.date)),
            ("2027-06".into(), "2027-06-18".into())
        );
        assert!(!begun.describes_rules());
        let with_months = somali("month-of-6 = Juun\ndate = { $day } { $month } { $year }\n");
        assert_eq!(with_months.format_date(start.date), "18 Juun 2027");
    }

    #[test]
    fn every_language_has_words_for_every_day_and_time() {
        for (tag, _) in BUILT_IN_MESSAGES {
            let messages = Messages::built_in(tag);
            for hour in 0..24 {
                assert!(!messages.format_time(jiff::civil::time(hour, 5, 0, 0)).is_empty(), "{tag} {hour}");
            }
            for text in ["2027-06-18", "2027-06-18 18:30", "2027-06-18 12:00", "2027-06-18 00:00"] {
                for end in [
                    None,
                    Some(moment("2027-06-18 21:00")),
                    Some(moment("2027-06-20")),
                    Some(moment("2027-06-20 13:00")),
                ] {
                    let when = messages.format_date_range(&moment(text), end.as_ref());
                    assert!(when.contains("2027") && !when.contains(['{', '$']), "{tag} {when}");
                }
            }
        }
    }

    #[test]
    fn english_dates_are_those_of_faults() {
        let messages = Messages::built_in("en");
        let date = jiff::civil::date(2027, 6, 18);
        assert_eq!(messages.format_weekday_date(date), crate::language::english_weekday_date(date));
        for (hour, minute) in [(0, 0), (12, 0), (0, 15), (9, 0), (18, 30), (12, 5)] {
            let time = jiff::civil::time(hour, minute, 0, 0);
            assert_eq!(messages.format_time(time), crate::language::english_time(time));
        }
        assert_eq!(
            messages.format_date_range(&moment("2027-06-18"), Some(&moment("2027-06-20"))),
            "Friday 18 June 2027 to Sunday 20 June 2027"
        );
    }
}
