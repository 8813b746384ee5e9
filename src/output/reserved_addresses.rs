//! The addresses that belong to a network's outputs.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{CHOICES_FILE, OutputKind, ReservedAddress};
use crate::config::Config;
use crate::kind::{Facet, Kind, topic_address};

/// What outputs have files beside: the network's topics and records.
pub struct AddressContext<'a> {
    /// The network's settings.
    pub config: &'a Config,
    /// The slugs of its topics.
    pub topics: Vec<&'a str>,
    /// The languages that are spoken at its events.
    pub event_languages: BTreeSet<Cow<'a, str>>,
    /// The kinds of its records, and the addresses of their pages.
    pub records: Vec<(Kind, &'a str)>,
}

/// The addresses of an output's files; empty when the network does not have this output.
pub fn reserved_addresses(output: OutputKind, of: &AddressContext<'_>) -> Vec<String> {
    let spec = output.spec();
    if !(spec.is_wanted)(of.config) {
        return Vec::new();
    }
    spec.reserved.iter().flat_map(|reserved| addresses_of(*reserved, of)).collect()
}

/// Whether an address is that of a part of a long file.
pub fn is_numbered_part(address: &str) -> bool {
    let path = address.trim_matches('/');
    let mut reserved = OutputKind::all().flat_map(|kind| kind.spec().reserved);
    reserved.any(|reserved| matches!(reserved, ReservedAddress::Numbered(file) if file.is_path_of_part(path)))
}

/// Whether an address belongs in every network to the theme's files, to a host, to a part of a long file, or to a later
/// page of a list.
pub fn is_reserved_address(address: &str) -> bool {
    let parts: Vec<&str> = address.trim_matches('/').split('/').collect();
    // The second part of what a script reads is beside the second page of the list, whether or not there is such a page.
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_further_page = match parts.as_slice() {
        [.., "page", number] | [.., "page", number, CHOICES_FILE] => is_number(number),
        _ => false,
    };
    let mut reserved = [OutputKind::ThemeFile, OutputKind::HostFile].into_iter().flat_map(|kind| kind.spec().reserved);
    let is_first_part = |reserved: &ReservedAddress| match reserved {
        ReservedAddress::File(path) => *path == parts[0],
        ReservedAddress::Folder(folder) => folder.trim_end_matches('/') == parts[0],
        ReservedAddress::Numbered(_)
        | ReservedAddress::BesideList(..)
        | ReservedAddress::BesideTopic(_)
        | ReservedAddress::BesideEventLanguage(_)
        | ReservedAddress::BesideRecord(..) => false,
    };
    is_further_page || is_numbered_part(address) || reserved.any(is_first_part)
}

/// The folder of an output that an address is in.
pub fn reserved_folder(address: &str) -> Option<&'static str> {
    let path = address.strip_prefix('/')?;
    let all = OutputKind::all().map(OutputKind::spec).flat_map(|spec| spec.reserved);
    all.filter_map(|reserved| match reserved {
        ReservedAddress::Folder(folder) => Some(*folder),
        _ => None,
    })
    .find(|folder| path.starts_with(folder))
}

fn addresses_of(reserved: ReservedAddress, of: &AddressContext<'_>) -> Vec<String> {
    match reserved {
        ReservedAddress::File(path) => vec![format!("/{}", path.replace("{language}", of.config.language.as_str()))],
        ReservedAddress::Numbered(_) | ReservedAddress::Folder(_) => Vec::new(),
        ReservedAddress::BesideList(has_file, file) => {
            let kinds = Kind::all().filter(|kind| kind.spec().has_list && has_file(kind.spec()));
            kinds.map(|kind| format!("{}{file}", kind.list_address())).collect()
        }
        ReservedAddress::BesideTopic(file) => {
            of.topics.iter().map(|slug| format!("{}{file}", topic_address(slug))).collect()
        }
        ReservedAddress::BesideEventLanguage(file) => {
            let lists = of.event_languages.iter().map(|tag| Kind::Event.facet_address(Facet::Language, tag));
            lists.map(|list| format!("{list}{file}")).collect()
        }
        ReservedAddress::BesideRecord(has_file, file) => {
            let records = of.records.iter().filter(|(kind, _)| has_file(kind.spec()));
            records.map(|(_, address)| format!("{address}{file}")).collect()
        }
    }
}
