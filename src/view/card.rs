//! A record in a few lines: in lists, on other pages, in blocks.

use schemars::JsonSchema;
use serde::Serialize;

use super::access::stated;
use super::event::{instance_when, zone_in_words};
use super::{DateView, FactView, LinkView, PatchView, PictureView, Tongue, iso};
use crate::publish::{Occurrence, Publication, VisibleRecord};
use crate::record::{Event, EventStatus, Kind, KindFields};
use crate::words::Messages;

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
    /// Its language, when it is not that of the words around it.
    pub language: Option<String>,
    /// `rtl` or `ltr`, when there is a language.
    pub direction: Option<&'static str>,
    /// `in English`, when it cannot be read in the language of the page.
    pub in_language: Option<String>,
    /// Its date, if its kind has one.
    pub date: Option<DateView>,
    /// When it ends, for events.
    pub end: Option<DateView>,
    /// When it is, in words, for events; of one that repeats the next time.
    pub when: Option<String>,
    /// How it repeats, in words.
    pub rule: Option<String>,
    /// Whether it repeats.
    pub repeats: bool,
    /// Whether it has passed, for events.
    pub past: bool,
    /// Whether it is under way, for events.
    pub now: bool,
    /// The next times of an event, so that a page that was made some days ago can tell which are over.
    pub coming: Vec<ComingView>,
    /// Where more times come after those: when the last of all is over, empty where that is not known.
    pub goes_on: Option<String>,
    /// `cancelled` and its like, when it is not simply going ahead.
    pub status: Option<&'static str>,
    /// What is stated about getting in, "no" included, for events to come.
    pub access: Vec<FactView>,
    /// Where it is.
    pub places: Vec<LinkView>,
    /// Its picture, if it may be seen.
    pub image: Option<PictureView>,
    /// Its pattern: of a place always, of others where they have no picture and no day to show.
    pub patch: Option<PatchView>,
}

/// A time to come.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ComingView {
    /// For `datetime`.
    pub iso: String,
    /// In words.
    pub when: String,
    /// The instant it is over (RFC 3339, UTC).
    pub over: String,
}

/// Times to come that a card knows: about a month of a weekly event.
const COMING: usize = 8;

impl Card {
    /// Of a record as it may be seen.
    pub fn of(publication: &Publication, seen: &VisibleRecord<'_>, tongue: &Tongue) -> Self {
        let seen = &tongue.edition(seen);
        let words = tongue.words();
        let (language, direction) = tongue.mark(seen.language());
        let mut card = Self {
            kind: seen.kind().as_str(),
            label: None,
            title: seen.title().to_owned(),
            href: seen.href(),
            summary: seen.summary().to_owned(),
            language,
            direction,
            in_language: tongue.in_another(seen.language()),
            date: None,
            end: None,
            when: None,
            rule: None,
            repeats: false,
            past: false,
            now: false,
            coming: Vec::new(),
            goes_on: None,
            status: None,
            access: Vec::new(),
            places: seen.places().map(|place| LinkView::to(&place, tongue)).collect(),
            image: seen.lead_picture().map(PictureView::from),
            patch: None,
        };
        let shows_day = |event: &Event| event.repeat.disclose(seen.lens()).is_none_or(Option::is_none);
        let has_day = matches!(seen.fields(), KindFields::Event(event) if shows_day(event));
        if seen.kind() == Kind::Place || (card.image.is_none() && !has_day) {
            card.patch = Some(PatchView::of_record(seen));
        }
        match seen.fields() {
            KindFields::Story(story) => {
                card.date = Some(DateView::of(story.date, tongue));
                card.label = (story.type_word() != "story").then(|| tongue.label("type", story.type_word()));
            }
            KindFields::Partner(partner) => card.label = Some(tongue.label("type", &partner.kind.text)),
            KindFields::Event(event) => {
                let timetable = seen.timetable();
                if let Some(instance) = timetable.and_then(|table| table.next().or(table.last_past())) {
                    let (zone, foreign) = seen.zone();
                    card.date = Some(DateView::at(&instance.start, zone, tongue));
                    card.end = instance.end.as_ref().map(|end| DateView::at(end, zone, tongue));
                    let when = instance_when(instance, seen, words);
                    card.when = Some(match foreign {
                        Some(zone) => {
                            let zone = zone_in_words(zone, words);
                            words.format_unisolated("in-zone", &[("when", (&when).into()), ("zone", (&zone).into())])
                        }
                        None => when,
                    });
                }
                card.rule = seen.series().and_then(|series| series.describe(words));
                card.repeats = event.repeat.disclose(seen.lens()).is_some_and(Option::is_some);
                card.past = seen.is_past();
                if !card.past {
                    card.access = stated(publication, seen, tongue);
                }
                card.coming(seen, words);
                card.status = event.status.and_then(EventStatus::unless_scheduled).map(EventStatus::as_str);
            }
            KindFields::Place(place) => card.label = Some(tongue.label("level", &place.level.text)),
            KindFields::Campaign(campaign) => card.date = Some(DateView::of(campaign.start, tongue)),
            KindFields::Resource(resource) => {
                card.label = Some(tongue.label("type", &resource.kind.text));
                card.date = resource.date.map(|day| DateView::of(day, tongue));
            }
            KindFields::Incident(_) | KindFields::Page => {}
        }
        card
    }

    /// What lets an older page tell which times are over.
    fn coming(&mut self, seen: &VisibleRecord<'_>, words: &Messages) {
        let Some(table) = seen.timetable() else { return };
        let (zone, _) = seen.zone();
        self.now = table.is_under_way() && table.next().is_some_and(|next| !next.is_called_off);
        let takes_place = table.remaining().iter().any(|instance| !instance.is_called_off);
        let mut coming = table.remaining().iter().filter(|instance| !takes_place || !instance.is_called_off);
        self.coming = coming
            .by_ref()
            .take(COMING)
            .map(|instance: &Occurrence| ComingView {
                iso: iso(&instance.start, zone),
                when: words.format_date_range(&instance.start, instance.end.as_ref()),
                over: instance.ends_at(zone).to_string(),
            })
            .collect();
        let more = table.continues_past_horizon() || coming.next().is_some();
        let last = table.remaining().last().filter(|_| !table.continues_past_horizon());
        self.goes_on = more.then(|| last.map(|last| last.ends_at(zone).to_string()).unwrap_or_default());
    }
}
