//! `new`: a record with the fields its kind needs, which passes `check`.

use std::io::{IsTerminal, Write};

use clap::Args;
use jiff::civil::{Date, DateTime};

use super::init::outcome_from_create_error;
use super::{GlobalArgs, Outcome};
use crate::config::{Config, Zone};
use crate::disk::{self, DiskWorld};
use crate::fault::Faults;
use crate::path::{closest_match, is_reserved_name, slugify};
use crate::pipeline;
use crate::record::{CommonFields, Kind, declared_fields};
use crate::site::Site;
use crate::time::{DateError, Moment, WallTimeError};
use crate::world::World;
use crate::yaml::{Cardinality, Field};

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// story, partner, event, place, campaign, resource, incident or page.
    kind: String,
    /// Its title.
    title: String,
    /// When it starts, for events: 2027-06-18 18:30.
    #[arg(long, value_name = "WHEN")]
    start: Option<String>,
}

pub(super) fn run(global: &GlobalArgs, args: &NewArgs) -> Outcome {
    let Some(kind) = Kind::parse(&args.kind) else {
        let near = closest_match(&args.kind, Kind::ALL.iter().map(|kind| kind.as_str()));
        let suggestion = near.map_or_else(
            || "kinds are story, partner, event, place, campaign, resource, incident and page".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        return Outcome::UsageError(format!("there is no kind `{}`; {suggestion}", args.kind));
    };
    let slug = slugify(&args.title);
    if slug.is_empty() || is_reserved_name(&slug) {
        return Outcome::UsageError(format!("`{}` gives no file name; use another title", args.title));
    }
    let world = match global
        .network_root()
        .and_then(|root| DiskWorld::new(&root, None, None).map_err(|error| Outcome::SystemError(error.to_string())))
    {
        Ok(world) => world,
        Err(outcome) => return outcome,
    };
    let Some(loaded) = pipeline::load(&world, None, &mut Faults::new()) else {
        return Outcome::UsageError("`content/site.yaml` must be mended first: see `commonground check`".to_owned());
    };
    let zone = &loaded.site.config.zone;
    let now = world.now().to_zoned(zone.time_zone.clone()).datetime();
    let start = args.start.as_deref().filter(|_| kind == Kind::Event);
    let start = match start.map(|start| parse_start(start, now, zone)) {
        Some(Err(why)) => return Outcome::UsageError(why),
        Some(Ok(start)) => Some(start),
        None => None,
    };
    if let Some(ix) = loaded.site.find(kind, &slug) {
        return Outcome::UsageError(format!(
            "there is {} `{slug}` already: `{}`",
            kind.word_with_article(),
            loaded.site.record(ix).parsed.source.path
        ));
    }
    let folder = if kind.folder().is_empty() { "content".to_owned() } else { format!("content/{}", kind.folder()) };
    let path = world.root().join(&folder).join(format!("{slug}.md"));
    let today = world.now().to_zoned(loaded.site.config.zone.time_zone.clone()).date();
    let start = start.map(|start| start.confirm());
    let text = format_record(kind, args, start, &loaded.site, today);
    match disk::create_new_file(&path, text.as_bytes()) {
        Ok(()) => {
            // The path is what other programs want to read.
            println!("{folder}/{slug}.md");
            if !global.quiet {
                eprintln!("Fields it can have besides: {}", optional_fields(kind).join(", "));
            }
            Outcome::Success
        }
        Err(error) => outcome_from_create_error(&path, &error),
    }
}

/// A start as it was asked for, and what was probably meant where that has passed.
struct StartInput {
    written: String,
    suggested: Option<String>,
}

/// Reads a start; a day in the past is mostly the right day of the wrong year.
fn parse_start(written: &str, now: DateTime, zone: &Zone) -> Result<StartInput, String> {
    let invalid = |help: &str| format!("`{written}` is not a start such as `2027-06-18 18:30`{help}");
    let moment = Moment::parse(written).map_err(|why| match why {
        DateError::NotIso(readings) if !readings.is_empty() => {
            let readings: Vec<String> = readings.iter().map(|date| format!("`{date}`")).collect();
            invalid(&format!(": write {}", readings.join(" or ")))
        }
        DateError::NotIso(_) | DateError::NoSuchDay => invalid(": there is no such day or hour"),
        DateError::Unrecognised => invalid(""),
    })?;
    // A wall time carries no offset: `check` would compare it with the zone's.
    if moment.offset.is_some() {
        return Err(invalid(": write the time on the clock there, without an offset"));
    }
    match moment.instant(&zone.time_zone) {
        Err(WallTimeError::DoesNotExist) => {
            return Err(invalid(&format!(": in {} the clocks go forward over it", zone.name)));
        }
        Err(WallTimeError::Ambiguous) => {
            return Err(invalid(&format!(": add `first` or `second`, for it comes twice in {}", zone.name)));
        }
        Ok(_) => {}
    }
    let has_passed = |moment: &Moment| match moment.time {
        Some(_) => moment.datetime() < now,
        None => moment.date < now.date(),
    };
    let in_year = |years: i16| {
        let date = Date::new(now.year() + years, moment.date.month(), moment.date.day()).ok()?;
        Some(Moment { date, ..moment }).filter(|moment| !has_passed(moment))
    };
    let suggested = if has_passed(&moment) { (0..=4).find_map(in_year) } else { None };
    let format_start = |meant: Moment| {
        let which_hour = written.split_whitespace().nth(2).map(|word| format!(" {word}")).unwrap_or_default();
        format!("{}{which_hour}", meant.to_iso8601().replace('T', " "))
    };
    Ok(StartInput { written: written.to_owned(), suggested: suggested.map(format_start) })
}

impl StartInput {
    /// The start to write. On a terminal the other one is offered; else it is named, and the work goes on.
    fn confirm(self) -> String {
        let Some(suggested) = self.suggested else { return self.written };
        let year = &suggested[..4];
        if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
            eprintln!(
                "`{}` has passed: did you mean {year}? If so, write `start: {suggested}` in the file.",
                self.written
            );
            return self.written;
        }
        eprint!("`{}` has passed. Did you mean {year} (`{suggested}`)? [Y/n] ", self.written);
        let _ = std::io::stderr().flush();
        let mut answer = String::new();
        let read = std::io::stdin().read_line(&mut answer);
        let declined = read.is_err() || answer.trim().to_lowercase().starts_with('n');
        if declined { self.written } else { suggested }
    }
}

/// Fields of the kind's own that may be added.
fn optional_fields(kind: Kind) -> Vec<&'static str> {
    let is_optional = |field: &&Field| field.cardinality != Cardinality::Required;
    declared_fields(kind).iter().chain(CommonFields::FIELDS).filter(is_optional).map(|field| field.name).collect()
}

/// The file: every required field, and those without which `check` would warn.
fn format_record(kind: Kind, args: &NewArgs, start: Option<String>, site: &Site, today: Date) -> String {
    let place = first_place(site);
    let mut lines = vec![format!("title: {}", quote_yaml(&args.title))];
    let required = CommonFields::FIELDS
        .iter()
        .chain(declared_fields(kind))
        .filter(|field| field.cardinality == Cardinality::Required && field.name != "title");
    for field in required {
        lines.push(format!(
            "{}: {}",
            field.name,
            field_value(kind, field, args, start.as_deref(), &site.config, today)
        ));
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

fn field_value(kind: Kind, field: &Field, args: &NewArgs, start: Option<&str>, config: &Config, today: Date) -> String {
    match (kind, field.name) {
        (Kind::Event, "start") => {
            start.map_or_else(|| format!("{today} 18:30        # year-month-day hour:minute"), str::to_owned)
        }
        (Kind::Partner, "type") => "organisation        # or group, faith, school, business …".to_owned(),
        (Kind::Place, "level") => "neighbourhood       # or village, town, district …".to_owned(),
        (Kind::Resource, "type") => "guide               # or report, toolkit, dialogue, poster, video".to_owned(),
        (Kind::Incident, "banner") => format!("{{{}: {}}}", config.language.as_str(), quote_yaml(&args.title)),
        _ => today.to_string(),
    }
}

fn is_draft(record: &crate::site::Record) -> bool {
    record.parsed.common.as_ref().is_some_and(|common| common.draft == Some(true))
}

fn first_place(site: &Site) -> Option<&str> {
    site.records
        .iter()
        .find(|record| record.kind() == Kind::Place && !record.is_invalid && !is_draft(record))
        .map(|record| record.id.slug.as_str())
}

/// A title in double quotes, as YAML reads it.
fn quote_yaml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
