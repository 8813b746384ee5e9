//! Addresses that belong to an output, whether the site has such a file now or not.

use crate::kind::KindSpec;

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
