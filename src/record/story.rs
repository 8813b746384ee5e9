//! Stories, news, views and statements.

use jiff::civil::Date;

use super::value::{Consents, Events, PartnerOrText, Partners, ReferenceTo, StoryTypes};
use crate::language::LanguageTag;
use crate::yaml::{FromNode, Node, Reader, Value, fields};

/// The types that every network has; the first is the default.
pub const STORY_TYPES: &[&str] = &["story", "case-study", "news", "view", "statement"];

fields! {
    /// A story of connection, a piece of news, a view.
    pub struct Story {
        /// The day it was published or happened.
        date: required Date, always;
        /// What sort of text it is.
        kind ("type"): optional ReferenceTo<StoryTypes>, always;
        /// Who wrote it.
        by: optional PartnerOrText, always;
        /// Partners it is about.
        partners: many ReferenceTo<Partners>, always;
        /// The people in it, each with a consent; `none` when nobody can be recognised.
        people: optional People, consent;
        /// The event it grew from.
        event: optional ReferenceTo<Events>, always;
        /// The language it is written in, when it is not the site's.
        language: optional LanguageTag, always;
    }
}

/// The people in a story.
#[derive(Clone, Debug)]
pub enum People {
    /// Nobody can be recognised.
    Nobody,
    /// These.
    Listed(Vec<Person>),
}

impl People {
    /// The people; none where nobody can be recognised.
    pub fn persons(&self) -> &[Person] {
        match self {
            Self::Nobody => &[],
            Self::Listed(persons) => persons,
        }
    }
}

fields! {
    /// Somebody in a story.
    pub struct Person {
        /// Their consent.
        consent: required ReferenceTo<Consents>, always;
        /// What they are in the story: `cook`, `neighbour`.
        role: optional String, always;
    }
}

impl FromNode for People {
    const EXPECTED: &'static str = "people with their consents such as `[{consent: c-0042}]`, or `none`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Scalar { text, .. } if text == "none" => Some(Self::Nobody),
            Value::List(_) => Vec::from_node(node, reader).map(Self::Listed),
            _ => {
                reader.report_invalid_value(node, Self::EXPECTED);
                None
            }
        }
    }
}

impl Story {
    /// Its type.
    pub fn type_word(&self) -> &str {
        self.kind.as_ref().map_or(STORY_TYPES[0], |kind| &kind.text)
    }

    /// Whether it must say who is in it.
    pub fn must_name_people(&self) -> bool {
        matches!(self.type_word(), "story" | "case-study")
    }
}
