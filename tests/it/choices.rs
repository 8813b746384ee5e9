//! Lists by type, place, topic, language and access, and the pages that say something of the site itself.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;

use super::network::{SITE, build, network, sample_network};
use super::properties::{PRIVATE, SECRETS};

const FILES: &str = "\
-- content/places/vale.md --
---
title: The Vale
level: district
---
Hills.
-- content/places/harbour.md --
---
title: Harbour
level: town
parent: vale
---
By the water.
-- content/partners/choir.md --
---
title: Quay choir
type: group
serves: [harbour]
places: [harbour]
topics: [food]
languages: [cy, en]
access: {step-free: yes, lift: no}
---
We sing.
-- content/partners/library.md --
---
title: Árbol library
type: school
serves: [vale]
places: [vale]
languages: [en]
---
Books.
-- content/partners/late.md --
---
title: Late opener
type: faith
serves: [vale]
publish: 2030-01-01
---
Not yet.
-- content/stories/soup.md --
---
title: Soup
date: 2026-01-02
people: none
type: news
---
[All groups](/partners/type/group/), [in Welsh](/partners/language/cy/).
";

#[test]
fn every_facet_has_lists_of_partners() {
    let built = build(&network(FILES));
    assert_eq!(built.report(), "");
    let pages: Vec<&str> =
        built.files.keys().map(String::as_str).filter(|path| path.starts_with("partners/")).collect();
    let lists = [
        "access/step-free",
        "language/cy",
        "language/en",
        "place/harbour",
        "place/vale",
        "topic/food",
        "type/group",
        "type/school",
    ];
    for list in lists {
        assert!(pages.contains(&format!("partners/{list}/index.html").as_str()), "{list} in {pages:?}");
    }
    assert!(!pages.iter().any(|page| page.contains("/lift/") || page.contains("/faith/")), "{pages:?}");
    let harbour = built.page("partners/place/harbour/index.html");
    assert!(harbour.contains("/net/partners/choir/") && !harbour.contains("/net/partners/library/"), "{harbour}");
    assert!(harbour.contains("<h1>Partners: Harbour</h1>"), "{harbour}");
    // What is in a place is in the places above it.
    let vale = built.page("partners/place/vale/index.html");
    assert!(vale.contains("/net/partners/choir/") && vale.contains("/net/partners/library/"), "{vale}");
    let all = built.page("partners/index.html");
    for said in [
        "href=\"/net/partners/type/group/\" data-value=\"group\">Group</a> (1)",
        "data-index=\"/net/partners/choices.json\"",
        "id=\"letter-a\"><h2>A</h2>",
        "id=\"letter-q\"><h2>Q</h2>",
    ] {
        assert!(all.contains(said), "{said} in {all}");
    }
    assert!(built.page("stories/type/news/index.html").contains("/net/stories/soup/"));
}

/// A network with places, and partners in each of them: in the last ones there are two.
fn network_with_places(count: usize) -> String {
    let name = |number: usize| format!("vale-{number:03}");
    let place =
        |number| format!("-- content/places/{0}.md --\n---\ntitle: {0}\nlevel: town\n---\nHills.\n", name(number));
    let partner = |slug: String, places: &[String]| {
        let places = places.join(", ");
        let fields = format!("title: {slug}\ntype: group\nserves: [{places}]\nplaces: [{places}]");
        format!("-- content/partners/{slug}.md --\n---\n{fields}\n---\nWe meet.\n")
    };
    let names: Vec<String> = (0..count).map(name).collect();
    let mut files: String = (0..count).map(place).collect();
    for (number, places) in names.chunks(50).enumerate() {
        files += &partner(format!("club-{number}"), places);
    }
    files + &partner("choir".to_owned(), &names[count - 50..])
}

#[test]
fn a_facet_with_many_values_has_a_page_of_them() {
    let built = build(&network(&network_with_places(405)));
    assert_eq!(built.report(), "");
    let list = built.page("partners/index.html");
    assert!(list.len() < 100_000 && list.contains("<a href=\"/net/partners/place/\">All: Place</a> (405)"), "{list}");
    let link = |number: usize| format!("href=\"/net/partners/place/vale-{number:03}/\"");
    let beside: Vec<usize> = (0..405).filter(|number| list.contains(&link(*number))).collect();
    // Those that most partners have, then those that come first.
    assert_eq!(beside, (0..150).chain(355..405).collect::<Vec<usize>>());
    let pages = [built.page("partners/place/index.html"), built.page("partners/place/page/2/index.html")];
    for number in 0..405 {
        let on = pages.map(|page| page.contains(&link(number)));
        assert_eq!(on, [number < 400, number >= 400], "{number}");
    }
    assert!(pages[0].contains("<h1>Partners: Place</h1>") && pages[0].contains("href=\"/net/partners/\""));
    assert!(pages[0].contains("rel=\"next\" href=\"/net/partners/place/page/2/\""), "{}", pages[0]);
    assert!(built.page("sitemap.xml").contains("/partners/place/page/2/"));
}

#[test]
fn a_page_of_values_is_only_where_it_is_needed() {
    let partner =
        "-- content/partners/place.md --\n---\ntitle: Place\ntype: group\nserves: [vale-000]\n---\nWe meet.\n";
    let built = build(&network(&format!("{}{partner}", network_with_places(200))));
    assert_eq!(built.report(), "");
    assert!(!built.page("partners/index.html").contains("All: Place"));
    let report = build(&network(&format!("{}{partner}", network_with_places(201)))).report();
    assert!(
        report.contains("the list `/partners/place/` and a partner `place` would both have the address"),
        "{report}"
    );
}

#[test]
fn the_json_for_the_script_has_the_same_records_as_the_lists() {
    let built = build(&network(FILES));
    let told: Value = serde_json::from_slice(&built.files["partners/choices.json"]).expect("JSON");
    let told = told["records"].as_array().expect("a list");
    let by = |title: &str| -> Vec<String> {
        let one = told.iter().find(|one| one["title"] == title).unwrap_or_else(|| panic!("{title} in {told:?}"));
        one["by"].as_array().expect("a list").iter().map(|word| word.as_str().expect("a word").to_owned()).collect()
    };
    assert_eq!(told.len(), 2);
    assert_eq!(told[0]["about"], "School · The Vale");
    let wanted =
        ["type:group", "place:harbour", "place:vale", "topic:food", "language:cy", "language:en", "access:step-free"];
    assert_eq!(by("Quay choir"), wanted);
    for one in told {
        for word in one["by"].as_array().expect("a list") {
            let (facet, value) = word.as_str().and_then(|word| word.split_once(':')).expect("two words");
            let list = built.page(&format!("partners/{facet}/{value}/index.html"));
            assert!(list.contains(one["href"].as_str().expect("an address")), "{word}: {one}");
        }
    }
}

#[test]
fn unpublished_records_are_in_no_choice() {
    let built = build(&network(SECRETS));
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with("choices.json")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(PRIVATE), "{path}");
    }
}

#[test]
fn an_alias_cannot_be_the_address_of_a_list() {
    let clash = FILES.replace("title: Soup\n", "title: Soup\naliases: [/partners/type/group/]\n");
    let report = build(&network(&clash)).report();
    assert!(report.contains("the list `/partners/type/group/` and an alias of `soup`"), "{report}");
}

#[test]
fn the_directory_links_each_letter_to_the_page_where_it_begins() {
    let partner = |number: usize| {
        let letter = char::from(b'A' + u8::try_from(number / 10).expect("few"));
        format!("-- content/partners/{letter}{number}.md --\n---\ntitle: {letter}-club {number}\ntype: group\nserves: [vale]\n---\nWe meet.\n", ).replace(&format!("partners/{letter}"), &format!("partners/{}", letter.to_lowercase()))
    };
    let partners: String = (0..45).map(partner).collect();
    let place = "-- content/places/vale.md --\n---\ntitle: The Vale\nlevel: district\n---\nHills.\n";
    let built = build(&network(&format!("{place}{partners}")));
    assert_eq!(built.report(), "");
    let first = built.page("partners/index.html");
    for (letter, page) in [("A", ""), ("B", ""), ("C", "page/2/"), ("D", "page/2/"), ("E", "page/3/")] {
        let id = letter.to_lowercase();
        assert!(
            first.contains(&format!("href=\"/net/partners/{page}#letter-{id}\">{letter}</a>")),
            "{letter}: {first}"
        );
        let path = format!("partners/{page}index.html");
        assert!(built.page(&path).contains(&format!("id=\"letter-{id}\"")), "{path}");
    }
}

#[test]
fn the_statements_describe_how_the_site_is_built() {
    let site = format!(
        "{SITE}accessibility: {{checked: 2026-10-01, by: Ines, known: [The old maps have no text.]}}\nwaivers:\n  - {{code: missing-alt, file: content/stories/soup.md, reason: The drawing is being described., until: 2027-01-31}}\n  - {{code: unused-file, file: content/x.png, reason: For later., until: 2027-01-31}}\n"
    );
    let built = build(&network(&format!("{FILES}-- content/site.yaml --\n{site}")));
    let statement = built.page("accessibility/index.html");
    for said in [
        "Ines last tried it on <time datetime=\"2026-10-01\">1 October 2026</time>",
        "The old maps have no text.",
        "The drawing is being described. To be fixed by",
        "WCAG 1.1.1",
        "mailto:hello@example.org",
    ] {
        assert!(statement.contains(said), "{said} in {statement}");
    }
    assert!(!statement.contains("For later."), "a fault that keeps nobody from anything");
    let plain = build(&network(FILES));
    assert!(plain.page("accessibility/index.html").contains("No test by a person has been recorded yet."));
    assert!(plain.page("privacy/index.html").contains("It sets no cookies"));
    let send = plain.page("events/send/index.html");
    assert!(
        send.contains(
            "mailto:hello@example.org?subject=An%20event%20for%20your%20site&amp;body=Event%3A%20%0D%0A%0D%0ADate%3A%20"
        ),
        "{send}"
    );
    assert!(send.contains("readonly>Event: \nDate: \nStarts: \n"), "{send}");
    for page in plain.files.keys().filter(|path| path.ends_with("index.html")) {
        let text = plain.page(page);
        for link in ["/net/accessibility/", "/net/privacy/", "/net/events/send/"] {
            assert!(text.contains(link) || text.contains("http-equiv=\"refresh\""), "{page} has no link to {link}");
        }
    }
}

#[test]
fn a_networks_own_text_comes_before_the_generated_statement() {
    let own = "-- content/privacy.md --\n---\ntitle: You and us\n---\nWe promise.\n";
    let built = build(&network(&format!("{FILES}{own}")));
    assert_eq!(built.report(), "");
    let page = built.page("privacy/index.html");
    let (promise, fact) = (page.find("We promise."), page.find("It sets no cookies"));
    assert!(page.contains("<h1>You and us</h1>") && promise.is_some() && promise < fact, "{page}");
}

/// The size of a file as a host sends it, compressed.
fn zipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes).expect("memory does not fail");
    encoder.finish().expect("memory does not fail").len()
}

#[test]
fn pages_are_small_enough_for_cheap_phones() {
    let built = build(&sample_network());
    let is_script = |path: &&String| path.starts_with("static/") && path.ends_with(".js") && !path.contains("/search.");
    let scripts: usize = built.files.keys().filter(is_script).map(|path| built.files[path].len()).sum();
    assert!(scripts <= 12 * 1024, "{scripts} bytes of script");
    let mut stories = 0;
    for path in built.files.keys().filter(|path| path.starts_with("stories/") && path.ends_with("index.html")) {
        let page = built.page(path);
        let parts = page.split(['"']).filter_map(|part| built.files.get_key_value(part.trim_start_matches('/')));
        let parts = parts.filter(|(path, _)| path.ends_with(".css") || path.ends_with(".js"));
        let size = zipped(page.as_bytes()) + parts.map(|(_, bytes)| zipped(bytes)).sum::<usize>();
        assert!(size <= 30 * 1024, "{path} has {size} bytes");
        stories += 1;
    }
    assert!(stories > 15, "only {stories} stories");
}
