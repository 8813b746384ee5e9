//! Faults in one line each: short, JSON lines, GitHub workflow commands.

use serde::Serialize;

use super::{Fault, FaultLocation};
use crate::text::escape_control_characters;

#[derive(Serialize)]
struct FlatFault<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    help: Option<&'a str>,
    notes: Vec<String>,
}

impl<'a> FlatFault<'a> {
    fn from_fault(fault: &'a Fault) -> Self {
        let (start, end) = match &fault.location {
            FaultLocation::Source(place) => (Some(place.start()), Some(place.end())),
            FaultLocation::File(_) | FaultLocation::Network => (None, None),
        };
        let note = |note: &super::Note| match &note.location {
            Some(place) => format!("{} ({place:?})", note.message),
            None => note.message.clone(),
        };
        Self {
            code: fault.code.as_str(),
            severity: fault.severity.as_str(),
            message: &fault.message,
            file: fault.path(),
            line: start.map(|at| at.line),
            column: start.map(|at| at.column),
            end_line: end.map(|at| at.line),
            end_column: end.map(|at| at.column),
            help: fault.help.as_deref(),
            notes: fault.notes.iter().map(note).collect(),
        }
    }
}

/// One JSON object in each line.
pub fn format_json(faults: &[Fault]) -> String {
    let line = |fault| {
        serde_json::to_string(&FlatFault::from_fault(fault)).expect("strings and numbers always serialise") + "\n"
    };
    faults.iter().map(line).collect()
}

/// `file:line:column: severity: message; help [code]`, as editors and `grep` expect it.
pub fn format_short(faults: &[Fault]) -> String {
    let line = |fault: &Fault| {
        let flat = FlatFault::from_fault(fault);
        let place = match (flat.file, flat.line, flat.column) {
            (Some(file), Some(line), Some(column)) => format!("{file}:{line}:{column}: "),
            (Some(file), ..) => format!("{file}: "),
            (None, ..) => String::new(),
        };
        let help = flat.help.map(|help| format!("; {help}")).unwrap_or_default();
        let message = to_single_line(flat.message);
        let more: String = count_notes(fault).map(|note| format!("; {note}")).collect();
        let line = format!("{place}{}: {message}{help}{more} [{}]", flat.severity, flat.code);
        escape_control_characters(&line).into_owned() + "\n"
    };
    faults.iter().map(line).collect()
}

/// The notes that say how many more faults there are.
fn count_notes(fault: &Fault) -> impl Iterator<Item = &str> {
    fault.notes.iter().filter(|note| note.counts_more).map(|note| note.message.as_str())
}

/// Workflow commands, which GitHub shows at the changed lines.
pub fn format_github(faults: &[Fault]) -> String {
    let line = |fault: &Fault| {
        let flat = FlatFault::from_fault(fault);
        let command = match flat.severity {
            "advice" => "notice",
            other => other,
        };
        let mut properties = vec![format!("title={}", escape_property(flat.code))];
        properties.extend(flat.file.map(|file| format!("file={}", escape_property(file))));
        let numbers =
            [("line", flat.line), ("endLine", flat.end_line), ("col", flat.column), ("endColumn", flat.end_column)];
        properties.extend(numbers.iter().filter_map(|(name, value)| value.map(|value| format!("{name}={value}"))));
        let further = flat.help.into_iter().chain(count_notes(fault));
        let further: String = further.map(|text| format!("\n{text}")).collect();
        format!("::{command} {}::{}\n", properties.join(","), escape_message(&format!("{}{further}", flat.message)))
    };
    faults.iter().map(line).collect()
}

fn to_single_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

/// Escapes the message of a workflow command.
fn escape_message(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    escape_control_characters(&text).into_owned()
}

/// Escapes a property of a workflow command.
fn escape_property(text: &str) -> String {
    escape_message(text).replace(':', "%3A").replace(',', "%2C")
}
