//! Reads the file of a record or of a translation, by itself.

use std::sync::Arc;

use super::common::{CommonFields, TranslationFields};
use super::field_locations::FieldLocations;
use super::kind_fields::{KindFields, declared_fields};
use super::line_waiver::{self, LineWaiver};
use super::parsed_record::ParsedRecord;
use super::reference::{Places, ReferenceTo};
use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults};
use crate::kind::Kind;
use crate::markdown::{self, MarkdownBody};
use crate::path;
use crate::text::{Source, Span};
use crate::yaml::{self, Field, MapEntry, Node, Reader, Value, report_unknown_fields};

/// A translation's file, read by itself.
#[derive(Debug)]
pub struct ParsedTranslation {
    /// The file.
    pub source: Arc<Source>,
    /// The file's fingerprint.
    pub digest: Digest,
    /// What it sets; `None` when it cannot be read.
    pub fields: Option<TranslationFields>,
    /// Its text.
    pub body: MarkdownBody,
    /// Faults that are accepted on a line.
    pub waivers: Vec<LineWaiver>,
    /// What is wrong with the file by itself.
    pub faults: Vec<Fault>,
}

/// Reads a record's file. `slug` is what the file's name says.
pub fn parse(source: &Arc<Source>, kind: Kind, slug: &str) -> ParsedRecord {
    let mut out = Faults::new();
    let split = yaml::split_front_matter(source, &mut out);
    let mut parsed = ParsedRecord {
        source: Arc::clone(source),
        digest: Digest::compute(source.text.as_bytes()),
        kind,
        slug: slug.to_owned(),
        common: None,
        fields: None,
        references: Vec::new(),
        locations: FieldLocations::new(source),
        body: MarkdownBody::default(),
        waivers: line_waiver::find_line_waivers(source, split.body.clone(), &mut out),
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
    parsed.body = markdown::render(source, split.body, markdown::MarkdownOptions::ALL, &mut out);
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
    let mut reader = Reader::new(source, out);
    let no_entries = Vec::new();
    let entries = match &node.value {
        Value::Map(entries) => entries,
        Value::Null => &no_entries,
        _ => {
            let whole = || {
                Fault::new(
                    Code::YamlSyntax,
                    reader.location(node.span),
                    format!("the front matter is {}, not fields", node.description()),
                )
            };
            let fault = match node.text() {
                Some(_) => yaml::diagnose_non_field(source, node.span.to_range(), node.span),
                None => whole().with_help("write fields: a name, a colon, a space and a value"),
            };
            reader.report(fault);
            return;
        }
    };
    report_unknown_fields(entries, &[CommonFields::FIELDS, declared_fields(kind)], &mut reader);
    // Where a field could not be read as YAML, "missing" would only say the same twice.
    let ignore_missing = !is_complete;
    let mut ignored = Faults::new();
    let mut reader = if ignore_missing { Reader::new(source, &mut ignored) } else { reader };
    parsed.common = CommonFields::from_entries(node.span, entries, &mut reader);
    parsed.fields = KindFields::from_entries(kind, node.span, entries, &mut reader);
    if kind.spec().requires_places && parsed.common.as_ref().is_some_and(|common| common.places.is_empty()) {
        reader.required::<ReferenceTo<Places>>("places", node.span, &[]);
        parsed.fields = None;
    }
    if let Some(common) = &parsed.common {
        check_slug_and_aliases(common, entries, &mut reader);
        if let Some(written) = &common.slug {
            parsed.slug = replace_last_segment(&parsed.slug, written);
        }
    }
    parsed.references = reader.into_references();
    if ignore_missing {
        let missing = |fault: &Fault| fault.code == Code::MissingField;
        out.extend(ignored.into_iter().filter(|fault| !missing(fault)));
        parsed.fields = None;
    }
    parsed.locations.set_fields(entries);
}

fn check_slug_and_aliases(common: &CommonFields, entries: &[MapEntry], reader: &mut Reader<'_>) {
    let span =
        |name: &str| entries.iter().find(|entry| entry.name == name).map_or(Span::default(), |entry| entry.node.span);
    if let Some(slug) = &common.slug {
        check_slug(reader, slug, span("slug"));
    }
    let alias_node = entries.iter().find(|entry| entry.name == "aliases").map(|entry| &entry.node);
    for alias in &common.aliases {
        let place = alias_node.and_then(|node| node.item_span(alias)).unwrap_or_else(|| span("aliases"));
        if !path::is_valid_old_address(alias) {
            let fault =
                Fault::new(Code::InvalidValue, reader.location(place), format!("`{alias}` is not an old address"));
            reader.report(fault.with_help("write the whole path, such as `/stories/old-name/`"));
        } else if path::is_reserved_address(alias) || alias.split('/').any(path::is_reserved_name) {
            let fault = Fault::new(Code::ReservedName, reader.location(place), format!("`{alias}` is a reserved name"));
            reader.report(fault.with_help("choose another address"));
        }
    }
}

/// `guide/pictures` with `photos` as its last part.
fn replace_last_segment(slug: &str, last: &str) -> String {
    match slug.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{last}"),
        None => last.to_owned(),
    }
}

/// Reads a translation's file.
pub fn parse_translation(source: &Arc<Source>, kind: Kind) -> ParsedTranslation {
    let mut out = Faults::new();
    let split = yaml::split_front_matter(source, &mut out);
    let mut fields = None;
    if let Some(front) = split.front_matter {
        let (node, _) = yaml::parse(source, front, &mut out);
        let mut reader = Reader::new(source, &mut out);
        let node = node.or_empty_map();
        if let Some(entries) = reader.read_map(&node) {
            check_translation_fields(kind, entries, &mut reader);
            fields = TranslationFields::from_entries(node.span, entries, &mut reader);
            let slug = entries.iter().find(|entry| entry.name == "slug");
            if let Some((slug, written)) = slug.zip(fields.as_ref().and_then(|fields| fields.slug.clone()))
                && !check_slug(&mut reader, &written, slug.node.span)
            {
                fields = None;
            }
        }
    }
    let waivers = line_waiver::find_line_waivers(source, split.body.clone(), &mut out);
    let body = markdown::render(source, split.body, markdown::MarkdownOptions::ALL, &mut out);
    let digest = Digest::compute(source.text.as_bytes());
    ParsedTranslation { source: Arc::clone(source), digest, fields, body, waivers, faults: out.into_iter().collect() }
}

fn check_translation_fields(kind: Kind, entries: &[MapEntry], reader: &mut Reader<'_>) {
    let known = |fields: &[Field], name: &str| fields.iter().any(|field| field.name == name);
    for entry in entries {
        if known(TranslationFields::FIELDS, &entry.name) {
            continue;
        }
        if known(CommonFields::FIELDS, &entry.name) || known(declared_fields(kind), &entry.name) {
            let fault = Fault::new(
                Code::EditionField,
                reader.location(entry.span),
                format!("a translation cannot set `{}`", entry.name),
            );
            reader.report(fault.with_help("it comes from the record itself: remove it here"));
        } else {
            report_unknown_fields(std::slice::from_ref(entry), &[TranslationFields::FIELDS], reader);
        }
    }
}

/// Reports a slug that cannot be used in an address.
fn check_slug(reader: &mut Reader<'_>, slug: &str, span: Span) -> bool {
    if !slug.split('/').all(path::is_slug) {
        let fault =
            Fault::new(Code::InvalidValue, reader.location(span), format!("`{slug}` cannot be used in an address"));
        let segments: Vec<String> = slug.split('/').map(path::slugify).filter(|segment| !segment.is_empty()).collect();
        reader.report(fault.with_help(format!("write `{}`", segments.join("/"))));
        return false;
    }
    if path::is_reserved_name(slug) || slug.split('/').any(path::is_reserved_name) {
        let fault = Fault::new(Code::ReservedName, reader.location(span), format!("`{slug}` is a reserved name"));
        reader.report(fault.with_help("choose another slug"));
        return false;
    }
    true
}
