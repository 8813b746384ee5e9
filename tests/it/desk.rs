//! The editors' desk, in memory.

use commonground::digest::Digest;
use commonground::fault::Faults;
use commonground::kind::{Kind, RecordId};
use commonground::output::{OutputFile, OutputKind};
use commonground::pipeline;
use commonground::serve::EditorLinks;
use commonground::serve::desk::{self, Desk, Environment, FolderRole, LastBuildSummary, PrivateFolder, SyncedLocation};
use commonground::world::MemoryWorld;

use super::network::{Built, NOW, SITE, build, build_with, network};

/// An environment for tests, in which nothing has been built or set up.
pub struct TestEnvironment {
    last: Option<LastBuildSummary>,
    left: Vec<OutputFile>,
    synced: Vec<SyncedLocation>,
    private: PrivateFolder,
    rebuilt_by: Option<String>,
    samples: Vec<&'static str>,
}

impl TestEnvironment {
    pub fn empty() -> Self {
        Self {
            last: None,
            left: Vec::new(),
            synced: Vec::new(),
            private: PrivateFolder::Absent,
            rebuilt_by: None,
            samples: Vec::new(),
        }
    }
}

impl Environment for TestEnvironment {
    fn last_build(&self) -> Option<LastBuildSummary> {
        self.last.clone()
    }

    fn leftover_files(&self, is_made: &dyn Fn(&str) -> bool) -> Vec<OutputFile> {
        self.left.iter().filter(|file| !is_made(&file.path)).cloned().collect()
    }

    fn synced_locations(&self) -> Vec<SyncedLocation> {
        self.synced.clone()
    }

    fn private_folder(&self) -> PrivateFolder {
        self.private
    }

    fn scheduled_workflow(&self) -> Option<String> {
        self.rebuilt_by.clone()
    }

    fn is_sample(&self, path: &str, _: &Digest) -> bool {
        self.samples.contains(&path)
    }
}

/// A page of the desk: `record/?id=story:one`, or only what the query says.
fn get_with(built: &Built, environment: &TestEnvironment, address: &str) -> (u16, String) {
    let desk = Desk {
        renderer: built.renderer.as_deref(),
        loaded: built.loaded.as_ref(),
        faults: &built.faults,
        has_all_faults: true,
        is_stale: false,
        simulated_day: None,
        environment,
        editor_links: Some(EditorLinks { url_pattern: "vscode://file/{path}:{line}:{column}", root: "" }),
        base_path: "/_desk",
    };
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let value = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(known, _)| *known == name).map(|(_, value)| value.replace('+', " ")).next()
    };
    desk::render_page(&desk, &format!("/_desk/{path}"), &value).unwrap_or_else(|| panic!("no page at {address}"))
}

fn get(built: &Built, address: &str) -> String {
    get_with(built, &TestEnvironment::empty(), address).1
}

/// The titles of the table's rows.
fn rows(page: &str) -> Vec<&str> {
    let row = |row: &'static str| row;
    let cells = page.split(row("<th scope=\"row\"")).skip(1);
    cells.filter_map(|cell| cell.split("dir=\"auto\">").nth(1)?.split('<').next()).collect()
}

const FILES: &str = "\
-- content/consents.yaml --
- {id: c-1, shown_as: Amina, for: [stories/consent], given: 2025-01-01, expires: 2027-01-01, scope: [web], withdrawn: 2026-10-01}
- {id: c-2, shown_as: Wren, for: [stories/live], given: 2025-01-01, expires: 2026-12-01, scope: [web]}
-- content/private/people.yaml --
- {id: c-1, person: Quentin Secretname, contact: '01632 960777'}
- {id: c-2, person: Wilhelmina Hiddenname}
- {id: c-404, person: Lostname Nobody}
-- content/stories/live.md --
---
title: Café Łódź
date: 2026-10-01
people: [{consent: c-2}]
looked_after_by: hope
partners: [hope]
notes: Zebedee told us in confidence
---

See [the party](../events/party.md).
-- content/stories/consent.md --
---
title: Taken back
date: 2026-09-01
people: [{consent: c-1}]
---

Words.
-- content/stories/draft.md --
---
title: Not ready
date: 2026-09-02
people: none
draft: true
---

Words.
-- content/stories/scheduled.md --
---
title: Soon
date: 2026-09-03
people: none
publish: 2027-02-01
---

Words.
-- content/stories/ended.md --
---
title: Over
date: 2026-09-04
people: none
show_until: 2026-10-31
---

Words.
-- content/stories/broken.md --
---
title: \"</pre><script>alert(1)</script>\"
date: 2026-09-05
people: none
partners: [nobody-at-all]
---

Words.
-- content/events/party.md --
---
title: Party
start: 2027-06-18 18:30
venue: hope
organisers: [hope]
---

Words.
-- content/events/gone.md --
---
title: Last year
start: 2025-06-18 18:30
venue: hope
---

Words.
-- content/incidents/pack.md --
---
title: A pack
places: [town]
until: 2027-01-01
banner: {en: Look}
---

Words.
-- content/partners/hope.md --
---
title: Hope Street
type: group
serves: [town]
contacts:
  - {role: Office, name: Nora Unseen, phone: '07700 900123', visibility: hidden}
---

Words.
-- content/places/town.md --
---
title: Town
level: town
---

Words.
";

fn sample() -> Built {
    build(&network(FILES))
}

#[test]
fn every_status_shows_with_its_reason() {
    let built = sample();
    for (status, title, why) in [
        ("live", "Café Łódź", ""),
        ("past", "Last year", ""),
        ("draft", "Not ready", ""),
        ("scheduled", "Soon", "from midnight at the start of Monday 1 February 2027"),
        ("ended", "Over", "shown until the end of Saturday 31 October 2026"),
        ("withheld", "Taken back", "consent <code>c-1</code> was withdrawn"),
        ("held-back", "&lt;/pre&gt;&lt;script&gt;alert(1)&lt;", "it has errors"),
        ("off", "A pack", ""),
    ] {
        let page = get(&built, &format!("?status={status}"));
        let titles = rows(&page);
        assert!(titles.iter().any(|row| row.starts_with(title)), "{status}: {titles:?}");
        assert!(page.contains(&format!("class=\"status {status}\"")), "{status}");
        assert!(page.contains(why), "{status}: {page}");
    }
    let page = get(&build_with(&network(FILES), true), "?status=draft");
    assert_eq!(rows(&page), ["Not ready"]);
    assert!(page.contains("shown in this preview only"));
}

#[test]
fn the_search_ignores_diacritics_and_finds_maintainers() {
    let built = sample();
    for (search, expected) in [
        ("cafe", vec!["Café Łódź"]),
        ("LODZ+café", vec!["Café Łódź"]),
        ("hope+street", vec!["Café Łódź", "Hope Street"]),
        ("incidents/", vec!["A pack"]),
        ("zebedee", vec![]),
        ("nothing-like-that", vec![]),
    ] {
        assert_eq!(rows(&get(&built, &format!("?q={search}"))), expected, "{search}");
    }
    assert!(get(&built, "?q=nothing").contains("None of the 11 records matches"));
}

#[test]
fn records_are_filtered_and_sorted() {
    let built = sample();
    assert_eq!(rows(&get(&built, "?kind=event")), ["Last year", "Party"]);
    assert_eq!(rows(&get(&built, "?kind=event&dir=desc")), ["Party", "Last year"]);
    assert_eq!(rows(&get(&built, "?kind=event&status=past")), ["Last year"]);
    let with_faults = get(&built, "?faults=1&sort=faults&dir=desc");
    assert!(rows(&with_faults)[0].starts_with("&lt;/pre"), "{:?}", rows(&with_faults));
    assert!(!rows(&with_faults).contains(&"Town"));
    assert_eq!(rows(&get(&built, "?sort=updated"))[0], "Taken back");
    assert_eq!(rows(&get(&built, "?sort=updated&dir=desc"))[0], "Café Łódź");
    // By what changes next: the consent ends, then one story comes, then the party passes; the others have no date.
    assert_eq!(rows(&get(&built, "?sort=next"))[..3], ["Café Łódź", "Soon", "Party"]);
    assert_eq!(rows(&get(&built, "?sort=next&dir=desc"))[..3], ["Party", "Soon", "Café Łódź"]);
    assert!(get(&built, "?q=cafe").contains("1 December 2026<small>is taken down, a consent ends"));
    // An unknown value of a filter is ignored.
    assert_eq!(rows(&get(&built, "?kind=zebra&status=odd&sort=size&page=-3")).len(), 11);
    let page = get(&built, "?sort=kind&kind=story");
    assert!(
        page.contains("aria-sort=\"ascending\"><a href=\"/_desk/?kind=story&amp;sort=kind&amp;dir=desc#records\">Kind")
    );
    assert_eq!(page.matches("aria-sort").count(), 1);
}

#[test]
fn a_page_of_the_table_has_a_hundred_rows() {
    let mut world = network("");
    for n in 0..250 {
        let text = format!("---\ntitle: Place {n:03}\nlevel: town\n---\n\nWords.\n");
        world.files.insert(format!("content/places/place-{n}.md"), text.into_bytes());
    }
    let built = build(&world);
    let page = get(&built, "?page=2&q=place");
    assert_eq!((rows(&page)[0], rows(&page).len()), ("Place 100", 100));
    assert!(page.contains("250 of 250 records: 101 to 200"));
    assert!(page.contains("href=\"/_desk/?q=place&amp;page=3#records\" rel=\"next\""));
    let last = get(&built, "?page=99");
    assert_eq!((rows(&last)[0], rows(&last).len()), ("Place 200", 50));
}

#[test]
fn the_page_of_a_record_shows_everything_known_about_it() {
    let built = sample();
    let story = get(&built, "record/?id=story:live");
    for known in [
        "<h1 dir=\"auto\">Café Łódź</h1>",
        "href=\"/net/stories/live/\"",
        "content/stories/live.md",
        "The end of Tuesday 1 December 2026: is taken down, a consent ends",
        "<code>c-2</code> (<bdi>Wren</bdi>)",
        "holds until 1 December 2026",
        "Links to",
        "href=\"/_desk/record/?id=event%3Aparty\"",
        "vscode://file/content/stories/live.md",
    ] {
        assert!(story.contains(known), "{known}: {story}");
    }
    let partner = get(&built, "record/?id=partner:hope");
    for role in ["Looks after", "Partner in", "Venue of", "Organises"] {
        assert!(partner.contains(role), "{role}");
    }
    let withheld = get(&built, "record/?id=story:consent");
    assert!(withheld.contains("withdrawn on 1 October 2026") && withheld.contains("None now; it would be"));
    let (status, page) = get_with(&built, &TestEnvironment::empty(), "record/?id=story:<b>");
    assert_eq!(status, 404);
    assert!(page.contains("story:&lt;b&gt;"));
}

#[test]
fn faults_are_escaped_and_link_to_the_editor() {
    let built = sample();
    for address in ["", "faults/", "record/?id=story:broken", "?faults=1"] {
        let page = get(&built, address);
        assert!(!page.contains("<script>"), "{address}");
        assert!(!page.contains("alert(1)</script>"), "{address}");
    }
    let page = get(&built, "faults/?severity=error");
    assert!(page.contains("error[unknown-reference]"), "{page}");
    assert!(page.contains("href=\"vscode://file/content/stories/broken.md:5:12\""), "{page}");
    assert!(page.contains("<code>content/stories/broken.md</code>"));
    let source = "-- content/stories/one.md --\n---\ntitle: One\ndate: </pre><script>alert(1)</script>\npeople: none\n---\n\nWords.\n";
    let page = get(&build(&network(source)), "faults/");
    assert!(page.contains("&lt;/pre&gt;&lt;script&gt;") && !page.contains("<script>a"), "{page}");
}

#[test]
fn editor_links_cannot_run_scripts() {
    let built = sample();
    let desk = Desk {
        renderer: built.renderer.as_deref(),
        loaded: None,
        faults: &built.faults,
        has_all_faults: false,
        is_stale: true,
        simulated_day: Some("Friday 18 June 2027".to_owned()),
        environment: &TestEnvironment::empty(),
        editor_links: Some(EditorLinks { url_pattern: "javascript:alert(1)", root: "" }),
        base_path: "/_desk",
    };
    for path in ["/_desk/", "/_desk/faults/"] {
        let (_, page) = desk::render_page(&desk, path, &|_| None).expect("a page");
        assert!(!page.contains("javascript:"));
        assert!(page.contains("This is another day") && page.contains("Friday 18 June 2027"));
        assert!(page.contains("This is an earlier version of the site") && page.contains("still being checked"));
    }
    assert!(desk::render_page(&desk, "/_desk/other/", &|_| None).is_none());
    assert!(desk::render_page(&desk, "/stories/", &|_| None).is_none());
}

#[test]
fn private_names_and_hidden_values_are_never_shown() {
    let world = network(&format!(
        "{FILES}-- content/private/records/partners/hope.yaml --\nphoan: '07700 900456'\n-- content/partners/odd.md --\n---\ntitle: Odd\ntype: group\nserves: [town]\nnotes: Zebedee: again\ncontacts:\n  - {{role: Office, phone: 07700-900-12, visibility: hidden, name: [Nora]}}\n---\n\nWords.\n"
    ));
    let built = build(&world);
    let errors = built.faults.iter().filter(|fault| fault.path().is_some_and(|path| path.contains("private")));
    assert!(errors.count() > 1, "{}", built.report());
    assert!(built.faults.iter().any(|fault| fault.path() == Some("content/partners/odd.md")), "{}", built.report());
    let ids = built.loaded.as_ref().expect("loaded").site.records.iter().map(|record| record.id.to_string());
    let records = ids.map(|id| format!("record/?id={id}"));
    for address in ["".to_owned(), "faults/".to_owned(), "?faults=1".to_owned()].into_iter().chain(records) {
        let page = get(&built, &address);
        for secret in [
            "Secretname",
            "Hiddenname",
            "Lostname",
            "Zebedee",
            "Nora",
            "900123",
            "900 123",
            "900456",
            "900-12",
            "960777",
        ] {
            assert!(!page.contains(secret), "{address} shows {secret}: {page}");
        }
    }
    assert!(get(&built, "faults/").contains("what the private folder says is not shown here"));
    assert!(get(&built, "faults/").contains("the line is not shown here"));
}

#[test]
fn the_desk_hides_what_raised_safety_hides() {
    let files = FILES.replace("title: Party\n", "title: Party\nsafety: raised\n");
    let built = build(&network(&files));
    let page = get(&built, "record/?id=event:party");
    assert!(page.contains("kept back while safety is raised") && !page.contains("18 June 2027"), "{page}");
    assert!(!page.contains("Venue"), "{page}");
    assert!(!get(&built, "").contains("18 June 2027"));
    let venue = get(&built, "record/?id=partner:hope");
    assert!(
        !venue.split("Venue of").nth(1).is_some_and(|list| list.split("</ul>").next().unwrap_or("").contains("Party"))
    );
}

fn page_of_story(slug: &str) -> OutputFile {
    let record = Some(RecordId::new(Kind::Story, slug));
    OutputFile::at(OutputKind::RecordPage, &format!("/stories/{slug}/")).of_record(record)
}

#[test]
fn what_needs_attention_comes_first() {
    let built = sample();
    let environment = TestEnvironment {
        last: Some(LastBuildSummary {
            made_for: "2026-09-01T12:00:00Z".parse().expect("a timestamp"),
            output_folder: "public".to_owned(),
            file_count: 40,
            sources_digest: Some("others".to_owned()),
            next_change: Some("2026-10-01T00:00:00Z".parse().expect("a timestamp")),
        }),
        left: ["consent", "live"].map(page_of_story).to_vec(),
        ..TestEnvironment::empty()
    };
    let page = get_with(&built, &environment, "").1;
    let first = page.split("class=\"urgent\"").nth(1).expect("something is urgent");
    assert!(first.starts_with("><span class=\"mark\">Take down</span>"), "{first}");
    assert!(first.contains("“Taken back” is still published and must be taken down."));
    assert!(first.contains("href=\"/_desk/record/?id=story%3Aconsent\">Open the record"));
    for known in [
        "Made for Tuesday 1 September 2026, 1pm, in <code>public</code>, where 40 files are published.",
        "1 published file has to be taken down",
        "The contents have changed since.",
        "Time alone may have changed the site since",
        "commonground build --keep-going",
    ] {
        assert!(page.contains(known), "{known}: {page}");
    }
    let sources = built.loaded.as_ref().expect("loaded").source_digest().to_string();
    let last =
        environment.last.map(|last| LastBuildSummary { sources_digest: Some(sources), next_change: None, ..last });
    let page = get_with(&built, &TestEnvironment { last, ..TestEnvironment::empty() }, "").1;
    assert!(page.contains("The contents are the same now.") && !page.contains("has to be taken down"));
    assert!(get(&built, "").contains("has not been built on this computer"));
}

/// Each item of the list, and whether it is done.
fn ready(page: &str) -> Vec<(&str, bool)> {
    let list = page.split("<ul class=\"ready\">").nth(1).expect("the list").split("</ul>").next().expect("its end");
    let item = |item: &'_ str| item.starts_with("<li class=\"done\">");
    list.split_inclusive("</li>")
        .filter_map(|text| {
            let title = text.split("<strong>").nth(1)?.split('.').next()?;
            Some((title, item(text.trim())))
        })
        .collect()
}

#[test]
fn steps_before_publishing_are_marked_when_they_are_done() {
    let samples = vec!["content/stories/live.md"];
    let environment = TestEnvironment { private: PrivateFolder::Exposed, samples, ..TestEnvironment::empty() };
    let page = get_with(&sample(), &environment, "").1;
    assert_eq!(ready(&page).len(), 7);
    assert!(ready(&page).iter().all(|(_, done)| !done), "{:?}", ready(&page));
    for way in ["base_url: https://your-network.org/", "content/stories/live.md", "content/private/", "hosting:"] {
        assert!(page.contains(way), "{way}");
    }
    let mut world = network(&format!(
        "{FILES}-- content/signposts.yaml --\n- {{id: help, title: Helpline, phone: 01632 960999, checked: 2026-11-01}}\n"
    ));
    let site = SITE.replace("example.org", "hopestreet.org.uk") + "hosting: netlify\n";
    world.files.insert("content/site.yaml".to_owned(), site.into_bytes());
    let environment = TestEnvironment {
        private: PrivateFolder::Ignored,
        rebuilt_by: Some(".github/workflows/site.yml".to_owned()),
        ..TestEnvironment::empty()
    };
    let page = get_with(&build(&world), &environment, "").1;
    assert!(ready(&page).iter().all(|(_, done)| *done), "{:?}", ready(&page));
    assert!(page.contains("https://hopestreet.org.uk/net/"));
}

#[test]
fn a_synchronised_folder_is_reported() {
    let path = "/home/ada/Dropbox/network/public".to_owned();
    let synced = vec![SyncedLocation { role: FolderRole::Output, path, service: "Dropbox" }];
    let page = get_with(&sample(), &TestEnvironment { synced, ..TestEnvironment::empty() }, "").1;
    assert!(page.contains("<code>/home/ada/Dropbox/network/public</code>, a folder that Dropbox synchronises"));
}

#[test]
fn without_a_site_the_desk_says_what_must_be_fixed() {
    let world = MemoryWorld::new(NOW.parse().expect("a timestamp"), [("content/site.yaml", "title: [half\n")]);
    let mut faults = Faults::new();
    assert!(pipeline::load(&world, None, &mut faults).is_none());
    let built = Built { files: Default::default(), faults: faults.into_sorted(), loaded: None, renderer: None };
    let page = get(&built, "");
    assert!(page.contains("The site cannot be shown yet") && page.contains("content/site.yaml"), "{page}");
    assert!(page.contains("<pre class=\"fault error\""), "{page}");
    assert!(get(&built, "faults/").contains("<pre class=\"fault error\""));
    assert_eq!(get_with(&built, &TestEnvironment::empty(), "record/?id=story:one").0, 404);
    let nothing = Built { faults: Vec::new(), ..built };
    assert!(get(&nothing, "").contains("commonground init"));
}

#[test]
fn pages_of_the_desk_have_no_inline_script_and_no_foreign_address() {
    let built = sample();
    for address in ["", "faults/", "record/?id=story:live"] {
        let page = get(&built, address);
        assert!(
            page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">") && page.trim_end().ends_with("</body>\n</html>")
        );
        assert_eq!(page.matches("<script").count(), 1, "{address}");
        assert!(page.contains("<script src=\"/_desk/desk.js\" defer></script>"));
        assert!(!page.contains(" style=") && !page.contains(" onclick=") && !page.contains("<style"));
        assert_eq!(page.matches("<h1").count(), 1);
        assert!(!page.contains("src=\"http") && !page.contains("rel=\"stylesheet\" href=\"http"));
    }
    for (path, kind) in [("/desk.css", "text/css; charset=utf-8"), ("/desk.js", "text/javascript; charset=utf-8")] {
        let (content_type, bytes) = desk::static_file(path).expect("it is there");
        assert_eq!(content_type, kind);
        assert!(!String::from_utf8_lossy(bytes).contains("http"), "{path}");
    }
    assert!(desk::static_file("/layout.html").is_none());
}
