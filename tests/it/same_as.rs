//! Two records of one thing: one page, to which the other leads, with the relations of both.

use super::network::{Built, build, network};

const FILES: &str = "\
-- content/places/harbour.md --
---
title: Harbour
level: town
---
By the water.
-- content/places/vale.md --
---
title: The Vale
level: district
---
Hills.
-- content/partners/choir.md --
---
title: Quay choir
type: group
serves: [harbour]
charity: \"1234567\"
---
We sing.
-- content/partners/quay-singers.md --
---
title: Quay singers
type: group
same_as: partner:choir
serves: [vale]
topics: [food]
charity: \"1234567\"
aliases: [/partners/singers/]
---
We are the [choir](choir.md). Words that nobody reads.
-- content/partners/quay-singers.cy.md --
---
title: Cantorion
---
Geiriau.
-- content/stories/song.md --
---
title: A song
date: 2026-10-01
type: news
by: quay-singers
---
By [the singers](../partners/quay-singers.md) and [again](/partners/quay-singers/).

::partner slug=\"quay-singers\"
-- content/events/concert.md --
---
title: Concert
start: 2026-12-24 18:00
duration: 1 hour
organisers: [quay-singers, choir]
---
Come.
";

const PAGE: &str = "partners/choir/index.html";

fn report(from: &str, to: &str) -> String {
    build(&network(&FILES.replace(from, to))).report()
}

fn everything(built: &Built) -> String {
    built.files.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
}

#[test]
fn the_other_addresses_lead_to_the_one_page() {
    let built = build(&network(FILES));
    assert_eq!(built.report(), "");
    for old in
        ["partners/quay-singers/index.html", "partners/singers/index.html", "cy/partners/quay-singers/index.html"]
    {
        let page = built.page(old);
        assert!(page.contains("url=/net/partners/choir/") || page.contains("href=\"/net/partners/choir/\""), "{page}");
    }
    assert!(!everything(&built).contains("Words that nobody reads") && !everything(&built).contains("Quay singers"));
    assert!(!built.page("sitemap.xml").contains("quay-singers"));
}

#[test]
fn the_page_has_the_relations_of_both() {
    let built = build(&network(FILES));
    let page = built.page(PAGE);
    for found in ["/net/stories/song/", "/net/events/concert/", "/net/places/harbour/", "/net/places/vale/"] {
        assert!(page.contains(found), "{found} is not in {page}");
    }
    for list in ["places/vale/index.html", "places/harbour/index.html", "topics/food/index.html"] {
        assert!(built.page(list).contains("/net/partners/choir/\""), "{list}");
    }
    let story = built.page("stories/song/index.html");
    assert!(story.contains("Quay choir</a>") && !story.contains("/quay-singers/"), "{story}");
    assert_eq!(built.page("events/concert/index.html").matches("Quay choir</a>").count(), 1);
}

#[test]
fn a_circle_a_chain_another_kind_and_nothing_are_errors() {
    let own = report("same_as: partner:choir", "same_as: partner:quay-singers");
    assert!(
        own.contains("quay-singers.md:4:10: error: `same_as` leads in a circle: quay-singers → quay-singers"),
        "{own}"
    );
    let circle = report("charity: \"1234567\"\n---\nWe sing", "same_as: partner:quay-singers\n---\nWe sing");
    assert!(circle.contains("choir.md:5:10: error: `same_as` leads in a circle: choir → quay-singers"), "{circle}");
    assert!(circle.contains("quay-singers.md:4:10: error: `same_as` leads in a circle"), "{circle}");
    let third = "-- content/partners/altos.md --\n---\ntitle: Altos\ntype: group\nserves: [vale]\nsame_as: partner:quay-singers\n---\n";
    let chain = build(&network(&format!("{FILES}{third}"))).report();
    assert!(
        chain.contains(
            "altos.md:5:10: error: `quay-singers` is itself the same as another record; write `partner:choir`"
        ),
        "{chain}"
    );
    let built = build(&network(&format!("{FILES}{third}")));
    assert!(!built.files.contains_key("partners/altos/index.html"), "a faulty `same_as` leads nowhere");
    let kind = report("same_as: partner:choir", "same_as: place:vale");
    assert!(kind.contains("`vale` is a place, but a partner belongs here"), "{kind}");
    assert!(report("same_as: partner:choir", "same_as: partner:chor").contains("did you mean `choir`?"));
}

#[test]
fn safety_that_one_of_the_two_raises_is_raised_for_the_page() {
    let files = FILES.replace("type: group\nsame_as", "type: group\nsafety: raised\nsame_as");
    let with_phone = |files: &str| {
        let contact = "serves: [harbour]\ncontacts: [{role: Desk, phone: 01632 960100}]";
        build(&network(&files.replace("serves: [harbour]", contact))).page(PAGE).contains("960100")
    };
    assert!(with_phone(FILES) && !with_phone(&files));
}

#[test]
fn what_the_text_that_is_not_shown_mentions_is_not_mentioned() {
    let files = FILES.replace("Words that nobody reads.", "Hear us [there](../events/concert.md).");
    let built = build(&network(&files.replace("We sing.", "We were [the singers](quay-singers.md).")));
    assert!(built.page(PAGE).contains("<a href=\"/net/partners/choir/\">the singers</a>"), "{}", built.page(PAGE));
    for page in [PAGE, "events/concert/index.html"] {
        assert!(!built.page(page).contains("Mentioned in"), "{}", built.page(page));
    }
}

#[test]
fn a_record_that_names_both_names_one() {
    let table = "-- content/campaigns/table.md --\n---\ntitle: One long table\nstart: 2026-09-01\npartners: [quay-singers, choir]\n---\nSit down.\n";
    let built = build(&network(&format!("{FILES}{table}")));
    let campaign = built.page("campaigns/table/index.html");
    assert_eq!(campaign.matches("Quay choir</a>").count(), 1, "{campaign}");
}

#[test]
fn what_can_be_one_is_that_of_the_record_that_is_shown() {
    let partner = |slug: &str, title: &str| {
        format!(
            "-- content/partners/{slug}.md --\n---\ntitle: {title}\ntype: organisation\nserves: [vale]\n---\nText.\n"
        )
    };
    let files = FILES.replace("type: group\nserves", "type: group\npart_of: hall\nserves");
    let files = files.replace("same_as: partner:choir\n", "same_as: partner:choir\npart_of: barn\n");
    let built = build(&network(&(files + &partner("hall", "The Hall") + &partner("barn", "The Barn"))));
    assert!(built.page("partners/hall/index.html").contains("/net/partners/choir/\""));
    assert!(!built.page("partners/barn/index.html").contains("/net/partners/choir/\""));
}

#[test]
fn a_record_that_is_shown_as_another_is_not_held_back() {
    let built = build(&network(FILES));
    let publication = built.renderer.as_ref().expect("rendered").publication();
    assert_eq!(commonground::agenda::list_unpublished(publication).len(), 0);
}

const TWIN: &str = "type: group\nsame_as: partner:choir";

/// All that is published when the record that is the same has other fields.
fn published_with(fields: &str) -> (Built, String) {
    let consent = "-- content/consents.yaml --\n- {id: c-0001, shown_as: Ann, for: [stories/tune], given: 2026-10-01, \
                   expires: 2029-11-01, scope: [web], withdrawn: 2026-11-01}\n";
    let tune = "-- content/stories/tune.md --\n---\ntitle: A tune\ndate: 2026-10-01\nsame_as: story:song\n\
                people: [{consent: c-0001}]\nplaces: [vale]\n---\nThe tune.\n";
    let files = FILES.replace(TWIN, &format!("{TWIN}\n{fields}")).replace("[quay-singers, choir]", "[choir]");
    let built = build(&network(&format!("{files}{tune}{consent}")));
    let text = everything(&built);
    (built, text)
}

#[test]
fn a_record_that_is_withheld_gives_nothing_to_the_one_that_it_is_the_same_as() {
    for (fields, why) in [
        ("draft: true", "a draft"),
        ("publish: 2027-06-01", "scheduled for 2027-06-01"),
        ("show_until: 2026-06-01", "ended 2026-06-01"),
        ("status: none", "held back by errors"),
    ] {
        let (built, text) = published_with(fields);
        assert!(!text.contains("quay-singers") && !text.contains("/partners/singers/"), "{why}");
        assert!(!built.files.keys().any(|path| path.contains("singers")), "{why}: {:?}", built.files.keys());
        let page = built.page(PAGE);
        assert!(!page.contains("/places/vale/") && !page.contains("/stories/song/"), "{why}: {page}");
        for list in ["places/vale/index.html", "topics/food/index.html"] {
            assert!(!built.page(list).contains("/partners/choir/"), "{why}: {list}");
        }
        assert!(!text.contains("stories/tune"), "{why}");
        assert!(!built.page("stories/song/index.html").contains("/places/vale/"), "{why}");
        let publication = built.renderer.as_ref().expect("rendered").publication();
        let zone = &publication.config().zone.time_zone;
        let listed: Vec<String> = publication
            .records_not_published()
            .map(|(id, _, state, _)| format!("{id}: {}", state.describe(zone)))
            .collect();
        assert_eq!(
            listed,
            ["story:tune: consent `c-0001` was withdrawn".to_owned(), format!("partner:quay-singers: {why}")]
        );
    }
}

#[test]
fn a_record_that_is_the_same_as_a_draft_is_listed_as_not_published() {
    let files = FILES.replace("title: Quay choir", "title: Quay choir\ndraft: true");
    let built = build(&network(&files));
    assert!(!built.files.keys().any(|path| path.contains("choir") || path.contains("singers")));
    let publication = built.renderer.as_ref().expect("rendered").publication();
    let listed: Vec<String> = publication.records_not_published().map(|(id, ..)| id.to_string()).collect();
    assert_eq!(listed, ["partner:choir", "partner:quay-singers"]);
}

#[test]
fn the_site_changes_when_the_record_that_is_the_same_is_withheld() {
    let next_change = |fields: &str| {
        let (built, _) = published_with(fields);
        built.renderer.as_ref().expect("rendered").publication().next_change().expect("a change").to_string()
    };
    assert_eq!(next_change("show_until: 2026-11-22 15:00"), "2026-11-22T15:00:00Z");
}
