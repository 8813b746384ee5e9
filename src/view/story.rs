//! What a story's page shows besides what all pages show.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DateView, LinkView, Locale, NameView};
use crate::publish::VisibleRecord;
use crate::record::Story;

/// What is particular to a story.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StoryView {
    /// `story`, `news`, `view`, …
    pub kind: String,
    /// The same in words.
    pub label: String,
    /// The day.
    pub date: DateView,
    /// Who wrote it.
    pub by: Option<NameView>,
    /// Partners it is about.
    pub partners: Vec<LinkView>,
    /// The people in it, as they have agreed to be called.
    pub people: Vec<PersonView>,
    /// The event it grew from.
    pub event: Option<LinkView>,
}

/// Somebody in a story.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PersonView {
    /// As they have agreed to be called.
    pub shown_as: String,
    /// What they are in the story.
    pub role: Option<String>,
}

impl StoryView {
    pub(super) fn new(record: &VisibleRecord<'_>, story: &Story, locale: &Locale) -> Self {
        let people = record.people().into_iter();
        Self {
            kind: story.type_word().to_owned(),
            label: locale.label("type", story.type_word()),
            date: DateView::from_date(story.date, locale),
            by: story
                .by
                .as_ref()
                .and_then(|by| record.resolve_partner_or_text(by))
                .map(|name| NameView::from_record_or_text(name, locale)),
            partners: record.related("partners").map(|partner| LinkView::from_record(&partner, locale)).collect(),
            people: people
                .map(|(shown_as, role)| PersonView { shown_as: shown_as.to_owned(), role: role.map(str::to_owned) })
                .collect(),
            event: record.related("event").next().map(|event| LinkView::from_record(&event, locale)),
        }
    }
}
