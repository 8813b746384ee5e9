//! Pages: records without fields of their own.

use super::record_fields::RecordFields;
use crate::text::Span;
use crate::yaml::{Field, MapEntry, Reader};

/// A page has the fields that all kinds have, and no others.
#[derive(Clone, Debug)]
pub struct Page;

impl Page {
    /// Pages declare no fields.
    pub const FIELDS: &'static [Field] = &[];

    /// Reads nothing, because pages have no fields of their own.
    pub fn from_entries(_: Span, _: &[MapEntry], _: &mut Reader<'_>) -> Option<Self> {
        Some(Self)
    }
}

impl RecordFields for Page {}
