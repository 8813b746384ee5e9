//! Who has which address. Two that a disk or host would take for one are an error, whether they are published
//! now or not: time alone must not bring a fault.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Ix, Record, Site};
use crate::config::Config;
use crate::fault::{Code, Fault, Faults};
use crate::path;
use crate::record::{Fields, Kind, RecordId};
use crate::text::Place;

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
pub(super) struct Addresses {
    known: BTreeMap<String, Option<Ix>>,
}

impl Addresses {
    pub(super) fn collect(records: &[Record], config: &Config) -> Self {
        let mut known: BTreeMap<String, Option<Ix>> =
            lists(config).into_iter().map(|address| (address, None)).collect();
        for (index, record) in records.iter().enumerate() {
            let ix = Ix::new(index);
            if let Some(Fields::Event(event)) = &record.parsed.fields {
                let date = event.start.unguarded().date;
                known.entry(format!("/events/{:04}/{:02}/", date.year(), date.month())).or_insert(None);
            }
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

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.known.keys().map(String::as_str)
    }
}

/// The lists that are always there.
pub(super) fn lists(config: &Config) -> Vec<String> {
    let kinds = Kind::ALL.iter().filter(|kind| kind.has_pages() && **kind != Kind::Page);
    let mut lists: Vec<String> = kinds.map(|kind| format!("/{}/", kind.folder())).collect();
    lists.extend(["/".to_owned(), "/events/past/".to_owned(), "/topics/".to_owned()]);
    lists.extend(config.topics.iter().flat_map(|topics| &topics.0).map(|(slug, _)| format!("/topics/{slug}/")));
    lists
}

/// Outputs that belong to the program.
const OWN_FILES: [&str; 4] = ["404.html", "sitemap.xml", "robots.txt", ".commonground"];

struct Owner {
    place: Option<Place>,
    name: String,
    record: Option<Ix>,
    /// Which of the record's translations it is.
    translation: Option<usize>,
    alias: bool,
}

/// Reports every pair of outputs that would be one; the later of the two is held back.
pub(super) fn check(site: &mut Site, used_files: &BTreeSet<String>, out: &mut Faults) {
    let mut owners: HashMap<String, Owner> = HashMap::new();
    let program = |name: String| Owner { place: None, name, record: None, translation: None, alias: false };
    for list in lists(&site.config).into_iter().filter(|list| list != "/") {
        owners.insert(key(&list), program(format!("the list `{list}`")));
    }
    for file in OWN_FILES {
        owners.insert(file.to_owned(), program(format!("the program's own `{file}`")));
    }
    let mut held_back = Vec::new();
    for file in used_files {
        let address = of_file(file);
        let owner =
            Owner { place: None, name: format!("the file `{file}`"), record: None, translation: None, alias: false };
        claim(&mut owners, &address, owner, &mut held_back, out);
    }
    for (ix, record) in site.iter().filter(|(_, record)| record.kind().has_pages()) {
        // A kind's own `index.md` is the text of its list and takes no address from it.
        let list_text = record.kind() == Kind::Page && Kind::of_folder(&record.id.slug).is_some();
        if !list_text {
            let place = Place::new(&record.parsed.source, record.parsed.span_of("slug"));
            let name = format!("{} `{}`", record.kind().a_word(), record.id.slug);
            claim(
                &mut owners,
                &record.address,
                Owner { place: Some(place), name, record: Some(ix), translation: None, alias: false },
                &mut held_back,
                out,
            );
        }
        for (number, translation) in record.translations.iter().enumerate() {
            let source = &translation.parsed.source;
            let place = Place::new(source, crate::text::Span::new(0..source.text.lines().next().map_or(0, str::len)));
            let name = format!("the {} of `{}`", translation.language.own_name(), record.id.slug);
            claim(
                &mut owners,
                &translation.address,
                Owner { place: Some(place), name, record: Some(ix), translation: Some(number), alias: false },
                &mut held_back,
                out,
            );
        }
    }
    for (ix, record) in site.iter() {
        for alias in
            record.parsed.common.iter().flat_map(|common| &common.aliases).filter(|alias| alias.starts_with('/'))
        {
            let place = Place::new(&record.parsed.source, record.parsed.span_of("aliases"));
            let name = format!("an alias of `{}`", record.id.slug);
            claim(
                &mut owners,
                alias,
                Owner { place: Some(place), name, record: Some(ix), translation: None, alias: true },
                &mut held_back,
                out,
            );
        }
    }
    for (ix, translation) in held_back {
        match translation {
            Some(number) => site.records[ix.at()].translations[number].held_back = true,
            None => site.records[ix.at()].held_back = true,
        }
    }
}

fn claim(
    owners: &mut HashMap<String, Owner>,
    address: &str,
    owner: Owner,
    held_back: &mut Vec<(Ix, Option<usize>)>,
    out: &mut Faults,
) {
    let key = key(address);
    let Some(first) = owners.get(&key) else {
        owners.insert(key, owner);
        return;
    };
    let message = format!("{} and {} would both have the address `{address}`", first.name, owner.name);
    let help = if owner.alias {
        "remove the alias, or write another old address"
    } else {
        "give one of them another `slug:` or file name"
    };
    let fault = match (&owner.place, &first.place) {
        (Some(place), _) => Fault::new(Code::DuplicateAddress, place.clone(), message),
        (None, Some(place)) => Fault::new(Code::DuplicateAddress, place.clone(), message),
        (None, None) => Fault::of_network(Code::DuplicateAddress, message),
    };
    let fault = match &first.place {
        Some(place) if owner.place.is_some() => fault.note_at(place.clone(), "the other one is here"),
        _ => fault,
    };
    let later = if owner.record.is_some() { &owner } else { first };
    held_back.extend(later.record.map(|ix| (ix, later.translation)));
    out.report(fault.help(help));
}

/// The address of a file: its path below `content/`.
pub fn of_file(path: &str) -> String {
    format!("/{}", path.strip_prefix("content/").unwrap_or(path))
}

/// What two outputs have in common that a disk would take for one; pages are folders with an `index.html`.
fn key(address: &str) -> String {
    let slashed = if address.ends_with('/') || path::extension(address).is_empty() {
        format!("{}/", address.trim_end_matches('/'))
    } else {
        address.to_owned()
    };
    path::fold(&path::output(&slashed)).into_owned()
}
