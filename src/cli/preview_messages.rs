//! What `serve` prints after a change.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::slice;
use std::sync::{Mutex, PoisonError};

use super::args::GlobalArgs;
use crate::fault::{self, Fault, Severity, summarise_faults};
use crate::language::format_count;
use crate::path::path_in_content;
use crate::serve::RefreshSummary;
use crate::text::escape_control_characters;
use crate::watch::PollReason;

/// How many new faults are shown in full after a change; the rest are counted.
const MAX_SHOWN_FAULTS: usize = 5;
/// How many changed files are named after a change; the rest are counted.
const MAX_NAMED_FILES: usize = 3;

/// The files that were read again, and how long it took.
pub(super) fn describe_changes(refreshed: &RefreshSummary) -> String {
    let changed = &refreshed.changed_files;
    let short_path = |path: &String| escape_control_characters(path_in_content(path)).into_owned();
    let mut names: Vec<String> = changed.iter().take(MAX_NAMED_FILES).map(short_path).collect();
    if changed.len() > MAX_NAMED_FILES {
        names.push(format!("{} more", changed.len() - MAX_NAMED_FILES));
    }
    format!("{} changed: shown after {} ms", names.join(", "), refreshed.duration.as_millis())
}

/// Why the folders are looked at from time to time instead of being watched.
pub(super) fn describe_poll_reason(reason: &PollReason) -> String {
    match reason {
        PollReason::RemoteDrive(kind) => format!(
            "The network is on a shared drive ({kind}), where changes by others are not reported, so it is looked at \
             every two seconds."
        ),
        PollReason::WatchRefused(why) => {
            format!("Changes cannot be watched ({why}), so the network is looked at every two seconds.")
        }
    }
}

/// A function that prints which faults are new and how many were corrected, instead of all faults after each change.
pub(super) fn new_fault_reporter(global: &GlobalArgs) -> impl Fn(&[Fault]) + Send + Sync + use<> {
    let colour = global.is_coloured(&io::stderr());
    let quiet = global.quiet;
    let known: Mutex<Option<BTreeSet<String>>> = Mutex::default();
    move |faults| {
        let faults: Vec<&Fault> = faults.iter().filter(|fault| !quiet || fault.severity == Severity::Error).collect();
        let current_keys: BTreeSet<String> = faults.iter().copied().map(fault_key).collect();
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        let previous_keys = known.replace(current_keys.clone());
        let is_first = previous_keys.is_none();
        let previous_keys = previous_keys.unwrap_or_default();
        let new = faults.iter().copied().filter(|fault| !previous_keys.contains(&fault_key(fault))).collect();
        let corrected_count = previous_keys.difference(&current_keys).count();
        let mut text = format_new_faults(new, corrected_count, colour);
        if text.is_empty() {
            return;
        }
        if !is_first || !faults.is_empty() {
            let all: Vec<Fault> = faults.into_iter().cloned().collect();
            text.push_str(&format!("Now: {}.\n", summarise_faults(&all)));
        }
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// A key that stays the same when a fault only moves to another line.
fn fault_key(fault: &Fault) -> String {
    format!("{} {:?} {}", fault.code.as_str(), fault.path(), fault.message)
}

/// New faults, the worst last, and the number of corrected ones.
fn format_new_faults(mut new: Vec<&Fault>, corrected_count: usize, colour: bool) -> String {
    new.sort_by_key(|fault| Reverse(fault.severity));
    let mut text = String::new();
    for fault in new.iter().take(MAX_SHOWN_FAULTS).rev() {
        text.push_str(&fault::format_human(slice::from_ref(*fault), colour));
    }
    if new.len() > MAX_SHOWN_FAULTS {
        let more = new.len() - MAX_SHOWN_FAULTS;
        text.push_str(&format!("… and {more} more; the desk at /_desk/faults/ lists all.\n"));
    }
    if corrected_count > 0 {
        text.push_str(&format!("{} corrected. ", format_count(corrected_count, "fault", "faults")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_changed_files_cannot_control_a_terminal() {
        let changed_files = vec!["content/stories/a\u{1b}[2J\n.md".to_owned()];
        let said = describe_changes(&RefreshSummary { changed_files, duration: std::time::Duration::from_millis(7) });
        assert_eq!(said, "stories/a\\u{1b}[2J\\n.md changed: shown after 7 ms");
    }
}
