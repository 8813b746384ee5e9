//! The stages tied together, and the only user of rayon: files are read and pages are printed in parallel, and
//! whatever order that happens in, the result is in the order of names.

mod fingerprint;
mod link_input;
mod load;
mod load_theme;
mod loaded_file;
mod next_change;
mod publish;
mod read;
mod read_files;
mod render;

pub use fingerprint::digest_sources;
pub use load::{LoadedNetwork, load};
pub use next_change::{DigestSink, NextChange, next_change};
pub use publish::{publish, republish};
pub use render::{
    NullSink, OutputSink, build_search_index, render_calendar, render_news_feed, render_site, render_site_files,
    render_site_with_search, render_to_memory,
};

/// Runs on a number of threads of its own; all of the machine's for 0.
pub fn run_with_jobs<R: Send>(jobs: usize, run: impl FnOnce() -> R + Send) -> std::io::Result<R> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().map_err(std::io::Error::other)?;
    Ok(pool.install(run))
}
