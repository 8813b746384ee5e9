//! What a search finds, what it must not find, and that its index is the same on every machine.

use std::collections::BTreeMap;
use std::io::Read;

use commonground::pipeline;
use serde_json::Value;

use super::network::{Built, Folder, build, network, sample_network, split};
use super::properties::{PRIVATE, SECRETS};

const FILES: &str = "\
-- content/places/harbour.md --
---
title: Harbour
level: town
---

By the water.
-- content/partners/choir.md --
---
title: Quay choir
type: group
serves: [harbour]
---

We sing.
-- content/stories/soup.md --
---
title: Soup for everyone
date: 2026-01-02
people: none
places: [harbour]
topics: [food]
summary: A pot & a long table.
---

The **café** on the quay gave <a href=\"../partners/choir.md\">the choir</a> a ladle<br>and bowls.

:::callout title=\"Bring a spoon\"
Every*body* came.
:::

::quote text=\"I came for the soup\" by=\"A neighbour\"

::partner slug=\"choir\"
-- content/stories/soup.cy.md --
---
title: Cawl i bawb
---

Roedd ŵyn ar y cei.
-- content/events/singing.md --
---
title: Singing
start: 2027-01-05 18:30
end: 2027-01-05 20:00
organisers: [choir]
places: [harbour]
---

Come and sing.
";

fn searched(built: &Built) -> BTreeMap<String, Vec<u8>> {
    let outputs = pipeline::build_search_index(built.renderer.as_ref().expect("rendered")).expect("an index");
    outputs.into_iter().map(|output| (output.file.path, output.bytes)).collect()
}

/// The decompressed content of a file of the index.
fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match bytes.starts_with(b"\x1f\x8b") {
        true => drop(flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain).expect("gzip")),
        false => plain.extend_from_slice(bytes),
    }
    plain
}

/// Results by their addresses.
fn results(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Value> {
    let fragments = files.iter().filter(|(path, _)| path.contains("/fragment/"));
    let read = |(_, bytes): (&String, &Vec<u8>)| {
        let json: Value =
            serde_json::from_slice(plain(bytes).strip_prefix(b"pagefind_dcd").expect("its mark")).expect("JSON");
        (json["url"].as_str().expect("an address").to_owned(), json)
    };
    fragments.map(read).collect()
}

/// Files that contain a word, in capitals or not.
fn with_word(files: &BTreeMap<String, Vec<u8>>, word: &str) -> Vec<String> {
    let of_contents = files.iter().filter(|(path, _)| !path.ends_with("pagefind.js") && !path.contains("/wasm."));
    let holds = |bytes: &[u8]| String::from_utf8_lossy(&plain(bytes)).to_lowercase().contains(word);
    of_contents.filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path.clone()).collect()
}

#[test]
fn a_result_has_kind_date_place_and_text_of_its_page() {
    let built = build(&network(FILES));
    assert!(!built.report().contains(": error: "), "{}", built.report());
    let found = results(&searched(&built));
    let addresses: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(
        addresses,
        [
            "/net/cy/stories/soup/",
            "/net/events/singing/",
            "/net/partners/choir/",
            "/net/places/harbour/",
            "/net/stories/soup/"
        ]
    );
    let soup = &found["/net/stories/soup/"];
    assert_eq!(
        soup["content"].as_str().map(str::trim),
        Some(
            "A pot & a long table. The café on the quay gave the choir a ladle and bowls. Bring a spoon Everybody came. \
             I came for the soup A neighbour"
        )
    );
    let meta = |of: &str| found[of]["meta"].clone();
    assert_eq!(
        meta("/net/stories/soup/"),
        serde_json::json!({"title": "Soup for everyone", "kind": "Story", "lang": "en", "dir": "ltr", "when": "2 January 2026", "place": "Harbour"})
    );
    assert_eq!(
        soup["filters"],
        serde_json::json!({"kind": ["Story"], "language": ["English"], "place": ["Harbour"], "topic": ["Food"]})
    );
    let singing = meta("/net/events/singing/");
    assert_eq!(singing["when"], "Tuesday 5 January 2027, 6.30pm to 8pm");
    assert_eq!(singing["over"], "2027-01-05T20:00:00Z");
    let welsh = &found["/net/cy/stories/soup/"];
    assert_eq!((&welsh["meta"]["lang"], &welsh["filters"]["language"][0]), (&"cy".into(), &"Cymraeg".into()));
    assert_eq!(welsh["meta"]["title"], "Cawl i bawb");
}

#[test]
fn diacritics_are_folded_in_the_index() {
    let files = searched(&build(&network(FILES)));
    for (word, letters) in [("cafe", "café"), ("wyn", "ŵyn")] {
        for form in [word, letters] {
            assert!(with_word(&files, form).iter().any(|path| path.starts_with("search/index/")), "{form}");
        }
    }
}

#[test]
fn the_index_is_the_same_on_any_number_of_threads() {
    let mut files = FILES.to_owned();
    for number in 0..60 {
        let words: String = (0..80).map(|word| format!("w{} ", (number * 31 + word * word * 7) % 997)).collect();
        files.push_str(&format!(
            "-- content/stories/story-{number}.md --\n---\ntitle: Story {number}\ndate: 2026-01-02\npeople: none\ntopics: [food]\n---\n\n{words} café Café\n"
        ));
    }
    let built = build(&network(&files));
    let first = searched(&built);
    assert!(first.len() > 65, "{}", first.len());
    for jobs in [1, 2, 7] {
        let again = pipeline::run_with_jobs(jobs, || searched(&built)).expect("threads");
        assert!(again == first, "{jobs}");
    }
}

#[test]
fn the_index_contains_nothing_withheld() {
    let mut world = network(SECRETS);
    let without = searched(&build(&world));
    world.files.extend(split(PRIVATE).into_iter().map(|(path, text)| (path, text.into_bytes())));
    let with = searched(&build(&world));
    assert!(with == without, "the private folder gives the same index");
    for secret in ["marker", "07700", "98765"] {
        assert_eq!(with_word(&with, secret), Vec::<String>::new(), "{secret}");
    }
    assert!(results(&with).contains_key("/net/stories/told/"));
    let path = "content/stories/links.md";
    let text = String::from_utf8(world.files[path].clone()).expect("text") + "\nmarker-planted\n";
    world.files.insert(path.to_owned(), text.into_bytes());
    let planted = with_word(&searched(&build(&world)), "marker");
    assert!(planted.len() == 3 && planted[0].starts_with("search/fragment/"), "{planted:?}");
}

#[test]
fn raised_safety_keeps_times_out_of_the_index() {
    let mut world = network(FILES);
    let singing = "content/events/singing.md";
    let text = String::from_utf8(world.files[singing].clone()).expect("text");
    world.files.insert(singing.to_owned(), text.replace("title: Singing\n", "title: Singing\nsafety: raised\n").into());
    let files = searched(&build(&world));
    let found = results(&files);
    let meta = found["/net/events/singing/"]["meta"].as_object().expect("an object");
    assert!(!meta.contains_key("when") && !meta.contains_key("over"), "{meta:?}");
    for word in ["6.30pm", "january 2027", "2027-01-05"] {
        assert_eq!(with_word(&files, word), Vec::<String>::new(), "{word}");
    }
}

#[test]
fn the_search_page_offers_lists_without_a_script() {
    let built = build(&network(FILES));
    let page = built.page("search/index.html");
    for link in ["/net/events/", "/net/places/", "/net/topics/", "/net/stories/", "mailto:hello@example.org"] {
        assert!(
            page.split("Other ways").nth(1).is_some_and(|ways| ways.contains(&format!("href=\"{link}\""))),
            "{link}"
        );
    }
    assert!(page.contains("Searching needs JavaScript") && page.contains("method=\"get\" hidden"), "{page}");
    assert!(page.contains("script-src 'self' 'wasm-unsafe-eval';"));
    assert!(built.has_asset("search.js") && built.has_asset("search.css"));
    for (path, _) in built.files.iter().filter(|(path, _)| path.ends_with(".html") && *path != "search/index.html") {
        let other = built.page(path);
        assert!(
            !other.contains("wasm-unsafe-eval") && !other.contains("search."),
            "{path} loads nothing of the search"
        );
    }
    assert!(built.page("index.html").contains("<a href=\"/net/search/\">Search</a>"));
}

#[test]
fn a_record_can_stay_out_of_the_search() {
    let mut world = network(FILES);
    let soup = "content/stories/soup.md";
    let text = String::from_utf8(world.files[soup].clone()).expect("text");
    world.files.insert(soup.to_owned(), text.replace("people: none\n", "people: none\nsearch: false\n").into());
    let built = build(&world);
    let files = searched(&built);
    let found = results(&files);
    assert!(!found.keys().any(|address| address.contains("soup")), "{:?}", found.keys());
    assert!(found.contains_key("/net/partners/choir/"));
    assert_eq!(with_word(&files, "ladle"), Vec::<String>::new());
    assert!(built.files.contains_key("stories/soup/index.html"), "the page itself stays");
}

#[test]
fn the_page_knows_synonyms_pins_and_the_words_of_the_index() {
    let mut world = network(FILES);
    world.files.get_mut("content/site.yaml").expect("there is one").extend_from_slice(
        b"search:\n  synonyms: [[soup, stew], [hate crime, racism]]\n  pins: {singing: /events/singing/, old stories: /stories, gone: /partners/draft/}\n",
    );
    let draft = "---\ntitle: A draft\ntype: group\nserves: [harbour]\ndraft: true\n---\n";
    world.files.insert("content/partners/draft.md".to_owned(), draft.into());
    let built = build(&world);
    assert!(!built.report().contains("broken-link"), "{}", built.report());
    let page = html_escape::decode_html_entities(built.page("search/index.html")).into_owned();
    let data = |name: &str| -> Value {
        let start = page.split(&format!("data-{name}=\"")).nth(1).expect("it is there");
        let end = start.find("]\"").expect("a list") + 1;
        serde_json::from_str(&start[..end]).expect("JSON")
    };
    assert_eq!(data("synonyms"), serde_json::json!([["soup", "stew"], ["hate crime", "racism"]]));
    // A page that is not published is not put first.
    assert_eq!(
        data("pins"),
        serde_json::json!([
            {"words": "singing", "title": "Singing", "href": "/net/events/singing/"},
            {"words": "old stories", "title": "Stories", "href": "/net/stories/"},
        ])
    );
    let files = searched(&built);
    let words = String::from_utf8(files["search/words.txt"].clone()).expect("text");
    let words: Vec<&str> = words.lines().collect();
    assert!(words.contains(&"ladle") && words.contains(&"cafe") && words.contains(&"singing"), "{words:?}");
    assert!(!words.contains(&"pot") && !words.contains(&"draft"), "{words:?}");
    assert_eq!(words[0], "choir", "the most frequent comes first: {words:?}");
}

#[test]
fn the_search_can_be_turned_off() {
    let mut world = network(FILES);
    world
        .files
        .get_mut("content/site.yaml")
        .expect("there is one")
        .extend_from_slice(b"outputs: {search: false}\nhosting: netlify\n");
    let built = build(&world);
    assert_eq!(searched(&built), BTreeMap::new());
    assert!(!built.files.keys().any(|path| path.starts_with("search/")));
    assert!(!built.page("index.html").contains("/net/search/"));
    assert!(!built.page("_headers").contains("wasm-unsafe-eval"));
}

#[test]
fn a_record_cannot_take_the_address_of_the_search() {
    let page = "-- content/search.md --\n---\ntitle: Search\n---\n\nOurs.\n";
    let built = build(&network(&format!("{FILES}{page}")));
    let report = built.report();
    assert!(
        report.contains("the list `/search/` and page `search` would both have the address `/search/`")
            || report.contains("duplicate-address"),
        "{report}"
    );
    assert!(built.page("search/index.html").contains("Other ways to find things"));
}

#[test]
fn an_unchanged_index_is_not_written_again() {
    let folder = Folder::new(FILES);
    folder.build(&[]).expect_code(0);
    let before = folder.read("public/search/pagefind-entry.json");
    std::fs::remove_dir_all(folder.path(".commonground")).expect("it is there");
    let again = folder.build(&["--jobs", "1"]).expect_code(0);
    assert!(again.err.contains("nothing had changed"), "{}", again.err);
    assert_eq!(folder.read("public/search/pagefind-entry.json"), before);
    let status = folder.run(&["status", "--on", "2026-11-22"]);
    assert!(!status.out.contains("/search/"), "{}", status.out);
    folder.write("content/site.yaml", format!("{}outputs: {{search: false}}\n", super::network::SITE));
    let off = folder.build(&[]).expect_code(0);
    assert!(!off.err.contains("vanished") && !folder.path("public/search").exists(), "{}", off.err);
}

/// So many short stories, each with a word of its own.
fn many_stories(count: usize) -> String {
    let story = |number| {
        format!(
            "-- content/stories/lamp-{number}.md --\n---\ntitle: Lamp {number}\ndate: 2026-01-01\npeople: none\n---\n\n\
             A lantern with the word lamp{number}word.\n"
        )
    };
    (0..count).map(story).collect()
}

#[test]
fn a_large_index_has_every_record_once() {
    let files = searched(&build(&network(&many_stories(1_050))));
    assert_eq!(results(&files).len(), 1_050);
    assert!(files.contains_key("search/pagefind-entry.json") && !files.contains_key("search/1/pagefind-entry.json"));
    assert_eq!(with_word(&files, "lamp77word").len(), 3, "the record, the word list and the list of words");
}

#[test]
fn an_edit_makes_only_its_group_of_results_again() {
    let folder = Folder::new(&many_stories(1_050));
    folder.build(&[]).expect_code(0);
    let kept = || -> std::collections::BTreeSet<String> {
        let names = std::fs::read_dir(folder.path(".commonground/cache")).expect("a folder");
        names.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned()).collect()
    };
    let before = kept();
    folder.write("content/stories/lamp-7.md", folder.read("content/stories/lamp-7.md").replace("lantern", "torch"));
    folder.build(&[]).expect_code(0);
    let after = kept();
    // Four pieces of the index, three groups of results, the words, and what pages are made of. Two groups stay, and the last
    // has always the same name.
    assert_eq!((before.len(), after.len(), before.intersection(&after).count()), (9, 9, 3));
    std::fs::remove_dir_all(folder.path(".commonground")).expect("it is there");
    let clean = folder.build(&[]).expect_code(0);
    assert!(clean.err.contains("nothing had changed"), "{}", clean.err);
}

#[test]
fn no_page_of_the_guide_is_in_the_search() {
    let built = build(&sample_network());
    let renderer = built.renderer.as_ref().expect("rendered");
    let records = renderer.publication().searchable_records();
    let found: Vec<String> = records.map(|record| record.href()).collect();
    assert!(found.len() > 50, "{found:?}");
    let guide: Vec<&String> = found.iter().filter(|href| href.contains("/guide/")).collect();
    assert!(guide.is_empty() && built.files.contains_key("guide/run-a-campaign/index.html"), "{guide:?}");
}

#[test]
fn results_say_what_is_replaced_and_know_which_pages_come_first() {
    let files = "\
-- content/resources/heard-2025.md --
---
title: What we heard 2025
type: toolkit
---

Last year.
-- content/resources/heard-2026.md --
---
title: What we heard 2026
type: toolkit
supersedes: heard-2025
---

This year.
";
    let mut world = network(files);
    let site = world.files.get_mut("content/site.yaml").expect("there is one");
    site.extend_from_slice(b"search: {pins: {heard: /resources/heard-2026, all: /resources/}}\n");
    let built = build(&world);
    let found = results(&searched(&built));
    let of = |slug: &str| {
        let result = found.get(&format!("/net/resources/{slug}/"));
        result.unwrap_or_else(|| panic!("{slug}: {:?} {}", found.keys(), built.report()))
    };
    assert_eq!(of("heard-2025")["meta"]["replaced"], "yes");
    assert_eq!(of("heard-2025")["filters"].get("pin"), None);
    assert_eq!(of("heard-2026")["meta"].get("replaced"), None);
    assert_eq!(of("heard-2026")["filters"]["pin"], serde_json::json!(["/net/resources/heard-2026/"]));
}
