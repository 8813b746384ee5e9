//! `new`: a record with the fields its kind needs, which passes `check`.

use std::io::{IsTerminal, Write};

use clap::Args;
use jiff::civil::{Date, DateTime};

use super::args::GlobalArgs;
use super::init::outcome_from_create_error;
use super::outcome::Outcome;
use crate::config::Zone;
use crate::disk;
use crate::fault::Faults;
use crate::kind::Kind;
use crate::path::{closest_match, is_reserved_name, slugify};
use crate::pipeline;
use crate::record::{CommonFields, declared_fields};
use crate::site::Site;
use crate::time::{DateError, Moment, WallTimeError};
use crate::world::World;
use crate::yaml::{Cardinality, Field};

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    #[arg(help = kind_words("or"))]
    kind: String,
    /// Its title.
    title: String,
    /// When it starts, for events: 2027-06-18 18:30.
    #[arg(long, value_name = "WHEN")]
    start: Option<String>,
}

/// `story, partner or page`.
fn kind_words(conjunction: &str) -> String {
    let mut words: Vec<&str> = Kind::all().map(Kind::as_str).collect();
    let last = words.pop().unwrap_or_default();
    format!("{} {conjunction} {last}", words.join(", "))
}

pub(super) fn run(global: &GlobalArgs, args: &NewArgs) -> Outcome {
    let Some(kind) = Kind::parse(&args.kind) else {
        let near = closest_match(&args.kind, Kind::all().map(|kind| kind.as_str()));
        let suggestion =
            near.map_or_else(|| format!("kinds are {}", kind_words("and")), |near| format!("did you mean `{near}`?"));
        return Outcome::UsageError(format!("there is no kind `{}`; {suggestion}", args.kind));
    };
    let slug = slugify(&args.title);
    if slug.is_empty() || is_reserved_name(&slug) {
        return Outcome::UsageError(format!("`{}` gives no file name; use another title", args.title));
    }
    let world = match global.open_default_world() {
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
            kind.with_article(),
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
    let values = PlaceholderValues {
        title: quote_yaml(&args.title),
        language: site.config.language.as_str().to_owned(),
        place: first_place(site).map(str::to_owned),
        start: start.unwrap_or_else(|| format!("{today} 18:30        # year-month-day hour:minute")),
        today,
    };
    let written = kind.spec().new_fields;
    let is_required = |field: &&Field| field.cardinality == Cardinality::Required && field.name != "title";
    let required: Vec<&str> =
        CommonFields::FIELDS.iter().chain(declared_fields(kind)).filter(is_required).map(|field| field.name).collect();
    let template = |name: &str| written.iter().find(|(known, _)| *known == name).map_or("{today}", |(_, value)| value);
    let others = written.iter().filter(|(name, _)| !required.contains(name));
    let fields = required.iter().map(|name| (*name, template(name))).chain(others.copied());
    let mut lines = vec![format!("title: {}", values.title)];
    lines.extend(fields.filter_map(|(name, template)| Some(format!("{name}: {}", values.fill(template)?))));
    format!("---\n{}\ndraft: true               # remove this line to publish it\n---\n\n", lines.join("\n"))
}

/// What is written for the placeholders of [`KindSpec::new_fields`](crate::kind::KindSpec).
struct PlaceholderValues {
    title: String,
    language: String,
    place: Option<String>,
    start: String,
    today: Date,
}

impl PlaceholderValues {
    /// The value of a field; none where the network has nothing for a placeholder in it.
    fn fill(&self, template: &str) -> Option<String> {
        let next_week = self.today.saturating_add(jiff::Span::new().days(7)).to_string();
        let values = [
            ("{start}", Some(self.start.as_str())),
            ("{place}", self.place.as_deref()),
            ("{today}", Some(&self.today.to_string())),
            ("{next-week}", Some(&next_week)),
            ("{language}", Some(&self.language)),
            ("{title}", Some(&self.title)),
        ];
        values.into_iter().try_fold(template.to_owned(), |text, (placeholder, value)| {
            if !text.contains(placeholder) {
                return Some(text);
            }
            Some(text.replace(placeholder, value?))
        })
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
