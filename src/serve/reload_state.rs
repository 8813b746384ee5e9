//! The answer to `/_reload/state`, which the script in an open page asks for: the fingerprint of the page now, the
//! addresses of its style sheets, and what to tell the reader.

use serde::Serialize;

use super::fault_view::FaultView;
use super::preview::Preview;
use super::reader_site::address_in_site;
use super::reload_script::page_fingerprint;
use super::request::Request;
use super::response::Response;
use super::snapshot::{Snapshot, render_page};
use crate::agenda;
use crate::fault::{Fault, Faults, Severity};
use crate::publish::Publication;
use crate::theme::Renderer;

/// How many faults a page's note lists; the desk has all of them.
const MAX_NOTE_FAULTS: usize = 20;
/// How many addresses of drafts are sent, whose links the page marks.
const MAX_MARKED_DRAFTS: usize = 500;

#[derive(Serialize)]
struct ReloadState {
    version: u64,
    /// The fingerprint of the page now; `None` if there is no such page or it cannot be rendered.
    fingerprint: Option<String>,
    /// The present addresses of the style sheets.
    stylesheets: Vec<String>,
    errors: usize,
    warnings: usize,
    advice: usize,
    faults: Vec<FaultView>,
    has_all_faults: bool,
    is_stale: bool,
    /// The day that is shown, in words, if it is not today.
    simulated_day: Option<String>,
    can_return_to_today: bool,
    /// Addresses that show drafts.
    draft_hrefs: Vec<String>,
    /// Why nothing is published at this address.
    why_withheld: Option<String>,
    has_desk: bool,
}

impl Preview {
    /// Answers `/_reload/state?at=PATH`.
    pub(super) fn serve_reload_state(&self, snapshot: &Snapshot, request: &Request) -> Response {
        let reader_site = self.site_for_reader(snapshot, request);
        let renderer = reader_site.as_ref().map(|site| &*site.renderer);
        let publication = renderer.map(Renderer::publication);
        let path = request.query_value("at").unwrap_or_default();
        let address = publication.and_then(|publication| address_in_site(publication, &path)).unwrap_or(&path);
        let page = renderer.and_then(|renderer| render_page(renderer, address, &mut Faults::new()));
        let count = |severity| snapshot.faults.iter().filter(|fault| fault.severity == severity).count();
        let state = ReloadState {
            version: snapshot.version,
            fingerprint: page.as_deref().map(page_fingerprint),
            stylesheets: renderer.map(stylesheet_hrefs).unwrap_or_default(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            advice: count(Severity::Advice),
            faults: self.worst_faults(snapshot, request),
            has_all_faults: snapshot.has_all_faults,
            is_stale: snapshot.is_stale,
            simulated_day: reader_site.as_ref().and_then(|site| site.simulated_day.clone()),
            can_return_to_today: self.options.now.is_none(),
            draft_hrefs: publication.filter(|_| self.options.drafts).map(draft_hrefs).unwrap_or_default(),
            why_withheld: publication.filter(|_| page.is_none()).and_then(|site| why_withheld(site, address)),
            has_desk: request.peer.is_loopback(),
        };
        Response::file("state.json", serde_json::to_vec(&state).unwrap_or_default())
    }

    fn worst_faults(&self, snapshot: &Snapshot, request: &Request) -> Vec<FaultView> {
        let reader = self.fault_reader(snapshot, request);
        let mut by_severity: Vec<&Fault> = snapshot.faults.iter().collect();
        by_severity.sort_by_key(|fault| fault.severity);
        let worst = by_severity.into_iter().rev().take(MAX_NOTE_FAULTS);
        worst.map(|fault| reader.view(fault)).collect()
    }
}

fn stylesheet_hrefs(renderer: &Renderer) -> Vec<String> {
    let stylesheets = renderer.theme().static_files().filter(|(address, _)| address.ends_with(".css"));
    stylesheets.map(|(address, _)| renderer.publication().href(address)).collect()
}

fn draft_hrefs(publication: &Publication) -> Vec<String> {
    let addresses = agenda::draft_addresses(publication).into_iter().take(MAX_MARKED_DRAFTS);
    addresses.map(|address| publication.href(address)).collect()
}

fn why_withheld(publication: &Publication, address: &str) -> Option<String> {
    let unpublished = agenda::list_unpublished(publication);
    unpublished.into_iter().find(|record| record.address == address).map(|record| record.why)
}
