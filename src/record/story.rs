//! Stories, news, views and statements.

use jiff::civil::Date;

use super::value::{Consents, Events, Named, PartnerOrText, Partners, StoryTypes};
use crate::language::LanguageTag;
use crate::yaml::{FromNode, Node, Reader, Value, fields};

/// The types that every network has; the first is the default.
pub const TYPES: &[&str] = &["story", "case-study", "news", "view", "statement"];

fields! {
    /// A story of connection, a piece of news, a view.
    pub struct Story {
        /// The day it was published or happened.
        date: required Date, always;
        /// What sort of text it is.
        kind ("type"): optional Named<StoryTypes>, always;
        /// Who wrote it.
        by: optional PartnerOrText, always;
        /// Partners it is about.
        partners: many Named<Partners>, always;
        /// The people in it, each with a consent; `none` when nobody can be recognised.
        people: optional People, consent;
        /// The event it grew from.
        event: optional Named<Events>, always;
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
    Named(Vec<Person>),
}

impl People {
    /// The people; none where nobody can be recognised.
    pub fn persons(&self) -> &[Person] {
        match self {
            Self::Nobody => &[],
            Self::Named(persons) => persons,
        }
    }
}

fields! {
    /// Somebody in a story.
    pub struct Person {
        /// Their consent.
        consent: required Named<Consents>, always;
        /// What they are in the story: `cook`, `neighbour`.
        role: optional String, always;
    }
}

impl FromNode for People {
    const WANTS: &'static str = "people with their consents such as `[{consent: c-0042}]`, or `none`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Scalar { text, .. } if text == "none" => Some(Self::Nobody),
            Value::List(_) => Vec::read(node, reader).map(Self::Named),
            _ => {
                reader.wrong(node, Self::WANTS);
                None
            }
        }
    }
}

impl Story {
    /// Its type.
    pub fn type_word(&self) -> &str {
        self.kind.as_ref().map_or(TYPES[0], |kind| &kind.word)
    }

    /// Whether it must say who is in it.
    pub fn is_about_people(&self) -> bool {
        matches!(self.type_word(), "story" | "case-study")
    }
}
