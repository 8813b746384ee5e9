//! A file that takes the place of one that was checked is not published: neither by a build, nor by the preview.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use commonground::disk::{DiskWorld, LiveWorld};
use commonground::fault::{Faults, format_short};
use commonground::pipeline;
use commonground::publish::PublishOptions;
use commonground::serve::{Preview, PreviewOptions, RunningServer, Server};
use commonground::world::{FileEntry, MemoryWorld, OpenFile, World};
use jiff::Timestamp;

use super::desk::TestEnvironment;
use super::network::{Folder, NOW};

const SECRET: &str = "a secret of this machine";
const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><path d=\"M0 0\"/></svg>";
const ACTIVE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";

/// A network with a picture and a download, a private file, and a file beside the network.
fn network() -> Folder {
    let folder = Folder::new(
        "-- content/stories/plan.md --\n---\ntitle: The plan\ndate: 2026-10-01\npeople: none\n---\n\n\
         ![Our plan](plans/plan.svg)\n\n[The minutes](plans/minutes.txt)\n",
    );
    folder.write("content/stories/plans/plan.svg", DRAWING);
    folder.write("content/stories/plans/minutes.txt", "We met.");
    folder.write("content/private/plan.svg", SECRET);
    folder.write("secret/plan.svg", SECRET);
    folder.write("secret/minutes.txt", SECRET);
    folder
}

fn open_world(folder: &Folder) -> DiskWorld {
    let root = folder.root().to_str().expect("UTF-8");
    DiskWorld::new(root.into(), None, Some(NOW.parse().expect("a time"))).expect("a folder")
}

fn serve(world: Arc<dyn World + Send + Sync>) -> RunningServer {
    let environment = Box::new(TestEnvironment::empty());
    let preview = Preview::open(world, PreviewOptions::default(), environment, Box::new(|_| {}));
    Server::bind([127, 0, 0, 1].into(), 0).expect("a port").start(preview).expect("a thread")
}

/// What takes the place of a file that was checked.
type Exchange = fn(&Folder);

fn link(target: &Path, at: &Path) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, at).expect("links can be made");
    #[cfg(not(unix))]
    fs::copy(target, at).expect("copied");
}

fn replace_by_link(folder: &Folder, target: &str) {
    folder.remove("content/stories/plans/plan.svg");
    link(&folder.path(target), &folder.path("content/stories/plans/plan.svg"));
}

const EXCHANGES: &[(&str, Exchange)] = &[
    ("a link to a file elsewhere", |folder| replace_by_link(folder, "secret/plan.svg")),
    ("a link to a private file", |folder| replace_by_link(folder, "content/private/plan.svg")),
    ("a link to another file of the network", |folder| replace_by_link(folder, "content/stories/plan.md")),
    ("a picture with a script", |folder| folder.write("content/stories/plans/plan.svg", ACTIVE)),
    ("another picture", |folder| folder.write("content/stories/plans/plan.svg", DRAWING.replace("M0 0", "M1 1"))),
    ("a folder above that is a link", |folder| {
        fs::rename(folder.path("content/stories/plans"), folder.path("content/stories/.plans")).expect("renamed");
        link(&folder.path("secret"), &folder.path("content/stories/plans"));
    }),
    #[cfg(unix)]
    ("a pipe", |folder| {
        folder.remove("content/stories/plans/plan.svg");
        let made = std::process::Command::new("mkfifo").arg(folder.path("content/stories/plans/plan.svg")).status();
        assert!(made.expect("mkfifo runs").success());
    }),
];

/// Runs on another thread, so that a test that waits for ever fails.
fn within_limit<R: Send + 'static>(what: &str, run: impl FnOnce() -> R + Send + 'static) -> R {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(run()));
    receiver.recv_timeout(Duration::from_secs(20)).unwrap_or_else(|error| panic!("{what}: {error}"))
}

#[test]
fn a_build_publishes_only_the_bytes_that_were_checked() {
    for (what, exchange) in EXCHANGES {
        let folder = network();
        let world = open_world(&folder);
        let mut faults = Faults::new();
        let loaded = pipeline::load(&world, None, &mut faults).expect("a network");
        let options = PublishOptions { now: world.now(), include_drafts: false, base_url: None };
        let renderer = pipeline::build_renderer(&loaded, &options, &mut faults);
        assert!(!faults.has_errors(), "{}", format_short(&faults.into_sorted()));
        exchange(&folder);
        let (files, faults) = within_limit(what, move || {
            let mut faults = Faults::new();
            let files = pipeline::render_to_memory(&world, &renderer, &mut faults);
            (files.expect("a fault, not an error"), faults.into_sorted())
        });
        assert!(files.contains_key("stories/plan/index.html"), "{what}");
        assert_eq!(files.get("stories/plans/plan.svg"), None, "{what}");
        assert!(files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains(SECRET)), "{what}");
        let report = format_short(&faults);
        assert!(report.contains("content/stories/plans/plan.svg: error:"), "{what}: {report}");
        assert!(report.contains("[unreadable]"), "{what}: {report}");
    }
}

#[test]
fn the_preview_serves_only_the_bytes_that_were_checked() {
    for (what, exchange) in EXCHANGES {
        let folder = network();
        let served = serve(Arc::new(LiveWorld::new(open_world(&folder))));
        let address = served.address();
        let get = move || super::http::get_text(address, "/net/stories/plans/plan.svg");
        assert!(get().ends_with(DRAWING), "{what}");
        exchange(&folder);
        // The preview has not been told of any change.
        let response = within_limit(what, get);
        assert!(response.starts_with("HTTP/1.1 404 "), "{what}: {response}");
        assert!(!response.contains(SECRET) && !response.contains("<svg"), "{what}: {response}");
    }
}

/// A world that notes the largest piece in which an open file is read.
struct NotingWorld {
    world: MemoryWorld,
    largest_read: Arc<AtomicUsize>,
}

struct NotingFile {
    file: Box<dyn OpenFile>,
    largest_read: Arc<AtomicUsize>,
}

impl World for NotingWorld {
    fn list_files(&self) -> io::Result<Arc<Vec<FileEntry>>> {
        self.world.list_files()
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn OpenFile>> {
        let (file, largest_read) = (self.world.open(path)?, Arc::clone(&self.largest_read));
        Ok(Box::new(NotingFile { file, largest_read }))
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.world.read(path)
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }
}

impl Read for NotingFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.largest_read.fetch_max(buffer.len(), Ordering::Relaxed);
        self.file.read(buffer)
    }
}

impl Seek for NotingFile {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.file.seek(position)
    }
}

impl OpenFile for NotingFile {
    fn size(&self) -> io::Result<u64> {
        self.file.size()
    }

    fn stamp(&self) -> io::Result<u64> {
        self.file.stamp()
    }
}

const FILM_PAGE: &str = "-- content/stories/film.md --\n---\ntitle: The film\ndate: 2026-10-01\npeople: none\n---\n\n[The film](film.mp4)\n";

#[test]
fn the_preview_reads_a_film_piece_by_piece() {
    let film: Vec<u8> = (0..5_000_000_u32).map(|number| (number % 251) as u8).collect();
    let mut world = super::network::network(FILM_PAGE);
    world.files.insert("content/stories/film.mp4".to_owned(), film.clone());
    let largest_read = Arc::new(AtomicUsize::new(0));
    let served = serve(Arc::new(NotingWorld { world, largest_read: Arc::clone(&largest_read) }));
    let ask = |method: &str, fields: &str| super::http::ask(served.address(), method, "/net/stories/film.mp4", fields);
    let whole = ask("GET", "");
    assert_eq!((whole.status, whole.field("Content-Type"), whole.body == film), (200, Some("video/mp4"), true));
    let head = ask("HEAD", "");
    assert_eq!((head.status, head.field("Content-Length"), head.body.len()), (200, Some("5000000"), 0));
    for (range, part) in [("0-1", 0..2), ("4999990-", 4_999_990..5_000_000), ("-3", 4_999_997..5_000_000)] {
        let reply = ask("GET", &format!("Range: bytes={range}\r\n"));
        assert_eq!((reply.status, &*reply.body), (206, &film[part]), "{range}");
    }
    assert_eq!(ask("GET", "Range: bytes=5000000-\r\n").status, 416);
    let largest = largest_read.load(Ordering::Relaxed);
    assert!((1..=64 * 1024).contains(&largest), "{largest} bytes at once");
}

#[test]
fn a_film_in_the_place_of_one_that_was_checked_is_not_sent() {
    let folder = Folder::new(FILM_PAGE);
    folder.write("content/stories/film.mp4", "a".repeat(2_000_000));
    let served = serve(Arc::new(LiveWorld::new(open_world(&folder))));
    let get = || super::http::get_text(served.address(), "/net/stories/film.mp4");
    assert!(get().starts_with("HTTP/1.1 200 "));
    folder.write("content/stories/film.mp4", "b".repeat(2_000_000));
    let response = get();
    assert!(response.starts_with("HTTP/1.1 404 "), "{}", &response[..200]);
}

#[test]
fn a_film_that_is_written_to_while_it_is_sent_ends_early() {
    const SIZE: u64 = 64 << 20;
    let folder = Folder::new(FILM_PAGE);
    let film = fs::File::create(folder.path("content/stories/film.mp4")).expect("made");
    film.set_len(SIZE).expect("sparse");
    let served = serve(Arc::new(LiveWorld::new(open_world(&folder))));
    let mut stream = TcpStream::connect(served.address()).expect("it answers");
    let request = format!("GET /net/stories/film.mp4 HTTP/1.1\r\nHost: {}\r\n\r\n", served.address());
    stream.write_all(request.as_bytes()).expect("sent");
    let mut first = [0; 1000];
    stream.read_exact(&mut first).expect("it begins");
    assert!(first.starts_with(b"HTTP/1.1 200 "));
    fs::write(folder.path("content/stories/film.mp4"), SECRET.repeat(1_000_000)).expect("written");
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert!((rest.len() as u64) < SIZE, "{} bytes", rest.len());
    assert!(rest.iter().all(|byte| *byte == 0), "nothing of the other file is sent");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_of_the_same_folder_counts_as_that_file() {
    let folder = network();
    fs::rename(folder.path("content/stories/plans/plan.svg"), folder.path("content/stories/plans/first.svg"))
        .expect("renamed");
    std::os::unix::fs::symlink("first.svg", folder.path("content/stories/plans/plan.svg")).expect("linked");
    folder.build(&["-q"]).expect_code(0);
    assert_eq!(folder.read("public/stories/plans/plan.svg"), DRAWING);
}
