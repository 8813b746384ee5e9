//! Hours at a desk, in short: two edits a second with twenty pages open. Memory and threads stay, and what is served in the
//! end is what a clean build makes. `COMMONGROUND_SOAK` gives the seconds; 20 where it is not set.
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::edits;
use super::network::Folder;

/// Ends the program however the test ends.
struct Served {
    program: Child,
    address: SocketAddr,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Served {
    fn start(folder: &Folder) -> Self {
        let mut command = folder.command(&["serve", "--quiet", "--port", "0", "--now", super::network::NOW]);
        let mut program = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(program.stdout.take().expect("it has an output")).read_line(&mut line).expect("it says where");
        let address = line.trim().strip_prefix("Preview: http://").and_then(|url| url.split('/').next());
        Self { program, address: address.and_then(|address| address.parse().ok()).expect("an address") }
    }

    fn connect(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).expect("it answers");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).expect("it listens");
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut answer = Vec::new();
        self.connect(path).read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// A number of `/proc/PID/status`.
    fn status(&self, name: &str) -> u64 {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.program.id())).expect("it runs");
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).expect("a line");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// Threads once those that answer have ended.
    fn threads_at_rest(&self) -> u64 {
        let start = Instant::now();
        let mut least = u64::MAX;
        while start.elapsed() < Duration::from_secs(3) {
            least = least.min(self.status("Threads"));
            std::thread::sleep(Duration::from_millis(20));
        }
        least
    }
}

#[test]
fn twenty_pages_and_two_edits_a_second_wear_nothing_out() {
    let seconds: u64 = std::env::var("COMMONGROUND_SOAK").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
    let folder = Folder::new("");
    for (path, bytes) in edits::start().files {
        folder.write(&path, bytes);
    }
    for number in 0..300 {
        let text =
            format!("---\ntitle: Story {number}\ndate: 2026-01-01\ntype: news\npartners: [hope-street]\n---\nWords.\n");
        folder.write(&format!("content/stories/story-{number}.md"), text);
    }
    let served = Served::start(&folder);
    let _tabs: Vec<TcpStream> = (0..20).map(|_| served.connect("/_reload/events")).collect();
    let start = Instant::now();
    let settled = Duration::from_secs((seconds / 10).max(8));
    let (mut memory, mut threads) = (0, 0);
    let mut number = 0;
    while start.elapsed() < Duration::from_secs(seconds) {
        edit(&folder, number);
        number += 1;
        std::thread::sleep(Duration::from_millis(500));
        // What twenty open pages ask after each change.
        for _ in 0..20 {
            let state = served.get("/_reload/state?at=/net/stories/kitchen/");
            assert!(state.starts_with("HTTP/1.1 200 "), "{state}");
        }
        served.get("/net/partners/hope-street/");
        if memory == 0 && start.elapsed() > settled {
            (memory, threads) = (served.status("VmRSS"), served.threads_at_rest());
        }
    }
    let (memory_then, threads_then) = (served.status("VmRSS"), served.threads_at_rest());
    assert!(memory_then * 100 <= memory * 115, "memory grew from {memory} kB to {memory_then} kB in {seconds} s");
    assert!(threads_then <= threads, "there were {threads} threads at rest and are {threads_then}");
    let built = folder.build(&["--keep-going", "--quiet"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    let mut compared = 0;
    for path in ["stories/kitchen/", "stories/table/", "partners/hope-street/", "stories/", "stories/story-7/", ""] {
        let Ok(page) = std::fs::read_to_string(folder.path(&format!("public/{path}index.html"))) else { continue };
        let wanted = page.trim_end().trim_end_matches("</html>").trim_end().trim_end_matches("</body>").trim_end();
        let start = Instant::now();
        while !served.get(&format!("/net/{path}")).contains(wanted) {
            assert!(start.elapsed() < Duration::from_secs(10), "{path} is not what a build makes");
            std::thread::sleep(Duration::from_millis(50));
        }
        compared += 1;
    }
    assert!(compared >= 4, "hardly anything was compared");
}

/// The next of a row of edits: words, titles, a broken file, a mended one, a file that comes and one that goes, as
/// editors save: in place, and beside it with a rename.
fn edit(folder: &Folder, number: usize) {
    let kitchen = "content/stories/kitchen.md";
    let text = folder.read(kitchen);
    match number % 6 {
        0 => folder.write(kitchen, format!("{text}\nWords {number}.\n")),
        1 => {
            let title = format!("title: The kitchen {number}");
            let lines = text.lines().filter(|line| !line.starts_with("Words") && !line.is_empty());
            let lines = lines.map(|line| if line.starts_with("title:") { title.clone() } else { line.to_owned() });
            folder.write("content/stories/.kitchen.md.part", lines.collect::<Vec<_>>().join("\n") + "\n");
            std::fs::rename(folder.path("content/stories/.kitchen.md.part"), folder.path(kitchen)).expect("renamed");
        }
        2 => folder.write("content/stories/table.md", folder.read("content/stories/table.md").replace("date:", "dat:")),
        3 => folder.write("content/stories/table.md", folder.read("content/stories/table.md").replace("dat:", "date:")),
        4 => folder.write("content/stories/new/er.md", "---\ntitle: New\ndate: 2026-11-01\ntype: news\n---\nNew.\n"),
        _ => std::fs::remove_dir_all(folder.path("content/stories/new")).expect("removed"),
    }
}
