//! The editors' desk: what needs somebody, every record and how it stands, what is wrong, and what is to be done before
//! the site is published. Plain pages that work without script, made anew for each request.
//!
//! It is no part of the site. What is said here of records comes from `agenda`, so no name of the private folder and
//! nothing that safety keeps back is in it; what lies around the network is asked through [`Surroundings`].

mod checklist;
mod environment;
mod faults;
mod overview;
mod record;
mod table;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

pub use environment::{Environment, FolderRole, LastBuildSummary, PrivateFolder, SyncedLocation};

use crate::agenda::EditorRecords;
use crate::fault::{Fault, Severity};
use crate::language::format_count;
use crate::pipeline::LoadedNetwork;
use crate::publish::{Publication, RecordIndex};
use crate::site::Record;
use crate::text::Position;
use crate::theme::Renderer;

/// What the desk is made of.
pub struct Desk<'a> {
    /// The site as it is shown; none while `site.yaml` cannot be used and never could.
    pub renderer: Option<&'a Renderer>,
    /// What was read last, to be compared with the last build.
    pub loaded: Option<&'a LoadedNetwork>,
    /// What is wrong, in the order of files and places.
    pub faults: &'a [Fault],
    /// Whether every page was printed, so that these are the faults of `check`.
    pub has_all_faults: bool,
    /// The site that is shown is an earlier one: `site.yaml` or the theme cannot be used.
    pub is_stale: bool,
    /// The day in words, where the clock is turned.
    pub simulated_day: Option<String>,
    /// What lies around the network.
    pub environment: &'a dyn Environment,
    /// The link that opens a file in the editor, perhaps at a place in it.
    pub editor_href: &'a dyn Fn(&str, Option<Position>) -> Option<String>,
    /// What stands before the desk's addresses: `/_desk`.
    pub base_path: &'a str,
}

/// A page of the desk, by its path (`/_desk/record/`) and what the query says; its status and its HTML. None where
/// there is no such page.
pub fn render_page(desk: &Desk<'_>, path: &str, query: &dyn Fn(&str) -> Option<String>) -> Option<(u16, String)> {
    match path.strip_prefix(desk.base_path)? {
        "" | "/" => Some((200, overview::render_page(desk, query))),
        "/record/" => Some(record::render_page(desk, query("id").unwrap_or_default().trim())),
        "/faults/" => Some((200, faults::render_page(desk, query))),
        _ => None,
    }
}

/// A file that the desk's pages use, by its path below the desk (`/desk.css`): content type and bytes.
pub fn static_file(path: &str) -> Option<(&'static str, &'static [u8])> {
    match path {
        "/desk.css" => Some(("text/css; charset=utf-8", include_bytes!("desk/desk.css"))),
        "/desk.js" => Some(("text/javascript; charset=utf-8", include_bytes!("desk/desk.js"))),
        _ => None,
    }
}

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    tera.register_filter("safe", reject_safe_filter);
    tera.register_filter("code_spans", code_spans);
    tera.add_raw_templates(vec![
        ("layout.html", include_str!("desk/layout.html")),
        ("overview.html", include_str!("desk/overview.html")),
        ("table.html", include_str!("desk/table.html")),
        ("record.html", include_str!("desk/record.html")),
        ("faults.html", include_str!("desk/faults.html")),
    ])
    .expect("the desk's own templates are whole");
    tera
});

fn reject_safe_filter(_: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    Err(tera::Error::message("the filter `safe` is not available: text is always escaped"))
}

/// A sentence whose names stand in backticks, as HTML: escaped, the names as code.
fn code_spans(text: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = text.as_str().unwrap_or_default();
    let mut html = String::with_capacity(text.len() + 16);
    let parts: Vec<&str> = text.split('`').collect();
    // Without its partner, the last backtick is one.
    let has_unpaired = parts.len().is_multiple_of(2);
    for (number, piece) in parts.iter().enumerate() {
        let escaped = html_escape::encode_double_quoted_attribute(piece);
        match number % 2 == 1 {
            true if has_unpaired && number == parts.len() - 1 => html.extend(["`", &escaped]),
            true => html.extend(["<code>", &escaped, "</code>"]),
            false => html.push_str(&escaped),
        }
    }
    Ok(Value::safe_string(&html))
}

/// What every page says around its content.
#[derive(Serialize)]
struct Layout<'a> {
    title: &'a str,
    current_page: &'a str,
    base_path: &'a str,
    network_title: Option<&'a str>,
    site_href: Option<String>,
    fault_summary: String,
    error_count: usize,
    has_all_faults: bool,
    is_stale: bool,
    simulated_day: Option<&'a str>,
    /// The day that is shown, for the date field.
    date: Option<String>,
    date_in_words: Option<String>,
}

impl<'a> Desk<'a> {
    fn publication(&self) -> Option<&'a Publication> {
        self.renderer.map(Renderer::publication)
    }

    fn render(&self, template: &str, title: &str, current_page: &str, mut context: Context) -> String {
        let publication = self.publication();
        let records = publication.map(EditorRecords::from_publication);
        let day = records.as_ref().zip(publication).map(|(records, publication)| records.local_date(publication.now()));
        let layout = Layout {
            title,
            current_page,
            base_path: self.base_path,
            network_title: publication.map(|publication| publication.config().title.as_str()),
            site_href: publication.map(|publication| publication.href("/")),
            fault_summary: self.summarise_faults(),
            error_count: self.faults.iter().filter(|fault| fault.severity == Severity::Error).count(),
            has_all_faults: self.has_all_faults,
            is_stale: self.is_stale,
            simulated_day: self.simulated_day.as_deref(),
            date: day.map(|day| day.to_string()),
            date_in_words: day.map(crate::language::english_weekday_date),
        };
        context.insert("layout", &layout);
        let html = TEMPLATES.render(template, &context);
        html.expect("the desk's own templates name only what they are given; tests render each")
    }

    /// `2 errors, 1 warning`; nothing where there is nothing.
    fn summarise_faults(&self) -> String {
        let counted = |severity, one, many| {
            let number = self.faults.iter().filter(|fault| fault.severity == severity).count();
            (number > 0).then(|| format_count(number, one, many))
        };
        let parts = [
            counted(Severity::Error, "error", "errors"),
            counted(Severity::Warning, "warning", "warnings"),
            counted(Severity::Advice, "piece of advice", "pieces of advice"),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The desk's page about a record.
    fn record_href(&self, record: &Record) -> String {
        format!("{}/record/?id={}", self.base_path, encode_query_value(&record.id.to_string()))
    }

    /// The link that opens a file, unless following it would run something in the page.
    fn safe_editor_href(&self, path: &str, at: Option<Position>) -> Option<String> {
        let link = (self.editor_href)(path, at)?;
        let scheme: String = link.split(':').next().unwrap_or_default().trim().to_ascii_lowercase();
        let plain = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
        (plain && !matches!(scheme.as_str(), "javascript" | "data" | "vbscript")).then_some(link)
    }
}

/// Records by their files and those of their translations.
fn index_by_file<'a>(records: &EditorRecords<'a>) -> HashMap<&'a str, RecordIndex> {
    let mut files = HashMap::with_capacity(records.site().records.len());
    for (ix, record) in records.site().indexed_records() {
        files.insert(record.parsed.source.path.as_str(), ix);
        files.extend(record.translations.iter().map(|translation| (translation.parsed.source.path.as_str(), ix)));
    }
    files
}

/// A text that begins with a capital.
fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

/// A text as a value in a query.
fn encode_query_value(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
