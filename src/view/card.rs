//! A record in a few lines: in lists, on other pages, in blocks.

use serde::Serialize;

use super::{DateView, LinkView, PictureView, iso, when};
use crate::config::label;
use crate::publish::{Instance, Phase, Seen};
use crate::record::{EventStatus, Fields};

/// A record in a few lines.
#[derive(Clone, Debug, Serialize)]
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
    /// Its language, when it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, when it is not the site's language.
    pub direction: Option<&'static str>,
    /// Its date, if its kind has one.
    pub date: Option<DateView>,
    /// When it is, in words, for events.
    pub when: Option<String>,
    /// Whether it repeats.
    pub repeats: bool,
    /// How, in words: `Every Tuesday`.
    pub rule: Option<String>,
    /// Whether it has passed, for events.
    pub past: bool,
    /// Whether it is under way, for events.
    pub now: bool,
    /// The next times of an event, so that a page that was made some days ago can tell which are over.
    pub coming: Vec<ComingView>,
    /// `cancelled` and its like, when it is not simply going ahead.
    pub status: Option<&'static str>,
    /// Where it is.
    pub places: Vec<LinkView>,
    /// Its picture, if it may be seen.
    pub image: Option<PictureView>,
}

/// A time to come.
#[derive(Clone, Debug, Serialize)]
pub struct ComingView {
    /// For `datetime`.
    pub iso: String,
    /// In words.
    pub when: String,
    /// The instant it is over (RFC 3339, UTC).
    pub over: String,
}

/// Times to come that a card knows: about a month of a weekly event.
const COMING: usize = 4;

impl Card {
    /// Of a record as it may be seen.
    pub fn of(seen: &Seen<'_>) -> Self {
        let mut card = Self {
            kind: seen.kind().word(),
            label: None,
            title: seen.title().to_owned(),
            href: seen.href(),
            summary: seen.summary().to_owned(),
            language: seen.language().map(|tag| tag.as_str().to_owned()),
            direction: seen.language().map(|tag| tag.direction()),
            date: None,
            when: None,
            repeats: false,
            rule: None,
            past: false,
            now: false,
            coming: Vec::new(),
            status: None,
            places: seen.places().map(|place| LinkView::to(&place)).collect(),
            image: seen.image().map(PictureView::from),
        };
        match seen.fields() {
            Fields::Story(story) => {
                card.date = Some(DateView::of(story.date));
                card.label = (story.type_word() != "story").then(|| label(story.type_word()));
            }
            Fields::Partner(partner) => card.label = Some(label(&partner.kind.word)),
            Fields::Event(event) => {
                card.of_event(seen);
                card.status = event.status.filter(|status| *status != EventStatus::Scheduled).map(EventStatus::word);
            }
            Fields::Place(place) => card.label = Some(label(&place.level.word)),
            Fields::Campaign(campaign) => card.date = Some(DateView::of(campaign.start)),
            Fields::Resource(resource) => {
                card.label = Some(label(&resource.kind.word));
                card.date = resource.date.map(DateView::of);
            }
            Fields::Incident(_) | Fields::Page => {}
        }
        card
    }

    fn of_event(&mut self, seen: &Seen<'_>) {
        self.past = seen.is_past();
        self.rule = seen.series().and_then(|series| series.rule.how(series.start));
        let Some(table) = seen.timetable() else { return };
        let (zone, _) = seen.zone();
        let words = |instance: &Instance| when(&instance.start, instance.end.as_ref());
        self.repeats = seen.series().is_some();
        self.now = table.next().is_some_and(|next| {
            table.instances().iter().position(|one| one == next).is_some_and(|at| table.phase(at) == Phase::Now)
        });
        if let Some(listed) = table.next().or(table.last()) {
            self.date = Some(DateView { iso: iso(&listed.start, zone), ..DateView::of_moment(&listed.start) });
            self.when = Some(words(listed));
        }
        let coming = table.to_come().iter().filter(|instance| !instance.is_off).take(COMING);
        self.coming = coming
            .map(|instance| ComingView {
                iso: iso(&instance.start, zone),
                when: words(instance),
                over: instance.over_at(zone).to_string(),
            })
            .collect();
    }
}
