//! All faults, grouped by file, in the words of `check`.

use serde::Serialize;
use tera::Context;

use super::{Desk, by_file};
use crate::agenda::Records;
use crate::fault::{At, Fault, Severity, human};
use crate::text::{Place, Position};
use crate::world::PRIVATE;

/// Faults a page.
const MOST: usize = 100;
/// Fields that may hold what only editors may know: a fault in one is told without its line.
const KEPT_BACK: [&str; 5] = ["notes", "contacts", "contact", "address", "online"];

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
    let only = query("severity").and_then(|word| Severity::from_word(&word));
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
    let severity = only.map(|only| format!("severity={}&", only.word())).unwrap_or_default();
    let to = |page: usize| format!("{}/faults/?{severity}page={page}", desk.base);
    context.insert("previous", &(number > 1).then(|| to(number - 1)));
    context.insert("next", &(number < pages).then(|| to(number + 1)));
    desk.render("faults.html", "Faults", "faults", context)
}

fn choices(desk: &Desk<'_>, only: Option<Severity>) -> Vec<Choice> {
    let number = |severity| desk.faults.iter().filter(|fault| fault.severity == severity).count();
    let one = |label: &str, severity: Severity| Choice {
        label: format!("{label} ({})", number(severity)),
        href: format!("{}/faults/?severity={}", desk.base, severity.word()),
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
    let records = desk.publication().map(Records::of);
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
    let at = match &fault.at {
        At::Place(place) => Some(place.start()),
        At::File(_) | At::Network => None,
    };
    Shown {
        severity: fault.severity.word(),
        text: text(fault),
        place: at.map(|Position { line, column }| format!("line {line}, column {column}")),
        href: fault.path().and_then(|path| desk.editor(path, at)),
    }
}

fn text(fault: &Fault) -> String {
    let places = || fault.notes.iter().filter_map(|note| note.place.as_ref());
    let is_private = fault.path().is_some_and(is_private) || places().any(|place| is_private(&place.source.path));
    let is_kept_back = matches!(&fault.at, At::Place(place) if is_kept_back(place)) || places().any(is_kept_back);
    let (what, why) = match (is_private, is_kept_back) {
        (true, _) => (fault.code.title().to_owned(), "what the private folder says is not shown here"),
        (_, true) => (masked(&fault.message), "the line is not shown here: it may hold what only editors may know"),
        _ => return human(std::slice::from_ref(fault), false).trim_end().to_owned(),
    };
    let place = match &fault.at {
        At::Place(place) => format!("\n --> {place:?}"),
        At::File(path) => format!("\n --> {path}"),
        At::Network => String::new(),
    };
    format!("{}[{}]: {what}{place}\n = note: {why}", fault.severity.word(), fault.code.word())
}

fn is_private(path: &str) -> bool {
    path.get(..PRIVATE.len()).is_some_and(|start| start.eq_ignore_ascii_case(PRIVATE))
}

/// Whether a place lies in a field that may hold what only editors may know. Told by the text alone, so that it holds
/// where the front matter cannot be read.
fn is_kept_back(place: &Place) -> bool {
    let text = &place.source.text;
    let start = place.span.start as usize;
    let line = text[start..].find('\n').map_or(text.len(), |end| start + end);
    let field = text[..line].lines().rev().find(|line| {
        let first = line.trim_start_matches('\u{feff}').chars().next();
        first.is_some_and(|c| !c.is_whitespace() && !matches!(c, '-' | '#' | '}' | ']'))
    });
    let name = field.and_then(|line| line.split_once(':')).map(|(name, _)| name.trim_matches(['"', '\'', ' ', '\t']));
    name.is_some_and(|name| KEPT_BACK.contains(&name.to_ascii_lowercase().as_str()))
}

/// A message without numbers and mailboxes that it may quote.
fn masked(message: &str) -> String {
    let digits = message.bytes().filter(u8::is_ascii_digit).count();
    let mask = |word: &str| match word.contains('@') || (digits > 4 && word.contains(|c: char| c.is_ascii_digit())) {
        true => "…".to_owned(),
        false => word.to_owned(),
    };
    message.split(' ').map(mask).collect::<Vec<_>>().join(" ")
}
