//! Addresses that belong to an output, whether or not the site has such a file now.

use crate::kind::KindSpec;

/// One or more addresses that no record and no file of the contents may have.
#[derive(Clone, Copy, Debug)]
pub enum ReservedAddress {
    /// A file, by its path from the root; `{language}` stands for the network's language.
    File(&'static str),
    /// Everything in a folder.
    Folder(&'static str),
    /// A file beside the list of each kind for which this holds.
    BesideList(fn(&KindSpec) -> bool, &'static str),
    /// A file beside the page of each topic.
    BesideTopic(&'static str),
    /// A file beside the list of the events in each language.
    BesideEventLanguage(&'static str),
    /// A file beside the page of each record of a kind for which this holds.
    BesideRecord(fn(&KindSpec) -> bool, &'static str),
}
