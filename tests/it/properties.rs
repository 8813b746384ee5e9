//! What the program promises, as properties of random networks.

use std::collections::{BTreeMap, BTreeSet};

use commonground::kind::Kind;
use commonground::pipeline;
use commonground::publish::PageKind;
use commonground::record::Channel;
use commonground::world::MemoryWorld;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::network::{Built, NOW, build, network};
use super::random::RandomChoices;

/// A random network: how many records of each kind, and a seed for everything else.
#[derive(Clone, Debug)]
struct Plan {
    partners: usize,
    places: usize,
    stories: usize,
    events: usize,
    resources: usize,
    campaigns: usize,
    seed: u64,
}

fn plan() -> impl Strategy<Value = Plan> {
    (1usize..5, 1usize..4, 0usize..6, 0usize..5, 0usize..3, 0usize..3, any::<u64>()).prop_map(
        |(partners, places, stories, events, resources, campaigns, seed)| Plan {
            partners,
            places,
            stories,
            events,
            resources,
            campaigns,
            seed,
        },
    )
}

/// Choices for records of a random network.
impl RandomChoices {
    /// `[name-1, name-3]`, of those there are.
    fn some(&mut self, name: &str, of: usize) -> String {
        let chosen: BTreeSet<usize> = (0..self.below(4)).map(|_| self.below(of)).collect();
        let chosen = if of == 0 { BTreeSet::new() } else { chosen };
        format!("[{}]", chosen.iter().map(|n| format!("{name}-{n}")).collect::<Vec<_>>().join(", "))
    }

    fn day(&mut self) -> String {
        format!("202{}-{:02}-{:02}", 5 + self.below(4), 1 + self.below(12), 1 + self.below(28))
    }

    /// Lines for a draft or a schedule, or none.
    fn schedule(&mut self) -> String {
        let mut lines = String::new();
        match self.below(14) {
            0 => lines.push_str("draft: true\n"),
            1 => lines.push_str(&format!("publish: {}\n", self.day())),
            2 => lines.push_str(&format!("show_until: {}\n", self.day())),
            3 => lines.push_str(&format!("publish: 2026-{:02}-11 09:30\n", 1 + self.below(12))),
            _ => {}
        }
        lines
    }

    /// Links to other records and blocks that show them.
    fn body(&mut self, plan: &Plan) -> String {
        let mut body = String::from("Some words.\n\n");
        if self.often() {
            body.push_str(&format!("See [them](../partners/partner-{}.md).\n\n", self.below(plan.partners)));
        }
        if plan.stories > 0 && self.seldom() {
            body.push_str(&format!("::story slug=\"story-{}\"\n\n", self.below(plan.stories)));
        }
        if plan.events > 0 && self.seldom() {
            body.push_str(&format!(
                ":::callout kind=\"ask\"\n[Come](../events/event-{}.md)\n:::\n\n",
                self.below(plan.events)
            ));
        }
        body
    }
}

fn world(plan: &Plan) -> MemoryWorld {
    let mut world = network("");
    let mut choices = RandomChoices::from_seed(plan.seed);
    let c = &mut choices;
    let mut add = |path: String, front: String, body: String| {
        drop(world.files.insert(path, format!("---\n{front}---\n\n{body}").into_bytes()))
    };
    for n in 0..plan.places {
        let parent = if n > 0 { format!("parent: place-{}\n", c.below(n)) } else { String::new() };
        add(
            format!("content/places/place-{n}.md"),
            format!("title: Place {n}\nlevel: town\n{parent}{}", c.schedule()),
            c.body(plan),
        );
    }
    for n in 0..plan.partners {
        let whole = if n > 0 && c.seldom() { format!("part_of: partner-{}\n", c.below(n)) } else { String::new() };
        let front = format!(
            "title: Partner {n}\ntype: group\nserves: [place-{}]\nmember_of: {}\nfunders: {}\ntopics: [food]\n{whole}{}",
            c.below(plan.places),
            c.some("partner", plan.partners),
            c.some("partner", plan.partners),
            c.schedule()
        );
        add(format!("content/partners/partner-{n}.md"), front, c.body(plan));
    }
    for n in 0..plan.events {
        let day = c.day();
        let front = format!(
            "title: Event {n}\nstart: {day} 18:30\nend: {day} 20:00\norganisers: {}\nhosts: {}\nvenue: partner-{}\nplaces: [place-{}]\ncampaigns: {}\n{}",
            c.some("partner", plan.partners),
            c.some("partner", plan.partners),
            c.below(plan.partners),
            c.below(plan.places),
            c.some("campaign", plan.campaigns),
            c.schedule()
        );
        add(format!("content/events/event-{n}.md"), front, c.body(plan));
    }
    for n in 0..plan.campaigns {
        let front = format!(
            "title: Campaign {n}\nstart: {}\npartners: {}\nplaces: {}\ntoolkit: {}\n{}",
            c.day(),
            c.some("partner", plan.partners),
            c.some("place", plan.places),
            c.some("resource", plan.resources),
            c.schedule()
        );
        add(format!("content/campaigns/campaign-{n}.md"), front, c.body(plan));
    }
    for n in 0..plan.resources {
        let front = format!(
            "title: Resource {n}\ntype: guide\npublisher: partner-{}\ntopics: [welcome]\n{}",
            c.below(plan.partners),
            c.schedule()
        );
        add(format!("content/resources/resource-{n}.md"), front, c.body(plan));
    }
    let mut ledger = String::new();
    for n in 0..plan.stories {
        let people = if c.seldom() {
            let withdrawn = if c.seldom() { format!(", withdrawn: {}", c.day()) } else { String::new() };
            let (given, expires) = (2024 + c.below(3), 2027 + c.below(3));
            ledger.push_str(&format!("- {{id: c-{n}, shown_as: Shown{n}, for: [stories/story-{n}], given: {given}-05-01, expires: {expires}-05-01, scope: [web]{withdrawn}}}\n"));
            format!("[{{consent: c-{n}}}]")
        } else {
            "none".to_owned()
        };
        let alias = if c.seldom() { format!("aliases: [/old/story-{n}/]\n") } else { String::new() };
        let event = if plan.events > 0 && c.often() {
            format!("event: event-{}\n", c.below(plan.events))
        } else {
            String::new()
        };
        let front = format!(
            "title: Story {n}\ndate: {}\npeople: {people}\npartners: {}\nplaces: {}\ntopics: [food, welcome]\nrelated: [\"partner:partner-{}\"]\n{event}{alias}{}",
            c.day(),
            c.some("partner", plan.partners),
            c.some("place", plan.places),
            c.below(plan.partners),
            c.schedule()
        );
        add(format!("content/stories/story-{n}.md"), front, c.body(plan));
        if c.seldom() {
            add(format!("content/stories/story-{n}.cy.md"), format!("title: Stori {n}\n"), "Geiriau.\n".to_owned());
        }
    }
    if !ledger.is_empty() {
        world.files.insert("content/consents.yaml".to_owned(), ledger.into_bytes());
    }
    world
}

pub fn build_at(world: &MemoryWorld, now: Timestamp) -> Built {
    build(&MemoryWorld { now, ..world.clone() })
}

fn now() -> Timestamp {
    NOW.parse().expect("a timestamp")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_same_network_gives_the_same_bytes_on_any_number_of_threads(plan in plan()) {
        let world = world(&plan);
        let one = pipeline::run_with_jobs(1, || build(&world)).expect("threads");
        let many = pipeline::run_with_jobs(4, || build(&world)).expect("threads");
        prop_assert_eq!(one.report(), many.report());
        prop_assert!(one.files == many.files);
    }

    /// Also that nothing on a page leads to what is not published, and that every reference was resolved.
    #[test]
    fn every_page_links_back_to_the_records_that_refer_to_it(plan in plan()) {
        let built = build(&world(&plan));
        let report = built.report();
        prop_assert!(!report.contains(": error: "), "{}", report);
        let renderer = built.renderer.as_ref().expect("it was rendered");
        let publication = renderer.publication();
        for page in publication.pages().iter().filter(|page| matches!(page.id.kind, PageKind::Record(_)) && page.id.language.is_none()) {
            let target = publication.record_on_page(page).expect("it is published");
            let text = built.page(&commonground::path::output_path(&page.address));
            for (role, from) in target.backlinks() {
                prop_assert!(text.contains(&format!("href=\"{}\"", from.href())), "{} does not show {} ({role:?})", target.id(), from.id());
            }
        }
    }

    #[test]
    fn every_link_leads_to_a_file_of_the_site(plan in plan()) {
        let built = build(&world(&plan));
        for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let text = std::str::from_utf8(bytes).expect("text");
            for href in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|href| href.starts_with('/')) {
                let inner = href.strip_prefix("/net").unwrap_or_else(|| panic!("{path}: {href} is not below the base path"));
                let file = commonground::path::output_path(inner.split('#').next().expect("a part"));
                prop_assert!(built.files.contains_key(&file), "{path} leads to {href}, which nothing has");
            }
        }
    }

    #[test]
    fn a_record_without_errors_gets_none_as_time_passes(plan in plan(), days in prop::collection::vec(1i64..2_000, 4)) {
        let world = world(&plan);
        prop_assert!(!build(&world).report().contains(": error: "));
        for days in days {
            let later = now().checked_add((days * 24).hours()).expect("in range");
            let report = build_at(&world, later).report();
            prop_assert!(!report.contains(": error: "), "{later}: {report}");
        }
    }

    /// Builds the site at many times before the next change: it is always the same to the byte.
    #[test]
    fn the_site_does_not_change_before_next_change(plan in plan()) {
        let world = world(&plan);
        let first = build(&world);
        let next_change = first.renderer.as_ref().expect("rendered").publication().next_change();
        let until = next_change.unwrap_or_else(|| now().checked_add((400 * 24).hours()).expect("in range"));
        let mut moments: Vec<Timestamp> = (1..=400).map(|days| now().checked_add((days * 24 + 11).hours()).expect("in range")).collect();
        moments.push(until.checked_sub(1.second()).expect("in range"));
        for moment in moments.into_iter().filter(|moment| *moment > now() && *moment < until).step_by(9).chain(std::iter::once(until.checked_sub(1.second()).expect("in range"))).filter(|moment| *moment > now()) {
            prop_assert!(build_at(&world, moment).files == first.files, "the site is another one at {moment}, before {next_change:?}");
        }
    }
}

/// The private folder, hidden values, notes, drafts and withdrawn stories: each with a word that is nowhere else.
pub const SECRETS: &str = "\
-- content/consents.yaml --
- {id: c-1, shown_as: ShownAsGrace, for: [stories/told], given: 2026-01-01, expires: 2030-01-01, scope: [web]}
- {id: c-2, shown_as: marker-withdrawn-name, for: [stories/taken-back], given: 2026-01-01, expires: 2030-01-01, scope: [web], withdrawn: 2026-10-01}
-- content/places/end.md --
---
title: End
level: town
notes: marker-place-notes
---

Words.
-- content/partners/hub.md --
---
title: Hub
type: group
serves: [end]
address: {lines: [marker-hidden-line], postcode: marker-hidden-code, visibility: hidden}
contacts:
  - {role: office, name: marker-contact-name, email: marker-personal@example.org, phone: '07700 900123'}
  - {role: secret, email: marker-secret@example.org, visibility: hidden}
  - {role: asked, email: marker-asked@example.org, visibility: on-request}
notes: marker-notes
---

Words.
-- content/partners/refuge.md --
---
title: Refuge
type: group
serves: [end]
address: {lines: [marker-area-line], visibility: area}
---

Words.
-- content/events/evening.md --
---
title: Evening
start: 2027-01-01 18:30
places: [end]
venue: {name: marker-venue, lines: [marker-venue-line], visibility: on-request}
online: {url: 'https://example.org/marker-online', visibility: on-request}
attendance: {people: 98765}
---

Words.
-- content/stories/told.md --
---
title: Told
date: 2026-01-02
people: [{consent: c-1, role: cook}]
---

Words.
-- content/stories/taken-back.md --
---
title: marker-withdrawn-title
date: 2026-01-02
people: [{consent: c-2}]
---

marker-withdrawn-body
-- content/stories/draft.md --
---
title: marker-draft-title
date: 2026-01-02
people: none
draft: true
---

marker-draft-body
-- content/stories/links.md --
---
title: Links
date: 2026-01-02
people: none
related: ['story:draft']
---

[to it](draft.md) and <a href=\"taken-back.md\">that</a>

::story slug=\"taken-back\"
";

pub const PRIVATE: &str = "\
-- content/private/people.yaml --
- {id: c-1, person: marker-person, known_as: [marker-known-as], contact: marker-contact, guardian: marker-guardian, form: marker-form}
-- content/private/allow.yaml --
- {text: marker-allowed, reason: marker-reason}
-- content/private/records/partners/refuge.yaml --
contacts: [{role: marker-private-role, email: marker-private@example.org}]
website: https://example.org/marker-website
summary: marker-private-summary
-- content/private/records/events/evening.yaml --
notes: marker-private-notes
";

fn markers(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let holds = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.contains("marker-") || text.contains("07700") || text.contains("98765")
    };
    files.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path.clone()).collect()
}

#[test]
fn no_output_contains_withheld_data_and_agreed_names_are_shown() {
    let mut world = network(SECRETS);
    let without = build(&world);
    world.files.extend(super::network::split(PRIVATE).into_iter().map(|(path, text)| (path, text.into_bytes())));
    let with = build(&world);
    assert!(!with.report().contains(": error: "), "{}", with.report());
    for built in [&without, &with] {
        assert_eq!(markers(&built.files), Vec::<String>::new());
        assert!(built.page("stories/told/index.html").contains("ShownAsGrace"));
        assert!(built.files.contains_key("stories/links/index.html"));
    }
    assert!(with.files == without.files, "the private folder gives the same site");
}

#[test]
fn the_search_for_markers_finds_one_in_a_published_body() {
    let mut world = network(SECRETS);
    let path = "content/stories/links.md";
    let text = String::from_utf8(world.files[path].clone()).expect("text") + "\nmarker-planted\n";
    world.files.insert(path.to_owned(), text.into_bytes());
    assert_eq!(markers(&build(&world).files), ["feed.json", "feed.xml", "stories/links/index.html"]);
}

#[test]
fn random_networks_have_relations_and_records() {
    let plan = Plan { partners: 4, places: 3, stories: 5, events: 4, resources: 2, campaigns: 2, seed: 7 };
    let built = build(&world(&plan));
    let publication = built.renderer.as_ref().expect("rendered").publication();
    let records = built.loaded.as_ref().expect("loaded").site.indexed_records().map(|(ix, _)| ix);
    let relations: usize =
        records.filter_map(|ix| publication.visible(ix, Channel::Page)).map(|record| record.backlinks().count()).sum();
    assert!(relations > 10 && publication.count_published(Kind::Partner) > 1, "{relations}");
}
