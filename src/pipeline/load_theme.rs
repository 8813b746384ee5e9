//! The network's own theme over the built-in one.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::fingerprint::content_digest;
use super::read::read_bytes;
use crate::config::Config;
use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults};
use crate::path::closest_match;
use crate::text::{Source, SourceLocation};
use crate::theme::{DEFAULT_THEME, Theme};
use crate::world::{FileEntry, World};

/// A file of a theme.
pub(super) struct ThemeFileStamp {
    pub(super) path: Arc<str>,
    /// The stamp of the listing.
    pub(super) stamp: u64,
    pub(super) digest: Digest,
}

impl ThemeFileStamp {
    pub(super) fn has_same_contents(&self, other: &Self) -> bool {
        self.path == other.path && self.digest == other.digest
    }
}

/// The files of all themes. A file with the stamp of a `known` one is not read again.
pub(super) fn digest_theme_files(
    world: &dyn World,
    entries: &[FileEntry],
    known: &[ThemeFileStamp],
) -> Vec<ThemeFileStamp> {
    let from = entries.partition_point(|entry| &*entry.path < "themes/");
    let of_themes = entries[from..].iter().take_while(|entry| entry.path.starts_with("themes/"));
    let known: HashMap<&str, &ThemeFileStamp> = known.iter().map(|file| (&*file.path, file)).collect();
    let digest_file = |entry: &FileEntry| {
        let unchanged = known.get(&*entry.path).filter(|file| file.stamp == entry.stamp && file.stamp != 0);
        let digest = unchanged.map_or_else(|| content_digest(world, entry), |file| file.digest);
        ThemeFileStamp { path: Arc::clone(&entry.path), stamp: entry.stamp, digest }
    };
    of_themes.map(digest_file).collect()
}

/// The network's own theme over the built-in one.
pub(super) fn load_theme(
    world: &dyn World,
    entries: &[FileEntry],
    config: &Config,
    source: &Arc<Source>,
    out: &mut Faults,
) -> Theme {
    let name = config.theme.as_ref().map_or(DEFAULT_THEME, |theme| &theme.value);
    let prefix = format!("themes/{name}/");
    let mut theme_names: Vec<String> = entries
        .iter()
        .filter_map(|entry| Some(entry.path.strip_prefix("themes/")?.split_once('/')?.0.to_owned()))
        .collect();
    theme_names.dedup();
    let mut files = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.path.starts_with(&prefix)) {
        match read_bytes(world, entry) {
            Ok(bytes) => drop(files.insert(entry.path[prefix.len()..].to_owned(), bytes)),
            Err(fault) => out.report(*fault),
        }
    }
    let missing = files.is_empty() && name != DEFAULT_THEME;
    if let Some(theme) = config.theme.as_ref().filter(|_| missing) {
        let place = SourceLocation::new(source, theme.span);
        let fault = Fault::new(Code::ThemeMissing, place, format!("there is no theme `{name}` in `themes/`"));
        let near = closest_match(name, theme_names.iter().map(String::as_str).chain([DEFAULT_THEME]));
        let help = "write `theme: default`, or add the folder";
        out.report(if near.is_some() { fault.with_suggestion(near) } else { fault.with_help(help) });
    }
    let theme = Theme::load(name, files, Some((config.tokens.as_ref(), source)), world.start_worker(), out);
    report_languages_without_words(config, source, &theme, name, out);
    theme
}

/// Reports each language of the network for which neither the program nor the theme has words.
fn report_languages_without_words(config: &Config, source: &Source, theme: &Theme, name: &str, out: &mut Faults) {
    let languages = std::iter::once(&config.language).chain(&config.languages);
    for language in languages.filter(|language| !theme.has_messages(language)) {
        let (tag, native_name) = (language.as_str(), language.native_name());
        let message = format!(
            "there are no words in {native_name} (`{tag}`): what the program says is in English, and dates are in numbers"
        );
        let folder = if name == DEFAULT_THEME { "NAME" } else { name };
        let help =
            format!("say them in `themes/{folder}/i18n/{tag}.ftl`; the default theme's `i18n/en.ftl` has them all");
        out.report(Fault::in_file(Code::MissingWords, source.path.clone(), message).with_help(help));
    }
}
