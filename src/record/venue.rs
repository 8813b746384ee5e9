//! Where events take place.

use super::contact_details::Address;
use super::guard::{HasVisibility, SafetyField, Visibility};
use super::reference::{Partners, ReferenceTo};
use crate::yaml::{Coordinates, FromNode, Node, Reader, Url, Value, fields};

/// Where an event is.
#[derive(Clone, Debug)]
pub enum Venue {
    /// The address of a partner.
    Partner(ReferenceTo<Partners>),
    /// A place that is not the address of a partner.
    Place(NamedPlace),
}

fields! {
    /// A place with a name and perhaps an address.
    pub struct NamedPlace {
        /// The name of the place.
        name: required String, always;
        /// Lines before the town.
        lines: many String, always;
        /// The town.
        town: optional String, always;
        /// The postcode.
        postcode: optional String, always;
        /// Latitude and longitude.
        location: optional Coordinates, always;
        /// Who may see the address [default: everybody].
        visibility: optional Visibility, always;
    }
}

impl NamedPlace {
    /// The address without the name.
    pub fn address(&self) -> Address {
        Address {
            lines: self.lines.clone(),
            town: self.town.clone(),
            postcode: self.postcode.clone(),
            location: self.location,
            visibility: self.visibility,
        }
    }
}

impl FromNode for Venue {
    const EXPECTED: &'static str = "the slug of a partner, or `{name: …}` with an address";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => NamedPlace::from_node(node, reader).map(Self::Place),
            _ => ReferenceTo::from_node(node, reader).map(Self::Partner),
        }
    }
}

impl HasVisibility for Venue {
    const SAFETY_FIELD: SafetyField = SafetyField::Address;

    /// The visibility of the address. A partner's record says who may see the partner's address.
    fn visibility(&self) -> Visibility {
        match self {
            Self::Partner(_) => Visibility::Public,
            Self::Place(place) => place.visibility.unwrap_or(Visibility::Public),
        }
    }
}

fields! {
    /// Where an event is on the internet.
    pub struct Online {
        /// The address for joining; people must ask for it unless `visibility` says otherwise.
        url: required Url, always;
        /// Who may see it.
        visibility: optional Visibility, always;
    }
}

impl HasVisibility for Online {
    const SAFETY_FIELD: SafetyField = SafetyField::Address;

    fn visibility(&self) -> Visibility {
        self.visibility.unwrap_or(Visibility::OnRequest)
    }
}
