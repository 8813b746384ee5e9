//! `check`: a build that writes nothing.

use std::io::Write;

use clap::{Args, ValueEnum};

use super::watchdog::Watched;
use super::{Ended, Global, Made, report};
use crate::disk::DiskWorld;
use crate::fault::{self, Fault, Faults, Severity};
use crate::pipeline::{self, NullSink};
use crate::publish::PublishOptions;
use crate::site::apply_waivers;
use crate::world::World;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    made: Made,
    /// How faults are written.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the line and a caret.
    Human,
    /// A line each.
    Short,
    /// A JSON object a line.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub workflow commands.
    Github,
}

pub(super) fn run(global: &Global, options: &Options) -> Ended {
    let world = match global.world(&options.made) {
        Ok(world) => world,
        Err(ended) => return ended,
    };
    let checked = pipeline::run_with_jobs(options.made.jobs, || check(options, &world));
    let faults = match checked.and_then(|faults| faults) {
        Ok(faults) => faults,
        Err(error) => return Ended::Environment(format!("the network could not be read: {error}")),
    };
    if let Err(error) = write(&faults, options.format, global)
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        return Ended::Environment(format!("the faults could not be written: {error}"));
    }
    let bad = |fault: &Fault| {
        fault.severity == Severity::Error || (options.made.strict && fault.severity == Severity::Warning)
    };
    if faults.iter().any(bad) { Ended::Faults } else { Ended::Done }
}

fn check(options: &Options, world: &DiskWorld) -> std::io::Result<Vec<Fault>> {
    let mut faults = Faults::new();
    if let Some(loaded) = pipeline::load(world, None, &mut faults) {
        let edition = PublishOptions {
            now: world.now(),
            include_drafts: options.made.drafts,
            base_url: options.made.base_url.clone(),
        };
        let press = pipeline::publish(&loaded, &edition, &mut faults);
        pipeline::render_site(world, &press, &Watched::new(&NullSink, None), &mut faults)?;
        apply_waivers(&loaded.site, edition.now, &mut faults);
    }
    Ok(faults.into_sorted())
}

fn write(faults: &[Fault], format: Format, global: &Global) -> std::io::Result<()> {
    let mut stdout = std::io::stdout().lock();
    match format {
        Format::Human => {
            stdout.write_all(fault::format_human(faults, global.colours(&std::io::stdout())).as_bytes())?;
            if !global.quiet {
                writeln!(stdout, "{}", report::tally(faults))?;
            }
            Ok(())
        }
        Format::Short => stdout.write_all(fault::format_short(faults).as_bytes()),
        Format::Json => stdout.write_all(fault::format_json(faults).as_bytes()),
        Format::Sarif => stdout.write_all(fault::format_sarif(faults).as_bytes()),
        Format::Github => stdout.write_all(fault::format_github(faults).as_bytes()),
    }
}
