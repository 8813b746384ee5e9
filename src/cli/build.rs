//! `build`: the site, in `public/`.

use std::collections::BTreeSet;
use std::io::IsTerminal;

use camino::Utf8PathBuf;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;

use super::watchdog::Watched;
use super::{Ended, Global, Made, publish, report};
use crate::agenda::{UnpublishedRecord, list_unpublished};
use crate::config::{self, Hosting};
use crate::digest::Digest;
use crate::disk::{DiskWorld, LastBuild, Swap, Writer, WriterError, Written};
use crate::disk::{current_folder, program_digest, stopwatch};
use crate::fault::{Code, Fault, Faults, Severity};
use crate::language::format_count;
use crate::path;
use crate::pipeline::{self, LoadedNetwork, NullSink};
use crate::publish::{Publication, PublishOptions, SEARCH_ADDRESS};
use crate::site::apply_waivers;
use crate::theme::Press;
use crate::world::World;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    made: Made,
    /// The folder to write; public/ in the network's folder where it is left out.
    #[arg(long, value_name = "DIR")]
    out: Option<Utf8PathBuf>,
    /// Publish everything but the records with errors, so that what must be taken away is.
    #[arg(long)]
    keep_going: bool,
}

/// Sites of fewer pages are done before a bar can be read.
const BAR_FROM: usize = 2_000;

pub(super) fn run(global: &Global, options: &Options) -> Ended {
    let world = match global.world(&options.made) {
        Ok(world) => world,
        Err(ended) => return ended,
    };
    match pipeline::run_with_jobs(options.made.jobs, || build(global, options, &world)) {
        Ok(ended) => ended,
        Err(error) => Ended::Environment(format!("the threads could not be started: {error}")),
    }
}

fn build(global: &Global, options: &Options, world: &DiskWorld) -> Ended {
    let seconds = stopwatch();
    let now = world.now();
    let out = options.out.clone().unwrap_or_else(|| world.root().join("public"));
    let last = LastBuild::read(world.root());
    if !last.made_of.is_empty()
        && !options.made.strict
        && let Ok(entries) = world.list_files()
        && let Ok(writer) = open(world, &out, &last.keep)
        && last.stands(&made_of(options, &pipeline::digest_sources(world, &entries), &out), &writer.fingerprint(), now)
    {
        let mut faults = Faults::new();
        report_vanished(&last.vanished, &mut faults);
        report::show(&faults.into_sorted(), global);
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
                writer.out(),
                seconds()
            );
        }
        return Ended::Done;
    }
    let mut faults = Faults::new();
    let Some(loaded) = pipeline::load(world, None, &mut faults) else {
        report::show(&faults.clone().into_sorted(), global);
        return fail(&faults, global, "nothing was written: `content/site.yaml` must be mended first");
    };
    let edition = PublishOptions { now, include_drafts: options.made.drafts, base_url: options.made.base_url.clone() };
    let press = pipeline::publish(&loaded, &edition, &mut faults);
    let publication = press.publication();
    apply_waivers(&loaded.site, now, &mut faults);
    let writer = match open(world, &out, &publication.config().keep) {
        Ok(writer) => writer,
        Err(error) => return refused(error),
    };
    let stops = |faults: &Faults| !options.keep_going && failed(faults, options.made.strict);
    if stops(&faults) {
        if let Err(error) = pipeline::render_site(world, &press, &Watched::new(&NullSink, None), &mut faults) {
            return Ended::Environment(format!("a file could not be read: {error}"));
        }
        return give_up(&faults, &writer.published(), publication, &loaded, global);
    }
    let printed = pipeline::render_site_with_search(
        world,
        &press,
        &Watched::new(&writer, progress_bar(publication, global)),
        &mut faults,
    );
    if let Err(error) = printed {
        return Ended::Environment(format!("the site could not be written: {error}"));
    }
    let vanished = vanished(&writer.published(), &writer.produced(), &last, publication);
    report_vanished(&vanished, &mut faults);
    apply_waivers(&loaded.site, now, &mut faults);
    if stops(&faults) {
        return give_up(&faults, &writer.published(), publication, &loaded, global);
    }
    let sorted = faults.into_sorted();
    let place = writer.out().to_owned();
    let (written, outputs) = match writer.finish() {
        Ok(written) => written,
        Err(error) => return refused(error),
    };
    let sound = !sorted.iter().any(|fault| fault.severity == Severity::Error);
    let made_of = if sound { made_of(options, &loaded.source_digest(), &out).to_string() } else { String::new() };
    let state = LastBuild {
        made_of,
        keep: publication.config().keep.clone(),
        outputs: outputs.to_string(),
        next_change: publication.next_change().map(Timestamp::as_second),
        now: now.as_second(),
        warnings: sorted.len(),
        vanished,
        out: place.strip_prefix(world.root()).unwrap_or(&place).to_string(),
        sources: loaded.source_digest().to_string(),
    };
    // Without it the next build only does its work again; a read-only folder is no reason to fail.
    let _ = state.write(world.root());
    report::show(&sorted, global);
    if !global.quiet {
        summary(&press, &written, &place, &list_unpublished(publication), seconds());
        eprintln!("{}", report::tally(&sorted));
        how_to_publish(publication, &place);
    }
    // The program ends here: giving a whole network back piece by piece would only take time.
    std::mem::forget((loaded, press));
    Ended::Done
}

fn open(world: &DiskWorld, out: &Utf8PathBuf, keep: &[String]) -> Result<Writer, WriterError> {
    Writer::open(out, &world.sources(), keep)
}

fn refused(error: WriterError) -> Ended {
    match error {
        WriterError::Refused(why) => Ended::WrongUse(why),
        WriterError::Busy => Ended::Environment("another build is writing there; try again when it is done".to_owned()),
        WriterError::Io(what, error) => Ended::Environment(format!("{what}: {error}")),
    }
}

/// The fingerprint of program, options and sources.
fn made_of(options: &Options, sources: &Digest, out: &Utf8PathBuf) -> Digest {
    let options = format!("{:?} {} {} {out}", options.made.base_url, options.made.drafts, options.keep_going);
    Digest::compute_all([program_digest().as_bytes(), sources.as_bytes(), options.as_bytes()])
}

fn failed(faults: &Faults, strict: bool) -> bool {
    faults.has_errors() || (strict && faults.count(Severity::Warning) > 0)
}

fn fail(faults: &Faults, global: &Global, why: &str) -> Ended {
    let _ = global;
    eprintln!("{}: {why}", report::tally(&faults.clone().into_sorted()));
    Ended::Faults
}

/// A build that fails says first what waits to be taken away.
fn give_up(
    faults: &Faults,
    published: &BTreeSet<String>,
    publication: &Publication,
    loaded: &LoadedNetwork,
    global: &Global,
) -> Ended {
    let mut faults = faults.clone();
    apply_waivers(&loaded.site, publication.now(), &mut faults);
    let sorted = faults.into_sorted();
    let waiting: Vec<UnpublishedRecord> = list_unpublished(publication)
        .into_iter()
        .filter(|record| record.taken_away && published.contains(&path::output_path(&record.address)))
        .collect();
    if !waiting.is_empty() {
        eprintln!(
            "{} to be taken down, and this build does not do it:",
            format_count(waiting.len(), "published page waits", "published pages wait")
        );
        report::held_back(&waiting);
        eprintln!("Run `commonground build --keep-going` to publish everything but the records with errors.\n");
    }
    report::show(&sorted, global);
    eprintln!("{}: nothing was written, the last site stays as it is", report::tally(&sorted));
    Ended::Faults
}

fn progress_bar(publication: &Publication, global: &Global) -> Option<ProgressBar> {
    let pages = publication.pages().len();
    if global.quiet || pages < BAR_FROM || !std::io::stderr().is_terminal() {
        return None;
    }
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} pages").ok()?;
    Some(ProgressBar::new(pages as u64).with_style(style))
}

/// Pages that were published and are gone without alias or `gone:`. Lists come and go by themselves, and a record
/// that is kept back or has errors has not vanished. Those of earlier builds stay until they are dealt with.
fn vanished(
    published: &BTreeSet<String>,
    produced: &BTreeSet<String>,
    last: &LastBuild,
    publication: &Publication,
) -> Vec<String> {
    let kept_back: BTreeSet<String> = list_unpublished(publication).into_iter().map(|record| record.address).collect();
    let gone: BTreeSet<String> =
        publication.config().gone.iter().map(|address| path::output_path(&path::to_page_address(address))).collect();
    let addresses =
        published.iter().filter_map(|file| file.strip_suffix("index.html")).map(|address| format!("/{address}"));
    let mut vanished: BTreeSet<String> = addresses.chain(last.vanished.iter().cloned()).collect();
    vanished.retain(|address| {
        let file = path::output_path(address);
        let listed = address.contains("/page/")
            || address.starts_with("/events/2")
            || address == "/"
            || address == SEARCH_ADDRESS;
        !produced.contains(&file) && !gone.contains(&file) && !kept_back.contains(address) && !listed
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
fn how_to_publish(publication: &Publication, place: &camino::Utf8Path) {
    let (hosting, base) = (publication.config().hosting.unwrap_or(Hosting::Plain), publication.base_url());
    if let Some(misfit) = publish::misfit(hosting, base) {
        eprintln!("{misfit}");
    }
    let here = current_folder().unwrap_or_default();
    eprintln!("To publish: {}", publish::line(hosting, place.strip_prefix(here).unwrap_or(place), base));
}

fn summary(press: &Press, written: &Written, place: &camino::Utf8Path, withheld: &[UnpublishedRecord], seconds: f64) {
    let pages = format_count(press.publication().pages().len(), "page", "pages");
    let changes = match written.swap {
        Swap::Untouched => "nothing had changed".to_owned(),
        _ => {
            format!("{} new or changed, {} as before, {} removed", written.changed, written.unchanged, written.removed)
        }
    };
    eprintln!("Built {pages} in {seconds:.2} s into `{place}`: {changes}");
    if written.swap == Swap::InPlace {
        eprintln!(
            "The folder could not be exchanged as a whole, so its files were replaced one by one: for a moment readers may have seen both."
        );
    }
    if press.publication().base_url().is_none() {
        eprintln!("There is no `base_url` in `content/site.yaml`, so there is no sitemap; add it before you publish.");
    }
    let errors: Vec<UnpublishedRecord> = withheld.iter().filter(|record| record.by_errors).cloned().collect();
    let others: Vec<UnpublishedRecord> = withheld.iter().filter(|record| !record.by_errors).cloned().collect();
    for (records, what) in [(errors, "held back by errors"), (others, "not published now")] {
        if !records.is_empty() {
            eprintln!("{} {what}:", format_count(records.len(), "record", "records"));
            report::held_back(&records);
        }
    }
}
