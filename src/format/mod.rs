//! Making outputs: one file an output. Everything here is pure: files as bytes.

mod calendar;
mod choices;
mod formats;
mod hosting;
mod html;
mod icon;
mod news;
mod output;
mod robots;
mod search;
mod sitemap;
mod theme_file;

pub use formats::{FORMATS, Format, Pieces};
pub use html::render_page;
pub use output::{FileMaker, Output, TogetherMaker};
