//! What the program writes: in one step, only what has changed, no foreign files, and always a whole site.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use camino::Utf8PathBuf;
use commonground::disk::published_files;

use super::network::{CopyOrder, Folder, NOW, ProgramOutput, SITE, copy_folder, run_command};
use super::skip::skip;

/// A small network in two versions: every story's page and the front page differ.
fn network_in_two_versions() -> Folder {
    let folder = Folder::new(
        "-- content/partners/hub.md --\n---\ntitle: The hub\ntype: group\nserves: [town]\n---\n\
         -- content/places/town.md --\n---\ntitle: Town\nlevel: town\n---\n",
    );
    write_version(&folder, 1, 3);
    folder
}

/// Writes one of the versions.
fn write_version(folder: &Folder, version: usize, stories: usize) {
    for number in 0..stories {
        let text = format!(
            "---\ntitle: Story {number} in version {version}\ndate: 2026-11-01\npeople: none\n---\n\n{}\n",
            format!("Version {version} is told at length. ").repeat(40)
        );
        folder.write(&format!("content/stories/story-{number}.md"), text);
    }
}

/// Every file below a folder, by its path. A link is its target.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    walk(folder, &mut |path, metadata| {
        if metadata.is_symlink() {
            let target = fs::read_link(folder.join(path)).expect("a link");
            files.insert(path.to_owned(), target.to_string_lossy().into_owned().into_bytes());
        } else if metadata.is_file() {
            files.insert(path.to_owned(), fs::read(folder.join(path)).expect("readable"));
        }
    });
    files
}

/// The inode and the time of change of a folder and of everything below it.
fn inodes_and_times(folder: &Path) -> BTreeMap<String, (u64, SystemTime)> {
    let mut inodes_and_times = BTreeMap::new();
    walk(folder, &mut |path, metadata| {
        inodes_and_times.insert(path.to_owned(), (inode(metadata), metadata.modified().expect("a time")));
    });
    inodes_and_times
}

#[cfg(unix)]
fn inode(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> u64 {
    0
}

fn walk(folder: &Path, found: &mut dyn FnMut(&str, &fs::Metadata)) {
    fn step(root: &Path, inner: &str, found: &mut dyn FnMut(&str, &fs::Metadata)) {
        let path = root.join(inner);
        let metadata = fs::symlink_metadata(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        found(inner, &metadata);
        if metadata.is_dir() {
            for entry in fs::read_dir(&path).expect("readable") {
                let name = entry.expect("readable").file_name().into_string().expect("UTF-8");
                step(root, if inner.is_empty() { name } else { format!("{inner}/{name}") }.as_str(), found);
            }
        }
    }
    step(folder, "", found);
}

#[track_caller]
fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    let differ: Vec<&String> =
        one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path)).collect();
    assert!(differ.is_empty(), "these files differ: {differ:?}");
}

#[test]
fn readers_never_get_a_missing_or_incomplete_page() {
    const PATHS: [&str; 5] =
        ["index.html", "stories/index.html", "stories/story-1/index.html", "partners/hub/index.html", "404.html"];
    let folder = network_in_two_versions();
    folder.build(&["-q", "--out", "one"]).expect_code(0);
    write_version(&folder, 2, 3);
    folder.build(&["-q", "--out", "two"]).expect_code(0);
    folder.build(&["-q"]).expect_code(0);
    let known: Vec<[Vec<u8>; 2]> =
        PATHS.map(|path| ["one", "two"].map(|out| fs::read(folder.path(out).join(path)).expect("published"))).into();
    let (over, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    let public = folder.path("public");
    let read = || {
        while !over.load(Ordering::Relaxed) {
            for (path, known) in PATHS.iter().zip(&known) {
                let page = fs::read(public.join(path)).map_err(|error| format!("{path}: {error}"))?;
                if !page.trim_ascii_end().ends_with(b"</html>") || !known.contains(&page) {
                    return Err(format!("{path}: {} bytes of neither version", page.len()));
                }
                reads.fetch_add(1, Ordering::Relaxed);
            }
        }
        Ok(())
    };
    let reader_result = std::thread::scope(|scope| {
        let reader = scope.spawn(read);
        for round in 0..50 {
            write_version(&folder, 1 + round % 2, 3);
            let run = folder.build(&["-q"]);
            if run.code != Some(0) || reader.is_finished() {
                over.store(true, Ordering::Relaxed);
            }
            run.expect_code(0);
        }
        over.store(true, Ordering::Relaxed);
        reader.join().expect("the reader does not panic")
    });
    assert_eq!(reader_result, Ok(()));
    assert!(reads.into_inner() > 50, "the reader hardly came to read");
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one_and_the_next_one_succeeds() {
    const STORIES: usize = 120;
    let folder = network_in_two_versions();
    let mut references = Vec::new();
    let mut took = Duration::ZERO;
    for number in [2, 1] {
        write_version(&folder, number, STORIES);
        let start = Instant::now();
        folder.build(&["-q"]).expect_code(0);
        took = start.elapsed();
        references.insert(0, tree(&folder.path("public")));
    }
    let (mut killed, mut at) = (0, 0);
    for round in 0..20u32 {
        let next = 1 - at;
        write_version(&folder, next + 1, STORIES);
        let mut build =
            folder.command(&["build", "-q", "--now", NOW]).stderr(Stdio::null()).spawn().expect("it starts");
        // Spread over the time that a build takes, and not in step with it.
        std::thread::sleep(took.mul_f64((f64::from(round) + f64::from(round * 7 % 10) / 10.0) / 20.0));
        build.kill().expect("it is ours");
        killed += usize::from(build.wait().expect("it ends").code().is_none());
        let left = tree(&folder.path("public"));
        assert!(references.contains(&left), "round {round}: neither the old site nor the new one");
        // The next version is sometimes the same again, sometimes an older one.
        at = if round % 3 == 2 { at } else { next };
        write_version(&folder, at + 1, STORIES);
        folder.build(&["-q"]).expect_code(0);
        assert_same(&tree(&folder.path("public")), &references[at]);
        assert!(!folder.path(".public.new").exists(), "the stage is cleared away");
    }
    assert!(killed >= 5, "only {killed} of 20 builds were still running when they were to be killed");
}

#[test]
fn an_interrupted_swap_by_two_renames_is_completed() {
    let folder = network_in_two_versions();
    folder.build(&["-q"]).expect_code(0);
    let old = tree(&folder.path("public"));
    // After the first rename: the old site is beside the output, and the new one has its list of files.
    let (public, stage, former) = (folder.path("public"), folder.path(".public.new"), folder.path(".public.old"));
    write_version(&folder, 2, 3);
    folder.build(&["-q", "--out", "two"]).expect_code(0);
    let new = tree(&folder.path("two"));
    fs::rename(folder.path("two"), &stage).unwrap();
    fs::rename(&public, &former).unwrap();
    folder.write("content/stories/story-0.md", "---\ntitle: Broken\n");
    folder.build(&["-q"]).expect_code(1);
    assert_same(&tree(&public), &new);
    assert!(!former.exists());
    // A new site without its list of files is incomplete: the old one is restored.
    fs::rename(&public, &former).unwrap();
    fs::create_dir_all(&stage).unwrap();
    fs::write(stage.join("index.html"), "half").unwrap();
    fs::write(stage.join(".commonground.stage"), "").unwrap();
    folder.build(&["-q"]).expect_code(1);
    assert_same(&tree(&public), &new);
    write_version(&folder, 1, 3);
    folder.build(&["-q"]).expect_code(0);
    assert_same(&tree(&public), &old);
}

#[test]
fn a_build_without_changes_touches_no_file() {
    let folder = network_in_two_versions();
    folder.build(&[]).expect_code(0);
    let before = inodes_and_times(&folder.path("public"));
    let again = folder.build(&[]).expect_code(0);
    assert!(again.err.contains("up to date"), "{}", again.err);
    assert_eq!(inodes_and_times(&folder.path("public")), before);
    folder.remove(".commonground/last-build");
    let rendered = folder.build(&[]).expect_code(0);
    assert!(rendered.err.contains("nothing had changed"), "{}", rendered.err);
    assert_eq!(inodes_and_times(&folder.path("public")), before);
    // A source file that is saved with the same bytes has not changed.
    write_version(&folder, 1, 3);
    assert!(folder.build(&[]).expect_code(0).err.contains("up to date"));
    assert_eq!(inodes_and_times(&folder.path("public")), before);
}

#[test]
fn changes_by_others_in_the_output_are_repaired() {
    let folder = network_in_two_versions();
    folder.build(&["-q"]).expect_code(0);
    let public = folder.path("public");
    let whole = tree(&public);
    let page = public.join("stories/story-1/index.html");
    let mut same_length = whole["stories/story-1/index.html"].clone();
    same_length[20] ^= 1;
    let damages: [(&str, &dyn Fn()); 7] = [
        ("written over", &|| fs::write(&page, "mine").unwrap()),
        ("written over, as long as before", &|| fs::write(&page, &same_length).unwrap()),
        ("removed", &|| fs::remove_file(&page).unwrap()),
        ("a folder removed", &|| fs::remove_dir_all(public.join("stories")).unwrap()),
        ("a file in the place of a folder", &|| {
            fs::remove_dir_all(public.join("stories")).unwrap();
            fs::write(public.join("stories"), "mine").unwrap();
        }),
        ("a folder in the place of a file", &|| {
            fs::remove_file(&page).unwrap();
            fs::create_dir(&page).unwrap();
            fs::write(page.join("inner"), "mine").unwrap();
        }),
        ("a stray file", &|| fs::write(public.join("stories/stray.html"), "mine").unwrap()),
    ];
    for (what, damage) in damages {
        damage();
        let run = folder.build(&[]).expect_code(0);
        assert!(!run.err.contains("up to date"), "{what}: {}", run.err);
        assert_same(&tree(&public), &whole);
        assert!(folder.build(&[]).expect_code(0).err.contains("up to date"), "{what}");
    }
    // Only the times of files differ: the files are compared and kept.
    fs::File::options().append(true).open(&page).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
    assert!(!folder.build(&[]).expect_code(0).err.contains("up to date"));
    assert!(folder.build(&[]).expect_code(0).err.contains("up to date"));
}

#[test]
fn unchanged_files_keep_their_inode_and_time() {
    let folder = network_in_two_versions();
    folder.build(&["-q"]).expect_code(0);
    let (before, old) = (inodes_and_times(&folder.path("public")), tree(&folder.path("public")));
    folder.write("content/partners/hub.md", "---\ntitle: The hub\ntype: group\nserves: [town]\n---\n\nNew words.\n");
    let run = folder.build(&[]).expect_code(0);
    let (after, new) = (inodes_and_times(&folder.path("public")), tree(&folder.path("public")));
    let outputs = new.keys().filter(|path| *path != ".commonground");
    let changed: Vec<&String> = outputs.filter(|path| old.get(*path) != new.get(*path)).collect();
    // The index of the search is another one as well.
    let pages = changed.iter().filter(|path| !path.starts_with("search/")).count();
    assert!(changed.iter().any(|path| *path == "partners/hub/index.html") && pages < 6, "{changed:?}");
    for path in new.keys().filter(|path| !changed.contains(path) && *path != ".commonground") {
        assert_eq!(before[path], after[path], "{path} was touched");
    }
    assert!(run.err.contains(&format!("{} new or changed", changed.len())), "{}", run.err);
}

/// A network in `net/` among other things.
fn place() -> Folder {
    let place = Folder::empty();
    place.write("net/content/site.yaml", SITE);
    place.write("net/content/stories/a.md", "---\ntitle: A\ndate: 2026-11-01\npeople: none\n---\n");
    place.write("full/letter.txt", "mine");
    place.write("file", "mine");
    place.write("private/people.yaml", "[]\n");
    place.write("elsewhere/deep/x.txt", "mine");
    link(&place.path("net/content"), &place.path("link"));
    link(&place.path("full"), &place.path("full-link"));
    place
}

#[test]
fn a_foreign_output_folder_is_refused_and_left_untouched() {
    let outs = [
        ("net", "the root"),
        ("net/content", "the content"),
        ("net/content/site", "below the content"),
        ("net/content/stories/x/y", "deep below the content"),
        (".", "above"),
        ("net/../net/content/../content", "the content, written in a roundabout way"),
        ("net/themes", "where themes would be read from"),
        ("net/themes/mine/static", "where a theme would be read from"),
        ("private/site", "below the private folder"),
        ("full", "full of other things"),
        ("elsewhere", "full of other things, deeper"),
        ("file", "a file"),
        ("/", "the disk"),
        ("link", "a link to the content"),
        ("link/site", "below a link to the content"),
        ("full-link", "a link to a full folder"),
    ];
    let mut problems = String::new();
    for (out, what) in outs.into_iter().filter(|(out, _)| cfg!(unix) || !out.contains("link")) {
        let place = place();
        let before = (tree(place.root()), inodes_and_times(place.root()));
        let run = place.run(&["build", "--root", "net", "--now", NOW, "--private", "private", "--out", out]);
        let named = run.err.starts_with("commonground: ") && run.err.contains('`');
        if run.code != Some(2) || !named || (tree(place.root()), inodes_and_times(place.root())) != before {
            problems.push_str(&format!("{what} (`--out {out}`): {:?}, {}", run.code, run.err));
        }
    }
    assert!(problems.is_empty(), "\n{problems}");
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_pipe_a_socket_or_a_device_is_refused_by_name() {
    use std::os::unix::fs::FileTypeExt;
    let place = place();
    let run_tool = |name: &str, arguments: &[&str]| {
        Command::new(name).args(arguments).current_dir(place.root()).stderr(Stdio::null()).status().expect("it runs")
    };
    assert!(run_tool("mkfifo", &["pipe"]).success());
    let _socket = std::os::unix::net::UnixListener::bind(place.path("socket")).expect("a socket");
    // Only root may make a device; a unit test asks about `/dev/null` everywhere.
    run_tool("mknod", &["device", "c", "1", "3"]);
    for (out, what) in [("pipe", "a named pipe"), ("socket", "a socket"), ("device", "a device")] {
        let Ok(before) = fs::symlink_metadata(place.path(out)) else { continue };
        let run = place.run(&["build", "--root", "net", "--now", NOW, "--out", out]).expect_code(2);
        assert!(run.err.contains(&format!("is {what}, not a folder")), "{out}: {}", run.err);
        let after = fs::symlink_metadata(place.path(out)).expect("it is still there");
        assert_eq!(before.file_type(), after.file_type(), "{out}");
        assert!(!after.file_type().is_dir() && (after.file_type().is_fifo() || out != "pipe"));
        let beside = [format!(".{out}.old"), format!(".{out}.new"), format!(".{out}.lock")];
        assert!(beside.iter().all(|name| !place.path(name).exists()), "{out}: something was left beside it");
    }
}

#[cfg(unix)]
#[test]
fn an_output_below_a_file_or_behind_a_link_that_leads_nowhere_is_refused_with_a_way_out() {
    let place = place();
    std::os::unix::fs::symlink("nowhere", place.path("dangling")).expect("a link");
    for (out, what) in [
        ("dangling", "`dangling` is a link that leads nowhere"),
        ("dangling/x", "`dangling` is a link that leads nowhere"),
        ("net/content/site.yaml/x", "which is read"),
        ("notes.txt/x", "`notes.txt` is a file"),
    ] {
        fs::write(place.path("notes.txt"), "Notes").expect("written");
        let run = place.run(&["build", "--root", "net", "--now", NOW, "--out", out]).expect_code(2);
        let said = run.err.replace(&format!("{}/", place.root().canonicalize().expect("there").display()), "");
        assert!(said.contains(what) && (said.contains("name a folder with `--out`") || out.contains("net")), "{said}");
    }
    assert!(!place.path(".dangling.lock").exists());
}

#[cfg(unix)]
#[test]
fn the_lock_of_a_build_is_removed_and_that_of_a_killed_build_is_nobody_elses() {
    let place = place();
    place.run(&["build", "--root", "net", "--now", NOW, "--out", "site"]).expect_code(0);
    assert!(!place.path(".site.lock").exists());
    fs::create_dir(place.path("out")).expect("a folder");
    fs::write(place.path("out/.real.lock"), "").expect("written");
    place.run(&["build", "--root", "net", "--now", NOW, "--out", "out"]).expect_code(0);
}

/// The paths of all files below a folder that have a text in them.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let has_text = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(text);
    tree(folder).into_iter().filter(|(_, bytes)| has_text(bytes)).map(|(path, _)| path).collect()
}

#[test]
fn a_former_site_is_removed_at_once() {
    let folder = Folder::new(TOLD);
    folder.write("content/consents.yaml", LEDGER);
    let kept = || -> Vec<String> {
        tree(folder.root()).into_keys().filter(|path| path.starts_with(".commonground/")).collect()
    };
    folder.build(&["-q"]).expect_code(0);
    let before = kept();
    folder.write("content/consents.yaml", LEDGER.replace("scope", "withdrawn: 2026-11-20, scope"));
    folder.build(&["-q"]).expect_code(0);
    assert_eq!(files_with(folder.root(), "Ida tells it"), ["content/stories/told.md"]);
    // One that an earlier version of the program left, or a build that was killed, goes with the next build, even if
    // that has nothing to do.
    folder.write(".public.old/.commonground", fs::read(folder.path("public/.commonground")).expect("a list"));
    folder.write(".public.old/stories/told/index.html", "Ida tells it");
    folder.build(&["-q"]).expect_code(0);
    assert_eq!(files_with(folder.root(), "Ida tells it"), ["content/stories/told.md"]);
    // Of the search, the index of the new site is kept and that of the former site is not.
    let (search, others): (Vec<String>, Vec<String>) = kept().into_iter().partition(|path| path.contains("/search-"));
    assert!(others.len() == 2 && others[0].starts_with(".commonground/cache/pages-"), "{others:?}");
    assert_eq!(others[1], ".commonground/last-build");
    assert!(search.len() == 6 && !search.iter().any(|path| before.contains(path)), "{search:?}");
}

#[test]
fn the_private_folder_that_was_named_is_not_published_wherever_it_lies() {
    let folder = network_in_two_versions();
    folder.write("content/internal/people.yaml", "[]\n");
    folder.write("content/internal/minutes.md", "---\ntitle: Minutes of the committee\n---\n\nThe rent is owed.\n");
    folder.write("content/internal/plan.txt", "The rent is owed.");
    folder.write("content/page.md", "---\ntitle: A page\n---\n\nText.\n");
    for arguments in [&["--private", "content/internal"][..], &["--private", "content/../content/internal/"]] {
        let run = folder.build(&[&["-q"], arguments].concat()).expect_code(0);
        assert_eq!(files_with(&folder.path("public"), "rent is owed"), [""; 0], "{}", run.err);
        assert!(folder.path("public/page/index.html").exists());
    }
    // A link from a page into it leads to nothing that is published.
    folder.write("content/page.md", "---\ntitle: A page\n---\n\n[The plan](internal/plan.txt)\n");
    folder.build(&["-q", "--keep-going", "--private", "content/internal"]);
    assert_eq!(files_with(&folder.path("public"), "rent is owed"), [""; 0]);
}

#[test]
fn a_folder_that_is_both_private_and_public_is_refused() {
    let folder = network_in_two_versions();
    folder.write("themes/own/theme.yaml", "");
    folder.build(&["-q"]).expect_code(0);
    let before = tree(&folder.path("public"));
    for private in ["content", "content/", ".", "themes", "content/stories/.."] {
        for command in [&["build", "--now", NOW][..], &["check", "--now", NOW]] {
            let run = folder.run(&[command, &["--private", private]].concat()).expect_code(2);
            assert!(run.err.contains("cannot be the private folder"), "{private}: {}", run.err);
        }
    }
    assert_same(&tree(&folder.path("public")), &before);
}

#[test]
fn a_private_folder_that_is_a_file_is_refused() {
    let folder = network_in_two_versions();
    folder.write("content/vault/people.yaml", "[]\n");
    folder.write("content/vault/page.md", "---\ntitle: Minutes\n---\n\nThe rent is owed.\n");
    for command in [&["build", "--now", NOW][..], &["check", "--now", NOW], &["status", "--now", NOW]] {
        let run = folder.run(&[command, &["--private", "content/vault/people.yaml"]].concat()).expect_code(2);
        assert!(run.err.contains("it is a file; name the folder that it is in"), "{}", run.err);
    }
    assert!(!folder.path("public").exists());
}

#[cfg(unix)]
#[test]
fn a_private_folder_that_is_renamed_while_the_program_runs_stays_private() {
    use commonground::disk::{DiskWorld, LiveWorld};
    use commonground::world::World;
    let folder = network_in_two_versions();
    folder.write("content/vault/page.md", "---\ntitle: Minutes\n---\n\nThe rent is owed.\n");
    let root = camino::Utf8Path::from_path(folder.root()).expect("UTF-8");
    let world = DiskWorld::new(root, Some(root.join("content/vault")), None).expect("a world");
    let live = LiveWorld::new(world.clone());
    let public = |world: &dyn World| -> Vec<String> {
        let entries = world.list_files().expect("listed");
        let paths = entries.iter().map(|entry| entry.path.to_string());
        paths.filter(|path| path.ends_with("page.md") && !path.starts_with("content/private/")).collect()
    };
    assert_eq!(public(&live), [""; 0]);
    fs::rename(folder.path("content/vault"), folder.path("content/vault2")).expect("renamed");
    live.mark_changed([root.join("content/vault"), root.join("content/vault2/page.md")]);
    assert_eq!((public(&live), public(&world)), (Vec::new(), Vec::new()));
    fs::rename(folder.path("content/vault2"), folder.path("content/stories/vault")).expect("renamed");
    live.mark_changed([root.join("content/vault2"), root.join("content/stories/vault")]);
    assert_eq!((public(&live), public(&world)), (Vec::new(), Vec::new()));
}

#[test]
fn a_private_folder_that_is_mounted_elsewhere_too_is_not_published() {
    let folder = network_in_two_versions();
    folder.write("content/vault/page.md", "---\ntitle: Minutes\n---\n\nThe rent is owed.\n");
    folder.write("all/here.txt", "");
    folder.write("bm/here.txt", "");
    let script = "mount --bind content/vault bm; build \"$1\" --private bm\n\
                  mount --bind . all; if build \"$1\" --private all; then exit 9; fi\n";
    let Some(run) = run_with_mounts(script, &folder) else { return };
    let run = run.expect_code(0);
    assert_eq!(files_with(&folder.path("public"), "rent is owed"), [""; 0], "{}", run.err);
    assert!(
        folder.path("public/index.html").exists() && run.err.contains("cannot be the private folder"),
        "{}",
        run.err
    );
}

#[test]
fn what_others_have_put_beside_the_output_is_left_and_named() {
    let folder = network_in_two_versions();
    folder.write("content/stories/plan.md", "---\ntitle: The plan\ndate: 2026-11-01\npeople: none\n---\n");
    folder.build(&["-q"]).expect_code(0);
    let before = tree(&folder.path("public"));
    folder.write("content/stories/plan.md", "---\ntitle: The plan\ndate: 2026-11-01\npeople: none\ndraft: true\n---\n");
    for name in [".public.new", ".public.old"] {
        folder.write(&format!("{name}/novel.txt"), "Chapter one");
        let run = folder.build(&["--keep-going"]).expect_code(2);
        assert!(run.err.contains(&format!("{name}` is in the way")), "{}", run.err);
        // Who takes a page down learns that it is still there.
        assert!(run.err.contains("1 published page waits to be taken down"), "{}", run.err);
        assert!(run.err.contains("The plan") && run.err.contains("stay public"), "{}", run.err);
        assert_eq!(folder.read(&format!("{name}/novel.txt")), "Chapter one");
        fs::remove_dir_all(folder.path(name)).unwrap();
    }
    assert_same(&tree(&folder.path("public")), &before);
    fs::create_dir(folder.path(".public.new")).unwrap();
    folder.build(&["-q"]).expect_code(0);
    assert!(!folder.path("public/stories/plan").exists());
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_a_pipe_or_a_link_is_refused() {
    let folder = network_in_two_versions();
    let build = |what: &str| {
        let mut command = Command::new("timeout");
        let arguments = ["30", env!("CARGO_BIN_EXE_commonground"), "build", "--now", NOW, "--out", "site"];
        let run = run_command(command.args(arguments).current_dir(folder.root())).expect_code(2);
        assert!(run.err.contains(".site.lock` is in the way"), "{what}: {}", run.err);
        folder.remove(".site.lock");
    };
    assert!(Command::new("mkfifo").arg(folder.path(".site.lock")).status().expect("mkfifo runs").success());
    build("a pipe");
    link(Path::new("elsewhere"), &folder.path(".site.lock"));
    build("a dangling link");
    assert!(!folder.path("elsewhere").exists() && !folder.path("site").exists());
}

#[test]
fn an_output_below_a_file_is_a_system_error() {
    let place = place();
    let before = tree(place.root());
    let run = place.run(&["build", "--root", "net", "--now", NOW, "--out", "file/site"]);
    assert!(matches!(run.code, Some(2 | 3)) && run.err.contains("file"), "{}", run.err);
    assert_same(&tree(place.root()), &before);
}

#[cfg(unix)]
fn link(target: &Path, at: &Path) {
    std::os::unix::fs::symlink(target, at).expect("links can be made");
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) {}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_is_followed_and_stays_a_link() {
    let folder = network_in_two_versions();
    fs::create_dir_all(folder.path("real/deep")).unwrap();
    link(&folder.path("real/deep"), &folder.path("public"));
    for number in [1, 2] {
        write_version(&folder, number, 3);
        folder.build(&["-q"]).expect_code(0);
        let page = folder.read("real/deep/stories/story-1/index.html");
        assert!(page.contains(&format!("Story 1 in version {number}")));
        assert!(fs::symlink_metadata(folder.path("public")).unwrap().is_symlink());
    }
    assert!(!folder.path("real/.deep.old").exists() && !folder.path(".public.old").exists());
}

#[cfg(unix)]
#[test]
fn a_broken_link_as_output_is_not_replaced() {
    let folder = network_in_two_versions();
    link(&folder.path("gone/site"), &folder.path("public"));
    let run = folder.build(&["-q"]);
    assert!(fs::symlink_metadata(folder.path("public")).unwrap().is_symlink(), "{}", run.err);
    match run.code {
        Some(0) => assert!(folder.path("gone/site/index.html").exists(), "it was written where the link leads"),
        code => assert!(matches!(code, Some(2 | 3)) && run.err.contains("public"), "{}", run.err),
    }
    assert!(!folder.path(".public.new").exists(), "nothing is left lying about");
}

#[cfg(unix)]
#[test]
fn an_output_cannot_be_a_source_folder_behind_a_link() {
    let folder = Folder::empty();
    folder.write("words/site.yaml", SITE);
    fs::create_dir(folder.path("net")).unwrap();
    link(&folder.path("words"), &folder.path("net/content"));
    folder.run(&["build", "--root", "net", "--out", "words/site"]).expect_code(2);
    folder.run(&["build", "--root", "net", "--out", "site"]).expect_code(0);
}

#[test]
fn foreign_files_in_the_output_are_kept() {
    let folder = network_in_two_versions();
    folder.write("content/site.yaml", format!("{SITE}keep: [.well-known, proof.html, downloads]\n"));
    let kept = [
        (".git/config", "[core]"),
        (".git/refs/heads/pages", "abc"),
        ("CNAME", "net.example.org"),
        (".well-known/security.txt", "Contact: mailto:hello@example.org"),
        ("proof.html", "proof"),
        ("downloads/large/film.mp4", "film"),
    ];
    for (path, text) in kept {
        folder.write(&format!("public/{path}"), text);
    }
    for number in [1, 2, 1] {
        write_version(&folder, number, 3);
        folder.build(&["-q"]).expect_code(0);
        for (path, text) in kept {
            assert_eq!(folder.read(&format!("public/{path}")), text, "{path}");
        }
        assert!(folder.read("public/stories/story-1/index.html").contains(&format!("in version {number}")));
    }
    let list = published_files(&Utf8PathBuf::try_from(folder.path("public")).expect("UTF-8"));
    assert!(
        !list.files.is_empty() && list.files.iter().all(|file| file.path != "CNAME"),
        "the list is of our own files"
    );
    assert!(folder.build(&[]).expect_code(0).err.contains("up to date"));
}

#[test]
fn a_kept_file_that_the_site_also_makes_is_not_lost() {
    let folder = network_in_two_versions();
    folder.write("content/site.yaml", format!("{SITE}keep: [stories]\n"));
    folder.build(&["-q"]).expect_code(0);
    folder.write("public/stories/by-hand/index.html", "mine");
    for number in [2, 1] {
        write_version(&folder, number, 3);
        folder.build(&["-q"]).expect_code(0);
        assert_eq!(folder.read("public/stories/by-hand/index.html"), "mine");
        assert!(folder.read("public/stories/story-1/index.html").contains(&format!("in version {number}")));
    }
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let folder = network_in_two_versions();
    folder.build(&["-q"]).expect_code(0);
    let before = inodes_and_times(&folder.path("public"));
    let lock = fs::File::options().append(true).create(true).open(folder.path(".public.lock")).unwrap();
    lock.lock().unwrap();
    for arguments in [&[][..], &["--keep-going"]] {
        write_version(&folder, 2, 3);
        let run = folder.build(arguments).expect_code(3);
        assert!(run.err.contains("another build"), "{}", run.err);
        write_version(&folder, 1, 3);
        folder.build(arguments).expect_code(3);
    }
    assert_eq!(inodes_and_times(&folder.path("public")), before);
    folder.run(&["check", "--now", NOW]).expect_code(0);
    drop(lock);
    write_version(&folder, 2, 3);
    folder.build(&[]).expect_code(0);
}

#[test]
fn a_failed_build_changes_nothing() {
    let folder = network_in_two_versions();
    folder.build(&["-q"]).expect_code(0);
    let before = (tree(&folder.path("public")), inodes_and_times(&folder.path("public")));
    let last = folder.read(".commonground/last-build");
    write_version(&folder, 2, 3);
    let breaks = [
        ("content/stories/broken.md", "---\ntitle: Broken\ndate: yesterday\npeople: none\n---\n"),
        ("content/stories/story-0.md", "no front matter"),
        ("content/site.yaml", "title: only this\n"),
        ("content/site.yaml", "title: [\n"),
        ("content/consents.yaml", "- id: [c\n"),
        ("themes/mine/templates/story.html", "{{ page.nothing.there }}"),
    ];
    for (path, text) in breaks {
        let old = fs::read(folder.path(path)).ok();
        folder.write(path, text);
        if path.starts_with("themes") {
            folder.write("content/site.yaml", format!("{SITE}theme: mine\n"));
        }
        let run = folder.build(&[]).expect_code(1);
        assert!(run.err.contains("nothing was written"), "{path}: {}", run.err);
        assert_same(&tree(&folder.path("public")), &before.0);
        assert_eq!(inodes_and_times(&folder.path("public")), before.1, "{path}");
        assert_eq!(folder.read(".commonground/last-build"), last);
        assert!(!folder.path(".public.new").exists() && !folder.path(".public.old").exists(), "{path}");
        match old {
            Some(old) => folder.write(path, old),
            None => folder.remove(path),
        }
    }
    folder.write("content/site.yaml", SITE);
    folder.build(&[]).expect_code(0);
}

#[test]
fn keep_going_publishes_every_record_without_errors() {
    let folder = network_in_two_versions();
    folder.build(&["-q"]).expect_code(0);
    write_version(&folder, 2, 3);
    folder
        .write("content/stories/story-1.md", "---\ntitle: Story 1 in version 2\ndate: yesterday\npeople: none\n---\n");
    let run = folder.build(&["--keep-going"]).expect_code(0);
    assert!(run.err.contains("invalid-date"), "{}", run.err);
    assert!(run.err.contains("1 record held back by errors:\n  Story 1 in version 2 (story:story-1)"), "{}", run.err);
    assert!(!folder.path("public/stories/story-1").exists());
    assert!(!folder.read("public/stories/index.html").contains("Story 1"));
    assert!(folder.read("public/stories/story-2/index.html").contains("version 2"));
    // A build with errors shows them again, although nothing has changed since.
    let again = folder.build(&["--keep-going"]).expect_code(0);
    assert!(again.err.contains("invalid-date"), "{}", again.err);
}

/// A story with somebody in it, and their consent.
const TOLD: &str = "-- content/stories/told.md --\n---\ntitle: Told by Ida\ndate: 2026-10-01\npeople: [{consent: c-1}]\n---\n\nIda tells it.\n\
    -- content/stories/other.md --\n---\ntitle: Another\ndate: 2026-10-02\npeople: none\n---\n";
const LEDGER: &str =
    "- {id: c-1, shown_as: Ida, for: [stories/told], given: 2026-01-01, expires: 2029-01-01, scope: [web]}\n";

#[test]
fn pending_removals_are_reported_first_and_done_by_keep_going() {
    let folder = Folder::new(TOLD);
    folder.write("content/consents.yaml", LEDGER);
    folder.build(&["-q"]).expect_code(0);
    let whole = tree(&folder.path("public"));
    assert!(whole.contains_key("stories/told/index.html"));
    let broken = "---\ntitle: Another\ndate: 31 February\npeople: none\n---\n";
    let ways: [(&str, &str, String); 3] = [
        ("withdrawn", "content/consents.yaml", LEDGER.replace("scope", "withdrawn: 2026-11-20, scope")),
        ("unreadable", "content/consents.yaml", format!("- id: [\n{LEDGER}")),
        ("ended", "content/stories/told.md", "---\ntitle: Told by Ida\nshow_until: 2026-11-21\ndate: 2026-10-01\npeople: [{consent: c-1}]\n---\n\nIda tells it.\n".to_owned()),
    ];
    for (way, path, text) in ways {
        let (old, before) = (folder.read(path), inodes_and_times(&folder.path("public")));
        folder.write(path, text);
        folder.write("content/stories/other.md", broken);
        let run = folder.build(&[]).expect_code(1);
        assert!(run.err.contains("1 published page waits to be taken down"), "{way}: {}", run.err);
        assert!(run.err.contains("commonground build --keep-going"), "{way}: {}", run.err);
        assert_same(&tree(&folder.path("public")), &whole);
        assert_eq!(inodes_and_times(&folder.path("public")), before, "{way}");
        let quiet = folder.build(&["-q"]).expect_code(1);
        assert!(quiet.err.contains("Told by Ida"), "{way}: quiet is no reason to keep silent: {}", quiet.err);

        folder.build(&["--keep-going"]).expect_code(0);
        let left = tree(&folder.path("public"));
        assert!(
            !left.contains_key("stories/told/index.html") && !left.contains_key("stories/other/index.html"),
            "{way}"
        );
        let ida = left.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Ida")).map(|(path, _)| path);
        assert_eq!(ida, None, "{way}");
        // Nothing is left to be taken down, so nothing is said about it.
        assert!(!folder.build(&[]).expect_code(1).err.contains("waits to be taken down"), "{way}");
        folder.write(path, old);
        folder.write_all(TOLD);
        folder.build(&["-q"]).expect_code(0);
        assert_same(&tree(&folder.path("public")), &whole);
    }
}

#[test]
fn pending_removals_are_reported_before_the_faults() {
    let folder = Folder::new(TOLD);
    folder.write("content/consents.yaml", LEDGER);
    folder.build(&["-q"]).expect_code(0);
    folder.write("content/consents.yaml", LEDGER.replace("scope", "withdrawn: 2026-11-20, scope"));
    folder.write("content/stories/other.md", "---\ntitle: Another\ndate: 31 February\npeople: none\n---\n");
    let run = folder.build(&[]).expect_code(1);
    let (waits, fault) = (run.err.find("waits to be taken down"), run.err.find("error["));
    assert!(waits.is_some() && fault.is_some() && waits < fault, "\n{}", run.err);
}

#[test]
fn the_output_does_not_depend_on_the_environment() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let folder = Folder::empty();
    copy_folder(&sample, &folder.path("net/content"), CopyOrder::ByName);
    copy_folder(&sample, &folder.path("again/content"), CopyOrder::ByNameReversed);
    type Setting<'a> = (&'a str, &'a str, &'a [&'a str], &'a [(&'a str, &'a str)]);
    let settings: [Setting<'_>; 6] = [
        ("a", "net", &[], &[]),
        ("b", "net", &["--jobs", "1"], &[("TZ", "UTC")]),
        ("c", "net", &["--jobs", "4"], &[("TZ", "Asia/Tokyo")]),
        ("d", "net", &["--jobs", "3"], &[("LANG", "de_DE.UTF-8"), ("LC_ALL", "de_DE.UTF-8")]),
        ("e", "net", &[], &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "C"), ("TZ", "Pacific/Apia"), ("COLUMNS", "40")]),
        ("f", "again", &["--jobs", "2"], &[("HOME", "/nowhere"), ("USER", "somebody")]),
    ];
    for (out, root, arguments, environment) in settings {
        let arguments = [&["build", "-q", "--now", NOW, "--root", root, "--out", out], arguments].concat();
        run_command(folder.command(&arguments).envs(environment.iter().copied())).expect_code(0);
        assert_same(&tree(&folder.path(out)), &tree(&folder.path("a")));
    }
    assert!(tree(&folder.path("a")).len() > 100);
}

#[test]
fn a_site_is_rebuilt_when_it_changes_by_itself_and_not_before() {
    let folder = Folder::new(
        "-- content/stories/now.md --\n---\ntitle: Now\ndate: 2026-10-01\npeople: none\nshow_until: 2027-09-30\n---\n\
         -- content/stories/later.md --\n---\ntitle: Later\ndate: 2026-10-02\npeople: none\npublish: 2027-06-18\n---\n",
    );
    let at = |now: &str| folder.run(&["build", "--now", now]).expect_code(0).err;
    assert!(at(NOW).contains("Built"));
    let before = inodes_and_times(&folder.path("public"));
    // 18 June begins at 23:00 UTC of the day before in London.
    for now in [NOW, "2027-01-01", "2027-06-17T22:59:59Z"] {
        assert!(at(now).contains("up to date"), "{now}");
    }
    assert_eq!(inodes_and_times(&folder.path("public")), before);
    assert!(at("2027-06-17T23:00:00Z").contains("Built"));
    assert!(folder.path("public/stories/later/index.html").exists());
    assert!(at("2027-09-30T22:59:59Z").contains("up to date"));
    assert!(at("2027-09-30T23:00:00Z").contains("Built"));
    assert!(!folder.path("public/stories/now").exists());
    // A clock that was set back is believed.
    assert!(at(NOW).contains("Built"));
    assert!(folder.path("public/stories/now").exists() && !folder.path("public/stories/later").exists());
}

#[test]
fn other_options_rebuild_the_site() {
    let folder = network_in_two_versions();
    folder.write("content/stories/draft.md", "---\ntitle: Draft\ndate: 2026-11-01\npeople: none\ndraft: true\n---\n");
    folder.build(&[]).expect_code(0);
    for arguments in [&["--drafts"][..], &["--base-url", "https://example.org/other/"], &[]] {
        assert!(folder.build(arguments).expect_code(0).err.contains("Built"), "{arguments:?}");
        assert!(folder.build(arguments).expect_code(0).err.contains("up to date"), "{arguments:?}");
    }
    // Files that the site does not use do not rebuild it.
    folder.write("notes.txt", "mine");
    assert!(folder.build(&["--jobs", "1"]).expect_code(0).err.contains("up to date"));
}

#[test]
fn a_vanished_address_is_reported_until_it_has_a_successor() {
    let folder = network_in_two_versions();
    folder.build(&["-q"]).expect_code(0);
    let story = folder.read("content/stories/story-1.md");
    folder.remove("content/stories/story-1.md");
    let named = |run: &ProgramOutput| run.err.contains("`/stories/story-1/` was published and is gone");
    let first = folder.build(&[]).expect_code(0);
    assert!(
        named(&first) && first.err.contains("aliases: [/stories/story-1/]") && first.err.contains("gone:"),
        "{}",
        first.err
    );
    assert!(!folder.path("public/stories/story-1").exists());
    write_version(&folder, 2, 1);
    assert!(named(&folder.build(&[]).expect_code(0)), "it is said again after something else has changed");
    folder.build(&["--strict"]).expect_code(1);
    // An alias is a successor.
    folder.write("content/stories/new.md", story.replace("---\ntitle", "---\naliases: [/stories/story-1/]\ntitle"));
    assert!(!named(&folder.build(&["--strict"]).expect_code(0)));
    folder.remove("content/stories/new.md");
    let gone = folder.build(&[]).expect_code(0);
    let both = "`/stories/new/` and `/stories/story-1/` were published and are gone";
    assert!(gone.err.contains(both), "{}", gone.err);
    // `gone:` ends the report as well.
    folder.write("content/site.yaml", format!("{SITE}gone: [/stories/story-1/, /stories/new/]\n"));
    assert!(!named(&folder.build(&["--strict"]).expect_code(0)));
}

#[test]
fn the_list_of_files_that_an_earlier_version_wrote_is_read() {
    let folder = network_in_two_versions();
    folder.build(&["-q"]).expect_code(0);
    let packed = fs::metadata(folder.path("public/.commonground")).expect("a list").len();
    let list = "This folder is made by commonground. Files in it are replaced by the next build.\n\
                \tpublished at https://example.org\n\
                record-page\tstory:story-1\tstories/story-1/index.html\n";
    folder.write("public/.commonground", list);
    folder.remove("content/stories/story-1.md");
    let run = folder.build(&[]).expect_code(0);
    assert!(run.err.contains("`/stories/story-1/` was published and is gone"), "{}", run.err);
    let rewritten = fs::metadata(folder.path("public/.commonground")).expect("a list").len();
    assert!(rewritten > packed / 2 && rewritten < 2 * packed, "{packed}, then {rewritten}");
}

#[test]
fn a_vanished_address_is_reported_again_by_a_build_without_changes() {
    let folder = network_in_two_versions();
    folder.build(&["-q"]).expect_code(0);
    folder.remove("content/stories/story-1.md");
    for _ in 0..3 {
        let run = folder.build(&[]).expect_code(0);
        assert!(run.err.contains("`/stories/story-1/` was published and is gone"), "\n{}", run.err);
    }
}

#[test]
fn addresses_that_were_never_published_cannot_vanish() {
    let folder = Folder::new("");
    std::fs::remove_dir_all(folder.path("content")).expect("it is there");
    folder.run(&["init", "."]).expect_code(0);
    folder.build(&["-q"]).expect_code(0);
    for record in ["stories/the-first-table.md", "partners", "places", "events"] {
        let path = folder.path(&format!("content/{record}"));
        if path.is_dir() {
            fs::remove_dir_all(path).expect("removed")
        } else {
            folder.remove(&format!("content/{record}"))
        }
    }
    let run = folder.build(&[]).expect_code(0);
    assert!(!run.err.contains("gone") && !folder.path("public/stories/the-first-table").exists(), "{}", run.err);
}

#[test]
fn a_vanished_record_is_reported_once_and_lists_are_not_reported() {
    let folder = network_in_two_versions();
    folder.write("content/partners/hub.cy.md", "---\ntitle: Yr hwb\n---\n");
    let place = "---\ntitle: Brook\nlevel: ward\nparent: town\naliases: [/brook/]\n---\n";
    folder.write("content/places/brook.md", place);
    let event =
        "---\ntitle: Tea\nstart: 2027-01-12 18:00\nplaces: [brook]\naccess: [step-free]\norganisers: [hub]\n---\n";
    folder.write("content/events/tea.md", event);
    folder.build(&["-q"]).expect_code(0);
    for path in ["places/brook/subscribe", "brook", "cy/partners/hub", "events/2027/01", "partners/type/group"] {
        assert!(folder.path(&format!("public/{path}/index.html")).exists(), "{path}");
    }
    for record in ["partners/hub.md", "partners/hub.cy.md", "places/brook.md", "events/tea.md"] {
        folder.remove(&format!("content/{record}"));
    }
    let run = folder.build(&[]).expect_code(0);
    let hub = "`/cy/partners/hub/` and `/partners/hub/` were published and are gone";
    for sentence in [hub, "`/brook/` and `/places/brook/` were published and are gone", "`/events/tea/` was published"]
    {
        assert!(run.err.contains(sentence), "{sentence}: {}", run.err);
    }
    assert_eq!(run.err.matches("vanished-address").count(), 3, "{}", run.err);
    // Only the addresses without a successor are reported.
    folder.write("content/site.yaml", format!("{SITE}gone: [/events/tea/, /places/brook/]\n"));
    let run = folder.build(&[]).expect_code(0);
    assert!(
        run.err.contains(hub) && run.err.contains("`/brook/` was published") && !run.err.contains("tea"),
        "{}",
        run.err
    );
}

#[test]
fn a_changed_address_is_reported_at_the_file_of_its_record() {
    let folder = network_in_two_versions();
    folder.write("content/partners/hub.cy.md", "---\ntitle: Yr hwb\n---\n");
    folder.build(&["-q"]).expect_code(0);
    folder.write("content/partners/hub.cy.md", "---\ntitle: Yr hwb\nslug: hwb\n---\n");
    let run = folder.build(&[]).expect_code(0);
    let (place, message) = ("content/partners/hub.md", "`/cy/partners/hub/` was published and is gone");
    assert!(run.err.contains(place) && run.err.contains(message), "{}", run.err);
    assert!(run.err.contains("add `aliases: [/cy/partners/hub/]` here"), "{}", run.err);
}

#[test]
fn unpublished_records_have_not_vanished() {
    let folder = Folder::new(TOLD);
    folder.write("content/consents.yaml", LEDGER);
    folder.build(&["-q"]).expect_code(0);
    folder.write("content/consents.yaml", LEDGER.replace("scope", "withdrawn: 2026-11-20, scope"));
    let run = folder.build(&[]).expect_code(0);
    assert!(!run.err.contains("is gone"), "{}", run.err);
    assert!(
        run.err.contains("1 record not published now:\n  Told by Ida (story:told): consent `c-1` was withdrawn"),
        "{}",
        run.err
    );
}

/// Runs a script that mounts file systems. Skips the test where that is not allowed.
fn run_with_mounts(script: &str, folder: &Folder) -> Option<ProgramOutput> {
    let ways = [&["-m"][..], &["-rm"]];
    let way = ways.into_iter().find(|way| {
        let mut probe = Command::new("unshare");
        let probe = probe.args(*way).args(["sh", "-c", "mount -t tmpfs none /mnt"]).stderr(Stdio::null()).status();
        probe.is_ok_and(|status| status.success())
    });
    let Some(way) = way else {
        skip("file systems cannot be mounted here, not even with `unshare -rm`");
        return None;
    };
    let program = env!("CARGO_BIN_EXE_commonground");
    let script = format!("set -eu; build() {{ \"$1\" build --now {NOW} ${{2-}} ${{3-}}; }}\n{script}");
    let mut command = Command::new("unshare");
    command.args(way).args(["sh", "-c", &script, "sh", program]).current_dir(folder.root());
    Some(run_command(&mut command))
}

/// A shell function that lists the files of the site with inode and time, one a line.
const LIST_FUNCTION: &str =
    "list() { (cd public; find . -type f ! -name .commonground.lock -printf '%P %i %T@\\n' | sort) >$1; }\n";

#[test]
fn an_output_that_is_a_mount_point_is_written_in_place() {
    let folder = network_in_two_versions();
    write_version(&folder, 2, 3);
    folder.remove("content/stories/story-2.md");
    folder.build(&["-q", "--out", "two"]).expect_code(0);
    write_version(&folder, 1, 3);
    folder.build(&["-q", "--out", "one"]).expect_code(0);
    fs::create_dir(folder.path("public")).unwrap();
    let script = format!(
        "{LIST_FUNCTION}mount -t tmpfs none public; echo example.org >public/CNAME\n\
         build \"$1\"; cp -a public first; list first.list\n\
         sed -i 's/ersion 1/ersion 2/g' content/stories/*.md; rm content/stories/story-2.md\n\
         build \"$1\"; cp -a public second; list second.list\n\
         build \"$1\"; list third.list\n"
    );
    let Some(run) = run_with_mounts(&script, &folder) else { return };
    let run = run.expect_code(0);
    assert!(run.err.contains("replaced one by one"), "{}", run.err);
    let without = |name: &str| {
        let mut files = tree(&folder.path(name));
        assert_eq!(files.remove("CNAME").as_deref(), Some(b"example.org\n".as_slice()));
        files.remove(".commonground.lock");
        files
    };
    assert_same(&without("first"), &tree(&folder.path("one")));
    assert_same(&without("second"), &tree(&folder.path("two")));
    let (first, second) = (folder.read("first.list"), folder.read("second.list"));
    let same = |line: &&str| {
        ["404.html", "partners/hub/index.html", "static/style."].iter().any(|path| line.starts_with(path))
    };
    assert_eq!(first.lines().filter(same).count(), 3);
    for line in first.lines().filter(same) {
        assert!(second.contains(line), "{line} was touched\n{second}");
    }
    assert_eq!(second, folder.read("third.list"), "nothing differs and nothing is touched");
}

/// The site of [`network_in_two_versions`] in its two versions, in `one` and `two`, and a mount point `public`. The second
/// version is much larger.
fn two_versions_for_a_full_disk() -> Folder {
    let folder = network_in_two_versions();
    folder.write("content/stories/plan.txt", "x".repeat(100_000));
    folder.write("content/stories/a.md", "---\ntitle: A\ndate: 2026-11-01\npeople: none\n---\n[Plan](plan.txt)\n");
    folder.build(&["-q", "--out", "one"]).expect_code(0);
    write_version(&folder, 2, 3);
    folder.write("content/stories/plan.txt", "y".repeat(400_000));
    folder.build(&["-q", "--out", "two"]).expect_code(0);
    fs::create_dir(folder.path("public")).unwrap();
    folder
}

/// Fails unless every disk, by its size, has the whole old site or the whole new one, as the build's exit code says, and some
/// have each.
fn assert_each_is_old_or_new(folder: &Folder, sizes: &[usize], run: &ProgramOutput) {
    let mut codes = Vec::new();
    for size in sizes {
        let code = folder.read(&format!("code.{size}")).trim().to_owned();
        let expected = if code == "0" { "two" } else { "one" };
        assert_same(&tree_without_lock(folder, &format!("after.{size}")), &tree(&folder.path(expected)));
        codes.push(code);
    }
    assert!(codes.contains(&"0".to_owned()) && codes.contains(&"3".to_owned()), "{codes:?}\n{}", run.err);
}

fn tree_without_lock(folder: &Folder, name: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(&folder.path(name));
    files.remove(".commonground.lock");
    files
}

#[test]
fn a_full_disk_leaves_the_old_site_whole_on_a_mount_point() {
    let folder = two_versions_for_a_full_disk();
    let kilobytes = |name: &str| tree(&folder.path(name)).values().map(|bytes| bytes.len().div_ceil(4096) * 4).sum();
    let (one, two): (usize, usize) = (kilobytes("one"), kilobytes("two"));
    // From a disk on which only the first version fits to one that has room for both.
    let sizes: Vec<usize> = (0..8).map(|step| one + 60 + step * (two + 100) / 7).collect();
    let mut script = String::new();
    for size in &sizes {
        script.push_str(&format!(
            "mount -t tmpfs -o size={size}k none public; cp -a one/. public/; code=0\n\
             build \"$1\" -q || code=$?; echo $code >code.{size}\n\
             cp -a public after.{size}; umount public\n"
        ));
    }
    let Some(run) = run_with_mounts(&script, &folder) else { return };
    let run = run.expect_code(0);
    assert_each_is_old_or_new(&folder, &sizes, &run);
    assert!(run.err.contains("more space"), "{}", run.err);
}

#[test]
fn a_disk_that_can_take_no_more_files_leaves_the_old_site_whole_on_a_mount_point() {
    let folder = two_versions_for_a_full_disk();
    for number in 0..20 {
        let text = format!("---\ntitle: New {number}\ndate: 2026-11-01\npeople: none\n---\n");
        folder.write(&format!("content/stories/new-{number}.md"), text);
    }
    folder.build(&["-q", "--out", "two"]).expect_code(0);
    let count = |name: &str| count_entries(&folder.path(name));
    let (one, two) = (count("one"), count("two"));
    let inodes: Vec<usize> = (0..8).map(|step| one + 8 + step * (two + 40) / 7).collect();
    let mut script = String::new();
    for inodes in &inodes {
        script.push_str(&format!(
            "mount -t tmpfs -o nr_inodes={inodes} none public; cp -a one/. public/; code=0\n\
             build \"$1\" -q || code=$?; echo $code >code.{inodes}; cp -a public after.{inodes}\n\
             mount -o remount,nr_inodes=100000 public; build \"$1\" -q; umount public\n"
        ));
    }
    // A stage that is complete is moved to its place even where nothing can be made any more.
    script.push_str(
        "mount -t tmpfs -o nr_inodes=2000 none public; cp -a one/. public/; cp -a two public/.commonground.new\n\
         echo '[]' >public/.commonground.new/.commonground.removed; at=0\n\
         while touch public/.commonground.fill.$at 2>/dev/null; do at=$((at+1)); done\n\
         build \"$1\" -q; rm public/.commonground.fill.*; cp -a public after.full; umount public\n",
    );
    let Some(run) = run_with_mounts(&script, &folder) else { return };
    let run = run.expect_code(0);
    assert_each_is_old_or_new(&folder, &inodes, &run);
    assert!(run.err.contains("no inodes are left"), "{}", run.err);
    assert_same(&tree_without_lock(&folder, "after.full"), &tree(&folder.path("two")));
}

/// How many files and folders are below a folder.
fn count_entries(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| 1 + if entry.path().is_dir() { count_entries(&entry.path()) } else { 0 }).sum()
}

#[test]
fn replacing_files_one_by_one_is_completed_by_the_next_build() {
    let folder = network_in_two_versions();
    folder.build(&["-q"]).expect_code(0);
    let old = tree(&folder.path("public"));
    write_version(&folder, 2, 3);
    folder.remove("content/stories/story-2.md");
    folder.build(&["-q", "--out", "two"]).expect_code(0);
    let new = tree(&folder.path("two"));
    let stage = folder.path("public/.commonground.new");
    folder.write("content/stories/story-0.md", "---\ntitle: Broken\n");
    // A stage without its list is incomplete, and nothing was replaced yet.
    copy_folder(&folder.path("two/stories"), &stage.join("stories"), CopyOrder::ByName);
    folder.build(&["-q"]).expect_code(1);
    assert_same(&tree(&folder.path("public")), &old);
    // With its list it is complete: what was not replaced before the program was killed is replaced now.
    copy_folder(&folder.path("two"), &stage, CopyOrder::ByName);
    let removed: Vec<&String> = old.keys().filter(|path| !new.contains_key(*path)).collect();
    assert!(removed.len() > 1, "{removed:?}");
    fs::write(stage.join(".commonground.removed"), format!("{removed:?}")).unwrap();
    fs::rename(stage.join("index.html"), folder.path("public/index.html")).unwrap();
    fs::remove_file(folder.path("public").join(removed[0])).unwrap();
    folder.build(&["-q"]).expect_code(1);
    assert_same(&tree(&folder.path("public")), &new);
    assert!(!stage.exists());
}

#[test]
fn a_read_only_network_is_built_into_a_writable_output() {
    let folder = Folder::empty();
    folder.write("net/content/site.yaml", SITE);
    folder.write("net/content/stories/a.md", "---\ntitle: A\ndate: 2026-11-01\npeople: none\n---\n");
    fs::create_dir(folder.path("net/public")).unwrap();
    folder.run(&["build", "-q", "--now", NOW, "--root", "net", "--out", "reference"]).expect_code(0);
    let _ = fs::remove_dir_all(folder.path("net/.commonground"));
    let script = "mount --bind net net; mount -o remount,bind,ro net; if touch net/x 2>/dev/null; then exit 9; fi\n\
        \"$1\" build --now 2026-11-22T12:00:00Z --root net --out out\n\
        \"$1\" build --now 2026-11-22T12:00:00Z --root net --out out\n\
        mount -t tmpfs none net/public\n\
        \"$1\" build --now 2026-11-22T12:00:00Z --root net; cp -a net/public inside\n\
        \"$1\" build --now 2026-11-22T12:00:00Z --root net\n\
        rm net/public/index.html; echo x >net/public/stray\n\
        \"$1\" build --now 2026-11-22T12:00:00Z --root net; cp -a net/public repaired\n\
        \"$1\" check --now 2026-11-22T12:00:00Z --root net\n";
    let Some(run) = run_with_mounts(script, &folder) else { return };
    let run = run.expect_code(0);
    assert!(run.err.contains("replaced one by one"), "{}", run.err);
    assert_same(&tree(&folder.path("out")), &tree(&folder.path("reference")));
    for copy in ["inside", "repaired"] {
        let mut files = tree(&folder.path(copy));
        files.remove(".commonground.lock");
        assert_same(&files, &tree(&folder.path("reference")));
    }
}
