//! Addresses of records and lists, and those that links can name.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::facet::facet_list_addresses;
use super::record::Record;
use super::record_index::RecordIndex;
use crate::config::Config;
use crate::kind::{
    Facet, Kind, PAST_EVENTS_ADDRESS, RecordId, TOPICS_ADDRESS, access_address, topic_address, translated_list_address,
};
use crate::output::{AddressContext, BuiltInPage, OutputKind, RSS_FILE, SEARCH_ADDRESS, reserved_addresses};
use crate::path::{closest_match, path_in_content};
use crate::record::{KindFields, ParsedRecord};

/// The address of a record.
pub(super) fn record_address(id: &RecordId) -> String {
    match (id.kind.folder(), id.slug.as_str()) {
        ("", "") => "/".to_owned(),
        ("", slug) => format!("/{slug}/"),
        (folder, slug) => format!("/{folder}/{slug}/"),
    }
}

/// The address of a translation. A slug of the translation replaces the last part of the record's address.
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

/// The addresses that links can name, each with its record if it belongs to one.
#[derive(Clone, Debug)]
pub(super) struct KnownAddresses {
    records_by_address: HashMap<String, Option<RecordIndex>>,
    /// The feeds and calendars.
    files: HashSet<String>,
    /// The lists by facet.
    facet_lists: Vec<String>,
}

impl KnownAddresses {
    pub(super) fn collect(records: &[Arc<Record>], config: &Config) -> Self {
        let mut records_by_address: HashMap<String, Option<RecordIndex>> =
            list_addresses(config, records).into_iter().map(|address| (address, None)).collect();
        let facet_lists = facet_list_addresses(records);
        records_by_address.reserve(records.len() + facet_lists.len());
        records_by_address.extend(facet_lists.iter().map(|address| (address.clone(), None)));
        let reserved = reserved_for(config, records);
        let subscribe_pages = reserved_addresses(OutputKind::SubscribePage, &reserved);
        let files = [OutputKind::Calendar, OutputKind::NewsFeed];
        let files = files.into_iter().flat_map(|output| reserved_addresses(output, &reserved));
        let files: Vec<String> = files.filter(|file| config.has_rss() || !file.ends_with(RSS_FILE)).collect();
        records_by_address.extend(subscribe_pages.into_iter().map(|address| (address, None)));
        for (index, record) in records.iter().enumerate() {
            let ix = RecordIndex::new(index);
            if let Some(month) = month_address(record) {
                records_by_address.entry(month).or_insert(None);
            }
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
        Self { records_by_address, files: files.into_iter().collect(), facet_lists }
    }

    /// The addresses of all lists by facet, each once.
    pub(super) fn facet_lists(&self) -> &[String] {
        &self.facet_lists
    }

    /// Whether a feed or a calendar has an address.
    pub(super) fn has_file(&self, address: &str) -> bool {
        self.files.contains(address)
    }

    /// The address as the site has it, with a `/` at its end if it is a page; `None` when nothing has it.
    pub(super) fn normalise(&self, written: &str) -> Option<String> {
        let slashed = if written.ends_with('/') { written.to_owned() } else { format!("{written}/") };
        [written.to_owned(), slashed].into_iter().find(|address| self.records_by_address.contains_key(address))
    }

    /// The record that has an address.
    pub(super) fn record_at(&self, address: &str) -> Option<RecordIndex> {
        self.records_by_address.get(address).copied().flatten()
    }

    /// The known address that is closest to one that does not exist.
    pub(super) fn nearest(&self, written: &str) -> Option<String> {
        let mut all: Vec<&str> = self.records_by_address.keys().map(String::as_str).collect();
        all.sort_unstable();
        let nearest = closest_match(written.trim_matches('/'), all.into_iter().map(|known| known.trim_matches('/')));
        nearest.map(|nearest| format!("/{nearest}/"))
    }
}

/// The kinds whose records have a list in a network with these records.
pub(super) fn listed_kinds(records: &[Arc<Record>]) -> Vec<Kind> {
    let is_about = |record: &Record, kind: Kind| {
        record.kind() == kind || (record.kind() == Kind::Page && record.id.slug == kind.folder())
    };
    let is_present = |kind: Kind| records.iter().any(|record| is_about(record, kind));
    let kinds = Kind::all().filter(|kind| kind.spec().has_list);
    kinds.filter(|kind| !kind.spec().is_list_optional || is_present(*kind)).collect()
}

/// The addresses of lists and built-in pages in a network with these records.
pub(super) fn list_addresses(config: &Config, records: &[Arc<Record>]) -> Vec<String> {
    let mut lists: Vec<String> = listed_kinds(records).into_iter().map(Kind::list_address).collect();
    lists.extend(["/".to_owned(), PAST_EVENTS_ADDRESS.to_owned(), TOPICS_ADDRESS.to_owned()]);
    let network_facts = config.access.iter().flat_map(|access| &access.0).map(|(fact, _)| fact.as_str());
    let facts = crate::record::ACCESS_FACTS.iter().map(|(fact, _)| *fact).chain(network_facts);
    lists.extend(translated_list_addresses(records));
    lists.extend(facts.map(access_address).collect::<BTreeSet<String>>());
    lists.extend(BuiltInPage::ALL.map(|page| page.address().to_owned()));
    if config.has_search() {
        lists.push(SEARCH_ADDRESS.to_owned());
    }
    lists.extend(config.topics.iter().flat_map(|topics| &topics.0).map(|(slug, _)| topic_address(slug)));
    lists
}

/// The addresses of lists in other languages, without those that are the text of a list in its language.
fn translated_list_addresses(records: &[Arc<Record>]) -> BTreeSet<String> {
    let mut lists = BTreeSet::new();
    let mut texts = BTreeSet::new();
    for record in records.iter().filter(|record| record.id.list_kind().spec().has_list) {
        for translation in &record.translations {
            let list = record.id.list_kind().list_address();
            lists.insert(translated_list_address(&list, translation.language.as_str()));
            if record.id.is_list_introduction() {
                texts.insert(translation.address.as_str());
            }
        }
    }
    lists.retain(|list| !texts.contains(list.as_str()));
    lists
}

/// The settings and records for which outputs reserve addresses.
pub(super) fn reserved_for<'a>(config: &'a Config, records: &'a [Arc<Record>]) -> AddressContext<'a> {
    AddressContext {
        config,
        topics: config.topics.iter().flat_map(|topics| &topics.0).map(|(slug, _)| slug.as_str()).collect(),
        event_languages: records
            .iter()
            .filter(|record| record.kind() == Kind::Event)
            .flat_map(|record| record.parsed.facet_values(Facet::Language))
            .collect(),
        records: records.iter().map(|record| (record.kind(), record.address.as_str())).collect(),
    }
}

/// The address of the month's list in which an event is; `None` for other records.
pub(super) fn month_address(record: &Record) -> Option<String> {
    month_address_of_file(&record.parsed)
}

/// Like [`month_address`], for a file that is not linked yet.
pub(super) fn month_address_of_file(parsed: &ParsedRecord) -> Option<String> {
    let Some(KindFields::Event(event)) = &parsed.fields else { return None };
    let date = event.start.unguarded().date;
    Some(crate::kind::month_address(date.year(), date.month()))
}

/// The address of a file: its path below `content/`.
pub fn file_address(path: &str) -> String {
    format!("/{}", path_in_content(path))
}
