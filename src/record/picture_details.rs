//! What a record says about its pictures.

use super::reference::{Consents, ReferenceTo};
use crate::yaml::{AnyValue, FromNode, Node, Reader, fields};

fields! {
    /// Details of a picture.
    pub struct PictureDetails {
        /// The text alternative, for people who cannot see the picture (WCAG 2.2 SC 1.1.1).
        alt: optional String, always;
        /// Whether it is only decoration, which needs no text alternative.
        decorative: optional bool, always;
        /// Who is in it: consents, `none` or `crowd`.
        people: optional PeopleInPicture, always;
        /// Who made it.
        credit: optional String, always;
        /// The point that must stay visible when the picture is cropped.
        focus: optional AnyValue, always;
    }
}

/// Who is in a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeopleInPicture {
    /// Nobody.
    Nobody,
    /// People who cannot be recognised.
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
