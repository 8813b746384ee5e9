//! `build`: the site, in `public/`.

use std::collections::HashSet;
use std::mem;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use jiff::Timestamp;

use super::args::{GlobalArgs, JobsArgs, PublishArgs};
use super::outcome::Outcome;
use super::progress_sink::ProgressSink;
use super::{build_report, report};
use crate::agenda::{UnpublishedRecord, VanishedPage, find_vanished, list_unpublished};
use crate::digest::Digest;
use crate::disk::{
    self, DEFAULT_OUTPUT_FOLDER, DiskWorld, LastBuild, SiteWriter, WriteError, program_digest, stopwatch,
};
use crate::fault::{Fault, Faults, Severity};
use crate::path;
use crate::pipeline::{self, LoadedNetwork, NullSink, PageReuse};
use crate::publish::Publication;
use crate::site::apply_waivers;
use crate::theme::Renderer;
use crate::world::{Stage, World, measure};

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    publish_args: PublishArgs,
    #[command(flatten)]
    jobs_args: JobsArgs,
    /// Treat warnings as errors.
    #[arg(long)]
    strict: bool,
    /// The folder to write to [default: public/ in the network's folder].
    #[arg(long, value_name = "DIR")]
    out: Option<Utf8PathBuf>,
    /// Print how long each stage took.
    #[arg(long)]
    timings: bool,
    /// Publish everything except records with errors, so that withdrawn records are still taken down.
    #[arg(long)]
    keep_going: bool,
}

pub(super) fn run(global: &GlobalArgs, args: &BuildArgs) -> Outcome {
    let world = match global.open_world(&args.publish_args).map(DiskWorld::with_template_watch) {
        Ok(world) if args.timings => world.with_timer(),
        Ok(world) => world,
        Err(outcome) => return outcome,
    };
    match pipeline::run_with_jobs(args.jobs_args.jobs, || build(global, args, &world)) {
        Ok(ended) => ended,
        Err(error) => Outcome::SystemError(format!("the threads could not be started: {error}")),
    }
}

fn build(global: &GlobalArgs, args: &BuildArgs, world: &DiskWorld) -> Outcome {
    let out = args.out.clone().unwrap_or_else(|| world.root().join(DEFAULT_OUTPUT_FOLDER));
    let run = BuildRun { global, args, world, out, last_build: LastBuild::read(world.root()) };
    let seconds = stopwatch();
    if run.has_same_stamps() && run.report_if_up_to_date(&run.last_build.sources, &seconds) {
        return Outcome::Success;
    }
    match run.run(&seconds) {
        Ok(()) => Outcome::Success,
        Err(outcome) => outcome,
    }
}

/// A site that waits to be put in the place of the last one.
struct RenderedSite {
    writer: SiteWriter,
    reuse: PageReuse,
    faults: Vec<Fault>,
    /// The digest of all that was read.
    sources: String,
    vanished: Vec<VanishedPage>,
}

/// A build: its options, and what the last build left.
struct BuildRun<'a> {
    global: &'a GlobalArgs,
    args: &'a BuildArgs,
    world: &'a DiskWorld,
    out: Utf8PathBuf,
    last_build: LastBuild,
}

impl BuildRun<'_> {
    /// Whether the sources have the stamps that they had at the last build, so that none of them needs to be read.
    fn has_same_stamps(&self) -> bool {
        let stamps = || pipeline::digest_stamps(&self.world.list_files().ok()?);
        !self.last_build.stamps.is_empty()
            && stamps().is_some_and(|stamps| stamps.to_string() == self.last_build.stamps)
    }

    /// Prints that the site is up to date. False when it must be built.
    fn report_if_up_to_date(&self, sources: &str, seconds: &dyn Fn() -> f64) -> bool {
        let last = &self.last_build;
        let is_asked = !self.args.strict && !self.args.timings;
        if !is_asked || !last.is_made_of(&self.digest_inputs(sources), self.world.now()) {
            return false;
        }
        let Ok(writer) = self.open_writer(&last.keep) else { return false };
        if last.outputs != writer.fingerprint().to_string() {
            return false;
        }
        let vanished: Vec<Fault> = last.vanished.iter().map(VanishedPage::to_fault).collect();
        report::print_faults(&vanished, self.global);
        if !self.global.quiet {
            build_report::print_up_to_date(writer.output_folder(), last.warnings, seconds());
        }
        true
    }

    /// Loads the network, renders the site and writes it.
    fn run(&self, seconds: &dyn Fn() -> f64) -> Result<(), Outcome> {
        let mut faults = Faults::new();
        let Some(loaded) = pipeline::load(self.world, None, &mut faults) else {
            return Err(self.abort(faults, "nothing was written: `content/site.yaml` must be corrected first"));
        };
        let sources = loaded.source_digest().to_string();
        if self.report_if_up_to_date(&sources, seconds) {
            self.remember_stamps(&loaded);
            return Ok(());
        }
        let options = self.args.publish_args.publish_options(self.world.now());
        let publish = || pipeline::build_renderer(&loaded, &options, &mut faults);
        let renderer = measure(self.world.timer(), Stage::Publish, publish);
        let publication = renderer.publication();
        let writer = self
            .open_writer(&publication.config().kept_names())
            .map_err(|error| self.abort_unwritten(publication, outcome_from_write_error(error)))?;
        if self.must_stop(&without_waived(&loaded, publication, &faults)) {
            self.find_page_faults(&renderer, &mut faults)?;
            return Err(self.abort_with_last_site(faults, &loaded, publication));
        }
        let bar = build_report::new_progress_bar(publication, self.global);
        let reuse = self.find_reusable_pages(&loaded, &renderer, &writer);
        let sink = ProgressSink { sink: &writer, bar };
        let heaviest = pipeline::render_site_with_search(self.world, &renderer, &sink, Some(&reuse), &mut faults)
            .map_err(|error| Outcome::SystemError(format!("the site could not be written: {error}")))
            .map_err(|outcome| self.abort_unwritten(publication, outcome))?;
        let (published, produced) = (writer.published_files(), writer.produced_files());
        let vanished = find_vanished(publication, &published, produced, &self.last_build.vanished);
        vanished.iter().for_each(|page| faults.report(page.to_fault()));
        let remaining = without_waived(&loaded, publication, &faults);
        if self.must_stop(&remaining) {
            return Err(self.abort_with_last_site(faults, &loaded, publication));
        }
        let output_folder = writer.output_folder().to_owned();
        drop(sink);
        let rendered = RenderedSite { writer, reuse, faults: remaining.into_sorted(), sources, vanished };
        self.replace_site(&loaded, publication, rendered, seconds)?;
        if !self.global.quiet {
            build_report::print_heaviest_pages(&heaviest);
            build_report::print_publish_command(publication, &output_folder);
        }
        if self.args.timings {
            build_report::print_timings(&self.world.timings(), seconds());
        }
        // The program ends here, and freeing the memory of a whole network would only take time.
        mem::forget((loaded, renderer));
        Ok(())
    }

    /// Finds the pages that are as the last build left them.
    fn find_reusable_pages(&self, loaded: &LoadedNetwork, renderer: &Renderer, writer: &SiteWriter) -> PageReuse {
        let options = self.args.publish_args.page_options();
        PageReuse::new(self.world.cache(), loaded, renderer, &options, &writer.fingerprint().to_string())
    }

    /// Finds the faults that appear only when pages are rendered. Nothing is written.
    fn find_page_faults(&self, renderer: &Renderer, faults: &mut Faults) -> Result<(), Outcome> {
        pipeline::check_pages(self.world, renderer, &NullSink, None, faults)
            .map_err(|error| Outcome::SystemError(format!("a file could not be read: {error}")))
    }

    /// Puts the new site in the place of the old one, and prints the summary.
    fn replace_site(
        &self,
        loaded: &LoadedNetwork,
        publication: &Publication,
        rendered: RenderedSite,
        seconds: &dyn Fn() -> f64,
    ) -> Result<(), Outcome> {
        let RenderedSite { writer, reuse, faults, sources, vanished } = rendered;
        let output_folder = writer.output_folder().to_owned();
        let base_url = publication.base_url().map(|base| format!("{}{}", base.origin, base.path));
        let finished = measure(self.world.timer(), Stage::Replace, || writer.finish(base_url));
        let (written, outputs) =
            finished.map_err(|error| self.abort_unwritten(publication, outcome_from_write_error(error)))?;
        let next_change = reuse.next_change(publication).map(Timestamp::as_second);
        let outputs = outputs.to_string();
        let kept = LastBuild { next_change, vanished, sources, outputs: outputs.clone(), ..LastBuild::default() };
        self.remember(loaded, publication, &faults, kept, &output_folder);
        if let Some(cache) = self.world.cache() {
            reuse.write(cache, publication, &outputs);
        }
        report::print_faults(&faults, self.global);
        if !self.global.quiet {
            build_report::print_summary(publication, &written, &output_folder, seconds());
            eprintln!("{}", report::summarise_faults(&faults));
        }
        Ok(())
    }

    fn must_stop(&self, faults: &Faults) -> bool {
        let fails = faults.has_errors() || (self.args.strict && faults.count(Severity::Warning) > 0);
        fails && !self.args.keep_going
    }

    /// Stores what was built, so that the next build can see whether the site is up to date. `site` has what is known of the
    /// site itself.
    fn remember(
        &self,
        loaded: &LoadedNetwork,
        publication: &Publication,
        faults: &[Fault],
        site: LastBuild,
        output_folder: &Utf8Path,
    ) {
        let has_errors = faults.iter().any(|fault| fault.severity == Severity::Error);
        let last_build = LastBuild {
            made_of: if has_errors { String::new() } else { self.digest_inputs(&site.sources).to_string() },
            keep: publication.config().kept_names(),
            now: publication.now().as_second(),
            warnings: faults.len(),
            out: output_folder.strip_prefix(self.world.root()).unwrap_or(output_folder).to_string(),
            stamps: loaded.stamp_digest().map_or_else(String::new, |stamps| stamps.to_string()),
            ..site
        };
        // A read-only folder is no reason to fail: without the file, the next build only does all its work.
        let _ = last_build.write(self.world.root());
    }

    /// Stores the stamps of sources that have the contents they had at the last build.
    fn remember_stamps(&self, loaded: &LoadedNetwork) {
        if let Some(stamps) = loaded.stamp_digest() {
            let _ = LastBuild { stamps: stamps.to_string(), ..self.last_build.clone() }.write(self.world.root());
        }
    }

    /// Ends a build with errors in the content.
    fn abort(&self, faults: Faults, why: &str) -> Outcome {
        let faults = faults.into_sorted();
        report::print_faults(&faults, self.global);
        eprintln!("{}: {why}", report::summarise_faults(&faults));
        Outcome::ContentErrors
    }

    /// Ends a build that fails. Pages of the last site that must be taken down are printed first.
    fn abort_with_last_site(&self, mut faults: Faults, loaded: &LoadedNetwork, publication: &Publication) -> Outcome {
        apply_waivers(&loaded.site, publication.now(), &mut faults);
        let way_out = "Run `commonground build --keep-going` to publish everything but the records with errors.";
        build_report::print_to_take_down(&self.find_pages_to_take_down(publication), way_out);
        let strict = if !faults.has_errors() { "`--strict` stops at warnings: " } else { "" };
        self.abort(faults, &format!("{strict}nothing was written, the last site stays as it is"))
    }

    /// Ends a build that the disk has stopped. Pages that must be taken down, and are still there, are printed first.
    fn abort_unwritten(&self, publication: &Publication, outcome: Outcome) -> Outcome {
        let way_out = format!(
            "They stay public until a build succeeds. Until then, delete their files in `{}` yourself.",
            self.out
        );
        build_report::print_to_take_down(&self.find_pages_to_take_down(publication), &way_out);
        outcome
    }

    /// The pages of the last site that the next one does not have.
    fn find_pages_to_take_down(&self, publication: &Publication) -> Vec<UnpublishedRecord> {
        let published = disk::published_files(&self.out).files;
        let published: HashSet<String> = published.into_iter().map(|file| file.path).collect();
        let is_published = |record: &UnpublishedRecord| published.contains(&path::output_path(&record.address));
        let unpublished = list_unpublished(publication).into_iter();
        unpublished.filter(|record| record.taken_away && is_published(record)).collect()
    }

    fn open_writer(&self, keep: &[String]) -> Result<SiteWriter, WriteError> {
        SiteWriter::open(&self.out, &self.world.source_folders(), keep, &disk::work_folder(self.world.root()))
    }

    /// The fingerprint of program, options and sources.
    fn digest_inputs(&self, sources: &str) -> Digest {
        let (args, out) = (self.args, &self.out);
        let options =
            format!("{:?} {} {} {out}", args.publish_args.base_url, args.publish_args.drafts, args.keep_going);
        Digest::compute_all([program_digest().as_bytes(), sources.as_bytes(), options.as_bytes()])
    }
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

/// The faults that no waiver accepts.
fn without_waived(loaded: &LoadedNetwork, publication: &Publication, faults: &Faults) -> Faults {
    let mut remaining = faults.clone();
    apply_waivers(&loaded.site, publication.now(), &mut remaining);
    remaining
}
