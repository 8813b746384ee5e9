//! No field is silent: each field of the sample is removed once, and then an output, the report or the agenda must differ.
//!
//! A field inside another one counts by its path (`event: booking.phone`), whichever list item it is in. A field that differs
//! in nothing is in [`EXCEPTIONS`] with the reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use commonground::agenda::Agenda;
use commonground::fault::{Fault, Faults};
use commonground::language::LanguageTag;
use commonground::pipeline::{self, LoadedNetwork};
use commonground::publish::PublishOptions;
use commonground::record::{FileRole, classify};
use commonground::site::apply_waivers;
use commonground::text::Source;
use commonground::theme::Renderer;
use commonground::view::SearchEntry;
use commonground::world::{MemoryWorld, World};
use commonground::yaml::{self, MapEntry, Node, Value};
use rayon::prelude::*;

use super::network::sample_network;

/// Fields whose removal differs in nothing that is compared here, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("allow.yaml: file", "`no-effect-yet` is reported at `text`"),
    ("allow.yaml: until", "`no-effect-yet` is reported at `text`"),
    ("consents.yaml: minor", "it asks for a guardian in the private folder; tests/faults/missing-field.txt"),
    ("event: all_day", "a start without a time says the same"),
    ("event: extra", "it is for themes"),
    ("incident: active", NO_INCIDENTS),
    ("incident: banner.*", NO_INCIDENTS),
    ("incident: events", NO_INCIDENTS),
    ("incident: from", NO_INCIDENTS),
    ("incident: home", NO_INCIDENTS),
    ("incident: links", NO_INCIDENTS),
    ("incident: looked_after_by", "the desk shows it; tests/it/desk.rs"),
    ("incident: notes", NOTES),
    ("incident: signposts", NO_INCIDENTS),
    ("incident: summary", NO_INCIDENTS),
    ("observances.yaml: provisional", OBSERVANCES),
    ("observances.yaml: source", OBSERVANCES),
    ("observances.yaml: to", OBSERVANCES),
    ("page: related", "the front page, which alone has it in the sample, shows campaigns by themselves"),
    ("partner: contacts.name", "a name is hidden unless its contact has a visibility; tests/it/views.rs"),
    ("partner: notes", NOTES),
    ("site.yaml: budget", BUDGET),
    ("site.yaml: budget.*", BUDGET),
    ("site.yaml: editor", "links of the desk; tests/it/preview.rs"),
    ("site.yaml: extra", "it is for themes"),
    ("site.yaml: gone", "`build` says what the host answers, and nothing is reported as vanished; tests/it/hosting.rs"),
    ("site.yaml: images.*", "`no-effect-yet` is reported at `images`"),
    ("site.yaml: keep", "it is about the output folder; tests/it/disk.rs"),
    ("site.yaml: lints.*", "`lints` has one entry here, which a waiver makes needless"),
    ("site.yaml: types.resources", "the sample repeats a built-in type, which is fine"),
    ("story: extra", "it is for themes"),
    ("story: notes", NOTES),
];

const NO_INCIDENTS: &str = "`no-effect-yet` is reported at `banner`";
const OBSERVANCES: &str = "no event of the sample is on one that it does not mention; tests/faults/on-observance.txt";
const BUDGET: &str = "it is compared with rendered pages; tests/faults/over-budget.txt";
const NOTES: &str = "notes are for editors and are never shown";

/// Values in place of the sample's, for fields that make no difference there: the sample states what holds anyway, or its day
/// is far away. The field, where the value is put, and the value.
const VARIANTS: &[(&str, &[&str], &str)] = &[
    ("campaign: review", &["review"], "2026-01-01"),
    ("event: publish", &["publish"], "2027-01-01"),
    ("incident: review", &["review"], "2026-01-01"),
    ("page: review", &["review"], "2026-01-01"),
    ("partner: address.visibility", &["address", "visibility"], "hidden"),
    ("partner: contacts.visibility", &["contacts", "visibility"], "hidden"),
    ("partner: review", &["review"], "2026-01-01"),
    ("place: safety", &["safety"], "raised"),
    ("place: safety.since", &["safety", "level"], "raised"),
    ("resource: review", &["review"], "2026-01-01"),
    ("site.yaml: horizon", &["horizon"], "2"),
    ("site.yaml: hosting", &["hosting"], "netlify"),
    ("site.yaml: lints", &["lints", "no-effect-yet"], "warning"),
    ("site.yaml: outputs", &["outputs", "feeds"], "false"),
    ("site.yaml: outputs.calendars", &["outputs", "calendars"], "false"),
    ("site.yaml: outputs.cards", &["outputs", "cards"], "false"),
    ("site.yaml: outputs.feeds", &["outputs", "feeds"], "false"),
    ("site.yaml: outputs.search", &["outputs", "search"], "false"),
    ("site.yaml: per_page", &["per_page"], "3"),
    ("site.yaml: theme", &["theme"], "elsewhere"),
    ("site.yaml: tokens", &["tokens", "round"], "1rem"),
    ("site.yaml: tokens.*", &["tokens", "clay"], "#a03c28"),
    ("site.yaml: tool", &["tool"], "99.0"),
    ("story: review", &["review"], "2026-01-01"),
];

/// The most places in which a field is tried, until one differs.
const MAX_PLACES: usize = 40;
/// In how many of them all pages are compared, which takes time.
const MAX_RENDERED: usize = 4;

/// The private folder, which the sample does not have.
const PRIVATE: [(&str, &str); 2] = [
    (
        "content/private/people.yaml",
        "- {id: c-0005, person: Zebedee Sample, known_as: [Zeb], contact: drawer, guardian: Ann, form: drawer}\n",
    ),
    (
        "content/private/allow.yaml",
        "- {text: Zebedee, file: content/index.md, reason: He is our chair, until: 2027-06-30}\n",
    ),
];

/// A place of a field: the names and numbers of items that lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Name(String),
    Item(usize),
}

/// A field of a file.
struct FieldPlace {
    file: String,
    /// Its sort and path in words: `event: booking.phone`.
    name: String,
    steps: Vec<Step>,
}

fn languages() -> Vec<LanguageTag> {
    ["cy", "ur"].map(|tag| LanguageTag::parse(tag).expect("a tag")).to_vec()
}

/// The YAML of a file as a tree, and the text after it.
fn read_yaml(path: &str, text: &str) -> Option<(Node, String)> {
    let source = Arc::new(Source { path: path.to_owned(), text: text.to_owned() });
    let mut out = Faults::new();
    if path.ends_with(".yaml") {
        return Some((yaml::parse_file(&source, &mut out).0, String::new()));
    }
    let split = yaml::split_front_matter(&source, &mut out);
    let body = source.text[split.body].to_owned();
    Some((yaml::parse(&source, split.front_matter?, &mut out).0, body))
}

/// A tree as YAML in the flow style, in one line.
fn to_flow(node: &Node) -> String {
    let quoted = |text: &str| serde_json::to_string(text).expect("text");
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Scalar { text, plain: true } if serde_json::from_str::<serde_json::Value>(text).is_ok() => text.clone(),
        Value::Scalar { text, .. } => quoted(text),
        Value::List(items) => format!("[{}]", items.iter().map(to_flow).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let fields: Vec<String> =
                entries.iter().map(|entry| format!("{}: {}", quoted(&entry.name), to_flow(&entry.node))).collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}

/// A file with its YAML written anew.
fn to_file(path: &str, node: &Node, body: &str) -> String {
    let lines: String = match &node.value {
        Value::Map(entries) => {
            entries.iter().map(|entry| format!("{}: {}\n", entry.name, to_flow(&entry.node))).collect()
        }
        Value::List(items) => items.iter().map(|item| format!("- {}\n", to_flow(item))).collect(),
        _ => String::new(),
    };
    if path.ends_with(".yaml") { lines } else { format!("---\n{lines}---\n{body}") }
}

fn remove(node: &mut Node, steps: &[Step]) {
    match (&mut node.value, steps) {
        (Value::Map(entries), [Step::Name(name)]) => entries.retain(|entry| entry.name != *name),
        (Value::Map(entries), [Step::Name(name), rest @ ..]) => {
            let inner = entries.iter_mut().find(|entry| entry.name == *name).expect("it is there");
            remove(&mut inner.node, rest);
        }
        (Value::List(items), [Step::Item(number), rest @ ..]) => remove(&mut items[*number], rest),
        _ => unreachable!("the steps are of this tree"),
    }
}

/// Puts a value where the names lead; of lists, into each item that is a map.
fn set(node: &mut Node, path: &[&str], value: &str) {
    let span = node.span;
    let [name, rest @ ..] = path else {
        node.value = Value::Scalar { text: value.to_owned(), plain: true };
        return;
    };
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| set(item, path, value)),
        Value::Map(entries) => {
            if !entries.iter().any(|entry| entry.name == *name) {
                let node = Node { value: Value::Null, span };
                entries.push(MapEntry { name: (*name).to_owned(), span, node });
            }
            entries.iter_mut().filter(|entry| entry.name == *name).for_each(|entry| set(&mut entry.node, rest, value));
        }
        _ => unreachable!("the sample has a group of fields there"),
    }
}

/// The network with one file changed.
fn changed(
    world: &MemoryWorld,
    trees: &BTreeMap<String, (Node, String)>,
    place: &FieldPlace,
    change: impl Fn(&mut Node),
) -> MemoryWorld {
    let (node, body) = &trees[&place.file];
    let mut node = node.clone();
    change(&mut node);
    let mut world = world.clone();
    world.files.insert(place.file.clone(), to_file(&place.file, &node, body).into_bytes());
    world
}

fn find_fields(file: &str, node: &Node, name: &str, steps: &mut Vec<Step>, found: &mut Vec<FieldPlace>) {
    match &node.value {
        Value::Map(entries) => {
            for MapEntry { name: field, node, .. } in entries {
                // Names that editors choose count as one.
                let is_chosen = [
                    "images", "tokens", "topics", "names", "banner", "extra", "social", "lints", "access", "pins",
                    "budget", "for",
                ]
                .iter()
                .any(|group| name.ends_with(&format!(" {group}")) || name.ends_with(&format!(".{group}")));
                let field_name = if is_chosen { format!("{name}.*") } else { join(name, field) };
                steps.push(Step::Name(field.clone()));
                found.push(FieldPlace { file: file.to_owned(), name: field_name.clone(), steps: steps.clone() });
                if !field_name.ends_with(" extra") {
                    find_fields(file, node, &field_name, steps, found);
                }
                steps.pop();
            }
        }
        Value::List(items) => {
            for (number, item) in items.iter().enumerate() {
                steps.push(Step::Item(number));
                find_fields(file, item, name, steps, found);
                steps.pop();
            }
        }
        _ => {}
    }
}

fn join(name: &str, field: &str) -> String {
    if name.ends_with(':') { format!("{name} {field}") } else { format!("{name}.{field}") }
}

/// The sort of a file, before the paths of its fields.
fn sort_of(path: &str) -> Option<String> {
    match classify(path, &languages()) {
        FileRole::Record { kind, .. } => Some(format!("{kind}:")),
        FileRole::Translation { .. } => Some("translation:".to_owned()),
        _ if path.ends_with(".yaml") => Some(format!("{}:", path.rsplit('/').next()?)),
        _ => None,
    }
}

/// What is compared: everything but the pages.
#[derive(PartialEq)]
struct Words {
    faults: Vec<String>,
    agenda: String,
    search: String,
}

/// A network that was loaded and published.
struct Published {
    loaded: Option<LoadedNetwork>,
    renderer: Option<Renderer>,
    words: Words,
}

fn publish(world: &MemoryWorld, last: Option<&LoadedNetwork>) -> Published {
    let mut faults = Faults::new();
    let loaded = pipeline::load(world, last, &mut faults);
    let options = PublishOptions { now: world.now(), include_drafts: false, base_url: None };
    let renderer = loaded.as_ref().map(|loaded| pipeline::build_renderer(loaded, &options, &mut faults));
    if let Some(loaded) = &loaded {
        apply_waivers(&loaded.site, world.now(), &mut faults);
    }
    let publication = renderer.as_ref().map(Renderer::publication);
    let agenda = publication.map(Agenda::from_publication);
    let attention = agenda.as_ref().map(|agenda| format!("{:?}", agenda.attention_items(&[])));
    let entries = renderer.as_ref().map(|renderer| {
        let publication = renderer.publication();
        publication
            .searchable_records()
            .map(|record| SearchEntry::from_record(publication, &record, renderer.locale()))
            .map(|entry| format!("{entry:?}\n"))
            .collect::<String>()
    });
    // Where a fault is does not count: every removal moves what follows.
    let in_words = |fault: Fault| {
        let notes: Vec<String> = fault.notes.iter().map(|note| note.message.clone()).collect();
        format!("{:?} {} {:?} {} {:?} {notes:?}", fault.severity, fault.code, fault.path(), fault.message, fault.help)
    };
    let words = Words {
        faults: faults.into_sorted().into_iter().map(in_words).collect(),
        agenda: serde_json::to_string(&agenda).expect("JSON") + &attention.unwrap_or_default(),
        search: entries.unwrap_or_default(),
    };
    Published { loaded, renderer, words }
}

fn render(world: &MemoryWorld, published: &Published) -> BTreeMap<String, Vec<u8>> {
    let Some(renderer) = &published.renderer else { return BTreeMap::new() };
    pipeline::render_to_memory(world, renderer, &mut Faults::new()).expect("memory does not fail")
}

/// The page that a file makes.
fn own_page(published: &Published, file: &str) -> Option<Vec<u8>> {
    let (loaded, renderer) = (published.loaded.as_ref()?, published.renderer.as_ref()?);
    let page = renderer.publication().page_at(loaded.site.address_of_file(file)?)?;
    renderer.render(page, &mut Faults::new())
}

#[test]
fn no_field_is_silent() {
    let mut world = sample_network();
    // The sample turns off the advice on fields that do nothing yet. Here it is what such a field does.
    let settings = world.files.get_mut("content/site.yaml").expect("it is there");
    let text = String::from_utf8(settings.clone()).expect("text");
    assert!(text.contains("  no-effect-yet: off\n"));
    *settings = text.replace("  no-effect-yet: off\n", "").into_bytes();
    for (path, text) in PRIVATE {
        world.files.insert(path.to_owned(), text.as_bytes().to_vec());
    }
    let mut fields: BTreeMap<String, Vec<FieldPlace>> = BTreeMap::new();
    let mut trees: BTreeMap<String, (Node, String)> = BTreeMap::new();
    for path in world.files.keys().cloned().collect::<Vec<_>>() {
        let Some(sort) = sort_of(&path) else { continue };
        let text = String::from_utf8(world.files[&path].clone()).expect("text");
        let Some((node, body)) = read_yaml(&path, &text) else { continue };
        let mut found = Vec::new();
        find_fields(&path, &node, &sort, &mut Vec::new(), &mut found);
        for place in found {
            let places = fields.entry(place.name.clone()).or_default();
            if places.len() < MAX_PLACES {
                places.push(place);
            }
        }
        world.files.insert(path.clone(), to_file(&path, &node, &body).into_bytes());
        trees.insert(path, (node, body));
    }
    let whole = publish(&world, None);
    assert!(
        whole.renderer.is_some() && !whole.words.faults.iter().any(|fault| fault.contains("yaml-syntax")),
        "{:?}",
        whole.words.faults
    );
    let files = render(&world, &whole);
    // The network without a field, and with it: as it is, or with the value of a variant.
    let differs_in_words = |place: &FieldPlace| -> bool {
        let variant = VARIANTS.iter().find(|(name, ..)| *name == place.name);
        let with = variant.map(|(_, path, value)| changed(&world, &trees, place, |node| set(node, path, value)));
        let without = changed(&world, &trees, place, |node| {
            variant.iter().for_each(|(_, path, value)| set(node, path, value));
            remove(node, &place.steps);
        });
        let with_words = with.as_ref().map(|with| publish(with, whole.loaded.as_ref()));
        let (with, with_world) = (with_words.as_ref().unwrap_or(&whole), with.as_ref().unwrap_or(&world));
        let without_field = publish(&without, whole.loaded.as_ref());
        without_field.words != with.words
            || own_page(&without_field, &place.file) != own_page(with, &place.file)
            || (variant.is_some() && render(&without, &without_field) != render(with_world, with))
    };
    let differs_in_files = |place: &FieldPlace| -> bool {
        let without = changed(&world, &trees, place, |node| remove(node, &place.steps));
        render(&without, &publish(&without, whole.loaded.as_ref())) != files
    };
    let does_something = |places: &Vec<FieldPlace>| {
        places.iter().any(differs_in_words) || places.iter().take(MAX_RENDERED).any(differs_in_files)
    };
    let silent: Vec<&String> =
        fields.par_iter().filter(|(_, places)| !does_something(places)).map(|(name, _)| name).collect();
    let excepted: Vec<&str> = EXCEPTIONS.iter().map(|(name, _)| *name).collect();
    let unexpected: Vec<&&String> = silent.iter().filter(|name| !excepted.contains(&name.as_str())).collect();
    assert!(unexpected.is_empty(), "these fields do nothing: {unexpected:#?}");
    let needless: Vec<&&str> = excepted.iter().filter(|name| !silent.iter().any(|silent| silent == *name)).collect();
    assert!(needless.is_empty(), "these exceptions are not needed: {needless:?}");
}
