//! Feeds: their entries, the ids of entries, and what must not be in them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use commonground::fault::Severity;
use feed_rs::model::{Entry, Feed};

use super::network::{Built, SITE, build, network, sample_network};
use super::skip::variable_or_skip;

/// A network with everything that is difficult for a feed.
const NETWORK: &str = "\
-- content/consents.yaml --
- {id: c-1, shown_as: Mariam, for: [stories/told], given: 2026-01-01, expires: 2027-06-30, scope: [web, feeds]}
- {id: c-2, shown_as: Tom, for: [stories/untold, stories/summed], given: 2026-01-01, expires: 2027-06-30, scope: [web]}
-- content/signposts.yaml --
- {id: line, title: Hate & Hope line, phone: 0300 555 0100, url: 'https://line.example.org/', checked: 2026-10-01}
-- content/places/county.md --
---
title: County
level: county
---
-- content/places/town.md --
---
title: Town
level: town
parent: county
---
-- content/partners/hall.md --
---
title: Hall & Garden
type: group
serves: [town]
---
-- content/campaigns/hello.md --
---
title: Say hello
start: 2026-01-01
toolkit: [guide]
---
-- content/resources/guide.md --
---
title: A guide
type: guide
date: 2026-03-01
authors: [Bo, The cooks]
---
-- content/resources/undated.md --
---
title: A thing without a date
type: poster
topics: [food]
---
-- content/events/lunch.md --
---
title: Lunch club
start: 2026-12-18 12:30
end: 2026-12-18 14:00
places: [town]
organisers: [hall]
topics: [food]
---
Soup at noon.
-- content/stories/told.md --
---
title: 'Told </title><b>&amp; 🫖'
date: 2026-05-01
updated: 2026-06-02
places: [town]
partners: [hall]
by: hall
topics: [food]
people: [{consent: c-1}]
campaigns: [hello]
---
## How it began

They met [at the hall](../partners/hall.md), [further down](#how-it-began), and [elsewhere](https://elsewhere.example.org/?a=1&b=2).[^1]

::event slug=\"lunch\"

::quote text=\"It was warm.\" by=\"Mariam\"

:::callout kind=\"ask\" title=\"Write to us\"
Any words.
:::

::signposts

[^1]: A note.
-- content/stories/untold.md --
---
title: Untold
date: 2026-05-02
people: [{consent: c-2}]
topics: [food]
---
Secretword opens this text.
-- content/stories/summed.md --
---
title: Summed up
date: 2026-05-03
summary: What somebody wrote to sum it up.
people: [{consent: c-2}]
---
Secretword opens this text too.
-- content/stories/danger.md --
---
title: In danger
date: 2026-05-04
type: news
safety: {level: raised, since: 2026-11-01}
---
Secretword opens this text as well.
-- content/stories/draft.md --
---
title: Draftword
date: 2026-05-05
type: news
draft: true
---
Draftword.
-- content/stories/urdu.md --
---
title: مشترکہ باورچی خانہ 🍲
date: 2026-04-01
type: news
language: ur
---
سب کے لیے **کھانا**۔
-- content/stories/cymraeg.md --
---
title: Y gegin ŵyl
date: 2026-04-02
type: news
language: cy
---
Dewch i mewn.
";

fn build_without_faults(files: &str) -> Built {
    let built = build(&network(files));
    let errors: Vec<&str> =
        built.faults.iter().filter(|fault| fault.severity == Severity::Error).map(|fault| &*fault.message).collect();
    assert_eq!(errors, [""; 0]);
    built
}

fn read(built: &Built, path: &str) -> Feed {
    feed_rs::parser::parse(built.page(path).as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn entry<'a>(feed: &'a Feed, slug: &str) -> &'a Entry {
    let ends = format!("/{slug}/");
    feed.entries.iter().find(|entry| entry.links[0].href.ends_with(&ends)).unwrap_or_else(|| panic!("no {slug}"))
}

fn titles(feed: &Feed) -> Vec<String> {
    feed.entries.iter().map(|entry| entry.title.as_ref().expect("a title").content.clone()).collect()
}

fn body(entry: &Entry) -> &str {
    entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default()
}

/// Paths of feeds.
fn feeds(built: &Built) -> Vec<&str> {
    let is_feed = |path: &&String| ["feed.xml", "feed.json", "rss.xml"].iter().any(|file| path.ends_with(file));
    built.files.keys().filter(is_feed).map(String::as_str).collect()
}

#[test]
fn every_feed_can_be_read_and_every_entry_has_an_id() {
    for built in [build_without_faults(NETWORK), build(&sample_network())] {
        let mut owners: BTreeMap<String, String> = BTreeMap::new();
        for path in feeds(&built) {
            let feed = read(&built, path);
            assert!(feed.title.is_some() && feed.updated.is_some() || path.ends_with(".json"), "{path}");
            let mut own = BTreeSet::new();
            for entry in &feed.entries {
                let page = &entry.links[0].href;
                assert!(entry.id.starts_with("tag:") && own.insert(&entry.id), "{path}: {}", entry.id);
                assert!(page.starts_with("https://") && entry.updated.is_some() && entry.published.is_some(), "{path}");
                assert!(entry.title.as_ref().is_some_and(|title| !title.content.trim().is_empty()), "{path}");
                let owner = owners.entry(entry.id.clone()).or_insert_with(|| page.clone());
                assert_eq!(owner, page, "one name for two");
            }
        }
        assert!(owners.len() > 5);
        let atom_feeds: Vec<&str> = feeds(&built).into_iter().filter(|path| path.ends_with("feed.xml")).collect();
        for atom in &atom_feeds {
            assert!(
                built.files.contains_key(&atom.replace("feed.xml", "feed.json")),
                "{atom} has no JSON Feed beside it"
            );
        }
    }
    let built = build_without_faults(NETWORK);
    assert!(!feeds(&built).iter().any(|path| path.ends_with("rss.xml")), "no RSS unless a network asks for it");
}

/// The network with RSS.
fn build_with_rss() -> Built {
    let built = build_with_site(NETWORK, &format!("{SITE}outputs: {{rss: true}}\n"));
    assert!(built.faults.iter().all(|fault| fault.severity != Severity::Error), "{}", built.report());
    built
}

#[test]
fn rss_says_the_same_as_atom_where_a_network_asks_for_it() {
    let built = build_with_rss();
    let rss_feeds: Vec<&str> = feeds(&built).into_iter().filter(|path| path.ends_with("rss.xml")).collect();
    assert!(rss_feeds.contains(&"rss.xml") && rss_feeds.contains(&"partners/hall/rss.xml"), "{rss_feeds:?}");
    for path in &rss_feeds {
        let (rss, atom) = (read(&built, path), read(&built, &path.replace("rss.xml", "feed.xml")));
        assert_eq!(titles(&rss), titles(&atom), "{path}");
        let ids = |feed: &Feed| feed.entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&rss), ids(&atom), "{path}");
        let links = |feed: &Feed| feed.entries.iter().map(|entry| entry.links[0].href.clone()).collect::<Vec<_>>();
        assert_eq!(links(&rss), links(&atom), "{path}");
        let dates = |feed: &Feed| feed.entries.iter().map(|entry| entry.published).collect::<Vec<_>>();
        assert_eq!(dates(&rss), dates(&atom), "{path}");
    }
    assert_eq!(rss_feeds.len() * 3, feeds(&built).len());
    let text = built.page("rss.xml");
    for part in [
        "<rss version=\"2.0\"",
        "<title>Test network</title>",
        "<link>https://example.org/net/</link>",
        "<description>Test network</description>",
        "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"https://example.org/net/rss.xml\"/>",
        "<guid isPermaLink=\"false\">tag:example.org,2026:/net/stories/told/</guid>",
        "<pubDate>Fri, 1 May 2026 00:00:00 +0100</pubDate>",
        "<dc:creator>Hall &amp; Garden</dc:creator>",
        "<category>Food</category>",
        "<dc:language>ur</dc:language>",
        "<content:encoded>&lt;div",
    ] {
        assert!(text.contains(part), "`{part}` is not in {text}");
    }
    assert!(!text.contains("Secretword"), "no more than Atom");
    let head = "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Test network\" href=\"/net/rss.xml\">";
    assert!(built.page("index.html").contains(head));
}

#[test]
fn a_page_lists_the_feeds_and_the_calendar_of_each_thing_that_people_follow() {
    let built = build_with_rss();
    let page = built.page("partners/hall/subscribe/index.html");
    for part in [
        "<h1>Follow Hall &amp; Garden</h1>",
        "webcal://example.org/net/partners/hall/calendar.ics",
        ">https://example.org/net/partners/hall/feed.xml</a>",
        ">https://example.org/net/partners/hall/feed.json</a>",
        ">https://example.org/net/partners/hall/rss.xml</a>",
    ] {
        assert!(page.contains(part), "`{part}` is not in {page}");
    }
    let network = built.page("events/subscribe/index.html");
    assert!(
        network.contains("<h1>Follow Test network</h1>") && network.contains(">https://example.org/net/rss.xml</a>")
    );
    let leads_to = |page: &str, href: &str| built.page(page).contains(&format!("href=\"/net{href}\""));
    assert!(leads_to("partners/hall/index.html", "/partners/hall/subscribe/#news"));
    assert!(leads_to("topics/food/index.html", "/topics/food/subscribe/#news"));
    assert!(leads_to("stories/index.html", "/events/subscribe/#news"));
    assert!(leads_to("stories/told/index.html", "/events/subscribe/"), "from the foot of every page");
    let only = |outputs: &str| build_with_site(NETWORK, &format!("{SITE}outputs: {{{outputs}}}\n"));
    let built = only("calendars: false");
    let page = built.page("partners/hall/subscribe/index.html");
    assert!(page.contains("feed.xml</a>") && !page.contains("calendar.ics") && !page.contains("Google"), "{page}");
    assert!(!page.contains("rss.xml"));
    let built = only("feeds: false");
    let page = built.page("partners/hall/subscribe/index.html");
    assert!(page.contains("calendar.ics") && !page.contains("feed.xml") && !page.contains("id=\"news\""), "{page}");
    assert!(!built.page("partners/hall/index.html").contains("#news"));
    let built = only("feeds: false, calendars: false");
    assert!(!built.files.keys().any(|path| path.contains("subscribe")));
    assert!(!built.page("index.html").contains("/events/subscribe/"));
}

#[test]
fn ids_stay_when_titles_and_files_change() {
    let name = |files: &str, slug: &str| entry(&read(&build_without_faults(files), "feed.xml"), slug).id.clone();
    let first = name(NETWORK, "told");
    assert_eq!(first, "tag:example.org,2026:/net/stories/told/");
    assert_eq!(name(&NETWORK.replace("title: 'Told", "title: 'Another"), "told"), first);
    assert_eq!(name(&NETWORK.replace("date: 2026-05-01", "date: 2026-05-09"), "told"), first);
    let renamed = NETWORK
        .replace("stories/told.md --\n---\n", "stories/second.md --\n---\naliases: [/kitchen/, /stories/told/]\n")
        .replace("for: [stories/told]", "for: [stories/second]");
    assert_eq!(name(&renamed, "second"), first);
    let again = renamed
        .replace("stories/second.md", "stories/third.md")
        .replace("/stories/told/]", "/stories/told/, /stories/second/]")
        .replace("for: [stories/second]", "for: [stories/third]");
    assert_eq!(name(&again, "third"), first);
    let moved = build_with_site(NETWORK, &SITE.replace("https://example.org/net/", "https://example.org:8080/net/"));
    assert_eq!(entry(&read(&moved, "feed.xml"), "told").id, first, "a port is no part of a name");
    let feed = read(&build_without_faults(NETWORK), "places/town/feed.xml");
    assert_eq!(feed.id, "tag:example.org,2026:/net/places/town/feed");
}

fn build_with_site(files: &str, site: &str) -> Built {
    let mut world = network(files);
    world.files.insert("content/site.yaml".to_owned(), site.as_bytes().to_vec());
    build(&world)
}

#[test]
fn full_texts_need_consent_for_feeds_and_no_raised_safety() {
    let built = build_without_faults(NETWORK);
    let feed = read(&built, "feed.xml");
    assert!(body(entry(&feed, "told")).contains("They met"));
    let summary = |slug: &str| entry(&feed, slug).summary.as_ref().map(|text| text.content.clone());
    assert_eq!(summary("untold"), None, "how the text begins is the text");
    assert_eq!(summary("summed").as_deref(), Some("What somebody wrote to sum it up."));
    assert_eq!(summary("danger"), None);
    for path in feeds(&built) {
        let text = built.page(path);
        assert!(!text.contains("Secretword") && !text.contains("Draftword"), "{path}");
    }
    assert!(titles(&feed).contains(&"Untold".to_owned()));
    // Safety is raised for the whole network: only titles and written summaries are left.
    let built = build_with_site(NETWORK, &format!("{SITE}safety: {{level: raised, since: 2026-11-01}}\n"));
    let feed = read(&built, "feed.xml");
    assert!(feed.entries.len() > 4 && feed.entries.iter().all(|entry| entry.content.is_none()));
    // A withdrawn consent removes the story.
    let back = NETWORK.replace("scope: [web, feeds]}", "scope: [web, feeds], withdrawn: 2026-11-01}");
    assert!(
        feeds(&build_without_faults(&back))
            .into_iter()
            .all(|path| !page_without_faults(&back, path).contains("They met"))
    );
}

fn page_without_faults(files: &str, path: &str) -> String {
    build_without_faults(files).page(path).to_owned()
}

#[test]
fn full_texts_work_without_the_site_and_its_style_sheet() {
    let feed = read(&build_without_faults(NETWORK), "feed.xml");
    let text = body(entry(&feed, "told"));
    let links: Vec<&str> =
        text.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"').map(|(href, _)| href)).collect();
    assert_eq!(
        links,
        [
            "https://example.org/net/partners/hall/",
            "https://example.org/net/stories/told/#how-it-began",
            "https://elsewhere.example.org/?a=1&amp;b=2",
            "https://example.org/net/stories/told/#1",
            "https://example.org/net/events/lunch/",
            "https://line.example.org/",
            "tel:03005550100",
        ]
    );
    for part in [
        "<div lang=\"en\" dir=\"ltr\">",
        "<p><a href=\"https://example.org/net/events/lunch/\">Lunch club</a></p>",
        "<blockquote><p>It was warm.</p><p>Mariam</p></blockquote>",
        "<p><strong>Write to us</strong></p>",
        "<p>Any words.</p>",
        "Hate &amp; Hope line",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains("class=\"card") && !text.contains("<script"));
    assert_eq!(titles(&feed).iter().filter(|title| *title == "Told </title><b>& 🫖").count(), 1);
}

#[test]
fn feeds_keep_languages_directions_and_emoji() {
    let built = build_without_faults(NETWORK);
    let text = built.page("feed.xml");
    assert!(text.contains("xml:lang=\"en\"") && text.contains("<entry xml:lang=\"cy\">"));
    let feed = read(&built, "feed.xml");
    let urdu = entry(&feed, "urdu");
    assert_eq!(urdu.title.as_ref().expect("a title").content, "مشترکہ باورچی خانہ 🍲");
    assert!(body(urdu).starts_with("<div lang=\"ur\" dir=\"rtl\">") && body(urdu).contains("کھانا"));
    assert_eq!(titles(&feed).iter().filter(|title| *title == "Y gegin ŵyl").count(), 1);
    let json: serde_json::Value = serde_json::from_str(built.page("feed.json")).expect("JSON");
    let items = json["items"].as_array().expect("items");
    assert!(items.iter().any(|item| item["language"] == "ur") && json["language"] == "en");
    let control = NETWORK.replace("title: Untold", "title: \"Un\\u0008told\"");
    assert!(titles(&read(&build_without_faults(&control), "feed.xml")).contains(&"Untold".to_owned()));
}

#[test]
fn every_feed_has_its_own_records_newest_first() {
    let built = build_without_faults(NETWORK);
    let of = |path: &str| titles(&read(&built, path));
    assert_eq!(of("feed.xml")[..2], ["In danger", "Summed up"]);
    assert_eq!(of("feed.xml"), of("feed.json"));
    let told = "Told </title><b>& 🫖";
    assert_eq!(of("places/county/feed.xml"), [told], "what is below is in it");
    assert_eq!(of("partners/hall/feed.xml"), [told]);
    assert_eq!(of("campaigns/hello/feed.xml"), [told, "A guide"]);
    assert_eq!(of("topics/food/feed.xml"), ["Untold", told], "neither events nor what has no date");
    let feed = read(&built, "partners/hall/feed.xml");
    assert!(feed.entries[0].content.is_none(), "summaries only");
    assert_eq!(feed.title.as_ref().map(|title| &*title.content), Some("Hall & Garden – Test network"));
    assert_eq!(feed.entries[0].authors[0].name.as_deref(), Some("Hall & Garden"));
    assert_eq!(feed.updated.map(|at| at.to_rfc3339()).as_deref(), Some("2026-06-01T23:00:00+00:00"));
    let many: String = (1..=28)
        .map(|day| {
            format!("-- content/stories/n{day}.md --\n---\ntitle: N{day}\ntype: news\ndate: 2026-02-{day:02}\n---\n")
        })
        .collect();
    let feed = read(&build_without_faults(&many), "feed.xml");
    assert_eq!((feed.entries.len(), titles(&feed)[0].as_str()), (20, "N28"));
    // An entry with `publish:` is dated to that day, whenever it happened.
    let later = NETWORK.replace("title: Y gegin ŵyl\n", "title: Y gegin ŵyl\npublish: 2026-11-20\n");
    assert_eq!(titles(&read(&build_without_faults(&later), "feed.xml"))[0], "Y gegin ŵyl");
}

#[test]
fn pages_link_to_feeds_which_can_be_turned_off() {
    let built = build_without_faults(NETWORK);
    let link = |kind: &str, title: &str, href: &str| {
        format!("<link rel=\"alternate\" type=\"application/{kind}\" title=\"{title}\" href=\"{href}\">")
    };
    let network =
        [link("atom+xml", "Test network", "/net/feed.xml"), link("feed+json", "Test network", "/net/feed.json")];
    let own = link("atom+xml", "Hall &amp; Garden – Test network", "/net/partners/hall/feed.xml");
    let hall = built.page("partners/hall/index.html");
    assert!(network.iter().chain([&own]).all(|link| hall.contains(link)), "{hall}");
    assert!(network.iter().all(|link| built.page("stories/index.html").contains(link)));
    for site in [format!("{SITE}outputs: {{feeds: false}}\n"), SITE.replace("base_url: https://example.org/net/\n", "")]
    {
        let built = build_with_site(NETWORK, &site);
        assert_eq!(feeds(&built), [""; 0]);
        assert!(!built.page("index.html").contains("application/atom+xml"));
        assert!(built.has_asset("style.css"));
    }
}

#[test]
fn robots_txt_is_only_written_at_the_root_of_a_host() {
    assert!(!build_without_faults(NETWORK).files.contains_key("robots.txt"));
    let root = SITE.replace("/net/", "/");
    let built = build_with_site(NETWORK, &root);
    let robots = built.page("robots.txt");
    assert!(
        robots.contains("\nUser-agent: *\nDisallow:\n")
            && robots.ends_with("\nSitemap: https://example.org/sitemap.xml\n")
    );
    assert!(!build_with_site(NETWORK, &format!("{root}keep: [robots.txt]\n")).files.contains_key("robots.txt"));
}

/// Runs a judge on all feeds, in each of their formats.
fn assert_judge_accepts(program: &str, script: &Path) {
    for built in [build_without_faults(NETWORK), build_with_rss(), build(&sample_network()), build_without_faults("")] {
        let folder = tempfile::tempdir().expect("a folder");
        for path in feeds(&built) {
            let file = folder.path().join(path);
            std::fs::create_dir_all(file.parent().expect("below")).expect("made");
            std::fs::write(file, built.page(path)).expect("written");
        }
        let ran = Command::new(program).arg(script).arg(folder.path()).output().expect("it runs");
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
}

#[test]
fn feedparser_finds_no_error() {
    let Some(python) = variable_or_skip("DATEUTIL_JUDGE") else { return };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges/feeds.py");
    assert_judge_accepts(&python, &script);
}

#[test]
fn the_json_feed_follows_its_specification() {
    let Some(script) = variable_or_skip("FEED_JUDGE") else { return };
    assert_judge_accepts("node", Path::new(&script));
}
