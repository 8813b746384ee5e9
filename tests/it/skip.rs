//! Tests that need something a machine may lack: a program, a judge, a permission.

use std::io::Write;
use std::path::{Path, PathBuf};

/// Reports that the calling test cannot run on this machine, and why. In CI that is a failure. `tests/all` names each in
/// its summary: it reads the file that `SKIPPED_TESTS` names.
#[track_caller]
pub fn skip(why: &str) {
    assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "this must run in CI: {why}");
    println!("skipped: {why}");
    let Some(path) = std::env::var_os("SKIPPED_TESTS") else { return };
    let mut file = std::fs::File::options().create(true).append(true).open(path).expect("a file for what is skipped");
    // One write for the whole line: other tests write at the same time.
    let line = format!("{}: {why}\n", std::thread::current().name().unwrap_or("a test"));
    file.write_all(line.as_bytes()).expect("writable");
}

/// A large network: one of real content, which is no part of the project, where it is beside the clone or where
/// `COMMONGROUND_CORPORA` says; else one that is made of the sample in this folder.
pub fn large_network(folder: &Path) -> PathBuf {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpora =
        std::env::var_os("COMMONGROUND_CORPORA").map_or_else(|| project.join("../shared/corpora"), PathBuf::from);
    let real = corpora.join("digital-practice");
    if real.join("content/site.yaml").exists() {
        return real;
    }
    let made =
        std::process::Command::new(project.join("tests/large-network")).arg(folder).status().expect("bash is there");
    assert!(made.success());
    folder.to_owned()
}

/// The value of a variable that `tests/all` sets. Skips the test where it is not set.
#[track_caller]
pub fn variable_or_skip(variable: &str) -> Option<String> {
    let value = std::env::var(variable).ok();
    if value.is_none() {
        skip(&format!("{variable} is not set (tests/all sets it)"));
    }
    value
}
