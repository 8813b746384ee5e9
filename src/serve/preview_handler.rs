//! Which response each path of the preview gets: a page as it is built, the faults of one that cannot be shown, the desk, or
//! what the reload script asks for.

use std::io::{self, Read};
use std::sync::Arc;

use super::desk::{self, Desk};
use super::fault_page::FaultPage;
use super::handler::Handler;
use super::media_type::content_type;
use super::preview::Preview;
use super::reader_site::{ReaderSite, address_in_site};
use super::reload_script::{CLIENT_SCRIPT, html_response};
use super::request::Request;
use super::response::Response;
use super::snapshot::{Snapshot, render_page};
use super::streamed_file::StreamedFile;
use crate::agenda;
use crate::digest::Digest;
use crate::fault::{Fault, Faults, Severity};
use crate::path;
use crate::publish::PublishedFile;
use crate::theme::Renderer;

/// The styles of the note that the script shows in a page.
const NOTE_CSS: &[u8] = include_bytes!("note.css");
/// The styles of the pages that show faults.
const FAULT_PAGE_CSS: &[u8] = include_bytes!("fault_page.css");
/// Larger files of records are read while they are sent.
const MAX_BYTES_IN_MEMORY: u64 = 1024 * 1024;
/// The path of the editors' desk.
const DESK_PATH: &str = "/_desk";

impl Handler for Preview {
    fn handle(&self, request: &Request) -> Response {
        let snapshot = self.snapshot();
        match request.path.strip_prefix("/_reload/") {
            Some("client.js") => Response::file("client.js", CLIENT_SCRIPT.clone().into_bytes()),
            Some("note.css") => Response::file("note.css", NOTE_CSS.to_vec()),
            Some("fault_page.css") => Response::file("fault_page.css", FAULT_PAGE_CSS.to_vec()),
            Some("events") => Response::EventStream(Arc::clone(&self.reload_channel), Box::new(String::new)),
            Some("state") => self.serve_reload_state(&snapshot, request),
            Some(rest) => self.serve_last_good_page(&snapshot, rest),
            None => match request.path.strip_prefix(DESK_PATH) {
                Some("") => Response::Redirect(format!("{DESK_PATH}/")),
                // The desk names files, and people whose records are withheld: it is for this machine only.
                Some(rest) if rest.starts_with('/') && request.peer.is_loopback() => {
                    self.serve_desk(&snapshot, rest, request)
                }
                Some(rest) if rest.starts_with('/') => {
                    Response::plain_text(404, "The desk is only shown on the computer that runs the preview.")
                }
                _ => self.serve_site(&snapshot, request),
            },
        }
    }
}

impl Preview {
    fn serve_site(&self, snapshot: &Snapshot, request: &Request) -> Response {
        let Some(reader_site) = self.site_for_reader(snapshot, request) else {
            let all: Vec<&Fault> = snapshot.faults.iter().collect();
            let why = "Fix what is listed below, and this page refreshes by itself.";
            let fault_page =
                FaultPage::new("The network cannot be shown yet", why, &all, self.fault_reader(snapshot, request));
            return html_response(500, fault_page.render().into_bytes());
        };
        let renderer = &*reader_site.renderer;
        let publication = renderer.publication();
        let Some(address) = address_in_site(publication, &request.path) else {
            // The start page without the base path, or the base path without its last `/`.
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
        if let Some(file) = publication.files().get(address) {
            return self.serve_file(file).unwrap_or_else(|_| {
                Response::plain_text(404, "This file was changed or removed a moment ago. Ask for it again.")
            });
        }
        if let Some(bytes) = snapshot.find_output(renderer, address) {
            return Response::file(address, bytes);
        }
        if let Some(bytes) = self.search_files.find(&reader_site.renderer, address) {
            return Response::file(address, bytes);
        }
        if let Some(folder) = publication.page_at(&format!("{address}/")) {
            return Response::Redirect(publication.href(&folder.address));
        }
        match self.build_fault_page(snapshot, &reader_site, address, request) {
            Some(fault_page) => html_response(500, fault_page.render().into_bytes()),
            None => match render_page(renderer, "/404.html", &mut Faults::new()) {
                Some(page) => html_response(404, page),
                None => Response::plain_text(404, "There is no such page."),
            },
        }
    }

    /// The bytes of a record's file; an error if they are no longer those that were checked.
    fn serve_file(&self, published: &PublishedFile) -> io::Result<Response> {
        let mut file = self.world.open(&published.source)?;
        if file.size()? > MAX_BYTES_IN_MEMORY {
            let media_type = content_type(&published.source);
            return Ok(Response::Stream { media_type, file: StreamedFile::check(file, published)? });
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        published.verify(Digest::compute(&bytes))?;
        Ok(Response::file(&published.source, bytes))
    }

    fn serve_desk(&self, snapshot: &Snapshot, rest: &str, request: &Request) -> Response {
        if let Some((media_type, bytes)) = desk::static_file(rest) {
            return Response::Content { status: 200, media_type, body: bytes.to_vec().into() };
        }
        let reader_site = self.site_for_reader(snapshot, request);
        let desk = Desk {
            renderer: reader_site.as_ref().map(|site| &*site.renderer),
            loaded: snapshot.loaded.as_deref(),
            faults: &snapshot.faults,
            has_all_faults: snapshot.has_all_faults,
            is_stale: snapshot.is_stale,
            simulated_day: reader_site.as_ref().and_then(|site| site.simulated_day.clone()),
            environment: &*self.environment,
            editor_links: self.editor_links(snapshot, request),
            base_path: DESK_PATH,
        };
        match desk::render_page(&desk, &request.path, &|name| request.query_value(name)) {
            Some((status, page)) => html_response(status, page.into_bytes()),
            None => Response::plain_text(404, "The desk has no such page."),
        }
    }

    /// A page, or the faults for which it cannot be rendered.
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
            "Its template has a fault. The page comes back as soon as that is corrected.",
            &faults,
            self.fault_reader(snapshot, request),
        );
        fault_page.last_good_href = self.last_good_href(snapshot, address);
        html_response(500, fault_page.render().into_bytes())
    }

    /// The faults that keep a page from being published; `None` for any other address.
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
        let reader = self.fault_reader(snapshot, request);
        let title = match withheld {
            // Its title is not published, so other machines do not get it.
            Some(record) if record.by_errors && reader.is_at_this_machine() => record.title,
            Some(record) if record.by_errors => record.address,
            None if !faults.is_empty() => address.to_owned(),
            _ => return None,
        };
        let why =
            "It has errors, so it is not published until they are corrected. Everything else is published without it.";
        let mut fault_page = FaultPage::new(&format!("“{title}” is held back"), why, &faults, reader);
        fault_page.last_good_href = self.last_good_href(snapshot, address);
        Some(fault_page)
    }

    /// A page as it last was, for the frame beneath its faults.
    fn serve_last_good_page(&self, snapshot: &Snapshot, rest: &str) -> Response {
        let page = rest.strip_prefix("former").and_then(|address| snapshot.last_good_page(address, self.now()));
        match page {
            Some(page) => Response::FramedPage(page),
            None => Response::plain_text(404, "There is no such page."),
        }
    }

    /// Where a page is shown as it last was, if it can be.
    fn last_good_href(&self, snapshot: &Snapshot, address: &str) -> Option<String> {
        let page = snapshot.last_good_page(address, self.now());
        page.map(|_| format!("/_reload/former{}", path::percent_encode_path(address)))
    }
}

/// The files that a fault is in or points to.
fn fault_paths(fault: &Fault) -> impl Iterator<Item = &str> {
    let in_notes = fault.notes.iter().filter_map(|note| note.location.as_ref()).map(|place| place.source.path.as_str());
    in_notes.chain(fault.path())
}
