//! `new`: a record with the fields its kind needs, which passes `check`.

use clap::Args;
use jiff::civil::Date;

use super::init::not_made;
use super::{Ended, Global};
use crate::config::Config;
use crate::disk::{self, DiskWorld};
use crate::fault::Faults;
use crate::path::{is_reserved, nearest, slugify};
use crate::pipeline;
use crate::record::{Common, Kind, fields_of};
use crate::site::Site;
use crate::world::World;
use crate::yaml::{Field, Need};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// story, partner, event, place, campaign, resource, incident or page.
    kind: String,
    /// Its title.
    title: String,
    /// When it starts, for events: 2027-06-18 18:30.
    #[arg(long, value_name = "WHEN")]
    start: Option<String>,
}

pub(super) fn run(global: &Global, options: &Options) -> Ended {
    let Some(kind) = Kind::of_word(&options.kind) else {
        let near = nearest(&options.kind, Kind::ALL.iter().map(|kind| kind.word()));
        let suggestion = near.map_or_else(
            || "kinds are story, partner, event, place, campaign, resource, incident and page".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        return Ended::WrongUse(format!("there is no kind `{}`; {suggestion}", options.kind));
    };
    let slug = slugify(&options.title);
    if slug.is_empty() || is_reserved(&slug) {
        return Ended::WrongUse(format!("`{}` gives no file name; use another title", options.title));
    }
    let world = match global
        .root()
        .and_then(|root| DiskWorld::new(&root, None, None).map_err(|error| Ended::Environment(error.to_string())))
    {
        Ok(world) => world,
        Err(ended) => return ended,
    };
    let Some(loaded) = pipeline::load(&world, None, &mut Faults::new()) else {
        return Ended::WrongUse("`content/site.yaml` must be mended first: see `commonground check`".to_owned());
    };
    if let Some(start) = &options.start
        && let Err(why) = crate::time::Moment::parse(start)
    {
        return Ended::WrongUse(format!("`{start}` is not a start such as `2027-06-18 18:30` ({why:?})"));
    }
    if let Some(ix) = loaded.site.find(kind, &slug) {
        return Ended::WrongUse(format!(
            "there is {} `{slug}` already: `{}`",
            kind.a_word(),
            loaded.site.record(ix).parsed.source.path
        ));
    }
    let folder = if kind.folder().is_empty() { "content".to_owned() } else { format!("content/{}", kind.folder()) };
    let path = world.root().join(&folder).join(format!("{slug}.md"));
    let today = world.now().to_zoned(loaded.site.config.zone.rules.clone()).date();
    let text = text(kind, options, &loaded.site, today);
    match disk::create(&path, text.as_bytes()) {
        Ok(()) => {
            // The path is what other programs want to read.
            println!("{folder}/{slug}.md");
            if !global.quiet {
                eprintln!("Fields it can have besides: {}", optional(kind).join(", "));
            }
            Ended::Done
        }
        Err(error) => not_made(&path, &error),
    }
}

/// Fields of the kind's own that may be added.
fn optional(kind: Kind) -> Vec<&'static str> {
    let free = |field: &&Field| field.need != Need::Required;
    fields_of(kind).iter().chain(Common::FIELDS).filter(free).map(|field| field.name).collect()
}

/// The file: every required field, and those without which `check` would warn.
fn text(kind: Kind, options: &Options, site: &Site, today: Date) -> String {
    let place = first_place(site);
    let mut lines = vec![format!("title: {}", quoted(&options.title))];
    let required = Common::FIELDS
        .iter()
        .chain(fields_of(kind))
        .filter(|field| field.need == Need::Required && field.name != "title");
    for field in required {
        lines.push(format!("{}: {}", field.name, value(kind, field, options, &site.config, today)));
    }
    match kind {
        Kind::Story => lines.push("people: none              # or their consents: [{consent: c-0001}]".to_owned()),
        Kind::Partner => lines.extend(place.map(|place| format!("serves: [{place}]"))),
        Kind::Event => lines.extend(place.map(|place| format!("places: [{place}]"))),
        Kind::Incident => {
            lines.extend(place.map(|place| format!("places: [{place}]")));
            lines.push(format!(
                "until: {}         # the last day it would show",
                today.saturating_add(jiff::Span::new().days(7))
            ));
        }
        Kind::Place | Kind::Campaign | Kind::Resource | Kind::Page => {}
    }
    format!("---\n{}\ndraft: true               # remove this line to publish it\n---\n\n", lines.join("\n"))
}

fn value(kind: Kind, field: &Field, options: &Options, config: &Config, today: Date) -> String {
    match (kind, field.name) {
        (Kind::Event, "start") => {
            options.start.clone().unwrap_or_else(|| format!("{today} 18:30        # year-month-day hour:minute"))
        }
        (Kind::Partner, "type") => "organisation        # or group, faith, school, business …".to_owned(),
        (Kind::Place, "level") => "neighbourhood       # or village, town, district …".to_owned(),
        (Kind::Resource, "type") => "guide               # or report, toolkit, dialogue, poster, video".to_owned(),
        (Kind::Incident, "banner") => format!("{{{}: {}}}", config.language.as_str(), quoted(&options.title)),
        _ => today.to_string(),
    }
}

fn is_draft(record: &crate::site::Record) -> bool {
    record.parsed.common.as_ref().is_some_and(|common| common.draft == Some(true))
}

fn first_place(site: &Site) -> Option<&str> {
    site.records
        .iter()
        .find(|record| record.kind() == Kind::Place && !record.held_back && !is_draft(record))
        .map(|record| record.id.slug.as_str())
}

/// A title in double quotes, as YAML reads it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
