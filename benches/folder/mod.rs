//! Where benches of whole builds put networks and sites, and how they are run.

use std::path::{Path, PathBuf};
use std::process::Command;

/// How often each measurement is repeated; the median counts.
pub const ROUNDS: usize = 5;
/// The day that sites are built for.
pub const NOW: &str = "2026-11-22";

/// A new folder for a bench: in `COMMONGROUND_BENCH_OUT`, else on a memory file system where there is one.
pub fn made() -> PathBuf {
    let base = std::env::var("COMMONGROUND_BENCH_OUT").map(PathBuf::from).unwrap_or_else(|_| {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
    });
    let folder = base.join(format!("commonground-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// Builds the network at a root with the real program.
pub fn build(root: &Path, out: &Path) {
    let status = Command::new(env!("CARGO_BIN_EXE_commonground"))
        .arg("--root")
        .arg(root)
        .args(["build", "--quiet", "--now", NOW, "--out"])
        .arg(out)
        .status();
    assert!(status.expect("the program starts").success(), "{} does not build", root.display());
}

/// Writes a file and the folders above it.
pub fn put(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, bytes).expect("written");
}

/// The median.
pub fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}
