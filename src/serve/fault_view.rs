//! Faults in the words of `check`, for a browser: without what must not be seen on a screen in a room or on a phone.

use serde::Serialize;

use super::editor_links::EditorLinks;
use crate::agenda::EditorRecords;
use crate::fault::{self, Code, Fault, FaultLocation, Faults};
use crate::publish::Publication;
use crate::record::protection_of_field;
use crate::text::SourceLocation;
use crate::world::PRIVATE_FOLDER;
use crate::yaml::{Protection, split_front_matter};

/// The ledger of consents. It is public among editors only.
const CONSENTS_FILE: &str = "content/consents.yaml";

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

/// Who reads faults in a browser.
#[derive(Clone, Copy)]
pub(super) enum FaultReader<'a> {
    /// Somebody at this machine, whose screen others may see. What readers of the site may not see is left out.
    AtThisMachine {
        /// How links into the editor are made.
        editor_links: Option<EditorLinks<'a>>,
        /// The site that is shown; it says for which records safety is raised.
        publication: Option<&'a Publication>,
    },
    /// Somebody at another machine, such as a phone. They see no line of any file.
    Elsewhere,
}

impl FaultReader<'_> {
    /// A fault as this reader sees it.
    pub(super) fn view(&self, fault: &Fault) -> FaultView {
        let (message, report) = match self.why_masked(fault) {
            None => {
                (fault.message.as_str(), fault::format_human(std::slice::from_ref(fault), false).trim_end().to_owned())
            }
            Some(why) => (fault.code.title(), report_without_lines(fault, why)),
        };
        let (file, line, column) = match &fault.location {
            FaultLocation::Source(place) => {
                let start = place.start();
                (Some(place.source.path.as_str()), start.line, start.column)
            }
            FaultLocation::File(file) => (Some(file.as_str()), 1, 1),
            FaultLocation::Network => (None, 1, 1),
        };
        let has_place = matches!(fault.location, FaultLocation::Source(_));
        FaultView {
            severity: fault.severity.as_str(),
            message: message.to_owned(),
            location: file.map(|file| if has_place { format!("{file}:{line}:{column}") } else { file.to_owned() }),
            editor_href: file.and_then(|file| self.editor_links()?.href(file, line, column)),
            report,
        }
    }

    /// Whether the reader sits at the computer that runs the preview.
    pub(super) fn is_at_this_machine(&self) -> bool {
        matches!(self, Self::AtThisMachine { .. })
    }

    fn editor_links(&self) -> Option<EditorLinks<'_>> {
        match self {
            Self::AtThisMachine { editor_links, .. } => *editor_links,
            Self::Elsewhere => None,
        }
    }

    /// Why the message and the lines of a fault are left out; `None` if they are shown.
    fn why_masked(&self, fault: &Fault) -> Option<&'static str> {
        let Self::AtThisMachine { publication, .. } = self else {
            return Some("lines are shown only on the computer that runs the preview");
        };
        let in_notes = fault.notes.iter().filter_map(|note| note.location.as_ref());
        let mut places = in_notes.chain(match &fault.location {
            FaultLocation::Source(place) => Some(place),
            FaultLocation::File(_) | FaultLocation::Network => None,
        });
        let is_private = fault.path().is_some_and(is_private_path);
        if is_private || places.clone().any(|place| is_private_path(&place.source.path)) {
            return Some("what the private folder says is not shown here");
        }
        let quotes_hidden_value = matches!(fault.code, Code::HiddenInText | Code::KeptBackInText);
        let is_hidden = quotes_hidden_value || places.any(|place| is_protected(place, *publication));
        is_hidden.then_some("the line is not shown here: it may hold what only editors may know")
    }
}

/// A report that says only what is wrong in general, and where.
fn report_without_lines(fault: &Fault, why: &str) -> String {
    let place = match &fault.location {
        FaultLocation::Source(place) => format!("\n --> {place:?}"),
        FaultLocation::File(path) => format!("\n --> {path}"),
        FaultLocation::Network => String::new(),
    };
    let (severity, code, title) = (fault.severity.as_str(), fault.code.as_str(), fault.code.title());
    format!("{severity}[{code}]: {title}{place}\n = note: {why}")
}

fn is_private_path(path: &str) -> bool {
    path.get(..PRIVATE_FOLDER.len()).is_some_and(|start| start.eq_ignore_ascii_case(PRIVATE_FOLDER))
}

/// Whether a place is in a value that readers of the site may not see, by the rule with which its field is declared.
fn is_protected(place: &SourceLocation, publication: Option<&Publication>) -> bool {
    let path = place.source.path.as_str();
    if !path.ends_with(".md") {
        return path == CONSENTS_FILE;
    }
    let split = split_front_matter(&place.source, &mut Faults::new());
    let Some(front_matter) = split.front_matter else { return true };
    if place.span.start as usize >= front_matter.end {
        return false;
    }
    match field_name_at(place).map(|name| protection_of_field(&name)) {
        None | Some(Protection::Public) => false,
        Some(Protection::Guarded) => true,
        Some(Protection::UnlessSafetyIsRaised) => {
            let raises_safety = |line: &str| line.trim_start().to_ascii_lowercase().starts_with("safety");
            place.source.text[front_matter].lines().any(raises_safety) || is_safety_raised(path, publication)
        }
    }
}

/// Whether safety is raised for the record of a file. While nobody knows, it counts as raised.
fn is_safety_raised(path: &str, publication: Option<&Publication>) -> bool {
    let records = publication.map(EditorRecords::from_publication);
    let record = records.as_ref().and_then(|records| Some((records, records.site().record_of_file(path)?)));
    record.is_none_or(|(records, ix)| records.is_safety_raised(ix))
}

/// The name of the field that a place is in. Only the text is looked at, so that the answer is right even where the front
/// matter cannot be read. `None` on the line `---`.
fn field_name_at(place: &SourceLocation) -> Option<String> {
    let text = &place.source.text;
    let start = place.span.start as usize;
    let line_end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    let line = text[..line_end].lines().rev().find(|line| {
        let first = line.trim_start_matches('\u{feff}').chars().next();
        first.is_some_and(|c| !c.is_whitespace() && !matches!(c, '#' | '}' | ']')) && !line.starts_with("- ")
    })?;
    if line.trim_start_matches('\u{feff}').trim_end() == "---" {
        return None;
    }
    let name = line.split_once(':').map_or(line, |(name, _)| name);
    Some(name.trim_matches(['"', '\'', ' ', '\t']).to_ascii_lowercase())
}
