//! The number of faults, in words.

use super::{Fault, Severity};
use crate::language::format_count;

/// `2 errors, 3 warnings, 1 piece of advice`, or `no faults`.
pub fn summarise_faults(faults: &[Fault]) -> String {
    let nouns = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Advice, "piece of advice", "pieces of advice"),
    ];
    let count = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let counts = nouns.map(|(severity, one, many)| (count(severity), one, many));
    let present = counts.into_iter().filter(|(number, ..)| *number > 0);
    let parts: Vec<String> = present.map(|(number, one, many)| format_count(number, one, many)).collect();
    if parts.is_empty() { "no faults".to_owned() } else { parts.join(", ") }
}
