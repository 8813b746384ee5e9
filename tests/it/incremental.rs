//! What a build keeps of the last one equals what it would make: after any edits, and after some time, the site is that of a
//! clean build.

use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;

use commonground::digest::Digest;
use commonground::fault::{Faults, format_short};
use commonground::format::Output;
use commonground::output::OutputFile;
use commonground::pipeline::{self, OutputSink, PageReuse};
use commonground::publish::PublishOptions;
use commonground::world::{BuildCache, MemoryWorld, World};
use jiff::SignedDuration;
use proptest::prelude::*;

use super::edits::{Edit, cases, edit, start};

type Files = BTreeMap<String, Vec<u8>>;

/// A build, as the next one finds it.
#[derive(Default)]
struct Built {
    files: Files,
    faults: String,
    cache: MemoryCache,
    /// The files that were kept from the build before.
    kept: Vec<String>,
}

#[derive(Default)]
struct MemoryCache(Mutex<Files>);

impl BuildCache for MemoryCache {
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.0.lock().unwrap().get(name).cloned()
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        self.0.lock().unwrap().insert(name.to_owned(), bytes.to_vec());
    }

    fn retain(&self, names: &[String]) {
        self.0.lock().unwrap().retain(|name, _| names.contains(name));
    }
}

/// A folder in memory that has the site of the last build.
struct Folder<'a> {
    last: &'a Files,
    files: Mutex<Files>,
    kept: Mutex<Vec<String>>,
}

impl OutputSink for Folder<'_> {
    fn write(&self, output: Output) -> io::Result<()> {
        let before = self.files.lock().unwrap().insert(output.file.path.clone(), output.bytes);
        assert!(before.is_none(), "{} is written twice", output.file.path);
        Ok(())
    }

    fn size_on_disk(&self, file: &OutputFile) -> Option<usize> {
        self.last.get(&file.path).map(Vec::len)
    }

    fn keep(&self, file: OutputFile) {
        let bytes = self.last[&file.path].clone();
        self.kept.lock().unwrap().push(file.path.clone());
        self.write(Output { file, bytes }).unwrap();
    }

    fn read_kept(&self, file: &OutputFile) -> io::Result<Vec<u8>> {
        Ok(self.last[&file.path].clone())
    }
}

fn digest(files: &Files) -> String {
    let pieces = files.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes.as_slice()]);
    Digest::compute_all(pieces).to_string()
}

/// Builds a network where the site of another build is. `None` if its `site.yaml` cannot be used.
fn build(world: &MemoryWorld, last: Built) -> Option<Built> {
    let mut faults = Faults::new();
    let loaded = pipeline::load(world, None, &mut faults)?;
    let options = PublishOptions { now: world.now(), include_drafts: false, base_url: None };
    let renderer = pipeline::build_renderer(&loaded, &options, &mut faults);
    let folder = Folder { last: &last.files, files: Mutex::default(), kept: Mutex::default() };
    let reuse = PageReuse::new(Some(&last.cache), &loaded, &renderer, "", &digest(&last.files));
    pipeline::render_site_with_search(world, &renderer, &folder, Some(&reuse), &mut faults).unwrap();
    let (files, mut kept) = (folder.files.into_inner().unwrap(), folder.kept.into_inner().unwrap());
    reuse.write(&last.cache, renderer.publication(), &digest(&files));
    kept.sort();
    Some(Built { files, faults: format_short(&faults.into_sorted()), cache: last.cache, kept })
}

fn names_that_differ(one: &Files, other: &Files) -> Vec<String> {
    let names = one.keys().chain(other.keys());
    let mut names: Vec<String> = names.filter(|name| one.get(*name) != other.get(*name)).cloned().collect();
    names.dedup();
    names
}

/// Builds after each edit and some hours, on top of the last build and anew, and compares.
fn compare(edits: &[(Edit, u8)]) -> Result<(), TestCaseError> {
    let mut world = start();
    let before = world.files.clone();
    let mut last = build(&world, Built::default()).expect("it loads");
    for (edit, hours) in edits {
        edit.apply(&mut world, &before);
        world.now += SignedDuration::from_hours(i64::from(*hours));
        let Some(wanted) = build(&world, Built::default()) else { continue };
        let Some(again) = build(&world, last) else { unreachable!("the same network loads") };
        prop_assert_eq!(names_that_differ(&again.files, &wanted.files), Vec::<String>::new());
        prop_assert_eq!(&again.faults, &wanted.faults);
        last = again;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn what_is_kept_is_what_would_be_made(edits in prop::collection::vec((edit(), 0u8..40), 1..5)) {
        compare(&edits)?;
    }
}

fn edited(path: &str, old: &str, new: &str) -> (Built, Built) {
    edited_in(start(), path, old, new)
}

fn edited_in(mut world: MemoryWorld, path: &str, old: &str, new: &str) -> (Built, Built) {
    let first = build(&world, Built::default()).expect("it loads");
    let text = String::from_utf8(world.files[path].clone()).unwrap();
    assert!(text.contains(old), "{text}");
    world.files.insert(path.to_owned(), text.replace(old, new).into_bytes());
    let second = build(&world, first).expect("it loads");
    (second, build(&world, Built::default()).expect("it loads"))
}

fn pages(built: &Built) -> Vec<&str> {
    built.files.keys().filter(|path| path.ends_with(".html")).map(String::as_str).collect()
}

#[test]
fn an_edit_of_a_text_makes_only_the_pages_that_show_the_record() {
    let (second, wanted) = edited("content/stories/table.md", "A table, and", "A longer table, and");
    assert_eq!(names_that_differ(&second.files, &wanted.files), Vec::<String>::new());
    let made: Vec<&str> =
        pages(&second).into_iter().filter(|path| !second.kept.iter().any(|kept| kept == path)).collect();
    assert!(made.contains(&"stories/table/index.html") && made.contains(&"stories/index.html"), "{made:?}");
    assert!(!made.contains(&"stories/kitchen/index.html") && !made.contains(&"events/lunch/index.html"), "{made:?}");
    assert!(made.len() * 2 < pages(&second).len(), "{made:?} of {}", pages(&second).len());
    // Feeds that list the story are made, and those about other things are not.
    let is_kept = |path: &str| second.kept.iter().any(|kept| kept == path);
    for (path, kept) in [
        ("feed.xml", false),
        ("topics/food/feed.xml", true),
        ("topics/food/calendar.ics", true),
        ("events/lunch/event.ics", true),
    ] {
        assert!(wanted.files.contains_key(path) && is_kept(path) == kept, "{path} of {:?}", second.kept);
    }
}

#[test]
fn a_name_is_changed_on_every_page_that_shows_it() {
    let (second, wanted) = edited("content/partners/hope-street.md", "title: Hope Street", "title: Hope Street Hub");
    assert_eq!(names_that_differ(&second.files, &wanted.files), Vec::<String>::new());
    assert!(!second.kept.contains(&"stories/kitchen/index.html".to_owned()));
}

/// The page did not show the event before, and nothing else leads from one to the other.
#[test]
fn a_record_comes_onto_a_list_that_others_are_on() {
    let mut world = start();
    for (name, answer) in [("tea", "no"), ("talk", "yes")] {
        let text = format!(
            "---\ntitle: {name}\nstart: 2026-12-01 10:00\nonline: {{url: 'https://example.org/'}}\naccess: {{step-free: {answer}}}\n---\n"
        );
        world.files.insert(format!("content/events/{name}.md"), text.into_bytes());
    }
    let (second, wanted) = edited_in(world, "content/events/tea.md", "step-free: no", "step-free: yes");
    assert_eq!(names_that_differ(&second.files, &wanted.files), Vec::<String>::new());
    let page = String::from_utf8_lossy(&wanted.files["events/access/step-free/index.html"]).into_owned();
    assert!(page.contains("/events/tea/"), "{page}");
}

#[test]
fn another_setting_or_message_makes_every_page_anew() {
    let (second, wanted) = edited("content/signposts.yaml", "Hate line", "Another line");
    assert_eq!(names_that_differ(&second.files, &wanted.files), Vec::<String>::new());
    assert!(!second.kept.iter().any(|path| path.ends_with(".html")), "{:?}", second.kept);
}
