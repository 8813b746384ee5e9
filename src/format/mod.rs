//! Makes the outputs, with one source file for each. Nothing here touches a disk: an output is a path and bytes.

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

pub use formats::{FORMATS, Format, RenderMode};
pub use html::render_page;
pub use output::{FileMaker, Output, TogetherMaker};
