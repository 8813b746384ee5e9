//! The text of a new record's file.

use jiff::civil::Date;

use crate::kind::Kind;
use crate::record::{CommonFields, declared_fields};
use crate::site::{Record, Site};
use crate::yaml::{Cardinality, Field};

/// The names of the fields that a record of a kind can have but does not need.
pub(super) fn optional_fields(kind: Kind) -> Vec<&'static str> {
    let is_optional = |field: &&Field| field.cardinality != Cardinality::Required;
    declared_fields(kind).iter().chain(CommonFields::FIELDS).filter(is_optional).map(|field| field.name).collect()
}

/// The file of a new record, as a draft: the required fields, and those without which `check` would warn.
pub(super) fn format_record(kind: Kind, title: &str, start: Option<String>, site: &Site, today: Date) -> String {
    let values = PlaceholderValues {
        title: quote_yaml(title),
        language: site.config.language.as_str().to_owned(),
        place: first_place(site).map(str::to_owned),
        start: start.unwrap_or_else(|| format!("{today} 18:30        # year-month-day hour:minute")),
        today,
    };
    let written = kind.spec().new_fields;
    let is_required = |field: &&Field| field.cardinality == Cardinality::Required && field.name != "title";
    let required: Vec<&str> =
        CommonFields::FIELDS.iter().chain(declared_fields(kind)).filter(is_required).map(|field| field.name).collect();
    let template = |name: &str| written.iter().find(|(known, _)| *known == name).map_or("{today}", |(_, value)| value);
    let others = written.iter().filter(|(name, _)| !required.contains(name));
    let fields = required.iter().map(|name| (*name, template(name))).chain(others.copied());
    let mut lines = vec![format!("title: {}", values.title)];
    lines.extend(fields.filter_map(|(name, template)| Some(format!("{name}: {}", values.fill(template)?))));
    format!("---\n{}\ndraft: true               # remove this line to publish it\n---\n\n", lines.join("\n"))
}

/// The values of the placeholders in [`KindSpec::new_fields`](crate::kind::KindSpec).
struct PlaceholderValues {
    title: String,
    language: String,
    place: Option<String>,
    start: String,
    today: Date,
}

impl PlaceholderValues {
    /// The value of a field; `None` when the network has nothing for one of its placeholders.
    fn fill(&self, template: &str) -> Option<String> {
        let next_week = self.today.saturating_add(jiff::Span::new().days(7)).to_string();
        let values = [
            ("{start}", Some(self.start.as_str())),
            ("{place}", self.place.as_deref()),
            ("{today}", Some(&self.today.to_string())),
            ("{next-week}", Some(&next_week)),
            ("{language}", Some(&self.language)),
            ("{title}", Some(&self.title)),
        ];
        values.into_iter().try_fold(template.to_owned(), |text, (placeholder, value)| {
            if !text.contains(placeholder) {
                return Some(text);
            }
            Some(text.replace(placeholder, value?))
        })
    }
}

fn is_draft(record: &Record) -> bool {
    record.parsed.common.as_ref().is_some_and(|common| common.draft == Some(true))
}

/// The slug of the first place that is published.
fn first_place(site: &Site) -> Option<&str> {
    site.records
        .iter()
        .find(|record| record.kind() == Kind::Place && !record.is_invalid && !is_draft(record))
        .map(|record| record.id.slug.as_str())
}

/// A text as a YAML string in double quotes.
fn quote_yaml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
