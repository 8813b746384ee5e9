//! The command line of the real program: exit codes, options and output.

use std::path::Path;

use super::network::{Folder, ProgramOutput, run_command};

const STORY: &str = "-- content/stories/kitchen.md --\n---\ntitle: The kitchen\ndate: 2026-01-01\npeople: none\n---\n\nIt began with a pan.\n";

/// Runs the program in a folder of the network, with variables of the environment.
fn run_in(folder: &Folder, inner: &str, arguments: &[&str], variables: &[(&str, &str)]) -> ProgramOutput {
    run_command(folder.command(arguments).current_dir(folder.path(inner)).envs(variables.iter().copied()))
}

#[test]
fn exit_codes_tell_content_errors_from_wrong_use_and_system_errors() {
    let good = Folder::new(STORY);
    assert_eq!(good.run(&["build"]).code, Some(0));
    assert_eq!(good.run(&["check"]).code, Some(0));
    let faulty = Folder::new("-- content/stories/a.md --\n---\ntitle: A\n---\n");
    assert_eq!(faulty.run(&["build"]).code, Some(1));
    assert_eq!(faulty.run(&["check"]).code, Some(1));
    assert_eq!(faulty.run(&["build", "--keep-going"]).code, Some(0));
    assert_eq!(good.run(&["bild"]).code, Some(2));
    assert_eq!(good.run(&["build", "--now", "soon"]).code, Some(2));
    assert_eq!(good.run(&["build", "--out", "content"]).code, Some(2));
    assert_eq!(Folder::empty().run(&["check"]).code, Some(2));
    assert_eq!(good.run(&["build", "--out", "/proc/commonground/site"]).code, Some(3));
}

#[test]
fn a_new_network_builds_at_once_and_is_never_overwritten() {
    let folder = Folder::empty();
    let made = folder.run(&["init", "net"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let built = run_in(&folder, "net", &["build", "--strict"], &[]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(built.err.contains("no faults"), "{}", built.err);
    assert!(folder.read("net/.gitignore").contains("/content/private/"));
    folder.write("net/content/site.yaml", "mine");
    let again = folder.run(&["init", "net"]);
    assert_eq!((again.code, folder.read("net/content/site.yaml").as_str()), (Some(2), "mine"));
}

#[test]
fn a_new_record_of_every_kind_passes_check() {
    let folder = Folder::empty();
    folder.run(&["init", "."]);
    for kind in ["story", "partner", "event", "place", "campaign", "resource", "incident", "page"] {
        let made = folder.run(&["new", kind, &format!("A new: \"{kind}\" of ours")]);
        assert_eq!(made.code, Some(0), "{kind}: {}", made.err);
        let path = made.out.trim();
        let text = folder.read(path);
        assert!(text.contains("draft: true"), "{text}");
        folder.write(path, text.replace("draft: true", "draft: false"));
    }
    let checked = folder.run(&["check", "--strict"]);
    assert_eq!(checked.code, Some(0), "{}", checked.out);
    assert_eq!(
        folder.run(&["new", "story", "A new: \"story\" of ours"]).code,
        Some(2),
        "an existing record is refused"
    );
    let unknown = folder.run(&["new", "storey", "X"]);
    assert!(unknown.code == Some(2) && unknown.err.contains("did you mean `story`?"), "{}", unknown.err);
    assert_eq!(folder.run(&["new", "page", "con"]).code, Some(2));
    let event = folder.run(&["new", "event", "Iftar", "--start", "2027-02-20 17:30"]);
    assert!(folder.read(event.out.trim()).contains("start: 2027-02-20 17:30"));
    assert_eq!(folder.run(&["new", "event", "Supper", "--start", "05/06/2027"]).code, Some(2));
}

#[test]
fn a_new_event_in_the_past_asks_which_year_was_meant() {
    let folder = Folder::empty();
    folder.run(&["init", "."]);
    // Without a terminal the question is printed and the file is written all the same.
    let event = folder.run(&["new", "event", "Supper", "--start", "2019-02-20 17:30"]);
    assert!(event.code == Some(0) && event.err.contains("did you mean 2"), "{}", event.err);
    assert!(event.err.contains("-02-20 17:30` in the file"), "{}", event.err);
    assert!(folder.read(event.out.trim()).contains("start: 2019-02-20 17:30\n"));
    assert!(!folder.run(&["new", "event", "Tea", "--start", "2419-02-20"]).err.contains("did you mean"));
    for (start, why) in [
        ("05/06/2419", "write `2419-06-05` or `2419-05-06`"),
        ("2419-02-30", "no such day"),
        ("2419-06-18 18:30+01:00", "without an offset"),
        ("soon", "`2027-06-18 18:30`"),
    ] {
        let refused = folder.run(&["new", "event", "Cake", "--start", start]);
        assert!(refused.code == Some(2) && refused.err.contains(why), "{start}: {}", refused.err);
    }
}

#[test]
fn explain_knows_every_code_and_suggests_the_nearest() {
    let folder = Folder::empty();
    let all = folder.run(&["explain"]);
    for code in commonground::fault::Code::ALL {
        assert!(all.out.contains(code.as_str()), "{code}");
        let one = folder.run(&["explain", code.as_str()]);
        assert!(one.code == Some(0) && one.out.starts_with(&format!("# {code}\n")), "{code}");
    }
    let unknown = folder.run(&["explain", "unknown-feild"]);
    assert!(unknown.code == Some(2) && unknown.err.contains("did you mean `unknown-field`?"), "{}", unknown.err);
}

#[test]
fn the_network_is_found_from_a_folder_below_it() {
    let folder = Folder::new(STORY);
    let built = run_in(&folder, "content/stories", &["build"], &[]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(folder.path("public/stories/kitchen/index.html").exists());
    let named = folder.run(&["--root", "nowhere", "check"]);
    assert!(named.code == Some(2) && named.err.contains("`nowhere`"), "{}", named.err);
}

#[test]
fn the_summary_has_pages_seconds_changes_and_unpublished_records() {
    let folder = Folder::new(&format!(
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
        assert!(built.err.contains(part), "{part}: {}", built.err);
    }
    assert_eq!(folder.run(&["build", "--quiet", "--out", "other"]).err, "");
    assert!(!folder.path("public/stories/draft").exists());
    folder.run(&["build", "--drafts"]);
    assert!(folder.path("public/stories/draft/index.html").exists());
}

#[test]
fn strict_treats_warnings_as_errors() {
    let folder = Folder::new("-- content/partners/a.md --\n---\ntitle: A\ntype: group\n---\n\nText.\n");
    assert_eq!((folder.run(&["check"]).code, folder.run(&["check", "--strict"]).code), (Some(0), Some(1)));
    let built = folder.run(&["build", "--strict"]);
    assert!(built.err.contains("`--strict` stops at warnings"), "{}", built.err);
    assert_eq!((built.code, folder.path("public").exists()), (Some(1), false));
    assert!(!folder.run(&["build"]).err.contains("--strict"));
    assert_eq!(folder.run(&["build"]).code, Some(0));
}

#[test]
fn check_writes_every_format() {
    let folder = Folder::new("-- content/stories/a.md --\n---\ntitle: A\ndate: soon\npeople: none\n---\n\nText.\n");
    let said = |format: &str| folder.run(&["check", "--format", format]).out;
    assert!(said("human").contains("error[invalid-date]: `soon` is not a date"));
    assert!(said("short").starts_with("content/stories/a.md:3:7: error: `soon` is not a date"));
    let json: serde_json::Value = serde_json::from_str(said("json").trim()).expect("one object");
    assert_eq!(
        (json["line"].as_u64(), json["column"].as_u64(), json["code"].as_str()),
        (Some(3), Some(7), Some("invalid-date"))
    );
    assert!(said("github").starts_with("::error title=invalid-date,file=content/stories/a.md,line=3,"));
    assert!(said("sarif").contains("\"version\": \"2.1.0\""));
    assert_eq!(folder.run(&["check", "--format", "xml"]).code, Some(2));
}

#[test]
fn colours_are_only_written_when_asked_for() {
    let folder = Folder::new("-- content/stories/a.md --\n---\ntitle: A\n---\n");
    let coloured =
        |arguments: &[&str], settings: &[(&str, &str)]| run_in(&folder, "", arguments, settings).out.contains('\u{1b}');
    assert!(coloured(&["check", "--color", "always"], &[]));
    assert!(!coloured(&["check", "--color", "never"], &[]));
    assert!(!coloured(&["check"], &[]), "not into a pipe");
    assert!(!coloured(&["check"], &[("NO_COLOR", "1")]));
}

#[test]
fn every_address_begins_with_the_base_path() {
    let folder = Folder::new(STORY);
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
    assert_eq!(folder.run(&["build", "--base-url", "other.example.org"]).code, Some(2));
}

#[test]
fn the_private_folder_can_be_elsewhere() {
    let folder = Folder::new(&format!(
        "{STORY}-- content/consents.yaml --\n- {{id: c-1, shown_as: Grace, for: [stories/kitchen], given: 2026-01-01, expires: 2030-01-01, scope: [web], minor: true}}\n"
    ));
    let people = "- {id: c-1, person: Grace Invented}\n";
    folder.write("elsewhere/people.yaml", people);
    let place = folder.path("elsewhere");
    let place = place.to_str().expect("text");
    assert_eq!(folder.run(&["check"]).code, Some(0));
    for ran in [
        folder.run(&["check", "--private", place]),
        run_in(&folder, "", &["check"], &[("COMMONGROUND_PRIVATE", place)]),
    ] {
        assert!(ran.code == Some(1) && ran.out.contains("names no guardian"), "{}", ran.out);
    }
    assert_eq!(folder.run(&["check", "--private", "nowhere"]).code, Some(2));
}

#[test]
fn a_network_without_a_usable_site_yaml_still_shows_the_faults_of_its_other_files() {
    let folder = Folder::empty();
    folder.write("content/site.yaml", "title: T\nlangage: en\n");
    folder.write("content/stories/a.md", "---\ntitle: A\ndate: soon\n---\n");
    let ran = folder.run(&["build"]);
    assert_eq!(ran.code, Some(1));
    for part in [
        "unknown field `langage`",
        "did you mean `language`?",
        "field `contact` is missing",
        "`soon` is not a date",
        "must be corrected first",
    ] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    assert!(!Path::new(&folder.path("public")).exists());
}

#[test]
fn a_build_lists_the_heaviest_pages_and_what_needs_a_base_url() {
    let folder = Folder::new("-- content/about.md --\n---\ntitle: About us\n---\n");
    folder.write("content/site.yaml", super::network::SITE.replace("base_url: https://example.org/net/\n", ""));
    let built = folder.run(&["build"]).expect_code(0);
    assert!(built.err.contains("so there are no feeds and no sitemap; add it"), "{}", built.err);
    let (_, heaviest) = built.err.split_once("The heaviest pages as they are sent").expect("they are named");
    let about = heaviest.lines().find(|line| line.contains("/about/")).expect("the page");
    assert!(about.trim_start().starts_with("page ") && about.contains(" kB"), "{about}");
    assert!(heaviest.lines().filter(|line| line.starts_with("  ")).count() > 3, "{heaviest}");
}
