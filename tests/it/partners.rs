//! Partners: those that have closed, their dates and numbers, and what their pages say of other records.

use super::network::{Built, build, network};
use super::properties::build_at;

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
status: member
joined: 2020-01-01
serves: [harbour]
places: [harbour]
topics: [food]
languages: [pl]
address: {lines: [3 Quay Street], town: Harbour}
checked: {date: 2026-10-01}
---
We sing.
-- content/partners/band.md --
---
title: Quay band
type: organisation
serves: [harbour]
member_of: [choir]
---
We play.
-- content/campaigns/table.md --
---
title: One long table
start: 2026-09-01
partners: [choir, band]
---
Sit down.
-- content/stories/song.md --
---
title: A song
date: 2026-10-01
by: choir
people: none
---
La.
-- content/events/concert.md --
---
title: Concert
start: 2026-12-24 18:00
duration: 1 hour
organisers: [choir]
co_organisers: [band]
places: [harbour]
---
Come.
-- content/about.md --
---
title: About
---
::partner slug=\"choir\"
";

fn with_status(status: &str) -> Built {
    build(&network(&FILES.replace("status: member", &format!("status: {status}"))))
}

/// Whether a page has a link to the choir.
fn links_to_choir(built: &Built, page: &str) -> bool {
    built.files.get(page).is_some_and(|bytes| String::from_utf8_lossy(bytes).contains("/partners/choir/\""))
}

#[test]
fn a_partner_that_has_closed_or_rests_leaves_the_lists_and_keeps_its_page() {
    let lists = [
        "partners/index.html",
        "partners/type/group/index.html",
        "partners/place/harbour/index.html",
        "partners/topic/food/index.html",
        "partners/language/pl/index.html",
        "places/harbour/index.html",
        "topics/food/index.html",
    ];
    let member = with_status("member");
    lists.iter().for_each(|list| assert!(links_to_choir(&member, list), "{list}"));
    for status in ["closed", "inactive"] {
        let ended = with_status(status);
        lists.iter().for_each(|list| assert!(!links_to_choir(&ended, list), "{status}: {list}"));
        let page = ended.page("partners/choir/index.html");
        let banner = if status == "closed" { "has closed." } else { "is not active" };
        assert!(page.contains("3 Quay Street") && page.contains("A song") && page.contains(banner), "{page}");
    }
}

#[test]
fn wherever_a_closed_partner_is_named_the_page_says_so() {
    let closed = with_status("closed");
    for page in ["stories/song/index.html", "events/concert/index.html", "partners/band/index.html"] {
        assert!(closed.page(page).contains("Quay choir</a> (closed)"), "{page}: {}", closed.page(page));
    }
    for page in ["campaigns/table/index.html", "about/index.html"] {
        let card = "<strong class=\"status\">Closed</strong>";
        assert!(links_to_choir(&closed, page) && closed.page(page).contains(card), "{page}: {}", closed.page(page));
    }
    assert!(with_status("inactive").page("stories/song/index.html").contains("Quay choir</a> (not active"));
    assert!(!with_status("member").page("stories/song/index.html").contains("Quay choir</a> ("));
}

#[test]
fn an_event_to_come_of_a_closed_partner_is_a_warning() {
    assert_eq!(with_status("inactive").report(), "");
    let by = with_status("closed").report();
    assert!(by.contains("concert.md:5:13: warning: `choir` has closed") && by.lines().count() == 1, "{by}");
    let files = FILES.replace("status: member", "status: closed");
    let at = build(&network(&files.replace("organisers: [choir]\nco_", "venue: choir\n"))).report();
    assert!(at.contains("concert.md:5:8: warning: `choir` has closed"), "{at}");
    let over = build_at(&network(&files), "2026-12-25T12:00:00Z".parse().expect("an instant"));
    assert_eq!(over.report(), "");
    let cancelled =
        files.replace("start: 2026-12-24", "status: cancelled\nstatus_since: 2026-11-01\nstart: 2026-12-24");
    assert_eq!(build(&network(&cancelled)).report(), "");
}

#[test]
fn days_to_come_read_as_such_until_they_come() {
    let files = FILES.replace("joined: 2020-01-01", "joined: 2026-12-01\nleft: 2026-12-31");
    let world = network(&files);
    let before = build(&world);
    let page = before.page("partners/choir/index.html");
    assert!(page.contains("<dt>Joins</dt>") && page.contains("It will leave the network on"), "{page}");
    assert!(page.contains("<span>Member</span>"), "{page}");
    let next = before.renderer.as_ref().expect("rendered").publication().next_change();
    assert!(next.is_some_and(|next| next.to_string().as_str() <= "2026-12-01T00:00:00Z"), "{next:?}");
    let after = build_at(&world, "2027-01-01T12:00:00Z".parse().expect("an instant"));
    let page = after.page("partners/choir/index.html");
    assert!(page.contains("<dt>Joined</dt>") && page.contains("It left the network on"), "{page}");
    assert!(!page.contains("<span>Member</span>"), "{page}");
}

#[test]
fn facts_cannot_have_been_checked_on_a_day_to_come() {
    let world = network(&FILES.replace("date: 2026-10-01}", "date: 2026-11-23}"));
    let early = build(&world);
    let report = early.report();
    assert!(
        report.contains("choir.md:11:17: error: this says that the facts were checked on 23 November 2026"),
        "{report}"
    );
    assert!(report.contains("[invalid-date]") && !early.files.contains_key("partners/choir/index.html"), "{report}");
    let on_the_day = build_at(&world, "2026-11-23T00:00:00Z".parse().expect("an instant"));
    assert_eq!(on_the_day.report(), "");
    assert!(on_the_day.files.contains_key("partners/choir/index.html"));

    let files = FILES.replace("title: Concert\n", "title: Concert\naccess: [lift]\naccess_checked: 2027-01-01\n");
    assert!(build(&network(&files)).report().contains("concert.md:4:17: error:"));
}

#[test]
fn two_partners_with_one_number_are_an_error_that_a_waiver_accepts() {
    let files = FILES.replace("type: group", "type: group\ncharity: \"1234567\"");
    let files = files.replace("type: organisation", "type: organisation\ncharity: \"1234567\"");
    let built = build(&network(&files));
    assert!(built.report().contains("choir.md:4:10: error: `band` has the same charity number"), "{}", built.report());
    assert!(
        !built.files.contains_key("partners/choir/index.html") && built.files.contains_key("partners/band/index.html")
    );

    let with_waiver = |until: &str| {
        let waiver = format!(
            "waivers: [{{code: same-number, file: partners/choir.md, reason: Both are right., until: {until}}}]"
        );
        let mut world = network(&files);
        world.files.get_mut("content/site.yaml").expect("it is there").extend(waiver.into_bytes());
        build(&world)
    };
    let accepted = with_waiver("2027-01-01");
    assert_eq!(accepted.report(), "");
    assert!(accepted.files.contains_key("partners/choir/index.html"));
    let passed = with_waiver("2026-11-01");
    assert!(passed.report().contains("advice: `band` has the same") && passed.report().contains("waiver-passed"));
    assert!(passed.files.contains_key("partners/choir/index.html"));
}

#[test]
fn a_persons_own_mailbox_that_is_public_is_a_warning() {
    let report = |contact: &str| {
        build(&network(&FILES.replace("type: group", &format!("type: group\ncontacts: [{{role: Office, {contact}}}]"))))
            .report()
    };
    for mailbox in ["jo.smith@example.org", "pat1962@example.com"] {
        let warning = report(&format!("email: {mailbox}, visibility: public"));
        assert!(warning.contains("[personal-mailbox]") && !warning.contains(mailbox), "{warning}");
        for kept in [", visibility: on-request", ", visibility: hidden"] {
            assert_eq!(report(&format!("email: {mailbox}{kept}")), "");
        }
    }
    for mailbox in ["info", "Office", "quaychoir", "quay.choir", "qc", "choir"] {
        assert_eq!(report(&format!("email: {mailbox}@example.org, visibility: public")), "", "{mailbox}");
    }
}

#[test]
fn a_language_that_does_not_exist_is_an_error_with_its_tag() {
    let report = |from: &str, to: &str| build(&network(&FILES.replace(from, to))).report();
    let in_partner = |language: &str| report("languages: [pl]", &format!("languages: [en, {language}]"));
    for (written, meant) in
        [("Englsh", "en"), ("Welsh", "cy"), ("polish", "pl"), ("Urdo", "ur"), ("EN", "en"), ("eng", "en")]
    {
        let error = format!("choir.md:9:17: error: there is no language tag `{written}`; did you mean `{meant}`?");
        assert!(in_partner(written).contains(&error), "{}", in_partner(written));
    }
    assert!(in_partner("xx").contains("there is no language tag `xx`; write the language's tag, such as"));
    for known in ["cy", "syl", "bfi", "zh-Hant", "en-GB"] {
        assert_eq!(in_partner(known), "", "{known}");
    }
    let in_event = report("places: [harbour]\n---\nCome", "places: [harbour]\nlanguages: {spoken: [Welsh]}\n---\nCome");
    assert!(in_event.contains("concert.md:8:22: error: there is no language tag `Welsh`"), "{in_event}");
    let in_story = report("by: choir", "by: choir\nlanguage: xx");
    assert!(in_story.contains("song.md:5:11: error"), "{in_story}");
    let in_place = report("level: town", "level: town\nnames: {cy: Harbwr, Urdu: Bandargah}");
    assert!(
        in_place.contains("harbour.md:4:21: error: there is no language tag `Urdu`; did you mean `ur`?"),
        "{in_place}"
    );
}

const CONSENTS: &str = "\
-- content/consents.yaml --
- id: c-0001
  shown_as: Ada of the altos
  for: [partners/choir]
  given: 2026-01-01
  expires: 2026-12-31
  scope: [web]
";

#[test]
fn people_are_shown_where_they_or_a_consent_say_so() {
    let people = "people:\n  - {role: Chair, consent: c-0001}\n  - {role: Treasurer, name: Bo Hidden, visibility: hidden}\n  - {role: Caretaker, name: Cy Public, visibility: public}\n  - {role: Trustee, name: Di Askme, visibility: on-request}\n";
    let files = FILES.replace("member_of: [choir]\n", "").replace("status: member\n", people) + CONSENTS;
    let world = network(&files);
    let built = build(&world);
    assert_eq!(built.report(), "");
    let page = built.page("partners/choir/index.html");
    for shown in [
        "Chair: Ada of the altos",
        "Caretaker: Cy Public",
        "Trustee: <a href=\"mailto:hello@example.org\">Contact us</a>",
    ] {
        assert!(page.contains(shown), "`{shown}` is not in {page}");
    }
    assert!(page.contains("{\"@type\":\"Person\",\"jobTitle\":\"Chair\",\"name\":\"Ada of the altos\"}"), "{page}");
    let everything = |built: &Built| {
        built.files.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect::<String>()
    };
    assert!(!everything(&built).contains("Bo Hidden") && !everything(&built).contains("Di Askme"));

    let next = built.renderer.as_ref().expect("rendered").publication().next_change();
    assert!(next.is_some_and(|next| next.to_string().as_str() <= "2027-01-01T00:00:00Z"), "{next:?}");
    let expired = build_at(&world, "2027-01-01T00:00:00Z".parse().expect("an instant"));
    assert!(expired.page("partners/choir/index.html").contains("Cy Public"));
    assert!(!everything(&expired).contains("Ada of the altos"));
    let raised = build(&network(&files.replace("title: Quay choir\n", "title: Quay choir\nsafety: raised\n")));
    assert!(!everything(&raised).contains("Ada of the altos") && !everything(&raised).contains("Cy Public"));
}

#[test]
fn people_need_a_consent_that_covers_the_partner_or_a_name() {
    let report = |person: &str| {
        let files = FILES.replace("status: member\n", &format!("people: [{{role: Chair, {person}}}]\n"));
        build(&network(&(files + CONSENTS).replace("partners/choir]", "partners/band]"))).report()
    };
    assert!(report("consent: c-0001").contains("error: consent `c-0001` does not cover `partners/choir`"));
    assert!(report("consent: c-0009").contains("error: there is no consent `c-0009`"));
    assert!(report("visibility: public").contains("advice: a post without a name or a consent is not shown"));
    assert!(report("name: Ada, consent: c-0001").contains("advice: the consent says what this person is called"));
}

#[test]
fn a_partners_page_lists_what_it_looks_after_and_funds() {
    let files = FILES.replace("level: town\n", "level: town\nlooked_after_by: choir\nfunders: [choir]\n");
    let files = files.replace("title: About\n", "title: About\nlooked_after_by: choir\nfunders: [choir]\n");
    let built = build(&network(&files));
    let page = built.page("partners/choir/index.html");
    let section = |heading: &str| {
        let (_, rest) =
            page.split_once(&format!("<h2>{heading}</h2>")).unwrap_or_else(|| panic!("no {heading} in {page}"));
        rest.split_once("</section>").expect("it ends").0
    };
    let looks_after = section("What they look after");
    assert!(looks_after.contains("/places/harbour/") && looks_after.contains("/about/"), "{looks_after}");
    assert!(section("Places they fund").contains("/places/harbour/"));
    assert!(section("Pages they fund").contains("/about/"));
}

#[test]
fn a_language_with_a_region_or_a_script_is_shown_and_chosen_by_its_name() {
    let files = FILES.replace("languages: [pl]", "languages: [en-GB, zh-Hant, bsl, bfi, en]");
    let built = build(&network(&files));
    let page = built.page("partners/choir/index.html");
    assert!(page.contains("English, Chinese, British Sign Language<"), "{page}");
    for language in ["en", "zh", "bfi"] {
        assert!(built.files.contains_key(&format!("partners/language/{language}/index.html")), "{language}");
    }
    assert!(!built.files.contains_key("partners/language/bsl/index.html"));
}

#[test]
fn a_partners_page_lists_what_it_funds_of_every_kind() {
    let others = "\
-- content/resources/guide.md --
---
title: A guide
type: guide
licence: MIT
---
Read.
-- content/opportunities/jugs.md --
---
title: Fill the jugs
organiser: band
commitment: one-off
places: [harbour]
updated: 2026-11-02
apply: {text: Tell us.}
---
Water.
";
    let funded = [
        ("Concert", "Events they fund", "/events/concert/"),
        ("A song", "Stories they fund", "/stories/song/"),
        ("One long table", "Campaigns they fund", "/campaigns/table/"),
        ("Quay band", "Partners they fund", "/partners/band/"),
        ("A guide", "Resources they fund", "/resources/guide/"),
        ("Fill the jugs", "Ways to take part that they fund", "/opportunities/jugs/"),
    ];
    let files = funded.iter().fold(format!("{FILES}{others}"), |files, (title, ..)| {
        files.replace(&format!("title: {title}\n"), &format!("title: {title}\nfunders: [choir]\n"))
    });
    let built = build(&network(&files));
    let page = built.page("partners/choir/index.html");
    for (_, heading, address) in funded {
        let section =
            page.split_once(&format!("<h2>{heading}</h2>")).and_then(|(_, rest)| rest.split_once("</section>"));
        assert!(section.is_some_and(|(section, _)| section.contains(address)), "no {address} in `{heading}` of {page}");
    }
}

#[test]
fn editors_are_told_which_partner_and_event_need_a_consent_that_ends() {
    let consent = CONSENTS.replace("[partners/choir]", "[partners/choir, events/concert]");
    let files = FILES.replace("status: member\n", "people: [{role: Chair, consent: c-0001}]\n") + &consent;
    let files =
        files.replace("organisers: [choir]\n", "organisers: [choir]\nspeakers: [{name: Ada, consent: c-0001}]\n");
    let mut world = network(&files);
    world.now = "2026-12-10T12:00:00Z".parse().expect("an instant");
    let built = build(&world);
    let agenda =
        commonground::agenda::Agenda::from_publication(built.renderer.as_ref().expect("rendered").publication());
    let due = agenda.consents.first().expect("a consent");
    let records: Vec<&str> = due.records.iter().map(|used| used.record.id.as_str()).collect();
    assert_eq!((due.id.as_str(), records), ("c-0001", vec!["partner:choir", "event:concert"]));
}
