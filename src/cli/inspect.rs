//! `inspect`: the values that a page's template gets, as JSON. They are the values from which the page is rendered, so
//! nothing that is withheld is among them.

use clap::Args;

use super::args::{GlobalArgs, PublishArgs};
use super::outcome::Outcome;
use super::report;
use crate::fault::{Faults, Severity};
use crate::language::format_count;
use crate::path::{self, closest_match};
use crate::pipeline;
use crate::publish::{Page, Publication};
use crate::world::World;

#[derive(Debug, Args)]
pub(super) struct InspectArgs {
    /// The page's address, such as /stories/shared-kitchen/. The address that a browser shows works too.
    address: String,
    #[command(flatten)]
    publish_args: PublishArgs,
}

pub(super) fn run(global: &GlobalArgs, args: &InspectArgs) -> Outcome {
    let world = match global.open_world(&args.publish_args) {
        Ok(world) => world,
        Err(outcome) => return outcome,
    };
    let mut faults = Faults::new();
    let Some(loaded) = pipeline::load(&world, None, &mut faults) else {
        report::print_faults(&faults.into_sorted(), global);
        return Outcome::ContentErrors;
    };
    let publish_options = args.publish_args.publish_options(world.now());
    let renderer = pipeline::build_renderer(&loaded, &publish_options, &mut faults);
    let Some(page) = find_page(renderer.publication(), &args.address) else {
        let errors = faults.count(Severity::Error);
        return Outcome::UsageError(not_found_message(renderer.publication(), &args.address, errors));
    };
    let mut page_faults = Faults::new();
    let inspection = renderer.inspect(page, &mut page_faults);
    report::print_faults(&page_faults.into_sorted(), global);
    let Some(inspection) = inspection else { return Outcome::ContentErrors };
    report::write_stdout(&report::to_json(&inspection), "the values").unwrap_or(Outcome::Success)
}

/// The page with an address, which may be written with or without host, base path, last `/` or `index.html`.
fn find_page<'a>(publication: &'a Publication, written: &str) -> Option<&'a Page> {
    candidate_addresses(publication, written).iter().find_map(|address| publication.page_at(address))
}

/// The addresses that may have been meant, the likeliest first.
fn candidate_addresses(publication: &Publication, written: &str) -> Vec<String> {
    let base = publication.base_url();
    let without_origin = base.and_then(|base| written.strip_prefix(base.origin.as_str()));
    let address = without_origin.unwrap_or(written).split(['?', '#']).next().unwrap_or_default();
    let address = format!("/{}", path::percent_decode(address).trim_start_matches('/'));
    let base_path = base.map(|base| base.path.trim_end_matches('/')).filter(|path| !path.is_empty());
    let below =
        base_path.and_then(|path| address.strip_prefix(path)).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let mut candidates = Vec::new();
    for address in below.into_iter().chain([address.as_str()]) {
        let address = address.strip_suffix("index.html").unwrap_or(address);
        candidates.push(address.to_owned());
        candidates.push(format!("{}/", address.trim_end_matches('/')));
    }
    candidates
}

fn not_found_message(publication: &Publication, written: &str, errors: usize) -> String {
    let pages = || publication.pages().iter().map(|page| page.address.as_str());
    let near =
        candidate_addresses(publication, written).into_iter().find_map(|address| closest_match(&address, pages()));
    let mut message = format!("nothing is published at `{written}`");
    if let Some(near) = near {
        message.push_str(&format!("; did you mean `{near}`?"));
    }
    if errors > 0 {
        let errors = format_count(errors, "error keeps", "errors keep");
        message.push_str(&format!(" ({errors} pages from being published: see `commonground check`)"));
    }
    message
}
