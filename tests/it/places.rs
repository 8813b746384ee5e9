//! Places: their codes.

use super::network::{Built, SITE, build, network};

const FILES: &str = "\
-- content/places/vale.md --
---
title: The Vale
level: district
codes: [E07000150, E07000002]
---
Hills.
-- content/places/harbour.md --
---
title: Harbour
level: town
parent: E07000002
codes: [E04000001]
---
By the water.
-- content/partners/choir.md --
---
title: Quay choir
type: group
serves: [E07000150, harbour]
places: [E04000001]
related: [\"place:E07000002\"]
---
We sing.
-- content/about.md --
---
title: About
---
::place slug=\"E07000002\"
";

fn build_in(country: &str, files: &str) -> Built {
    let mut world = network(files);
    let site = format!("{SITE}country: {country}\n");
    world.files.insert("content/site.yaml".to_owned(), site.into_bytes());
    build(&world)
}

#[test]
fn a_place_can_be_named_by_its_code_old_or_new() {
    let built = build_in("GB", FILES);
    assert_eq!(built.report(), "");
    assert!(built.page("places/harbour/index.html").contains("/net/places/vale/\">The Vale</a>"));
    assert!(built.page("places/vale/index.html").contains("/net/partners/choir/"), "it is below the district");
    let partner = built.page("partners/choir/index.html");
    assert!(partner.contains("/net/places/harbour/") && partner.contains("/net/places/vale/"), "{partner}");
    assert!(built.page("partners/place/harbour/index.html").contains("Quay choir"));
    assert!(built.page("about/index.html").contains("The Vale"));
}

#[test]
fn a_code_has_a_form_of_the_networks_country() {
    let report = |country: &str, code: &str| {
        build_in(
            country,
            &FILES.replace("[E07000150, E07000002]", &format!("[{code}, E07000002]")).replace("E07000150", "vale"),
        )
        .report()
    };
    for code in ["E05009317", "W06000015", "S12000036", "N09000003", "GB-ENG"] {
        assert_eq!(report("GB", code), "", "{code}");
    }
    for code in ["E0500931", "E050093171", "X05009317", "05009317", "WARD12", "Town"] {
        let found = report("GB", code);
        let error = format!(
            "vale.md:4:9: error: no place has a code like `{code}`; write it as the statistics office does: `E05009317`"
        );
        assert!(found.contains(&error), "{found}");
    }
    assert!(report("GB", "e05009317").contains("did you mean `E05009317`?"));
    let in_country = |country: &str, code: &str| {
        let files = format!("-- content/places/a.md --\n---\ntitle: A\nlevel: town\ncodes: {code}\n---\n");
        build_in(country, &files).report()
    };
    for (country, code) in
        [("FR", "75056"), ("FR", "2A004"), ("NL", "GM0363"), ("DE", "09162000"), ("PL", "1465011"), ("IE", "IE-D")]
    {
        assert_eq!(in_country(country, code), "", "{country} {code}");
    }
    for (country, code) in [("FR", "E05009317"), ("NL", "0363"), ("PL", "14650"), ("IE", "Dublin")] {
        assert!(in_country(country, code).contains("no place has a code like"), "{country} {code}");
    }
}

#[test]
fn two_places_with_one_code_are_an_error() {
    let report = build_in("GB", &FILES.replace("codes: [E04000001]", "codes: [E04000001, E07000002]")).report();
    assert!(report.contains("vale.md:4:20: error: `harbour` has the same code; correct one of the two"), "{report}");
}

#[test]
fn a_code_that_one_place_has_twice_is_advice() {
    let report = build_in("GB", &FILES.replace("codes: [E04000001]", "codes: [E04000001, E04000001]")).report();
    let advice =
        "harbour.md:5:20: advice: this place has the code `E04000001` already; remove one of the two [needless-field]";
    assert!(report.contains(advice), "{report}");
}

#[test]
fn a_code_in_small_letters_is_recognised_where_a_place_is_named() {
    let report = build_in("GB", &FILES.replace("places: [E04000001]", "places: [e04000001]")).report();
    assert!(report.contains("there is no place `e04000001`; did you mean `E04000001`?"), "{report}");
}

#[test]
fn a_waiver_for_either_of_two_places_with_one_code_accepts_both() {
    let copy = "-- content/places/a-copy.md --\n---\ntitle: A copy\nlevel: town\ncodes: [E04000001]\n---\n";
    for file in ["places/a-copy.md", "places/harbour.md"] {
        let mut world = network(&format!("{FILES}{copy}"));
        let waiver =
            format!("{{code: same-number, file: {file}, until: 2027-01-31, reason: The council has not said.}}");
        let site = format!("{SITE}country: GB\nwaivers:\n  - {waiver}\n");
        world.files.insert("content/site.yaml".to_owned(), site.into_bytes());
        let built = build(&world);
        assert_eq!(built.report(), "", "{file}");
        assert!(
            built.files.contains_key("places/harbour/index.html")
                && built.files.contains_key("places/a-copy/index.html")
        );
    }
}

#[test]
fn a_slug_comes_before_the_code_of_another_place() {
    let place = |slug: &str, title: &str, codes: &str| {
        format!("-- content/places/{slug}.md --\n---\ntitle: {title}\nlevel: town\n{codes}---\n")
    };
    let partner = "-- content/partners/choir.md --\n---\ntitle: Choir\ntype: group\nserves: ['75056']\n---\n";
    let files = place("75056", "By slug", "") + &place("paris", "By code", "codes: ['75056']\n") + partner;
    let page = build_in("FR", &files).page("partners/choir/index.html").to_owned();
    assert!(page.contains("By slug") && !page.contains("By code"), "{page}");
}

#[test]
fn no_page_of_a_large_place_is_heavy_and_nothing_is_left_out() {
    let summary = "Neighbours who cook, mend, plant, read and sing together, and who welcome everybody. ".repeat(2);
    let partner = |number: usize| {
        let fields = format!(
            "title: The group number {number} of the town\nsummary: {summary}\ntype: group\nserves: [vale]\nplaces: [vale]"
        );
        format!("-- content/partners/group-{number}.md --\n---\n{fields}\n---\nWe meet on Mondays.\n")
    };
    let partners: String = (0..205).map(partner).collect();
    let place = "-- content/places/vale.md --\n---\ntitle: The Vale\nlevel: district\n---\nHills.\n";
    let built = build(&network(&format!("{place}{partners}")));
    assert_eq!(built.report(), "");
    let pages: Vec<&String> =
        built.files.keys().filter(|path| path.starts_with("places/vale/") && path.ends_with("index.html")).collect();
    let pages: Vec<&str> =
        pages.into_iter().filter(|path| !path.contains("subscribe")).map(|path| built.page(path)).collect();
    assert_eq!(pages.len(), 3);
    for page in &pages {
        assert!(page.len() < 100_000, "{} bytes", page.len());
    }
    for number in 0..205 {
        let link = format!("href=\"/net/partners/group-{number}/\"");
        assert_eq!(pages.iter().filter(|page| page.contains(&link)).count(), 1, "{number}");
    }
    for (page, next) in [(0, "page/2/"), (1, "page/3/")] {
        assert!(pages[page].contains(&format!("rel=\"next\" href=\"/net/places/vale/{next}\"")), "{page}");
    }
}
