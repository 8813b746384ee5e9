//! Faults: the cases of every code, and what a report looks like.
//!
//! `tests/faults/CODE.txt` holds the cases of a code. Each is a small network over [`SITE`] and the whole report
//! that it must give, no line more or less:
//!
//! ```text
//! == name of the case
//! now: 2027-06-18T12:00:00Z
//! crlf
//! -- content/about.md --
//! …
//! -- expected --
//! content/about.md:2:1: error: …
//! ```
//!
//! Lines that may stand under the name: `now:`, the moment, where it is not [`NOW`]; `crlf`, `bom`: the texts of the
//! case have such line ends, or begin with a byte order mark; `waits: why`: the report is right and the program is
//! not yet, which must be so until it is mended. In a file, `<byte FF>` is that byte and `<70000 times: x>` a long text.
//!
//! `UPDATE_FIXTURES=1 cargo test --test it faults` writes the reports anew; each is then to be read by a person.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use commonground::fault::{Code, Fault};
use commonground::world::MemoryWorld;
use tempfile::TempDir;

use super::network::{NOW, SITE, build, network, split};

/// Codes that need a disk or a built site; their cases are tests at the end of this file.
const ON_DISK: &[Code] = &[Code::LinkLeavesProject, Code::Unreadable, Code::VanishedAddress];

/// The fewest cases of a code.
const FEWEST: usize = 3;

struct Case {
    name: String,
    /// Everything before the report, as written.
    head: String,
    expected: String,
}

impl Case {
    fn read(text: &str) -> Self {
        let (head, expected) = text.split_once("-- expected --\n").unwrap_or((text, ""));
        let name = head.lines().next().unwrap_or_default().to_owned();
        let expected = expected.trim_end();
        let expected = if expected.is_empty() { String::new() } else { format!("{expected}\n") };
        Self { name, head: head.to_owned(), expected }
    }

    /// The value of a line under the name; empty for a word by itself.
    fn says(&self, word: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).take_while(|line| !line.starts_with("-- "));
        lines.into_iter().find_map(|line| match line.split_once(": ") {
            Some((name, value)) => (name == word).then_some(value),
            None => (line == word).then_some(""),
        })
    }

    fn world(&self) -> MemoryWorld {
        let mut world = network("");
        if let Some(now) = self.says("now") {
            world.now = now.parse().expect("a timestamp");
        }
        for (path, mut text) in split(&self.head) {
            let is_text = [".md", ".yaml", ".html"].iter().any(|ending| path.ends_with(ending));
            if is_text && self.says("crlf").is_some() {
                text = text.replace('\n', "\r\n");
            }
            if is_text && self.says("bom").is_some() {
                text.insert(0, '\u{feff}');
            }
            world.files.insert(path, bytes(&text));
        }
        world
    }

    fn report(&self) -> String {
        build(&self.world()).report()
    }

    /// What is wrong with the case, if anything.
    fn problem(&self, actual: &str) -> Option<String> {
        match (self.expected == actual, self.says("waits")) {
            (true, None) | (false, Some(_)) => None,
            (true, Some(_)) => Some("what this waited for is mended: remove its line `waits`\n".to_owned()),
            (false, None) => Some(difference(&self.expected, actual)),
        }
    }
}

/// A text with `<byte FF>` and `<3 times: x>` made what they stand for.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        bytes.extend(before.bytes());
        match after.split_once('>').and_then(|(inner, tail)| Some((meant(inner)?, tail))) {
            Some((meant, tail)) => {
                bytes.extend(meant);
                rest = tail;
            }
            None => {
                bytes.push(b'<');
                rest = after;
            }
        }
    }
    bytes.extend(rest.bytes());
    bytes
}

fn meant(inner: &str) -> Option<Vec<u8>> {
    if let Some(hex) = inner.strip_prefix("byte ") {
        return u8::from_str_radix(hex, 16).ok().map(|byte| vec![byte]);
    }
    let (number, text) = inner.split_once(" times: ")?;
    Some(text.repeat(number.parse().ok()?).into_bytes())
}

/// The lines that are in one of two reports only.
fn difference(expected: &str, actual: &str) -> String {
    let only = |sign: char, one: &str, other: &str| -> String {
        let lines = one.lines().filter(|line| !other.lines().any(|known| known == *line));
        lines.map(|line| format!("  {sign} {line}\n")).collect()
    };
    let lines = only('-', expected, actual) + &only('+', actual, expected);
    if lines.is_empty() { "  the same lines in another order or number\n".to_owned() } else { lines }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults")
}

/// The fixture files: the word in the name, the path, the cases.
fn fixtures() -> Vec<(String, PathBuf, Vec<Case>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .collect();
    paths.sort();
    let fixture = |path: PathBuf| {
        let word = path.file_name()?.to_str()?.strip_suffix(".txt")?.to_owned();
        let text = std::fs::read_to_string(&path).expect("fixtures are UTF-8");
        let cases = text.strip_prefix("== ").unwrap_or_else(|| panic!("{word} begins with no case"));
        let cases = cases.split("\n== ").map(Case::read).collect();
        Some((word, path, cases))
    };
    paths.into_iter().filter_map(fixture).filter(|(word, ..)| !word.contains('.')).collect()
}

#[test]
fn every_case_gives_its_report() {
    let update = std::env::var_os("UPDATE_FIXTURES").is_some();
    let mut problems = String::new();
    for (word, path, cases) in fixtures() {
        let mut written = Vec::new();
        for case in &cases {
            let actual = case.report();
            let keep = !update || case.says("waits").is_some();
            written.push(format!("== {}-- expected --\n{}", case.head, if keep { &case.expected } else { &actual }));
            if let (Some(why), true) = (case.says("waits"), case.expected != actual) {
                println!("{word}: {}\n  waits: {why}\n{}", case.name, difference(&case.expected, &actual));
            }
            if let Some(problem) = case.problem(&actual).filter(|_| keep) {
                problems.push_str(&format!("{word}: {}\n{problem}", case.name));
            }
        }
        if update {
            std::fs::write(path, written.join("\n")).expect("writable");
        }
    }
    assert!(problems.is_empty(), "\n{problems}- is expected, + is what came");
}

#[test]
fn every_code_has_cases_and_nothing_else_does() {
    let fixtures = fixtures();
    let mut words: Vec<&str> = fixtures.iter().map(|(word, ..)| word.as_str()).collect();
    words.extend(ON_DISK.iter().map(|code| code.word()));
    words.sort_unstable();
    let mut codes: Vec<&str> = Code::ALL.iter().map(|code| code.word()).collect();
    codes.sort_unstable();
    assert_eq!(words, codes);
    for (word, _, cases) in &fixtures {
        let code = format!(" [{word}]\n");
        let count = cases.iter().filter(|case| case.expected.contains(&code)).count();
        assert!(count >= FEWEST, "{word} has {count} cases");
        let mut names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{word} has two cases of one name");
    }
}
