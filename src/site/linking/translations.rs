//! Translations and the records they belong to.

use std::collections::HashMap;
use std::sync::Arc;

use super::input::LinkInput;
use crate::fault::{Code, Fault, Faults};
use crate::kind::{Kind, RecordId};
use crate::language::LanguageTag;
use crate::record::{self, FileRole, ParsedTranslation};
use crate::site::address::translation_address;
use crate::site::record::{Record, Translation};
use crate::site::record_index::RecordIndex;
use crate::site::record_lookup::RecordLookup;
use crate::text::SourceLocation;

/// Adds the translations to their records.
///
/// A translation is named like the file of its record. A record's `slug:` changes its address, not its file name, so
/// the file name is tried first.
pub(super) fn attach_translations(
    records: &mut [Arc<Record>],
    by_id: &RecordLookup,
    input: &LinkInput,
    out: &mut Faults,
) {
    if input.translations.is_empty() {
        return;
    }
    let by_file = index_file_names(records);
    for (kind, slug, language, parsed) in &input.translations {
        match by_file.get(&(*kind, slug.clone())).copied().or_else(|| by_id.get(*kind, slug)) {
            Some(ix) => {
                let record = Arc::make_mut(&mut records[ix.as_usize()]);
                record.translations.push(create_translation(&record.id, language, parsed));
            }
            None => report_missing_record(*kind, slug, parsed, out),
        }
    }
    for record in records.iter_mut().filter(|record| record.translations.len() > 1) {
        Arc::make_mut(record).translations.sort_by(|one, other| one.language.cmp(&other.language));
    }
}

/// Records by the kind and slug that their file names give.
fn index_file_names(records: &[Arc<Record>]) -> HashMap<(Kind, String), RecordIndex> {
    let by_file = records.iter().enumerate().filter_map(|(index, record)| {
        match record::classify(&record.parsed.source.path, &[]) {
            FileRole::Record { kind, slug } => Some(((kind, slug), RecordIndex::new(index))),
            _ => None,
        }
    });
    by_file.collect()
}

fn report_missing_record(kind: Kind, slug: &str, parsed: &ParsedTranslation, out: &mut Faults) {
    out.extend(parsed.faults.iter().cloned());
    let message = format!("there is no {kind} `{slug}` that this could be a translation of");
    let location = SourceLocation::new(&parsed.source, parsed.source.first_line());
    let fault = Fault::new(Code::UnknownReference, location, message);
    out.report(fault.with_help("name the file like the record, with the language before `.md`"));
}

fn create_translation(id: &RecordId, language: &LanguageTag, parsed: &Arc<ParsedTranslation>) -> Translation {
    let own_slug = parsed.fields.as_ref().and_then(|fields| fields.slug.as_deref());
    Translation {
        language: language.clone(),
        parsed: Arc::clone(parsed),
        links: Vec::new(),
        pictures: Vec::new(),
        block_records: Vec::new(),
        is_invalid: false,
        has_cross_file_error: false,
        address: translation_address(id, language.as_str(), own_slug),
    }
}
