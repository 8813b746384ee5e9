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
  - {q: What if I cannot cook?, a: Then you sit down first. & bring < nothing.}
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
        ["Questions and answers", "What if I cannot cook?", "Then you sit down first. &amp; bring &lt; nothing."]
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
    for list in ["partners", "events", "campaigns"] {
        assert!(counts.contains(&format!("<a href=\"/net/{list}/\">")), "{list}: {counts}");
    }
    for empty in ["stories", "places", "resources", "opportunities"] {
        assert!(!counts.contains(&format!("/net/{empty}/")), "{empty}: {counts}");
    }
}

#[test]
fn numbers_of_a_site_without_events_say_the_newest_day_that_its_records_name() {
    let day = |files: &str, now: &str| -> Option<String> {
        let built = build_at(&network(files), now.parse().expect("an instant"));
        let (_, counts) = built.page("index.html").split_once("<section class=\"counts\"").expect("it has numbers");
        Some(counts.split_once("As of <time datetime=\"")?.1.split_once('"')?.0.to_owned())
    };
    let said = |day: &str| Some(day.to_owned());
    assert_eq!(day(FILES, "2026-11-22T12:00:00Z"), said("2026-09-01"), "a campaign began");
    assert_eq!(day(FILES, "2027-04-01T12:00:00Z"), said("2026-09-01"), "it does not move by itself");
    let changed = FILES.replace("title: Quay choir\n", "title: Quay choir\nupdated: 2026-10-05\njoined: 2028-01-01\n");
    assert_eq!(day(&changed, "2026-11-22T12:00:00Z"), said("2026-10-05"));
    let undated = "-- content/partners/choir.md --\n---\ntitle: Choir\ntype: group\naddress: {town: Fenby}\n---\n";
    assert_eq!(day(undated, "2026-11-22T12:00:00Z"), None, "no day is known");
}

const AHEAD: &str = "\
-- content/campaigns/lanterns.md --
---
title: Lanterns
start: 2027-06-01
asks: [{title: Fold a lantern, text: Paper will do., audience: Everyone, link: https://lanterns.example.org/fold}]
---
Light.
-- content/campaigns/kites.md --
---
title: Kites
start: 2027-03-01
asks: [{title: Fly a kite, text: On the hill., audience: Everyone}]
---
Wind.
";

#[test]
fn a_campaign_that_has_not_begun_says_when_it_does_and_waits_behind_those_that_run() {
    let built = build(&network(&format!("{FILES}{AHEAD}")));
    let head = head_of_front_page(&built);
    assert!(head.contains("One long table") && !head.contains("Lanterns"), "{head}");
    let list = built.page("campaigns/index.html");
    let place = |slug: &str| list.find(&format!("/campaigns/{slug}/\"")).expect("it is listed");
    assert!(place("table") < place("hello") && place("hello") < place("kites") && place("kites") < place("lanterns"));
    let begins = "This campaign begins on <time datetime=\"2027-06-01\">1 June 2027</time>.";
    assert!(built.page("campaigns/lanterns/index.html").contains(begins));
    assert!(!built.page(PAGE).contains("This campaign begins"));
    let next = built.renderer.as_ref().expect("rendered").publication().next_change();
    assert!(next.is_some_and(|at| at.to_string().as_str() <= "2027-03-01T00:00:00Z"), "{next:?}");
    let alone = build(&network(AHEAD));
    let head = head_of_front_page(&alone);
    assert!(
        head.contains("Kites") && head.contains("This campaign begins on <time datetime=\"2027-03-01\">"),
        "{head}"
    );
    let begun = build_at(&network(&format!("{FILES}{AHEAD}")), "2027-06-01T00:00:00Z".parse().expect("an instant"));
    assert!(head_of_front_page(&begun).contains("Lanterns"));
}

#[test]
fn steps_are_in_the_order_of_their_days() {
    let files = FILES.replace("Kitchens, from: 2026-09-01", "Kitchens, from: 2027-02-01");
    let page = build(&network(&files)).page(PAGE).to_owned();
    assert!(page.find("Small tables, from") < page.find("Kitchens, from"), "{page}");
}

#[test]
fn a_step_on_the_day_of_another_or_outside_the_campaign_is_an_error() {
    let report = |from: &str, to: &str| build(&network(&FILES.replace(from, to))).report();
    let two = report("from: 2027-01-05", "from: 2026-09-01");
    let error = "content/campaigns/table.md:12:33: error: two steps begin on 2026-09-01; give each step a day of its own [invalid-value]";
    assert!(two.contains(error), "{two}");
    let before = report("Kitchens, from: 2026-09-01", "Kitchens, from: 2026-08-31");
    let error = "content/campaigns/table.md:11:29: error: this step begins on 2026-08-31, before the campaign does, on 2026-09-01; correct one of the two days [invalid-value]";
    assert!(before.contains(error), "{before}");
    let after = report("from: 2027-06-01", "from: 2027-08-01");
    let error =
        "error: this step begins on 2027-08-01, after the campaign's last day, 2027-07-31; correct one of the two days";
    assert!(after.contains(error), "{after}");
}

#[test]
fn a_campaign_offers_a_calendar_while_it_runs_and_has_events_to_come() {
    let event = "-- content/events/lunch.md --\n---\ntitle: Lunch\nstart: 2026-12-01 12:00\nvenue: choir\ncampaigns: [table]\n---\n";
    let offers = |files: &str, now: &str| {
        let built = build_at(&network(files), now.parse().expect("an instant"));
        assert!(built.files.contains_key("campaigns/table/calendar.ics"), "who has it keeps it");
        built.page(PAGE).contains("Put these events in your calendar")
    };
    let with_event = format!("{FILES}{event}");
    assert!(offers(&with_event, "2026-11-22T12:00:00Z"));
    assert!(!offers(FILES, "2026-11-22T12:00:00Z"), "it has no events");
    assert!(!offers(&with_event, "2027-01-10T12:00:00Z"), "they are over");
    let ended = with_event
        .replace("end: 2027-07-31", "end: 2026-11-01")
        .replace("2027-01-05", "2026-09-15")
        .replace("2027-06-01", "2026-10-01");
    assert!(!offers(&ended, "2026-11-22T12:00:00Z"));
}

#[test]
fn editors_are_told_of_the_next_steps_and_of_the_end_however_far_ahead() {
    let folder = Folder::new(&format!("{FILES}{AHEAD}"));
    let status = folder.run(&["status", "--on", "2026-11-28"]).expect_code(0).out;
    for line in [
        "Midnight at the start of Tuesday 5 January 2027: “One long table” reaches “Small tables”",
        "Midnight at the start of Tuesday 1 June 2027: “One long table” reaches “The Long Table”",
        "Midnight at the start of Monday 1 March 2027: “Kites” begins",
        "The end of Saturday 31 July 2027: “One long table” ends, and asks for nothing more",
    ] {
        assert!(status.contains(line), "`{line}` is not in {status}");
    }
    assert!(!status.contains("Kitchens"), "{status}");
}

#[test]
fn markup_in_a_field_that_is_plain_text_is_reported() {
    let report = |from: &str, to: &str| build(&network(&FILES.replace(from, to))).report();
    let answer =
        report("a: Then you sit down first. & bring < nothing.", "a: 'See [the kitchen](../partners/choir.md).'");
    assert!(
        answer.contains("content/campaigns/table.md:17:41: warning: ") && answer.contains("[markup-in-field]"),
        "{answer}"
    );
    let outcome = report("Four thousand people ate with a stranger.", "'**Four thousand** people ate.'");
    assert!(outcome.contains("[markup-in-field]"), "{outcome}");
}
