//! Checks of slugs and old addresses.

use super::common::CommonFields;
use crate::fault::{Code, Fault};
use crate::output::is_reserved_address;
use crate::path;
use crate::text::Span;
use crate::yaml::{MapEntry, Reader};

/// Checks the `slug:` and the `aliases:` of a record.
pub(super) fn check_slug_and_aliases(common: &CommonFields, entries: &[MapEntry], reader: &mut Reader<'_>) {
    let field_span =
        |name: &str| entries.iter().find(|entry| entry.name == name).map_or(Span::default(), |entry| entry.node.span);
    if let Some(slug) = &common.slug {
        check_slug(reader, slug, field_span("slug"));
    }
    let alias_node = entries.iter().find(|entry| entry.name == "aliases").map(|entry| &entry.node);
    for alias in &common.aliases {
        let span = alias_node.and_then(|node| node.item_span(alias)).unwrap_or_else(|| field_span("aliases"));
        if !path::is_valid_old_address(alias) {
            let fault =
                Fault::new(Code::InvalidValue, reader.location(span), format!("`{alias}` is not an old address"));
            reader.report(fault.with_help("write the whole path, such as `/stories/old-name/`"));
        } else if path::is_too_long(alias) {
            let message = format!("`{}` is too long for an address", shorten(alias));
            let fault = Fault::new(Code::NameTooLong, reader.location(span), message);
            reader.report(fault.with_help("take it out: no disk could hold it"));
        } else if is_reserved_address(alias) || alias.split('/').any(path::is_reserved_name) {
            let fault = Fault::new(Code::ReservedName, reader.location(span), format!("`{alias}` is a reserved name"));
            reader.report(fault.with_help("choose another address"));
        }
    }
}

/// Whether a slug can be used in an address; reports it otherwise.
pub(super) fn check_slug(reader: &mut Reader<'_>, slug: &str, span: Span) -> bool {
    if !slug.split('/').all(path::is_slug) {
        let fault =
            Fault::new(Code::InvalidValue, reader.location(span), format!("`{slug}` cannot be used in an address"));
        let segments: Vec<String> = slug.split('/').map(path::slugify).filter(|segment| !segment.is_empty()).collect();
        reader.report(fault.with_help(format!("write `{}`", segments.join("/"))));
        return false;
    }
    if path::is_too_long(slug) {
        let message = format!("`{}` is too long for an address", shorten(slug));
        let fault = Fault::new(Code::NameTooLong, reader.location(span), message);
        reader.report(fault.with_help("three or four words are enough"));
        return false;
    }
    if slug.split('/').any(path::is_reserved_name) {
        let fault = Fault::new(Code::ReservedName, reader.location(span), format!("`{slug}` is a reserved name"));
        reader.report(fault.with_help("choose another slug"));
        return false;
    }
    true
}

/// The beginning of a long text.
fn shorten(text: &str) -> String {
    text.chars().take(40).chain(['…']).collect()
}
