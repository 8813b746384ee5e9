//! Fields as they are declared.

/// Whether a field is required, optional or a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cardinality {
    /// A record without it is not published.
    Required,
    /// It may be left out.
    Optional,
    /// A list; one value is read as a list of one.
    Many,
}

/// Who may see a value, as far as its declaration tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protection {
    /// Everybody.
    Public,
    /// Everybody, while safety is not raised.
    UnlessSafetyIsRaised,
    /// Editors, and those whom a `visibility` in it names.
    Guarded,
}

impl Protection {
    /// The stricter one of two.
    pub const fn stricter(self, other: Self) -> Self {
        if self as u8 > other as u8 { self } else { other }
    }
}

/// A declared field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name, as editors write it.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// Whether it is required, optional or a list.
    pub cardinality: Cardinality,
    /// The rule that says who may see its value: `always`, `visibility`, `safety`, `consent`, `editors`.
    pub rule: &'static str,
    /// Who may see the value: what follows from its rule and from the values inside it.
    pub protection: Protection,
    /// What its value is, in words: `a date`, `a partner`.
    pub expected: &'static str,
}

/// Whether a text has the form of a field's name.
pub(super) fn is_field_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}
