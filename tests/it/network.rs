//! Small networks in memory: one text with many files in, a site or a report out.

use std::collections::BTreeMap;
use std::sync::Arc;

use commonground::fault::{Fault, Faults, short};
use commonground::pipeline::{self, Loaded};
use commonground::publish::Edition;
use commonground::site::settle;
use commonground::theme::Press;
use commonground::world::{MemoryWorld, World};

/// The least that a network needs.
pub const SITE: &str = "title: Test network\nbase_url: https://example.org/net/\nlanguage: en\nlanguages: [cy, ur]\nzone: Europe/London\n\
    contact: {email: hello@example.org}\ntopics: {food: Food, welcome: Welcome}\n";

/// The moment that tests are made for unless they say otherwise.
pub const NOW: &str = "2026-11-22T12:00:00Z";

/// A network of `SITE` and some files: `-- path --` lines, each followed by the file's text.
pub fn network(files: &str) -> MemoryWorld {
    let mut world = MemoryWorld::new(NOW.parse().expect("a timestamp"), [("content/site.yaml", SITE)]);
    world.files.extend(split(files).into_iter().map(|(path, text)| (path, text.into_bytes())));
    world
}

/// The files of one text.
pub fn split(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let name = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
        match (name, files.last_mut()) {
            (Some(name), _) => files.push((name.to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => {}
        }
    }
    files
}

/// What a network builds to.
pub struct Built {
    /// Every file of the site.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Every fault, in order.
    pub faults: Vec<Fault>,
    /// What was loaded.
    pub loaded: Option<Loaded>,
    /// What it was printed from.
    pub press: Option<Arc<Press>>,
}

impl Built {
    /// A page's text.
    pub fn page(&self, path: &str) -> &str {
        let bytes =
            self.files.get(path).unwrap_or_else(|| panic!("there is no {path}; there are {:?}", self.files.keys()));
        std::str::from_utf8(bytes).expect("pages are UTF-8")
    }

    /// The faults, a line each.
    pub fn report(&self) -> String {
        short(&self.faults)
    }
}

/// Builds at the world's own time.
pub fn build(world: &MemoryWorld) -> Built {
    build_with(world, false)
}

/// Builds, with drafts or without.
pub fn build_with(world: &MemoryWorld, drafts: bool) -> Built {
    let mut faults = Faults::new();
    let Some(loaded) = pipeline::load(world, None, &mut faults) else {
        return Built { files: BTreeMap::new(), faults: faults.sorted(), loaded: None, press: None };
    };
    let edition = Edition { now: world.now(), drafts, base_url: None };
    let press = pipeline::publish(&loaded, &edition, &mut faults);
    let files = pipeline::in_memory(world, &press, &mut faults).expect("memory does not fail");
    settle(&loaded.site, world.now(), &mut faults);
    Built { files, faults: faults.sorted(), loaded: Some(loaded), press: Some(Arc::new(press)) }
}
