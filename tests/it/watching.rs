//! The real program watches real files, which change as editors and other programs change them. In the end the right pages
//! are served.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use camino::Utf8PathBuf;
use commonground::disk::{DiskWorld, LiveWorld};
use commonground::world::{FileEntry, World};
use proptest::prelude::*;

use super::disk::tree;
use super::edits;
use super::network::{CopyOrder, Folder, copy_folder, run_command};
use super::served::{Served, as_built, external_address_or_skip};
use super::skip::skip;

fn network() -> Folder {
    let folder = Folder::empty();
    for (path, bytes) in edits::start().files {
        folder.write(&path, bytes);
    }
    folder
}

fn story(title: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-11-01\ntype: news\n---\nWords of {title}.\n")
}

/// Builds, and waits until every page is served as it was built.
#[track_caller]
fn is_as_built(folder: &Folder, served: &Served) {
    folder.build(&["--keep-going", "--quiet"]);
    let pages = tree(&folder.path("public")).into_iter().filter(|(path, _)| path.ends_with(".html"));
    let pages: Vec<(String, Vec<u8>)> = pages.collect();
    assert!(pages.len() > 20, "only {} pages", pages.len());
    for (path, built) in pages {
        let path = path.strip_suffix("index.html").unwrap_or(&path);
        let start = Instant::now();
        loop {
            let answer = served.get(&format!("/net/{path}"));
            let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
            let own = as_built(body);
            if head.starts_with("HTTP/1.1 200 ") && own.as_bytes() == built {
                break;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "{path} is not what was built\n{head}\n{own}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn changes_are_noticed_however_files_are_saved() {
    let folder = network();
    let served = Served::start(&folder);
    is_as_built(&folder, &served);
    let path = "content/stories/news.md";
    // In place, in two writes with a pause, by renaming a new file over it, by renaming it away and back.
    folder.write(path, story("Plainly saved"));
    served.wait("/net/stories/news/", "Plainly saved", true);
    folder.write(path, "---\ntitle: Half");
    std::thread::sleep(Duration::from_millis(30));
    folder.write(path, story("Wholly saved"));
    served.wait("/net/stories/news/", "Wholly saved", true);
    folder.write("content/stories/.news.md.swp", story("Renamed"));
    fs::rename(folder.path("content/stories/.news.md.swp"), folder.path(path)).expect("renamed");
    served.wait("/net/stories/news/", "Renamed", true);
    fs::rename(folder.path(path), folder.path("content/stories/news.md~")).expect("renamed");
    folder.write(path, story("Backed up"));
    served.wait("/net/stories/news/", "Backed up", true);
    // With an older time of change, as archive programs set it.
    let old = fs::File::options().append(true).open(folder.path(path)).expect("opened");
    folder.write(path, story("Of old times"));
    old.set_modified(std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_500_000_000)).expect("set");
    served.wait("/net/stories/news/", "Of old times", true);
    fs::rename(folder.path(path), folder.path("content/stories/old-news.md")).expect("renamed");
    served.wait("/net/stories/old-news/", "Of old times", true);
    served.wait("/net/stories/news/", "HTTP/1.1 404 ", true);
    is_as_built(&folder, &served);
}

#[cfg(unix)]
#[test]
fn changes_behind_a_linked_folder_are_noticed() {
    let (folder, elsewhere) = (network(), Folder::empty());
    fs::rename(folder.path("content"), elsewhere.path("content")).expect("moved");
    std::os::unix::fs::symlink(elsewhere.path("content"), folder.path("content")).expect("linked");
    let served = Served::start(&folder);
    folder.write("content/stories/behind.md", story("Behind a link"));
    served.wait("/net/stories/behind/", "Behind a link", true);
    is_as_built(&folder, &served);
}

#[test]
fn new_and_removed_folders_are_noticed() {
    let folder = network();
    let served = Served::start(&folder);
    // Nested folders made at once: files are written into them before they can be watched.
    fs::create_dir_all(folder.path("content/stories/2027/spring/week-one")).expect("made");
    for number in 0..5 {
        folder
            .write(&format!("content/stories/2027/spring/week-one/deep-{number}.md"), story(&format!("Deep {number}")));
    }
    for number in 0..5 {
        served.wait(&format!("/net/stories/deep-{number}/"), &format!("Deep {number}"), true);
    }
    // Later files in them are noticed as well.
    folder.write("content/stories/2027/spring/week-one/late.md", story("Late"));
    served.wait("/net/stories/late/", "Late", true);
    fs::remove_dir_all(folder.path("content/stories/2027")).expect("removed");
    served.wait("/net/stories/late/", "HTTP/1.1 404 ", true);
    // A folder is moved in from elsewhere with what it holds, and out again.
    let elsewhere = Folder::empty();
    elsewhere.write("box/moved.md", story("Moved"));
    fs::rename(elsewhere.path("box"), folder.path("content/stories/box")).expect("renamed");
    served.wait("/net/stories/moved/", "Moved", true);
    folder.write("content/stories/box/moved.md", story("Moved and changed"));
    served.wait("/net/stories/moved/", "Moved and changed", true);
    fs::rename(folder.path("content/stories/box"), elsewhere.path("box")).expect("renamed");
    served.wait("/net/stories/moved/", "HTTP/1.1 404 ", true);
    is_as_built(&folder, &served);
}

#[test]
fn changes_of_themes_and_site_yaml_are_noticed() {
    let folder = network();
    let served = Served::start(&folder);
    // The folder `themes` was not there at the start.
    folder.write(
        "themes/default/templates/story.html",
        "{% extends \"base.html\" %}{% block main %}Our own{% endblock %}",
    );
    served.wait("/net/stories/news/", "Our own", true);
    folder.write("themes/default/static/own.css", "body { color: navy }");
    served.wait("/net/static/own.00000000.css", "color: navy", true);
    fs::remove_dir_all(folder.path("themes")).expect("removed");
    served.wait("/net/stories/news/", "Our own", false);
    let site = folder.read("content/site.yaml");
    folder.write("content/site.yaml", site.replace("Test network", "Another name"));
    served.wait("/net/", "Another name", true);
    // The whole content is taken away and put back.
    fs::rename(folder.path("content"), folder.path("away")).expect("renamed");
    std::thread::sleep(Duration::from_millis(100));
    served.wait("/net/", "Another name", true);
    fs::rename(folder.path("away"), folder.path("content")).expect("renamed");
    folder.write("content/stories/news.md", story("After the return"));
    served.wait("/net/stories/news/", "After the return", true);
    is_as_built(&folder, &served);
}

#[test]
fn a_checkout_of_a_thousand_files_ends_in_the_right_site() {
    let git = |folder: &Folder, arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(folder.root()).args(["-c", "user.name=Ana", "-c", "user.email=ana@example.org"]);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").args(arguments);
        run_command(&mut command).expect_code(0);
    };
    if Command::new("git").arg("--version").output().is_err() {
        return skip("git is missing");
    }
    let folder = network();
    folder.write(".gitignore", "public/\n.public*\n.commonground/\n");
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "few"]);
    git(&folder, &["checkout", "-q", "-b", "many"]);
    for number in 0..1000 {
        folder.write(&format!("content/stories/many/story-{number}.md"), story(&format!("Story {number}")));
    }
    folder.write("content/stories/news.md", story("On the branch"));
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "many"]);
    git(&folder, &["checkout", "-q", "main"]);
    let served = Served::start(&folder);
    served.wait("/net/stories/news/", "On the branch", false);
    git(&folder, &["checkout", "-q", "many"]);
    for number in [0, 17, 500, 999] {
        served.wait(&format!("/net/stories/story-{number}/"), &format!("Story {number}"), true);
    }
    served.wait("/net/stories/news/", "On the branch", true);
    is_as_built(&folder, &served);
    git(&folder, &["checkout", "-q", "main"]);
    served.wait("/net/stories/story-999/", "HTTP/1.1 404 ", true);
    is_as_built(&folder, &served);
}

/// A command that heeds interrupts. What a script runs in the background ignores them, and so does all that it starts.
#[cfg(unix)]
fn interruptible(command: Command) -> Command {
    if !cfg!(target_os = "linux") {
        return command;
    }
    let mut other = Command::new("env");
    other.arg("--default-signal=INT").arg(command.get_program()).args(command.get_args()).stdin(Stdio::null());
    for (name, _) in command.get_envs().filter(|(_, value)| value.is_none()) {
        other.env_remove(name);
    }
    other.current_dir(command.get_current_dir().expect("a folder"));
    other
}

#[cfg(unix)]
#[test]
fn serve_writes_nothing_and_an_interrupt_ends_it_within_a_second() {
    let folder = network();
    let before = tree(folder.root());
    let command = folder.command(&["serve", "--quiet", "--port", "0", "--now", super::network::NOW]);
    let mut served = Served::run(interruptible(command), Stdio::null());
    assert!(served.line.starts_with("Preview: http://127.0.0.1:"), "{}", served.line);
    served.get("/net/");
    let _listener = served.connect("/_reload/events");
    let start = Instant::now();
    let interrupted = Command::new("kill").args(["-INT", &served.program.id().to_string()]).status();
    assert!(interrupted.expect("kill runs").success());
    while served.program.try_wait().expect("it can be asked").is_none() {
        assert!(start.elapsed() < Duration::from_secs(1), "it goes on");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(tree(folder.root()), before);
}

#[test]
fn serve_takes_the_next_port_when_one_is_in_use() {
    let folder = network();
    // One that has others after it.
    let first = std::iter::repeat_with(|| Served::start(&folder)).find(|served| served.address.port() < 65_000);
    let first = first.expect("endless");
    let port = first.address.port();
    let second = Served::with(&folder, &["--port", &port.to_string()]);
    assert!(second.address.port() > port, "{}", second.line);
    assert!(second.address.ip().is_loopback());
    assert!(second.get("/net/").starts_with("HTTP/1.1 200 "));
    assert!(first.get("/net/").starts_with("HTTP/1.1 200 "));
}

#[test]
fn the_sample_network_is_served_as_built() {
    let folder = Folder::empty();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    copy_folder(&from, &folder.path("content"), CopyOrder::ByName);
    let served = Served::start(&folder);
    folder.build(&["--quiet"]).expect_code(0);
    let files = tree(&folder.path("public"));
    assert!(files.len() > 100, "only {} files", files.len());
    for (path, built) in files.into_iter().filter(|(path, _)| !path.starts_with('.')) {
        let answer = served.bytes(&format!("/{}", path.strip_suffix("index.html").unwrap_or(&path)));
        let body = answer.windows(4).position(|part| part == b"\r\n\r\n").expect("an answer") + 4;
        let own = match path.ends_with(".html") {
            true => as_built(std::str::from_utf8(&answer[body..]).expect("UTF-8")).into_bytes(),
            false => answer[body..].to_vec(),
        };
        assert!(own == built, "{path} is not what was built");
    }
}

#[cfg(unix)]
#[test]
fn a_file_replaced_by_a_link_is_not_followed() {
    let folder = network();
    let secret = Folder::empty();
    secret.write("secret.txt", "a secret of this machine");
    let served = Served::start(&folder);
    let picture = folder.path("content/stories/plan.png");
    assert!(served.get("/net/stories/plan.png").starts_with("HTTP/1.1 200 "));
    for _ in 0..20 {
        fs::remove_file(&picture).expect("removed");
        std::os::unix::fs::symlink(secret.path("secret.txt"), &picture).expect("linked");
        for _ in 0..10 {
            assert!(!served.get("/net/stories/plan.png").contains("a secret"));
        }
        fs::remove_file(&picture).expect("removed");
        fs::write(&picture, b"\x89PNG, nearly").expect("written");
    }
    served.wait("/net/stories/plan.png", "nearly", true);
}

/// A change in a small tree of files.
#[derive(Clone, Debug)]
enum Act {
    Write(u8),
    Remove(u8),
    RemoveFolder(u8),
    Rename(u8, u8),
    RenameFolder(u8, u8),
}

const NAMES: [&str; 4] = ["a", "a-b", "b", ".hidden"];

/// `content/a/b.md` and the like; folders of one or two levels.
fn name(number: u8, is_file: bool) -> String {
    let part = |at: u8| NAMES[usize::from(number >> (2 * at) & 3)];
    let inner = if number & 64 == 0 { part(0).to_owned() } else { format!("{}/{}", part(0), part(1)) };
    if is_file { format!("content/{inner}/{}.md", part(2)) } else { format!("content/{inner}") }
}

impl Act {
    /// Makes the change, and returns the paths that a watcher would report.
    fn apply(&self, folder: &Folder) -> Vec<String> {
        match self {
            Self::Write(at) => {
                let path = name(*at, true);
                let _ = fs::create_dir_all(folder.path(&path).parent().expect("a folder"));
                let _ = fs::write(folder.path(&path), "words");
                // The folder is the first that is new; telling of the topmost is as good.
                vec![format!("content/{}", path.split('/').nth(1).expect("a part"))]
            }
            Self::Remove(at) => {
                let _ = fs::remove_file(folder.path(&name(*at, true)));
                vec![name(*at, true)]
            }
            Self::RemoveFolder(at) => {
                let _ = fs::remove_dir_all(folder.path(&name(*at, false)));
                vec![name(*at, false)]
            }
            Self::Rename(from, to) => {
                let _ = fs::rename(folder.path(&name(*from, true)), folder.path(&name(*to, true)));
                vec![name(*from, true), name(*to, true)]
            }
            Self::RenameFolder(from, to) => {
                let _ = fs::rename(folder.path(&name(*from, false)), folder.path(&name(*to, false)));
                vec![name(*from, false), name(*to, false)]
            }
        }
    }
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => any::<u8>().prop_map(Act::Write),
        1 => any::<u8>().prop_map(Act::Remove),
        1 => any::<u8>().prop_map(Act::RemoveFolder),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(from, to)| Act::Rename(from, to)),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(from, to)| Act::RenameFolder(from, to)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn an_updated_listing_equals_a_new_one(acts in prop::collection::vec(act(), 1..30)) {
        let folder = Folder::new("");
        let root = Utf8PathBuf::from_path_buf(folder.root().to_owned()).expect("UTF-8");
        let disk = || DiskWorld::new(&root, None, None).expect("a folder");
        let live = LiveWorld::new(disk());
        let plain = |entries: &[FileEntry]| entries.iter().map(|entry| (entry.path.to_string(), entry.kind, entry.size)).collect::<Vec<_>>();
        live.list_files().expect("listed");
        let root = live.root().to_owned();
        for batch in acts.chunks(3) {
            let told: Vec<String> = batch.iter().flat_map(|act| act.apply(&folder)).collect();
            live.mark_changed(told.iter().map(|path| root.join(path)));
            prop_assert_eq!(plain(&live.list_files().expect("listed")), plain(&disk().list_files().expect("listed")));
        }
        fs::write(folder.path("content/unseen.md"), "nobody was told").expect("written");
        live.forget_listing();
        prop_assert_eq!(plain(&live.list_files().expect("listed")), plain(&disk().list_files().expect("listed")));
    }
}

#[test]
fn other_machines_need_the_host_option_and_the_code() {
    let Some(ip) = external_address_or_skip() else { return };
    let ask = |address: std::net::SocketAddr, path: &str, fields: &str| {
        use std::io::{Read, Write};
        let mut stream = std::net::TcpStream::connect(address).expect("it answers");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n{fields}\r\n").expect("it listens");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    };
    let folder = network();
    let alone = Served::start(&folder);
    let outside = std::net::SocketAddr::new(ip, alone.address.port());
    assert!(std::net::TcpStream::connect(outside).is_err(), "others can reach it");
    let said = folder.path("said.txt");
    let stderr = fs::File::create(&said).expect("writable");
    let open = Served::saying(&folder, &["--port", "0", "--host", "0.0.0.0"], stderr);
    let said = fs::read_to_string(said).expect("readable");
    assert!(said.contains("Careful") && said.contains("\u{2588}"), "{said}");
    let outside = std::net::SocketAddr::new(ip, open.address.port());
    let code = said.lines().find_map(|line| line.split_once("/?token=")).expect("a code").1.to_owned();
    assert!(ask(outside, "/net/", "").starts_with("HTTP/1.1 403 "));
    assert!(ask(outside, "/?token=nonsense", "").starts_with("HTTP/1.1 403 "));
    let welcome = ask(outside, &format!("/?token={code}"), "");
    assert!(welcome.starts_with("HTTP/1.1 302 "), "{welcome}");
    let cookie = welcome.lines().find_map(|line| line.strip_prefix("Set-Cookie: ")).expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = format!("Cookie: {}\r\n", cookie.split(';').next().expect("a value"));
    let page = ask(outside, "/net/", &cookie);
    assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
    assert!(ask(outside, "/_desk/", &cookie).starts_with("HTTP/1.1 404 "), "the desk is for who sits at it");
    assert!(ask(outside, &format!("/?token={code}"), "").starts_with("HTTP/1.1 403 "), "the code works once");
    // The machine itself needs no code.
    assert!(open.get("/net/").starts_with("HTTP/1.1 200 "));
}
