//! Addresses that belong to an output, whether or not the site has such a file now.

use crate::kind::KindSpec;

/// One or more addresses that no record and no file of the contents may have.
#[derive(Clone, Copy, Debug)]
pub enum ReservedAddress {
    /// A file, by its path from the root; `{language}` stands for the network's language.
    File(&'static str),
    /// The files at the root that one long file is divided into.
    Numbered(NumberedFile),
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

/// A name with a number in it, of the parts that a long file is divided into.
#[derive(Clone, Copy, Debug)]
pub struct NumberedFile {
    /// What is before the number.
    pub prefix: &'static str,
    /// What is after it.
    pub ending: &'static str,
}

impl NumberedFile {
    /// The path of a part.
    pub fn path(self, number: usize) -> String {
        format!("{}{number}{}", self.prefix, self.ending)
    }

    /// Whether a path is that of a part.
    pub fn is_path_of_part(self, path: &str) -> bool {
        let number = path.strip_prefix(self.prefix).and_then(|rest| rest.strip_suffix(self.ending));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    }
}
