//! `check`: a build that writes nothing.

use std::io::Write;

use clap::{Args, ValueEnum};

use super::args::{GlobalArgs, JobsArgs, PublishArgs};
use super::outcome::Outcome;
use crate::disk::{DiskWorld, LastBuild, SiteOnDisk};
use crate::fault::{self, Fault, Faults, Severity, summarise_faults};
use crate::pipeline::{self, LoadedNetwork, NullSink, PageReuse};
use crate::site::apply_waivers;
use crate::theme::Renderer;
use crate::world::World;

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    publish_args: PublishArgs,
    #[command(flatten)]
    jobs_args: JobsArgs,
    /// Treat warnings as errors.
    #[arg(long)]
    strict: bool,
    /// Output format.
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    format: CheckFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// A report for people, with the line and a marker below the mistake.
    Human,
    /// One line for each fault.
    Short,
    /// One line with a JSON object for each fault.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub workflow commands.
    Github,
}

pub(super) fn run(global: &GlobalArgs, args: &CheckArgs) -> Outcome {
    let world = match global.open_world(&args.publish_args).map(DiskWorld::with_template_watch) {
        Ok(world) => world,
        Err(outcome) => return outcome,
    };
    let checked = pipeline::run_with_jobs(args.jobs_args.jobs, || check(args, &world));
    let faults = match checked.and_then(|faults| faults) {
        Ok(faults) => faults,
        Err(error) => return Outcome::SystemError(format!("the network could not be read: {error}")),
    };
    if let Err(error) = write_faults(&faults, args.format, global)
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        return Outcome::SystemError(format!("the faults could not be written: {error}"));
    }
    let is_failing =
        |fault: &Fault| fault.severity == Severity::Error || (args.strict && fault.severity == Severity::Warning);
    if faults.iter().any(is_failing) { Outcome::ContentErrors } else { Outcome::Success }
}

fn check(args: &CheckArgs, world: &DiskWorld) -> std::io::Result<Vec<Fault>> {
    let mut faults = Faults::new();
    if let Some(loaded) = pipeline::load(world, None, &mut faults) {
        let publish_options = args.publish_args.publish_options(world.now());
        let renderer = pipeline::build_renderer(&loaded, &publish_options, &mut faults);
        check_pages(args, world, &loaded, &renderer, &mut faults)?;
        apply_waivers(&loaded.site, publish_options.now, &mut faults);
    }
    Ok(faults.into_sorted())
}

/// Renders the pages that are not as the last build left them: those that are had no fault.
fn check_pages(
    args: &CheckArgs,
    world: &DiskWorld,
    loaded: &LoadedNetwork,
    renderer: &Renderer,
    faults: &mut Faults,
) -> std::io::Result<()> {
    let out = LastBuild::read(world.root()).output_folder(world.root());
    let Ok(site) = SiteOnDisk::list(out, &renderer.publication().config().kept_names()) else {
        return pipeline::check_pages(world, renderer, &NullSink, None, faults);
    };
    let options = args.publish_args.page_options();
    let reuse = PageReuse::new(world.cache(), loaded, renderer, &options, &site.fingerprint().to_string());
    pipeline::check_pages(world, renderer, &site, Some(&reuse), faults)
}

fn write_faults(faults: &[Fault], format: CheckFormat, global: &GlobalArgs) -> std::io::Result<()> {
    let mut stdout = std::io::stdout().lock();
    match format {
        CheckFormat::Human => {
            stdout.write_all(fault::format_human(faults, global.is_coloured(&std::io::stdout())).as_bytes())?;
            if !global.quiet {
                writeln!(stdout, "{}", summarise_faults(faults))?;
            }
            Ok(())
        }
        CheckFormat::Short => stdout.write_all(fault::format_short(faults).as_bytes()),
        CheckFormat::Json => stdout.write_all(fault::format_json(faults).as_bytes()),
        CheckFormat::Sarif => stdout.write_all(fault::format_sarif(faults).as_bytes()),
        CheckFormat::Github => stdout.write_all(fault::format_github(faults).as_bytes()),
    }
}
