//! The command line through the real program: exit codes, options, and the words it says.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::network::{SITE, split};

const STORY: &str = "-- content/stories/kitchen.md --\n---\ntitle: The kitchen\ndate: 2026-01-01\npeople: none\n---\n\nIt began with a pan.\n";

struct Folder(TempDir);

impl Folder {
    fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn with(files: &str) -> Self {
        let folder = Self::empty();
        folder.write("content/site.yaml", SITE);
        for (path, text) in split(files) {
            folder.write(&path, &text);
        }
        folder
    }

    fn path(&self, inner: &str) -> PathBuf {
        self.0.path().join(inner)
    }

    fn write(&self, inner: &str, text: &str) {
        let path = self.path(inner);
        std::fs::create_dir_all(path.parent().expect("below")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    fn read(&self, inner: &str) -> String {
        std::fs::read_to_string(self.path(inner)).unwrap_or_else(|error| panic!("{inner}: {error}"))
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.run_in("", arguments, &[])
    }

    fn run_in(&self, inner: &str, arguments: &[&str], settings: &[(&str, &str)]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_commonground"));
        command
            .args(arguments)
            .current_dir(self.path(inner))
            .env_remove("COMMONGROUND_PRIVATE")
            .envs(settings.iter().copied());
        Ran::of(command.output().expect("the program starts"))
    }
}

struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("it was not killed"),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

#[test]
fn exit_codes_say_whose_turn_it_is() {
    let good = Folder::with(STORY);
    assert_eq!(good.run(&["build"]).code, 0);
    assert_eq!(good.run(&["check"]).code, 0);
    let faulty = Folder::with("-- content/stories/a.md --\n---\ntitle: A\n---\n");
    assert_eq!(faulty.run(&["build"]).code, 1);
    assert_eq!(faulty.run(&["check"]).code, 1);
    assert_eq!(faulty.run(&["build", "--keep-going"]).code, 0);
    assert_eq!(good.run(&["bild"]).code, 2);
    assert_eq!(good.run(&["build", "--now", "soon"]).code, 2);
    assert_eq!(good.run(&["build", "--out", "content"]).code, 2);
    assert_eq!(Folder::empty().run(&["check"]).code, 2);
    assert_eq!(good.run(&["build", "--out", "/proc/commonground/site"]).code, 3);
}

#[test]
fn a_new_network_builds_at_once_and_is_never_overwritten() {
    let folder = Folder::empty();
    let made = folder.run(&["init", "net"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let built = folder.run_in("net", &["build", "--strict"], &[]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    assert!(built.stderr.contains("no faults"), "{}", built.stderr);
    assert!(folder.read("net/.gitignore").contains("/content/private/"));
    folder.write("net/content/site.yaml", "mine");
    let again = folder.run(&["init", "net"]);
    assert_eq!((again.code, folder.read("net/content/site.yaml").as_str()), (2, "mine"));
}

#[test]
fn a_new_record_of_every_kind_passes_check() {
    let folder = Folder::empty();
    folder.run(&["init", "."]);
    for kind in ["story", "partner", "event", "place", "campaign", "resource", "incident", "page"] {
        let made = folder.run(&["new", kind, &format!("A new: \"{kind}\" of ours")]);
        assert_eq!(made.code, 0, "{kind}: {}", made.stderr);
        let path = made.stdout.trim();
        let text = folder.read(path);
        assert!(text.contains("draft: true"), "{text}");
        folder.write(path, &text.replace("draft: true", "draft: false"));
    }
    let checked = folder.run(&["check", "--strict"]);
    assert_eq!(checked.code, 0, "{}", checked.stdout);
    assert_eq!(folder.run(&["new", "story", "A new: \"story\" of ours"]).code, 2, "an existing record is refused");
    let unknown = folder.run(&["new", "storey", "X"]);
    assert!(unknown.code == 2 && unknown.stderr.contains("did you mean `story`?"), "{}", unknown.stderr);
    assert_eq!(folder.run(&["new", "page", "con"]).code, 2);
    let event = folder.run(&["new", "event", "Iftar", "--start", "2027-02-20 17:30"]);
    assert!(folder.read(event.stdout.trim()).contains("start: 2027-02-20 17:30"));
    assert_eq!(folder.run(&["new", "event", "Supper", "--start", "05/06/2027"]).code, 2);
}

#[test]
fn a_new_event_in_the_past_asks_which_year_was_meant() {
    let folder = Folder::empty();
    folder.run(&["init", "."]);
    // Nobody is at a terminal here: the question is put, and the work goes on.
    let event = folder.run(&["new", "event", "Supper", "--start", "2019-02-20 17:30"]);
    assert!(event.code == 0 && event.stderr.contains("did you mean 2"), "{}", event.stderr);
    assert!(event.stderr.contains("-02-20 17:30` in the file"), "{}", event.stderr);
    assert!(folder.read(event.stdout.trim()).contains("start: 2019-02-20 17:30\n"));
    assert!(!folder.run(&["new", "event", "Tea", "--start", "2419-02-20"]).stderr.contains("did you mean"));
    for (start, why) in [
        ("05/06/2419", "write `2419-06-05` or `2419-05-06`"),
        ("2419-02-30", "no such day"),
        ("2419-06-18 18:30+01:00", "without an offset"),
        ("soon", "`2027-06-18 18:30`"),
    ] {
        let refused = folder.run(&["new", "event", "Cake", "--start", start]);
        assert!(refused.code == 2 && refused.stderr.contains(why), "{start}: {}", refused.stderr);
    }
}

#[test]
fn explain_knows_every_code_and_suggests_one() {
    let folder = Folder::empty();
    let all = folder.run(&["explain"]);
    for code in commonground::fault::Code::ALL {
        assert!(all.stdout.contains(code.as_str()), "{code}");
        let one = folder.run(&["explain", code.as_str()]);
        assert!(one.code == 0 && one.stdout.starts_with(&format!("# {code}\n")), "{code}");
    }
    let unknown = folder.run(&["explain", "unknown-feild"]);
    assert!(unknown.code == 2 && unknown.stderr.contains("did you mean `unknown-field`?"), "{}", unknown.stderr);
}

#[test]
fn the_network_is_found_from_a_folder_below_it() {
    let folder = Folder::with(STORY);
    let built = folder.run_in("content/stories", &["build"], &[]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    assert!(folder.path("public/stories/kitchen/index.html").exists());
    let named = folder.run(&["--root", "nowhere", "check"]);
    assert!(named.code == 2 && named.stderr.contains("`nowhere`"), "{}", named.stderr);
}

#[test]
fn the_summary_tells_pages_seconds_changes_and_what_is_held_back() {
    let folder = Folder::with(&format!(
        "{STORY}-- content/stories/draft.md --\n---\ntitle: Later\ndate: 2026-01-01\npeople: none\ndraft: true\n---\n\nText.\n"
    ));
    let built = folder.run(&["build"]);
    for part in [
        "Built ",
        " pages in ",
        " s into ",
        "new or changed",
        "1 record not published now",
        "Later (story:draft): a draft",
        "no faults",
    ] {
        assert!(built.stderr.contains(part), "{part}: {}", built.stderr);
    }
    assert_eq!(folder.run(&["build", "--quiet", "--out", "other"]).stderr, "");
    assert!(!folder.path("public/stories/draft").exists());
    folder.run(&["build", "--drafts"]);
    assert!(folder.path("public/stories/draft/index.html").exists());
}

#[test]
fn strict_counts_warnings() {
    let folder = Folder::with("-- content/partners/a.md --\n---\ntitle: A\ntype: group\n---\n\nText.\n");
    assert_eq!((folder.run(&["check"]).code, folder.run(&["check", "--strict"]).code), (0, 1));
    assert_eq!((folder.run(&["build", "--strict"]).code, folder.path("public").exists()), (1, false));
    assert_eq!(folder.run(&["build"]).code, 0);
}

#[test]
fn formats_are_what_they_say() {
    let folder = Folder::with("-- content/stories/a.md --\n---\ntitle: A\ndate: soon\npeople: none\n---\n\nText.\n");
    let said = |format: &str| folder.run(&["check", "--format", format]).stdout;
    assert!(said("human").contains("error[invalid-date]: `soon` is not a date"));
    assert!(said("short").starts_with("content/stories/a.md:3:7: error: `soon` is not a date"));
    let json: serde_json::Value = serde_json::from_str(said("json").trim()).expect("one object");
    assert_eq!(
        (json["line"].as_u64(), json["column"].as_u64(), json["code"].as_str()),
        (Some(3), Some(7), Some("invalid-date"))
    );
    assert!(said("github").starts_with("::error title=invalid-date,file=content/stories/a.md,line=3,"));
    assert!(said("sarif").contains("\"version\": \"2.1.0\""));
    assert_eq!(folder.run(&["check", "--format", "xml"]).code, 2);
}

#[test]
fn colours_are_only_for_those_who_want_them() {
    let folder = Folder::with("-- content/stories/a.md --\n---\ntitle: A\n---\n");
    let coloured = |arguments: &[&str], settings: &[(&str, &str)]| {
        folder.run_in("", arguments, settings).stdout.contains('\u{1b}')
    };
    assert!(coloured(&["check", "--color", "always"], &[]));
    assert!(!coloured(&["check", "--color", "never"], &[]));
    assert!(!coloured(&["check"], &[]), "not into a pipe");
    assert!(!coloured(&["check"], &[("NO_COLOR", "1")]));
}

#[test]
fn a_base_path_stands_before_every_address() {
    let folder = Folder::with(STORY);
    folder.run(&["build", "--base-url", "https://other.example.org/deep/er/"]);
    let page = folder.read("public/stories/kitchen/index.html");
    assert!(
        page.contains("href=\"https://other.example.org/deep/er/stories/kitchen/\"")
            && page.contains("\"/deep/er/static/style."),
        "{page}"
    );
    assert!(!page.contains("href=\"/stories/"), "{page}");
    assert!(
        folder.read("public/sitemap.xml").contains("<loc>https://other.example.org/deep/er/stories/kitchen/</loc>")
    );
    assert_eq!(folder.run(&["build", "--base-url", "other.example.org"]).code, 2);
}

#[test]
fn the_private_folder_can_lie_elsewhere() {
    let folder = Folder::with(&format!(
        "{STORY}-- content/consents.yaml --\n- {{id: c-1, shown_as: Grace, for: [stories/kitchen], given: 2026-01-01, expires: 2030-01-01, scope: [web], minor: true}}\n"
    ));
    let people = "- {id: c-1, person: Grace Invented}\n";
    folder.write("elsewhere/people.yaml", people);
    let place = folder.path("elsewhere");
    let place = place.to_str().expect("text");
    assert_eq!(folder.run(&["check"]).code, 0);
    for ran in
        [folder.run(&["check", "--private", place]), folder.run_in("", &["check"], &[("COMMONGROUND_PRIVATE", place)])]
    {
        assert!(ran.code == 1 && ran.stdout.contains("names no guardian"), "{}", ran.stdout);
    }
    assert_eq!(folder.run(&["check", "--private", "nowhere"]).code, 2);
}

#[test]
fn a_network_without_a_usable_site_yaml_still_shows_the_faults_of_its_other_files() {
    let folder = Folder::empty();
    folder.write("content/site.yaml", "title: T\nlangage: en\n");
    folder.write("content/stories/a.md", "---\ntitle: A\ndate: soon\n---\n");
    let ran = folder.run(&["build"]);
    assert_eq!(ran.code, 1);
    for part in [
        "unknown field `langage`",
        "did you mean `language`?",
        "field `contact` is missing",
        "`soon` is not a date",
        "must be corrected first",
    ] {
        assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
    }
    assert!(!Path::new(&folder.path("public")).exists());
}
