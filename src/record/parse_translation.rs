//! Reads the file of a translation.

use std::ops::Range;
use std::slice;
use std::sync::Arc;

use super::common::{CommonFields, TranslationFields};
use super::kind_fields::declared_fields;
use super::line_waiver::{LineWaiver, find_line_waivers};
use super::slug_check::check_slug;
use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults};
use crate::kind::Kind;
use crate::markdown::{self, MarkdownBody, MarkdownOptions};
use crate::text::Source;
use crate::yaml::{self, Field, MapEntry, Reader, report_unknown_fields};

/// The file of a translation.
#[derive(Debug)]
pub struct ParsedTranslation {
    /// The file.
    pub source: Arc<Source>,
    /// The digest of the file.
    pub digest: Digest,
    /// The fields; `None` when they cannot be read.
    pub fields: Option<TranslationFields>,
    /// The text below the front matter.
    pub body: MarkdownBody,
    /// The faults that are accepted on lines of the file.
    pub waivers: Vec<LineWaiver>,
    /// What is wrong with the file.
    pub faults: Vec<Fault>,
}

/// Reads the file of a translation.
pub fn parse_translation(source: &Arc<Source>, kind: Kind) -> ParsedTranslation {
    let mut out = Faults::new();
    let split = yaml::split_front_matter(source, &mut out);
    let fields = split.front_matter.and_then(|front| read_fields(source, kind, front, &mut out));
    let waivers = find_line_waivers(source, split.body.clone(), &mut out);
    let digest = Digest::compute(source.text.as_bytes());
    let body = markdown::render(source, &digest, split.body, MarkdownOptions::ALL, &mut out);
    ParsedTranslation { source: Arc::clone(source), digest, fields, body, waivers, faults: out.into_iter().collect() }
}

/// The fields of a translation; `None` when they, or its slug, cannot be used.
fn read_fields(source: &Arc<Source>, kind: Kind, front: Range<usize>, out: &mut Faults) -> Option<TranslationFields> {
    let (node, _) = yaml::parse(source, front, out);
    let node = node.or_empty_map();
    let mut reader = Reader::new(source, out);
    let entries = reader.read_map(&node)?;
    check_field_names(kind, entries, &mut reader);
    let fields = TranslationFields::from_entries(node.span, entries, &mut reader)?;
    let slug_entry = entries.iter().find(|entry| entry.name == "slug");
    if let (Some(entry), Some(slug)) = (slug_entry, &fields.slug)
        && !check_slug(&mut reader, slug, entry.node.span)
    {
        return None;
    }
    Some(fields)
}

/// Reports fields that a translation cannot have.
fn check_field_names(kind: Kind, entries: &[MapEntry], reader: &mut Reader<'_>) {
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
            report_unknown_fields(slice::from_ref(entry), &[TranslationFields::FIELDS], reader);
        }
    }
}
