//! How long each stage takes, in memory, without the disk: `cargo bench --bench stages`.
//!
//! The network is that of `network.rs`. Medians of one run are comparable with each other and with nothing else.

use std::sync::Arc;

use commonground::fault::Faults;
use commonground::pipeline::{self, NullSink};
use commonground::publish::PublishOptions;
use commonground::recurrence::RecurrenceRule;
use commonground::world::World;
use jiff::civil::date;

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
    let options = PublishOptions { now: world.now(), include_drafts: false, base_url: None };
    bencher.bench(|| pipeline::build_renderer(&loaded, &options, &mut Faults::new()));
}

#[divan::bench(args = SIZES, sample_count = 7, sample_size = 1)]
fn print(bencher: divan::Bencher<'_, '_>, records: usize) {
    let world = network(records);
    let loaded = pipeline::load(&world, None, &mut Faults::new()).expect("it loads");
    let options = PublishOptions { now: world.now(), include_drafts: false, base_url: None };
    let renderer = Arc::new(pipeline::build_renderer(&loaded, &options, &mut Faults::new()));
    bencher.bench(|| {
        pipeline::render_site(&world, &renderer, &NullSink, &mut Faults::new()).expect("nowhere is never full")
    });
}

#[divan::bench(sample_count = 50)]
fn parse_one_story(bencher: divan::Bencher<'_, '_>) {
    let world = network(100);
    let text = String::from_utf8(world.files["content/stories/story-3.md"].clone()).expect("text");
    let source = Arc::new(commonground::text::Source { path: "content/stories/story-3.md".into(), text });
    bencher.bench(|| commonground::record::parse(&source, commonground::kind::Kind::Story, "story-3"));
}

/// What a build asks of events that repeat: the dates of 18 months, long after most of them began.
#[divan::bench(sample_count = 50)]
fn expand_2_000_rules(bencher: divan::Bencher<'_, '_>) {
    let texts = [
        "FREQ=WEEKLY;BYDAY=TU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=120",
        "FREQ=MONTHLY;BYDAY=2TH",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=21",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
    ];
    let rules: Vec<RecurrenceRule> =
        texts.iter().cycle().take(2_000).map(|text| RecurrenceRule::parse(text).expect("a rule")).collect();
    let (start, from, to) = (date(2020, 1, 7), date(2027, 1, 1), date(2028, 7, 1));
    bencher.bench(|| {
        rules.iter().map(|rule| rule.dates_from(start, from).take_while(|date| *date < to).count()).sum::<usize>()
    });
}

/// The slowest rule: one that never has a date.
#[divan::bench(sample_count = 50)]
fn expand_a_rule_that_gives_nothing(bencher: divan::Bencher<'_, '_>) {
    let rule = RecurrenceRule::parse("FREQ=DAILY;BYDAY=TU;BYSETPOS=2").expect("a rule");
    bencher.bench(|| rule.dates(date(2027, 1, 5)).next());
}
