//! The program's filters. They are pure: the result depends on the arguments alone, never on a clock, a file or another
//! page.

use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tera::{Kwargs, State, StringInput, Tera, TeraResult, Value};

use crate::markdown::html_to_text;
use crate::{language, path};

/// A filter as it is described to theme authors.
struct Filter {
    name: &'static str,
    description: &'static str,
    /// Templates and their results; a test renders them.
    examples: &'static [(&'static str, &'static str)],
    /// The JSON Schema of the filter's arguments.
    arguments: fn() -> serde_json::Value,
}

const FILTERS: &[Filter] = &[
    Filter {
        name: "excerpt",
        description: "The beginning of a text, cut behind a word. HTML such as `body` becomes plain text first.",
        examples: &[
            (r#"{{ "One table, two hundred chairs" | excerpt(words=2) }}"#, "One table…"),
            (r#"{{ "One table" | excerpt(words=2) }}"#, "One table"),
            (r#"{{ "One table, two hundred chairs" | excerpt(words=3, end=" (more)") }}"#, "One table, two (more)"),
        ],
        arguments: arguments_schema::<Excerpt>,
    },
    Filter {
        name: "in_words",
        description: "A date in English words. It takes a date of a view (`page.updated`) or what stands in its `iso`.",
        examples: &[
            (r#"{{ "2027-06-18" | in_words }}"#, "18 June 2027"),
            (r#"{{ "2027-06-18" | in_words(weekday=true, year=false) }}"#, "Friday 18 June"),
            (r#"{{ "2027-06-18T18:30+01:00" | in_words(time=true) }}"#, "18 June 2027, 6.30pm"),
        ],
        arguments: arguments_schema::<InWords>,
    },
    Filter {
        name: "plural",
        description: "A whole number with the word that fits it.",
        examples: &[
            (r#"{{ 1 | plural(one="story", many="stories") }}"#, "1 story"),
            (r#"{{ 12 | plural(one="story", many="stories") }}"#, "12 stories"),
            (r#"{{ 0 | plural(one="story", many="stories", none="no stories yet") }}"#, "no stories yet"),
        ],
        arguments: arguments_schema::<Plural>,
    },
    Filter {
        name: "slug",
        description: "A text as it stands in addresses and anchors: letters and digits of any script, the rest hyphens.",
        examples: &[
            (r#"{{ "St Anne's Hall" | slug }}"#, "st-annes-hall"),
            (r#"{{ "Gŵyl y Bont, 2027!" | slug }}"#, "gŵyl-y-bont-2027"),
        ],
        arguments: arguments_schema::<Slug>,
    },
];

/// Arguments of `excerpt`.
#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Excerpt {
    /// How many words are kept at most.
    words: usize,
    /// What is added after a text that was shortened.
    end: String,
}

impl Default for Excerpt {
    fn default() -> Self {
        Self { words: 30, end: "…".to_owned() }
    }
}

/// Arguments of `in_words`.
#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct InWords {
    /// Whether the words include the weekday.
    weekday: bool,
    /// Whether the words include the year.
    year: bool,
    /// Whether the words include the time, if there is one, in its own offset.
    time: bool,
}

impl Default for InWords {
    fn default() -> Self {
        Self { weekday: false, year: true, time: false }
    }
}

/// Arguments of `plural`.
#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Plural {
    /// The word for one.
    one: String,
    /// The word for any other number.
    many: String,
    /// The whole text for 0; without it, the text is `0` and the word for other numbers.
    none: Option<String>,
}

/// `slug` has no arguments.
#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Slug {}

/// Makes the filters known to templates.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("excerpt", excerpt);
    tera.register_filter("in_words", in_words);
    tera.register_filter("plural", plural);
    tera.register_filter("slug", slug);
}

/// Replaces Tera's filter `safe`: no template may declare a text to be HTML.
pub(crate) fn reject_safe(_: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    Err(tera::Error::message("the filter `safe` is not available: text is always escaped, and `body` is HTML already"))
}

/// The name of each filter and the schema of its arguments.
pub(super) fn schemas() -> impl Iterator<Item = (String, serde_json::Value)> {
    FILTERS.iter().map(|filter| {
        let examples: Vec<String> =
            filter.examples.iter().map(|(template, result)| format!("`{template}` gives `{result}`.")).collect();
        let mut schema = (filter.arguments)();
        schema["title"] = json!(format!("The filter `{}`", filter.name));
        schema["description"] = json!(format!("{} {}", filter.description, examples.join(" ")));
        (format!("| {}", filter.name), schema)
    })
}

fn arguments_schema<T: JsonSchema>() -> serde_json::Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value();
    if let Some(map) = schema.as_object_mut() {
        map.remove("$schema");
        let properties = map.entry("properties").or_insert_with(|| json!({}));
        // JSON Schema has no format `uint` or the like.
        for property in properties.as_object_mut().into_iter().flat_map(|properties| properties.values_mut()) {
            property.as_object_mut().and_then(|property| property.remove("format"));
        }
    }
    schema
}

fn excerpt(text: StringInput, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let Excerpt { words, end } = arguments.deserialize()?;
    let full_text = match text.is_safe() {
        true => html_to_text(text.as_str()),
        false => text.as_str().to_owned(),
    };
    let mut remaining = full_text.split_whitespace();
    let beginning = remaining.by_ref().take(words).collect::<Vec<_>>().join(" ");
    Ok(match remaining.next() {
        Some(_) => format!("{}{end}", beginning.trim_end_matches([',', ';', ':', '–', '—', '-', ' '])),
        None => beginning,
    })
}

fn in_words(date: &Value, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let InWords { weekday, year, time } = arguments.deserialize()?;
    let date_text = date.as_str().or_else(|| date.get_from_path("iso").and_then(Value::as_str));
    let Some((day, time_of_day)) = date_text.and_then(parse_date_and_time) else {
        let message =
            format!("`in_words` wants a date such as `2027-06-18`, not `{}`", date_text.unwrap_or(date.name()));
        return Err(tera::Error::message(message));
    };
    let mut words = String::new();
    if weekday {
        words.push_str(language::english_weekday(day.weekday()));
        words.push(' ');
    }
    words.push_str(&format!("{} {}", day.day(), language::english_month(day.month())));
    if year {
        words.push_str(&format!(" {}", day.year()));
    }
    if let Some(time_of_day) = time_of_day.filter(|_| time) {
        words.push_str(&format!(", {}", language::english_time(time_of_day)));
    }
    Ok(words)
}

/// Reads `2027-06-18` or `2027-06-18T18:30+01:00`: the day, and the time as it is written.
fn parse_date_and_time(date_text: &str) -> Option<(Date, Option<Time>)> {
    let (day, time) = match date_text.split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time.get(..5)?.parse().ok()?)),
        None => (date_text, None),
    };
    Some((day.parse().ok()?, time))
}

fn plural(number: i64, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let Plural { one, many, none } = arguments.deserialize()?;
    Ok(match (number, none) {
        (0, Some(none)) => none,
        (1, _) => format!("1 {one}"),
        _ => format!("{number} {many}"),
    })
}

fn slug(text: &str, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let Slug {} = arguments.deserialize()?;
    Ok(path::slugify(text))
}

#[cfg(test)]
mod tests {
    use tera::Context;

    use super::*;

    fn render(template: &str) -> Result<String, String> {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        register(&mut tera);
        tera.add_raw_template("t.html", template).map_err(|error| error.to_string())?;
        let mut context = Context::new();
        context.insert_value("body", Value::safe_string("<p>Tea &amp; <b>ca</b>ke</p>\n<p>&lt;b&gt; for all</p>"));
        context.insert("summary", "1 < 2 & so on");
        context.insert("page", &json!({"updated": {"iso": "2026-11-22"}}));
        tera.render("t.html", &context).map_err(|error| error.to_string())
    }

    #[test]
    fn every_example_of_the_contract_gives_what_it_says() {
        for filter in FILTERS {
            assert!(filter.examples.len() >= 2, "{}", filter.name);
            for (template, result) in filter.examples {
                assert!(template.contains(&format!("| {}", filter.name)), "{template}");
                assert_eq!(render(template).as_deref(), Ok(*result), "{template}");
            }
        }
    }

    #[test]
    fn every_filter_is_in_the_contract_with_its_arguments() {
        let schemas: Vec<(String, serde_json::Value)> = schemas().collect();
        let excerpt = &schemas.iter().find(|(name, _)| name == "| excerpt").expect("it is there").1;
        assert_eq!(excerpt["properties"]["words"]["default"], 30);
        assert!(excerpt["properties"]["end"]["description"].is_string());
        for (name, schema) in &schemas {
            assert_eq!(schema["additionalProperties"], false, "{name}");
        }
    }

    #[test]
    fn an_excerpt_of_html_is_text_and_is_escaped_again() {
        assert_eq!(render("{{ body | excerpt(words=4) }}").as_deref(), Ok("Tea &amp; cake &lt;b&gt;…"));
        assert_eq!(render("{{ summary | excerpt }}").as_deref(), Ok("1 &lt; 2 &amp; so on"));
        assert_eq!(render("{{ summary | excerpt(words=0) }}").as_deref(), Ok("…"));
    }

    #[test]
    fn the_date_of_a_view_can_be_formatted() {
        assert_eq!(render("{{ page.updated | in_words(weekday=true) }}").as_deref(), Ok("Sunday 22 November 2026"));
    }

    #[test]
    fn unknown_arguments_and_invalid_dates_are_errors() {
        for (template, message) in [
            (r#"{{ "a" | excerpt(word=3) }}"#, "unknown field `word`"),
            (r#"{{ "a" | slug(of=3) }}"#, "unknown field `of`"),
            (r#"{{ 3 | plural(one="day") }}"#, "missing field `many`"),
            (r#"{{ "soon" | in_words }}"#, "`in_words` wants a date such as `2027-06-18`, not `soon`"),
            (r#"{{ "2027-02-30" | in_words }}"#, "not `2027-02-30`"),
            (r#"{{ "2027-06-18Tŵŵŵ" | in_words }}"#, "not `2027-06-18Tŵŵŵ`"),
            (r#"{{ page | in_words }}"#, "not `map/struct`"),
        ] {
            let error = render(template).expect_err(template);
            assert!(error.contains(message), "{template}: {error}");
        }
    }
}
