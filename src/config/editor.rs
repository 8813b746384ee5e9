//! The address under `editor:`, which opens a file in an editor.

/// What the address can name between braces.
pub const EDITOR_PLACEHOLDERS: [&str; 3] = ["path", "line", "column"];

/// Schemes whose addresses run or show something in the page itself.
const UNSAFE_SCHEMES: [&str; 4] = ["javascript", "data", "vbscript", "blob"];

/// Whether it is safe to follow links of a pattern.
pub fn is_safe_editor_pattern(pattern: &str) -> bool {
    let Some((scheme, _)) = pattern.split_once(':') else { return false };
    let is_scheme_char = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    let is_unsafe = UNSAFE_SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    !scheme.is_empty() && scheme.bytes().all(is_scheme_char) && !is_unsafe
}

/// The first name between braces that nothing takes the place of.
pub(super) fn find_unknown_placeholder(pattern: &str) -> Option<&str> {
    let names = pattern.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    names.into_iter().find(|name| !EDITOR_PLACEHOLDERS.contains(name))
}
