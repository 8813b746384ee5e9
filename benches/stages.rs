//! How long each stage takes, in memory, without the disk: `cargo bench --bench stages`.
//!
//! The network is that of `network.rs`. Medians of one run are comparable with each other and with nothing else.

use std::sync::Arc;

use commonground::fault::Faults;
use commonground::pipeline::{self, Nowhere};
use commonground::publish::Edition;
use commonground::world::World;

#[path = "network.rs"]
mod network;

use network::network;

fn main() {
    divan::main();
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
