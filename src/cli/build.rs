//! `build`: the site, in `public/`.

use std::collections::BTreeSet;
use std::io::IsTerminal;

use camino::Utf8PathBuf;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;

use super::args::{GlobalArgs, JobsArgs, PublishArgs};
use super::outcome::Outcome;
use super::watchdog::WatchedSink;
use super::{publish_command, report};
use crate::agenda::{UnpublishedRecord, list_unpublished};
use crate::config::{self, Hosting};
use crate::digest::Digest;
use crate::disk::{DEFAULT_OUTPUT_FOLDER, DiskWorld, LastBuild, SiteWriter, Swap, WriteError, WriteSummary};
use crate::disk::{current_folder, program_digest, stopwatch};
use crate::fault::{Code, Fault, Faults, Severity};
use crate::language::format_count;
use crate::path;
use crate::pipeline::{self, LoadedNetwork, NullSink};
use crate::publish::{Publication, SEARCH_ADDRESS};
use crate::site::apply_waivers;
use crate::theme::Renderer;
use crate::world::World;

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    publish_args: PublishArgs,
    #[command(flatten)]
    jobs_args: JobsArgs,
    /// Treat warnings as errors.
    #[arg(long)]
    strict: bool,
    /// The folder to write; public/ in the network's folder where it is left out.
    #[arg(long, value_name = "DIR")]
    out: Option<Utf8PathBuf>,
    /// Publish everything but the records with errors, so that what must be taken away is.
    #[arg(long)]
    keep_going: bool,
}

/// Sites of fewer pages are done before a bar can be read.
const MIN_PAGES_FOR_BAR: usize = 2_000;

pub(super) fn run(global: &GlobalArgs, args: &BuildArgs) -> Outcome {
    let world = match global.open_world(&args.publish_args) {
        Ok(world) => world,
        Err(outcome) => return outcome,
    };
    match pipeline::run_with_jobs(args.jobs_args.jobs, || build(global, args, &world)) {
        Ok(ended) => ended,
        Err(error) => Outcome::SystemError(format!("the threads could not be started: {error}")),
    }
}

fn build(global: &GlobalArgs, args: &BuildArgs, world: &DiskWorld) -> Outcome {
    let elapsed = stopwatch();
    let now = world.now();
    let out = args.out.clone().unwrap_or_else(|| world.root().join(DEFAULT_OUTPUT_FOLDER));
    let last = LastBuild::read(world.root());
    if !last.made_of.is_empty()
        && !args.strict
        && let Ok(entries) = world.list_files()
        && let Ok(writer) = open_writer(world, &out, &last.keep)
        && last.is_up_to_date(
            &digest_inputs(args, &pipeline::digest_sources(world, &entries), &out),
            &writer.fingerprint(),
            now,
        )
    {
        let mut faults = Faults::new();
        report_vanished(&last.vanished, &mut faults);
        report::print_faults(&faults.into_sorted(), global);
        if !global.quiet {
            let faults = if last.warnings > 0 {
                format!(
                    " ({}: see `commonground check`)",
                    format_count(last.warnings, "warning or advice", "warnings and advice")
                )
            } else {
                String::new()
            };
            eprintln!(
                "Nothing has changed since the last build: `{}` is up to date{faults}. {:.2} s",
                writer.output_folder(),
                elapsed()
            );
        }
        return Outcome::Success;
    }
    let mut faults = Faults::new();
    let Some(loaded) = pipeline::load(world, None, &mut faults) else {
        report::print_faults(&faults.clone().into_sorted(), global);
        return report_failure(&faults, global, "nothing was written: `content/site.yaml` must be mended first");
    };
    let publish_options = args.publish_args.publish_options(now);
    let renderer = pipeline::publish(&loaded, &publish_options, &mut faults);
    let publication = renderer.publication();
    apply_waivers(&loaded.site, now, &mut faults);
    let writer = match open_writer(world, &out, &publication.config().keep) {
        Ok(writer) => writer,
        Err(error) => return outcome_from_write_error(error),
    };
    let must_stop = |faults: &Faults| !args.keep_going && has_failing_faults(faults, args.strict);
    if must_stop(&faults) {
        if let Err(error) = pipeline::render_site(world, &renderer, &WatchedSink::new(&NullSink, None), &mut faults) {
            return Outcome::SystemError(format!("a file could not be read: {error}"));
        }
        return abort_build(&faults, &writer.published_files(), publication, &loaded, global);
    }
    let printed = pipeline::render_site_with_search(
        world,
        &renderer,
        &WatchedSink::new(&writer, new_progress_bar(publication, global)),
        &mut faults,
    );
    if let Err(error) = printed {
        return Outcome::SystemError(format!("the site could not be written: {error}"));
    }
    let vanished = find_vanished(&writer.published_files(), &writer.produced_files(), &last, publication);
    report_vanished(&vanished, &mut faults);
    apply_waivers(&loaded.site, now, &mut faults);
    if must_stop(&faults) {
        return abort_build(&faults, &writer.published_files(), publication, &loaded, global);
    }
    let sorted = faults.into_sorted();
    let output_folder = writer.output_folder().to_owned();
    let (written, outputs) = match writer.finish() {
        Ok(written) => written,
        Err(error) => return outcome_from_write_error(error),
    };
    let is_error_free = !sorted.iter().any(|fault| fault.severity == Severity::Error);
    let made_of =
        if is_error_free { digest_inputs(args, &loaded.source_digest(), &out).to_string() } else { String::new() };
    let last_build = LastBuild {
        made_of,
        keep: publication.config().keep.clone(),
        outputs: outputs.to_string(),
        next_change: publication.next_change().map(Timestamp::as_second),
        now: now.as_second(),
        warnings: sorted.len(),
        vanished,
        out: output_folder.strip_prefix(world.root()).unwrap_or(&output_folder).to_string(),
        sources: loaded.source_digest().to_string(),
    };
    // Without it the next build only does its work again; a read-only folder is no reason to fail.
    let _ = last_build.write(world.root());
    report::print_faults(&sorted, global);
    if !global.quiet {
        print_summary(&renderer, &written, &output_folder, &list_unpublished(publication), elapsed());
        eprintln!("{}", report::summarise_faults(&sorted));
        print_publish_command(publication, &output_folder);
    }
    // The program ends here: giving a whole network back piece by piece would only take time.
    std::mem::forget((loaded, renderer));
    Outcome::Success
}

fn open_writer(world: &DiskWorld, out: &Utf8PathBuf, keep: &[String]) -> Result<SiteWriter, WriteError> {
    SiteWriter::open(out, &world.source_folders(), keep)
}

fn outcome_from_write_error(error: WriteError) -> Outcome {
    match error {
        WriteError::Refused(why) => Outcome::UsageError(why),
        WriteError::Busy => {
            Outcome::SystemError("another build is writing there; try again when it is done".to_owned())
        }
        WriteError::Io(what, error) => Outcome::SystemError(format!("{what}: {error}")),
    }
}

/// The fingerprint of program, options and sources.
fn digest_inputs(args: &BuildArgs, sources: &Digest, out: &Utf8PathBuf) -> Digest {
    let options = format!("{:?} {} {} {out}", args.publish_args.base_url, args.publish_args.drafts, args.keep_going);
    Digest::compute_all([program_digest().as_bytes(), sources.as_bytes(), options.as_bytes()])
}

fn has_failing_faults(faults: &Faults, strict: bool) -> bool {
    faults.has_errors() || (strict && faults.count(Severity::Warning) > 0)
}

fn report_failure(faults: &Faults, global: &GlobalArgs, why: &str) -> Outcome {
    let _ = global;
    eprintln!("{}: {why}", report::summarise_faults(&faults.clone().into_sorted()));
    Outcome::ContentErrors
}

/// A build that fails says first what waits to be taken away.
fn abort_build(
    faults: &Faults,
    published: &BTreeSet<String>,
    publication: &Publication,
    loaded: &LoadedNetwork,
    global: &GlobalArgs,
) -> Outcome {
    let mut faults = faults.clone();
    apply_waivers(&loaded.site, publication.now(), &mut faults);
    let sorted = faults.into_sorted();
    let to_take_down: Vec<UnpublishedRecord> = list_unpublished(publication)
        .into_iter()
        .filter(|record| record.taken_away && published.contains(&path::output_path(&record.address)))
        .collect();
    if !to_take_down.is_empty() {
        eprintln!(
            "{} to be taken down, and this build does not do it:",
            format_count(to_take_down.len(), "published page waits", "published pages wait")
        );
        report::print_withheld(&to_take_down);
        eprintln!("Run `commonground build --keep-going` to publish everything but the records with errors.\n");
    }
    report::print_faults(&sorted, global);
    eprintln!("{}: nothing was written, the last site stays as it is", report::summarise_faults(&sorted));
    Outcome::ContentErrors
}

fn new_progress_bar(publication: &Publication, global: &GlobalArgs) -> Option<ProgressBar> {
    let pages = publication.pages().len();
    if global.quiet || pages < MIN_PAGES_FOR_BAR || !std::io::stderr().is_terminal() {
        return None;
    }
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} pages").ok()?;
    Some(ProgressBar::new(pages as u64).with_style(style))
}

/// Pages that were published and are gone without alias or `gone:`. Lists come and go by themselves, and a record
/// that is kept back or has errors has not vanished. Those of earlier builds stay until they are dealt with.
fn find_vanished(
    published: &BTreeSet<String>,
    produced: &BTreeSet<String>,
    last: &LastBuild,
    publication: &Publication,
) -> Vec<String> {
    let withheld_addresses: BTreeSet<String> =
        list_unpublished(publication).into_iter().map(|record| record.address).collect();
    let gone: BTreeSet<String> =
        publication.config().gone.iter().map(|address| path::output_path(&path::to_page_address(address))).collect();
    let addresses =
        published.iter().filter_map(|file| file.strip_suffix("index.html")).map(|address| format!("/{address}"));
    let mut vanished: BTreeSet<String> = addresses.chain(last.vanished.iter().cloned()).collect();
    vanished.retain(|address| {
        let file = path::output_path(address);
        let is_list = address.contains("/page/")
            || address.starts_with("/events/2")
            || address == "/"
            || address == SEARCH_ADDRESS;
        !produced.contains(&file) && !gone.contains(&file) && !withheld_addresses.contains(address) && !is_list
    });
    vanished.into_iter().collect()
}

fn report_vanished(vanished: &[String], faults: &mut Faults) {
    for address in vanished {
        let fault =
            Fault::in_file(Code::VanishedAddress, config::SITE_FILE, format!("`{address}` was published and is gone"));
        faults.report(fault.with_help(format!("add `aliases: [{address}]` to the record that takes its place, or `{address}` to `gone:` in `content/site.yaml`")));
    }
}

/// The last line: what to run next.
fn print_publish_command(publication: &Publication, output_folder: &camino::Utf8Path) {
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

fn print_summary(
    renderer: &Renderer,
    written: &WriteSummary,
    output_folder: &camino::Utf8Path,
    withheld: &[UnpublishedRecord],
    seconds: f64,
) {
    let pages = format_count(renderer.publication().pages().len(), "page", "pages");
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
    if renderer.publication().base_url().is_none() {
        eprintln!("There is no `base_url` in `content/site.yaml`, so there is no sitemap; add it before you publish.");
    }
    let errors: Vec<UnpublishedRecord> = withheld.iter().filter(|record| record.by_errors).cloned().collect();
    let others: Vec<UnpublishedRecord> = withheld.iter().filter(|record| !record.by_errors).cloned().collect();
    for (records, what) in [(errors, "held back by errors"), (others, "not published now")] {
        if !records.is_empty() {
            eprintln!("{} {what}:", format_count(records.len(), "record", "records"));
            report::print_withheld(&records);
        }
    }
}
