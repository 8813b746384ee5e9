//! What the default theme costs: the same network through it and through a lean theme with the elements that comparisons
//! with other generators have (`benches/lean`), without a search: `cargo bench --bench theme`.
//!
//! The network is `COMMONGROUND_BENCH` (a folder with `content/`), else an invented one of 10,000 records; it is copied.
//! The site goes to `COMMONGROUND_BENCH_OUT`, else to `/dev/shm` where there is one. The two themes take turns; medians of
//! five rounds.
#![allow(clippy::disallowed_methods, reason = "a measurement of real files and real time")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

#[path = "network.rs"]
mod network;

const ROUNDS: usize = 5;
const NOW: &str = "2026-11-22";

fn main() {
    let base = std::env::var("COMMONGROUND_BENCH_OUT").map(PathBuf::from).unwrap_or_else(|_| {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
    });
    let folder = base.join(format!("commonground-bench-{}", std::process::id()));
    let roots = ["default", "lean"].map(|theme| {
        let root = folder.join(theme);
        match std::env::var("COMMONGROUND_BENCH") {
            Ok(own) => copy(&Path::new(&own).join("content"), &root.join("content")),
            Err(_) => {
                network::network(10_000).files.into_iter().for_each(|(path, bytes)| put(&root.join(path), &bytes))
            }
        }
        let site = root.join("content/site.yaml");
        let own = std::fs::read_to_string(&site).expect("readable");
        let own = own.lines().filter(|line| !line.starts_with("theme:") && !line.starts_with("outputs:"));
        let own: String = own.flat_map(|line| [line, "\n"]).collect();
        put(&site, format!("{own}theme: {theme}\noutputs: {{search: false}}\n").as_bytes());
        if theme == "lean" {
            copy(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/lean")), &root.join("themes/lean"));
        }
        root
    });
    let mut seconds = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (root, seconds) in roots.iter().zip(&mut seconds) {
            let _ = std::fs::remove_dir_all(folder.join("site"));
            let _ = std::fs::remove_dir_all(root.join(".commonground"));
            let start = Instant::now();
            let status = Command::new(env!("CARGO_BIN_EXE_commonground"))
                .arg("--root")
                .arg(root)
                .args(["build", "--quiet", "--now", NOW, "--out"])
                .arg(folder.join("site"))
                .status();
            assert!(status.expect("the program starts").success(), "{} does not build", root.display());
            seconds.push(start.elapsed().as_secs_f64());
        }
    }
    let [default, lean] = seconds.map(median);
    println!("default theme {default:.2} s, lean theme {lean:.2} s: {:.2} times", default / lean);
    let _ = std::fs::remove_dir_all(&folder);
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("readable").path();
        let to = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &to),
            false => put(&to, &std::fs::read(&path).expect("readable")),
        }
    }
}

fn put(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, bytes).expect("written");
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}
