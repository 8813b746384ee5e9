//! The templates of the desk, and what every page of it has around its content.

use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::context::Desk;
use crate::agenda::EditorRecords;
use crate::fault::summarise_faults;
use crate::language::english_weekday_date;
use crate::theme::reject_safe;

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    tera.register_filter("safe", reject_safe);
    tera.register_filter("code_spans", code_spans);
    tera.add_raw_templates(vec![
        ("layout.html", include_str!("layout.html")),
        ("overview.html", include_str!("overview.html")),
        ("table.html", include_str!("table.html")),
        ("record.html", include_str!("record.html")),
        ("faults.html", include_str!("faults.html")),
    ])
    .expect("the desk's own templates are valid");
    tera
});

#[derive(Serialize)]
struct Layout<'a> {
    title: &'a str,
    current_page: &'a str,
    base_path: &'a str,
    network_title: Option<&'a str>,
    site_href: Option<String>,
    /// `2 errors, 1 warning`; `None` where nothing is wrong.
    fault_summary: Option<String>,
    has_all_faults: bool,
    is_stale: bool,
    simulated_day: Option<&'a str>,
    /// The day that is shown, for the date field.
    date: Option<String>,
    date_in_words: Option<String>,
}

impl Desk<'_> {
    pub(super) fn render(&self, template: &str, title: &str, current_page: &str, mut context: Context) -> String {
        let publication = self.publication();
        let records = publication.map(EditorRecords::from_publication);
        let day = records.as_ref().zip(publication).map(|(records, publication)| records.local_date(publication.now()));
        let layout = Layout {
            title,
            current_page,
            base_path: self.base_path,
            network_title: publication.map(|publication| publication.config().title.as_str()),
            site_href: publication.map(|publication| publication.href("/")),
            fault_summary: (!self.faults.is_empty()).then(|| summarise_faults(self.faults)),
            has_all_faults: self.has_all_faults,
            is_stale: self.is_stale,
            simulated_day: self.simulated_day.as_deref(),
            date: day.map(|day| day.to_string()),
            date_in_words: day.map(english_weekday_date),
        };
        context.insert("layout", &layout);
        let html = TEMPLATES.render(template, &context);
        html.expect("the desk's own templates use only values that they are given; tests render each")
    }
}

/// A sentence with names in backticks, as HTML: all of it escaped, the names as code.
fn code_spans(text: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = text.as_str().unwrap_or_default();
    let mut html = String::with_capacity(text.len() + 16);
    let parts: Vec<&str> = text.split('`').collect();
    // A last backtick without a partner is shown as it is.
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
