//! The command line: one file for each command.
//!
//! Exit codes: 0 success, 1 errors in the content, 2 wrong use, 3 system errors.

mod args;
mod build;
mod build_report;
mod check;
mod disk_environment;
mod event_start;
mod explain;
mod init;
mod inspect;
mod new;
mod new_record;
mod outcome;
mod preview_messages;
mod preview_server;
mod progress_sink;
mod publish_command;
mod render_worker;
mod report;
mod schema;
mod serve;
mod serve_args;
mod status;
mod status_report;
mod status_text;
mod text_report;
mod theme;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::text::escape_control_characters;
use args::GlobalArgs;
use outcome::Outcome;

use crate::disk;

/// A static site generator for campaign networks that bring communities together.
#[derive(Debug, Parser)]
#[command(name = "commonground", version, max_term_width = 100, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new network that can be built at once.
    Init(init::InitArgs),
    /// Make a draft of a record with the fields that its kind needs.
    New(new::NewArgs),
    /// Show the site while you write it; pages refresh by themselves.
    Serve(serve_args::ServeArgs),
    /// Build the site into public/.
    Build(build::BuildArgs),
    /// Report what is wrong, without writing anything.
    Check(check::CheckArgs),
    /// Explain a fault, with an example before and after.
    Explain(explain::ExplainArgs),
    /// Report what happens and when: what must be taken down, what starts and ends, and the next change.
    Status(status::StatusArgs),
    /// Print the values that a page's template gets, as JSON.
    Inspect(inspect::InspectArgs),
    /// Describe the values that templates get, as JSON Schema.
    Schema(schema::SchemaArgs),
    /// Change how the site looks, file by file.
    Theme(theme::ThemeArgs),
    /// Render templates for another process of this program.
    #[command(name = disk::WORKER_COMMAND, hide = true)]
    RenderWorker,
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
        Command::Init(args) => init::run(&cli.global, args),
        Command::New(args) => new::run(&cli.global, args),
        Command::Serve(args) => serve::run(&cli.global, args),
        Command::Build(args) => build::run(&cli.global, args),
        Command::Check(args) => check::run(&cli.global, args),
        Command::Explain(args) => explain::run(args),
        Command::Status(args) => status::run(&cli.global, args),
        Command::Inspect(args) => inspect::run(&cli.global, args),
        Command::Schema(args) => schema::run(&cli.global, args),
        Command::Theme(args) => theme::run(&cli.global, args),
        Command::RenderWorker => render_worker::run(),
    };
    match outcome {
        Outcome::Success => ExitCode::SUCCESS,
        Outcome::ContentErrors => ExitCode::from(1),
        Outcome::UsageError(message) => print_failure(&message, 2),
        Outcome::SystemError(message) => print_failure(&message, 3),
    }
}

/// Names of files and folders are in the message, and may have anything in them.
fn print_failure(message: &str, code: u8) -> ExitCode {
    let lines: Vec<_> = message.lines().map(escape_control_characters).collect();
    anstream::eprintln!("commonground: {}", lines.join("\n"));
    ExitCode::from(code)
}
