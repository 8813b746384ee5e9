//! What a template may see: plain values, already decided, already in words.
//!
//! A view holds no record and no lens. HTML is not among its types: the only HTML that reaches a template is the
//! body, which `theme` puts in beside the view.

mod about;
mod access;
mod campaign;
mod card;
mod choice;
mod contract;
mod event;
mod list;
mod meta;
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
mod tongue;

pub use about::AboutView;
pub use campaign::LeadView;
pub use card::Card;
pub use choice::Choosable;
pub use contract::{CONTRACT, Contract};
pub use list::{ListView, MonthLink, Section};
pub use meta::MetaView;
pub use month::{MonthView, by_heading, by_letter};
pub use page::{LanguageLink, PageView, sections};
pub use patch::PatchView;
pub use search::{Findable, SearchView};
pub use site::{Counts, SignpostView, SiteView};
pub use structured::Structured;
pub use subscribe::SubscribeView;
pub use tongue::{Tongue, WordsView};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use crate::publish::{VisiblePicture, VisibleRecord};
use crate::time::Moment;

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LinkView {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The language of what it says, when that is not the words' around it.
    pub language: Option<String>,
    /// `rtl` or `ltr`, when there is a language.
    pub direction: Option<&'static str>,
}

impl LinkView {
    /// A link to a record, in the page's language where there is one.
    pub fn to(seen: &VisibleRecord<'_>, tongue: &Tongue) -> Self {
        let seen = tongue.edition(seen);
        let (language, direction) = tongue.mark(seen.language());
        Self { title: seen.title().to_owned(), href: seen.href(), language, direction }
    }

    /// A link that says words of the page's language.
    pub(crate) fn said(title: String, href: String) -> Self {
        Self { title, href, language: None, direction: None }
    }

    /// A link that says what `site.yaml` says.
    pub(crate) fn of_site(title: String, href: String, tongue: &Tongue) -> Self {
        let (language, direction) = tongue.mark(None);
        Self { title, href, language, direction }
    }
}

/// A name, linked if it has a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NameView {
    /// The name.
    pub title: String,
    /// Its page.
    pub href: Option<String>,
    /// The language of the name, when that is not the words' around it.
    pub language: Option<String>,
    /// `rtl` or `ltr`, when there is a language.
    pub direction: Option<&'static str>,
}

impl NameView {
    /// A record, or a text.
    pub fn of(either: Result<VisibleRecord<'_>, &str>, tongue: &Tongue) -> Self {
        match either {
            Ok(seen) => {
                let LinkView { title, href, language, direction } = LinkView::to(&seen, tongue);
                Self { title, href: Some(href), language, direction }
            }
            Err(name) => {
                let (language, direction) = tongue.mark(None);
                Self { title: name.to_owned(), href: None, language, direction }
            }
        }
    }

    /// What has no name that may be told.
    pub(crate) fn none() -> Self {
        Self { title: String::new(), href: None, language: None, direction: None }
    }
}

/// A date for people and machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DateView {
    /// `2027-06-18`, for `datetime=`.
    pub iso: String,
    /// `18 June 2027`.
    pub words: String,
    /// `Friday`.
    pub weekday: String,
    /// 18.
    pub day: i8,
    /// `June`.
    pub month: String,
    /// 2027.
    pub year: i16,
}

impl DateView {
    /// Of a day.
    pub fn of(date: Date, tongue: &Tongue) -> Self {
        let words = tongue.words();
        Self {
            iso: date.to_string(),
            words: words.format_date(date),
            weekday: words.weekday_name(date.weekday()).to_owned(),
            day: date.day(),
            month: words.month_name(date.month()).to_owned(),
            year: date.year(),
        }
    }

    /// Of a moment in a zone: `iso` has the offset where it has a time (`2027-06-18T18:30+01:00`, RFC 3339).
    pub(crate) fn at(moment: &Moment, zone: &TimeZone, tongue: &Tongue) -> Self {
        Self { iso: iso_in(moment, zone), ..Self::of(moment.date, tongue) }
    }

    /// Of a moment's day; `iso` has the time where there is one.
    pub fn of_moment(moment: &Moment, tongue: &Tongue) -> Self {
        Self { iso: moment.to_iso8601(), ..Self::of(moment.date, tongue) }
    }
}

/// A moment as the clocks show it: a wall time that they skip that night comes after the gap (RFC 5545 §3.3.5).
pub(crate) fn on_the_clock(moment: &Moment, zone: &TimeZone) -> Moment {
    let instant = moment.time.and_then(|_| moment.latest_instant(zone));
    let Some(wall) = instant.map(|instant| instant.to_zoned(zone.clone()).datetime()) else { return *moment };
    Moment { date: wall.date(), time: Some(wall.time()), ..*moment }
}

/// As machines read a moment: a day stays a day, a time has its offset.
fn iso_in(moment: &Moment, zone: &TimeZone) -> String {
    let Some(instant) = moment.time.and_then(|_| moment.latest_instant(zone)) else { return moment.to_iso8601() };
    let minutes = zone.to_offset(instant).seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let wall = on_the_clock(moment, zone).to_iso8601();
    format!("{wall}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
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

impl From<VisiblePicture> for PictureView {
    fn from(seen: VisiblePicture) -> Self {
        let (width, height) = seen.pixels.map_or((None, None), |(width, height)| (Some(width), Some(height)));
        Self { src: seen.src, alt: seen.alt, width, height, credit: seen.credit }
    }
}

/// A stated access fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactView {
    /// `step-free`.
    pub fact: String,
    /// `Step-free`.
    pub label: String,
    /// `yes`, `no` or `ask`.
    pub answer: &'static str,
}

/// Access facts with their labels.
pub(crate) fn facts(
    access: Option<&crate::record::Access>,
    config: &crate::config::Config,
    tongue: &Tongue,
) -> Vec<FactView> {
    let facts = access.iter().flat_map(|access| &access.0);
    facts.map(|(fact, answer)| access::fact(fact, *answer, config, tongue)).collect()
}

/// A moment as machines read it: `2027-06-18T18:30+01:00`, or `2027-06-18` for a day.
pub(crate) fn iso(moment: &Moment, zone: &TimeZone) -> String {
    let Some(instant) = moment.latest_instant(zone).filter(|_| moment.time.is_some()) else {
        return moment.to_iso8601();
    };
    let offset = zone.to_offset(instant);
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{}{sign}{:02}:{:02}", moment.to_iso8601(), minutes.abs() / 60, minutes.abs() % 60)
}
