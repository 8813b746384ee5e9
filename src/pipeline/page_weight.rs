//! How heavy pages are: what a browser loads to show one, compressed as hosts do it (gzip), without pictures and recordings.
//!
//! Compressing every page would take longer than rendering it. So only those are compressed that could be over their budget,
//! and the longest of each sort.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::Mutex;

use flate2::{Compression, write::GzEncoder};

use crate::config::SITE_FILE;
use crate::fault::{Code, Fault, Faults};
use crate::path;
use crate::publish::Page;
use crate::theme::Renderer;

/// The bytes of a kilobyte.
const KILOBYTE: usize = 1000;
/// Typefaces that are compressed already.
const COMPRESSED_FONTS: [&str; 2] = ["woff", "woff2"];
const LOADED_FILES: [&str; 6] = ["css", "js", "mjs", "woff", "woff2", "svg"];

/// The heaviest page of a sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaviestPage {
    /// The sort, as `budget:` names it.
    pub sort: &'static str,
    /// The address of the page.
    pub address: String,
    /// Its weight in kilobytes.
    pub kilobytes: usize,
    /// The most that pages of this sort should have; `None` if nothing says so.
    pub budget: Option<u32>,
    /// How many pages of the sort have more.
    pub over_budget: usize,
}

/// A file of the theme, as pages load it.
struct LoadedFile<'a> {
    /// The last part of its address, which no other file has.
    name: &'a str,
    compressed_size: usize,
    /// The other files that it names, by their numbers.
    names: Vec<usize>,
}

/// What is known of the pages of a sort.
#[derive(Default)]
struct SortWeights {
    /// The longest page, before it is compressed.
    longest: Option<(String, Vec<u8>)>,
    /// The heaviest page among those that are over the budget.
    heaviest: Option<(usize, Reverse<String>)>,
    over_budget: usize,
}

/// Weighs the pages of a site while they are rendered.
pub(super) struct PageWeights<'a> {
    renderer: &'a Renderer,
    files: Vec<LoadedFile<'a>>,
    /// The compressed size of all files: no page loads more.
    size_of_files: usize,
    sorts: Mutex<BTreeMap<&'static str, SortWeights>>,
}

impl<'a> PageWeights<'a> {
    pub(super) fn new(renderer: &'a Renderer) -> Self {
        let is_loaded = |address: &str| LOADED_FILES.contains(&path::extension(address).as_str());
        let files = renderer.theme().static_files().filter(|(address, _)| is_loaded(address));
        let files: Vec<(&str, &str, &[u8])> =
            files.map(|(address, bytes)| (address, address.rsplit('/').next().unwrap_or(address), bytes)).collect();
        let named_by = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            files.iter().enumerate().filter(|(_, (_, name, _))| text.contains(name)).map(|(number, _)| number).collect()
        };
        let files = files.iter().map(|(address, name, bytes)| LoadedFile {
            name,
            compressed_size: compressed_size(address, bytes),
            names: named_by(bytes),
        });
        let files: Vec<LoadedFile<'a>> = files.collect();
        let size_of_files = files.iter().map(|file| file.compressed_size).sum();
        Self { renderer, files, size_of_files, sorts: Mutex::default() }
    }

    /// Whether [`Self::add`] must see a page of so many bytes.
    pub(super) fn must_see(&self, page: &Page, size: usize) -> bool {
        let sort = self.renderer.publication().sort_of_page(page);
        let could_be_over = self.budget_in_bytes(sort).is_some_and(|budget| self.size_of_files + size > budget);
        let sorts = self.sorts.lock().expect("nobody panics with it");
        let longest = sorts.get(sort).and_then(|known| known.longest.as_ref()).map_or(0, |(_, html)| html.len());
        could_be_over || size >= longest
    }

    /// Weighs a page, if it may be the heaviest of its sort or over its budget.
    pub(super) fn add(&self, page: &Page, html: &[u8]) {
        let sort = self.renderer.publication().sort_of_page(page);
        let weight = self.budget_in_bytes(sort).and_then(|budget| self.weight_over(budget, html));
        let mut sorts = self.sorts.lock().expect("nobody panics with it");
        let known = sorts.entry(sort).or_default();
        let rank = |address: &str, length: usize| (length, Reverse(address.to_owned()));
        let longest = known.longest.as_ref().map(|(address, html)| rank(address, html.len()));
        if longest.is_none_or(|longest| rank(&page.address, html.len()) > longest) {
            known.longest = Some((page.address.clone(), html.to_vec()));
        }
        if let Some(weight) = weight {
            known.over_budget += 1;
            known.heaviest = known.heaviest.take().max(Some((weight, Reverse(page.address.clone()))));
        }
    }

    /// The heaviest page of each sort. Sorts that are over their budget are reported.
    pub(super) fn finish(self, out: &mut Faults) -> Vec<HeaviestPage> {
        let sorts = std::mem::take(&mut *self.sorts.lock().expect("nobody panics with it"));
        let pages: Vec<HeaviestPage> =
            sorts.into_iter().filter_map(|(sort, known)| self.heaviest(sort, known)).collect();
        pages.iter().filter(|page| page.over_budget > 0).for_each(|page| out.report(over_budget_fault(page)));
        pages
    }

    fn heaviest(&self, sort: &'static str, known: SortWeights) -> Option<HeaviestPage> {
        let (weight, address) = match (known.heaviest, known.longest) {
            (Some((weight, Reverse(address))), _) => (weight, address),
            (None, longest) => longest.map(|(address, html)| (self.weigh(&html), address))?,
        };
        let budget = self.budget(sort);
        Some(HeaviestPage {
            sort,
            address,
            kilobytes: weight.div_ceil(KILOBYTE),
            budget,
            over_budget: known.over_budget,
        })
    }

    /// The weight of a page that is over its budget. Most pages are within it even if they are not compressed, and most
    /// others if they are compressed in the quickest way, which no host does worse.
    fn weight_over(&self, budget: usize, html: &[u8]) -> Option<usize> {
        if self.size_of_files + html.len() <= budget {
            return None;
        }
        let of_files = self.size_of_files_of(html);
        let is_within = of_files + html.len() <= budget || of_files + gzip_size(html, Compression::fast()) <= budget;
        let weight = || of_files + gzip_size(html, Compression::default());
        (!is_within).then(weight).filter(|weight| *weight > budget)
    }

    /// The page with the files that it loads.
    fn weigh(&self, html: &[u8]) -> usize {
        gzip_size(html, Compression::default()) + self.size_of_files_of(html)
    }

    /// The compressed size of the files that a page names, and of those that its style sheets name.
    fn size_of_files_of(&self, html: &[u8]) -> usize {
        let html = String::from_utf8_lossy(html);
        let by_page = self.files.iter().enumerate().filter(|(_, file)| html.contains(file.name));
        let loaded: BTreeSet<usize> =
            by_page.flat_map(|(number, file)| file.names.iter().copied().chain([number])).collect();
        loaded.into_iter().map(|number| self.files[number].compressed_size).sum()
    }

    fn budget(&self, sort: &str) -> Option<u32> {
        let config = self.renderer.publication().config();
        let own = config.budget.iter().flat_map(|budget| budget.iter()).find(|(name, _)| *name == sort);
        own.map(|(_, kilobytes)| *kilobytes).or_else(|| self.renderer.theme().page_budget(sort))
    }

    fn budget_in_bytes(&self, sort: &str) -> Option<usize> {
        self.budget(sort).map(|kilobytes| kilobytes as usize * KILOBYTE)
    }
}

fn compressed_size(address: &str, bytes: &[u8]) -> usize {
    if COMPRESSED_FONTS.contains(&path::extension(address).as_str()) {
        return bytes.len();
    }
    gzip_size(bytes, Compression::default())
}

fn gzip_size(bytes: &[u8], level: Compression) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), level);
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(bytes.len(), |compressed| compressed.len())
}

fn over_budget_fault(page: &HeaviestPage) -> Fault {
    let HeaviestPage { sort, address, kilobytes, over_budget, .. } = page;
    let budget = page.budget.unwrap_or_default();
    let pages = if *over_budget == 1 {
        format!("1 page of sort `{sort}` is")
    } else {
        format!("{over_budget} pages of sort `{sort}` are")
    };
    let message = format!("{pages} over the budget of {budget} kB; the heaviest, `{address}`, has {kilobytes} kB");
    let help = format!("shorten the page or the theme's files, or raise `budget: {{{sort}: {budget}}}`");
    Fault::in_file(Code::OverBudget, SITE_FILE, message).with_help(help)
}
