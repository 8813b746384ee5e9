//! Tokens with their places.

use std::collections::BTreeMap;

use crate::text::SourceLocation;

/// The end of the names of dark colours.
pub(super) const DARK_SUFFIX: &str = "-dark";

/// The value of a token, with its place.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub value: String,
    pub location: SourceLocation,
    /// Whether it is from `site.yaml` rather than a theme.
    pub is_from_site: bool,
}

/// Tokens by name.
pub(super) type Tokens = BTreeMap<String, Token>;
