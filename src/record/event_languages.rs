//! The languages of an event.

use crate::language::LanguageTag;
use crate::yaml::{FromNode, Node, Reader, Value, fields};

fields! {
    /// Languages of an event.
    pub struct LanguageFields {
        /// Languages that are spoken.
        spoken: many LanguageTag, always;
        /// Languages that are interpreted into.
        interpreted: many LanguageTag, always;
        /// Languages of hand-outs and slides.
        materials: many LanguageTag, always;
    }
}

/// Languages of an event; a bare list means spoken.
#[derive(Clone, Debug)]
pub struct EventLanguages(pub LanguageFields);

impl FromNode for EventLanguages {
    const EXPECTED: &'static str = "languages such as `[en, ur]` or `{spoken: [en], interpreted: [ur]}`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => LanguageFields::from_node(node, reader).map(Self),
            _ => Vec::from_node(node, reader)
                .map(|spoken| Self(LanguageFields { spoken, interpreted: Vec::new(), materials: Vec::new() })),
        }
    }
}
