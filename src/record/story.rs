//! Stories, news, views and statements.

use jiff::civil::Date;

use super::field_locations::FieldLocations;
use super::record_fields::RecordFields;
use super::reference::{Consents, Events, PartnerOrText, Partners, ReferenceTo, StoryTypes};
use crate::fault::{Code, Fault, Faults};
use crate::kind::Kind;
use crate::language::LanguageTag;
use crate::time::Moment;
use crate::yaml::{FromNode, Node, Reader, Value, fields};

fields! {
    /// A story of connection, a piece of news, or a view.
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
    /// People with consents.
    Listed(Vec<Person>),
}

impl People {
    /// The people; empty when nobody can be recognised.
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
        /// Their consent in `consents.yaml`.
        consent: required ReferenceTo<Consents>, always;
        /// Their role in the story: `cook`, `neighbour`.
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
    /// The type of the story; `story` when the record has no `type:`.
    pub fn story_type(&self) -> &str {
        self.kind.as_ref().map_or_else(|| Kind::Story.spec().default_type.unwrap_or_default(), |kind| &kind.text)
    }

    /// Whether the story must say who is in it.
    pub fn must_name_people(&self) -> bool {
        matches!(self.story_type(), "story" | "case-study")
    }
}

impl RecordFields for Story {
    fn labelled_dates(&self) -> Vec<(&'static str, Option<Moment>)> {
        vec![("Date", Some(Moment::from_date(self.date)))]
    }

    fn type_word(&self) -> Option<&str> {
        Some(self.story_type())
    }

    fn date(&self) -> Option<Date> {
        Some(self.date)
    }

    fn changed_on(&self) -> Option<Date> {
        Some(self.date)
    }

    fn language(&self) -> Option<&LanguageTag> {
        self.language.as_ref()
    }

    fn consent_ids(&self) -> Vec<&str> {
        let persons = self.people.unguarded().iter().flat_map(|people| people.persons());
        persons.map(|person| person.consent.text.as_str()).collect()
    }

    fn check(&self, locations: &FieldLocations, out: &mut Faults) {
        if !self.must_name_people() || self.people.unguarded().is_some() || locations.has_value("people") {
            return;
        }
        let (location, problem) = match locations.of_field_name("people") {
            Some(location) => (location, "empty"),
            None => (locations.of_field(if self.kind.is_some() { "type" } else { "title" }), "missing"),
        };
        let message = format!("field `people` is {problem}: a story must say who is in it");
        out.report(
            Fault::new(Code::MissingField, location, message)
                .with_help("add `people:` with their consents, or `people: none` when nobody can be recognised"),
        );
    }
}
