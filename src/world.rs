//! What the program reads from the outside: a tree of files, and the time.
//!
//! Nothing but an implementation of [`World`] reads a file or asks for the time. The one for a real disk is in `disk`;
//! [`MemoryWorld`] is for tests and benchmarks.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use jiff::Timestamp;

/// The largest file that is read as text. A story of this size would be 1,500 printed pages.
pub const MAX_TEXT_BYTES: u64 = 4 * 1024 * 1024;

/// The path under which the private folder is listed, wherever it is on the disk.
pub const PRIVATE_FOLDER: &str = "content/private/";

/// A file in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// The path relative to the root, with `/`.
    pub path: Arc<str>,
    /// What it is.
    pub kind: EntryKind,
    /// The size in bytes.
    pub size: u64,
    /// Equal stamps mean an unchanged file; a stamp of 0 means nothing.
    pub stamp: u64,
}

/// What a listed name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file, or a link to a file within the same tree.
    File,
    /// A link to something outside the tree.
    ExternalLink,
    /// Something that cannot be read: no permission, a dangling link, a name that is not UTF-8.
    Unreadable,
}

/// A file that is open. Whatever takes its name meanwhile, this stays the same file.
pub trait OpenFile: io::Read + io::Seek + Send {
    /// The size in bytes.
    fn size(&self) -> io::Result<u64>;
    /// A number that is another one as soon as the file has been written to.
    fn stamp(&self) -> io::Result<u64>;
}

/// What the program reads from the outside.
pub trait World: Sync {
    /// All files below `content/` and `themes/`, in the order of their paths.
    fn list_files(&self) -> io::Result<Arc<Vec<FileEntry>>>;
    /// Opens a listed file. Names change between the listing and this: what lies outside the folders that are listed,
    /// and whatever is not a file, is an error.
    fn open(&self, path: &str) -> io::Result<Box<dyn OpenFile>>;
    /// The bytes of a listed file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
    /// The present time.
    fn now(&self) -> Timestamp;
    /// Starts processes that render a network's own templates; `None` means that they are rendered in this one.
    fn start_worker(&self) -> Option<StartWorker> {
        None
    }
    /// Watches over a network's own templates while they are rendered in this process; `None` means that nobody does.
    fn template_watch(&self) -> Option<&dyn TemplateWatch> {
        None
    }
    /// What earlier builds kept for later ones; `None` means that nothing is kept.
    fn cache(&self) -> Option<&dyn BuildCache> {
        None
    }
    /// Adds up how long each stage takes; `None` means that nobody asks.
    fn timer(&self) -> Option<&dyn StageTimer> {
        None
    }
}

/// Sees to it that templates which do not end are not waited for.
pub trait TemplateWatch: Sync {
    /// This thread begins to render templates.
    fn begin(&self);
    /// This thread has rendered them.
    fn end(&self);
}

/// Does some work that renders templates, while it is watched.
pub fn watched<T>(watch: Option<&dyn TemplateWatch>, work: impl FnOnce() -> T) -> T {
    let Some(watch) = watch else { return work() };
    watch.begin();
    let result = work();
    watch.end();
    result
}

/// A stage of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Listing the files of the network.
    List,
    /// Reading them.
    Read,
    /// Reading records as fields and Markdown, with the lints.
    Parse,
    /// Finding what references and links lead to.
    Link,
    /// Deciding what may be seen, and where.
    Publish,
    /// Rendering pages.
    Pages,
    /// Making feeds, calendars, and files for hosts.
    Files,
    /// Making the index of the search.
    Search,
    /// Comparing files with those of the last build, and writing what is different.
    Write,
    /// Putting the new site in the place of the old one.
    Replace,
}

/// Adds up how long stages take, of all threads.
pub trait StageTimer: Sync {
    /// Nanoseconds since any fixed moment.
    fn elapsed(&self) -> u64;
    /// Adds a duration in nanoseconds to a stage.
    fn add(&self, stage: Stage, nanoseconds: u64);
}

/// Does some work of a stage, and adds its time to that stage.
pub fn measure<T>(timer: Option<&dyn StageTimer>, stage: Stage, work: impl FnOnce() -> T) -> T {
    let Some(timer) = timer else { return work() };
    let start = timer.elapsed();
    let result = work();
    timer.add(stage, timer.elapsed() - start);
    result
}

/// What one build keeps for the next: bytes under names. Each may be gone at any time, and is made again then.
pub trait BuildCache: Sync {
    /// The bytes under a name, exactly as they were kept by this version of the program.
    fn read(&self, name: &str) -> Option<Vec<u8>>;
    /// Keeps bytes under a name.
    fn write(&self, name: &str, bytes: &[u8]);
    /// Removes everything that is not under one of these names.
    fn retain(&self, names: &[String]);
}

/// A second process of the program: it takes a request and gives an answer.
pub type Worker = Box<dyn FnMut(&[u8]) -> io::Result<Vec<u8>> + Send>;

/// Starts such a process, and tells it what its work is.
pub type StartWorker = Arc<dyn Fn(&[u8]) -> io::Result<Worker> + Send + Sync>;

impl OpenFile for io::Cursor<Vec<u8>> {
    fn size(&self) -> io::Result<u64> {
        Ok(self.get_ref().len() as u64)
    }

    fn stamp(&self) -> io::Result<u64> {
        Ok(0)
    }
}

/// A world in memory.
#[derive(Clone, Debug)]
pub struct MemoryWorld {
    /// Contents by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The present time.
    pub now: Timestamp,
}

impl MemoryWorld {
    /// A world with these files.
    pub fn new<'a>(now: Timestamp, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
        Self { files, now }
    }
}

impl World for MemoryWorld {
    fn list_files(&self) -> io::Result<Arc<Vec<FileEntry>>> {
        let entry = |(path, bytes): (&String, &Vec<u8>)| FileEntry {
            path: path.as_str().into(),
            kind: EntryKind::File,
            size: bytes.len() as u64,
            stamp: 0,
        };
        Ok(Arc::new(self.files.iter().map(entry).collect()))
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn OpenFile>> {
        Ok(Box::new(io::Cursor::new(self.read(path)?)))
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}
