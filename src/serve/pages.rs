//! What is answered for each address: pages as they are built, faults in their place, and what the reload script asks.

use std::sync::LazyLock;

use serde::Serialize;

use super::answer::Answer;
use super::desk::{self, Desk};
use super::faults::{Editor, FaultView, Instead, VSCODE};
use super::kind::content_type;
use super::preview::{Preview, Shown, Turned, print};
use super::request::Request;
use super::server::Handler;
use crate::agenda;
use crate::digest::Digest;
use crate::fault::{Fault, Faults, Severity};
use crate::path;
use crate::publish::Publication;
use crate::text::Position;
use crate::theme::Press;

/// The script in every page, without its comments: it is loaded with each of them.
static CLIENT: LazyLock<String> = LazyLock::new(|| {
    let lines = include_str!("client.js").lines().map(str::trim_start);
    lines.filter(|line| !line.starts_with("//")).map(|line| format!("{line}\n")).collect()
});
/// What its note looks like.
const NOTE: &[u8] = include_bytes!("note.css");
/// What pages look like that take the place of others.
const INSTEAD: &[u8] = include_bytes!("instead.css");
/// The cookie that turns the clock: a day such as `2027-06-19`.
pub const DAY: &str = "commonground-day";
/// Where the editors' desk is.
const DESK: &str = "/_desk";
/// Faults that a page's note lists; the desk has all.
const NOTED: usize = 20;
/// Addresses of drafts that pages mark.
const MARKED: usize = 500;

impl Handler for Preview {
    fn answer(&self, request: &Request) -> Answer {
        let shown = self.shown();
        match request.path.strip_prefix("/_reload/") {
            Some("client.js") => Answer::file("client.js", CLIENT.clone().into_bytes()),
            Some("note.css") => Answer::file("note.css", NOTE.to_vec()),
            Some("instead.css") => Answer::file("instead.css", INSTEAD.to_vec()),
            Some("events") => Answer::Events(std::sync::Arc::clone(&self.hub), Box::new(String::new)),
            Some("state") => self.state(&shown, request),
            Some(rest) => self.former(&shown, rest),
            None => match request.path.strip_prefix(DESK) {
                Some("") => Answer::Redirect(format!("{DESK}/")),
                // It names files and who is kept back: for who sits at this machine.
                Some(rest) if rest.starts_with('/') && request.peer.is_loopback() => self.desk(&shown, rest, request),
                Some(rest) if rest.starts_with('/') => Answer::plain(404, "The desk is at the machine itself."),
                _ => self.page(&shown, request),
            },
        }
    }
}

impl Preview {
    fn page(&self, shown: &Shown, request: &Request) -> Answer {
        let Some(turned) = self.turned(shown, request.cookie(DAY)) else {
            let all: Vec<&Fault> = shown.faults.iter().collect();
            let why = "It has to be mended before there is anything to see. This page looks again by itself.";
            let instead = Instead::new("The network cannot be shown yet", why, &all, self.editor(shown, request));
            return html(500, instead.page().into_bytes());
        };
        let press = &*turned.press;
        let publication = press.publication();
        let Some(folder) = address_in(publication, &request.path) else {
            // The path of `base_url` without its last `/`.
            return match request.path == "/" || format!("{}/", request.path) == publication.href("/") {
                true => Answer::Redirect(publication.href("/")),
                false => Answer::plain(404, "The site is below another path: see `base_url` in content/site.yaml."),
            };
        };
        if publication.page_at(folder).is_some() {
            return self.printed(shown, press, folder, request);
        }
        if let Some(source) = publication.files().get(folder) {
            return match self.world.read(source) {
                Ok(bytes) => Answer::file(source, bytes),
                Err(_) => Answer::plain(404, "This file has just gone."),
            };
        }
        if let Some(bytes) = shown.other(press, folder) {
            return Answer::file(folder, bytes);
        }
        if let Some(bytes) = self.found(&turned.press, folder) {
            return Answer::file(folder, bytes);
        }
        let slashed = format!("{folder}/");
        if !folder.ends_with('/') && publication.page_at(&slashed).is_some() {
            return Answer::Redirect(publication.href(&slashed));
        }
        match self.missing(shown, &turned, folder, request) {
            Some(instead) => html(500, instead.page().into_bytes()),
            None => match print(press, "/404.html", &mut Faults::new()) {
                Some(page) => html(404, page),
                None => Answer::plain(404, "There is no such page."),
            },
        }
    }

    /// The editors' desk.
    fn desk(&self, shown: &Shown, rest: &str, request: &Request) -> Answer {
        if let Some((kind, bytes)) = desk::asset(rest) {
            return Answer::Whole { status: 200, kind, body: bytes.to_vec().into() };
        }
        let turned = self.turned(shown, request.cookie(DAY));
        let editor = self.editor(shown, request);
        let link = |file: &str, at: Option<Position>| {
            let (line, column) = at.map_or((1, 1), |at| (at.line, at.column));
            editor?.link(file, line, column)
        };
        let desk = Desk {
            press: turned.as_ref().map(|turned| &*turned.press),
            loaded: shown.loaded.as_deref(),
            faults: &shown.faults,
            is_complete: shown.is_complete,
            is_stale: shown.is_stale,
            turned: turned.as_ref().and_then(|turned| turned.day.clone()),
            surroundings: &*self.surroundings,
            link: &link,
            base: DESK,
        };
        match desk::page(&desk, &request.path, &|name| request.query(name)) {
            Some((status, page)) => html(status, page.into_bytes()),
            None => Answer::plain(404, "There is no such page at the desk."),
        }
    }

    /// A page, or the faults that keep it from being printed.
    fn printed(&self, shown: &Shown, press: &Press, address: &str, request: &Request) -> Answer {
        let mut faults = Faults::new();
        if let Some(page) = print(press, address, &mut faults) {
            return if address.ends_with(".html") || address.ends_with('/') {
                html(200, page)
            } else {
                Answer::file(address, page)
            };
        }
        let faults = faults.into_sorted();
        let faults: Vec<&Fault> = faults.iter().collect();
        let mut instead = Instead::new(
            "This page cannot be made",
            "Its template has a fault. The page comes back as soon as that is mended.",
            &faults,
            self.editor(shown, request),
        );
        instead.former = former_at(shown, address);
        html(500, instead.page().into_bytes())
    }

    /// What is said instead of a page that errors hold back; nothing for any other address.
    fn missing(&self, shown: &Shown, turned: &Turned, address: &str, request: &Request) -> Option<Instead> {
        let publication = turned.press.publication();
        let withheld = agenda::list_unpublished(publication).into_iter().find(|record| record.address == address);
        let site = &shown.loaded.as_ref()?.site;
        let about = |fault: &&Fault| {
            fault.severity == Severity::Error && places(fault).any(|path| site.address_of_file(path) == Some(address))
        };
        let faults: Vec<&Fault> = shown.faults.iter().filter(about).collect();
        let title = match withheld {
            Some(record) if record.by_errors => record.title,
            None if !faults.is_empty() => address.to_owned(),
            _ => return None,
        };
        let why = "It has errors, so it is not published until they are mended. Everything else goes on without it.";
        let mut instead = Instead::new(&format!("“{title}” is held back"), why, &faults, self.editor(shown, request));
        instead.former = former_at(shown, address);
        Some(instead)
    }

    /// A page as it last was, for the frame beneath its faults.
    fn former(&self, shown: &Shown, rest: &str) -> Answer {
        let page = rest.strip_prefix("former").and_then(|address| shown.former(address));
        match page {
            Some(page) => Answer::file("index.html", page),
            None => Answer::plain(404, "There is no such page."),
        }
    }

    /// Where links into the editor lead, for whoever sits at this machine.
    pub(super) fn editor<'a>(&'a self, shown: &'a Shown, request: &Request) -> Option<Editor<'a>> {
        let of_site = || shown.loaded.as_ref().and_then(|loaded| loaded.site.config.editor.as_deref());
        let pattern = self.options.editor.as_deref().or_else(of_site).unwrap_or(VSCODE);
        request.peer.is_loopback().then_some(Editor { pattern, root: &self.options.root })
    }

    /// What the script in a page asks: whether its page is another one now, and what to tell its reader.
    fn state(&self, shown: &Shown, request: &Request) -> Answer {
        let turned = self.turned(shown, request.cookie(DAY));
        let at = request.query("at").unwrap_or_default();
        let press = turned.as_ref().map(|turned| &*turned.press);
        let address = press.and_then(|press| address_in(press.publication(), &at)).unwrap_or(&at);
        let own = press.and_then(|press| print(press, address, &mut Faults::new()));
        let count = |severity| shown.faults.iter().filter(|fault| fault.severity == severity).count();
        let editor = self.editor(shown, request);
        let mut worst: Vec<&Fault> = shown.faults.iter().collect();
        worst.sort_by_key(|fault| fault.severity);
        let publication = press.map(Press::publication);
        let drafts = publication.filter(|_| self.options.drafts).map(|publication| {
            agenda::draft_addresses(publication)
                .into_iter()
                .take(MARKED)
                .map(|address| publication.href(address))
                .collect()
        });
        let withheld = publication.filter(|_| own.is_none()).and_then(|publication| {
            let withheld = agenda::list_unpublished(publication);
            withheld.into_iter().find(|record| record.address == address).map(|record| record.why)
        });
        let sheets = press.iter().flat_map(|press| {
            let sheets = press.theme().static_files().filter(|(address, _)| address.ends_with(".css"));
            sheets.map(|(address, _)| press.publication().href(address))
        });
        let sheets = sheets.collect();
        let state = State {
            version: shown.version,
            page: own.as_deref().map(fingerprint),
            sheets,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            advice: count(Severity::Advice),
            faults: worst.into_iter().rev().take(NOTED).map(|fault| FaultView::of(fault, editor)).collect(),
            is_complete: shown.is_complete,
            is_stale: shown.is_stale,
            day: turned.as_ref().and_then(|turned| turned.day.clone()),
            can_turn_back: self.options.now.is_none(),
            drafts: drafts.unwrap_or_default(),
            withheld,
            has_desk: request.peer.is_loopback(),
        };
        Answer::file("state.json", serde_json::to_vec(&state).unwrap_or_default())
    }
}

/// What the script in a page is told.
#[derive(Serialize)]
struct State {
    version: u64,
    /// The fingerprint of the page now; none when it is not there or cannot be printed.
    page: Option<String>,
    /// Addresses of the style sheets now.
    sheets: Vec<String>,
    errors: usize,
    warnings: usize,
    advice: usize,
    faults: Vec<FaultView>,
    is_complete: bool,
    is_stale: bool,
    /// The day that the clock is turned to, in words.
    day: Option<String>,
    can_turn_back: bool,
    /// Addresses that show drafts.
    drafts: Vec<String>,
    /// Why nothing is published at this address.
    withheld: Option<String>,
    has_desk: bool,
}

/// What a path of the preview asks for: the address without the base path, a page's as its folder. None outside it.
fn address_in<'a>(publication: &Publication, path: &'a str) -> Option<&'a str> {
    let base = publication.base_url().map_or("", |base| base.path.as_str());
    let address = path.strip_prefix(base).filter(|rest| rest.starts_with('/'))?;
    Some(address.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).unwrap_or(address))
}

/// Where a page can be seen as it last was, if it can.
fn former_at(shown: &Shown, address: &str) -> Option<String> {
    shown.former(address).map(|_| format!("/_reload/former{}", path::percent_encode_path(address)))
}

/// An HTML page with the reload script.
pub(super) fn html(status: u16, mut page: Vec<u8>) -> Answer {
    let script = format!("<script src=\"/_reload/client.js?page={}\" defer></script>", fingerprint(&page));
    let end = page.windows(7).rposition(|part| part == b"</body>").unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    Answer::Whole { status, kind: content_type("index.html"), body: page.into() }
}

/// A few letters by which a script knows its page again. The fingerprints in the addresses of style sheets do not count:
/// these are changed in the open page.
fn fingerprint(page: &[u8]) -> String {
    const LETTERS: usize = 8;
    let mut parts = Vec::new();
    let mut from = 0;
    let dots = page.windows(4).enumerate().filter(|(_, ending)| ending == b".css").map(|(at, _)| at);
    for at in dots.filter(|at| *at > LETTERS) {
        let letters = at - LETTERS..at;
        if page[letters.start - 1] == b'.' && page[letters.clone()].iter().all(u8::is_ascii_hexdigit) {
            parts.push(&page[from..letters.start]);
            from = letters.end;
        }
    }
    parts.push(&page[from..]);
    Digest::compute_all(parts).to_string().chars().take(16).collect()
}

/// The files that a fault is in or points to.
fn places(fault: &Fault) -> impl Iterator<Item = &str> {
    let noted = fault.notes.iter().filter_map(|note| note.location.as_ref()).map(|place| place.source.path.as_str());
    noted.chain(fault.path())
}
