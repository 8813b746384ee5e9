//! The command line: one file a command.
//!
//! Exit codes: 0 done, 1 errors in content, 2 wrong use, 3 the environment failed.

mod build;
mod check;
mod disk_environment;
mod explain;
mod init;
mod inspect;
mod new;
mod publish_command;
mod report;
mod schema;
mod serve;
mod status;
mod status_text;
mod theme;
mod watchdog;

use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use crate::config::BaseUrl;
use crate::disk::{self, DiskWorld};
use crate::time;

/// A static site generator for campaign networks that bring communities together.
#[derive(Debug, Parser)]
#[command(name = "commonground", version, max_term_width = 100, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct GlobalArgs {
    /// The network's folder; else the nearest one at or above this with `content/site.yaml`.
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<Utf8PathBuf>,
    /// Say only what is wrong.
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Colours.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new network that builds at once.
    Init(init::InitArgs),
    /// Make a record with the fields its kind needs.
    New(new::NewArgs),
    /// Show the site while it is written; pages look again by themselves.
    Serve(serve::ServeArgs),
    /// Make the site, in public/.
    Build(build::BuildArgs),
    /// Say what is wrong, and write nothing.
    Check(check::CheckArgs),
    /// Say what a fault means, with a before and an after.
    Explain(explain::ExplainArgs),
    /// Say what happens when: what must be taken down, what comes and ends, and the next change.
    Status(status::StatusArgs),
    /// Say what a page is made of: the values that its template gets, as JSON.
    Inspect(inspect::InspectArgs),
    /// Say what templates see, as JSON Schema.
    Schema(schema::SchemaArgs),
    /// Change the look, file by file.
    Theme(theme::ThemeArgs),
}

/// What a build and a check are made for.
#[derive(Debug, Args)]
struct PublishArgs {
    /// Where the site is published, instead of `base_url` in site.yaml.
    #[arg(long, value_name = "URL", value_parser = parse_base_url)]
    base_url: Option<BaseUrl>,
    /// Publish drafts too.
    #[arg(long)]
    drafts: bool,
    /// The moment to make it for, such as 2027-06-18T18:30Z, or a day: its noon in UTC, which is that day nearly everywhere.
    #[arg(long, value_name = "WHEN", value_parser = parse_moment)]
    now: Option<Timestamp>,
    /// Warnings count as errors.
    #[arg(long)]
    strict: bool,
    /// Threads; as many as the machine has cores where it is left out.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    /// The private folder, where it is not content/private/ (or COMMONGROUND_PRIVATE).
    #[arg(long, value_name = "DIR")]
    private: Option<Utf8PathBuf>,
}

fn parse_base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).ok_or_else(|| "write a web address such as https://example.org/".to_owned())
}

fn parse_moment(text: &str) -> Result<Timestamp, String> {
    time::parse_instant(text).ok_or_else(|| "write a date such as 2027-06-18 or 2027-06-18T18:30Z".to_owned())
}

/// How a command ended.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    /// It did what was asked.
    Success,
    /// There are errors in the content; they were shown.
    ContentErrors,
    /// It was asked the wrong way.
    UsageError(String),
    /// The machine did not let it.
    SystemError(String),
}

/// Runs the program with the arguments it was given.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let outcome = match &cli.command {
        Command::Init(options) => init::run(&cli.global, options),
        Command::New(options) => new::run(&cli.global, options),
        Command::Serve(options) => serve::run(&cli.global, options),
        Command::Build(options) => build::run(&cli.global, options),
        Command::Check(options) => check::run(&cli.global, options),
        Command::Explain(options) => explain::run(options),
        Command::Status(options) => status::run(&cli.global, options),
        Command::Inspect(options) => inspect::run(&cli.global, options),
        Command::Schema(options) => schema::run(&cli.global, options),
        Command::Theme(options) => theme::run(&cli.global, options),
    };
    match outcome {
        Outcome::Success => ExitCode::SUCCESS,
        Outcome::ContentErrors => ExitCode::from(1),
        Outcome::UsageError(message) => {
            anstream::eprintln!("commonground: {message}");
            ExitCode::from(2)
        }
        Outcome::SystemError(message) => {
            anstream::eprintln!("commonground: {message}");
            ExitCode::from(3)
        }
    }
}

impl GlobalArgs {
    /// The network's folder.
    fn network_root(&self) -> Result<Utf8PathBuf, Outcome> {
        if let Some(root) = &self.root {
            return match disk::exists(&root.join("content")) {
                true => Ok(root.clone()),
                false => {
                    Err(Outcome::UsageError(format!("`{root}` holds no network: there is no folder `content` in it")))
                }
            };
        }
        let here = disk::current_folder()
            .map_err(|error| Outcome::SystemError(format!("the current folder cannot be used: {error}")))?;
        disk::find_network_root(&here).ok_or_else(|| {
            Outcome::UsageError("there is no network here: no `content/site.yaml` in this folder or above it. Make one with `commonground init`".to_owned())
        })
    }

    /// The network's folder as a world.
    fn open_publish_world(&self, publish_args: &PublishArgs) -> Result<DiskWorld, Outcome> {
        self.open_world(publish_args.private.as_ref(), publish_args.now)
    }

    /// The same, of its options alone.
    fn open_world(&self, private: Option<&Utf8PathBuf>, now: Option<Timestamp>) -> Result<DiskWorld, Outcome> {
        let root = self.network_root()?;
        let private = private.cloned().or_else(|| disk::env_var("COMMONGROUND_PRIVATE").map(Utf8PathBuf::from));
        if let Some(private) = private.as_ref().filter(|private| !disk::exists(private)) {
            return Err(Outcome::UsageError(format!("the private folder `{private}` does not exist")));
        }
        let private = private.map(|private| to_absolute(&private)).transpose()?;
        DiskWorld::new(&root, private, now)
            .map_err(|error| Outcome::SystemError(format!("`{root}` cannot be read: {error}")))
    }

    /// Whether reports to standard error are coloured.
    fn is_coloured(&self, stream: &impl anstream::stream::RawStream) -> bool {
        match self.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => !matches!(anstream::AutoStream::choice(stream), anstream::ColorChoice::Never),
        }
    }
}

fn to_absolute(path: &Utf8Path) -> Result<Utf8PathBuf, Outcome> {
    if path.is_absolute() {
        return Ok(path.to_owned());
    }
    let here = disk::current_folder()
        .map_err(|error| Outcome::SystemError(format!("the current folder cannot be used: {error}")))?;
    Ok(here.join(path))
}
