//! Campaigns: the step they are at, what they ask for, and what is said when they are over.

use serde_json::Value;

use super::network::{Built, Folder, build, network};
use super::properties::build_at;

const FILES: &str = "\
-- content/partners/choir.md --
---
title: Quay choir
type: group
address: {town: Fenby}
---
We sing.
-- content/campaigns/table.md --
---
title: One long table
start: 2026-09-01
end: 2027-07-31
partners: [choir]
topics: [food]
asks:
  - {title: Lay one more place, text: Ask somebody to eat with you., audience: Everyone, link: https://table.example.org/lay}
  - {title: Lend your kitchen, text: Tell us which days it is cold., led_by: choir}
phases:
  - {title: Kitchens, from: 2026-09-01}
  - {title: Small tables, from: 2027-01-05}
  - {title: The Long Table, from: 2027-06-01}
join: {text: Tell us where, link: https://table.example.org/join}
outcome: Four thousand people ate with a stranger.
questions:
  - {q: What if I cannot cook?, a: Then you sit down first. & bring <b>nothing</b>.}
  - {q: May children come?, a: 'Yes, with somebody.'}
---
Sit down.
-- content/campaigns/hello.md --
---
title: Say hello
start: 2025-01-01
asks: [{title: Learn one sentence, text: Practise it aloud., audience: Everyone}]
---
Hello.
";

const PAGE: &str = "campaigns/table/index.html";

fn at(now: &str) -> Built {
    build_at(&network(FILES), now.parse().expect("an instant"))
}

/// The start of the front page, up to the list of events.
fn head_of_front_page(built: &Built) -> &str {
    let (head, _) = built.page("index.html").split_once("<section class=\"events\"").expect("it has events");
    head
}

#[test]
fn the_step_of_the_day_is_marked() {
    let current = |now: &str| -> Vec<String> {
        let built = at(now);
        let marked = built.page(PAGE).split("<li aria-current=\"step\">").skip(1);
        marked.map(|rest| rest.split_once(',').expect("a day").0.to_owned()).collect()
    };
    assert_eq!(
        current("2026-08-31T22:59:59Z"),
        [""; 0],
        "it has not begun: {:?}",
        at("2026-08-31T22:59:59Z").page(PAGE)
    );
    assert_eq!(current("2026-08-31T23:00:00Z"), ["Kitchens"], "midnight in London");
    assert_eq!(current("2027-01-04T23:59:59Z"), ["Kitchens"]);
    assert_eq!(current("2027-01-05T00:00:00Z"), ["Small tables"]);
    assert_eq!(current("2027-07-31T22:59:59Z"), ["The Long Table"]);
    assert_eq!(current("2027-07-31T23:00:00Z"), [""; 0], "it is over");
}

#[test]
fn steps_in_any_order_are_marked_by_their_day() {
    let files = FILES.replace(
        "from: 2026-09-01}\n  - {title: Small tables, from: 2027-01-05}",
        "from: 2027-01-05}\n  - {title: Small tables, from: 2026-09-01}",
    );
    let built = build(&network(&files));
    assert!(built.page(PAGE).contains("<li aria-current=\"step\">Small tables"), "{}", built.page(PAGE));
}

#[test]
fn the_site_changes_by_itself_when_a_step_begins() {
    let files = FILES.replace("start: 2026-09-01\n", "start: 2026-09-01\nslug: table\n");
    let built = build(&network(&files));
    let renderer = built.renderer.as_ref().expect("rendered");
    assert!(renderer.publication().next_change().is_some_and(|at| at.to_string().as_str() <= "2027-01-05T00:00:00Z"));
}

#[test]
fn a_campaign_that_is_over_says_what_came_of_it_and_asks_for_nothing() {
    let page = at("2027-07-01T12:00:00Z").page(PAGE).to_owned();
    assert!(page.contains("What you can do") && page.contains("https://table.example.org/lay"), "{page}");
    assert!(page.contains("https://table.example.org/join") && !page.contains("This campaign has ended."), "{page}");
    assert!(page.contains("What has come of it so far") && page.contains("Four thousand people"), "{page}");
    let built = at("2027-08-01T12:00:00Z");
    let page = built.page(PAGE);
    assert!(page.contains("This campaign has ended.") && page.contains("31 July 2027"), "{page}");
    assert!(page.contains("What came of it") && page.contains("Four thousand people ate with a stranger."), "{page}");
    assert!(page.contains("What it asked for") && page.contains("Lay one more place"), "{page}");
    for closed in ["What you can do", "https://table.example.org/lay", "https://table.example.org/join", "JoinAction"] {
        assert!(!page.contains(closed), "`{closed}` is in {page}");
    }
}

#[test]
fn a_campaign_that_is_over_leaves_the_front_page_and_stays_in_lists() {
    let running = at("2027-07-01T12:00:00Z");
    assert!(head_of_front_page(&running).contains("One long table"));
    let built = at("2027-08-01T12:00:00Z");
    let head = head_of_front_page(&built);
    assert!(!head.contains("One long table") && head.contains("Say hello"), "{head}");
    assert!(!built.page("index.html").contains("/campaigns/table/"), "{}", built.page("index.html"));
    let list = built.page("campaigns/index.html");
    let place = |slug: &str| list.find(&format!("/campaigns/{slug}/\"")).expect("it is listed");
    assert!(place("hello") < place("table"), "those that are over come last");
    assert!(list.contains("(ended)"), "{list}");
    for page in ["partners/choir/index.html", "topics/food/index.html"] {
        assert!(built.page(page).contains("/campaigns/table/"), "{page}");
    }
    let everything_over = FILES.replace("start: 2025-01-01\n", "start: 2025-01-01\nend: 2025-12-31\n");
    let built = build_at(&network(&everything_over), "2027-08-01T12:00:00Z".parse().expect("an instant"));
    let home = built.page("index.html");
    assert!(!home.contains("lead-campaign") && !home.contains("/campaigns/hello/"), "{home}");
}

#[test]
fn editors_are_told_when_it_ends_and_when_it_does_not_say_what_came_of_it() {
    let folder = Folder::new(FILES);
    let status = folder.run(&["status", "--on", "2027-07-20"]).expect_code(0);
    assert!(
        status.out.contains("One long table") && status.out.contains("ends, and asks for nothing more"),
        "{}",
        status.out
    );
    let files = FILES.replace("outcome: Four thousand people ate with a stranger.\n", "");
    let now = |now: &str| build_at(&network(&files), now.parse().expect("an instant")).report();
    assert_eq!(now("2027-07-31T12:00:00Z"), "");
    let report = now("2027-08-01T12:00:00Z");
    assert!(report.contains("content/campaigns/table.md:4:6: advice") && report.contains("[no-outcome]"), "{report}");
}

#[test]
fn questions_are_on_the_page_and_in_its_structured_data() {
    let built = build(&network(FILES));
    assert_eq!(built.report(), "");
    let page = built.page(PAGE);
    for part in
        ["Questions and answers", "What if I cannot cook?", "Then you sit down first. &amp; bring &lt;b&gt;nothing&lt;"]
    {
        assert!(page.contains(part), "`{part}` is not in {page}");
    }
    let documents = page.split("<script type=\"application/ld+json\">").skip(1);
    let nodes: Vec<Value> = documents
        .map(|rest| serde_json::from_str(rest.split_once("</script>").expect("it ends").0).expect("JSON"))
        .collect();
    let faq = nodes.iter().find(|node| node["@type"] == "FAQPage").unwrap_or_else(|| panic!("no FAQPage in {nodes:?}"));
    let first = &faq["mainEntity"][0];
    assert_eq!(first["@type"], "Question");
    assert_eq!(first["name"], "What if I cannot cook?");
    assert_eq!(first["acceptedAnswer"]["@type"], "Answer");
    assert!(first["acceptedAnswer"]["text"].as_str().is_some_and(|text| text.contains("you sit down first")), "{faq}");
    assert_eq!(faq["mainEntity"].as_array().map(Vec::len), Some(2));
    let one = FILES.replace("  - {q: May children come?, a: 'Yes, with somebody.'}\n", "");
    assert!(build(&network(&one)).page(PAGE).contains("\"mainEntity\":[{"), "a list even of one");
    let report = build(&network(&FILES.replace("a: 'Yes, with somebody.'", "b: Yes"))).report();
    assert!(report.contains("missing-field") && report.contains("unknown-field"), "{report}");
}

#[test]
fn numbers_on_the_front_page_say_as_of_when_and_lead_to_lists() {
    let event = "-- content/events/lunch.md --\n---\ntitle: Lunch\nstart: 2026-12-01 12:00\nvenue: choir\n---\n";
    let built = build(&network(&format!("{FILES}{event}")));
    let (_, counts) = built.page("index.html").split_once("<section class=\"counts\"").expect("it has numbers");
    let (counts, _) = counts.split_once("</section>").expect("it ends");
    assert!(counts.contains("As of <time datetime=\"2026-11-22\">22 November 2026</time>"), "{counts}");
    for list in ["stories", "partners", "events", "places", "resources", "campaigns"] {
        assert!(counts.contains(&format!("<a href=\"/net/{list}/\">")), "{list}: {counts}");
    }
}
