//! What a record says about its pictures.

use super::reference::{Consents, ReferenceTo};
use crate::yaml::{AnyValue, FromNode, Node, Reader, fields};

fields! {
    /// What is known of a picture.
    pub struct PictureDetails {
        /// A text for those who cannot see it (WCAG 2.2 SC 1.1.1).
        alt: optional String, always;
        /// It shows nothing that matters: no text is needed.
        decorative: optional bool, always;
        /// Who is in it: consents, `none` or `crowd`.
        people: optional PeopleInPicture, always;
        /// Who made it.
        credit: optional String, always;
        /// The point that must stay in view when it is cut.
        focus: optional AnyValue, always;
    }
}

/// Who is in a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeopleInPicture {
    /// Nobody.
    Nobody,
    /// Nobody who could be recognised.
    Crowd,
    /// People with consents.
    Consents(Vec<ReferenceTo<Consents>>),
}

impl FromNode for PeopleInPicture {
    const EXPECTED: &'static str = "consents such as `[c-0042]`, `none` or `crowd`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node.text() {
            Some("none") => Some(Self::Nobody),
            Some("crowd") => Some(Self::Crowd),
            _ => Vec::from_node(node, reader).map(Self::Consents),
        }
    }
}
