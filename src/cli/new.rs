//! `new`: creates the file of a record.

use clap::Args;

use super::args::GlobalArgs;
use super::event_start::EventStart;
use super::init::outcome_from_create_error;
use super::new_record::{format_record, optional_fields};
use super::outcome::Outcome;
use crate::disk;
use crate::fault::Faults;
use crate::kind::Kind;
use crate::path::{closest_match, is_reserved_name, slugify};
use crate::pipeline;
use crate::world::World;

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    #[arg(help = kind_words("or"))]
    kind: String,
    /// The record's title.
    title: String,
    /// When an event starts, such as "2027-06-18 18:30".
    #[arg(long, value_name = "WHEN")]
    start: Option<String>,
}

/// The words for all kinds in one text: `story, partner or page`.
fn kind_words(conjunction: &str) -> String {
    let mut words: Vec<&str> = Kind::all().map(Kind::as_str).collect();
    let last = words.pop().unwrap_or_default();
    format!("{} {conjunction} {last}", words.join(", "))
}

pub(super) fn run(global: &GlobalArgs, args: &NewArgs) -> Outcome {
    create_record(global, args).map_or_else(|outcome| outcome, |()| Outcome::Success)
}

fn create_record(global: &GlobalArgs, args: &NewArgs) -> Result<(), Outcome> {
    let kind = parse_kind(&args.kind)?;
    let slug = slugify(&args.title);
    if slug.is_empty() || is_reserved_name(&slug) {
        return Err(Outcome::UsageError(format!("`{}` gives no file name; use another title", args.title)));
    }
    let world = global.open_default_world()?;
    let Some(loaded) = pipeline::load(&world, None, &mut Faults::new()) else {
        let message = "`content/site.yaml` must be corrected first: see `commonground check`";
        return Err(Outcome::UsageError(message.to_owned()));
    };
    let site = &loaded.site;
    let now = world.now().to_zoned(site.config.zone.time_zone.clone()).datetime();
    let start = args.start.as_deref().filter(|_| kind == Kind::Event);
    let start = start.map(|start| EventStart::parse(start, now, &site.config.zone)).transpose();
    let start = start.map_err(Outcome::UsageError)?;
    if let Some(ix) = site.find(kind, &slug) {
        let path = &site.record(ix).parsed.source.path;
        let message = format!("there is {} `{slug}` already: `{path}`", kind.with_article());
        return Err(Outcome::UsageError(message));
    }
    let folder = if kind.folder().is_empty() { "content".to_owned() } else { format!("content/{}", kind.folder()) };
    let path = world.root().join(&folder).join(format!("{slug}.md"));
    let text = format_record(kind, &args.title, start.map(EventStart::confirm), site, now.date());
    disk::create_new_file(&path, text.as_bytes()).map_err(|error| outcome_from_create_error(&path, &error))?;
    // On standard output, so that other programs can read the path.
    println!("{folder}/{slug}.md");
    if !global.quiet {
        eprintln!("Fields it can have besides: {}", optional_fields(kind).join(", "));
    }
    Ok(())
}

fn parse_kind(word: &str) -> Result<Kind, Outcome> {
    Kind::parse(word).ok_or_else(|| {
        let help = match closest_match(word, Kind::all().map(Kind::as_str)) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("kinds are {}", kind_words("and")),
        };
        Outcome::UsageError(format!("there is no kind `{word}`; {help}"))
    })
}
