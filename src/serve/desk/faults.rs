//! All faults, grouped by file, in the words of `check`.

use serde::Serialize;
use tera::Context;

use super::{Desk, by_file};
use crate::agenda::EditorRecords;
use crate::fault::{Fault, FaultLocation, Severity};
use crate::serve::faults::Words;
use crate::text::Position;

/// Faults a page.
const MOST: usize = 100;

#[derive(Serialize)]
struct Group {
    file: Option<String>,
    href: Option<String>,
    record: Option<String>,
    title: Option<String>,
    faults: Vec<Shown>,
}

/// A fault, as the desk shows it.
#[derive(Serialize)]
pub(super) struct Shown {
    severity: &'static str,
    text: String,
    place: Option<String>,
    href: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    label: String,
    href: String,
    current: bool,
}

pub(super) fn page(desk: &Desk<'_>, query: &dyn Fn(&str) -> Option<String>) -> String {
    let only = query("severity").and_then(|word| Severity::parse(&word));
    let listed: Vec<&Fault> =
        desk.faults.iter().filter(|fault| only.is_none_or(|only| fault.severity == only)).collect();
    let pages = listed.len().div_ceil(MOST).max(1);
    let number = query("page").and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, pages);
    let from = (number - 1) * MOST;
    let mut context = Context::new();
    context.insert("groups", &groups(desk, &listed[from..listed.len().min(from + MOST)]));
    context.insert("choices", &choices(desk, only));
    context.insert("total", &listed.len());
    context.insert("number", &number);
    context.insert("pages", &pages);
    let severity = only.map(|only| format!("severity={}&", only.as_str())).unwrap_or_default();
    let to = |page: usize| format!("{}/faults/?{severity}page={page}", desk.base);
    context.insert("previous", &(number > 1).then(|| to(number - 1)));
    context.insert("next", &(number < pages).then(|| to(number + 1)));
    desk.render("faults.html", "Faults", "faults", context)
}

fn choices(desk: &Desk<'_>, only: Option<Severity>) -> Vec<Choice> {
    let number = |severity| desk.faults.iter().filter(|fault| fault.severity == severity).count();
    let one = |label: &str, severity: Severity| Choice {
        label: format!("{label} ({})", number(severity)),
        href: format!("{}/faults/?severity={}", desk.base, severity.as_str()),
        current: only == Some(severity),
    };
    let all = Choice {
        label: format!("All ({})", desk.faults.len()),
        href: format!("{}/faults/", desk.base),
        current: only.is_none(),
    };
    vec![all, one("Errors", Severity::Error), one("Warnings", Severity::Warning), one("Advice", Severity::Advice)]
}

fn groups(desk: &Desk<'_>, faults: &[&Fault]) -> Vec<Group> {
    let records = desk.publication().map(EditorRecords::from_publication);
    let files = records.as_ref().map(by_file).unwrap_or_default();
    let group = |faults: &[&Fault]| {
        let file = faults.first().and_then(|fault| fault.path());
        let ix = file.and_then(|file| files.get(file));
        let record = records.as_ref().zip(ix).map(|(records, ix)| records.site().record(*ix));
        Group {
            file: file.map(str::to_owned),
            href: file.and_then(|file| desk.editor(file, None)),
            record: record.map(|record| desk.record_href(record)),
            title: record.map(|record| record.parsed.title().to_owned()),
            faults: faults.iter().map(|fault| shown(desk, fault)).collect(),
        }
    };
    faults.chunk_by(|one, other| one.path() == other.path()).map(group).collect()
}

/// A fault in the words of `check`, with the way to its place.
pub(super) fn shown(desk: &Desk<'_>, fault: &Fault) -> Shown {
    let at = match &fault.location {
        FaultLocation::Source(place) => Some(place.start()),
        FaultLocation::File(_) | FaultLocation::Network => None,
    };
    Shown {
        severity: fault.severity.as_str(),
        text: Words::of(fault, false).text,
        place: at.map(|Position { line, column }| format!("line {line}, column {column}")),
        href: fault.path().and_then(|path| desk.editor(path, at)),
    }
}
