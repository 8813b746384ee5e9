//! Small networks: one text with many files in, a site or a report out. In memory, or in a folder for the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use commonground::fault::{Fault, Faults, format_short};
use commonground::pipeline::{self, LoadedNetwork};
use commonground::publish::PublishOptions;
use commonground::site::apply_waivers;
use commonground::theme::Renderer;
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
    pub loaded: Option<LoadedNetwork>,
    /// What it was printed from.
    pub press: Option<Arc<Renderer>>,
}

impl Built {
    /// A page's text.
    pub fn page(&self, path: &str) -> &str {
        let bytes =
            self.files.get(path).unwrap_or_else(|| panic!("there is no {path}; there are {:?}", self.files.keys()));
        std::str::from_utf8(bytes).expect("pages are UTF-8")
    }

    /// Whether a static file of the theme is there, whatever the fingerprint in its address.
    pub fn has_asset(&self, name: &str) -> bool {
        let (stem, ending) = name.rsplit_once('.').expect("an ending");
        let start = format!("static/{stem}.");
        let is_it = |path: &String| {
            path.strip_prefix(&start)
                .and_then(|rest| rest.strip_suffix(&format!(".{ending}")))
                .is_some_and(|letters| letters.len() == 8 && letters.bytes().all(|byte| byte.is_ascii_hexdigit()))
        };
        self.files.keys().any(is_it)
    }

    /// The faults, a line each.
    pub fn report(&self) -> String {
        format_short(&self.faults)
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
        return Built { files: BTreeMap::new(), faults: faults.into_sorted(), loaded: None, press: None };
    };
    let edition = PublishOptions { now: world.now(), include_drafts: drafts, base_url: None };
    let press = pipeline::build_renderer(&loaded, &edition, &mut faults);
    let files = pipeline::render_to_memory(world, &press, &mut faults).expect("memory does not fail");
    apply_waivers(&loaded.site, world.now(), &mut faults);
    Built { files, faults: faults.into_sorted(), loaded: Some(loaded), press: Some(Arc::new(press)) }
}

/// A network in a folder of its own, for what needs a disk and the program.
pub struct Folder {
    dir: tempfile::TempDir,
}

/// How a run of the program ended.
pub struct Ran {
    /// Its exit code; none when it was killed.
    pub code: Option<i32>,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

impl Ran {
    /// Fails unless it ended with this exit code.
    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "\n{}{}", self.out, self.err);
        self
    }
}

impl Folder {
    /// An empty one.
    pub fn empty() -> Self {
        Self { dir: tempfile::tempdir().expect("a folder") }
    }

    /// One with `SITE` and some files: `-- path --` lines, each followed by the file's text.
    pub fn new(files: &str) -> Self {
        let folder = Self::empty();
        folder.write("content/site.yaml", SITE);
        folder.write_all(files);
        folder
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    /// A path in it.
    pub fn path(&self, inner: &str) -> PathBuf {
        self.root().join(inner)
    }

    /// Writes a file and makes the folders above it.
    pub fn write(&self, inner: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(inner);
        std::fs::create_dir_all(path.parent().expect("below the root")).expect("a folder");
        std::fs::write(path, bytes).expect("writable");
    }

    /// Writes the files of one text.
    pub fn write_all(&self, files: &str) {
        split(files).iter().for_each(|(path, text)| self.write(path, text));
    }

    /// A file's text.
    #[track_caller]
    pub fn read(&self, inner: &str) -> String {
        std::fs::read_to_string(self.path(inner)).unwrap_or_else(|error| panic!("{inner}: {error}"))
    }

    /// Removes a file.
    pub fn remove(&self, inner: &str) {
        std::fs::remove_file(self.path(inner)).expect("it is there");
    }

    /// The program, started in this folder, deaf to the settings of whoever runs the tests.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_commonground"));
        command.current_dir(self.root()).args(arguments).stdin(Stdio::null());
        command.env_remove("COMMONGROUND_PRIVATE").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }

    /// Runs the program in this folder.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.command(arguments))
    }

    /// Builds at [`NOW`].
    #[track_caller]
    pub fn build(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["build", "--now", NOW], arguments].concat())
    }
}

/// Runs a command to its end.
#[track_caller]
pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}
