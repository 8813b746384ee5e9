//! What a template may see: plain values, already decided, already in words.
//!
//! A view holds no record and no lens. HTML is not among its types: the only HTML that reaches a template is the
//! body, which `theme` puts in beside the view.

mod access;
mod campaign;
mod card;
mod event;
mod list;
mod month;
mod page;
mod partner;
mod patch;
mod place;
mod resource;
mod search;
mod site;
mod story;
mod structured;
mod subscribe;

pub use card::Card;
pub use list::{ListView, MonthLink, Section};
pub use month::{MonthView, by_heading};
pub use page::{PageView, sections};
pub use patch::PatchView;
pub use search::{Findable, SearchView};
pub use site::{Counts, SignpostView, SiteView};
pub use structured::Structured;
pub use subscribe::SubscribeView;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::language;
use crate::publish::{PictureSeen, Seen};
use crate::time::Moment;

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub href: String,
}

impl LinkView {
    /// A link to a record.
    pub fn to(seen: &Seen<'_>) -> Self {
        Self { title: seen.title().to_owned(), href: seen.href() }
    }
}

/// A name, linked if it has a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameView {
    /// The name.
    pub title: String,
    /// Its page.
    pub href: Option<String>,
}

impl NameView {
    /// A record, or a text.
    pub fn of(either: Result<Seen<'_>, &str>) -> Self {
        match either {
            Ok(seen) => Self { title: seen.title().to_owned(), href: Some(seen.href()) },
            Err(name) => Self { title: name.to_owned(), href: None },
        }
    }
}

/// A date for people and machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// `2027-06-18`, for `datetime=`.
    pub iso: String,
    /// `18 June 2027`.
    pub words: String,
    /// `Friday`.
    pub weekday: &'static str,
    /// 18.
    pub day: i8,
    /// `June`.
    pub month: &'static str,
    /// 2027.
    pub year: i16,
}

impl DateView {
    /// Of a day.
    pub fn of(date: Date) -> Self {
        Self {
            iso: date.to_string(),
            words: language::date_in_words(date),
            weekday: language::weekday(date.weekday()),
            day: date.day(),
            month: language::month(date.month()),
            year: date.year(),
        }
    }

    /// Of a moment in a zone: `iso` has the offset where it has a time (`2027-06-18T18:30+01:00`, RFC 3339).
    pub(crate) fn at(moment: &Moment, zone: &TimeZone) -> Self {
        Self { iso: iso_in(moment, zone), ..Self::of(moment.date) }
    }

    /// Of a moment's day; `iso` has the time where there is one.
    pub fn of_moment(moment: &Moment) -> Self {
        Self { iso: moment.iso(), ..Self::of(moment.date) }
    }
}

/// A moment as the clocks show it: a wall time that they skip that night comes after the gap (RFC 5545 §3.3.5).
pub(crate) fn on_the_clock(moment: &Moment, zone: &TimeZone) -> Moment {
    let instant = moment.time.and_then(|_| moment.instant_or_later(zone));
    let Some(wall) = instant.map(|instant| instant.to_zoned(zone.clone()).datetime()) else { return *moment };
    Moment { date: wall.date(), time: Some(wall.time()), ..*moment }
}

/// As machines read a moment: a day stays a day, a time has its offset.
fn iso_in(moment: &Moment, zone: &TimeZone) -> String {
    let Some(instant) = moment.time.and_then(|_| moment.instant_or_later(zone)) else { return moment.iso() };
    let minutes = zone.to_offset(instant).seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let wall = on_the_clock(moment, zone).iso();
    format!("{wall}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PictureView {
    /// For `src`.
    pub src: String,
    /// For `alt`; empty for decoration.
    pub alt: String,
    /// In pixels, where it is known.
    pub width: Option<u32>,
    /// In pixels, where it is known.
    pub height: Option<u32>,
    /// Who made it.
    pub credit: Option<String>,
}

impl From<PictureSeen> for PictureView {
    fn from(seen: PictureSeen) -> Self {
        let (width, height) = seen.pixels.map_or((None, None), |(width, height)| (Some(width), Some(height)));
        Self { src: seen.src, alt: seen.alt, width, height, credit: seen.credit }
    }
}

/// A stated access fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactView {
    /// `step-free`.
    pub fact: String,
    /// `Step-free`.
    pub label: String,
    /// `yes`, `no` or `ask`.
    pub answer: &'static str,
}

/// Access facts with their labels.
pub(crate) fn facts(access: Option<&crate::record::Access>, config: &crate::config::Config) -> Vec<FactView> {
    let facts = access.iter().flat_map(|access| &access.0);
    facts.map(|(fact, answer)| access::fact(fact, *answer, config)).collect()
}

/// A moment as machines read it: `2027-06-18T18:30+01:00`, or `2027-06-18` for a day.
pub(crate) fn iso(moment: &Moment, zone: &TimeZone) -> String {
    let Some(instant) = moment.instant_or_later(zone).filter(|_| moment.time.is_some()) else { return moment.iso() };
    let offset = zone.to_offset(instant);
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{}{sign}{:02}:{:02}", moment.iso(), minutes.abs() / 60, minutes.abs() % 60)
}

/// `18 June 2027, 6.30pm to 8pm` and its like.
pub(crate) fn when(start: &Moment, end: Option<&Moment>) -> String {
    let day = language::day_in_words(start.date);
    let clock = |moment: &Moment| moment.time.map(language::time_in_words);
    match (clock(start), end) {
        (None, Some(end)) if end.date != start.date => format!("{day} to {}", language::day_in_words(end.date)),
        (None, _) => day,
        (Some(from), None) => format!("{day}, {from}"),
        (Some(from), Some(end)) => match clock(end) {
            Some(to) if end.date == start.date => format!("{day}, {from} to {to}"),
            Some(to) => format!("{day}, {from} to {}, {to}", language::day_in_words(end.date)),
            None if end.date == start.date => format!("{day}, {from}"),
            None => format!("{day}, {from} to {}", language::day_in_words(end.date)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_like_a_notice() {
        let moment = |text: &str| Moment::parse(text).unwrap();
        assert_eq!(
            when(&moment("2027-06-18 18:30"), Some(&moment("2027-06-18 20:00"))),
            "Friday 18 June 2027, 6.30pm to 8pm"
        );
        assert_eq!(
            when(&moment("2027-06-18"), Some(&moment("2027-06-20"))),
            "Friday 18 June 2027 to Sunday 20 June 2027"
        );
        assert_eq!(when(&moment("2027-06-18 18:30"), None), "Friday 18 June 2027, 6.30pm");
    }
}
