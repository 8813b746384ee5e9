//! The editors' desk: what needs somebody, every record and how it stands, what is wrong, and what is to be done before
//! the site is published. Plain pages that work without script, made anew for each request.
//!
//! It is no part of the site. What is said here of records comes from `agenda`, so no name of the private folder and
//! nothing that safety keeps back is in it; what lies around the network is asked through [`Surroundings`].

mod faults;
mod overview;
mod ready;
mod record;
mod surroundings;
mod table;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

pub use surroundings::{LastBuild, PrivateFolder, Surroundings, Synced, SyncedFolder};

use crate::agenda::EditorRecords;
use crate::fault::{Fault, Severity};
use crate::language::format_count;
use crate::pipeline::LoadedNetwork;
use crate::publish::{Publication, RecordIndex};
use crate::site::Record;
use crate::text::Position;
use crate::theme::Press;

/// What the desk is made of.
pub struct Desk<'a> {
    /// The site as it is shown; none while `site.yaml` cannot be used and never could.
    pub press: Option<&'a Press>,
    /// What was read last, to be compared with the last build.
    pub loaded: Option<&'a LoadedNetwork>,
    /// What is wrong, in the order of files and places.
    pub faults: &'a [Fault],
    /// Whether every page was printed, so that these are the faults of `check`.
    pub is_complete: bool,
    /// The site that is shown is an earlier one: `site.yaml` or the theme cannot be used.
    pub is_stale: bool,
    /// The day in words, where the clock is turned.
    pub turned: Option<String>,
    /// What lies around the network.
    pub surroundings: &'a dyn Surroundings,
    /// The link that opens a file in the editor, perhaps at a place in it.
    pub link: &'a dyn Fn(&str, Option<Position>) -> Option<String>,
    /// What stands before the desk's addresses: `/_desk`.
    pub base: &'a str,
}

/// A page of the desk, by its path (`/_desk/record/`) and what the query says; its status and its HTML. None where
/// there is no such page.
pub fn page(desk: &Desk<'_>, path: &str, query: &dyn Fn(&str) -> Option<String>) -> Option<(u16, String)> {
    match path.strip_prefix(desk.base)? {
        "" | "/" => Some((200, overview::page(desk, query))),
        "/record/" => Some(record::page(desk, query("id").unwrap_or_default().trim())),
        "/faults/" => Some((200, faults::page(desk, query))),
        _ => None,
    }
}

/// A file that the desk's pages use, by its path below the desk (`/desk.css`): content type and bytes.
pub fn asset(path: &str) -> Option<(&'static str, &'static [u8])> {
    match path {
        "/desk.css" => Some(("text/css; charset=utf-8", include_bytes!("desk/desk.css"))),
        "/desk.js" => Some(("text/javascript; charset=utf-8", include_bytes!("desk/desk.js"))),
        _ => None,
    }
}

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    tera.register_filter("safe", forbidden_safe);
    tera.register_filter("words", words);
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

fn forbidden_safe(_: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    Err(tera::Error::message("the filter `safe` is not available: text is always escaped"))
}

/// A sentence whose names stand in backticks, as HTML: escaped, the names as code.
fn words(text: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = text.as_str().unwrap_or_default();
    let mut html = String::with_capacity(text.len() + 16);
    let pieces: Vec<&str> = text.split('`').collect();
    // Without its partner, the last backtick is one.
    let even = pieces.len().is_multiple_of(2);
    for (number, piece) in pieces.iter().enumerate() {
        let escaped = html_escape::encode_double_quoted_attribute(piece);
        match number % 2 == 1 {
            true if even && number == pieces.len() - 1 => html.extend(["`", &escaped]),
            true => html.extend(["<code>", &escaped, "</code>"]),
            false => html.push_str(&escaped),
        }
    }
    Ok(Value::safe_string(&html))
}

/// What every page says around its content.
#[derive(Serialize)]
struct Frame<'a> {
    title: &'a str,
    here: &'a str,
    base: &'a str,
    network: Option<&'a str>,
    home: Option<String>,
    faults: String,
    errors: usize,
    is_complete: bool,
    is_stale: bool,
    turned: Option<&'a str>,
    /// The day that is shown, for the date field.
    day: Option<String>,
    day_words: Option<String>,
}

impl<'a> Desk<'a> {
    fn publication(&self) -> Option<&'a Publication> {
        self.press.map(Press::publication)
    }

    fn render(&self, template: &str, title: &str, here: &str, mut context: Context) -> String {
        let publication = self.publication();
        let records = publication.map(EditorRecords::from_publication);
        let day = records.as_ref().zip(publication).map(|(records, publication)| records.local_date(publication.now()));
        let frame = Frame {
            title,
            here,
            base: self.base,
            network: publication.map(|publication| publication.config().title.as_str()),
            home: publication.map(|publication| publication.href("/")),
            faults: self.tally(),
            errors: self.faults.iter().filter(|fault| fault.severity == Severity::Error).count(),
            is_complete: self.is_complete,
            is_stale: self.is_stale,
            turned: self.turned.as_deref(),
            day: day.map(|day| day.to_string()),
            day_words: day.map(crate::language::english_weekday_date),
        };
        context.insert("frame", &frame);
        let html = TEMPLATES.render(template, &context);
        html.expect("the desk's own templates name only what they are given; tests render each")
    }

    /// `2 errors, 1 warning`; nothing where there is nothing.
    fn tally(&self) -> String {
        let of = |severity, one, many| {
            let number = self.faults.iter().filter(|fault| fault.severity == severity).count();
            (number > 0).then(|| format_count(number, one, many))
        };
        let parts = [
            of(Severity::Error, "error", "errors"),
            of(Severity::Warning, "warning", "warnings"),
            of(Severity::Advice, "piece of advice", "pieces of advice"),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The desk's page about a record.
    fn record_href(&self, record: &Record) -> String {
        format!("{}/record/?id={}", self.base, encode(&record.id.to_string()))
    }

    /// The link that opens a file, unless following it would run something in the page.
    fn editor(&self, path: &str, at: Option<Position>) -> Option<String> {
        let link = (self.link)(path, at)?;
        let scheme: String = link.split(':').next().unwrap_or_default().trim().to_ascii_lowercase();
        let plain = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
        (plain && !matches!(scheme.as_str(), "javascript" | "data" | "vbscript")).then_some(link)
    }
}

/// Records by their files and those of their translations.
fn by_file<'a>(records: &EditorRecords<'a>) -> HashMap<&'a str, RecordIndex> {
    let mut files = HashMap::with_capacity(records.site().records.len());
    for (ix, record) in records.site().indexed_records() {
        files.insert(record.parsed.source.path.as_str(), ix);
        files.extend(record.translations.iter().map(|edition| (edition.parsed.source.path.as_str(), ix)));
    }
    files
}

/// A text that begins with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

/// A text as a value in a query.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
