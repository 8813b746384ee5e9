//! Dates in English texts.
//!
//! Wrong advice is worse than none, so only dates with a weekday, a day and the name of a month are read. A date
//! without a year has a wrong weekday only if the weekday is wrong in every year that the text may mean.

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use crate::language::{english_month, english_weekday};
use crate::record::Event;
use crate::recurrence::parse_day_of_month;

/// A date with a weekday in an English text, as people write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenDate {
    /// The bytes of the date in the text.
    pub(super) range: Range<usize>,
    weekday: Weekday,
    day: i8,
    month: i8,
    year: Option<i16>,
}

impl WrittenDate {
    /// All dates with a weekday in a text.
    pub(super) fn find_all(text: &str) -> Vec<Self> {
        let words = word_ranges(text);
        (0..words.len()).filter_map(|at| Self::parse(text, &words[at..])).collect()
    }

    /// The date that the words begin with: `Friday 18 June 2027`, `Fri, the 18th of June`, `Friday, June 18th, 2027`.
    fn parse(text: &str, words: &[Range<usize>]) -> Option<Self> {
        let word = |at: usize| words.get(at).map(|range| &text[range.clone()]);
        // Between the words of a date there are only spaces, commas or full stops.
        let joined = |at: usize| {
            let gap = &text[words[at - 1].end..words.get(at)?.start];
            (gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | ',' | '.')) && gap.len() <= 4).then_some(())
        };
        let weekday = parse_weekday(word(0)?)?;
        let mut next = 1;
        let skip = |filler: &str, next: &mut usize| {
            if word(*next) == Some(filler) && joined(*next).is_some() {
                *next += 1;
            }
        };
        skip("the", &mut next);
        joined(next)?;
        let (day, month) = if let Some(day) = parse_day_of_month(word(next)?) {
            next += 1;
            skip("of", &mut next);
            joined(next)?;
            (day, parse_month(word(next)?)?)
        } else {
            let month = parse_month(word(next)?)?;
            next += 1;
            joined(next)?;
            (parse_day_of_month(word(next)?)?, month)
        };
        let year = joined(next + 1).and_then(|()| word(next + 1)).filter(|word| word.len() == 4);
        let year = year.and_then(|year| year.parse().ok());
        let last = if year.is_some() { next + 1 } else { next };
        Some(Self { range: words[0].start..words[last].end, weekday, day, month, year })
    }

    /// The date that is meant, if it has another weekday than the text says; `None` when the text may be right.
    pub(super) fn contradicted_date(&self, event: &Event) -> Option<Date> {
        let start = event.start.unguarded().date;
        let date_in = |year: i16| Date::new(year, self.month, self.day).ok();
        let has_weekday_in = |year: i16| date_in(year).is_some_and(|date| date.weekday() == self.weekday);
        let plausible_years = start.year().saturating_sub(1)..=start.year().saturating_add(1);
        if let Some(year) = self.year {
            // `1930` may be half past seven in the evening.
            return date_in(year).filter(|_| plausible_years.contains(&year) && !has_weekday_in(year));
        }
        let once = event.repeat.unguarded().is_none();
        if once && (start.month(), start.day()) == (self.month, self.day) {
            return Some(start).filter(|_| !has_weekday_in(start.year()));
        }
        // The text of a series may mean any of its years; other dates may be in the year before or after.
        let last = if once { *plausible_years.end() } else { start.year().saturating_add(5) };
        let date = date_in(start.year())?;
        (!(*plausible_years.start()..=last).any(has_weekday_in)).then_some(date)
    }
}

/// Runs of letters and digits.
fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match words.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
    }
    words
}

/// `Friday` or `Fri`. The capital is needed: "they sat" and "we wed" contain no weekdays.
fn parse_weekday(word: &str) -> Option<Weekday> {
    let short: &[(&str, Weekday)] = &[
        ("Tues", Weekday::Tuesday),
        ("Weds", Weekday::Wednesday),
        ("Thur", Weekday::Thursday),
        ("Thurs", Weekday::Thursday),
    ];
    if let Some((_, day)) = short.iter().find(|(name, _)| *name == word) {
        return Some(*day);
    }
    let all = std::iter::successors(Some(Weekday::Monday), |day| Some(day.next())).take(7);
    all.into_iter().find(|day| english_weekday(*day) == word || english_weekday(*day).get(..3) == Some(word))
}

/// `June`, `Jun` or `Sept`.
fn parse_month(word: &str) -> Option<i8> {
    if word == "Sept" {
        return Some(9);
    }
    (1..=12).find(|number| english_month(*number) == word || english_month(*number).get(..3) == Some(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find_dates(text: &str) -> Vec<(String, i8, i8, Option<i16>)> {
        let as_tuple = |date: WrittenDate| (text[date.range].to_owned(), date.day, date.month, date.year);
        WrittenDate::find_all(text).into_iter().map(as_tuple).collect()
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let assert_date =
            |text: &str, day, month, year| assert_eq!(find_dates(text), [(text.to_owned(), day, month, year)]);
        assert_date("Friday 18 June 2027", 18, 6, Some(2027));
        assert_date("Fri. 18th June", 18, 6, None);
        assert_date("Thurs, the 1st of Sept, 2027", 1, 9, Some(2027));
        assert_date("Friday, June 18th, 2027", 18, 6, Some(2027));
        assert_eq!(find_dates("on Friday 18 June, 6pm, at the hall")[0].0, "Friday 18 June");
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        for text in [
            "They sat 18 June long",
            "Friday (18 June)",
            "Friday to 18 June",
            "Friday 18 and Saturday",
            "Fridays 18 June",
            "Friday 18:30 June",
            "Friday 180 June",
            "Friday 18 Juneau",
            "Friday\n18 June",
            "Friday 18",
            "Friday",
        ] {
            assert_eq!(find_dates(text), [], "{text}");
        }
    }
}
