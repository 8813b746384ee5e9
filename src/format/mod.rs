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
pub use choices::choices;
pub use hosting::hosting;
pub use html::{files, page};
pub use icon::icon;
pub use news::Feeds;
pub use robots::robots;
pub use search::search;
pub use sitemap::sitemap;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// From the site's root, with `/`: `stories/kitchen/index.html`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
