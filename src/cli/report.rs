//! Faults and summaries, said to people.

use std::io::Write;

use serde::Serialize;

use super::{GlobalArgs, Outcome};
use crate::agenda::UnpublishedRecord;
use crate::fault::{self, Fault, Severity};
use crate::language::format_count;

/// The most faults of one code that are shown in full; the rest are counted.
const MAX_PER_CODE: usize = 10;

/// Writes to standard output; a reader that has gone is no failure. `what` is said where it could not be written.
pub(super) fn write_stdout(text: &str, what: &str) -> Option<Outcome> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Some(Outcome::SystemError(format!("{what} could not be written: {error}")))
        }
        _ => None,
    }
}

/// A value as JSON for people and programs, with a line break at its end.
pub(super) fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("texts and numbers always serialise") + "\n"
}

/// Shows faults on standard error: errors last, where the eye is; many of a kind cut short with the way to see all.
pub(super) fn print_faults(faults: &[Fault], global: &GlobalArgs) {
    let colour = global.is_coloured(&std::io::stderr());
    let mut stderr = std::io::stderr().lock();
    let mut ordered: Vec<&Fault> =
        faults.iter().filter(|fault| !global.quiet || fault.severity == Severity::Error).collect();
    ordered.sort_by_key(|fault| fault.severity);
    let mut counts: std::collections::BTreeMap<fault::Code, usize> = std::collections::BTreeMap::new();
    for fault in ordered {
        let seen = counts.entry(fault.code).or_default();
        *seen += 1;
        if fault.severity == Severity::Error || *seen <= MAX_PER_CODE {
            let _ = stderr.write_all(fault::format_human(std::slice::from_ref(fault), colour).as_bytes());
        }
    }
    for (code, seen) in counts {
        let hidden = seen.saturating_sub(MAX_PER_CODE);
        if hidden > 0 && faults.iter().any(|fault| fault.code == code && fault.severity != Severity::Error) {
            let _ =
                writeln!(stderr, "… and {hidden} more of `{code}`; `commonground check --format short` lists all\n");
        }
    }
}

/// `2 errors, 3 warnings, 1 piece of advice`.
pub(super) fn summarise_faults(faults: &[Fault]) -> String {
    let number_of = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let parts = [
        (number_of(Severity::Error), "error", "errors"),
        (number_of(Severity::Warning), "warning", "warnings"),
        (number_of(Severity::Advice), "piece of advice", "pieces of advice"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| format_count(number, one, many))
        .collect();
    if parts.is_empty() { "no faults".to_owned() } else { parts.join(", ") }
}

/// Lists what is not published, and why.
pub(super) fn print_withheld(withheld: &[UnpublishedRecord]) {
    for record in withheld {
        eprintln!("  {} ({}): {}", record.title, record.id, record.why);
    }
}
