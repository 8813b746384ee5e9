//! The contract with templates: the values that each template gets, as JSON Schema (2020-12) derived from the types of
//! the views.
//!
//! The structs here are never filled. `theme` puts the values together by name. A test compares the values of every
//! page with this schema, which allows no other values.
#![expect(dead_code, reason = "only their schemas are used")]

use super::about::AboutView;
use super::campaign::FeaturedCampaignView;
use super::card::Card;
use super::date::DateView;
use super::kind_view::KindView;
use super::list::ListView;
use super::locale::UiLanguageView;
use super::meta::MetaView;
use super::month::MonthView;
use super::page::PageView;
use super::search::SearchView;
use super::signpost::SignpostView;
use super::site::SiteView;
use super::subscribe::SubscribeView;
use crate::kind::Kind;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

/// The version of the contract. It grows when a value that templates get is removed or changes its meaning, not when a
/// value is added.
pub const CONTRACT_VERSION: u32 = 2;

/// The values of a record's template: `story.html`, `partner.html`, …, and templates that records name themselves.
#[derive(JsonSchema)]
struct RecordValues {
    /// The network.
    site: SiteView,
    /// The language of the interface words, which can differ from that of the record.
    ui: UiLanguageView,
    /// What the page's head tells other programs: the card for shared links, feeds, and until when to list the page.
    meta: MetaView,
    /// The record.
    page: PageView,
    /// Its text as HTML; empty on the second and later pages of a place.
    body: String,
    /// Elements with data for search engines, as HTML for the head of the page; empty when there are none.
    json_ld: String,
    /// Other records that belong on the page, under headings.
    sections: Vec<SectionValues>,
}

/// Cards under a heading.
#[derive(JsonSchema)]
struct SectionValues {
    /// The section's name for templates: `stories`, `organises`.
    name: String,
    /// The heading.
    title: String,
    /// The records.
    entries: Vec<Card>,
}

/// The values of `home.html`.
#[derive(JsonSchema)]
struct HomeValues {
    /// The network.
    site: SiteView,
    /// The language of the interface words, which can differ from that of the record.
    ui: UiLanguageView,
    /// What the page's head tells other programs: the card for shared links, feeds, and until when to list the page.
    meta: MetaView,
    /// Elements with data for search engines, as HTML for the head of the page; empty when there are none.
    json_ld: String,
    /// The record of `content/index.md`, if there is one.
    page: Option<PageView>,
    /// Its text as HTML.
    body: String,
    /// The first records of each kind.
    home: HomeRecords,
    /// The day on which the list of events was made; `None` when no events are to come. A page without events to come must
    /// not change each day.
    made_on: Option<DateView>,
}

/// The first records of each kind, by the kind's folder: `home.events`, `home.stories`.
#[derive(JsonSchema)]
#[schemars(transform = add_home_kinds)]
struct HomeRecords {
    /// The newest campaign that is running, else the next to begin, with what it asks for.
    featured_campaign: Option<FeaturedCampaignView>,
    /// How many records there are of each kind, by the names of folders; for events, those to come.
    counts: RecordCounts,
    /// The day of the numbers: `made_on`, else the newest day up to today that listed records name; `None` when they name
    /// no day.
    counted_on: Option<DateView>,
}

/// How many records there are of each kind, by the names of folders.
#[derive(JsonSchema)]
#[schemars(transform = add_counted_kinds)]
struct RecordCounts {}

/// The kinds that the front page shows.
fn add_home_kinds(schema: &mut Schema) {
    for spec in Kind::all().map(Kind::spec).filter(|spec| spec.home_cards > 0) {
        let description = format!("The first {} records of the kind, or fewer.", spec.home_cards);
        let cards = json!({"description": description, "type": "array", "items": {"$ref": "#/$defs/Card"}});
        add_property(schema, spec.folder, cards);
    }
}

/// The kinds that have lists.
fn add_counted_kinds(schema: &mut Schema) {
    for kind in Kind::all().filter(|kind| kind.spec().has_list) {
        add_property(schema, kind.folder(), json!({"description": "Their number.", "type": "integer", "minimum": 0}));
    }
}

fn add_property(schema: &mut Schema, name: &str, of: Value) {
    let map = schema.ensure_object();
    for (key, empty) in [("properties", json!({})), ("required", json!([]))] {
        map.entry(key).or_insert(empty);
    }
    map["properties"][name] = of;
    if let Value::Array(required) = &mut map["required"] {
        required.push(Value::from(name));
    }
}

/// The values of `list.html` and `topics.html`.
#[derive(JsonSchema)]
struct ListValues {
    /// The network.
    site: SiteView,
    /// The language of the interface words, which can differ from that of the record.
    ui: UiLanguageView,
    /// What the page's head tells other programs: the card for shared links, feeds, and until when to list the page.
    meta: MetaView,
    /// Elements with data for search engines, as HTML for the head of the page; empty when there are none.
    json_ld: String,
    /// The list.
    list: ListView,
    /// The records on this page of the list.
    entries: Vec<Card>,
    /// The same records in groups: events by month or year, partners by letter; empty for other lists.
    groups: Vec<GroupValues>,
    /// The month as a table, on the page of a month.
    month: Option<MonthView>,
    /// The day on which the list was made, for events to come.
    made_on: Option<DateView>,
    /// The text of the list's `index.md` as HTML; empty without one.
    body: String,
    /// Always `null`.
    page: (),
}

/// Events under a month or a year, or partners under a letter.
#[derive(JsonSchema)]
struct GroupValues {
    /// `2027-06`, or `2026` for a past year; `letter-a`; empty for events whose times may not be shown.
    key: String,
    /// `June 2027`; empty for events whose times may not be shown.
    title: String,
    /// The records.
    entries: Vec<Card>,
}

/// The values of `subscribe.html`.
#[derive(JsonSchema)]
struct SubscribeValues {
    /// The network.
    site: SiteView,
    /// The language of the interface words, which can differ from that of the record.
    ui: UiLanguageView,
    /// What the page's head tells other programs: the card for shared links, feeds, and until when to list the page.
    meta: MetaView,
    /// Elements with data for search engines, as HTML for the head of the page; empty when there are none.
    json_ld: String,
    /// What can be followed, and how.
    subscribe: SubscribeView,
}

/// The values of `about.html`.
#[derive(JsonSchema)]
struct AboutValues {
    /// The network.
    site: SiteView,
    /// The language of the interface words, which can differ from that of the record.
    ui: UiLanguageView,
    /// What the page's head tells other programs: the card for shared links, feeds, and until when to list the page.
    meta: MetaView,
    /// Elements with data for search engines, as HTML for the head of the page; empty when there are none.
    json_ld: String,
    /// The facts about the site.
    about: AboutView,
}

/// The values of `search.html`.
#[derive(JsonSchema)]
struct SearchValues {
    /// The network.
    site: SiteView,
    /// The language of the interface words, which can differ from that of the record.
    ui: UiLanguageView,
    /// What the page's head tells other programs: the card for shared links, feeds, and until when to list the page.
    meta: MetaView,
    /// Elements with data for search engines, as HTML for the head of the page; empty when there are none.
    json_ld: String,
    /// The search.
    search: SearchView,
}

/// The values of `404.html`.
#[derive(JsonSchema)]
struct NotFoundValues {
    /// The network.
    site: SiteView,
    /// The language of the interface words, which can differ from that of the record.
    ui: UiLanguageView,
    /// Always `null`.
    meta: (),
    /// Always empty.
    json_ld: String,
}

/// The values of `redirect.html`, the page at an old address.
#[derive(JsonSchema)]
struct RedirectValues {
    /// The network.
    site: SiteView,
    /// The language of the interface words, which can differ from that of the record.
    ui: UiLanguageView,
    /// Where the page is now, as it goes into `href`.
    target_href: String,
    /// That address with scheme and host; `null` when the site has no `base_url`.
    target_url: Option<String>,
}

/// The contract, made of the views.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The values of each template, by its name.
    pub templates: Vec<(String, Value)>,
    /// The values of a template that a record names itself.
    pub custom_template: Value,
    /// The definitions that those schemas refer to with `#/$defs/`.
    pub definitions: Map<String, Value>,
}

impl Contract {
    /// The contract of this version of the program.
    pub fn new() -> Self {
        let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
        let record = generator.subschema_for::<RecordValues>().to_value();
        let list = generator.subschema_for::<ListValues>().to_value();
        let mut templates = vec![
            ("404.html".to_owned(), generator.subschema_for::<NotFoundValues>().to_value()),
            ("about.html".to_owned(), generator.subschema_for::<AboutValues>().to_value()),
            ("home.html".to_owned(), generator.subschema_for::<HomeValues>().to_value()),
            ("list.html".to_owned(), list.clone()),
            ("redirect.html".to_owned(), generator.subschema_for::<RedirectValues>().to_value()),
            ("search.html".to_owned(), generator.subschema_for::<SearchValues>().to_value()),
            ("subscribe.html".to_owned(), generator.subschema_for::<SubscribeValues>().to_value()),
            ("topics.html".to_owned(), list),
        ];
        let kinds = Kind::all().filter(|kind| kind.has_pages());
        templates.extend(
            kinds.map(|kind| (format!("{}.html", kind.as_str()), kind_values_schema(kind, &record, &mut generator))),
        );
        templates.sort_by(|(one, _), (other, _)| one.cmp(other));
        // What a block's component gets.
        generator.subschema_for::<SignpostView>();
        let mut definitions = generator.take_definitions(true);
        definitions.values_mut().for_each(forbid_unknown_properties);
        Self { templates, custom_template: record, definitions }
    }
}

impl Default for Contract {
    fn default() -> Self {
        Self::new()
    }
}

/// The values of a record of a known kind: `page.details` is the view of that kind.
fn kind_values_schema(kind: Kind, record: &Value, generator: &mut SchemaGenerator) -> Value {
    let page = json!({"kind": {"const": kind.as_str()}, "details": KindView::schema(kind, generator).to_value()});
    json!({"allOf": [record, {"type": "object", "properties": {"page": {"type": "object", "properties": page}}}]})
}

/// Forbids values that are not described, and removes each `format` that JSON Schema does not define.
fn forbid_unknown_properties(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            map.values_mut().for_each(forbid_unknown_properties);
            if map.get("format").is_some_and(Value::is_string) {
                map.remove("format");
            }
            if map.get("properties").is_some_and(Value::is_object) {
                map.entry("additionalProperties").or_insert(Value::Bool(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(forbid_unknown_properties),
        _ => {}
    }
}
