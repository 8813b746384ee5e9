//! Changes over time: the agenda, the next change to the second, and `status` of the real program.

use std::collections::BTreeMap;

use commonground::agenda::{Agenda, ChangeKind, ConsentPhase, IncidentState, Urgency};
use commonground::fault::Faults;
use commonground::pipeline::{self, DigestSink, LoadedNetwork, NextChange, next_change};
use commonground::publish::PublishOptions;
use commonground::theme::Renderer;
use commonground::world::MemoryWorld;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::network::{Folder, NOW, ProgramOutput, SITE, network};
use super::random::RandomChoices;

fn instant(text: &str) -> Timestamp {
    text.parse().expect("a timestamp")
}

fn load(world: &MemoryWorld) -> LoadedNetwork {
    pipeline::load(world, None, &mut Faults::new()).expect("site.yaml is there")
}

fn renderer_at(loaded: &LoadedNetwork, now: Timestamp) -> Renderer {
    pipeline::build_renderer(loaded, &PublishOptions { now, include_drafts: false, base_url: None }, &mut Faults::new())
}

fn site_at(world: &MemoryWorld, loaded: &LoadedNetwork, now: Timestamp) -> BTreeMap<String, Vec<u8>> {
    pipeline::render_to_memory(world, &renderer_at(loaded, now), &mut Faults::new()).expect("memory does not fail")
}

fn next_change_at(world: &MemoryWorld, loaded: &LoadedNetwork, now: Timestamp) -> NextChange {
    let options = PublishOptions { now, include_drafts: false, base_url: None };
    let renderer = renderer_at(loaded, now);
    let rendered = DigestSink::default();
    pipeline::render_site(world, &renderer, &rendered, &mut Faults::new()).expect("memory does not fail");
    let mut render = |renderer: &Renderer, sink: &dyn pipeline::OutputSink| {
        pipeline::render_site(world, renderer, sink, &mut Faults::new())
    };
    next_change(loaded, &options, renderer.publication(), &rendered.into_digests(), &mut render)
        .expect("memory does not fail")
}

fn agenda(world: &MemoryWorld) -> Agenda {
    Agenda::from_publication(renderer_at(&load(world), world.now).publication())
}

/// A few days around a clock change. Everything in a random network happens in them, on a quarter of an hour.
#[derive(Clone, Copy, Debug)]
struct Season {
    now: &'static str,
    days: [&'static str; 4],
    zone: &'static str,
}

const SEASONS: [Season; 5] = [
    Season {
        now: "2027-10-30T09:07:31Z",
        days: ["2027-10-29", "2027-10-30", "2027-10-31", "2027-11-01"],
        zone: "Europe/London",
    },
    Season {
        now: "2027-03-27T11:00:00Z",
        days: ["2027-03-26", "2027-03-27", "2027-03-28", "2027-03-29"],
        zone: "Europe/London",
    },
    Season {
        now: "2027-04-03T03:59:59Z",
        days: ["2027-04-02", "2027-04-03", "2027-04-04", "2027-04-05"],
        zone: "Pacific/Auckland",
    },
    Season {
        now: "2027-09-25T00:00:00.5Z",
        days: ["2027-09-24", "2027-09-25", "2027-09-26", "2027-09-27"],
        zone: "Pacific/Chatham",
    },
    Season {
        now: "2027-06-01T12:00:00Z",
        days: ["2027-05-31", "2027-06-01", "2027-06-02", "2027-06-03"],
        zone: "America/St_Johns",
    },
];

fn world(season: &Season, seed: u64) -> MemoryWorld {
    let mut world = network("");
    let mut choices = RandomChoices::from_seed(seed);
    let c = &mut choices;
    let site = SITE.replace("Europe/London", season.zone);
    world.files.insert("content/site.yaml".to_owned(), site.into_bytes());
    let times =
        ["", " 00:00", " 01:30 first", " 01:30 second", " 02:15", " 02:45 second", " 09:15", " 13:00", " 23:45"];
    let moment = |c: &mut RandomChoices| format!("{}{}", c.pick(&season.days), c.pick(&times));
    let schedule = |c: &mut RandomChoices| match c.below(7) {
        0 => format!("publish: {}\n", moment(c)),
        1 => format!("show_until: {}\n", moment(c)),
        2 => format!("publish: {}\nshow_until: {}\n", moment(c), moment(c)),
        3 => "draft: true\n".to_owned(),
        _ => String::new(),
    };
    let mut files = Vec::new();
    let mut ledger = String::new();
    for n in 0..3 {
        let withdrawn = if c.often() { String::new() } else { format!(", withdrawn: {}", c.pick(&season.days)) };
        let given = if c.often() { "2020-01-01" } else { c.pick(&season.days) };
        let expires = if c.often() { "2050-01-01" } else { c.pick(&season.days) };
        let scope = c.pick(&["web", "web", "web", "render"]);
        ledger.push_str(&format!(
            "- {{id: c-{n}, shown_as: Somebody, for: [stories/story-0, stories/story-1, stories/story-2], given: {given}, expires: {expires}, scope: [{scope}]{withdrawn}}}\n"
        ));
    }
    for n in 0..c.below(4) {
        let people = match c.below(4) {
            0 => "none".to_owned(),
            1 => format!("[{{consent: c-{}}}]", c.below(3)),
            _ => format!("[{{consent: c-{}}}, {{consent: c-{}}}]", c.below(3), c.below(3)),
        };
        let picture = if c.often() {
            String::new()
        } else {
            format!("image: p{n}.png\nimages: {{p{n}.png: {{alt: A table, people: [c-{}]}}}}\n", c.below(3))
        };
        files.push((
            format!("stories/story-{n}.md"),
            format!("title: Story {n}\ndate: 2027-01-0{}\npeople: {people}\n{picture}{}", n + 1, schedule(c)),
        ));
        world.files.insert(format!("content/stories/p{n}.png"), format!("picture {}", c.below(2)).into_bytes());
    }
    for n in 0..c.below(3) {
        let end = match c.below(4) {
            0 => String::new(),
            1 => format!("end: {}\n", moment(c)),
            _ => format!("duration: {}\n", c.pick(&["15 minutes", "90 minutes", "26 hours"])),
        };
        let zone = if c.often() { "" } else { "zone: Asia/Kathmandu\n" };
        let repeat = if c.often() { "" } else { "repeat: {every: day, count: 2}\n" };
        files.push((
            format!("events/event-{n}.md"),
            format!("title: Event {n}\nstart: {}\n{end}{zone}{repeat}{}", moment(c), schedule(c)),
        ));
    }
    if c.often() {
        let front = format!("title: Pack\nplaces: [town]\nactive: true\nbanner: {{en: Look}}\n{}", schedule(c));
        files.push(("incidents/pack.md".to_owned(), front));
        files.push(("places/town.md".to_owned(), "title: Town\nlevel: town\n".to_owned()));
    }
    world.files.insert("content/consents.yaml".to_owned(), ledger.into_bytes());
    for (path, front) in files {
        world.files.insert(format!("content/{path}"), format!("---\n{front}---\n\nWords.\n").into_bytes());
    }
    world.now = instant(season.now);
    world
}

/// The first time at which the site differs, found by building it: at every quarter of an hour for five days,
/// then by bisecting the quarter of an hour before the first difference.
fn find_next_change_by_building(world: &MemoryWorld, loaded: &LoadedNetwork, now: Timestamp) -> Option<Timestamp> {
    let first = site_at(world, loaded, now);
    let quarter = now.as_second() / 900 + 1;
    let differs = |second: i64| site_at(world, loaded, Timestamp::from_second(second).expect("in range")) != first;
    let found = (quarter..quarter + 5 * 96).map(|quarter| quarter * 900).find(|second| differs(*second))?;
    let (mut same, mut other) = ((found - 900).max(now.as_second()), found);
    while other - same > 1 {
        let middle = same + (other - same) / 2;
        if differs(middle) { other = middle } else { same = middle }
    }
    Some(Timestamp::from_second(other).expect("in range"))
}

/// Without this the two tests below could pass without testing anything.
#[test]
fn random_networks_have_changes_of_every_sort() {
    let [mut at_once, mut later, mut none] = [0; 3];
    for seed in 0..60_u64 {
        let season = &SEASONS[usize::try_from(seed).expect("small") % SEASONS.len()];
        let world = world(season, seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let loaded = load(&world);
        let next = renderer_at(&loaded, world.now).publication().next_change();
        match next_change_at(&world, &loaded, world.now) {
            NextChange::At(at) if Some(at) == next => at_once += 1,
            NextChange::At(_) => later += 1,
            _ if next.is_some() => none += 1,
            _ => {}
        }
    }
    assert!(at_once > 10 && later > 3 && none > 3, "{at_once} {later} {none}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn next_change_is_what_a_search_by_building_finds(season in 0..SEASONS.len(), seed in any::<u64>()) {
        let world = world(&SEASONS[season], seed);
        let loaded = load(&world);
        let told = next_change_at(&world, &loaded, world.now);
        match find_next_change_by_building(&world, &loaded, world.now) {
            Some(found) => prop_assert_eq!(told, NextChange::At(found)),
            // The next test covers later changes.
            None => prop_assert!(!matches!(told, NextChange::At(at) if at < world.now.checked_add(119.hours()).expect("in range"))),
        }
    }

    /// Goes from change to change until there are no more: at each the site differs from the second before.
    #[test]
    fn every_next_change_changes_the_site(season in 0..SEASONS.len(), seed in any::<u64>()) {
        let world = world(&SEASONS[season], seed);
        let loaded = load(&world);
        let mut now = world.now;
        for _ in 0..40 {
            let NextChange::At(at) = next_change_at(&world, &loaded, now) else { break };
            let before = at.checked_sub(1.second()).expect("in range").max(now);
            prop_assert!(site_at(&world, &loaded, before) == site_at(&world, &loaded, now), "it changed before {}", at);
            prop_assert!(site_at(&world, &loaded, at) != site_at(&world, &loaded, now), "nothing changes at {}", at);
            now = at;
        }
    }
}

/// Networks with a time at which a condition changes without changing the site.
#[test]
fn a_time_at_which_nothing_changes_is_passed_over() {
    let ledger = "-- content/consents.yaml --\n\
        - {id: c-1, shown_as: A, for: [stories/told], given: 2020-01-01, expires: 2026-01-01, scope: [web]}\n\
        - {id: c-2, shown_as: B, for: [stories/told], given: 2020-01-01, expires: 2027-01-01, scope: [web]}\n";
    let told = "-- content/stories/told.md --\n---\ntitle: Told\ndate: 2026-01-01\npeople: [{consent: c-1}, {consent: c-2}]\n---\n";
    let pack = "-- content/places/town.md --\n---\ntitle: Town\nlevel: town\n---\n\
        -- content/incidents/pack.md --\n---\ntitle: Pack\nplaces: [town]\nbanner: {en: Look}\npublish: 2026-12-01\nshow_until: 2026-12-24\n---\n";
    for (files, turns) in [(format!("{ledger}{told}"), true), (pack.to_owned(), true), (String::new(), false)] {
        let world = network(&files);
        let loaded = load(&world);
        assert_eq!(renderer_at(&loaded, world.now).publication().next_change().is_some(), turns, "{files}");
        assert_eq!(next_change_at(&world, &loaded, world.now), NextChange::Never, "{files}");
    }
    // And one that comes after two that change nothing.
    let news = "-- content/stories/news.md --\n---\ntitle: News\ndate: 2026-01-01\npeople: none\nshow_until: 2027-06-30\n---\n";
    let world = network(&format!("{ledger}{told}{pack}{news}"));
    assert_eq!(next_change_at(&world, &load(&world), world.now), NextChange::At(instant("2027-06-30T23:00:00Z")));
}

#[test]
fn the_search_ends_and_says_how_far_it_went() {
    let mut files = String::from("-- content/places/town.md --\n---\ntitle: Town\nlevel: town\n---\n");
    for n in 0..210 {
        let day = jiff::civil::date(2027, 1, 1).checked_add(i64::from(n).days()).expect("in range");
        files.push_str(&format!("-- content/incidents/pack-{n}.md --\n---\ntitle: Pack\nplaces: [town]\nbanner: {{en: Look}}\npublish: {day}\n---\n"));
    }
    let world = network(&files);
    assert_eq!(
        next_change_at(&world, &load(&world), world.now),
        NextChange::NotBefore(instant("2027-07-19T23:00:00Z"))
    );
}

const NETWORK: &str = "\
-- content/consents.yaml --
- {id: c-1, shown_as: Grace, for: [stories/told], given: 2026-01-01, expires: 2026-12-01, scope: [web]}
- {id: c-2, shown_as: Amina, for: [stories/taken-back], given: 2026-01-01, expires: 2030-01-01, scope: [web], withdrawn: 2026-10-01}
- {id: c-3, shown_as: Ken, for: [stories/later], given: 2027-02-01, expires: 2030-01-01, scope: [web]}
- {id: c-4, shown_as: Dot, for: [stories/told, stories/pic], given: 2026-01-01, expires: 2030-01-01, scope: [web]}
- {id: c-5, shown_as: Old, for: [stories/nobody], given: 2025-01-01, expires: 2026-01-01, scope: [web]}
-- content/private/people.yaml --
- {id: c-1, person: marker-private-name}
- {id: c-2, person: marker-private-other}
-- content/signposts.yaml --
- {id: line, title: The helpline, phone: '01632 960999', checked: 2025-11-20}
- {id: new, title: The new line, phone: '01632 960998', checked: 2026-11-20}
-- content/places/town.md --
---
title: Town
level: town
review: 2026-11-01
---
-- content/partners/hub.md --
---
title: Hub
type: group
serves: [town]
checked: {date: 2025-06-01}
---
-- content/stories/told.md --
---
title: Told
date: 2026-01-01
people: [{consent: c-1}, {consent: c-4}]
---
-- content/stories/taken-back.md --
---
title: Taken back
date: 2026-01-01
people: [{consent: c-2}]
---
-- content/stories/later.md --
---
title: Later
date: 2026-01-01
people: [{consent: c-3}]
---
-- content/stories/soon.md --
---
title: Soon
date: 2026-01-01
people: none
publish: 2026-12-24 18:00
---
-- content/stories/until.md --
---
title: Until
date: 2026-01-01
people: none
show_until: 2027-05-31
review: 2026-12-15
---
-- content/stories/draft.md --
---
title: Draft
date: 2026-01-01
people: none
draft: true
---
-- content/events/lunch.md --
---
title: Lunch
start: 2026-11-22 12:30
end: 2026-11-22 14:00
venue: hub
---
-- content/events/club.md --
---
title: Club
start: 2026-01-06 18:30
venue: hub
repeat: {every: week, days: [tue]}
---
-- content/events/far.md --
---
title: Far
start: 2027-01-06 18:30
venue: {name: marker-hidden-venue, visibility: hidden}
places: [town]
status: cancelled
---
-- content/events/gone.md --
---
title: Gone
start: 2026-11-21 18:30
venue: hub
---
-- content/events/raised.md --
---
title: Raised
start: 2026-11-29 10:45
venue: hub
safety: raised
---
-- content/incidents/pack.md --
---
title: Pack
places: [town]
banner: {en: Look}
active: true
from: 2026-11-18
---
-- content/incidents/off.md --
---
title: Off
places: [town]
banner: {en: Look}
from: 2026-11-18
until: 2026-11-24
---
";

#[test]
fn the_agenda_lists_what_appears_and_what_ends() {
    let agenda = agenda(&network(NETWORK));
    let events: Vec<_> =
        agenda.next_events.iter().map(|event| (event.record.title.as_str(), event.place.as_deref())).collect();
    assert_eq!(events, [("Lunch", Some("Hub")), ("Club", Some("Hub")), ("Far", Some("Town")), ("Raised", None)]);
    let [lunch, club, far, raised] = agenda.next_events.as_slice() else { panic!("four events") };
    assert_eq!(lunch.start_words.as_deref(), Some("Sunday 22 November 2026, 12.30pm"));
    assert!(lunch.today && !lunch.repeats && club.repeats && !club.under_way && !club.today);
    assert_eq!((raised.start.as_deref(), raised.start_at), (None, None));
    assert_eq!(far.status, Some("cancelled"));

    let dated = |dated: &[commonground::agenda::ScheduledChange]| -> Vec<(String, String, ChangeKind)> {
        dated.iter().map(|dated| (dated.record.id.clone(), dated.at.to_string(), dated.what)).collect()
    };
    assert_eq!(dated(&agenda.starts), [("story:soon".into(), "2026-12-24T18:00:00Z".into(), ChangeKind::Published)]);
    assert_eq!(
        dated(&agenda.ends),
        [
            ("event:lunch".into(), "2026-11-22T14:00:00Z".into(), ChangeKind::Passes),
            ("story:until".into(), "2027-05-31T23:00:00Z".into(), ChangeKind::TakenDown),
        ]
    );
    assert_eq!(agenda.ends[1].at_words, "the end of Monday 31 May 2027");

    let consents: Vec<_> = agenda.consents.iter().map(|due| (due.id.as_str(), due.state, due.days)).collect();
    assert_eq!(
        consents,
        [("c-2", ConsentPhase::Withdrawn, -52), ("c-1", ConsentPhase::Expiring, 9), ("c-3", ConsentPhase::Later, 71)]
    );
    assert!(!agenda.consents[0].records[0].published && agenda.consents[1].records[0].published);

    let reviews: Vec<_> = agenda.reviews.records.iter().map(|due| (due.record.id.as_str(), due.days)).collect();
    assert_eq!(reviews, [("place:town", -21), ("story:until", 23)]);
    assert_eq!(agenda.reviews.signposts.iter().map(|due| due.id.as_str()).collect::<Vec<_>>(), ["line"]);
    assert_eq!((agenda.reviews.partners.count, agenda.reviews.partners.first[0].record.title.as_str()), (1, "Hub"));

    let counts = agenda.counts;
    assert_eq!((counts.drafts, counts.scheduled, counts.ended, counts.consent, counts.errors), (1, 1, 0, 2, 0));
    assert_eq!(agenda.incidents.len(), 1);
    assert_eq!((agenda.incidents[0].state, agenda.incidents[0].days), (IncidentState::Active, Some(2)));

    let attention: Vec<_> = agenda.attention_items(&[]).into_iter().map(|item| (item.urgency, item.sentence)).collect();
    assert_eq!(
        attention,
        [
            (Urgency::Safety, "Safety is raised for “Raised”.".to_owned()),
            (Urgency::Consent, "Consent `c-1` (Grace) ends after Tuesday 1 December 2026, in 9 days.".to_owned()),
            (Urgency::Incident, "The pack “Pack” is on and ends in 2 days.".to_owned()),
            (Urgency::Review, "“Town” is to be looked at again.".to_owned()),
            (Urgency::Today, "“Lunch” is on today at Hub.".to_owned()),
        ]
    );
}

#[test]
fn the_agenda_has_no_private_names_and_does_not_read_the_clock() {
    let world = network(NETWORK);
    let renderer = renderer_at(&load(&world), world.now);
    let before = renderer.publication().next_change();
    let text = serde_json::to_string(&Agenda::from_publication(renderer.publication())).expect("it serialises");
    assert_eq!(renderer.publication().next_change(), before);
    for secret in ["marker-", "10:45"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

fn folder() -> Folder {
    Folder::new(NETWORK)
}

fn json(ran: &ProgramOutput) -> serde_json::Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
}

fn narrow(ran: &ProgramOutput) {
    let wide: Vec<&str> = ran.out.lines().filter(|line| line.chars().count() > 100).collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn status_says_that_a_site_was_never_built() {
    let folder = folder();
    let ran = folder.run(&["status", "--on", NOW]).expect_code(0);
    narrow(&ran);
    for said in [
        "Never built here",
        "Lunch, Hub",
        "Club, Hub (repeats)",
        "1 draft, 1 scheduled for later",
        "commonground build --keep-going",
    ] {
        assert!(ran.out.contains(said), "{said} in\n{}", ran.out);
    }
    assert!(!ran.out.contains("TAKE DOWN") && !ran.out.contains("marker-"), "{}", ran.out);
    // At half past twelve the page of the lunch says that it is on.
    let change = "The site changes by itself in 30 minutes: Sunday 22 November 2026, 12.30pm.";
    assert!(ran.out.contains(change), "{}", ran.out);
    let told = json(&folder.run(&["status", "--now", NOW, "--format", "json"]).expect_code(0));
    assert_eq!(told["last_build"], serde_json::Value::Null);
    assert_eq!(told["on"], "2026-11-22T12:00:00Z");
    assert_eq!(told["next_change"]["at"], "2026-11-22T12:30:00Z");
    assert_eq!(told["next_change"]["known"], "exactly");
    assert_eq!(told["agenda"]["starts"][0]["at_words"], "Thursday 24 December 2026, 6pm");
    assert!(!folder.path(".commonground").exists(), "status writes nothing");
}

#[test]
fn status_of_an_empty_network_says_that_nothing_is_to_come() {
    let folder = Folder::new("");
    let ran = folder.run(&["status", "--on", "2026-11-22"]).expect_code(0);
    for said in [
        "No event is to come",
        "Nothing waits to be published",
        "Every record is published",
        "Nothing changes by itself",
    ] {
        assert!(ran.out.contains(said), "{said} in\n{}", ran.out);
    }
    assert_eq!(folder.run(&["status", "-q", "--on", "2026-11-22"]).expect_code(0).out, "");
}

#[test]
fn status_begins_with_what_must_be_taken_down() {
    let folder = folder();
    folder.build(&["-q"]).expect_code(0);
    let fresh = json(&folder.run(&["status", "--on", NOW, "--format", "json"]).expect_code(0));
    assert_eq!(fresh["take_down"], serde_json::json!([]));
    assert_eq!(fresh["last_build"]["contents_changed"], false);
    assert_eq!(fresh["last_build"]["out_of_date"], false);
    assert_eq!(fresh["last_build"]["folder"], "public");

    // Its last day is 1 December.
    let same = json(&folder.run(&["status", "--on", "2026-12-01", "--format", "json"]).expect_code(0));
    assert_eq!((&same["take_down"], &same["last_build"]["out_of_date"]), (&serde_json::json!([]), &true.into()));
    let ran = folder.run(&["status", "--on", "2026-12-02"]).expect_code(0);
    narrow(&ran);
    let section = "\nTAKE DOWN NOW: 1 published file has to go\n  “Told”, /stories/told/: consent `c-1` has expired\n";
    assert!(ran.out.contains(section), "{}", ran.out);
    assert!(ran.out.find("TAKE DOWN") < ran.out.find("Needs attention"), "{}", ran.out);
    assert!(ran.out.contains("out of date by time alone"), "{}", ran.out);
    let quiet = folder.run(&["status", "-q", "--on", "2026-12-02"]).expect_code(0);
    assert!(quiet.out.contains("/stories/told/"), "{}", quiet.out);
    let told = json(&folder.run(&["status", "--on", "2026-12-02", "--format", "json"]).expect_code(0));
    assert_eq!(told["take_down"][0]["record"]["id"], "story:told");
    assert_eq!(told["attention"][0]["urgency"], "take-down");

    // The build that the message recommends takes it down.
    folder.run(&["build", "--keep-going", "-q", "--now", "2026-12-02"]).expect_code(0);
    let after = json(&folder.run(&["status", "--on", "2026-12-02", "--format", "json"]).expect_code(0));
    assert_eq!(after["take_down"], serde_json::json!([]));
}

#[test]
fn removed_records_and_pictures_without_consent_must_be_taken_down() {
    let folder = folder();
    folder.write_all(
        "-- content/stories/pic.md --\n---\ntitle: Pic\ndate: 2026-01-01\npeople: none\nimage: pic.png\nimages: {pic.png: {alt: A table, people: [c-4]}}\naliases: [/old/pic/]\n---\n\
         -- content/stories/wrong.md --\n---\ntitle: Wrong\ndate: 2026-01-01\npeople: none\n---\n",
    );
    folder.write("content/stories/pic.png", b"no real picture");
    let built = folder.build(&["-q"]).expect_code(0);
    assert!(folder.path("public/stories/pic.png").exists(), "{}", built.err);
    let consents =
        folder.read("content/consents.yaml").replace("shown_as: Dot,", "shown_as: Dot, withdrawn: 2026-11-01,");
    folder.write("content/consents.yaml", consents);
    folder.remove("content/stories/until.md");
    folder.write("content/stories/wrong.md", "---\ntitle: Wrong\n---\n");
    let told = json(&folder.run(&["status", "--on", NOW, "--format", "json"]).expect_code(0));
    let down: Vec<_> = told["take_down"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|still| (still["address"].as_str().expect("text"), still["why"].as_str().expect("text")))
        .collect();
    assert_eq!(
        down,
        [
            ("/stories/told/", "consent `c-4` was withdrawn"),
            ("/stories/pic.png", "consent `c-4` was withdrawn"),
            ("/stories/until/", "nothing in the contents has this address any more"),
        ]
    );
    assert_eq!(told["last_build"]["contents_changed"], true);
    // A mistake is not a withdrawal: it is reported, and nothing must be taken down.
    assert_eq!(told["attention"][3]["urgency"], "held-back");
    let errors = told["faults"]["errors"].as_u64().expect("a number");
    assert!(errors > 0);
    let ran = folder.run(&["status", "--on", NOW]).expect_code(0);
    assert!(ran.out.contains(&format!("The contents have {errors} error")), "{}", ran.out);
    // A page that was removed by hand is already down.
    std::fs::remove_dir_all(folder.path("public")).expect("removed");
    let told = json(&folder.run(&["status", "--on", NOW, "--format", "json"]).expect_code(0));
    assert_eq!((&told["take_down"], &told["last_build"]["files"]), (&serde_json::json!([]), &0.into()));
}

/// Consent is withdrawn while somebody else breaks the file: the page must be taken down all the same.
#[test]
fn a_mistake_does_not_hide_a_withdrawal() {
    let folder = folder();
    folder.build(&["-q"]).expect_code(0);
    let consents =
        folder.read("content/consents.yaml").replace("shown_as: Dot,", "shown_as: Dot, withdrawn: 2026-11-01,");
    folder.write("content/consents.yaml", consents);
    folder.write("content/stories/told.md", folder.read("content/stories/told.md") + "[Nowhere](nowhere.md)\n");
    let told = json(&folder.run(&["status", "--on", NOW, "--format", "json"]).expect_code(0));
    assert_eq!(told["take_down"][0]["address"], "/stories/told/");
    assert_eq!(told["attention"][1]["sentence"], "“Told” has errors and is held back.");
    // Nor does a mistake in the ledger: an unreadable consent counts as none.
    folder.write("content/consents.yaml", "- id: [c\n");
    let told = json(&folder.run(&["status", "--on", NOW, "--format", "json"]).expect_code(0));
    let why = "consent `c-1` cannot be found: part of `consents.yaml` cannot be read";
    assert_eq!(told["take_down"][0]["why"], why);
}

#[test]
fn a_time_at_which_nothing_changed_leaves_the_site_up_to_date() {
    let pack = "-- content/places/town.md --\n---\ntitle: Town\nlevel: town\n---\n\
        -- content/incidents/pack.md --\n---\ntitle: Pack\nplaces: [town]\nbanner: {en: Look}\npublish: 2026-12-01\n---\n";
    let folder = Folder::new(pack);
    folder.build(&["-q"]).expect_code(0);
    let told = json(&folder.run(&["status", "--on", "2026-12-05", "--format", "json"]).expect_code(0));
    assert_eq!(told["last_build"]["due"], "2026-12-01T00:00:00Z");
    assert_eq!(told["last_build"]["out_of_date"], false);
}

#[test]
fn the_build_record_of_an_older_program_is_read() {
    let folder = folder();
    folder.build(&["-q"]).expect_code(0);
    let mut old: serde_json::Value = serde_json::from_str(&folder.read(".commonground/last-build")).expect("JSON");
    let fields = old.as_object_mut().expect("an object");
    assert!(fields.remove("out").is_some() && fields.remove("sources").is_some());
    folder.write(".commonground/last-build", old.to_string());
    let ran = folder.run(&["status", "--on", "2026-12-02"]).expect_code(0);
    for said in ["Made for Sunday 22 November 2026, noon, into `public`", "is not known", "/stories/told/"] {
        assert!(ran.out.contains(said), "{said} in\n{}", ran.out);
    }
    // A build still recognises that nothing has changed.
    assert!(folder.build(&[]).expect_code(0).err.contains("up to date"));
    folder.write(".commonground/last-build", "{ half a");
    assert!(folder.run(&["status", "--on", NOW]).expect_code(0).out.contains("Never built here"));
}

#[test]
fn a_site_that_was_written_elsewhere_is_found_from_anywhere() {
    let folder = folder();
    let elsewhere = Folder::empty();
    let root = folder.root().to_str().expect("UTF-8");
    elsewhere.run(&["--root", root, "build", "-q", "--now", NOW, "--out", "site"]).expect_code(0);
    let told = json(&folder.run(&["status", "--on", "2026-12-02", "--format", "json"]).expect_code(0));
    assert_eq!(told["take_down"][0]["address"], "/stories/told/");
    assert!(told["last_build"]["folder"].as_str().expect("text").ends_with("/site"));
}

#[test]
fn wrong_use_and_unusable_networks_have_their_exit_codes() {
    let folder = folder();
    folder.run(&["status", "--on", "soon"]).expect_code(2);
    folder.run(&["status", "--format", "sarif"]).expect_code(2);
    folder.run(&["status", "--private", "nowhere"]).expect_code(2);
    Folder::empty().run(&["status"]).expect_code(2);
    folder.write("content/consents.yaml", "- id: [c\n");
    folder.write("content/stories/broken.md", "no front matter");
    folder.run(&["status", "--on", NOW]).expect_code(0);
    folder.write("content/site.yaml", "title: only this\n");
    let ran = folder.run(&["status", "--on", NOW, "--format", "json"]).expect_code(1);
    assert!(ran.err.contains("must be corrected first"), "{}", ran.err);
    assert!(json(&ran)["faults"]["errors"].as_u64() > Some(0));
    folder.remove("content/site.yaml");
    folder.run(&["--root", ".", "status", "--on", NOW]).expect_code(1);
}

#[test]
fn a_title_cannot_control_a_terminal() {
    let folder = Folder::new("-- content/events/a.md --\n---\ntitle: \"Red \\e[31m alarm\"\nstart: 2027-01-01\n---\n");
    let ran = folder.run(&["status", "--on", NOW]).expect_code(0);
    assert!(ran.out.contains("alarm") && !ran.out.contains('\u{1b}'), "{:?}", ran.out);
}
