//! The preview, in memory: what is served is what is built, and what is said is what `check` says.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use commonground::fault::{format_human, format_short};
use commonground::pipeline;
use commonground::serve::{Handler, Preview, PreviewOptions, RequestFilter, Response};
use commonground::world::{FileEntry, MemoryWorld, OpenFile, World};
use jiff::Timestamp;
use proptest::prelude::*;

use super::desk::TestEnvironment;
use super::edits::{self, Edit};
use super::network::{Built, build, build_with, network};
use super::served::as_built;

/// A world that is edited while it is shown.
#[derive(Clone)]
struct EditableWorld(Arc<RwLock<MemoryWorld>>);

impl EditableWorld {
    fn new(world: MemoryWorld) -> Self {
        Self(Arc::new(RwLock::new(world)))
    }

    fn edit<R>(&self, edit: impl FnOnce(&mut MemoryWorld) -> R) -> R {
        edit(&mut self.0.write().expect("nobody panics with it"))
    }

    fn write(&self, path: &str, text: &str) {
        self.edit(|world| drop(world.files.insert(path.to_owned(), text.as_bytes().to_vec())));
    }

    fn replace(&self, path: &str, old: &str, new: &str) {
        self.edit(|world| {
            let text = String::from_utf8(world.files[path].clone()).expect("text");
            assert!(text.contains(old), "{path} has no {old:?}");
            world.files.insert(path.to_owned(), text.replace(old, new).into_bytes());
        });
    }

    fn now(&self) -> MemoryWorld {
        self.0.read().expect("nobody panics with it").clone()
    }
}

impl World for EditableWorld {
    fn list_files(&self) -> io::Result<Arc<Vec<FileEntry>>> {
        self.0.read().expect("nobody panics with it").list_files()
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn OpenFile>> {
        self.0.read().expect("nobody panics with it").open(path)
    }

    fn now(&self) -> Timestamp {
        self.0.read().expect("nobody panics with it").now
    }
}

/// A response: status, type, bytes, and where a redirect leads.
#[derive(Debug)]
struct Answered {
    status: u16,
    kind: &'static str,
    body: Vec<u8>,
    to: Option<String>,
}

impl Answered {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Its bytes as they are built.
    fn built(&self) -> Vec<u8> {
        match self.kind.starts_with("text/html") && find(&self.body, b"/_reload/client.js?page=").is_some() {
            true => as_built(&self.text()).into_bytes(),
            false => self.body.clone(),
        }
    }
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

fn from(preview: &Arc<Preview>, peer: IpAddr, address: &str, fields: &str) -> Answered {
    let gate = RequestFilter { address: SocketAddr::from((Ipv4Addr::LOCALHOST, 1111)), device_access: None };
    let head = format!("GET {address} HTTP/1.1\r\nHost: 127.0.0.1:1111\r\n{fields}\r\n");
    let answer = match gate.check(head.as_bytes(), Ipv4Addr::LOCALHOST.into()) {
        Ok(mut request) => {
            // As if it had been given access.
            request.peer = peer;
            preview.handle(&request)
        }
        Err(answer) => answer,
    };
    match answer {
        Response::Content { status, media_type: kind, body } => {
            Answered { status, kind, body: body.to_vec(), to: None }
        }
        Response::FramedPage(page) => {
            Answered { status: 200, kind: "text/html; charset=utf-8", body: page.to_vec(), to: None }
        }
        Response::Stream { media_type: kind, mut file } => {
            let mut body = Vec::new();
            file.read_to_end(&mut body).expect("it is read");
            Answered { status: 200, kind, body, to: None }
        }
        Response::Redirect(to) => Answered { status: 302, kind: "", body: Vec::new(), to: Some(to) },
        Response::EventStream(..) | Response::DeviceGrant(_) => {
            Answered { status: 200, kind: "", body: Vec::new(), to: None }
        }
    }
}

fn get(preview: &Arc<Preview>, address: &str) -> Answered {
    from(preview, Ipv4Addr::LOCALHOST.into(), address, "")
}

fn options() -> PreviewOptions {
    PreviewOptions {
        check_delay: Duration::ZERO,
        root: "/home/ana/network".to_owned(),
        editor_pattern: Some("vscode://file/{path}:{line}:{column}".to_owned()),
        ..PreviewOptions::default()
    }
}

fn open(world: &EditableWorld, options: PreviewOptions) -> Arc<Preview> {
    Preview::open(Arc::new(world.clone()), options, Box::new(TestEnvironment::empty()), Box::new(|_| {}))
}

fn wait(preview: &Arc<Preview>) {
    assert!(preview.wait_for_check(Duration::from_secs(60)), "the pass takes too long");
}

/// The address that a file of the site is asked for by.
fn address(path: &str) -> String {
    let page = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    let encoded: String = page.unwrap_or(path).bytes().fold(String::new(), |text, byte| match byte {
        b'/' | b'-' | b'.' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => text + &char::from(byte).to_string(),
        other => format!("{text}%{other:02X}"),
    });
    format!("/net/{encoded}")
}

/// Compares everything that is built with what is served for it.
fn compare(preview: &Arc<Preview>, files: &BTreeMap<String, Vec<u8>>) -> Result<(), TestCaseError> {
    for (path, bytes) in files {
        let answered = get(preview, &address(path));
        prop_assert_eq!(answered.status, 200, "{}", path);
        let (served, built) = (answered.built(), bytes.clone());
        prop_assert_eq!(String::from_utf8_lossy(&served), String::from_utf8_lossy(&built), "{}", path);
        prop_assert_eq!(find(&answered.body, b"/_reload/client.js").is_some(), path.ends_with(".html"), "{}", path);
    }
    Ok(())
}

fn is_of_network(fault: &commonground::fault::Fault) -> bool {
    let path = fault.path().unwrap_or_default();
    fault.severity == commonground::fault::Severity::Error
        && (path == "content/site.yaml" || path.starts_with("themes/"))
}

#[test]
fn every_page_and_file_is_served_as_built() {
    let world = EditableWorld::new(edits::start());
    let preview = open(&world, options());
    let built = build(&world.now());
    compare(&preview, &built.files).unwrap_or_else(|error| panic!("{error}"));
    let index = pipeline::build_search_index(built.renderer.as_ref().expect("rendered")).expect("an index");
    let index = index.into_iter().map(|output| (output.file.path, output.bytes)).collect();
    compare(&preview, &index).unwrap_or_else(|error| panic!("{error}"));
    for page in built.files.keys().filter(|path| path.ends_with(".html")) {
        assert_eq!(get(&preview, &address(page)).kind, "text/html; charset=utf-8");
    }
    assert_eq!(get(&preview, "/").to.as_deref(), Some("/net/"));
    assert_eq!(get(&preview, "/net").to.as_deref(), Some("/net/"));
    assert_eq!(get(&preview, "/net/stories").to.as_deref(), Some("/net/stories/"));
    assert_eq!(get(&preview, "/net/stories/index.html").status, 200);
    assert_eq!(get(&preview, "/other/").status, 404);
    let missing = get(&preview, "/net/nothing/here/");
    assert_eq!(missing.status, 404);
    assert_eq!(missing.built(), built.files["404.html"]);
}

#[test]
fn files_for_the_host_are_served_as_built() {
    for (hosting, file) in [("netlify", "_headers"), ("apache", ".htaccess"), ("nginx", ".nginx/maps.conf")] {
        let world = EditableWorld::new(edits::start());
        world.edit(|world| {
            let site = world.files.get_mut("content/site.yaml").expect("there is one");
            site.extend_from_slice(format!("hosting: {hosting}\n").as_bytes());
        });
        let built = build(&world.now());
        assert!(built.files.contains_key(file), "{hosting}");
        compare(&open(&world, options()), &built.files).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn private_and_unpublished_files_are_not_served() {
    let world = EditableWorld::new(edits::start());
    world.write("content/private/people.yaml", "- {id: c-0001, person: Mariam Sample}\n");
    world.write("content/stories/unused.png", "not used");
    let preview = open(&world, options());
    for path in [
        "/net/private/people.yaml",
        "/net/content/private/people.yaml",
        "/content/private/people.yaml",
        "/_reload/former/private/people.yaml",
        "/_reload/former/../private/people.yaml",
        "/net/stories/unused.png",
        "/net/consents.yaml",
        "/net/site.yaml",
        "/net/stories/kitchen.md",
        "/net/.commonground",
        "/net/themes/default/theme.yaml",
    ] {
        let answered = get(&preview, path);
        assert_eq!(answered.status, 404, "{path}");
        assert!(!answered.text().contains("Sample"), "{path}");
    }
}

#[test]
fn a_record_with_errors_shows_its_faults_and_its_last_page() {
    let world = EditableWorld::new(edits::start());
    let preview = open(&world, options());
    let before = get(&preview, "/net/stories/kitchen/").built();
    world.replace("content/stories/kitchen.md", "topics: [food]", "topcs: [\"</pre><script>alert(1)</script>\"]");
    preview.refresh();
    let shown = get(&preview, "/net/stories/kitchen/");
    assert_eq!(shown.status, 500);
    let text = shown.text();
    assert!(text.contains("is held back") && text.contains("unknown field `topcs`"), "{text}");
    assert!(text.contains("vscode://file/home/ana/network/content/stories/kitchen.md:6:1"), "{text}");
    assert!(!text.contains("<script>alert") && text.contains("&lt;script&gt;"), "{text}");
    assert!(text.contains("src=\"/_reload/former/stories/kitchen/\""), "{text}");
    assert_eq!(get(&preview, "/_reload/former/stories/kitchen/").body, before);
    // Other machines do not learn in which folder the network is.
    let phone = from(&preview, IpAddr::from([192, 168, 1, 7]), "/net/stories/kitchen/", "");
    assert!(!phone.text().contains("/home/ana"), "{}", phone.text());
    world.replace("content/stories/kitchen.md", "topcs: [\"</pre><script>alert(1)</script>\"]", "topics: [food]");
    preview.refresh();
    assert_eq!(get(&preview, "/net/stories/kitchen/").built(), before);
    assert_eq!(get(&preview, "/_reload/former/stories/kitchen/").status, 404);
}

#[test]
fn a_record_whose_consent_ended_leaves_no_last_page() {
    let world = EditableWorld::new(edits::start());
    let preview = open(&world, options());
    world.replace("content/consents.yaml", "expires: 2027-06-30", "withdrawn: 2026-11-01, expires: 2027-06-30");
    world.replace("content/stories/kitchen.md", "topics:", "topcs:");
    preview.refresh();
    let shown = get(&preview, "/net/stories/kitchen/");
    assert!(!shown.text().contains("/_reload/former/"), "{}", shown.text());
    assert_eq!(get(&preview, "/_reload/former/stories/kitchen/").status, 404);
}

#[test]
fn a_last_page_is_forgotten_when_its_consent_ends() {
    let former = "/_reload/former/stories/kitchen/";
    // By itself, while the record has errors and nobody edits.
    let world = EditableWorld::new(edits::start());
    let preview = open(&world, options());
    world.replace("content/stories/kitchen.md", "topics:", "topcs:");
    preview.refresh();
    assert_eq!(get(&preview, former).status, 200);
    world.edit(|world| world.now = "2026-12-02T12:00:00Z".parse().expect("a timestamp"));
    assert_eq!(get(&preview, former).status, 404, "before the next refresh");
    preview.refresh();
    assert_eq!(get(&preview, former).status, 404, "after it");
    // By a withdrawal, while the template has a fault: neither the page nor a list that named it stays.
    let world = EditableWorld::new(edits::start());
    let preview = open(&world, options());
    wait(&preview);
    world.write("themes/default/templates/story.html", "{{ page.titel }}");
    world.write("themes/default/templates/list.html", "{{ list.titel }}");
    preview.refresh();
    assert_eq!(get(&preview, former).status, 200);
    assert!(get(&preview, "/_reload/former/stories/").text().contains("The shared kitchen"));
    world.replace("content/consents.yaml", "expires: 2027-06-30", "withdrawn: 2026-11-01, expires: 2027-06-30");
    preview.refresh();
    assert_eq!(get(&preview, former).status, 404);
    assert!(!get(&preview, "/_reload/former/stories/").text().contains("The shared kitchen"));
}

#[test]
fn a_last_page_is_forgotten_when_anything_at_all_is_taken_down() {
    for taken_down in ["draft: true", "safety: raised"] {
        let world = EditableWorld::new(edits::start());
        let preview = open(&world, options());
        world.replace("content/stories/kitchen.md", "topics:", "topcs:");
        preview.refresh();
        assert_eq!(get(&preview, "/_reload/former/stories/kitchen/").status, 200);
        world.replace("content/partners/river-hall.md", "title:", &format!("{taken_down}\ntitle:"));
        preview.refresh();
        assert_eq!(get(&preview, "/_reload/former/stories/kitchen/").status, 404, "{taken_down}");
    }
}

#[test]
fn other_machines_see_no_line_of_any_file() {
    let world = EditableWorld::new(edits::start());
    world.replace("content/stories/table.md", "by: hope-street", "by: Zebedee Lane\nbye: Quillon");
    world.replace("content/partners/hope-street.md", "charity: 1123456", "charity: Quillon");
    let preview = open(&world, options());
    wait(&preview);
    for address in ["/_reload/state?at=/net/", "/_reload/state?at=/net/stories/table/", "/net/stories/table/"] {
        let phone = from(&preview, IpAddr::from([192, 168, 1, 7]), address, "").text();
        assert!(phone.contains("stories/table.md:"), "{address} says where: {phone}");
        for text in ["Zebedee", "Quillon", "The long table"] {
            assert!(!phone.contains(text), "{address} shows {text}: {phone}");
        }
        let here = get(&preview, address).text();
        assert!(here.contains("Quillon"), "{address} on this machine: {here}");
    }
}

/// Each of these values is hidden by the rule of its field or by its visibility, and has a mistake in it or beside it.
#[test]
fn faults_show_no_value_that_its_rule_hides() {
    let event = |fields: &str| {
        format!("---\ntitle: Supper\norganisers: [hope-street]\nstart: 2027-06-18 18:30\n{fields}---\n\nWords.\n")
    };
    let values = [
        "venue: {name: Quillon House, visibility: hidden, twon: Quillon}\n",
        "venue:\n  name: Quillon House\n  visibility: hidden\n  town: [Quillon]\n",
        "online: {url: 'Quillon x'}\n",
        "notes: Quillon: again\n",
        "safety: raised\nend: Quillon\n",
        "safety: raised\nbooking: {phone: Quillon}\n",
        "safety: raised\noccurrences:\n  - {date: 2027-06-18, note: Quillon, strat: Quillon}\n",
        "safety: raised\nrepeat: {every: Quillon}\n",
        "safety: raised\ncontact: {phone: 01632 960001, nmae: Quillon}\n",
        "safety: raised\nbokoing: {phone: Quillon}\n",
        "safty: raised\nnots: Quillon\n",
        "whereabouts: Quillon\n",
        "venue: {name: A room, lines: [4 Quillon Lane], visibility: hidden}\n---\n\nAt 4 Quillon Lane.\n\n",
    ];
    for fields in values {
        let world = EditableWorld::new(edits::start());
        world.write("content/events/supper.md", &event(fields));
        let preview = open(&world, options());
        wait(&preview);
        let faults = &preview.snapshot().faults;
        let is_quoted =
            |fault: &commonground::fault::Fault| format_human(std::slice::from_ref(fault), false).contains("Quillon");
        assert!(faults.iter().any(is_quoted), "{fields}: `check` quotes it\n{}", format_short(faults));
        for address in [
            "/_desk/",
            "/_desk/faults/",
            "/_desk/record/?id=event:supper",
            "/_reload/state?at=/net/",
            "/net/events/supper/",
        ] {
            let page = get(&preview, address).text();
            assert!(!page.contains("Quillon"), "{fields} in {address}: {page}");
        }
        assert!(get(&preview, "/_desk/faults/").text().contains("events/supper.md"));
    }
    // What everybody may see is shown with its line.
    let world = EditableWorld::new(edits::start());
    world.write("content/events/supper.md", &event("end: Quillon\n"));
    let preview = open(&world, options());
    assert!(get(&preview, "/_desk/faults/").text().contains("Quillon"));
}

/// Safety may be raised by another record or since the site that is shown, the ledger is for editors, and nobody knows what
/// a file without front matter says.
#[test]
fn faults_show_no_value_that_only_editors_may_know() {
    let event =
        |fields: &str| format!("---\ntitle: Supper\nplaces: [town]\nstart: 2027-06-18 18:30\n{fields}---\n\nWords.\n");
    let supper = "content/events/supper.md";
    let raise: fn(&EditableWorld) =
        |world| world.replace("content/places/county.md", "level:", "safety: raised\nlevel:");
    let break_site: fn(&EditableWorld) = |world| world.replace("content/site.yaml", "title:", "titel:");
    let phone = "booking: {phone: Quillon}\n";
    let bare = "notes: Quillon\ntitle: Supper\n\nWords.\n".to_owned();
    for (before, edit) in [
        (event(phone), raise),
        (event(&format!("safety: raised\n{phone}")), break_site),
        (bare, |_| {}),
        (event(""), |world| world.replace("content/consents.yaml", "shown_as: Tom,", "shown_as: Tom, tel: Quillon,")),
    ] {
        let world = EditableWorld::new(edits::start());
        world.write(supper, &event(""));
        let preview = open(&world, options());
        wait(&preview);
        world.write(supper, &before);
        edit(&world);
        preview.refresh();
        wait(&preview);
        assert!(format_human(&preview.snapshot().faults, false).contains("Quillon"), "`check` quotes it: {before}");
        for address in ["/_desk/faults/", "/_reload/state?at=/net/"] {
            let page = get(&preview, address).text();
            assert!(!page.contains("Quillon"), "{address}: {page}");
        }
    }
}

#[test]
fn faults_in_site_yaml_keep_the_last_pages() {
    let world = EditableWorld::new(edits::start());
    let preview = open(&world, options());
    let before = get(&preview, "/net/stories/table/").body;
    for (path, good, bad) in
        [("content/site.yaml", "title:", "titel:"), ("content/site.yaml", "zone:", "zone: x\nzone:")]
    {
        world.replace(path, good, bad);
        preview.refresh();
        assert_eq!(get(&preview, "/net/stories/table/").body, before, "{bad}");
        assert!(preview.snapshot().is_stale);
        world.replace(path, bad, good);
        preview.refresh();
        assert!(!preview.snapshot().is_stale);
    }
    world.write("themes/default/templates/story.html", "{% if %}");
    preview.refresh();
    assert_eq!(get(&preview, "/net/stories/table/").body, before);
    wait(&preview);
    assert_eq!(format_short(&preview.snapshot().faults), build(&world.now()).report());
    // A fault of some pages is shown instead of them.
    world.write("themes/default/templates/story.html", "{{ page.titel }}");
    preview.refresh();
    let page = get(&preview, "/net/stories/table/");
    assert_eq!(page.status, 500);
    assert!(page.text().contains("/_reload/former/stories/table/"), "{}", page.text());
    assert_eq!(get(&preview, "/net/partners/hope-street/").status, 200);
    assert_eq!(get(&preview, "/_reload/former/stories/table/").status, 200);
}

#[test]
fn a_preview_that_starts_without_a_site_shows_the_faults_and_recovers() {
    let world = EditableWorld::new(edits::start());
    world.replace("content/site.yaml", "title:", "titel:");
    let preview = open(&world, options());
    let shown = get(&preview, "/net/stories/table/");
    assert_eq!(shown.status, 500);
    assert!(shown.text().contains("unknown field `titel`"), "{}", shown.text());
    assert!(shown.text().contains("/_reload/client.js"), "{}", shown.text());
    world.replace("content/site.yaml", "titel:", "title:");
    preview.refresh();
    assert_eq!(get(&preview, "/net/stories/table/").status, 200);
}

#[test]
fn a_refresh_without_changes_sends_no_message() {
    let world = EditableWorld::new(edits::start());
    let preview = open(&world, options());
    let version = preview.snapshot().version;
    preview.refresh();
    preview.refresh();
    assert_eq!(preview.snapshot().version, version);
    world.replace("content/site.yaml", "title:", "titel:");
    preview.refresh();
    preview.refresh();
    assert_eq!(preview.snapshot().version, version + 1);
    // Time passes: the consent for this story ends with 1 December.
    world.replace("content/site.yaml", "titel:", "title:");
    preview.refresh();
    assert_eq!(get(&preview, "/net/stories/kitchen/").status, 200);
    world.edit(|world| world.now = "2026-12-02T12:00:00Z".parse().expect("a timestamp"));
    preview.refresh();
    assert_eq!(get(&preview, "/net/stories/kitchen/").status, 404);
}

#[test]
fn a_simulated_day_applies_only_to_the_browser_that_chose_it() {
    let world = EditableWorld::new(edits::start());
    let preview = open(&world, options());
    let later = "Cookie: commonground-day=2026-12-02\r\n";
    let on = |address: &str, fields: &str| from(&preview, Ipv4Addr::LOCALHOST.into(), address, fields);
    assert_eq!(on("/net/stories/kitchen/", "").status, 200);
    assert_eq!(on("/net/stories/kitchen/", later).status, 404);
    let mut then = world.now();
    then.now = "2026-12-02T12:00:00Z".parse().expect("a timestamp");
    for (path, bytes) in build(&then).files {
        assert_eq!(on(&address(&path), later).built(), bytes, "{path}");
    }
    let state = on("/_reload/state?at=/net/", later).text();
    assert!(state.contains("\"simulated_day\":\"Wednesday 2 December 2026\""), "{state}");
    assert!(on("/_reload/state?at=/net/", "").text().contains("\"simulated_day\":null"));
    // A cookie without a date means today. Only a few simulated days are kept at a time.
    assert_eq!(on("/net/stories/kitchen/", "Cookie: commonground-day=tomorrow\r\n").status, 200);
    for day in 10..28 {
        on("/net/", &format!("Cookie: commonground-day=2027-01-{day}\r\n"));
    }
    assert_eq!(on("/net/stories/kitchen/", later).status, 404);
    // An edit is shown on simulated days too.
    world.replace("content/stories/table.md", "The long table", "The longer table");
    preview.refresh();
    assert!(on("/net/stories/table/", later).text().contains("The longer table"));
}

#[test]
fn drafts_are_shown_when_asked_for_and_named() {
    let world = EditableWorld::new(edits::start());
    world.replace("content/stories/table.md", "title:", "draft: true\ntitle:");
    let without = open(&world, options());
    assert_eq!(get(&without, "/net/stories/table/").status, 404);
    let state = get(&without, "/_reload/state?at=/net/stories/table/").text();
    assert!(state.contains("\"why_withheld\":\"a draft\""), "{state}");
    let with = open(&world, PreviewOptions { drafts: true, ..options() });
    compare(&with, &build_with(&world.now(), true).files).unwrap_or_else(|error| panic!("{error}"));
    let state = get(&with, "/_reload/state?at=/net/").text();
    assert!(state.contains("\"draft_hrefs\":[\"/net/stories/table/\"]"), "{state}");
}

#[test]
fn versions_of_pages_and_styles_depend_on_their_bytes() {
    let world = EditableWorld::new(edits::start());
    let preview = open(&world, options());
    let state = |address: &str| -> serde_json::Value {
        serde_json::from_slice(&get(&preview, &format!("/_reload/state?at={address}")).body).expect("JSON")
    };
    let page = get(&preview, "/net/stories/table/").text();
    let story = state("/net/stories/table/");
    assert!(page.contains(&format!("client.js?page={}\"", story["fingerprint"].as_str().expect("there is a page"))));
    let (home, partner) = (state("/net/about/"), state("/net/partners/river-hall/"));
    world.replace("content/stories/table.md", "The long table", "The longer table");
    preview.refresh();
    assert_ne!(state("/net/stories/table/")["fingerprint"], story["fingerprint"]);
    assert_ne!(state("/net/partners/river-hall/")["fingerprint"], partner["fingerprint"]);
    assert_eq!(state("/net/stories/table/")["stylesheets"], story["stylesheets"]);
    world.write("themes/default/static/style.css", "body { color: navy }");
    preview.refresh();
    let about = state("/net/about/");
    assert_eq!(about["fingerprint"], home["fingerprint"], "nothing but the address of a style sheet is another");
    assert_ne!(about["stylesheets"], home["stylesheets"]);
    let mut sheets = about["stylesheets"].as_array().expect("a list").iter().filter_map(|sheet| sheet.as_str());
    let sheet = sheets.find(|sheet| sheet.contains("/style.")).expect("an address");
    assert!(get(&preview, "/net/about/").text().contains(&format!("href=\"{sheet}\"")));
    assert_eq!(String::from_utf8_lossy(&get(&preview, sheet).body), "body { color: navy }");
    // An open page, and one that stands in a frame as it last was, name the former one.
    assert_eq!(String::from_utf8_lossy(&get(&preview, "/net/static/style.00000000.css").body), "body { color: navy }");
}

#[test]
fn only_new_faults_are_reported() {
    let world = EditableWorld::new(edits::start());
    let told: Arc<Mutex<Vec<usize>>> = Arc::default();
    let tell = Arc::clone(&told);
    let preview = Preview::open(
        Arc::new(world.clone()),
        options(),
        Box::new(TestEnvironment::empty()),
        Box::new(move |faults| tell.lock().expect("nobody panics with it").push(faults.len())),
    );
    wait(&preview);
    world.replace("content/stories/table.md", "by: hope-street", "by: hope-stret");
    preview.refresh();
    wait(&preview);
    let told = told.lock().expect("nobody panics with it").clone();
    assert_eq!(told.len(), 2);
    assert_eq!(told[1], told[0] + 1);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: edits::cases(),
        failure_persistence: Some(Box::new(proptest::test_runner::FileFailurePersistence::Direct("tests/proptest-regressions/preview.txt"))),
        ..ProptestConfig::default()
    })]
    #[test]
    fn an_edit_equals_a_clean_build(batches in prop::collection::vec(prop::collection::vec(edits::edit(), 1..3), 1..8)) {
        let world = EditableWorld::new(edits::start());
        let before = world.now().files;
        let preview = open(&world, options());
        let mut good = build(&world.now()).files;
        for batch in &batches {
            world.edit(|world| batch.iter().for_each(|edit: &Edit| edit.apply(world, &before)));
            preview.refresh();
            let Built { files, faults, loaded, .. } = build(&world.now());
            if loaded.is_some() && !faults.iter().any(is_of_network) {
                good = files;
            }
            wait(&preview);
            prop_assert_eq!(format_short(&preview.snapshot().faults), format_short(&faults));
            let base = build(&world.now()).renderer.map(|renderer| renderer.publication().href("/"));
            if base.as_deref() == Some("/net/") && loaded.is_some() {
                let mut printed: BTreeMap<String, Vec<u8>> = good.clone();
                // While the last pages are shown, pictures are still the current ones.
                printed.retain(|path, _| !preview.snapshot().is_stale || !path.ends_with(".png"));
                compare(&preview, &printed)?;
            }
        }
    }
}

#[test]
fn other_machines_see_neither_the_desk_nor_paths() {
    let world = EditableWorld::new(network(""));
    let preview = open(&world, options());
    let phone = |address: &str| from(&preview, IpAddr::from([192, 168, 1, 7]), address, "");
    let state = phone("/_reload/state?at=/net/").text();
    assert!(state.contains("\"has_desk\":false"), "{state}");
    for path in ["/_desk/", "/_desk/faults/", "/_desk/record/?id=story:news", "/_desk/desk.css", "/_desk"] {
        assert_ne!(phone(path).status, 200, "{path}");
        assert!(phone(path).body.len() < 100, "{path}");
    }
}

#[test]
fn the_desk_is_served_on_the_same_machine() {
    let world = EditableWorld::new(edits::start());
    world.replace("content/stories/table.md", "by: hope-street", "by: hope-stret");
    let preview = open(&world, options());
    assert_eq!(get(&preview, "/_desk").to.as_deref(), Some("/_desk/"));
    let desk = get(&preview, "/_desk/").text();
    assert!(desk.contains("The shared kitchen") && desk.contains("/_reload/client.js"), "{desk}");
    assert_eq!(get(&preview, "/_desk/desk.css").kind, "text/css; charset=utf-8");
    assert!(get(&preview, "/_desk/record/?id=story:table").text().contains("Held back"));
    let faults = get(&preview, "/_desk/faults/").text();
    assert!(faults.contains("vscode://file/home/ana/network/content/stories/table.md:6:5"), "{faults}");
    assert_eq!(get(&preview, "/_desk/nothing/").status, 404);
    assert_eq!(get(&preview, "/net/_desk/").status, 404);
}

#[test]
fn files_are_links_only_where_an_editor_is_known() {
    let world = EditableWorld::new(edits::start());
    world.replace("content/stories/table.md", "by: hope-street", "by: hope-street\nbye: x");
    let open_with = |pattern: Option<&str>| {
        let preview = open(&world, PreviewOptions { editor_pattern: pattern.map(str::to_owned), ..options() });
        let addresses =
            ["/_desk/faults/", "/_desk/record/?id=story:table", "/_reload/state?at=/net/", "/net/stories/table/"];
        addresses.map(|address| get(&preview, address).text())
    };
    for page in open_with(None) {
        assert!(
            page.contains("stories/table.md") && !page.contains("vscode:") && !page.contains("/home/ana"),
            "{page}"
        );
    }
    assert!(open_with(Some("idea://open?file={path}")).iter().all(|page| page.contains("idea://open?file=/home/ana")));
    world.edit(|world| {
        world
            .files
            .get_mut("content/site.yaml")
            .expect("it is there")
            .extend_from_slice(b"editor: 'zed://file/{path}'\n")
    });
    assert!(open_with(None).iter().all(|page| page.contains("zed://file/home/ana/network/content/stories/table.md")));
}

#[test]
fn served_faults_contain_nothing_for_editors_only() {
    let world = EditableWorld::new(edits::start());
    world.write(
        "content/private/people.yaml",
        "- {id: c-0001, person: Mariam Sample, phone: }\n- {id: c-9999, person: Tom Sample}\n",
    );
    world.write("content/private/records/partners/gone.yaml", "notes: Tom Sample\n");
    world.replace("content/partners/hope-street.md", "role: Desk", "roel: Sample Desk");
    let preview = open(&world, options());
    wait(&preview);
    let phone = |address: &str| from(&preview, IpAddr::from([192, 168, 1, 7]), address, "").text();
    assert!(preview.snapshot().faults.len() > 2, "{}", format_short(&preview.snapshot().faults));
    for address in ["/_reload/state?at=/net/", "/net/partners/hope-street/", "/_desk/", "/_desk/faults/"] {
        let here = get(&preview, address).text();
        assert!(!here.contains("Tom Sample") && !here.contains("Mariam Sample"), "{address}: {here}");
        assert!(!phone(address).contains("Sample"), "{address}: {}", phone(address));
    }
}
