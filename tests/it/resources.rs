//! Resources: what lists can be narrowed down by, versions, web versions, videos, and files that nobody could open.

use super::network::{Built, build, network};

const FILES: &str = "\
-- content/partners/choir.md --
---
title: Quay choir
type: group
address: {town: Fenby}
---
We sing.
-- content/resources/heard-2025.md --
---
title: What we heard, 2025
type: report
date: 2025-10-20
licence: CC BY 4.0
topics: [food]
---
The first.
-- content/resources/heard-2026.md --
---
title: What we heard, 2026
type: report
date: 2026-10-20
publisher: choir
authors: [Bo Ek, 'The cooks & bakers']
licence: CC BY 4.0
audience: Anyone with eight chairs
supersedes: heard-2025
topics: [food]
files: [{file: heard.pdf, label: The report as a PDF, language: en}]
web_version: ../reports/heard.md
---
The second.
-- content/resources/heard.pdf --
%PDF-1.4 <</Type/Pages/Count 24/Kids[]>>
-- content/reports/heard.md --
---
title: What we heard, to read
---
All of it.
-- content/resources/tea.md --
---
title: Six cups of tea
type: video
date: 2026-02-02
licence: CC BY-NC 4.0
files:
  - {file: tea.mp4, label: The film}
  - {file: tea.vtt, label: Captions, language: en, format: captions}
  - {file: tea.cy.vtt, label: Capsiynau, language: cy, format: captions}
---
Hands.
-- content/resources/tea.mp4 --
film
-- content/resources/tea.vtt --
WEBVTT

00:00:03.000 --> 00:00:07.500
You warm the pot.
I know <i>why</i>.
-- content/resources/tea.cy.vtt --
WEBVTT

00:00:03.000 --> 00:00:07.500
Rhaid cynhesu'r tebot.
";

fn built() -> Built {
    let built = build(&network(FILES));
    assert_eq!(built.report(), "");
    built
}

#[test]
fn the_library_can_be_narrowed_down_by_year_audience_author_publisher_and_licence() {
    let built = built();
    let list = built.page("resources/index.html");
    for (facet, address, label) in [
        ("year", "year/2026", "2026"),
        ("audience", "audience/anyone-with-eight-chairs", "Anyone with eight chairs"),
        ("author", "author/the-cooks-bakers", "The cooks &amp; bakers"),
        ("publisher", "publisher/choir", "Quay choir"),
        ("licence", "licence/cc-by-4-0", "CC BY 4.0"),
    ] {
        assert!(list.contains(&format!("<details data-facet=\"{facet}\"")), "{facet}: {list}");
        assert!(
            list.contains(&format!("href=\"/net/resources/{address}/\"")) && list.contains(label),
            "{label}: {list}"
        );
        let page = built.page(&format!("resources/{address}/index.html"));
        assert!(page.contains(&format!("<h1>Resources: {label}</h1>")), "{label}: {page}");
        assert!(page.contains("What we heard, 2026"), "{page}");
    }
    assert!(!built.page("resources/year/2025/index.html").contains("What we heard, 2026"));
    let year = |year: &str| list.find(&format!("/resources/year/{year}/")).expect("a year");
    assert!(year("2026") < year("2025"), "the newest year first");
    let choices = built.page("resources/choices.json");
    for value in ["year:2026", "author:bo-ek", "licence:cc-by-nc-4-0", "publisher:choir"] {
        assert!(choices.contains(value), "{value}: {choices}");
    }
}

#[test]
fn a_publisher_that_is_not_published_has_no_list() {
    let files = FILES.replace("title: Quay choir\n", "title: Quay choir\ndraft: true\n");
    let built = build(&network(&files));
    assert!(!built.files.keys().any(|path| path.contains("publisher")));
    assert!(!built.page("resources/index.html").contains("choir"));
}

#[test]
fn a_text_that_is_too_long_for_an_address_has_no_list() {
    let long = "word ".repeat(60);
    let built = build(&network(&FILES.replace("Anyone with eight chairs", long.trim())));
    assert_eq!(built.report(), "");
    assert!(!built.files.keys().any(|path| path.contains("/audience/")));
}

#[test]
fn an_old_version_says_so_and_leaves_the_feeds() {
    let built = built();
    let banner = "<p class=\"banner\"><strong>Replaced by a newer version</strong>";
    let newest = "Replaced by a newer version</strong> <a href=\"/net/resources/heard-2026/\">What we heard, 2026</a>";
    assert!(built.page("resources/heard-2025/index.html").contains(newest));
    assert!(!built.page("resources/heard-2026/index.html").contains(banner));
    assert_eq!(built.page("resources/index.html").matches("Replaced by a newer version").count(), 1);
    for feed in ["feed.xml", "feed.json", "topics/food/feed.xml"] {
        let feed = built.page(feed);
        assert!(feed.contains("heard-2026") && !feed.contains("heard-2025"), "{feed}");
    }
    let third = "-- content/resources/heard-2027.md --\n---\ntitle: What we heard, 2027\ntype: report\ndate: 2026-11-01\nlicence: x\nsupersedes: heard-2026\n---\n";
    let built = build(&network(&format!("{FILES}{third}")));
    let oldest = built.page("resources/heard-2025/index.html");
    assert!(
        oldest.contains("Replaced by a newer version</strong> <a href=\"/net/resources/heard-2027/\">"),
        "{oldest}"
    );
    let draft = third.replace("licence", "draft: true\nlicence");
    let built = build(&network(&format!("{FILES}{draft}")));
    assert!(!built.page("resources/heard-2026/index.html").contains(banner));
}

#[test]
fn versions_that_replace_one_another_in_a_circle_are_an_error() {
    let files = FILES.replace("date: 2025-10-20\n", "date: 2025-10-20\nsupersedes: heard-2026\n");
    let built = build(&network(&files));
    let expected = "content/resources/heard-2025.md:5:13: error: `supersedes` leads in a circle: heard-2025 → heard-2026 → heard-2025; take one of them out of the circle [circular-parent]";
    assert!(built.report().contains(expected), "{}", built.report());
}

#[test]
fn a_report_and_its_web_version_lead_to_one_another() {
    let built = built();
    let report = built.page("resources/heard-2026/index.html");
    assert!(report.contains("href=\"/net/reports/heard/\""), "{report}");
    let page = built.page("reports/heard/index.html");
    let back = "This is the web version of <a href=\"/net/resources/heard-2026/\">What we heard, 2026</a>.";
    assert!(page.contains(back), "{page}");
    assert!(page.contains("href=\"/net/resources/heard.pdf\" download") && page.contains("24 pages"), "{page}");
}

#[test]
fn a_video_of_the_site_plays_with_captions_and_shows_what_is_said() {
    let built = built();
    let page = built.page("resources/tea/index.html");
    for part in [
        "<video controls preload=\"metadata\"><source src=\"/net/resources/tea.mp4\" type=\"video/mp4\">",
        "<track kind=\"captions\" src=\"/net/resources/tea.vtt\" srclang=\"en\" label=\"English\" default>",
        "<track kind=\"captions\" src=\"/net/resources/tea.cy.vtt\" srclang=\"cy\" label=\"Cymraeg\">",
        "What is said",
        "<p>You warm the pot. I know why.</p>",
        "<div lang=\"cy\" dir=\"ltr\">",
    ] {
        assert!(page.contains(part), "`{part}` is not in {page}");
    }
    assert!(page.find("Hands.") < page.find("What is said"), "below the text");
}

#[test]
fn a_missing_web_version_and_missing_captions_are_warnings() {
    let report = build(&network(&FILES.replace("web_version: ../reports/heard.md\n", ""))).report();
    assert!(report.contains("warning: `heard.pdf` cannot be read as a web page"), "{report}");
    let captions = "  - {file: tea.vtt, label: Captions, language: en, format: captions}\n  - {file: tea.cy.vtt, label: Capsiynau, language: cy, format: captions}\n";
    let report = build(&network(&FILES.replace(captions, ""))).report();
    assert!(report.contains("warning: nothing says whether this video has captions"), "{report}");
}

#[test]
fn a_resource_without_a_licence_is_advice() {
    let report = build(&network(&FILES.replace("licence: CC BY-NC 4.0\n", ""))).report();
    assert!(report.contains("content/resources/tea.md:3:7: advice") && report.contains("[no-licence]"), "{report}");
    let elsewhere = FILES.replace("The first.\n", "").replace(
        "licence: CC BY 4.0\ntopics: [food]\n---\n-- content/resources/heard-2026",
        "link: https://archive.example.org/2025\n---\n-- content/resources/heard-2026",
    );
    assert_eq!(build(&network(&elsewhere)).report(), "", "a resource elsewhere says it there");
}

#[test]
fn a_pdf_that_nobody_could_open_is_an_error_by_its_contents() {
    let whole = "%PDF-1.4 <</Type/Pages/Count 24/Kids[]>>\n";
    let report = |contents: &str| build(&network(&FILES.replace(whole, contents))).report();
    let says = |contents: &str, words: &str| {
        let report = report(contents);
        assert!(report.contains("content/resources/heard-2026.md:11:16: error") && report.contains(words), "{report}");
    };
    says("", "`heard.pdf` is empty");
    says("PK\u{3}\u{4}\u{14}", "`heard.pdf` is not a PDF, but a ZIP file or an office document");
    says("%PDF-1.7\ntrailer <</Root 1 0 R /Encrypt 8 0 R>>\n", "`heard.pdf` is locked");
    says("Dear all,", "`heard.pdf` is not a PDF, but something else");
}
