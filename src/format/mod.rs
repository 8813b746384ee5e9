//! Outputs: one file an output. Everything here is pure: a path and bytes.

mod calendar;
mod choices;
mod hosting;
mod html;
mod icon;
mod news;
mod robots;
mod search;
mod sitemap;

pub use calendar::Calendars;
pub use choices::choices_files;
pub use hosting::hosting_files;
pub use html::{render_page, static_files};
pub use icon::icon_file;
pub use news::NewsFeeds;
pub use robots::robots_file;
pub use search::search_files;
pub use sitemap::sitemap_files;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// From the site's root, with `/`: `stories/kitchen/index.html`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
