//! Writes faults, values and lists to the terminal.

use std::io::Write;

use serde::Serialize;

use super::args::GlobalArgs;
use super::outcome::Outcome;
use crate::agenda::UnpublishedRecord;
pub(super) use crate::fault::summarise_faults;
use crate::fault::{self, Fault, Severity};
use crate::text::escape_control_characters;

/// How many warnings or pieces of advice with one code are shown in full; the rest are counted.
const MAX_PER_CODE: usize = 10;

/// Writes to standard output. It is no failure if the reader has closed it. `what` names the text in an error message.
pub(super) fn write_stdout(text: &str, what: &str) -> Option<Outcome> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Some(Outcome::SystemError(format!("{what} could not be written: {error}")))
        }
        _ => None,
    }
}

/// A value as JSON that people can read, with a line break at the end.
pub(super) fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("texts and numbers always serialise") + "\n"
}

/// Writes faults to standard error. Errors come last, because the end of the output is what people see.
pub(super) fn print_faults(faults: &[Fault], global: &GlobalArgs) {
    let colour = global.is_coloured(&std::io::stderr());
    let mut stderr = std::io::stderr().lock();
    let mut ordered: Vec<&Fault> =
        faults.iter().filter(|fault| !global.quiet || fault.severity == Severity::Error).collect();
    ordered.sort_by_key(|fault| fault.severity);
    let mut counts: std::collections::BTreeMap<fault::Code, usize> = std::collections::BTreeMap::new();
    for fault in ordered {
        let count = counts.entry(fault.code).or_default();
        *count += 1;
        if fault.severity == Severity::Error || *count <= MAX_PER_CODE {
            let _ = stderr.write_all(fault::format_human(std::slice::from_ref(fault), colour).as_bytes());
        }
    }
    for (code, count) in counts {
        let hidden = count.saturating_sub(MAX_PER_CODE);
        if hidden > 0 && faults.iter().any(|fault| fault.code == code && fault.severity != Severity::Error) {
            let _ =
                writeln!(stderr, "… and {hidden} more of `{code}`; `commonground check --format short` lists all\n");
        }
    }
}

/// Writes which records are not published, and why.
pub(super) fn print_withheld(withheld: &[UnpublishedRecord]) {
    for record in withheld {
        let line = format!("{} ({}): {}", record.title, record.id, record.why);
        eprintln!("  {}", escape_control_characters(&line));
    }
}
