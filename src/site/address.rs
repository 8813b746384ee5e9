//! Who has which address. Two that a disk or host would take for one are an error, whether they are published
//! now or not: time alone must not bring a fault.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Ix, Record, Site, facet};
use crate::config::Config;
use crate::fault::{Code, Fault, Faults};
use crate::path;
use crate::record::{Kind, KindFields, ParsedRecord, RecordId};
use crate::text::{SourceLocation, Span};

/// The address of a record.
pub(super) fn of_record(id: &RecordId) -> String {
    match (id.kind.folder(), id.slug.as_str()) {
        ("", "") => "/".to_owned(),
        ("", slug) => format!("/{slug}/"),
        (folder, slug) => format!("/{folder}/{slug}/"),
    }
}

/// The address of a translation; its own slug takes the place of the record's last part.
pub(super) fn of_edition(id: &RecordId, language: &str, own_slug: Option<&str>) -> String {
    let mut id = id.clone();
    if let Some(slug) = own_slug {
        id.slug = match id.slug.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{slug}"),
            None => slug.to_owned(),
        };
    }
    format!("/{language}{}", of_record(&id))
}

/// The addresses that links can name.
#[derive(Debug)]
pub(super) struct Addresses {
    known: HashMap<String, Option<Ix>>,
}

impl Addresses {
    pub(super) fn collect(records: &[Arc<Record>], config: &Config) -> Self {
        let mut known: HashMap<String, Option<Ix>> = lists(config).into_iter().map(|address| (address, None)).collect();
        known.extend(facet::addresses(records).into_iter().map(|address| (address, None)));
        for (index, record) in records.iter().enumerate() {
            let ix = Ix::new(index);
            if let Some(month) = month(record) {
                known.entry(month).or_insert(None);
            }
            known.extend(subscribe(record, config).map(|address| (address, None)));
            for alias in record.parsed.common.iter().flat_map(|common| &common.aliases) {
                known.insert(alias.clone(), Some(ix));
            }
            for translation in &record.translations {
                known.insert(translation.address.clone(), Some(ix));
            }
        }
        for (index, record) in records.iter().enumerate().filter(|(_, record)| record.kind().has_pages()) {
            known.insert(record.address.clone(), Some(Ix::new(index)));
        }
        Self { known }
    }

    /// The address as it is known: with a `/` at its end.
    pub(super) fn normal(&self, written: &str) -> Option<String> {
        let slashed = if written.ends_with('/') { written.to_owned() } else { format!("{written}/") };
        [written.to_owned(), slashed].into_iter().find(|address| self.known.contains_key(address))
    }

    /// The record that has an address.
    pub(super) fn record(&self, address: &str) -> Option<Ix> {
        self.known.get(address).copied().flatten()
    }

    /// All of them in order, for suggestions.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        let mut all: Vec<&str> = self.known.keys().map(String::as_str).collect();
        all.sort_unstable();
        all.into_iter()
    }
}

/// The page to search the site on. What it loads lies below it.
pub const SEARCH: &str = "/search/";

/// Pages that say something of the site itself. Where the network has a page of its own at such an address, that one is
/// there, and the same is said on it below its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OwnPage {
    /// How far everybody can use the site, and whom to tell where somebody cannot.
    Accessibility,
    /// What the site learns of its readers.
    Privacy,
    /// How to send an event.
    SendEvent,
}

impl OwnPage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Accessibility, Self::Privacy, Self::SendEvent];

    /// The word for it, which is also that of its title among the words of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accessibility => "accessibility",
            Self::Privacy => "privacy",
            Self::SendEvent => "send-event",
        }
    }

    /// Where it is.
    pub fn address(self) -> &'static str {
        match self {
            Self::Accessibility => "/accessibility/",
            Self::Privacy => "/privacy/",
            Self::SendEvent => "/events/send/",
        }
    }

    /// The one at an address.
    pub fn at(address: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.address() == address)
    }
}

/// The lists that are always there.
pub(super) fn lists(config: &Config) -> Vec<String> {
    let kinds = Kind::ALL.iter().filter(|kind| kind.has_pages() && **kind != Kind::Page);
    let mut lists: Vec<String> = kinds.map(|kind| format!("/{}/", kind.folder())).collect();
    lists.extend(["/".to_owned(), "/events/past/".to_owned(), "/topics/".to_owned()]);
    let own = config.access.iter().flat_map(|access| &access.0).map(|(fact, _)| fact.as_str());
    let facts = crate::record::ACCESS_FACTS.iter().map(|(fact, _)| *fact).chain(own);
    lists.extend(facts.map(|fact| format!("/events/access/{fact}/")).collect::<BTreeSet<String>>());
    lists.extend(OwnPage::ALL.map(|page| page.address().to_owned()));
    if config.has_search() {
        lists.push(SEARCH.to_owned());
    }
    if config.has_calendars() {
        lists.push("/events/subscribe/".to_owned());
        let topics = config.topics.iter().flat_map(|topics| &topics.0);
        lists.extend(topics.map(|(slug, _)| format!("/topics/{slug}/subscribe/")));
    }
    lists.extend(config.topics.iter().flat_map(|topics| &topics.0).map(|(slug, _)| format!("/topics/{slug}/")));
    lists
}

/// The page that says how to subscribe to a record's calendar.
fn subscribe(record: &Record, config: &Config) -> Option<String> {
    (has_feed(record) && config.has_calendars()).then(|| format!("{}subscribe/", record.address))
}

/// Whether there are calendars and feeds of it.
fn has_feed(record: &Record) -> bool {
    matches!(record.kind(), Kind::Place | Kind::Partner | Kind::Campaign)
}

/// Calendars, and the pages of records' calendars.
fn calendars(site: &Site) -> Vec<String> {
    if !site.config.has_calendars() {
        return Vec::new();
    }
    let topics = site.topics.iter().map(|(slug, _)| format!("/topics/{slug}/calendar.ics"));
    let mut calendars: Vec<String> = topics.chain(["/events/calendar.ics".to_owned()]).collect();
    for record in &site.records {
        if let Some(page) = subscribe(record, &site.config) {
            calendars.extend([format!("{}calendar.ics", record.address), page]);
        } else if record.kind() == Kind::Event {
            calendars.push(format!("{}event.ics", record.address));
        }
    }
    calendars
}

/// Feeds of stories and resources but the network's own.
fn feeds(site: &Site) -> Vec<String> {
    if !site.config.has_feeds() {
        return Vec::new();
    }
    let topics = site.topics.iter().map(|(slug, _)| format!("/topics/{slug}/feed.xml"));
    let records = site.records.iter().filter(|record| has_feed(record));
    topics.chain(records.map(|record| format!("{}feed.xml", record.address))).collect()
}

/// The list of the month that an event is in.
fn month(record: &Record) -> Option<String> {
    month_of(&record.parsed)
}

/// The same, of its file.
pub(super) fn month_of(parsed: &ParsedRecord) -> Option<String> {
    let Some(KindFields::Event(event)) = &parsed.fields else { return None };
    let date = event.start.unguarded().date;
    Some(format!("/events/{:04}/{:02}/", date.year(), date.month()))
}

/// Outputs that belong to the program.
const OWN_FILES: [&str; 9] = [
    "404.html",
    "icon.svg",
    "sitemap.xml",
    "robots.txt",
    "feed.xml",
    "feed.json",
    ".commonground",
    "_headers",
    "_redirects",
];

/// Files of the search that a file of the contents could be in the way of; all others have fingerprints in their names.
fn search_files(config: &Config) -> Vec<String> {
    let wasm = format!("wasm.{}.pagefind", config.language.as_str());
    let names = ["pagefind.js", "pagefind-entry.json", "wasm.unknown.pagefind", &wasm];
    let names = names.iter().filter(|_| config.has_search());
    names.map(|name| format!("{SEARCH}{name}")).collect()
}

/// Who has an address. What is said of it, and where it stands, is looked up only when two meet.
#[derive(Clone, Copy)]
enum Owner<'a> {
    Program(&'a str),
    List(&'a str),
    File(&'a str),
    Record(Ix, &'a Record),
    Translation(Ix, &'a Record, usize),
    Alias(Ix, &'a Record, &'a str),
}

impl Owner<'_> {
    fn name(&self) -> String {
        match self {
            Self::Program(file) => format!("the program's own `{file}`"),
            Self::List(list) => format!("the list `{list}`"),
            Self::File(file) => format!("the file `{file}`"),
            Self::Record(_, record) => format!("{} `{}`", record.kind().word_with_article(), record.id.slug),
            Self::Translation(_, record, number) => {
                format!("the {} of `{}`", record.translations[*number].language.native_name(), record.id.slug)
            }
            Self::Alias(_, record, _) => format!("an alias of `{}`", record.id.slug),
        }
    }

    fn place(&self) -> Option<SourceLocation> {
        let of = |record: &Record, field| SourceLocation::new(&record.parsed.source, record.parsed.field_span(field));
        match self {
            Self::Program(_) | Self::List(_) | Self::File(_) => None,
            Self::Record(_, record) => Some(of(record, "slug")),
            Self::Alias(_, record, alias) => {
                Some(SourceLocation::new(&record.parsed.source, record.parsed.item_span("aliases", alias)))
            }
            Self::Translation(_, record, number) => {
                let source = &record.translations[*number].parsed.source;
                Some(SourceLocation::new(source, Span::from_range(0..source.text.lines().next().map_or(0, str::len))))
            }
        }
    }

    /// What is held back when it is the later of two: a record, or one of its translations.
    fn holds_back(&self) -> Option<(Ix, Option<usize>)> {
        match self {
            Self::Program(_) | Self::List(_) | Self::File(_) => None,
            Self::Record(ix, _) | Self::Alias(ix, _, _) => Some((*ix, None)),
            Self::Translation(ix, _, number) => Some((*ix, Some(*number))),
        }
    }
}

/// Reports every pair of outputs that would be one; the later of the two is held back.
pub(super) fn check(site: &mut Site, used_files: &BTreeSet<String>, out: &mut Faults) {
    let held_back = clashes(site, used_files, out);
    for (ix, translation) in held_back {
        match translation {
            Some(number) => {
                let translation = &mut site.record_mut(ix).translations[number];
                (translation.held_back, translation.barred) = (true, true);
            }
            None => site.record_mut(ix).bar(),
        }
    }
}

fn clashes(site: &Site, used_files: &BTreeSet<String>, out: &mut Faults) -> Vec<(Ix, Option<usize>)> {
    let lists = lists(&site.config);
    let calendars: Vec<String> = calendars(site).into_iter().chain(feeds(site)).collect();
    let search = search_files(&site.config);
    let months: BTreeSet<String> = site.records.iter().filter_map(|record| month(record)).collect();
    let files: Vec<(String, &String)> = used_files.iter().map(|file| (of_file(file), file)).collect();
    let own: Vec<(String, &str)> = OWN_FILES.iter().map(|file| (format!("/{file}"), *file)).collect();
    let mut owners = Owners { known: HashMap::with_capacity(site.records.len() * 2), held_back: Vec::new() };
    // Unless the network has written a page of its own there.
    let written = |list: &str| {
        let slug = list.trim_matches('/');
        (list == "/" || OwnPage::at(list).is_some()) && site.find(Kind::Page, slug).is_some()
    };
    let facets = facet::addresses(&site.records);
    own.iter().for_each(|(address, file)| owners.claim(address, Owner::Program(file), out));
    lists.iter().filter(|list| !written(list)).for_each(|list| owners.claim(list, Owner::List(list), out));
    calendars.iter().for_each(|address| owners.claim(address, Owner::Program(address), out));
    search.iter().for_each(|address| owners.claim(address, Owner::Program(address), out));
    facets.iter().for_each(|list| owners.claim(list, Owner::List(list), out));
    months.iter().for_each(|list| owners.claim(list, Owner::List(list), out));
    files.iter().for_each(|(address, file)| owners.claim(address, Owner::File(file), out));
    for (ix, record) in site.iter().filter(|(_, record)| record.kind().has_pages()) {
        // A kind's own `index.md` is the text of its list and takes no address from it.
        let list_text =
            record.kind() == Kind::Page && (Kind::from_folder(&record.id.slug).is_some() || record.id.slug == "topics");
        if !list_text {
            owners.claim(&record.address, Owner::Record(ix, record), out);
        }
        for (number, translation) in record.translations.iter().enumerate() {
            owners.claim(&translation.address, Owner::Translation(ix, record, number), out);
        }
    }
    for (ix, record) in site.iter() {
        let aliases = record.parsed.common.iter().flat_map(|common| &common.aliases);
        aliases
            .filter(|alias| alias.starts_with('/'))
            .for_each(|alias| owners.claim(alias, Owner::Alias(ix, record, alias), out));
    }
    check_gone(site, &owners, out);
    owners.held_back
}

/// An address cannot be given up and in use, or a host would be told to hide what is there.
fn check_gone(site: &Site, owners: &Owners<'_>, out: &mut Faults) {
    for address in &site.config.gone {
        let Some(owner) = owners.known.get(&key(address)) else { continue };
        let message = format!("`{address}` is not gone: {} has this address", owner.name());
        let place = SourceLocation::new(&site.config_source, address.span);
        let fault = Fault::new(Code::NotGone, place, message).with_help("remove it from `gone:`");
        out.report(match owner.place() {
            Some(place) => fault.with_note_at(place, "it is here"),
            None => fault,
        });
    }
}

struct Owners<'a> {
    known: HashMap<Cow<'a, str>, Owner<'a>>,
    held_back: Vec<(Ix, Option<usize>)>,
}

impl<'a> Owners<'a> {
    fn claim(&mut self, address: &'a str, owner: Owner<'a>, out: &mut Faults) {
        let first = match self.known.entry(key(address)) {
            Entry::Vacant(place) => {
                place.insert(owner);
                return;
            }
            Entry::Occupied(first) => *first.get(),
        };
        let message = format!("{} and {} would both have the address `{address}`", first.name(), owner.name());
        let help = match owner {
            Owner::Alias(..) => "remove the alias, or write another old address",
            _ => "give one of them another `slug:` or file name",
        };
        let fault = match owner.place().or_else(|| first.place()) {
            Some(place) => Fault::new(Code::DuplicateAddress, place, message),
            None => Fault::in_network(Code::DuplicateAddress, message),
        };
        let fault = match first.place().filter(|_| owner.place().is_some()) {
            Some(place) => fault.with_note_at(place, "the other one is here"),
            None => fault,
        };
        self.held_back.extend(owner.holds_back().or_else(|| first.holds_back()));
        out.report(fault.with_help(help));
    }
}

/// The address of a file: its path below `content/`.
pub fn of_file(path: &str) -> String {
    format!("/{}", path.strip_prefix("content/").unwrap_or(path))
}

/// What two addresses have in common that a disk would take for one: a page is a folder with an `index.html`.
fn key(address: &str) -> Cow<'_, str> {
    let address = address.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).unwrap_or(address);
    if address.ends_with('/') || !path::extension(address).is_empty() {
        return path::collision_key(address);
    }
    Cow::Owned(path::collision_key(&format!("{address}/")).into_owned())
}
