//! Access facts: what is known about getting in.

use super::reference::{AccessFacts, Target};
use crate::yaml::{FromNode, Node, Reader, Value, words};

words! {
    /// An answer to "is there …?".
    pub enum AccessAnswer ("`yes`, `no` or `ask`") {
        /// Yes.
        Yes "yes" | "true",
        /// No.
        No "no" | "false",
        /// People should ask first.
        Ask "ask",
    }
}

/// Access facts in the order written; a bare list means yes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access(pub Vec<(String, AccessAnswer)>);

impl Access {
    /// The facts that are stated with yes.
    pub fn stated_facts(&self) -> Vec<&str> {
        let stated = self.0.iter().filter(|(_, answer)| *answer == AccessAnswer::Yes);
        stated.map(|(fact, _)| fact.as_str()).collect()
    }

    /// The answer for one fact.
    pub fn get(&self, fact: &str) -> Option<AccessAnswer> {
        self.0.iter().find(|(known, _)| known == fact).map(|(_, answer)| *answer)
    }
}

impl FromNode for Access {
    const EXPECTED: &'static str = "access facts such as `[step-free, hearing-loop]` or `{step-free: yes, lift: no}`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let mut facts = Vec::new();
        match &node.value {
            Value::List(items) => {
                for item in items {
                    if let Some(fact) = reader.read_text(item, AccessFacts::EXPECTED) {
                        reader.add_reference(AccessFacts::TARGET, fact, item.span);
                        facts.push((fact.to_owned(), AccessAnswer::Yes));
                    }
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    reader.add_reference(AccessFacts::TARGET, &entry.name, entry.span);
                    if let Some(answer) = AccessAnswer::from_node(&entry.node, reader) {
                        facts.push((entry.name.clone(), answer));
                    }
                }
            }
            _ => {
                reader.report_invalid_value(node, Self::EXPECTED);
                return None;
            }
        }
        Some(Self(facts))
    }
}

/// The access facts that every network has.
pub const ACCESS_FACTS: &[(&str, &str)] = &[
    ("step-free", "Step-free"),
    ("level-route", "Level route from the stop"),
    ("lift", "Lift"),
    ("accessible-toilet", "Accessible toilet"),
    ("changing-places", "Changing Places toilet"),
    ("blue-badge-bays", "Blue Badge bays"),
    ("parking", "Parking"),
    ("hearing-loop", "Hearing loop"),
    ("bsl", "British Sign Language"),
    ("live-captions", "Live captions"),
    ("captions", "Captions"),
    ("quiet-space", "Quiet space"),
    ("prayer-room", "Prayer room"),
    ("women-only", "Women only"),
    ("halal", "Halal"),
    ("vegetarian", "Vegetarian"),
    ("food", "Food"),
    ("childcare", "Childcare"),
    ("assistance-dogs", "Assistance dogs welcome"),
    ("pushchairs", "Room for pushchairs"),
];
