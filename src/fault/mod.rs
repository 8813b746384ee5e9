//! Faults: what is wrong, where, and the way out. Data with a code, never a bare text.
//!
//! A user's mistake is never an `Err`: stages take `out: &mut Faults`, report and go on, so that one run
//! shows every fault of every file. Nothing here decides what a fault costs; that is `publish` and `cli`.

mod code;
mod explain;
mod lines;
mod print;
mod sarif;

use std::cmp::Ordering;
use std::sync::Arc;

pub use code::{Code, Severity};
pub use explain::explanation;
pub use lines::{github, json, short};
pub use print::human;
pub use sarif::sarif;

use crate::text::{Place, Source, Span};

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Which kind of fault.
    pub code: Code,
    /// How bad; the code's own unless `lints:` says otherwise.
    pub severity: Severity,
    /// One sentence, lower case, no full stop, names in backticks.
    pub message: String,
    /// Where.
    pub at: At,
    /// The way out.
    pub help: Option<String>,
    /// Further places that matter, each with its sentence.
    pub notes: Vec<Note>,
}

/// Where a fault is.
#[derive(Clone, Debug)]
pub enum At {
    /// A part of a text.
    Place(Place),
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
    /// Where, if it is somewhere.
    pub place: Option<Place>,
}

impl Fault {
    /// A fault in a part of a text.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self::with(code, At::Place(place), message.into())
    }

    /// A fault of a whole file, by its path from the root.
    pub fn in_file(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::with(code, At::File(path.into()), message.into())
    }

    /// A fault in a text that is not kept as a source, such as a template: path, text, range of bytes.
    pub fn in_text(
        code: Code,
        path: &str,
        text: &str,
        range: std::ops::Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        let source = Arc::new(Source { path: path.to_owned(), text: text.to_owned() });
        Self::new(code, Place::new(&source, Span::new(range)), message)
    }

    /// A fault of the network as a whole.
    pub fn of_network(code: Code, message: impl Into<String>) -> Self {
        Self::with(code, At::Network, message.into())
    }

    fn with(code: Code, at: At, message: String) -> Self {
        Self { code, severity: code.severity(), message, at, help: None, notes: Vec::new() }
    }

    /// Adds the way out.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds "did you mean", where there is something near.
    pub fn suggest(self, nearest: Option<impl AsRef<str>>) -> Self {
        match nearest {
            Some(nearest) => self.help(format!("did you mean `{}`?", nearest.as_ref())),
            None => self,
        }
    }

    /// Adds a remark about another place.
    pub fn note_at(mut self, place: Place, message: impl Into<String>) -> Self {
        self.notes.push(Note { message: message.into(), place: Some(place) });
        self
    }

    /// Adds a remark.
    pub fn note(mut self, message: impl Into<String>) -> Self {
        self.notes.push(Note { message: message.into(), place: None });
        self
    }

    /// The path of the file it is in; none for the network as a whole.
    pub fn path(&self) -> Option<&str> {
        match &self.at {
            At::Place(place) => Some(&place.source.path),
            At::File(path) => Some(path),
            At::Network => None,
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |fault: &Self| match &fault.at {
            At::Place(place) => (place.span.start, place.span.end),
            At::File(_) | At::Network => (0, 0),
        };
        (self.path(), key(self), self.code.word(), &self.message).cmp(&(
            other.path(),
            key(other),
            other.code.word(),
            &other.message,
        ))
    }
}

/// Faults as they are collected.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn report(&mut self, fault: Fault) {
        self.list.push(fault);
    }

    /// Adds many.
    pub fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        self.list.extend(faults);
    }

    /// In the order of files and places, each once. A template's fault comes with every page that it spoils: it is
    /// shown once, with the first of them and how many more there are.
    pub fn sorted(mut self) -> Vec<Fault> {
        let notes = |fault: &Fault| fault.notes.iter().map(|note| note.message.clone()).collect::<Vec<_>>();
        self.list.sort_by(|one, other| one.order(other).then_with(|| notes(one).cmp(&notes(other))));
        let mut sorted: Vec<Fault> = Vec::with_capacity(self.list.len());
        let mut more = 0usize;
        for fault in self.list {
            match sorted.last_mut() {
                Some(last) if last.order(&fault) == Ordering::Equal => {
                    more += usize::from(notes(last) != notes(&fault))
                }
                last => {
                    add_count(last, &mut more);
                    sorted.push(fault);
                }
            }
        }
        add_count(sorted.last_mut(), &mut more);
        sorted
    }

    /// As they were reported.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.list.iter()
    }

    /// Changes the severities or drops faults, as `lints:` and waivers say.
    pub fn retain_mut(&mut self, keep: impl FnMut(&mut Fault) -> bool) {
        self.list.retain_mut(keep);
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|fault| fault.severity == severity).count()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

fn add_count(last: Option<&mut Fault>, more: &mut usize) {
    if let Some(last) = last.filter(|_| *more > 0) {
        last.notes.push(Note { message: format!("and in {more} more places"), place: None });
    }
    *more = 0;
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
