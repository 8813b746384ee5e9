//! Cards: a record in a few lines, in lists, on other pages and in blocks.
//!
//! A list of events to come is made on one day and read on another. So a card has the instants at which the event's
//! next dates are over, and `static/events.js` removes what has ended. The script does nothing when the visitor's clock
//! is set to a time before the day on which the page was made, or more than a year after it.

use schemars::JsonSchema;
use serde::Serialize;

use super::access::card_facts;
use super::access_fact::AccessFactView;
use super::date::{DateView, iso_with_offset};
use super::event::{occurrence_in_words, zone_in_words};
use super::link::LinkView;
use super::locale::Locale;
use super::patch::PatchView;
use super::picture::PictureView;
use crate::kind::Kind;
use crate::messages::Messages;
use crate::publish::{Occurrence, Publication, VisibleRecord};
use crate::record::{Event, EventStatus, KindFields};

/// A record in a few lines.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Card {
    /// `story`, `partner`, …
    pub kind: &'static str,
    /// Its type in words: `News`, `Faith`, `Town`.
    pub label: Option<String>,
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// One or two sentences.
    pub summary: String,
    /// The language of its texts, when it differs from that of the words around them.
    pub language: Option<String>,
    /// The direction of its texts, `rtl` or `ltr`, when it has a `language`.
    pub direction: Option<&'static str>,
    /// `in English`, when it is not available in the language of the page.
    pub language_note: Option<String>,
    /// Its date, if its kind has one.
    pub date: Option<DateView>,
    /// The id of the message in which the date is shown, such as `from-date`; with `None` the date is shown alone.
    pub date_message: Option<&'static str>,
    /// Its last day: of a campaign, or on which people can apply for an opportunity.
    pub open_until: Option<DateView>,
    /// When it ends, for events.
    pub end: Option<DateView>,
    /// When an event is, in words; for an event that repeats, the next time.
    pub when: Option<String>,
    /// How it repeats, in words.
    pub repeat_rule: Option<String>,
    /// Whether it repeats.
    pub repeats: bool,
    /// Whether it is over: an event that has passed, or another record that lists no longer show.
    pub past: bool,
    /// Whether a newer version replaces it, for resources.
    pub superseded: bool,
    /// Whether it is under way, for events.
    pub under_way: bool,
    /// The next times of an event, so that a page that was made some days ago can tell which are over.
    pub upcoming: Vec<UpcomingView>,
    /// When there are more times after those: the instant at which the last of all is over, or an empty text when that
    /// is not known. `None` when there are no more.
    pub series_ends_at: Option<String>,
    /// The status of an event, such as `cancelled`, or `closed` or `inactive` for a partner; `None` when there is nothing
    /// to tell.
    pub status: Option<&'static str>,
    /// For events to come, the access facts that are stated, including "no".
    pub access: Vec<AccessFactView>,
    /// The places it is in, or an event's venue.
    pub places: Vec<LinkView>,
    /// Its picture; `None` when it may not be shown.
    pub image: Option<PictureView>,
    /// Its pattern: a place always has one, another record when it has neither a picture nor a day to show.
    pub patch: Option<PatchView>,
}

/// A time at which an event will take place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct UpcomingView {
    /// The time for the attribute `datetime`.
    pub iso: String,
    /// The time in words.
    pub when: String,
    /// The instant at which it is over (RFC 3339, UTC).
    pub ends_at: String,
}

/// The most future times in a card: about a month of a weekly event.
const MAX_UPCOMING: usize = 8;

impl Card {
    /// The card of a record.
    pub fn from_record(publication: &Publication, record: &VisibleRecord<'_>, locale: &Locale) -> Self {
        let record = &locale.translate(record);
        let (language, direction) = locale.language_attributes(record.language());
        let mut card = Self {
            kind: record.kind().as_str(),
            label: None,
            title: record.title().to_owned(),
            href: record.href(),
            summary: record.summary().to_owned(),
            language,
            direction,
            language_note: locale.language_note(record.language()),
            date: None,
            date_message: record.kind().spec().date_message,
            open_until: record.fields().open_until().map(|end| DateView::from_date(end.date, locale)),
            end: None,
            when: None,
            repeat_rule: None,
            repeats: false,
            past: false,
            superseded: record.kind() == Kind::Resource && record.newest_version().is_some(),
            under_way: false,
            upcoming: Vec::new(),
            series_ends_at: None,
            status: record.fields().unlisted_status(),
            access: Vec::new(),
            places: record.places().map(|place| LinkView::from_record(&place, locale)).collect(),
            image: record.lead_picture().map(PictureView::from),
            patch: None,
        };
        let shows_day = |event: &Event| event.repeat.disclose(record.lens()).is_none_or(Option::is_none);
        let has_day = matches!(record.fields(), KindFields::Event(event) if shows_day(event));
        if record.kind() == Kind::Place || (card.image.is_none() && !has_day) {
            card.patch = Some(PatchView::from_record(record));
        }
        card.label = label(record, locale);
        card.date = record.fields().date().map(|date| DateView::from_date(date, locale));
        card.past = record.is_past();
        if let KindFields::Event(event) = record.fields() {
            card.set_event(publication, record, event, locale);
        }
        card
    }

    fn set_event(&mut self, publication: &Publication, record: &VisibleRecord<'_>, event: &Event, locale: &Locale) {
        let messages = locale.messages();
        let timetable = record.timetable();
        if let Some(occurrence) = timetable.and_then(|table| table.next().or(table.last_past())) {
            let (zone, foreign_zone) = record.zone();
            self.date = Some(DateView::from_moment_in_zone(&occurrence.start, zone, locale));
            self.end = occurrence.end.as_ref().map(|end| DateView::from_moment_in_zone(end, zone, locale));
            let when = occurrence_in_words(occurrence, record, messages);
            self.when = Some(match foreign_zone {
                Some(zone) => {
                    let zone = zone_in_words(zone, messages);
                    messages.format_unisolated("in-zone", &[("when", (&when).into()), ("zone", (&zone).into())])
                }
                None => when,
            });
        }
        self.repeat_rule = record.series().and_then(|series| series.describe(messages));
        self.repeats = event.repeat.disclose(record.lens()).is_some_and(Option::is_some);
        if !self.past {
            self.access = card_facts(publication, record, locale);
        }
        self.set_upcoming(record, messages);
        self.status = event.status.and_then(EventStatus::unless_scheduled).map(EventStatus::as_str);
    }

    /// The next times of an event, with which a page that was made some days ago can tell which are over.
    fn set_upcoming(&mut self, record: &VisibleRecord<'_>, messages: &Messages) {
        let Some(timetable) = record.timetable() else { return };
        let (zone, _) = record.zone();
        self.under_way = timetable.is_under_way() && timetable.next().is_some_and(|next| !next.is_called_off);
        let takes_place = timetable.remaining().iter().any(|occurrence| !occurrence.is_called_off);
        let mut upcoming = timetable.remaining().iter().filter(|occurrence| !takes_place || !occurrence.is_called_off);
        self.upcoming = upcoming
            .by_ref()
            .take(MAX_UPCOMING)
            .map(|occurrence: &Occurrence| UpcomingView {
                iso: iso_with_offset(&occurrence.start, zone),
                when: messages.format_date_range(&occurrence.start, occurrence.end.as_ref()),
                ends_at: occurrence.ends_at(zone).to_string(),
            })
            .collect();
        let more = timetable.continues_past_horizon() || upcoming.next().is_some();
        let last = timetable.remaining().last().filter(|_| !timetable.continues_past_horizon());
        self.series_ends_at = more.then(|| last.map(|last| last.ends_at(zone).to_string()).unwrap_or_default());
    }
}

/// The record's type in words; `None` for a type that needs no word.
fn label(record: &VisibleRecord<'_>, locale: &Locale) -> Option<String> {
    let spec = record.kind().spec();
    let word = record.fields().type_word().filter(|word| spec.default_type != Some(*word))?;
    Some(locale.label(spec.type_messages, word))
}
