//! Ways to take part: where they are listed, what their pages say, and what happens when they close.

use serde_json::Value;

use super::network::{Built, Folder, build, network};
use super::properties::build_at;

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
---
We sing.
-- content/campaigns/table.md --
---
title: One long table
start: 2026-09-01
---
Sit down.
-- content/opportunities/jugs.md --
---
title: Fill the jugs
organiser: choir
role: Walk along the table with water.
time: One Sunday in May
commitment: one-off
from: 2026-11-01
until: 2026-12-31
places: [harbour]
topics: [food]
campaigns: [table]
access: {step-free: yes, lift: no}
expenses: Your bus fare.
checks: none
age: 14 and over
updated: 2026-11-02
apply:
  email: office@choir.example.org
  phone: \"01632 960199\"
  url: https://choir.example.org/join
  text: Tell us which day.
---
Water is heavy.
";

const PAGE: &str = "opportunities/jugs/index.html";

/// Every page, feed and list where the record is listed, without its own page.
fn pages_with_link(built: &Built) -> Vec<&str> {
    let is_listed = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("/opportunities/jugs/");
    let files = built.files.iter().filter(|(path, bytes)| is_listed(bytes) && !path.ends_with("sitemap.xml"));
    files.map(|(path, _)| path.as_str()).filter(|path| *path != PAGE).collect()
}

#[test]
fn an_opportunity_is_listed_with_everything_it_names() {
    let built = build(&network(FILES));
    assert_eq!(built.report(), "");
    let pages = pages_with_link(&built);
    let expected = [
        "campaigns/table/index.html",
        "index.html",
        "opportunities/index.html",
        "opportunities/access/step-free/index.html",
        "opportunities/place/harbour/index.html",
        "opportunities/place/vale/index.html",
        "opportunities/topic/food/index.html",
        "opportunities/type/one-off/index.html",
        "partners/choir/index.html",
        "places/harbour/index.html",
        "places/vale/index.html",
        "topics/food/index.html",
        "feed.xml",
        "feed.json",
        "partners/choir/feed.xml",
        "campaigns/table/feed.xml",
        "places/vale/feed.xml",
    ];
    for page in expected {
        assert!(pages.contains(&page), "{page} is not among {pages:#?}");
    }
}

#[test]
fn its_page_says_what_is_known() {
    let built = build(&network(FILES));
    let page = built.page(PAGE);
    let sentences = [
        "Once",
        "Walk along the table with water.",
        "One Sunday in May",
        "Quay choir",
        "Your bus fare.",
        "None are needed.",
        "14 and over",
        "Tell us which day.",
        "mailto:office@choir.example.org",
        "tel:01632960199",
        "https://choir.example.org/join",
        "31 December 2026",
    ];
    for sentence in sentences {
        assert!(page.contains(sentence), "`{sentence}` is not in {page}");
    }
    assert!(!page.contains("This is closed."));
}

#[test]
fn structured_data_is_a_job_posting_for_volunteers() {
    let built = build(&network(FILES));
    let (_, rest) = built.page(PAGE).split_once("<script type=\"application/ld+json\">").expect("it has one");
    let (json, _) = rest.split_once("</script>").expect("it ends");
    let node: Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(node["@type"], "JobPosting");
    assert_eq!(node["employmentType"], "VOLUNTEER");
    assert_eq!(node["hiringOrganization"]["name"], "Quay choir");
    assert_eq!(node["validThrough"], "2027-01-01T00:00:00+00:00");
    assert_eq!(node["jobLocation"]["name"], "Harbour");
}

#[test]
fn after_its_last_day_it_leaves_all_lists_and_its_page_says_so() {
    let world = network(FILES);
    let last_day = build_at(&world, "2026-12-31T23:59:59Z".parse().expect("an instant"));
    assert!(pages_with_link(&last_day).contains(&"opportunities/index.html"));

    let files = FILES.replace("Water is heavy.", "Water is heavy for [the choir](../partners/choir.md).");
    let world = network(&files);
    let closed = build_at(&world, "2027-01-01T00:00:00Z".parse().expect("an instant"));
    assert_eq!(closed.report(), "");
    assert_eq!(pages_with_link(&closed), [] as [&str; 0]);
    let page = closed.page(PAGE);
    assert!(page.contains("This is closed.") && page.contains("It closed on"), "{page}");
    assert!(!page.contains("office@choir.example.org") && !page.contains("https://choir.example.org/join"), "{page}");
    assert!(closed.page("sitemap.xml").contains("/opportunities/jugs/"), "its address stays");
}

#[test]
fn the_site_changes_by_itself_when_it_closes() {
    // On its last day, the numbers of the front page begin to be of that day.
    for (now, next) in
        [("2026-11-22T12:00:00Z", "2026-12-31T00:00:00Z"), ("2026-12-31T12:00:00Z", "2027-01-01T00:00:00Z")]
    {
        let built = build_at(&network(FILES), now.parse().expect("an instant"));
        let publication = built.renderer.as_ref().expect("rendered").publication();
        assert_eq!(publication.next_change().expect("it closes").to_string(), next);
    }
}

#[test]
fn editors_are_told_when_it_closes() {
    let folder = Folder::new(FILES);
    let status = folder.run(&["status", "--on", "2026-12-28"]).expect_code(0);
    assert!(
        status.out.contains("Fill the jugs") && status.out.contains("closes and leaves the lists"),
        "{}",
        status.out
    );
}

#[test]
fn while_safety_is_raised_people_apply_to_the_network() {
    let files = FILES.replace("commitment:", "safety: raised\ncommitment:");
    let built = build(&network(&files));
    let page = built.page(PAGE);
    for secret in ["office@choir.example.org", "960199", "https://choir.example.org/join", "One Sunday in May"] {
        assert!(!page.contains(secret), "`{secret}` is in {page}");
    }
    assert!(page.contains("Contact us</a> to apply."), "{page}");
}

#[test]
fn somebody_without_a_record_can_be_the_organiser() {
    let files = FILES.replace("organiser: choir", "organiser: {name: Friends of the Quay}");
    let built = build(&network(&files));
    assert_eq!(built.report(), "");
    assert!(built.page(PAGE).contains("Friends of the Quay"));
}

#[test]
fn people_can_apply_until_a_day_before_the_work_begins() {
    let files = FILES.replace("from: 2026-11-01", "from: 2027-05-01");
    let built = build(&network(&files));
    assert_eq!(built.report(), "");
    assert!(built.page(PAGE).contains("1 May 2027"));
}

#[test]
fn those_that_close_first_come_first_in_lists() {
    let other = |slug: &str, fields: &str| {
        format!(
            "-- content/opportunities/{slug}.md --\n---\ntitle: About {slug}\norganiser: choir\n{fields}apply: {{text: Ask.}}\n---\n"
        )
    };
    let files = format!("{FILES}{}{}", other("always", ""), other("soon", "until: 2026-12-01\n"));
    let built = build(&network(&files));
    let list = built.page("opportunities/index.html");
    let place = |slug: &str| list.find(&format!("/opportunities/{slug}/\"")).expect("it is listed");
    assert!(place("soon") < place("jugs") && place("jugs") < place("always"));
}

#[test]
fn a_text_can_show_its_card() {
    let page = "-- content/help.md --\n---\ntitle: Help\n---\n::opportunity slug=\"jugs\"\n";
    let built = build(&network(&format!("{FILES}{page}")));
    assert_eq!(built.report(), "");
    assert!(built.page("help/index.html").contains("Fill the jugs"));
}

#[test]
fn its_commitment_has_the_words_of_the_language_everywhere() {
    let built = build(&network(FILES));
    assert!(built.page("opportunities/type/one-off/index.html").contains("Ways to take part: Once"));
}

#[test]
fn mistakes_are_faults() {
    let (before, after) = FILES.split_once("apply:\n").expect("it has the field");
    let (_, after) = after.split_once("---\n").expect("the front matter ends");
    let report = |fields: &str| build(&network(&format!("{before}{fields}---\n{after}"))).report();
    assert!(report("").contains("missing-field"), "{}", report(""));
    assert!(report("apply: {text: \"\"}\n").contains("`apply` names no way to apply"));
    let refused = report("apply: {url: \"javascript:alert(1)\"}\n");
    assert!(refused.contains("unsafe-url") && !refused.contains("names no way"), "{refused}");
    assert!(report("apply: {}\n").contains("`apply` names no way to apply"), "{}", report("apply: {}\n"));
    let files = FILES.replace("commitment: one-off", "commitment: once");
    assert!(build(&network(&files)).report().contains("invalid-value"));
}

#[test]
fn it_waits_for_an_organiser_that_is_not_published() {
    for (line, is_error) in [("draft: true\n", false), ("show_until: 2026-11-01\n", false), ("colour: red\n", true)] {
        let built = build(&network(&FILES.replace("title: Quay choir\n", &format!("title: Quay choir\n{line}"))));
        assert_eq!(pages_with_link(&built), [] as [&str; 0]);
        assert!(!built.files.contains_key(PAGE) && built.report().contains("error") == is_error, "{}", built.report());
        let told = "jugs.md:3:12: advice: its organiser `choir` is not published now, so neither is this";
        assert!(built.report().contains(told), "{}", built.report());
    }
    let scheduled = network(&FILES.replace("title: Quay choir\n", "title: Quay choir\npublish: 2026-12-01\n"));
    assert!(!build(&scheduled).files.contains_key(PAGE));
    let later = build_at(&scheduled, "2026-12-01T00:00:00Z".parse().expect("an instant"));
    assert!(later.files.contains_key(PAGE) && later.report().is_empty(), "{}", later.report());
}

#[test]
fn a_partner_with_a_record_is_not_only_named() {
    let report = build(&network(&FILES.replace("organiser: choir", "organiser: {name: quay Choir}"))).report();
    assert!(report.contains("jugs.md:3:19: advice: `quay Choir` has a record"), "{report}");
    assert!(report.contains("write `choir` instead") && report.lines().count() == 1, "{report}");
}

#[test]
fn an_unknown_organiser_can_be_a_name_in_words() {
    for (written, near) in [("choirs", "did you mean `choir`? "), ("the-reeds", "or add it there; ")] {
        let report = build(&network(&FILES.replace("organiser: choir", &format!("organiser: {written}")))).report();
        let help = format!("{near}somebody without a record is written `{{name: …}}`");
        assert!(report.contains(&help), "{report}");
    }
}
