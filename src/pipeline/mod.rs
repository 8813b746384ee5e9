//! Runs all stages: loads files, links records, publishes, renders. Files are read and pages rendered in parallel, and
//! the result is always in the order of names. No other room uses rayon.
//!
//! `check` and `status` render everything except the search index, which contains nothing that no page contains, and
//! throw the outputs away.

mod anchors;
mod cached_outputs;
mod fingerprint;
mod link_input;
mod load;
mod load_theme;
mod loaded_file;
mod next_change;
mod page_reuse;
mod page_weight;
mod read;
mod read_files;
mod render;
mod renderer;
mod threads;

pub use fingerprint::digest_stamps;
pub use load::{LoadedNetwork, load};
pub use next_change::{DigestSink, NextChange, next_change};
pub use page_reuse::PageReuse;
pub use page_weight::HeaviestPage;
pub use render::{
    NullSink, OutputSink, build_search_index, check_pages, render_file, render_site, render_site_files,
    render_site_with_search, render_to_memory,
};
pub use renderer::{build_renderer, rebuild_renderer};
pub use threads::run_with_jobs;
