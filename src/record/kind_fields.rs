//! The fields of all kinds as one type.

use std::ops::{Deref, DerefMut};

use super::campaign::Campaign;
use super::common::CommonFields;
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
use crate::yaml::{Field, MapEntry, Protection, Reader};

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

        /// The declared fields of every kind.
        const DECLARED_FIELDS: &[&[Field]] = &[$(<$Fields>::FIELDS,)+];

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

/// How many letters of a misspelt name may be wrong.
const MAX_WRONG_LETTERS: usize = 2;

/// Who may see the field with this name, in whichever kind's file it is. A name that no kind has may be a misspelt one: the
/// strictest of the fields that can be meant counts, and if there is none, the value is guarded.
pub fn protection_of_field(name: &str) -> Protection {
    let strictest = |is_meant: &dyn Fn(&str) -> bool| {
        let declared = DECLARED_FIELDS.iter().copied().chain([CommonFields::FIELDS]).flatten();
        declared.filter(|field| is_meant(field.name)).map(|field| field.protection).max()
    };
    let is_near = |known: &str| strsim::damerau_levenshtein(known, name) <= MAX_WRONG_LETTERS;
    strictest(&|known| known == name).or_else(|| strictest(&is_near)).unwrap_or(Protection::Guarded)
}
