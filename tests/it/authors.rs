//! What theme authors rely on: the contract holds for every page, one file is enough, and nothing withheld is shown.

use std::collections::{BTreeMap, BTreeSet};

use commonground::fault::Faults;
use commonground::theme::{DEFAULT_THEME, Theme, contract_schema};
use commonground::view::CONTRACT_VERSION;
use commonground::world::MemoryWorld;
use serde_json::Value;

use super::network::{Built, Folder, NOW, SITE, build, build_with, network, sample_network, split};
use super::properties::{PRIVATE, SECRETS};

/// The schema of the built-in theme.
fn contract() -> Value {
    contract_schema(&Theme::load(DEFAULT_THEME, BTreeMap::new(), None, None, &mut Faults::new()))
}

/// Judges values by a schema, which must be one itself.
struct Judge {
    schemas: boon::Schemas,
    index: boon::SchemaIndex,
}

impl Judge {
    fn of(schema: &Value) -> Self {
        let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
        compiler.add_resource("urn:contract", schema.clone()).expect("a name");
        let index = compiler.compile("urn:contract", &mut schemas).unwrap_or_else(|error| panic!("{error:#}"));
        Self { schemas, index }
    }

    fn problem(&self, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.index).err().map(|error| format!("{error:.600}"))
    }

    fn accepts(&self, value: &Value) -> bool {
        self.schemas.validate(value, self.index).is_ok()
    }
}

/// What `inspect` shows of each page, by address.
fn inspect_all_pages(built: &Built) -> Vec<(String, Value)> {
    let renderer = built.renderer.as_ref().expect("it was rendered");
    let mut faults = Faults::new();
    let pages = renderer.publication().pages().iter();
    let shown = pages.map(|page| {
        let inspection = renderer.inspect(page, &mut faults).unwrap_or_else(|| panic!("nothing of {}", page.address));
        (page.address.clone(), serde_json::to_value(inspection).expect("JSON"))
    });
    let shown = shown.collect();
    assert!(faults.is_empty());
    shown
}

/// The sample network, built at another time.
fn sample_network_at(now: &str) -> MemoryWorld {
    MemoryWorld { now: now.parse().expect("a timestamp"), ..sample_network() }
}

/// Pages of a kind that the sample network has none of.
const EXTRA_RECORDS: &str = "-- content/stories/old.md --\n---\ntitle: Old\ndate: 2026-01-01\npeople: none\naliases: [/former/]\ntemplate: story-wide\nextra: {any: [1, {thing: two}]}\n---\nWords.\n";

#[test]
fn every_value_of_every_page_is_in_the_contract() {
    let schema = contract();
    let judge = Judge::of(&schema);
    let mut templates = BTreeSet::new();
    let mut pages = 0;
    for (world, drafts) in [
        (sample_network_at(NOW), false),
        (sample_network_at("2027-08-14T05:00:00Z"), true),
        (network(EXTRA_RECORDS), false),
        (network(SECRETS), true),
        (network(""), false),
    ] {
        for (address, shown) in inspect_all_pages(&build_with(&world, drafts)) {
            assert_eq!(judge.problem(&shown), None, "{address}");
            templates.insert(shown["template"].as_str().expect("a name").to_owned());
            pages += 1;
        }
    }
    let promised = schema["$defs"].as_object().expect("definitions").keys().filter(|name| name.ends_with(".html"));
    for name in promised {
        assert!(templates.contains(name), "no page was printed with {name}: {templates:?}");
    }
    assert!(templates.contains("story-wide.html") && pages > 400, "{pages} pages with {templates:?}");
}

/// Objects whose keys are the network's own: a theme's data, and lists by the names of folders.
const OPEN: [&str; 2] = ["extra", "lists"];

/// Every object within a value, by its JSON pointer.
fn objects(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            found.push(at.to_owned());
            for (key, inner) in map.iter().filter(|(key, _)| !OPEN.contains(&key.as_str())) {
                objects(inner, &format!("{at}/{key}"), found);
            }
        }
        // The first item of a list represents the others.
        Value::Array(items) => items.iter().take(1).for_each(|item| objects(item, &format!("{at}/0"), found)),
        _ => {}
    }
}

#[test]
fn undeclared_and_missing_values_break_the_contract() {
    let judge = Judge::of(&contract());
    let shown = inspect_all_pages(&build(&sample_network_at(NOW)));
    let mut tried = BTreeSet::new();
    for (address, page) in &shown {
        if !tried.insert(page["template"].to_string()) {
            continue;
        }
        let mut found = Vec::new();
        objects(page, "", &mut found);
        for at in found {
            let mut more = page.clone();
            let object = more.pointer_mut(&at).and_then(Value::as_object_mut).expect("an object");
            object.insert("undocumented".to_owned(), Value::Null);
            assert!(!judge.accepts(&more), "{address}: a further value at `{at}`");
            let mut fewer = page.clone();
            let object = fewer.pointer_mut(&at).and_then(Value::as_object_mut).expect("an object");
            if let Some(first) = object.keys().next().cloned() {
                object.remove(&first);
                assert!(!judge.accepts(&fewer), "{address}: no `{first}` at `{at}`");
            }
        }
    }
    assert!(tried.len() >= 12, "{tried:?}");
}

#[test]
fn the_schema_describes_every_value() {
    let schema = contract();
    assert_eq!(schema["properties"]["contract"]["const"], CONTRACT_VERSION);
    for (name, definition) in schema["$defs"].as_object().expect("definitions") {
        let is_template = name.ends_with(".html");
        assert!(is_template || definition["description"].is_string(), "{name}");
        let is_component = name.starts_with('<');
        for (field, of) in definition["properties"].as_object().into_iter().flatten() {
            assert!(is_component || of["description"].as_str().is_some_and(|text| text.len() > 2), "{name}: {field}");
        }
    }
}

#[test]
fn the_schema_lists_components_with_typed_arguments() {
    let own = "-- themes/mine/components/blocks/poll.html --\n{# Asks the reader. #}\n{% component poll(question: string, many: bool = false, ends: integer = 3) %}<p>{{ question }}</p>{% if body %}{{ body }}{% endif %}{% endcomponent poll %}\n";
    let site = format!("{SITE}theme: mine\n");
    let built = build(&network(&format!("{own}-- content/site.yaml --\n{site}")));
    assert_eq!(built.report(), "");
    let schema = contract_schema(built.renderer.as_ref().expect("rendered").theme());
    let poll = &schema["$defs"]["<poll />"];
    assert_eq!(
        poll["description"],
        "In `components/blocks/poll.html`. Asks the reader. It takes a body, which is HTML."
    );
    assert_eq!(poll["properties"]["question"]["type"], "string");
    assert_eq!(poll["properties"]["many"], serde_json::json!({"type": "boolean", "default": false}));
    assert_eq!(poll["properties"]["ends"], serde_json::json!({"type": "integer", "default": 3}));
    assert_eq!(poll["required"], serde_json::json!(["question"]));
    let judge = Judge::of(poll);
    assert!(judge.accepts(&serde_json::json!({"question": "Tea?"})));
    assert!(!judge.accepts(&serde_json::json!({"question": 1})));
    assert!(!judge.accepts(&serde_json::json!({"question": "Tea?", "mny": true})));
    for name in [
        "<card />",
        "<signposts />",
        "<callout />",
        "| excerpt",
        "| in_words",
        "| plural",
        "| slug",
        "asset()",
        "once()",
    ] {
        assert!(schema["$defs"][name].is_object(), "{name}");
    }
}

#[test]
fn the_built_in_theme_declares_the_contract_of_the_program() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/theme.yaml"));
    assert!(text.expect("it is there").contains(&format!("\ncontract: {CONTRACT_VERSION}\n")));
}

#[test]
fn no_line_of_a_template_of_the_built_in_theme_is_longer_than_140_characters() {
    for folder in ["templates", "components"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default").join(folder);
        for entry in std::fs::read_dir(folder).expect("a folder of the theme") {
            let path = entry.expect("readable").path();
            let text = std::fs::read_to_string(&path).expect("a template is text");
            let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 140).collect();
            assert_eq!(long, Vec::<&str>::new(), "{}", path.display());
        }
    }
}

/// An event whose time and place are hidden while safety is raised.
const RAISED: &str = "\
-- content/events/calm.md --
---
title: Calm
start: 2027-03-04 05:43
end: 2027-03-04 06:44
places: [end]
venue: {name: marker-raised-venue, lines: [marker-raised-line]}
contact: {name: marker-raised-name, phone: '07700 900124'}
booking: {phone: '07700 900125', closes: 2027-02-03}
safety: {level: raised, since: 2026-11-01}
---

Words.
";

fn secrets(inspect_all_pages: &[(String, Value)]) -> Vec<String> {
    let words = ["marker-", "07700", "98765", "2027-03-04", "4 March", "5.43am", "05:43", "2027-02-03", "3 February"];
    let mut found = Vec::new();
    for (address, shown) in inspect_all_pages {
        let text = shown.to_string();
        found.extend(words.iter().filter(|word| text.contains(**word)).map(|word| format!("{address}: {word}")));
    }
    found
}

#[test]
fn no_value_of_any_page_contains_withheld_data() {
    let mut world = network(&format!("{SECRETS}{RAISED}"));
    let without = inspect_all_pages(&build(&world));
    world.files.extend(split(PRIVATE).into_iter().map(|(path, text)| (path, text.into_bytes())));
    let built = build(&world);
    assert!(!built.report().contains(": error: "), "{}", built.report());
    let with = inspect_all_pages(&built);
    for shown in [&without, &with] {
        assert_eq!(secrets(shown), Vec::<String>::new());
        let addresses: Vec<&str> = shown.iter().map(|(address, _)| address.as_str()).collect();
        for open in ["/stories/told/", "/events/calm/", "/events/evening/", "/partners/refuge/", "/places/end/"] {
            assert!(addresses.contains(&open), "{open}: {addresses:?}");
        }
        assert!(shown.iter().any(|(_, value)| value.to_string().contains("ShownAsGrace")), "what is agreed is there");
    }
    assert_eq!(with, without, "the private folder changes no value");
    // The search would find these words where nothing hides them.
    let calm = String::from_utf8(world.files["content/events/calm.md"].clone()).expect("text");
    let open = calm.replace("safety: {level: raised, since: 2026-11-01}\n", "");
    world.files.insert("content/events/calm.md".to_owned(), open.into_bytes());
    let found = secrets(&inspect_all_pages(&build(&world)));
    for word in ["marker-", "07700", "2027-03-04", "4 March", "5.43am", "2027-02-03", "3 February"] {
        assert!(found.contains(&format!("/events/calm/: {word}")), "{word}: {found:?}");
    }
}

#[test]
fn inspect_accepts_every_spelling_of_an_address() {
    let folder = Folder::new(
        "-- content/stories/kitchen.md --\n---\ntitle: The kitchen\ndate: 2026-01-01\npeople: none\naliases: [/old/]\n---\nA pan.\n\
         -- content/stories/later.md --\n---\ntitle: Later\ndate: 2026-01-01\npublish: 2027-01-01\npeople: none\n---\nWords.\n\
         -- content/stories/wrong.md --\n---\ntitle: Wrong\n---\n",
    );
    let show = |arguments: &[&str]| folder.run(&[&["inspect", "--now", NOW], arguments].concat());
    let first = show(&["/stories/kitchen/"]).expect_code(0);
    assert_eq!(first.err, "");
    let value: Value = serde_json::from_str(&first.out).expect("JSON");
    assert_eq!((&value["template"], &value["contract"]), (&"story.html".into(), &CONTRACT_VERSION.into()));
    assert_eq!(value["values"]["body"], "<p>A pan.</p>\n");
    assert!(first.out.starts_with("{\n  \"contract\""), "it is laid out for reading");
    for spelling in [
        "stories/kitchen",
        "/net/stories/kitchen/",
        "https://example.org/net/stories/kitchen/?a=b#c",
        "/net/stories/kitchen/index.html",
    ] {
        assert_eq!(show(&[spelling]).expect_code(0).out, first.out, "{spelling}");
    }
    for (address, template) in
        [("/", "home.html"), ("/net/", "home.html"), ("/old/", "redirect.html"), ("/404.html", "404.html")]
    {
        assert!(show(&[address]).expect_code(0).out.contains(&format!("\"template\": \"{template}\"")), "{address}");
    }
    let wrong = show(&["/stories/kitchn/"]).expect_code(2);
    assert_eq!(
        wrong.err,
        "commonground: nothing is published at `/stories/kitchn/`; did you mean `/stories/kitchen/`? (1 error keeps pages from being published: see `commonground check`)\n"
    );
    assert_eq!(wrong.out, "");
    show(&["/stories/later/"]).expect_code(2);
    assert!(folder.run(&["inspect", "--now", "2027-02-01", "/stories/later/"]).expect_code(0).out.contains("Later"));
}

#[test]
fn the_schema_is_printed_in_any_folder_and_accepts_the_output_of_inspect() {
    let nowhere = Folder::empty();
    let printed = nowhere.run(&["schema", "view"]).expect_code(0).out;
    assert_eq!(serde_json::from_str::<Value>(&printed).expect("JSON"), contract());
    let folder = Folder::new("");
    let own: Value = serde_json::from_str(&folder.run(&["schema", "view"]).expect_code(0).out).expect("JSON");
    let home: Value = serde_json::from_str(&folder.run(&["inspect", "/"]).expect_code(0).out).expect("JSON");
    assert!(Judge::of(&own).accepts(&home));
    nowhere.run(&["schema"]).expect_code(2);
}

#[test]
fn one_ejected_and_changed_file_is_enough_for_a_theme() {
    let folder = Folder::new(
        "-- content/stories/kitchen.md --\n---\ntitle: The kitchen\ndate: 2026-01-01\npeople: none\n---\nA pan.\n",
    );
    folder.build(&[]).expect_code(0);
    let before = folder.read("public/stories/kitchen/index.html");
    let ejected = folder.run(&["theme", "eject", "components/breadcrumbs.html"]).expect_code(0);
    assert_eq!(ejected.out, "themes/own/components/breadcrumbs.html\n");
    assert!(ejected.err.contains("add this line to `content/site.yaml`:  theme: own"), "{}", ejected.err);
    folder.write("content/site.yaml", format!("{SITE}theme: own\n"));
    folder.build(&[]).expect_code(0);
    assert_eq!(folder.read("public/stories/kitchen/index.html"), before, "a file as it was changes nothing");
    let text = folder.read("themes/own/components/breadcrumbs.html");
    assert!(text.contains("class=\"trail\""), "{text}");
    folder.write("themes/own/components/breadcrumbs.html", text.replace("class=\"trail\"", "class=\"way\""));
    folder.build(&[]).expect_code(0);
    let after = folder.read("public/stories/kitchen/index.html");
    assert_eq!(after, before.replace("class=\"trail\"", "class=\"way\""));
    // A second `eject` overwrites nothing, and the next file goes into the theme that is in use.
    let again = folder.run(&["theme", "eject", "components/breadcrumbs.html"]).expect_code(2);
    assert!(again.err.contains("exists already; nothing was changed"), "{}", again.err);
    assert!(folder.read("themes/own/components/breadcrumbs.html").contains("class=\"way\""));
    let next = folder.run(&["theme", "eject", "./static/style.css"]).expect_code(0);
    assert_eq!(next.out, "themes/own/static/style.css\n");
    assert!(!next.err.contains("site.yaml"), "{}", next.err);
    assert_eq!(
        folder.run(&["--quiet", "theme", "eject", "static/fonts/OFL.txt", "--theme", "spring"]).expect_code(0).err,
        ""
    );
    assert!(folder.read("themes/spring/static/fonts/OFL.txt").contains("SIL OPEN FONT LICENSE"));
}

#[test]
fn eject_refuses_files_that_the_built_in_theme_does_not_have() {
    let folder = Folder::new("");
    for (file, said) in [
        ("templates/evnt.html", "did you mean `templates/event.html`?"),
        ("event.html", "did you mean `components/event.html` or `templates/event.html`?"),
        ("stile.css", "did you mean `static/style.css`?"),
        ("../../Cargo.toml", "has no file `../../Cargo.toml` (`commonground theme eject` lists all)"),
    ] {
        let refused = folder.run(&["theme", "eject", file]).expect_code(2);
        assert!(refused.err.contains(said), "{}", refused.err);
    }
    for name in ["../up", "Our Theme", "default", "con"] {
        let refused = folder.run(&["theme", "eject", "templates/page.html", "--theme", name]).expect_code(2);
        assert!(refused.err.contains(&format!("`{name}` is ")), "{}", refused.err);
    }
    assert!(!folder.path("themes").exists());
    let list = folder.run(&["theme", "eject"]).expect_code(0).out;
    assert!(list.lines().any(|line| line == "templates/event.html") && list.lines().is_sorted(), "{list}");
    folder.write("content/site.yaml", "titel: [\n");
    let refused = folder.run(&["theme", "eject", "templates/page.html"]).expect_code(2);
    assert!(refused.err.contains("must be corrected first"), "{}", refused.err);
    folder.run(&["theme", "eject", "templates/page.html", "--theme", "own"]).expect_code(0);
}

#[test]
fn filters_work_in_templates_and_a_wrong_argument_is_reported_where_it_is() {
    let files = |template: &str| {
        let site = format!("{SITE}theme: mine\n");
        format!(
            "-- content/site.yaml --\n{site}-- themes/mine/templates/story.html --\n{template}\n\
             -- content/stories/pan.md --\n---\ntitle: Our pan\ndate: 2026-01-01\npeople: none\n---\nIt *began* with a pan & one\nspoon.\n"
        )
    };
    let good = "{{ body | excerpt(words=5) }}|{{ page.details.date | in_words(weekday=true) }}|{{ sections | length | plural(one=\"section\", many=\"sections\") }}|{{ page.title | slug }}";
    let built = build(&network(&files(good)));
    assert_eq!(built.report(), "");
    assert_eq!(
        built.page("stories/pan/index.html").trim(),
        "It began with a pan…|Thursday 1 January 2026|0 sections|our-pan"
    );
    let built = build(&network(&files("<p>\n{{ body | excerpt(word=5) }}")));
    assert!(
        built.report().starts_with("themes/mine/templates/story.html:2:") && built.report().contains("`word`"),
        "{}",
        built.report()
    );
}
