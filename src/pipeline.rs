//! The stages tied together, and the only user of rayon: files are read and pages are printed in parallel, and
//! whatever order that happens in, the result is in the order of names.

mod next_change;

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::{Arc, Mutex, Weak};

use rayon::prelude::*;

pub use next_change::{DigestSink, NextChange, next_change};

use crate::config::{self, Config};
use crate::consent::{self, Ledger, PrivateFolder};
use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults, Severity};
use crate::file_metadata::FileMetadata;
use crate::format::{self, Calendars, NewsFeeds, Output};
use crate::language::LanguageTag;
use crate::path::closest_match;
use crate::publish::{Publication, PublishOptions, RecordIndex};
use crate::record::{self, FileRole, ParsedRecord, ParsedTranslation};
use crate::site::{self, LinkInput, Site};
use crate::text::{Source, SourceLocation};
use crate::theme::{Renderer, Theme};
use crate::view::SiteView;
use crate::world::{EntryKind, FileEntry, MAX_TEXT_BYTES, PRIVATE_FOLDER, World};

/// Everything that was read, linked: what a publication is made of.
pub struct LoadedNetwork {
    /// The records.
    pub site: Arc<Site>,
    /// The theme.
    pub theme: Arc<Theme>,
    /// What each file was read as, in the order of paths, to be used again while it is unchanged.
    files: Vec<Arc<LoadedFile>>,
    /// The theme's files, by path and contents.
    theme_files: Vec<(Arc<str>, u64, Digest)>,
    /// What is wrong with `site.yaml` and the theme.
    network_faults: Arc<Vec<Fault>>,
    /// The site that this one differs from by some records only, and which these are.
    relinked_from: Option<(Weak<Site>, Vec<RecordIndex>)>,
}

/// A file, and what it was read as.
struct LoadedFile {
    path: Arc<str>,
    /// As in the listing, together with that of the private file that is merged into it.
    stamp: u64,
    role: FileRole,
    content: FileContent,
}

/// What a file was read as.
#[derive(Clone)]
enum FileContent {
    Record(Arc<ParsedRecord>),
    Translation(Arc<ParsedTranslation>),
    Text(Arc<Source>),
    Asset(FileMetadata),
    Failed(Arc<Fault>),
    /// It is not looked at, or read elsewhere.
    Skipped,
}

/// Reads a network. Files whose stamps have not changed since `last` are not read again, and what an edit of a few
/// texts does not touch is not linked again. `None` when `site.yaml` is missing or lacks what nothing works without;
/// every fault is reported all the same.
pub fn load(world: &dyn World, previous: Option<&LoadedNetwork>, out: &mut Faults) -> Option<LoadedNetwork> {
    let entries = match world.list_files() {
        Ok(entries) => entries,
        Err(error) => {
            out.report(Fault::in_network(Code::Unreadable, format!("the network cannot be read: {error}")));
            return None;
        }
    };
    let config_source = read_config(world, &entries, out)?;
    let themes = digest_theme_files(world, &entries, previous);
    let contents = |(path, _, digest): &(Arc<str>, u64, Digest)| (Arc::clone(path), *digest);
    let reusable = previous.filter(|last| {
        last.site.config_source == config_source
            && last.theme_files.iter().map(contents).eq(themes.iter().map(contents))
    });
    let (config, theme, network_faults, is_config_usable) = match reusable {
        Some(last) => (Arc::clone(&last.site.config), Arc::clone(&last.theme), Arc::clone(&last.network_faults), true),
        None => load_config_and_theme(world, &entries, &config_source),
    };
    let files = read_files(world, &entries, &config.languages, previous);
    let relinked = reusable.and_then(|last| {
        let (site, changed) = site::relink(&last.site, &find_text_changes(&last.files, &files)?)?;
        Some((site, Some((Arc::downgrade(&last.site), changed))))
    });
    let (site, relinked_from) =
        relinked.unwrap_or_else(|| (site::link(collect_link_input(config, config_source, &files, &theme)), None));
    site.report_faults(out);
    out.extend(network_faults.iter().cloned());
    is_config_usable.then(|| LoadedNetwork {
        site: Arc::new(site),
        theme,
        files,
        theme_files: themes,
        network_faults,
        relinked_from,
    })
}

/// `site.yaml` and the theme, what is wrong with them, and whether `site.yaml` can be used. One that cannot still
/// lets the faults of other files be found.
fn load_config_and_theme(
    world: &dyn World,
    entries: &[FileEntry],
    source: &Arc<Source>,
) -> (Arc<Config>, Arc<Theme>, Arc<Vec<Fault>>, bool) {
    let mut faults = Faults::new();
    let config = Config::from_source(source, &mut faults);
    if let Some(config) = &config {
        config::check_codes_and_addresses(source, config, &mut faults);
    }
    let is_config_usable = config.is_some();
    let config = Arc::new(config.unwrap_or_else(|| Config::from_source_with_defaults(source)));
    let theme = Arc::new(load_theme(world, entries, &config, source, &mut faults));
    (config, theme, Arc::new(faults.into_iter().collect()), is_config_usable)
}

impl LoadedNetwork {
    /// Fingerprint of the contents of all files: equal to [`fingerprint`] of the same files.
    pub fn source_digest(&self) -> Digest {
        let config = Digest::compute(self.site.config_source.text.as_bytes());
        let config = std::iter::once((config::SITE_FILE, config));
        let files = self.files.iter().filter(|file| !matches!(file.content, FileContent::Skipped));
        let own = files.map(|file| (&*file.path, file.content.digest()));
        let themes = self.theme_files.iter().map(|(path, _, digest)| (&**path, *digest));
        combine_digests(own.chain(config).chain(themes).collect())
    }

    /// Files that differ from those of another load, come or gone, by their paths from the root.
    pub fn changed_files(&self, previous: &Self) -> Vec<String> {
        let mut changed = Vec::new();
        let (mut old, mut new) = (previous.files.iter().peekable(), self.files.iter().peekable());
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.path.cmp(&new.path),
            };
            let old = old.next_if(|_| order.is_le());
            let new = new.next_if(|_| order.is_ge());
            let same = matches!((old, new), (Some(old), Some(new)) if Arc::ptr_eq(old, new) || old.content.is_same_as(&new.content));
            changed.extend(new.or(old).filter(|_| !same).map(|file| file.path.to_string()));
        }
        if self.site.config_source != previous.site.config_source {
            changed.push(config::SITE_FILE.to_owned());
        }
        let previous_themes: HashMap<&str, Digest> =
            previous.theme_files.iter().map(|(path, _, digest)| (&**path, *digest)).collect();
        let themes = self.theme_files.iter().filter(|(path, _, digest)| previous_themes.get(&**path) != Some(digest));
        changed.extend(themes.map(|(path, ..)| path.to_string()));
        let removed_themes =
            previous_themes.keys().filter(|path| !self.theme_files.iter().any(|(own, ..)| &**own == **path));
        changed.extend(removed_themes.map(|path| (*path).to_owned()));
        changed.sort_unstable();
        changed
    }

    /// How many records were linked again, where the others stayed as they were.
    pub fn relinked_count(&self) -> Option<usize> {
        self.relinked_from.as_ref().map(|(_, changed)| changed.len())
    }

    /// Whether `site.yaml` or the theme has errors.
    pub fn has_network_errors(&self) -> bool {
        self.network_faults.iter().any(|fault| fault.severity == Severity::Error)
    }
}

fn read_config(world: &dyn World, entries: &[FileEntry], out: &mut Faults) -> Option<Arc<Source>> {
    let Some(entry) = entries.iter().find(|entry| &*entry.path == config::SITE_FILE) else {
        let fault = Fault::in_file(Code::MissingFile, config::SITE_FILE, "there is no `content/site.yaml` here");
        out.report(fault.with_help("run `commonground init` for a new network, or name another folder with `--root`"));
        return None;
    };
    match read_text(world, entry) {
        Ok(source) => Some(source),
        Err(fault) => {
            out.report(*fault);
            None
        }
    }
}

/// The files of all themes, by their contents.
fn digest_theme_files(
    world: &dyn World,
    entries: &[FileEntry],
    previous: Option<&LoadedNetwork>,
) -> Vec<(Arc<str>, u64, Digest)> {
    let from = entries.partition_point(|entry| &*entry.path < "themes/");
    let of_themes = entries[from..].iter().take_while(|entry| entry.path.starts_with("themes/"));
    let known_digests: HashMap<&str, (u64, Digest)> = previous
        .iter()
        .flat_map(|last| &last.theme_files)
        .map(|(path, stamp, digest)| (&**path, (*stamp, *digest)))
        .collect();
    let digest_file = |entry: &FileEntry| match known_digests.get(&*entry.path) {
        Some((stamp, digest)) if *stamp == entry.stamp && *stamp != 0 => (Arc::clone(&entry.path), *stamp, *digest),
        _ => (Arc::clone(&entry.path), entry.stamp, content_digest(world, entry)),
    };
    of_themes.map(digest_file).collect()
}

/// Every file by what its path says it is; those that may have changed are read, in parallel.
fn read_files(
    world: &dyn World,
    entries: &[FileEntry],
    languages: &[LanguageTag],
    previous: Option<&LoadedNetwork>,
) -> Vec<Arc<LoadedFile>> {
    let private_records: HashMap<&str, &FileEntry> = entries
        .iter()
        .skip(entries.partition_point(|entry| &*entry.path < PRIVATE_FOLDER))
        .take_while(|entry| entry.path.starts_with(PRIVATE_FOLDER))
        .filter_map(|entry| {
            Some((entry.path.strip_prefix(PRIVATE_FOLDER)?.strip_prefix("records/")?.strip_suffix(".yaml")?, entry))
        })
        .collect();
    let same_languages = previous.is_some_and(|last| last.site.config.languages == languages);
    let until = entries.partition_point(|entry| &*entry.path < "themes/");
    let mut known = previous.map_or(&[][..], |last| &last.files).iter().peekable();
    // Both lists are in the order of paths.
    let planned: Vec<(&FileEntry, Option<&Arc<LoadedFile>>)> = entries[..until]
        .iter()
        .map(|entry| {
            while known.next_if(|file| file.path < entry.path).is_some() {}
            (entry, known.next_if(|file| file.path == entry.path))
        })
        .collect();
    let read = |(entry, known): &(&FileEntry, Option<&Arc<LoadedFile>>)| {
        let role = match known.filter(|_| same_languages) {
            Some(known) => known.role.clone(),
            None => record::classify(&entry.path, languages),
        };
        if role == FileRole::Ignored || role == FileRole::Config {
            return Arc::new(LoadedFile {
                path: Arc::clone(&entry.path),
                stamp: 0,
                role,
                content: FileContent::Skipped,
            });
        }
        // What the private folder says of a record is merged into it; either file may have changed.
        let private_file = match &role {
            FileRole::Record { kind, slug } if !private_records.is_empty() => {
                private_records.get(format!("{}/{slug}", kind.folder()).as_str()).copied()
            }
            _ => None,
        };
        let stamp = match private_file {
            Some(overlay) if overlay.stamp != 0 && entry.stamp != 0 => entry.stamp ^ overlay.stamp.rotate_left(17),
            Some(_) => 0,
            None => entry.stamp,
        };
        let known = known.filter(|known| known.role == role);
        if let Some(known) = known.filter(|known| known.stamp == stamp && stamp != 0) {
            return Arc::clone(known);
        }
        let item = read_file(world, entry, &role, private_file, known.map(|known| &known.content));
        match known.filter(|known| known.stamp == stamp && known.content.is_same_as(&item)) {
            Some(known) => Arc::clone(known),
            None => Arc::new(LoadedFile { path: Arc::clone(&entry.path), stamp, role, content: item }),
        }
    };
    planned.par_iter().with_min_len(256).map(read).collect()
}

/// The texts that differ, where nothing else does.
fn find_text_changes(previous: &[Arc<LoadedFile>], current: &[Arc<LoadedFile>]) -> Option<Vec<site::FileChange>> {
    if previous.len() != current.len() {
        return None;
    }
    let mut changes = Vec::new();
    for (old, new) in previous.iter().zip(current).filter(|(old, new)| !Arc::ptr_eq(old, new)) {
        match (&old.content, &new.content) {
            _ if old.path != new.path || old.role != new.role => return None,
            (old, new) if old.is_same_as(new) => {}
            (FileContent::Record(_), FileContent::Record(parsed)) => {
                changes.push(site::FileChange::Record(Arc::clone(parsed)))
            }
            (FileContent::Translation(_), FileContent::Translation(parsed)) => {
                changes.push(site::FileChange::Translation(Arc::clone(parsed)))
            }
            _ => return None,
        }
    }
    Some(changes)
}

/// Reads a file. What has the contents that are `known` is not made anew.
fn read_file(
    world: &dyn World,
    entry: &FileEntry,
    role: &FileRole,
    private_file: Option<&FileEntry>,
    known: Option<&FileContent>,
) -> FileContent {
    match role {
        FileRole::Other => match read_bytes(world, entry) {
            Ok(bytes) => FileContent::Asset(FileMetadata::from_bytes(&entry.path, &bytes)),
            Err(fault) => FileContent::Failed(Arc::from(fault)),
        },
        FileRole::SyncCopy => {
            let name = entry.path.rsplit('/').next().unwrap_or(&entry.path);
            let fault = Fault::in_file(
                Code::SyncCopy,
                entry.path.to_string(),
                format!("`{name}` looks like a copy that a synchronising service left behind; it is held back"),
            );
            FileContent::Failed(Arc::new(
                fault.with_help("compare it with the original and remove one of the two, or rename it"),
            ))
        }
        FileRole::Record { kind, slug } => match (read_text(world, entry), known) {
            (Ok(source), Some(FileContent::Record(known)))
                if private_file.is_none() && known.is_parsed_from(&source) =>
            {
                FileContent::Record(Arc::clone(known))
            }
            (Ok(source), _) => {
                let mut parsed = record::parse(&source, *kind, slug);
                if let Some(overlay) = private_file {
                    merge_private_file(world, overlay, &mut parsed);
                }
                FileContent::Record(Arc::new(parsed))
            }
            // It keeps its name, so that what refers to it is not a fault as well.
            (Err(fault), _) => {
                FileContent::Record(Arc::new(ParsedRecord::unreadable(&entry.path, *kind, slug, *fault)))
            }
        },
        FileRole::Translation { kind, .. } => match (read_text(world, entry), known) {
            (Ok(source), Some(FileContent::Translation(known))) if known.source == source => {
                FileContent::Translation(Arc::clone(known))
            }
            (Ok(source), _) => FileContent::Translation(Arc::new(record::parse_translation(&source, *kind))),
            (Err(fault), _) => FileContent::Failed(Arc::from(fault)),
        },
        _ => match (read_text(world, entry), known) {
            (Ok(source), Some(FileContent::Text(known))) if *known == source => FileContent::Text(Arc::clone(known)),
            (Ok(source), _) => FileContent::Text(source),
            (Err(fault), _) => FileContent::Failed(Arc::from(fault)),
        },
    }
}

fn merge_private_file(world: &dyn World, private_file: &FileEntry, parsed: &mut ParsedRecord) {
    let mut faults = Faults::new();
    match read_text(world, private_file) {
        Ok(source) => record::merge_private_file(parsed, &source, &mut faults),
        Err(fault) => faults.report(*fault),
    }
    parsed.faults.extend(faults);
    parsed.has_private_file = true;
}

fn read_bytes(world: &dyn World, entry: &FileEntry) -> Result<Vec<u8>, Box<Fault>> {
    match entry.kind {
        EntryKind::ExternalLink => {
            let fault = Fault::in_file(
                Code::LinkLeavesProject,
                entry.path.to_string(),
                "this is a link that leads out of the network",
            );
            return Err(Box::new(fault.with_help("copy the file here instead of linking to it")));
        }
        EntryKind::Unreadable => return Err(Box::new(unreadable_fault(entry, "it cannot be looked at"))),
        EntryKind::File => {}
    }
    world.read(&entry.path).map_err(|error| Box::new(unreadable_fault(entry, &error.to_string())))
}

fn unreadable_fault(entry: &FileEntry, why: &str) -> Fault {
    Fault::in_file(Code::Unreadable, entry.path.to_string(), format!("this file cannot be opened: {why}"))
        .with_help("check its permissions, and that it is not open elsewhere")
}

fn read_text(world: &dyn World, entry: &FileEntry) -> Result<Arc<Source>, Box<Fault>> {
    if entry.size > MAX_TEXT_BYTES {
        let fault = Fault::in_file(Code::FileTooLarge, entry.path.to_string(), "this text is larger than 4 MB");
        return Err(Box::new(fault.with_help("split it into several records, or publish it as a download")));
    }
    let bytes = read_bytes(world, entry)?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let lossy = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let at = error.utf8_error().valid_up_to();
            return Err(Box::new(not_text_fault(entry, lossy, at, "this is not UTF-8 text")));
        }
    };
    if let Some(at) = text.find('\0') {
        return Err(Box::new(not_text_fault(entry, text.replace('\0', "\u{1}"), at, "this file has a NUL byte in it")));
    }
    Ok(Arc::new(Source { path: entry.path.to_string(), text }))
}

fn not_text_fault(entry: &FileEntry, text: String, at: usize, message: &str) -> Fault {
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    Fault::in_text(Code::NotText, &entry.path, &text, at..end, message)
        .with_help("save it again as plain text in UTF-8")
}

/// The network's own theme over the built-in one.
fn load_theme(
    world: &dyn World,
    entries: &[FileEntry],
    config: &Config,
    source: &Arc<Source>,
    out: &mut Faults,
) -> Theme {
    let name = config.theme.as_ref().map_or(crate::theme::DEFAULT_THEME, |theme| &theme.value);
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
    let missing = files.is_empty() && name != crate::theme::DEFAULT_THEME;
    if let Some(theme) = config.theme.as_ref().filter(|_| missing) {
        let place = SourceLocation::new(source, theme.span);
        let fault = Fault::new(Code::ThemeMissing, place, format!("there is no theme `{name}` in `themes/`"));
        let near = closest_match(name, theme_names.iter().map(String::as_str).chain([crate::theme::DEFAULT_THEME]));
        let help = "write `theme: default`, or add the folder";
        out.report(if near.is_some() { fault.with_suggestion(near) } else { fault.with_help(help) });
    }
    Theme::load(name, files, Some((config.tokens.as_ref(), source)), out)
}

/// Sorts what was read by what it is.
fn collect_link_input(
    config: Arc<Config>,
    config_source: Arc<Source>,
    files: &[Arc<LoadedFile>],
    theme: &Theme,
) -> LinkInput {
    let mut faults = Faults::new();
    let out = &mut faults;
    let mut templates: Vec<String> = theme.template_names().map(str::to_owned).collect();
    templates.sort_unstable();
    let mut input = LinkInput {
        config,
        config_source,
        records: Vec::new(),
        translations: Vec::new(),
        ledger: Ledger::default(),
        signposts: None,
        observances: None,
        private_folder: None,
        assets: BTreeMap::new(),
        blocks: theme.blocks(),
        templates,
        faults: Vec::new(),
    };
    let mut people = None;
    for file in files {
        match (&file.role, &file.content) {
            (role, FileContent::Failed(fault)) => {
                input.ledger.is_incomplete |= *role == FileRole::Consents;
                out.report((**fault).clone());
            }
            (_, FileContent::Record(parsed)) => input.records.push(Arc::clone(parsed)),
            (FileRole::Translation { kind, slug, language }, FileContent::Translation(parsed)) => {
                input.translations.push((*kind, slug.clone(), language.clone(), Arc::clone(parsed)));
            }
            (_, FileContent::Asset(facts)) => drop(input.assets.insert(file.path.to_string(), facts.clone())),
            (FileRole::Consents, FileContent::Text(source)) => input.ledger = Ledger::from_source(source, out),
            (FileRole::Signposts, FileContent::Text(source)) => input.signposts = Some(Arc::clone(source)),
            (FileRole::Observances, FileContent::Text(source)) => input.observances = Some(Arc::clone(source)),
            (FileRole::Private(inner), FileContent::Text(source)) => {
                let private = input.private_folder.get_or_insert_with(PrivateFolder::default);
                match inner.as_str() {
                    "people.yaml" => people = Some(Arc::clone(source)),
                    "allow.yaml" => private.allowed = consent::read_allowed(source, out),
                    _ => check_private_record(inner, files, source, out),
                }
            }
            _ => {}
        }
    }
    if let Some(source) = people {
        let people = consent::read_people(&source, &input.ledger, out);
        input.private_folder.get_or_insert_with(PrivateFolder::default).people = people;
    }
    input.faults = faults.into_iter().collect();
    input
}

/// A private file about a record that does not exist protects nobody.
fn check_private_record(inner: &str, files: &[Arc<LoadedFile>], source: &Arc<Source>, out: &mut Faults) {
    let Some(key) = inner.strip_prefix("records/").and_then(|inner| inner.strip_suffix(".yaml")) else { return };
    let is_its_record =
        |role: &FileRole| matches!(role, FileRole::Record { kind, slug } if format!("{}/{slug}", kind.folder()) == key);
    if !files.iter().any(|file| is_its_record(&file.role)) {
        let fault = Fault::in_file(Code::UnknownReference, source.path.clone(), format!("there is no record `{key}`"));
        out.report(fault.with_help("name the file like the record's: `records/partners/hope-street.yaml`"));
    }
}

/// Takes what is printed, in whatever order it comes.
pub trait OutputSink: Sync {
    /// One file of the site.
    fn write(&self, output: Output) -> io::Result<()>;
    /// Called before a page is printed.
    fn page_started(&self, _address: &str) {}
    /// Called after a page was printed.
    fn page_finished(&self, _address: &str) {}
}

/// A sink that keeps nothing: checking is building without writing.
pub struct NullSink;

impl OutputSink for NullSink {
    fn write(&self, _: Output) -> io::Result<()> {
        Ok(())
    }
}

/// Prints the whole site into a sink, and the index of its search, which is made beside the pages.
pub fn render_site_with_search(
    world: &dyn World,
    press: &Renderer,
    sink: &dyn OutputSink,
    out: &mut Faults,
) -> io::Result<()> {
    let (printed, found) = rayon::join(|| render_site(world, press, sink, out), || build_search_index(press));
    printed?;
    found?.into_iter().try_for_each(|output| sink.write(output))
}

/// What the search page loads. It says nothing that no page says: where only faults or differences are looked for,
/// it need not be made.
pub fn build_search_index(press: &Renderer) -> io::Result<Vec<Output>> {
    format::search_files(press.publication(), press.locale())
}

/// Prints the site without the index of its search into a sink, page by page in parallel, and reports what could not be
/// printed.
pub fn render_site(world: &dyn World, press: &Renderer, sink: &dyn OutputSink, out: &mut Faults) -> io::Result<()> {
    let publication = press.publication();
    let pages = publication.pages();
    let faults = Mutex::new(Faults::new());
    let render_page = |page: &crate::publish::Page| -> io::Result<()> {
        sink.page_started(&page.address);
        let mut page_faults = Faults::new();
        if let Some(output) = format::render_page(press, page, &mut page_faults) {
            sink.write(output)?;
        }
        if !page_faults.is_empty() {
            faults.lock().expect("nobody panics with it").extend(page_faults);
        }
        sink.page_finished(&page.address);
        Ok(())
    };
    pages.par_iter().with_min_len(8).try_for_each(render_page)?;
    publication.files().par_iter().try_for_each(|(address, source)| {
        sink.write(Output { path: crate::path::output_path(address), bytes: world.read(source)? })
    })?;
    let calendars = Calendars::new(publication);
    publication.calendars().par_iter().with_min_len(8).try_for_each(|calendar| match calendars.render(*calendar) {
        Some(output) => sink.write(output),
        None => Ok(()),
    })?;
    let feeds = NewsFeeds::new(publication, press.locale());
    let write_news_feed =
        |news: &crate::publish::NewsFeed| feeds.render(news).into_iter().try_for_each(|output| sink.write(output));
    publication.news_feeds().par_iter().with_min_len(8).try_for_each(write_news_feed)?;
    for output in render_site_files(press) {
        sink.write(output)?;
    }
    out.extend(faults.into_inner().expect("nobody panics with it"));
    Ok(())
}

/// The calendar with a path in the site.
pub fn render_calendar(press: &Renderer, path: &str) -> Option<Output> {
    let publication = press.publication();
    let calendar = publication.calendar_at(&format!("/{path}"))?;
    Calendars::new(publication).render(calendar)
}

/// The feed with a path in the site.
pub fn render_news_feed(press: &Renderer, path: &str) -> Option<Output> {
    let publication = press.publication();
    let (news, file) = publication.news_feed_at(&format!("/{path}"))?;
    Some(NewsFeeds::new(publication, press.locale()).render_file(&news, file))
}

/// Outputs that are neither pages nor records' files nor calendars nor feeds: the theme's, the host's, and those that need every
/// record.
pub fn render_site_files(press: &Renderer) -> Vec<Output> {
    let mut outputs = format::sitemap_files(press.publication());
    outputs.extend(format::robots_file(press.publication()));
    outputs.extend(format::choices_files(press.publication(), press.locale()));
    outputs.push(format::icon_file(&SiteView::network_patch(press.publication()), press.theme()));
    outputs.extend(format::static_files(press.theme()));
    outputs.extend(format::hosting_files(press));
    outputs
}

/// The whole site in memory, in the order of paths: for tests and previews of small networks.
pub fn render_to_memory(
    world: &dyn World,
    press: &Renderer,
    out: &mut Faults,
) -> io::Result<BTreeMap<String, Vec<u8>>> {
    #[derive(Default)]
    struct MemorySink(Mutex<BTreeMap<String, Vec<u8>>>);
    impl OutputSink for MemorySink {
        fn write(&self, output: Output) -> io::Result<()> {
            self.0.lock().expect("nobody panics with it").insert(output.path, output.bytes);
            Ok(())
        }
    }
    let memory = MemorySink::default();
    render_site(world, press, &memory, out)?;
    Ok(memory.0.into_inner().expect("nobody panics with it"))
}

/// Makes a publication of what was loaded.
pub fn publish(loaded: &LoadedNetwork, edition: &PublishOptions, out: &mut Faults) -> Renderer {
    let publication: Arc<Publication> = Arc::new(crate::publish::publish(&loaded.site, edition, out));
    Renderer::new(&publication, &loaded.theme)
}

/// The same, from the last publication where that spares work.
pub fn republish(loaded: &LoadedNetwork, edition: &PublishOptions, previous: &Renderer, out: &mut Faults) -> Renderer {
    let changed = loaded.relinked_from.as_ref().filter(|(base, _)| previous.publication().is_based_on(base));
    let Some((_, changed)) = changed else { return publish(loaded, edition, out) };
    let publication = crate::publish::republish(&loaded.site, edition, previous.publication(), changed, out);
    Renderer::new(&Arc::new(publication), &loaded.theme)
}

/// Fingerprint of the contents of all files that make a site, without reading them as what they are.
pub fn digest_sources(world: &dyn World, entries: &[FileEntry]) -> Digest {
    let languages = [];
    let is_source = |entry: &&FileEntry| {
        entry.path.starts_with("themes/") || record::classify(&entry.path, &languages) != FileRole::Ignored
    };
    let digests = entries.par_iter().filter(is_source).map(|entry| (&*entry.path, content_digest(world, entry)));
    combine_digests(digests.collect())
}

/// A copy that is held back counts by its name, as for the site; a file that cannot be read by nothing.
fn content_digest(world: &dyn World, entry: &FileEntry) -> Digest {
    let is_copy = record::classify(&entry.path, &[]) == FileRole::SyncCopy;
    let bytes = if is_copy || entry.kind != EntryKind::File { None } else { world.read(&entry.path).ok() };
    Digest::compute(&bytes.unwrap_or_default())
}

fn combine_digests(mut files: Vec<(&str, Digest)>) -> Digest {
    files.sort_unstable();
    Digest::compute_all(files.iter().flat_map(|(path, digest)| [path.as_bytes(), digest.as_bytes()]))
}

impl FileContent {
    /// Whether both were read from the same contents.
    fn is_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Record(one), Self::Record(other)) => Arc::ptr_eq(one, other),
            (Self::Translation(one), Self::Translation(other)) => Arc::ptr_eq(one, other),
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Asset(one), Self::Asset(other)) => one == other,
            (Self::Skipped, Self::Skipped) => true,
            _ => false,
        }
    }

    fn digest(&self) -> Digest {
        match self {
            Self::Record(parsed) => parsed.digest,
            Self::Translation(parsed) => parsed.digest,
            Self::Text(source) => Digest::compute(source.text.as_bytes()),
            Self::Asset(facts) => facts.digest,
            Self::Failed(_) | Self::Skipped => Digest::compute(b""),
        }
    }
}

/// Runs on a number of threads of its own; all of the machine's for 0.
pub fn run_with_jobs<R: Send>(jobs: usize, run: impl FnOnce() -> R + Send) -> io::Result<R> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().map_err(io::Error::other)?;
    Ok(pool.install(run))
}
