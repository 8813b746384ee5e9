//! Addresses that two pages or files have.
//!
//! It is an error when a disk or host would take two addresses for the same, even if one of the two is not published
//! now: a fault must not appear only because time passes.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use crate::fault::{Code, Fault, Faults};
use crate::kind::Kind;
use crate::output::{AddressContext, BuiltInPage, OutputKind, is_numbered_part, reserved_addresses};
use crate::path;
use crate::site::address::{file_address, list_addresses, month_address, reserved_for};
use crate::site::linked_site::Site;
use crate::site::record::Record;
use crate::site::record_index::RecordIndex;
use crate::text::SourceLocation;

/// What has an address. Its description and location are looked up only when two owners have the same address.
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
                Some(SourceLocation::new(source, source.first_line()))
            }
        }
    }

    /// The record, or the translation of a record, that becomes invalid when another owner had the address first.
    fn page_to_invalidate(&self) -> Option<(RecordIndex, Option<usize>)> {
        match self {
            Self::Program(_) | Self::List(_) | Self::File(_) => None,
            Self::Record(ix, _) | Self::Alias(ix, _, _) => Some((*ix, None)),
            Self::Translation(ix, _, number) => Some((*ix, Some(*number))),
        }
    }
}

/// Reports addresses with two owners, and marks the later owner as invalid.
pub(super) fn check_addresses(site: &mut Site, used_files: &BTreeSet<String>, out: &mut Faults) {
    let to_invalidate = find_address_clashes(site, used_files, out);
    for (ix, translation) in to_invalidate {
        match translation {
            Some(number) => site.record_mut(ix).translations[number].set_cross_file_error(),
            None => site.record_mut(ix).set_cross_file_error(),
        }
    }
}

fn find_address_clashes(
    site: &Site,
    used_files: &BTreeSet<String>,
    out: &mut Faults,
) -> Vec<(RecordIndex, Option<usize>)> {
    let of = reserved_for(&site.config, &site.records);
    let reserved: Vec<String> = OutputKind::all().flat_map(|output| reserved_addresses(output, &of)).collect();
    let lists = lists_of_program(site);
    let files: Vec<(String, &String)> = used_files.iter().map(|file| (file_address(file), file)).collect();
    let count = reserved.len() + lists.len() + files.len() + site.records.len();
    let mut owners = AddressOwners { by_key: HashMap::with_capacity(count), to_invalidate: Vec::new() };
    reserved.iter().for_each(|address| owners.claim(address, AddressOwner::Program(address), out));
    lists.iter().for_each(|list| owners.claim(list, AddressOwner::List(list), out));
    files.iter().for_each(|(address, file)| owners.claim(address, AddressOwner::File(file), out));
    for (ix, record) in site.indexed_records().filter(|(_, record)| record.kind().has_pages()) {
        if !record.id.is_list_introduction() {
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
    check_kept_names(site, &of, out);
    owners.to_invalidate
}

/// Reports addresses under `gone:` that are in use: a host would hide the page that is there.
fn check_gone_addresses(site: &Site, owners: &AddressOwners<'_>, out: &mut Faults) {
    for address in &site.config.gone {
        let Some(owner) = owners.by_key.get(&collision_key(address)) else { continue };
        let message = format!("`{address}` is not gone: {} has this address", owner.describe());
        let location = SourceLocation::new(&site.config_source, address.span);
        let fault = Fault::new(Code::NotGone, location, message).with_help("remove it from `gone:`");
        out.report(match owner.location() {
            Some(location) => fault.with_note_at(location, "it is here"),
            None => fault,
        });
    }
}

/// Reports names under `keep:` of files that the program makes. A network may bring its own files for crawlers and hosts.
fn check_kept_names(site: &Site, of: &AddressContext<'_>, out: &mut Faults) {
    if site.config.keep.is_empty() {
        return;
    }
    let made = OutputKind::all().filter(|output| !matches!(output, OutputKind::Robots | OutputKind::HostFile));
    let made: BTreeSet<String> = made.flat_map(|output| reserved_addresses(output, of)).collect();
    let is_made = |name: &str| name == "index.html" || made.contains(&format!("/{name}")) || is_numbered_part(name);
    for name in site.config.keep.iter().filter(|name| is_made(name)) {
        let message = format!("the program makes `{name}`, so it cannot be kept as it is");
        let fault = Fault::new(Code::InvalidValue, SourceLocation::new(&site.config_source, name.span), message);
        out.report(fault.with_help("take it out of `keep:`"));
    }
}

/// The addresses of lists and built-in pages, without those for which the network has a page of its own.
fn lists_of_program(site: &Site) -> Vec<String> {
    let is_written_by_network = |list: &str| {
        let slug = list.trim_matches('/');
        (list == "/" || BuiltInPage::from_address(list).is_some()) && site.find(Kind::Page, slug).is_some()
    };
    let mut lists = list_addresses(&site.config, &site.records);
    lists.retain(|list| !is_written_by_network(list));
    lists.extend(site.addresses.facet_lists().iter().cloned());
    lists.extend(site.records.iter().filter_map(|record| month_address(record)).collect::<BTreeSet<String>>());
    lists
}

struct AddressOwners<'a> {
    by_key: HashMap<Cow<'a, str>, AddressOwner<'a>>,
    to_invalidate: Vec<(RecordIndex, Option<usize>)>,
}

impl<'a> AddressOwners<'a> {
    fn claim(&mut self, address: &'a str, owner: AddressOwner<'a>, out: &mut Faults) {
        let first = match self.by_key.entry(collision_key(address)) {
            Entry::Vacant(entry) => {
                entry.insert(owner);
                return;
            }
            Entry::Occupied(first) => *first.get(),
        };
        let message = format!("{} and {} would both have the address `{address}`", first.describe(), owner.describe());
        let help = match owner {
            AddressOwner::Alias(..) => "remove the alias, or write another old address",
            AddressOwner::File(_) => "give the file another name, and write that where it is named",
            _ => "give one of them another `slug:` or file name",
        };
        let fault = match owner.location().or_else(|| first.location()) {
            Some(location) => Fault::new(Code::DuplicateAddress, location, message),
            None => match owner {
                AddressOwner::File(file) => Fault::in_file(Code::DuplicateAddress, file, message),
                _ => Fault::in_network(Code::DuplicateAddress, message),
            },
        };
        let fault = match first.location().filter(|_| owner.location().is_some()) {
            Some(location) => fault.with_note_at(location, "the other one is here"),
            None => fault,
        };
        self.to_invalidate.extend(owner.page_to_invalidate().or_else(|| first.page_to_invalidate()));
        out.report(fault.with_help(help));
    }
}

/// A key that is equal for two addresses that a disk would take for the same. A page is a folder with an `index.html`.
fn collision_key(address: &str) -> Cow<'_, str> {
    let address = address.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).unwrap_or(address);
    if address.ends_with('/') || !path::extension(address).is_empty() {
        return path::collision_key(address);
    }
    Cow::Owned(path::collision_key(&format!("{address}/")).into_owned())
}
