//! What pages offer to machines, apart from events: structured data of every kind, cards for shared links, microformats, and
//! until when a page should be found.

use schemaorg_rs::{extract_all, validation};
use serde_json::{Value, json};

use super::network::{Built, SITE, build, network, sample_network};

const NETWORK: &str = "\
-- content/consents.yaml --
- {id: c-1, shown_as: Mariam, for: [stories/kept], given: 2026-01-01, expires: 2027-06-30, scope: [web]}
- {id: c-2, shown_as: Tom, for: [stories/told/table.png], given: 2026-01-01, expires: 2027-06-30, scope: [web]}
-- content/places/shire.md --
---
title: Shire
level: county
---
-- content/places/town.md --
---
title: Town
level: town
parent: shire
location: [53.1, -1.2]
codes: [E00000001]
names: {cy: Tref}
---
-- content/partners/hall.md --
---
title: The Hall
type: organisation
charity: '1123456'
company: '01234567'
serves: [town]
part_of: trust
address: {lines: [1 Hall Row], town: Fenby, postcode: ZZ1 1AA, location: [53.1, -1.2]}
website: https://hall.example.org/
contacts:
  - {role: Office, email: office@hall.example.org, phone: '01632 960001'}
  - {role: Cook, name: Bo Hidden, phone: '07700 900001', visibility: hidden}
---
-- content/partners/trust.md --
---
title: The Trust
type: funder
serves: [town]
address: {lines: [9 Secret Row], town: Fenby, visibility: hidden}
---
-- content/campaigns/hello.md --
---
title: Say hello
start: 2026-01-01
end: 2026-12-31
join: {text: Join in, link: 'https://join.example.org/'}
---
-- content/resources/guide.md --
---
title: A guide
type: guide
date: 2026-03-01
authors: [Bo]
publisher: hall
licence: CC BY 4.0
---
-- content/stories/told/index.md --
---
title: 'Told </script><b>'
date: 2026-05-01
updated: 2026-06-02
summary: In short.
people: none
by: hall
places: [town]
topics: [food]
image: table.png
images: {table.png: {alt: A 'table' & chairs, people: [c-2]}}
---
Words.
-- content/stories/news.md --
---
title: News
type: news
date: 2026-05-02
show_until: 2027-01-15
---
Words.
-- content/stories/kept.md --
---
title: Kept
date: 2026-05-03
people: [{consent: c-1}]
---
Secretword.
-- content/about.md --
---
title: About us
---
Words.
";

fn picture() -> Vec<u8> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read(root.join("content/campaigns/a-place-at-the-table/tables.png")).expect("it is in the sample")
}

fn built_with(files: &str, site: &str) -> Built {
    let mut world = network(files);
    world.files.insert("content/site.yaml".to_owned(), format!("{SITE}{site}").into_bytes());
    world.files.insert("content/stories/told/table.png".to_owned(), picture());
    build(&world)
}

fn built() -> Built {
    built_with(NETWORK, "country: GB\n")
}

/// All documents in a page's JSON-LD.
fn documents(page: &str) -> Vec<Value> {
    let parts = page.split("<script type=\"application/ld+json\">").skip(1);
    let document = |part: &str| serde_json::from_str(part.split_once("</script>").expect("an end").0).expect("JSON");
    parts.map(document).collect()
}

fn first(built: &Built, path: &str) -> Value {
    let all = documents(built.page(path));
    all.into_iter().next().unwrap_or_else(|| panic!("{path} has no data"))
}

#[track_caller]
fn shows(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
}

#[test]
fn every_kind_has_its_type_in_the_structured_data() {
    let built = built();
    let kind = |path: &str| first(&built, path)["@type"].as_str().expect("a type").to_owned();
    for (path, wanted) in [
        ("index.html", "WebSite"),
        ("about/index.html", "WebPage"),
        ("stories/index.html", "CollectionPage"),
        ("topics/food/index.html", "CollectionPage"),
        ("stories/told/index.html", "Article"),
        ("stories/news/index.html", "NewsArticle"),
        ("partners/hall/index.html", "NGO"),
        ("partners/trust/index.html", "Organization"),
        ("places/town/index.html", "Place"),
        ("places/shire/index.html", "AdministrativeArea"),
        ("campaigns/hello/index.html", "Project"),
        ("resources/guide/index.html", "LearningResource"),
    ] {
        assert_eq!(kind(path), wanted, "{path}");
    }
    let story = first(&built, "stories/told/index.html");
    assert_eq!(story["headline"], "Told </script><b>");
    assert_eq!(story["author"]["url"], "https://example.org/net/partners/hall/");
    assert_eq!((&story["datePublished"], &story["dateModified"]), (&json!("2026-05-01"), &json!("2026-06-02")));
    assert_eq!(story["image"], "https://example.org/net/stories/told/table.png");
    let hall = first(&built, "partners/hall/index.html");
    assert_eq!(hall["identifier"][0]["value"], "GB-CHC-1123456");
    assert_eq!(hall["identifier"][1]["value"], "GB-COH-01234567");
    assert_eq!(hall["address"]["streetAddress"], "1 Hall Row");
    assert_eq!(hall["contactPoint"]["telephone"], "01632 960001");
    assert_eq!(hall["parentOrganization"]["name"], "The Trust");
    let town = first(&built, "places/town/index.html");
    assert_eq!((&town["geo"]["latitude"], &town["alternateName"]), (&json!(53.1), &json!("Tref")));
    assert_eq!(town["containedInPlace"]["name"], "Shire");
    let campaign = first(&built, "campaigns/hello/index.html");
    assert_eq!(campaign["potentialAction"]["target"], "https://join.example.org/");
    let abroad = built_with(NETWORK, "country: IE\n");
    assert!(first(&abroad, "partners/hall/index.html").get("identifier").is_none());
}

#[test]
fn breadcrumbs_begin_at_the_front_page() {
    let all = documents(built().page("places/town/index.html"));
    let way = all.iter().find(|document| document["@type"] == "BreadcrumbList").expect("a way");
    let steps = way["itemListElement"].as_array().expect("steps");
    let steps: Vec<(u64, &str, &str)> = steps
        .iter()
        .map(|step| {
            (step["position"].as_u64().unwrap(), step["name"].as_str().unwrap(), step["item"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        steps,
        [
            (1, "Test network", "https://example.org/net/"),
            (2, "Places", "https://example.org/net/places/"),
            (3, "Shire", "https://example.org/net/places/shire/"),
            (4, "Town", "https://example.org/net/places/town/"),
        ]
    );
}

#[test]
fn structured_data_has_nothing_hidden_or_unpublished() {
    let built = built();
    let secrets = ["Secret Row", "Bo Hidden", "900001"];
    for site in ["country: GB\n", "country: GB\nsafety: {level: raised, since: 2026-11-01}\n"] {
        let built = built_with(NETWORK, site);
        for (path, bytes) in built.files.iter().filter(|(path, _)| !path.ends_with(".png")) {
            let text = String::from_utf8_lossy(bytes);
            assert!(secrets.iter().all(|secret| !text.contains(secret)), "{path}");
        }
    }
    let raised = built_with(NETWORK, "safety: {level: raised, since: 2026-11-01}\n");
    let hall = first(&raised, "partners/hall/index.html").to_string();
    assert!(["Hall Row", "960001", "office@", "53.1"].iter().all(|kept| !hall.contains(kept)), "{hall}");
    assert!(first(&built, "partners/trust/index.html").get("address").is_none());
}

#[test]
fn structured_data_of_every_page_satisfies_schema_org() {
    for built in [built(), build(&sample_network())] {
        let mut judged = 0;
        for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let page = String::from_utf8_lossy(bytes);
            if documents(&page).is_empty() {
                assert!(page.contains("noindex"), "{path} says nothing");
                continue;
            }
            let graph = extract_all(&page).expect("the page can be read");
            let report = validation::validate(&graph);
            let bad = report.diagnostics.iter().filter(|one| one.severity == validation::Severity::Error);
            assert_eq!(bad.map(|one| format!("{}: {}", one.path, one.message)).collect::<Vec<_>>(), [""; 0], "{path}");
            judged += 1;
        }
        assert!(judged > 20);
    }
}

#[test]
fn a_shared_link_has_a_card() {
    let built = built_with(
        &NETWORK.replace("scope: [web]}\n-- content/places", "scope: [web, social]}\n-- content/places"),
        "country: GB\n",
    );
    shows(
        built.page("stories/told/index.html"),
        &[
            "<meta property=\"og:title\" content=\"Told &lt;",
            "<meta property=\"og:type\" content=\"article\">",
            "<meta property=\"og:description\" content=\"In short.\">",
            "<meta property=\"og:site_name\" content=\"Test network\">",
            "<meta property=\"og:url\" content=\"https://example.org/net/stories/told/\">",
            "<meta property=\"og:locale\" content=\"en_GB\">",
            "<meta property=\"og:image\" content=\"https://example.org/net/stories/told/table.png\">",
            "<meta property=\"og:image:width\" content=\"",
            "<meta property=\"og:image:alt\" content=\"A &#",
            "<meta property=\"article:published_time\" content=\"2026-05-01\">",
            "<meta property=\"article:tag\" content=\"Food\">",
            "<meta name=\"twitter:card\" content=\"summary\">",
        ],
    );
    shows(built.page("index.html"), &["og:title\" content=\"Test network\"", "og:type\" content=\"website\""]);
    let off = built_with(
        &NETWORK.replace("scope: [web]}\n-- content/places", "scope: [web, social]}\n-- content/places"),
        "outputs: {cards: false}\n",
    );
    assert!(!off.page("stories/told/index.html").contains("og:image"));
}

#[test]
fn a_card_shows_people_only_with_their_consent() {
    let built = built();
    let told = built.page("stories/told/index.html");
    assert!(told.contains("<img") && !told.contains("og:image"), "the picture is for the page");
    let kept = built.page("stories/kept/index.html");
    assert!(kept.contains("og:title\" content=\"Kept\"") && !kept.contains("og:description"));
    assert!(!built.page("404.html").contains("og:"));
}

#[test]
fn pages_state_when_search_engines_should_drop_them() {
    let event = |fields: &str| {
        format!(
            "-- content/events/lunch.md --\n---\ntitle: Lunch\nplaces: [town]\nstart: 2027-06-10 18:30\n{fields}---\nSoup.\n"
        )
    };
    let until = |files: &str, path: &str| {
        let built = built_with(&format!("{NETWORK}{files}"), "");
        let page = built.page(path).to_owned();
        let (_, rest) = page.split_once("content=\"unavailable_after: ")?;
        Some(rest.split_once('"').expect("an end").0.to_owned())
    };
    let lunch = "events/lunch/index.html";
    assert_eq!(until("", "stories/news/index.html").as_deref(), Some("2027-01-16T00:00:00+00:00"));
    assert_eq!(until("", "stories/told/index.html"), None);
    assert_eq!(until("", "campaigns/hello/index.html"), None, "what came of it stays to be read");
    assert_eq!(until(&event("end: 2027-06-10 20:00\n"), lunch).as_deref(), Some("2027-06-10T20:00:00+01:00"));
    assert_eq!(until(&event("repeat: {every: week}\n"), lunch), None);
    assert_eq!(until(&event("end: 2027-06-10 20:00\nsafety: {level: raised, since: 2026-11-01}\n"), lunch), None);
    let grown =
        "-- content/stories/grown.md --\n---\ntitle: Grown\ndate: 2026-05-05\npeople: none\nevent: lunch\n---\n";
    assert_eq!(until(&format!("{}{grown}", event("end: 2027-06-10 20:00\n")), lunch), None);
}

#[test]
fn stories_are_marked_up_as_h_entry_and_partners_as_h_card() {
    let built = built();
    shows(
        built.page("stories/told/index.html"),
        &[
            "<article class=\"story h-entry\">",
            "<h1 class=\"p-name\">",
            "<p class=\"summary p-summary\">",
            "<data class=\"u-url u-uid\" value=\"https://example.org/net/stories/told/\">",
            "<data class=\"dt-published\" value=\"2026-05-01\">",
            "<data class=\"dt-updated\" value=\"2026-06-02\">",
            "<a rel=\"author\" class=\"p-author h-card\" href=\"/net/partners/hall/\">",
            "<div class=\"text e-content\">",
        ],
    );
    shows(
        built.page("partners/hall/index.html"),
        &[
            "<article class=\"partner h-card\">",
            "<h1 class=\"p-name\">",
            "class=\"u-url\" href=\"https://hall.example.org/\"",
            "p-adr",
        ],
    );
    shows(
        built.page("stories/index.html"),
        &[
            "<div class=\"card story h-entry\">",
            "<a class=\"p-name u-url\" href=\"/net/stories/news/\">",
            "<time class=\"dt-published\" datetime=\"2026-05-02\">",
        ],
    );
    shows(built.page("partners/index.html"), &["<div class=\"card partner h-card\">"]);
}

#[test]
fn the_sitemap_has_the_last_change_of_a_page() {
    let moved = "-- content/events/lunch.md --\n---\ntitle: Lunch\nplaces: [town]\nstart: 2027-06-10 18:30\n\
        status: cancelled\nreason: Rain\nstatus_since: 2026-11-20\n---\nSoup.\n";
    let built = built_with(&format!("{NETWORK}{moved}"), "");
    let sitemap = built.page("sitemap.xml");
    for (page, day) in [("stories/told", "2026-06-02"), ("stories/news", "2026-05-02"), ("events/lunch", "2026-11-20")]
    {
        shows(sitemap, &[&format!("<loc>https://example.org/net/{page}/</loc><lastmod>{day}</lastmod>")]);
    }
    shows(sitemap, &["<loc>https://example.org/net/places/town/</loc></url>"]);
}
