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
//! Lines that may follow the name: `now:`, the time of the build, where it is not [`NOW`]; `crlf`, `bom`: the files of the
//! case have such line ends, or begin with a byte order mark. In a file, `<byte FF>` is that byte and `<70000 times: x>` a
//! long text.
//!
//! `UPDATE_FIXTURES=1 cargo test --test it faults` writes the reports anew; each is then to be read by a person.

use std::path::{Path, PathBuf};

use commonground::fault::{Code, Fault};
use commonground::world::MemoryWorld;

use super::network::{Folder, NOW, build, network, split};

/// Codes that need a disk or a built site; their cases are tests at the end of this file.
const ON_DISK: &[Code] = &[Code::LinkLeavesProject, Code::Unreadable, Code::VanishedAddress];

/// Each code has at least so many cases.
const MIN_CASES: usize = 3;

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
    fn head_line(&self, word: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).take_while(|line| !line.starts_with("-- "));
        lines.into_iter().find_map(|line| match line.split_once(": ") {
            Some((name, value)) => (name == word).then_some(value),
            None => (line == word).then_some(""),
        })
    }

    fn world(&self) -> MemoryWorld {
        let mut world = network("");
        if let Some(now) = self.head_line("now") {
            world.now = now.parse().expect("a timestamp");
        }
        for (path, mut text) in split(&self.head) {
            let is_text = [".md", ".yaml", ".html"].iter().any(|ending| path.ends_with(ending));
            if is_text && self.head_line("crlf").is_some() {
                text = text.replace('\n', "\r\n");
            }
            if is_text && self.head_line("bom").is_some() {
                text.insert(0, '\u{feff}');
            }
            world.files.insert(path, expand_markers(&text));
        }
        world
    }

    fn report(&self) -> String {
        build(&self.world()).report()
    }
}

/// Replaces `<byte FF>` by that byte and `<3 times: x>` by the repeated text.
fn expand_markers(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        bytes.extend(before.bytes());
        match after.split_once('>').and_then(|(inner, tail)| Some((expand_marker(inner)?, tail))) {
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

fn expand_marker(inner: &str) -> Option<Vec<u8>> {
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
            written.push(format!("== {}-- expected --\n{actual}", case.head));
            if !update && case.expected != actual {
                problems.push_str(&format!("{word}: {}\n{}", case.name, difference(&case.expected, &actual)));
            }
        }
        if update {
            std::fs::write(path, written.join("\n")).expect("writable");
        }
    }
    assert!(problems.is_empty(), "\n{problems}- is expected, + is what came");
}

#[test]
fn every_code_has_cases_and_every_file_of_cases_has_a_code() {
    let fixtures = fixtures();
    let mut words: Vec<&str> = fixtures.iter().map(|(word, ..)| word.as_str()).collect();
    words.extend(ON_DISK.iter().map(|code| code.as_str()));
    words.sort_unstable();
    let mut codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(words, codes);
    for (word, _, cases) in &fixtures {
        let code = format!(" [{word}]\n");
        let count = cases.iter().filter(|case| case.expected.contains(&code)).count();
        assert!(count >= MIN_CASES, "{word} has {count} cases");
        let mut names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{word} has two cases of one name");
    }
}

/// A network on the disk: [`SITE`](super::network::SITE) and some files.
fn on_disk(files: &str) -> Folder {
    let folder = Folder::new("");
    for (path, text) in split(files) {
        folder.write(&path, expand_markers(&text));
    }
    folder
}

/// What `check` writes to standard output, and its exit code.
fn check(folder: &Folder, format: &str) -> (String, Option<i32>) {
    let ran = folder.run(&["check", "--format", format, "--now", NOW]);
    assert_eq!(ran.err, "");
    (ran.out, ran.code)
}

/// Faults of every severity, with and without a place, a help and a note, behind letters of several bytes and CRLF.
const FAULTS_OF_ALL_SORTS: &str = "\
-- content/about.md --
---
title: Tŷ’r bobl: ہم کون ہیں
summary: Who we are.
summary: Who we were.
---
See [what cake costs](#cakes), 50% off.
-- content/stories/soup.md --
---
{title: Soup – سوپ, date: 2026-10-02, people: none, topics: [fod], funders: [hal]}
---
-- content/partners/hall.md --
---
title: Hall
type: organisation
address: {town: Fenby}
---
-- content/plan, of: 50%.pdf --
%PDF
";

/// [`FAULTS_OF_ALL_SORTS`] as one line each.
const SHORT: &str = "\
content/about.md:2:17: error: a colon in the value of `title` needs quotes around the value; write `title: \"Tŷ’r bobl: ہم کون ہیں\"` [yaml-syntax]
content/about.md:4:1: error: field `summary` is written twice; keep one of the two [duplicate-field]
content/about.md:6:5: warning: this page has no heading `#cakes`; leave out what follows `#`, or add the heading [broken-anchor]
content/plan, of: 50%.pdf: advice: no record refers to `plan, of: 50%.pdf`, so it is not published; link to it, or remove it [unused-file]
content/stories/soup.md:2:62: warning: there is no topic `fod`; it is left out; did you mean `food`? [unknown-topic]
content/stories/soup.md:2:78: error: there is no partner `hal`; did you mean `hall`? [unknown-reference]
";

fn network_with_faults_of_all_sorts() -> Folder {
    on_disk(&FAULTS_OF_ALL_SORTS.replace("Who we are.\n", "Who we are.\r\n"))
}

#[test]
fn the_short_format_has_a_line_for_every_fault() {
    assert_eq!(check(&network_with_faults_of_all_sorts(), "short"), (SHORT.to_owned(), Some(1)));
}

#[test]
fn the_human_format_shows_the_line_and_the_help() {
    let (actual, code) = check(&network_with_faults_of_all_sorts(), "human");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/faults.human.txt");
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(path, &actual).expect("writable");
    }
    assert_eq!(actual, std::fs::read_to_string(path).expect("a snapshot"));
    assert_eq!(code, Some(1));
}

/// The fields of an object, in their order.
const KEYS: [&str; 10] =
    ["code", "severity", "message", "file", "line", "column", "end_line", "end_column", "help", "notes"];

#[test]
fn the_json_format_has_an_object_for_every_fault() {
    let (actual, code) = check(&network_with_faults_of_all_sorts(), "json");
    assert_eq!((actual.lines().count(), code), (SHORT.lines().count(), Some(1)));
    for (line, short) in actual.lines().zip(SHORT.lines()) {
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).expect("JSON");
        let places: Vec<usize> = KEYS.iter().filter_map(|key| line.find(&format!("\"{key}\":"))).collect();
        assert!(object.len() == KEYS.len() && places.len() == KEYS.len() && places.is_sorted(), "{line}");
        let text = |key: &str| object[key].as_str().unwrap_or_default();
        let number = |key: &str| object[key].as_u64();
        let place = number("line").zip(number("column")).map_or(String::new(), |(line, at)| format!("{line}:{at}:"));
        let start = format!(
            "{}:{place} {}: {}; {} [{}]",
            text("file"),
            text("severity"),
            text("message"),
            text("help"),
            text("code")
        );
        assert_eq!(start, short);
        let end = number("end_line").zip(number("end_column"));
        assert!(end >= number("line").zip(number("column")), "{line}");
    }
    assert!(actual.contains(r#""notes":["it is first written here (content/about.md:3:1)"]"#), "{actual}");
    let whole_file = actual.lines().find(|line| line.contains("unused-file")).expect("one");
    assert!(whole_file.contains(r#""line":null,"column":null,"end_line":null,"end_column":null"#), "{whole_file}");
}

#[test]
fn the_github_format_has_a_workflow_command_for_every_fault() {
    let expected = "\
::error title=yaml-syntax,file=content/about.md,line=2,endLine=2,col=17,endColumn=18::a colon in the value of `title` needs quotes around the value%0Awrite `title: \"Tŷ’r bobl: ہم کون ہیں\"`
::error title=duplicate-field,file=content/about.md,line=4,endLine=4,col=1,endColumn=8::field `summary` is written twice%0Akeep one of the two
::warning title=broken-anchor,file=content/about.md,line=6,endLine=6,col=5,endColumn=30::this page has no heading `#cakes`%0Aleave out what follows `#`, or add the heading
::notice title=unused-file,file=content/plan%2C of%3A 50%25.pdf::no record refers to `plan, of: 50%25.pdf`, so it is not published%0Alink to it, or remove it
::warning title=unknown-topic,file=content/stories/soup.md,line=2,endLine=2,col=62,endColumn=65::there is no topic `fod`; it is left out%0Adid you mean `food`?
::error title=unknown-reference,file=content/stories/soup.md,line=2,endLine=2,col=78,endColumn=81::there is no partner `hal`%0Adid you mean `hall`?
";
    assert_eq!(check(&network_with_faults_of_all_sorts(), "github"), (expected.to_owned(), Some(1)));
}

/// Marks the start of what a fault is about; it is removed from the text.
const HERE: char = '‸';

/// Pages with a fault, and [`HERE`] where it is. `PAD` is replaced by letters of one to four bytes.
const FAULTY_PAGES: [(&str, &str); 10] = [
    ("unknown-field", "---\ntitle: A\n‸colour: PAD\n---\n"),
    ("invalid-date", "---\ntitle: PAD\nupdated: ‸2026-02-30\n---\n"),
    ("unknown-reference", "---\n{title: \"PAD\", funders: [‸nobody]}\n---\n"),
    ("yaml-syntax", "---\ntitle: PADx‸: a story\n---\n"),
    ("invalid-value", "---\ntitle: A\ndraft: ‸perhaps\n---\nPAD\n"),
    ("duplicate-field", "---\ntitle: PAD\nsummary: One\n‸summary: Two\n---\n"),
    ("missing-field", "---\n‸summary: PAD\n---\n"),
    ("broken-link", "---\ntitle: A\n---\nPAD ‸[x](nowhere.md)\n"),
    ("unsafe-url", "---\ntitle: A\n---\n> PAD *‸[x](javascript:x)*\n"),
    ("unknown-component", "---\ntitle: A\n---\nText.\n\n::‸gallery title=\"PAD\"\n"),
];

/// A file with one thing wrong, and every third with two; each with the code, line and column of what is marked.
fn broken(number: usize) -> (String, Vec<(String, usize, usize)>) {
    let letters: String = ["a", "ŵ", "ہ", "🎪"].iter().cycle().skip(number).take(1 + number % 8).copied().collect();
    let (code, text) = FAULTY_PAGES[number % FAULTY_PAGES.len()];
    let (mut text, mut codes) = (text.replace("PAD", &letters), vec![code]);
    if number.is_multiple_of(3) {
        text.push_str(&format!("\n{letters} and ‸<blink>more</blink>\n"));
        codes.push("removed-html");
    }
    let mut places = Vec::new();
    while let Some(at) = text.find(HERE) {
        let before = &text[..at];
        let column = before.rsplit('\n').next().expect("a line").chars().count() + 1;
        places.push((codes[places.len()].to_owned(), before.matches('\n').count() + 1, column));
        text.remove(at);
    }
    if number % 4 == 1 {
        text = text.replace('\n', "\r\n");
    }
    if number % 5 == 2 {
        text.insert(0, '\u{feff}');
    }
    (text, places)
}

#[test]
fn two_hundred_broken_files_show_all_their_faults_in_one_run() {
    let mut world = network("");
    let mut expected = Vec::new();
    for number in 0..200 {
        let path = format!("content/p-{number:03}.md");
        let (text, places) = broken(number);
        expected.extend(places.into_iter().map(|(code, line, column)| (path.clone(), line, column, code)));
        world.files.insert(path, text.into_bytes());
    }
    let place = |fault: &Fault| match &fault.location {
        commonground::fault::FaultLocation::Source(place) => {
            let at = place.start();
            (place.source.path.clone(), at.line, at.column, fault.code.as_str().to_owned())
        }
        other => panic!("{other:?} has no place"),
    };
    let found: Vec<(String, usize, usize, String)> = build(&world).faults.iter().map(place).collect();
    assert!(expected.len() > 260, "every third file has two");
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(expected, found);
    }
    assert_eq!(expected.len(), found.len());
}
