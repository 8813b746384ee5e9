//! The fields of all kinds as one type.

use std::ops::{Deref, DerefMut};

use super::campaign::Campaign;
use super::event::Event;
use super::incident::Incident;
use super::opportunity::Opportunity;
use super::page::Page;
use super::partner::Partner;
use super::place::Place;
use super::record_fields::RecordFields;
use super::resource::Resource;
use super::story::Story;
use crate::kind::Kind;
use crate::text::Span;
use crate::yaml::{Field, MapEntry, Reader};

/// Declares the enum of fields, with a variant for each kind.
macro_rules! kind_fields {
    ($($(#[doc = $doc:literal])+ $Kind:ident($Fields:ty),)+) => {
        /// The fields that only one kind has.
        #[derive(Clone, Debug)]
        pub enum KindFields {
            $($(#[doc = $doc])+ $Kind(Box<$Fields>),)+
        }

        /// The declared fields of a kind, without those that all kinds have.
        pub fn declared_fields(kind: Kind) -> &'static [Field] {
            match kind { $(Kind::$Kind => <$Fields>::FIELDS,)+ }
        }

        impl KindFields {
            pub(super) fn from_entries(
                kind: Kind,
                map: Span,
                entries: &[MapEntry],
                reader: &mut Reader<'_>,
            ) -> Option<Self> {
                match kind { $(Kind::$Kind => <$Fields>::from_entries(map, entries, reader).map(|fields| Self::$Kind(Box::new(fields))),)+ }
            }
        }

        impl Deref for KindFields {
            type Target = dyn RecordFields;

            fn deref(&self) -> &Self::Target {
                match self { $(Self::$Kind(fields) => &**fields,)+ }
            }
        }

        impl DerefMut for KindFields {
            fn deref_mut(&mut self) -> &mut Self::Target {
                match self { $(Self::$Kind(fields) => &mut **fields,)+ }
            }
        }
    };
}

kind_fields! {
    /// A story.
    Story(Story),
    /// A partner.
    Partner(Partner),
    /// An event.
    Event(Event),
    /// A place.
    Place(Place),
    /// A campaign.
    Campaign(Campaign),
    /// A resource.
    Resource(Resource),
    /// An opportunity.
    Opportunity(Opportunity),
    /// An incident pack.
    Incident(Incident),
    /// A page.
    Page(Page),
}
