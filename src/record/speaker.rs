//! Who speaks at an event.

use super::reference::{Consents, Destination, Partners, ReferenceTo};
use crate::yaml::{FromNode, Node, Reader, Value, fields};

/// Somebody who speaks at an event.
#[derive(Clone, Debug)]
pub enum Speaker {
    /// A partner.
    Partner(ReferenceTo<Partners>),
    /// Somebody without a record.
    Person(SpeakingPerson),
}

fields! {
    /// Somebody without a record who speaks at an event.
    pub struct SpeakingPerson {
        /// The name. With a consent, readers see the name that was agreed there, and only while the consent holds.
        name: required String, always;
        /// A page about the person.
        link: optional Destination, always;
        /// The person's consent in `consents.yaml`.
        consent: optional ReferenceTo<Consents>, always;
    }
}

impl FromNode for Speaker {
    const EXPECTED: &'static str = "the slug of a partner, or `{name: …}`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => SpeakingPerson::from_node(node, reader).map(Self::Person),
            _ => ReferenceTo::from_node(node, reader).map(Self::Partner),
        }
    }
}
