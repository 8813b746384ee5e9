//! How long each stage takes, in memory, without the disk: `cargo bench --bench stages`.
//!
//! The network is made here: N records in the mix of a real one (45 % stories of about 450 words, 35 % partners,
//! 18 % events, 2 % places). Medians of one run are comparable with each other and with nothing else.

use std::sync::Arc;

use commonground::fault::Faults;
use commonground::pipeline::{self, Nowhere};
use commonground::publish::Edition;
use commonground::world::{MemoryWorld, World};

fn main() {
    divan::main();
}

const SITE: &str = "title: Bench\nbase_url: https://example.org/\nlanguage: en\nzone: Europe/London\n\
    contact: {email: a@example.org}\ntopics: {food: Food, walks: Walks, choirs: Choirs, gardens: Gardens}\n";
const TOPICS: [&str; 4] = ["food", "walks", "choirs", "gardens"];
const SENTENCE: &str = "The kettle was on before anybody had said who they were, and **nobody** asked twice. ";

fn network(records: usize) -> MemoryWorld {
    let (stories, partners, events) = (records * 45 / 100, records * 35 / 100, records * 18 / 100);
    let places = (records / 50).max(1);
    let mut world =
        MemoryWorld::new("2026-11-22T12:00:00Z".parse().expect("a timestamp"), [("content/site.yaml", SITE)]);
    let mut add = |path: String, text: String| drop(world.files.insert(path, text.into_bytes()));
    for n in 0..places {
        add(format!("content/places/place-{n}.md"), format!("---\ntitle: Place {n}\nlevel: town\n---\n\n{SENTENCE}\n"));
    }
    for n in 0..partners {
        let place = n % places;
        add(
            format!("content/partners/partner-{n}.md"),
            format!(
                "---\ntitle: Partner {n}\ntype: group\nserves: [place-{place}]\ntopics: [{}]\n---\n\n{}\n",
                TOPICS[n % 4],
                SENTENCE.repeat(6)
            ),
        );
    }
    for n in 0..events {
        let (partner, day) = (n * 7 % partners.max(1), 1 + n % 28);
        add(
            format!("content/events/event-{n}.md"),
            format!(
                "---\ntitle: Event {n}\nstart: 2027-03-{day:02} 18:30\nend: 2027-03-{day:02} 20:00\norganisers: [partner-{partner}]\nvenue: {{name: The hall}}\n---\n\n{}\n",
                SENTENCE.repeat(8)
            ),
        );
    }
    for n in 0..stories {
        let (one, other, place) = (n * 3 % partners.max(1), n * 11 % partners.max(1), n % places);
        let paragraph = format!("{}\n\n## Part {n}\n\n- {SENTENCE}\n- {SENTENCE}\n\n", SENTENCE.repeat(5));
        let link = format!("See [another](../stories/story-{}.md).\n\n", (n + 1) % stories);
        add(
            format!("content/stories/story-{n}.md"),
            format!(
                "---\ntitle: \"Story {n}: a table\"\ndate: 2026-0{}-11\npartners: [partner-{one}, partner-{other}]\nplaces: [place-{place}]\ntopics: [{}]\npeople: none\n---\n\n{}{link}",
                1 + n % 9,
                TOPICS[n % 4],
                paragraph.repeat(4)
            ),
        );
    }
    world
}

const SIZES: [usize; 2] = [2_000, 4_000];

#[divan::bench(args = SIZES, sample_count = 7, sample_size = 1)]
fn load(bencher: divan::Bencher<'_, '_>, records: usize) {
    let world = network(records);
    bencher.bench(|| pipeline::load(&world, None, &mut Faults::new()).expect("it loads"));
}

#[divan::bench(args = SIZES, sample_count = 7, sample_size = 1)]
fn publish(bencher: divan::Bencher<'_, '_>, records: usize) {
    let world = network(records);
    let loaded = pipeline::load(&world, None, &mut Faults::new()).expect("it loads");
    let edition = Edition { now: world.now(), drafts: false, base_url: None };
    bencher.bench(|| pipeline::publish(&loaded, &edition, &mut Faults::new()));
}

#[divan::bench(args = SIZES, sample_count = 7, sample_size = 1)]
fn print(bencher: divan::Bencher<'_, '_>, records: usize) {
    let world = network(records);
    let loaded = pipeline::load(&world, None, &mut Faults::new()).expect("it loads");
    let edition = Edition { now: world.now(), drafts: false, base_url: None };
    let press = Arc::new(pipeline::publish(&loaded, &edition, &mut Faults::new()));
    bencher.bench(|| pipeline::print(&world, &press, &Nowhere, &mut Faults::new()).expect("nowhere is never full"));
}

#[divan::bench(sample_count = 50)]
fn parse_one_story(bencher: divan::Bencher<'_, '_>) {
    let world = network(100);
    let text = String::from_utf8(world.files["content/stories/story-3.md"].clone()).expect("text");
    let source = Arc::new(commonground::text::Source { path: "content/stories/story-3.md".into(), text });
    bencher.bench(|| commonground::record::parse(&source, commonground::record::Kind::Story, "story-3"));
}
