//! Days and times in words.

use jiff::civil::{Date, Time, Weekday};

use super::{Argument, Words};
use crate::time::Moment;

impl Words {
    /// `June`, as it stands alone and in headings; from 1.
    pub fn month(&self, number: i8) -> &str {
        self.numbered("month-", number)
    }

    /// `Friday`, as it stands alone and before a date.
    pub fn weekday(&self, day: Weekday) -> &str {
        self.numbered("weekday-", day.to_monday_one_offset())
    }

    /// A message of a row with numbers.
    pub(crate) fn numbered(&self, row: &str, number: i8) -> &str {
        self.say(&format!("{row}{number}"))
    }

    /// `June 2027`, as it stands alone.
    pub fn month_and_year(&self, year: i16, month: i8) -> String {
        self.fill_as_is("month-year", &[("month", self.month(month).into()), ("year", i64::from(year).into())])
    }

    /// `18 June 2027`.
    pub fn date(&self, date: Date) -> String {
        self.of_date("date", date)
    }

    /// `18 June`.
    pub fn day_and_month(&self, date: Date) -> String {
        self.of_date("day-month", date)
    }

    /// `Friday 18 June 2027`.
    pub fn day(&self, date: Date) -> String {
        let (weekday, date) = (self.weekday(date.weekday()), self.date(date));
        self.fill_as_is("weekday-date", &[("weekday", weekday.into()), ("date", (&date).into())])
    }

    fn of_date(&self, id: &str, date: Date) -> String {
        let month = self.numbered("month-of-", date.month());
        let arguments = [
            ("day", Argument::Number(date.day().into())),
            ("month", month.into()),
            ("year", Argument::Number(date.year().into())),
        ];
        self.fill_as_is(id, &arguments)
    }

    /// `6.30pm`, `noon`, `9am` and their like.
    pub fn time(&self, time: Time) -> String {
        let (hour, minute) = (time.hour(), time.minute());
        let id = match (hour, minute) {
            (0, 0) => return self.say("time-midnight").to_owned(),
            (12, 0) => return self.say("time-noon").to_owned(),
            (0..12, 0) => "time-morning",
            (_, 0) => "time-afternoon",
            (0..12, _) => "time-morning-minutes",
            _ => "time-afternoon-minutes",
        };
        let half = if hour % 12 == 0 { 12 } else { hour % 12 };
        let minutes = format!("{minute:02}");
        let hour24 = Argument::Number(hour.into());
        self.fill_as_is(
            id,
            &[("hour", Argument::Number(half.into())), ("hour24", hour24), ("minutes", (&minutes).into())],
        )
    }

    /// `Friday 18 June 2027, 6.30pm to 8pm` and its like.
    pub fn when(&self, start: &Moment, end: Option<&Moment>) -> String {
        let day = self.day(start.date);
        let clock = |moment: &Moment| moment.time.map(|time| self.time(time));
        let from = clock(start).unwrap_or_default();
        let end_day = || end.map(|end| self.day(end.date)).unwrap_or_default();
        let say = |id: &str, to_day: &str, to: &str| {
            let arguments = [("day", &*day), ("from", &*from), ("to-day", to_day), ("to", to)];
            self.fill_as_is(id, &arguments.map(|(name, text)| (name, Argument::Text(text))))
        };
        match (start.time, end) {
            (None, Some(end)) if end.date != start.date => say("when-days", &end_day(), ""),
            (None, _) => day,
            (Some(_), None) => say("when-time", "", ""),
            (Some(_), Some(end)) => match clock(end) {
                Some(to) if end.date == start.date => say("when-times", "", &to),
                Some(to) => say("when-times-on-days", &end_day(), &to),
                None if end.date == start.date => say("when-time", "", ""),
                None => say("when-time-to-day", &end_day(), ""),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::BUILT_IN;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn times_read_like_a_notice_in_each_language() {
        let said = |language: &str| {
            let words = Words::built_in(language);
            words.when(&moment("2027-06-18 18:30"), Some(&moment("2027-06-18 20:00")))
        };
        assert_eq!(said("en"), "Friday 18 June 2027, 6.30pm to 8pm");
        assert_eq!(said("cy"), "Dydd Gwener 18 Mehefin 2027, 6.30yh i 8yh");
        assert_eq!(said("pl"), "piątek, 18 czerwca 2027, 18:30–20:00");
        assert_eq!(said("ur"), "جمعہ 18 جون 2027، شام 6:30 بجے سے رات 8 بجے تک");
    }

    #[test]
    fn every_language_has_words_for_every_day_and_time() {
        for (tag, _) in BUILT_IN {
            let words = Words::built_in(tag);
            for hour in 0..24 {
                assert!(!words.time(jiff::civil::time(hour, 5, 0, 0)).is_empty(), "{tag} {hour}");
            }
            for text in ["2027-06-18", "2027-06-18 18:30", "2027-06-18 12:00", "2027-06-18 00:00"] {
                for end in [
                    None,
                    Some(moment("2027-06-18 21:00")),
                    Some(moment("2027-06-20")),
                    Some(moment("2027-06-20 13:00")),
                ] {
                    let said = words.when(&moment(text), end.as_ref());
                    assert!(said.contains("2027") && !said.contains(['{', '$']), "{tag} {said}");
                }
            }
        }
    }

    #[test]
    fn english_says_days_as_the_notices_of_editors_do() {
        let words = Words::built_in("en");
        let date = jiff::civil::date(2027, 6, 18);
        assert_eq!(words.day(date), crate::language::day_in_words(date));
        for (hour, minute) in [(0, 0), (12, 0), (0, 15), (9, 0), (18, 30), (12, 5)] {
            let time = jiff::civil::time(hour, minute, 0, 0);
            assert_eq!(words.time(time), crate::language::time_in_words(time));
        }
        assert_eq!(
            words.when(&moment("2027-06-18"), Some(&moment("2027-06-20"))),
            "Friday 18 June 2027 to Sunday 20 June 2027"
        );
    }
}
