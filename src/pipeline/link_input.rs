//! Sorts the files that were read into the input for linking.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::loaded_file::{FileContent, LoadedFile};
use crate::config::Config;
use crate::consent::{self, Ledger};
use crate::fault::{Code, Fault, Faults};
use crate::record::{self, FileRole};
use crate::site::LinkInput;
use crate::text::Source;
use crate::theme::Theme;

pub(super) fn collect_link_input(
    config: Arc<Config>,
    config_source: Arc<Source>,
    files: &[Arc<LoadedFile>],
    theme: &Theme,
) -> LinkInput {
    let mut templates: Vec<String> = theme.template_names().map(str::to_owned).collect();
    templates.sort_unstable();
    let mut input = LinkInput {
        config,
        config_source,
        records: Vec::new(),
        translations: Vec::new(),
        ledger: Ledger::default(),
        signposts: None,
        observances: None,
        assets: BTreeMap::new(),
        blocks: theme.blocks(),
        templates,
        faults: Vec::new(),
    };
    let mut faults = Faults::new();
    for file in files {
        match (&file.role, &file.content) {
            (role, FileContent::Failed(fault)) => {
                input.ledger.is_incomplete |= *role == FileRole::Consents;
                faults.report((**fault).clone());
            }
            (_, FileContent::Record(parsed)) => {
                match record::find_misnamed_translation(&file.path, &input.config, |path| has_file(files, path)) {
                    Some(fault) => faults.report(fault),
                    None => input.records.push(Arc::clone(parsed)),
                }
            }
            (FileRole::Translation { kind, slug, language }, FileContent::Translation(parsed)) => {
                input.translations.push((*kind, slug.clone(), language.clone(), Arc::clone(parsed)));
            }
            (_, FileContent::Asset(metadata)) => drop(input.assets.insert(file.path.to_string(), metadata.clone())),
            (FileRole::Consents, FileContent::Text(source)) => input.ledger = Ledger::from_source(source, &mut faults),
            (FileRole::Signposts, FileContent::Text(source)) => input.signposts = Some(Arc::clone(source)),
            (FileRole::Observances, FileContent::Text(source)) => input.observances = Some(Arc::clone(source)),
            _ => {}
        }
    }
    check_private_folder(files, &input.ledger, &mut faults);
    input.faults = faults.into_iter().collect();
    input
}

/// Whether there is a file with a path. `files` are in the order of paths.
fn has_file(files: &[Arc<LoadedFile>], path: &str) -> bool {
    files.binary_search_by(|file| (*file.path).cmp(path)).is_ok()
}

/// Checks the files of the private folder.
fn check_private_folder(files: &[Arc<LoadedFile>], ledger: &Ledger, out: &mut Faults) {
    for file in files {
        let (FileRole::Private(inner), FileContent::Text(source)) = (&file.role, &file.content) else { continue };
        match inner.as_str() {
            "people.yaml" => consent::check_people(source, ledger, out),
            "allow.yaml" => consent::check_allowed(source, out),
            _ => check_private_record(inner, files, source, out),
        }
    }
    let is_people = |file: &Arc<LoadedFile>| matches!(&file.role, FileRole::Private(inner) if inner == "people.yaml");
    if !files.iter().any(is_people) {
        consent::report_minors_without_people(ledger, out);
    }
}

/// A private file about a record that does not exist protects nobody.
fn check_private_record(inner: &str, files: &[Arc<LoadedFile>], source: &Arc<Source>, out: &mut Faults) {
    let Some(key) = inner.strip_prefix("records/").and_then(|inner| inner.strip_suffix(".yaml")) else { return };
    let is_its_record =
        |role: &FileRole| matches!(role, FileRole::Record { kind, slug } if format!("{}/{slug}", kind.folder()) == key);
    if !files.iter().any(|file| is_its_record(&file.role)) {
        let fault = Fault::in_file(Code::UnknownReference, source.path.clone(), format!("there is no record `{key}`"));
        out.report(fault.with_help("name the file like the record's: `records/partners/hope-street.yaml`"));
    }
}
