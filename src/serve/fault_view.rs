//! Faults for a browser: the words of `check`, and the page that takes the place of one that has faults.

use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera};

use crate::fault::{self, Fault, FaultLocation, Severity};
use crate::text::SourceLocation;
use crate::world::PRIVATE_FOLDER;

/// A fault as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct FaultView {
    /// `error`, `warning` or `advice`.
    pub severity: &'static str,
    /// Its code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// `content/stories/kitchen.md:4:8`; none for the network as a whole.
    pub location: Option<String>,
    /// Opens the editor there.
    pub editor_href: Option<String>,
    /// All of it, as `check` prints it.
    pub report: String,
}

/// Where links into the editor lead; none for readers on other machines, whom the folder's name does not concern.
#[derive(Clone, Copy, Debug)]
pub struct EditorLinks<'a> {
    /// With `{path}`, `{line}` and `{column}`.
    pub url_pattern: &'a str,
    /// The network's folder.
    pub root: &'a str,
}

/// Fields that may hold what only editors may know: a fault in one is not told to everybody.
const SENSITIVE_FIELDS: [&str; 5] = ["notes", "contacts", "contact", "address", "online"];

/// What opens a file where nothing else is asked for.
pub const VSCODE_PATTERN: &str = "vscode://file/{path}:{line}:{column}";

impl EditorLinks<'_> {
    /// The link to a place in a file; nothing where the pattern is no link that is safe to follow.
    pub fn href(&self, file: &str, line: usize, column: usize) -> Option<String> {
        let scheme = self.url_pattern.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let plain = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
        if !plain || matches!(scheme.as_str(), "javascript" | "data" | "vbscript" | "blob") {
            return None;
        }
        let path = format!("{}/{file}", self.root.trim_end_matches('/')).replace('\\', "/");
        let path = crate::path::percent_encode_path(&path).into_owned();
        // `vscode://file/` has the slash that begins the path.
        let path = if self.url_pattern.contains("/{path}") { path.trim_start_matches('/').to_owned() } else { path };
        let link = self.url_pattern.replace("{path}", &path).replace("{line}", &line.to_string());
        Some(link.replace("{column}", &column.to_string()))
    }
}

/// What is said of a fault to whom.
pub(super) struct FaultText {
    pub(super) message: String,
    /// As `check` prints it, but for what must not be seen.
    pub(super) report: String,
}

impl FaultText {
    /// To an editor (`here`), who is about to mend it at this machine; or on the desk, which may stand on a screen in the
    /// room, and to somebody with a phone.
    ///
    /// What is in the private folder is said to nobody: whoever opens the preview may not be who keeps the folder.
    pub(super) fn from_fault(fault: &Fault, for_editor: bool) -> Self {
        let note_locations = || fault.notes.iter().filter_map(|note| note.location.as_ref());
        let is_private = fault.path().is_some_and(is_private_path)
            || note_locations().any(|place| is_private_path(&place.source.path));
        let is_sensitive = !for_editor
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

impl FaultView {
    /// Of a fault; for somebody at this machine if there is an editor.
    pub fn from_fault(fault: &Fault, editor: Option<EditorLinks<'_>>) -> Self {
        let FaultText { message, report } = FaultText::from_fault(fault, editor.is_some());
        let (location, editor_href) = match &fault.location {
            FaultLocation::Source(place) => {
                let (start, file) = (place.start(), &place.source.path);
                let link = editor.and_then(|editor| editor.href(file, start.line, start.column));
                (Some(format!("{file}:{}:{}", start.line, start.column)), link)
            }
            FaultLocation::File(file) => (Some(file.clone()), editor.and_then(|editor| editor.href(file, 1, 1))),
            FaultLocation::Network => (None, None),
        };
        Self { severity: fault.severity.as_str(), code: fault.code.as_str(), message, location, editor_href, report }
    }
}

/// What a page says instead of the one that was asked for.
#[derive(Clone, Debug, Serialize)]
pub struct FaultPage {
    /// What it is about.
    pub title: String,
    /// One or two sentences.
    pub why: String,
    /// What is wrong.
    pub faults: Vec<FaultView>,
    /// How many more there are.
    pub more_count: usize,
    /// The address of the page as it last was, for a frame beneath.
    pub last_good_href: Option<String>,
}

/// As many as somebody reads on one page.
const MAX_FAULTS: usize = 50;

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::default();
    tera.add_raw_template("fault_page.html", include_str!("fault_page.html")).expect("our own template is sound");
    tera
});

impl FaultPage {
    /// With faults, the worst first.
    pub fn new(title: &str, why: &str, faults: &[&Fault], editor: Option<EditorLinks<'_>>) -> Self {
        let mut faults = faults.to_vec();
        faults.sort_by_key(|fault| std::cmp::Reverse(fault.severity == Severity::Error));
        let more_count = faults.len().saturating_sub(MAX_FAULTS);
        let faults = faults.into_iter().take(MAX_FAULTS).map(|fault| FaultView::from_fault(fault, editor)).collect();
        Self { title: title.to_owned(), why: why.to_owned(), faults, more_count, last_good_href: None }
    }

    /// The page.
    pub fn render(&self) -> String {
        let context = Context::from_serialize(self);
        let page = context.and_then(|context| TEMPLATES.render("fault_page.html", &context));
        page.unwrap_or_else(|_| "<!DOCTYPE html><title>Faults</title><p>See the terminal.</p></body>".to_owned())
    }
}

fn is_private_path(path: &str) -> bool {
    path.get(..PRIVATE_FOLDER.len()).is_some_and(|start| start.eq_ignore_ascii_case(PRIVATE_FOLDER))
}

/// Whether a place lies in a field that may hold what only editors may know. Told by the text alone, so that it holds
/// where the front matter cannot be read.
fn is_in_sensitive_field(place: &SourceLocation) -> bool {
    let text = &place.source.text;
    let start = place.span.start as usize;
    let line = text[start..].find('\n').map_or(text.len(), |end| start + end);
    let field = text[..line].lines().rev().find(|line| {
        let first = line.trim_start_matches('\u{feff}').chars().next();
        first.is_some_and(|c| !c.is_whitespace() && !matches!(c, '-' | '#' | '}' | ']'))
    });
    let name = field.and_then(|line| line.split_once(':')).map(|(name, _)| name.trim_matches(['"', '\'', ' ', '\t']));
    name.is_some_and(|name| SENSITIVE_FIELDS.contains(&name.to_ascii_lowercase().as_str()))
}

/// A message without numbers and mailboxes that it may quote.
fn mask_contact_details(message: &str) -> String {
    let digits = message.bytes().filter(u8::is_ascii_digit).count();
    let mask = |word: &str| match word.contains('@') || (digits > 4 && word.contains(|c: char| c.is_ascii_digit())) {
        true => "…".to_owned(),
        false => word.to_owned(),
    };
    message.split(' ').map(mask).collect::<Vec<_>>().join(" ")
}
