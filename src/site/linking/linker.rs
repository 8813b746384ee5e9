//! What references and links can name.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::suggestions::{self, Suggestions};
use crate::kind::Vocabulary;
use crate::site::context::SiteContext;
use crate::site::record::Record;

/// Everything that a reference or link can name.
pub(super) struct Linker<'a> {
    pub(super) context: &'a SiteContext,
    pub(super) records: &'a [Arc<Record>],
    /// The ids of `signposts.yaml`.
    pub(super) signposts: BTreeSet<&'a str>,
    /// The topics of `site.yaml`, with their positions.
    pub(super) topics: HashMap<&'a str, u32>,
    /// The words of each list that `site.yaml` can extend.
    pub(super) word_lists: HashMap<Vocabulary, Vec<String>>,
    pub(super) suggestions: Suggestions<'a>,
    /// The files named since the last [`Linker::take_used`], also those that cannot be published.
    pub(super) referenced_files: RefCell<BTreeSet<String>>,
}

impl<'a> Linker<'a> {
    /// A linker for the records of a site.
    pub(super) fn new(context: &'a SiteContext, records: &'a [Arc<Record>]) -> Self {
        let topics = context.topics.iter().enumerate().map(|(at, (slug, _))| (slug.as_str(), at as u32)).collect();
        Self {
            context,
            records,
            signposts: context.signposts.iter().map(|signpost| signpost.id.as_str()).collect(),
            topics,
            word_lists: Vocabulary::all()
                .map(|list| (list, suggestions::allowed_words(&context.config, list)))
                .collect(),
            suggestions: Suggestions::new(records),
            referenced_files: RefCell::default(),
        }
    }

    /// Whether titles were used for suggestions, and which files were named, since the last call.
    pub(super) fn take_used(&self) -> (bool, BTreeSet<String>) {
        (self.suggestions.take_titles_used(), self.referenced_files.take())
    }

    /// Notes that a record names a file.
    pub(super) fn add_referenced_file(&self, path: String) {
        self.referenced_files.borrow_mut().insert(path);
    }
}
