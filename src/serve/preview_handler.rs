//! What is answered for each address: pages as they are built, faults in their place, and what the reload script asks.

use std::sync::LazyLock;

use serde::Serialize;

use super::desk::{self, Desk};
use super::fault_view::{EditorLinks, FaultPage, FaultView, VSCODE_PATTERN};
use super::handler::Handler;
use super::media_type::content_type;
use super::preview::{Preview, ReaderSite, Snapshot, render_page};
use super::request::Request;
use super::response::Response;
use crate::agenda;
use crate::digest::Digest;
use crate::fault::{Fault, Faults, Severity};
use crate::path;
use crate::publish::Publication;
use crate::text::Position;
use crate::theme::Renderer;

/// The script in every page, without its comments: it is loaded with each of them.
static CLIENT_SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let lines = include_str!("client.js").lines().map(str::trim_start);
    lines.filter(|line| !line.starts_with("//")).map(|line| format!("{line}\n")).collect()
});
/// What its note looks like.
const NOTE_CSS: &[u8] = include_bytes!("note.css");
/// What pages look like that take the place of others.
const FAULT_PAGE_CSS: &[u8] = include_bytes!("fault_page.css");
/// The cookie that turns the clock: a day such as `2027-06-19`.
pub const DAY_COOKIE: &str = "commonground-day";
/// Where the editors' desk is.
const DESK_PATH: &str = "/_desk";
/// Faults that a page's note lists; the desk has all.
const MAX_NOTE_FAULTS: usize = 20;
/// Addresses of drafts that pages mark.
const MAX_MARKED_DRAFTS: usize = 500;

impl Handler for Preview {
    fn handle(&self, request: &Request) -> Response {
        let snapshot = self.snapshot();
        match request.path.strip_prefix("/_reload/") {
            Some("client.js") => Response::file("client.js", CLIENT_SCRIPT.clone().into_bytes()),
            Some("note.css") => Response::file("note.css", NOTE_CSS.to_vec()),
            Some("fault_page.css") => Response::file("fault_page.css", FAULT_PAGE_CSS.to_vec()),
            Some("events") => Response::EventStream(std::sync::Arc::clone(&self.reload_channel), Box::new(String::new)),
            Some("state") => self.serve_reload_state(&snapshot, request),
            Some(rest) => self.serve_last_good_page(&snapshot, rest),
            None => match request.path.strip_prefix(DESK_PATH) {
                Some("") => Response::Redirect(format!("{DESK_PATH}/")),
                // It names files and who is kept back: for who sits at this machine.
                Some(rest) if rest.starts_with('/') && request.peer.is_loopback() => {
                    self.serve_desk(&snapshot, rest, request)
                }
                Some(rest) if rest.starts_with('/') => Response::plain_text(404, "The desk is at the machine itself."),
                _ => self.serve_site(&snapshot, request),
            },
        }
    }
}

impl Preview {
    fn serve_site(&self, snapshot: &Snapshot, request: &Request) -> Response {
        let Some(reader_site) = self.site_for_reader(snapshot, request.cookie(DAY_COOKIE)) else {
            let all: Vec<&Fault> = snapshot.faults.iter().collect();
            let why = "It has to be mended before there is anything to see. This page looks again by itself.";
            let fault_page =
                FaultPage::new("The network cannot be shown yet", why, &all, self.editor_links(snapshot, request));
            return html_response(500, fault_page.render().into_bytes());
        };
        let renderer = &*reader_site.renderer;
        let publication = renderer.publication();
        let Some(address) = site_address(publication, &request.path) else {
            // The path of `base_url` without its last `/`.
            return match request.path == "/" || format!("{}/", request.path) == publication.href("/") {
                true => Response::Redirect(publication.href("/")),
                false => {
                    Response::plain_text(404, "The site is below another path: see `base_url` in content/site.yaml.")
                }
            };
        };
        if publication.page_at(address).is_some() {
            return self.serve_page(snapshot, renderer, address, request);
        }
        if let Some(source) = publication.files().get(address) {
            return match self.world.read(source) {
                Ok(bytes) => Response::file(source, bytes),
                Err(_) => Response::plain_text(404, "This file has just gone."),
            };
        }
        if let Some(bytes) = snapshot.find_output(renderer, address) {
            return Response::file(address, bytes);
        }
        if let Some(bytes) = self.find_search_file(&reader_site.renderer, address) {
            return Response::file(address, bytes);
        }
        let folder_address = format!("{address}/");
        if !address.ends_with('/') && publication.page_at(&folder_address).is_some() {
            return Response::Redirect(publication.href(&folder_address));
        }
        match self.build_fault_page(snapshot, &reader_site, address, request) {
            Some(instead) => html_response(500, instead.render().into_bytes()),
            None => match render_page(renderer, "/404.html", &mut Faults::new()) {
                Some(page) => html_response(404, page),
                None => Response::plain_text(404, "There is no such page."),
            },
        }
    }

    /// The editors' desk.
    fn serve_desk(&self, snapshot: &Snapshot, rest: &str, request: &Request) -> Response {
        if let Some((media_type, bytes)) = desk::static_file(rest) {
            return Response::Content { status: 200, media_type, body: bytes.to_vec().into() };
        }
        let reader_site = self.site_for_reader(snapshot, request.cookie(DAY_COOKIE));
        let editor_links = self.editor_links(snapshot, request);
        let editor_href = |file: &str, at: Option<Position>| {
            let (line, column) = at.map_or((1, 1), |at| (at.line, at.column));
            editor_links?.href(file, line, column)
        };
        let desk = Desk {
            renderer: reader_site.as_ref().map(|turned| &*turned.renderer),
            loaded: snapshot.loaded.as_deref(),
            faults: &snapshot.faults,
            has_all_faults: snapshot.has_all_faults,
            is_stale: snapshot.is_stale,
            simulated_day: reader_site.as_ref().and_then(|turned| turned.simulated_day.clone()),
            environment: &*self.environment,
            editor_href: &editor_href,
            base_path: DESK_PATH,
        };
        match desk::render_page(&desk, &request.path, &|name| request.query_value(name)) {
            Some((status, page)) => html_response(status, page.into_bytes()),
            None => Response::plain_text(404, "There is no such page at the desk."),
        }
    }

    /// A page, or the faults that keep it from being printed.
    fn serve_page(&self, snapshot: &Snapshot, renderer: &Renderer, address: &str, request: &Request) -> Response {
        let mut faults = Faults::new();
        if let Some(page) = render_page(renderer, address, &mut faults) {
            return if address.ends_with(".html") || address.ends_with('/') {
                html_response(200, page)
            } else {
                Response::file(address, page)
            };
        }
        let faults = faults.into_sorted();
        let faults: Vec<&Fault> = faults.iter().collect();
        let mut fault_page = FaultPage::new(
            "This page cannot be made",
            "Its template has a fault. The page comes back as soon as that is mended.",
            &faults,
            self.editor_links(snapshot, request),
        );
        fault_page.last_good_href = last_good_href(snapshot, address);
        html_response(500, fault_page.render().into_bytes())
    }

    /// What is said instead of a page that errors hold back; nothing for any other address.
    fn build_fault_page(
        &self,
        snapshot: &Snapshot,
        reader_site: &ReaderSite,
        address: &str,
        request: &Request,
    ) -> Option<FaultPage> {
        let publication = reader_site.renderer.publication();
        let withheld = agenda::list_unpublished(publication).into_iter().find(|record| record.address == address);
        let site = &snapshot.loaded.as_ref()?.site;
        let is_about_page = |fault: &&Fault| {
            fault.severity == Severity::Error
                && fault_paths(fault).any(|path| site.address_of_file(path) == Some(address))
        };
        let faults: Vec<&Fault> = snapshot.faults.iter().filter(is_about_page).collect();
        let title = match withheld {
            Some(record) if record.by_errors => record.title,
            None if !faults.is_empty() => address.to_owned(),
            _ => return None,
        };
        let why = "It has errors, so it is not published until they are mended. Everything else goes on without it.";
        let mut fault_page =
            FaultPage::new(&format!("“{title}” is held back"), why, &faults, self.editor_links(snapshot, request));
        fault_page.last_good_href = last_good_href(snapshot, address);
        Some(fault_page)
    }

    /// A page as it last was, for the frame beneath its faults.
    fn serve_last_good_page(&self, snapshot: &Snapshot, rest: &str) -> Response {
        let page = rest.strip_prefix("former").and_then(|address| snapshot.last_good_page(address));
        match page {
            Some(page) => Response::file("index.html", page),
            None => Response::plain_text(404, "There is no such page."),
        }
    }

    /// Where links into the editor lead, for whoever sits at this machine.
    pub(super) fn editor_links<'a>(&'a self, snapshot: &'a Snapshot, request: &Request) -> Option<EditorLinks<'a>> {
        let from_config = || snapshot.loaded.as_ref().and_then(|loaded| loaded.site.config.editor.as_deref());
        let url_pattern = self.options.editor_pattern.as_deref().or_else(from_config).unwrap_or(VSCODE_PATTERN);
        request.peer.is_loopback().then_some(EditorLinks { url_pattern, root: &self.options.root })
    }

    /// What the script in a page asks: whether its page is another one now, and what to tell its reader.
    fn serve_reload_state(&self, snapshot: &Snapshot, request: &Request) -> Response {
        let reader_site = self.site_for_reader(snapshot, request.cookie(DAY_COOKIE));
        let path = request.query_value("at").unwrap_or_default();
        let renderer = reader_site.as_ref().map(|turned| &*turned.renderer);
        let address = renderer.and_then(|press| site_address(press.publication(), &path)).unwrap_or(&path);
        let page = renderer.and_then(|press| render_page(press, address, &mut Faults::new()));
        let count = |severity| snapshot.faults.iter().filter(|fault| fault.severity == severity).count();
        let editor_links = self.editor_links(snapshot, request);
        let mut by_severity: Vec<&Fault> = snapshot.faults.iter().collect();
        by_severity.sort_by_key(|fault| fault.severity);
        let publication = renderer.map(Renderer::publication);
        let draft_hrefs = publication.filter(|_| self.options.drafts).map(|publication| {
            agenda::draft_addresses(publication)
                .into_iter()
                .take(MAX_MARKED_DRAFTS)
                .map(|address| publication.href(address))
                .collect()
        });
        let why_withheld = publication.filter(|_| page.is_none()).and_then(|publication| {
            let withheld = agenda::list_unpublished(publication);
            withheld.into_iter().find(|record| record.address == address).map(|record| record.why)
        });
        let stylesheets = renderer.iter().flat_map(|press| {
            let sheets = press.theme().static_files().filter(|(address, _)| address.ends_with(".css"));
            sheets.map(|(address, _)| press.publication().href(address))
        });
        let sheets = stylesheets.collect();
        let state = ReloadState {
            version: snapshot.version,
            fingerprint: page.as_deref().map(page_fingerprint),
            stylesheets: sheets,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            advice: count(Severity::Advice),
            faults: by_severity
                .into_iter()
                .rev()
                .take(MAX_NOTE_FAULTS)
                .map(|fault| FaultView::from_fault(fault, editor_links))
                .collect(),
            has_all_faults: snapshot.has_all_faults,
            is_stale: snapshot.is_stale,
            simulated_day: reader_site.as_ref().and_then(|turned| turned.simulated_day.clone()),
            can_return_to_today: self.options.now.is_none(),
            draft_hrefs: draft_hrefs.unwrap_or_default(),
            why_withheld,
            has_desk: request.peer.is_loopback(),
        };
        Response::file("state.json", serde_json::to_vec(&state).unwrap_or_default())
    }
}

/// What the script in a page is told.
#[derive(Serialize)]
struct ReloadState {
    version: u64,
    /// The fingerprint of the page now; none when it is not there or cannot be printed.
    fingerprint: Option<String>,
    /// Addresses of the style sheets now.
    stylesheets: Vec<String>,
    errors: usize,
    warnings: usize,
    advice: usize,
    faults: Vec<FaultView>,
    has_all_faults: bool,
    is_stale: bool,
    /// The day that the clock is turned to, in words.
    simulated_day: Option<String>,
    can_return_to_today: bool,
    /// Addresses that show drafts.
    draft_hrefs: Vec<String>,
    /// Why nothing is published at this address.
    why_withheld: Option<String>,
    has_desk: bool,
}

/// What a path of the preview asks for: the address without the base path, a page's as its folder. None outside it.
fn site_address<'a>(publication: &Publication, path: &'a str) -> Option<&'a str> {
    let base = publication.base_url().map_or("", |base| base.path.as_str());
    let address = path.strip_prefix(base).filter(|rest| rest.starts_with('/'))?;
    Some(address.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).unwrap_or(address))
}

/// Where a page can be seen as it last was, if it can.
fn last_good_href(snapshot: &Snapshot, address: &str) -> Option<String> {
    snapshot.last_good_page(address).map(|_| format!("/_reload/former{}", path::percent_encode_path(address)))
}

/// An HTML page with the reload script.
pub(super) fn html_response(status: u16, mut page: Vec<u8>) -> Response {
    let script = format!("<script src=\"/_reload/client.js?page={}\" defer></script>", page_fingerprint(&page));
    let end = page.windows(7).rposition(|part| part == b"</body>").unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    Response::Content { status, media_type: content_type("index.html"), body: page.into() }
}

/// A few letters by which a script knows its page again. The fingerprints in the addresses of style sheets do not count:
/// these are changed in the open page.
fn page_fingerprint(page: &[u8]) -> String {
    const HASH_LENGTH: usize = 8;
    let mut parts = Vec::new();
    let mut from = 0;
    let css_endings = page.windows(4).enumerate().filter(|(_, ending)| ending == b".css").map(|(at, _)| at);
    for at in css_endings.filter(|at| *at > HASH_LENGTH) {
        let hash = at - HASH_LENGTH..at;
        if page[hash.start - 1] == b'.' && page[hash.clone()].iter().all(u8::is_ascii_hexdigit) {
            parts.push(&page[from..hash.start]);
            from = hash.end;
        }
    }
    parts.push(&page[from..]);
    Digest::compute_all(parts).to_string().chars().take(16).collect()
}

/// The files that a fault is in or points to.
fn fault_paths(fault: &Fault) -> impl Iterator<Item = &str> {
    let in_notes = fault.notes.iter().filter_map(|note| note.location.as_ref()).map(|place| place.source.path.as_str());
    in_notes.chain(fault.path())
}
