//! What the default theme costs: the same network through it and through a lean theme with the elements that comparisons
//! with other generators have (`benches/lean`), without a search: `cargo bench --bench theme`.
//!
//! The network is `COMMONGROUND_BENCH` (a folder with `content/`), else an invented one of 10,000 records; it is copied.
//! The site goes to `COMMONGROUND_BENCH_OUT`, else to `/dev/shm` where there is one. The two themes take turns; medians of
//! five rounds.
#![allow(clippy::disallowed_methods, reason = "a measurement of real files and real time")]

use std::path::Path;
use std::time::Instant;

mod folder;
#[path = "network.rs"]
mod network;

use folder::{ROUNDS, median, put};

fn main() {
    let folder = folder::made();
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
            folder::build(root, &folder.join("site"));
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
