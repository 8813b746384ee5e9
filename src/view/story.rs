//! The values that only a story's page has.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::date::DateView;
use super::json_ld::{JsonLdNode, JsonLdNodeBuilder};
use super::link::{LinkView, NameView};
use super::locale::Locale;
use crate::kind::Role;
use crate::publish::VisibleRecord;
use crate::record::Story;

/// The fields of a story.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StoryView {
    /// `story`, `news`, `view`, …
    pub kind: String,
    /// The type in words.
    pub label: String,
    /// The day it was published or happened.
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
    /// The name by which they have agreed to be called.
    pub shown_as: String,
    /// Their role in the story.
    pub role: Option<String>,
}

impl StoryView {
    pub(super) fn new(record: &VisibleRecord<'_>, story: &Story, locale: &Locale) -> Self {
        let people = record.people().into_iter();
        Self {
            kind: story.story_type().to_owned(),
            label: locale.label("type", story.story_type()),
            date: DateView::from_date(story.date, locale),
            by: story
                .by
                .as_ref()
                .and_then(|by| record.resolve_partner_or_text(by))
                .map(|name| NameView::from_record_or_text(name, locale)),
            partners: record.related(Role::Partners).map(|partner| LinkView::from_record(&partner, locale)).collect(),
            people: people
                .map(|(shown_as, role)| PersonView { shown_as: shown_as.to_owned(), role: role.map(str::to_owned) })
                .collect(),
            event: record.related(Role::Event).next().map(|event| LinkView::from_record(&event, locale)),
        }
    }

    /// The story as schema.org data.
    pub(super) fn json_ld(&self, builder: &JsonLdNodeBuilder<'_>) -> JsonLdNode {
        let mut node = builder.base_node(if self.kind == "news" { "NewsArticle" } else { builder.page.json_ld_type });
        builder.set_creative_work(&mut node);
        node.set_text("headline", builder.page.title);
        node.set_text("datePublished", &self.date.iso);
        // An author given as a text may be a person or a group, so it has no type. The author of a story without one is
        // the network.
        node.set(
            "author",
            Some(match &self.by {
                Some(by) if by.href.is_none() => json!({"name": by.title}),
                Some(by) => builder.organisation_node(by),
                None => builder.network_node(),
            }),
        );
        node.set("publisher", Some(builder.network_node()));
        node.set("mainEntityOfPage", builder.page.url.map(Value::from));
        node.set_all("mentions", builder.link_nodes("Organization", &self.partners));
        node.set("about", self.event.as_ref().map(|event| builder.link_node("WebPage", event)));
        node
    }
}
