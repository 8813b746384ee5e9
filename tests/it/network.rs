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

/// The smallest `site.yaml`.
pub const SITE: &str = "title: Test network\nbase_url: https://example.org/net/\nlanguage: en\nlanguages: [cy, ur]\nzone: Europe/London\n\
    contact: {email: hello@example.org}\ntopics: {food: Food, welcome: Welcome}\n";

/// The time at which tests build unless they say otherwise.
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

/// The sample network, which is in `content/`.
pub fn sample_network() -> MemoryWorld {
    read_network(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// The network in a folder that has `content/`.
pub fn read_network(root: &Path) -> MemoryWorld {
    let mut world = MemoryWorld::new(NOW.parse().expect("a timestamp"), [] as [(&str, &str); 0]);
    for path in files_below(&root.join("content")) {
        let name = path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
        world.files.insert(name, std::fs::read(&path).expect("readable"));
    }
    world
}

/// All files below a folder, sorted by path.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// The order in which a folder is copied.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CopyOrder {
    ByName,
    ByNameReversed,
}

/// Copies a folder with everything below it.
pub fn copy_folder(from: &Path, to: &Path, order: CopyOrder) {
    std::fs::create_dir_all(to).expect("a folder");
    let entries = std::fs::read_dir(from).expect("readable");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    if order == CopyOrder::ByNameReversed {
        paths.reverse();
    }
    for path in paths {
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target, order);
        } else {
            std::fs::write(target, std::fs::read(path).expect("readable")).expect("writable");
        }
    }
}

/// A network that was loaded, published and rendered.
pub struct Built {
    /// Every file of the site.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Every fault, in order.
    pub faults: Vec<Fault>,
    /// What was loaded.
    pub loaded: Option<LoadedNetwork>,
    /// What rendered it.
    pub renderer: Option<Arc<Renderer>>,
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
        return Built { files: BTreeMap::new(), faults: faults.into_sorted(), loaded: None, renderer: None };
    };
    let options = PublishOptions { now: world.now(), include_drafts: drafts, base_url: None };
    let renderer = pipeline::build_renderer(&loaded, &options, &mut faults);
    let files = pipeline::render_to_memory(world, &renderer, &mut faults).expect("memory does not fail");
    apply_waivers(&loaded.site, world.now(), &mut faults);
    Built { files, faults: faults.into_sorted(), loaded: Some(loaded), renderer: Some(Arc::new(renderer)) }
}

/// A network in a folder of its own, for what needs a disk and the program.
pub struct Folder {
    dir: tempfile::TempDir,
}

/// What a run of the program returned.
pub struct ProgramOutput {
    /// Its exit code; none when it was killed.
    pub code: Option<i32>,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

impl ProgramOutput {
    /// Fails unless it ended with this exit code.
    #[track_caller]
    pub fn expect_code(self, code: i32) -> Self {
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

    /// The program in this folder, without settings from the environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_commonground"));
        command.current_dir(self.root()).args(arguments).stdin(Stdio::null());
        command.env_remove("COMMONGROUND_PRIVATE").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }

    /// Runs the program in this folder.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> ProgramOutput {
        run_command(&mut self.command(arguments))
    }

    /// Builds at [`NOW`].
    #[track_caller]
    pub fn build(&self, arguments: &[&str]) -> ProgramOutput {
        self.run(&[&["build", "--now", NOW], arguments].concat())
    }
}

/// Runs a command to its end.
#[track_caller]
pub fn run_command(command: &mut Command) -> ProgramOutput {
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    ProgramOutput { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}
