//! Who has which address. Two that a disk or host would take for one are an error, whether they are published
//! now or not: time alone must not bring a fault.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Record, RecordIndex, Site, facet};
use crate::config::Config;
use crate::fault::{Code, Fault, Faults};
use crate::kind::{Kind, RecordId};
use crate::path;
use crate::record::{KindFields, ParsedRecord};
use crate::text::{SourceLocation, Span};

/// The address of a record.
pub(super) fn record_address(id: &RecordId) -> String {
    match (id.kind.folder(), id.slug.as_str()) {
        ("", "") => "/".to_owned(),
        ("", slug) => format!("/{slug}/"),
        (folder, slug) => format!("/{folder}/{slug}/"),
    }
}

/// The address of a translation; its own slug takes the place of the record's last part.
pub(super) fn translation_address(id: &RecordId, language: &str, own_slug: Option<&str>) -> String {
    let mut id = id.clone();
    if let Some(slug) = own_slug {
        id.slug = match id.slug.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{slug}"),
            None => slug.to_owned(),
        };
    }
    format!("/{language}{}", record_address(&id))
}

/// The addresses that links can name.
#[derive(Debug)]
pub(super) struct KnownAddresses {
    records_by_address: HashMap<String, Option<RecordIndex>>,
}

impl KnownAddresses {
    pub(super) fn collect(records: &[Arc<Record>], config: &Config) -> Self {
        let mut records_by_address: HashMap<String, Option<RecordIndex>> =
            list_addresses(config).into_iter().map(|address| (address, None)).collect();
        records_by_address.extend(facet::facet_list_addresses(records).into_iter().map(|address| (address, None)));
        for (index, record) in records.iter().enumerate() {
            let ix = RecordIndex::new(index);
            if let Some(month) = month_address(record) {
                records_by_address.entry(month).or_insert(None);
            }
            records_by_address.extend(subscribe_address(record, config).map(|address| (address, None)));
            for alias in record.parsed.common.iter().flat_map(|common| &common.aliases) {
                records_by_address.insert(alias.clone(), Some(ix));
            }
            for translation in &record.translations {
                records_by_address.insert(translation.address.clone(), Some(ix));
            }
        }
        for (index, record) in records.iter().enumerate().filter(|(_, record)| record.kind().has_pages()) {
            records_by_address.insert(record.address.clone(), Some(RecordIndex::new(index)));
        }
        Self { records_by_address }
    }

    /// The address as it is known: with a `/` at its end.
    pub(super) fn normalise(&self, written: &str) -> Option<String> {
        let slashed = if written.ends_with('/') { written.to_owned() } else { format!("{written}/") };
        [written.to_owned(), slashed].into_iter().find(|address| self.records_by_address.contains_key(address))
    }

    /// The record that has an address.
    pub(super) fn record_at(&self, address: &str) -> Option<RecordIndex> {
        self.records_by_address.get(address).copied().flatten()
    }

    /// All of them in order, for suggestions.
    pub(super) fn sorted(&self) -> impl Iterator<Item = &str> {
        let mut all: Vec<&str> = self.records_by_address.keys().map(String::as_str).collect();
        all.sort_unstable();
        all.into_iter()
    }
}

/// The page to search the site on. What it loads lies below it.
pub const SEARCH_ADDRESS: &str = "/search/";

/// Pages that say something of the site itself. Where the network has a page of its own at such an address, that one is
/// there, and the same is said on it below its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BuiltInPage {
    /// How far everybody can use the site, and whom to tell where somebody cannot.
    Accessibility,
    /// What the site learns of its readers.
    Privacy,
    /// How to send an event.
    SendEvent,
}

impl BuiltInPage {
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
    pub fn from_address(address: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.address() == address)
    }
}

/// The lists that are always there.
pub(super) fn list_addresses(config: &Config) -> Vec<String> {
    let kinds = Kind::all().filter(|kind| kind.spec().has_list);
    let mut lists: Vec<String> = kinds.map(Kind::list_address).collect();
    lists.extend(["/".to_owned(), "/events/past/".to_owned(), "/topics/".to_owned()]);
    let network_facts = config.access.iter().flat_map(|access| &access.0).map(|(fact, _)| fact.as_str());
    let facts = crate::record::ACCESS_FACTS.iter().map(|(fact, _)| *fact).chain(network_facts);
    lists.extend(facts.map(|fact| format!("/events/access/{fact}/")).collect::<BTreeSet<String>>());
    lists.extend(BuiltInPage::ALL.map(|page| page.address().to_owned()));
    if config.has_search() {
        lists.push(SEARCH_ADDRESS.to_owned());
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
fn subscribe_address(record: &Record, config: &Config) -> Option<String> {
    (has_feeds(record) && config.has_calendars()).then(|| format!("{}subscribe/", record.address))
}

/// Whether there are calendars and feeds of it.
fn has_feeds(record: &Record) -> bool {
    record.kind().spec().has_feeds
}

/// Calendars, and the pages of records' calendars.
fn calendar_addresses(site: &Site) -> Vec<String> {
    if !site.config.has_calendars() {
        return Vec::new();
    }
    let topics = site.topics.iter().map(|(slug, _)| format!("/topics/{slug}/calendar.ics"));
    let mut calendars: Vec<String> = topics.chain(["/events/calendar.ics".to_owned()]).collect();
    for record in &site.records {
        if let Some(page) = subscribe_address(record, &site.config) {
            calendars.extend([format!("{}calendar.ics", record.address), page]);
        } else if record.kind() == Kind::Event {
            calendars.push(format!("{}event.ics", record.address));
        }
    }
    calendars
}

/// Feeds of stories and resources but the network's own.
fn news_feed_addresses(site: &Site) -> Vec<String> {
    if !site.config.has_feeds() {
        return Vec::new();
    }
    let topics = site.topics.iter().map(|(slug, _)| format!("/topics/{slug}/feed.xml"));
    let records = site.records.iter().filter(|record| has_feeds(record));
    topics.chain(records.map(|record| format!("{}feed.xml", record.address))).collect()
}

/// The list of the month that an event is in.
fn month_address(record: &Record) -> Option<String> {
    month_address_of_file(&record.parsed)
}

/// The same, of its file.
pub(super) fn month_address_of_file(parsed: &ParsedRecord) -> Option<String> {
    let Some(KindFields::Event(event)) = &parsed.fields else { return None };
    let date = event.start.unguarded().date;
    Some(format!("/events/{:04}/{:02}/", date.year(), date.month()))
}

/// Outputs that belong to the program.
const PROGRAM_FILES: [&str; 9] = [
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
fn search_file_addresses(config: &Config) -> Vec<String> {
    let wasm = format!("wasm.{}.pagefind", config.language.as_str());
    let names = ["pagefind.js", "pagefind-entry.json", "wasm.unknown.pagefind", &wasm];
    let names = names.iter().filter(|_| config.has_search());
    names.map(|name| format!("{SEARCH_ADDRESS}{name}")).collect()
}

/// Who has an address. What is said of it, and where it stands, is looked up only when two meet.
#[derive(Clone, Copy)]
enum AddressOwner<'a> {
    Program(&'a str),
    List(&'a str),
    File(&'a str),
    Record(RecordIndex, &'a Record),
    Translation(RecordIndex, &'a Record, usize),
    Alias(RecordIndex, &'a Record, &'a str),
}

impl AddressOwner<'_> {
    fn describe(&self) -> String {
        match self {
            Self::Program(file) => format!("the program's own `{file}`"),
            Self::List(list) => format!("the list `{list}`"),
            Self::File(file) => format!("the file `{file}`"),
            Self::Record(_, record) => format!("{} `{}`", record.kind().with_article(), record.id.slug),
            Self::Translation(_, record, number) => {
                format!("the {} of `{}`", record.translations[*number].language.native_name(), record.id.slug)
            }
            Self::Alias(_, record, _) => format!("an alias of `{}`", record.id.slug),
        }
    }

    fn location(&self) -> Option<SourceLocation> {
        let field_location = |record: &Record, field| record.parsed.locations.of_field(field);
        match self {
            Self::Program(_) | Self::List(_) | Self::File(_) => None,
            Self::Record(_, record) => Some(field_location(record, "slug")),
            Self::Alias(_, record, alias) => Some(record.parsed.locations.of_item("aliases", alias)),
            Self::Translation(_, record, number) => {
                let source = &record.translations[*number].parsed.source;
                Some(SourceLocation::new(source, Span::from_range(0..source.text.lines().next().map_or(0, str::len))))
            }
        }
    }

    /// What is held back when it is the later of two: a record, or one of its translations.
    fn page_to_invalidate(&self) -> Option<(RecordIndex, Option<usize>)> {
        match self {
            Self::Program(_) | Self::List(_) | Self::File(_) => None,
            Self::Record(ix, _) | Self::Alias(ix, _, _) => Some((*ix, None)),
            Self::Translation(ix, _, number) => Some((*ix, Some(*number))),
        }
    }
}

/// Reports every pair of outputs that would be one; the later of the two is held back.
pub(super) fn check_addresses(site: &mut Site, used_files: &BTreeSet<String>, out: &mut Faults) {
    let to_invalidate = find_address_clashes(site, used_files, out);
    for (ix, translation) in to_invalidate {
        match translation {
            Some(number) => {
                let translation = &mut site.record_mut(ix).translations[number];
                (translation.is_invalid, translation.has_cross_file_error) = (true, true);
            }
            None => site.record_mut(ix).set_cross_file_error(),
        }
    }
}

fn find_address_clashes(
    site: &Site,
    used_files: &BTreeSet<String>,
    out: &mut Faults,
) -> Vec<(RecordIndex, Option<usize>)> {
    let lists = list_addresses(&site.config);
    let calendars: Vec<String> = calendar_addresses(site).into_iter().chain(news_feed_addresses(site)).collect();
    let search = search_file_addresses(&site.config);
    let months: BTreeSet<String> = site.records.iter().filter_map(|record| month_address(record)).collect();
    let files: Vec<(String, &String)> = used_files.iter().map(|file| (file_address(file), file)).collect();
    let program_files: Vec<(String, &str)> = PROGRAM_FILES.iter().map(|file| (format!("/{file}"), *file)).collect();
    let mut owners =
        AddressOwners { by_key: HashMap::with_capacity(site.records.len() * 2), to_invalidate: Vec::new() };
    // Unless the network has written a page of its own there.
    let is_written_by_network = |list: &str| {
        let slug = list.trim_matches('/');
        (list == "/" || BuiltInPage::from_address(list).is_some()) && site.find(Kind::Page, slug).is_some()
    };
    let facets = facet::facet_list_addresses(&site.records);
    program_files.iter().for_each(|(address, file)| owners.claim(address, AddressOwner::Program(file), out));
    lists
        .iter()
        .filter(|list| !is_written_by_network(list))
        .for_each(|list| owners.claim(list, AddressOwner::List(list), out));
    calendars.iter().for_each(|address| owners.claim(address, AddressOwner::Program(address), out));
    search.iter().for_each(|address| owners.claim(address, AddressOwner::Program(address), out));
    facets.iter().for_each(|list| owners.claim(list, AddressOwner::List(list), out));
    months.iter().for_each(|list| owners.claim(list, AddressOwner::List(list), out));
    files.iter().for_each(|(address, file)| owners.claim(address, AddressOwner::File(file), out));
    for (ix, record) in site.indexed_records().filter(|(_, record)| record.kind().has_pages()) {
        // A kind's own `index.md` is the text of its list and takes no address from it.
        let is_list_introduction =
            record.kind() == Kind::Page && (Kind::from_folder(&record.id.slug).is_some() || record.id.slug == "topics");
        if !is_list_introduction {
            owners.claim(&record.address, AddressOwner::Record(ix, record), out);
        }
        for (number, translation) in record.translations.iter().enumerate() {
            owners.claim(&translation.address, AddressOwner::Translation(ix, record, number), out);
        }
    }
    for (ix, record) in site.indexed_records() {
        let aliases = record.parsed.common.iter().flat_map(|common| &common.aliases);
        aliases
            .filter(|alias| alias.starts_with('/'))
            .for_each(|alias| owners.claim(alias, AddressOwner::Alias(ix, record, alias), out));
    }
    check_gone_addresses(site, &owners, out);
    owners.to_invalidate
}

/// An address cannot be given up and in use, or a host would be told to hide what is there.
fn check_gone_addresses(site: &Site, owners: &AddressOwners<'_>, out: &mut Faults) {
    for address in &site.config.gone {
        let Some(owner) = owners.by_key.get(&collision_key(address)) else { continue };
        let message = format!("`{address}` is not gone: {} has this address", owner.describe());
        let place = SourceLocation::new(&site.config_source, address.span);
        let fault = Fault::new(Code::NotGone, place, message).with_help("remove it from `gone:`");
        out.report(match owner.location() {
            Some(place) => fault.with_note_at(place, "it is here"),
            None => fault,
        });
    }
}

struct AddressOwners<'a> {
    by_key: HashMap<Cow<'a, str>, AddressOwner<'a>>,
    to_invalidate: Vec<(RecordIndex, Option<usize>)>,
}

impl<'a> AddressOwners<'a> {
    fn claim(&mut self, address: &'a str, owner: AddressOwner<'a>, out: &mut Faults) {
        let first = match self.by_key.entry(collision_key(address)) {
            Entry::Vacant(place) => {
                place.insert(owner);
                return;
            }
            Entry::Occupied(first) => *first.get(),
        };
        let message = format!("{} and {} would both have the address `{address}`", first.describe(), owner.describe());
        let help = match owner {
            AddressOwner::Alias(..) => "remove the alias, or write another old address",
            _ => "give one of them another `slug:` or file name",
        };
        let fault = match owner.location().or_else(|| first.location()) {
            Some(place) => Fault::new(Code::DuplicateAddress, place, message),
            None => Fault::in_network(Code::DuplicateAddress, message),
        };
        let fault = match first.location().filter(|_| owner.location().is_some()) {
            Some(place) => fault.with_note_at(place, "the other one is here"),
            None => fault,
        };
        self.to_invalidate.extend(owner.page_to_invalidate().or_else(|| first.page_to_invalidate()));
        out.report(fault.with_help(help));
    }
}

/// The address of a file: its path below `content/`.
pub fn file_address(path: &str) -> String {
    format!("/{}", path.strip_prefix("content/").unwrap_or(path))
}

/// What two addresses have in common that a disk would take for one: a page is a folder with an `index.html`.
fn collision_key(address: &str) -> Cow<'_, str> {
    let address = address.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).unwrap_or(address);
    if address.ends_with('/') || !path::extension(address).is_empty() {
        return path::collision_key(address);
    }
    Cow::Owned(path::collision_key(&format!("{address}/")).into_owned())
}
