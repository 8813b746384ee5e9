//! The README's commands do what it says, in an empty folder.

use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../../README.md");

/// The lines of each `sh` block, without notes.
fn blocks() -> Vec<Vec<String>> {
    let shell = README.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let line = |line: &str| line.split('#').next().unwrap_or_default().trim().to_owned();
    shell.map(|block| block.lines().map(line).filter(|line| !line.is_empty()).collect()).collect()
}

/// Splits at spaces outside double quotes.
fn words(line: &str) -> Vec<String> {
    let quoted = line.split('"').enumerate().flat_map(|(number, part)| {
        if number % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() }
    });
    quoted.collect()
}

#[test]
fn the_readme_names_the_two_commands() {
    assert_eq!(blocks()[0], ["cargo run --release -- build", "tests/all"]);
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all").exists());
}

#[test]
fn the_sample_network_builds_without_a_fault() {
    let out = tempfile::tempdir().expect("a folder");
    let root = env!("CARGO_MANIFEST_DIR");
    let mut command = Command::new(env!("CARGO_BIN_EXE_commonground"));
    command.args(["--root", root, "build", "--now", "2026-11-22", "--out"]).arg(out.path().join("site"));
    let output = command.output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("no faults"), "{said}");
}

#[test]
fn the_commands_of_the_readme_make_a_first_site() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut at = folder.path().to_owned();
    let mut ran = 0;
    for line in &blocks()[1] {
        let words = words(line);
        match words[0].as_str() {
            "cargo" => {} // installs what is under test here
            "cd" => at.push(&words[1]),
            "commonground" => {
                let mut command = Command::new(env!("CARGO_BIN_EXE_commonground"));
                let output = command.args(&words[1..]).current_dir(&at).output().expect("the program starts");
                assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
                ran += 1;
            }
            other => panic!("the README runs `{other}`, which this test does not know"),
        }
    }
    assert_eq!(ran, 3);
    assert!(at.join("public/index.html").exists());
}
