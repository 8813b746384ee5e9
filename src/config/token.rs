//! Values of tokens, with their places in a file.

use std::collections::BTreeMap;

use crate::text::SourceLocation;

/// The end of the name of a dark colour.
pub(super) const DARK_SUFFIX: &str = "-dark";

/// The value of a token, with its place in a file.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub value: String,
    pub location: SourceLocation,
    /// Whether it is from `site.yaml` rather than a theme.
    pub is_from_site: bool,
}

/// Tokens by name.
pub(super) type Tokens = BTreeMap<String, Token>;
