//! `theme`: copies files of the built-in theme, one by one, to be changed.

use clap::{Args, Subcommand};

use super::args::GlobalArgs;
use super::init::outcome_from_create_error;
use super::outcome::Outcome;
use crate::disk::{self, DiskWorld};
use crate::fault::Faults;
use crate::path::{closest_match, is_reserved_name, is_slug};
use crate::pipeline;
use crate::theme::{DEFAULT_THEME, built_in_files};

/// The name of a network's own theme when nobody has chosen one.
const UNNAMED_THEME: &str = "own";

#[derive(Debug, Args)]
pub(super) struct ThemeArgs {
    #[command(subcommand)]
    command: ThemeCommand,
}

#[derive(Debug, Subcommand)]
enum ThemeCommand {
    /// Copy a file of the built-in theme into your own theme, where you can change it.
    Eject(EjectArgs),
}

#[derive(Debug, Args)]
struct EjectArgs {
    /// The file, such as templates/event.html. Without it, all files are listed.
    file: Option<String>,
    /// Your theme [default: the theme in site.yaml].
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
}

pub(super) fn run(global: &GlobalArgs, args: &ThemeArgs) -> Outcome {
    let ThemeCommand::Eject(eject) = &args.command;
    let ejected = match &eject.file {
        Some(requested) => eject_file(global, requested, eject.theme.as_deref()),
        None => {
            built_in_files().for_each(|(file, _)| anstream::println!("{file}"));
            Ok(())
        }
    };
    ejected.map_or_else(|outcome| outcome, |()| Outcome::Success)
}

/// Copies a file of the built-in theme into the network's own theme.
fn eject_file(global: &GlobalArgs, requested: &str, chosen_theme: Option<&str>) -> Result<(), Outcome> {
    let file = requested.replace('\\', "/");
    let file = file.strip_prefix("./").unwrap_or(&file);
    let Some((file, bytes)) = built_in_files().find(|(known, _)| known == file) else {
        return Err(Outcome::UsageError(unknown_file_message(requested, file)));
    };
    let world = global.open_default_world()?;
    let theme = find_theme(&world, chosen_theme)?;
    let relative_path = format!("themes/{}/{file}", theme.name);
    let path = world.root().join(&relative_path);
    disk::create_new_file(&path, &bytes).map_err(|error| outcome_from_create_error(&path, &error))?;
    // On standard output, so that other programs can read the path.
    println!("{relative_path}");
    if !global.quiet {
        if !theme.is_configured {
            eprintln!("To use it, add this line to `content/site.yaml`:  theme: {}", theme.name);
        }
        eprintln!("It replaces the built-in file. `commonground schema view` lists what templates see.");
    }
    Ok(())
}

/// The theme that a file is copied into.
struct OwnTheme {
    name: String,
    /// Whether `site.yaml` names it.
    is_configured: bool,
}

/// The chosen theme, else the theme of `site.yaml`, else a new one.
fn find_theme(world: &DiskWorld, chosen: Option<&str>) -> Result<OwnTheme, Outcome> {
    let loaded = pipeline::load(world, None, &mut Faults::new());
    let configured = loaded.as_ref().and_then(|loaded| loaded.site.config.theme.as_ref());
    let configured = configured.map(|theme| theme.value.as_str()).filter(|name| *name != DEFAULT_THEME);
    let Some(name) = chosen.or(configured).or(loaded.is_some().then_some(UNNAMED_THEME)) else {
        return Err(Outcome::UsageError(
            "`content/site.yaml` must be corrected first (see `commonground check`), or name a theme with `--theme`"
                .to_owned(),
        ));
    };
    let is_configured = configured == Some(name);
    // The name of a theme in `site.yaml` was checked when that file was read.
    if !is_configured && (!is_slug(name) || is_reserved_name(name) || name == DEFAULT_THEME) {
        let why = match name == DEFAULT_THEME {
            true => "is the built-in theme's own name",
            false => "is not a possible name for a theme",
        };
        let help = "write small letters, digits and hyphens, such as `our-theme`";
        return Err(Outcome::UsageError(format!("`{name}` {why}; {help}")));
    }
    Ok(OwnTheme { name: name.to_owned(), is_configured })
}

/// Suggests files of the built-in theme whose names are like the one that was asked for.
fn unknown_file_message(requested: &str, file: &str) -> String {
    let known: Vec<String> = built_in_files().map(|(known, _)| known).collect();
    let is_called = |known: &&String| {
        let name = known.rsplit('/').next().unwrap_or(known);
        name == file || name.split('.').next() == Some(file) || known.ends_with(&format!("/{file}"))
    };
    let mut near: Vec<&str> = known.iter().filter(is_called).map(String::as_str).collect();
    if near.is_empty() {
        near.extend(closest_match(file, known.iter().map(String::as_str)));
    }
    if near.is_empty() {
        // The name may be misspelt, and the folder wrong or missing.
        let names = known.iter().map(|known| known.rsplit('/').next().unwrap_or(known));
        let name = closest_match(file.rsplit('/').next().unwrap_or(file), names);
        near.extend(known.iter().map(String::as_str).filter(|known| known.rsplit('/').next() == name));
    }
    let near: Vec<String> = near.iter().take(3).map(|file| format!("`{file}`")).collect();
    let suggestion = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) };
    format!("the built-in theme has no file `{requested}`{suggestion} (`commonground theme eject` lists all)")
}
