//! A record in a few lines: in lists, on other pages, in blocks.

use serde::Serialize;

use super::{DateView, LinkView, PictureView, when};
use crate::config::label;
use crate::publish::Seen;
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
    /// Whether it has passed, for events.
    pub past: bool,
    /// `cancelled` and its like, when it is not simply going ahead.
    pub status: Option<&'static str>,
    /// Where it is.
    pub places: Vec<LinkView>,
    /// Its picture, if it may be seen.
    pub image: Option<PictureView>,
}

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
            past: false,
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
                if let Some((start, end)) = seen.times() {
                    card.date = Some(DateView::of_moment(&start));
                    card.when = Some(when(&start, end.as_ref()));
                }
                card.repeats = event.repeat.open(seen.lens()).is_some_and(Option::is_some);
                card.past = seen.is_past();
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
}
