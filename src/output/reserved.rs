//! Addresses that belong to an output, whether the site has such a file now or not.

use super::{OutputKind, OutputSpec};
use crate::config::Config;
use crate::kind::{Kind, KindSpec};

/// An address, or several, that no record and no file of the contents can have.
#[derive(Clone, Copy, Debug)]
pub enum Reserved {
    /// A file, by its path from the root; `{language}` stands for the network's own.
    File(&'static str),
    /// Everything in a folder.
    Folder(&'static str),
    /// A file beside the list of each kind for which this holds.
    BesideList(fn(&KindSpec) -> bool, &'static str),
    /// A file beside the page of each topic.
    BesideTopic(&'static str),
    /// A file beside the page of each record of a kind for which this holds.
    BesideRecord(fn(&KindSpec) -> bool, &'static str),
}

/// Beside what an output has files: the network's topics and records.
pub struct ReservedFor<'a> {
    /// The network's settings.
    pub config: &'a Config,
    /// The slugs of its topics.
    pub topics: Vec<&'a str>,
    /// The kinds of its records, and the addresses of their pages.
    pub records: Vec<(Kind, &'a str)>,
}

/// The addresses of an output's files; none where the network does not want it.
pub fn reserved_addresses(output: OutputKind, of: &ReservedFor<'_>) -> Vec<String> {
    let spec = output.spec();
    if !(spec.is_wanted)(of.config) {
        return Vec::new();
    }
    spec.reserved.iter().flat_map(|reserved| reserved.addresses(of)).collect()
}

/// The folder of an output in which an address lies.
pub fn reserved_folder(address: &str) -> Option<&'static str> {
    let path = address.strip_prefix('/')?;
    let all = OutputKind::all().map(OutputKind::spec).flat_map(|spec: &OutputSpec| spec.reserved);
    all.filter_map(|reserved| match reserved {
        Reserved::Folder(folder) => Some(*folder),
        _ => None,
    })
    .find(|folder| path.starts_with(folder))
}

impl Reserved {
    fn addresses(self, of: &ReservedFor<'_>) -> Vec<String> {
        match self {
            Self::File(path) => vec![format!("/{}", path.replace("{language}", of.config.language.as_str()))],
            Self::Folder(_) => Vec::new(),
            Self::BesideList(has_file, file) => {
                let kinds = Kind::all().filter(|kind| kind.spec().has_list && has_file(kind.spec()));
                kinds.map(|kind| format!("{}{file}", kind.list_address())).collect()
            }
            Self::BesideTopic(file) => of.topics.iter().map(|slug| format!("/topics/{slug}/{file}")).collect(),
            Self::BesideRecord(has_file, file) => {
                let records = of.records.iter().filter(|(kind, _)| has_file(kind.spec()));
                records.map(|(_, address)| format!("{address}{file}")).collect()
            }
        }
    }
}
