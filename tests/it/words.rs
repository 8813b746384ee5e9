//! Messages of the interface: every one that is used exists in every language, and a page is in its own language.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use commonground::kind::Kind;
use commonground::messages::{BUILT_IN_MESSAGES, Messages, check_messages};

use super::network::{SITE, build, files_below, network};

/// Elements in messages that are not links.
const ELEMENTS: [&str; 3] = ["b", "strong", "hidden"];
/// Rows of messages that the program names by a word or number of the record's.
const ROWS: [&str; 12] = [
    "month-of-",
    "month-in-",
    "month-",
    "weekday-every-",
    "weekday-nth-",
    "weekday-",
    "access-",
    "language-",
    "alert-",
    "nation-",
    "signpost-",
    "kind-",
];

fn texts(folder: &str, ending: &str) -> Vec<String> {
    let mut files = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    files.retain(|file| file.extension().is_some_and(|own| own == ending));
    files.iter().map(|file| std::fs::read_to_string(file).expect("text")).collect()
}

/// What `t(id="…", name=…)` names in a template: the id, whether more follows it (`"status-" ~ …`), and the arguments.
fn uses(template: &str) -> Vec<(String, bool, BTreeSet<String>)> {
    let mut found = Vec::new();
    for (at, opening) in template.match_indices("t(id=\"") {
        let rest = &template[at + opening.len()..];
        let (id, rest) = rest.split_once('"').expect("a closing quotation mark");
        let (mut depth, mut quoted, mut name, mut names) = (1, false, String::new(), BTreeSet::new());
        let mut chars = rest.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' => quoted = !quoted,
                _ if quoted => {}
                '(' | '{' | '[' | '<' => depth += 1,
                ')' | '}' | ']' | '>' => depth -= 1,
                '=' if depth == 1 && chars.peek() != Some(&'=') && !name.is_empty() => drop(names.insert(name.clone())),
                _ => {}
            }
            if depth == 0 {
                break;
            }
            match c.is_alphanumeric() || c == '_' {
                true => name.push(c),
                false => name.clear(),
            }
        }
        found.push((id.to_owned(), rest.trim_start().starts_with('~'), names));
    }
    found
}

fn all_uses() -> Vec<(String, bool, BTreeSet<String>)> {
    let folders = ["themes/default/templates", "themes/default/components"];
    folders.iter().flat_map(|folder| texts(folder, "html")).flat_map(|text| uses(&text)).collect()
}

/// Arguments and links that a message of any language names.
fn takes(id: &str, languages: &[Messages]) -> BTreeSet<String> {
    let of = |words: &Messages| {
        let (variables, marks) = words.parameters(id).unwrap_or_default();
        variables.iter().chain(marks).filter(|name| !ELEMENTS.contains(&name.as_str())).cloned().collect::<Vec<_>>()
    };
    languages.iter().flat_map(of).collect()
}

fn languages() -> Vec<Messages> {
    BUILT_IN_MESSAGES.iter().map(|(tag, _)| Messages::built_in(tag)).collect()
}

#[test]
fn every_language_has_the_same_messages_with_the_same_links() {
    let languages = languages();
    let own = |tag: &str| {
        let text = BUILT_IN_MESSAGES.iter().find(|(known, _)| *known == tag).expect("built in").1;
        Messages::new(commonground::language::LanguageTag::parse(tag).expect("a tag"), &[text])
    };
    let english = own("en");
    let ids = |words: &Messages| words.ids().map(str::to_owned).collect::<BTreeSet<String>>();
    for (tag, text) in BUILT_IN_MESSAGES {
        let words = own(tag);
        let differing: Vec<String> = ids(&words).symmetric_difference(&ids(&english)).cloned().collect();
        assert_eq!(differing, [""; 0], "{tag}");
        assert_eq!(check_messages(text, &languages), [], "{tag}");
        for id in english.ids() {
            assert_eq!(
                words.parameters(id).map(|(_, marks)| marks),
                english.parameters(id).map(|(_, marks)| marks),
                "{tag} {id}"
            );
        }
    }
}

#[test]
fn every_message_used_by_a_template_exists_and_gets_its_arguments() {
    let languages = languages();
    for (id, is_row, names) in all_uses() {
        let ids: Vec<&str> = languages[0]
            .ids()
            .filter(|known| match is_row {
                true => known.starts_with(&id),
                false => *known == id,
            })
            .collect();
        assert!(!ids.is_empty(), "no words for `{id}`");
        let given: BTreeSet<String> = names.into_iter().filter(|name| name != "fallback").collect();
        for id in ids {
            assert_eq!(given, takes(id, &languages), "`{id}`");
        }
    }
}

#[test]
fn every_message_is_used() {
    let uses = all_uses();
    let mut source = String::new();
    for room in ["src/kind", "src/view", "src/recurrence", "src/messages", "src/theme", "src/publish"] {
        source.extend(texts(room, "rs"));
    }
    let kinds: Vec<&str> = Kind::all().map(Kind::folder).chain(["pages"]).collect();
    let type_rows: Vec<String> = Kind::all().map(|kind| format!("{}-", kind.spec().type_messages)).collect();
    let is_in_row =
        |id: &str| ROWS.iter().any(|row| id.starts_with(row)) || type_rows.iter().any(|row| id.starts_with(row));
    let english = Messages::built_in("en");
    let unused: Vec<&str> = english
        .ids()
        .filter(|id| !is_in_row(id) && !kinds.contains(id))
        .filter(|id| !uses.iter().any(|(used, is_row, _)| if *is_row { id.starts_with(used) } else { used == id }))
        .filter(|id| !source.contains(&format!("\"{id}\"")))
        .collect();
    assert_eq!(unused, [""; 0]);
}

const EVENT: &str = "\
-- content/places/mill-end.md --
---
title: Mill End
level: neighbourhood
---
By the river.
-- content/events/supper.md --
---
title: Supper
start: 2027-01-12 18:30
end: 2027-01-12 20:00
repeat: {every: week, days: [tue], until: 2027-03-30}
breaks:
  - {from: 2027-02-08, to: 2027-03-09, reason: Ramadan}
places: [mill-end]
venue: {name: Old Mill, lines: [1 Weir Lane]}
access: [step-free]
booking: {needed: drop-in, phone: 01632 960123}
cost: free
---
Soup.
";

/// Text between tags that is neither marked as another language nor inside something that is.
fn unmarked(page: &str, language: &str) -> String {
    let mut open: BTreeMap<usize, bool> = BTreeMap::new();
    let (mut depth, mut text) = (0_usize, String::new());
    let body = page.split_once("<body>").expect("a body").1;
    for part in body.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap_or((part, ""));
        let void = tag.ends_with('/')
            || ["br", "img", "input", "link", "meta"]
                .iter()
                .any(|name| tag == *name || tag.starts_with(&format!("{name} ")));
        if tag.starts_with('/') {
            open.remove(&depth);
            depth = depth.saturating_sub(1);
        } else if !void {
            depth += 1;
            let marked = tag.contains(" lang=\"");
            if marked {
                open.insert(depth, tag.contains(&format!(" lang=\"{language}\"")));
            }
        }
        if open.values().next_back().copied().unwrap_or(true) {
            text.push_str(words);
        }
    }
    text
}

#[test]
fn an_urdu_page_is_urdu_throughout() {
    let files = format!(
        "{EVENT}-- content/events/supper.ur.md --\n---\ntitle: شام کا کھانا\n---\nیخنی۔\n-- content/index.ur.md --\n---\ntitle: آغاز\n---\nخوش آمدید۔\n-- content/index.md --\n---\ntitle: Start\n---\nWelcome.\n"
    );
    let built = build(&network(&files));
    assert_eq!(built.report(), "");
    let page = built.page("ur/events/supper/index.html");
    let text = unmarked(page, "ur");
    for said in ["ہر منگل", "شام 6:30 بجے", "مفت", "سیڑھیوں کے بغیر راستہ", "دوبارہ منگل"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    let letters = text
        .replace("hello@example.org", "")
        .replace("https://example.org/net/ur/events/supper/", "")
        .replace("OpenStreetMap", "");
    let latin: Vec<&str> = letters.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1).collect();
    // The break's reason, the venue's lines and the network's own words come as they were written.
    let strange: Vec<&&str> =
        latin.iter().filter(|word| !["Ramadan", "Weir", "Lane", "Test", "network"].contains(word)).collect();
    assert!(strange.is_empty(), "{strange:?} in {text}");
    let start = built.page("ur/index.html");
    assert!(start.contains("آنے والی تقریبات") && start.contains("/net/ur/events/supper/"), "{start}");
    for address in ["index.html", "events/index.html", "places/mill-end/index.html"] {
        let page = built.page(address);
        assert!(
            page.contains("<a href=\"/net/ur/\" lang=\"ur\" dir=\"rtl\" hreflang=\"ur\">اردو</a>"),
            "{address}: {page}"
        );
    }
}

#[test]
fn a_language_without_messages_falls_back_to_marked_english() {
    let site = SITE.replace("language: en", "language: fr");
    let built = build(&network(&format!("{EVENT}-- content/site.yaml --\n{site}")));
    let page = built.page("events/index.html");
    assert!(page.contains("<html lang=\"fr\" dir=\"ltr\">"), "{page}");
    assert!(page.contains("<main id=\"main\" tabindex=\"-1\" lang=\"en\" dir=\"ltr\">"), "{page}");
    assert!(
        page.contains("<a class=\"skip\" href=\"#main\" lang=\"en\" dir=\"ltr\">Skip to the content</a>"),
        "{page}"
    );
    assert!(page.contains("class=\"name\" lang=\"fr\" dir=\"ltr\">"), "{page}");
}

#[test]
fn a_language_without_messages_has_dates_in_numbers_and_is_reported_once() {
    let site = SITE.replace("languages: [cy, ur]", "languages: [cy, so]");
    let files = format!(
        "{EVENT}-- content/events/supper.so.md --\n---\ntitle: Casho\n---\nMaraq.\n-- content/site.yaml --\n{site}"
    );
    let built = build(&network(&files));
    let page = built.page("so/events/supper/index.html");
    assert!(page.contains("2027-01-12, 18:30–20:00") && !page.contains("January"), "{page}");
    assert!(built.page("events/supper/index.html").contains("12 January 2027"));
    assert_eq!(
        built.report(),
        "content/site.yaml: warning: there are no words in Soomaali (`so`): what the program says is in English, and \
         dates are in numbers; say them in `themes/NAME/i18n/so.ftl`; the default theme's `i18n/en.ftl` has them all \
         [missing-words]\n"
    );
}

#[test]
fn a_language_that_is_only_begun_has_no_english_month() {
    let site = SITE.replace("languages: [cy, ur]", "languages: [cy, so]") + "theme: mine\n";
    let files = format!(
        "{EVENT}-- content/events/supper.so.md --\n---\ntitle: Casho\n---\nMaraq.\n\
         -- themes/mine/i18n/so.ftl --\nnext-date = Xiga: {{ $date }}\n-- content/site.yaml --\n{site}"
    );
    let built = build(&network(&files));
    let page = built.page("so/events/supper/index.html");
    assert!(
        page.contains("Xiga: <time class=\"dt-start\" datetime=\"2027-01-12T18:30+00:00\">2027-01-12, 18:30–20:00"),
        "{page}"
    );
    assert!(!["January", "March", "Tuesday"].iter().any(|word| page.contains(word)), "{page}");
    assert_eq!(built.report().matches("missing-words").count(), 1, "{}", built.report());
}

#[test]
fn a_welsh_weekday_changes_in_a_sentence() {
    let site = SITE.replace("language: en\nlanguages: [cy, ur]", "language: cy");
    let event = "-- content/events/supper.md --\n---\ntitle: Swper\nstart: 2027-01-12 18:30\nplaces: [mill-end]\n\
                 status: rescheduled\nstatus_since: 2026-11-01\nprevious_start: 2027-01-08 18:30\n---\n";
    let place = EVENT.split("-- content/events").next().expect("a place");
    let built = build(&network(&format!("{place}{event}-- content/site.yaml --\n{site}")));
    let page = built.page("events/supper/index.html");
    assert!(
        page.contains("Roedd i fod ar <time datetime=\"2027-01-08T18:30+00:00\">ddydd Gwener 8 Ionawr 2027"),
        "{page}"
    );
    assert!(built.page("events/index.html").contains("Fel yr oedd ar ddydd Sul 22 Tachwedd 2026."));
}

#[test]
fn a_reader_stays_in_a_language_that_has_records() {
    let files = format!(
        "{EVENT}-- content/events/supper.cy.md --\n---\ntitle: Swper\n---\nCawl.\n\
         -- content/events/index.md --\n---\ntitle: Events\n---\nCome along.\n\
         -- content/events/index.cy.md --\n---\ntitle: Digwyddiadau\n---\nDewch draw.\n\
         -- content/events/walk.md --\n---\ntitle: A walk\nstart: 2027-01-13 10:00\nplaces: [mill-end]\n---\nBoots.\n\
         -- content/about.md --\n---\ntitle: About\n---\n[In Welsh](/cy/events/).\n"
    );
    let built = build(&network(&files));
    assert_eq!(built.report(), "");
    let page = built.page("cy/events/index.html");
    assert!(page.contains("<html lang=\"cy\" dir=\"ltr\">") && page.contains("<h1>Digwyddiadau</h1>"), "{page}");
    assert!(page.contains("Dewch draw.") && !page.contains("Come along."), "{page}");
    assert!(page.contains("href=\"/net/cy/events/supper/\">Swper</a>"), "{page}");
    assert!(
        page.contains(
            "<h3 class=\"name\" lang=\"en\" dir=\"ltr\"><a class=\"p-name u-url\" href=\"/net/events/walk/\">A walk</a>"
        ),
        "{page}"
    );
    assert!(page.contains("<span>iaith: Saesneg</span>"), "{page}");
    assert!(page.contains("<a href=\"/net/events/\" lang=\"en\" dir=\"ltr\" hreflang=\"en\">English</a>"), "{page}");
    assert!(
        page.contains("<link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/net/events/\">"),
        "{page}"
    );
    let menu = "<a href=\"/net/cy/events/\"";
    assert!(page.contains(menu) && built.page("cy/events/supper/index.html").contains(menu));
    let english = built.page("events/index.html");
    assert!(
        english.contains("<a href=\"/net/cy/events/\" lang=\"cy\" dir=\"ltr\" hreflang=\"cy\">Cymraeg</a>"),
        "{english}"
    );
    assert!(!english.contains("/net/ur/events/") && !built.files.contains_key("cy/places/index.html"));
    assert!(built.page("sitemap.xml").contains("https://example.org/net/cy/events/"));
}

#[test]
fn the_way_home_leads_to_the_start_page_in_the_language() {
    let start = "-- content/index.md --\n---\ntitle: Start\n---\nWelcome.\n";
    let files = format!("{EVENT}{start}-- content/events/supper.cy.md --\n---\ntitle: Swper\n---\nCawl.\n");
    let welsh_start = "-- content/index.cy.md --\n---\ntitle: Hafan\n---\nCroeso.\n";
    let brand = |home: &str| format!("<a class=\"brand\" href=\"{home}\"");
    let built = build(&network(&format!("{files}{welsh_start}")));
    for address in ["cy/events/supper/index.html", "cy/events/index.html", "cy/index.html"] {
        assert!(built.page(address).contains(&brand("/net/cy/")), "{address}");
    }
    assert!(built.page("cy/events/supper/index.html").contains("<li><a href=\"/net/cy/\">Hafan</a></li>"));
    assert!(built.page("events/supper/index.html").contains(&brand("/net/")));
    let without_start = build(&network(&files));
    assert!(without_start.page("cy/events/supper/index.html").contains(&brand("/net/")));
}

#[test]
fn a_list_in_another_language_is_in_the_order_of_the_titles_there() {
    let partner = |slug: &str, title: &str, welsh: &str| {
        format!(
            "-- content/partners/{slug}.md --\n---\ntitle: {title}\ntype: group\nserves: [mill-end]\n\
             contacts: [{{role: office, phone: 01632 960123, visibility: public}}]\n---\nWe.\n\
             -- content/partners/{slug}.cy.md --\n---\ntitle: {welsh}\n---\nNi.\n"
        )
    };
    let loft = partner("net-loft", "The Net Loft", "Llofft Rwydi");
    let choir = partner("choir", "Choir", "Ysgol Gân");
    let event = EVENT.replace("cost: free", "organisers: [net-loft]");
    let swper = "-- content/events/supper.cy.md --\n---\ntitle: Swper\n---\nCawl.\n";
    let built = build(&network(&format!("{event}{swper}{loft}{choir}")));
    let page = built.page("cy/partners/index.html");
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text} in {page}"));
    assert!(at("id=\"letter-l\"") < at("Llofft Rwydi") && at("Llofft Rwydi") < at("id=\"letter-y\""));
    assert!(!page.contains("id=\"letter-t\""), "{page}");
    let english = built.page("partners/index.html");
    assert!(english.find("Choir") < english.find("id=\"letter-t\""), "{english}");
    let supper = built.page("cy/events/supper/index.html");
    assert!(supper.contains("Gofynnwch: <bdi>Llofft Rwydi</bdi>"), "{supper}");
}

#[test]
fn no_record_takes_the_address_of_a_list_in_another_language() {
    let files = format!(
        "{EVENT}-- content/events/supper.cy.md --\n---\ntitle: Swper\n---\nCawl.\n\
         -- content/about.md --\n---\ntitle: About\naliases: [/cy/events/]\n---\nUs.\n"
    );
    assert!(build(&network(&files)).report().contains("[duplicate-address]"));
}

#[test]
fn a_theme_replaces_single_messages() {
    let own = "-- themes/mine/i18n/en.ftl --\nempty-topics = Topics will come.\n-- themes/mine/i18n/fr.ftl --\nskip = Aller au contenu\n";
    let site = SITE.to_owned() + "theme: mine\n";
    let built = build(&network(&format!("{EVENT}{own}-- content/site.yaml --\n{site}")));
    assert!(
        built.page("topics/index.html").contains("Topics will come.")
            || built.page("topics/index.html").contains("<ul class=\"topics\">")
    );
    assert!(built.report().contains("[missing-words]"), "{}", built.report());
    assert!(built.page("events/index.html").contains("Skip to the content"));
}
