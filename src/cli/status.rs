//! `status`: what must be taken down, what somebody must do today, what happens next, and when the site changes by itself.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use jiff::Timestamp;

use super::args::{GlobalArgs, JobsArgs, PublishArgs};
use super::outcome::Outcome;
use super::report;
use super::status_report::{FaultCounts, LastBuildReport, NextChangeReport, StatusReport};
use super::status_text::format_report;
use crate::agenda::{Agenda, find_still_published, instant_in_words};
use crate::digest::Digest;
use crate::disk::{self, DiskWorld, LastBuild};
use crate::fault::{Fault, Faults};
use crate::pipeline::{self, DigestSink, LoadedNetwork, OutputSink};
use crate::publish::PublishOptions;
use crate::site::apply_waivers;
use crate::theme::Renderer;
use crate::world::World;

#[derive(Debug, Args)]
#[command(mut_arg("now", |now| now.long("on").alias("now")))]
pub(super) struct StatusArgs {
    #[command(flatten)]
    publish_args: PublishArgs,
    #[command(flatten)]
    jobs_args: JobsArgs,
    /// Output format.
    #[arg(long, value_enum, default_value_t = StatusFormat::Human)]
    format: StatusFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum StatusFormat {
    /// A report for people.
    Human,
    /// One JSON object.
    Json,
}

pub(super) fn run(global: &GlobalArgs, args: &StatusArgs) -> Outcome {
    let world = match global.open_world(&args.publish_args) {
        Ok(world) => world,
        Err(outcome) => return outcome,
    };
    let result = pipeline::run_with_jobs(args.jobs_args.jobs, || build_report(args, &world));
    let (status, faults) = match result.and_then(|report| report) {
        Ok(report) => report,
        Err(error) => return Outcome::SystemError(format!("the network could not be read: {error}")),
    };
    let Some(status) = status else { return report_unusable_config(global, args, &faults) };
    let text = match args.format {
        StatusFormat::Json => report::to_json(&status),
        StatusFormat::Human => format_report(&status, &report::summarise_faults(&faults), global.quiet),
    };
    report::write_stdout(&text, "the status").unwrap_or(Outcome::Success)
}

/// Reports that `site.yaml` must be corrected: without it there is no time zone, so nothing can be said about days.
fn report_unusable_config(global: &GlobalArgs, args: &StatusArgs, faults: &[Fault]) -> Outcome {
    report::print_faults(faults, global);
    eprintln!("{}: `content/site.yaml` must be corrected first", report::summarise_faults(faults));
    if args.format == StatusFormat::Json {
        let text = serde_json::json!({ "faults": FaultCounts::count(faults) }).to_string() + "\n";
        return report::write_stdout(&text, "the status").unwrap_or(Outcome::ContentErrors);
    }
    Outcome::ContentErrors
}

fn build_report(args: &StatusArgs, world: &DiskWorld) -> std::io::Result<(Option<StatusReport>, Vec<Fault>)> {
    let mut faults = Faults::new();
    let Some(loaded) = pipeline::load(world, None, &mut faults) else { return Ok((None, faults.into_sorted())) };
    let publish_options = args.publish_args.publish_options(world.now());
    let renderer = pipeline::build_renderer(&loaded, &publish_options, &mut faults);
    let files = digest_outputs(world, &renderer, &mut faults)?;
    apply_waivers(&loaded.site, publish_options.now, &mut faults);
    let faults = faults.into_sorted();

    let publication = renderer.publication();
    let mut render =
        |renderer: &Renderer, sink: &dyn OutputSink| pipeline::render_site(world, renderer, sink, &mut Faults::new());
    let next_change = pipeline::next_change(&loaded, &publish_options, publication, &files, &mut render)?;

    let zone = &publication.config().zone.time_zone;
    let last_build = LastBuild::read(world.root());
    let published_count = disk::published_files(&last_build.output_folder(world.root())).files.len();
    let leftover = last_build.leftover_files(world.root(), &|file| files.contains_key(file));
    let take_down = find_still_published(publication, &leftover);
    let agenda = Agenda::from_publication(publication);
    let status = StatusReport {
        title: publication.config().title.clone(),
        on: publish_options.now,
        on_words: instant_in_words(publish_options.now, zone),
        faults: FaultCounts::count(&faults),
        attention: agenda.attention_items(&take_down),
        take_down,
        last_build: report_last_build(world, &loaded, &publish_options, &files, &last_build, published_count)?,
        agenda,
        next_change: NextChangeReport::from_next_change(next_change, |at| instant_in_words(at, zone)),
    };
    Ok((Some(status), faults))
}

fn digest_outputs(
    world: &DiskWorld,
    renderer: &Renderer,
    faults: &mut Faults,
) -> std::io::Result<BTreeMap<String, Digest>> {
    let sink = DigestSink::default();
    pipeline::render_site(world, renderer, &sink, faults)?;
    Ok(sink.into_digests())
}

fn report_last_build(
    world: &DiskWorld,
    loaded: &LoadedNetwork,
    publish_options: &PublishOptions,
    files: &BTreeMap<String, Digest>,
    last_build: &LastBuild,
    published_count: usize,
) -> std::io::Result<Option<LastBuildReport>> {
    let Some(made_for) = Timestamp::from_second(last_build.now).ok().filter(|_| last_build.has_built()) else {
        return Ok(None);
    };
    let zone = &loaded.site.config.zone.time_zone;
    let contents_changed =
        (!last_build.sources.is_empty()).then(|| last_build.sources != loaded.source_digest().to_string());
    let due = last_build
        .next_change
        .and_then(|next_change| Timestamp::from_second(next_change).ok())
        .filter(|due| *due <= publish_options.now);
    let out_of_date = match (due, contents_changed) {
        (None, _) => false,
        // With the same contents, the two sites can be compared.
        (Some(_), Some(false)) => {
            let then = PublishOptions { now: made_for, ..publish_options.clone() };
            let renderer = pipeline::build_renderer(loaded, &then, &mut Faults::new());
            digest_outputs(world, &renderer, &mut Faults::new())? != *files
        }
        (Some(_), _) => true,
    };
    Ok(Some(LastBuildReport {
        made_for,
        made_for_words: instant_in_words(made_for, zone),
        folder: last_build.output_folder_name().to_owned(),
        files: published_count,
        contents_changed,
        out_of_date,
        due,
        due_words: due.map(|due| instant_in_words(due, zone)),
    }))
}
