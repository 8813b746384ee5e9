//! A whole build through the real program and real files, against writing the same files from memory:
//! `cargo bench --bench build`.
//!
//! The network is `COMMONGROUND_BENCH` (a folder with `content/`), else an invented one of 10,000 records. The site goes
//! to `COMMONGROUND_BENCH_OUT`, which should be on a memory file system: disks are too noisy for ratios; `/dev/shm`
//! where there is one. Then 10,000 events, and the same with 2,000 of them series. Each round builds cold, builds again with nothing changed, and writes the files that the build made
//! with two threads; medians of five rounds. Peak memory: run the printed command under `/usr/bin/time -f %M`.
#![allow(clippy::disallowed_methods, reason = "a measurement of real files and real time")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use commonground::world::MemoryWorld;

mod folder;
#[path = "network.rs"]
mod network;

use folder::{NOW, ROUNDS, median, put};

fn main() {
    let folder = folder::made();
    let sizes: Vec<(String, PathBuf)> = match std::env::var("COMMONGROUND_BENCH") {
        Ok(root) => vec![(root.clone(), PathBuf::from(root))],
        Err(_) => [10_000, 20_000]
            .map(|records| {
                (format!("{records} records"), written(&folder, &records.to_string(), network::network(records)))
            })
            .into(),
    };
    for (name, root) in sizes {
        measure(&name, &root, &folder);
    }
    if std::env::var("COMMONGROUND_BENCH").is_err() {
        let single = measure("10000 events", &written(&folder, "single", network::events(10_000, 0)), &folder);
        let series = network::events(10_000, 2_000);
        let series = measure("the same, 2000 of them series", &written(&folder, "series", series), &folder);
        println!("  with series / without: {:.2}", series / single);
    }
    let _ = std::fs::remove_dir_all(&folder);
}

fn written(folder: &Path, name: &str, network: MemoryWorld) -> PathBuf {
    let root = folder.join(format!("network-{name}"));
    for (path, bytes) in network.files {
        put(&root.join(path), &bytes);
    }
    root
}

/// Seconds of a cold build.
fn measure(name: &str, root: &Path, folder: &Path) -> f64 {
    let out = folder.join("site");
    let build = || {
        let start = Instant::now();
        folder::build(root, &out);
        start.elapsed().as_secs_f64()
    };
    let (mut cold, mut warm, mut plain) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        clear(folder);
        let _ = std::fs::remove_dir_all(root.join(".commonground"));
        cold.push(build());
        warm.push(build());
        let files = read(&out, &out);
        clear(folder);
        let start = Instant::now();
        write(&out, &files);
        plain.push(start.elapsed().as_secs_f64());
        if cold.len() == 1 {
            let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
            println!("{name}: {} files, {:.1} MB", files.len(), bytes as f64 / 1e6);
        }
    }
    let (cold, warm, plain) = (median(cold), median(warm), median(plain));
    println!("  cold build {cold:.2} s, again with nothing changed {warm:.2} s, writing the same files {plain:.2} s");
    println!("  cold build / writing the same files: {:.1}", cold / plain);
    println!(
        "  {} --root {} build --quiet --now {NOW} --out {}",
        env!("CARGO_BIN_EXE_commonground"),
        root.display(),
        out.display()
    );
    cold
}

fn clear(folder: &Path) {
    for name in ["site", ".site.old", ".site.new"] {
        let _ = std::fs::remove_dir_all(folder.join(name));
    }
}

fn read(folder: &Path, base: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the site is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files.extend(read(&path, base));
        } else {
            files.push((path.strip_prefix(base).expect("below").to_owned(), std::fs::read(&path).expect("readable")));
        }
    }
    files
}

fn write(out: &Path, files: &[(PathBuf, Vec<u8>)]) {
    let half = |files: &[(PathBuf, Vec<u8>)]| {
        for (path, bytes) in files {
            put(&out.join(path), bytes);
        }
    };
    let (one, other) = files.split_at(files.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| half(one));
        scope.spawn(|| half(other));
    });
}
