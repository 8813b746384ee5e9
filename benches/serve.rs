//! The preview through the real program, real files and HTTP: `cargo bench --bench serve`.
//!
//! The network is `COMMONGROUND_BENCH` (a folder with `content/`, which is copied), else an invented one of 10,000 records,
//! on a memory file system where there is one. Measured: from the start of the program to the first page; from saving a
//! story with another title, and then a partner's page, until HTTP gives the new text of the story's own page *and* of the
//! page of its partner (quiet time of the watcher, linking, publishing and printing included); the same for words in its
//! text; how much memory the program holds. Medians of 20 edits, half a second apart, so that the pass over all pages is
//! under way as it is for an editor.
#![allow(clippy::disallowed_methods, reason = "a measurement of real files and real time")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

#[path = "network.rs"]
mod network;

const EDITS: usize = 20;
const PAUSE: Duration = Duration::from_millis(500);
const RECORDS: usize = 10_000;

fn main() {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let root = base.join(format!("commonground-serve-{}", std::process::id()));
    match std::env::var("COMMONGROUND_BENCH") {
        Ok(from) => copy(&Path::new(&from).join("content"), &root.join("content")),
        Err(_) => {
            for (path, bytes) in network::network(RECORDS).files {
                write(&root.join(path), &bytes);
            }
        }
    }
    let files = count(&root.join("content"));
    println!("{files} files");
    measure(&root);
    let _ = std::fs::remove_dir_all(&root);
}

fn measure(root: &Path) {
    // A listing in the system's memory, as on a machine that is worked at.
    count(root);
    let start = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_commonground"))
        .arg("--root")
        .arg(root)
        .args(["--quiet", "serve", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    BufReader::new(program.stdout.take().expect("it has an output")).read_line(&mut line).expect("it says where");
    let url = line.trim().strip_prefix("Preview: http://").expect("an address");
    let (address, base) = url.split_once('/').expect("a path");
    let address: SocketAddr = address.parse().expect("an address");
    let get = |path: &str| get(address, &format!("/{base}{path}"));
    assert!(get("").contains("</html>"));
    println!("  from the start to the first page: {:.2} s", start.elapsed().as_secs_f64());
    let (story, partner) = story(root);
    let own = format!("stories/{}/", story.file_stem().expect("a name").to_string_lossy());
    let of_partner = format!("partners/{partner}/");
    let text = std::fs::read_to_string(&story).expect("readable");
    std::thread::sleep(Duration::from_secs(3));
    let titles = edits(|number| {
        let title = format!("A title that is number {number}");
        let edited = text.lines().map(|line| match line.starts_with("title:") {
            true => format!("title: {title}\n"),
            false => format!("{line}\n"),
        });
        std::fs::write(&story, edited.collect::<String>()).expect("writable");
        let start = Instant::now();
        wait(|| get(&own).contains(&title));
        wait(|| get(&of_partner).contains(&title));
        start.elapsed()
    });
    report("a title, on the story's page and its partner's", titles);
    let words = edits(|number| {
        let words = format!("Words that are number {number}.");
        std::fs::write(&story, format!("{text}\n{words}\n")).expect("writable");
        let start = Instant::now();
        wait(|| get(&own).contains(&words));
        start.elapsed()
    });
    report("words, on the story's page", words);
    let added = edits(|number| {
        let path = story.with_file_name(format!("a-new-story-{number}.md"));
        std::fs::write(path, "---\ntitle: New\ndate: 2026-01-01\ntype: news\n---\nNew.\n").expect("writable");
        let start = Instant::now();
        wait(|| get(&format!("stories/a-new-story-{number}/")).contains("New"));
        start.elapsed()
    });
    report("a new story, on its page", added);
    memory(&program);
    let _ = program.kill();
    let _ = program.wait();
}

fn edits(mut edit: impl FnMut(usize) -> Duration) -> Vec<Duration> {
    (0..EDITS)
        .map(|number| {
            std::thread::sleep(PAUSE);
            edit(number)
        })
        .collect()
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let ms = |at: usize| times[at].as_secs_f64() * 1e3;
    println!("  {what}: median {:.0} ms, from {:.0} to {:.0}", ms(times.len() / 2), ms(0), ms(times.len() - 1));
}

fn memory(program: &Child) {
    let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", program.id())) else { return };
    for line in status.lines().filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM")) {
        println!("  {line}");
    }
}

/// A story that names a partner, and the partner.
fn story(root: &Path) -> (PathBuf, String) {
    let stories = std::fs::read_dir(root.join("content/stories")).expect("there are stories");
    let mut stories: Vec<PathBuf> = stories.map(|entry| entry.expect("readable").path()).collect();
    stories.sort();
    let named = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("partners: ["))?;
        Some(line.split([',', ']']).next()?.trim().to_owned())
    };
    let (at, partner) = stories
        .iter()
        .enumerate()
        .skip(stories.len() / 2)
        .find_map(|(at, path)| Some((at, named(path)?)))
        .expect("one names a partner");
    (stories[at].clone(), partner)
}

fn wait(mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(30), "it never came");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it answers");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("it listens");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("below the root")).expect("made");
    std::fs::write(path, bytes).expect("written");
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("readable") {
        let path = entry.expect("readable").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &target) } else { write(&target, &std::fs::read(&path).expect("readable")) }
    }
}

fn count(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path());
    entries.map(|path| if path.is_dir() { count(&path) } else { usize::from(path.metadata().is_ok()) }).sum()
}
