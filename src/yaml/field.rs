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
    /// What its value is, in words: `a date`, `a partner`.
    pub expected: &'static str,
}

/// Whether a text has the form of a field's name.
pub(super) fn is_field_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}
