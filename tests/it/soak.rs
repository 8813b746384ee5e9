//! A long editing session in short: two edits a second with twenty pages open. Memory and threads do not grow, and in the
//! end the pages are those of a clean build. `COMMONGROUND_SOAK` sets the seconds [default: 20].
#![cfg(target_os = "linux")]

use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::edits;
use super::network::Folder;
use super::served::Served;

#[test]
fn memory_and_threads_stay_constant_with_twenty_pages_and_two_edits_a_second() {
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
        // Twenty open pages ask for the state after each change.
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

/// Makes one of six edits: words, a title, a broken file, its correction, a new file and a removed one, as
/// editors save: in place, or to another file that is then renamed.
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
