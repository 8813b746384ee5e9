//! Faults in the words of `check`, for a browser: without what must not be seen on a screen in a room or on a phone.

use serde::Serialize;

use super::editor_links::EditorLinks;
use crate::fault::{self, Fault, FaultLocation};
use crate::text::SourceLocation;
use crate::world::PRIVATE_FOLDER;

/// Fields that may hold what only editors may know: a fault in one of them is not quoted to everybody.
const SENSITIVE_FIELDS: [&str; 5] = ["notes", "contacts", "contact", "address", "online"];

/// A fault as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct FaultView {
    /// `error`, `warning` or `advice`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// `content/stories/kitchen.md:4:8`; `None` for the network as a whole.
    pub location: Option<String>,
    /// The link that opens the editor there.
    pub editor_href: Option<String>,
    /// The whole report, as `check` prints it.
    pub report: String,
}

impl FaultView {
    /// A fault for a reader. With `editor` the reader sits at this machine, and is an editor.
    pub fn from_fault(fault: &Fault, editor: Option<EditorLinks<'_>>) -> Self {
        let audience = if editor.is_some() { Audience::Editor } else { Audience::Anyone };
        let FaultText { message, report } = FaultText::from_fault(fault, audience);
        let (location, editor_href) = match &fault.location {
            FaultLocation::Source(place) => {
                let (start, file) = (place.start(), &place.source.path);
                let href = editor.and_then(|editor| editor.href(file, start.line, start.column));
                (Some(format!("{file}:{}:{}", start.line, start.column)), href)
            }
            FaultLocation::File(file) => (Some(file.clone()), editor.and_then(|editor| editor.href(file, 1, 1))),
            FaultLocation::Network => (None, None),
        };
        Self { severity: fault.severity.as_str(), message, location, editor_href, report }
    }
}

/// Who may read a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// An editor at this machine, who is about to correct it.
    Editor,
    /// Anybody: the desk may be on a screen in a room, and a phone may be anyone's.
    Anyone,
}

/// The text of a fault for an audience.
pub(super) struct FaultText {
    message: String,
    /// The fault as `check` prints it, without what the audience must not see.
    pub(super) report: String,
}

impl FaultText {
    /// The text of a fault. Nobody is shown a line of the private folder: the person at the preview need not be the one
    /// who keeps that folder.
    pub(super) fn from_fault(fault: &Fault, audience: Audience) -> Self {
        let note_locations = || fault.notes.iter().filter_map(|note| note.location.as_ref());
        let is_private = fault.path().is_some_and(is_private_path)
            || note_locations().any(|place| is_private_path(&place.source.path));
        let is_sensitive = audience == Audience::Anyone
            && (matches!(&fault.location, FaultLocation::Source(place) if is_in_sensitive_field(place))
                || note_locations().any(is_in_sensitive_field));
        let (message, why) = match (is_private, is_sensitive) {
            (true, _) => (fault.code.title().to_owned(), "what the private folder says is not shown here"),
            (_, true) => (
                mask_contact_details(&fault.message),
                "the line is not shown here: it may hold what only editors may know",
            ),
            _ => {
                let report = fault::format_human(std::slice::from_ref(fault), false).trim_end().to_owned();
                return Self { message: fault.message.clone(), report };
            }
        };
        let place = match &fault.location {
            FaultLocation::Source(place) => format!("\n --> {place:?}"),
            FaultLocation::File(path) => format!("\n --> {path}"),
            FaultLocation::Network => String::new(),
        };
        let report = format!("{}[{}]: {message}{place}\n = note: {why}", fault.severity.as_str(), fault.code.as_str());
        Self { message, report }
    }
}

fn is_private_path(path: &str) -> bool {
    path.get(..PRIVATE_FOLDER.len()).is_some_and(|start| start.eq_ignore_ascii_case(PRIVATE_FOLDER))
}

/// Whether a place is in one of the sensitive fields. Only the text is looked at, so that the answer is right even where
/// the front matter cannot be read.
fn is_in_sensitive_field(place: &SourceLocation) -> bool {
    let text = &place.source.text;
    let start = place.span.start as usize;
    let line_end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    let field = text[..line_end].lines().rev().find(|line| {
        let first = line.trim_start_matches('\u{feff}').chars().next();
        first.is_some_and(|c| !c.is_whitespace() && !matches!(c, '-' | '#' | '}' | ']'))
    });
    let name = field.and_then(|line| line.split_once(':')).map(|(name, _)| name.trim_matches(['"', '\'', ' ', '\t']));
    name.is_some_and(|name| SENSITIVE_FIELDS.contains(&name.to_ascii_lowercase().as_str()))
}

/// A message without the telephone numbers and mailboxes that it may quote.
fn mask_contact_details(message: &str) -> String {
    let digits = message.bytes().filter(u8::is_ascii_digit).count();
    let mask = |word: &str| match word.contains('@') || (digits > 4 && word.contains(|c: char| c.is_ascii_digit())) {
        true => "…".to_owned(),
        false => word.to_owned(),
    };
    message.split(' ').map(mask).collect::<Vec<_>>().join(" ")
}
