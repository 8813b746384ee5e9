//! The files that the search page loads. They are made when somebody searches, and not after each edit.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::path;
use crate::pipeline;
use crate::publish::SEARCH_ADDRESS;
use crate::theme::Renderer;

/// The files of the search that was asked for last.
#[derive(Default)]
pub(super) struct SearchFiles {
    index: Mutex<SearchIndex>,
}

#[derive(Default)]
struct SearchIndex {
    made_from: Weak<Renderer>,
    /// The bytes of the files, by path.
    files: BTreeMap<String, Vec<u8>>,
}

impl SearchFiles {
    /// A file of the search, by its address.
    pub(super) fn find(&self, renderer: &Arc<Renderer>, address: &str) -> Option<Vec<u8>> {
        if !address.starts_with(SEARCH_ADDRESS) || !renderer.publication().config().has_search() {
            return None;
        }
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::ptr::eq(index.made_from.as_ptr(), Arc::as_ptr(renderer)) {
            let files = pipeline::build_search_index(renderer).ok()?;
            let files = files.into_iter().map(|output| (output.file.path, output.bytes)).collect();
            *index = SearchIndex { made_from: Arc::downgrade(renderer), files };
        }
        index.files.get(&path::output_path(address)).cloned()
    }
}
