//! What a template may see: plain values, already decided, already in words.
//!
//! A view holds no record and no lens. HTML is not among its types: the only HTML that reaches a template is the
//! body, which `theme` puts in beside the view.

mod about;
mod access;
mod campaign;
mod card;
mod contract;
mod event;
mod facets;
mod json_ld;
mod list;
mod locale;
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
mod subscribe;

pub use about::AboutView;
pub use campaign::FeaturedCampaignView;
pub use card::Card;
pub use contract::{CONTRACT_VERSION, Contract};
pub use facets::ChoiceRecord;
pub use json_ld::JsonLd;
pub use list::{ListView, MonthLink, Section};
pub use locale::{Locale, UiLanguageView};
pub use meta::MetaView;
pub use month::{MonthView, group_by_date, group_by_letter};
pub use page::{LanguageLink, PageView, related_sections};
pub use patch::PatchView;
pub use search::{SearchEntry, SearchView};
pub use site::{RecordCounts, SignpostView, SiteView};
pub use subscribe::SubscribeView;

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
    pub fn from_record(record: &VisibleRecord<'_>, locale: &Locale) -> Self {
        let record = locale.translate(record);
        let (language, direction) = locale.language_attributes(record.language());
        Self { title: record.title().to_owned(), href: record.href(), language, direction }
    }

    /// A link that says words of the page's language.
    pub(crate) fn new(title: String, href: String) -> Self {
        Self { title, href, language: None, direction: None }
    }

    /// A link that says what `site.yaml` says.
    pub(crate) fn in_site_language(title: String, href: String, locale: &Locale) -> Self {
        let (language, direction) = locale.language_attributes(None);
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
    pub fn from_record_or_text(record_or_text: Result<VisibleRecord<'_>, &str>, locale: &Locale) -> Self {
        match record_or_text {
            Ok(record) => {
                let LinkView { title, href, language, direction } = LinkView::from_record(&record, locale);
                Self { title, href: Some(href), language, direction }
            }
            Err(name) => {
                let (language, direction) = locale.language_attributes(None);
                Self { title: name.to_owned(), href: None, language, direction }
            }
        }
    }

    /// What has no name that may be told.
    pub(crate) fn empty() -> Self {
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
    pub fn from_date(date: Date, locale: &Locale) -> Self {
        let messages = locale.messages();
        Self {
            iso: date.to_string(),
            words: messages.format_date(date),
            weekday: messages.weekday_name(date.weekday()).to_owned(),
            day: date.day(),
            month: messages.month_name(date.month()).to_owned(),
            year: date.year(),
        }
    }

    /// Of a moment in a zone: `iso` has the offset where it has a time (`2027-06-18T18:30+01:00`, RFC 3339).
    pub(crate) fn from_moment_in_zone(moment: &Moment, zone: &TimeZone, locale: &Locale) -> Self {
        Self { iso: iso_skipping_gap(moment, zone), ..Self::from_date(moment.date, locale) }
    }

    /// Of a moment's day; `iso` has the time where there is one.
    pub fn from_moment(moment: &Moment, locale: &Locale) -> Self {
        Self { iso: moment.to_iso8601(), ..Self::from_date(moment.date, locale) }
    }
}

/// A moment as the clocks show it: a wall time that they skip that night comes after the gap (RFC 5545 §3.3.5).
pub(crate) fn skip_clock_gap(moment: &Moment, zone: &TimeZone) -> Moment {
    let instant = moment.time.and_then(|_| moment.latest_instant(zone));
    let Some(wall) = instant.map(|instant| instant.to_zoned(zone.clone()).datetime()) else { return *moment };
    Moment { date: wall.date(), time: Some(wall.time()), ..*moment }
}

/// As machines read a moment: a day stays a day, a time has its offset.
fn iso_skipping_gap(moment: &Moment, zone: &TimeZone) -> String {
    let Some(instant) = moment.time.and_then(|_| moment.latest_instant(zone)) else { return moment.to_iso8601() };
    let minutes = zone.to_offset(instant).seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let wall = skip_clock_gap(moment, zone).to_iso8601();
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
    fn from(picture: VisiblePicture) -> Self {
        let (width, height) = picture.pixels.map_or((None, None), |(width, height)| (Some(width), Some(height)));
        Self { src: picture.src, alt: picture.alt, width, height, credit: picture.credit }
    }
}

/// A stated access fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AccessFactView {
    /// `step-free`.
    pub fact: String,
    /// `Step-free`.
    pub label: String,
    /// `yes`, `no` or `ask`.
    pub answer: &'static str,
}

/// Access facts with their labels.
pub(crate) fn access_facts(
    access: Option<&crate::record::Access>,
    config: &crate::config::Config,
    locale: &Locale,
) -> Vec<AccessFactView> {
    let facts = access.iter().flat_map(|access| &access.0);
    facts.map(|(fact, answer)| access::fact_view(fact, *answer, config, locale)).collect()
}

/// A moment as machines read it: `2027-06-18T18:30+01:00`, or `2027-06-18` for a day.
pub(crate) fn iso_with_offset(moment: &Moment, zone: &TimeZone) -> String {
    let Some(instant) = moment.latest_instant(zone).filter(|_| moment.time.is_some()) else {
        return moment.to_iso8601();
    };
    let offset = zone.to_offset(instant);
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{}{sign}{:02}:{:02}", moment.to_iso8601(), minutes.abs() / 60, minutes.abs() % 60)
}
