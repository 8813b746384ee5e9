//! Faults: what is wrong, where, and the way out. Each is data with a code, never a text alone.
//!
//! A user's mistake is never an `Err`: stages take `out: &mut Faults`, report and go on, so that one run shows every
//! fault of every file. What follows from a fault is decided by `publish` and `cli`.
//!
//! - A code is a row of the table in `code.rs`, with a page in `explain/` and a case in `tests/faults/`. Tests compare
//!   the three lists.
//! - A record with an *error* is not published. Errors cannot be waived or lowered. An error in `site.yaml` or the
//!   theme stops a build, unless `--keep-going` is given.
//! - A fault that depends on today's date, or on other events at the same time, is *advice* (`publish::advice`), so
//!   that time alone never stops a build. No page shows advice, so it has no part in `next_change`.
//! - The place of a value inside a group of fields is found by reading the front matter again, once something is wrong
//!   (`record::FieldLocations`).

mod code;
mod explain;
mod human;
mod line_formats;
mod sarif;
mod summary;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

pub use code::{Code, Severity};
pub use explain::explanation;
pub use human::format_human;
pub use line_formats::{format_github, format_json, format_short};
pub use sarif::format_sarif;
pub use summary::summarise_faults;

use crate::text::{Source, SourceLocation, Span};

/// How many faults with one code are reported in one file. Nobody reads on, and the first often explain the others.
const MAX_OF_A_KIND: usize = 20;

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What the fault is about.
    pub code: Code,
    /// How bad it is: as the code says, unless `lints:` says otherwise.
    pub severity: Severity,
    /// One sentence in lower case, without a full stop, names in backticks.
    pub message: String,
    /// Where.
    pub location: FaultLocation,
    /// The way out, in the same form.
    pub help: Option<String>,
    /// Further remarks, mostly about other places.
    pub notes: Vec<Note>,
}

/// Where a fault is.
#[derive(Clone, Debug)]
pub enum FaultLocation {
    /// A part of a text.
    Source(SourceLocation),
    /// A file as a whole, by its path from the root.
    File(String),
    /// The network as a whole.
    Network,
}

/// A further remark on a fault.
#[derive(Clone, Debug)]
pub struct Note {
    /// One sentence.
    pub message: String,
    /// Where, if it is about a place.
    pub location: Option<SourceLocation>,
    /// Whether it says how many more faults of this kind there are, which are not listed.
    pub counts_more: bool,
}

impl Fault {
    /// A fault in a part of a text.
    pub fn new(code: Code, location: SourceLocation, message: impl Into<String>) -> Self {
        Self::from_parts(code, FaultLocation::Source(location), message.into())
    }

    /// A fault of a whole file, by its path from the root.
    pub fn in_file(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::from_parts(code, FaultLocation::File(path.into()), message.into())
    }

    /// A fault in a text that is not a [`Source`], such as a template.
    pub fn in_text(
        code: Code,
        path: &str,
        text: &str,
        range: std::ops::Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        let source = Arc::new(Source { path: path.to_owned(), text: text.to_owned() });
        Self::new(code, SourceLocation::new(&source, Span::from_range(range)), message)
    }

    /// A fault of the network as a whole.
    pub fn in_network(code: Code, message: impl Into<String>) -> Self {
        Self::from_parts(code, FaultLocation::Network, message.into())
    }

    fn from_parts(code: Code, location: FaultLocation, message: String) -> Self {
        Self { code, severity: code.severity(), message, location, help: None, notes: Vec::new() }
    }

    /// Adds the way out.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds "did you mean" if there is a similar word.
    pub fn with_suggestion(self, nearest: Option<impl AsRef<str>>) -> Self {
        match nearest {
            Some(nearest) => self.with_help(format!("did you mean `{}`?", nearest.as_ref())),
            None => self,
        }
    }

    /// Adds "did you mean" if there is a similar word, else another way out.
    pub fn with_suggestion_or_help(self, nearest: Option<impl AsRef<str>>, help: impl Into<String>) -> Self {
        self.with_help(help).with_suggestion(nearest)
    }

    /// Replaces the code.
    pub fn with_code(mut self, code: Code) -> Self {
        self.code = code;
        self
    }

    /// Adds a remark about another place.
    pub fn with_note_at(mut self, location: SourceLocation, message: impl Into<String>) -> Self {
        self.notes.push(Note { message: message.into(), location: Some(location), counts_more: false });
        self
    }

    /// Adds a remark.
    pub fn with_note(mut self, message: impl Into<String>) -> Self {
        self.notes.push(Note { message: message.into(), location: None, counts_more: false });
        self
    }

    /// The path of the file it is in; `None` for a fault of the network as a whole.
    pub fn path(&self) -> Option<&str> {
        match &self.location {
            FaultLocation::Source(place) => Some(&place.source.path),
            FaultLocation::File(path) => Some(path),
            FaultLocation::Network => None,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let offsets = |fault: &Self| match &fault.location {
            FaultLocation::Source(place) => (place.span.start, place.span.end),
            FaultLocation::File(_) | FaultLocation::Network => (0, 0),
        };
        (self.path(), offsets(self), self.code.as_str(), &self.message).cmp(&(
            other.path(),
            offsets(other),
            other.code.as_str(),
            &other.message,
        ))
    }
}

/// Faults as they are collected.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    faults: Vec<Fault>,
}

impl Faults {
    /// No faults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fault.
    pub fn report(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Adds several faults.
    pub fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        self.faults.extend(faults);
    }

    /// The faults in the order of files and places, each once. A template's fault is reported for every page that it
    /// affects: it is given once, with the first of these pages and how many more there are.
    pub fn into_sorted(mut self) -> Vec<Fault> {
        let note_messages = |fault: &Fault| fault.notes.iter().map(|note| note.message.clone()).collect::<Vec<_>>();
        self.faults
            .sort_by(|one, other| one.compare(other).then_with(|| note_messages(one).cmp(&note_messages(other))));
        let mut sorted: Vec<Fault> = Vec::with_capacity(self.faults.len());
        let mut repeats = 0usize;
        for fault in self.faults {
            match sorted.last_mut() {
                Some(last) if last.compare(&fault) == Ordering::Equal => {
                    repeats += usize::from(note_messages(last) != note_messages(&fault))
                }
                last => {
                    note_repeats(last, &mut repeats);
                    sorted.push(fault);
                }
            }
        }
        note_repeats(sorted.last_mut(), &mut repeats);
        limit_faults_of_a_kind(sorted)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.faults.len()
    }

    /// The faults as they were reported.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.faults.iter()
    }

    /// Changes the severities or drops faults, as `lints:` and waivers say.
    pub fn retain_mut(&mut self, keep: impl FnMut(&mut Fault) -> bool) {
        self.faults.retain_mut(keep);
    }

    /// Whether any of the faults is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The number of faults with this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.faults.iter().filter(|fault| fault.severity == severity).count()
    }

    /// Whether there are no faults.
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Keeps the first [`MAX_OF_A_KIND`] faults with one code in one file, and counts the others with the last of these.
fn limit_faults_of_a_kind(faults: Vec<Fault>) -> Vec<Fault> {
    if faults.len() <= MAX_OF_A_KIND {
        return faults;
    }
    let mut counts: HashMap<(String, Code), (usize, usize)> = HashMap::new();
    let mut kept: Vec<Fault> = Vec::with_capacity(faults.len());
    for fault in faults {
        let Some(path) = fault.path() else {
            kept.push(fault);
            continue;
        };
        let (count, last) = counts.entry((path.to_owned(), fault.code)).or_default();
        *count += 1;
        if *count <= MAX_OF_A_KIND {
            *last = kept.len();
            kept.push(fault);
        }
    }
    for (count, last) in counts.into_values().filter(|(count, _)| *count > MAX_OF_A_KIND) {
        let message = format!("and {} more of this kind in this file", count - MAX_OF_A_KIND);
        kept[last].notes.push(Note { message, location: None, counts_more: true });
    }
    kept
}

fn note_repeats(fault: Option<&mut Fault>, repeats: &mut usize) {
    if let Some(last) = fault.filter(|_| *repeats > 0) {
        last.notes.push(Note { message: format!("and in {repeats} more places"), location: None, counts_more: false });
    }
    *repeats = 0;
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.faults.into_iter()
    }
}
