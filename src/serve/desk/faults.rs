//! All faults, grouped by file, in the words of `check`.

use serde::Serialize;
use tera::Context;

use super::context::Desk;
use super::record_facts::index_by_file;
use crate::agenda::EditorRecords;
use crate::fault::{Fault, FaultLocation, Severity};
use crate::serve::fault_view::FaultReader;
use crate::text::Position;

const FAULTS_PER_PAGE: usize = 100;

#[derive(Serialize)]
struct FileFaults {
    file: Option<String>,
    editor_href: Option<String>,
    record_href: Option<String>,
    record_title: Option<String>,
    faults: Vec<FaultRow>,
}

/// A fault as the desk shows it.
#[derive(Serialize)]
pub(super) struct FaultRow {
    severity: &'static str,
    report: String,
    location: Option<String>,
    editor_href: Option<String>,
}

#[derive(Serialize)]
struct SeverityChoice {
    label: String,
    href: String,
    is_current: bool,
}

pub(super) fn render_page(desk: &Desk<'_>, query: &dyn Fn(&str) -> Option<String>) -> String {
    let only_severity = query("severity").and_then(|word| Severity::parse(&word));
    let listed: Vec<&Fault> =
        desk.faults.iter().filter(|fault| only_severity.is_none_or(|only| fault.severity == only)).collect();
    let page_count = listed.len().div_ceil(FAULTS_PER_PAGE).max(1);
    let page_number = query("page").and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, page_count);
    let from = (page_number - 1) * FAULTS_PER_PAGE;
    let mut context = Context::new();
    context.insert("groups", &group_by_file(desk, &listed[from..listed.len().min(from + FAULTS_PER_PAGE)]));
    context.insert("choices", &list_severity_choices(desk, only_severity));
    context.insert("total", &listed.len());
    context.insert("page_number", &page_number);
    context.insert("page_count", &page_count);
    let severity = only_severity.map(|only| format!("severity={}&", only.as_str())).unwrap_or_default();
    let page_href = |page: usize| format!("{}/faults/?{severity}page={page}", desk.base_path);
    context.insert("previous_href", &(page_number > 1).then(|| page_href(page_number - 1)));
    context.insert("next_href", &(page_number < page_count).then(|| page_href(page_number + 1)));
    desk.render("faults.html", "Faults", "faults", context)
}

fn list_severity_choices(desk: &Desk<'_>, only_severity: Option<Severity>) -> Vec<SeverityChoice> {
    let count = |severity| desk.faults.iter().filter(|fault| fault.severity == severity).count();
    let choice = |label: &str, severity: Severity| SeverityChoice {
        label: format!("{label} ({})", count(severity)),
        href: format!("{}/faults/?severity={}", desk.base_path, severity.as_str()),
        is_current: only_severity == Some(severity),
    };
    let all = SeverityChoice {
        label: format!("All ({})", desk.faults.len()),
        href: format!("{}/faults/", desk.base_path),
        is_current: only_severity.is_none(),
    };
    vec![
        all,
        choice("Errors", Severity::Error),
        choice("Warnings", Severity::Warning),
        choice("Advice", Severity::Advice),
    ]
}

fn group_by_file(desk: &Desk<'_>, faults: &[&Fault]) -> Vec<FileFaults> {
    let records = desk.publication().map(EditorRecords::from_publication);
    let files = records.as_ref().map(index_by_file).unwrap_or_default();
    let group = |faults: &[&Fault]| {
        let file = faults.first().and_then(|fault| fault.path());
        let ix = file.and_then(|file| files.get(file));
        let record = records.as_ref().zip(ix).map(|(records, ix)| records.site().record(*ix));
        FileFaults {
            file: file.map(str::to_owned),
            editor_href: file.and_then(|file| desk.editor_href(file, None)),
            record_href: record.map(|record| desk.record_href(record)),
            record_title: record.map(|record| record.parsed.title().to_owned()),
            faults: faults.iter().map(|fault| describe_fault(desk, fault)).collect(),
        }
    };
    faults.chunk_by(|one, other| one.path() == other.path()).map(group).collect()
}

/// A fault in the words of `check`, with the link to its place.
pub(super) fn describe_fault(desk: &Desk<'_>, fault: &Fault) -> FaultRow {
    let reader = FaultReader::AtThisMachine { editor_links: desk.editor_links, publication: desk.publication() };
    let at = match &fault.location {
        FaultLocation::Source(place) => Some(place.start()),
        FaultLocation::File(_) | FaultLocation::Network => None,
    };
    FaultRow {
        severity: fault.severity.as_str(),
        report: reader.view(fault).report,
        location: at.map(|Position { line, column }| format!("line {line}, column {column}")),
        editor_href: fault.path().and_then(|path| desk.editor_href(path, at)),
    }
}
