//! Faults a line each: short, JSON lines, GitHub workflow commands.

use serde::Serialize;

use super::{At, Fault};

#[derive(Serialize)]
struct Line<'a> {
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

impl<'a> Line<'a> {
    fn of(fault: &'a Fault) -> Self {
        let (start, end) = match &fault.at {
            At::Place(place) => (Some(place.start()), Some(place.end())),
            At::File(_) | At::Network => (None, None),
        };
        let note = |note: &super::Note| match &note.place {
            Some(place) => format!("{} ({place:?})", note.message),
            None => note.message.clone(),
        };
        Self {
            code: fault.code.word(),
            severity: fault.severity.word(),
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

/// One JSON object a line, the fields of DESIGN §8.
pub fn json(faults: &[Fault]) -> String {
    let line = |fault| serde_json::to_string(&Line::of(fault)).expect("strings and numbers always serialise") + "\n";
    faults.iter().map(line).collect()
}

/// `file:line:column: severity: message [code]`, the form that editors and grep understand.
pub fn short(faults: &[Fault]) -> String {
    let line = |fault: &Fault| {
        let at = Line::of(fault);
        let place = match (at.file, at.line, at.column) {
            (Some(file), Some(line), Some(column)) => format!("{file}:{line}:{column}: "),
            (Some(file), ..) => format!("{file}: "),
            (None, ..) => String::new(),
        };
        let help = at.help.map(|help| format!("; {help}")).unwrap_or_default();
        format!("{place}{}: {}{help} [{}]\n", at.severity, one_line(at.message), at.code)
    };
    faults.iter().map(line).collect()
}

/// Workflow commands, which GitHub shows beside the changed lines.
pub fn github(faults: &[Fault]) -> String {
    let line = |fault: &Fault| {
        let at = Line::of(fault);
        let command = match at.severity {
            "advice" => "notice",
            other => other,
        };
        let mut properties = vec![format!("title={}", property(at.code))];
        properties.extend(at.file.map(|file| format!("file={}", property(file))));
        let numbers = [("line", at.line), ("endLine", at.end_line), ("col", at.column), ("endColumn", at.end_column)];
        properties.extend(numbers.iter().filter_map(|(name, value)| value.map(|value| format!("{name}={value}"))));
        let help = at.help.map(|help| format!("\n{help}")).unwrap_or_default();
        format!("::{command} {}::{}\n", properties.join(","), data(&format!("{}{help}", at.message)))
    };
    faults.iter().map(line).collect()
}

fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

/// Escapes of workflow commands: the message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes of workflow commands: a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
