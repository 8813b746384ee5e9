//! What pages show: one text with files in, pages out.

use super::network::{Built, SITE, build, network};

/// A partner with every kind of record that can refer to it, and a place within another.
const NETWORK: &str = "\
-- content/places/vale.md --
---
title: The Vale
level: district
---
All of it.
-- content/places/mill-end.md --
---
title: Mill End
level: neighbourhood
parent: vale
---
By the river.
-- content/partners/hub.md --
---
title: The Hub
type: infrastructure
serves: [mill-end]
topics: [welcome]
---
## Opening

At nine.
-- content/partners/choir.md --
---
title: The Choir
type: group
serves: [mill-end]
part_of: hub
member_of: [hub]
funders: [hub]
---
We sing.
-- content/events/supper.md --
---
title: Supper
start: 2027-01-10 18:30
organisers: [hub]
venue: choir
campaigns: [table]
---
Soup.
-- content/events/last-year.md --
---
title: Last year
start: 2026-01-10 18:30
end: 2026-01-10 20:00
organisers: [hub]
places: [mill-end]
---
Over.
-- content/stories/pan.md --
---
title: The pan
date: 2026-02-01
people: none
partners: [hub]
places: [mill-end]
topics: [food]
event: last-year
campaigns: [table]
aliases: [/old/pan/]
---
See [when it is open](../partners/hub.md#opening) and [the guide](../resources/guide.md).
-- content/campaigns/table.md --
---
title: The table
start: 2026-01-01
partners: [choir]
places: [vale]
toolkit: [guide]
---
Join.
-- content/resources/guide.md --
---
title: The guide
type: guide
licence: CC BY 4.0
publisher: hub
---
Read.
";

fn built() -> Built {
    let built = build(&network(NETWORK));
    assert_eq!(built.report(), "");
    built
}

/// The part of a page from one heading to the next.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, rest) =
        page.split_once(&format!(">{heading}</h2>")).unwrap_or_else(|| panic!("no heading `{heading}` in {page}"));
    rest.split("<h2").next().expect("a part")
}

fn links_to(text: &str, address: &str) -> bool {
    text.contains(&format!("href=\"/net{address}\""))
}

#[test]
fn a_partners_page_lists_the_records_that_refer_to_it() {
    let built = built();
    let hub = built.page("partners/hub/index.html");
    for (heading, address) in [
        ("Events they run", "/events/supper/"),
        ("Past events they ran", "/events/last-year/"),
        ("Stories", "/stories/pan/"),
        ("Resources", "/resources/guide/"),
        ("Part of it", "/partners/choir/"),
        ("Members", "/partners/choir/"),
        ("Partners they fund", "/partners/choir/"),
    ] {
        assert!(links_to(section(hub, heading), address), "{heading}: {}", section(hub, heading));
    }
    assert!(links_to(section(built.page("partners/choir/index.html"), "Events held here"), "/events/supper/"));
    assert!(!section(hub, "Events they run").contains("last-year"), "what has passed is not to come");
}

#[test]
fn a_partner_can_leave_out_events_of_others() {
    let files = NETWORK.replace("member_of: [hub]\n", "member_of: [hub]\nshow_events_by_others: false\n");
    let built = build(&network(&files));
    assert!(!built.page("partners/choir/index.html").contains("/events/supper/"));
}

#[test]
fn a_places_page_lists_everything_in_it_and_in_places_below_it() {
    let built = built();
    for place in ["mill-end", "vale"] {
        let page = built.page(&format!("places/{place}/index.html"));
        for address in ["/events/supper/", "/stories/pan/", "/partners/hub/", "/partners/choir/", "/events/last-year/"]
        {
            assert!(links_to(page, address), "{place} does not show {address}");
        }
    }
    let vale = built.page("places/vale/index.html");
    assert!(links_to(section(vale, "Places within it"), "/places/mill-end/") && links_to(vale, "/campaigns/table/"));
    let below = built.page("places/mill-end/index.html");
    assert!(links_to(below, "/places/vale/"), "the trail leads up");
    assert!(!links_to(below, "/campaigns/table/"), "what is in the district is not in each of its parts");
}

#[test]
fn topics_campaigns_resources_and_events_list_the_records_that_name_them() {
    let built = built();
    assert!(links_to(built.page("topics/food/index.html"), "/stories/pan/"));
    assert!(links_to(built.page("topics/welcome/index.html"), "/partners/hub/"));
    let campaign = built.page("campaigns/table/index.html");
    for address in ["/events/supper/", "/stories/pan/", "/partners/choir/", "/resources/guide/"] {
        assert!(links_to(campaign, address), "{address}");
    }
    let guide = built.page("resources/guide/index.html");
    assert!(links_to(section(guide, "Used in campaigns"), "/campaigns/table/"));
    assert!(links_to(section(guide, "Mentioned in"), "/stories/pan/"), "a link in Markdown is a relation");
    assert!(links_to(
        section(built.page("events/last-year/index.html"), "Stories that began with it"),
        "/stories/pan/"
    ));
}

#[test]
fn old_addresses_redirect_and_pages_link_to_their_list() {
    let built = built();
    let stub = built.page("old/pan/index.html");
    assert!(stub.contains("url=/net/stories/pan/") && stub.contains("noindex") && links_to(stub, "/stories/pan/"));
    assert!(built.page("events/past/index.html").contains("/events/last-year/"));
    assert!(!built.page("events/index.html").contains("/events/last-year/"));
    assert!(built.page("events/2027/01/index.html").contains("/events/supper/"));
    assert!(built.files.contains_key("404.html"));
    let sitemap = built.page("sitemap.xml");
    assert!(sitemap.contains("<loc>https://example.org/net/stories/pan/</loc><lastmod>2026-02-01</lastmod>"));
    assert!(!sitemap.contains("/old/pan/") && !sitemap.contains("404"));
}

#[test]
fn long_lists_are_divided_into_pages() {
    let mut files = String::new();
    for number in 1..=45 {
        files.push_str(&format!(
            "-- content/stories/s-{number}.md --\n---\ntitle: S {number}\ndate: 2026-01-01\npeople: none\n---\nText.\n"
        ));
    }
    let built = build(&network(&files));
    let pages =
        ["stories/index.html", "stories/page/2/index.html", "stories/page/3/index.html"].map(|path| built.page(path));
    let stories = |page: &str| page.matches("href=\"/net/stories/s-").count();
    assert_eq!(pages.map(stories), [20, 20, 5]);
    assert!(
        links_to(pages[0], "/stories/page/2/")
            && links_to(pages[1], "/stories/")
            && links_to(pages[1], "/stories/page/3/")
    );
    assert!(
        !built.files.contains_key("stories/page/1/index.html")
            && !built.files.contains_key("stories/page/4/index.html")
    );
}

/// `page/` in an address is also the beginning of the number of a list's page.
#[test]
fn lists_whose_own_address_ends_with_page_are_numbered_like_others() {
    let mut files = format!(
        "-- content/site.yaml --\n{}",
        SITE.replace("food: Food", "food: Food, page: Pages, homepage: Home pages")
    );
    for number in 1..=45 {
        files.push_str(&format!(
            "-- content/stories/s-{number}.md --\n---\ntitle: S {number}\ndate: 2026-01-01\npeople: none\ntopics: [page, homepage]\n---\nText.\n"
        ));
    }
    for number in 1..=81 {
        files.push_str(&format!(
            "-- content/resources/r-{number}.md --\n---\ntitle: R {number}\ntype: guide\nplaces: [page]\n---\nText.\n"
        ));
    }
    files.push_str("-- content/places/page.md --\n---\ntitle: Page, a village\nlevel: town\n---\n");
    let built = build(&network(&files));
    for (list, page_count) in [("topics/page/", 3), ("topics/homepage/", 3), ("places/page/", 2)] {
        let address = |number: usize| match number {
            1 => list.to_owned(),
            _ => format!("{list}page/{number}/"),
        };
        for number in 1..=page_count {
            let page = built.page(&format!("{}index.html", address(number)));
            let link = |rel: &str, href: String| page.contains(&format!("<link rel=\"{rel}\" href=\"{href}\">"));
            let is_linked = |rel: &str, number| link(rel, format!("/net/{}", address(number)));
            let canonical = format!("https://example.org/net/{}", address(number));
            assert!(link("canonical", canonical), "{list} {number}");
            assert!(number == 1 || is_linked("prev", number - 1), "{list} {number}");
            assert!(number == page_count || is_linked("next", number + 1), "{list} {number}");
            assert_eq!(page.contains("rel=\"prev\""), number > 1, "{list} {number}");
            assert_eq!(page.contains("rel=\"next\""), number < page_count, "{list} {number}");
        }
    }
}

#[test]
fn a_reference_to_a_withheld_record_is_not_an_error() {
    let files = NETWORK
        .replace("title: The guide\n", "title: The guide\npublish: 2027-06-01\n")
        .replace("Join.\n", "Join [with it](../resources/guide.md).\n\n::resource slug=\"guide\"\n");
    let built = build(&network(&files));
    assert!(!built.report().contains(": error: ") && !built.report().contains(": warning: "), "{}", built.report());
    assert_eq!(built.report().matches("[links-to-withheld]").count(), 4, "{}", built.report());
    assert!(!built.files.contains_key("resources/guide/index.html"));
    for (path, bytes) in &built.files {
        assert!(!String::from_utf8_lossy(bytes).contains("resources/guide"), "{path}");
    }
    assert!(built.page("campaigns/table/index.html").contains("<p>Join with it.</p>"), "the link is plain text");
}

#[test]
fn contacts_show_office_details_and_no_personal_ones() {
    let contacts = "contacts:\n  - {role: Office, name: Ada Invented, email: hello@example.org, phone: '01632 960001'}\n  \
        - {role: Chair, name: Bo Invented, email: bo@example.org, phone: '07700 900001'}\n  \
        - {role: Press, name: Cy Invented, email: cy@example.org, phone: '07700 900002', visibility: public}\n  \
        - {role: Secret, email: info@example.org, visibility: hidden}\n";
    let built = build(&network(&NETWORK.replace("topics: [welcome]\n", contacts)));
    let page = built.page("partners/hub/index.html");
    for shown in ["Office", "hello@example.org", "01632 960001", "Cy Invented", "cy@example.org", "07700 900002"] {
        assert!(page.contains(shown), "{shown}");
    }
    for hidden in ["Ada", "Bo Invented", "bo@example.org", "900001\"", "07700 900001", "Secret", "info@example.org"] {
        assert!(!page.contains(hidden), "{hidden}");
    }
}

#[test]
fn a_postal_address_is_shown_as_its_visibility_allows() {
    let page = |visibility: &str| {
        let address = format!("address: {{lines: [1 Mill Lane], town: Fenby, visibility: {visibility}}}\n");
        build(&network(&NETWORK.replace("topics: [welcome]\n", &address))).page("partners/hub/index.html").to_owned()
    };
    assert!(page("public").contains("1 Mill Lane"));
    for visibility in ["area", "on-request", "hidden"] {
        assert!(!page(visibility).contains("1 Mill Lane") && !page(visibility).contains("Fenby"), "{visibility}");
    }
    assert!(links_to(&page("area"), "/places/mill-end/"));
    assert!(page("on-request").contains("for the address") && !page("hidden").contains("for the address"));
}

#[test]
fn consent_is_checked_for_every_channel_and_every_use_of_a_picture() {
    let ledger = "-- content/consents.yaml --\n\
        - {id: c-1, shown_as: Grace, for: [stories/pan], given: 2026-01-01, expires: 2027-01-01, scope: [social]}\n\
        - {id: c-2, shown_as: Hope, for: [stories/one/face.png], given: 2026-01-01, expires: 2027-01-01, scope: [web], withdrawn: 2026-11-01}\n";
    let only_social = NETWORK.replace("people: none\n", "people: [{consent: c-1}]\n") + ledger;
    assert!(!build(&network(&only_social)).files.contains_key("stories/pan/index.html"), "not agreed for the web");
    let pictures = format!(
        "{ledger}-- content/stories/one/index.md --\n---\ntitle: One\ndate: 2026-01-01\npeople: none\nimages: {{face.png: {{alt: A face, people: [c-2]}}}}\n---\n![A face](face.png)\n\
         -- content/stories/two/index.md --\n---\ntitle: Two\ndate: 2026-01-01\npeople: none\n---\n![Another name for it](copy.png)\n"
    );
    let mut world = network(&pictures);
    for path in ["content/stories/one/face.png", "content/stories/two/copy.png"] {
        world.files.insert(path.to_owned(), b"\x89PNG the same bytes".to_vec());
    }
    let built = build(&world);
    assert!(built.files.contains_key("stories/two/index.html"), "{}", built.report());
    assert!(
        !built.page("stories/two/index.html").contains("<img")
            && !built.page("stories/one/index.html").contains("<img")
    );
    assert!(!built.files.keys().any(|path| path.ends_with(".png")), "{:?}", built.files.keys());
}

#[test]
fn drafts_are_shown_only_when_asked_for() {
    let world = network(&NETWORK.replace("title: The pan\n", "title: The pan\ndraft: true\n"));
    assert!(!build(&world).files.contains_key("stories/pan/index.html"));
    assert!(super::network::build_with(&world, true).files.contains_key("stories/pan/index.html"));
}

#[test]
fn translations_have_addresses_languages_and_directions_of_their_own() {
    let files = format!(
        "{NETWORK}-- content/stories/pan.cy.md --\n---\ntitle: Y badell\nslug: badell\n---\nGeiriau.\n-- content/stories/pan.ur.md --\n---\ntitle: پتیلا\n---\nالفاظ۔\n"
    );
    let built = build(&network(&files));
    assert_eq!(built.report(), "");
    let welsh = built.page("cy/stories/badell/index.html");
    assert!(
        welsh.contains("<html lang=\"cy\" dir=\"ltr\">") && welsh.contains("Y badell") && welsh.contains("Geiriau")
    );
    assert!(built.page("ur/stories/pan/index.html").contains("<html lang=\"ur\" dir=\"rtl\">"));
    let english = built.page("stories/pan/index.html");
    assert!(links_to(english, "/cy/stories/badell/") && english.contains("اردو"));
}

#[test]
fn a_themes_file_replaces_one_built_in_file() {
    let own = "-- themes/mine/templates/404.html --\nOurs: {{ site.title }}\n-- themes/mine/static/.hidden --\nx\n-- themes/mine/static/own.css --\np{}\n\
        -- themes/mine/components/blocks/poll.html --\n{% component poll(question: string, many: bool = false) %}<p class=\"poll\">{{ question }}{% if many %}!{% endif %}</p>{% endcomponent poll %}\n\
        -- content/ask.md --\n---\ntitle: Ask\n---\n::poll question=\"Tea & cake?\" many=true\n";
    let site = super::network::SITE.to_owned() + "theme: mine\n";
    let built = build(&network(&format!("{NETWORK}{own}-- content/site.yaml --\n{site}")));
    assert_eq!(built.report(), "");
    assert_eq!(built.page("404.html").trim(), "Ours: Test network");
    assert!(built.page("ask/index.html").contains("<p class=\"poll\">Tea &amp; cake?!</p>"));
    assert!(built.has_asset("style.css") && built.has_asset("own.css"));
    assert!(!built.files.contains_key("static/own.css"), "only at the address that changes with it");
    assert!(!built.files.keys().any(|path| path.contains("hidden")));
}

#[test]
fn a_template_gets_its_view_and_nothing_else() {
    let site = super::network::SITE.to_owned() + "theme: mine\n";
    for (template, wrong) in [
        ("{{ page.notes }}", "notes"),
        ("{{ record }}", "record"),
        ("{{ site.title | safe }}", "safe"),
        ("{{ page.details.contacts_all }}", "contacts_all"),
    ] {
        let own = format!("-- themes/mine/templates/partner.html --\n{template}\n-- content/site.yaml --\n{site}");
        let built = build(&network(&format!("{NETWORK}{own}")));
        assert!(
            built.report().contains("themes/mine/templates/partner.html:1:")
                && built.report().contains("[template-error]"),
            "{wrong}: {}",
            built.report()
        );
        let fault = built.faults.iter().find(|fault| fault.code.as_str() == "template-error").expect("one");
        assert!(
            fault.notes.iter().any(|note| note.message.contains("partner:")),
            "it names the record: {:?}",
            fault.notes
        );
    }
}

#[test]
fn an_unreadable_safety_level_counts_as_raised() {
    let address = "address: {lines: [1 Mill Lane], town: Fenby}\n";
    let shows = |site: &str, place: &str| {
        let files = NETWORK
            .replace("topics: [welcome]\n", address)
            .replace("title: Mill End\n", &format!("title: Mill End\n{place}"));
        let built = build(&network(&format!("{files}-- content/site.yaml --\n{}{site}", super::network::SITE)));
        built.page("partners/hub/index.html").contains("1 Mill Lane")
    };
    assert!(shows("", ""));
    for site in [
        "safety: raised\n",
        "safety: [\n",
        "saftey: {level: raised}\n",
        "Safety: raised\n",
        "safety:\n",
        "safety: yes please\n",
    ] {
        assert!(!shows(site, ""), "{site}");
    }
    for place in ["safety: raised\n", "safety: {level: raised\n", "saftey: raised\n", "safety:\n"] {
        assert!(!shows("", place), "{place}");
    }
}

#[test]
fn raised_safety_hides_place_and_phone_numbers() {
    let event = "venue: choir\nhosts: [choir]\nsafety: raised\ncontact: {name: Ada Invented, phone: '01632 960001', email: ada@example.org}\n\
        booking: {phone: '01632 960002', email: bo@example.org, capacity: 4137, closes: 2027-01-05}\n\
        access_note: Ramp in Mill Lane\nspeakers: [{name: Cy Madeup, link: 'https://cy.example.org/'}]\n";
    let built = build(&network(&NETWORK.replace("venue: choir\n", event)));
    let page = built.page("events/supper/index.html");
    for hidden in [
        "The Choir",
        "Ada",
        "960001",
        "960002",
        "ada@",
        "bo@",
        "10 January",
        "5 January",
        "4137",
        "Mill Lane",
        "Cy Madeup",
        "cy.example",
    ] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }
    assert!(!built.page("partners/choir/index.html").contains("/events/supper/"));
}

#[test]
fn files_of_unpublished_records_are_not_published() {
    let files = NETWORK
        .replace("title: The guide\n", "title: The guide\npublish: 9999-12-31\nfiles: [{file: guide.pdf}]\n")
        + "-- content/resources/guide.pdf --\n%PDF /Pages startxref\n\
           -- content/incidents/bad.md --\n---\ntitle: Bad day\nplaces: [vale]\nbanner: {en: B}\nuntil: 2027-01-01\n---\n[what to say](say.txt)\n\
           -- content/incidents/say.txt --\nWords.\n";
    let built = build(&network(&files));
    assert!(
        !built.files.keys().any(|path| path.contains("guide") || path.ends_with("say.txt")),
        "{:?}",
        built.files.keys()
    );
}
