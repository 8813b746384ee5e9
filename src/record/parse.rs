//! Reads the file of a record.

use std::sync::Arc;

use super::common::CommonFields;
use super::field_locations::FieldLocations;
use super::kind_fields::{KindFields, declared_fields};
use super::line_waiver::find_line_waivers;
use super::no_effect_yet::report_in_record;
use super::not_fields::not_fields_fault;
use super::parsed_record::ParsedRecord;
use super::reference::{Places, ReferenceTo};
use super::slug_check::check_slug_and_aliases;
use crate::digest::Digest;
use crate::fault::{Code, Faults};
use crate::kind::Kind;
use crate::markdown::{self, MarkdownBody, MarkdownOptions};
use crate::path;
use crate::text::{Source, SourceLocation, Span};
use crate::yaml::{self, MapEntry, Node, Reader, Value, report_unknown_fields};

/// Reads the file of a record. `slug` is the slug that the file name gives; a `slug:` in the file replaces it.
pub fn parse(source: &Arc<Source>, kind: Kind, slug: &str) -> ParsedRecord {
    let mut out = Faults::new();
    let split = yaml::split_front_matter(source, &mut out);
    let mut parsed = ParsedRecord {
        source: Arc::clone(source),
        digest: Digest::compute(source.text.as_bytes()),
        kind,
        slug: slug.to_owned(),
        sort_title: String::new(),
        common: None,
        fields: None,
        references: Vec::new(),
        locations: FieldLocations::new(source),
        body: MarkdownBody::default(),
        waivers: find_line_waivers(source, split.body.clone(), &mut out),
        faults: Vec::new(),
        has_private_file: false,
    };
    if let Some(front) = split.front_matter.clone() {
        let (node, is_complete) = yaml::parse(source, front.clone(), &mut out);
        read_front_matter(source, kind, &node, is_complete, &mut parsed, &mut out);
        if parsed.common.is_none()
            && let Some(written) = yaml::find_slug(&source.text[front]).filter(|slug| path::is_slug(slug))
        {
            parsed.slug = replace_last_segment(&parsed.slug, written);
        }
    }
    parsed.sort_title = path::sort_key(parsed.title());
    parsed.body = markdown::render(source, &parsed.digest, split.body, MarkdownOptions::ALL, &mut out);
    parsed.faults = out.into_iter().collect();
    parsed
}

fn read_front_matter(
    source: &Arc<Source>,
    kind: Kind,
    node: &Node,
    is_complete: bool,
    parsed: &mut ParsedRecord,
    out: &mut Faults,
) {
    let Some(entries) = read_entries(source, node, out) else { return };
    report_unknown_fields(entries, &[CommonFields::FIELDS, declared_fields(kind)], &mut Reader::new(source, out));
    let mut faults = Faults::new();
    read_fields(source, kind, node.span, entries, parsed, &mut faults);
    if is_complete {
        out.extend(faults);
    } else {
        // A field with a YAML mistake has a fault already, so it is not reported as missing too.
        out.extend(faults.into_iter().filter(|fault| fault.code != Code::MissingField));
        parsed.fields = None;
    }
    parsed.locations.set_fields(entries);
}

/// The fields of the front matter. Anything else is reported.
fn read_entries<'n>(source: &Arc<Source>, node: &'n Node, out: &mut Faults) -> Option<&'n [MapEntry]> {
    match &node.value {
        Value::Map(entries) => Some(entries),
        Value::Null => Some(&[]),
        Value::Scalar { .. } => {
            out.report(yaml::diagnose_non_field(source, node.span.to_range(), node.span));
            None
        }
        Value::List(_) => {
            out.report(not_fields_fault("front matter", node, SourceLocation::new(source, node.span)));
            None
        }
    }
}

fn read_fields(
    source: &Arc<Source>,
    kind: Kind,
    map: Span,
    entries: &[MapEntry],
    parsed: &mut ParsedRecord,
    out: &mut Faults,
) {
    let mut reader = Reader::new(source, out);
    parsed.common = CommonFields::from_entries(map, entries, &mut reader);
    parsed.fields = KindFields::from_entries(kind, map, entries, &mut reader);
    if kind.spec().requires_places && parsed.common.as_ref().is_some_and(|common| common.places.is_empty()) {
        reader.required::<ReferenceTo<Places>>("places", map, &[]);
        parsed.fields = None;
    }
    report_in_record(kind, entries, &mut reader);
    if let Some(common) = &parsed.common {
        check_slug_and_aliases(common, entries, &mut reader);
        if let Some(written) = &common.slug {
            parsed.slug = replace_last_segment(&parsed.slug, written);
        }
    }
    parsed.references = reader.into_references();
}

/// A slug with another last part: `guide/pictures` and `photos` give `guide/photos`.
fn replace_last_segment(slug: &str, last: &str) -> String {
    match slug.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{last}"),
        None => last.to_owned(),
    }
}
