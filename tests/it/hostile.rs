//! Hostile input is a fault, never a panic or a hang.

use std::process::Command;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::network::{Built, Folder, NOW, build, network, sample_network};
use super::served::Served;

/// Generous: a debug build on a busy machine. A hang or something quadratic is far beyond it.
const LIMIT: Duration = Duration::from_secs(20);

fn story(front: &str, body: &str) -> String {
    format!("-- content/stories/x.md --\n---\ntitle: X\ndate: 2026-01-01\npeople: none\n{front}---\n\n{body}\n")
}

/// Builds within the limit.
fn timed(files: &str) -> Built {
    let start = Instant::now();
    let built = build(&network(files));
    assert!(start.elapsed() < LIMIT, "it took {:?}", start.elapsed());
    built
}

fn codes(built: &Built) -> Vec<&'static str> {
    built.faults.iter().map(|fault| fault.code.as_str()).collect()
}

#[test]
fn a_hundred_thousand_brackets_are_one_fault() {
    let huge = timed(&story(&format!("topics: {}\n", "[".repeat(100_000)), "Text."));
    assert_eq!(codes(&huge), ["front-matter-too-large"]);
    let small = timed(&story(&format!("topics: {}\n", "[".repeat(60_000)), "Text."));
    assert!(codes(&small).contains(&"too-deep"), "{}", small.report());
    let maps = timed(&story(&format!("extra: {}\n", "{a: ".repeat(15_000)), "Text."));
    assert!(codes(&maps).contains(&"too-deep"), "{}", maps.report());
}

#[test]
fn an_alias_bomb_is_a_fault_at_its_first_anchor() {
    let bomb = "extra:\n  a: &a [x, x, x, x, x, x, x, x, x]\n  b: &b [*a, *a, *a, *a, *a, *a, *a, *a]\n  c: &c [*b, *b, *b, *b, *b, *b, *b]\n";
    let built = timed(&story(bomb, "Text."));
    assert_eq!(codes(&built), ["yaml-syntax"], "{}", built.report());
    assert!(built.report().starts_with("content/stories/x.md:6:"), "{}", built.report());
}

#[test]
fn four_thousand_unknown_fields_are_twenty_faults_and_a_number() {
    let fields: String = (0..4_000).map(|number| format!("f{number}: 1\n")).collect();
    let built = timed(&story(&fields, "Text."));
    assert_eq!(codes(&built).len(), 20);
    assert_eq!(built.faults[19].notes[0].message, "and 3980 more of this kind in this file");
}

#[test]
fn faults_of_a_kind_are_counted_in_each_file_by_itself() {
    let fields: String = (0..15).map(|number| format!("f{number}: 1\n")).collect();
    let one = story(&fields, "Text.");
    let built = timed(&(one.replace("x.md", "y.md") + &one));
    assert_eq!(codes(&built).len(), 30);
    assert!(built.faults.iter().all(|fault| fault.notes.is_empty()), "{}", built.report());
}

#[test]
fn a_hundred_thousand_of_anything_take_no_time() {
    let divs = timed(&story("", &"<div>".repeat(100_000)));
    assert_eq!(codes(&divs), ["too-deep"], "{}", divs.report());
    let links: String = (0..100_000).map(|number| format!("[a walk](walk-{number}.md)\n")).collect();
    let broken = timed(&story("", &links));
    let broken: Vec<_> = broken.faults.iter().filter(|fault| fault.code.as_str() == "broken-link").collect();
    assert_eq!(broken.len(), 20);
    assert!(broken[19].notes[0].message.starts_with("and 99980 more"), "{:?}", broken[19].notes);
    let counted = commonground::fault::format_short(&[broken[19].clone()]);
    assert!(counted.contains("and 99980 more of this kind in this file [broken-link]"), "{counted}");
    let topics: String = (0..200_000).map(|number| format!(" t{number},")).collect();
    let site = format!(
        "-- content/site.yaml --\n{}",
        super::network::SITE.replace("{food: Food, welcome: Welcome}", &format!("[{topics}]"))
    );
    let crowded = timed(&format!("{site}{}", story("", "Text.")));
    assert!(crowded.report().contains("there are 200000 words here"), "{}", crowded.report());
    let labels: String = (0..200_000).map(|number| format!("  t{number}: X\n")).collect();
    let site = super::network::SITE.replace("{food: Food, welcome: Welcome}", &format!("\n{labels}"));
    let labelled = timed(&format!("-- content/site.yaml --\n{site}{}", story("", "Text.")));
    assert!(labelled.report().contains("there are 200000 words here"), "{}", labelled.report());
}

#[test]
fn a_tag_with_a_hundred_thousand_attributes_is_not_published() {
    let attributes: String = (0..200_000).map(|number| format!(" a{number}=x")).collect();
    for html in [format!("<div{attributes}>\n\nText.\n\n</div>"), format!("Text. <b{attributes}>bold</b>")] {
        let built = timed(&story("", &html));
        assert_eq!(codes(&built), ["removed-html"]);
        assert!(built.report().contains("has more than 100 attributes"), "{}", built.report());
        assert!(built.page("stories/x/index.html").contains("Text."));
    }
    let built = timed(&story("", &format!("Text.\n\n<div{attributes}\n\nMore.\n")));
    assert!(built.report().contains("has no `>`"), "{}", built.report());
    assert!(built.page("stories/x/index.html").contains("More."));
    timed(&story("", &format!("<div {}", "<a ".repeat(100_000))));
    timed(&story("", &"<iframe></iframe>".repeat(50_000)));
    timed(&story("", &"<embed>".repeat(50_000)));
}

/// A report that belongs to a draft, and a page that links to it.
const DRAFT_WITH_FILES: &str = "-- content/resources/toolkit/index.md --\n---\ntitle: Toolkit\ntype: toolkit\nDRAFTfiles:\n  - {file: toolkit.pdf, label: All}\n---\n\nText.\n\
    -- content/resources/toolkit/toolkit.pdf --\n%PDF-1.4 /Pages startxref\n-- content/resources/toolkit/extra.pdf --\n%PDF-1.4 extra /Pages startxref\n\
    -- content/resources/beside.pdf --\n%PDF-1.4 beside /Pages startxref\n-- content/resources/other.md --\n---\ntitle: Other\ntype: toolkit\nDRAFTfiles:\n  - {file: beside.pdf}\n---\n\nText.\n\
    -- content/about.md --\n---\ntitle: About us\n---\n\n[All](resources/toolkit/toolkit.pdf) [more](resources/toolkit/extra.pdf) [beside](resources/beside.pdf)\n";

#[test]
fn a_file_of_a_record_that_is_withheld_is_not_published_because_another_page_links_to_it() {
    let files = ["resources/toolkit/toolkit.pdf", "resources/toolkit/extra.pdf", "resources/beside.pdf"];
    let shown = build(&network(&DRAFT_WITH_FILES.replace("DRAFT", "")));
    assert!(files.iter().all(|file| shown.files.contains_key(*file)), "{:?}", shown.files.keys());
    let withheld = build(&network(&DRAFT_WITH_FILES.replace("DRAFT", "draft: true\n")));
    assert!(!files.iter().any(|file| withheld.files.contains_key(*file)), "{:?}", withheld.files.keys());
    assert!(!String::from_utf8_lossy(&withheld.files["about/index.html"]).contains(".pdf"));
    let report = withheld.report();
    let advice: Vec<&str> = report
        .lines()
        .filter(|line| line.contains("[links-to-withheld]"))
        .map(|line| line.split('`').nth(1).unwrap_or_default())
        .map(|name| files.iter().find(|file| **file == name).copied().unwrap_or("?"))
        .collect();
    assert_eq!(advice, files, "{}", withheld.report());
    // Another published record that offers the same file keeps it.
    let offered = "-- content/resources/third.md --\n---\ntitle: Third\ntype: toolkit\nfiles:\n  - {file: beside.pdf}\n---\n\nText.\n";
    let kept = build(&network(&format!("{}{offered}", DRAFT_WITH_FILES.replace("DRAFT", "draft: true\n"))));
    assert!(kept.files.contains_key(files[2]) && !kept.files.contains_key(files[0]), "{:?}", kept.files.keys());
    assert!(!kept.report().contains(files[2]), "{}", kept.report());
}

/// A draft with a folder of files, and records that name them in every way.
const DRAFT_WITH_PICTURES: &str = "-- content/stories/soup/index.md --\n---\ntitle: Soup\ndate: 2026-10-02\nDRAFTpeople: none\n---\n\nText.\n\
    -- content/stories/soup/a.svg --\n<svg viewBox=\"0 0 1 1\"><g/></svg>\n-- content/stories/soup/b.svg --\n<svg viewBox=\"0 0 1 1\"><path/></svg>\n\
    -- content/stories/soup/c.svg --\n<svg viewBox=\"0 0 1 1\"><rect/></svg>\n-- content/stories/soup/d.svg --\n<svg viewBox=\"0 0 1 1\"><title>d</title></svg>\n\
    -- content/stories/soup/e.pdf --\n%PDF-1.4 e /Pages startxref\n-- content/stories/soup/f.vtt --\nWEBVTT\n\n00:01.000 --> 00:02.000\nSoup.\n\
    -- content/stories/bread.md --\n---\ntitle: Bread\ndate: 2026-10-02\npeople: none\nimage: soup/a.svg\nimages: {soup/a.svg: {alt: A pan}}\n---\n\n\
    ![A pot](soup/b.svg)\n\n<img src=\"soup/c.svg\" alt=\"A lid\">\n\
    -- content/stories/bread.cy.md --\n---\ntitle: Bara\n---\n\n![Padell](soup/b.svg)\n\
    -- content/partners/crew.md --\n---\ntitle: Crew\ntype: group\naddress: {town: Fenby}\nlogo: ../stories/soup/d.svg\n---\n\
    -- content/resources/talk.md --\n---\ntitle: Talk\ntype: video\nfiles:\n  - {file: ../stories/soup/e.pdf, label: All}\n  - {file: ../stories/soup/f.vtt, format: captions}\n---\n\nText.\n\
    -- content/stories/soup/jam.md --\n---\ntitle: Jam\ndate: 2026-10-02\npeople: none\n---\n\nText.\n";

#[test]
fn a_file_of_a_record_that_is_withheld_is_not_published_because_another_record_names_it() {
    let files = ["a.svg", "b.svg", "c.svg", "d.svg", "e.pdf", "f.vtt"].map(|file| format!("stories/soup/{file}"));
    let shown = build(&network(&DRAFT_WITH_PICTURES.replace("DRAFT", "")));
    assert!(files.iter().all(|file| shown.files.contains_key(file)), "{:?} {}", shown.files.keys(), shown.report());
    let withheld = build(&network(&DRAFT_WITH_PICTURES.replace("DRAFT", "draft: true\n")));
    assert!(!files.iter().any(|file| withheld.files.contains_key(file)), "{:?}", withheld.files.keys());
    for (path, bytes) in &withheld.files {
        assert!(!String::from_utf8_lossy(bytes).contains("stories/soup/"), "{path}");
    }
    let report = withheld.report();
    let advice = |file: &String| {
        report
            .lines()
            .filter(|line| line.contains("[links-to-withheld]") && line.contains(&format!("`{file}`")))
            .count()
    };
    assert_eq!(files.each_ref().map(advice), [1, 2, 1, 1, 1, 1], "{report}");
    // A record in the same folder has the files there too.
    let beside = DRAFT_WITH_PICTURES
        .replace("DRAFT", "draft: true\n")
        .replace("title: Jam\n", "title: Jam\nimage: a.svg\nimages: {a.svg: {alt: A pan}}\n");
    let beside = build(&network(&beside));
    assert!(beside.files.contains_key(&files[0]) && !beside.files.contains_key(&files[1]), "{}", beside.report());
}

#[test]
fn names_too_long_for_a_disk_are_faults_and_never_stop_a_build() {
    let long = "ŵ".repeat(130);
    let folder = Folder::new(&story(&format!("slug: {long}\n"), "Text."));
    let built = folder.build(&["--keep-going"]);
    assert!(built.err.contains("name-too-long"), "{}", built.err);
    assert_eq!(built.code, Some(0), "{}", built.err);
    let long = "a".repeat(241);
    let by_file = story("", "Text.").replace("stories/x.md", &format!("stories/{long}.md"));
    for files in [story(&format!("slug: {long}\n"), "Text."), by_file] {
        let built = timed(&files);
        assert_eq!(codes(&built), ["name-too-long"]);
        assert!(!built.files.keys().any(|path| path.contains("aaaa")));
    }
    // So are the words of `site.yaml` that have lists.
    let [kind, fact, level, topic] = ["a", "b", "c", "d"].map(|letter| letter.repeat(300));
    let words =
        format!("types: {{partners: [{kind}]}}\naccess: {{{fact}: B}}\nlevels: {{{level}: C}}\ntopics: {{{topic}: D, ");
    let site = super::network::SITE.replace("topics: {", &words);
    let folder = Folder::new(&format!(
        "-- content/site.yaml --\n{site}-- content/partners/x.md --\n---\ntitle: X\ntype: {kind}\ntopics: [{topic}]\nserves: [y]\naccess: {{{fact}: yes}}\n---\n\n\
         -- content/places/y.md --\n---\ntitle: Y\nlevel: {level}\n---\n\n\
         -- content/events/z.md --\n---\ntitle: Z\nstart: 2027-01-02 10:00\nplaces: [y]\naccess: {{{fact}: yes}}\n---\n"
    ));
    assert_eq!(
        folder.run(&["check", "--now", NOW, "--format", "short"]).expect_code(1).out.matches("[name-too-long]").count(),
        4
    );
    folder.build(&["--keep-going"]).expect_code(0);
    assert!(folder.path("public/partners/x/index.html").exists());
    // What is just short enough is built, with every output that its name is in.
    let short = "a".repeat(240);
    let folder = Folder::new(&format!(
        "-- content/events/x.md --\n---\ntitle: X\nslug: {short}\nstart: 2027-01-02 10:00\nplaces: [{short}]\n---\n\nText.\n\
        -- content/places/y.md --\n---\ntitle: Y\nslug: {short}\nlevel: town\n---\n"
    ));
    let built = folder.build(&["--keep-going"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(
        !built.err.contains("name-too-long") && folder.path(&format!("public/events/{short}")).exists(),
        "{}",
        built.err
    );
}

#[test]
fn deep_nesting_in_a_body_is_a_fault() {
    for body in [
        format!("{} deep", ">".repeat(20_000)),
        (0..2_000).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect::<String>(),
        "- ".repeat(20_000) + "x",
    ] {
        let built = timed(&story("", &body));
        assert!(codes(&built).contains(&"too-deep"), "{:.60}: {}", body, built.report());
    }
}

#[test]
fn long_runs_of_punctuation_are_read_in_time() {
    for body in [
        "*".repeat(50_000),
        "**a ".repeat(20_000),
        "[".repeat(50_000),
        "![".repeat(25_000),
        "[a](".repeat(20_000),
        "`".repeat(50_000),
        "<div>".repeat(10_000),
        "<a href=\"".repeat(10_000),
        "<!--".repeat(20_000),
        "| a ".repeat(20_000) + "\n" + &"|-".repeat(20_000),
        "[^1]".repeat(20_000),
        ":::".repeat(10_000),
        ":::callout\n".repeat(5_000),
        ":::\n".repeat(10_000),
        "::event slug=\"".repeat(5_000),
        "&amp;".repeat(20_000),
        "# x\n".repeat(20_000),
        ".".repeat(50_000),
        "a. ".repeat(20_000),
        "“A” ".repeat(20_000),
        "‘a ".repeat(20_000),
        "ALL ".repeat(20_000),
        "🎉 a 🎉🎉🎉 ".repeat(5_000),
        "<i lang=ur>".repeat(10_000),
        "чай і ".repeat(10_000),
        "\u{202e}\u{200b}\u{fdd0}L0\u{fdd1}".repeat(2_000),
    ] {
        timed(&story("", &body));
    }
}

#[test]
fn nul_bytes_and_invalid_utf8_are_faults_with_a_place() {
    let mut world = network(&story("", "Text."));
    world.files.insert("content/stories/broken.md".into(), b"---\ntitle: A\n---\nab\0c".to_vec());
    world.files.insert("content/stories/latin.md".into(), b"---\ntitle: Caf\xe9\n---\n".to_vec());
    world.files.insert(
        "content/partners/refers.md".into(),
        b"---\ntitle: R\ntype: group\nserves: [p]\nrelated: [\"story:broken\"]\n---\nx".to_vec(),
    );
    world.files.insert("content/places/p.md".into(), b"---\ntitle: P\nlevel: town\n---\nx".to_vec());
    let built = build(&world);
    // A reference to an unreadable file is not a second fault.
    assert_eq!(codes(&built), ["not-text", "not-text"], "{}", built.report());
    assert!(
        built.report().contains("content/stories/latin.md:2:11:")
            && built.report().contains("content/stories/broken.md:4:3:"),
        "{}",
        built.report()
    );
}

#[test]
fn reserved_names_are_refused() {
    for name in ["con", "AUX", "nul", "com1", "_desk", "_reload"] {
        let built = timed(&format!("-- content/{name}.md --\n---\ntitle: X\n---\n\nText.\n"));
        assert_eq!(codes(&built), ["reserved-name"], "{name}: {}", built.report());
    }
    for slug in ["../x", "a/../../x", "%2e%2e", "a\\b", ".hidden", "/etc/passwd"] {
        let built = timed(&story(&format!("slug: '{slug}'\n"), "Text."));
        assert!(
            !built.report().is_empty() && built.files.keys().all(|path| !path.contains("..")),
            "{slug}: {}",
            built.report()
        );
    }
    for alias in ["/../../x/", "/a/../../../etc/", "x", "//evil.example/", "/a\\b/"] {
        let built = timed(&story(&format!("aliases: ['{alias}']\n"), "Text."));
        assert!(codes(&built).contains(&"invalid-value"), "{alias}: {}", built.report());
    }
}

#[test]
fn template_syntax_in_content_is_text() {
    let built = timed(
        "-- content/a.md --\n---\ntitle: \"{{ site }} {% if x %} <script>alert(1)</script>\"\nsummary: '</title><script>x</script>'\n---\n\n{{ page.title }} {% raw %} {{ nope\n",
    );
    let page = built.page("a/index.html");
    assert_eq!(built.report(), "");
    let scripts = page.matches("<script").count();
    assert_eq!(scripts, page.matches("<script type=\"application/ld+json\">").count(), "{page}");
    assert!(page.contains("{{ page.title }} {% raw %}"), "{page}");
}

#[test]
fn unsafe_addresses_are_refused_in_every_field_that_holds_one() {
    for (file, field) in [
        ("partners", "type: group\nserves: [p]\nwebsite: 'javascript:alert(1)'"),
        ("partners", "type: group\nserves: [p]\nsocial: {x: 'JAVASCRIPT:alert(1)'}"),
        ("events", "start: 2027-01-01\nplaces: [p]\nonline: {url: 'data:text/html,x'}"),
        ("events", "start: 2027-01-01\nplaces: [p]\nbooking: {url: 'vbscript:x'}"),
        ("campaigns", "start: 2027-01-01\njoin: {text: J, link: 'javascript:x'}"),
        ("campaigns", "start: 2027-01-01\nasks: [{title: A, text: T, audience: W, link: 'file:///etc/passwd'}]"),
        ("resources", "type: guide\nlicence: MIT\nlink: 'javascript:x'"),
        ("resources", "type: guide\nlicence: MIT\nweb_version: 'javascript:x'"),
    ] {
        let built = timed(&format!(
            "-- content/places/p.md --\n---\ntitle: P\nlevel: town\n---\n\nText.\n-- content/{file}/x.md --\n---\ntitle: X\n{field}\n---\n\nText.\n"
        ));
        assert_eq!(codes(&built), ["unsafe-url"], "{field}: {}", built.report());
    }
}

#[test]
fn content_cannot_control_a_terminal() {
    let built = timed(&story("topics: [\"\u{1b}[2Jgone\u{7}\"]\nnosuch\u{1b}[31m: x\n", "[x](\u{1b}[2J.md)"));
    assert!(!built.faults.is_empty());
    for colour in [false, true] {
        let text = commonground::fault::format_human(&built.faults, colour);
        assert!(!text.contains("\u{1b}[2J") && !text.contains('\u{7}'), "{text:?}");
    }
}

#[test]
fn names_of_files_cannot_control_a_terminal() {
    let name = "content/stories/a\u{1b}[2Jb\u{7}\u{9b}31m\n.md";
    let mut world = network("");
    // One fault with a place in the text, and one of the whole file.
    world.files.insert(name.to_owned(), b"---\ntitle: X\nnosuch: y\n---\n".to_vec());
    world.files.insert(format!("{name}.exe"), b"MZ".to_vec());
    let built = build(&world);
    assert!(built.faults.iter().filter(|fault| fault.path().is_some_and(|path| path.starts_with(name))).count() > 1);
    let plain = [
        commonground::fault::format_human(&built.faults, false),
        commonground::fault::format_short(&built.faults),
        commonground::fault::format_github(&built.faults),
    ];
    for text in plain {
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
        assert!(text.contains("a\\u{1b}[2Jb") || text.contains("a\\u{1b}[2Jb\\u{7}"), "{text}");
    }
    let coloured = commonground::fault::format_human(&built.faults, true);
    assert!(!coloured.contains("\u{1b}[2J") && !coloured.contains('\u{9b}'), "{coloured:?}");
    // The name of a file in a help.
    let near = story("image: \"plan[2J.png\"\n", "Text.") + "-- content/stories/plan\u{1b}[2J.png --\n\n";
    let built = build(&network(&near));
    assert!(built.faults.iter().any(|fault| fault.help.as_ref().is_some_and(|help| help.contains('\u{1b}'))));
    assert!(!commonground::fault::format_human(&built.faults, false).contains('\u{1b}'), "{}", built.report());
}

#[test]
fn titles_in_the_summary_of_a_build_cannot_control_a_terminal() {
    let draft = story("draft: true\n", "Text.").replace("title: X", "title: \"Gone\\x1b[2J\"");
    let built = Folder::new(&draft).build(&[]).expect_code(0);
    assert!(built.err.contains("Gone\\u{1b}[2J") && !built.err.contains('\u{1b}'), "{:?}", built.err);
}

#[test]
fn names_on_the_command_line_cannot_control_a_terminal() {
    let failed = Folder::empty().run(&["check", "--root", "no\u{1b}[2Jsuch\u{7}"]).expect_code(2);
    assert!(failed.err.contains("no\\u{1b}[2Jsuch") && !failed.err.contains(['\u{1b}', '\u{7}']), "{:?}", failed.err);
}

#[test]
fn links_and_special_files_are_faults() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("below")).expect("made");
        std::fs::write(path, bytes).expect("written");
    };
    write("content/site.yaml", super::network::SITE.as_bytes());
    write("content/stories/deep/er/and/deeper/x.md", b"---\ntitle: X\ndate: 2026-01-01\npeople: none\n---\nText.");
    std::fs::create_dir_all(folder.path().join("content/stories/folder.md")).expect("made");
    let big = std::fs::File::create(folder.path().join("content/stories/big.md")).expect("made");
    big.set_len(50 * 1024 * 1024).expect("sparse");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc", folder.path().join("content/stories/etc")).expect("linked");
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("content/stories/passwd.md")).expect("linked");
        std::os::unix::fs::symlink("nowhere", folder.path().join("content/stories/dangling.md")).expect("linked");
        let fifo = Command::new("mkfifo").arg(folder.path().join("content/stories/pipe.md")).status();
        assert!(fifo.expect("mkfifo runs").success());
    }
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_commonground"))
        .args(["check", "--format", "short", "--root"])
        .arg(folder.path())
        .output()
        .expect("the program starts");
    assert!(start.elapsed() < LIMIT);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for (file, code) in [
        ("big.md", "file-too-large"),
        ("etc", "link-leaves-project"),
        ("passwd.md", "link-leaves-project"),
        ("dangling.md", "unreadable"),
        ("pipe.md", "unreadable"),
    ] {
        let line = said.lines().find(|line| line.starts_with(&format!("content/stories/{file}:")));
        assert!(line.is_some_and(|line| line.contains(code)), "{file}: {said}");
    }
    assert!(!said.contains("root:"), "nothing of a linked file is shown: {said}");
}

/// The texts of the sample network, for mutations.
fn sample_texts() -> Vec<(String, Vec<u8>)> {
    let is_text = |path: &str| path.ends_with(".md") || path.ends_with(".yaml");
    sample_network().files.into_iter().filter(|(path, _)| is_text(path)).collect()
}

const PIECES: [&str; 24] = [
    "---\n",
    ": ",
    "\n",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "&a ",
    "*a ",
    "!t ",
    "<<: ",
    "\t",
    "::event",
    ":::",
    "<script>",
    "](",
    "![",
    "#",
    "\u{feff}",
    "2027-13-40",
    "-",
    "é",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever is cut out of a file or put into it, the network is read to its end.
    #[test]
    fn mutated_files_never_panic(edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..PIECES.len(), 0usize..40), 1..8)) {
        use std::sync::LazyLock;
        static SAMPLE: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(sample_texts);
        let mut world = network("");
        for (path, bytes) in SAMPLE.iter() {
            world.files.insert(path.clone(), bytes.clone());
        }
        for (file, at, piece, cut) in edits {
            let (path, _) = file.get(&SAMPLE);
            let bytes = world.files.get_mut(path).expect("it is there");
            let at = if bytes.is_empty() { 0 } else { at.index(bytes.len()) };
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, PIECES[piece].bytes());
        }
        let start = Instant::now();
        let built = build(&world);
        prop_assert!(start.elapsed() < LIMIT);
        // Every place can be shown.
        let _ = commonground::fault::format_human(&built.faults, true);
        let _ = commonground::fault::format_sarif(&built.faults);
    }
}

#[test]
fn entities_cannot_forge_placeholders() {
    for body in [
        "&#xFDD0;B9&#xFDD1;\n\n<svg onload=alert(1)><div onclick=\"alert(2)\">hi</div>",
        "<https://example.org/> &#xFDD0;l7&#xFDD1; &#64976;L0&#64977; x",
        "```&#xFDD0;B9&#xFDD1;\nx\n```\n\n<b onclick=\"x()\">&#xFDD0;b0&#xFDD1;</b>",
    ] {
        let built = timed(&story("", body));
        let page = built.page("stories/x/index.html");
        for bad in ["onload", "onclick"] {
            assert!(!page.contains(bad), "{body}: {page}");
        }
        // The theme's own patterns are drawings too.
        assert_eq!(page.matches("<svg").count(), page.matches("<svg class=\"patch").count(), "{body}: {page}");
    }
}

#[test]
fn aliases_replace_no_page_and_stop_no_build() {
    for alias in ["/index.html", "/events/2027/06/", "/stories/index.html", "/topics/food/"] {
        let event = "-- content/events/e.md --\n---\ntitle: E\nstart: 2027-06-01\nonline: {url: 'https://example.org/', visibility: on-request}\n---\n\nText.\n";
        let built = timed(&(story(&format!("aliases: ['{alias}']\n"), "Text.") + event));
        assert_eq!(codes(&built), ["duplicate-address"], "{alias}: {}", built.report());
    }
    for alias in ["/a.html/b/", "/404.html/", "/.git/config", "/static/style.css", "/CNAME", "/topics/food/page/2/"] {
        let built = timed(&story(&format!("aliases: ['{alias}']\n"), "Text."));
        assert!(["invalid-value", "reserved-name"].contains(&codes(&built)[0]), "{alias}: {}", built.report());
    }
    let long = format!("/{}/", "a".repeat(300));
    assert_eq!(codes(&timed(&story(&format!("aliases: ['{long}']\n"), "Text."))), ["invalid-value"]);
}

/// A network whose own theme has these files.
fn themed(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new(&story("", "Text."));
    folder.write("content/partners/hub.md", "---\ntitle: The Hub\ntype: group\nserves: []\n---\n");
    files.iter().for_each(|(path, text)| folder.write(&format!("themes/default/{path}"), text));
    folder
}

/// Templates that would never end, or would use all memory, and what is said. On a busy machine, either limit may be the
/// first to be reached.
const ENDLESS: [(&str, &str, &str); 3] = [
    (
        "loops within loops",
        "{% for a in range(end=90000) %}{% for b in range(end=90000) %}{% for c in range(end=90000) %}{% endfor %}{% endfor %}{% endfor %}",
        "had not finished after 5 seconds",
    ),
    (
        "a text that doubles",
        "{% set_global text = \"0123456789\" %}{% for a in range(end=40) %}{% set_global text = text ~ text %}{% endfor %}{{ text }}",
        "the template was stopped",
    ),
    (
        "a text that doubles without a loop",
        "{% set text = \"0123456789abcdef\" | replace(from=\"\", to=\"0123456789abcdef\") %}{% set text = text | replace(from=\"\", to=text) %}{% set text = text | replace(from=\"\", to=text) %}{{ text }}",
        "the template was stopped",
    ),
];

#[test]
fn templates_that_never_end_are_stopped_with_a_fault() {
    for (what, template, message) in ENDLESS {
        let folder = themed(&[("templates/story.html", template)]);
        let start = Instant::now();
        let checked = folder.run(&["check", "--format", "short"]);
        assert!(start.elapsed() < LIMIT, "{what}: {:?}", start.elapsed());
        let line = checked.out.lines().find(|line| line.contains(message));
        assert!(
            line.is_some_and(|line| line.contains("templates/story.html")),
            "{what}: {}{}",
            checked.out,
            checked.err
        );
        assert_eq!(checked.code, Some(1), "{what}");
    }
}

#[test]
fn a_build_goes_on_without_the_page_whose_template_never_ends() {
    let folder =
        themed(&[("templates/story.html", ENDLESS[0].1), ("templates/partner.html", "{{ page.title }}, by us")]);
    let built = folder.build(&["--keep-going"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert_eq!(folder.read("public/partners/hub/index.html").lines().next(), Some("The Hub, by us"));
    assert!(!folder.path("public/stories/x/index.html").exists(), "{}", built.err);
}

#[test]
fn a_page_that_cannot_be_rendered_has_not_vanished() {
    let folder = themed(&[]);
    assert_eq!(folder.build(&[]).code, Some(0));
    folder.write("themes/default/templates/story.html", "{{ page.nowhere }}");
    for _ in 0..2 {
        let built = folder.build(&["--keep-going"]);
        assert!(built.err.contains("template-error") && !built.err.contains("vanished-address"), "{}", built.err);
    }
}

#[test]
fn a_block_that_never_ends_is_stopped_too() {
    let block = format!("{{% component slow() %}}{}{{% endcomponent %}}", ENDLESS[0].1);
    let folder = themed(&[("components/blocks/slow.html", &block)]);
    folder.write("content/stories/x.md", "---\ntitle: X\ndate: 2026-01-01\npeople: none\n---\n\n::slow\n");
    let checked = folder.run(&["check", "--format", "short"]);
    assert!(checked.out.contains("had not finished"), "{}{}", checked.out, checked.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_template_that_never_ends_leaves_no_busy_thread_in_the_preview() {
    let folder = themed(&[("templates/story.html", ENDLESS[0].1)]);
    let served = Served::start(&folder);
    for round in 0..3 {
        served.wait("/net/stories/x/", "the template was", true);
        folder.write("themes/default/templates/story.html", format!("{}<p>{round}</p>", ENDLESS[0].1));
    }
    folder.write("themes/default/templates/story.html", "<p>It ends.</p>");
    served.wait("/net/stories/x/", "It ends.", true);
    assert!(served.get("/net/partners/hub/").contains("The Hub"));
    let used = || served.cpu_ticks();
    std::thread::sleep(Duration::from_secs(6));
    let before = used();
    std::thread::sleep(Duration::from_secs(1));
    assert!(used() - before < 30, "something is still at work: {}", used() - before);
}
