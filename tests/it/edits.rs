//! An edit equals a clean build: after any series of edits, reusing parts of the last site and publication gives the
//! same pages and faults as reading everything again.

use std::collections::BTreeMap;

use commonground::fault::{Faults, format_short};
use commonground::pipeline::{self, LoadedNetwork};
use commonground::publish::PublishOptions;
use commonground::site::apply_waivers;
use commonground::theme::Renderer;
use commonground::world::{MemoryWorld, World};
use proptest::prelude::*;

use super::network::network;

/// Files with something of everything: relations of all sorts, pictures, people, translations, links to headings.
const START: &str = "\
-- content/consents.yaml --
- {id: c-0001, shown_as: Mariam, for: [stories/kitchen, stories/table], given: 2026-01-01, expires: 2027-06-30, scope: [web]}
- {id: c-0002, shown_as: Tom, for: [stories/kitchen], given: 2026-01-01, expires: 2026-12-01, scope: [web, social]}
-- content/signposts.yaml --
- {id: line, title: Hate line, place: town, phone: 0300 555 0100, checked: 2026-10-01}
-- content/index.md --
---
title: Home
---
Welcome to [the kitchen](stories/kitchen.md#how-it-began).
-- content/about.md --
---
title: About us
---
## Who we are

Words, and [a story](stories/table.md).
-- content/places/county.md --
---
title: County
level: county
---
-- content/places/town.md --
---
title: Town
level: town
parent: county
---
-- content/partners/hope-street.md --
---
title: Hope Street
type: group
serves: [town]
charity: 1123456
contacts: [{role: Desk, email: desk@example.org}]
---
## Opening

Every day.
-- content/partners/river-hall.md --
---
title: River Hall
type: faith
serves: [county]
part_of: hope-street
---
-- content/events/lunch.md --
---
title: Community lunch
start: 2026-12-18 12:30
end: 2026-12-18 14:00
venue: river-hall
organisers: [hope-street, {name: The cooks}]
topics: [food]
---
Bring a friend.
-- content/events/walk.md --
---
title: A walk
start: 2026-10-02 10:00
organisers: [hope-street]
uid: autumn-walk
---
-- content/observances.yaml --
- {id: feast, title: Winter feast, from: 2026-12-18}
- {id: may, title: May holiday, from: 2027-05-03, provisional: true}
-- content/events/choir.md --
---
title: Choir
start: 2026-11-02 13:00
end: 2026-11-02 15:00
venue: river-hall
organisers: [{name: Hope Street}]
repeat: {every: week}
uid: monday-choir
breaks:
  - {from: 2026-12-21, to: 2027-01-03, reason: Winter}
occurrences:
  - {date: 2026-11-30, status: cancelled, reason: The boiler has failed, status_since: 2026-11-20}
  - {date: 2026-12-18, added: true}
except: [2026-12-07]
---
Every Monday but Monday 21 December.
-- content/stories/kitchen.md --
---
title: The shared kitchen
date: 2026-05-01
partners: [hope-street]
people: [{consent: c-0001}, {consent: c-0002}]
topics: [food]
event: walk
---
## How it began

They met at [Hope Street](../partners/hope-street.md#opening) and at the [lunch](../events/lunch.md).

::event slug=\"lunch\"
-- content/stories/kitchen.cy.md --
---
title: Y gegin
---
Geiriau o'r [gegin](kitchen.md#how-it-began).
-- content/stories/table.md --
---
title: The long table
date: 2026-05-01
partners: [river-hall]
people: [{consent: c-0001}]
by: hope-street
images: {plan.png: {alt: A plan, people: none}}
---
A table, and ![](plan.png).
-- content/stories/news.md --
---
title: News
type: news
date: 2026-09-01
related: [story:kitchen, event:lunch]
campaigns: [hello]
---
-- content/campaigns/hello.md --
---
title: Say hello
start: 2026-01-01
partners: [hope-street]
toolkit: [guide]
---
-- content/resources/guide.md --
---
title: A guide
type: guide
publisher: river-hall
---
";

/// Lines that an edit may insert anywhere. Many are wrong where they are inserted, as in real files.
const LINES: &[&str] = &[
    "title: Another title",
    "title: The shared kitchen",
    "title: Hope-street Hall",
    "date: 2026-09-02",
    "date: tomorrow",
    "start: 2026-11-22 11:00",
    "start: 2027-03-28 01:30",
    "end: 2026-10-01",
    "end: 2026-12-18 16:00",
    "duration: 3 hours",
    "all_day: true",
    "repeat: {every: week}",
    "repeat: {every: 2 weeks, count: 9}",
    "repeat: {every: month, days: [mon]}",
    "breaks: [{from: 2026-11-24, to: 2026-12-01}]",
    "  - {date: 2026-12-14, venue: hope-street, start: \"12:00\"}",
    "  - {date: 2026-12-15, status: cancelled}",
    "except: [2026-12-14, 2026-12-15]",
    "status: cancelled",
    "status: moved-online",
    "status_since: 2026-11-20",
    "status: closed",
    "same_as: partner:hope-street",
    "same_as: partner:river-hall",
    "same_as: story:kitchen",
    "status: inactive",
    "checked: {date: 2026-11-24}",
    "joined: 2026-11-23",
    "left: 2026-11-21",
    "left: 2026-12-01",
    "people: [{role: Chair, consent: c-0002}]",
    "codes: [E04000001]",
    "places: [E04000001]",
    "reason: It rains",
    "updated: 2025-01-01",
    "venue: {name: Mill, postcode: ZZ1 1AA}",
    "venue: river-hall",
    "organisers: [{name: Another title}]",
    "- {id: later, title: Another feast, from: 2026-12-14, to: 2026-12-20}",
    "Come on Friday 19 December 2026, and on Friday 18 December.",
    "<!-- allow venue-overlap until 2027-12-31: two rooms -->",
    "draft: true",
    "publish: 2026-11-23",
    "publish: 2026-11-22",
    "show_until: 2026-11-22",
    "show_until: 2026-11-20",
    "slug: moved",
    "slug: kitchen",
    "aliases: [/old/]",
    "aliases: [/stories/kitchen/]",
    "places: [town]",
    "places: [county, town]",
    "places: [nowhere]",
    "parent: town",
    "parent: county",
    "within: [town]",
    "part_of: river-hall",
    "part_of: hope-street",
    "serves: [town, county]",
    "venue: hope-street",
    "venue: hope-stret",
    "hosts: [river-hall]",
    "organisers: [river-hall]",
    "organisers: [hope-streat]",
    "partners: [river-hall, hope-street]",
    "by: river-hal",
    "by: Somebody else",
    "by: hope-street-hal",
    "people: none",
    "people: [{consent: c-0002}]",
    "people: [{consent: c-9999}]",
    "topics: [welcome, food]",
    "topics: [fod]",
    "charity: 1123456",
    "safety: {level: raised, since: 2026-11-01}",
    "safety: raisd",
    "keep_public: {fields: [times], reason: It was agreed}",
    "image: plan.png",
    "images: {plan.png: {alt: A plan, people: none}}",
    "images: {plan.png: {alt: A plan, people: [c-0002]}}",
    "related: [partner:river-hall]",
    "template: stroy",
    "unknown_field: yes",
    "languages: [en, cy]",
    "base_url: https://other.example/",
    "zone: Pacific/Auckland",
    "lints: {missing-alt: off}",
    "theme: own",
    "---",
    "## How it began",
    "## Opening",
    "## Closing",
    "<!-- allow links-to-withheld until 2027-01-01: it is meant -->",
    "<!-- allow unknown-topic until 2026-01-01: it was meant -->",
    "[here](../stories/kitchen.md#how-it-began)",
    "[here](../partners/hope-street.md#closing)",
    "[there](../stories/gone.md)",
    "[list](/events/2026/12/)",
    "[old](/old/)",
    "![a plan](plan.png)",
    "![](plan.png)",
    "::partner slug=\"river-hall\"",
    "::story slug=\"table\"",
    "::story slug=\"tabel\"",
    ":::callout kind=\"ask\"",
    ":::",
    "Some <b>words</b> & more.",
    "- {id: c-0003, shown_as: Ana, for: [stories/news], given: 2026-01-01, expires: 2027-01-01, scope: [web]}",
    "\u{feff}",
    "\t",
    "key: \"open",
    "access: [step-free]",
    "access: {step-free: no, lift: yes}",
    "address: {lines: [4 Sluice Lane], visibility: hidden}",
    "venue: {name: A room, lines: [4 Sluice Lane], visibility: on-request}",
    "Come to 4 Sluice Lane.",
    "keep_public: {fields: [address], reason: It is in the paper}",
    "repeat: {every: week, count: 4}",
    "[step-free](/events/access/step-free/)",
    "#### Deep down",
    "ALL ARE WELCOME خوش آمدید",
    "[click here](https://vimeo.com/123456) with captions",
    "<!-- allow all-capitals until 2027-01-01: it is on the sign -->",
];

/// Whole files that an edit may write.
const FILES: &[(&str, &str)] = &[
    (
        "themes/own/templates/story.html",
        "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{{ body }}{% endblock %}",
    ),
    ("themes/own/templates/story.html", "{{ page.titel }}"),
    ("themes/own/templates/story.html", "{% if %}"),
    ("themes/own/static/own.css", "body { margin: 0 }"),
    (
        "content/stories/new.md",
        "---\ntitle: New\ndate: 2026-11-01\ntype: news\n---\nSee [it](kitchen.md#how-it-began).\n",
    ),
    ("content/stories/kitchen.ur.md", "---\ntitle: باورچی خانہ\n---\nالفاظ [یہاں](../partners/hope-street.md)\n"),
    ("content/stories/kitchen (1).md", "---\ntitle: Copy\n---\n"),
    ("content/stories/deep/er/new.md", "---\ntitle: Deep\ndate: 2026-11-02\ntype: news\n---\n"),
    ("content/stories/kitchen/index.md", "---\ntitle: Twice\ndate: 2026-11-02\ntype: news\n---\n"),
    ("content/stories/plan.png", "\u{1}not really a picture"),
    (
        "content/opportunities/cook.md",
        "---\ntitle: Cook\norganiser: river-hall\napply: {text: Ask us.}\nplaces: [town]\n---\n",
    ),
    ("content/partners/index.md", "---\ntitle: Our partners\n---\nAll of them.\n"),
    ("content/private/records/stories/kitchen.yaml", "notes: Only for us\n"),
    ("content/private/records/partners/hope-street.yaml", "contacts: [{role: Home, phone: 0300 555 0199}]\n"),
    ("content/private/people.yaml", "- {id: c-0001, person: Mariam Sample}\n"),
    ("content/observances.yaml", "- {title: A feast, date: 2026-12-18}\n"),
];

/// An edit: which file, where in it, and what.
#[derive(Clone, Debug)]
pub struct Edit {
    what: u8,
    file: prop::sample::Index,
    line: prop::sample::Index,
    new: prop::sample::Index,
}

pub fn edit() -> impl Strategy<Value = Edit> {
    (0u8..20, any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>())
        .prop_map(|(what, file, line, new)| Edit { what, file, line, new })
}

impl Edit {
    pub fn apply(&self, world: &mut MemoryWorld, before: &BTreeMap<String, Vec<u8>>) {
        let names: Vec<String> = world.files.keys().cloned().collect();
        let name = self.file.get(&names).clone();
        let text = String::from_utf8_lossy(&world.files[&name]).into_owned();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = self.line.index(lines.len().max(1));
        let new = (*self.new.get(LINES)).to_owned();
        match self.what {
            0..=5 => lines.insert(at.min(lines.len()), new),
            6..=8 if !lines.is_empty() => lines[at] = new,
            9..=10 if !lines.is_empty() => drop(lines.remove(at)),
            11..=12 if !lines.is_empty() => lines[at].push_str(" indeed"),
            13 => {
                let (path, text) = self.new.get(FILES);
                world.files.insert((*path).to_owned(), text.as_bytes().to_vec());
                return;
            }
            14 if name != "content/site.yaml" => return drop(world.files.remove(&name)),
            15 if name != "content/site.yaml" => {
                let bytes = world.files.remove(&name).expect("it is there");
                world.files.insert(name.replace(".md", "-moved.md"), bytes);
                return;
            }
            // All files are restored, or one is.
            16 => return world.files = before.clone(),
            _ => {
                let (path, bytes) = before.iter().nth(self.file.index(before.len())).expect("there are files");
                world.files.insert(path.clone(), bytes.clone());
                return;
            }
        }
        world.files.insert(name, (lines.join("\n") + "\n").into_bytes());
    }
}

/// The base of all edits, with the theme that a `site.yaml` may ask for.
pub fn start() -> MemoryWorld {
    let mut world = network(START);
    world.files.insert("content/stories/plan.png".to_owned(), b"\x89PNG, nearly".to_vec());
    world
}

fn rendered(
    world: &MemoryWorld,
    loaded: &LoadedNetwork,
    renderer: &Renderer,
    mut faults: Faults,
) -> (Vec<(String, String)>, String) {
    let files = pipeline::render_to_memory(world, renderer, &mut faults).expect("memory does not fail");
    apply_waivers(&loaded.site, world.now(), &mut faults);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (files.into_iter().map(|(path, bytes)| (path, text(bytes))).collect(), format_short(&faults.into_sorted()))
}

/// Loads after each edit, with reuse and without, and compares. Returns how many records were reused.
fn compare(
    world: &mut MemoryWorld,
    steps: impl Iterator<Item = impl FnOnce(&mut MemoryWorld)>,
) -> Result<usize, TestCaseError> {
    let options = PublishOptions { now: world.now(), include_drafts: false, base_url: None };
    let mut faults = Faults::new();
    let mut loaded = pipeline::load(world, None, &mut faults).expect("it loads");
    let mut renderer = pipeline::build_renderer(&loaded, &options, &mut faults);
    let mut reused_count = 0;
    for step in steps {
        step(world);
        let (mut again, mut anew) = (Faults::new(), Faults::new());
        let known = pipeline::load(world, Some(&loaded), &mut again);
        let fresh = pipeline::load(world, None, &mut anew);
        prop_assert_eq!(known.is_some(), fresh.is_some());
        let (Some(known), Some(fresh)) = (known, fresh) else {
            prop_assert_eq!(format_short(&again.into_sorted()), format_short(&anew.into_sorted()));
            continue;
        };
        let known_renderer = pipeline::rebuild_renderer(&known, &options, &renderer, &mut again);
        let fresh_renderer = pipeline::build_renderer(&fresh, &options, &mut anew);
        prop_assert_eq!(known_renderer.publication().next_change(), fresh_renderer.publication().next_change());
        let (pages, report) = rendered(world, &known, &known_renderer, again);
        let (wanted, wanted_report) = rendered(world, &fresh, &fresh_renderer, anew);
        prop_assert_eq!(report, wanted_report);
        prop_assert_eq!(pages, wanted);
        prop_assert_eq!(known.source_digest(), fresh.source_digest());
        reused_count += usize::from(known.relinked_count().is_some_and(|records| records > 0));
        (loaded, renderer) = (known, known_renderer);
    }
    Ok(reused_count)
}

/// Applies edits one after another: a file, an old text and a new one. Returns how many records were reused.
#[track_caller]
fn steps(steps: &[(&str, &str, &str)]) -> usize {
    let mut world = start();
    let step = |(path, old, new): &(&str, &str, &str)| {
        let (path, old, new) = ((*path).to_owned(), (*old).to_owned(), (*new).to_owned());
        move |world: &mut MemoryWorld| {
            let text = String::from_utf8(world.files[&path].clone()).expect("text");
            assert!(text.contains(&old), "{path} has no {old:?}");
            world.files.insert(path, text.replacen(&old, &new, 1).into_bytes());
        }
    };
    compare(&mut world, steps.iter().map(step)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_new_title_appears_everywhere_and_relinks_only_its_record() {
    assert_eq!(steps(&[("content/stories/kitchen.md", "The shared", "Our shared")]), 1);
    assert_eq!(steps(&[("content/stories/table.md", "The long table", "A long table")]), 1);
    assert_eq!(steps(&[("content/partners/hope-street.md", "Hope Street", "Zion Street")]), 1);
    assert_eq!(steps(&[("content/events/lunch.md", "2026-12-18 12:30", "2026-12-18 12:00")]), 1);
}

#[test]
fn a_new_title_changes_suggestions_in_other_files() {
    // An unknown name gets a suggestion as soon as a partner has a similar one.
    steps(&[
        ("content/stories/news.md", "type: news", "type: news\nby: lunch-club"),
        ("content/partners/river-hall.md", "River Hall", "Lunch Club"),
        ("content/partners/river-hall.md", "Lunch Club", "River Hall"),
    ]);
    steps(&[
        ("content/stories/news.md", "type: news", "type: news\npartners: [lunch-clib]"),
        ("content/partners/river-hall.md", "River Hall", "Lunch Club"),
    ]);
    steps(&[
        ("content/signposts.yaml", "place: town", "place: old-mill"),
        ("content/places/county.md", "title: County", "title: Old Mill"),
    ]);
}

#[test]
fn faults_between_files_move_with_their_lines() {
    steps(&[
        ("content/stories/news.md", "type: news", "type: news\naliases: [/stories/table/]"),
        ("content/stories/table.md", "title:", "summary: A line above\ntitle:"),
        ("content/stories/news.md", "title:", "summary: A line above\ntitle:"),
        ("content/partners/river-hall.md", "type: faith", "type: faith\ncharity: 1123456\ncompany: 01234567"),
        ("content/partners/river-hall.md", "part_of: hope-street\n", ""),
        ("content/partners/hope-street.md", "charity: 1123456", "company: 01234567"),
        ("content/partners/hope-street.md", "title:", "summary: A line above\ntitle:"),
        ("content/partners/river-hall.md", "company: 01234567\n", ""),
    ]);
}

#[test]
fn clashes_between_events_follow_changes_of_both() {
    steps(&[
        ("content/events/choir.md", "breaks:", "status_since: 2026-11-01\nbreaks:"),
        ("content/events/lunch.md", "2026-12-18 12:30", "2026-12-14 12:30"),
        ("content/events/lunch.md", "end: 2026-12-18 14:00\n", ""),
        ("content/events/lunch.md", "venue: river-hall", "venue: hope-street"),
        ("content/events/choir.md", "venue: river-hall", "venue: hope-street"),
        ("content/events/choir.md", "every: week", "every: 4 weeks"),
        ("content/events/choir.md", "organisers:", "status: cancelled\norganisers:"),
        ("content/events/choir.md", "status: cancelled\n", "draft: true\n"),
        ("content/partners/hope-street.md", "Hope Street", "Zion Street"),
        ("content/partners/hope-street.md", "Zion Street", "Hope Street"),
        ("content/events/choir.md", "draft: true\n", "safety: raised\n"),
        ("content/observances.yaml", "from: 2026-12-18", "from: 2026-12-14"),
    ]);
}

#[test]
fn changes_of_headings_relations_and_files_reach_other_records() {
    steps(&[
        ("content/partners/hope-street.md", "## Opening", "## Open"),
        ("content/partners/hope-street.md", "## Open", "## Opening"),
        ("content/stories/table.md", "A table", "A table at the [walk](../events/walk.md#top)"),
        ("content/events/walk.md", "organisers: [hope-street]", "venue: hope-street\norganisers: [river-hall]"),
        ("content/partners/hope-street.md", "serves: [town]", "serves: [county]"),
        ("content/places/town.md", "parent: county", "safety: {level: raised, since: 2026-11-01}"),
        ("content/stories/table.md", "plan.png", "plan2.png"),
        ("content/stories/kitchen.md", "date: 2026-05-01", "date: 2026-05-01\npublish: 2026-11-23"),
        ("content/stories/kitchen.md", "publish: 2026-11-23", "publish: 2026-11-25"),
        ("content/consents.yaml", "expires: 2027-06-30", "expires: 2026-01-30"),
    ]);
}

#[test]
fn a_partner_that_closes_reaches_the_events_that_name_it() {
    steps(&[
        ("content/partners/river-hall.md", "type: faith", "type: faith\nstatus: inactive"),
        ("content/partners/river-hall.md", "status: inactive", "status: closed"),
        ("content/partners/river-hall.md", "status: closed", "left: 2026-10-01"),
        ("content/partners/river-hall.md", "left: 2026-10-01", "status: closed"),
    ]);
}

#[test]
fn what_two_records_have_in_common_reaches_other_records() {
    steps(&[
        ("content/partners/hope-street.md", "serves: [town]", "serves: [town, county]"),
        ("content/partners/river-hall.md", "part_of: hope-street", "campaigns: [hello]"),
        ("content/partners/river-hall.md", "type: faith", "type: faith\nsame_as: partner:hope-street"),
        ("content/partners/hope-street.md", "Every day.", "Each day."),
        ("content/partners/river-hall.md", "title: River Hall", "title: River Room\nsafety: raised"),
        ("content/partners/river-hall.md", "\nsame_as: partner:hope-street", ""),
        ("content/places/county.md", "level: county", "level: county\ncodes: [E10000001]"),
        ("content/partners/hope-street.md", "serves: [town, county]", "serves: [E10000001]"),
        ("content/places/county.md", "E10000001", "E10000002"),
        ("content/partners/river-hall.md", "campaigns: [hello]", "charity: 1123456"),
    ]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: Some(Box::new(proptest::test_runner::FileFailurePersistence::Direct("tests/proptest-regressions/edits.txt"))), ..ProptestConfig::default() })]
    #[test]
    fn reused_results_equal_a_clean_build(edits in prop::collection::vec(prop::collection::vec(edit(), 1..3), 1..12)) {
        let mut world = start();
        let before = world.files.clone();
        let steps = edits.iter().map(|batch| |world: &mut MemoryWorld| batch.iter().for_each(|edit| edit.apply(world, &before)));
        compare(&mut world, steps)?;
    }
}

pub fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24)
}
