//! What a build prints: its progress, its summary, and the command to run next.

use std::io::IsTerminal;
use std::time::Duration;

use camino::Utf8Path;
use indicatif::{ProgressBar, ProgressStyle};

use super::args::GlobalArgs;
use super::{publish_command, report};
use crate::agenda::{UnpublishedRecord, list_unpublished};
use crate::config::{Config, Hosting};
use crate::disk::{Swap, WriteSummary, current_folder};
use crate::language::format_count;
use crate::pipeline::HeaviestPage;
use crate::publish::Publication;

/// Sites with fewer pages are built before anybody could read a progress bar.
const MIN_PAGES_FOR_BAR: usize = 2_000;

pub(super) fn new_progress_bar(publication: &Publication, global: &GlobalArgs) -> Option<ProgressBar> {
    let pages = publication.pages().len();
    if global.quiet || pages < MIN_PAGES_FOR_BAR || !std::io::stderr().is_terminal() {
        return None;
    }
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} pages").ok()?;
    Some(ProgressBar::new(pages as u64).with_style(style))
}

/// Prints that the site is up to date.
pub(super) fn print_up_to_date(output_folder: &Utf8Path, warnings: usize, seconds: f64) {
    let faults = match warnings {
        0 => String::new(),
        _ => {
            let count = format_count(warnings, "warning or advice", "warnings and advice");
            format!(" ({count}: see `commonground check`)")
        }
    };
    eprintln!("Nothing has changed since the last build: `{output_folder}` is up to date{faults}. {seconds:.2} s");
}

/// Prints the published pages that must be taken down, because a build that fails does not do it, and what to do.
pub(super) fn print_to_take_down(records: &[UnpublishedRecord], way_out: &str) {
    if records.is_empty() {
        return;
    }
    eprintln!(
        "{} to be taken down, and this build does not do it:",
        format_count(records.len(), "published page waits", "published pages wait")
    );
    report::print_withheld(records);
    eprintln!("{way_out}\n");
}

/// Prints the command to run next.
pub(super) fn print_publish_command(publication: &Publication, output_folder: &Utf8Path) {
    let (hosting, base) = (publication.config().hosting.unwrap_or(Hosting::Plain), publication.base_url());
    if let Some(warning) = publish_command::base_path_warning(hosting, base) {
        eprintln!("{warning}");
    }
    let here = current_folder().unwrap_or_default();
    eprintln!(
        "To publish: {}",
        publish_command::publish_command(hosting, output_folder.strip_prefix(here).unwrap_or(output_folder), base)
    );
}

/// Prints how long each stage took. Stages run beside one another, so their sum can be more than the whole.
pub(super) fn print_timings(timings: &[(&str, Duration)], seconds: f64) {
    eprintln!("Time of each stage, added up over all threads:");
    for (stage, time) in timings {
        eprintln!("  {stage:<18}{:>8.3} s", time.as_secs_f64());
    }
    eprintln!("  {:<18}{seconds:>8.3} s", "from start to end");
}

/// Prints what was built and what was not.
pub(super) fn print_summary(publication: &Publication, written: &WriteSummary, output_folder: &Utf8Path, seconds: f64) {
    let pages = format_count(publication.pages().len(), "page", "pages");
    let changes = match written.swap {
        Swap::Untouched => "nothing had changed".to_owned(),
        _ => {
            format!("{} new or changed, {} as before, {} removed", written.changed, written.unchanged, written.removed)
        }
    };
    eprintln!("Built {pages} in {seconds:.2} s into `{output_folder}`: {changes}");
    if written.swap == Swap::InPlace {
        eprintln!(
            "The folder could not be exchanged as a whole, so its files were replaced one by one: for a moment readers may have seen both."
        );
    }
    if publication.base_url().is_none() {
        let what = if publication.config().has_feeds() { "are no feeds and no" } else { "is no" };
        eprintln!("There is no `base_url` in `content/site.yaml`, so there {what} sitemap; add it before you publish.");
    }
    print_gone_note(publication.config());
    let (errors, others): (Vec<UnpublishedRecord>, Vec<UnpublishedRecord>) =
        list_unpublished(publication).into_iter().partition(|record| record.by_errors);
    for (records, what) in [(errors, "held back by errors"), (others, "not published now")] {
        if !records.is_empty() {
            eprintln!("{} {what}:", format_count(records.len(), "record", "records"));
            report::print_withheld(&records);
        }
    }
}

/// Prints the heaviest page of each sort, a line each.
pub(super) fn print_heaviest_pages(pages: &[HeaviestPage]) {
    eprintln!("The heaviest pages as they are sent, without pictures:");
    for page in pages {
        let budget = page.budget.map(|budget| format!(" of {budget}")).unwrap_or_default();
        eprintln!("  {} {}{budget} kB: {}", page.sort, page.kilobytes, page.address);
    }
}

/// Says when the host cannot answer that an address is gone.
fn print_gone_note(config: &Config) {
    let can_say_gone = matches!(config.hosting, Some(Hosting::Apache | Hosting::Nginx));
    if !can_say_gone && !config.gone.is_empty() {
        let addresses = format_count(config.gone.len(), "address", "addresses");
        eprintln!(
            "{addresses} under `gone:`: this host answers 404 (not found) there. Only Apache and nginx can answer 410 (gone)."
        );
    }
}
