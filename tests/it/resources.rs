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
%PDF-1.4 <</Type/Pages/Count 24/Kids[]>> startxref 9 %%EOF
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
    let without_the_word = "  - {file: tea.vtt, label: What is said}\n  - {file: tea.cy.vtt, label: Geiriau}\n";
    assert_eq!(build(&network(&FILES.replace(captions, without_the_word))).report(), "", "the ending says what it is");
    let in_words = FILES.replace(captions, "").replace("BY-NC 4.0\n", "BY-NC 4.0\nweb_version: ../reports/heard.md\n");
    let report = build(&network(&in_words)).report();
    assert!(!report.contains("[no-captions]"), "a page with all words does as well: {report}");
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
    let whole = "%PDF-1.4 <</Type/Pages/Count 24/Kids[]>> startxref 9 %%EOF\n";
    let report = |contents: &str| build(&network(&FILES.replace(whole, contents))).report();
    let says = |contents: &str, words: &str| {
        let report = report(contents);
        assert!(report.contains("content/resources/heard-2026.md:11:16: error") && report.contains(words), "{report}");
    };
    says("", "`heard.pdf` is empty");
    says("PK\u{3}\u{4}\u{14}", "`heard.pdf` is not a PDF, but a ZIP file or an office document");
    says("%PDF-1.7\ntrailer <</Root 1 0 R /Encrypt 8 0 R>>\n", "`heard.pdf` is locked");
    says("Dear all,", "`heard.pdf` is not a PDF, but something else");
    says("%PDF-1.4\n", "`heard.pdf` is broken off");
    says("%PDF-1.4 <</Type/Pages/Count 24/Kids[]>> stre", "`heard.pdf` is broken off");
    says("%PDF-1.4 <</Linearized 1/L 90000>> <</Type/Pages/Count 24>> startxref 0 %%EOF", "`heard.pdf` is broken off");
    says("%PDF-1.4 <</Type/Catalog>> startxref 9 %%EOF", "`heard.pdf` is empty");
}

const VTT: &str = "WEBVTT\n\n00:00:03.000 --> 00:00:07.500\nYou warm the pot.\nI know <i>why</i>.\n";

#[test]
fn captions_that_no_browser_could_show_are_an_error() {
    assert!(FILES.contains(VTT));
    for (contents, words) in [
        ("", "`tea.vtt` is empty"),
        ("not vtt at all\n", "`tea.vtt` has no captions that a browser shows"),
        ("WEBVTT\n", "`tea.vtt` has no captions that a browser shows"),
        ("WEBVTT\n\n00:00:01,000 --> 00:00:04,000\nHello\n", "`tea.vtt` has no captions that a browser shows"),
        ("WEBVTTX\n\n00:01.000 --> 00:04.000\nHello\n", "`tea.vtt` has no captions that a browser shows"),
        ("WEBVTT\n\nNOTE 00:01.000 --> 00:04.000\nHello\n", "`tea.vtt` has no captions that a browser shows"),
        ("1\n00:00:01,000 --> 00:00:02,000\nFour sugars.\n", "`tea.vtt` has no captions that a browser shows"),
    ] {
        let report = build(&network(&FILES.replace(VTT, contents))).report();
        let place = "content/resources/tea.md:8:12: error: ";
        assert!(report.contains(place) && report.contains(words) && report.contains("[broken-file]"), "{report}");
    }
}

#[test]
fn subrip_captions_are_no_captions_of_a_film_that_the_page_plays() {
    let srt = "1\n00:00:01,000 --> 00:00:02,000\nFour sugars.\n";
    let welsh = "  - {file: tea.cy.vtt, label: Capsiynau, language: cy, format: captions}\n";
    let files =
        FILES.replace(welsh, "").replace("tea.cy.vtt --", "old.vtt --").replace(VTT, srt).replace("tea.vtt", "tea.srt");
    let built = build(&network(&files));
    let told = "content/resources/tea.md:8:12: warning: browsers do not show `tea.srt` in a film; save it as WebVTT (`tea.vtt`) and name that here (WCAG 1.2.2) [no-captions]";
    assert!(built.report().contains(told), "{}", built.report());
    assert!(built.page("resources/tea/index.html").contains("Four sugars."), "it is still a transcript");
    let elsewhere = files
        .replace("  - {file: tea.mp4, label: The film}\n", "")
        .replace("licence: CC BY-NC 4.0\n", "licence: CC BY-NC 4.0\nlink: https://vimeo.com/123456\n");
    assert!(!build(&network(&elsewhere)).report().contains("no-captions"), "{}", build(&network(&elsewhere)).report());
}

#[test]
fn a_film_that_says_it_has_no_captions_and_one_in_a_guide_are_warnings() {
    let captions = "  - {file: tea.vtt, label: Captions, language: en, format: captions}\n  - {file: tea.cy.vtt, label: Capsiynau, language: cy, format: captions}\n";
    let bare = FILES.replace(captions, "");
    let warns =
        |files: &str| build(&network(files)).report().contains("warning: nothing says whether this video has captions");
    for said in
        ["There are no captions yet.", "It does not have subtitles.", "Captions are not ready.", "Heb isdeitlau."]
    {
        assert!(warns(&bare.replace("Hands.\n", &format!("{said}\n"))), "{said}");
    }
    assert!(!warns(&bare.replace("Hands.\n", "No sugar. It has captions.\n")));
    assert!(warns(&bare.replace("type: video", "type: guide")), "the page plays it all the same");
}

#[test]
fn the_web_version_of_a_report_that_was_replaced_says_so_and_has_a_trail() {
    let files = FILES.replace("date: 2025-10-20\n", "date: 2025-10-20\nweb_version: ../reports/heard-old.md\n");
    let page = "-- content/reports/heard-old.md --\n---\ntitle: What we heard in 2025, to read\n---\nThe first.\n";
    let built = build(&network(&format!("{files}{page}")));
    let old = built.page("reports/heard-old/index.html");
    let banner = "<p class=\"banner\"><strong>Replaced by a newer version</strong> <a href=\"/net/resources/heard-2026/\">What we heard, 2026</a></p>";
    assert!(old.contains(banner), "{old}");
    assert!(!built.page("reports/heard/index.html").contains("Replaced by"));
    let trail =
        old.split_once("<nav class=\"trail\"").and_then(|(_, rest)| rest.split_once("</nav>")).expect("a trail").0;
    assert!(
        trail.contains("href=\"/net/resources/\"") && trail.contains("href=\"/net/resources/heard-2025/\""),
        "{trail}"
    );
}

#[test]
fn a_licence_of_blanks_is_none_and_captions_are_named_once() {
    let report = build(&network(&FILES.replace("licence: CC BY-NC 4.0", "licence: \"  \""))).report();
    assert!(report.contains("[no-licence]"), "{report}");
    let page = built().page("resources/tea/index.html").to_owned();
    assert!(page.contains("<span>Captions</span> <span>WebVTT, ") && !page.contains("<span>captions, "), "{page}");
}
